#include "docx_flow.h"

#define LEVEL_MAX 6
#define LIST_LEVEL_MAX 9
#define COLUMNS_MAX 1000 /* of one cell; Word knows 63 */

/* Paragraphs. */

void
pj_act_start_paragraph(void *arg, struct pj_xml *xml)
{
	struct story *story = pj_flow_story(arg);

	(void)xml;
	story->style = (struct pj_docx_style){ .kind = PJ_BLOCK_PARAGRAPH };
	story->list_level = 1;
	story->mark_gone = false;
}

/* A deleted mark joins the paragraph to the next, whose kind counts. */
void
pj_act_end_paragraph(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct story *story = pj_flow_story(f);

	(void)xml;
	if (!story->mark_gone)
		pj_flow_end_block(f);
	story->in_run = false;
	story->run_hidden = false;
}

/* w:pStyle comes first in w:pPr, so what follows may change it. */
void
pj_act_paragraph_style(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct pj_str id;

	if (f->props == PROPS_PARAGRAPH && pj_xml_attr(xml, "w:val", &id))
		pj_flow_story(f)->style = pj_docx_style_of(f->in->styles, id);
}

/*
 * Level 9 is body text and takes back what a heading style says; a title
 * stays the title, whatever its level in the outline.
 */
void
pj_act_paragraph_outline(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct pj_docx_style *style = &pj_flow_story(f)->style;
	uint32_t level = pj_xml_attr_number(xml, "w:val", 8, 9);

	if (f->props != PROPS_PARAGRAPH)
		return;
	if (level == 9 && style->kind == PJ_BLOCK_HEADING)
		style->kind = PJ_BLOCK_PARAGRAPH;
	if (level == 9 || style->kind == PJ_BLOCK_TITLE)
		return;
	style->kind = PJ_BLOCK_HEADING;
	style->level = level < LEVEL_MAX ? level + 1 : LEVEL_MAX;
}

/* Number 0 is how Word takes a paragraph out of its style's list. */
void
pj_act_paragraph_number(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	if (f->props == PROPS_PARAGRAPH)
		pj_flow_story(f)->style.is_list =
		    !pj_xml_attr_is(xml, "w:val", "0");
}

/* Levels count from 0 in the file and from 1 here. */
void
pj_act_paragraph_list_level(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	if (f->props == PROPS_PARAGRAPH)
		pj_flow_story(f)->list_level =
		    1 + pj_xml_attr_number(xml, "w:val", LIST_LEVEL_MAX - 1, 0);
}

/* Properties. */

static void
start_props(struct flow *f, enum props props)
{
	f->props = props;
}

void
pj_act_end_props(void *arg, struct pj_xml *xml)
{
	(void)xml;
	start_props(arg, PROPS_NONE);
}

void
pj_act_start_paragraph_props(void *arg, struct pj_xml *xml)
{
	(void)xml;
	start_props(arg, PROPS_PARAGRAPH);
}

void
pj_act_start_row_props(void *arg, struct pj_xml *xml)
{
	(void)xml;
	start_props(arg, PROPS_ROW);
}

void
pj_act_start_cell_props(void *arg, struct pj_xml *xml)
{
	(void)xml;
	start_props(arg, PROPS_CELL);
}

/*
 * The control's own properties come right before its content, so one
 * flag is enough, however deep controls nest.
 */
void
pj_act_start_control_props(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	(void)xml;
	f->placeholder = false;
	start_props(f, PROPS_CONTROL);
}

/* w:rPr stands for a run, and within other properties for their sign. */
void
pj_act_start_run_props(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	(void)xml;
	if (f->props == PROPS_PARAGRAPH)
		f->props = PROPS_MARK;
	else if (f->props == PROPS_NONE && pj_flow_story(f)->in_run)
		f->props = PROPS_RUN;
}

