#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <jansson.h>

#include "pingjian/report.h"

/*
 * What a draft or its name may hold, and what each format makes of it: no
 * text of a draft becomes markup, a command or a formula.
 */

static const char *const suggest[] = { "=1+1" };

static const struct pj_rule rule = {
	.id = "a.b",
	.category = "a",
	.kind = PJ_BIAS,
	.severity = PJ_WARNING,
	.message_zh = "理由。",
	.message_en = "Why.",
};

/* TEXT as phrase, excerpt and document of R, at its begin. */
static struct pj_result
make_result(struct pj_finding *f, const char *text, const char *path)
{
	uint32_t len = (uint32_t)strlen(text);
	struct pj_result r = {
		.path = path,
		.doc = { .charset = "utf-8",
		    .format = PJ_FORMAT_TEXT,
		    .text = pj_str(text) },
		.findings = { f, 1, NULL, 0 },
		.verdict = PJ_REVIEW,
	};

	*f = (struct pj_finding){
		.rule = &rule,
		.severity = PJ_WARNING,
		.detail = "",
		.text = pj_str(text),
		.location = { 1, 1, 1, 1 + len, { 0, len }, { 0, len },
		    { 0, len }, PJ_BLOCK_PARAGRAPH, "", 1,
		    { 1, 1, 1, 1 + len } },
		.excerpt = pj_str(text),
		.excerpt_mark = { 0, len },
		.fingerprint = "0123456789abcdef0123456789abcdef",
	};
	return r;
}

/* What WRITER makes of R, NUL-terminated; free with free. */
static char *
write_one(const char *writer, const struct pj_result *r)
{
	const struct pj_report_writer *w = pj_report_writer(writer);
	const struct pj_report_options o = { .english = true };
	struct pj_report_totals totals = { 0 };
	struct pj_buf late[PJ_REPORT_LATE] = { PJ_BUF_INIT, PJ_BUF_INIT };
	struct pj_report_closing closing = { .totals = &totals };
	struct pj_buf out = PJ_BUF_INIT;
	size_t k;

	pj_report_count(&totals, r);
	w->begin(&out, &o);
	if (w->cover)
		w->cover(&out, &o, &closing);
	w->document(&out, &o, r);
	closing.filled = true;
	if (w->late)
		w->late(late, &o, r);
	for (k = 0; k < PJ_REPORT_LATE; k++)
		closing.late[k] = pj_buf_str(&late[k]);
	w->end(&out, &o, &closing);
	for (k = 0; k < PJ_REPORT_LATE; k++)
		pj_buf_free(&late[k]);
	cr_assert(!out.failed);
	pj_buf_putc(&out, '\0');
	return out.ptr;
}

struct escape_case {
	char why[80];
	char format[12];
	char text[64], path[32];
	char want[128]; /* stands in the report */
	char not [32];  /* does not; "" for nothing */
};

static struct escape_case escape_cases[] = {
	{ "a formula gets an apostrophe", "csv", "=HYPERLINK(1)", "a",
	    "\"'=HYPERLINK(1)\"", "\"=HYP" },
	{ "so does a sum", "csv", "+1", "a", "\"'+1\"", "\"+1" },
	{ "and a difference", "csv", "-2", "a", "\"'-2\"", "\"-2" },
	{ "and a function of old", "csv", "@SUM(A1)", "a", "\"'@SUM(A1)\"",
	    "\"@SUM" },
	{ "full-width signs count", "csv", "＝1", "a", "\"'＝1\"", "\"＝1" },
	{ "blank before does not help", "csv", "\t =1", "a", "\"'  =1\"",
	    "\"  =1" },
	{ "nor an ideographic space", "csv", "　＠1", "a", "\"'　＠1\"",
	    "\"　＠1" },
	{ "a file name is a cell, too", "csv", "x", "=a.txt", "\"'=a.txt\"",
	    "\"=a.txt" },
	{ "a sign within is none", "csv", "a=b", "a", "\"a=b\"", "'a=b" },
	{ "quotes are doubled", "csv", "a\",\"b", "a", "\"a\"\",\"\"b\"",
	    "\"a\",\"b\"" },
	{ "no cell has a line end", "csv", "a\r\nb", "a", "\"a  b\"",
	    "a\r\nb" },
	{ "a row ends in CRLF", "csv", "x", "a", "cdef\"\r\n", "" },
	{ "the file begins with a mark", "csv", "x", "a", "\xEF\xBB\xBF\"",
	    "" },

