#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "rules_files.h"

/* A later folder that changes what stands in an earlier one. */

#define FIRST                                                                            \
	BASIS "category: x\nwords:\n  職稱: [司機, 記者]\n  沒人用: [某某]\n" \
	      "rules:\n"                                                                 \
	      "- id: x.one\n" REST "  find: [甲乙丙丁, \"女{職稱}\"]\n"           \
	      "  bad: [‹甲乙丙丁›。]\n  ok: [無。]\n"                         \
	      "- id: x.two\n" REST "  pattern: \"戊己{職稱}\"\n"                     \
	      "- id: x.marks\n" REST "  document: {together: block, need: "              \
	      "[{name: 甲, find: [戊戌]}]}\n"

/* Load FIRST, and behind it each of LAYERS as a folder of one file. */
static struct pj_rules *
load_layers(const char *const *layers, size_t count, bool examples,
    struct pj_error *err)
{
	char names[3][32];
	const char *dirs[3];
	struct rule_file files[3] = { { "a.yml", FIRST } };
	struct pj_rules_options options = { .examples = examples };
	struct pj_rules *rules;

	*err = (struct pj_error){ 0 };
	cr_assert(count < 3);
	for (size_t i = 0; i <= count; i++) {
		if (i > 0)
			files[i] = (struct rule_file){ "b.yml", layers[i - 1] };
		strcpy(names[i], "/tmp/pj-layer-XXXXXX");
		write_folder(names[i], &files[i], 1);
		dirs[i] = names[i];
	}
	rules = pj_rules_load(dirs, count + 1, &options, err);
	for (size_t i = 0; i <= count; i++)
		remove_folder(names[i], &files[i], 1);
	return rules;
}

static struct pj_rules *
must_load_layer(const char *layer)
{
	struct pj_error err;
	struct pj_rules *rules = load_layers(&layer, 1, true, &err);

	cr_assert(rules, "%s:%u:%u: %s", err.where, err.line, err.column,
	    err.message);
	return rules;
}

static const struct pj_rule *
rule_of(const struct pj_rules *rules, const char *id)
{
	const struct pj_rule *rule = pj_rules_find(rules, pj_str(id));

	cr_assert(rule, "%s", id);
	return rule;
}

/* Whether S is a literal of a rule. */
static bool
is_literal(const struct pj_rules *rules, const char *s)
{
	return find_use(rules, find_term(rules, s), PJ_USE_RULE) != NULL;
}

/* --- what changes do ------------------------------------------------------ */

Test(rules_changes, a_rule_is_switched_off)
{
	struct pj_rules *rules =
	    must_load_layer("format: 1\nchanges:\n"
			    "- rule: x.one\n  disable: true\n"
			    "  reason: 本局不用\n"
			    "- rule: x.two\n  disable: true\n"
			    "  reason: 同上\n");

	cr_expect(rule_of(rules, "x.one")->off);
	cr_expect_not(is_literal(rules, "甲乙丙丁"));
	cr_expect_not(is_literal(rules, "女司機"));
	cr_expect_eq(rules->pattern_count, 0);
	/* It is still there to be told of. */
	cr_expect_eq(rule_of(rules, "x.one")->find.count, 2);
	pj_rules_free(rules);
}

static void
count_finding(void *arg, const struct pj_error *finding)
{
	char *all = arg;

	if (finding->code != PJ_OK)
		snprintf(all + strlen(all), 600, "%s\n", finding->message);
}

Test(rules_changes, lint_does_not_blame_what_is_off)
{
	struct pj_rules *rules =
	    must_load_layer("format: 1\nwords: {白寫的: [某某]}\nchanges:\n"
			    "- rule: x.one\n  disable: true\n"
			    "  reason: 本局不用\n");
	char all[4000] = "";

	pj_rules_lint(rules, count_finding, all);
	cr_expect(strstr(all, "nothing uses the list \"白寫的\""), "%s", all);
	cr_expect_not(strstr(all, "沒人用"), "not the agency's: %s", all);
	cr_expect_not(strstr(all, "職稱"), "%s", all);
	cr_expect_not(strstr(all, "x.one"), "%s", all);
	pj_rules_free(rules);
}

