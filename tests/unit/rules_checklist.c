#include "../../src/rules/image.h"
#include "cases.h"
#include "rules_files.h"

/* The checklist: read strictly, replaced as a whole, known to each rule. */

#define RULES                                                                  \
	"format: 1\ncategory: c\nrules:\n"                                     \
	"- id: c.one\n" REST "  find: [說三道四]\n"                            \
	"- id: c.two\n" REST "  find: [指指點點]\n"

#define LIST(items)                                                            \
	"format: 1\nchecklist:\n  status: provisional\n"                       \
	"  title: {zh: 表, en: List}\n  items:\n" items

#define ITEM(id, rest) "  - id: " id "\n    question: {zh: 問, en: Ask}\n" rest

static struct pj_rules *
load_list(const char *list, bool examples, struct pj_error *err)
{
	struct rule_file files[RULE_FILES_MAX] = { { "a.yml", RULES },
		{ "basis.yml", BASIS }, { "list.yml", list } };

	return load_files(files, examples, err);
}

Test(rules_checklist, rules_know_their_items)
{
	static const char list[] = LIST(ITEM("A1", "    categories: [c]\n")
	        ITEM("A2", "    rules: [c.two]\n")
	            ITEM("A3", "    people: true\n"));
	struct pj_error err;
	struct pj_rules *rules = load_list(list, false, &err);
	const struct pj_checklist_item *item;

	cr_assert(rules, "%s", err.message);
	cr_assert_eq(rules->checklist.count, 3);
	cr_expect(rules->checklist.provisional);
	cr_expect_str_eq(rules->checklist.title_en, "List");
	cr_assert_eq(rules->rules[0].checklist.count, 1);
	cr_expect_str_eq(rules->rules[0].checklist.at[0], "A1");
	cr_assert_eq(rules->rules[1].checklist.count, 2, "category and name");
	cr_expect_str_eq(rules->rules[1].checklist.at[1], "A2");
	item = pj_rules_item(rules, "A3");
	cr_assert(item);
	cr_expect(item->people);
	cr_expect_str_eq(item->question_zh, "問");
	cr_expect(!pj_rules_item(rules, "A4"));
	pj_rules_free(rules);
}

Test(rules_checklist, none_is_no_error)
{
	struct pj_rules *rules = must_load(RULES, true);

	cr_expect_eq(rules->checklist.count, 0);
	cr_expect_str_eq(rules->checklist.title_zh, "");
	cr_expect_eq(rules->rules[0].checklist.count, 0);
	pj_rules_free(rules);
}

Test(rules_checklist, a_later_folder_replaces_it_whole)
{
	static const struct rule_file shipped[] = { { "a.yml", RULES },
		{ "b.yml", BASIS },
		{ "l.yml", LIST(ITEM("A1", "    categories: [c]\n")) } };
	static const struct rule_file own[] = { { "l.yml",
	    "format: 1\nchecklist:\n  status: official\n"
	    "  title: {zh: 正式}\n  items:\n"
	    ITEM("B9", "    rules: [c.two]\n") } };
	char first[] = "/tmp/pj-rules-XXXXXX", second[] = "/tmp/pj-own-XXXXXX";
	const char *dirs[] = { first, second };
	struct pj_error err = { 0 };
	struct pj_rules *rules;

	write_folder(first, shipped, 3);
	write_folder(second, own, 1);
	rules = pj_rules_load(dirs, 2, NULL, &err);
	remove_folder(first, shipped, 3);
	remove_folder(second, own, 1);
	cr_assert(rules, "%s", err.message);
	cr_assert_eq(rules->checklist.count, 1);
	cr_expect(!rules->checklist.provisional);
	cr_expect_str_eq(rules->checklist.title_en, "正式", "one for both");
	cr_expect_eq(rules->rules[0].checklist.count, 0);
	cr_assert_eq(rules->rules[1].checklist.count, 1);
	cr_expect_str_eq(rules->rules[1].checklist.at[0], "B9");
	pj_rules_free(rules);
}

struct wrong_case {
	const char *why;
	const char *list;
	const char *says;
	uint32_t line;
};

