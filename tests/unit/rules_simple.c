#include <dirent.h>
#include <stdlib.h>

#include "../../src/rules/rules.h"
#include "cases.h"

/*
 * The short way to a tree: where it is taken, it leads to the tree that
 * libyaml's events make, places included, and nobody would have objected.
 */

static bool
same(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind || a->plain != b->plain || a->line != b->line ||
	    a->column != b->column || a->key_line != b->key_line ||
	    a->key_column != b->key_column || a->count != b->count ||
	    !pj_str_equal(a->key, b->key) || !pj_str_equal(a->text, b->text) ||
	    (a->key.ptr && a->key.ptr[a->key.len] != '\0') ||
	    (a->text.ptr && a->text.ptr[a->text.len] != '\0'))
		return false;
	a = a->first;
	b = b->first;
	for (; a && b; a = a->next, b = b->next)
		if (!same(a, b))
			return false;
	return !a && !b;
}

enum outcome { GIVEN_UP, SAME, DIFFERENT };

/* Read TEXT both ways. */
static enum outcome
compare(struct pj_str text)
{
	struct pj_arena *arena = pj_arena_new(PJ_ARENA_MAX);
	struct node *simple = pj_simple_parse(arena, "t", text), *full = NULL;
	struct pj_error err = { 0 };
	enum outcome outcome = GIVEN_UP;

	if (simple)
		outcome = pj_rules_scan("t", text, &err) &&
		                  pj_yaml_parse(arena, "t", text, &full, &err) &&
		                  full && same(simple, full)
		              ? SAME
		              : DIFFERENT;
	pj_arena_free(arena);
	return outcome;
}

/* --- what is read, and what is left to libyaml --------------------------- */

struct simple_case {
	const char *why;
	const char *text;
	bool read;
};

static const struct simple_case simple_cases[] = {
	{ "key and text", "a: b\n", true },
	{ "no line end at the end", "a: b", true },
	{ "a text with colons and signs", "a: b:c 甲(乙)[丙]{丁}, e\n", true },
	{ "space around a text", "a:   b  \n", true },
	{ "space before the colon", "a : b\n", true },
	{ "comments", "# x\n\na: b # c\n  # d\nc: d\n", true },
	{ "lists", "a:\n- b\n- c\nd:\n  - e\n  -   f\n", true },
	{ "a list in a list", "a:\n- - b\n  - c\n- - d\n", true },
	{ "a value on the next line", "a:\n  b\nc:\n-\n  d\n", true },
	{ "mappings in a list", "a:\n- b: c\n  d: e\n-   f: g\n    h: i\n",
	    true },
	{ "mappings in mappings", "a:\n  b:\n    c: d\n  e: f\ng: h\n", true },
	{ "flow over lines", "a: [b,\n  c, d,\n  ]\ne: {f: g, h: [i, {}]}\n",
	    true },
	{ "an empty list", "a: []\n", true },
	{ "quotation marks", "a: \"b\\\\c\\\"d\\ne\"\nf: 'g''h # \"'\n", true },
	{ "several signs in a column", "甲乙: {丙: 丁, 戊: \"己\"}\n", true },
	{ "curly quotation marks in a text", "a: “b”, c\n", true },
	{ "nothing", "", false },
	{ "only a comment", "# a\n", false },
	{ "a sign at the very begin", "?", false },
	{ "a list alone", "- a\n", false },
	{ "a text alone", "a\n", false },
	{ "indented as a whole", " a: b\n", false },
	{ "no value", "a:\nb: c\n", false },
	{ "no value in a list", "a:\n-\n- b\n", false },
	{ "text over lines", "a: b\n  c\n", false },
	{ "text over lines in flow", "a: [b\n  c]\n", false },
	{ "quotation marks over lines", "a: \"b\n  c\"\n", false },
	{ "text goes on behind quotation marks", "a: \"b\" c\n", false },
	{ "other escapes", "a: \"\\u4e00\"\n", false },
	{ "a key in quotation marks", "\"a\": b\n", false },
	{ "a key in flow without a value", "a: {b}\n", false },
	{ "a pair in a flow list", "a: [b: c]\n", false },
	{ "a second colon", "a: b: c\n", false },
	{ "a key that comes twice", "a: b\nc: d\na: e\n", false },
	{ "a block of text", "a: |\n  b\n", false },
	{ "an anchor", "a: &b c\n", false },
	{ "a tag", "a: !b c\n", false },
	{ "a document mark", "a: b\n---\nc: d\n", false },
	{ "an end mark", "a: b\n...\n", false },
	{ "flow that is not closed", "a: [b, c\n", false },
	{ "flow closed by another bracket", "a: [b}\n", false },
	{ "flow at the margin", "a: [b,\nc]\n", false },
	{ "a comma too many", "a: [b,, c]\n", false },
	{ "a comment without a space", "a: b #c\n", false },
	{ "deeper than its neighbours", "a: b\n  c: d\n", false },
	{ "less deep than its neighbours", "a:\n    b: c\n  d: e\n", false },
	{ "a list behind a mapping", "a: b\n- c\n", false },
	{ "a tab", "a:\tb\n", false },
	{ "a carriage return", "a: b\r\n", false },
	{ "a control character", "a: b\x01\n", false },
	{ "a mark of byte order", "a: \xEF\xBB\xBF\n", false },
	{ "another line end", "a: b\xE2\x80\xA8\n", false },
	{ "not UTF-8", "a: \xE4\xB8\n", false },
	{ "a full-width colon behind a key", "a: b\ntitle：c\n", false },
	{ "a full-width colon behind a name", "a: b\n甲：[c]\n", false },
	{ "a full-width space", "a:\n\xE3\x80\x80- b\n", false },
	{ "curly quotation marks around a text", "a: “b”\n", false },
	{ "curly quotation marks in flow", "a: [‘b’, c]\n", false },
	{ "nested too deep",
	    "a: [[[[[[[[[[[[[[[[[[b]]]]]]]]]]]]]]]]]]\n", false },
};

