#include <criterion/criterion.h>

#include "small.h"

struct hits_case {
	const char *why;
	const char *text;
	const char *candidates;
	const char *covers;
	const char *cues;
};

/*
 * Rules 0: 女強人, 女司機, 司機; 1: pattern 女[^。]{0,4}司機; 2: 女強人 too.
 * Protected 女強人協會, 強人協會。; cues 避免 (sentence) and 名單 (block).
 */
static struct hits_case cases[] = {
	{ "nothing", "今日天氣晴。", "", "", "" },
	{ "an empty text", "", "", "", "" },
	{ "overlapping and nested hits all come out, longer first",
	    "一名女司機來。", "女司機 /女司機 司機", "", "" },
	{ "one literal for two rules gives two hits", "女強人。",
	    "女強人 女強人", "", "" },
	{ "a pattern spans words", "女的計程司機。", "/女的計程司機 司機", "",
	    "" },
	{ "a pattern stays in its sentence", "女的。司機。", "司機", "", "" },
	{ "two matches of a pattern", "女甲司機、女乙司機。",
	    "/女甲司機 司機 /女乙司機 司機", "", "" },
	{ "covers and cues of a sentence with a candidate", "避免女強人協會。",
	    "女強人 女強人", "女強人協會", "避免" },
	{ "without one they are of no use", "避免女強。強人協會。", "", "",
	    "" },
	{ "unless some test looks further", "名單。避免。司機。", "司機", "",
	    "名單" },
	{ "folding is undone", "臺灣的女强人。女\n  司機。",
	    "女强人 女强人 女\n  司機 /女\n  司機 司機", "", "" },
	{ "hits do not cross blocks", "女強\n\n人。", "", "", "" },
	{ "the last unit of a text", "女司機", "女司機 /女司機 司機", "", "" },
};

ParameterizedTestParameters(match_hits, come_out)
{
	return SMALL_CASES(cases);
}

static struct small *
make(void)
{
	struct small *s = small_new();
	static struct pj_condition wide[1];
	uint32_t women, near, list;

	small_rule(s, "c.a", PJ_WARNING);
	small_rule(s, "c.b", PJ_WARNING);
	small_rule(s, "c.c", PJ_WARNING);
	women = small_set(s, "女");
	near = small_set(s, "避免");
	list = small_set(s, "名單");
	s->set[women].kept = false;
	wide[0].effect = PJ_EFFECT_DROP;
	wide[0].test.kind = PJ_TEST_NEAR;
	wide[0].test.id = list;
	wide[0].test.within = PJ_WITHIN_BLOCK;
	s->rule[0].conditions = wide;
	s->rule[0].condition_count = 1;
	small_term(s, "女強人", PJ_USE_RULE, 0);
	small_term(s, "女強人", PJ_USE_RULE, 2);
	small_term(s, "女司機", PJ_USE_RULE, 0);
	small_term(s, "司機", PJ_USE_RULE, 0);
	small_term(s, "女強人協會", PJ_USE_PROTECT, 0);
	small_term(s, "女", PJ_USE_SET, women);
	small_term(s, "避免", PJ_USE_SET, near);
	small_term(s, "名單", PJ_USE_SET, list);
	small_pattern(
	    s, "女[^。]{0,4}司機", PJ_PATTERN_RULE, 1, women, UINT32_MAX);
	small_build(s);
	return s;
}

ParameterizedTest(size_t *number, match_hits, come_out)
{
	const struct hits_case *c = &cases[*number];
	struct small *s = make();

	small_text(s, c->text);
	small_match(s);
	cr_expect_str_eq(
	    small_hits(s, s->hits.candidates, s->hits.candidate_count),
	    c->candidates, "%s: candidates %s, want %s", c->why,
	    small_hits(s, s->hits.candidates, s->hits.candidate_count),
	    c->candidates);
	cr_expect_str_eq(small_hits(s, s->hits.covers, s->hits.cover_count),
	    c->covers, "%s: covers %s, want %s", c->why,
	    small_hits(s, s->hits.covers, s->hits.cover_count), c->covers);
	cr_expect_str_eq(small_hits(s, s->hits.cues, s->hits.cue_count),
	    c->cues, "%s: cues %s, want %s", c->why,
	    small_hits(s, s->hits.cues, s->hits.cue_count), c->cues);
	small_free(s);
}

Test(match_hits, a_scratch_forgets_the_document_before)
{
	struct small *s = make();
	int i;

	for (i = 0; i < 3; i++) {
		small_text(s, "避免女甲司機。");
		small_match(s);
		cr_expect_eq(s->hits.candidate_count, 2);
		cr_expect_eq(s->hits.cue_count, 1);
		small_text(s, "司機，甲。");
		small_match(s);
		cr_expect_eq(s->hits.candidate_count, 1);
		cr_expect_eq(s->hits.cue_count, 0);
	}
	small_free(s);
}

