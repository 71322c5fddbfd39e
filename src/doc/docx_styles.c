#include <stdlib.h>
#include <strings.h>

#include "docx.h"

/* Longest chain of styles based on each other that is followed; Word
 * itself stops at eleven. */
#define CHAIN_MAX 16

#define LEVEL_MAX 6

struct reading {
	struct pj_arena *arena;
	struct pj_docx_style *items; /* heap */
	size_t count;
	size_t cap;
	bool in_style;
	bool failed;
};

/* Names of Word's own styles, the same in every language of Word. */
static const struct {
	const char *name;
	enum pj_block_kind kind;
	uint32_t level;
} named[] = {
	{ "title", PJ_BLOCK_TITLE, 0 },
	{ "subtitle", PJ_BLOCK_HEADING, 2 },
	{ "toc heading", PJ_BLOCK_HEADING, 1 },
	{ "caption", PJ_BLOCK_CAPTION, 0 },
	{ "quote", PJ_BLOCK_QUOTE, 0 },
	{ "intense quote", PJ_BLOCK_QUOTE, 0 },
};

/* NAME is the name that Word lists, or an id made of it. */
static void
name_style(struct pj_docx_style *style, struct pj_str name)
{
	static const char heading[] = "heading";
	const char *digit;
	size_t i;

	for (i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (name.len == strlen(named[i].name) &&
		    !strncasecmp(name.ptr, named[i].name, name.len)) {
			style->kind = named[i].kind;
			style->level = named[i].level;
			return;
		}
	if (name.len < sizeof(heading) ||
	    strncasecmp(name.ptr, heading, sizeof(heading) - 1) != 0)
		return;
	/* "heading 1" as a name, "Heading1" as an id. */
	digit = name.ptr + sizeof(heading) - 1;
	digit += *digit == ' ';
	if (digit + 1 == name.ptr + name.len && *digit >= '1' &&
	    *digit <= '9') {
		style->kind = PJ_BLOCK_HEADING;
		style->level = (uint32_t)(*digit - '0');
		if (style->level > LEVEL_MAX)
			style->level = LEVEL_MAX;
	}
}

/* The style being read; NULL in docDefaults and the like. */
static struct pj_docx_style *
current(struct reading *r)
{
	return r->in_style && !r->failed ? &r->items[r->count - 1] : NULL;
}

/*
 * Ids are made by the program that wrote the file: Chinese Word numbers
 * them, so that only names tell a heading.
 */
static void
start_style(void *arg, struct pj_xml *xml)
{
	struct reading *r = arg;
	struct pj_docx_style *items;
	struct pj_str id;

	if (!pj_xml_attr(xml, "w:styleId", &id))
		return;
	items = pj_grow(r->items, &r->cap, r->count + 1, sizeof(*items));
	if (items) {
		r->items = items;
		items[r->count] = (struct pj_docx_style){
			.id = pj_arena_copy(r->arena, id),
		};
	}
	r->failed |= !items || !items[r->count].id;
	if (r->failed) {
		pj_xml_stop(xml);
		return;
	}
	r->count++;
	r->in_style = true;
}

static void
end_style(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct reading *)arg)->in_style = false;
}

static void
style_name(void *arg, struct pj_xml *xml)
{
	struct pj_docx_style *style = current(arg);
	struct pj_str name;

	if (style && pj_xml_attr(xml, "w:val", &name))
		name_style(style, name);
}

static void
style_based_on(void *arg, struct pj_xml *xml)
{
	struct reading *r = arg;
	struct pj_docx_style *style = current(r);
	struct pj_str id;

	if (!style || !pj_xml_attr(xml, "w:val", &id))
		return;
	style->based_on = pj_arena_copy(r->arena, id);
	r->failed |= !style->based_on;
}

/* Agencies make heading styles of their own: the outline tells them. */
static void
style_outline(void *arg, struct pj_xml *xml)
{
	struct pj_docx_style *style = current(arg);
	uint32_t level = pj_xml_attr_number(xml, "w:val", 8, 9);

	if (!style || style->kind != PJ_BLOCK_PARAGRAPH || level > 8)
		return;
	style->kind = PJ_BLOCK_HEADING;
	style->level = level < LEVEL_MAX ? level + 1 : LEVEL_MAX;
}

