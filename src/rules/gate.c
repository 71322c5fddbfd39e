#include <stdlib.h>

#include "pingjian/text.h"

#include "regex.h"

/* Words that a run of characters may stand for.  More words make longer
 * and rarer gates, but each is a term. */
#define RUN_WORDS 64

/* The same, for patterns in which fewer would tell nothing. */
#define RUN_WORDS_MOST 400

/* Words of a gate made of alternatives. */
#define GATE_WORDS 1000

#define GATES_MAX 3

/* A gate of this weight is met often: look for a better one. */
#define POOR 1500

/* A second gate of this weight is not worth looking for. */
#define COMMON 20000

/* Every match holds one of these words. */
struct need {
	struct units *words;
	size_t count;
	uint32_t list;   /* that they are, or NONE */
	struct reach at; /* where the word begins in a match */
	size_t number;   /* in the pattern; settles what is equal */
	double score;    /* how often they are met, roughly */
	bool weak;       /* some word is one character: no gate by itself */
};

/* What is gathered from a sequence. */
struct gathering {
	struct loader *l;
	size_t most;         /* words of a run that alone is weak */
	struct vec needs;    /* struct need */
	struct reach at;     /* where the next item begins */
	struct re_words run; /* texts of the items just passed */
	struct reach run_at; /* where they begin */
	uint32_t run_list;   /* a list that is part of the run, or NONE */
	bool run_mixed;      /* the run is more than that list */
	bool run_empty;      /* no item since the last flush */
};

static bool gather(struct loader *l, const struct re *re, size_t most,
    struct reach at, struct vec *needs);

/* Words by their units: up to RUN_WORDS_MOST of them. */
#define SLOTS 1024
struct word_set {
	const struct units *words;
	uint16_t slots[SLOTS]; /* number of the word and 1; 0 is free */
};

/* The slot of the COUNT units at AT: that of the word, or a free one. */
static uint16_t *
slot_of_word(struct word_set *set, const uint16_t *at, uint32_t count)
{
	uint32_t hash = count;

	for (uint32_t i = 0; i < count; i++)
		hash = (hash ^ at[i]) * 0x9E3779B1U;
	for (hash >>= 16;; hash++) {
		uint16_t *slot = &set->slots[hash % SLOTS];
		const struct units *word = &set->words[*slot ? *slot - 1 : 0];

		if (*slot == 0 ||
		    (word->count == count &&
			!memcmp(word->at, at, count * sizeof(*at))))
			return slot;
	}
}

/* Whether a word of SET, of at least LEAST units, is part of WORD. */
static bool
holds_another(struct word_set *set, const struct units *word, uint32_t least)
{
	for (uint32_t n = least; n < word->count; n++)
		for (uint32_t i = 0; i + n <= word->count; i++)
			if (*slot_of_word(set, word->at + i, n) != 0)
				return true;
	return false;
}

/*
 * Drop words that hold another one: where they are, that is too.  Needs
 * words of at least one unit, RUN_WORDS_MOST at most.
 */
static size_t
drop_longer(struct units *words, size_t count)
{
	uint32_t least = (uint32_t)pj_words_width(words, count).least;
	struct word_set set = { words, { 0 } };
	bool drop[RUN_WORDS_MOST];
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		uint16_t *slot =
		    slot_of_word(&set, words[i].at, words[i].count);

		drop[i] = *slot != 0; /* it is there already */
		if (*slot == 0)
			*slot = (uint16_t)(i + 1);
	}
	for (size_t i = 0; i < count; i++)
		drop[i] |= holds_another(&set, &words[i], least);
	for (size_t i = 0; i < count; i++)
		if (!drop[i])
			words[kept++] = words[i];
	return kept;
}

/*
 * A need that begins at REACH.  One of fewer than two telling characters is
 * strong only as a list; else it may stand behind a stronger one.
 */
static bool
add_need(struct gathering *g, struct units *words, size_t count, uint32_t list,
    struct reach reach)
{
	struct need need = {
		.words = words, .count = count, .list = list, .at = reach
	};
	struct need *at;

	if (list == NONE && count <= RUN_WORDS_MOST) {
		/* A longer word may hold the shorter one anywhere. */
		struct reach width = pj_words_width(words, count);

		need.count = drop_longer(words, count);
		if (need.count < count)
			need.at.most += width.most - width.least;
		count = need.count;
	}
	for (size_t i = 0; i < count; i++) {
		double weight = pj_word_weight(g->l, &words[i]);

		if (weight >= WEIGHT_USELESS)
			return true;
		need.weak |= pj_word_telling(&words[i]) < 2 && list == NONE;
		need.score += weight;
	}
	need.number = g->needs.count;
	at = pj_vec_add(&g->needs, sizeof(*at));
	if (!at)
		return pj_error_nomem(g->l->err);
	*at = need;
	return true;
}

