#ifndef TESTS_UNIT_BLOCKS_H
#define TESTS_UNIT_BLOCKS_H

#include <stdlib.h>

#include "../../src/doc/doc.h"
#include "cases.h"
#include "pingjian/arena.h"
#include "pingjian/buf.h"

/*
 * One document read from bytes in memory, and its blocks as lines:
 * "KIND [TABLE.ROW.COLUMN] [LEVEL]|TEXT", line ends in a block as "/".
 * Everything asserts.
 */
struct blocks {
	struct pj_arena *arena;
	struct pj_source source;
	struct pj_doc doc;
	struct pj_notes notes;
	struct pj_buf shown;
};

/* Read S as FORMAT in CHARSET; false, with ERR filled, when it is refused. */
static inline bool
blocks_try(struct blocks *b, enum pj_format format, struct pj_str s,
    const char *charset, struct pj_error *err)
{
	*b = (struct blocks){ 0 };
	b->source = (struct pj_source){ .path = "t",
		.bytes = s,
		.format = format,
		.charset = charset,
		.valid = !strcmp(charset, "utf-8") };
	b->arena = pj_arena_new((size_t)1 << 30);
	cr_assert(b->arena);
	b->notes.arena = b->arena;
	return pj_doc_read(b->arena, &b->source, &PJ_LIMITS_DEFAULT,
	    pj_deadline_in(20), &b->doc, &b->notes, err);
}

static inline void
blocks_read(struct blocks *b, enum pj_format format, struct pj_str s)
{
	struct pj_error err = { 0 };

	cr_assert(blocks_try(b, format, s, "utf-8", &err), "%s", err.message);
}

static inline void
blocks_free(struct blocks *b)
{
	pj_buf_free(&b->shown);
	pj_arena_free(b->arena);
}

static inline const char *
blocks_show(struct blocks *b)
{
	size_t i, k;

	for (i = 0; i < b->doc.block_count; i++) {
		const struct pj_block *block = &b->doc.blocks[i];

		pj_buf_puts(&b->shown, pj_block_kind_name(block->kind));
		if (block->table)
			pj_buf_printf(&b->shown, " %u.%u.%u", block->table,
			    block->row, block->column);
		if (block->level)
			pj_buf_printf(&b->shown, " %u", block->level);
		pj_buf_putc(&b->shown, '|');
		for (k = block->at.begin; k < block->at.end; k++)
			pj_buf_putc(&b->shown, b->doc.text.ptr[k] == '\n'
			                           ? '/'
			                           : b->doc.text.ptr[k]);
		pj_buf_putc(&b->shown, '\n');
	}
	pj_buf_add(&b->shown, "", 1);
	return b->shown.ptr;
}

/*
 * Each run must lead to its own text: where it goes on in the origin byte
 * for byte, that must be what stands there.  Returns how many do.
 */
static inline size_t
blocks_check_runs(const struct blocks *b)
{
	size_t i, same = 0;

	for (i = 0; i < b->doc.run_count; i++) {
		const struct pj_run *run = &b->doc.runs[i];
		struct pj_str s = { b->doc.text.ptr + run->begin, 0 };

		s.len = (i + 1 < b->doc.run_count ? run[1].begin
		                                  : b->doc.text.len) -
		        run->begin;
		/* The line end behind a block is the builder's. */
		if (s.len > 0 && s.ptr[s.len - 1] == '\n')
			s.len--;
		cr_assert_leq(run->offset, b->doc.origin.len);
		if (run->offset + s.len <= b->doc.origin.len &&
		    !memcmp(b->doc.origin.ptr + run->offset, s.ptr, s.len))
			same++;
	}
	return same;
}

#endif /* TESTS_UNIT_BLOCKS_H */