static void
take_hint(void *arg, const struct pj_error *finding)
{
	char *all = arg;

	if (finding->code == PJ_OK)
		snprintf(all + strlen(all), 600, "%u %s\n", finding->line,
		    finding->message);
}

Test(rules_changes, lint_hints_at_changes_without_effect)
{
	struct pj_rules *rules =
	    must_load_layer("format: 1\nchanges:\n"
			    "- {rule: x.one, severity: warning, reason: 甲}\n"
			    "- {rule: x.one, add: [甲乙丙丁], reason: 甲}\n"
			    "- {list: 職稱, add: [里長], reason: 甲}\n");
	char all[4000] = "";

	pj_rules_lint(rules, take_hint, all);
	cr_expect(
	    strstr(all, "3 this changes nothing in \"x.one\""), "%s", all);
	cr_expect(
	    strstr(all, "4 this changes nothing in \"x.one\""), "%s", all);
	cr_expect_not(strstr(all, "職稱"), "%s", all);
	pj_rules_free(rules);
}

Test(rules_changes, a_level_is_changed)
{
	struct pj_rules *rules =
	    must_load_layer("format: 1\nchanges:\n- rule: x.one\n"
			    "  severity: error\n  reason: 本局從嚴\n");

	cr_expect_eq(rule_of(rules, "x.one")->severity, PJ_ERROR);
	cr_expect_eq(rule_of(rules, "x.two")->severity, PJ_WARNING);
	pj_rules_free(rules);
}

Test(rules_changes, terms_are_added)
{
	struct pj_rules *rules = must_load_layer(
	    "format: 1\nchanges:\n"
	    "- rule: x.one\n  add: [庚辛, \"男{職稱}\"]\n"
	    "  except: [庚辛壬]\n  bad: [‹庚辛›。]\n  ok: [庚辛壬。]\n"
	    "  reason: 本局的綽號\n"
	    "- list: 職稱\n  add: [里幹事]\n  reason: 本局的職稱\n");
	const struct pj_rule *one = rule_of(rules, "x.one");

	cr_expect(is_literal(rules, "甲乙丙丁"));
	cr_expect(is_literal(rules, "庚辛"));
	cr_expect(is_literal(rules, "男里幹事"));
	cr_expect(is_literal(rules, "女里幹事"));
	cr_expect(find_use(rules, find_term(rules, "庚辛壬"), PJ_USE_EXCEPT));
	cr_expect_eq(one->find.count, 4);
	cr_expect_eq(one->except.count, 1);
	cr_expect_eq(one->bad.count, 2);
	cr_expect_str_eq(one->bad.at[1], "‹庚辛›。");
	cr_expect_eq(one->ok.count, 2);
	pj_rules_free(rules);
}

Test(rules_changes, the_last_folder_wins)
{
	const char *layers[] = {
		"format: 1\nchanges:\n"
		"- rule: x.one\n  disable: true\n  reason: 甲\n"
		"- rule: x.two\n  disable: true\n  reason: 甲\n",
		"format: 1\nchanges:\n"
		"- rule: x.one\n  disable: false\n  severity: advice\n"
		"  reason: 乙\n"
		"- rule: x.two\n  severity: error\n  reason: 乙\n"
	};
	struct pj_error err;
	struct pj_rules *rules = load_layers(layers, 2, false, &err);

	cr_assert(rules, "%s", err.message);
	cr_expect_not(rule_of(rules, "x.one")->off);
	cr_expect_eq(rule_of(rules, "x.one")->severity, PJ_ADVICE);
	cr_expect(is_literal(rules, "甲乙丙丁"));
	cr_expect(rule_of(rules, "x.two")->off);
	/* The account is for those who ask, not for a check. */
	cr_expect_eq(rules->change_count, 0);
	pj_rules_free(rules);
}

