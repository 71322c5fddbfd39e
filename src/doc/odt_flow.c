#include <stdlib.h>

#include "odt_flow.h"
#include "office.h"
#include "pingjian/text.h"

void
pj_odt_end_block(struct flow *f)
{
	const struct story *story = pj_odt_story(f);
	const struct place *place = pj_odt_place(f);
	enum pj_block_kind kind = story->style.kind;
	struct pj_block block = { 0 };

	if (kind == PJ_BLOCK_PARAGRAPH && story->list_level > 0)
		kind = PJ_BLOCK_LIST_ITEM;
	if (place) {
		kind = PJ_BLOCK_CELL;
		block.table = place->table;
		block.row = place->row;
		block.column = place->column;
	}
	if (story->kind != PJ_BLOCK_PARAGRAPH &&
	    !(story->kind == PJ_BLOCK_TEXT_BOX && kind == PJ_BLOCK_CAPTION))
		kind = story->kind;
	if (kind == PJ_BLOCK_HEADING)
		block.level = story->kind == PJ_BLOCK_HEADING
		                  ? story->level
		                  : story->style.level;
	else if (kind == PJ_BLOCK_LIST_ITEM)
		block.level = story->list_level;
	pj_builder_end(f->builder, kind, &block);
}

/* Stories. */

void
pj_odt_push(struct flow *f, struct pj_xml *xml, enum pj_block_kind kind)
{
	struct story *stories = pj_xml_grow(
	    xml, f->stories, &f->story_cap, f->story_count, sizeof(*stories));

	if (!stories)
		return;
	f->stories = stories;
	f->stories[f->story_count++] = (struct story){
		.kind = kind,
		.first_place = f->place_count,
	};
	pj_builder_push(f->builder);
}

void
pj_odt_pop(struct flow *f)
{
	if (f->story_count < 2)
		return;
	pj_odt_end_block(f);
	f->place_count = pj_odt_story(f)->first_place;
	f->story_count--;
	pj_builder_pop(f->builder);
}

/* Ends what is left of the story's last block, too. */
void
pj_odt_end_story(void *arg, struct pj_xml *xml)
{
	(void)xml;
	pj_odt_pop(arg);
}

/* Text boxes and every shape that can hold paragraphs. */
static void
start_box(void *arg, struct pj_xml *xml)
{
	pj_odt_push(arg, xml, PJ_BLOCK_TEXT_BOX);
}

static void
start_note(void *arg, struct pj_xml *xml)
{
	pj_odt_push(arg, xml, PJ_BLOCK_NOTE);
}

/* Text that is no paragraph, but is read aloud or shown on request. */
static void
start_alt(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	if (!pj_odt_is_text(f)) {
		pj_xml_skip(xml);
		return;
	}
	pj_odt_push(f, xml, PJ_BLOCK_ALT);
	if (pj_odt_story(f)->kind == PJ_BLOCK_ALT)
		pj_odt_begin_paragraph(f, xml);
}

/* Only in their own pass, and only if the page shows them. */
static void
start_margin(struct flow *f, struct pj_xml *xml, enum pj_block_kind kind)
{
	if (f->mode == PJ_ODT_MARGINS &&
	    !pj_xml_attr_is(xml, "style:display", "false"))
		pj_odt_push(f, xml, kind);
	else
		pj_xml_skip(xml);
}

static void
start_header(void *arg, struct pj_xml *xml)
{
	start_margin(arg, xml, PJ_BLOCK_HEADER);
}

static void
start_footer(void *arg, struct pj_xml *xml)
{
	start_margin(arg, xml, PJ_BLOCK_FOOTER);
}

/* What a document of another format has instead is not read as this. */
static void
start_body(struct flow *f, enum pj_format format)
{
	f->saw_body |= f->in->format == format;
}

static void
start_text_body(void *arg, struct pj_xml *xml)
{
	(void)xml;
	start_body(arg, PJ_FORMAT_ODT);
}

static void
start_slides(void *arg, struct pj_xml *xml)
{
	(void)xml;
	start_body(arg, PJ_FORMAT_ODP);
}

static void
start_sheets(void *arg, struct pj_xml *xml)
{
	(void)xml;
	start_body(arg, PJ_FORMAT_ODS);
}

static void
pass_over(void *arg, struct pj_xml *xml)
{
	(void)arg;
	pj_xml_skip(xml);
}

/* Things beside the text. */

static void
put_aside(struct flow *f, struct pj_xml *xml, const char *name,
    enum pj_block_kind kind)
{
	if (pj_odt_is_text(f))
		pj_office_aside(f->builder, xml, name, kind);
}