void
pj_act_end_run_props(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	(void)xml;
	if (f->props == PROPS_MARK)
		f->props = PROPS_PARAGRAPH;
	else if (f->props == PROPS_RUN)
		f->props = PROPS_NONE;
}

void
pj_act_pass_over(void *arg, struct pj_xml *xml)
{
	(void)arg;
	pj_xml_skip(xml);
}

/* Tracked deletions and moves away: of runs, of marks, of table rows. */
void
pj_act_start_deleted(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct place *place = pj_flow_place(f);

	if (f->props == PROPS_MARK)
		pj_flow_story(f)->mark_gone = true;
	else if (f->props == PROPS_ROW && place && !place->row_gone) {
		place->row_gone = true;
		f->gone++;
	} else if (f->props == PROPS_NONE)
		pj_xml_skip(xml);
}

/* A tracked deletion of a cell: its text is kept in the file. */
void
pj_act_cell_deleted(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct place *place = pj_flow_place(f);

	(void)xml;
	if (f->props == PROPS_CELL && place && !place->cell_gone) {
		place->cell_gone = true;
		f->gone++;
	}
}

/* The content is then the prompt that Word shows in an empty control. */
void
pj_act_control_placeholder(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	if (f->props == PROPS_CONTROL)
		f->placeholder = !pj_xml_attr_is(xml, "w:val", "0") &&
		                 !pj_xml_attr_is(xml, "w:val", "false");
}

/* Without w:showingPlcHdr of its own a control has real content. */
void
pj_act_start_control(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct flow *)arg)->placeholder = false;
}

void
pj_act_start_control_content(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	if (f->placeholder)
		pj_xml_skip(xml);
	f->placeholder = false;
}

/* Tables. */

void
pj_act_start_table(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct place *places = pj_xml_grow(
	    xml, f->places, &f->place_cap, f->place_count, sizeof(*places));

	if (!places)
		return;
	pj_flow_end_block(f);
	f->places = places;
	f->places[f->place_count++] = (struct place){ .table = ++f->tables };
}

void
pj_act_end_table(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	(void)xml;
	if (!pj_flow_place(f))
		return;
	pj_flow_end_block(f);
	f->place_count--;
}

/*
 * Rows count also when they are deleted: places are those of the file
 * as its reader sees it with changes shown.
 */
void
pj_act_start_row(void *arg, struct pj_xml *xml)
{
	struct place *place = pj_flow_place(arg);

	(void)xml;
	if (!place)
		return;
	place->row++;
	place->column = 0;
	place->next = 1;
}

void
pj_act_end_row(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct place *place = pj_flow_place(f);

	(void)xml;
	if (place && place->row_gone) {
		place->row_gone = false;
		f->gone--;
	}
}

/* w:tcPr, with the span, comes after this and before any paragraph. */
void
pj_act_start_cell(void *arg, struct pj_xml *xml)
{
	struct place *place = pj_flow_place(arg);

	(void)xml;
	if (!place)
		return;
	place->column = place->next;
	place->span = 1;
}

/* The next column is known only now that the span is. */
void
pj_act_end_cell(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct place *place = pj_flow_place(f);

	(void)xml;
	if (!place)
		return;
	pj_flow_end_block(f);
	if (place->next < UINT32_MAX - COLUMNS_MAX)
		place->next += place->span;
	if (place->cell_gone) {
		place->cell_gone = false;
		f->gone--;
	}
}

void
pj_act_cell_span(void *arg, struct pj_xml *xml)
{
	struct place *place = pj_flow_place(arg);

	if (place)
		place->span = pj_xml_attr_number(xml, "w:val", COLUMNS_MAX, 1);
}

/* Columns that the row leaves empty in front. */
void
pj_act_row_indent(void *arg, struct pj_xml *xml)
{
	struct place *place = pj_flow_place(arg);

	if (place && place->column == 0)
		place->next =
		    1 + pj_xml_attr_number(xml, "w:val", COLUMNS_MAX, 0);
}