Test(rules_changes, a_rule_that_replaces_is_not_changed_by_earlier_folders)
{
	const char *layers[] = {
		"format: 1\nchanges:\n"
		"- rule: x.two\n  disable: true\n  reason: 甲\n",
		"format: 1\ncategory: x\nrules:\n"
		"- id: x.two\n" REST "  find: [新的詞]\n"
	};
	struct pj_error err;
	struct pj_rules *rules = load_layers(layers, 2, true, &err);

	cr_assert(rules, "%s", err.message);
	cr_expect(is_literal(rules, "新的詞"));
	cr_expect_eq(rules->change_count, 1);
	cr_expect_eq(rules->changes[0].kind, PJ_CHANGE_REPLACED);
	pj_rules_free(rules);
}

/* --- the account of them -------------------------------------------------- */

/* Each of LIST behind OUT. */
static void
put_strings(struct pj_buf *out, char sign, const struct pj_strings *list)
{
	for (size_t i = 0; i < list->count; i++)
		pj_buf_printf(out, " %c%s", sign, list->at[i]);
}

/* All changes, one a line. */
static void
tell(const struct pj_rules *rules, struct pj_buf *out)
{
	for (size_t i = 0; i < rules->change_count; i++) {
		const struct pj_change *c = &rules->changes[i];

		pj_buf_printf(out, "%s %s %s", pj_change_kind_name(c->kind),
		    pj_subject_name(c->subject), c->name);
		if (c->was != c->now)
			pj_buf_printf(out, " %s>%s", pj_severity_name(c->was),
			    pj_severity_name(c->now));
		put_strings(out, '+', &c->more);
		put_strings(out, '-', &c->less);
		put_strings(out, '*', &c->keys);
		pj_buf_printf(out, " (%s) :%u\n", c->reason, c->line);
	}
	pj_buf_putc(out, '\0');
}

static const struct account {
	const char *why;
	const char *layer; /* behind "format: 1" */
	const char *want;
} accounts[] = {
	{ "switched off",
	    "changes: [{rule: x.one, disable: true, reason: 甲}]\n",
	    "off rule x.one (甲) :2\n" },
	{ "a level", "changes: [{rule: x.one, severity: advice, reason: 甲}]\n",
	    "severity rule x.one warning>advice (甲) :2\n" },
	{ "terms and exceptions of one entry",
	    "changes: [{rule: x.one, add: [庚辛], except: [庚辛壬],"
	    " reason: 甲}]\n",
	    "terms rule x.one +庚辛 (甲) :2\n"
	    "exceptions rule x.one +庚辛壬 (甲) :2\n" },
	{ "what is there already",
	    "changes: [{rule: x.one, severity: warning, add: [甲乙丙丁],"
	    " reason: 甲}, {list: 職稱, add: [司機, 里長], reason: 甲}]\n",
	    "severity rule x.one (甲) :2\nterms rule x.one (甲) :2\n"
	    "terms list 職稱 +里長 (甲) :2\n" },
	{ "words of a list",
	    "changes: [{list: 職稱, add: [里長, 村長], reason: 甲}]\n",
	    "terms list 職稱 +里長 +村長 (甲) :2\n" },
	{ "a new rule",
	    "category: x\nrules:\n- id: x.new\n" REST
	    "  find: [庚辛壬]\n  reason: 甲\n",
	    "added rule x.new +庚辛壬 (甲) :4\n" },
	{ "a new rule without a reason",
	    "category: x\nrules:\n- id: x.new\n" REST "  find: [庚辛壬]\n",
	    "added rule x.new +庚辛壬 () :4\n" },
	{ "a rule that replaces",
	    "category: x\nrules:\n- id: x.one\n  kind: bias\n"
	    "  severity: error\n  basis: [b]\n"
	    "  message: {zh: 因, en: Why}\n"
	    "  find: [甲乙丙丁, 庚辛]\n  reason: 甲\n",
	    "replaced rule x.one warning>error +庚辛 -女{職稱} *severity *find"
	    " *bad *ok (甲) :4\n" },
	{ "a list that replaces", "words:\n  職稱: [司機, 里長]\n",
	    "replaced list 職稱 +里長 -記者 () :3\n" },
	{ "a new list", "words:\n  新的: [司機, 里長]\n",
	    "added list 新的 +司機 +里長 () :3\n" },
	{ "protected names",
	    "protected:\n- kind: 校名\n  phrases: [甲乙丙丁中學]\n"
	    "  reason: 甲\n",
	    "added protected 校名 +甲乙丙丁中學 (甲) :3\n" },
	{ "protected by a pattern",
	    "protected:\n- kind: 校名\n  pattern: 甲乙丙丁.{0,2}學\n"
	    "  reason: 甲\n",
	    "added protected 校名 +甲乙丙丁.{0,2}學 (甲) :3\n" },
	{ "a basis, a context, a pair",
	    "basis: [{id: c, title: {zh: 丙}}]\npairs: [[女, 男]]\n"
	    "contexts:\n- name: k\n  effect: drop\n  when:\n"
	    "  - near: {any: [刻板]}\n",
	    "added context k () :5\nadded basis c () :2\n"
	    "added pair 女/男 () :3\n" },
};

