#include <stdlib.h>

#include "docx.h"
#include "pingjian/text.h"

const struct pj_xml_namespace pj_docx_namespaces[] = {
	{ "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w" },
	{ "http://purl.oclc.org/ooxml/wordprocessingml/main", "w" },
	{ "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
	    "r" },
	{ "http://purl.oclc.org/ooxml/officeDocument/relationships", "r" },
	{ "http://schemas.openxmlformats.org/drawingml/2006/"
	  "wordprocessingDrawing",
	    "wp" },
	{ "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp" },
	{ "http://schemas.openxmlformats.org/drawingml/2006/main", "a" },
	{ "http://purl.oclc.org/ooxml/drawingml/main", "a" },
	{ "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
	    "wps" },
	{ "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
	    "wpg" },
	{ "http://schemas.openxmlformats.org/markup-compatibility/2006", "mc" },
	{ "http://schemas.openxmlformats.org/officeDocument/2006/math", "m" },
	{ "http://purl.oclc.org/ooxml/officeDocument/math", "m" },
	{ "urn:schemas-microsoft-com:vml", "v" },
	{ "http://schemas.openxmlformats.org/drawingml/2006/chart", "c" },
	{ "http://purl.oclc.org/ooxml/drawingml/chart", "c" },
	{ "http://schemas.openxmlformats.org/drawingml/2006/diagram", "dgm" },
	{ "http://purl.oclc.org/ooxml/drawingml/diagram", "dgm" },
	{ "http://schemas.openxmlformats.org/package/2006/relationships",
	    "rel" },
	{ "http://www.w3.org/XML/1998/namespace", "xml" },
};
const size_t pj_docx_namespace_count =
    sizeof(pj_docx_namespaces) / sizeof(pj_docx_namespaces[0]);

/* Relationship types begin with one of these, and end in a short name. */
static const char *const type_roots[] = {
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
	"http://purl.oclc.org/ooxml/officeDocument/relationships/",
};

/* Those that lead to text; links and pictures may be many more. */
static const char *const read_types[] = { "officeDocument", "styles", "header",
	"footer", "footnotes", "endnotes", "diagramData", "chart" };

struct relation {
	const char *id;
	const char *type; /* of read_types */
	const char *part;
};

struct relations {
	struct pj_arena *arena;
	const char *base; /* the part they belong to, "" for the container */
	struct relation *items; /* heap */
	size_t count;
	size_t cap;
};

/* What flows gathered on the heap. */
void
pj_docx_refs_free(struct pj_docx_refs *refs)
{
	size_t i;

	for (i = 0; i < refs->relation_count; i++)
		free(refs->relations[i]);
	free(refs->relations);
	free(refs->footnotes);
	free(refs->endnotes);
}

static int
compare_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

void
pj_docx_refs_sort(struct pj_docx_refs *refs)
{
	if (refs->footnote_count > 0)
		qsort(refs->footnotes, refs->footnote_count, sizeof(uint32_t),
		    compare_number);
	if (refs->endnote_count > 0)
		qsort(refs->endnotes, refs->endnote_count, sizeof(uint32_t),
		    compare_number);
}

/* The last word of a relation's address, in either dialect, if it is one
 * of read_types; else NULL. */
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

/* Targets outside, or above the container, are never followed. */
static void
start_relation(void *arg, struct pj_xml *xml)
{
	struct relations *r = arg;
	struct relation item = { 0 }, *items;
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
	item.id = pj_arena_copy(r->arena, id);
	items = pj_grow(r->items, &r->cap, r->count + 1, sizeof(*items));
	if (items)
		r->items = items;
	if (!items || !item.id) {
		pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
		return;
	}
	items[r->count++] = item;
}

static const struct pj_xml_rule relation_rules[] = {
	{ "rel:Relationship", start_relation, NULL },
};

/* The relations of part R->base; none when it has no such part. */
static bool
read_relations(
    struct pj_package *package, struct relations *r, struct pj_error *err)
{
	static const struct pj_xml_vocabulary vocabulary = {
		.namespaces = pj_docx_namespaces,
		.namespace_count =
		    sizeof(pj_docx_namespaces) / sizeof(pj_docx_namespaces[0]),
		.rules = relation_rules,
		.rule_count = 1,
	};
	const char *slash = strrchr(r->base, '/');
	const char *name = slash ? slash + 1 : r->base;
	const char *part = pj_arena_printf(r->arena, "%.*s_rels/%s.rels",
	    (int)(name - r->base), r->base, name);

	if (!part)
		return pj_error_nomem(err);
	if (*r->base && !pj_package_has(package, part))
		return true;
	return pj_xml_read(package, part, &vocabulary, r, err);
}

/* The first that leads to a part. */
static const struct relation *
find_type(const struct relations *r, const char *type)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (!strcmp(r->items[i].type, type))
			return &r->items[i];
	return NULL;
}

