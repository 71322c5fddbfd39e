#include "cases.h"
#include "rules_files.h"

/* Every mistake is named where it stands, and says what to write. */
struct mistake {
	const char *why;
	const char *text;
	uint32_t line, column;
	const char *part; /* of the message */
};

static const struct mistake mistakes[] = {
	{ "full-width colon after a key", "format: 1\ncategory：c\n", 2, 9,
	    "full-width colon" },
	{ "full-width colon after a key in a flow mapping",
	    "format: 1\nbasis:\n- id: x\n  title: {zh: 甲, en：A}\n", 4, 20,
	    "full-width colon" },
	{ "full-width colon after a list's name",
	    "format: 1\nwords:\n  性格：[細心]\n", 3, 5, "full-width colon" },
	{ "full-width space as indentation",
	    "format: 1\nwords:\n\xE3\x80\x80"
	    "a: [b]\n",
	    3, 1, "full-width space" },
	{ "tab as indentation", "format: 1\nwords:\n \ta: [b]\n", 3, 2, "tab" },
	{ "curly quotation marks as YAML's",
	    "format: 1\nwords:\n  a: [b, “女性”]\n", 3, 10,
	    "typographic quotation marks" },
	{ "a hashtag cuts a text", "format: 1\nwords:\n  a:\n  - 標籤 #正妹\n",
	    4, 8, "begins a comment" },
	{ "a text that begins with a list",
	    "format: 1\nwords:\n  a: [女]\n  b:\n  - {a}性\n", 5, 5,
	    "quotation marks" },
	{ "a bare list in a flow list",
	    "format: 1\nwords:\n  a: [女]\n  b: [{a}]\n", 4, 7, "\"{a}\"" },
	{ "anchor", "format: 1\nwords: &x {a: [b]}\n", 2, 8, "anchor" },
	{ "alias", "format: 1\nwords: {a: [*x]}\n", 2, 13, "alias" },
	{ "tag", "format: !!int 1\n", 1, 9, "tag" },
	{ "second document", "format: 1\n---\nformat: 1\n", 2, 1,
	    "second document" },
	{ "key twice", "format: 1\nwords: {}\nformat: 1\n", 3, 1,
	    "stands here twice" },
	{ "unknown key, near a known one", "format: 1\nword: {}\n", 2, 1,
	    "did you mean \"words\"" },
	{ "unknown key, near nothing", "format: 1\nzzzzzz: {}\n", 2, 1,
	    "unknown key \"zzzzzz\"" },
	{ "nested too deep",
	    "format: 1\nwords: {a: [[[[[[[[[[[[[[[[[b]]]]]]]]]]]]]]]]]}\n", 2,
	    26, "too deep" },
	{ "a colon within a text",
	    "format: 1\nwords:\n  a:\n  - b\n  c: d: e\n", 5, 7, "second" },
	{ "list not closed", "format: 1\nwords:\n  a: [b\nrules: []\n", 4, 6,
	    "not closed" },
	{ "quotation mark not closed", "format: 1\nwords: {a: [\"b]}\n", 3, 1,
	    "not closed" },
	{ "not UTF-8", "format: 1\nwords: {a: [\xA4\xA4]}\n", 2, 13, "UTF-8" },
	{ "nothing in it", "# only words\n", 1, 1, "holds nothing" },
	{ "no format", "words: {a: [b]}\n", 1, 1, "\"format\" is missing" },
	{ "another format", "format: 2\n", 1, 9, "write one of: 1" },
	{ "a text where a list belongs", "format: 1\nwords: {a: b}\n", 2, 12,
	    "a list must stand here" },
	{ "full-width commas between entries",
	    "format: 1\nwords:\n  a: [女性，女生]\n", 3, 7,
	    "separate entries" },
	{ "empty list", "format: 1\nwords:\n  a: []\n", 3, 3, "is empty" },
	{ "unknown list, near a known one",
	    "format: 1\nwords:\n  性格詞: [細心]\n  b: [\"{性格辭}\"]\n", 4, 7,
	    "did you mean \"{性格詞}\"" },
	{ "a list in itself",
	    "format: 1\nwords:\n  a: [\"{b}\"]\n  b: [\"{a}\"]\n", 4, 7,
	    "takes itself in" },
	{ "brace not closed", "format: 1\nwords:\n  a: [\"{b\"]\n", 3, 7,
	    "\"{\" must be followed" },
};

CASES(rules_yaml, mistakes, mistakes)
{
	const struct mistake *m = &mistakes[*row];
	struct pj_error err;
	struct pj_rules *rules = load_text(m->text, false, &err);

	cr_assert_null(rules, "%s: loads", m->why);
	cr_expect_eq(err.code, PJ_ECONFIG, "%s: code %d", m->why, err.code);
	cr_expect_eq(err.line, m->line, "%s: line %u (%s)", m->why, err.line,
	    err.message);
	cr_expect_eq(err.column, m->column, "%s: column %u (%s)", m->why,
	    err.column, err.message);
	cr_expect(strstr(err.message, m->part), "%s: %s", m->why, err.message);
	cr_expect(strstr(err.where, "a.yml"), "%s: in %s", m->why, err.where);
}

/* What looks like a mistake and is none. */
static const char *const innocents[] = {
	"format: 1 # a comment\nwords: {a: [b]}   #\n",
	"format: 1\n#a comment right at the sign\nwords: {a: [b]}\n",
	"format: 1\nwords:\n  a:\n  - “女司機”一詞應避免\n",
	"format: 1\nwords:\n  a:\n  - 聯絡人：陳小姐\n",
	"format: 1\nwords:\n  a: [\"標籤 #正妹\", '甲 #乙']\n",
	"format: 1\nwords:\n  a: [\"女性，女生\"]\n",
	"format: 1\r\nwords: {a: [b]}\r\n",
	"\xEF\xBB\xBF"
	"format: 1\nwords: {a: [b]}\n",
	"format: 1\nwords:\n  a: [c, \"b\", d,\n    e]\n",
	"format: 1\nbasis:\n- id: x\n  title:\n    zh: |\n      標題：\n"
	"      \tx #y\n      “甲”\n    en: A\n",
};

CASES(rules_yaml, innocents, innocents)
{
	struct pj_error err;
	struct pj_rules *rules = load_text(innocents[*row], false, &err);

	cr_expect(rules, "case %u: line %u, column %u: %s", *row, err.line,
	    err.column, err.message);
	pj_rules_free(rules);
}

Test(rules_yaml, too_large)
{
	size_t size = PJ_RULE_FILE_MAX + 2;
	char *text = malloc(size + 1);
	struct pj_error err;

	cr_assert(text);
	memset(text, '#', size);
	text[size] = '\0';
	cr_expect_null(load_text(text, false, &err));
	cr_expect_eq(err.code, PJ_ECONFIG);
	cr_expect(strstr(err.message, "larger"), "%s", err.message);
	free(text);
}

Test(rules_yaml, no_such_folder)
{
	const char *dirs[] = { "/nowhere/at/all" };
	struct pj_error err = { 0 };

	cr_expect_null(pj_rules_load(dirs, 1, NULL, &err));
	cr_expect_eq(err.code, PJ_EIO);
	cr_expect_str_eq(err.where, "/nowhere/at/all");
}

Test(rules_yaml, folder_without_rules)
{
	struct rule_file files[RULE_FILES_MAX] = { { "a.txt", "format: 1" } };
	struct pj_error err;

	cr_expect_null(load_files(files, false, &err));
	cr_expect_eq(err.code, PJ_ECONFIG);
}