Test(rules_changes, accounts)
{
	for (size_t i = 0; i < sizeof(accounts) / sizeof(*accounts); i++) {
		const struct account *a = &accounts[i];
		char layer[1000];
		struct pj_rules *rules;
		struct pj_buf out = PJ_BUF_INIT;

		snprintf(layer, sizeof(layer), "format: 1\n%s", a->layer);
		rules = must_load_layer(layer);
		tell(rules, &out);
		cr_expect_str_eq(out.ptr, a->want, "%s: %s", a->why, out.ptr);
		pj_buf_free(&out);
		pj_rules_free(rules);
	}
}

/* --- what is refused ------------------------------------------------------ */

static const struct refusal {
	const char *why;
	const char *layer; /* behind "format: 1" */
	const char *message;
	uint32_t line;
} refusals[] = {
	{ "a rule that is not there",
	    "changes: [{rule: x.onne, disable: true, reason: 甲}]\n",
	    "no rule \"x.onne\"; did you mean \"x.one\"?", 2 },
	{ "nothing like it",
	    "changes: [{rule: abcdefgh, disable: true, reason: 甲}]\n",
	    "no rule \"abcdefgh\"", 2 },
	{ "a list that is not there",
	    "changes: [{list: 職務稱, add: [里長], reason: 甲}]\n",
	    "there is no list \"職務稱\"", 2 },
	{ "no reason", "changes:\n- rule: x.one\n  disable: true\n",
	    "the key \"reason\" is missing: say why", 3 },
	{ "an empty reason",
	    "changes:\n- {rule: x.one, disable: true, reason: \"\"}\n",
	    "no text here", 3 },
	{ "protected without a reason",
	    "protected:\n- kind: k\n  phrases: [甲乙丙丁中學]\n",
	    "the key \"reason\" is missing: say why", 3 },
	{ "a level that is none",
	    "changes: [{rule: x.one, severity: fatal, reason: 甲}]\n",
	    "\"fatal\" is not known here; write one of: advice, warning, "
	    "error",
	    2 },
	{ "on or off", "changes: [{rule: x.one, disable: yes, reason: 甲}]\n",
	    "\"yes\" is not known here; write one of: false, true", 2 },
	{ "neither rule nor list", "changes: [{disable: true, reason: 甲}]\n",
	    "names a \"rule\" or a \"list\"", 2 },
	{ "both",
	    "changes: [{rule: x.one, list: 職稱, add: [甲乙], reason: 甲}]\n",
	    "names a \"rule\" or a \"list\"", 2 },
	{ "no change at all", "changes: [{rule: x.one, reason: 甲}]\n",
	    "what is to change", 2 },
	{ "a list has no level",
	    "changes: [{list: 職稱, severity: error, reason: 甲}]\n",
	    "unknown key \"severity\"", 2 },
	{ "a slip in a key",
	    "changes: [{rule: x.one, severty: error, reason: 甲}]\n",
	    "unknown key \"severty\"; did you mean \"severity\"?", 2 },
	{ "no list of changes", "changes: {rule: x.one}\n",
	    "a list must stand here", 2 },
	{ "no mapping", "changes: [x.one]\n", "a mapping with keys", 2 },
	{ "one text where a list must stand",
	    "changes: [{rule: x.one, add: 庚辛, reason: 甲}]\n",
	    "a list must stand here", 2 },
	{ "a term that is too short",
	    "changes: [{rule: x.one, add: [庚], reason: 甲}]\n", "too short",
	    2 },
	{ "a list that is not there, in a term",
	    "changes: [{rule: x.one, add: [\"女{職務}\"], reason: 甲}]\n",
	    "there is no list \"職務\"", 2 },
	{ "a term of a rule of marks",
	    "changes: [{rule: x.marks, add: [庚辛], reason: 甲}]\n",
	    "nothing can be added", 2 },
	{ "what stands in the same folder",
	    "category: x\nrules:\n- id: x.new\n" REST "  find: [庚辛壬]\n"
	    "changes: [{rule: x.new, disable: true, reason: 甲}]\n",
	    "\"x.new\" stands in this folder itself", 10 },
};