	{ "a line end cannot begin a command", "github", "a\n::error::x", "a",
	    "::\"a ::error::x\": Why", "\n::error" },
	{ "percent is escaped in data", "github", "50%0A", "a", "\"50%250A\"",
	    "\"50%0A" },
	{ "a colon and comma in a name are", "github", "x", "a:b,line=9",
	    "file=a%3Ab%2Cline=9,line=1", "a:b" },
	{ "a line end in a name is", "github", "x", "a\n::b",
	    "file=a%0A%3A%3Ab,", "a\n" },

	{ "XML: markup", "checkstyle", "<b>&\"", "a", "&lt;b&gt;&amp;&quot;",
	    "<b>" },
	{ "XML: a name", "checkstyle", "x", "a\"/><x y=\"",
	    "name=\"a&quot;/&gt;&lt;x y=&quot;\"", "<x y" },
	{ "XML: what it does not allow", "checkstyle", "x", "a\x01\xFF",
	    "name=\"a\xEF\xBF\xBD\xEF\xBF\xBD\"", "\x01" },
	{ "JUnit: no CDATA to end", "junit", "]]><x>", "a", "]]&gt;&lt;x&gt;",
	    "]]>" },
	{ "JUnit: control characters are shown", "junit", "a\x1b[2J", "a",
	    "&lt;U+001B&gt;[2J", "\x1b" },

	{ "Markdown: a table's bar", "markdown", "a|b", "a", "<b>a\\|b</b>",
	    "a|b" },
	{ "Markdown: HTML", "markdown", "<script>&", "a", "&lt;script&gt;&amp;",
	    "<script" },
	{ "Markdown: emphasis, code, links", "markdown", "*a*_b_`c`[d](e)", "a",
	    "\\*a\\*\\_b\\_\\`c\\`\\[d\\](e)", "[d]" },
	{ "Markdown: nobody is called", "markdown", "@someone #12", "a",
	    "@<!-- -->someone #<!-- -->12", "@s" },
	{ "Markdown: no link by itself", "markdown", "https://x.y www.x.y", "a",
	    "https\\://x.y www\\.x.y", "https:" },
	{ "Markdown: a line end ends no row", "markdown", "a\n\n# b", "a",
	    "a  #<!-- --> b", "\n# b" },
	{ "Markdown: a name is a heading's text", "markdown", "x", "a\n# b *c*",
	    "## a #<!-- --> b \\*c\\*\n", "\n# b" },

	{ "HTML: markup", "html", "<script>&", "a", "&lt;script&gt;&amp;",
	    "<script>&" },
	{ "HTML: an attribute", "html", "\" onclick=\"x", "a",
	    "&quot; onclick=&quot;x", "\" onclick" },
	{ "HTML: a name", "html", "x", "<img src=x>\"",
	    "&lt;img src=x&gt;&quot;", "<img" },
	{ "HTML: the order of reading", "html", "\xE2\x80\xAEx", "a",
	    "&lt;U+202E&gt;x", "\xE2\x80\xAE" },
	{ "HTML: bytes that are no text", "html", "x", "\xFF\x01",
	    "\xEF\xBF\xBD&lt;U+0001&gt;", "\xFF" },