/* The main part's name, by the container's own relations. */
static const char *
find_main(
    struct pj_arena *arena, struct pj_package *package, struct pj_error *err)
{
	struct relations r = { .arena = arena, .base = "" };
	const struct relation *main = NULL;
	const char *part = NULL;

	if (read_relations(package, &r, err)) {
		main = find_type(&r, "officeDocument");
		if (main)
			part = main->part;
		else {
			pj_error_set(err, PJ_EFORMAT,
			    _("the container does not tell its main document; "
			      "open it in Word or LibreOffice and save it "
			      "anew"));
			pj_package_blame(package, "_rels/.rels", 0, err);
		}
	}
	free(r.items);
	return part;
}

/* Read RELATION's part once, under whatever relation it comes again. */
static bool
flow_once(const struct pj_docx_flow_in *in, const struct relation *relation,
    enum pj_block_kind kind, struct pj_error *err)
{
	if (!relation || !pj_package_claim(in->package, relation->part))
		return true;
	return pj_docx_flow(in, relation->part, kind, err);
}

static int
by_id(const void *a, const void *b)
{
	return strcmp(
	    ((const struct relation *)a)->id, ((const struct relation *)b)->id);
}

/* Headers and footers in the order in which sections name them. */
static bool
read_margins(
    const struct pj_docx_flow_in *in, struct relations *r, struct pj_error *err)
{
	size_t i;

	if (r->count == 0)
		return true;
	qsort(r->items, r->count, sizeof(*r->items), by_id);
	for (i = 0; i < in->refs->relation_count; i++) {
		struct relation key = { .id = in->refs->relations[i] };
		struct relation *found =
		    bsearch(&key, r->items, r->count, sizeof(key), by_id);
		bool header = found && !strcmp(found->type, "header");

		if (!header && (!found || strcmp(found->type, "footer") != 0))
			continue;
		if (!flow_once(in, found,
			header ? PJ_BLOCK_HEADER : PJ_BLOCK_FOOTER, err))
			return false;
	}
	return true;
}

/* Text that Word keeps in parts of their own: diagrams and charts. */
static bool
read_drawings(
    const struct pj_docx_flow_in *in, struct relations *r, struct pj_error *err)
{
	size_t i;

	for (i = 0; i < r->count; i++) {
		const char *type = r->items[i].type;

		if (strcmp(type, "diagramData") != 0 &&
		    strcmp(type, "chart") != 0)
			continue;
		if (!flow_once(in, &r->items[i], PJ_BLOCK_TEXT_BOX, err))
			return false;
	}
	return true;
}

/* Every part of the draft, the main part first. */
static bool
read_parts(const struct pj_reading *reading, struct pj_package *package,
    struct pj_builder *builder, struct pj_error *err)
{
	struct relations r = { .arena = reading->arena };
	struct pj_docx_refs refs = { 0 };
	struct pj_docx_styles styles;
	struct pj_docx_flow_in in = {
		.package = package,
		.styles = &styles,
		.builder = builder,
		.refs = &refs,
	};
	const struct relation *style;
	bool ok = false;

	r.base = find_main(reading->arena, package, err);
	if (!r.base || !read_relations(package, &r, err))
		goto out;
	style = find_type(&r, "styles");
	if (!pj_docx_styles_read(reading->arena, package,
		style ? style->part : NULL, &styles, err))
		goto out;
	if (!pj_docx_flow(&in, r.base, PJ_BLOCK_PARAGRAPH, err))
		goto out;
	pj_docx_refs_sort(&refs);
	ok = (refs.footnote_count == 0 ||
		 flow_once(
		     &in, find_type(&r, "footnotes"), PJ_BLOCK_NOTE, err)) &&
	     (refs.endnote_count == 0 ||
		 flow_once(
		     &in, find_type(&r, "endnotes"), PJ_BLOCK_NOTE, err)) &&
	     read_margins(&in, &r, err) && read_drawings(&in, &r, err);
out:
	free(r.items);
	pj_docx_refs_free(&refs);
	return ok;
}

bool
pj_doc_read_docx(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	struct pj_package *package = pj_package_open(
	    in->source->path, in->source->bytes, in->limits, in->deadline, err);
	struct pj_builder *builder = NULL;
	bool ok = false;

	if (!package)
		return false;
	builder = pj_builder_new(in->limits, in->deadline, in->notes);
	if (!builder) {
		pj_error_nomem(err);
		goto out;
	}
	ok =
	    read_parts(in, package, builder, err) || pj_builder_failed(builder);
	if (ok)
		ok = pj_builder_finish(builder, in->arena, out, err);
out:
	pj_builder_free(builder);
	pj_package_close(package);
	return ok;
}
