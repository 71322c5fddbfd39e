#include "small.h"

/*
 * Document-level rules: which marks belong together, what is flagged, what
 * is its evidence, and what stays silent.  A decision is written
 * "hit:reason[:detail]", then "+name=text" for each of its evidence.
 */
struct gather_case {
	const char *why;
	const char *text;
	const char *want;
};

static const char *
line_of(struct small *s)
{
	char *line = pj_arena_printf(s->arena, "%s", "");
	size_t i, k;

	for (i = 0; i < s->decisions.count; i++) {
		const struct pj_decision *d = &s->decisions.at[i];

		line = pj_arena_printf(s->arena, "%s%s%.*s:%s%s%s", line,
		    i ? " " : "", (int)(d->hit->text.end - d->hit->text.begin),
		    s->doc.text.ptr + d->hit->text.begin,
		    pj_reason_name(d->reason), *d->detail ? ":" : "",
		    d->detail);
		for (k = 0; k < d->evidence_count; k++) {
			const struct pj_evidence *e = &d->evidence[k];

			line = pj_arena_printf(s->arena, "%s+%s=%.*s", line,
			    e->name,
			    (int)(e->hit->text.end - e->hit->text.begin),
			    s->doc.text.ptr + e->hit->text.begin);
		}
	}
	return line;
}

/* A rule that needs 甲 once and 乙 LEAST times, and no 丁. */
static struct pj_rule *
gather_rule(struct small *s, enum pj_together together, uint32_t least)
{
	struct pj_mark *marks = pj_arena_alloc(s->arena, 3, sizeof(*marks));
	struct pj_rule *rule = small_rule(s, "c.doc", PJ_WARNING);
	uint32_t id = (uint32_t)s->rules.rule_count - 1;
	static const char *const words[] = { "甲甲", "乙乙", "丁丁" };
	static const char *const names[] = { "a", "b", "none" };
	size_t m;

	for (m = 0; m < 3; m++) {
		marks[m].name = names[m];
		marks[m].least = m == 2 ? 0 : m == 1 ? least : 1;
		small_term(s, words[m], PJ_USE_RULE, id)->mark = (uint8_t)m;
	}
	rule->together = together;
	rule->gap = 4;
	rule->marks = marks;
	rule->mark_count = 3;
	return rule;
}

static void
expect(struct small *s, const struct gather_case *c)
{
	small_text(s, c->text);
	small_resolve(s);
	cr_expect_str_eq(
	    line_of(s), c->want, "%s: %s, want %s", c->why, line_of(s), c->want);
	small_free(s);
}

/* --- a chain */

static struct gather_case chain_cases[] = {
	{ "all that is needed", "甲甲、乙乙。", "甲甲:kept+b=乙乙" },
	{ "in any order", "乙乙、甲甲。", "甲甲:kept+b=乙乙" },
	{ "across blocks", "甲甲\n\n乙乙", "甲甲:kept+b=乙乙" },
	{ "something is missing", "甲甲。", "甲甲:need:b" },
	{ "only what is no reason to flag", "乙乙。", "" },
	{ "what must not be there is", "甲甲、乙乙、丁丁。",
	    "甲甲:context:none" },
	{ "it is there alone", "丁丁。", "" },
	{ "a gap of four", "甲甲一二三四乙乙。", "甲甲:kept+b=乙乙" },
	{ "a gap of five", "甲甲一二三四五乙乙。", "甲甲:need:b" },
	{ "each link counts, not the whole", "甲甲一二三四甲甲一二三四乙乙。",
	    "甲甲:kept+a=甲甲+b=乙乙" },
	{ "two chains are two findings",
	    "甲甲、乙乙。一二三四五六。乙乙、甲甲。",
	    "甲甲:kept+b=乙乙 甲甲:kept+b=乙乙" },
	{ "what excuses one chain leaves the other",
	    "甲甲、乙乙、丁丁。一二三四五六。甲甲、乙乙。",
	    "甲甲:context:none 甲甲:kept+b=乙乙" },
};

ParameterizedTestParameters(gather, chain)
{
	return SMALL_CASES(chain_cases);
}

ParameterizedTest(size_t *number, gather, chain)
{
	struct small *s = small_new();

	gather_rule(s, PJ_TOGETHER_CHAIN, 1);
	small_build(s);
	expect(s, &chain_cases[*number]);
}

/* --- blocks and documents */

static struct gather_case block_cases[] = {
	{ "far apart in one block", "甲甲一二三四五六。七八。乙乙。",
	    "甲甲:kept+b=乙乙" },
	{ "two blocks", "甲甲。\n\n乙乙。", "甲甲:need:b" },
	{ "what must not be there is elsewhere", "甲甲、乙乙。\n\n丁丁。",
	    "甲甲:kept+b=乙乙" },
	{ "what must not be there is behind", "甲甲、乙乙。一二。丁丁。",
	    "甲甲:context:none" },
};

ParameterizedTestParameters(gather, block)
{
	return SMALL_CASES(block_cases);
}

