#include <stdlib.h>

#include "docx_flow.h"
#include "office.h"
#include "pingjian/text.h"

/* Put S, from OFFSET of NODE on, into the block being built. */
static void
put(struct flow *f, struct pj_str s, uint32_t node, uint32_t offset)
{
	if (pj_flow_visible(f))
		pj_builder_text(f->builder, s, node, offset);
}

/* A sign of its own element. */
static void
put_sign(struct flow *f, struct pj_xml *xml, const char *sign)
{
	if (f->props == PROPS_NONE)
		put(f, pj_str(sign), pj_xml_tag_node(xml), 0);
}

/* Attribute NAME as a block of its own, which KIND is. */
static void
put_aside(struct flow *f, struct pj_xml *xml, const char *name,
    enum pj_block_kind kind)
{
	if (pj_flow_visible(f))
		pj_office_aside(f->builder, xml, name, kind);
}

/* Text comes in pieces, so it is gathered up to the end of its element. */
static void
begin_text(struct flow *f, struct pj_xml *xml, bool keep_space)
{
	f->node = pj_xml_text_node(xml);
	f->text.len = 0;
	f->collecting = true;
	f->keep_space = keep_space;
}

void
pj_act_text(void *arg, struct pj_xml *xml)
{
	begin_text(arg, xml, pj_xml_attr_is(xml, "xml:space", "preserve"));
}

/* Drawings keep all white space. */
void
pj_act_text_plain(void *arg, struct pj_xml *xml)
{
	begin_text(arg, xml, true);
}

