#ifndef PJ_DOC_DOCX_FLOW_H
#define PJ_DOC_DOCX_FLOW_H

#include "docx.h"

/*
 * The state of one part being read, shared by docx_flow.c (stories and
 * notes), docx_block.c (paragraphs, properties, tables) and docx_inline.c
 * (what stands in a paragraph).
 */

/* Whose properties are being read. */
enum props {
	PROPS_NONE,
	PROPS_PARAGRAPH,
	PROPS_MARK,
	PROPS_RUN,
	PROPS_ROW,
	PROPS_CELL,
	PROPS_CONTROL
};

/* An open table, and where in it the reading is. */
struct place {
	uint32_t table;
	uint32_t row;
	uint32_t column;
	uint32_t next; /* column of the next cell */
	uint32_t span;
	bool row_gone; /* a tracked deletion */
	bool cell_gone;
};

/* An open field: its instruction up to "separate", then its result. */
struct field {
	bool is_result;
	bool hid_text; /* the instruction held text */
};

/* A flow of paragraphs: the part's own, a note's, a text box's. */
struct story {
	enum pj_block_kind kind;
	struct pj_docx_style style; /* of this paragraph, all told */
	uint32_t list_level;
	bool mark_gone; /* the paragraph will run on into the next */
	bool in_run;
	bool run_hidden;
	size_t first_place; /* tables and fields of this story */
	size_t first_field;
	bool hides; /* all of it stands where nothing is published */
};

struct flow {
	const struct pj_docx_flow_in *in;
	struct pj_builder *builder;
	enum pj_block_kind kind;
	uint32_t node; /* of the text being gathered */
	uint32_t tables;
	enum props props;
	bool saw_root;
	bool placeholder; /* the content control shows only its prompt */
	size_t gone;      /* open things that will not be published */
	size_t asking;    /* open fields whose result has not begun */
	bool collecting;  /* inside an element that holds text */
	bool keep_space;
	struct pj_buf text;    /* of that element */
	struct story *stories; /* the innermost last; one at least */
	size_t story_count;
	size_t story_cap;
	struct place *places;
	size_t place_count;
	size_t place_cap;
	struct field *fields;
	size_t field_count;
	size_t field_cap;
	struct pj_choices choices;
};

static inline struct story *
pj_flow_story(struct flow *f)
{
	return &f->stories[f->story_count - 1];
}

/* Whether text met now will be published. */
bool pj_flow_visible(struct flow *f);

/* The innermost open table of this story, or NULL. */
struct place *pj_flow_place(struct flow *f);

/* End the block being built, as what its paragraph is. */
void pj_flow_end_block(struct flow *f);

/* Begin and end a story of KIND inside the present one. */
void pj_flow_push(struct flow *f, struct pj_xml *xml, enum pj_block_kind kind);
void pj_flow_pop(struct flow *f, struct pj_xml *xml);

/* Acts of docx_block.c. */
pj_xml_act pj_act_start_paragraph, pj_act_end_paragraph;
pj_xml_act pj_act_paragraph_style, pj_act_paragraph_outline;
pj_xml_act pj_act_paragraph_number, pj_act_paragraph_list_level;
pj_xml_act pj_act_end_props, pj_act_start_paragraph_props;
pj_xml_act pj_act_start_row_props, pj_act_start_cell_props;
pj_xml_act pj_act_start_control_props, pj_act_start_run_props;
pj_xml_act pj_act_end_run_props, pj_act_pass_over, pj_act_start_deleted;
pj_xml_act pj_act_cell_deleted, pj_act_control_placeholder;
pj_xml_act pj_act_start_control, pj_act_start_control_content;
pj_xml_act pj_act_start_table, pj_act_end_table, pj_act_start_row;
pj_xml_act pj_act_end_row, pj_act_start_cell, pj_act_end_cell;
pj_xml_act pj_act_cell_span, pj_act_row_indent;

/* Acts of docx_inline.c. */
pj_xml_act pj_act_text, pj_act_text_end, pj_act_text_plain;
pj_xml_act pj_act_tab, pj_act_break, pj_act_hard_hyphen, pj_act_soft_hyphen;
pj_xml_act pj_act_symbol, pj_act_field_char, pj_act_check_box;
pj_xml_act pj_act_run, pj_act_run_end, pj_act_run_style, pj_act_vanish;
pj_xml_act pj_act_alternate, pj_act_alternate_end, pj_act_choice;
pj_xml_act pj_act_drawing, pj_act_shape, pj_act_text_path, pj_act_tooltip;
pj_xml_act pj_act_table_alt, pj_act_list_entry, pj_act_list_item;
pj_xml_act pj_act_footnote_ref, pj_act_endnote_ref, pj_act_part_ref;

/* The characters between tags. */
void pj_flow_characters(void *arg, struct pj_str s);

#endif /* PJ_DOC_DOCX_FLOW_H */
