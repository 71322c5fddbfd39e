#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include <stdio.h>

#include "html.h"
#include "pingjian/markup.h"
#include "pingjian/text.h"

/*
 * Between a page and libxml2.  The parser never sees the page itself, but
 * what its pieces amount to: so it cannot take a tag for what we take for
 * a comment, and what makes it slow (it words an error for each flaw, to
 * throw it away) is mended or left out before.  Line ends stay, for lines
 * are counted.
 */

/*
 * libxml2 compares each attribute of a tag with all before it; no page
 * has this many.
 */
#define ATTRIBUTES_MAX 500

/* No page writes more into a comment that is for us. */
#define COMMENT_MAX ((size_t)1 << 20)

/* Elements passed on the way to an end tag's element, for nothing. */
#define VAIN_MAX 50000000

/* What one such end tag costs besides, in the same measure. */
#define VAIN_COST 100

/* False when time is up or something failed. */
static bool
look_at_clock(struct html_feed *f)
{
	struct pj_error err = { 0 };

	if (pj_deadline_passed(f->in->deadline)) {
		pj_error_set(&err, PJ_ELIMIT,
		    _("reading took longer than the limit of %u seconds"),
		    f->in->limits->seconds);
		pj_builder_fail(f->b, &err);
	}
	return !pj_builder_failed(f->b);
}

/* Let the parser read what was put. */
static void
flush(struct html_feed *f)
{
	if (f->len > 0 && look_at_clock(f))
		htmlParseChunk(f->ctxt, f->piece, (int)f->len, 0);
	f->len = 0;
}

static void
put(struct html_feed *f, struct pj_str s)
{
	size_t n;

	for (; s.len > 0; s.ptr += n, s.len -= n) {
		n = sizeof(f->piece) - f->len;
		if (n > s.len)
			n = s.len;
		memcpy(f->piece + f->len, s.ptr, n);
		f->len += n;
		if (f->len == sizeof(f->piece))
			flush(f);
	}
}

/* The line ends of S alone. */
static void
put_lines(struct html_feed *f, struct pj_str s)
{
	const char *end = s.ptr + s.len, *p = s.ptr;
	size_t count = 0;

	while (count < COMMENT_MAX &&
	       (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		put(f, (struct pj_str){ p++, 1 });
		count++;
	}
}

/* Nothing, in as many lines as S: markup that says nothing to us. */
static void
put_nothing(struct html_feed *f, struct pj_str s)
{
	if (!memchr(s.ptr, '\n', s.len))
		return;
	put(f, pj_str("<!x"));
	put_lines(f, s);
	put(f, pj_str(">"));
}

/* The value of the digits from AT on, which gets behind them. */
static unsigned long
read_number(struct pj_str s, size_t *at, unsigned base)
{
	unsigned long value = 0;

	for (; *at < s.len; ++*at) {
		char c = s.ptr[*at];
		unsigned digit = 16;

		if (c >= '0' && c <= '9')
			digit = (unsigned)(c - '0');
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			digit = (unsigned)((c | 0x20) - 'a') + 10;
		if (digit >= base)
			break;
		if (value < 0x110000)
			value = value * base + digit;
	}
	return value;
}

/*
 * Put the character by number at AT, a "&#", as libxml2 likes it; one that
 * is no character is none.  Returns what is behind it, AT when it is none.
 */
static size_t
put_number(struct html_feed *f, struct pj_str s, size_t at)
{
	bool hex = at + 2 < s.len && (s.ptr[at + 2] | 0x20) == 'x';
	size_t begin = at + 2 + hex, end = begin;
	unsigned long value = read_number(s, &end, hex ? 16 : 10);
	char z[32];

	if (end == begin)
		return at;
	if (IS_CHAR(value)) {
		snprintf(z, sizeof(z), "&#%lu;", value);
		put(f, pj_str(z));
	}
	return end < s.len && s.ptr[end] == ';' ? end + 1 : end;
}

/* Put the reference at AT by name, likewise. */
static size_t
put_named(struct html_feed *f, struct pj_str s, size_t at)
{
	char name[16];
	size_t len = 0;

	while (len + 1 < sizeof(name) && at + 1 + len < s.len) {
		char c = s.ptr[at + 1 + len];

		if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
		    !(len > 0 && c >= '0' && c <= '9'))
			break;
		name[len++] = c;
	}
	name[len] = '\0';
	if (at + 1 + len == s.len || s.ptr[at + 1 + len] != ';' ||
	    !htmlEntityLookup((const xmlChar *)name))
		return at;
	put(f, (struct pj_str){ s.ptr + at, len + 2 });
	return at + len + 2;
}

