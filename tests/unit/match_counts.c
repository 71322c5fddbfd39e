#include "small.h"

/*
 * Words that are counted: left to right, the longest first, none within
 * another, and apart from what candidates are made of.
 */
struct count_case {
	const char *why;
	const char *text;
	uint32_t women, men;
};

static struct count_case cases[] = {
	{ "none", "今日天晴。", 0, 0 },
	{ "one of each", "女性與男性。", 1, 1 },
	{ "the same again", "女性、女性、女性。", 3, 0 },
	{ "the longer word alone", "婦女朋友。", 1, 0 },
	{ "no word within another", "婦女生活。", 1, 0 },
	{ "an exception takes its place", "男女性別。", 0, 0 },
	{ "nor does it leave an end of it", "首先生效，先生。", 0, 1 },
	{ "Simplified script", "妇女与男性。", 1, 1 },
	{ "across a soft line end", "女\n性。", 1, 0 },
	{ "across an indented line end", "女\n　　性。", 1, 0 },
	{ "an invisible sign parts nothing", "女\u200B性。", 1, 0 },
	{ "not over a space", "性別：女 生日：七月", 0, 0 },
	{ "nor over a wide one", "學歷　先　生　方案", 0, 0 },
	{ "nor over a separator", "兒女・生活", 0, 0 },
	{ "what stands behind is counted", "男女 性別：女性", 1, 0 },
	{ "an exception must be one word, too", "男 女性", 1, 0 },
	{ "not across blocks", "女\n\n性。", 0, 0 },
	{ "beside a candidate and a cue", "女性司機。男性司機。", 1, 1 },
	{ "a word of two counts is one of the first", "雙方。", 1, 0 },
};

ParameterizedTestParameters(match_counts, words)
{
	return SMALL_CASES(cases);
}

/* The rules of all tests here. */
static struct small *
world(void)
{
	struct small *s = small_new();
	uint32_t set;

	small_rule(s, "c.a", PJ_WARNING);
	set = small_set(s, "");
	small_term(s, "女性", PJ_USE_COUNT, 0);
	small_term(s, "女生", PJ_USE_COUNT, 0);
	small_term(s, "婦女", PJ_USE_COUNT, 0);
	small_term(s, "婦女朋友", PJ_USE_COUNT, 0);
	small_term(s, "雙方", PJ_USE_COUNT, 0);
	small_term(s, "雙方", PJ_USE_COUNT, 1);
	small_term(s, "男性", PJ_USE_COUNT, 1);
	small_term(s, "先生", PJ_USE_COUNT, 1);
	small_term(s, "男女性", PJ_USE_COUNT, UINT32_MAX);
	small_term(s, "首先生", PJ_USE_COUNT, UINT32_MAX);
	small_term(s, "女性司機", PJ_USE_RULE, 0);
	small_term(s, "雙方", PJ_USE_SET, set);
	small_term(s, "男性", PJ_USE_RULE, 0);
	small_pattern(
	    s, "男性司機", PJ_PATTERN_RULE, 0, set, UINT32_MAX);
	small_build(s);
	return s;
}

ParameterizedTest(size_t *number, match_counts, words)
{
	const struct count_case *c = &cases[*number];
	struct small *s = world();

	small_text(s, c->text);
	small_match(s);
	cr_expect(s->hits.counts[0] == c->women && s->hits.counts[1] == c->men,
	    "%s: %u and %u", c->why, s->hits.counts[0], s->hits.counts[1]);
	small_free(s);
}

Test(match_counts, one_document_after_another)
{
	struct small *s = world();

	small_text(s, "女性、男性。");
	small_match(s);
	small_text(s, "女性。");
	small_match(s);
	cr_expect_eq(s->hits.counts[0], 1);
	cr_expect_eq(s->hits.counts[1], 0);
	small_free(s);
}

Test(match_counts, candidates_stay_what_they_are)
{
	struct small *s = world();

	small_text(s, "婦女、女性司機、男性。女性。");
	small_match(s);
	cr_expect_str_eq(
	    small_hits(s, s->hits.candidates, s->hits.candidate_count),
	    "女性司機 男性");
	small_free(s);
}

Test(match_counts, many_threads_count_as_one)
{
	struct small *s = world();
	struct pj_buf text = PJ_BUF_INIT;
	size_t i;

	for (i = 0; i < 400000; i++)
		pj_buf_puts(&text, i % 100000 == 0 ? "女性。\n\n" : "甲乙丙。");
	pj_buf_putc(&text, '\0');
	small_text(s, text.ptr);
	small_match(s);
	cr_expect_eq(s->hits.counts[0], 4);
	pj_buf_free(&text);
	small_free(s);
}
