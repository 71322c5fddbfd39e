#include "../../src/source/source.h"
#include "cases.h"
#include "pingjian/cue.h"

struct timing_case {
	const char *line;
	bool is;
	uint32_t ms[2];
};

static struct timing_case timings[] = {
	{ "00:00:01,000 --> 00:00:02,500", true, { 1000, 2500 } },
	{ "00:00:01.000 --> 00:00:02.500 align:start", true, { 1000, 2500 } },
	{ "01:02.003 --> 01:02.04", true, { 62003, 62040 } },
	{ "  1:02:03,4-->1:02:04", true, { 3723400, 3724000 } },
	{ "999:59:59,999 --> 1000:59:59,999", true,
	    { 3599999999u, 3603599999u } },
	{ "00:00:05,000 --> 00:00:01,000", true, { 5000, 1000 } },
	{ "1001:00:00,000 --> 1001:00:01,000", false, { 0 } },
	{ "00:00:01,000 --> ", false, { 0 } },
	{ "00:00:01,000 -> 00:00:02,000", false, { 0 } },
	{ "00:00:61,000 --> 00:01:02,000", false, { 0 } },
	{ "00:00:01, --> 00:00:02,000", false, { 0 } },
	{ "00:00:01,000 --> 00:00:02,0000", false, { 0 } },
	{ "1 --> 2", false, { 0 } },
	{ "00:00:01,000 --> 00:00:02,000x", false, { 0 } },
	{ "", false, { 0 } },
	{ "-->", false, { 0 } },
};

CASES(cue, timing, timings)
{
	const struct timing_case *c = &timings[*row];
	uint32_t ms[2] = { 0, 0 };

	cr_assert_eq(pj_cue_timing(pj_str(c->line), ms), c->is, "%s", c->line);
	if (c->is) {
		cr_expect_eq(ms[0], c->ms[0], "%s: %u", c->line, ms[0]);
		cr_expect_eq(ms[1], c->ms[1], "%s: %u", c->line, ms[1]);
	}
}

#define T "00:00:01,000 --> 00:00:02,000\n"

struct kind_case {
	const char *why;
	const char *name;
	const char *bytes;
	enum pj_format format;
};

static struct kind_case kinds[] = {
	{ "subtitles by content", "a.txt", "1\n" T "女", PJ_FORMAT_SRT },
	{ "blank lines before", "", "\n\n 1 \r\n\r\n" T "女", PJ_FORMAT_SRT },
	{ "without a number", "a", T "女", PJ_FORMAT_SRT },
	{ "words before, by name", "a.SRT", "女\n" T "女", PJ_FORMAT_SRT },
	{ "words before, without the name", "a.txt", "女\n" T "女",
	    PJ_FORMAT_TEXT },
	{ "no cue at all", "a.srt", "女司機\n", PJ_FORMAT_TEXT },
	{ "a page by content", "a.srt", "<html><p>" T, PJ_FORMAT_HTML },
	{ "WebVTT", "a", "WEBVTT\n\n" T "女", PJ_FORMAT_VTT },
	{ "without cues, by name", "a.vtt", "WEBVTT\n\nNOTE x\n",
	    PJ_FORMAT_VTT },
	{ "words about it", "a.txt", "WEBVTT 是什麼\n", PJ_FORMAT_TEXT },
	{ "one that lost its head", "a.vtt", "x\n" T, PJ_FORMAT_SRT },
	{ "a table by name", "a.csv", "甲,乙\n", PJ_FORMAT_CSV },
	{ "with tabs", "a.TSV", "甲\t乙\n", PJ_FORMAT_CSV },
	{ "a page saved as one", "a.csv", "<html><table>", PJ_FORMAT_HTML },
	{ "a piece of a page in a cell", "a.csv", "<p>甲</p>,乙\n",
	    PJ_FORMAT_CSV },
	{ "JSON by name", "a.JSON", "[\"女\"]", PJ_FORMAT_JSON },
	{ "one a line", "a.jsonl", "", PJ_FORMAT_JSON },
	{ "an object by content", "a.txt", " {\n \"a\\\"b\" : \"女\"}\n",
	    PJ_FORMAT_JSON },
	{ "objects by content", "", "[\n{ \"a\": 1 } ]", PJ_FORMAT_JSON },
	{ "lines of them", "", "{\"a\":1}\n{\"a\":2}\n", PJ_FORMAT_JSON },
	{ "words in brackets", "a.txt", "[女司機] 好", PJ_FORMAT_TEXT },
	{ "a list of notes", "a.txt", "[1] 女 [2]", PJ_FORMAT_TEXT },
	{ "braces", "a.txt", "{\"女\"}", PJ_FORMAT_TEXT },
	{ "what goes on behind it", "a.txt", "{\"a\":1}\n說明如下",
	    PJ_FORMAT_TEXT },
	{ "a list is no table", "a.txt", "甲,乙\n丙,丁\n", PJ_FORMAT_TEXT },
};

CASES(cue, detect, kinds)
{
	const struct kind_case *c = &kinds[*row];
	struct pj_error err = { 0 };
	enum pj_format got =
	    pj_format_detect(pj_str(c->bytes), c->name, &err);

	cr_expect_eq(got, c->format, "%s: %s", c->why, pj_format_name(got));
}
