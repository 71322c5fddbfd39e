#include <stdlib.h>

#include "docx_flow.h"
#include "pingjian/text.h"

bool
pj_flow_visible(struct flow *f)
{
	const struct story *story = pj_flow_story(f);

	return f->gone == 0 && f->asking == 0 && !story->run_hidden &&
	       !story->style.is_hidden;
}

struct place *
pj_flow_place(struct flow *f)
{
	if (f->place_count == pj_flow_story(f)->first_place)
		return NULL;
	return &f->places[f->place_count - 1];
}

/*
 * In tables the place counts more than the style, and in headers, notes
 * and text boxes the story more than either.
 */
void
pj_flow_end_block(struct flow *f)
{
	const struct story *story = pj_flow_story(f);
	const struct place *place = pj_flow_place(f);
	enum pj_block_kind kind = story->style.kind;
	struct pj_block block = { 0 };

	if (kind == PJ_BLOCK_HEADING)
		block.level = story->style.level;
	else if (kind == PJ_BLOCK_PARAGRAPH && story->style.is_list) {
		kind = PJ_BLOCK_LIST_ITEM;
		block.level = story->list_level;
	}
	if (place) {
		kind = PJ_BLOCK_CELL;
		block.table = place->table;
		block.row = place->row;
		block.column = place->column;
	}
	/* Only a caption says more than that it stands in a text box. */
	if (story->kind != PJ_BLOCK_PARAGRAPH &&
	    !(story->kind == PJ_BLOCK_TEXT_BOX && kind == PJ_BLOCK_CAPTION))
		kind = story->kind;
	if (kind != PJ_BLOCK_HEADING && kind != PJ_BLOCK_LIST_ITEM)
		block.level = 0;
	pj_builder_end(f->builder, kind, &block);
}

/* What is hidden outside stays hidden in a box that stands there. */
void
pj_flow_push(struct flow *f, struct pj_xml *xml, enum pj_block_kind kind)
{
	bool hides = !pj_flow_visible(f);
	struct story *stories = pj_xml_grow(
	    xml, f->stories, &f->story_cap, f->story_count, sizeof(*stories));

	if (!stories)
		return;
	f->stories = stories;
	f->stories[f->story_count++] = (struct story){
		.kind = kind,
		.first_place = f->place_count,
		.first_field = f->field_count,
		.hides = hides,
	};
	f->gone += hides;
	pj_builder_push(f->builder);
}

/*
 * End the story's last block and leave its tables.  A field it began must
 * have ended, if text was taken for the field's instruction.
 */
static void
close_story(struct flow *f, struct pj_xml *xml)
{
	const struct story *story = pj_flow_story(f);
	const struct field *field;

	pj_flow_end_block(f);
	f->place_count = story->first_place;
	while (f->field_count > story->first_field) {
		field = &f->fields[--f->field_count];
		f->asking -= !field->is_result;
		if (!field->is_result && field->hid_text)
			pj_xml_fail(xml, PJ_EFORMAT,
			    _("a field begins but never ends, so that text "
			      "cannot be told from instructions; open the "
			      "document in Word or LibreOffice and save it "
			      "anew"));
	}
}

void
pj_flow_pop(struct flow *f, struct pj_xml *xml)
{
	if (f->story_count < 2)
		return;
	close_story(f, xml);
	f->gone -= pj_flow_story(f)->hides;
	f->story_count--;
	pj_builder_pop(f->builder);
}

/* Only a root that belongs to Word makes the part a part of a draft. */
static void
start_root(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct flow *)arg)->saw_root = true;
}

static void
end_root(void *arg, struct pj_xml *xml)
{
	close_story(arg, xml);
}

/* w:txbxContent, in DrawingML and in VML, and text of drawn shapes. */
static void
start_box(void *arg, struct pj_xml *xml)
{
	pj_flow_push(arg, xml, PJ_BLOCK_TEXT_BOX);
}

static void
end_box(void *arg, struct pj_xml *xml)
{
	pj_flow_pop(arg, xml);
}

