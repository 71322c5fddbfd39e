#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>

#include "html.h"
#include "pingjian/arena.h"
#include "pingjian/text.h"

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
	struct html_feed feed;
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
		xmlStopParser(p->feed.ctxt);
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
		xmlStopParser(p->feed.ctxt);
}

static void
on_comment(void *ctx, const xmlChar *text)
{
	struct parse *p = ctx;
	struct pj_str s = pj_str((const char *)text);
	int line = xmlSAX2GetLineNumber(p->feed.ctxt);
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
	htmlParserCtxtPtr ctxt = htmlCreatePushParserCtxt(
	    &sax, p, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);

	if (!ctxt)
		return false;
	htmlCtxtUseOptions(ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
				     HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
				     HTML_PARSE_NOIMPLIED |
				     HTML_PARSE_IGNORE_ENC);
	p->feed.ctxt = ctxt;
	htmlParseChunk(ctxt, PREFIX, (int)sizeof(PREFIX) - 1, 0);
	html_feed(&p->feed, text);
	if (!pj_builder_failed(p->b))
		htmlParseChunk(ctxt, "", 0, 1);
	htmlFreeParserCtxt(ctxt);
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
	p.b = pj_builder_new(in->limits, in->deadline, in->notes);
	p.reader = p.b ? html_reader_new(in, p.b) : NULL;
	p.feed.in = in;
	p.feed.b = p.b;
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
