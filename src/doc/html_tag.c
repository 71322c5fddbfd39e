#include <stdlib.h>
#include <strings.h>

#include "html.h"

/* Sorted by name. */
static const struct html_tag tags[] = {
	{ "address", HTML_BLOCK, 0, 0 },
	{ "article", HTML_BLOCK, 0, 0 },
	{ "aside", HTML_BLOCK, 0, 0 },
	{ "audio", HTML_BLOCK, 0, 0 },
	{ "blockquote", HTML_QUOTE, PJ_BLOCK_QUOTE, 0 },
	{ "body", HTML_BLOCK, 0, 0 },
	{ "br", HTML_BLOCK, 0, 0 },
	{ "button", HTML_KIND, PJ_BLOCK_BUTTON, 0 },
	{ "canvas", HTML_BLOCK, 0, 0 },
	{ "caption", HTML_KIND, PJ_BLOCK_CAPTION, 0 },
	{ "center", HTML_BLOCK, 0, 0 },
	{ "datalist", HTML_BLOCK, 0, 0 },
	{ "dd", HTML_ITEM, PJ_BLOCK_LIST_ITEM, 0 },
	{ "details", HTML_BLOCK, 0, 0 },
	{ "dialog", HTML_BLOCK, 0, 0 },
	{ "dir", HTML_LIST, 0, 0 },
	{ "div", HTML_BLOCK, 0, 0 },
	{ "dl", HTML_LIST, 0, 0 },
	{ "dt", HTML_ITEM, PJ_BLOCK_LIST_ITEM, 0 },
	{ "fieldset", HTML_BLOCK, 0, 0 },
	{ "figcaption", HTML_KIND, PJ_BLOCK_CAPTION, 0 },
	{ "figure", HTML_BLOCK, 0, 0 },
	{ "footer", HTML_BLOCK, 0, 0 },
	{ "form", HTML_BLOCK, 0, 0 },
	{ "frameset", HTML_BLOCK, 0, 0 },
	{ "h1", HTML_KIND, PJ_BLOCK_HEADING, 1 },
	{ "h2", HTML_KIND, PJ_BLOCK_HEADING, 2 },
	{ "h3", HTML_KIND, PJ_BLOCK_HEADING, 3 },
	{ "h4", HTML_KIND, PJ_BLOCK_HEADING, 4 },
	{ "h5", HTML_KIND, PJ_BLOCK_HEADING, 5 },
	{ "h6", HTML_KIND, PJ_BLOCK_HEADING, 6 },
	{ "head", HTML_BLOCK, 0, 0 },
	{ "header", HTML_BLOCK, 0, 0 },
	{ "hgroup", HTML_BLOCK, 0, 0 },
	{ "hr", HTML_BLOCK, 0, 0 },
	{ "html", HTML_BLOCK, 0, 0 },
	{ "iframe", HTML_SKIP, 0, 0 },
	{ "label", HTML_KIND, PJ_BLOCK_FIELD, 0 },
	{ "legend", HTML_KIND, PJ_BLOCK_FIELD, 0 },
	{ "li", HTML_ITEM, PJ_BLOCK_LIST_ITEM, 0 },
	{ "main", HTML_BLOCK, 0, 0 },
	{ "math", HTML_DRAWING, 0, 0 },
	{ "menu", HTML_LIST, 0, 0 },
	{ "nav", HTML_BLOCK, 0, 0 },
	{ "noembed", HTML_SKIP, 0, 0 },
	{ "noframes", HTML_SKIP, 0, 0 },
	{ "noscript", HTML_SKIP, 0, 0 },
	{ "ol", HTML_LIST, 0, 0 },
	{ "optgroup", HTML_BLOCK, 0, 0 },
	{ "option", HTML_KIND, PJ_BLOCK_FIELD, 0 },
	{ "p", HTML_BLOCK, 0, 0 },
	{ "plaintext", HTML_PRE, 0, 0 },
	{ "pre", HTML_PRE, 0, 0 },
	{ "rp", HTML_SKIP, 0, 0 },
	{ "rt", HTML_SKIP, 0, 0 },
	{ "rtc", HTML_SKIP, 0, 0 },
	{ "script", HTML_SKIP, 0, 0 },
	{ "search", HTML_BLOCK, 0, 0 },
	{ "section", HTML_BLOCK, 0, 0 },
	{ "select", HTML_BLOCK, 0, 0 },
	{ "style", HTML_SKIP, 0, 0 },
	{ "summary", HTML_BLOCK, 0, 0 },
	{ "svg", HTML_DRAWING, 0, 0 },
	{ "table", HTML_TABLE, 0, 0 },
	{ "tbody", HTML_BLOCK, 0, 0 },
	{ "td", HTML_CELL, PJ_BLOCK_CELL, 0 },
	{ "template", HTML_SKIP, 0, 0 },
	{ "textarea", HTML_AREA, PJ_BLOCK_FIELD, 0 },
	{ "tfoot", HTML_BLOCK, 0, 0 },
	{ "th", HTML_CELL, PJ_BLOCK_CELL, 0 },
	{ "thead", HTML_BLOCK, 0, 0 },
	{ "title", HTML_TITLE, PJ_BLOCK_TITLE, 0 },
	{ "tr", HTML_ROW, 0, 0 },
	{ "ul", HTML_LIST, 0, 0 },
	{ "video", HTML_BLOCK, 0, 0 },
	{ "xmp", HTML_PRE, 0, 0 },
};

