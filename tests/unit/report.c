#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <jansson.h>

#include "pingjian/report.h"

/* Results made by hand: report needs no stage below it to be tested. */

static const char *const suggest[] = { "司機", "駕駛" };
static const char *const basis[] = { "plan.1" };
static const char *const items[] = { "P2", "2-1" };

static const struct pj_rule rule = {
	.id = "occupation.woman-marked",
	.category = "occupation",
	.kind = PJ_STEREOTYPE,
	.severity = PJ_WARNING,
	.message_zh = "不需要標示性別。",
	.message_en = "No need to mark the gender.",
	.basis = { basis, 1 },
	.checklist = { items, 2 },
};

static struct pj_finding
make_finding(const char *excerpt, const char *phrase)
{
	const char *at = strstr(excerpt, phrase);
	uint32_t begin = (uint32_t)(at - excerpt);
	struct pj_finding f = {
		.rule = &rule,
		.severity = PJ_WARNING,
		.detail = "",
		.text = pj_str(phrase),
		.suggestions = { suggest, 2 },
		.location = { 1, 5, 1, 8, { 4, 7 }, { 12, 21 }, { 4, 7 },
		    PJ_BLOCK_PARAGRAPH, "", 1, { 1, 5, 1, 8 } },
		.excerpt = pj_str(excerpt),
		.excerpt_mark = { begin, begin + (uint32_t)strlen(phrase) },
		.fingerprint = "0123456789abcdef0123456789abcdef",
	};

	return f;
}

static struct pj_result
make_result(const struct pj_finding *f, const char *path)
{
	struct pj_result r = {
		.path = path,
		.doc = { .charset = "utf-8",
		    .format = PJ_FORMAT_TEXT,
		    .char_count = 12,
		    .block_count = 2 },
		.findings = { f, 1, NULL, 0 },
		.verdict = PJ_REVIEW,
	};

	return r;
}

/* What WRITER makes of one document, NUL-terminated; free with free. */
static char *
write_one(const char *writer, const struct pj_report_options *o,
    const struct pj_result *r)
{
	const struct pj_report_writer *w = pj_report_writer(writer);
	struct pj_report_totals totals = { 0 };
	const struct pj_report_closing closing = { .totals = &totals };
	struct pj_buf out = PJ_BUF_INIT;

	pj_report_count(&totals, r);
	w->begin(&out, o);
	w->document(&out, o, r);
	w->end(&out, o, &closing);
	cr_assert(!out.failed);
	pj_buf_putc(&out, '\0');
	return out.ptr;
}

/*
 * Cases hold arrays, not pointers: criterion runs each in a process of its
 * own, where the strings lie elsewhere.
 */
struct caret_case {
	char why[64];
	char excerpt[256], phrase[16];
	char want[256]; /* excerpt line and caret line */
};

static struct caret_case caret_cases[] = {
	{ "a Chinese character takes two columns", "昨日一名女司機停車",
	    "女司機", "    昨日一名女司機停車\n            ^^^^^^\n" },
	{ "Latin letters take one", "ab 女司機 c", "女司機",
	    "    ab 女司機 c\n       ^^^^^^\n" },
	{ "a control character is shown, not sent", "\x1b[2J女司機", "女司機",
	    "    <U+001B>[2J女司機\n               ^^^^^^\n" },
	{ "nor is an override of the writing direction", "\xE2\x80\xAE女司機",
	    "女司機", "    <U+202E>女司機\n            ^^^^^^\n" },
	{ "a tab is one column", "\t女司機", "女司機",
	    "     女司機\n     ^^^^^^\n" },
	{ "a long sentence is cut around the phrase",
	    "一二三四五六七八九十一二三四五六七八九十女司機"
	    "一二三四五六七八九十一二三四五六七八九十一二三四五",
	    "女司機",
	    "    ...六七八九十一二三四五六七八九十女司機"
	    "一二三四五六七八九十一二三四五六七八...\n"
	    "                                     ^^^^^^\n" },
};

ParameterizedTestParameters(report, carets)
{
	return cr_make_param_array(struct caret_case, caret_cases,
	    sizeof(caret_cases) / sizeof(caret_cases[0]));
}

