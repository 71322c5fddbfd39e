#ifndef PJ_DOC_BUILDER_H
#define PJ_DOC_BUILDER_H

#include "doc.h"

/*
 * Inside the builder: builder.c takes blocks in, builder_lend.c marks them
 * in a lent text, builder_finish.c hands the document over.  Readers of formats
 * see doc.h alone.
 */

/* How much is done between two looks at the clock. */
#define BUILDER_CLOCK_BYTES ((size_t)64 << 10)
#define BUILDER_CLOCK_BLOCKS 4096

/* A growing array; `items` is owned. */
struct builder_list {
	void *items;
	size_t count;
	size_t cap;
};

/* Where a block that is not ended yet begins in the pending lists. */
struct builder_frame {
	size_t text;
	size_t runs;
	size_t directives;
};

struct builder_part {
	char *name;
	uint32_t paragraphs;
};

/* A directive whose words stand in `words`, since that may still move. */
struct builder_directive {
	size_t at; /* in the pending text, then in the text */
	size_t words;
	size_t len;
	uint32_t line;
};

/* An address whose strings stand in `words`: offsets from 1, 0 for NULL. */
struct builder_address {
	struct pj_address address;
	size_t sheet, pointer, attached;
};

/*
 * Ended blocks stand in `text`.  What is not ended yet stands in `pending`
 * as a stack, the innermost frame on top, so that a block that was set
 * aside costs nothing until it ends.
 */
struct pj_builder {
	struct pj_limits limits;
	struct pj_deadline deadline;
	struct pj_notes *notes;
	struct pj_error err;
	struct pj_buf text;
	struct pj_buf pending;
	struct pj_buf words;
	struct pj_str lent;
	bool is_lent;
	struct builder_list blocks;       /* struct pj_block */
	struct builder_list runs;         /* struct pj_run */
	struct builder_list pending_runs; /* the same, `begin` in `pending` */
	struct builder_list directives;   /* struct builder_directive */
	struct builder_list pending_directives;
	struct builder_list parts;      /* struct builder_part */
	struct builder_list part_order; /* uint32_t into parts, by name */
	struct builder_list frames;     /* struct builder_frame, one at least */
	struct builder_list addresses;  /* struct builder_address */
	uint32_t part;
	uint32_t address;   /* of the text from now on, from 1; 0: none */
	size_t since_clock; /* bytes since the clock was asked */
};

/*
 * The current part; the nameless one when none was started; NULL when the
 * builder failed.
 */
struct builder_part *builder_part(struct pj_builder *b);

/* A zeroed item of SIZE bytes at the end of LIST, or NULL with B failed. */
void *builder_add(struct pj_builder *b, struct builder_list *list, size_t size);

/* Fail when time is up. */
void builder_look_at_clock(struct pj_builder *b);

/* Account for MORE bytes of text; false, B failed, when that is too much. */
bool builder_spend(struct pj_builder *b, size_t more);

/* Append a block at AT of the current part. */
void builder_add_block(struct pj_builder *b, struct pj_text_span at,
    enum pj_block_kind kind, const struct pj_block *template);

/* Note down BODY, at offset AT, for LIST. */
void builder_add_directive(struct pj_builder *b, struct builder_list *list,
    size_t at, struct pj_str body, uint32_t line);

#endif /* PJ_DOC_BUILDER_H */