ParameterizedTest(size_t *number, gather, block)
{
	struct small *s = small_new();

	gather_rule(s, PJ_TOGETHER_BLOCK, 1);
	small_build(s);
	expect(s, &block_cases[*number]);
}

static struct gather_case document_cases[] = {
	{ "two blocks", "甲甲。\n\n一二三四五六七。\n\n乙乙。乙乙。",
	    "甲甲:kept+b=乙乙+b=乙乙" },
	{ "fewer than the least", "甲甲。\n\n乙乙。", "甲甲:need:b" },
	{ "what must not be there is anywhere",
	    "甲甲。乙乙。乙乙。\n\n一二三四五六七。丁丁。",
	    "甲甲:context:none" },
};

ParameterizedTestParameters(gather, document)
{
	return SMALL_CASES(document_cases);
}

ParameterizedTest(size_t *number, gather, document)
{
	struct small *s = small_new();

	gather_rule(s, PJ_TOGETHER_DOCUMENT, 2);
	small_build(s);
	expect(s, &document_cases[*number]);
}

/* --- what decides a mark before it is gathered */

static struct gather_case mark_cases[] = {
	{ "a protected mark is none", "甲甲甲、乙乙。",
	    "甲甲:protected:protected 甲甲:protected:protected" },
	{ "a protected one excuses all the same", "甲甲、乙乙、丁丁丁。",
	    "甲甲:context:none" },
	{ "a condition of the rule drops marks", "甲甲、乙乙。戊戊",
	    "甲甲:kept+b=乙乙" },
	{ "and it does so one by one", "戊戊甲甲、乙乙。",
	    "甲甲:context:戊戊" },
	{ "two terms in one place are one mark", "甲甲、乙乙乙。",
	    "甲甲:need:b" },
	{ "two places are two", "甲甲、乙乙、乙乙乙。",
	    "甲甲:kept+b=乙乙+b=乙乙乙" },
};

ParameterizedTestParameters(gather, marks)
{
	return SMALL_CASES(mark_cases);
}

ParameterizedTest(size_t *number, gather, marks)
{
	struct small *s = small_new();
	struct pj_rule *rule = gather_rule(s, PJ_TOGETHER_CHAIN, 2);
	uint32_t set = small_set(s, "");
	struct pj_condition *condition =
	    pj_arena_alloc(s->arena, 1, sizeof(*condition));

	if (*number < 4)
		((struct pj_mark *)(uintptr_t)rule->marks)[1].least = 1;
	condition->effect = PJ_EFFECT_DROP;
	condition->test = (struct pj_test){ .kind = PJ_TEST_NEAR,
		.id = set,
		.within = PJ_WITHIN_SENTENCE,
		.gap = 0 };
	rule->conditions = condition;
	rule->condition_count = 1;
	small_term(s, "戊戊", PJ_USE_SET, set);
	small_term(s, "甲甲甲", PJ_USE_PROTECT, 0);
	small_term(s, "丁丁丁", PJ_USE_PROTECT, 0);
	small_term(s, "乙乙乙", PJ_USE_RULE, 0)->mark = 1;
	small_build(s);
	expect(s, &mark_cases[*number]);
}

/* --- beside other rules, and bounds */

Test(gather, other_rules_and_their_order_are_left_alone)
{
	static const struct gather_case c = { "beside another rule",
		"外勞、甲甲、外勞、乙乙、外勞。",
		"外勞:kept 甲甲:kept+b=乙乙 外勞:kept 外勞:kept" };
	struct small *s = small_new();

	gather_rule(s, PJ_TOGETHER_CHAIN, 1);
	small_rule(s, "c.z", PJ_WARNING);
	small_term(s, "外勞", PJ_USE_RULE, 1);
	small_build(s);
	expect(s, &c);
}

/* --- further marks of the kind that is flagged */

static struct gather_case told_cases[] = {
	{ "another rule at the flagged mark", "甲甲、乙乙。",
	    "甲甲:kept+b=乙乙 甲甲:overlap:c.doc" },
	{ "at a further mark of its kind", "甲甲、乙乙、甲甲。",
	    "甲甲:kept+b=乙乙+a=甲甲 甲甲:overlap:c.doc 甲甲:overlap:c.doc" },
	{ "a higher one there stays", "甲甲、乙乙、甲甲戊戊。",
	    "甲甲:kept+b=乙乙+a=甲甲 甲甲:overlap:c.doc "
	    "甲甲戊戊:kept 甲甲:overlap:c.err" },
	{ "at a mark of another kind", "甲甲、乙乙己己。",
	    "甲甲:kept+b=乙乙 甲甲:overlap:c.doc 乙乙己己:kept" },
	{ "where nothing is gathered", "甲甲。", "甲甲:need:b 甲甲:kept" },
};

ParameterizedTestParameters(gather, told)
{
	return SMALL_CASES(told_cases);
}

