#ifndef PJ_SPAN_H
#define PJ_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * The smallest vocabulary: borrowed strings, and one span type for each
 * coordinate system, so that the compiler rejects a folded offset where
 * a text offset is meant.  Nothing here owns anything.
 */

/* A view of bytes owned by someone else.  Not NUL-terminated. */
struct pj_str {
	const char *ptr;
	size_t len; /* bytes */
};

/* Half-open byte range in a source as it was read. */
struct pj_source_span {
	uint64_t begin;
	uint64_t end;
};

/* Half-open byte range in the UTF-8 text a document was extracted to. */
struct pj_text_span {
	uint32_t begin;
	uint32_t end;
};

/* Half-open range of folded units (see fold.h). */
struct pj_fold_span {
	uint32_t begin;
	uint32_t end;
};

/* A view of the NUL-terminated Z. */
static inline struct pj_str
pj_str(const char *z)
{
	struct pj_str s = { z, strlen(z) };

	return s;
}

static inline bool
pj_str_equal(struct pj_str a, struct pj_str b)
{
	return a.len == b.len && (a.len == 0 || !memcmp(a.ptr, b.ptr, a.len));
}

/* The stretch AT of TEXT. */
static inline struct pj_str
pj_str_at(struct pj_str text, struct pj_text_span at)
{
	struct pj_str s = { text.ptr + at.begin, at.end - at.begin };

	return s;
}

#endif /* PJ_SPAN_H */
