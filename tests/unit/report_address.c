#include "../../src/report/address.h"
#include "cases.h"

/* Where a finding stands, as JSON and as words for people. */
struct address_case {
	const char *why;
	struct pj_address from, to;
	uint32_t cell[2];
	struct pj_lines source;
	const char *json; /* behind "paragraph", NULL: nothing */
	const char *text; /* behind the path */
};

static struct address_case cases[] = {
	{ "nothing known", { 0 }, { 0 }, { 0 }, { 0 }, NULL,
	    ", paragraph (paragraph 7) " },
	{ "a cell", { 0 }, { 0 }, { 2, 3 }, { 0 }, "\"cell\":\"B3\"",
	    ", cell B3 " },
	{ "columns have no zero", { 0 }, { 0 }, { 26, 1 }, { 0 },
	    "\"cell\":\"Z1\"", ", cell Z1 " },
	{ "AA comes next", { 0 }, { 0 }, { 27, 1 }, { 0 }, "\"cell\":\"AA1\"",
	    ", cell AA1 " },
	{ "the last column of a sheet", { 0 }, { 0 }, { 16384, 1048576 }, { 0 },
	    "\"cell\":\"XFD1048576\"", ", cell XFD1048576 " },
	{ "the last number there is", { 0 }, { 0 }, { UINT32_MAX, UINT32_MAX },
	    { 0 }, "\"cell\":\"MWLQKWU4294967295\"",
	    ", cell MWLQKWU4294967295 " },
	{ "a cell of a sheet", { .sheet = "貼文" }, { 0 }, { 1, 9 }, { 0 },
	    "\"cell\":\"A9\",\"sheet\":\"貼文\"", ", sheet 貼文, cell A9 " },
	{ "lines of the file", { 0 }, { 0 }, { 2, 3 }, { 4, 5, 4, 8 },
	    "\"source\":{\"line\":4,\"column\":5,\"endLine\":4,"
	    "\"endColumn\":8},\"cell\":\"B3\"",
	    ":4:5, cell B3 " },
	{ "a slide", { .slide = 4 }, { 0 }, { 0 }, { 0 }, "\"slide\":4",
	    ", paragraph (paragraph 7), slide 4 " },
	{ "a page", { .page = 12 }, { 0 }, { 0 }, { 0 }, "\"page\":12",
	    ", paragraph (paragraph 7), page 12 " },
	{ "from one cue to another", { .time = { 62500, 64000 } },
	    { .time = { 64000, 3723004 } }, { 0 }, { 9, 1, 12, 2 },
	    "\"source\":{\"line\":9,\"column\":1,\"endLine\":12,"
	    "\"endColumn\":2},\"time\":{\"start\":\"00:01:02,500\","
	    "\"end\":\"01:02:03,004\"}",
	    ":9:1, 00:01:02,500 to 01:02:03,004 " },
	{ "a pointer is shown and not obeyed", { .pointer = "/a\x1b/1" }, { 0 },
	    { 0 }, { 1, 2, 1, 3 },
	    "\"source\":{\"line\":1,\"column\":2,\"endLine\":1,"
	    "\"endColumn\":3},\"pointer\":\"/a\\u001b/1\"",
	    ":1:2, /a<U+001B>/1 " },
	{ "an attachment", { .attached = "a.docx" }, { 0 }, { 0 }, { 0 },
	    "\"attached\":\"a.docx\"",
	    ", paragraph (paragraph 7), attachment a.docx " },
};

static const struct pj_rule rule = {
	.id = "c.a", .category = "c", .message_zh = "因", .message_en = "why"
};

/* The report by WRITER on one finding placed as C says. */
static char *
write_case(const char *writer, const struct address_case *c)
{
	const struct pj_report_writer *w = pj_report_writer(writer);
	struct pj_report_options o = { .english = true };
	struct pj_finding f = {
		.rule = &rule,
		.severity = PJ_WARNING,
		.detail = "",
		.text = { "x", 1 },
		.excerpt = { "x", 1 },
		.excerpt_mark = { 0, 1 },
		.fingerprint = "f",
		.location = { .part = "",
		    .paragraph = 7,
		    .source = c->source,
		    .cell = { c->cell[0], c->cell[1] },
		    .from = &c->from,
		    .to = c->to.time[1] ? &c->to : NULL },
	};
	struct pj_result r = {
		.path = "a",
		.doc = { .charset = "utf-8", .format = PJ_FORMAT_SRT },
		.findings = { &f, 1, NULL, 0 },
	};
	struct pj_buf out = PJ_BUF_INIT;

	w->document(&out, &o, &r);
	pj_buf_putc(&out, '\0');
	cr_assert(!out.failed);
	return out.ptr;
}

CASES(address, json, cases)
{
	const struct address_case *c = &cases[*row];
	char want[256], *got = write_case("jsonl", c);

	snprintf(want, sizeof(want), "\"paragraph\":7%s%s}", c->json ? "," : "",
	    c->json ? c->json : "");
	cr_expect(strstr(got, want), "%s:\n%s", c->why, got);
	free(got);
}

CASES(address, text, cases)
{
	const struct address_case *c = &cases[*row];
	char want[256], *got = write_case("text", c);

	snprintf(want, sizeof(want), "a%splease", c->text);
	cr_expect(!strncmp(got, want, strlen(want)), "%s:\n%s", c->why, got);
	free(got);
}
