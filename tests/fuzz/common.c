/* What all targets that screen a document share. */
#include <stdio.h>

#include "fuzz.h"
#include "pingjian/utf8.h"

/* Opened once a process, and left to it: a fuzzer never ends by itself. */
static struct pj_engine *engine;
static struct pj_screener *screener;

static void
open_engine(void)
{
	const char *dir = getenv("PJ_FUZZ_RULES");
	struct pj_rules_options options = { .examples = false };
	struct pj_error err = { 0 };

	if (!dir)
		dir = "lexicons";
	engine = pj_engine_new(&dir, 1, &options, &err);
	screener = engine ? pj_screener_new(engine, 3) : NULL;
	if (!screener) {
		fprintf(stderr, "%s:%u: %s\n", err.where, err.line, err.message);
		exit(2);
	}
}

static void
close_engine(void)
{
	pj_screener_free(screener);
	pj_engine_free(engine);
}

static void
must(bool holds, const char *what)
{
	if (!holds) {
		fprintf(stderr, "does not hold: %s\n", what);
		abort();
	}
}

/* Places are inside the text, in order, and in whole characters. */
static void
check_finding(const struct pj_result *r, const struct pj_finding *f)
{
	struct pj_str text = r->doc.text, phrase, before;
	const struct pj_location *at = &f->location;

	must(at->bytes[0] < at->bytes[1] && at->bytes[1] <= text.len,
	    "a finding lies inside the text");
	phrase = pj_str_at(text, (struct pj_text_span){ at->bytes[0], at->bytes[1] });
	before = pj_str_at(text, (struct pj_text_span){ 0, at->bytes[0] });
	must(pj_utf8_valid_prefix(phrase) == phrase.len &&
	        pj_utf8_valid_prefix(before) == before.len,
	    "a finding is cut at whole characters");
	must(at->chars[0] == pj_utf8_count(before) &&
	        at->chars[1] - at->chars[0] == pj_utf8_count(phrase),
	    "chars and bytes agree");
	must(at->utf16[0] == pj_utf8_count16(before), "utf16 and bytes agree");
}

static void
check_result(const struct pj_result *r)
{
	uint32_t last = 0;
	size_t i;

	must(pj_utf8_valid_prefix(r->doc.text) == r->doc.text.len,
	    "extracted text is valid UTF-8");
	for (i = 0; i < r->doc.block_count; i++) {
		must(r->doc.blocks[i].at.begin >= last, "blocks are in order");
		last = r->doc.blocks[i].at.end;
	}
	must(last <= r->doc.text.len, "blocks lie inside the text");
	for (i = 0; i < r->findings.kept_count; i++)
		check_finding(r, &r->findings.kept[i]);
	for (i = 0; i < r->findings.dropped_count; i++)
		check_finding(r, &r->findings.dropped[i]);
}

void
fuzz_screen(const char *path, struct pj_str bytes)
{
	struct pj_source_options so = { .limits = PJ_LIMITS_DEFAULT };
	struct pj_screen_options options = { .explain = true,
		.min_severity = PJ_ADVICE, .limits = PJ_LIMITS_DEFAULT };
	struct pj_error err = { 0 };
	struct pj_source source;
	struct pj_result result;

	if (!engine) {
		open_engine();
		atexit(close_engine);
	}
	if (!pj_source_from_bytes(path, bytes, &so, &source, &err))
		return;
	if (pj_screen(screener, &source, &options, &result, &err))
		check_result(&result);
	else
		must(err.code != PJ_OK && err.message[0], "a failure says why");
	pj_result_free(&result);
}
