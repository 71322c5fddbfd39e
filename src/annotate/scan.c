#include <stdlib.h>

#include <strings.h>

#include "pingjian/text.h"
#include "scan.h"

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
starts(struct pj_str s, size_t at, const char *with)
{
	size_t len = strlen(with);

	return s.len - at >= len && !memcmp(s.ptr + at, with, len);
}

/* Where WHAT ends that comes first from AT on; 0 for nowhere. */
static size_t
behind(struct pj_str s, size_t at, const char *what)
{
	size_t len = strlen(what);
	const char *p;

	while (at < s.len && s.len - at >= len) {
		p = memchr(s.ptr + at, what[0], s.len - at);
		if (!p)
			return 0;
		at = (size_t)(p - s.ptr);
		if (starts(s, at, what))
			return at + len;
		at++;
	}
	return 0;
}

static bool
not_utf8(struct pj_error *err)
{
	return pj_error_set(err, PJ_EUNSUPPORTED,
	    _("this part is not written in UTF-8, so no copy with comments "
	      "can be made of it; open the file in Word or LibreOffice and "
	      "save it anew"));
}

/* Whether the XML declaration, if any, names UTF-8 or its subset. */
static bool
declares_utf8(struct pj_str s)
{
	size_t end = behind(s, 0, "?>"), at, len;
	char quote;

	if (!starts(s, 0, "<?xml") || end == 0)
		return true;
	s.len = end;
	at = behind(s, 0, "encoding");
	if (at == 0)
		return true;
	while (at < end && s.ptr[at] != '"' && s.ptr[at] != '\'')
		at++;
	if (at == end)
		return true;
	quote = s.ptr[at++];
	for (len = 0; at + len < end && s.ptr[at + len] != quote; len++)
		;
	return (len == 5 && !strncasecmp(s.ptr + at, "utf-8", len)) ||
	       (len == 8 && !strncasecmp(s.ptr + at, "us-ascii", len));
}

bool
scan_open(struct scan *s, struct pj_str bytes, struct pj_error *err)
{
	*s = (struct scan){ .bytes = bytes, .kind = SCAN_DONE, .err = err };
	if (starts(bytes, 0, "\xEF\xBB\xBF"))
		s->at = 3;
	else if (bytes.len >= 2 &&
		 (bytes.ptr[0] == '\0' || bytes.ptr[1] == '\0' ||
		     starts(bytes, 0, "\xFE\xFF") ||
		     starts(bytes, 0, "\xFF\xFE")))
		return not_utf8(err);
	if (!declares_utf8(
		(struct pj_str){ bytes.ptr + s->at, bytes.len - s->at }))
		return not_utf8(err);
	s->text_begin = s->at;
	return true;
}

void
scan_close(struct scan *s)
{
	free(s->open);
	free(s->bindings);
	s->open = NULL;
	s->bindings = NULL;
}

static enum scan_kind
bad(struct scan *s)
{
	if (s->err && s->err->code == PJ_OK)
		pj_error_set(s->err, PJ_EFORMAT,
		    _("the XML of this part is of a kind that no copy with "
		      "comments can be made of; open the file in Word or "
		      "LibreOffice and save it anew"));
	return s->kind = SCAN_BAD;
}

/* The namespace that PREFIX stands for now. */
static struct pj_str
lookup(const struct scan *s, struct pj_str prefix)
{
	size_t i;

	for (i = s->binding_count; i-- > 0;)
		if (pj_str_equal(s->bindings[i].prefix, prefix))
			return s->bindings[i].uri;
	if (pj_str_equal(prefix, pj_str("xml")))
		return pj_str("http://www.w3.org/XML/1998/namespace");
	return (struct pj_str){ "", 0 };
}

/* NAME up to its colon, and what is behind it. */
static void
split_name(struct pj_str name, struct pj_str *prefix, struct pj_str *local)
{
	const char *colon = memchr(name.ptr, ':', name.len);

	*prefix = (struct pj_str){ "", 0 };
	*local = name;
	if (!colon)
		return;
	*prefix = (struct pj_str){ name.ptr, (size_t)(colon - name.ptr) };
	local->ptr = colon + 1;
	local->len = name.len - prefix->len - 1;
}

