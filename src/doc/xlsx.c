#include <stdlib.h>

#include "office.h"
#include "pingjian/text.h"
#include "xlsx.h"

/*
 * XLSX: the sheets in the order of their tabs, hidden ones too, each under
 * its name; then its cells, row by row, each a block.  Comments are the
 * authors' own.  Numbers are as stored, without their format.
 */

struct sheet {
	const char *name; /* in the arena */
	const struct pj_relation *relation;
	uint32_t node; /* of its name in the workbook */
};

/* The list of sheets in the main part. */
struct book {
	struct pj_arena *arena;
	struct pj_package *package;
	const struct pj_relations *relations;
	struct sheet *sheets; /* heap; in order */
	size_t count;
	size_t cap;
	bool saw_root;
};

static void
start_root(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct book *)arg)->saw_root = true;
}

static bool
is_sheet(const struct pj_relation *relation)
{
	static const char *const types[] = { "worksheet", "chartsheet",
		"dialogsheet", "xlMacrosheet", "xlIntlMacrosheet" };
	size_t i;

	for (i = 0; relation && i < sizeof(types) / sizeof(types[0]); i++)
		if (!strcmp(relation->type, types[i]))
			return true;
	return false;
}

/* A sheet that is not there would be one that nobody screened. */
static void
start_sheet(void *arg, struct pj_xml *xml)
{
	struct book *book = arg;
	struct sheet sheet = { .node = pj_xml_tag_node(xml) }, *sheets;
	struct pj_str id, name;

	pj_xml_attr(xml, "name", &name);
	if (pj_xml_attr(xml, "r:id", &id))
		sheet.relation = pj_relations_of_id(book->relations, id);
	if (!is_sheet(sheet.relation)) {
		pj_xml_fail(xml, PJ_EFORMAT,
		    _("the workbook names a sheet that it does not lead to; "
		      "open it in Microsoft Office or LibreOffice and save it "
		      "anew"));
		return;
	}
	/* The same sheet twice is none that a program writes. */
	if (!pj_package_claim(book->package, sheet.relation->part))
		return;
	sheets = pj_xml_grow(
	    xml, book->sheets, &book->cap, book->count, sizeof(*sheets));
	if (!sheets)
		return;
	book->sheets = sheets;
	sheet.name = pj_arena_copy(book->arena, name);
	if (sheet.name)
		sheets[book->count++] = sheet;
	else
		pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
}

static bool
read_book(struct book *book, const char *part, struct pj_error *err)
{
	static const struct pj_xml_rule rules[] = {
		{ "x:sheet", start_sheet, NULL },
		{ "x:workbook", start_root, NULL },
	};
	struct pj_xml_vocabulary vocabulary = {
		.namespaces = pj_opc_namespaces,
		.namespace_count = pj_opc_namespace_count,
		.rules = rules,
		.rule_count = sizeof(rules) / sizeof(rules[0]),
	};

	if (!pj_xml_read(book->package, part, &vocabulary, book, err))
		return false;
	if (book->saw_root)
		return true;
	pj_error_set(err, PJ_EUNSUPPORTED,
	    _("this part is no workbook; save it as .xlsx from the program "
	      "that made it"));
	pj_package_blame(book->package, part, 0, err);
	return false;
}

/* Each sheet below its name, which stands in PART, the main one. */
static bool
read_sheets(const struct book *book, const char *part,
    struct pj_xlsx_sheet_in *in, struct pj_error *err)
{
	const struct pj_block level = { .level = 1 };
	size_t i;

	for (i = 0; i < book->count; i++) {
		const struct sheet *sheet = &book->sheets[i];
		struct pj_address at = { .sheet = sheet->name };

		pj_builder_part(in->builder, part);
		pj_builder_address(in->builder, &at);
		pj_builder_text(
		    in->builder, pj_str(sheet->name), sheet->node, 0);
		pj_builder_end(in->builder, PJ_BLOCK_HEADING, &level);
		in->table = (uint32_t)i + 1;
		if (!pj_xlsx_sheet_read(in, sheet->relation->part, err))
			return false;
	}
	return true;
}

/* Formulas whose results the program that wrote the file left out. */
static void
tell_unreckoned(const struct pj_reading *reading, size_t count)
{
	if (count > 0)
		pj_note_add(reading->notes, "formula-without-result",
		    _("formulas without a stored result: %zu; what they show "
		      "was not screened; open the file in Microsoft Office or "
		      "LibreOffice and save it anew"),
		    count);
}

static bool
read_parts(const struct pj_reading *reading, struct pj_package *package,
    struct pj_builder *builder, struct pj_error *err)
{
	struct pj_xlsx_strings strings = { .text = PJ_BUF_INIT };
	struct pj_xlsx_sheet_in in = {
		.arena = reading->arena,
		.package = package,
		.builder = builder,
		.strings = &strings,
	};
	struct pj_relations relations;
	struct book book = {
		.arena = reading->arena,
		.package = package,
		.relations = &relations,
	};
	const char *part = pj_opc_main(reading->arena, package, err);
	const struct pj_relation *shared;
	bool ok;

	if (!part ||
	    !pj_relations_read(reading->arena, package, part, &relations, err))
		return false;
	shared = pj_relations_of_type(&relations, "sharedStrings");
	ok = read_book(&book, part, err) &&
	     (!shared ||
		 pj_xlsx_strings_read(package, shared->part, &strings, err)) &&
	     read_sheets(&book, part, &in, err);
	if (ok)
		tell_unreckoned(reading, in.unreckoned);
	free(book.sheets);
	pj_xlsx_strings_free(&strings);
	return ok;
}

bool
pj_doc_read_xlsx(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	return pj_office_read(in, read_parts, out, err);
}
