#include "doc.h"

/* Each line that holds anything is a block. */
static void
mark_lines(struct pj_builder *b, struct pj_str text)
{
	size_t at = 0;

	while (at < text.len && !pj_builder_failed(b)) {
		const char *end = memchr(text.ptr + at, '\n', text.len - at);
		size_t stop = end ? (size_t)(end - text.ptr) : text.len;
		struct pj_text_span span = { (uint32_t)at, (uint32_t)stop };

		if (at < stop)
			pj_builder_mark(b, span, PJ_BLOCK_PARAGRAPH, NULL);
		at = stop + 1;
	}
}

bool
pj_doc_read_text(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	struct pj_builder *b =
	    pj_builder_new(in->limits, in->deadline, in->notes);
	bool ok;

	if (!b)
		return pj_error_nomem(err);
	pj_builder_lend(b, in->text);
	pj_builder_mark_run(b, 0, (uint32_t)in->source->bom);
	mark_lines(b, in->text);
	ok = pj_builder_finish(b, in->arena, out, err);
	pj_builder_free(b);
	return ok;
}