ParameterizedTest(struct caret_case *c, report, carets)
{
	struct pj_report_options o = { .english = true };
	struct pj_finding f = make_finding(c->excerpt, c->phrase);
	struct pj_result r = make_result(&f, "a.txt");
	char *got = write_one("text", &o, &r);

	cr_expect(strstr(got, c->want), "%s:\n%s", c->why, got);
	free(got);
}

struct text_case {
	char why[64];
	bool english, color;
	enum pj_format format;
	char path[16], want[64];
};

static struct text_case text_cases[] = {
	{ "plain text has line and column", true, false, PJ_FORMAT_TEXT,
	    "a.txt", "a.txt:1:5 please reconsider: \"女司機\"\n" },
	{ "a container has block and paragraph", true, false, PJ_FORMAT_DOCX,
	    "a.docx", "a.docx, paragraph (paragraph 1) please" },
	{ "the rule's own words, in English", true, false, PJ_FORMAT_TEXT,
	    "a.txt", "No need to mark the gender." },
	{ "the rule's own words, in Chinese", false, false, PJ_FORMAT_TEXT,
	    "a.txt", "不需要標示性別。" },
	{ "suggestions in one line", true, false, PJ_FORMAT_TEXT, "a.txt",
	    "Instead: 司機, 駕駛\n" },
	{ "a file name cannot steer the terminal", true, false, PJ_FORMAT_TEXT,
	    "\x1b]0;x\a.txt", "<U+001B>]0;x<U+0007>.txt:1:5" },
	{ "nor break UTF-8", true, false, PJ_FORMAT_TEXT, "\xFF.txt",
	    "\xEF\xBF\xBD.txt:1:5" },
	{ "carets in colour when asked", true, true, PJ_FORMAT_TEXT, "a.txt",
	    "\x1b[1;33m^^^^^^\x1b[0m\n" },
	{ "what was screened", true, false, PJ_FORMAT_TEXT, "a.txt",
	    "files 1, characters 12, paragraphs 2" },
};

ParameterizedTestParameters(report, text)
{
	return cr_make_param_array(struct text_case, text_cases,
	    sizeof(text_cases) / sizeof(text_cases[0]));
}

ParameterizedTest(struct text_case *c, report, text)
{
	struct pj_report_options o = { .english = c->english,
		.color = c->color };
	struct pj_finding f = make_finding("昨日一名女司機停車", "女司機");
	struct pj_result r = make_result(&f, c->path);
	char *got;

	r.doc.format = c->format;
	if (c->format != PJ_FORMAT_TEXT)
		f.location.source = (struct pj_lines){ 0 };
	got = write_one("text", &o, &r);
	cr_expect(strstr(got, c->want), "%s:\n%s", c->why, got);
	free(got);
}

Test(report, no_colour_unless_asked)
{
	struct pj_report_options o = { .english = true };
	struct pj_finding f = make_finding("女司機\x1b[31m", "女司機");
	struct pj_result r = make_result(&f, "a\x1b.txt");
	char *got = write_one("text", &o, &r);

	cr_expect(!strchr(got, 0x1b));
	free(got);
}

Test(report, jsonl_is_the_contract_in_its_order)
{
	struct pj_report_options o = { 0 };
	struct pj_finding f = make_finding("昨日一名女司機停車", "女司機");
	struct pj_result r = make_result(&f, "草稿.txt");
	char *got = write_one("jsonl", &o, &r);

	cr_expect_str_eq(got,
	    "{\"schema\":1,\"path\":\"草稿.txt\",\"format\":\"text\","
	    "\"charset\":\"utf-8\",\"verdict\":\"review\",\"chars\":12,"
	    "\"findings\":[{\"rule\":\"occupation.woman-marked\","
	    "\"category\":\"occupation\",\"kind\":\"stereotype\","
	    "\"severity\":\"warning\",\"text\":\"女司機\","
	    "\"message\":\"不需要標示性別。\","
	    "\"suggestions\":[\"司機\",\"駕駛\"],\"basis\":[\"plan.1\"],"
	    "\"checklist\":[\"P2\",\"2-1\"],"
	    "\"location\":{\"line\":1,\"column\":5,\"endLine\":1,"
	    "\"endColumn\":8,\"chars\":[4,7],\"bytes\":[12,21],"
	    "\"utf16\":[4,7],\"block\":\"paragraph\",\"part\":\"\","
	    "\"paragraph\":1},\"excerpt\":\"昨日一名女司機停車\","
	    "\"fingerprint\":\"0123456789abcdef0123456789abcdef\"}],"
	    "\"notes\":[]}\n");
	free(got);
}