ParameterizedTest(size_t *number, gather, told)
{
	struct small *s = small_new();

	gather_rule(s, PJ_TOGETHER_CHAIN, 1);
	small_rule(s, "c.warn", PJ_WARNING);
	small_rule(s, "c.err", PJ_ERROR);
	small_term(s, "甲甲", PJ_USE_RULE, 1);
	small_term(s, "乙乙己己", PJ_USE_RULE, 1);
	small_term(s, "甲甲戊戊", PJ_USE_RULE, 2);
	small_build(s);
	expect(s, &told_cases[*number]);
}

Test(gather, what_only_asks_for_is_evidence)
{
	static const struct gather_case c = { "a cue of the block",
		"戊戊。甲甲、乙乙。\n\n甲甲、乙乙。",
		"甲甲:kept+cue=戊戊+b=乙乙 甲甲:need" };
	struct small *s = small_new();
	struct pj_rule *rule = gather_rule(s, PJ_TOGETHER_BLOCK, 1);
	uint32_t set = small_set(s, "cue");
	struct pj_condition *condition =
	    pj_arena_alloc(s->arena, 1, sizeof(*condition));

	condition->effect = PJ_EFFECT_NEED;
	condition->test = (struct pj_test){ .kind = PJ_TEST_NEAR,
		.id = set,
		.within = PJ_WITHIN_BLOCK,
		.gap = UINT32_MAX };
	rule->conditions = condition;
	rule->condition_count = 1;
	small_term(s, "戊戊", PJ_USE_SET, set);
	small_build(s);
	expect(s, &c);
}

Test(gather, marks_stand_only_in_blocks_of_their_kind)
{
	static const struct gather_case c = { "a list item and a paragraph",
		"- 甲甲、乙乙\n\n一二三四五六\n\n甲甲、乙乙",
		"甲甲:kept+b=乙乙" };
	struct small *s = small_new();
	struct pj_rule *rule = gather_rule(s, PJ_TOGETHER_CHAIN, 1);

	((struct pj_mark *)(uintptr_t)rule->marks)[0].blocks =
	    1U << PJ_BLOCK_LIST_ITEM;
	small_build(s);
	expect(s, &c);
}

Test(gather, advice_of_other_marks_is_no_repeat)
{
	static const struct gather_case c = { "the same phrase is flagged twice",
		"甲甲、乙乙。一二三四五六。甲甲、乙乙。外勞、外勞。",
		"甲甲:kept+b=乙乙 甲甲:kept+b=乙乙 外勞:kept 外勞:repeat" };
	struct small *s = small_new();

	gather_rule(s, PJ_TOGETHER_CHAIN, 1)->severity = PJ_ADVICE;
	small_rule(s, "c.z", PJ_ADVICE);
	small_term(s, "外勞", PJ_USE_RULE, 1);
	small_build(s);
	expect(s, &c);
}

Test(gather, evidence_is_bounded)
{
	struct small *s = small_new();
	struct pj_buf text = PJ_BUF_INIT;
	size_t i;

	gather_rule(s, PJ_TOGETHER_DOCUMENT, 2);
	small_build(s);
	pj_buf_puts(&text, "甲甲。");
	for (i = 0; i < 1000; i++)
		pj_buf_puts(&text, "乙乙。");
	pj_buf_putc(&text, '\0');
	small_text(s, text.ptr);
	small_find(s);
	cr_expect_eq(s->decisions.count, 1);
	cr_expect_eq(s->decisions.at[0].evidence_count, PJ_EVIDENCE_MAX);
	cr_expect_eq(s->findings.kept[0].evidence_count, PJ_EVIDENCE_MAX);
	pj_buf_free(&text);
	small_free(s);
}

Test(gather, evidence_has_its_place)
{
	struct small *s = small_new();
	const struct pj_finding *f;

	gather_rule(s, PJ_TOGETHER_BLOCK, 1);
	small_build(s);
	small_text(s, "一乙乙\n二三甲甲\n");
	small_find(s);
	cr_assert_eq(s->findings.kept_count, 1);
	f = &s->findings.kept[0];
	cr_expect_eq(f->location.line, 2);
	cr_expect_eq(f->location.column, 3);
	cr_assert_eq(f->evidence_count, 1);
	cr_expect_str_eq(f->evidence[0].name, "b");
	cr_expect(pj_str_equal(f->evidence[0].text, pj_str("乙乙")));
	cr_expect_eq(f->evidence[0].location.line, 1);
	cr_expect_eq(f->evidence[0].location.column, 2);
	cr_expect_eq(f->evidence[0].location.bytes[0], 3);
	cr_expect_eq(f->evidence[0].location.bytes[1], 9);
	small_free(s);
}

Test(gather, a_draft_may_suppress_it)
{
	struct small *s = small_new();

	gather_rule(s, PJ_TOGETHER_CHAIN, 1);
	small_build(s);
	s->directive[0] = (struct pj_directive){ 0, 1,
		pj_str("pingjian-disable c.doc -- 已說明") };
	s->doc.directive_count = 1;
	small_text(s, "甲甲、乙乙。");
	small_resolve(s);
	cr_expect_str_eq(line_of(s), "甲甲:suppressed:已說明+b=乙乙");
	small_free(s);
}
