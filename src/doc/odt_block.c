#include "odt_flow.h"

#define LEVEL_MAX 6
#define REPEAT_MAX (1 << 24) /* of rows and columns; they only count places */

/* Spaces of one text:s: two are a run of spaces already, and more than its
 * own length would let a small file become a large text. */
#define SPACES_MAX 8

/* Paragraphs and what stands in them. */

void
pj_odt_begin_paragraph(struct flow *f, struct pj_xml *xml)
{
	struct story *story = pj_odt_story(f);

	f->xml = xml;
	story->in_paragraph = true;
	story->after_space = true;
	story->hidden = false;
	story->node = 0;
}

void
pj_odt_start_paragraph(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct story *story = pj_odt_story(f);
	struct pj_str name;

	pj_xml_attr(xml, "text:style-name", &name);
	story->style = pj_odt_style_of(f->in->styles, false, name);
	if (!pj_odt_is_text(f) || story->style.is_hidden) {
		pj_xml_skip(xml);
		return;
	}
	pj_odt_begin_paragraph(f, xml);
}

/* A heading without a level is of the first. */
void
pj_odt_start_heading(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct pj_odt_style *style = &pj_odt_story(f)->style;
	uint32_t level =
	    pj_xml_attr_number(xml, "text:outline-level", UINT32_MAX - 1, 1);

	pj_odt_start_paragraph(arg, xml);
	if (style->kind == PJ_BLOCK_TITLE)
		return;
	style->kind = PJ_BLOCK_HEADING;
	style->level = level < 1 ? 1 : level < LEVEL_MAX ? level : LEVEL_MAX;
}

/* What an empty paragraph leaves is nothing. */
void
pj_odt_end_paragraph(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	(void)xml;
	if (pj_odt_story(f)->hidden)
		pj_builder_drop(f->builder);
	pj_odt_end_block(f);
	pj_odt_story(f)->in_paragraph = false;
}

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* White space between other signs is one space, at the beginning none. */
void
pj_odt_characters(void *arg, struct pj_str s)
{
	struct flow *f = arg;
	struct story *story = pj_odt_story(f);
	size_t at = 0, begin;

	if (!story->in_paragraph)
		return;
	if (story->node != pj_xml_text_node(f->xml)) {
		story->node = pj_xml_text_node(f->xml);
		story->offset = 0;
	}
	while (at < s.len) {
		begin = at;
		if (is_white(s.ptr[at])) {
			if (!story->after_space)
				pj_builder_text(f->builder, pj_str(" "),
				    story->node, story->offset);
			story->after_space = true;
			at++;
		} else {
			while (at < s.len && !is_white(s.ptr[at]))
				at++;
			pj_builder_text(f->builder,
			    (struct pj_str){ s.ptr + begin, at - begin },
			    story->node, story->offset);
			story->after_space = false;
		}
		story->offset += (uint32_t)(at - begin);
	}
}

/* A sign that its own element stands for. */
static void
put_sign(struct flow *f, struct pj_xml *xml, const char *sign)
{
	struct story *story = pj_odt_story(f);

	if (!story->in_paragraph)
		return;
	pj_builder_text(f->builder, pj_str(sign), pj_xml_tag_node(xml), 0);
	story->after_space = false;
}

/*
 * Word processors write runs of spaces this way, because white space
 * collapses.
 */
void
pj_odt_put_spaces(void *arg, struct pj_xml *xml)
{
	static const char spaces[SPACES_MAX + 1] = "        ";
	uint32_t count = pj_xml_attr_number(xml, "text:c", UINT32_MAX, 1);

	if (count > SPACES_MAX)
		count = SPACES_MAX;
	if (count > 0)
		put_sign(arg, xml, spaces + SPACES_MAX - count);
	if (pj_builder_failed(((struct flow *)arg)->builder))
		pj_xml_stop(xml);
}

