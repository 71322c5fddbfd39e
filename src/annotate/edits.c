#include <assert.h>
#include <stdlib.h>

#include "edits.h"
#include "pingjian/text.h"

void
edits_init(struct edits *e, size_t max)
{
	*e = (struct edits){ .text = PJ_BUF_INIT, .max = max };
}

void
edits_free(struct edits *e)
{
	free(e->items);
	pj_buf_free(&e->text);
	e->items = NULL;
	e->count = 0;
}

void
edits_replace(struct edits *e, size_t at, size_t cut, struct pj_str s)
{
	struct edit *more;

	if (e->failed)
		return;
	more = pj_grow(e->items, &e->cap, e->count + 1, sizeof(*more));
	if (!more || e->text.len > e->max || s.len > e->max - e->text.len) {
		e->failed = true;
		return;
	}
	e->items = more;
	more[e->count] = (struct edit){ at, cut, e->count, e->text.len, s.len };
	e->count++;
	pj_buf_add(&e->text, s.ptr, s.len);
	e->failed = e->text.failed;
}

void
edits_insert(struct edits *e, size_t at, struct pj_str s)
{
	if (s.len > 0)
		edits_replace(e, at, 0, s);
}

static int
by_place(const void *a, const void *b)
{
	const struct edit *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

bool
edits_apply(struct edits *e, struct pj_str original, struct pj_buf *out,
    struct pj_error *err)
{
	size_t at = 0, i;

	if (e->failed)
		return pj_error_set(err, PJ_ELIMIT,
		    _("the comments would make the document larger than the "
		      "limit of %zu bytes"),
		    e->max);
	if (e->count > 0)
		qsort(e->items, e->count, sizeof(*e->items), by_place);
	for (i = 0; i < e->count; i++) {
		const struct edit *edit = &e->items[i];

		assert(edit->at >= at && edit->at <= original.len);
		pj_buf_add(out, original.ptr + at, edit->at - at);
		pj_buf_add(out, e->text.ptr + edit->text, edit->len);
		at = edit->at + edit->cut;
	}
	pj_buf_add(out, original.ptr + at, original.len - at);
	return !out->failed || pj_error_nomem(err);
}
