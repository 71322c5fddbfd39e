#include "decide.h"

/* --- protected phrases and exceptions */

static struct decide_case cover_cases[] = {
	{ "nothing covers it", "外勞來。", "外勞:kept" },
	{ "a protected phrase does", "國外勞工。", "外勞:protected:laws" },
	{ "one that is equal does", "女監。", "女監:protected:laws" },
	{ "one beside it does not", "國外勞工與外勞。",
	    "外勞:protected:laws 外勞:kept" },
	{ "one that only overlaps does not", "外勞動。", "外勞:kept" },
	{ "an exception of its rule does", "外勞獎。", "外勞:except" },
	{ "that of another rule does not", "外勞節。", "外勞:kept" },
	{ "a short cover in a long one", "國外勞工外勞獎。",
	    "外勞:protected:laws 外勞:except" },
};

ParameterizedTestParameters(resolve, covers)
{
	return SMALL_CASES(cover_cases);
}

ParameterizedTest(size_t *number, resolve, covers)
{
	const struct decide_case *c = &cover_cases[*number];
	struct small *s = small_new();

	s->protect[0] = "laws";
	small_rule(s, "c.a", PJ_WARNING);
	small_rule(s, "c.b", PJ_WARNING);
	small_term(s, "外勞", PJ_USE_RULE, 0);
	small_term(s, "女監", PJ_USE_RULE, 0);
	small_term(s, "國外勞工", PJ_USE_PROTECT, 0);
	small_term(s, "勞動", PJ_USE_PROTECT, 0);
	small_term(s, "女監", PJ_USE_PROTECT, 0);
	small_term(s, "外勞獎", PJ_USE_EXCEPT, 0);
	small_term(s, "外勞節", PJ_USE_EXCEPT, 1);
	small_build(s);
	expect(s, c);
}

/* --- separators inside, whole words */

static struct decide_case form_cases[] = {
	{ "no separator", "賢內助。", "賢內助:kept" },
	{ "the same everywhere", "賢*內*助。", "賢*內*助:kept" },
	{ "wide spaces everywhere", "賢　內　助。", "賢　內　助:kept" },
	{ "one place only", "賢*內助。", "賢*內助:spread" },
	{ "different ones", "賢*內·助。", "賢*內·助:spread" },
	{ "two signs have one place", "辣　妹。", "辣　妹:kept" },
	{ "a soft line end is none", "賢內\n　　助。", "賢內\n　　助:kept" },
	{ "an invisible sign is none", "賢\xE2\x80\x8B內助。",
	    "賢\xE2\x80\x8B內助:kept" },
	{ "whole words", "她是女工，很勤奮。", "女工:kept" },
	{ "a plural ending belongs to no other word", "感謝弟兄們。",
	    "弟兄:kept" },
	{ "nor does it hide a straddle", "婦女工們。", "女工:boundary" },
	{ "a straddle of two words", "婦女工作坊開課。", "女工:boundary" },
};

ParameterizedTestParameters(resolve, form)
{
	return SMALL_CASES(form_cases);
}

ParameterizedTest(size_t *number, resolve, form)
{
	const struct decide_case *c = &form_cases[*number];
	struct small *s = small_new();

	small_rule(s, "c.a", PJ_WARNING);
	small_term(s, "賢內助", PJ_USE_RULE, 0);
	small_term(s, "辣妹", PJ_USE_RULE, 0);
	small_term(s, "女工", PJ_USE_RULE, 0)->word = true;
	small_term(s, "弟兄", PJ_USE_RULE, 0)->word = true;
	small_build(s);
	expect(s, c);
}

/* --- near: range, side, gap */

struct near_case {
	const char *why;
	const char *text;
	enum pj_within within;
	enum pj_side side;
	uint32_t gap;
	bool near;
};

