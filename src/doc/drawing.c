#include <stdlib.h>

#include "drawing.h"
#include "labels.h"
#include "office.h"
#include "pingjian/text.h"

#define LIST_LEVEL_MAX 9

/* What the shape being read is to its slide. */
enum holder {
	HOLDER_BOX, /* any shape but these */
	HOLDER_TITLE,
	HOLDER_SUBTITLE,
	HOLDER_BODY,
	HOLDER_HEADER,
	HOLDER_FOOTER,
};

/* Shapes do not stand in shapes' text, so one of each is open at most. */
struct drawing {
	const struct pj_drawing_in *in;
	struct pj_builder *builder;
	const struct pj_relations *relations;
	enum pj_block_kind kind;
	bool saw_root;
	enum holder holder;
	uint32_t list_level;
	bool is_list;
	bool in_line;    /* text stands behind the last break */
	bool in_text;    /* inside an element that holds text */
	uint32_t node;   /* of that text */
	uint32_t offset; /* into that element's text */
	uint32_t tables;
	uint32_t row; /* of the open table; 0 outside */
	uint32_t column;
	struct pj_labels labels;
	struct pj_choices choices;
};

/* Blocks. */

static enum pj_block_kind
kind_of(const struct drawing *d, struct pj_block *block)
{
	if (d->row > 0) {
		block->table = d->tables;
		block->row = d->row;
		block->column = d->column;
		return d->kind == PJ_BLOCK_NOTE ? PJ_BLOCK_NOTE : PJ_BLOCK_CELL;
	}
	if (d->holder == HOLDER_HEADER)
		return PJ_BLOCK_HEADER;
	if (d->holder == HOLDER_FOOTER)
		return PJ_BLOCK_FOOTER;
	if (d->kind != PJ_BLOCK_PARAGRAPH)
		return d->kind;
	if (d->holder == HOLDER_TITLE && d->in->first)
		return PJ_BLOCK_TITLE;
	if (d->holder == HOLDER_TITLE || d->holder == HOLDER_SUBTITLE) {
		block->level = d->holder == HOLDER_TITLE ? 1 : 2;
		return PJ_BLOCK_HEADING;
	}
	if (d->holder == HOLDER_BODY && d->is_list) {
		block->level = d->list_level;
		return PJ_BLOCK_LIST_ITEM;
	}
	return d->holder == HOLDER_BODY ? PJ_BLOCK_PARAGRAPH
	                                : PJ_BLOCK_TEXT_BOX;
}

static void
end_block(struct drawing *d)
{
	struct pj_block block = { 0 };
	enum pj_block_kind kind = kind_of(d, &block);

	pj_builder_end(d->builder, kind, &block);
}

/* What a slide's body holds is a list unless it says otherwise. */
static void
start_paragraph(void *arg, struct pj_xml *xml)
{
	struct drawing *d = arg;

	(void)xml;
	d->in_line = false;
	d->is_list = true;
	d->list_level = 1;
}

static void
end_paragraph(void *arg, struct pj_xml *xml)
{
	(void)xml;
	end_block(arg);
}

/* Levels count from 0 in the file and from 1 here. */
static void
paragraph_level(void *arg, struct pj_xml *xml)
{
	((struct drawing *)arg)->list_level =
	    1 + pj_xml_attr_number(xml, "lvl", LIST_LEVEL_MAX - 1, 0);
}

static void
no_bullet(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct drawing *)arg)->is_list = false;
}

/*
 * The writer ended the line here, so no word runs on; but a title is broken
 * to look well, and is one phrase for all that.
 */
static void
put_break(void *arg, struct pj_xml *xml)
{
	struct drawing *d = arg;

	if (d->holder != HOLDER_TITLE || d->row > 0)
		end_block(d);
	else if (d->in_line)
		pj_builder_text(
		    d->builder, pj_str("\n"), pj_xml_tag_node(xml), 0);
	d->in_line = false;
}

/* Text. */

static void
start_text(void *arg, struct pj_xml *xml)
{
	struct drawing *d = arg;

	d->in_text = true;
	d->node = pj_xml_text_node(xml);
	d->offset = 0;
}

/* White space between elements is none of the text. */
static void
characters(void *arg, struct pj_str s)
{
	struct drawing *d = arg;

	pj_labels_add(&d->labels, s);
	if (!d->in_text)
		return;
	pj_builder_text(d->builder, s, d->node, d->offset);
	d->offset += (uint32_t)s.len;
	d->in_line = true;
}

static void
end_text(void *arg, struct pj_xml *xml)
{
	struct drawing *d = arg;

	d->in_text = false;
	if (pj_builder_failed(d->builder))
		pj_xml_stop(xml);
}

