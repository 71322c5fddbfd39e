#include "pingjian/utf8.h"

#include "simple.h"

/* How lists and mappings are read, and when reading gives up. */

/* libyaml takes no key that is longer than 1024 characters. */
#define KEY_BYTES 1000

/* Each key is compared with all before it. */
#define KEYS 500

static struct node *flow_value(struct simple *s);
static struct node *block_value(struct simple *s, bool nest);

/* --- bytes --------------------------------------------------------------- */

static void
skip_spaces(struct simple *s)
{
	while (peek(s, 0) == ' ')
		s->at++;
}

/* To the end of the line. */
static void
skip_line(struct simple *s)
{
	const char *end = memchr(s->at, '\n', (size_t)(s->end - s->at));

	s->at = end ? end : s->end;
}

/* Behind the line end at which it stands. */
static void
next_line(struct simple *s)
{
	s->line_begin = s->counted = ++s->at;
	s->column = 1;
	s->line++;
}

/* --- nodes --------------------------------------------------------------- */

/* An open list or mapping. */
struct filling {
	struct node *node;
	struct node **tail;
};

static bool
open(struct simple *s, enum node_kind kind, struct filling *f)
{
	f->node = s->depth < PJ_RULE_DEPTH ? simple_make(s, kind, s->at) : NULL;
	if (!f->node)
		return false;
	f->tail = &f->node->first;
	s->depth++;
	return true;
}

/* Hang VALUE, which is NULL where reading gave up, at the end. */
static bool
add(struct filling *f, struct node *value)
{
	if (!value)
		return false;
	*f->tail = value;
	f->tail = &value->next;
	f->node->count++;
	return true;
}

/* The same in a mapping, behind KEY, which is a text. */
static bool
add_pair(struct filling *f, const struct node *key, struct node *value)
{
	if (!value || f->node->count >= KEYS)
		return false;
	for (const struct node *n = f->node->first; n; n = n->next)
		if (pj_str_equal(n->key, key->text))
			return false;
	value->key = key->text;
	value->key_line = key->line;
	value->key_column = key->column;
	return add(f, value);
}

/* --- flow ---------------------------------------------------------------- */

/* Spaces and line ends; false where no indented line follows. */
static bool
skip_flow(struct simple *s)
{
	for (skip_spaces(s); peek(s, 0) == '\n'; skip_spaces(s)) {
		next_line(s);
		if (!is_blank(peek(s, 0)))
			return false;
	}
	return true;
}

/* Behind a comma, or before CLOSE. */
static bool
next_entry(struct simple *s, char close)
{
	if (!skip_flow(s))
		return false;
	if (peek(s, 0) == close)
		return true;
	if (peek(s, 0) != ',')
		return false;
	s->at++;
	return skip_flow(s);
}

static struct node *
flow_list(struct simple *s)
{
	struct filling f;

	if (!open(s, NODE_LIST, &f))
		return NULL;
	s->at++;
	if (!skip_flow(s))
		return NULL;
	while (peek(s, 0) != ']')
		if (!add(&f, flow_value(s)) || !next_entry(s, ']'))
			return NULL;
	s->at++;
	s->depth--;
	return f.node;
}

static struct node *
flow_map(struct simple *s)
{
	struct filling f;

	if (!open(s, NODE_MAP, &f))
		return NULL;
	s->at++;
	if (!skip_flow(s))
		return NULL;
	while (peek(s, 0) != '}') {
		struct node *key = simple_plain(s, true);

		if (!key || key->text.len > KEY_BYTES || peek(s, 0) != ':')
			return NULL;
		s->at++;
		if (!skip_flow(s) || !add_pair(&f, key, flow_value(s)) ||
		    !next_entry(s, '}'))
			return NULL;
	}
	s->at++;
	s->depth--;
	return f.node;
}

/* Any value in a flow list or mapping, or one that begins in a block. */
static struct node *
flow_value(struct simple *s)
{
	struct node *text;

	switch (peek(s, 0)) {
	case '[':
		return flow_list(s);
	case '{':
		return flow_map(s);
	case '"':
	case '\'':
		return simple_quoted(s);
	default:
		text = simple_plain(s, true);
		return text && peek(s, 0) != ':' ? text : NULL;
	}
}

/* --- block --------------------------------------------------------------- */

/* To the first character of the next line that holds something. */
static void
next_content(struct simple *s)
{
	skip_spaces(s);
	while (peek(s, 0) == '\n' || peek(s, 0) == '#') {
		skip_line(s);
		if (s->at < s->end)
			next_line(s);
		skip_spaces(s);
	}
}