static struct near_case near_cases[] = {
	{ "in the sentence", "避免用女強人。", PJ_WITHIN_SENTENCE, PJ_SIDE_ANY,
	    UINT32_MAX, true },
	{ "behind it", "女強人應避免。", PJ_WITHIN_SENTENCE, PJ_SIDE_ANY,
	    UINT32_MAX, true },
	{ "in another sentence", "避免。女強人。", PJ_WITHIN_SENTENCE,
	    PJ_SIDE_ANY, UINT32_MAX, false },
	{ "in the block", "避免。女強人。", PJ_WITHIN_BLOCK, PJ_SIDE_ANY,
	    UINT32_MAX, true },
	{ "in another block", "避免。\n\n女強人。", PJ_WITHIN_BLOCK,
	    PJ_SIDE_ANY, UINT32_MAX, false },
	{ "in the document", "女強人。\n\n避免。", PJ_WITHIN_DOCUMENT,
	    PJ_SIDE_ANY, UINT32_MAX, true },
	{ "in the clause", "今日，避免女強人，甲。", PJ_WITHIN_CLAUSE,
	    PJ_SIDE_ANY, UINT32_MAX, true },
	{ "in another clause", "避免，女強人。", PJ_WITHIN_CLAUSE, PJ_SIDE_ANY,
	    UINT32_MAX, false },
	{ "before", "避免女強人。", PJ_WITHIN_SENTENCE, PJ_SIDE_BEFORE,
	    UINT32_MAX, true },
	{ "not before", "女強人避免。", PJ_WITHIN_SENTENCE, PJ_SIDE_BEFORE,
	    UINT32_MAX, false },
	{ "after", "女強人避免。", PJ_WITHIN_SENTENCE, PJ_SIDE_AFTER,
	    UINT32_MAX, true },
	{ "not after", "避免女強人。", PJ_WITHIN_SENTENCE, PJ_SIDE_AFTER,
	    UINT32_MAX, false },
	{ "a gap of two is two", "避免甲乙女強人。", PJ_WITHIN_SENTENCE,
	    PJ_SIDE_BEFORE, 2, true },
	{ "a gap of three is not", "避免甲乙丙女強人。", PJ_WITHIN_SENTENCE,
	    PJ_SIDE_BEFORE, 2, false },
	{ "no gap behind", "女強人避免。", PJ_WITHIN_SENTENCE, PJ_SIDE_AFTER, 0,
	    true },
	{ "one too many behind", "女強人甲避免。", PJ_WITHIN_SENTENCE,
	    PJ_SIDE_AFTER, 0, false },
	{ "the nearest counts", "避免甲乙丙避免女強人。", PJ_WITHIN_SENTENCE,
	    PJ_SIDE_BEFORE, 1, true },
	{ "one inside the hit does not count", "強人女強人。",
	    PJ_WITHIN_SENTENCE, PJ_SIDE_AFTER, UINT32_MAX, false },
	{ "one that reaches out of it does", "女強人們。", PJ_WITHIN_SENTENCE,
	    PJ_SIDE_ANY, UINT32_MAX, true },
};

ParameterizedTestParameters(resolve, near)
{
	return SMALL_CASES(near_cases);
}

ParameterizedTest(size_t *number, resolve, near)
{
	const struct near_case *c = &near_cases[*number];
	struct small *s = small_new();
	struct pj_condition condition = { PJ_EFFECT_NEED,
		{ .kind = PJ_TEST_NEAR,
		    .within = c->within,
		    .side = c->side,
		    .gap = c->gap } };
	struct pj_rule *rule = small_rule(s, "c.a", PJ_WARNING);

	condition.test.id = small_set(s, "cue");
	rule->conditions = &condition;
	rule->condition_count = 1;
	small_term(s, "女強人", PJ_USE_RULE, 0);
	small_term(s, "避免", PJ_USE_SET, 0);
	small_term(s, "強人", PJ_USE_SET, 0);
	small_term(s, "人們", PJ_USE_SET, 0);
	small_build(s);
	small_text(s, c->text);
	small_resolve(s);
	cr_assert_eq(s->decisions.count, 1);
	cr_expect_eq(s->decisions.at[0].reason,
	    c->near ? PJ_KEPT : PJ_DROP_NEED, "%s: %s", c->why,
	    small_decisions(s));
	condition.test.negated = true;
	small_resolve(s);
	cr_expect_eq(s->decisions.at[0].reason,
	    c->near ? PJ_DROP_NEED : PJ_KEPT, "%s, turned round: %s", c->why,
	    small_decisions(s));
	small_free(s);
}