static void
style_number(void *arg, struct pj_xml *xml)
{
	struct pj_docx_style *style = current(arg);

	if (style)
		style->is_list = !pj_xml_attr_is(xml, "w:val", "0");
}

/* Of the whole paragraph, or of the run that uses the style. */
static void
style_vanish(void *arg, struct pj_xml *xml)
{
	struct pj_docx_style *style = current(arg);

	if (style)
		style->is_hidden = !pj_xml_attr_is(xml, "w:val", "0") &&
		                   !pj_xml_attr_is(xml, "w:val", "false");
}

/* Properties as they were before a tracked change, or of table parts. */
static void
pass_over(void *arg, struct pj_xml *xml)
{
	(void)arg;
	pj_xml_skip(xml);
}

static const struct pj_xml_rule rules[] = {
	{ "w:basedOn", style_based_on, NULL },
	{ "w:name", style_name, NULL },
	{ "w:numId", style_number, NULL },
	{ "w:outlineLvl", style_outline, NULL },
	{ "w:pPrChange", pass_over, NULL },
	{ "w:rPrChange", pass_over, NULL },
	{ "w:style", start_style, end_style },
	{ "w:tblStylePr", pass_over, NULL },
	{ "w:vanish", style_vanish, NULL },
};

static int
by_id(const void *a, const void *b)
{
	return strcmp(((const struct pj_docx_style *)a)->id,
	    ((const struct pj_docx_style *)b)->id);
}

/* Of two styles with one id any may be found; Word writes no such file. */
static const struct pj_docx_style *
find(const struct pj_docx_styles *styles, const char *id)
{
	struct pj_docx_style key = { .id = id };

	if (styles->count == 0)
		return NULL;
	return bsearch(&key, styles->items, styles->count, sizeof(key), by_id);
}

/* Take over from the styles below what this one leaves open. */
static struct pj_docx_style
inherit(const struct pj_docx_styles *styles, struct pj_docx_style style)
{
	const struct pj_docx_style *base = &style;
	int i;

	for (i = 0; i < CHAIN_MAX && base->based_on; i++) {
		base = find(styles, base->based_on);
		if (!base)
			break;
		if (style.kind == PJ_BLOCK_PARAGRAPH) {
			style.kind = base->kind;
			style.level = base->level;
		}
		style.is_list |= base->is_list;
		style.is_hidden |= base->is_hidden;
	}
	return style;
}

bool
pj_docx_styles_read(struct pj_arena *arena, struct pj_package *package,
    const char *part, struct pj_docx_styles *out, struct pj_error *err)
{
	struct pj_xml_vocabulary vocabulary = {
		.namespaces = pj_opc_namespaces,
		.namespace_count = pj_opc_namespace_count,
		.rules = rules,
		.rule_count = sizeof(rules) / sizeof(rules[0]),
	};
	struct reading r = { .arena = arena };
	bool ok = false;

	*out = (struct pj_docx_styles){ 0 };
	if (!part)
		return true;
	if (!pj_xml_read(package, part, &vocabulary, &r, err) || r.failed) {
		if (r.failed)
			pj_error_nomem(err);
		goto out;
	}
	out->items = pj_arena_alloc(arena, r.count, sizeof(*out->items));
	if (!out->items) {
		pj_error_nomem(err);
		goto out;
	}
	if (r.count > 0)
		memcpy(out->items, r.items, r.count * sizeof(*r.items));
	out->count = r.count;
	qsort(out->items, out->count, sizeof(*out->items), by_id);
	ok = true;
out:
	free(r.items);
	return ok;
}

struct pj_docx_style
pj_docx_style_of(const struct pj_docx_styles *styles, struct pj_str id)
{
	struct pj_docx_style unknown = { .kind = PJ_BLOCK_PARAGRAPH };
	const struct pj_docx_style *style = NULL;
	char name[256];

	if (id.len < sizeof(name)) {
		memcpy(name, id.ptr, id.len);
		name[id.len] = '\0';
		style = find(styles, name);
	}
	if (style)
		return inherit(styles, *style);
	name_style(&unknown, id);
	return unknown;
}