/* Bytes at AT that are no character to libxml2: 0, or how many. */
static size_t
no_character(struct pj_str s, size_t at)
{
	unsigned char c = (unsigned char)s.ptr[at];

	if (c == 0xEF && s.len - at > 2 &&
	    (!memcmp(s.ptr + at, "\xEF\xBF\xBE", 3) ||
		!memcmp(s.ptr + at, "\xEF\xBF\xBF", 3)))
		return 3;
	return c < ' ' && c != '\t' && c != '\n' && c != '\r';
}

/* Words, in which every "<" and every stray "&" is just that. */
static void
put_words(struct html_feed *f, struct pj_str s)
{
	size_t at = 0;

	while (at < s.len && !pj_builder_failed(f->b)) {
		size_t begin = at, end;

		while (at < s.len && s.ptr[at] != '<' && s.ptr[at] != '&' &&
		       no_character(s, at) == 0)
			at++;
		put(f, (struct pj_str){ s.ptr + begin, at - begin });
		if (at == s.len)
			return;
		end = at + no_character(s, at);
		if (s.ptr[at] == '&' && at + 1 < s.len)
			end = s.ptr[at + 1] == '#' ? put_number(f, s, at)
			                           : put_named(f, s, at);
		if (end == at)
			put(f, pj_str(s.ptr[at++] == '<' ? "&lt;" : "&amp;"));
		else
			at = end;
	}
}

/* The page stands in elements of ours, which neither begin nor end. */
static bool
is_root(const struct pj_markup_token *token)
{
	return pj_markup_is(token, "html") || pj_markup_is(token, "head") ||
	       pj_markup_is(token, "body");
}

static void
put_start(struct html_feed *f, const struct pj_markup_token *token)
{
	struct pj_error err = { 0 };

	if (token->attributes > ATTRIBUTES_MAX) {
		pj_error_set(&err, PJ_ELIMIT,
		    _("an element has more than %d attributes"),
		    ATTRIBUTES_MAX);
		pj_builder_fail(f->b, &err);
	} else if (is_root(token)) {
		put_nothing(f, token->all);
	} else {
		put(f, token->all);
	}
}

/*
 * libxml2 looks for an end tag's element among all that are open.  A page
 * that lets it look in vain, again and again, is refused.
 */
static void
put_close(struct html_feed *f, const struct pj_markup_token *token)
{
	struct pj_error err = { 0 };
	int depth;

	if (is_root(token)) {
		put_nothing(f, token->all);
		return;
	}
	flush(f);
	depth = f->ctxt->nameNr;
	put(f, token->all);
	flush(f);
	if (f->ctxt->nameNr < depth)
		return;
	f->vain += (size_t)depth + VAIN_COST;
	if (f->vain > VAIN_MAX) {
		pj_error_set(&err, PJ_ELIMIT,
		    _("too many end tags have no element to end"));
		pj_builder_fail(f->b, &err);
	}
}

/* A comment parts texts even where it is not for us. */
static void
put_comment(struct html_feed *f, const struct pj_markup_token *token)
{
	put(f, pj_str("<!--"));
	if (token->inner.len > COMMENT_MAX)
		put_lines(f, token->inner);
	else
		put(f, token->inner);
	put(f, pj_str(token->inner.len > 0 ? "-->" : " -->"));
}

void
html_feed(struct html_feed *f, struct pj_str text)
{
	struct pj_markup markup = { .text = text };
	struct pj_markup_token token;

	while (!pj_builder_failed(f->b) && pj_markup_next(&markup, &token)) {
		switch (token.kind) {
		case PJ_MARKUP_TEXT:
		case PJ_MARKUP_WORDS:
			put_words(f, token.all);
			break;
		case PJ_MARKUP_SCRIPT:
			put(f, pj_str("x"));
			put_lines(f, token.all);
			break;
		case PJ_MARKUP_START:
			put_start(f, &token);
			break;
		case PJ_MARKUP_CLOSE:
			put_close(f, &token);
			break;
		case PJ_MARKUP_COMMENT:
			put_comment(f, &token);
			break;
		case PJ_MARKUP_OTHER:
			put_nothing(f, token.all);
			break;
		}
	}
	flush(f);
}