/* A note, or a paragraph of a drawing, which has no properties. */
static void
end_block(void *arg, struct pj_xml *xml)
{
	(void)xml;
	pj_flow_end_block(arg);
}

static int
compare_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* A note is read when the main part refers to it. */
static void
start_note(
    struct flow *f, struct pj_xml *xml, const uint32_t *ids, size_t count)
{
	uint32_t id =
	    pj_xml_attr_number(xml, "w:id", UINT32_MAX - 1, UINT32_MAX);

	if (f->kind != PJ_BLOCK_NOTE || count == 0 ||
	    !bsearch(&id, ids, count, sizeof(id), compare_number))
		pj_xml_skip(xml);
}

/* Footnotes and endnotes have numbers of their own. */
static void
start_footnote(void *arg, struct pj_xml *xml)
{
	const struct pj_docx_refs *refs = ((struct flow *)arg)->in->refs;

	start_note(arg, xml, refs->footnotes, refs->footnote_count);
}

static void
start_endnote(void *arg, struct pj_xml *xml)
{
	const struct pj_docx_refs *refs = ((struct flow *)arg)->in->refs;

	start_note(arg, xml, refs->endnotes, refs->endnote_count);
}

/* Text that is not in the container cannot be called screened. */
static void
elsewhere(void *arg, struct pj_xml *xml)
{
	(void)arg;
	pj_xml_fail(xml, PJ_EUNSUPPORTED,
	    _("the document takes in another document, which is not read; "
	      "open it in Word and save it anew as one document"));
}

