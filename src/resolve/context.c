#include "pingjian/utf8.h"
#include "resolve.h"

enum { UNKNOWN, JUDGING, FALSE, TRUE };

static bool context_holds(
    struct resolver *r, struct subject *subject, uint32_t id);

/* The stretch of text that a test looks at. */
static struct pj_text_span
test_range(
    const struct resolver *r, struct subject *subject, enum pj_within within)
{
	switch (within) {
	case PJ_WITHIN_CLAUSE:
		return resolve_clause(r, subject);
	case PJ_WITHIN_SENTENCE:
		return subject->sentence->at;
	case PJ_WITHIN_BLOCK:
		return r->doc->blocks[subject->sentence->block].at;
	case PJ_WITHIN_DOCUMENT:
		break;
	}
	return (struct pj_text_span){ 0, (uint32_t)r->doc->text.len };
}

static bool
is_quoted(
    const struct resolver *r, const struct subject *subject, uint32_t kinds)
{
	uint32_t kind;

	for (kind = 0; kinds >> kind != 0; kind++)
		if ((kinds >> kind & 1) != 0 &&
		    pj_segment_quote_around(r->segments, subject->hit->text,
			(enum pj_quote_kind)kind))
			return true;
	return false;
}

/* Whether SUBJECT begins on the first line of a social post. */
static bool
on_first_line(const struct resolver *r, const struct subject *subject)
{
	struct pj_text_span before = { r->doc->blocks[0].at.begin,
		subject->hit->text.begin };
	struct pj_str s;

	if (!r->segments->post || subject->sentence->block != 0 ||
	    before.end - before.begin > 4 * PJ_FIRST_LINE_MAX)
		return false;
	s = pj_str_at(r->doc->text, before);
	return !memchr(s.ptr, '\n', s.len) &&
	       pj_utf8_count(s) < PJ_FIRST_LINE_MAX;
}

/* The name of what SUBJECT stands in and BLOCKS asks for, or NULL. */
static const char *
place_among(
    const struct resolver *r, const struct subject *subject, uint32_t blocks)
{
	enum pj_block_kind kind = r->doc->blocks[subject->sentence->block].kind;

	if (blocks >> kind & 1)
		return pj_block_kind_name(kind);
	if ((blocks & PJ_PLACE_HASHTAG) &&
	    pj_segment_in_hashtag(r->segments, subject->hit->text))
		return "hashtag";
	if ((blocks & PJ_PLACE_FIRST_LINE) && on_first_line(r, subject))
		return "first-line";
	return NULL;
}

/* A cue in what governs the block of SUBJECT, or NULL. */
static const struct pj_hit *
heading_cue(struct resolver *r, const struct subject *subject, uint32_t id)
{
	const struct govern *g = resolve_govern(r, subject->sentence->block);
	const struct pj_hit *cue = NULL;
	uint32_t by[3];
	size_t i;

	if (!g) {
		r->failed = true;
		return NULL;
	}
	by[0] = g->lead;
	by[1] = g->column;
	by[2] = g->heading;
	for (i = 0; i < 3 && !cue; i++)
		if (by[i] != NONE)
			cue = cue_within(r, id, r->doc->blocks[by[i]].at);
	if (!cue && g->stack != NONE)
		cue = cue_within(r, id,
		    (struct pj_text_span){ r->doc->blocks[g->stack].at.begin,
			r->doc->blocks[subject->sentence->block].at.begin });
	return cue;
}

/* Whether TEST holds for SUBJECT; FOUND tells by what. */
static bool
test_holds(struct resolver *r, struct subject *subject,
    const struct pj_test *test, struct evidence *found)
{
	const struct pj_hit *hit = subject->hit;
	bool holds = false;

	*found = (struct evidence){ NULL, NULL };
	switch (test->kind) {
	case PJ_TEST_INSIDE:
		holds = context_holds(r, subject, test->id);
		found->name = r->rules->contexts[test->id].name;
		break;
	case PJ_TEST_NEAR:
		found->cue = cue_near(r, hit, test->id,
		    test_range(r, subject, test->within), test->side,
		    test->gap);
		holds = found->cue != NULL;
		break;
	case PJ_TEST_COVERED:
		found->cue = cue_covering(r, hit, test->id);
		holds = found->cue != NULL;
		break;
	case PJ_TEST_QUOTED:
		holds = is_quoted(r, subject, test->quote);
		break;
	case PJ_TEST_BLOCK:
		found->name = place_among(r, subject, test->blocks);
		holds = found->name != NULL;
		if (!holds)
			found->name = pj_block_kind_name(
			    r->doc->blocks[subject->sentence->block].kind);
		break;
	case PJ_TEST_HEADING:
		found->cue = heading_cue(r, subject, test->id);
		holds = found->cue != NULL;
		break;
	}
	return holds != test->negated;
}

/* Every test of any one alternative. */
static bool
judge_context(struct resolver *r, struct subject *subject,
    const struct pj_context *context)
{
	struct evidence found;
	size_t w, t;

	for (w = 0; w < context->count; w++) {
		const struct pj_when *when = &context->when[w];

		for (t = 0; t < when->count; t++)
			if (!test_holds(r, subject, &when->tests[t], &found))
				break;
		if (t == when->count)
			return true;
	}
	return false;
}