/*
 * The attribute at *AT of a tag that ends at END: its name and its value
 * as written; *AT moves behind it.  False when there is none left.
 */
static bool
next_attr(struct pj_str s, size_t *at, size_t end, struct pj_str *name,
    struct pj_str *value)
{
	size_t p = *at, begin;
	char quote;

	while (p < end && is_white(s.ptr[p]))
		p++;
	begin = p;
	while (p < end && s.ptr[p] != '=' && s.ptr[p] != '>' &&
	       s.ptr[p] != '/' && !is_white(s.ptr[p]))
		p++;
	*name = (struct pj_str){ s.ptr + begin, p - begin };
	while (p < end && is_white(s.ptr[p]))
		p++;
	if (p >= end || s.ptr[p] != '=')
		return false;
	p++;
	while (p < end && is_white(s.ptr[p]))
		p++;
	if (p >= end || (s.ptr[p] != '"' && s.ptr[p] != '\''))
		return false;
	quote = s.ptr[p++];
	begin = p;
	while (p < end && s.ptr[p] != quote)
		p++;
	if (p >= end)
		return false;
	*value = (struct pj_str){ s.ptr + begin, p - begin };
	*at = p + 1;
	return true;
}

/* Where the tag at BEGIN ends, ">" in quotes passed over; 0 for nowhere. */
static size_t
tag_end(struct pj_str s, size_t begin)
{
	char quote = '\0';
	size_t at;

	for (at = begin + 1; at < s.len; at++) {
		char c = s.ptr[at];

		if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return at + 1;
	}
	return 0;
}

/* The namespaces that the tag of E declares. */
static bool
bind(struct scan *s, struct scan_element *e)
{
	static const struct pj_str xmlns = { "xmlns", 5 };
	size_t at = e->begin + 1 + e->name.len;
	struct pj_str name, value, prefix, local;

	while (next_attr(s->bytes, &at, e->end, &name, &value)) {
		struct scan_binding *more;

		split_name(name, &prefix, &local);
		if (!pj_str_equal(prefix, xmlns) && !pj_str_equal(name, xmlns))
			continue;
		if (pj_str_equal(name, xmlns))
			local = (struct pj_str){ "", 0 };
		more = pj_grow(s->bindings, &s->binding_cap,
		    s->binding_count + 1, sizeof(*more));
		if (!more)
			return pj_error_nomem(s->err);
		s->bindings = more;
		more[s->binding_count++] =
		    (struct scan_binding){ local, value };
		e->binds = true;
	}
	return true;
}

static enum scan_kind
start_tag(struct scan *s)
{
	struct scan_element e = { .begin = s->begin, .end = s->end };
	struct scan_element *more;
	struct pj_str prefix;
	size_t at = s->begin + 1;

	while (at < s->end && !is_white(s->bytes.ptr[at]) &&
	       s->bytes.ptr[at] != '/' && s->bytes.ptr[at] != '>')
		at++;
	e.name.ptr = s->bytes.ptr + s->begin + 1;
	e.name.len = at - s->begin - 1;
	e.empty = s->bytes.ptr[s->end - 2] == '/';
	e.bindings = s->binding_count;
	split_name(e.name, &prefix, &e.local);
	if (e.local.len == 0)
		return bad(s);
	if (!bind(s, &e))
		return s->kind = SCAN_BAD;
	e.uri = lookup(s, prefix);
	more = pj_grow(s->open, &s->open_cap, s->depth + 1, sizeof(e));
	if (!more) {
		pj_error_nomem(s->err);
		return s->kind = SCAN_BAD;
	}
	s->open = more;
	s->open[s->depth++] = e;
	s->tags++;
	return s->kind = SCAN_START;
}

static enum scan_kind
end_tag(struct scan *s)
{
	struct pj_str name;
	size_t at = s->begin + 2;

	while (at < s->end && !is_white(s->bytes.ptr[at]) &&
	       s->bytes.ptr[at] != '>')
		at++;
	name.ptr = s->bytes.ptr + s->begin + 2;
	name.len = at - s->begin - 2;
	if (s->depth == 0 || !pj_str_equal(name, scan_top(s)->name))
		return bad(s);
	s->tags++;
	return s->kind = SCAN_END;
}