/* Strong needs among NEEDS from the one at FIRST. */
static size_t
strong_of(const struct vec *needs, size_t first)
{
	const struct need *at = needs->items;
	size_t count = 0;

	for (size_t i = first; i < needs->count; i++)
		count += !at[i].weak;
	return count;
}

/* The end of a run: its words, or those of a list in it, are a need. */
static bool
flush(struct gathering *g)
{
	struct reach within = g->run_at;
	uint32_t list = g->run_list;
	size_t before = g->needs.count;

	if (g->run_empty)
		return true;
	g->run_empty = true;
	g->run_list = NONE;
	within.most += pj_words_width(g->run.at, g->run.count).most;
	if (!add_need(g, g->run.at, g->run.count, g->run_mixed ? NONE : list,
		g->run_at))
		return false;
	if (strong_of(&g->needs, before) > 0 || !g->run_mixed || list == NONE)
		return true;
	return add_need(g, pj_list_at(g->l, list)->folded,
	    pj_list_at(g->l, list)->folded_count, list, within);
}

/* Whether some word of WORDS tells too little to be looked for. */
static bool
is_weak(const struct re_words *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (pj_word_telling(&words->at[i]) < 2)
			return true;
	return false;
}

/* WORDS follow the run. */
static bool
extend(struct gathering *g, const struct re_words *words, uint32_t list)
{
	size_t limit = is_weak(&g->run) ? g->most : RUN_WORDS;
	struct re_words longer;

	if (!g->run_empty &&
	    pj_re_words_join(g->l, &g->run, words, limit, &longer)) {
		g->run = longer;
		g->run_mixed = true;
		if (list != NONE)
			g->run_list = list;
		return true;
	}
	if (g->l->err->code != PJ_OK || !flush(g))
		return false;
	/* What may be left out cannot begin a run. */
	for (size_t i = 0; i < words->count; i++)
		if (words->at[i].count == 0)
			return true;
	g->run = *words;
	g->run_at = g->at;
	g->run_list = list;
	g->run_mixed = list == NONE;
	g->run_empty = false;
	return true;
}

/* Strong ones first, then the rarest, for qsort. */
static int
compare_needs(const void *a, const void *b)
{
	const struct need *x = a, *y = b;

	if (x->weak != y->weak)
		return x->weak - y->weak;
	if (x->score != y->score)
		return x->score > y->score ? 1 : -1;
	return (x->number > y->number) - (x->number < y->number);
}

/* The need that is met least often; NULL where there is none. */
static const struct need *
best_of(const struct vec *needs)
{
	const struct need *at = needs->items, *best = NULL;

	for (size_t i = 0; i < needs->count; i++)
		if (!best || compare_needs(&at[i], best) < 0)
			best = &at[i];
	return best;
}

/*
 * Add the words of the best of NEEDS, and where they begin to AT; *ALL is
 * false if there is none.
 */
static bool
add_best(
    const struct vec *needs, struct vec *words, struct reach *at, bool *all)
{
	const struct need *best = best_of(needs);

	*all = best && words->count + best->count <= GATE_WORDS;
	if (*all)
		pj_reach_join(at, best->at, words->count == 0);
	for (size_t i = 0; *all && i < best->count; i++) {
		struct units *word = pj_vec_add(words, sizeof(*word));

		if (!word)
			return false;
		*word = best->words[i];
	}
	return true;
}

/* One need for each alternative makes one for all; else there is none. */
static bool
gather_alt(struct gathering *g, const struct re *re)
{
	struct vec words = { 0 };
	struct reach at = g->at;
	struct units *copy;
	bool good = true, all = true;

	for (const struct re *r = re->first; r && good && all; r = r->next) {
		struct vec needs = { 0 };

		good = gather(g->l, r, g->most, g->at, &needs) &&
		       (add_best(&needs, &words, &at, &all) ||
			   pj_error_nomem(g->l->err));
		free(needs.items);
	}
	if (good && all) {
		words.count = pj_units_sort(words.items, words.count);
		copy = pj_vec_keep(g->l->temp, &words, sizeof(*copy));
		good = copy ? add_need(g, copy, words.count, NONE, at)
		            : pj_error_nomem(g->l->err);
	}
	free(words.items);
	return good;
}

static bool
gather_into(struct gathering *g, const struct re *re)
{
	return gather(g->l, re, g->most, g->at, &g->needs);
}

/* What a look-behind takes lies before the place where it stands. */
static bool
gather_look(struct gathering *g, const struct re *re)
{
	struct reach at = g->at, width = pj_re_width(g->l, re->first);

	if (re->negated)
		return true;
	if (re->behind) {
		at.least -= width.most;
		at.most -= width.least;
	}
	return gather(g->l, re->first, g->most, at, &g->needs);
}

/* An item that is no run of its own. */
static bool
gather_item(struct gathering *g, const struct re *re)
{
	const struct list *list;

	switch (re->kind) {
	case RE_LIST:
		list = pj_list_at(g->l, re->list);
		return add_need(
		    g, list->folded, list->folded_count, re->list, g->at);
	case RE_ALT:
		return gather_alt(g, re);
	case RE_CAT:
		return gather_into(g, re);
	case RE_REPEAT:
		return re->min == 0 || gather_into(g, re->first);
	default:
		return true;
	}
}