Test(rules_changes, refusals)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		const struct refusal *r = &refusals[i];
		char layer[1000];
		const char *layers[] = { layer };
		struct pj_rules *rules;
		struct pj_error err;

		snprintf(layer, sizeof(layer), "format: 1\n%s", r->layer);
		rules = load_layers(layers, 1, true, &err);
		cr_expect_null(rules, "%s", r->why);
		pj_rules_free(rules);
		cr_expect(strstr(err.message, r->message), "%s: %s", r->why,
		    err.message);
		cr_expect_eq(
		    err.line, r->line, "%s: line %u", r->why, err.line);
		cr_expect_eq(err.code, PJ_ECONFIG, "%s", r->why);
	}
}

/* The first folder has nothing before it that it could change. */
Test(rules_changes, the_first_folder_changes_nothing)
{
	struct rule_file files[RULE_FILES_MAX] = { { "a.yml",
	    FIRST "changes: [{rule: x.one, disable: true, reason: 甲}]\n" } };
	struct pj_error err;
	struct pj_rules *rules = load_files(files, false, &err);

	cr_expect_null(rules);
	cr_expect(strstr(err.message, "stands in this folder itself"), "%s",
	    err.message);
}

/* What only a folder behind the change defines is not there yet. */
static const char *const too_early[] = {
	"format: 1\nchanges:\n"
	"- list: 後來的清單\n  add: [甲乙丙]\n  reason: 有理由\n",
	"format: 1\nchanges:\n"
	"- rule: y.later\n  disable: true\n  reason: 有理由\n",
};

Test(rules_changes, nothing_of_a_later_folder_is_changed)
{
	struct pj_error err;

	for (size_t i = 0; i < sizeof(too_early) / sizeof(*too_early); i++) {
		const char *layers[] = { too_early[i],
			"format: 1\ncategory: y\ntitle: {zh: 題, en: T}\n"
			"words: {後來的清單: [丁戊己]}\n"
			"rules:\n- id: y.later\n" REST
			"  find: [\"{後來的清單}\"]\n" };
		struct pj_rules *rules = load_layers(layers, 2, true, &err);

		cr_expect_not(rules, "case %zu", i);
		cr_expect(strstr(err.message, "later folder"), "case %zu: %s",
		    i, err.message);
		cr_expect_eq(err.line, 3, "case %zu: line %u", i, err.line);
		pj_rules_free(rules);
	}
}

Test(rules_changes, a_count_of_a_later_folder_is_told_of)
{
	struct pj_rules *rules = must_load_layer(
	    "format: 1\ncounts:\n"
	    "- {name: women, title: {zh: 女, en: W}, find: [女士], "
	    "reason: 只計女士}\n");

	cr_assert_eq(rules->change_count, 1);
	cr_expect_eq(rules->changes[0].subject, PJ_SUBJECT_COUNT);
	cr_expect_eq(rules->changes[0].kind, PJ_CHANGE_ADDED);
	cr_expect_str_eq(rules->changes[0].reason, "只計女士");
	pj_rules_free(rules);
}