Test(report, json_holds_documents_and_errors)
{
	struct pj_report_options o = { .english = true, .explain = true };
	struct pj_finding f = make_finding("女司機", "女司機");
	struct pj_finding dropped = f;
	struct pj_result r = make_result(&f, "\xFF.txt");
	struct pj_error err = { PJ_EIO, 0, 0, "cannot read", "b.txt" };
	struct pj_report_failure failure = { "b.txt", &err };
	struct pj_report_totals totals = { .documents = 2, .failed = 1 };
	const struct pj_report_closing closing = { .totals = &totals,
		.failures = &failure };
	const struct pj_report_writer *w = pj_report_writer("json");
	struct pj_buf out = PJ_BUF_INIT;
	json_t *root, *docs;

	dropped.reason = PJ_DROP_CONTEXT;
	dropped.detail = "mention";
	r.findings.dropped = &dropped;
	r.findings.dropped_count = 1;

	w->begin(&out, &o);
	w->document(&out, &o, &r);
	pj_buf_puts(&out, w->between);
	w->document(&out, &o, &r);
	w->end(&out, &o, &closing);
	cr_assert(!out.failed);

	root = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, NULL);
	cr_assert(root, "not JSON:\n%.*s", (int)out.len, out.ptr);
	docs = json_object_get(root, "documents");
	cr_assert_eq(json_array_size(docs), 2);
	cr_expect_str_eq(
	    json_string_value(json_object_get(json_array_get(docs, 1), "path")),
	    "\xEF\xBF\xBD.txt");
	docs = json_object_get(json_array_get(docs, 0), "suppressed");
	cr_expect_str_eq(json_string_value(json_object_get(
			     json_array_get(docs, 0), "reason")),
	    pj_reason_name(PJ_DROP_CONTEXT));
	docs = json_object_get(root, "errors");
	cr_assert_eq(json_array_size(docs), 1);
	cr_expect_str_eq(
	    json_string_value(json_object_get(json_array_get(docs, 0), "code")),
	    "io");
	json_decref(root);
	pj_buf_free(&out);
}

Test(report, phrase_with_nul_and_quote_stays_whole)
{
	struct pj_report_options o = { 0 };
	struct pj_finding f = make_finding("女司機", "女司機");
	struct pj_result r = make_result(&f, "a\"b.txt");
	char *got;

	f.text = (struct pj_str){ "a\0b\"", 4 };
	got = write_one("jsonl", &o, &r);
	cr_expect(strstr(got, "\"text\":\"a\\u0000b\\\"\""), "%s", got);
	cr_expect(strstr(got, "\"path\":\"a\\\"b.txt\""), "%s", got);
	free(got);
}

Test(report, counts_by_level)
{
	struct pj_finding f[3] = { make_finding("女司機", "女司機"),
		make_finding("女司機", "女司機"),
		make_finding("女司機", "女司機") };
	struct pj_result r = make_result(f, "a");
	struct pj_report_totals t = { 0 }, sum = { .failed = 1 };

	f[0].severity = PJ_ERROR;
	f[1].severity = PJ_ADVICE;
	r.findings.kept_count = 3;
	r.findings.below_count = 4;
	r.findings.suppressed_count = 5;
	pj_report_count(&t, &r);
	pj_report_add(&sum, &t);
	pj_report_add(&sum, &t);
	cr_expect_eq(sum.documents, 2);
	cr_expect_eq(sum.failed, 1);
	cr_expect_eq(sum.shown.errors, 2);
	cr_expect_eq(sum.shown.warnings, 2);
	cr_expect_eq(sum.shown.advice, 2);
	cr_expect_eq(sum.chars, 24);
	cr_expect_eq(sum.blocks, 4);
	cr_expect_eq(sum.below, 8);
	cr_expect_eq(sum.suppressed, 10);
}

