#include "cases.h"
#include "rules_files.h"

#define HEAD "format: 1\ncategory: c\n"

static const char sample[] =
    HEAD "title: {zh: 類, en: Kind}\n"
	 "words:\n"
	 "  女性: [女性, 女生]\n"
	 "  職稱: [司機, 警察, 警員]\n"
	 "  全部: [\"{女性}\", 媽媽, 女性]\n"
	 "protected:\n"
	 "- kind: school\n"
	 "  phrases: [\"景美{女性}\", 北一女]\n"
	 "rules:\n"
	 "- id: c.b-marked\n" REST "  find: [\"女{職稱}\", 說三道四的, 臺女]\n"
	 "  except: [美女司機座, \"婦女{職稱}\"]\n"
	 "  suggest: [\"{職稱}\"]\n"
	 "- id: c.a-all\n" REST "  find: [\"{全部}們\"]\n"
	 "  boundary: none\n";

Test(rules_load, tables)
{
	struct pj_rules *rules = must_load(sample, false);

	cr_expect_eq(rules->rule_count, 2);
	cr_expect_str_eq(rules->rules[0].id, "c.a-all", "rules are by id");
	cr_expect_str_eq(rules->rules[1].category, "c");
	cr_expect_str_eq(rules->categories[0].title_zh, "類");
	cr_expect_str_eq(rules->rules[1].message_en, "Why");
	cr_expect_str_eq(rules->rules[1].basis.at[0], "b");
	cr_expect_str_eq(rules->rules[1].find.at[0], "女{職稱}");
	cr_expect_eq(rules->lists.count, 3);
	cr_expect_str_eq(rules->protects.at[0], "school");
	cr_expect_eq(rules->rules[1].line, 12);
	cr_expect(strstr(rules->rules[1].file, "/a.yml"));
	pj_rules_free(rules);
}

Test(rules_load, terms_are_sorted_and_distinct)
{
	struct pj_rules *rules = must_load(sample, false);

	for (size_t i = 1; i < rules->term_count; i++) {
		const struct pj_term *a = &rules->terms[i - 1];
		const struct pj_term *b = &rules->terms[i];
		uint32_t n = a->count < b->count ? a->count : b->count;
		uint32_t k = 0;

		while (k < n && a->units[k] == b->units[k])
			k++;
		cr_assert(
		    k == n ? a->count < b->count : a->units[k] < b->units[k],
		    "terms %zu and %zu", i - 1, i);
	}
	pj_rules_free(rules);
}

struct use_case {
	const char *why;
	const char *text;
	enum pj_use_kind kind;
	bool there;
	bool word;
	uint32_t capture_begin, capture_count;
	const char *list; /* captured, or NULL */
};

static const struct use_case uses[] = {
	{ "product with a list", "女司機", PJ_USE_RULE, true, true, 1, 2,
	    "職稱" },
	{ "four characters need no boundary", "說三道四的", PJ_USE_RULE, true,
	    false, 0, 0, NULL },
	{ "variants fold together", "台女", PJ_USE_RULE, true, true, 0, 0,
	    NULL },
	{ "Simplified script is the same term", "女警员", PJ_USE_RULE, true,
	    true, 1, 2, "職稱" },
	{ "list within a list", "女生們", PJ_USE_RULE, true, false, 0, 2,
	    "全部" },
	{ "a list's own word beside it", "媽媽們", PJ_USE_RULE, true, false, 0,
	    2, "全部" },
	{ "exception", "美女司機座", PJ_USE_EXCEPT, true, false, 0, 0, NULL },
	{ "exception with a list", "婦女警察", PJ_USE_EXCEPT, true, false, 0, 0,
	    NULL },
	{ "protected phrase with a list", "景美女生", PJ_USE_PROTECT, true,
	    false, 0, 0, NULL },
	{ "no term", "司機", PJ_USE_RULE, false, false, 0, 0, NULL },
};