/* A label in a chart stands alone. */
static void
end_label(void *arg, struct pj_xml *xml)
{
	end_text(arg, xml);
	end_block(arg);
}

/* Charts. */

static void
start_formula(void *arg, struct pj_xml *xml)
{
	(void)xml;
	pj_labels_begin(&((struct drawing *)arg)->labels);
}

static void
end_formula(void *arg, struct pj_xml *xml)
{
	pj_labels_end(&((struct drawing *)arg)->labels, xml);
}

static void
start_labels(void *arg, struct pj_xml *xml)
{
	struct drawing *d = arg;

	if (pj_labels_known(&d->labels, d->in->cells))
		pj_xml_skip(xml);
}

static void
pass_over(void *arg, struct pj_xml *xml)
{
	(void)arg;
	pj_xml_skip(xml);
}

/* A field shows the number of the slide, which is no word. */
static void
start_field(void *arg, struct pj_xml *xml)
{
	(void)arg;
	if (pj_xml_attr_is(xml, "type", "slidenum"))
		pj_xml_skip(xml);
}

/* Shapes. */

/* What tells of a shape comes first in it, whatever the vocabulary. */
static void
start_shape(void *arg, struct pj_xml *xml)
{
	struct drawing *d = arg;

	d->holder = HOLDER_BOX;
	pj_office_aside(d->builder, xml, "title", PJ_BLOCK_ALT);
	pj_office_aside(d->builder, xml, "descr", PJ_BLOCK_ALT);
}

/* Shown when the mouse rests on a link. */
static void
link_tooltip(void *arg, struct pj_xml *xml)
{
	struct drawing *d = arg;

	pj_office_aside(d->builder, xml, "tooltip", PJ_BLOCK_ALT);
}

/* A placeholder without a type is for any content. */
static void
placeholder(void *arg, struct pj_xml *xml)
{
	static const struct {
		const char *type;
		enum holder holder;
	} types[] = {
		{ "title", HOLDER_TITLE },
		{ "ctrTitle", HOLDER_TITLE },
		{ "subTitle", HOLDER_SUBTITLE },
		{ "hdr", HOLDER_HEADER },
		{ "ftr", HOLDER_FOOTER },
		{ "dt", HOLDER_FOOTER },
		{ "sldNum", HOLDER_FOOTER },
	};
	struct drawing *d = arg;
	size_t i;

	d->holder = HOLDER_BODY;
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (pj_xml_attr_is(xml, "type", types[i].type))
			d->holder = types[i].holder;
}

/* Tables, which hold no tables. */

static void
start_table(void *arg, struct pj_xml *xml)
{
	struct drawing *d = arg;

	(void)xml;
	d->tables++;
}

static void
start_row(void *arg, struct pj_xml *xml)
{
	struct drawing *d = arg;

	(void)xml;
	d->row++;
	d->column = 0;
}

/* What stands in a cell that another one covers is not seen. */
static void
start_cell(void *arg, struct pj_xml *xml)
{
	struct drawing *d = arg;

	d->column++;
	if (pj_xml_attr_is(xml, "hMerge", "1") ||
	    pj_xml_attr_is(xml, "hMerge", "true") ||
	    pj_xml_attr_is(xml, "vMerge", "1") ||
	    pj_xml_attr_is(xml, "vMerge", "true"))
		pj_xml_skip(xml);
}

static void
end_table(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct drawing *)arg)->row = 0;
}

/* One of several forms of the same thing: the first that is offered. */

static void
start_choices(void *arg, struct pj_xml *xml)
{
	pj_choices_begin(&((struct drawing *)arg)->choices, xml);
}

static void
end_choices(void *arg, struct pj_xml *xml)
{
	(void)xml;
	pj_choices_end(&((struct drawing *)arg)->choices);
}

static void
start_choice(void *arg, struct pj_xml *xml)
{
	pj_choices_offer(&((struct drawing *)arg)->choices, xml);
}

/* References: what cannot be followed cannot be called screened. */

static void
check_relation(struct drawing *d, struct pj_xml *xml, const char *attr)
{
	struct pj_str id;

	if (pj_xml_attr(xml, attr, &id) &&
	    !pj_relations_of_id(d->relations, id))
		pj_xml_fail(xml, PJ_EFORMAT,
		    _("this part names another one, which it does not lead "
		      "to; open the file in Microsoft Office or LibreOffice "
		      "and save it anew"));
}

static void
chart_ref(void *arg, struct pj_xml *xml)
{
	check_relation(arg, xml, "r:id");
}

static void
diagram_ref(void *arg, struct pj_xml *xml)
{
	check_relation(arg, xml, "r:dm");
}

static void
start_root(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct drawing *)arg)->saw_root = true;
}

