#ifndef PJ_RULES_SIMPLE_H
#define PJ_RULES_SIMPLE_H

#include "rules.h"

/*
 * The part of YAML that rule files are written in, read without events:
 * block lists and mappings, flow ones over any number of lines, and texts
 * that begin and end on one line.  A start would spend most of its time in
 * libyaml otherwise.
 *
 * Whatever is not surely this part is left to scan.c and libyaml: another
 * construct, any mistake, and all that scan.c warns of.  So reading never
 * fails here, it gives up; and what it does read is the tree that yaml.c
 * makes of the same bytes, places included.
 */

struct simple {
	struct pj_arena *arena;
	const char *file;
	const char *at, *end;
	const char *line_begin;
	uint32_t line;       /* from 1 */
	const char *counted; /* in the line, and … */
	uint32_t column;     /* … its column, from 1, in code points */
	char *out;           /* room for all texts, each with a NUL behind */
	size_t depth;        /* lists and mappings that are open */
};

/* The byte I places on, or -1 behind the end. */
static inline int
peek(const struct simple *s, size_t i)
{
	return i < (size_t)(s->end - s->at) ? (unsigned char)s->at[i] : -1;
}

/* Whether Z stands at AT. */
static inline bool
is_at(const struct simple *s, const char *at, const char *z)
{
	size_t len = strlen(z);

	return (size_t)(s->end - at) >= len && !memcmp(at, z, len);
}

/* A space, a line end, or the end. */
static inline bool
is_blank(int c)
{
	return c == ' ' || c == '\n' || c == -1;
}

/*
 * Whether TEXT, which is UTF-8, holds nothing that needs a closer look
 * wherever it stands.
 */
bool simple_is_harmless(struct pj_str text);

/* A node of KIND at AT, in the current line and not before the last one. */
struct node *simple_make(struct simple *s, enum node_kind kind, const char *at);

/*
 * Whether a text without quotation marks surely begins here, in FLOW between
 * brackets.
 */
bool simple_begins_plain(const struct simple *s, bool flow);

/*
 * That text, up to what ends it: ":" before a blank, a comment, a line end,
 * or in FLOW a comma or closing bracket.  NULL: given up.
 */
struct node *simple_plain(struct simple *s, bool flow);

/* A text in quotation marks, which closes on its line; or NULL. */
struct node *simple_quoted(struct simple *s);

#endif /* PJ_RULES_SIMPLE_H */