CASES(rules_load, uses, uses)
{
	const struct use_case *c = &uses[*row];
	struct pj_rules *rules = must_load(sample, false);
	const struct pj_use *use =
	    find_use(rules, find_term(rules, c->text), c->kind);

	cr_assert_eq(use != NULL, c->there, "%s", c->why);
	if (use) {
		cr_expect_eq(use->word, c->word, "%s: word", c->why);
		cr_expect_eq(
		    use->capture_begin, c->capture_begin, "%s: begin", c->why);
		cr_expect_eq(
		    use->capture_count, c->capture_count, "%s: count", c->why);
	}
	if (use && c->list)
		cr_expect_str_eq(rules->lists.at[use->capture_list], c->list);
	pj_rules_free(rules);
}

Test(rules_load, a_word_that_comes_twice_is_one_term)
{
	struct pj_rules *rules = must_load(sample, false);
	const struct pj_term *term = find_term(rules, "女性們");

	cr_assert(term);
	cr_expect_eq(term->use_count, 1);
	pj_rules_free(rules);
}

Test(rules_load, finds_by_id)
{
	struct pj_rules *rules = must_load(sample, false);

	cr_expect_eq(pj_rules_find(rules, pj_str("c.a-all")), &rules->rules[0]);
	cr_expect_eq(
	    pj_rules_find(rules, pj_str("c.b-marked")), &rules->rules[1]);
	cr_expect_null(pj_rules_find(rules, pj_str("c.b")));
	cr_expect_null(pj_rules_find(rules, pj_str("")));
	cr_expect_str_eq(
	    pj_rules_nearest(rules, pj_str("c.b-markde")), "c.b-marked");
	cr_expect_null(pj_rules_nearest(rules, pj_str("nothing-like-it")));
	pj_rules_free(rules);
}

Test(rules_load, a_later_folder_replaces)
{
	static const struct rule_file base[] = {
		{ "a.yml", HEAD "words: {x: [甲甲]}\nrules:\n- id: c.r\n" REST
				"  find: [\"{x}\", 乙乙]\n" },
		{ "b.yml", BASIS }
	};
	static const struct rule_file layer[] = { { "a.yml",
	    HEAD "words: {x: [丙丙]}\nrules:\n- id: c.s\n" REST
		 "  find: [\"{x}\"]\n- id: c.r\n  severity: advice\n"
		 "  kind: bias\n  basis: [b]\n  message: {zh: 新}\n"
		 "  find: [丁丁]\n" } };
	char one[] = "/tmp/pj-rules-XXXXXX", two[] = "/tmp/pj-rules-XXXXXX";
	const char *dirs[] = { one, two };
	struct pj_error err = { 0 };
	struct pj_rules *rules;
	const struct pj_rule *rule;

	write_folder(one, base, 2);
	write_folder(two, layer, 1);
	rules = pj_rules_load(dirs, 2, NULL, &err);
	remove_folder(one, base, 2);
	remove_folder(two, layer, 1);
	cr_assert(rules, "%s", err.message);
	cr_expect_eq(rules->rule_count, 2);
	rule = pj_rules_find(rules, pj_str("c.r"));
	cr_assert(rule);
	cr_expect_eq(rule->severity, PJ_ADVICE);
	cr_expect_str_eq(rule->message_zh, "新");
	cr_expect(find_term(rules, "丁丁"));
	cr_expect(find_term(rules, "丙丙"), "the layer's list holds");
	cr_expect_null(find_term(rules, "甲甲"));
	cr_expect_null(find_term(rules, "乙乙"), "the old rule is gone");
	pj_rules_free(rules);
}