/* --- the other tests, effects and contexts */

static struct pj_test quoted = { .kind = PJ_TEST_QUOTED,
	.quote = 1 << PJ_QUOTE_SPEECH };
static struct pj_test mention_tests[2];
static struct pj_when mention_when = { mention_tests, 2 };
static struct pj_when title_when;
static struct pj_test title_test = { .kind = PJ_TEST_QUOTED,
	.quote = 1 << PJ_QUOTE_TITLE };

static struct decide_case context_cases[] = {
	{ "none holds", "女強人。", "女強人:kept" },
	{ "quoted and a cue", "避免「女強人」。", "女強人:context:mention" },
	{ "quoted alone", "「女強人」。", "女強人:kept" },
	{ "a cue alone", "避免女強人。", "女強人:kept" },
	{ "a context that lowers", "《女強人》。", "女強人:kept:advice" },
	{ "a rule that is not touched by it", "《司機》避免「司機」。",
	    "司機:kept 司機:kept" },
	{ "lowered and raised by its rule", "醫生某甲。醫生某乙是。",
	    "醫生:kept 醫生:kept:error" },
	{ "unless tells the cue", "醫生開會。", "醫生:context:開會" },
	{ "covered", "護士節。護士。", "護士:context:護士節 護士:kept" },
	{ "a kind of block", "# 老師\n\n老師。",
	    "老師:need:heading 老師:kept" },
};

ParameterizedTestParameters(resolve, contexts)
{
	return SMALL_CASES(context_cases);
}

ParameterizedTest(size_t *number, resolve, contexts)
{
	const struct decide_case *c = &context_cases[*number];
	static const uint32_t despite[] = { 0, 1 };
	struct small *s = small_new();
	struct pj_condition doctor[2] = {
		{ PJ_EFFECT_RAISE, { .kind = PJ_TEST_NEAR,
				       .within = PJ_WITHIN_SENTENCE,
				       .gap = UINT32_MAX } },
		{ PJ_EFFECT_DROP, { .kind = PJ_TEST_NEAR,
				      .within = PJ_WITHIN_SENTENCE,
				      .gap = UINT32_MAX } },
	};
	struct pj_condition nurse = { PJ_EFFECT_DROP,
		{ .kind = PJ_TEST_COVERED } };
	struct pj_condition teacher = { PJ_EFFECT_NEED,
		{ .kind = PJ_TEST_BLOCK,
		    .negated = true,
		    .blocks = 1 << PJ_BLOCK_HEADING } };
	uint32_t avoid = small_set(s, "避免"), is = small_set(s, "是");
	uint32_t meet = small_set(s, "開會"), day = small_set(s, "節");

	mention_tests[0] = quoted;
	mention_tests[1] = (struct pj_test){ .kind = PJ_TEST_NEAR,
		.id = avoid,
		.within = PJ_WITHIN_SENTENCE,
		.gap = UINT32_MAX };
	title_when = (struct pj_when){ &title_test, 1 };
	s->context[0] =
	    (struct pj_context){ "mention", PJ_EFFECT_DROP, &mention_when, 1 };
	s->context[1] =
	    (struct pj_context){ "title", PJ_EFFECT_LOWER, &title_when, 1 };
	s->rules.context_count = 2;
	small_rule(s, "c.woman", PJ_WARNING);
	small_rule(s, "c.driver", PJ_WARNING);
	s->rule[1].despite = despite;
	s->rule[1].despite_count = 2;
	small_rule(s, "c.doctor", PJ_WARNING);
	doctor[0].test.id = is;
	doctor[1].test.id = meet;
	s->rule[2].conditions = doctor;
	s->rule[2].condition_count = 2;
	small_rule(s, "c.nurse", PJ_WARNING);
	nurse.test.id = day;
	s->rule[3].conditions = &nurse;
	s->rule[3].condition_count = 1;
	small_rule(s, "c.teacher", PJ_WARNING);
	s->rule[4].conditions = &teacher;
	s->rule[4].condition_count = 1;
	small_term(s, "女強人", PJ_USE_RULE, 0);
	small_term(s, "司機", PJ_USE_RULE, 1);
	small_term(s, "醫生", PJ_USE_RULE, 2);
	small_term(s, "護士", PJ_USE_RULE, 3);
	small_term(s, "老師", PJ_USE_RULE, 4);
	small_term(s, "避免", PJ_USE_SET, avoid);
	small_term(s, "是", PJ_USE_SET, is);
	small_term(s, "開會", PJ_USE_SET, meet);
	small_term(s, "護士節", PJ_USE_SET, day);
	small_build(s);
	expect(s, c);
}

