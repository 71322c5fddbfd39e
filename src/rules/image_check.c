#include "image.h"

/*
 * Numbers in an image that later stages use as indexes.  A circle among
 * contexts is none: the resolver ends it.
 */

static bool
test_is_good(const struct pj_rules *rules, const struct pj_test *test)
{
	switch (test->kind) {
	case PJ_TEST_INSIDE:
		return test->id < rules->context_count;
	case PJ_TEST_NEAR:
	case PJ_TEST_COVERED:
	case PJ_TEST_HEADING:
		return test->id < rules->set_count;
	case PJ_TEST_QUOTED:
	case PJ_TEST_BLOCK:
		break;
	}
	return true;
}

static bool
context_is_good(const struct pj_rules *rules, const struct pj_context *context)
{
	for (size_t w = 0; w < context->count; w++)
		for (size_t t = 0; t < context->when[w].count; t++)
			if (!test_is_good(rules, &context->when[w].tests[t]))
				return false;
	return true;
}

static bool
rule_is_good(const struct pj_rules *rules, const struct pj_rule *rule)
{
	for (size_t i = 0; i < rule->condition_count; i++)
		if (!test_is_good(rules, &rule->conditions[i].test))
			return false;
	for (size_t i = 0; i < rule->despite_count; i++)
		if (rule->despite[i] >= rules->context_count)
			return false;
	return rule->mark_count <= PJ_MARKS_MAX &&
	       (rule->together == PJ_ALONE) == (rule->mark_count == 0);
}

/* Whether rule ID is one and has the MARK, or neither has any. */
static bool
mark_is_good(const struct pj_rules *rules, uint32_t id, uint8_t mark)
{
	return id < rules->rule_count &&
	       (mark == 0 || mark < rules->rules[id].mark_count);
}

static bool
use_is_good(const struct pj_rules *rules, const struct pj_term *term,
    const struct pj_use *use)
{
	if (use->capture_count > 0 &&
	    (use->capture_list >= rules->lists.count ||
		(uint32_t)use->capture_begin + use->capture_count >
		    term->count))
		return false;
	switch (use->kind) {
	case PJ_USE_RULE:
		return mark_is_good(rules, use->id, use->mark);
	case PJ_USE_EXCEPT:
		return use->id < rules->rule_count;
	case PJ_USE_PROTECT:
		return use->id < rules->protects.count;
	case PJ_USE_SET:
		return use->id < rules->set_count;
	case PJ_USE_COUNT:
		return use->id < rules->count_count || use->id == NONE;
	}
	return false;
}

/* Whether A comes before B: the trie is built from terms in order. */
static bool
in_order(const struct pj_term *a, const struct pj_term *b)
{
	struct units x = { a->units, a->count }, y = { b->units, b->count };

	return pj_units_compare(&x, &y) < 0;
}

static bool
terms_are_good(const struct pj_rules *rules)
{
	uint64_t used = 0; /* a use may serve several terms, within reason */

	for (size_t i = 0; i < rules->term_count; i++) {
		const struct pj_term *term = &rules->terms[i];

		used += term->use_count;
		if (term->count == 0 || used > PJ_RULE_USES_MAX ||
		    (uint64_t)term->first_use + term->use_count >
			rules->use_count ||
		    (i > 0 && !in_order(term - 1, term)))
			return false;
		for (uint32_t u = 0; u < term->use_count; u++)
			if (!use_is_good(
				rules, term, &rules->uses[term->first_use + u]))
				return false;
	}
	return true;
}

static bool
pattern_is_good(const struct pj_rules *rules, const struct pj_pattern *pattern)
{
	const size_t counts[] = { [PJ_PATTERN_RULE] = rules->rule_count,
		[PJ_PATTERN_SET] = rules->set_count,
		[PJ_PATTERN_PROTECT] = rules->protects.count };

	if (pattern->id >= counts[pattern->kind] || pattern->gate_count == 0)
		return false;
	if (pattern->kind == PJ_PATTERN_RULE &&
	    !mark_is_good(rules, pattern->id, pattern->mark))
		return false;
	for (uint32_t i = 0; i < pattern->gate_count; i++)
		if (pattern->gates[i].set >= rules->set_count)
			return false;
	for (uint32_t i = 0; i < pattern->capture_count; i++)
		if (pattern->captures[i] != NONE &&
		    pattern->captures[i] >= rules->lists.count)
			return false;
	return true;
}

bool
pj_image_check(const struct pj_rules *rules)
{
	if (rules->count_count > PJ_COUNTS_MAX)
		return false;
	for (size_t i = 0; i < rules->rule_count; i++)
		if (!rule_is_good(rules, &rules->rules[i]))
			return false;
	for (size_t i = 0; i < rules->context_count; i++)
		if (!context_is_good(rules, &rules->contexts[i]))
			return false;
	for (size_t i = 0; i < rules->pattern_count; i++)
		if (!pattern_is_good(rules, &rules->patterns[i]))
			return false;
	return terms_are_good(rules);
}
