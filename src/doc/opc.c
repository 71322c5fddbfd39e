#include <stdlib.h>

#include "opc.h"
#include "pingjian/text.h"

#define TRANSITIONAL "http://schemas.openxmlformats.org/"
#define STRICT "http://purl.oclc.org/ooxml/"
#define MICROSOFT "http://schemas.microsoft.com/office/"

const struct pj_xml_namespace pj_opc_namespaces[] = {
	{ TRANSITIONAL "wordprocessingml/2006/main", "w" },
	{ STRICT "wordprocessingml/main", "w" },
	{ TRANSITIONAL "officeDocument/2006/relationships", "r" },
	{ STRICT "officeDocument/relationships", "r" },
	{ TRANSITIONAL "drawingml/2006/wordprocessingDrawing", "wp" },
	{ STRICT "drawingml/wordprocessingDrawing", "wp" },
	{ TRANSITIONAL "drawingml/2006/main", "a" },
	{ STRICT "drawingml/main", "a" },
	{ TRANSITIONAL "drawingml/2006/picture", "pic" },
	{ STRICT "drawingml/picture", "pic" },
	{ MICROSOFT "word/2010/wordprocessingShape", "wps" },
	{ MICROSOFT "word/2010/wordprocessingGroup", "wpg" },
	{ TRANSITIONAL "markup-compatibility/2006", "mc" },
	{ TRANSITIONAL "officeDocument/2006/math", "m" },
	{ STRICT "officeDocument/math", "m" },
	{ "urn:schemas-microsoft-com:vml", "v" },
	{ TRANSITIONAL "drawingml/2006/chart", "c" },
	{ STRICT "drawingml/chart", "c" },
	{ MICROSOFT "drawing/2014/chartex", "cx" },
	{ TRANSITIONAL "drawingml/2006/chartDrawing", "cdr" },
	{ STRICT "drawingml/chartDrawing", "cdr" },
	{ TRANSITIONAL "drawingml/2006/diagram", "dgm" },
	{ STRICT "drawingml/diagram", "dgm" },
	{ MICROSOFT "drawing/2010/diagram", "dgm14" },
	{ TRANSITIONAL "presentationml/2006/main", "p" },
	{ STRICT "presentationml/main", "p" },
	{ TRANSITIONAL "spreadsheetml/2006/main", "x" },
	{ STRICT "spreadsheetml/main", "x" },
	{ MICROSOFT "excel/2006/main", "xm" },
	{ MICROSOFT "spreadsheetml/2009/9/main", "x14" },
	{ TRANSITIONAL "drawingml/2006/spreadsheetDrawing", "xdr" },
	{ STRICT "drawingml/spreadsheetDrawing", "xdr" },
	{ TRANSITIONAL "package/2006/relationships", "rel" },
	{ "http://www.w3.org/XML/1998/namespace", "xml" },
};
const size_t pj_opc_namespace_count =
    sizeof(pj_opc_namespaces) / sizeof(pj_opc_namespaces[0]);

/* Relationship types begin with one of these, and end in a short name. */
static const char *const type_roots[] = {
	TRANSITIONAL "officeDocument/2006/relationships/",
	STRICT "officeDocument/relationships/",
	MICROSOFT "2014/relationships/",
	MICROSOFT "2006/relationships/",
};

/* Those that lead to text; links and pictures may be many more. */
static const char *const read_types[] = { "officeDocument", "styles", "header",
	"footer", "footnotes", "endnotes", "diagramData", "chart", "chartEx",
	"chartUserShapes", "slide", "notesSlide", "worksheet", "chartsheet",
	"dialogsheet", "xlMacrosheet", "xlIntlMacrosheet", "sharedStrings",
	"drawing" };

/* What is being read: `out` is empty until it is whole. */
struct reading {
	struct pj_arena *arena;
	const char *base;
	struct pj_relation *items; /* heap */
	size_t count;
	size_t cap;
};

/* The last word of a relation's address, in any dialect, if it is one of
 * read_types; else NULL. */
static const char *
short_type(struct pj_str type)
{
	size_t i, k, len;

	for (i = 0; i < sizeof(type_roots) / sizeof(type_roots[0]); i++) {
		len = strlen(type_roots[i]);
		if (type.len <= len || memcmp(type.ptr, type_roots[i], len))
			continue;
		type.ptr += len;
		type.len -= len;
		for (k = 0; k < sizeof(read_types) / sizeof(read_types[0]); k++)
			if (pj_str_equal(type, pj_str(read_types[k])))
				return read_types[k];
		break;
	}
	return NULL;
}

