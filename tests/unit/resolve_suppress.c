#include <criterion/criterion.h>

#include "small.h"

/* AT is the number of bytes of the text that stand before the directive. */
struct suppress_case {
	const char *why;
	const char *text;
	const char *bodies[3];
	const char *before[3];
	const char *want;
	const char *notes;
};

static struct suppress_case cases[] = {
	{ "the next block", "甲。\n\n外勞。\n\n外勞。",
	    { "pingjian-disable-next c.a -- quoted from a law" },
	    { "甲。\n\n" }, "外勞:suppressed:quoted from a law 外勞:kept", "" },
	{ "the rest of a block around it", "外勞甲外勞。",
	    { "pingjian-disable-next c.a -- r" }, { "外勞甲" },
	    "外勞:kept 外勞:suppressed:r", "" },
	{ "all of its rules", "外勞辣妹。",
	    { "pingjian-disable-next all -- r" }, { "" },
	    "外勞:suppressed:r 辣妹:suppressed:r", "" },
	{ "a category", "外勞辣妹。", { "pingjian-disable-next c -- r" },
	    { "" }, "外勞:suppressed:r 辣妹:suppressed:r", "" },
	{ "one rule and not the other", "外勞辣妹。",
	    { "pingjian-disable-next c.b -- r" }, { "" },
	    "外勞:kept 辣妹:suppressed:r", "" },
	{ "several rules", "外勞辣妹。",
	    { "pingjian-disable-next c.a,c.b -- r" }, { "" },
	    "外勞:suppressed:r 辣妹:suppressed:r", "" },
	{ "from here on", "外勞。\n\n外勞。\n\n外勞。",
	    { "pingjian-disable c.a -- r" }, { "外勞。\n\n" },
	    "外勞:kept 外勞:suppressed:r 外勞:suppressed:r", "" },
	{ "until there", "外勞。\n\n外勞。\n\n外勞。",
	    { "pingjian-disable c.a -- r", "pingjian-enable c.a" },
	    { "", "外勞。\n\n" }, "外勞:suppressed:r 外勞:kept 外勞:kept", "" },
	{ "until everything is screened again", "外勞。\n\n辣妹。",
	    { "pingjian-disable c.a c.b -- r", "pingjian-enable" },
	    { "", "外勞。\n\n" }, "外勞:suppressed:r 辣妹:kept",
	    "suppression-unused" },
	{ "without a reason it is not obeyed", "外勞。",
	    { "pingjian-disable-next c.a" }, { "" }, "外勞:kept",
	    "suppression-without-reason" },
	{ "a dash as it comes out of a keyboard", "外勞。",
	    { "pingjian-disable-next c.a － 引用法條" }, { "" },
	    "外勞:suppressed:引用法條", "" },
	{ "an unknown rule", "外勞。", { "pingjian-disable-next c.x -- r" },
	    { "" }, "外勞:kept", "suppression-unknown-rule" },
	{ "no rule at all", "外勞。", { "pingjian-disable-next -- r" }, { "" },
	    "外勞:kept", "suppression-unknown-rule" },
	{ "nothing to suppress", "甲。", { "pingjian-disable-next c.a -- r" },
	    { "" }, "", "suppression-unused" },
	{ "behind the last block", "外勞。",
	    { "pingjian-disable-next c.a -- r" }, { "外勞。" }, "外勞:kept",
	    "suppression-unused" },
	{ "what is not known", "外勞。", { "pingjian-off c.a -- r" }, { "" },
	    "外勞:kept", "suppression-unknown" },
	{ "one of two is idle", "外勞。",
	    { "pingjian-disable-next c.a, c.b -- r" }, { "" },
	    "外勞:suppressed:r", "suppression-unused" },
	{ "what it had hidden comes to light", "女強人。",
	    { "pingjian-disable-next c.e -- r" }, { "" },
	    "女強人:kept 強人:suppressed:r", "" },
	{ "a hit that overlaps is a use too", "女強人。",
	    { "pingjian-disable-next c.b -- r" }, { "" },
	    "女強人:suppressed:r 強人:kept", "" },
	{ "both of two that overlap", "女強人。",
	    { "pingjian-disable-next c.b c.e -- r" }, { "" },
	    "女強人:suppressed:r 強人:suppressed:r", "" },
};

ParameterizedTestParameters(resolve, suppressions)
{
	return SMALL_CASES(cases);
}