static void
link_title(void *arg, struct pj_xml *xml)
{
	put_aside(arg, xml, "office:title", PJ_BLOCK_ALT);
}

static void
field_label(void *arg, struct pj_xml *xml)
{
	put_aside(arg, xml, "form:label", PJ_BLOCK_FIELD);
}

static void
button_label(void *arg, struct pj_xml *xml)
{
	put_aside(arg, xml, "form:label", PJ_BLOCK_BUTTON);
}

static void
choice_label(void *arg, struct pj_xml *xml)
{
	put_aside(arg, xml, "text:value", PJ_BLOCK_FIELD);
}

static void
control_choice(void *arg, struct pj_xml *xml)
{
	put_aside(arg, xml, "loext:display-text", PJ_BLOCK_FIELD);
}

/* Its content is then only the prompt. */
static void
start_control(void *arg, struct pj_xml *xml)
{
	(void)arg;
	if (pj_xml_attr_is(xml, "loext:showing-place-holder", "true"))
		pj_xml_skip(xml);
}

/* A chart, say, in a folder of its own; also a box when written inline. */
static void
start_object(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct pj_odt_flow_in *in = f->in;
	struct pj_odt_object *objects;
	struct pj_str href;

	pj_odt_push(f, xml, PJ_BLOCK_TEXT_BOX);
	if (f->mode != PJ_ODT_BODY || !pj_xml_attr(xml, "xlink:href", &href))
		return;
	if (in->object_count >= PJ_PART_MAX) {
		pj_xml_fail(xml, PJ_ELIMIT,
		    _("the document refers to more parts than a container "
		      "may hold"));
		return;
	}
	objects = pj_xml_grow(xml, in->objects, &in->object_cap,
	    in->object_count, sizeof(*objects));
	if (!objects)
		return;
	in->objects = objects;
	objects += in->object_count;
	objects->folder = pj_package_resolve(in->arena, "", href);
	objects->at = f->at;
	in->object_count += objects->folder != NULL;
}

/* Styles. */

static void
start_named(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	f->in_named = f->mode == PJ_ODT_STYLES;
	if (!f->in_named)
		pj_xml_skip(xml);
}

/* Automatic names are reused from part to part. */
static void
start_automatic(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	f->in_automatic = f->mode != PJ_ODT_STYLES;
	if (!f->in_automatic)
		pj_xml_skip(xml);
}

static void
end_styles(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	(void)xml;
	f->in_named = false;
	f->in_automatic = false;
}

static void
start_style(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;
	struct pj_odt_styles *styles = f->in->styles;

	f->style = NULL;
	if (f->in_named || f->in_automatic)
		f->style = pj_odt_style_add(styles,
		    f->in_named ? &styles->named : &styles->automatic, xml);
}

static void
end_style(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct flow *)arg)->style = NULL;
}

/* Only within a style; elsewhere they belong to numbers of lists. */
static void
text_properties(void *arg, struct pj_xml *xml)
{
	struct flow *f = arg;

	if (f->style && pj_xml_attr_is(xml, "text:display", "none"))
		f->style->is_hidden = true;
}