static const struct wrong_case wrong[] = {
	{ "no status", "format: 1\nchecklist: {title: {zh: 甲}, items: []}\n",
	    "\"status\"", 2 },
	{ "another status",
	    "format: 1\nchecklist:\n  status: draft\n  title: {zh: 甲}\n",
	    "official, provisional", 3 },
	{ "no title", "format: 1\nchecklist:\n  status: official\n",
	    "\"title\"", 3 },
	{ "no items",
	    "format: 1\nchecklist:\n  status: official\n  title: {zh: 甲}\n"
	    "  items: []\n",
	    "at least one item", 5 },
	{ "key with a slip",
	    LIST(ITEM("A1", "    catagories: [c]\n")), "\"categories\"", 8 },
	{ "no question", LIST("  - id: A1\n    rules: [c.one]\n"),
	    "\"question\"", 6 },
	{ "no id", LIST("  - rules: [c.one]\n"), "\"id\"", 6 },
	{ "an id of two words", LIST(ITEM("A 1", "    people: true\n")),
	    "no spaces", 6 },
	{ "an id too long",
	    LIST(ITEM("a234567890123456789012345678901234",
	        "    people: true\n")),
	    "at most 32", 6 },
	{ "an id twice",
	    LIST(ITEM("A1", "    people: true\n")
	            ITEM("A1", "    people: true\n")),
	    "\"A1\" is defined twice", 9 },
	{ "nothing answers", LIST(ITEM("A1", "")), "people: true", 6 },
	{ "people and rules",
	    LIST(ITEM("A1", "    people: true\n    rules: [c.one]\n")),
	    "people alone", 8 },
	{ "people is yes or no", LIST(ITEM("A1", "    people: maybe\n")),
	    "false, true", 8 },
	{ "categories in one text", LIST(ITEM("A1", "    categories: c\n")),
	    "a list must stand here", 8 },
	{ "a reason is one text",
	    "format: 1\nchecklist:\n  reason: [a, b]\n  status: official\n", "text",
	    3 },
	{ "a list is no checklist", "format: 1\nchecklist: [a]\n",
	    "a mapping", 2 },
	{ "two in one folder",
	    LIST(ITEM("A1", "    people: true\n")) "checklist: {}\n",
	    "checklist", 9 },
};

CASES(rules_checklist, refuses, wrong)
{
	const struct wrong_case *c = &wrong[*row];
	struct pj_error err;
	struct pj_rules *rules = load_list(c->list, false, &err);

	cr_assert_not(rules, "%s", c->why);
	cr_expect_eq(err.code, PJ_ECONFIG, "%s", c->why);
	cr_expect(strstr(err.message, c->says), "%s: %s", c->why, err.message);
	cr_expect_eq(err.line, c->line, "%s: line %u", c->why, err.line);
	cr_expect(strstr(err.where, "list.yml"), "%s: %s", c->why, err.where);
}

Test(rules_checklist, two_files_of_one_folder)
{
	struct rule_file files[RULE_FILES_MAX] = { { "a.yml", RULES },
		{ "basis.yml", BASIS },
		{ "l1.yml", LIST(ITEM("A1", "    people: true\n")) },
		{ "l2.yml", LIST(ITEM("A1", "    people: true\n")) } };
	struct pj_error err;

	cr_assert_not(load_files(files, false, &err));
	cr_expect(strstr(err.message, "l1.yml"), "%s", err.message);
	cr_expect(strstr(err.where, "l2.yml"), "%s", err.where);
}

static void
keep_last(void *arg, const struct pj_error *finding)
{
	if (finding->code == PJ_ECONFIG &&
	    strstr(finding->message, "checklist"))
		*(struct pj_error *)arg = *finding;
}

struct unknown_case {
	const char *why;
	const char *answer;
	const char *says; /* NULL: nothing to say */
};

static const struct unknown_case unknown[] = {
	{ "all there", "    categories: [c]\n    rules: [c.one]\n", NULL },
	{ "a rule that is near", "    rules: [c.onee]\n", "\"c.one\"" },
	{ "a rule from nowhere", "    rules: [x.other-thing]\n",
	    "\"x.other-thing\"" },
	{ "a category from nowhere", "    categories: [c, elsewhere]\n",
	    "\"elsewhere\"" },
};

CASES(rules_checklist, lint, unknown)
{
	const struct unknown_case *c = &unknown[*row];
	char list[512];
	struct pj_error err, said = { 0 };
	struct pj_rules *rules;

	snprintf(list, sizeof(list), LIST(ITEM("A1", "%s")), c->answer);
	rules = load_list(list, true, &err);
	cr_assert(rules, "%s: lint tells, a check goes on", c->why);
	pj_rules_lint(rules, keep_last, &said);
	cr_expect_eq(said.code != PJ_OK, c->says != NULL, "%s: %s", c->why,
	    said.message);
	if (c->says) {
		cr_expect(strstr(said.message, c->says), "%s: %s", c->why,
		    said.message);
		cr_expect_eq(said.line, 8, "%s: line %u", c->why, said.line);
	}
	pj_rules_free(rules);
}