Test(rules_load, order_of_files_does_not_matter)
{
	static const struct rule_file files[RULE_FILES_MAX] = {
		{ "a.yml",
		    HEAD "rules:\n- id: c.r\n" REST "  find: [\"{x}甲\"]\n"
			 "  unless: {inside: [later]}\n" },
		{ "y.yml", "format: 1\ncontexts:\n- name: later\n"
			   "  effect: none\n  when:\n  - quoted: [title]\n" },
		{ "z.yml", "format: 1\nwords: {x: [乙]}\n" },
		{ "b.yml", BASIS },
	};
	struct pj_error err;
	struct pj_rules *rules = load_files(files, false, &err);

	cr_assert(rules, "%s", err.message);
	cr_expect(find_term(rules, "乙甲"));
	pj_rules_free(rules);
}

Test(rules_load, examples_only_on_demand)
{
	static const char text[] =
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
		 "  bad:\n  - 這是‹甲甲›。\n  - ‹甲甲›啊\n"
		 "  ok:\n\n  - 沒有。\n- id: c.s\n" REST
		 "  bad: [‹乙乙›]\n  ok: [沒]\n  find: [乙乙]\n";
	struct pj_rules *with = must_load(text, true);
	struct pj_rules *without = must_load(text, false);

	cr_expect_eq(with->rules[0].bad.count, 2);
	cr_expect_str_eq(with->rules[0].ok.at[0], "沒有。");
	cr_expect_str_eq(with->rules[1].bad.at[0], "‹乙乙›");
	cr_expect_eq(without->rules[0].bad.count, 0);
	cr_expect_eq(without->rules[1].ok.count, 0);
	cr_expect_eq(without->rule_count, 2);
	cr_expect_eq(without->rules[1].line, with->rules[1].line, "lines stay");
	pj_rules_free(with);
	pj_rules_free(without);
}

/* --- mistakes in rules --------------------------------------------------- */

struct mistake {
	const char *why;
	const char *text; /* of a rule, behind its id */
	uint32_t line, column;
	const char *part;
};

static const struct mistake mistakes[] = {
	{ "literal of one character", REST "  find: [女]\n", 9, 10,
	    "too short" },
	{ "literal of which nothing is left",
	    REST "  find: [\"\xE2\x80\x8B\"]\n", 9, 10, "nothing is left" },
	{ "neither find nor pattern", REST, 4, 3, "\"find\", \"pattern\" or" },
	{ "unknown basis",
	    "  kind: bias\n  severity: error\n  basis: [bb]\n"
	    "  message: {zh: 因}\n  find: [甲甲]\n",
	    7, 11, "did you mean \"b\"" },
	{ "unknown severity", "  kind: bias\n  severity: eror\n", 4, 3,
	    "\"find\", \"pattern\" or" },
	{ "severity misspelt",
	    "  kind: bias\n  severity: eror\n  find: [甲甲]\n", 6, 13,
	    "advice, warning, error" },
	{ "no message",
	    "  kind: bias\n  severity: error\n  basis: [b]\n"
	    "  find: [甲甲]\n",
	    4, 3, "\"message\" is missing" },
	{ "suggestion names a list that is not found",
	    REST "  find: [甲甲]\n  suggest: [\"{x}\"]\n", 10, 13,
	    "no word to put here" },
	{ "suggestion names no list at all",
	    REST "  find: [甲甲]\n  suggest: [\"{y}\"]\n", 10, 13,
	    "no list \"y\"" },
	{ "unknown context",
	    REST "  find: [甲甲]\n  unless: {inside: [mentoin]}\n", 10, 21,
	    "did you mean \"mention\"" },
	{ "despite an unknown context",
	    REST "  find: [甲甲]\n  despite: [zzzzz]\n", 10, 13, "no context" },
	{ "unknown condition",
	    REST "  find: [甲甲]\n  unless: {naer: {any: [乙]}}\n", 10, 12,
	    "did you mean \"near\"" },
	{ "near without words",
	    REST "  find: [甲甲]\n  unless: {near: {within: block}}\n", 10, 18,
	    "\"any\" or \"pattern\"" },
	{ "gap that is no number",
	    REST "  find: [甲甲]\n  unless: {near: {gap: x, any: [乙]}}\n", 10,
	    24, "number" },
	{ "unknown kind of block",
	    REST "  find: [甲甲]\n  unless: {block: [headline]}\n", 10, 20,
	    "heading" },
	{ "boundary misspelt", REST "  find: [甲甲]\n  boundary: words\n", 10,
	    13, "word, none" },
	{ "unknown key", REST "  find: [甲甲]\n  sugest: [乙]\n", 10, 3,
	    "did you mean \"suggest\"" },
};