void
pj_odt_put_tab(void *arg, struct pj_xml *xml)
{
	put_sign(arg, xml, "\t");
}

/*
 * The writer ended the line here, so no word runs on; but a slide's title is
 * broken to look well, and is one phrase for all that.
 */
void
pj_odt_put_break(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct story *story = pj_odt_story(f);

	if (!story->in_paragraph)
		return;
	if (story->kind == PJ_BLOCK_TITLE || story->kind == PJ_BLOCK_HEADING) {
		if (!story->after_space)
			put_sign(f, xml, "\n");
		story->after_space = true;
		return;
	}
	if (story->hidden)
		pj_builder_drop(f->builder);
	pj_odt_end_block(f);
	story->after_space = true;
}

/* Character styles can hide what they hold. */
void
pj_odt_start_span(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct pj_str name;

	if (pj_xml_attr(xml, "text:style-name", &name) &&
	    pj_odt_style_of(f->in->styles, true, name).is_hidden)
		pj_xml_skip(xml);
}

/* A field that hides the paragraph it stands in. */
void
pj_odt_hide_paragraph(void *arg, struct pj_xml *xml)
{
	if (pj_xml_attr_is(xml, "text:is-hidden", "true"))
		pj_odt_story(arg)->hidden = true;
	pj_xml_skip(xml);
}

/* A hidden section; its condition was worked out when it was saved. */
void
pj_odt_start_section(void *arg, struct pj_xml *xml)
{
	(void)arg;
	if (pj_xml_attr_is(xml, "text:display", "none") ||
	    pj_xml_attr_is(xml, "text:is-hidden", "true"))
		pj_xml_skip(xml);
}

/* Depth is told by nesting alone. */
void
pj_odt_start_list(void *arg, struct pj_xml *xml)
{
	struct story *story = pj_odt_story(arg);

	(void)xml;
	story->list_level++;
}

void
pj_odt_end_list(void *arg, struct pj_xml *xml)
{
	struct story *story = pj_odt_story(arg);

	(void)xml;
	story->list_level -= story->list_level > 0;
}

/* Tables. */

void
pj_odt_start_table(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct place *places = pj_xml_grow(
	    xml, f->places, &f->place_cap, f->place_count, sizeof(*places));

	if (!places)
		return;
	f->places = places;
	if (f->in_cells) {
		pj_xml_skip(xml);
		return;
	}
	pj_odt_start_sheet(f, xml);
	f->places[f->place_count++] = (struct place){ .table = ++f->tables };
}

void
pj_odt_end_table(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	(void)xml;
	if (pj_odt_place(f))
		f->place_count--;
}

/* The row before may have stood for many equal ones. */
void
pj_odt_start_row(void *arg, struct pj_xml *xml)
{
	struct place *place = pj_odt_place(arg);

	if (!place)
		return;
	if (place->row < UINT32_MAX - REPEAT_MAX)
		place->row += place->rows > 0 ? place->rows : 1;
	place->rows = pj_xml_attr_number(
	    xml, "table:number-rows-repeated", REPEAT_MAX, 1);
	place->next = 1;
}

/* Repeated cells are equal, so one block tells of all of them. */
void
pj_odt_start_cell(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct place *place = pj_odt_place(f);

	/* A chart draws its numbers; only their names are words. */
	if (f->mode == PJ_ODT_OBJECT &&
	    pj_xml_attr_is(xml, "office:value-type", "float"))
		pj_xml_skip(xml);

	if (!place)
		return;
	place->column = place->next;
	place->next += pj_xml_attr_number(
	    xml, "table:number-columns-repeated", REPEAT_MAX, 1);
	if (place->next > UINT32_MAX / 2)
		place->next = UINT32_MAX / 2;
}

/* What stands in a cell that another one covers is not seen. */
void
pj_odt_start_covered(void *arg, struct pj_xml *xml)
{
	pj_odt_start_cell(arg, xml);
	pj_xml_skip(xml);
}