/* In byte order of names: pj_xml_read searches it. */
static const struct pj_xml_rule rules[] = {
	{ "a:br", pj_act_break, NULL },
	{ "a:p", NULL, end_block },
	{ "a:t", pj_act_text_plain, pj_act_text_end },
	{ "a:txBody", start_box, end_box },
	{ "m:ctrlPr", pj_act_pass_over, NULL },
	{ "m:t", pj_act_text, pj_act_text_end },
	{ "mc:AlternateContent", pj_act_alternate, pj_act_alternate_end },
	{ "mc:Choice", pj_act_choice, NULL },
	{ "mc:Fallback", pj_act_choice, NULL },
	{ "v:shape", pj_act_shape, NULL },
	{ "v:textpath", pj_act_text_path, NULL },
	{ "w:altChunk", elsewhere, NULL },
	{ "w:br", pj_act_break, NULL },
	{ "w:cellDel", pj_act_cell_deleted, NULL },
	{ "w:checkBox", pj_act_check_box, NULL },
	{ "w:cr", pj_act_break, NULL },
	{ "w:del", pj_act_start_deleted, NULL },
	{ "w:document", start_root, end_root },
	{ "w:endnote", start_endnote, end_block },
	{ "w:endnoteReference", pj_act_endnote_ref, NULL },
	{ "w:endnotes", start_root, end_root },
	{ "w:fldChar", pj_act_field_char, NULL },
	{ "w:footerReference", pj_act_part_ref, NULL },
	{ "w:footnote", start_footnote, end_block },
	{ "w:footnoteReference", pj_act_footnote_ref, NULL },
	{ "w:footnotes", start_root, end_root },
	{ "w:ftr", start_root, end_root },
	{ "w:gridBefore", pj_act_row_indent, NULL },
	{ "w:gridSpan", pj_act_cell_span, NULL },
	{ "w:hdr", start_root, end_root },
	{ "w:headerReference", pj_act_part_ref, NULL },
	{ "w:hyperlink", pj_act_tooltip, NULL },
	{ "w:ilvl", pj_act_paragraph_list_level, NULL },
	{ "w:listEntry", pj_act_list_entry, NULL },
	{ "w:listItem", pj_act_list_item, NULL },
	{ "w:moveFrom", pj_act_start_deleted, NULL },
	{ "w:noBreakHyphen", pj_act_hard_hyphen, NULL },
	{ "w:numId", pj_act_paragraph_number, NULL },
	{ "w:outlineLvl", pj_act_paragraph_outline, NULL },
	{ "w:p", pj_act_start_paragraph, pj_act_end_paragraph },
	{ "w:pPr", pj_act_start_paragraph_props, pj_act_end_props },
	{ "w:pPrChange", pj_act_pass_over, NULL },
	{ "w:pStyle", pj_act_paragraph_style, NULL },
	{ "w:ptab", pj_act_tab, NULL },
	{ "w:r", pj_act_run, pj_act_run_end },
	{ "w:rPr", pj_act_start_run_props, pj_act_end_run_props },
	{ "w:rPrChange", pj_act_pass_over, NULL },
	{ "w:rStyle", pj_act_run_style, NULL },
	{ "w:rt", pj_act_pass_over, NULL },
	{ "w:sdt", pj_act_start_control, NULL },
	{ "w:sdtContent", pj_act_start_control_content, NULL },
	{ "w:sdtEndPr", pj_act_pass_over, NULL },
	{ "w:sdtPr", pj_act_start_control_props, pj_act_end_props },
	{ "w:sectPrChange", pj_act_pass_over, NULL },
	{ "w:showingPlcHdr", pj_act_control_placeholder, NULL },
	{ "w:softHyphen", pj_act_soft_hyphen, NULL },
	{ "w:subDoc", elsewhere, NULL },
	{ "w:sym", pj_act_symbol, NULL },
	{ "w:t", pj_act_text, pj_act_text_end },
	{ "w:tab", pj_act_tab, NULL },
	{ "w:tbl", pj_act_start_table, pj_act_end_table },
	{ "w:tblCaption", pj_act_table_alt, NULL },
	{ "w:tblDescription", pj_act_table_alt, NULL },
	{ "w:tblPrChange", pj_act_pass_over, NULL },
	{ "w:tblPrExChange", pj_act_pass_over, NULL },
	{ "w:tc", pj_act_start_cell, pj_act_end_cell },
	{ "w:tcPr", pj_act_start_cell_props, pj_act_end_props },
	{ "w:tcPrChange", pj_act_pass_over, NULL },
	{ "w:tr", pj_act_start_row, pj_act_end_row },
	{ "w:trPr", pj_act_start_row_props, pj_act_end_props },
	{ "w:trPrChange", pj_act_pass_over, NULL },
	{ "w:txbxContent", start_box, end_box },
	{ "w:vanish", pj_act_vanish, NULL },
	{ "wp:docPr", pj_act_drawing, NULL },
	{ "wpg:cNvPr", pj_act_drawing, NULL },
	{ "wps:cNvPr", pj_act_drawing, NULL },
};

bool
pj_docx_flow(const struct pj_docx_flow_in *in, const char *part,
    enum pj_block_kind kind, struct pj_error *err)
{
	struct pj_xml_vocabulary vocabulary = {
		.namespaces = pj_opc_namespaces,
		.namespace_count = pj_opc_namespace_count,
		.rules = rules,
		.rule_count = sizeof(rules) / sizeof(rules[0]),
		.text = pj_flow_characters,
	};
	struct story first = { .kind = kind };
	struct flow f = {
		.in = in,
		.builder = in->builder,
		.kind = kind,
		.text = PJ_BUF_INIT,
	};
	bool ok = false;

	f.stories = pj_grow(NULL, &f.story_cap, 1, sizeof(first));
	if (!f.stories)
		return pj_error_nomem(err);
	f.stories[f.story_count++] = first;
	pj_builder_part(in->builder, part);
	if (!pj_xml_read(in->package, part, &vocabulary, &f, err))
		goto out;
	if (!f.saw_root) {
		pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this part is no part of a Word document; save it as "
		      ".docx from the program that made it"));
		pj_package_blame(in->package, part, 0, err);
		goto out;
	}
	ok = !pj_builder_failed(in->builder);
out:
	pj_buf_free(&f.text);
	free(f.stories);
	free(f.places);
	free(f.fields);
	free(f.choices.taken);
	return ok;
}