Test(resolve, contexts_that_ask_for_each_other_end)
{
	struct small *s = small_new();
	struct pj_test a = { .kind = PJ_TEST_INSIDE, .id = 1 };
	struct pj_test b = { .kind = PJ_TEST_INSIDE, .id = 0 };
	struct pj_when a_when = { &a, 1 }, b_when = { &b, 1 };

	s->context[0] = (struct pj_context){ "a", PJ_EFFECT_DROP, &a_when, 1 };
	s->context[1] = (struct pj_context){ "b", PJ_EFFECT_DROP, &b_when, 1 };
	s->rules.context_count = 2;
	small_rule(s, "c.a", PJ_WARNING);
	small_term(s, "女強人", PJ_USE_RULE, 0);
	small_build(s);
	small_text(s, "女強人。");
	small_resolve(s);
	cr_expect_str_eq(small_decisions(s), "女強人:kept");
	small_free(s);
}

/* --- counterparts */

static struct decide_case pair_cases[] = {
	{ "alone", "女醫師來。", "女醫師:kept" },
	{ "with its counterpart", "女醫師和男醫師。", "女醫師:pair" },
	{ "before it", "男醫師和女醫師。", "女醫師:pair" },
	{ "in another sentence", "男醫師。女醫師。", "女醫師:kept" },
	{ "half of it is not enough", "男性和女醫師。", "女醫師:kept" },
	{ "longest member first", "女性員工、男性員工。", "女性員工:pair" },
	{ "several members", "女兒媳婦，兒子女婿。", "女兒媳婦:pair" },
	{ "any of several counterparts", "王先生和李太太。", "先生:pair" },
	{ "the other of several", "王先生和李夫人。", "先生:pair" },
	{ "nothing to swap", "司機和司機。", "司機:kept 司機:kept" },
};

ParameterizedTestParameters(resolve, pairs)
{
	return SMALL_CASES(pair_cases);
}

ParameterizedTest(size_t *number, resolve, pairs)
{
	const struct decide_case *c = &pair_cases[*number];
	struct small *s = small_new();

	small_rule(s, "c.a", PJ_WARNING)->pair = true;
	small_term(s, "女醫師", PJ_USE_RULE, 0);
	small_term(s, "女性員工", PJ_USE_RULE, 0);
	small_term(s, "女兒媳婦", PJ_USE_RULE, 0);
	small_term(s, "先生", PJ_USE_RULE, 0);
	small_term(s, "司機", PJ_USE_RULE, 0);
	small_pair(s, "女", "男");
	small_pair(s, "女性", "男性");
	small_pair(s, "女兒", "兒子");
	small_pair(s, "媳婦", "女婿");
	small_pair(s, "夫人", "先生");
	small_pair(s, "太太", "先生");
	small_build(s);
	expect(s, c);
}

/* --- advice is given once */

