/*
 * The main part of a DOCX or, by the first byte, ODT file, with comments all
 * over it: the copy must be read again, and its text be the draft's.
 */
#include <stdio.h>

#include "container.h"
#include "fuzz.h"
#include "pingjian/annotate.h"
#include "pingjian/doc.h"

#define COMMENTS 64

static const char types[] =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
    "content-types\"/>";
static const char rels[] =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
    "relationships\"><Relationship Id=\"r1\" Type=\"http://schemas."
    "openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    "Target=\"word/document.xml\"/></Relationships>";

static void
must(bool holds, const char *what)
{
	if (!holds) {
		fprintf(stderr, "does not hold: %s\n", what);
		abort();
	}
}

/* Findings of up to STEP characters each, over the whole text. */
static size_t
make_findings(
    const struct pj_doc *doc, uint32_t step, struct pj_finding *findings)
{
	static const struct pj_rule rule = { .id = "fuzz",
		.severity = PJ_WARNING,
		.message_zh = "",
		.message_en = "" };
	uint32_t at = 0, chars;
	size_t count = 0;

	while (at < doc->text.len && count < COMMENTS) {
		struct pj_finding *f = &findings[count];

		*f = (struct pj_finding){ .rule = &rule,
			.severity = PJ_WARNING,
			.text = pj_str("x") };
		f->location.bytes[0] = at;
		for (chars = 0; at < doc->text.len && chars <= step; chars++)
			for (at++; at < doc->text.len &&
				   (doc->text.ptr[at] & 0xC0) == 0x80;)
				at++;
		f->location.bytes[1] = at;
		/* Line ends between blocks come from nowhere. */
		if (pj_doc_block_at(doc, f->location.bytes[0]) &&
		    pj_doc_block_at(doc, at - 1))
			count++;
	}
	return count;
}

static bool
read_doc(struct pj_arena *arena, const struct pj_source *source, struct pj_doc *doc,
    struct pj_notes *notes)
{
	struct pj_error err = { 0 };

	notes->arena = arena;
	return pj_doc_read(arena, source, &PJ_LIMITS_DEFAULT,
	    pj_deadline_in(10), doc, notes, &err);
}

static void
try_copy(struct pj_arena *arena, struct pj_source *source, uint32_t step)
{
	static struct pj_finding findings[COMMENTS];
	const struct pj_annotate_options options = {
		.limits = PJ_LIMITS_DEFAULT,
	};
	struct pj_result result = { .arena = arena };
	struct pj_buf out = PJ_BUF_INIT;
	struct pj_notes notes = { 0 };
	struct pj_error err = { 0 };
	struct pj_doc again;

	if (!read_doc(arena, source, &result.doc, &notes))
		return;
	result.findings.kept = findings;
	result.findings.kept_count = make_findings(&result.doc, step, findings);
	if (pj_annotate(source, &result, &options, &out, &notes, &err)) {
		source->bytes = pj_buf_str(&out);
		must(read_doc(arena, source, &again, &notes), "a copy is read");
		must(pj_str_equal(again.text, result.doc.text),
		    "a copy has the draft's text");
	} else
		must(err.code != PJ_OK && err.message[0], "a failure says why");
	pj_buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pj_source source = { .path = "a", .charset = "utf-8" };
	const struct member docx[] = {
		{ "[Content_Types].xml", pj_str(types) },
		{ "_rels/.rels", pj_str(rels) },
		{ "word/document.xml", { (const char *)data + 1, size - 1 } },
	};
	const struct member odt[] = {
		{ "mimetype",
		    pj_str("application/vnd.oasis.opendocument.text") },
		{ "content.xml", { (const char *)data + 1, size - 1 } },
	};
	struct pj_arena *arena;
	char *bytes;
	bool odf;

	if (size < 2)
		return 0;
	odf = data[0] & 1;
	bytes = fuzz_pack(odf ? odt : docx, odf ? 2 : 3, &source.bytes.len);
	arena = pj_arena_new(PJ_ARENA_MAX);
	source.bytes.ptr = bytes;
	source.format = odf ? PJ_FORMAT_ODT : PJ_FORMAT_DOCX;
	if (bytes && arena)
		try_copy(arena, &source, data[0] / 2 % 8);
	pj_arena_free(arena);
	free(bytes);
	return 0;
}