static void
start_relation(void *arg, struct pj_xml *xml)
{
	struct reading *r = arg;
	struct pj_relation item = { 0 }, *items;
	struct pj_str id, type, target;

	pj_xml_attr(xml, "Id", &id);
	pj_xml_attr(xml, "Type", &type);
	pj_xml_attr(xml, "Target", &target);
	item.type = short_type(type);
	if (!item.type || pj_xml_attr_is(xml, "TargetMode", "External"))
		return;
	if (r->count >= PJ_PART_MAX) {
		pj_xml_fail(xml, PJ_ELIMIT,
		    _("the document refers to more parts than a container "
		      "may hold"));
		return;
	}
	item.part = pj_package_resolve(r->arena, r->base, target);
	if (!item.part)
		return;
	items = pj_xml_grow(xml, r->items, &r->cap, r->count, sizeof(*items));
	if (!items)
		return;
	r->items = items;
	item.id = pj_arena_copy(r->arena, id);
	if (!item.id) {
		pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
		return;
	}
	items[r->count++] = item;
}

static const struct pj_xml_rule relation_rules[] = {
	{ "rel:Relationship", start_relation, NULL },
};

/* Of two with one name, which no program writes, the first comes first. */
static int
compare_id(const void *a, const void *b)
{
	const struct pj_relation *x = *(const struct pj_relation *const *)a;
	const struct pj_relation *y = *(const struct pj_relation *const *)b;
	int order = strcmp(x->id, y->id);

	return order != 0 ? order : (x > y) - (x < y);
}

/* What was read, moved to the arena, with the ways to find it. */
static bool
hand_over(
    const struct reading *r, struct pj_relations *out, struct pj_error *err)
{
	size_t i;

	out->items = pj_arena_alloc(r->arena, r->count, sizeof(*out->items));
	out->by_id = pj_arena_alloc(r->arena, r->count, sizeof(*out->by_id));
	if (!out->items || !out->by_id)
		return pj_error_nomem(err);
	out->count = r->count;
	for (i = 0; i < r->count; i++) {
		out->items[i] = r->items[i];
		out->by_id[i] = &out->items[i];
	}
	if (r->count > 0)
		qsort(out->by_id, r->count, sizeof(*out->by_id), compare_id);
	return true;
}

bool
pj_relations_read(struct pj_arena *arena, struct pj_package *package,
    const char *base, struct pj_relations *out, struct pj_error *err)
{
	struct pj_xml_vocabulary vocabulary = {
		.namespaces = pj_opc_namespaces,
		.namespace_count = pj_opc_namespace_count,
		.rules = relation_rules,
		.rule_count = 1,
	};
	struct reading r = { .arena = arena, .base = base };
	const char *slash = strrchr(base, '/');
	const char *name = slash ? slash + 1 : base;
	const char *part = pj_arena_printf(
	    arena, "%.*s_rels/%s.rels", (int)(name - base), base, name);
	bool ok;

	*out = (struct pj_relations){ 0 };
	if (!part)
		return pj_error_nomem(err);
	if (*base && !pj_package_has(package, part))
		return true;
	ok = pj_xml_read(package, part, &vocabulary, &r, err) &&
	     hand_over(&r, out, err);
	free(r.items);
	return ok;
}

const struct pj_relation *
pj_relations_of_type(const struct pj_relations *relations, const char *type)
{
	size_t i;

	for (i = 0; i < relations->count; i++)
		if (!strcmp(relations->items[i].type, type))
			return &relations->items[i];
	return NULL;
}

/* How ID, which may hold a NUL, and the name Z compare. */
static int
compare_str(struct pj_str id, const char *z)
{
	size_t len = strlen(z);
	int order = memcmp(id.ptr, z, id.len < len ? id.len : len);

	return order != 0 ? order : (id.len > len) - (id.len < len);
}

const struct pj_relation *
pj_relations_of_id(const struct pj_relations *relations, struct pj_str id)
{
	size_t lo = 0, hi = relations->count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (compare_str(id, relations->by_id[mid]->id) > 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < relations->count && !compare_str(id, relations->by_id[lo]->id))
		return relations->by_id[lo];
	return NULL;
}

const char *
pj_opc_main(
    struct pj_arena *arena, struct pj_package *package, struct pj_error *err)
{
	struct pj_relations relations;
	const struct pj_relation *main;

	if (!pj_relations_read(arena, package, "", &relations, err))
		return NULL;
	main = pj_relations_of_type(&relations, "officeDocument");
	if (main)
		return main->part;
	pj_error_set(err, PJ_EFORMAT,
	    _("the container does not tell its main document; open it in "
	      "Microsoft Office or LibreOffice and save it anew"));
	pj_package_blame(package, "_rels/.rels", 0, err);
	return NULL;
}

void
pj_choices_begin(struct pj_choices *choices, struct pj_xml *xml)
{
	bool *taken = pj_xml_grow(
	    xml, choices->taken, &choices->cap, choices->count, sizeof(*taken));

	if (!taken)
		return;
	choices->taken = taken;
	choices->taken[choices->count++] = false;
}

void
pj_choices_end(struct pj_choices *choices)
{
	choices->count -= choices->count > 0;
}

void
pj_choices_offer(struct pj_choices *choices, struct pj_xml *xml)
{
	bool *taken;

	if (choices->count == 0)
		return;
	taken = &choices->taken[choices->count - 1];
	if (*taken)
		pj_xml_skip(xml);
	*taken = true;
}
