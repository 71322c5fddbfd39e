#include "../../src/finding/finding.h"
#include "cases.h"

/*
 * One stretch of a text that was read from `origin` by three runs: 甲乙 from
 * its second line, 丙 from behind, 丁 from an attribute before both.
 */
static const char origin[] = "\xEF\xBB\xBF首行丁\n-- 甲乙\r\n\n  丙末";

static const struct pj_run runs[] = {
	{ 0, 0, 0, 16, 0 }, /* 甲乙 */
	{ 6, 0, 0, 27, 0 }, /* 丙 */
	{ 10, 0, 0, 9, 0 }, /* 丁, behind a line end of the text */
};

static struct pj_doc
make_doc(void)
{
	struct pj_doc doc = {
		.text = pj_str("甲乙丙\n丁\n"),
		.runs = runs,
		.run_count = 3,
		.origin = pj_str(origin),
	};

	return doc;
}

struct lines_case {
	const char *why;
	struct pj_text_span at;
	struct pj_lines want;
};

static struct lines_case cases[] = {
	{ "in a line", { 3, 6 }, { 2, 5, 2, 6 } },
	{ "its begin", { 0, 3 }, { 2, 4, 2, 5 } },
	{ "across lines", { 3, 9 }, { 2, 5, 4, 4 } },
	{ "on the first line a mark is no column", { 10, 13 }, { 1, 3, 1, 4 } },
};

CASES(lines, alone, cases)
{
	const struct lines_case *c = &cases[*row];
	struct pj_doc doc = make_doc();
	struct lines lines = { 0 };
	struct pj_lines got;

	lines_find(&lines, &doc, c->at, &got);
	cr_expect(!memcmp(&got, &c->want, sizeof(got)), "%s: %u:%u to %u:%u",
	    c->why, got.line, got.column, got.end_line, got.end_column);
}

/* Whatever was asked before, forward and back, the answer is the same. */
CASES(lines, after_any_other, cases)
{
	const struct lines_case *c = &cases[*row];
	struct pj_doc doc = make_doc();
	struct lines lines = { 0 };
	struct pj_lines got;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		lines_find(&lines, &doc, cases[i].at, &got);
		lines_find(&lines, &doc, c->at, &got);
		cr_expect(!memcmp(&got, &c->want, sizeof(got)),
		    "%s after %s: %u:%u to %u:%u", c->why, cases[i].why,
		    got.line, got.column, got.end_line, got.end_column);
	}
}
