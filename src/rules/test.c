#include <ctype.h>
#include <stdlib.h>

#include "pingjian/segment.h"
#include "pingjian/text.h"

#include "rules.h"

/*
 * One key of a condition (near, covered, quoted, block, heading, and each
 * with not_) becomes a test.  What its words and patterns find are hits of
 * a kept set: a cue.
 */

static const char *const near_keys[] = { "within", "side", "gap", "any",
	"pattern", NULL };
static const char *const cue_keys[] = { "any", "pattern", NULL };

/* In the order of the enumerations they stand for. */
static const char *const withins[] = { "clause", "sentence", "block",
	"document", NULL };
static const char *const sides[] = { "any", "before", "after", NULL };
static const char *const quotes[] = { "speech", "title", "paren", NULL };

/* --- cues ---------------------------------------------------------------- */

struct cue {
	struct loader *l;
	const struct node *entry;
	struct vec words; /* struct units */
};

/* One text of `any`. */
static bool
add_word(void *arg, const struct expansion *one)
{
	struct cue *cue = arg;
	struct units *units = pj_vec_add(&cue->words, sizeof(*units));

	if (!units)
		return pj_error_nomem(cue->l->err);
	return pj_units_fold(cue->l, one->text, cue->entry, units);
}

/* The list that ANY names and nothing else, for show. */
static const char *
cue_name(struct loader *l, const struct node *any)
{
	size_t at = 0, begin;
	struct pj_str name;
	uint32_t list;

	if (!any || (any->kind == NODE_LIST && any->count != 1))
		return "";
	any = pj_node_texts(any);
	if (!pj_list_next(any->text, &at, &begin, &name, any, NULL) ||
	    begin > 0 || at < any->text.len)
		return "";
	list = pj_table_get(&l->list_names, name);
	return list == NONE ? "" : pj_list_at(l, list)->node->key.ptr;
}

/* Folded words of ANY (may be NULL) into CUE. */
static bool
read_words(struct cue *cue, const struct node *any)
{
	const struct node *n;

	if (!any)
		return true;
	if (!pj_node_is_texts(any, cue->l->err))
		return false;
	n = pj_node_texts(any);
	for (; n; n = any->kind == NODE_LIST ? n->next : NULL) {
		cue->entry = n;
		if (!pj_entry_expand(cue->l, n, NONE, add_word, cue))
			return false;
	}
	return true;
}

uint32_t
pj_set_of_words(struct loader *l, const struct node *any)
{
	struct cue cue = { .l = l };
	uint32_t set = NONE;
	bool made;

	if (read_words(&cue, any) &&
	    pj_units_sort(l, cue.words.items, &cue.words.count))
		set = pj_set_of(l, cue_name(l, any), cue.words.items,
		    cue.words.count, NULL, &made);
	free(cue.words.items);
	return set;
}

/* Matches of PATTERN (may be NULL) are hits of SET. */
static bool
add_patterns(struct loader *l, const struct node *pattern, uint32_t set)
{
	const struct node *n = pattern ? pj_node_texts(pattern) : NULL;

	for (; n; n = pattern->kind == NODE_LIST ? n->next : NULL)
		if (!pj_pattern_add(l, n, PJ_PATTERN_SET, set, false))
			return false;
	return true;
}

/* The kept set of MAP's `any` and `pattern`; NONE with ERR filled. */
static uint32_t
read_cue(struct loader *l, const struct node *map)
{
	const struct node *any = pj_node_get(map, "any");
	const struct node *pattern = pj_node_get(map, "pattern");
	struct cue cue = { .l = l };
	uint32_t set = NONE;
	bool made;

	if (!any && !pattern) {
		pj_node_fail(map, l->err,
		    _("\"any\" or \"pattern\" is "
		      "missing"));
		return NONE;
	}
	if ((pattern && !pj_node_is_texts(pattern, l->err)) ||
	    !read_words(&cue, any) ||
	    !pj_units_sort(l, cue.words.items, &cue.words.count))
		goto out;
	set = pj_set_of(l, cue_name(l, any), cue.words.items, cue.words.count,
	    pattern, &made);
	if (set == NONE)
		goto out;
	((struct pj_set *)l->sets.items)[set].kept = true;
	if (made && !add_patterns(l, pattern, set))
		set = NONE;
out:
	free(cue.words.items);
	return set;
}

/* --- tests --------------------------------------------------------------- */