/* Bytes before the place in its line, at most spaces and dashes. */
static size_t
column_of(const struct simple *s)
{
	return (size_t)(s->at - s->line_begin);
}

/* Whether something stands there, at COLUMN; or behind it. */
static bool
at_column(const struct simple *s, size_t column)
{
	return s->at < s->end && column_of(s) == column;
}

static bool
is_deeper(const struct simple *s, size_t column)
{
	return s->at < s->end && column_of(s) > column;
}

static bool
at_dash(const struct simple *s)
{
	return peek(s, 0) == '-' && is_blank(peek(s, 1));
}

/*
 * VALUE ends its line, but for a comment that looks like one (scan.c): on to
 * the next line; NULL if there is more on this one.
 */
static struct node *
end_line(struct simple *s, struct node *value)
{
	bool apart;

	if (!value)
		return NULL;
	apart = peek(s, 0) == ' ' || s->at[-1] == ' ';
	skip_spaces(s);
	if (apart && peek(s, 0) == '#' &&
	    (is_blank(peek(s, 1)) || strchr("#-", peek(s, 1))))
		skip_line(s);
	if (peek(s, 0) != '\n' && s->at < s->end)
		return NULL;
	next_content(s);
	return value;
}

/*
 * What stands behind a "-" at COLUMN, or behind a KEY there and its ":": on
 * the same line or deeper below it; below a key also a list at COLUMN.
 */
static struct node *
value_behind(struct simple *s, size_t column, bool key)
{
	skip_spaces(s);
	if (peek(s, 0) != '\n')
		return block_value(s, !key);
	next_content(s);
	if (is_deeper(s, column) || (key && at_column(s, column) && at_dash(s)))
		return block_value(s, true);
	return NULL;
}

static struct node *
block_list(struct simple *s)
{
	size_t column = column_of(s);
	struct filling f;

	if (!open(s, NODE_LIST, &f))
		return NULL;
	while (at_column(s, column) && at_dash(s)) {
		s->at++;
		if (!add(&f, value_behind(s, column, false)))
			return NULL;
	}
	s->depth--;
	return is_deeper(s, column) ? NULL : f.node;
}

/* A mapping whose first KEY, at COLUMN, was read. */
static struct node *
block_map(struct simple *s, struct node *key, size_t column)
{
	struct filling f;

	if (!open(s, NODE_MAP, &f))
		return NULL;
	f.node->line = f.node->key_line = key->line;
	f.node->column = f.node->key_column = key->column;
	while (key) {
		if (peek(s, 0) != ':' || key->text.len > KEY_BYTES)
			return NULL;
		s->at++;
		if (!add_pair(&f, key, value_behind(s, column, true)))
			return NULL;
		if (!at_column(s, column))
			break;
		key = simple_plain(s, false);
	}
	s->depth--;
	return !key || is_deeper(s, column) ? NULL : f.node;
}

/*
 * A value, up to the next line with content.  NEST: it may be a list or
 * mapping over several lines, indented as far as it stands here.
 */
static struct node *
block_value(struct simple *s, bool nest)
{
	size_t column = column_of(s);
	struct node *text;

	if (at_dash(s))
		return nest ? block_list(s) : NULL;
	if (!simple_begins_plain(s, false))
		return end_line(s, flow_value(s));
	text = simple_plain(s, false);
	if (!text || peek(s, 0) != ':')
		return text ? end_line(s, text) : NULL;
	return nest ? block_map(s, text, column) : NULL;
}

struct node *
pj_simple_parse(struct pj_arena *arena, const char *file, struct pj_str text)
{
	struct simple s = { .arena = arena, .file = file };
	struct node *root;

	if (text.len == 0 || pj_utf8_valid_prefix(text) < text.len ||
	    !simple_is_harmless(text))
		return NULL;
	s.at = s.line_begin = s.counted = text.ptr;
	s.end = text.ptr + text.len;
	s.line = s.column = 1;
	/* A text is no longer than what it is read from, quotation marks or
	 * what ends it included; only the last one may end with the file. */
	s.out = pj_arena_alloc(arena, text.len + 1, 1);
	if (!s.out)
		return NULL;
	next_content(&s);
	if (!at_column(&s, 0))
		return NULL;
	root = block_value(&s, true);
	return root && root->kind == NODE_MAP && s.at == s.end ? root : NULL;
}
