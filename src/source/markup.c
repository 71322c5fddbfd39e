#include <strings.h>

#include "pingjian/markup.h"

/* Attributes are read as libxml2 reads them, so that the count is right. */

/* libxml2 cuts names here; what is left is the next attribute. */
#define NAME_MAX_LIBXML 100

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

static bool
is_at(struct pj_str s, size_t at, const char *z)
{
	size_t len = strlen(z);

	return s.len - at >= len && !memcmp(s.ptr + at, z, len);
}

/* Behind the next C from AT on, or the end. */
static size_t
behind(struct pj_str s, size_t at, char c)
{
	const char *found = memchr(s.ptr + at, c, s.len - at);

	return found ? (size_t)(found - s.ptr) + 1 : s.len;
}

/* libxml2 takes no form feed for a blank. */
static size_t
skip_blanks(struct pj_str s, size_t at)
{
	while (at < s.len && is_blank(s.ptr[at]))
		at++;
	return at;
}

/* Behind whatever stands from AT up to a blank or the end of the tag. */
static size_t
skip_junk(struct pj_str s, size_t at)
{
	while (at < s.len && !is_blank(s.ptr[at]) && s.ptr[at] != '>')
		at++;
	return at;
}

static size_t
skip_value(struct pj_str s, size_t at)
{
	if (at < s.len && (s.ptr[at] == '"' || s.ptr[at] == '\''))
		return behind(s, at + 1, s.ptr[at]);
	return skip_junk(s, at);
}

/* Behind one attribute, or what stands in its place. */
static size_t
skip_attribute(struct pj_str s, size_t at)
{
	size_t begin = at;

	while (at < s.len && at - begin < NAME_MAX_LIBXML &&
	       is_name_char(s.ptr[at]))
		at++;
	if (at == begin)
		return skip_blanks(s, skip_junk(s, at + 1));
	at = skip_blanks(s, at);
	if (at < s.len && s.ptr[at] == '=')
		at = skip_value(s, skip_blanks(s, at + 1));
	return skip_blanks(s, at);
}

/* Behind the name at AT, which OUT gets. */
static size_t
take_name(struct pj_str s, size_t at, struct pj_markup_token *out)
{
	out->inner.ptr = s.ptr + at;
	while (at < s.len && is_name_char(s.ptr[at]))
		at++;
	out->inner.len = (size_t)(s.ptr + at - out->inner.ptr);
	return at;
}

/* Behind the start tag whose name is at AT. */
static size_t
take_start(struct pj_str s, size_t at, struct pj_markup_token *out)
{
	out->kind = PJ_MARKUP_START;
	at = skip_blanks(s, take_name(s, at, out));
	while (at < s.len && s.ptr[at] != '>') {
		if (is_at(s, at, "/>")) {
			out->closed = true;
			return at + 2;
		}
		at = skip_attribute(s, at);
		out->attributes++;
	}
	return at < s.len ? at + 1 : at;
}

/*
 * Behind the comment whose "<!--" ends at AT, as browsers do: it may end
 * at once, and in "--!>", too.
 */
static size_t
take_comment(struct pj_str s, size_t at, struct pj_markup_token *out)
{
	size_t begin = at;

	out->kind = PJ_MARKUP_COMMENT;
	out->inner = (struct pj_str){ s.ptr + begin, 0 };
	if (is_at(s, at, ">") || is_at(s, at, "->"))
		return behind(s, at, '>');
	for (;;) {
		size_t end = behind(s, at, '>'), dashes = end - 1;

		if (end == at || s.ptr[end - 1] != '>') {
			out->inner.len = s.len - begin;
			return s.len;
		}
		if (dashes > begin && s.ptr[dashes - 1] == '!')
			dashes--;
		if (dashes >= begin + 2 && is_at(s, dashes - 2, "--")) {
			out->inner.len = dashes - 2 - begin;
			return end;
		}
		at = end;
	}
}

/* Content of an element that holds no tags ends at its own end tag. */
static size_t
take_content(struct pj_str s, size_t at, const char *name)
{
	size_t len = strlen(name);

	while (at < s.len) {
		const char *p = memchr(s.ptr + at, '<', s.len - at);
		size_t rest = p ? (size_t)(s.ptr + s.len - p) : 0;

		if (rest < len + 2)
			return s.len;
		at = (size_t)(p - s.ptr);
		if (p[1] == '/' && !strncasecmp(p + 2, name, len) &&
		    (rest == len + 2 || is_blank(p[len + 2]) ||
			p[len + 2] == '\f' || p[len + 2] == '/' ||
			p[len + 2] == '>'))
			return at;
		at++;
	}
	return at;
}

/* Does the "<" at AT begin markup?  The two bytes behind it tell. */
static bool
is_markup(struct pj_str s, size_t at)
{
	char next = at + 1 < s.len ? s.ptr[at + 1] : '\0';

	return is_letter(next) || next == '!' || next == '?' ||
	       (next == '/' && at + 2 < s.len);
}

/* Behind the markup that begins with the "<" at AT. */
static size_t
take_markup(struct pj_str s, size_t at, struct pj_markup_token *out)
{
	if (is_letter(s.ptr[at + 1]))
		return take_start(s, at + 1, out);
	if (is_at(s, at, "<!--"))
		return take_comment(s, at + 4, out);
	if (s.ptr[at + 1] == '/' && is_letter(s.ptr[at + 2])) {
		out->kind = PJ_MARKUP_CLOSE;
		return behind(s, take_name(s, at + 2, out), '>');
	}
	out->kind = PJ_MARKUP_OTHER;
	return behind(s, at, '>');
}

/* Behind the words from AT on. */
static size_t
skip_text(struct pj_str s, size_t at)
{
	const char *p;

	while ((p = memchr(s.ptr + at, '<', s.len - at))) {
		at = (size_t)(p - s.ptr);
		if (is_markup(s, at))
			return at;
		at++;
	}
	return s.len;
}

/* What the content of the element that TOKEN starts is taken for. */
static const char *
content_of(const struct pj_markup_token *token)
{
	static const char *const names[] = { "script", "style", "textarea",
		"title" };
	size_t i;

	if (token->kind == PJ_MARKUP_START && !token->closed)
		for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (pj_markup_is(token, names[i]))
				return names[i];
	return NULL;
}

bool
pj_markup_next(struct pj_markup *m, struct pj_markup_token *out)
{
	const char *inside = m->inside;
	size_t begin = m->at, end = begin;

	*out = (struct pj_markup_token){ .inner = { "", 0 } };
	if (begin >= m->text.len)
		return false;
	m->inside = NULL;
	if (inside) {
		end = take_content(m->text, begin, inside);
		out->kind =
		    inside[0] == 's' ? PJ_MARKUP_SCRIPT : PJ_MARKUP_WORDS;
	}
	if (end == begin && m->text.ptr[begin] == '<' &&
	    is_markup(m->text, begin)) {
		end = take_markup(m->text, begin, out);
	} else if (end == begin) {
		out->kind = PJ_MARKUP_TEXT;
		end = skip_text(m->text, begin);
	}
	out->all = (struct pj_str){ m->text.ptr + begin, end - begin };
	m->inside = content_of(out);
	m->at = end;
	return true;
}

bool
pj_markup_is(const struct pj_markup_token *token, const char *name)
{
	return token->inner.len == strlen(name) &&
	       !strncasecmp(token->inner.ptr, name, token->inner.len);
}