/* The bits of all of NODE's texts, each one of NAMES. */
static bool
read_bits(struct loader *l, const struct node *node, const char *const *names,
    uint32_t *out)
{
	const struct node *n;

	if (!pj_node_is_texts(node, l->err))
		return false;
	*out = 0;
	n = pj_node_texts(node);
	for (; n; n = node->kind == NODE_LIST ? n->next : NULL) {
		uint32_t bit = pj_node_choice(n, names, l->err);

		if (bit == NONE)
			return false;
		*out |= (uint32_t)1 << bit;
	}
	return true;
}

/*
 * Kinds of blocks go by the names of the JSON contract, and fill NAMES;
 * returns their number.
 */
static uint32_t
put_kinds(const char **names)
{
	uint32_t i;

	for (i = 0; i <= PJ_BLOCK_QUOTE; i++)
		names[i] = pj_block_kind_name((enum pj_block_kind)i);
	return i;
}

bool
pj_blocks_read(struct loader *l, const struct node *node, uint32_t *out)
{
	const char *names[PJ_BLOCK_QUOTE + 2] = { NULL };

	put_kinds(names);
	return read_bits(l, node, names, out);
}

/* Kinds of blocks, and the places in a block. */
static bool
read_places(struct loader *l, const struct node *node, uint32_t *out)
{
	const char *names[PJ_BLOCK_QUOTE + 4] = { NULL };
	uint32_t kinds = put_kinds(names), bits = 0;

	names[kinds] = "hashtag";
	names[kinds + 1] = "first-line";
	if (!read_bits(l, node, names, &bits))
		return false;
	*out = bits & ((UINT32_C(1) << kinds) - 1);
	if (bits >> kinds & 1)
		*out |= PJ_PLACE_HASHTAG;
	if (bits >> kinds & 2)
		*out |= PJ_PLACE_FIRST_LINE;
	return true;
}

/* Sentence and any side, however far, are the defaults. */
static bool
read_near(struct loader *l, const struct node *node, struct pj_test *test)
{
	const struct node *within, *side, *gap;
	uint32_t at;

	test->within = PJ_WITHIN_SENTENCE;
	test->gap = UINT32_MAX;
	if (!pj_node_keys(node, near_keys, l->err))
		return false;
	within = pj_node_get(node, "within");
	if (within) {
		at = pj_node_choice(within, withins, l->err);
		if (at == NONE)
			return false;
		test->within = (enum pj_within)at;
	}
	side = pj_node_get(node, "side");
	if (side) {
		at = pj_node_choice(side, sides, l->err);
		if (at == NONE)
			return false;
		test->side = (enum pj_side)at;
	}
	gap = pj_node_get(node, "gap");
	if (gap && !pj_node_number(gap, &test->gap, l->err))
		return false;
	test->id = read_cue(l, node);
	return test->id != NONE;
}

/* Any test but `inside`; KEY without its not_. */
static bool
read_test(struct loader *l, const struct node *node, const char *key,
    struct pj_test *test)
{
	if (!strcmp(key, "near")) {
		test->kind = PJ_TEST_NEAR;
		return read_near(l, node, test);
	}
	if (!strcmp(key, "quoted")) {
		test->kind = PJ_TEST_QUOTED;
		return read_bits(l, node, quotes, &test->quote);
	}
	if (!strcmp(key, "block")) {
		test->kind = PJ_TEST_BLOCK;
		return read_places(l, node, &test->blocks);
	}
	test->kind =
	    !strcmp(key, "covered") ? PJ_TEST_COVERED : PJ_TEST_HEADING;
	test->gap = UINT32_MAX;
	if (!pj_node_keys(node, cue_keys, l->err))
		return false;
	test->id = read_cue(l, node);
	return test->id != NONE;
}

struct pj_test *
pj_test_add(struct loader *l, struct vec *tests)
{
	struct pj_test *test = pj_vec_add(tests, sizeof(*test));

	if (!test)
		pj_error_nomem(l->err);
	return test;
}

/* Key NODE of a mapping: one test, or one for each mapping of a list. */
bool
pj_test_read(struct loader *l, const struct node *node, struct vec *tests)
{
	bool negated = !strncmp(node->key.ptr, "not_", 4);
	const char *key = node->key.ptr + (negated ? 4 : 0);
	bool several = node->kind == NODE_LIST && node->first &&
	               node->first->kind == NODE_MAP;
	const struct node *n = several ? node->first : node;

	for (; n; n = several ? n->next : NULL) {
		struct pj_test test = { .negated = negated }, *at;

		if (!read_test(l, n, key, &test))
			return false;
		at = pj_test_add(l, tests);
		if (!at)
			return false;
		*at = test;
	}
	return true;
}
