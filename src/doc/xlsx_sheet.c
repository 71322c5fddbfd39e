#include <stdlib.h>

#include "drawing.h"
#include "office.h"
#include "pingjian/text.h"
#include "xlsx.h"

/* A sheet of Excel has no more. */
#define ROW_MAX 1048576
#define COLUMN_MAX 16384

/* What a cell's value is. */
enum type {
	TYPE_NUMBER,
	TYPE_SHARED, /* the number of a text */
	TYPE_TEXT,   /* in the cell, or of a formula */
	TYPE_NONE,   /* a truth value, an error */
};

struct sheet {
	struct pj_xlsx_sheet_in *in;
	struct pj_builder *builder;
	const struct pj_relations *relations;
	const char *drawing; /* its part, or NULL */
	bool saw_root;
	/* The open cell. */
	enum type type;
	uint32_t row;
	uint32_t column;
	bool has_formula;
	bool has_value;
	/* The text being gathered, of a cell, a margin or a list. */
	bool collecting;
	struct pj_buf text;
	uint32_t node; /* where it begins */
	/* What page margins and lists of choices are for. */
	bool even;
	bool first;
	bool choices;
	struct pj_choices alternatives;
};

/* Text. */

static void
begin_text(struct sheet *s, struct pj_xml *xml)
{
	s->collecting = true;
	s->text.len = 0;
	s->node = pj_xml_text_node(xml);
}

static void
characters(void *arg, struct pj_str text)
{
	struct sheet *s = arg;

	if (s->collecting)
		pj_buf_add(&s->text, text.ptr, text.len);
}

/* Bytes BEGIN to END of what was gathered, as a block. */
static void
put_block(struct sheet *s, size_t begin, size_t end, enum pj_block_kind kind)
{
	struct pj_str all = pj_buf_str(&s->text);
	struct pj_block block = { 0 };

	if (kind == PJ_BLOCK_CELL) {
		block.table = s->in->table;
		block.row = s->row;
		block.column = s->column;
	}
	pj_builder_text(s->builder,
	    (struct pj_str){ all.ptr + begin, end - begin }, s->node,
	    (uint32_t)begin);
	pj_builder_end(s->builder, kind, &block);
}

/* Whether the text is whole, and there is a point in reading on. */
static bool
end_text(struct sheet *s, struct pj_xml *xml)
{
	s->collecting = false;
	if (s->text.failed)
		pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
	else if (pj_builder_failed(s->builder))
		pj_xml_stop(xml);
	else
		return true;
	return false;
}

/* Cells. */

static void
start_row(void *arg, struct pj_xml *xml)
{
	struct sheet *s = arg;

	s->row = pj_xml_attr_number(xml, "r", ROW_MAX, s->row + 1);
	s->column = 0;
}

/* The place that REF ("AB12") names; false, nothing changed, for none. */
static bool
read_ref(struct pj_str ref, uint32_t *row, uint32_t *column)
{
	uint32_t r = 0, c = 0;
	size_t i = 0;

	for (; i < ref.len && ref.ptr[i] >= 'A' && ref.ptr[i] <= 'Z'; i++) {
		c = c * 26 + (uint32_t)(ref.ptr[i] - 'A') + 1;
		if (c > COLUMN_MAX)
			return false;
	}
	for (; i < ref.len && ref.ptr[i] >= '0' && ref.ptr[i] <= '9'; i++) {
		r = r * 10 + (uint32_t)(ref.ptr[i] - '0');
		if (r > ROW_MAX)
			return false;
	}
	if (i < ref.len || r == 0 || c == 0)
		return false;
	*row = r;
	*column = c;
	return true;
}

static enum type
type_of(const struct pj_xml *xml)
{
	static const struct {
		const char *name;
		enum type type;
	} types[] = {
		{ "s", TYPE_SHARED },
		{ "str", TYPE_TEXT },
		{ "inlineStr", TYPE_TEXT },
		{ "d", TYPE_TEXT },
		{ "b", TYPE_NONE },
		{ "e", TYPE_NONE },
	};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (pj_xml_attr_is(xml, "t", types[i].name))
			return types[i].type;
	return TYPE_NUMBER;
}

/* A cell that does not say where it is stands behind the one before. */
static void
start_cell(void *arg, struct pj_xml *xml)
{
	struct sheet *s = arg;
	struct pj_str ref;

	pj_xml_attr(xml, "r", &ref);
	if (!read_ref(ref, &s->row, &s->column) && s->column < COLUMN_MAX)
		s->column++;
	s->type = type_of(xml);
	s->has_formula = false;
	s->has_value = false;
	s->text.len = 0;
}

static void
start_formula(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct sheet *)arg)->has_formula = true;
}

/* x:v, and x:t of a cell that holds its text, which may come in runs. */
static void
start_value(void *arg, struct pj_xml *xml)
{
	struct sheet *s = arg;
	size_t len = s->has_value ? s->text.len : 0;
	uint32_t node = s->node;

	begin_text(s, xml);
	if (s->has_value) {
		s->text.len = len;
		s->node = node;
	}
	s->has_value = true;
}

