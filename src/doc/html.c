#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>

#include <strings.h>

#include "html.h"
#include "pingjian/arena.h"
#include "pingjian/text.h"

/* Bytes fed to the parser between two looks at the clock. */
#define PIECE ((size_t)16 << 10)

/*
 * libxml2 compares each attribute of a tag with all before it; no page
 * has this many.
 */
#define ATTRIBUTES_MAX 1000

/* It cuts names here; what is left is the next attribute. */
#define NAME_MAX_LIBXML 100

/*
 * libxml2 takes what follows the end of the first element, or an end tag
 * that comes first, for no part of the page, and browsers do not.  So the
 * page stands in a body of ours, which is never ended.
 */
#define PREFIX "<html><body>"

struct parse {
	const struct pj_reading *in;
	struct pj_builder *b;
	struct html_reader *reader;
	htmlParserCtxtPtr ctxt;
};

/*
 * An element that went over a limit is the last one: the parser would
 * otherwise go on to the end of the file.
 */
static void
on_start(void *ctx, const xmlChar *name, const xmlChar **attributes)
{
	struct parse *p = ctx;

	html_start(
	    p->reader, (const char *)name, (const char *const *)attributes);
	if (pj_builder_failed(p->b))
		xmlStopParser(p->ctxt);
}

static void
on_end(void *ctx, const xmlChar *name)
{
	struct parse *p = ctx;

	html_end(p->reader, (const char *)name);
}

/*
 * libxml2 gives text in pieces, cut at references and every 1,000 bytes or
 * so; html_sax.c puts them together.
 */
static void
on_text(void *ctx, const xmlChar *text, int len)
{
	struct parse *p = ctx;

	html_text(
	    p->reader, (struct pj_str){ (const char *)text, (size_t)len });
	if (pj_builder_failed(p->b))
		xmlStopParser(p->ctxt);
}

static void
on_comment(void *ctx, const xmlChar *text)
{
	struct parse *p = ctx;
	struct pj_str s = pj_str((const char *)text);
	int line = xmlSAX2GetLineNumber(p->ctxt);
	size_t i;

	/* The parser stands behind the comment. */
	for (i = 0; i < s.len; i++)
		line -= s.ptr[i] == '\n';
	html_comment(p->reader, s, line > 0 ? (uint32_t)line : 0);
}