/*
 * Move behind the markup at s->at that is no tag: comments, instructions,
 * marked sections, a document type without declarations.  False for what
 * is a tag; *OK false for what nobody writes.
 */
static bool
pass_over(struct scan *s, bool *ok)
{
	struct pj_str b = s->bytes;
	size_t end;

	if (starts(b, s->at, "<!--"))
		end = behind(b, s->at + 4, "-->");
	else if (starts(b, s->at, "<![CDATA["))
		end = behind(b, s->at + 9, "]]>");
	else if (starts(b, s->at, "<?"))
		end = behind(b, s->at + 2, "?>");
	else if (starts(b, s->at, "<!")) {
		end = tag_end(b, s->at);
		/* Declarations could give attributes that are not written. */
		if (end > 0 && memchr(b.ptr + s->at, '[', end - s->at))
			end = 0;
	} else
		return false;
	*ok = end > 0;
	s->at = end;
	return true;
}

/* Leave the element that ended at the last step. */
static void
leave(struct scan *s)
{
	s->binding_count = s->open[s->depth - 1].bindings;
	s->depth--;
}

enum scan_kind
scan_next(struct scan *s)
{
	const char *p;
	bool ok = true;

	if (s->kind == SCAN_BAD)
		return SCAN_BAD;
	if (s->kind == SCAN_START && scan_top(s)->empty) {
		s->text_begin = s->begin;
		s->tags++;
		return s->kind = SCAN_END;
	}
	if (s->kind == SCAN_END)
		leave(s);
	s->text_begin = s->at;
	for (;;) {
		p = memchr(s->bytes.ptr + s->at, '<', s->bytes.len - s->at);
		if (!p) {
			s->begin = s->end = s->bytes.len;
			return s->depth > 0 ? bad(s) : (s->kind = SCAN_DONE);
		}
		s->at = (size_t)(p - s->bytes.ptr);
		if (!pass_over(s, &ok))
			break;
		if (!ok)
			return bad(s);
	}
	s->begin = s->at;
	/* What stands in front of the root is no text. */
	if (s->depth == 0)
		s->text_begin = s->begin;
	s->end = tag_end(s->bytes, s->begin);
	if (s->end < s->begin + 3)
		return bad(s);
	s->at = s->end;
	return s->bytes.ptr[s->begin + 1] == '/' ? end_tag(s) : start_tag(s);
}

bool
scan_each_attr(const struct scan *s, const struct scan_element *e, size_t *at,
    struct pj_str *name, struct pj_str *value)
{
	if (*at == 0)
		*at = e->begin + 1 + e->name.len;
	return next_attr(s->bytes, at, e->end, name, value);
}

bool
scan_attr(const struct scan *s, struct pj_str uri, const char *local,
    struct pj_str *value)
{
	const struct scan_element *e = scan_top(s);
	size_t at = e->begin + 1 + e->name.len;
	struct pj_str name, prefix, rest;

	while (next_attr(s->bytes, &at, e->end, &name, value)) {
		split_name(name, &prefix, &rest);
		if (!pj_str_equal(rest, pj_str(local)))
			continue;
		if (prefix.len == 0 ? uri.len == 0
				    : pj_str_equal(lookup(s, prefix), uri))
			return true;
	}
	*value = (struct pj_str){ "", 0 };
	return false;
}

bool
scan_prefix(
    const struct scan *s, size_t at, struct pj_str uri, struct pj_str *prefix)
{
	size_t visible =
	    at + 1 < s->depth ? s->open[at + 1].bindings : s->binding_count;
	size_t i, k;

	for (i = visible; i-- > 0;) {
		const struct scan_binding *b = &s->bindings[i];

		if (b->prefix.len == 0 || !pj_str_equal(b->uri, uri))
			continue;
		/* A nearer element may have given it to another. */
		for (k = i + 1; k < visible; k++)
			if (pj_str_equal(s->bindings[k].prefix, b->prefix))
				break;
		if (k == visible) {
			*prefix = b->prefix;
			return true;
		}
	}
	return false;
}