/* The next item of a sequence: it lengthens the run, or ends it. */
static bool
gather_step(struct gathering *g, const struct re *re)
{
	struct re_words words;

	/* Look-around takes no text, so the run goes on behind it. */
	if (re->kind == RE_LOOK)
		return gather_look(g, re);
	if (pj_re_words(g->l, re, RUN_WORDS, &words))
		return extend(g, &words, re->kind == RE_LIST ? re->list : NONE);
	if (g->l->err->code != PJ_OK)
		return false;
	return flush(g) && gather_item(g, re);
}

/* Add what every match of RE, which begins at AT, holds to NEEDS. */
static bool
gather(struct loader *l, const struct re *re, size_t most, struct reach at,
    struct vec *needs)
{
	struct gathering g = { .l = l,
		.most = most,
		.at = at,
		.needs = *needs,
		.run_list = NONE,
		.run_empty = true };
	const struct re *r = re->kind == RE_CAT ? re->first : re;
	bool good = true;

	for (; r && good; r = re->kind == RE_CAT ? r->next : NULL) {
		struct reach width = pj_re_width(l, r);

		good = gather_step(&g, r);
		g.at.least += width.least;
		g.at.most += width.most;
	}
	good = good && flush(&g);
	*needs = g.needs;
	return good;
}

/* --- sets ---------------------------------------------------------------- */

/* The set of NEED; one for each list. */
static uint32_t
set_of_need(struct loader *l, const struct need *need)
{
	struct list *list =
	    need->list == NONE ? NULL : pj_list_at(l, need->list);
	struct units *words;
	uint32_t set;
	size_t count;
	bool made;

	if (list && list->set != NONE)
		return list->set;
	if (list)
		return list->set = pj_set_of(l, list->node->key.ptr,
			   list->folded, list->folded_count, NULL, &made);
	words = pj_arena_alloc(l->temp, need->count, sizeof(*words));
	if (!words) {
		pj_error_nomem(l->err);
		return NONE;
	}
	memcpy(words, need->words, need->count * sizeof(*words));
	count = pj_units_sort(words, need->count);
	set = pj_set_of(l, "", words, count, NULL, &made);
	return set;
}

/*
 * The sets of the first few NEEDS, each once.  The best is needed; a common
 * one beside it would be met more often than it keeps the pattern shut.
 */
static bool
make_gates(struct loader *l, const struct need *needs, size_t count,
    struct pj_pattern *out)
{
	struct pj_gate *gates =
	    pj_arena_alloc(l->arena, GATES_MAX, sizeof(*gates));

	if (!gates)
		return pj_error_nomem(l->err);
	out->gates = gates;
	for (size_t i = 0; i < count && out->gate_count < GATES_MAX; i++) {
		uint32_t set;
		bool new = true;

		if (i > 0 && (needs[i].weak || needs[i].score >= COMMON))
			continue;
		set = set_of_need(l, &needs[i]);
		if (set == NONE)
			return false;
		for (uint32_t k = 0; k < out->gate_count; k++)
			new = new &&gates[k].set != set;
		if (new)
			gates[out->gate_count++] = (struct pj_gate){ set,
				needs[i].at.least, needs[i].at.most };
	}
	return true;
}

/*
 * What every match of RE holds.  Longer runs make rarer gates of more
 * words: they are spelt out where shorter ones make none, or poor ones.
 */
static bool
gather_best(struct loader *l, const struct re *re, struct vec *needs)
{
	struct reach begin = { 0, 0 };
	struct vec more = { 0 };
	const struct need *best, *other;

	if (!gather(l, re, RUN_WORDS, begin, needs))
		return false;
	best = best_of(needs);
	if (best && !best->weak && best->score < POOR)
		return true;
	if (!gather(l, re, RUN_WORDS_MOST, begin, &more)) {
		free(more.items);
		return false;
	}
	other = best_of(&more);
	if (other && (!best || compare_needs(other, best) < 0)) {
		free(needs->items);
		*needs = more;
	} else {
		free(more.items);
	}
	return true;
}

bool
pj_re_gates(struct loader *l, const struct node *node, const struct re *re,
    struct pj_pattern *out)
{
	struct vec needs = { 0 };
	bool good = gather_best(l, re, &needs);

	if (good && strong_of(&needs, 0) == 0)
		good = pj_node_fail(node, l->err,
		    _("the pattern needs a {list} or two Chinese characters "
		      "in a row that every match holds; it is tried only in "
		      "sentences with them"));
	if (good && needs.count > 1)
		qsort(needs.items, needs.count, sizeof(struct need),
		    compare_needs);
	good = good && make_gates(l, needs.items, needs.count, out);
	free(needs.items);
	return good;
}