ParameterizedTest(size_t *number, resolve, suppressions)
{
	const struct suppress_case *c = &cases[*number];
	struct small *s = small_new();
	size_t i;

	small_rule(s, "c.a", PJ_WARNING);
	small_rule(s, "c.b", PJ_WARNING);
	small_rule(s, "c.e", PJ_ERROR);
	small_term(s, "外勞", PJ_USE_RULE, 0);
	small_term(s, "辣妹", PJ_USE_RULE, 1);
	small_term(s, "女強人", PJ_USE_RULE, 1);
	small_term(s, "強人", PJ_USE_RULE, 2);
	small_build(s);
	small_text(s, c->text);
	for (i = 0; i < 3 && c->bodies[i]; i++)
		s->directive[i] =
		    (struct pj_directive){ (uint32_t)strlen(c->before[i]), 1,
			    pj_str(c->bodies[i]) };
	s->doc.directive_count = i;
	small_resolve(s);
	cr_expect_str_eq(small_decisions(s), c->want, "%s: %s, want %s", c->why,
	    small_decisions(s), c->want);
	cr_expect_str_eq(small_notes(s), c->notes, "%s: notes %s, want %s",
	    c->why, small_notes(s), c->notes);
	small_free(s);
}

/* A body that names NAME so many TIMES. */
static struct pj_str
repeat(struct small *s, const char *verb, const char *name, size_t times)
{
	char *text = pj_arena_alloc(
	    s->arena, strlen(verb) + times * (strlen(name) + 1) + 16, 1);
	char *at = stpcpy(text, verb);

	while (times-- > 0)
		at = stpcpy(stpcpy(at, " "), name);
	stpcpy(at, " -- r");
	return pj_str(text);
}

struct many_case {
	const char *why;
	const char *verb, *name;
	size_t times;
	const char *want, *notes;
};

static struct many_case many_cases[] = {
	{ "an unknown name is told once", "pingjian-disable", "c.x", 900,
	    "外勞:suppressed:r", "suppression-unknown-rule" },
	{ "names that are unknown count", "pingjian-disable", "c.x", 1000,
	    "外勞:kept", "suppression-unknown-rule suppression-limit" },
	{ "a limit is told once", "pingjian-disable", "c.x", 100000,
	    "外勞:kept", "suppression-unknown-rule suppression-limit" },
	{ "names to enable count as well", "pingjian-enable", "c.x", 100000,
	    "外勞:kept", "suppression-limit" },
};

ParameterizedTestParameters(resolve, many_suppressions)
{
	return SMALL_CASES(many_cases);
}

/* Many names first, then one that is known. */
ParameterizedTest(size_t *number, resolve, many_suppressions)
{
	const struct many_case *c = &many_cases[*number];
	struct small *s = small_new();

	small_rule(s, "c.a", PJ_WARNING);
	small_term(s, "外勞", PJ_USE_RULE, 0);
	small_build(s);
	small_text(s, "外勞。");
	s->directive[0] = (struct pj_directive){ 0, 1,
		repeat(s, c->verb, c->name, c->times) };
	s->directive[1] =
	    (struct pj_directive){ 0, 2, pj_str("pingjian-disable c.a -- r") };
	s->doc.directive_count = 2;
	small_resolve(s);
	cr_expect_str_eq(
	    small_decisions(s), c->want, "%s: %s", c->why, small_decisions(s));
	cr_expect_str_eq(
	    small_notes(s), c->notes, "%s: %s", c->why, small_notes(s));
	small_free(s);
}

/* A deadline that has passed ends it: many names of many kinds. */
Test(resolve, suppressions_obey_the_deadline)
{
	struct small *s = small_new();
	struct pj_deadline past = { 1 };

	small_rule(s, "c.a", PJ_WARNING);
	small_term(s, "外勞", PJ_USE_RULE, 0);
	small_build(s);
	small_text(s, "外勞。");
	s->directive[0] =
	    (struct pj_directive){ 0, 1, pj_str("pingjian-disable c.a -- r") };
	s->doc.directive_count = 1;
	small_match(s);
	cr_expect_not(pj_resolve(s->arena, &s->rules, s->words, &s->doc,
	    &s->fold, &s->segments, &s->hits, past, &s->decisions, &s->notes,
	    &s->err));
	cr_expect_eq(s->err.code, PJ_ELIMIT);
	small_free(s);
}