static const struct _xmlSAXHandler handler = {
	.startElement = on_start,
	.endElement = on_end,
	.characters = on_text,
	.ignorableWhitespace = on_text,
	.cdataBlock = on_text,
	.comment = on_comment,
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_name_char(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' ||
	       c == '_' || c == '.';
}

/* libxml2 takes no form feed for a blank. */
static size_t
skip_blanks(struct pj_str s, size_t at)
{
	while (at < s.len && is_blank(s.ptr[at]))
		at++;
	return at;
}

/* Behind the value at AT, as libxml2 reads it. */
static size_t
skip_value(struct pj_str s, size_t at)
{
	char quote = at < s.len ? s.ptr[at] : '\0';
	const char *end;

	if (quote == '"' || quote == '\'') {
		end = memchr(s.ptr + at + 1, quote, s.len - at - 1);
		return end ? (size_t)(end - s.ptr) + 1 : s.len;
	}
	while (at < s.len && !is_blank(s.ptr[at]) && s.ptr[at] != '>')
		at++;
	return at;
}

/* Behind one attribute, or what stands in its place. */
static size_t
skip_attribute(struct pj_str s, size_t at)
{
	size_t begin = at;

	while (at < s.len && at - begin < NAME_MAX_LIBXML &&
	       is_name_char(s.ptr[at]))
		at++;
	if (at == begin) {
		while (at < s.len && !is_blank(s.ptr[at]) && s.ptr[at] != '>')
			at++;
		return skip_blanks(s, at);
	}
	at = skip_blanks(s, at);
	if (at < s.len && s.ptr[at] == '=')
		at = skip_value(s, skip_blanks(s, at + 1));
	return skip_blanks(s, at);
}

/* Behind the content of a script or style sheet that begins at AT. */
static size_t
skip_script(struct pj_str s, size_t at, const char *name)
{
	size_t len = strlen(name);
	const char *p = s.ptr + at, *end = s.ptr + s.len;

	for (; p && (size_t)(end - p) > len + 2; p++) {
		p = memchr(p, '<', (size_t)(end - p) - len - 1);
		if (!p)
			break;
		if (p[1] == '/' && !strncasecmp(p + 2, name, len))
			return (size_t)(p - s.ptr);
	}
	return s.len;
}

/*
 * Behind the tag whose "<" stands before AT; COUNT gets its attributes.
 * Follows libxml2 step by step, for the count has to be right.
 */
static size_t
skip_tag(struct pj_str s, size_t at, size_t *count)
{
	size_t name = at, name_len, i;
	static const char *const raw[] = { "script", "style" };

	while (at < s.len && is_name_char(s.ptr[at]))
		at++;
	name_len = at - name;
	*count = 0;
	at = skip_blanks(s, at);
	while (at < s.len && s.ptr[at] != '>') {
		if (s.ptr[at] == '/' && at + 1 < s.len && s.ptr[at + 1] == '>')
			return at + 2;
		at = skip_attribute(s, at);
		++*count;
	}
	for (i = 0; i < sizeof(raw) / sizeof(raw[0]); i++)
		if (name_len == strlen(raw[i]) &&
		    !strncasecmp(s.ptr + name, raw[i], name_len))
			return skip_script(s, at, raw[i]);
	return at;
}

/* Refuse a page with which libxml2 would take quadratic time. */
static bool
check_attributes(struct pj_str s, struct pj_error *err)
{
	size_t at = 0, count;

	while (at + 1 < s.len) {
		const char *found = memchr(s.ptr + at, '<', s.len - at - 1);

		if (!found)
			return true;
		at = (size_t)(found - s.ptr) + 1;
		if (!is_letter(s.ptr[at]))
			continue;
		at = skip_tag(s, at, &count);
		if (count > ATTRIBUTES_MAX)
			return pj_error_set(err, PJ_ELIMIT,
			    _("an element has more than %d attributes"),
			    ATTRIBUTES_MAX);
	}
	return true;
}

/* False when time is up or something failed. */
static bool
look_at_clock(struct parse *p)
{
	struct pj_error err = { 0 };

	if (pj_deadline_passed(p->in->deadline)) {
		pj_error_set(&err, PJ_ELIMIT,
		    _("reading took longer than the limit of %u seconds"),
		    p->in->limits->seconds);
		pj_builder_fail(p->b, &err);
	}
	return !pj_builder_failed(p->b);
}

/* Feed S in pieces. */
static void
feed(struct parse *p, struct pj_str s)
{
	size_t at, len;

	for (at = 0; at < s.len && look_at_clock(p); at += len) {
		len = s.len - at < PIECE ? s.len - at : PIECE;
		htmlParseChunk(p->ctxt, s.ptr + at, (int)len, 0);
	}
}

/* Where </html> or </body> stands from AT on, and the END of that tag. */
static size_t
find_root_end(struct pj_str s, size_t at, size_t *end)
{
	while (at + 6 < s.len) {
		const char *p = memchr(s.ptr + at, '<', s.len - at - 6);
		const char *close;

		if (!p)
			break;
		at = (size_t)(p - s.ptr);
		if (p[1] == '/' && (!strncasecmp(p + 2, "html", 4) ||
				       !strncasecmp(p + 2, "body", 4))) {
			close = memchr(p, '>', s.len - at);
			*end = close ? (size_t)(close - s.ptr) + 1 : s.len;
			return at;
		}
		at++;
	}
	*end = s.len;
	return s.len;
}

/* Feed TEXT without the ends of its root: our own body goes on. */
static void
feed_page(struct parse *p, struct pj_str text)
{
	size_t at = 0, stop, end;

	while (at < text.len && !pj_builder_failed(p->b)) {
		stop = find_root_end(text, at, &end);
		feed(p, (struct pj_str){ text.ptr + at, stop - at });
		at = end;
	}
}

/*
 * TEXT is that of IN without its NULs, which would end libxml2's text;
 * browsers show nothing for them.  False when out of memory.
 */
static bool
drop_nuls(const struct pj_reading *in, struct pj_str *text)
{
	size_t i, count = 0;
	char *copy;

	*text = in->text;
	if (text->len == 0 || !memchr(text->ptr, '\0', text->len))
		return true;
	copy = pj_arena_alloc(in->arena, text->len, 1);
	if (!copy)
		return false;
	for (i = 0; i < text->len; i++)
		if (text->ptr[i] != '\0')
			copy[count++] = text->ptr[i];
	pj_note_add(in->notes, "nul-bytes",
	    _("%zu NUL characters were passed over"), text->len - count);
	*text = (struct pj_str){ copy, count };
	return true;
}

/*
 * Errors in markup are not told: every page has some, and browsers show it
 * all the same.  False when out of memory.
 */
static bool
parse(struct parse *p, struct pj_str text)
{
	struct _xmlSAXHandler sax = handler;

	p->ctxt = htmlCreatePushParserCtxt(
	    &sax, p, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (!p->ctxt)
		return false;
	htmlCtxtUseOptions(
	    p->ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
			 HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
			 HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC);
	htmlParseChunk(p->ctxt, PREFIX, (int)sizeof(PREFIX) - 1, 0);
	feed_page(p, text);
	if (!pj_builder_failed(p->b))
		htmlParseChunk(p->ctxt, "", 0, 1);
	htmlFreeParserCtxt(p->ctxt);
	return true;
}

bool
pj_doc_read_html(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	struct parse p = { .in = in };
	struct pj_str text;
	bool ok = false;

	if (!drop_nuls(in, &text))
		return pj_error_nomem(err);
	if (!check_attributes(text, err))
		return false;
	p.b = pj_builder_new(in->limits, in->deadline, in->notes);
	p.reader = p.b ? html_reader_new(in, p.b) : NULL;
	if (!p.reader || !parse(&p, text)) {
		pj_error_nomem(err);
		goto out;
	}
	ok = pj_builder_finish(p.b, in->arena, out, err);
out:
	html_reader_free(p.reader);
	pj_builder_free(p.b);
	return ok;
}
