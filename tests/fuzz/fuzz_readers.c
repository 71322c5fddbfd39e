/*
 * Any bytes as one of the formats of text that have a reader of ours, named
 * by the first byte, without screening: what a document promises, holds.
 */
#include <stdio.h>

#include "fuzz.h"
#include "pingjian/arena.h"
#include "pingjian/utf8.h"

static void
must(bool holds, const char *what)
{
	if (!holds) {
		fprintf(stderr, "does not hold: %s\n", what);
		abort();
	}
}

static void
check_blocks(const struct pj_doc *doc)
{
	uint32_t last = 0;
	size_t i;

	must(pj_utf8_valid_prefix(doc->text) == doc->text.len,
	    "text is valid UTF-8");
	for (i = 0; i < doc->block_count; i++) {
		must(doc->blocks[i].at.begin >= last &&
		        doc->blocks[i].at.end > doc->blocks[i].at.begin,
		    "blocks are in order, and none is empty");
		last = doc->blocks[i].at.end;
	}
	must(last <= doc->text.len, "blocks lie inside the text");
}

static void
check_runs(const struct pj_doc *doc)
{
	size_t i;

	for (i = 0; i < doc->run_count; i++) {
		const struct pj_run *run = &doc->runs[i];

		must(i == 0 || run->begin > run[-1].begin, "runs are in order");
		must(run->begin <= doc->text.len, "runs lie inside the text");
		must(run->address <= doc->address_count, "addresses exist");
		must(doc->origin.len == 0 || run->node != 0 ||
		        run->offset <= doc->origin.len,
		    "runs lead into the source");
	}
}

static void
read_as(const char *name, struct pj_str bytes)
{
	static const char *const pointers[] = { "/*/text", "/a" };
	struct pj_source_options options = { .limits = PJ_LIMITS_DEFAULT };
	struct pj_arena *arena = pj_arena_new(PJ_ARENA_MAX);
	struct pj_notes notes = { .arena = arena };
	struct pj_error err = { 0 };
	struct pj_source source;
	struct pj_doc doc;

	if (bytes.len % 8 == 1) {
		options.pointers = pointers;
		options.pointer_count = 2;
	}
	if (arena && pj_source_from_bytes(name, bytes, &options, &source, &err)) {
		if (pj_doc_read(arena, &source, &options.limits,
			pj_deadline_in(20), &doc, &notes, &err)) {
			check_blocks(&doc);
			check_runs(&doc);
		} else {
			must(err.code != PJ_OK && err.message[0],
			    "a failure says why");
		}
	}
	pj_arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "a.srt", "a.vtt", "a.csv",
		"a.json", "a.md", "a.eml" };

	pj_doc_init();
	if (size > 0)
		read_as(names[data[0] % (sizeof(names) / sizeof(names[0]))],
		    (struct pj_str){ (const char *)data + 1, size - 1 });
	return 0;
}