	{ "a URI has no spaces, signs or bytes", "sarif", "x", "a b%#?\xE5",
	    "\"uri\":\"a%20b%25%23%3F%E5\"", "a b%#" },
	{ "a name with a colon has no scheme", "sarif", "x", "c:d.txt",
	    "\"uri\":\"c%3Ad.txt\"", "c:d.txt" },
	{ "an absolute path is a file", "sarif", "x", "/tmp/a.txt",
	    "\"uri\":\"file:///tmp/a.txt\"", "" },
	{ "a path from here is as in a repository", "sarif", "x",
	    "././/a/./b.txt", "\"uri\":\"a/./b.txt\"", "" },
	{ "JSON: a quote and a line end", "rdjson", "a\"\\\nb", "a",
	    "\"message\":\"\\\"a\\\"\\\\ b\\\": Why.", "" },
	{ "JSON: a name of any bytes", "rdjsonl", "x", "\xFF\"",
	    "\"path\":\"\xEF\xBF\xBD\\\"\"", "" },
};

ParameterizedTestParameters(report_escape, formats)
{
	return cr_make_param_array(struct escape_case, escape_cases,
	    sizeof(escape_cases) / sizeof(escape_cases[0]));
}

ParameterizedTest(struct escape_case *c, report_escape, formats)
{
	struct pj_finding f;
	struct pj_result r = make_result(&f, c->text, c->path);
	char *got = write_one(c->format, &r);

	cr_expect(strstr(got, c->want), "%s: %s", c->why, got);
	cr_expect(!c->not [0] || !strstr(got, c->not ), "%s: has %s: %s",
	    c->why, c->not, got);
	free(got);
}

Test(report_escape, a_suggestion_is_a_cell)
{
	struct pj_finding f;
	struct pj_result r = make_result(&f, "x", "a");
	char *got;

	f.suggestions = (struct pj_strings){ suggest, 1 };
	got = write_one("csv", &r);
	cr_expect(strstr(got, "\"'=1+1\""), "%s", got);
	free(got);
}

/* A finding from byte BEGIN to END of "甲\n乙a😀丙\n", on one line. */
struct column_case {
	char why[64];
	uint32_t bom; /* bytes of byte order mark in the source */
	uint32_t begin, end, line;
	char want[80];
};

static struct column_case column_cases[] = {
	{ "the first line begins at 1", 0, 0, 3, 1,
	    "\"start\":{\"line\":1,\"column\":1},"
	    "\"end\":{\"line\":1,\"column\":4}" },
	{ "a byte order mark is part of it", 3, 0, 3, 1,
	    "\"start\":{\"line\":1,\"column\":4},"
	    "\"end\":{\"line\":1,\"column\":7}" },
	{ "but of no other line", 3, 4, 7, 2,
	    "\"start\":{\"line\":2,\"column\":1},"
	    "\"end\":{\"line\":2,\"column\":4}" },
	{ "columns count bytes", 0, 8, 15, 2,
	    "\"start\":{\"line\":2,\"column\":5},"
	    "\"end\":{\"line\":2,\"column\":12}" },
};

ParameterizedTestParameters(report_escape, columns)
{
	return cr_make_param_array(struct column_case, column_cases,
	    sizeof(column_cases) / sizeof(column_cases[0]));
}

ParameterizedTest(struct column_case *c, report_escape, columns)
{
	const struct pj_run run = { .offset = c->bom };
	struct pj_finding f;
	struct pj_result r = make_result(&f, "甲\n乙a😀丙\n", "a");
	char *got;

	r.doc.runs = &run;
	r.doc.run_count = 1;
	f.location.bytes[0] = c->begin;
	f.location.bytes[1] = c->end;
	f.location.source.line = f.location.source.end_line = c->line;
	got = write_one("rdjsonl", &r);
	cr_expect(strstr(got, c->want), "%s: %s", c->why, got);
	free(got);
}