CASES(rules_load, mistakes, mistakes)
{
	const struct mistake *m = &mistakes[*row];
	char text[1024];
	struct pj_rules *rules;
	struct pj_error err;

	snprintf(text, sizeof(text),
	    HEAD "rules:\n- id: c.r\n%s"
		 "words: {x: [甲]}\n"
		 "contexts:\n- name: mention\n  effect: drop\n"
		 "  when:\n  - quoted: [speech]\n",
	    m->text);
	rules = load_text(text, false, &err);
	cr_assert_null(rules, "%s: loads", m->why);
	cr_expect_eq(err.line, m->line, "%s: line %u (%s)", m->why, err.line,
	    err.message);
	cr_expect_eq(err.column, m->column, "%s: column %u (%s)", m->why,
	    err.column, err.message);
	cr_expect(strstr(err.message, m->part), "%s: %s", m->why, err.message);
}

struct whole {
	const char *why;
	const char *text;
	uint32_t line;
	const char *part;
};

static const struct whole wholes[] = {
	{ "id twice",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
		 "- id: c.r\n" REST "  find: [乙乙]\n",
	    10, "line 4" },
	{ "id of another category", HEAD "rules:\n- id: d.r\n", 4, "\"c.…\"" },
	{ "id with capitals", HEAD "rules:\n- id: c.R\n", 4, "lower-case" },
	{ "rules without a category", "format: 1\nrules:\n- id: c.r\n", 3,
	    "needs \"category\"" },
	{ "list twice", "format: 1\nwords:\n  a: [b]\n  a: [c]\n", 4,
	    "line 3" },
	{ "context twice",
	    "format: 1\ncontexts:\n- name: m\n  effect: drop\n"
	    "  when: [{quoted: title}]\n- name: m\n  effect: drop\n"
	    "  when: [{quoted: title}]\n",
	    6, "line 3" },
	{ "context without an effect",
	    "format: 1\ncontexts:\n- name: m\n  when: [{quoted: title}]\n", 3,
	    "\"effect\" is missing" },
	{ "context inside itself",
	    "format: 1\ncontexts:\n- name: m\n  effect: drop\n"
	    "  when: [{inside: n}]\n- name: n\n  effect: none\n"
	    "  when: [{inside: m}]\n",
	    3, "inside itself" },
	{ "alternative that asks nothing",
	    "format: 1\ncontexts:\n- name: m\n  effect: drop\n"
	    "  when: [{}]\n",
	    5, "asks nothing" },
	{ "pair of three", "format: 1\npairs:\n- [女, 男, 他]\n", 3,
	    "two texts" },
	{ "too many texts",
	    "format: 1\nwords:\n  a: [一, 二, 三, 四, 五, 六, 七, 八, 九, 十]\n"
	    "  b: [\"{a}{a}\"]\nprotected:\n- kind: k\n"
	    "  phrases: [\"{b}{b}{b}\"]\n",
	    7, "more than 20000" },
};

CASES(rules_load, wholes, wholes)
{
	const struct whole *w = &wholes[*row];
	struct pj_error err;

	cr_assert_null(load_text(w->text, false, &err), "%s: loads", w->why);
	cr_expect_eq(err.line, w->line, "%s: line %u (%s)", w->why, err.line,
	    err.message);
	cr_expect(strstr(err.message, w->part), "%s: %s", w->why, err.message);
}

/* --- conditions ---------------------------------------------------------- */

