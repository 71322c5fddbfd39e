#include <assert.h>
#include <stdlib.h>

#include "match.h"
#include "pingjian/text.h"

#define JIT_STACK_FIRST ((size_t)32 << 10)
#define JIT_STACK_MAX ((size_t)1 << 20)

/* Note how far from a candidate TEST looks for hits. */
static void
mark_test(struct pj_matcher *matcher, const struct pj_test *test)
{
	enum scope scope = SCOPE_SENTENCE;
	struct set_use *set;

	if (test->kind == PJ_TEST_HEADING ||
	    (test->kind == PJ_TEST_NEAR && test->within == PJ_WITHIN_DOCUMENT))
		scope = SCOPE_DOCUMENT;
	else if (test->kind == PJ_TEST_NEAR && test->within == PJ_WITHIN_BLOCK)
		scope = SCOPE_BLOCK;
	else
		return;
	set = &matcher->sets[test->id];
	if (set->scope < scope)
		set->scope = scope;
}

static void
mark_tests(struct pj_matcher *matcher)
{
	const struct pj_rules *rules = matcher->rules;
	size_t r, c, w, t;

	for (r = 0; r < rules->rule_count; r++)
		for (c = 0; c < rules->rules[r].condition_count; c++)
			mark_test(matcher, &rules->rules[r].conditions[c].test);
	for (c = 0; c < rules->context_count; c++)
		for (w = 0; w < rules->contexts[c].count; w++) {
			const struct pj_when *when =
			    &rules->contexts[c].when[w];

			for (t = 0; t < when->count; t++)
				mark_test(matcher, &when->tests[t]);
		}
}

/* Group the patterns by their first gate. */
static void
anchor_patterns(struct pj_matcher *matcher)
{
	const struct pj_rules *rules = matcher->rules;
	uint32_t next = 0;
	size_t s, p;

	for (p = 0; p < rules->pattern_count; p++)
		matcher->sets[rules->patterns[p].gates[0].set].pattern_count++;
	for (s = 0; s < rules->set_count; s++) {
		matcher->sets[s].kept = rules->sets[s].kept;
		matcher->sets[s].first_pattern = next;
		next += matcher->sets[s].pattern_count;
		matcher->sets[s].pattern_count = 0;
	}
	for (p = 0; p < rules->pattern_count; p++) {
		struct set_use *set =
		    &matcher->sets[rules->patterns[p].gates[0].set];

		matcher->by_anchor[set->first_pattern + set->pattern_count++] =
		    (uint32_t)p;
	}
}

enum run
pattern_run(const struct pj_matcher *matcher, const struct pj_pattern *pattern)
{
	if (pattern->kind == PJ_PATTERN_RULE)
		return RUN_RULES;
	if (pattern->kind == PJ_PATTERN_PROTECT)
		return RUN_COVERS;
	return matcher->sets[pattern->id].scope == SCOPE_BLOCK ? RUN_BLOCK_CUES
	                                                       : RUN_CUES;
}

/*
 * Mark the sets whose hits must be found wherever they stand: gates of
 * patterns that make candidates, and what is asked for from elsewhere.
 */
static void
mark_waking(struct pj_matcher *matcher)
{
	const struct pj_rules *rules = matcher->rules;
	struct set_use *sets = matcher->sets;
	uint32_t g;
	size_t s, p;

	for (s = 0; s < rules->set_count; s++)
		sets[s].wakes = sets[s].kept && sets[s].scope == SCOPE_DOCUMENT;
	for (p = 0; p < rules->pattern_count; p++) {
		const struct pj_pattern *pattern = &rules->patterns[p];

		enum run run = pattern_run(matcher, pattern);
		bool wakes = run == RUN_RULES ||
		             (run == RUN_CUES &&
				 sets[pattern->id].scope == SCOPE_DOCUMENT);

		for (g = 0; g < pattern->gate_count; g++) {
			struct set_use *set = &sets[pattern->gates[g].set];

			set->gate |= run != RUN_BLOCK_CUES;
			set->block_gate |= run == RUN_BLOCK_CUES;
			set->wakes |= wakes;
		}
	}
}

struct pj_matcher *
pj_matcher_new(const struct pj_rules *rules, struct pj_error *err)
{
	struct pj_matcher *matcher = calloc(1, sizeof(*matcher));

	if (!matcher) {
		pj_error_nomem(err);
		return NULL;
	}
	matcher->rules = rules;
	pthread_mutex_init(&matcher->compiling, NULL);
	/* One more than needed: an empty array is not a failure. */
	matcher->sets = calloc(rules->set_count + 1, sizeof(*matcher->sets));
	matcher->by_anchor =
	    calloc(rules->pattern_count + 1, sizeof(*matcher->by_anchor));
	matcher->codes =
	    calloc(rules->pattern_count + 1, sizeof(*matcher->codes));
	if (!matcher->sets || !matcher->by_anchor || !matcher->codes)
		goto fail;
	mark_tests(matcher);
	anchor_patterns(matcher);
	mark_waking(matcher);
	if (!layers_make(matcher->layers, rules, matcher->sets))
		goto fail;
	return matcher;
fail:
	pj_error_nomem(err);
	pj_matcher_free(matcher);
	return NULL;
}