Test(match_hits, captures_name_their_list)
{
	struct small *s = small_new();
	static const uint32_t lists[] = { UINT32_MAX, 7, 8 };
	struct pj_pattern *p;
	struct pj_use *use;
	uint32_t set;

	small_rule(s, "c.a", PJ_WARNING);
	set = small_set(s, "女");
	small_term(s, "女", PJ_USE_SET, set);
	use = small_term(s, "女醫師", PJ_USE_RULE, 0);
	use->capture_begin = 1;
	use->capture_count = 2;
	use->capture_list = 5;
	p = small_pattern(
	    s, "(女)(老師|教師)(甲)?", PJ_PATTERN_RULE, 0, set, UINT32_MAX);
	p->captures = lists;
	p->capture_count = 3;
	small_build(s);
	small_text(s, "女醫師和女教師。");
	small_match(s);
	cr_assert_eq(s->hits.candidate_count, 2);
	cr_assert_eq(s->hits.capture_count, 2);
	cr_expect_eq(s->hits.candidates[0].capture_count, 1);
	cr_expect_eq(s->hits.captures[s->hits.candidates[0].captures].list, 5);
	cr_expect_eq(
	    s->hits.captures[s->hits.candidates[0].captures].fold.begin, 1);
	cr_expect_eq(s->hits.candidates[1].capture_count, 1,
	    "groups without a list, or not set, are no captures");
	cr_expect_eq(s->hits.captures[s->hits.candidates[1].captures].list, 7);
	cr_expect_eq(
	    s->hits.captures[s->hits.candidates[1].captures].fold.begin, 5);
	small_free(s);
}

Test(match_hits, every_gate_must_be_seen_in_the_sentence)
{
	struct small *s = small_new();
	uint32_t a, b;

	small_rule(s, "c.a", PJ_WARNING);
	a = small_set(s, "甲");
	b = small_set(s, "乙");
	small_term(s, "甲甲", PJ_USE_SET, a);
	small_term(s, "乙乙", PJ_USE_SET, b);
	/* It would match without its gates: they alone keep it shut. */
	small_pattern(s, "丙", PJ_PATTERN_RULE, 0, a, b);
	small_build(s);
	small_text(s, "甲甲丙。乙乙丙。乙乙丙甲甲。甲甲丙。");
	small_match(s);
	cr_assert_eq(s->hits.candidate_count, 1);
	cr_expect_eq(s->hits.candidates[0].sentence, 2);
	small_free(s);
}

Test(match_hits, a_match_begins_where_its_gates_let_it)
{
	struct small *s = small_new();
	struct pj_gate before = { .least = -2, .most = -2 };

	small_rule(s, "c.a", PJ_WARNING);
	before.set = small_set(s, "甲甲");
	small_term(s, "甲甲", PJ_USE_SET, before.set);
	small_pattern(s, "丙", PJ_PATTERN_RULE, 0, before.set, UINT32_MAX)
	    ->gates = &before;
	small_build(s);
	small_text(s, "甲甲乙丙。甲甲丙丙。丙甲甲。乙甲甲丙丁甲甲丙。");
	small_match(s);
	/* Between the first and the last word of a set everything is tried. */
	cr_assert_eq(s->hits.candidate_count, 3);
	cr_expect_eq(s->hits.candidates[0].sentence, 1);
	cr_expect_eq(s->hits.candidates[1].sentence, 3);
	cr_expect_eq(s->hits.candidates[2].sentence, 3);
	small_free(s);
}

/* Covers stand in a layer that is scanned late, or not at all. */
Test(match_hits, a_candidate_of_a_pattern_gets_its_covers)
{
	struct small *s = small_new();
	uint32_t a;

	small_rule(s, "c.a", PJ_WARNING);
	a = small_set(s, "甲甲");
	small_term(s, "甲甲", PJ_USE_SET, a);
	small_term(s, "甲甲丙丁", PJ_USE_PROTECT, 0);
	small_pattern(s, "甲甲丙", PJ_PATTERN_RULE, 0, a, UINT32_MAX);
	small_build(s);
	small_text(s, "甲甲丙丁。甲甲丁。");
	small_match(s);
	cr_expect_eq(s->hits.candidate_count, 1);
	cr_expect_eq(s->hits.cover_count, 1);
	small_free(s);
}

Test(match_hits, a_pattern_out_of_limits_is_one_note_that_names_its_rule)
{
	struct small *s = small_new();
	char text[1024] = "";
	uint32_t set;
	int i;

	small_rule(s, "c.slow", PJ_WARNING);
	set = small_set(s, "甲甲");
	s->set[set].kept = false;
	small_term(s, "甲甲", PJ_USE_SET, set);
	small_pattern(s, "((甲|甲甲){1,40}){1,40}[丙丁]", PJ_PATTERN_RULE, 0,
	    set, UINT32_MAX);
	small_build(s);
	for (i = 0; i < 120; i++)
		strcat(text, i % 60 == 59 ? "乙。" : "甲");
	small_text(s, text);
	small_match(s);
	cr_assert_eq(s->notes.count, 1);
	cr_expect_str_eq(s->notes.first->code, "pattern-limit");
	cr_expect(strstr(s->notes.first->message, "c.slow"), "%s",
	    s->notes.first->message);
	small_free(s);
}

Test(match_hits, a_bad_pattern_is_an_error_that_names_its_rule)
{
	struct small *s = small_new();
	uint32_t set;

	small_rule(s, "c.bad", PJ_WARNING);
	set = small_set(s, "甲");
	small_pattern(s, "甲(", PJ_PATTERN_RULE, 0, set, UINT32_MAX);
	small_build(s);
	cr_expect_not(pj_matcher_compile(s->matcher, &s->err));
	cr_expect_eq(s->err.code, PJ_ECONFIG);
	cr_expect(strstr(s->err.message, "c.bad"), "%s", s->err.message);
	small_free(s);
}

Test(match_hits, a_deadline_ends_the_work)
{
	struct small *s = make();
	struct pj_deadline past = { 1 };

	small_text(s, "女司機。");
	cr_expect_not(pj_match(s->arena, s->scratch, &s->doc, &s->fold,
	    &s->segments, past, &s->hits, &s->notes, &s->err));
	cr_expect_eq(s->err.code, PJ_ELIMIT);
	small_free(s);
}
