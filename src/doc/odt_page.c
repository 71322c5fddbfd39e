#include "odt_flow.h"
#include "office.h"
#include "pingjian/text.h"

/*
 * Slides and sheets: what OpenDocument has beside the flow of a text.  None
 * of it stands in a text document, where these acts do nothing more than
 * open a text box.
 */

/* Slides. */

static bool
is_slides(const struct flow *f)
{
	return f->in->format == PJ_FORMAT_ODP && f->mode == PJ_ODT_BODY;
}

/* Hidden ones are shown one day. */
void
pj_odt_start_page(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	(void)xml;
	if (!is_slides(f))
		return;
	f->at.slide++;
	pj_builder_address(f->builder, &f->at);
}

/* What the element that begins now is to its slide. */
static enum pj_odt_role
role_of(const struct flow *f, const struct pj_xml *xml)
{
	static const struct {
		const char *class;
		enum pj_odt_role role;
	} classes[] = {
		{ "title", PJ_ODT_TITLE },
		{ "subtitle", PJ_ODT_SUBTITLE },
		{ "outline", PJ_ODT_OUTLINE },
		{ "header", PJ_ODT_HEADER },
		{ "footer", PJ_ODT_FOOTER },
		{ "date-time", PJ_ODT_FOOTER },
		{ "page-number", PJ_ODT_PROMPT },
	};
	size_t i;

	if (!is_slides(f))
		return PJ_ODT_BOX;
	if (pj_xml_attr_is(xml, "presentation:placeholder", "true"))
		return PJ_ODT_PROMPT;
	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (pj_xml_attr_is(xml, "presentation:class", classes[i].class))
			return classes[i].role;
	return PJ_ODT_BOX;
}

/* Begin the text of a shape that is ROLE; a prompt has none. */
static void
push_role(struct flow *f, struct pj_xml *xml, enum pj_odt_role role)
{
	enum pj_block_kind kind = PJ_BLOCK_TEXT_BOX;
	uint32_t level = 0;

	if (role == PJ_ODT_PROMPT) {
		pj_xml_skip(xml);
		return;
	}
	if (role == PJ_ODT_HEADER)
		kind = PJ_BLOCK_HEADER;
	else if (role == PJ_ODT_FOOTER)
		kind = PJ_BLOCK_FOOTER;
	else if (f->in_notes)
		kind = PJ_BLOCK_NOTE;
	else if (role == PJ_ODT_OUTLINE)
		kind = PJ_BLOCK_PARAGRAPH;
	else if (role == PJ_ODT_TITLE && f->at.slide <= 1)
		kind = PJ_BLOCK_TITLE;
	else if (role == PJ_ODT_TITLE || role == PJ_ODT_SUBTITLE) {
		kind = PJ_BLOCK_HEADING;
		level = role == PJ_ODT_TITLE ? 1 : 2;
	}
	pj_odt_push(f, xml, kind);
	pj_odt_story(f)->level = level;
}

/* A frame tells the role of the box in it. */
void
pj_odt_start_frame(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	f->role = role_of(f, xml);
}

void
pj_odt_end_frame(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct flow *)arg)->role = PJ_ODT_BOX;
}

void
pj_odt_start_text_box(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	push_role(f, xml, f->role);
}

void
pj_odt_start_shape(void *arg, struct pj_xml *xml)
{
	push_role(arg, xml, role_of(arg, xml));
}

void
pj_odt_start_notes(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct flow *)arg)->in_notes = true;
}

void
pj_odt_end_notes(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct flow *)arg)->in_notes = false;
}

/* Words that slides name for their margins, without a paragraph. */
static void
start_words(struct flow *f, struct pj_xml *xml, enum pj_block_kind kind)
{
	size_t stories = f->story_count;

	if (!is_slides(f)) {
		pj_xml_skip(xml);
		return;
	}
	pj_odt_push(f, xml, kind);
	if (f->story_count > stories)
		pj_odt_begin_paragraph(f, xml);
}

void
pj_odt_start_header_words(void *arg, struct pj_xml *xml)
{
	start_words(arg, xml, PJ_BLOCK_HEADER);
}

void
pj_odt_start_footer_words(void *arg, struct pj_xml *xml)
{
	start_words(arg, xml, PJ_BLOCK_FOOTER);
}

/* Sheets. */

static bool
is_sheets(const struct flow *f)
{
	return f->in->format == PJ_FORMAT_ODS && f->mode == PJ_ODT_BODY;
}

/* Tables in the body are the sheets; they hold no others. */
void
pj_odt_start_sheet(struct flow *f, struct pj_xml *xml)
{
	const struct pj_block level = { .level = 1 };
	struct pj_str name;

	if (!is_sheets(f) || f->story_count > 1 || f->place_count > 0)
		return;
	pj_xml_attr(xml, "table:name", &name);
	f->at.sheet = pj_arena_copy(f->in->arena, name);
	if (!f->at.sheet) {
		pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
		return;
	}
	pj_builder_address(f->builder, &f->at);
	pj_builder_text(f->builder, name, pj_xml_tag_node(xml), 0);
	pj_builder_end(f->builder, PJ_BLOCK_HEADING, &level);
}

/* Tells, before the table of a chart's own, where its values are from. */
void
pj_odt_start_plot(void *arg, struct pj_xml *xml)
{
	static const char own[] = "local-table";
	struct flow *f = arg;
	struct pj_str range;

	f->in_cells = f->in->format == PJ_FORMAT_ODS &&
	              f->mode == PJ_ODT_OBJECT &&
	              pj_xml_attr(xml, "table:cell-range-address", &range) &&
	              range.len > 0 &&
	              (range.len < sizeof(own) - 1 ||
			  memcmp(range.ptr, own, sizeof(own) - 1) != 0);
}

/* The words in quotation marks of CONDITION, a choice each. */
static void
put_choices(struct flow *f, struct pj_xml *xml, struct pj_str condition)
{
	size_t begin = 0, i;
	bool open = false;

	for (i = 0; i < condition.len; i++) {
		if (condition.ptr[i] != '"')
			continue;
		if (open) {
			pj_builder_text(f->builder,
			    (struct pj_str){ condition.ptr + begin, i - begin },
			    pj_xml_tag_node(xml), (uint32_t)begin);
			pj_builder_end(f->builder, PJ_BLOCK_FIELD, NULL);
		}
		open = !open;
		begin = i + 1;
	}
}

void
pj_odt_start_validation(void *arg, struct pj_xml *xml)
{
	static const char list[] = "cell-content-is-in-list(";
	struct flow *f = arg;
	struct pj_str condition;
	size_t i;

	if (!is_sheets(f) || !pj_xml_attr(xml, "table:condition", &condition))
		return;
	for (i = 0; i + sizeof(list) - 1 <= condition.len; i++)
		if (!memcmp(condition.ptr + i, list, sizeof(list) - 1)) {
			put_choices(f, xml, condition);
			break;
		}
}

/* What those see who fill in a cell. */
void
pj_odt_start_help(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	if (!is_sheets(f)) {
		pj_xml_skip(xml);
		return;
	}
	pj_office_aside(f->builder, xml, "table:title", PJ_BLOCK_FIELD);
	pj_odt_push(f, xml, PJ_BLOCK_FIELD);
}