CASES(rules_simple, cases, simple_cases)
{
	const struct simple_case *c = &simple_cases[*row];
	enum outcome outcome = compare(pj_str(c->text));

	cr_expect_neq(outcome, DIFFERENT, "%s", c->why);
	cr_expect_eq(outcome == SAME, c->read, "%s", c->why);
}

/* --- the shipped files, and what may become of them ---------------------- */

/* Files of DIR read the same with and without examples, all of them. */
static void
check_folder(const char *dir)
{
	struct pj_arena *arena = pj_arena_new(PJ_ARENA_MAX);
	struct vec paths = { 0 };
	struct pj_error err = { 0 };
	char **path;

	cr_assert(pj_rule_files(arena, dir, &paths, &err), "%s", dir);
	path = paths.items;
	for (size_t i = 0; i < paths.count; i++) {
		struct pj_buf buf = PJ_BUF_INIT;

		cr_assert(pj_rule_file_read(path[i], &buf, &err));
		cr_expect_eq(compare(pj_buf_str(&buf)), SAME, "%s", path[i]);
		buf.len = pj_rules_cut(buf.ptr, buf.len);
		cr_expect_eq(compare(pj_buf_str(&buf)), SAME,
		    "%s without examples", path[i]);
		pj_buf_free(&buf);
	}
	free(paths.items);
	pj_arena_free(arena);
}

Test(rules_simple, shipped)
{
	check_folder("lexicons");
	check_folder("samples/agency/rules");
}

/* A number below N, the same at each run. */
static size_t
below(uint32_t *state, size_t n)
{
	*state = *state * 1664525U + 1013904223U;
	return (size_t)(*state >> 8) % n;
}

/* Put, take out or double a piece of BUF somewhere. */
static void
spoil(struct pj_buf *buf, uint32_t *state)
{
	static const char *const pieces[] = { " ", "\n", "\n ", "\n  ", ": ",
		":", "- ", "-", "#", " #", " # ", ",", "[", "]", "{", "}", "\"",
		"'", "\\", "?", "? ", "|", ">", "&a", "*", "!", "%", "@", "`",
		"\t", "\r", "：", "：[", "“", "”", "　", "---", "...", "\x85",
		"\xC2\x85", "\xE2\x80\xA8", "\xEF\xBB\xBF", "甲", "a", "a: ",
		"\n\n", ", ", "''", "\\n" };
	const char *piece =
	    pieces[below(state, sizeof(pieces) / sizeof(*pieces))];
	size_t at = below(state, buf->len), end = at + below(state, 4);
	struct pj_buf out = PJ_BUF_INIT;

	if (end > buf->len)
		end = buf->len;
	pj_buf_add(&out, buf->ptr, at);
	if (below(state, 4) > 0)
		pj_buf_puts(&out, piece);
	pj_buf_add(&out, buf->ptr + end, buf->len - end);
	pj_buf_free(buf);
	*buf = out;
}

static const char seed[] =
    "# 說明\nformat: 1\ncategory: c\ntitle: {zh: 甲, en: A}\nwords:\n"
    "  甲: [乙, \"丙\", '丁',\n    戊己]\nrules:\n- id: c.a\n  kind: bias\n"
    "  find: [一二, \"{甲}三\"]\n  unless:\n    inside: [x]\n"
    "    near: {within: clause, any: [四, “五”六]}\n  gap: 3 # 註\n"
    "  message:\n    zh: 因為：這樣\n    en: Because (so)\n  bad:\n"
    "  - \"‹一二›。\\n\"\n  - 一二\n- id: c.b\n  pattern:\n"
    "  - \"(一|二)[^三]{0,3}\"\n  only:\n  - quoted: speech\n";

/* However a file is spoilt, the short way never leads elsewhere. */
Test(rules_simple, spoilt)
{
	uint32_t state = 20250308;
	size_t read = 0;

	for (int round = 0; round < 20000; round++) {
		struct pj_buf buf = PJ_BUF_INIT;
		enum outcome outcome;

		pj_buf_puts(&buf, seed);
		for (size_t n = below(&state, 3) + 1; n > 0; n--)
			spoil(&buf, &state);
		outcome = compare(pj_buf_str(&buf));
		read += outcome == SAME;
		cr_assert_neq(outcome, DIFFERENT, "round %d:\n%.*s", round,
		    (int)buf.len, buf.ptr);
		pj_buf_free(&buf);
	}
	cr_expect_gt(read, 1000, "only %zu were read", read);
}