/* White space between elements is none of the text. */
void
pj_flow_characters(void *arg, struct pj_str s)
{
	struct flow *f = arg;

	if (f->collecting)
		pj_buf_add(&f->text, s.ptr, s.len);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Note for every field that is still asking that it hid some text. */
static void
mark_hidden(struct flow *f)
{
	size_t i;

	for (i = f->field_count; f->asking > 0 && i-- > 0;)
		if (!f->fields[i].is_result) {
			f->fields[i].hid_text = true;
			break;
		}
}

/* Word drops white space around text that does not ask to keep it. */
void
pj_act_text_end(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct pj_str s = pj_buf_str(&f->text);
	size_t begin = 0;

	f->collecting = false;
	if (f->text.failed) {
		pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
		return;
	}
	while (!f->keep_space && s.len > 0 && is_space(s.ptr[s.len - 1]))
		s.len--;
	while (!f->keep_space && begin < s.len && is_space(s.ptr[begin]))
		begin++;
	s.ptr += begin;
	s.len -= begin;
	if (s.len > 0)
		mark_hidden(f);
	put(f, s, f->node, (uint32_t)begin);
	if (pj_builder_failed(f->builder))
		pj_xml_stop(xml);
}

/* w:tab is a tab in a run, and a tab's place in properties. */
void
pj_act_tab(void *arg, struct pj_xml *xml)
{
	put_sign(arg, xml, "\t");
}

void
pj_act_hard_hyphen(void *arg, struct pj_xml *xml)
{
	put_sign(arg, xml, "\xE2\x80\x91"); /* U+2011 */
}

void
pj_act_soft_hyphen(void *arg, struct pj_xml *xml)
{
	put_sign(arg, xml, "\xC2\xAD"); /* U+00AD */
}

/* A sign of a symbol font, whose number says nothing of its meaning. */
void
pj_act_symbol(void *arg, struct pj_xml *xml)
{
	put_sign(arg, xml, "\xE2\x96\xA1"); /* U+25A1 */
}

/* The box of an old form field, which has no result that would show it. */
void
pj_act_check_box(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	(void)xml;
	if (f->field_count == pj_flow_story(f)->first_field ||
	    f->fields[f->field_count - 1].is_result)
		return;
	f->asking--;
	put_sign(f, xml, "\xE2\x96\xA1"); /* U+25A1 */
	f->asking++;
}

/* The writer ended the line here, so no word runs on. */
void
pj_act_break(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	(void)xml;
	if (pj_flow_visible(f))
		pj_flow_end_block(f);
}

/* Fields: begin, instruction, separate, result, end; nested in both. */

static void
begin_field(struct flow *f, struct pj_xml *xml)
{
	struct field *fields;

	if (f->field_count >= pj_package_limits(f->in->package)->depth) {
		pj_xml_fail(xml, PJ_ELIMIT,
		    _("fields are nested deeper than the limit allows"));
		return;
	}
	fields = pj_xml_grow(
	    xml, f->fields, &f->field_cap, f->field_count, sizeof(*fields));
	if (!fields)
		return;
	f->fields = fields;
	f->fields[f->field_count++] = (struct field){ 0 };
	f->asking++;
}

void
pj_act_field_char(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct field *field;

	if (pj_xml_attr_is(xml, "w:fldCharType", "begin")) {
		begin_field(f, xml);
		return;
	}
	/* An end without its begin, which was deleted, is nothing. */
	if (f->field_count == pj_flow_story(f)->first_field)
		return;
	field = &f->fields[f->field_count - 1];
	f->asking -= !field->is_result;
	field->is_result = true;
	if (pj_xml_attr_is(xml, "w:fldCharType", "end"))
		f->field_count--;
}

/* Runs. */

void
pj_act_run(void *arg, struct pj_xml *xml)
{
	struct story *story = pj_flow_story(arg);

	(void)xml;
	story->in_run = true;
	story->run_hidden = false;
}

void
pj_act_run_end(void *arg, struct pj_xml *xml)
{
	struct story *story = pj_flow_story(arg);

	(void)xml;
	story->in_run = false;
	story->run_hidden = false;
}

/* w:rStyle comes before w:vanish, which may take it back. */
void
pj_act_run_style(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct pj_str id;

	if (f->props == PROPS_RUN && pj_xml_attr(xml, "w:val", &id))
		pj_flow_story(f)->run_hidden =
		    pj_docx_style_of(f->in->styles, id).is_hidden;
}

/* Hidden text; a hidden mark lets the next paragraph run on. */
void
pj_act_vanish(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	bool on = !pj_xml_attr_is(xml, "w:val", "0") &&
	          !pj_xml_attr_is(xml, "w:val", "false");

	if (f->props == PROPS_RUN)
		pj_flow_story(f)->run_hidden = on;
	else if (f->props == PROPS_MARK && on)
		pj_flow_story(f)->mark_gone = true;
}

/* One of several forms of the same thing: the first that is offered. */

void
pj_act_alternate(void *arg, struct pj_xml *xml)
{
	pj_choices_begin(&((struct flow *)arg)->choices, xml);
}

void
pj_act_alternate_end(void *arg, struct pj_xml *xml)
{
	(void)xml;
	pj_choices_end(&((struct flow *)arg)->choices);
}

void
pj_act_choice(void *arg, struct pj_xml *xml)
{
	pj_choices_offer(&((struct flow *)arg)->choices, xml);
}

/* What is read aloud or shown instead of a thing, or beside it. */

void
pj_act_drawing(void *arg, struct pj_xml *xml)
{
	put_aside(arg, xml, "title", PJ_BLOCK_ALT);
	put_aside(arg, xml, "descr", PJ_BLOCK_ALT);
}

/* The same of VML, which older Words wrote. */
void
pj_act_shape(void *arg, struct pj_xml *xml)
{
	put_aside(arg, xml, "alt", PJ_BLOCK_ALT);
}

/* WordArt keeps its words in an attribute. */
void
pj_act_text_path(void *arg, struct pj_xml *xml)
{
	put_aside(arg, xml, "string", PJ_BLOCK_TEXT_BOX);
}

/* Shown when the mouse rests on a link. */
void
pj_act_tooltip(void *arg, struct pj_xml *xml)
{
	put_aside(arg, xml, "w:tooltip", PJ_BLOCK_ALT);
}

void
pj_act_table_alt(void *arg, struct pj_xml *xml)
{
	put_aside(arg, xml, "w:val", PJ_BLOCK_ALT);
}

/* A choice of an old form field. */
void
pj_act_list_entry(void *arg, struct pj_xml *xml)
{
	put_aside(arg, xml, "w:val", PJ_BLOCK_FIELD);
}

/* A choice of a content control; the one chosen is its content. */
void
pj_act_list_item(void *arg, struct pj_xml *xml)
{
	put_aside(arg, xml, "w:displayText", PJ_BLOCK_FIELD);
}

/* References, of the main part only. */

static void
add_note(struct flow *f, struct pj_xml *xml, uint32_t **ids, size_t *count,
    size_t *cap)
{
	uint32_t id =
	    pj_xml_attr_number(xml, "w:id", UINT32_MAX - 1, UINT32_MAX);
	uint32_t *items;

	if (f->kind != PJ_BLOCK_PARAGRAPH || id == UINT32_MAX ||
	    !pj_flow_visible(f))
		return;
	items = pj_xml_grow(xml, *ids, cap, *count, sizeof(id));
	if (!items)
		return;
	*ids = items;
	items[(*count)++] = id;
}

void
pj_act_footnote_ref(void *arg, struct pj_xml *xml)
{
	struct pj_docx_refs *refs = ((struct flow *)arg)->in->refs;

	add_note(arg, xml, &refs->footnotes, &refs->footnote_count,
	    &refs->footnote_cap);
}

void
pj_act_endnote_ref(void *arg, struct pj_xml *xml)
{
	struct pj_docx_refs *refs = ((struct flow *)arg)->in->refs;

	add_note(arg, xml, &refs->endnotes, &refs->endnote_count,
	    &refs->endnote_cap);
}

/*
 * A section's header or footer, by relation; the same one may be named by
 * many sections.
 */
void
pj_act_part_ref(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct pj_docx_refs *refs = f->in->refs;
	struct pj_str id;
	char **items, *copy;

	if (f->kind != PJ_BLOCK_PARAGRAPH || !pj_xml_attr(xml, "r:id", &id))
		return;
	items = pj_xml_grow(xml, refs->relations, &refs->relation_cap,
	    refs->relation_count, sizeof(*items));
	if (!items)
		return;
	refs->relations = items;
	copy = strndup(id.ptr, id.len);
	if (!copy) {
		pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
		return;
	}
	items[refs->relation_count++] = copy;
}
