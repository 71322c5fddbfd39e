#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>

#include "../../src/match/match.h"

/*
 * The trie against a search that tries every term at every place, on
 * random texts over few units, where prefixes and overlaps are dense.
 */
#define TERMS 40
#define TERM_UNITS 6
#define TEXT_UNITS 3000

struct world {
	struct pj_rules rules;
	struct pj_term terms[TERMS];
	uint16_t units[TERMS][TERM_UNITS];
	uint16_t text[TEXT_UNITS + FILTER_BEHIND];
};

static uint32_t
draw(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525U + 1013904223U;
	return (*state >> 8) % below;
}

static int
compare_terms(const void *left, const void *right)
{
	const struct pj_term *a = left, *b = right;
	uint32_t i;

	for (i = 0; i < a->count && i < b->count; i++)
		if (a->units[i] != b->units[i])
			return a->units[i] < b->units[i] ? -1 : 1;
	return a->count < b->count ? -1 : a->count > b->count;
}

/* Distinct sorted terms over ALPHABET units from BASE on, and a text. */
static void
make_world(struct world *w, uint32_t seed, uint32_t alphabet, uint16_t base)
{
	size_t i, n = 0;

	memset(w, 0, sizeof(*w));
	for (i = 0; i < TERMS; i++) {
		uint32_t u, count = 1 + draw(&seed, TERM_UNITS);

		for (u = 0; u < count; u++)
			w->units[i][u] =
			    (uint16_t)(base + draw(&seed, alphabet));
		w->terms[i] =
		    (struct pj_term){ .units = w->units[i], .count = count };
	}
	qsort(w->terms, TERMS, sizeof(*w->terms), compare_terms);
	for (i = 0; i < TERMS; i++)
		if (i == 0 || compare_terms(&w->terms[n - 1], &w->terms[i]))
			w->terms[n++] = w->terms[i];
	w->rules.terms = w->terms;
	w->rules.term_count = n;
	for (i = 0; i < TEXT_UNITS; i++)
		w->text[i] = (uint16_t)(base + draw(&seed, alphabet));
	for (; i < TEXT_UNITS + FILTER_BEHIND; i++)
		w->text[i] = PJ_UNIT_BREAK;
}

static bool
stands(const struct world *w, size_t term, size_t at)
{
	const struct pj_term *t = &w->terms[term];

	return at + t->count <= TEXT_UNITS &&
	       memcmp(w->text + at, t->units, t->count * sizeof(uint16_t)) == 0;
}

struct trie_case {
	const char *why;
	uint32_t seed;
	uint32_t alphabet;
	uint16_t base;
};

static struct trie_case cases[] = {
	{ "two signs: everything overlaps", 1, 2, 0x5973 },
	{ "three signs", 2, 3, 0x4E00 },
	{ "six signs", 3, 6, 0x5973 },
	{ "Latin letters", 4, 4, 'a' },
	{ "the top of the plane", 5, 5, 0xFFF0 },
	{ "many signs: few hits", 6, 40, 0x5973 },
	{ "another draw", 7, 3, 0x5973 },
};

static size_t numbers[] = { 0, 1, 2, 3, 4, 5, 6 };

ParameterizedTestParameters(match_trie, agrees_with_naive)
{
	return cr_make_param_array(
	    size_t, numbers, sizeof(cases) / sizeof(cases[0]));
}

ParameterizedTest(size_t *number, match_trie, agrees_with_naive)
{
	const struct trie_case *c = &cases[*number];
	struct world *w = malloc(sizeof(*w));
	uint32_t places[TEXT_UNITS], terms[TERM_UNITS + 1];
	size_t at, term, n, p = 0, place_count, found, hits = 0;
	struct trie *trie;

	make_world(w, c->seed, c->alphabet, c->base);
	trie = trie_new(w->rules.terms, w->rules.term_count);
	cr_assert(trie);
	cr_assert_leq(trie->longest, TERM_UNITS);
	place_count = trie_filter(trie, w->text, TEXT_UNITS, places);
	for (at = 0; at < TEXT_UNITS; at++) {
		n = trie_terms(trie, w->text + at, TEXT_UNITS - at, terms);
		found = 0;
		for (term = 0; term < w->rules.term_count; term++) {
			if (!stands(w, term, at))
				continue;
			cr_expect(found < n && terms[found] == term,
			    "%s: term %zu at %zu is not found", c->why, term,
			    at);
			found++;
		}
		cr_expect_eq(found, n, "%s: %zu terms at %zu, want %zu", c->why,
		    n, at, found);
		hits += found;
		while (p < place_count && places[p] < at)
			p++;
		cr_expect(found == 0 || (p < place_count && places[p] == at),
		    "%s: the filter turns away place %zu", c->why, at);
	}
	cr_expect_gt(hits, 0, "%s: a test without hits", c->why);
	trie_free(trie);
	free(w);
}

Test(match_trie, a_set_without_terms_finds_nothing)
{
	static const uint16_t text[2 + FILTER_BEHIND] = { 0x5973, 0x4EBA };
	struct pj_rules rules = { 0 };
	struct trie *trie = trie_new(rules.terms, rules.term_count);
	uint32_t places[2];

	cr_assert(trie);
	cr_expect_eq(trie_filter(trie, text, 2, places), 0);
	trie_free(trie);
}

Test(match_trie, many_pairs_pass_little_else)
{
	static uint16_t units[4096][2];
	static struct pj_term terms[4096];
	static uint16_t text[65536 + FILTER_BEHIND];
	static uint32_t places[65536];
	struct pj_rules rules = { .terms = terms, .term_count = 4096 };
	struct trie *trie;
	uint32_t i, seed = 9;

	for (i = 0; i < 4096; i++) {
		units[i][0] = (uint16_t)(0x4E00 + i / 8);
		units[i][1] = (uint16_t)(0x6000 + i % 8 * 64);
		terms[i] = (struct pj_term){ .units = units[i], .count = 2 };
	}
	for (i = 0; i < 65536 + FILTER_BEHIND; i++)
		text[i] = (uint16_t)(0x4E00 + draw(&seed, 512));
	trie = trie_new(rules.terms, rules.term_count);
	cr_assert(trie);
	/* No pair of the text is a term: 1 in 32 or so may pass by chance. */
	cr_expect_lt(trie_filter(trie, text, 65536, places), 65536 / 16);
	trie_free(trie);
}

Test(match_trie, a_pair_that_only_begins_a_literal_passes_seldom)
{
	static const uint16_t word[] = { 0x5973, 0x4EBA, 0x8AAA };
	static uint16_t text[30000 + FILTER_BEHIND];
	static uint32_t places[30000];
	struct pj_term term = { .units = word, .count = 3 };
	struct pj_rules rules = { .terms = &term, .term_count = 1 };
	struct trie *trie;
	uint32_t i;

	/* The pair stands everywhere, each time before another sign. */
	for (i = 0; i + 2 < 30000; i += 3) {
		text[i] = word[0];
		text[i + 1] = word[1];
		text[i + 2] = (uint16_t)(0x4E00 + i / 3);
	}
	trie = trie_new(rules.terms, rules.term_count);
	cr_assert(trie);
	i = (uint32_t)trie_filter(trie, text, 30000, places);
	cr_expect_lt(i, 10000 / 16);
	trie_free(trie);
}