/* Judged once for each subject; one that asks for itself does not hold. */
static bool
context_holds(struct resolver *r, struct subject *subject, uint32_t id)
{
	if (r->context_seen[id] != subject->number) {
		r->context_seen[id] = subject->number;
		r->context_holds[id] = JUDGING;
		r->context_holds[id] =
		    judge_context(r, subject, &r->rules->contexts[id]) ? TRUE
								       : FALSE;
	}
	return r->context_holds[id] == TRUE;
}

static bool
is_untouched(const struct pj_rule *rule, uint32_t context)
{
	size_t i;

	for (i = 0; i < rule->despite_count; i++)
		if (rule->despite[i] == context)
			return true;
	return false;
}

/* Drop with what was found for a detail; false out of memory. */
static bool
drop(struct resolver *r, struct pj_decision *decision, enum pj_reason reason,
    const struct evidence *found)
{
	decision->reason = reason;
	if (found->cue)
		decision->detail = pj_arena_copy(
		    r->arena, pj_str_at(r->doc->text, found->cue->text));
	else if (found->name)
		decision->detail = found->name;
	return decision->detail != NULL || pj_error_nomem(r->err);
}

/* Contexts that work on every rule: DECISION dropped, or LOWER set. */
static bool
judge_global(struct resolver *r, struct subject *subject,
    struct pj_decision *decision, bool *lower)
{
	struct evidence found = { NULL, NULL };
	uint32_t id;

	for (id = 0; id < r->rules->context_count; id++) {
		const struct pj_context *context = &r->rules->contexts[id];

		if (context->effect == PJ_EFFECT_NONE ||
		    (context->effect == PJ_EFFECT_LOWER && *lower) ||
		    is_untouched(subject->rule, id) ||
		    !context_holds(r, subject, id))
			continue;
		if (context->effect == PJ_EFFECT_LOWER) {
			*lower = true;
			continue;
		}
		found.name = context->name;
		return drop(r, decision, PJ_DROP_CONTEXT, &found);
	}
	return true;
}

/* The conditions of the rule that can drop: `only`, then `unless`. */
static bool
judge_drops(
    struct resolver *r, struct subject *subject, struct pj_decision *decision)
{
	const struct pj_rule *rule = subject->rule;
	struct evidence found;
	size_t c;

	for (c = 0; c < rule->condition_count; c++)
		if (rule->conditions[c].effect == PJ_EFFECT_NEED &&
		    !test_holds(r, subject, &rule->conditions[c].test, &found))
			return drop(r, decision, PJ_DROP_NEED, &found);
	for (c = 0; c < rule->condition_count; c++)
		if (rule->conditions[c].effect == PJ_EFFECT_DROP &&
		    test_holds(r, subject, &rule->conditions[c].test, &found))
			return drop(r, decision, PJ_DROP_CONTEXT, &found);
	return true;
}

size_t
resolve_needed(struct resolver *r, const struct pj_decision *d, uint32_t number,
    struct pj_evidence *out, size_t most)
{
	struct subject subject = {
		.hit = d->hit,
		.rule = d->rule,
		.sentence = &r->segments->sentences[d->hit->sentence],
		.number = number,
	};
	const struct pj_rule *rule = d->rule;
	struct evidence found;
	size_t c, n = 0;

	for (c = 0; c < rule->condition_count && n < most; c++) {
		const struct pj_test *test = &rule->conditions[c].test;

		if (rule->conditions[c].effect != PJ_EFFECT_NEED ||
		    test->negated || !test_holds(r, &subject, test, &found) ||
		    !found.cue)
			continue;
		out[n++] = (struct pj_evidence){ found.cue,
			r->rules->sets[test->id].name };
	}
	return n;
}

/* Whether any condition of EFFECT holds. */
static bool
any_holds(struct resolver *r, struct subject *subject, enum pj_effect effect)
{
	const struct pj_rule *rule = subject->rule;
	struct evidence found;
	size_t c;

	for (c = 0; c < rule->condition_count; c++)
		if (rule->conditions[c].effect == effect &&
		    test_holds(r, subject, &rule->conditions[c].test, &found))
			return true;
	return false;
}

bool
resolve_conditions(
    struct resolver *r, struct subject *subject, struct pj_decision *decision)
{
	bool lower = false;
	int severity = (int)decision->severity;

	if (!judge_global(r, subject, decision, &lower))
		return false;
	if (decision->reason == PJ_KEPT && !judge_drops(r, subject, decision))
		return false;
	if (decision->reason != PJ_KEPT)
		return true;
	/* One level at most either way, however many conditions hold. */
	if (lower || any_holds(r, subject, PJ_EFFECT_LOWER))
		severity--;
	if (any_holds(r, subject, PJ_EFFECT_RAISE))
		severity++;
	if (severity < PJ_ADVICE)
		severity = PJ_ADVICE;
	if (severity > PJ_ERROR)
		severity = PJ_ERROR;
	decision->severity = (enum pj_severity)severity;
	return true;
}
