#include <assert.h>

#include "builder.h"

/*
 * Formats whose text is the document's text as it stands: the caller says
 * where blocks, runs and comments are in it.
 */

void
pj_builder_lend(struct pj_builder *b, struct pj_str text)
{
	if (pj_builder_failed(b))
		return;
	assert(!b->is_lent && pj_builder_size(b) == 0);
	if (!builder_spend(b, text.len))
		return;
	b->lent = text;
	b->is_lent = true;
}

/* Lent text was paid for when it was lent; blocks still take time. */
void
pj_builder_mark(struct pj_builder *b, struct pj_text_span at,
    enum pj_block_kind kind, const struct pj_block *template)
{
	if (pj_builder_failed(b))
		return;
	assert(b->is_lent && at.begin < at.end && at.end <= b->lent.len);
	b->since_clock += BUILDER_CLOCK_BYTES / BUILDER_CLOCK_BLOCKS;
	if (b->since_clock >= BUILDER_CLOCK_BYTES)
		builder_look_at_clock(b);
	builder_add_block(b, at, kind, template);
}

void
pj_builder_mark_run(struct pj_builder *b, uint32_t begin, uint32_t offset)
{
	struct pj_run *run;

	if (pj_builder_failed(b) || !builder_part(b))
		return;
	assert(b->is_lent && begin <= b->lent.len);
	run = builder_add(b, &b->runs, sizeof(*run));
	if (!run)
		return;
	run->begin = begin;
	run->part = b->part;
	run->offset = offset;
	run->address = b->address;
}

void
pj_builder_mark_directive(
    struct pj_builder *b, uint32_t at, struct pj_str body, uint32_t line)
{
	if (pj_builder_failed(b))
		return;
	assert(b->is_lent && at <= b->lent.len);
	builder_add_directive(b, &b->directives, at, body, line);
}
