#include "cases.h"
#include "rules_files.h"

/*
 * The key `document` of a rule, and the key `counts` of a file: what they
 * become, and what is refused.
 */

#define HEAD "format: 1\ncategory: c\nwords:\n  職稱: [局長, 教授]\nrules:\n"
#define RULE HEAD "- id: c.doc\n" REST "  document:\n"

static const char sample[] =
    RULE "    together: chain\n"
	 "    gap: 20\n"
	 "    need:\n"
	 "    - {name: 稱呼, find: [小姐, 太太], block: [cell, field]}\n"
	 "    - name: 頭銜\n"
	 "      least: 2\n"
	 "      pattern: [\"王{職稱}\", \"李{職稱}\"]\n"
	 "    none:\n"
	 "    - {name: 先生, find: [先生]}\n";

Test(rules_document, becomes_marks)
{
	struct pj_rules *rules = must_load(sample, false);
	const struct pj_rule *rule = &rules->rules[0];
	const struct pj_use *use =
	    find_use(rules, find_term(rules, "先生"), PJ_USE_RULE);

	cr_expect_eq(rule->together, PJ_TOGETHER_CHAIN);
	cr_expect_eq(rule->gap, 20);
	cr_assert_eq(rule->mark_count, 3);
	cr_expect_str_eq(rule->marks[0].name, "稱呼");
	cr_expect_eq(rule->marks[0].least, 1, "one by default");
	cr_expect_eq(rule->marks[0].find.count, 2);
	cr_expect(rule->marks[0].blocks != 0);
	cr_expect_eq(rule->marks[1].least, 2);
	cr_expect_eq(rule->marks[1].blocks, 0, "any block by default");
	cr_expect_eq(rule->marks[1].pattern.count, 2);
	cr_expect_str_eq(rule->marks[2].name, "先生");
	cr_expect_eq(rule->marks[2].least, 0);
	cr_expect_eq(rule->find.count, 0);
	cr_assert(use);
	cr_expect_eq(use->mark, 2);
	cr_assert_eq(rules->pattern_count, 2);
	cr_expect_eq(rules->patterns[1].mark, 1);
	pj_rules_free(rules);
}

Test(rules_document, with_is_the_first_gate)
{
	struct pj_rules *rules = must_load(
	    RULE "    together: chain\n"
		 "    need:\n"
		 "    - {name: 甲, with: [出席, 與會], pattern: \"王{職稱}\"}\n",
	    false);
	const struct pj_pattern *p = &rules->patterns[0];
	const struct pj_use *use =
	    find_use(rules, find_term(rules, "與會"), PJ_USE_SET);

	cr_assert_eq(p->gate_count, 2);
	cr_assert(use);
	cr_expect_eq(p->gates[0].set, use->id);
	cr_expect_neq(p->gates[1].set, use->id);
	cr_expect_not(rules->sets[use->id].kept, "it only opens a gate");
	cr_expect_eq(rules->rules[0].marks[0].with.count, 2);
	pj_rules_free(rules);
}

Test(rules_document, a_rule_that_is_none_has_no_marks)
{
	struct pj_rules *rules =
	    must_load(HEAD "- id: c.a\n" REST "  find: [小姐]\n", false);

	cr_expect_eq(rules->rules[0].together, PJ_ALONE);
	cr_expect_eq(rules->rules[0].mark_count, 0);
	pj_rules_free(rules);
}

Test(rules_document, counts_become_uses)
{
	struct pj_rules *rules = must_load(
	    "format: 1\nwords: {她們: [女性, 婦女]}\n"
	    "counts:\n"
	    "- name: men\n  title: {zh: 男性}\n  find: [先生]\n"
	    "  except: [首先生]\n"
	    "- name: women\n  title: {zh: 女性, en: women}\n"
	    "  find: [\"{她們}\"]\n",
	    false);
	const struct pj_use *use =
	    find_use(rules, find_term(rules, "婦女"), PJ_USE_COUNT);

	cr_assert_eq(rules->count_count, 2);
	cr_expect_str_eq(rules->counts[0].name, "men");
	cr_expect_str_eq(rules->counts[0].title_en, "男性");
	cr_expect_str_eq(rules->counts[1].title_en, "women");
	cr_assert(use);
	cr_expect_eq(use->id, 1);
	use = find_use(rules, find_term(rules, "首先生"), PJ_USE_COUNT);
	cr_assert(use);
	cr_expect_eq(use->id, UINT32_MAX);
	pj_rules_free(rules);
}

