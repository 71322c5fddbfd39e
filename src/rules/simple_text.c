#include <ctype.h>

#include "simple.h"

/* The bytes of texts, and the texts in them. */

#define WIDE_COLON "\xEF\xBC\x9A"

/*
 * Whether TEXT holds nothing that needs a closer look wherever it stands:
 * what is no character of YAML, other line ends than ours, marks of byte
 * order, and a full-width colon before "[" (scan.c).
 */
bool
simple_is_harmless(struct pj_str text)
{
	const unsigned char *p = (const unsigned char *)text.ptr;
	const unsigned char *end = p + text.len;

	for (; p < end; p++) {
		size_t left = (size_t)(end - p);

		if ((*p >= 0x20 && *p < 0x7F) || *p == '\n')
			continue;
		if (*p > 0xE2 && *p < 0xEF) {
			p += 2; /* nearly all of Chinese */
			continue;
		}
		if (*p < 0x80)
			return false;
		if (*p == 0xC2 && p[1] < 0xA0)
			return false;
		if (*p == 0xE2 && p[1] == 0x80 && (p[2] & 0xFE) == 0xA8)
			return false;
		if (*p != 0xEF)
			continue;
		if (!memcmp(p, "\xEF\xBB\xBF", 3) ||
		    (p[1] == 0xBF && p[2] > 0xBD))
			return false;
		if (!memcmp(p, WIDE_COLON, 3) &&
		    ((left > 3 && p[3] == '[') ||
			(left > 4 && p[3] == ' ' && p[4] == '[')))
			return false;
	}
	return true;
}

/* A node of KIND at AT, in the current line and not before the last one. */
struct node *
simple_make(struct simple *s, enum node_kind kind, const char *at)
{
	struct node *node = pj_arena_alloc(s->arena, 1, sizeof(*node));

	if (!node)
		return NULL;
	for (; s->counted < at; s->counted++)
		s->column += (*s->counted & 0xC0) != 0x80;
	node->kind = kind;
	node->file = s->file;
	node->line = node->key_line = s->line;
	node->column = node->key_column = s->column;
	return node;
}

/* The LEN bytes at FROM as a text of its own. */
static struct pj_str
keep(struct simple *s, const char *from, size_t len)
{
	struct pj_str text = { s->out, len };

	memcpy(s->out, from, len);
	s->out += len;
	*s->out++ = '\0';
	return text;
}

/* Whether OPEN stands here, and CLOSE at the end of what may be a text. */
static bool
is_wrapped(
    const struct simple *s, const char *open, const char *close, bool flow)
{
	const char *p = s->at;

	if (!is_at(s, p, open))
		return false;
	while (p < s->end && *p != '\n' && !is_at(s, p, close))
		p++;
	if (!is_at(s, p, close))
		return false;
	for (p += strlen(close); p < s->end && *p == ' ';)
		p++;
	return p == s->end || strchr(flow ? "\n,]}" : "\n", *p);
}

/*
 * Whether a text without quotation marks surely begins here.  "." and "-"
 * may begin a mark of documents, a full-width space is indentation, and who
 * writes “ ” around a text may take them for quotation marks.
 */
bool
simple_begins_plain(const struct simple *s, bool flow)
{
	int c = peek(s, 0);

	if (c < 0x80)
		return isalnum(c) || (c > 0 && strchr("()/+<=~^$_;\\", c));
	if (c == 0xE2)
		return !is_wrapped(s, "\xE2\x80\x9C", "\xE2\x80\x9D", flow) &&
		       !is_wrapped(s, "\xE2\x80\x98", "\xE2\x80\x99", flow);
	return !is_at(s, s->at, "\xE3\x80\x80");
}

/* Whether the text from FROM begins like a key with a full-width colon. */
static bool
is_wide_key(const struct simple *s, const char *from)
{
	const char *p = from;

	while (p < s->end && (islower((unsigned char)*p) || *p == '_'))
		p++;
	return p > from && is_at(s, p, WIDE_COLON);
}

/*
 * A text without quotation marks, up to what ends it: ":" before a blank, a
 * line end, or in FLOW a comma or closing bracket.
 */
struct node *
simple_plain(struct simple *s, bool flow)
{
	const char *from = s->at, *end;
	struct node *node;

	if (!simple_begins_plain(s, flow) || is_wide_key(s, from))
		return NULL;
	for (; s->at < s->end && *s->at != '\n'; s->at++) {
		unsigned char c = (unsigned char)*s->at;

		if (c > '}')
			continue;
		if (c == ':' && is_blank(peek(s, 1)))
			break;
		if (c == '#' && s->at[-1] == ' ')
			break; /* a comment, which the caller may take */
		if (!flow)
			continue;
		if (c == ',' || c == ']' || c == '}')
			break;
		if (c == '[' || c == '{' || c == '?' ||
		    (c == ':' && strchr(",[]{}?", peek(s, 1))))
			return NULL;
	}
	for (end = s->at; end[-1] == ' ';)
		end--;
	node = simple_make(s, NODE_TEXT, from);
	if (!node)
		return NULL;
	node->plain = true;
	node->text = keep(s, from, (size_t)(end - from));
	return node;
}

/* A text in quotation marks, which closes on its line. */
struct node *
simple_quoted(struct simple *s)
{
	struct node *node = simple_make(s, NODE_TEXT, s->at);
	char quote = *s->at++;

	if (!node)
		return NULL;
	node->text.ptr = s->out;
	for (; s->at < s->end && *s->at != '\n'; s->at++) {
		int next = peek(s, 1);

		if (*s->at == quote && (quote == '"' || next != '\''))
			break;
		if (*s->at == '\'' && quote == '\'')
			s->at++;
		else if (*s->at == '\\' && quote == '"') {
			if (next != '\\' && next != '"' && next != 'n')
				return NULL;
			s->at++;
			if (next == 'n') {
				*s->out++ = '\n';
				continue;
			}
		}
		*s->out++ = *s->at;
	}
	if (peek(s, 0) != quote)
		return NULL;
	s->at++;
	node->text.len = (size_t)(s->out - node->text.ptr);
	*s->out++ = '\0';
	return node;
}