/* Findings of one document share a cursor: the second is on a later line. */
Test(report_escape, columns_of_many_findings)
{
	struct pj_finding f[3];
	struct pj_result r = make_result(f, "一二\n三四\n五\n", "a");
	char *got;

	f[1] = f[2] = f[0];
	f[0].location.bytes[0] = 3; /* 二\n三, over a line end */
	f[0].location.bytes[1] = 10;
	f[0].location.source.end_line = 2;
	f[1].location.bytes[0] = 10; /* 四 */
	f[1].location.bytes[1] = 13;
	f[1].location.source.line = f[1].location.source.end_line = 2;
	f[2].location.bytes[0] = 14; /* 五 */
	f[2].location.bytes[1] = 17;
	f[2].location.source.line = f[2].location.source.end_line = 3;
	r.findings.kept_count = 3;
	got = write_one("rdjsonl", &r);
	cr_expect(strstr(got, "\"start\":{\"line\":1,\"column\":4},"
			      "\"end\":{\"line\":2,\"column\":4}"),
	    "%s", got);
	cr_expect(strstr(got, "\"start\":{\"line\":2,\"column\":4},"
			      "\"end\":{\"line\":2,\"column\":7}"),
	    "%s", got);
	cr_expect(strstr(got, "\"start\":{\"line\":3,\"column\":1},"
			      "\"end\":{\"line\":3,\"column\":4}"),
	    "%s", got);
	free(got);
}

/* Lines of what was taken out of a container lead nowhere. */
Test(report_escape, no_line_where_none_leads)
{
	static const char *const formats[] = { "rdjson", "github", "checkstyle",
		"junit", "sarif" };
	struct pj_finding f;
	struct pj_result r = make_result(&f, "x", "a.docx");
	size_t i;

	r.doc.format = PJ_FORMAT_DOCX;
	f.location.source = (struct pj_lines){ 0 };
	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		char *got = write_one(formats[i], &r);

		cr_expect(
		    !strstr(got, "line=\"1\"") && !strstr(got, ",line=1") &&
			!strstr(got, "startLine") && !strstr(got, "\"range\""),
		    "%s: %s", formats[i], got);
		free(got);
	}
}

/* Bytes count in the file with its mark; not at all where it has others. */
Test(report_escape, sarif_offsets)
{
	const struct pj_run run = { .offset = 3 };
	struct pj_note note = { "invalid-bytes", "", NULL };
	struct pj_finding f;
	struct pj_result r = make_result(&f, "x", "a");
	char *got;

	r.doc.runs = &run;
	r.doc.run_count = 1;
	got = write_one("sarif", &r);
	cr_expect(
	    strstr(got, "\"charOffset\":0,\"charLength\":1,\"byteOffset\":3"),
	    "%s", got);
	free(got);
	r.notes.first = &note;
	got = write_one("sarif", &r);
	cr_expect(!strstr(got, "byteOffset"), "%s", got);
	free(got);
	r.notes.first = NULL;
	r.doc.charset = "big5";
	got = write_one("sarif", &r);
	cr_expect(!strstr(got, "byteOffset"), "%s", got);
	free(got);
}

/* What the draft suppresses is a result that is suppressed; what else was
 * dropped is none. */
Test(report_escape, sarif_suppressions)
{
	struct pj_finding f, dropped[2];
	struct pj_result r = make_result(&f, "x", "a");
	json_t *root, *results, *one;
	char *got;

	dropped[0] = dropped[1] = f;
	dropped[0].reason = PJ_DROP_CONTEXT;
	dropped[1].reason = PJ_DROP_SUPPRESSED;
	dropped[1].detail = "the title";
	r.findings.dropped = dropped;
	r.findings.dropped_count = 2;
	got = write_one("sarif", &r);
	root = json_loads(got, JSON_REJECT_DUPLICATES, NULL);
	cr_assert(root, "%s", got);
	one = json_array_get(json_object_get(root, "runs"), 0);
	results = json_object_get(one, "results");
	cr_assert_eq(json_array_size(results), 2);
	one = json_object_get(json_array_get(results, 0), "suppressions");
	cr_expect_eq(json_array_size(one), 0);
	one = json_object_get(json_array_get(results, 1), "suppressions");
	cr_expect_eq(json_array_size(one), 1);
	one = json_object_get(json_array_get(one, 0), "justification");
	cr_expect_str_eq(json_string_value(one), "the title");
	json_decref(root);
	free(got);
}
