#ifndef PJ_ANNOTATE_EDITS_H
#define PJ_ANNOTATE_EDITS_H

#include "pingjian/buf.h"
#include "pingjian/error.h"

/*
 * edits: what becomes of the bytes of a part.  A list of insertions, each
 * at a byte of the original, and of bytes taken out; all else stays as it
 * is.  Annotating inserts only.
 */
struct edit {
	size_t at;    /* byte of the original it stands in front of */
	size_t cut;   /* bytes of the original taken out there */
	size_t order; /* of those at the same byte */
	size_t text;  /* where what is put in begins in `text` */
	size_t len;
};

struct edits {
	struct edit *items;
	size_t count, cap;
	struct pj_buf text;
	size_t max;  /* of all that is put in, bytes */
	bool failed; /* out of memory, or over max */
};

/* No edits, at most MAX bytes of them.  Release with edits_free. */
void edits_init(struct edits *e, size_t max);
void edits_free(struct edits *e);

/* Put S in front of byte AT, behind what was put there before. */
void edits_insert(struct edits *e, size_t at, struct pj_str s);

/* Take out CUT bytes at AT and put S in their place. */
void edits_replace(struct edits *e, size_t at, size_t cut, struct pj_str s);

/* Whether there are any; also when there were too many. */
static inline bool
edits_any(const struct edits *e)
{
	return e->count > 0 || e->failed;
}

/*
 * ORIGINAL with E into OUT.  False with ERR filled: PJ_ENOMEM, PJ_ELIMIT.
 */
bool edits_apply(struct edits *e, struct pj_str original, struct pj_buf *out,
    struct pj_error *err);

#endif /* PJ_ANNOTATE_EDITS_H */
