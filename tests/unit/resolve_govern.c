#include "decide.h"

/* What headings, lead-ins and the first row of a table govern. */

static struct decide_case heading_cases[] = {
	{ "no heading", "外勞。", "外勞:kept" },
	{ "under the heading", "# 禁用詞\n\n甲。\n\n外勞。",
	    "外勞:context:禁用" },
	{ "to the next heading", "# 禁用詞\n\n甲。\n\n# 新聞\n\n外勞。",
	    "外勞:kept" },
	{ "under a lead-in", "禁用：\n\n- 女工\n\n- 外勞",
	    "外勞:context:禁用" },
	{ "a line without a colon leads nothing in", "禁用。\n\n- 外勞",
	    "外勞:kept" },
	{ "a lead-in ends with its list", "禁用：\n\n- 女工\n\n外勞。",
	    "外勞:kept" },
	{ "a label needs no colon above a list", "禁用詞\r- 女工\r- 外勞來了。",
	    "外勞:context:禁用" },
	{ "short lines below a label", "甲。\n\n禁用詞\r女工\r外勞",
	    "外勞:context:禁用" },
	{ "a label among them", "宣導\r禁用詞\r女工\r外勞",
	    "外勞:context:禁用" },
	{ "a blank line ends them", "禁用詞\r女工\n\n外勞\r甲", "外勞:kept" },
	{ "a sentence ends them", "甲。\n\n禁用詞\r女工來了。\r外勞",
	    "外勞:kept" },
	{ "what stands above a label is not below it", "外勞\r禁用詞",
	    "外勞:kept" },
	{ "the heading itself is not under it", "# 禁用外勞", "外勞:kept" },
};

ParameterizedTestParameters(resolve, headings)
{
	return SMALL_CASES(heading_cases);
}

static struct small *
make_heading(struct pj_condition *condition)
{
	struct small *s = small_new();

	*condition = (struct pj_condition){ PJ_EFFECT_DROP,
		{ .kind = PJ_TEST_HEADING } };
	small_rule(s, "c.a", PJ_WARNING);
	s->rule[0].conditions = condition;
	s->rule[0].condition_count = 1;
	condition->test.id = small_set(s, "禁用");
	small_term(s, "外勞", PJ_USE_RULE, 0);
	small_term(s, "禁用", PJ_USE_SET, 0);
	small_build(s);
	return s;
}

ParameterizedTest(size_t *number, resolve, headings)
{
	const struct decide_case *c = &heading_cases[*number];
	struct pj_condition condition;

	expect(make_heading(&condition), c);
}

Test(resolve, a_column_is_governed_by_its_first_row)
{
	struct pj_condition condition;
	struct small *s = make_heading(&condition);
	size_t i;

	small_text(s, "禁用\n\n建議\n\n外勞\n\n外勞\n\n外勞\n\n外勞");
	for (i = 0; i < 6; i++) {
		s->block[i].kind = PJ_BLOCK_CELL;
		s->block[i].table = i < 4 ? 1 : 2;
		s->block[i].row = (uint32_t)(i % 4 / 2 + 1);
		s->block[i].column = (uint32_t)(i % 2 + 1);
	}
	small_resolve(s);
	cr_expect_str_eq(small_decisions(s),
	    "外勞:context:禁用 外勞:kept 外勞:kept 外勞:kept", "%s",
	    small_decisions(s));
	small_free(s);
}