void
pj_matcher_free(struct pj_matcher *matcher)
{
	size_t p;

	if (!matcher)
		return;
	if (matcher->codes)
		for (p = 0; p < matcher->rules->pattern_count; p++)
			code_free(&matcher->codes[p]);
	free(matcher->codes);
	free(matcher->by_anchor);
	free(matcher->sets);
	layers_free(matcher->layers);
	pthread_mutex_destroy(&matcher->compiling);
	free(matcher);
}

bool
pj_matcher_compile(struct pj_matcher *matcher, struct pj_error *err)
{
	size_t p;

	for (p = 0; p < matcher->rules->pattern_count; p++)
		if (!pattern_code(matcher, (uint32_t)p, err))
			return false;
	return true;
}

/* Groups of the pattern that has most, for the match data. */
static uint32_t
most_groups(const struct pj_rules *rules)
{
	uint32_t most = 0;
	size_t p;

	for (p = 0; p < rules->pattern_count; p++)
		if (rules->patterns[p].capture_count > most)
			most = rules->patterns[p].capture_count;
	return most + 1;
}

static bool
open_pcre(struct pj_scratch *scratch)
{
	scratch->match_data = pcre2_match_data_create_16(
	    most_groups(scratch->matcher->rules), NULL);
	scratch->match_context = pcre2_match_context_create_16(NULL);
	scratch->jit_stack =
	    pcre2_jit_stack_create_16(JIT_STACK_FIRST, JIT_STACK_MAX, NULL);
	if (!scratch->match_data || !scratch->match_context ||
	    !scratch->jit_stack)
		return false;
	pcre2_set_match_limit_16(scratch->match_context, PJ_PCRE_MATCH_LIMIT);
	pcre2_set_depth_limit_16(scratch->match_context, PJ_PCRE_DEPTH_LIMIT);
	pcre2_set_heap_limit_16(scratch->match_context, PJ_PCRE_HEAP_KIB);
	pcre2_jit_stack_assign_16(
	    scratch->match_context, NULL, scratch->jit_stack);
	return true;
}

static bool
open_layers(struct pj_scratch *scratch)
{
	size_t l;

	for (l = 0; l < LAYERS; l++) {
		const struct trie *trie = scratch->matcher->layers[l].trie;

		scratch->places[l] =
		    malloc(SCAN_CHUNK * sizeof(*scratch->places[l]));
		scratch->terms[l] = calloc(
		    (size_t)trie->longest + 1, sizeof(*scratch->terms[l]));
		if (!scratch->places[l] || !scratch->terms[l])
			return false;
	}
	return true;
}

/* The memory of one thread. */
static struct pj_scratch *
open_scratch(struct pj_matcher *matcher)
{
	const struct pj_rules *rules = matcher->rules;
	struct pj_scratch *scratch = calloc(1, sizeof(*scratch));

	if (!scratch)
		return NULL;
	scratch->matcher = matcher;
	scratch->threads = 1;
	scratch->candidates.max = PJ_CANDIDATE_MAX;
	scratch->covers.max = PJ_HIT_MAX;
	scratch->cues.max = scratch->block_cues.max = PJ_HIT_MAX;
	scratch->seen = calloc(rules->set_count + 1, sizeof(*scratch->seen));
	scratch->anchors =
	    calloc(rules->set_count + 1, sizeof(*scratch->anchors));
	scratch->limited =
	    calloc(rules->pattern_count + 1, sizeof(*scratch->limited));
	if (!scratch->seen || !scratch->anchors || !scratch->limited ||
	    !open_layers(scratch) || !open_pcre(scratch)) {
		pj_scratch_free(scratch);
		return NULL;
	}
	return scratch;
}

struct pj_scratch *
pj_scratch_new(struct pj_matcher *matcher, size_t threads)
{
	struct pj_scratch *first = NULL;
	size_t i;

	assert(threads >= 1);
	for (i = 0; i < threads && i < PJ_THREADS_MAX; i++) {
		struct pj_scratch *scratch = open_scratch(matcher);

		if (!scratch) {
			pj_scratch_free(first);
			return NULL;
		}
		scratch->threads = i + 1;
		scratch->next = first;
		first = scratch;
	}
	return first;
}

static void
free_scratch(struct pj_scratch *scratch)
{
	size_t l;

	pcre2_match_data_free_16(scratch->match_data);
	pcre2_match_context_free_16(scratch->match_context);
	pcre2_jit_stack_free_16(scratch->jit_stack);
	free(scratch->seen);
	free(scratch->anchors);
	free(scratch->limited);
	for (l = 0; l < LAYERS; l++) {
		free(scratch->places[l]);
		free(scratch->terms[l]);
	}
	free(scratch->candidates.at);
	free(scratch->covers.at);
	free(scratch->cues.at);
	free(scratch->block_cues.at);
	free(scratch->captures);
	free(scratch);
}

void
pj_scratch_free(struct pj_scratch *scratch)
{
	struct pj_scratch *next;

	for (; scratch; scratch = next) {
		next = scratch->next;
		free_scratch(scratch);
	}
}