static struct decide_case repeat_cases[] = {
	{ "once", "女力。", "女力:kept" },
	{ "twice: the first stays", "女力。女力！", "女力:kept 女力:repeat" },
	{ "in another block too", "女力\n\n女力\n\n女力",
	    "女力:kept 女力:repeat 女力:repeat" },
	{ "another phrase of the rule stays", "女力。伉儷。女力。伉儷。",
	    "女力:kept 伉儷:kept 女力:repeat 伉儷:repeat" },
	{ "the same by folding", "伉儷。伉俪。", "伉儷:kept 伉俪:repeat" },
	{ "the same phrase of another rule", "眷屬。眷屬。",
	    "眷屬:kept 眷屬:overlap:c.advice 眷屬:repeat "
	    "眷屬:overlap:c.advice" },
	{ "what is dropped was not given", "此女力士。女力。",
	    "女力:protected:protected 女力:kept" },
	{ "a warning stands at every place", "外勞。外勞。",
	    "外勞:kept 外勞:kept" },
};

ParameterizedTestParameters(resolve, repeats)
{
	return SMALL_CASES(repeat_cases);
}

ParameterizedTest(size_t *number, resolve, repeats)
{
	const struct decide_case *c = &repeat_cases[*number];
	struct small *s = small_new();

	small_rule(s, "c.advice", PJ_ADVICE);
	small_rule(s, "c.other", PJ_ADVICE);
	small_rule(s, "c.warn", PJ_WARNING);
	small_term(s, "女力", PJ_USE_RULE, 0);
	small_term(s, "伉儷", PJ_USE_RULE, 0);
	small_term(s, "眷屬", PJ_USE_RULE, 0);
	small_term(s, "眷屬", PJ_USE_RULE, 1);
	small_term(s, "外勞", PJ_USE_RULE, 2);
	small_term(s, "此女力士", PJ_USE_PROTECT, 0);
	small_build(s);
	expect(s, c);
}

/* --- overlap */

static struct decide_case overlap_cases[] = {
	{ "apart", "女工。甲乙。", "女工:kept 甲乙:kept" },
	{ "the longer of equals", "女強人士。",
	    "女強人:kept 強人:overlap:c.warn" },
	{ "the more severe, if shorter", "美女強人所難。",
	    "美女強人所難:overlap:c.error 女強人:overlap:c.error "
	    "強人所難:kept 強人:overlap:c.error" },
	{ "the earlier of equal length", "甲乙丙。",
	    "甲乙:kept 乙丙:overlap:c.warn" },
	{ "a chain leaves every second", "甲乙丙丁。",
	    "甲乙:kept 乙丙:overlap:c.warn 丙丁:kept" },
	{ "two rules on one place: one finding", "辣妹。",
	    "辣妹:kept 辣妹:overlap:c.warn" },
	{ "a dropped hit takes no place", "此外勞強人。",
	    "外勞強:protected:protected 強人:kept" },
};

ParameterizedTestParameters(resolve, overlaps)
{
	return SMALL_CASES(overlap_cases);
}

ParameterizedTest(size_t *number, resolve, overlaps)
{
	const struct decide_case *c = &overlap_cases[*number];
	struct small *s = small_new();

	small_rule(s, "c.warn", PJ_WARNING);
	small_rule(s, "c.error", PJ_ERROR);
	small_rule(s, "c.other", PJ_WARNING);
	small_term(s, "女工", PJ_USE_RULE, 0);
	small_term(s, "女強人", PJ_USE_RULE, 0);
	small_term(s, "強人", PJ_USE_RULE, 0);
	small_term(s, "美女強人所難", PJ_USE_RULE, 0);
	small_term(s, "強人所難", PJ_USE_RULE, 1);
	small_term(s, "甲乙", PJ_USE_RULE, 0);
	small_term(s, "乙丙", PJ_USE_RULE, 0);
	small_term(s, "丙丁", PJ_USE_RULE, 0);
	small_term(s, "辣妹", PJ_USE_RULE, 0);
	small_term(s, "辣妹", PJ_USE_RULE, 2);
	small_term(s, "外勞強", PJ_USE_RULE, 1);
	small_term(s, "此外勞強", PJ_USE_PROTECT, 0);
	small_build(s);
	expect(s, c);
}