/* In byte order of names: pj_xml_read searches it. */
static const struct pj_xml_rule rules[] = {
	{ "a:br", put_break, NULL },
	{ "a:buNone", no_bullet, NULL },
	{ "a:cNvPr", start_shape, NULL },
	{ "a:fld", start_field, NULL },
	{ "a:hlinkClick", link_tooltip, NULL },
	{ "a:p", start_paragraph, end_paragraph },
	{ "a:pPr", paragraph_level, NULL },
	{ "a:t", start_text, end_text },
	{ "a:tbl", start_table, end_table },
	{ "a:tc", start_cell, NULL },
	{ "a:tr", start_row, NULL },
	{ "c:chart", chart_ref, NULL },
	{ "c:chartSpace", start_root, NULL },
	{ "c:f", start_formula, end_formula },
	{ "c:numCache", pass_over, NULL },
	{ "c:numLit", pass_over, NULL },
	{ "c:strCache", start_labels, NULL },
	{ "c:userShapes", start_root, NULL },
	{ "c:v", start_text, end_label },
	{ "cdr:cNvPr", start_shape, NULL },
	{ "cx:chart", chart_ref, NULL },
	{ "cx:chartSpace", start_root, NULL },
	{ "cx:numDim", pass_over, NULL },
	{ "cx:pt", start_text, end_label },
	{ "cx:v", start_text, end_label },
	{ "dgm14:cNvPr", start_shape, NULL },
	{ "dgm:dataModel", start_root, NULL },
	{ "dgm:relIds", diagram_ref, NULL },
	{ "m:t", start_text, end_text },
	{ "mc:AlternateContent", start_choices, end_choices },
	{ "mc:Choice", start_choice, NULL },
	{ "mc:Fallback", start_choice, NULL },
	{ "p:cNvPr", start_shape, NULL },
	{ "p:notes", start_root, NULL },
	{ "p:ph", placeholder, NULL },
	{ "p:sld", start_root, NULL },
	{ "pic:cNvPr", start_shape, NULL },
	{ "xdr:cNvPr", start_shape, NULL },
	{ "xdr:wsDr", start_root, NULL },
};

/* PART alone. */
static bool
read_part(const struct pj_drawing_in *in, const char *part,
    const struct pj_relations *relations, enum pj_block_kind kind,
    struct pj_error *err)
{
	struct pj_xml_vocabulary vocabulary = {
		.namespaces = pj_opc_namespaces,
		.namespace_count = pj_opc_namespace_count,
		.rules = rules,
		.rule_count = sizeof(rules) / sizeof(rules[0]),
		.text = characters,
	};
	struct drawing d = {
		.in = in,
		.builder = in->builder,
		.relations = relations,
		.kind = kind,
	};
	bool ok;

	pj_builder_part(in->builder, part);
	ok = pj_xml_read(in->package, part, &vocabulary, &d, err);
	free(d.choices.taken);
	pj_labels_free(&d.labels);
	if (ok && !d.saw_root) {
		pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this part holds no slide, drawing or chart; save the "
		      "file anew from the program that made it"));
		pj_package_blame(in->package, part, 0, err);
		ok = false;
	}
	return ok && !pj_builder_failed(in->builder);
}

/* RELATION's part, once, and the shapes that are drawn on a chart. */
static bool
read_chart(const struct pj_drawing_in *in, const struct pj_relation *relation,
    struct pj_error *err)
{
	const struct pj_relations none = { 0 };
	const struct pj_relation *shapes;
	struct pj_relations own;

	if (!pj_package_claim(in->package, relation->part))
		return true;
	if (!pj_relations_read(
		in->arena, in->package, relation->part, &own, err) ||
	    !read_part(in, relation->part, &own, PJ_BLOCK_TEXT_BOX, err))
		return false;
	shapes = pj_relations_of_type(&own, "chartUserShapes");
	return !shapes || !pj_package_claim(in->package, shapes->part) ||
	       read_part(in, shapes->part, &none, PJ_BLOCK_TEXT_BOX, err);
}

bool
pj_drawing_read_related(const struct pj_drawing_in *in,
    const struct pj_relations *relations, struct pj_error *err)
{
	size_t i;

	for (i = 0; i < relations->count; i++) {
		const struct pj_relation *to = &relations->items[i];

		if (strcmp(to->type, "diagramData") != 0 &&
		    strcmp(to->type, "chart") != 0 &&
		    strcmp(to->type, "chartEx") != 0)
			continue;
		if (!read_chart(in, to, err))
			return false;
	}
	return true;
}

bool
pj_drawing_read(const struct pj_drawing_in *in, const char *part,
    const struct pj_relations *relations, enum pj_block_kind kind,
    struct pj_error *err)
{
	return read_part(in, part, relations, kind, err) &&
	       pj_drawing_read_related(in, relations, err);
}