/* Categories are told apart by name, whatever rule set they come from. */
Test(report, counts_by_category)
{
	char category[] = "occupation";
	struct pj_rule same = rule, other = rule;
	struct pj_finding f[3] = { make_finding("女司機", "女司機"),
		make_finding("女司機", "女司機"),
		make_finding("女司機", "女司機") };
	struct pj_result r = make_result(f, "a");
	struct pj_report_totals t = { 0 }, sum = { 0 };

	same.category = category;
	other.category = "family";
	f[1].rule = &same;
	f[1].severity = PJ_ERROR;
	f[2].rule = &other;
	r.findings.kept_count = 3;
	pj_report_count(&t, &r);
	pj_report_add(&sum, &t);
	pj_report_add(&sum, &t);
	cr_assert_eq(sum.tally_count, 2);
	cr_expect_str_eq(sum.tallies[0].category, "occupation");
	cr_expect_eq(sum.tallies[0].shown.errors, 2);
	cr_expect_eq(sum.tallies[0].shown.warnings, 2);
	cr_expect_str_eq(sum.tallies[1].category, "family");
	cr_expect_eq(sum.tallies[1].shown.warnings, 2);
}

/* What comes after the last tally is counted, in none of them. */
Test(report, more_categories_than_tallies)
{
	struct pj_report_totals t = { 0 };
	struct pj_finding f = make_finding("女司機", "女司機");
	struct pj_result r = make_result(&f, "a");
	char names[PJ_REPORT_CATEGORIES + 1][8];
	struct pj_rule own = rule;
	size_t i;

	f.rule = &own;
	for (i = 0; i <= PJ_REPORT_CATEGORIES; i++) {
		snprintf(names[i], sizeof(names[i]), "c%zu", i);
		own.category = names[i];
		pj_report_count(&t, &r);
	}
	cr_expect_eq(t.tally_count, PJ_REPORT_CATEGORIES);
	cr_expect_eq(t.shown.warnings, PJ_REPORT_CATEGORIES + 1);
}

/* The closing lines of a report on one document without findings shown. */
struct closing_case {
	char why[64];
	size_t below, suppressed;
	bool explain;
	char want[200];
};

static struct closing_case closing_cases[] = {
	{ "nothing at all", 0, 0, false, "Nothing to point out.\n" },
	{ "something below what is asked for", 2, 0, false,
	    "To change: 0. To reconsider: 0. For your information: 0.\n"
	    "Not shown, below --min-severity or min_severity: 2.\n" },
	{ "something suppressed", 0, 3, false,
	    "To change: 0. To reconsider: 0. For your information: 0.\n"
	    "Suppressed in drafts: 3 (--explain shows them).\n" },
	{ "something suppressed, and shown", 0, 3, true,
	    "To change: 0. To reconsider: 0. For your information: 0.\n"
	    "Suppressed in drafts: 3.\n" },
};

ParameterizedTestParameters(report, closing)
{
	return cr_make_param_array(struct closing_case, closing_cases,
	    sizeof(closing_cases) / sizeof(closing_cases[0]));
}

ParameterizedTest(struct closing_case *c, report, closing)
{
	struct pj_report_options o = { .english = true, .explain = c->explain };
	struct pj_result r = make_result(NULL, "a");
	char *got;

	r.findings = (struct pj_findings){ .below_count = c->below,
		.suppressed_count = c->suppressed };
	got = write_one("text", &o, &r);
	cr_expect(strstr(got, c->want), "%s:\n%s", c->why, got);
	cr_expect_eq(strstr(got, "Nothing") != NULL,
	    c->below + c->suppressed == 0, "%s", c->why);
	free(got);
}

Test(report, writers_are_found_by_name)
{
	cr_expect_null(pj_report_writer("xml"));
	cr_expect_str_eq(pj_report_writer("jsonl")->name, "jsonl");
	cr_expect_null(pj_report_writer_at(99));
}
