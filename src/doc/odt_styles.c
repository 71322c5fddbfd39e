#include <stdlib.h>

#include "odt.h"
#include "pingjian/text.h"

/* Longest chain of parents that is followed. */
#define CHAIN_MAX 16
#define LEVEL_MAX 6

/* Names that LibreOffice gives its own styles in every language.  Those
 * of captions (Figure, Illustration, Table …) have Caption as parent. */
static const struct {
	const char *name;
	enum pj_block_kind kind;
	uint32_t level;
} named[] = {
	{ "Title", PJ_BLOCK_TITLE, 0 },
	{ "Subtitle", PJ_BLOCK_HEADING, 2 },
	{ "Contents_20_Heading", PJ_BLOCK_HEADING, 1 },
	{ "Caption", PJ_BLOCK_CAPTION, 0 },
	{ "caption", PJ_BLOCK_CAPTION, 0 },
	{ "Quotations", PJ_BLOCK_QUOTE, 0 },
};

void
pj_odt_styles_free(struct pj_odt_styles *styles)
{
	free(styles->named.items);
	free(styles->automatic.items);
}

/* Names are fixed in the file; what people see is style:display-name. */
static void
name_style(struct pj_odt_style *style)
{
	size_t i;

	for (i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (!strcmp(style->name, named[i].name)) {
			style->kind = named[i].kind;
			style->level = named[i].level;
		}
}

struct pj_odt_style *
pj_odt_style_add(struct pj_odt_styles *styles, struct pj_odt_style_list *list,
    struct pj_xml *xml)
{
	bool is_text = pj_xml_attr_is(xml, "style:family", "text");
	struct pj_odt_style *items, *style;
	struct pj_str name, parent;

	if (!is_text && !pj_xml_attr_is(xml, "style:family", "paragraph"))
		return NULL;
	if (!pj_xml_attr(xml, "style:name", &name))
		return NULL;
	items =
	    pj_grow(list->items, &list->cap, list->count + 1, sizeof(*items));
	if (!items)
		goto nomem;
	list->items = items;
	style = &items[list->count];
	*style = (struct pj_odt_style){
		.name = pj_arena_copy(styles->arena, name),
		.is_text = is_text,
	};
	if (!style->name)
		goto nomem;
	if (pj_xml_attr(xml, "style:parent-style-name", &parent)) {
		style->parent = pj_arena_copy(styles->arena, parent);
		if (!style->parent)
			goto nomem;
	}
	if (!is_text)
		name_style(style);
	list->count++;
	list->is_sorted = false;
	return style;
nomem:
	pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
	return NULL;
}

/* Families have names of their own. */
static int
by_name(const void *a, const void *b)
{
	const struct pj_odt_style *x = a, *y = b;

	if (x->is_text != y->is_text)
		return x->is_text ? 1 : -1;
	return strcmp(x->name, y->name);
}

static const struct pj_odt_style *
find_in(struct pj_odt_style_list *list, const struct pj_odt_style *key)
{
	if (list->count == 0)
		return NULL;
	if (!list->is_sorted)
		qsort(list->items, list->count, sizeof(*key), by_name);
	list->is_sorted = true;
	return bsearch(key, list->items, list->count, sizeof(*key), by_name);
}

/* Automatic styles first: they stand nearer to the text. */
static const struct pj_odt_style *
find(struct pj_odt_styles *styles, bool is_text, const char *name)
{
	struct pj_odt_style key = { .name = name, .is_text = is_text };
	const struct pj_odt_style *found = find_in(&styles->automatic, &key);

	return found ? found : find_in(&styles->named, &key);
}

struct pj_odt_style
pj_odt_style_of(struct pj_odt_styles *styles, bool is_text, struct pj_str name)
{
	struct pj_odt_style out = { .kind = PJ_BLOCK_PARAGRAPH };
	const struct pj_odt_style *style;
	char id[256];
	int i;

	if (name.len >= sizeof(id))
		return out;
	memcpy(id, name.ptr, name.len);
	id[name.len] = '\0';
	out.name = id;
	if (!is_text)
		name_style(&out);
	style = find(styles, is_text, id);
	for (i = 0; style && i < CHAIN_MAX; i++) {
		if (out.kind == PJ_BLOCK_PARAGRAPH) {
			out.kind = style->kind;
			out.level = style->level;
		}
		out.is_hidden |= style->is_hidden;
		if (!style->parent)
			break;
		/* A parent need not be listed to be known by its name. */
		out.name = style->parent;
		if (!is_text && out.kind == PJ_BLOCK_PARAGRAPH)
			name_style(&out);
		style = find(styles, is_text, style->parent);
	}
	out.name = NULL;
	return out;
}