struct refused_case {
	const char *why;
	const char *text;
	uint32_t line, column;
	const char *message; /* part of it */
};

#define NEED "    need: [{name: 甲, find: [小姐]}]\n"

static struct refused_case refused[] = {
	{ "an unknown key", RULE "    togehter: chain\n" NEED, 12, 5,
	    "did you mean \"together\"" },
	{ "no together", RULE NEED, 12, 5, "\"together\" is missing" },
	{ "an unknown way", RULE "    together: table\n" NEED, 12, 15,
	    "chain, block, document" },
	{ "no need", RULE "    together: block\n", 12, 5,
	    "\"need\" is missing" },
	{ "an empty need", RULE "    together: block\n    need: []\n", 13, 11,
	    "nothing here" },
	{ "a gap without a chain",
	    RULE "    together: block\n    gap: 3\n" NEED, 13, 5,
	    "only marks of a \"chain\"" },
	{ "a gap that is no number",
	    RULE "    together: chain\n    gap: far\n" NEED, 13, 10,
	    "\"gap\" is a number" },
	{ "a mark without a name",
	    RULE "    together: block\n    need: [{find: [小姐]}]\n", 13, 12,
	    "\"name\" is missing" },
	{ "a mark that looks for nothing",
	    RULE "    together: block\n    need: [{name: 甲}]\n", 13, 12,
	    "\"find\" or \"pattern\" is missing" },
	{ "two marks of one name",
	    RULE "    together: block\n" NEED
		 "    none: [{name: 甲, find: [先生]}]\n",
	    14, 19, "called \"甲\"" },
	{ "least of what must not be there",
	    RULE "    together: block\n" NEED
		 "    none: [{name: 乙, least: 2, find: [先生]}]\n",
	    14, 22, "least" },
	{ "a least of nothing",
	    RULE "    together: block\n"
		 "    need: [{name: 甲, least: 0, find: [先生]}]\n",
	    13, 29, "stands under \"none\"" },
	{ "find beside document",
	    RULE "    together: block\n" NEED "  find: [先生]\n", 14, 3,
	    "stands under" },
	{ "neither of the three", HEAD "- id: c.a\n" REST, 6, 3,
	    "\"document\"" },
	{ "a count without words",
	    "format: 1\ncounts:\n- name: a\n  title: {zh: 甲}\n", 3, 3,
	    "\"find\" is missing" },
	{ "a count twice",
	    "format: 1\ncounts:\n- {name: a, title: {zh: 甲}, find: [甲甲]}\n"
	    "- {name: a, title: {zh: 甲}, find: [甲甲]}\n",
	    4, 10, "defined twice" },
	{ "too many counts",
	    "format: 1\ncounts:\n"
	    "- {name: a, title: {zh: 甲}, find: [甲甲]}\n"
	    "- {name: b, title: {zh: 甲}, find: [甲甲]}\n"
	    "- {name: c, title: {zh: 甲}, find: [甲甲]}\n"
	    "- {name: d, title: {zh: 甲}, find: [甲甲]}\n"
	    "- {name: e, title: {zh: 甲}, find: [甲甲]}\n"
	    "- {name: f, title: {zh: 甲}, find: [甲甲]}\n"
	    "- {name: g, title: {zh: 甲}, find: [甲甲]}\n"
	    "- {name: h, title: {zh: 甲}, find: [甲甲]}\n"
	    "- {name: i, title: {zh: 甲}, find: [甲甲]}\n",
	    11, 3, "at most 8" },
	{ "with beside find",
	    RULE "    together: block\n"
		 "    need: [{name: 甲, with: [與會], find: [先生]}]\n",
	    13, 22, "for patterns" },
	{ "a kind of block that is none",
	    RULE "    together: block\n"
		 "    need: [{name: 甲, block: [row], find: [先生]}]\n",
	    13, 30, "is not known here" },
	{ "an unknown list in a mark",
	    RULE "    together: block\n"
		 "    need: [{name: 甲, find: [\"{職業}\"]}]\n",
	    13, 29, "職業" },
};

CASES(rules_document, refused, refused)
{
	const struct refused_case *c = &refused[*row];
	struct pj_error err;
	struct pj_rules *rules = load_text(c->text, false, &err);

	cr_assert_null(rules, "%s", c->why);
	cr_expect_eq(err.code, PJ_ECONFIG, "%s", c->why);
	cr_expect(strstr(err.message, c->message), "%s: %s", c->why,
	    err.message);
	cr_expect(err.line == c->line && err.column == c->column,
	    "%s: at %u:%u", c->why, err.line, err.column);
}
