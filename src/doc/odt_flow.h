#ifndef PJ_DOC_ODT_FLOW_H
#define PJ_DOC_ODT_FLOW_H

#include "odt.h"

/*
 * The state of one part being read, shared by odt_flow.c (stories, styles,
 * things beside the text), odt_block.c (paragraphs, tables) and odt_page.c
 * (slides, sheets).
 */

/* An open table, and where in it the reading is. */
struct place {
	uint32_t table;
	uint32_t row;
	uint32_t column;
	uint32_t rows; /* that the open row stands for */
	uint32_t next; /* column of the next cell */
};

/*
 * A flow of paragraphs: the part's own, a note's, a text box's.  Its node
 * and offset are those of the characters met last.
 */
struct story {
	enum pj_block_kind kind;
	uint32_t level; /* of a heading, where the story is one */
	struct pj_odt_style style;
	bool in_paragraph;
	bool after_space; /* further white space is nothing */
	bool hidden;      /* the paragraph will not be published */
	uint32_t node;
	uint32_t offset;
	uint32_t list_level; /* open lists */
	size_t first_place;
};

/* What a shape is to its slide. */
enum pj_odt_role {
	PJ_ODT_BOX, /* any but these */
	PJ_ODT_TITLE,
	PJ_ODT_SUBTITLE,
	PJ_ODT_OUTLINE,
	PJ_ODT_HEADER,
	PJ_ODT_FOOTER,
	PJ_ODT_PROMPT, /* nothing that is shown */
};

struct flow {
	struct pj_odt_flow_in *in;
	struct pj_builder *builder;
	enum pj_odt_mode mode;
	bool saw_body;
	bool in_automatic; /* styles of this part alone */
	bool in_named;
	struct pj_odt_style *style; /* being read, or NULL */
	struct pj_xml *xml;         /* once a paragraph has begun */
	uint32_t tables;
	struct pj_address at;  /* of slides and sheets */
	enum pj_odt_role role; /* of the open frame on a slide */
	bool in_notes;         /* a speaker's */
	bool in_cells;         /* what a chart's table repeats is in a sheet */
	struct story *stories; /* the innermost last; one at least */
	size_t story_count;
	size_t story_cap;
	struct place *places;
	size_t place_count;
	size_t place_cap;
};

static inline struct story *
pj_odt_story(struct flow *f)
{
	return &f->stories[f->story_count - 1];
}

static inline struct place *
pj_odt_place(struct flow *f)
{
	if (f->place_count == pj_odt_story(f)->first_place)
		return NULL;
	return &f->places[f->place_count - 1];
}

/* Headers and footers alone are text in styles.xml. */
static inline bool
pj_odt_is_text(struct flow *f)
{
	return f->mode == PJ_ODT_BODY || f->mode == PJ_ODT_OBJECT ||
	       (f->mode == PJ_ODT_MARGINS && f->story_count > 1);
}

/* Begin and end a story of KIND inside the present one. */
void pj_odt_push(struct flow *f, struct pj_xml *xml, enum pj_block_kind kind);
void pj_odt_pop(struct flow *f);
pj_xml_act pj_odt_end_story;

/* End the block being built, as what its paragraph is. */
void pj_odt_end_block(struct flow *f);

/* Text met from now on belongs to a new paragraph. */
void pj_odt_begin_paragraph(struct flow *f, struct pj_xml *xml);

/* Acts of odt_block.c. */
pj_xml_act pj_odt_start_paragraph, pj_odt_start_heading;
pj_xml_act pj_odt_end_paragraph, pj_odt_put_spaces, pj_odt_put_tab;
pj_xml_act pj_odt_put_break, pj_odt_start_span, pj_odt_hide_paragraph;
pj_xml_act pj_odt_start_section, pj_odt_start_list, pj_odt_end_list;
pj_xml_act pj_odt_start_table, pj_odt_end_table, pj_odt_start_row;
pj_xml_act pj_odt_start_cell, pj_odt_start_covered;

/* Acts of odt_page.c. */
pj_xml_act pj_odt_start_page, pj_odt_start_frame, pj_odt_end_frame;
pj_xml_act pj_odt_start_text_box, pj_odt_start_shape;
pj_xml_act pj_odt_start_notes, pj_odt_end_notes;
pj_xml_act pj_odt_start_header_words, pj_odt_start_footer_words;
pj_xml_act pj_odt_start_plot;
pj_xml_act pj_odt_start_validation, pj_odt_start_help;

/* The table that begins now may be a sheet: then tell its name. */
void pj_odt_start_sheet(struct flow *f, struct pj_xml *xml);

/* The characters between tags. */
void pj_odt_characters(void *arg, struct pj_str s);

#endif /* PJ_DOC_ODT_FLOW_H */
