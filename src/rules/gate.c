#include <stdlib.h>

#include "pingjian/text.h"

#include "regex.h"

/* Words that a run of characters may stand for.  More words make longer
 * and rarer gates, but each is a term. */
#define RUN_WORDS 64

/* Words of a gate made of alternatives. */
#define GATE_WORDS 1000

#define GATES_MAX 3

/* A gate of this weight is met often: look for a better one. */
#define POOR 1500

/* A second gate of this weight is not worth looking for. */
#define COMMON 20000

/* Every match holds one of these words. */
struct need {
	const struct units *words;
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
	bool *cut;           /* set where a run would go on but for `most` */
	struct vec needs;    /* struct need */
	struct reach at;     /* where the next item begins */
	struct re_words run; /* texts of the items just passed */
	struct reach run_at; /* where they begin */
	uint32_t run_list;   /* a list that is part of the run, or NONE */
	bool run_mixed;      /* the run is more than that list */
	bool run_empty;      /* no item since the last flush */
};

static bool gather(const struct gathering *above, const struct re *re,
    struct reach at, struct vec *needs);

/* What the words of NEED weigh; false if they are no need at all. */
static bool
weigh(struct loader *l, struct need *need)
{
	if (need->list != NONE) {
		need->score = pj_list_weight(l, pj_list_at(l, need->list));
		return need->score < WEIGHT_USELESS;
	}
	for (size_t i = 0; i < need->count; i++) {
		uint32_t telling = pj_word_telling(&need->words[i]);
		double weight = pj_word_weight(l, &need->words[i], telling);

		if (weight >= WEIGHT_USELESS)
			return false;
		need->weak |= telling < 2;
		need->score += weight;
	}
	return true;
}

/*
 * A need that begins at REACH.  One of fewer than two telling characters is
 * strong only as a list; else it may stand behind a stronger one.
 */
static bool
add_need(struct gathering *g, const struct units *words, size_t count,
    uint32_t list, struct reach reach)
{
	struct need need = {
		.words = words, .count = count, .list = list, .at = reach
	};
	struct need *at;

	if (list == NONE && count > 1 && count <= RUN_WORDS_MOST) {
		/* A longer word may hold the shorter one anywhere. */
		struct reach width = pj_words_width(words, count);

		need.words = pj_words_shortest(g->l, words, &need.count);
		if (!need.words)
			return false;
		if (need.count < count)
			need.at.most += width.most - width.least;
	}
	if (!weigh(g->l, &need))
		return true;
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

/* Whether the run times WORDS is not too many. */
static bool
may_join(const struct gathering *g, const struct re_words *words)
{
	size_t count = g->run.count * words->count;

	if (count <= RUN_WORDS)
		return true;
	if (count > RUN_WORDS_MOST || !is_weak(&g->run))
		return false;
	*g->cut |= count > g->most;
	return count <= g->most;
}

/* WORDS follow the run. */
static bool
extend(struct gathering *g, const struct re_words *words, uint32_t list)
{
	struct re_words longer;

	if (!g->run_empty && may_join(g, words) &&
	    pj_re_words_join(g->l, &g->run, words, RUN_WORDS_MOST, &longer)) {
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
	struct units *items;

	*all = best && words->count + best->count <= GATE_WORDS;
	if (*all)
		pj_reach_join(at, best->at, words->count == 0);
	if (!*all)
		return true;
	items = pj_grow(words->items, &words->cap, words->count + best->count,
	    sizeof(*items));
	if (!items)
		return false;
	words->items = items;
	memcpy(items + words->count, best->words, best->count * sizeof(*items));
	words->count += best->count;
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

		good = gather(g, r, g->at, &needs) &&
		       (add_best(&needs, &words, &at, &all) ||
			   pj_error_nomem(g->l->err));
		free(needs.items);
	}
	if (good && all) {
		copy = pj_vec_keep(g->l->work, &words, sizeof(*copy));
		good = copy ? pj_units_sort(g->l, copy, &words.count) &&
		                  add_need(g, copy, words.count, NONE, at)
		            : pj_error_nomem(g->l->err);
	}
	free(words.items);
	return good;
}

static bool
gather_into(struct gathering *g, const struct re *re)
{
	return gather(g, re, g->at, &g->needs);
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
	return gather(g, re->first, at, &g->needs);
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
gather(const struct gathering *above, const struct re *re, struct reach at,
    struct vec *needs)
{
	struct gathering g = { .l = above->l,
		.most = above->most,
		.cut = above->cut,
		.at = at,
		.needs = *needs,
		.run_list = NONE,
		.run_empty = true };
	const struct re *r = re->kind == RE_CAT ? re->first : re;
	bool good = true;

	for (; r && good; r = re->kind == RE_CAT ? r->next : NULL) {
		struct reach width = pj_re_width(g.l, r);

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
	size_t count = need->count;
	bool made;

	if (list && list->set != NONE)
		return list->set;
	if (list)
		return list->set = pj_set_of(l, list->node->key.ptr,
			   list->folded, list->folded_count, NULL, &made);
	words = pj_arena_alloc(l->work, count, sizeof(*words));
	if (!words) {
		pj_error_nomem(l->err);
		return NONE;
	}
	memcpy(words, need->words, count * sizeof(*words));
	return pj_units_sort(l, words, &count)
	           ? pj_set_of(l, "", words, count, NULL, &made)
	           : NONE;
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
	bool cut = false;
	struct gathering whole = { .l = l, .most = RUN_WORDS, .cut = &cut };
	struct vec more = { 0 };
	const struct need *best, *other;

	if (!gather(&whole, re, begin, needs))
		return false;
	best = best_of(needs);
	if (!cut || (best && !best->weak && best->score < POOR))
		return true;
	whole.most = RUN_WORDS_MOST;
	if (!gather(&whole, re, begin, &more)) {
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