static void
end_value(void *arg, struct pj_xml *xml)
{
	end_text(arg, xml);
}

/* The text whose number was gathered, in its place. */
static bool
take_shared(struct sheet *s, struct pj_xml *xml)
{
	const struct pj_xlsx_strings *strings = s->in->strings;
	struct pj_str digits = pj_buf_str(&s->text), all;
	size_t number = 0, i, begin;

	for (i = 0; i < digits.len && number < strings->count; i++) {
		if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
			break;
		number = number * 10 + (size_t)(digits.ptr[i] - '0');
	}
	if (digits.len == 0 || i < digits.len || number >= strings->count) {
		pj_xml_fail(xml, PJ_EFORMAT,
		    _("a cell names a text that the workbook does not hold; "
		      "open it in Microsoft Office or LibreOffice and save it "
		      "anew"));
		return false;
	}
	all = pj_buf_str(&strings->text);
	begin = number > 0 ? strings->ends[number - 1] : 0;
	s->text.len = 0;
	pj_buf_add(&s->text, all.ptr + begin, strings->ends[number] - begin);
	return end_text(s, xml);
}

/* The writer ended a line in the cell here, so no word runs on. */
static void
end_cell(void *arg, struct pj_xml *xml)
{
	struct sheet *s = arg;
	size_t begin = 0, i;

	/* A formula of words may come to nothing, one of numbers does not. */
	if (!s->has_value || (s->text.len == 0 && s->type == TYPE_NUMBER)) {
		s->in->unreckoned += s->has_formula;
		return;
	}
	if (s->type == TYPE_NONE)
		return;
	if (s->type == TYPE_TEXT)
		pj_xlsx_unescape(&s->text, 0);
	if (s->type == TYPE_SHARED && !take_shared(s, xml))
		return;
	for (i = 0; i <= s->text.len; i++)
		if (i == s->text.len || s->text.ptr[i] == '\n' ||
		    s->text.ptr[i] == '\r') {
			put_block(s, begin, i, PJ_BLOCK_CELL);
			begin = i + 1;
		}
	end_text(s, xml);
}

/* Page margins. */

static void
start_margins(void *arg, struct pj_xml *xml)
{
	struct sheet *s = arg;

	s->even = pj_xml_attr_is(xml, "differentOddEven", "1") ||
	          pj_xml_attr_is(xml, "differentOddEven", "true");
	s->first = pj_xml_attr_is(xml, "differentFirst", "1") ||
	           pj_xml_attr_is(xml, "differentFirst", "true");
}

static void
start_margin(void *arg, struct pj_xml *xml)
{
	begin_text(arg, xml);
}

/* One for pages that are not told apart is not shown. */
static void
start_even(void *arg, struct pj_xml *xml)
{
	if (((struct sheet *)arg)->even)
		begin_text(arg, xml);
	else
		pj_xml_skip(xml);
}

static void
start_first(void *arg, struct pj_xml *xml)
{
	if (((struct sheet *)arg)->first)
		begin_text(arg, xml);
	else
		pj_xml_skip(xml);
}

static void
put_margin(const struct sheet *s, enum pj_block_kind kind)
{
	pj_xlsx_put_margin(s->builder, pj_buf_str(&s->text), s->node, kind);
}

static void
end_header(void *arg, struct pj_xml *xml)
{
	if (end_text(arg, xml))
		put_margin(arg, PJ_BLOCK_HEADER);
}

static void
end_footer(void *arg, struct pj_xml *xml)
{
	if (end_text(arg, xml))
		put_margin(arg, PJ_BLOCK_FOOTER);
}

/* What Excel shows to those who fill in a cell. */

static void
start_validation(void *arg, struct pj_xml *xml)
{
	static const char *const shown[] = { "promptTitle", "prompt",
		"errorTitle", "error" };
	struct sheet *s = arg;
	size_t i;

	s->choices = pj_xml_attr_is(xml, "type", "list");
	for (i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		pj_office_aside(s->builder, xml, shown[i], PJ_BLOCK_FIELD);
}

static void
start_choices(void *arg, struct pj_xml *xml)
{
	if (((struct sheet *)arg)->choices)
		begin_text(arg, xml);
}

/* A list in quotation marks; else it stands in cells, and is read there. */
static void
end_choices(void *arg, struct pj_xml *xml)
{
	struct sheet *s = arg;
	size_t begin = 1, i;

	if (!s->choices || !end_text(s, xml) || s->text.len < 2 ||
	    s->text.ptr[0] != '"')
		return;
	s->choices = false;
	for (i = 1; i < s->text.len; i++)
		if (s->text.ptr[i] == ',' || s->text.ptr[i] == '"') {
			put_block(s, begin, i, PJ_BLOCK_FIELD);
			begin = i + 1;
		}
}

static void
link_tooltip(void *arg, struct pj_xml *xml)
{
	pj_office_aside(
	    ((struct sheet *)arg)->builder, xml, "tooltip", PJ_BLOCK_ALT);
}

/* Other things. */

static void
start_root(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct sheet *)arg)->saw_root = true;
}