/* XHTML and old pages write tags in capitals. */
static int
compare(const void *name, const void *tag)
{
	return strcasecmp(name, ((const struct html_tag *)tag)->name);
}

const struct html_tag *
html_tag_find(const char *name)
{
	static const struct html_tag unknown = { "", HTML_INLINE, 0, 0 };
	const struct html_tag *tag = bsearch(name, tags,
	    sizeof(tags) / sizeof(tags[0]), sizeof(tags[0]), compare);

	return tag ? tag : &unknown;
}

/* NULL where there is no such attribute, or one without a value. */
static const char *
value_of(const char *const *attributes, const char *name)
{
	for (; attributes && attributes[0]; attributes += 2)
		if (!strcasecmp(attributes[0], name))
			return attributes[1];
	return NULL;
}

/* What the `content` of a <meta> says about the page, if it is words. */
static bool
meta_kind(const char *const *attributes, enum pj_block_kind *kind)
{
	static const char *const texts[] = { "description", "keywords",
		"og:title", "og:description", "og:image:alt", "og:site_name",
		"og:video:alt", "twitter:title", "twitter:description",
		"twitter:image:alt", "dc.title", "dc.subject", "dc.description",
		"dcterms.title", "dcterms.description",
		"apple-mobile-web-app-title", "application-name" };
	const char *name = value_of(attributes, "property");
	size_t i;

	if (!name)
		name = value_of(attributes, "name");
	if (!name)
		name = value_of(attributes, "itemprop");
	if (!name)
		return false;
	*kind = strcasecmp(name, "og:title") ? PJ_BLOCK_META : PJ_BLOCK_TITLE;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!strcasecmp(name, texts[i]))
			return true;
	return false;
}

/* Is an <input> of ATTRIBUTES a button that shows its value? */
static bool
is_button(const char *const *attributes)
{
	const char *type = value_of(attributes, "type");

	return type &&
	       (!strcasecmp(type, "button") || !strcasecmp(type, "submit") ||
		   !strcasecmp(type, "reset"));
}

bool
html_attribute_kind(const char *tag, const char *name,
    const char *const *attributes, enum pj_block_kind *kind)
{
	/* Of any element, or of one. */
	static const struct {
		const char *tag;
		const char *name;
		enum pj_block_kind kind;
	} screened[] = {
		{ NULL, "title", PJ_BLOCK_ALT },
		{ NULL, "alt", PJ_BLOCK_ALT },
		{ NULL, "aria-label", PJ_BLOCK_ALT },
		{ NULL, "aria-description", PJ_BLOCK_ALT },
		{ NULL, "aria-roledescription", PJ_BLOCK_ALT },
		{ NULL, "placeholder", PJ_BLOCK_FIELD },
		{ NULL, "aria-placeholder", PJ_BLOCK_FIELD },
		{ "table", "summary", PJ_BLOCK_ALT },
		{ "option", "label", PJ_BLOCK_FIELD },
		{ "optgroup", "label", PJ_BLOCK_FIELD },
		{ "track", "label", PJ_BLOCK_FIELD },
	};
	size_t i;

	if (!strcasecmp(tag, "meta"))
		return !strcasecmp(name, "content") &&
		       meta_kind(attributes, kind);
	if (!strcasecmp(tag, "input") && !strcasecmp(name, "value")) {
		*kind = PJ_BLOCK_BUTTON;
		return is_button(attributes);
	}
	for (i = 0; i < sizeof(screened) / sizeof(screened[0]); i++)
		if ((!screened[i].tag || !strcasecmp(tag, screened[i].tag)) &&
		    !strcasecmp(name, screened[i].name)) {
			*kind = screened[i].kind;
			return true;
		}
	return false;
}

const char *
html_choice_sign(const char *const *attributes)
{
	const char *type = value_of(attributes, "type");

	if (type && !strcasecmp(type, "radio"))
		return "\xE2\x97\x8B"; /* ○ */
	if (type && !strcasecmp(type, "checkbox"))
		return "\xE2\x96\xA1"; /* □ */
	return NULL;
}