/* In byte order of names: pj_xml_read searches it. */
static const struct pj_xml_rule rules[] = {
	{ "chart:plot-area", pj_odt_start_plot, NULL },
	{ "draw:caption", start_box, pj_odt_end_story },
	{ "draw:circle", start_box, pj_odt_end_story },
	{ "draw:connector", start_box, pj_odt_end_story },
	{ "draw:custom-shape", pj_odt_start_shape, pj_odt_end_story },
	{ "draw:ellipse", start_box, pj_odt_end_story },
	{ "draw:frame", pj_odt_start_frame, pj_odt_end_frame },
	{ "draw:line", start_box, pj_odt_end_story },
	{ "draw:measure", start_box, pj_odt_end_story },
	{ "draw:object", start_object, pj_odt_end_story },
	{ "draw:page", pj_odt_start_page, NULL },
	{ "draw:path", start_box, pj_odt_end_story },
	{ "draw:polygon", start_box, pj_odt_end_story },
	{ "draw:polyline", start_box, pj_odt_end_story },
	{ "draw:rect", start_box, pj_odt_end_story },
	{ "draw:regular-polygon", start_box, pj_odt_end_story },
	{ "draw:text-box", pj_odt_start_text_box, pj_odt_end_story },
	{ "form:button", button_label, NULL },
	{ "form:checkbox", field_label, NULL },
	{ "form:fixed-text", field_label, NULL },
	{ "form:item", field_label, NULL },
	{ "form:option", field_label, NULL },
	{ "form:radio", field_label, NULL },
	{ "loext:content-control", start_control, NULL },
	{ "loext:list-item", control_choice, NULL },
	{ "office:annotation", pass_over, NULL },
	{ "office:automatic-styles", start_automatic, end_styles },
	{ "office:presentation", start_slides, NULL },
	{ "office:spreadsheet", start_sheets, NULL },
	{ "office:styles", start_named, end_styles },
	{ "office:text", start_text_body, NULL },
	{ "presentation:date-time-decl", pj_odt_start_footer_words,
	    pj_odt_end_story },
	{ "presentation:footer-decl", pj_odt_start_footer_words,
	    pj_odt_end_story },
	{ "presentation:header-decl", pj_odt_start_header_words,
	    pj_odt_end_story },
	{ "presentation:notes", pj_odt_start_notes, pj_odt_end_notes },
	{ "style:footer", start_footer, pj_odt_end_story },
	{ "style:footer-first", start_footer, pj_odt_end_story },
	{ "style:footer-left", start_footer, pj_odt_end_story },
	{ "style:header", start_header, pj_odt_end_story },
	{ "style:header-first", start_header, pj_odt_end_story },
	{ "style:header-left", start_header, pj_odt_end_story },
	{ "style:style", start_style, end_style },
	{ "style:text-properties", text_properties, NULL },
	{ "svg:desc", start_alt, pj_odt_end_story },
	{ "svg:title", start_alt, pj_odt_end_story },
	{ "table:content-validation", pj_odt_start_validation, NULL },
	{ "table:covered-table-cell", pj_odt_start_covered, NULL },
	{ "table:desc", start_alt, pj_odt_end_story },
	{ "table:error-message", pj_odt_start_help, pj_odt_end_story },
	{ "table:help-message", pj_odt_start_help, pj_odt_end_story },
	{ "table:table", pj_odt_start_table, pj_odt_end_table },
	{ "table:table-cell", pj_odt_start_cell, NULL },
	{ "table:table-row", pj_odt_start_row, NULL },
	{ "table:title", start_alt, pj_odt_end_story },
	{ "table:tracked-changes", pass_over, NULL },
	{ "text:a", link_title, NULL },
	{ "text:h", pj_odt_start_heading, pj_odt_end_paragraph },
	{ "text:hidden-paragraph", pj_odt_hide_paragraph, NULL },
	{ "text:hidden-text", pass_over, NULL },
	{ "text:label", choice_label, NULL },
	{ "text:line-break", pj_odt_put_break, NULL },
	{ "text:list", pj_odt_start_list, pj_odt_end_list },
	{ "text:note-body", start_note, pj_odt_end_story },
	{ "text:note-citation", pass_over, NULL },
	{ "text:number", pass_over, NULL },
	{ "text:p", pj_odt_start_paragraph, pj_odt_end_paragraph },
	{ "text:ruby-text", pass_over, NULL },
	{ "text:s", pj_odt_put_spaces, NULL },
	{ "text:script", pass_over, NULL },
	{ "text:section", pj_odt_start_section, NULL },
	{ "text:span", pj_odt_start_span, NULL },
	{ "text:tab", pj_odt_put_tab, NULL },
	{ "text:tracked-changes", pass_over, NULL },
};

bool
pj_odt_flow(struct pj_odt_flow_in *in, const char *part, enum pj_odt_mode mode,
    struct pj_error *err)
{
	struct pj_xml_vocabulary vocabulary = {
		.namespaces = pj_odt_namespaces,
		.namespace_count = pj_odt_namespace_count,
		.rules = rules,
		.rule_count = sizeof(rules) / sizeof(rules[0]),
		.text = pj_odt_characters,
	};
	struct story first = {
		.kind = mode == PJ_ODT_OBJECT ? PJ_BLOCK_TEXT_BOX
		                              : PJ_BLOCK_PARAGRAPH,
	};
	struct flow f = { .in = in, .builder = in->builder, .mode = mode };
	bool ok = false;

	f.stories = pj_grow(NULL, &f.story_cap, 1, sizeof(first));
	if (!f.stories)
		return pj_error_nomem(err);
	f.stories[f.story_count++] = first;
	in->styles->automatic.count = 0;
	if (mode != PJ_ODT_STYLES)
		pj_builder_part(in->builder, part);
	if (!pj_xml_read(in->package, part, &vocabulary, &f, err))
		goto out;
	if (mode == PJ_ODT_BODY && !f.saw_body) {
		pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this part is no document of the kind that the file "
		      "says it is; save it anew from the program that made "
		      "it"));
		pj_package_blame(in->package, part, 0, err);
		goto out;
	}
	ok = !pj_builder_failed(in->builder);
out:
	free(f.stories);
	free(f.places);
	return ok;
}
