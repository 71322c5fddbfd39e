#ifndef PJ_DOC_MAPPED_H
#define PJ_DOC_MAPPED_H

#include "doc.h"

/*
 * A stretch of text that was put together from pieces of the source: with
 * escapes resolved, tags left out.  It knows where each piece came from, so
 * that words of it can be given to a builder by their place here.
 */
struct mapped_piece {
	size_t at;     /* where it begins here */
	size_t offset; /* where it begins in the source */
};

/* All zero is the empty one; mapped_free releases it. */
struct mapped {
	struct pj_buf text;
	struct mapped_piece *pieces;
	size_t count, cap;
	bool failed; /* out of memory, or too many pieces; sticky */
};

void mapped_free(struct mapped *m);

/* Make it empty again, keeping its memory. */
void mapped_clear(struct mapped *m);

/* Add S, which stands for what is at OFFSET of the source. */
void mapped_add(struct mapped *m, struct pj_str s, size_t offset);

/* The same for a code point, U+FFFD where CP is none. */
void mapped_add_cp(struct mapped *m, uint32_t cp, size_t offset);

/* Where byte AT of M, which is not empty, is in the source. */
size_t mapped_offset(const struct mapped *m, size_t at);

/* Whether M holds all that was added; else B fails with why. */
bool mapped_is_whole(const struct mapped *m, struct pj_builder *b);

/* Give the stretch AT of M to B as text of NODE. */
void mapped_put(const struct mapped *m, struct pj_text_span at,
    struct pj_builder *b, uint32_t node);

/*
 * Give each line of M to B as a block of KIND, without white space around
 * it: its line ends are those of its writer.
 */
void mapped_put_lines(const struct mapped *m, struct pj_builder *b,
    enum pj_block_kind kind, const struct pj_block *template);

#endif /* PJ_DOC_MAPPED_H */