static const char conditions[] = HEAD
    "words: {平權: [平權, 平等]}\n"
    "contexts:\n"
    "- name: m\n  effect: drop\n  when:\n"
    "  - quoted: [speech, title]\n"
    "    not_near: {within: block, any: [\"{平權}\"]}\n"
    "  - heading: {any: [禁用]}\n"
    "- name: n\n  effect: none\n  when: [{block: [alt, hashtag, first-line]}]\n"
    "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
    "  despite: [m]\n"
    "  unless:\n"
    "    inside: [m, n]\n"
    "    near: [{side: before, gap: 6, any: [刻板]}, {any: [刻板, 偏見]}]\n"
    "  only: {inside: [m, n], covered: {pattern: \"甲甲[乙丙]丁戊\"}}\n"
    "  lower: {not_quoted: paren}\n";

Test(rules_load, conditions)
{
	struct pj_rules *rules = must_load(conditions, false);
	const struct pj_condition *c = rules->rules[0].conditions;
	const struct pj_context *any;

	cr_assert_eq(rules->rules[0].condition_count, 7);
	cr_expect_eq(c[0].effect, PJ_EFFECT_DROP);
	cr_expect_eq(c[0].test.kind, PJ_TEST_INSIDE);
	cr_expect_eq(c[1].test.id, 1);
	cr_expect_eq(c[2].test.kind, PJ_TEST_NEAR);
	cr_expect_eq(c[2].test.within, PJ_WITHIN_SENTENCE);
	cr_expect_eq(c[2].test.side, PJ_SIDE_BEFORE);
	cr_expect_eq(c[2].test.gap, 6);
	cr_expect_eq(c[3].test.gap, UINT32_MAX);
	cr_expect_neq(c[2].test.id, c[3].test.id, "other words, another set");
	cr_expect(rules->sets[c[2].test.id].kept);

	/* `only` with two contexts means either. */
	cr_expect_eq(c[4].effect, PJ_EFFECT_NEED);
	cr_expect_eq(rules->context_count, 3);
	any = &rules->contexts[c[4].test.id];
	cr_expect_eq(rules->contexts[1].when[0].tests[0].blocks,
	    1U << PJ_BLOCK_ALT | PJ_PLACE_HASHTAG | PJ_PLACE_FIRST_LINE);
	cr_expect_str_eq(any->name, "");
	cr_expect_eq(any->count, 2);
	cr_expect_eq(any->effect, PJ_EFFECT_NONE);
	cr_expect_eq(c[5].test.kind, PJ_TEST_COVERED);

	cr_expect_eq(c[6].effect, PJ_EFFECT_LOWER);
	cr_expect(c[6].test.negated);
	cr_expect_eq(c[6].test.quote, (uint32_t)1 << 2);
	cr_expect_eq(rules->rules[0].despite_count, 1);
	pj_rules_free(rules);
}

Test(rules_load, contexts)
{
	struct pj_rules *rules = must_load(conditions, false);
	const struct pj_context *m = &rules->contexts[0];
	const struct pj_test *near;

	cr_expect_eq(m->effect, PJ_EFFECT_DROP);
	cr_assert_eq(m->count, 2);
	cr_assert_eq(m->when[0].count, 2);
	cr_expect_eq(m->when[0].tests[0].quote, 3);
	near = &m->when[0].tests[1];
	cr_expect(near->negated);
	cr_expect_eq(near->within, PJ_WITHIN_BLOCK);
	cr_expect_str_eq(rules->sets[near->id].name, "平權");
	cr_expect_eq(rules->contexts[1].when[0].tests[0].kind, PJ_TEST_BLOCK);
	pj_rules_free(rules);
}

/* A pattern of a cue is a pattern of its set. */
Test(rules_load, cue_pattern)
{
	struct pj_rules *rules = must_load(conditions, false);

	cr_assert_eq(rules->pattern_count, 1);
	cr_expect_eq(rules->patterns[0].kind, PJ_PATTERN_SET);
	cr_expect_eq(
	    rules->patterns[0].id, rules->rules[0].conditions[5].test.id);
	pj_rules_free(rules);
}
