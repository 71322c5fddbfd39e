#include <criterion/criterion.h>
#include <glob.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "pingjian/screen.h"
#include "pingjian/utf8.h"

/*
 * Properties that hold for every finding on real government texts and on
 * the samples, kept or dropped: its places agree in every unit, the place
 * gives back exactly the phrase, and findings stand in order of text.
 */
struct tally {
	size_t texts, findings;
	struct pj_screener *screener;
};

/* S without what a reader does not see and without blanks. */
static char *
bare(struct pj_str s)
{
	char *out = calloc(s.len + 1, 1);
	size_t at = 0, n = 0, begin;

	cr_assert(out);
	while (at < s.len) {
		uint32_t cp;

		begin = at;
		cp = pj_utf8_next(s, &at);
		if (cp <= ' ' || cp == 0x3000 || cp == 0xA0 || cp == 0xAD ||
		    (cp >= 0x200B && cp <= 0x200F) ||
		    (cp >= 0x202A && cp <= 0x202E) ||
		    (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF ||
		    (cp >= 0xFE00 && cp <= 0xFE0F))
			continue;
		memcpy(out + n, s.ptr + begin, at - begin);
		n += at - begin;
	}
	return out;
}

/* Byte offset of code point CHARS of S, counted the slow way. */
static size_t
byte_of(struct pj_str s, size_t chars)
{
	size_t at = 0;

	while (chars-- > 0)
		pj_utf8_next(s, &at);
	return at;
}

static void
check_finding(const struct pj_result *r, const struct pj_finding *f)
{
	const struct pj_location *l = &f->location;
	struct pj_str text = r->doc.text, phrase, marked;
	char *slow, *said, *shown;

	cr_assert_lt(l->bytes[0], l->bytes[1], "%s", f->rule->id);
	cr_assert_leq(l->bytes[1], text.len);
	cr_assert_eq(byte_of(text, l->chars[0]), l->bytes[0]);
	cr_assert_eq(byte_of(text, l->chars[1]), l->bytes[1]);
	cr_assert_eq(l->utf16[0],
	    pj_utf8_count16((struct pj_str){ text.ptr, l->bytes[0] }));
	cr_assert_eq(l->utf16[1],
	    pj_utf8_count16((struct pj_str){ text.ptr, l->bytes[1] }));
	phrase.ptr = text.ptr + l->bytes[0];
	phrase.len = l->bytes[1] - l->bytes[0];
	marked.ptr = f->excerpt.ptr + f->excerpt_mark.begin;
	marked.len = f->excerpt_mark.end - f->excerpt_mark.begin;
	slow = bare(phrase);
	said = bare(f->text);
	shown = bare(marked);
	cr_assert_str_eq(slow, said, "%s", f->rule->id);
	cr_assert_str_eq(said, shown, "%s", f->rule->id);
	cr_assert_null(memchr(f->excerpt.ptr, '\n', f->excerpt.len));
	cr_assert_eq(strlen(f->fingerprint), 32);
	free(slow);
	free(said);
	free(shown);
}

static void
check_all(struct tally *t, const struct pj_result *r,
    const struct pj_finding *at, size_t count, bool apart)
{
	size_t i;

	for (i = 0; i < count; i++) {
		check_finding(r, &at[i]);
		if (i == 0)
			continue;
		cr_assert_leq(at[i - 1].location.bytes[0],
		    at[i].location.bytes[0], "out of order");
		cr_assert(!apart || at[i - 1].location.bytes[1] <=
					at[i].location.bytes[0],
		    "%s and %s overlap", at[i - 1].rule->id, at[i].rule->id);
	}
	t->findings += count;
}

static void
check_text(struct tally *t, const char *text)
{
	struct pj_screen_options options = { .explain = true,
		.min_severity = PJ_ADVICE,
		.limits = PJ_LIMITS_DEFAULT };
	struct pj_source_options source_options = { .filename = "a.txt",
		.limits = PJ_LIMITS_DEFAULT };
	struct pj_error err = { 0 };
	struct pj_source source;
	struct pj_result r;

	cr_assert(pj_source_from_bytes(
		      "a.txt", pj_str(text), &source_options, &source, &err),
	    "%s", err.message);
	cr_assert(pj_screen(t->screener, &source, &options, &r, &err), "%s",
	    err.message);
	check_all(t, &r, r.findings.kept, r.findings.kept_count, true);
	check_all(t, &r, r.findings.dropped, r.findings.dropped_count, false);
	pj_result_free(&r);
	t->texts++;
}

/* Every "title" and "text" of a file with one JSON object a line. */
static void
check_file(struct tally *t, const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL, *text;
	size_t cap = 0, len;
	json_t *object;
	const char *title, *body;

	cr_assert(file);
	while (getline(&line, &cap, file) > 0) {
		object = json_loads(line, 0, NULL);
		title = json_string_value(json_object_get(object, "title"));
		body = json_string_value(json_object_get(object, "text"));
		if (title && body) {
			len = strlen(title) + strlen(body) + 4;
			text = malloc(len);
			cr_assert(text);
			snprintf(text, len, "%s\n\n%s", title, body);
			check_text(t, text);
			free(text);
		}
		json_decref(object);
	}
	free(line);
	fclose(file);
}

Test(screen_gov, every_finding_keeps_its_promises)
{
	const char *dirs[] = { "lexicons" };
	struct pj_rules_options options = { 0 };
	struct tally t = { 0 };
	struct pj_engine *engine;
	struct pj_error err = { 0 };
	glob_t files;
	size_t i;

	if (glob("../shared/eval/gov/*.jsonl", 0, NULL, &files) != 0)
		cr_skip_test("no government texts in ../shared/eval/gov");
	engine = pj_engine_new(dirs, 1, &options, &err);
	cr_assert(engine, "%s:%u: %s", err.where, err.line, err.message);
	t.screener = pj_screener_new(engine, 3);
	cr_assert(t.screener);
	for (i = 0; i < files.gl_pathc; i++)
		check_file(&t, files.gl_pathv[i]);
	fprintf(stderr, "%zu texts, %zu findings\n", t.texts, t.findings);
	cr_expect_gt(t.findings, 0);
	globfree(&files);
	pj_screener_free(t.screener);
	pj_engine_free(engine);
}