static void
start_drawing(void *arg, struct pj_xml *xml)
{
	struct sheet *s = arg;
	const struct pj_relation *to = NULL;
	struct pj_str id;

	if (pj_xml_attr(xml, "r:id", &id))
		to = pj_relations_of_id(s->relations, id);
	if (to && !strcmp(to->type, "drawing"))
		s->drawing = to->part;
	else
		pj_xml_fail(xml, PJ_EFORMAT,
		    _("this part names another one, which it does not lead "
		      "to; open the file in Microsoft Office or LibreOffice "
		      "and save it anew"));
}

static void
pass_over(void *arg, struct pj_xml *xml)
{
	(void)arg;
	pj_xml_skip(xml);
}

static void
start_alternatives(void *arg, struct pj_xml *xml)
{
	pj_choices_begin(&((struct sheet *)arg)->alternatives, xml);
}

static void
end_alternatives(void *arg, struct pj_xml *xml)
{
	(void)xml;
	pj_choices_end(&((struct sheet *)arg)->alternatives);
}

static void
start_alternative(void *arg, struct pj_xml *xml)
{
	pj_choices_offer(&((struct sheet *)arg)->alternatives, xml);
}

/* In byte order of names: pj_xml_read searches it. */
static const struct pj_xml_rule rules[] = {
	{ "mc:AlternateContent", start_alternatives, end_alternatives },
	{ "mc:Choice", start_alternative, NULL },
	{ "mc:Fallback", start_alternative, NULL },
	{ "x14:dataValidation", start_validation, NULL },
	{ "x:c", start_cell, end_cell },
	{ "x:chartsheet", start_root, NULL },
	{ "x:dataValidation", start_validation, NULL },
	{ "x:dialogsheet", start_root, NULL },
	{ "x:drawing", start_drawing, NULL },
	{ "x:evenFooter", start_even, end_footer },
	{ "x:evenHeader", start_even, end_header },
	{ "x:f", start_formula, NULL },
	{ "x:firstFooter", start_first, end_footer },
	{ "x:firstHeader", start_first, end_header },
	{ "x:formula1", start_choices, end_choices },
	{ "x:headerFooter", start_margins, NULL },
	{ "x:hyperlink", link_tooltip, NULL },
	{ "x:oddFooter", start_margin, end_footer },
	{ "x:oddHeader", start_margin, end_header },
	{ "x:rPh", pass_over, NULL },
	{ "x:row", start_row, NULL },
	{ "x:t", start_value, end_value },
	{ "x:v", start_value, end_value },
	{ "x:worksheet", start_root, NULL },
	{ "xm:macrosheet", start_root, NULL },
};

/* The part alone; DRAWING gets the one that is drawn on it, or NULL. */
static bool
read_part(struct pj_xlsx_sheet_in *in, const char *part,
    const struct pj_relations *relations, const char **drawing,
    struct pj_error *err)
{
	struct pj_xml_vocabulary vocabulary = {
		.namespaces = pj_opc_namespaces,
		.namespace_count = pj_opc_namespace_count,
		.rules = rules,
		.rule_count = sizeof(rules) / sizeof(rules[0]),
		.text = characters,
	};
	struct sheet s = {
		.in = in,
		.builder = in->builder,
		.relations = relations,
		.text = PJ_BUF_INIT,
	};
	bool ok;

	pj_builder_part(in->builder, part);
	ok = pj_xml_read(in->package, part, &vocabulary, &s, err);
	if (ok && !s.saw_root) {
		pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this part holds no sheet; save the file anew from the "
		      "program that made it"));
		pj_package_blame(in->package, part, 0, err);
		ok = false;
	}
	*drawing = s.drawing;
	pj_buf_free(&s.text);
	free(s.alternatives.taken);
	return ok && !pj_builder_failed(in->builder);
}

bool
pj_xlsx_sheet_read(
    struct pj_xlsx_sheet_in *in, const char *part, struct pj_error *err)
{
	const struct pj_drawing_in drawing_in = {
		.arena = in->arena,
		.package = in->package,
		.builder = in->builder,
		.cells = true,
	};
	struct pj_relations own, of_drawing;
	const char *drawing;

	if (!pj_relations_read(in->arena, in->package, part, &own, err) ||
	    !read_part(in, part, &own, &drawing, err))
		return false;
	if (!drawing || !pj_package_claim(in->package, drawing))
		return true;
	return pj_relations_read(
		   in->arena, in->package, drawing, &of_drawing, err) &&
	       pj_drawing_read(
		   &drawing_in, drawing, &of_drawing, PJ_BLOCK_TEXT_BOX, err);
}
