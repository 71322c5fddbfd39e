#include <stdlib.h>

#include "annotate.h"

/* From the text back to parts: runs are in order of text. */

/* The run that holds text offset AT. */
static const struct pj_run *
run_at(const struct pj_doc *doc, uint32_t at)
{
	size_t lo = 0, hi = doc->run_count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (doc->runs[mid].begin <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo > 0 ? &doc->runs[lo - 1] : NULL;
}

/* Bytes of the character at AT, which is valid UTF-8. */
static uint32_t
char_len(struct pj_str text, uint32_t at)
{
	uint32_t len = 1;

	while (at + len < text.len && (text.ptr[at + len] & 0xC0) == 0x80)
		len++;
	return len;
}

static int
compare_point(const struct point *x, const struct point *y)
{
	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return 0;
}

/*
 * Words may end before they begin only where what was set aside (a text
 * box) is read before what stands around it: the first sign must do then.
 */
static void
find_place(const struct pj_doc *doc, struct comment *c)
{
	const uint32_t *bytes = c->finding->location.bytes;
	const struct pj_run *first = run_at(doc, bytes[0]);
	const struct pj_run *last = run_at(doc, bytes[1] - 1);
	uint32_t len = char_len(doc->text, bytes[0]);

	c->exact = true;
	if (!first || !last) {
		c->lost = true;
		return;
	}
	c->part = first->part;
	c->begin.node = first->node;
	c->begin.offset = first->offset + (bytes[0] - first->begin);
	c->end.node = last->node;
	c->end.offset = last->offset + (bytes[1] - last->begin);
	c->end.is_end = true;
	if (first->part == last->part && compare_point(&c->begin, &c->end) < 0)
		return;
	c->exact = false;
	c->end.node = c->begin.node;
	c->end.offset = c->begin.offset + len;
}

bool
places_find(struct job *job)
{
	size_t i;

	for (i = 0; i < job->count; i++) {
		job->comments[i].begin.comment = (uint32_t)i;
		job->comments[i].end.comment = (uint32_t)i;
		find_place(&job->result->doc, &job->comments[i]);
	}
	return true;
}

/* Ends come before beginnings at the same place, in order of comments. */
static int
by_place(const void *a, const void *b)
{
	const struct point *x = a, *y = b;
	int order = compare_point(x, y);

	if (order != 0)
		return order;
	if (x->is_end != y->is_end)
		return x->is_end ? -1 : 1;
	return (x->comment > y->comment) - (x->comment < y->comment);
}

static int
by_node(const void *a, const void *b)
{
	const struct stretch *x = a, *y = b;

	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return (x->at.begin > y->at.begin) - (x->at.begin < y->at.begin);
}

/* A run ends where the next begins, or with its block before. */
static uint32_t
run_end(const struct pj_doc *doc, size_t i)
{
	const struct pj_block *block = pj_doc_block_at(doc, doc->runs[i].begin);
	uint32_t end = (uint32_t)doc->text.len;

	if (i + 1 < doc->run_count)
		end = doc->runs[i + 1].begin;
	return block && block->at.end < end ? block->at.end : end;
}

static bool
find_stretches(struct job *job, uint32_t part, struct walk *w)
{
	const struct pj_doc *doc = &job->result->doc;
	struct stretch *s =
	    pj_arena_alloc(job->arena, doc->run_count, sizeof(*s));
	size_t count = 0, i;

	if (!s)
		return pj_error_nomem(job->err);
	for (i = 0; i < doc->run_count; i++) {
		const struct pj_run *r = &doc->runs[i];

		if (r->part == part)
			s[count++] = (struct stretch){ r->node, r->offset,
				{ r->begin, run_end(doc, i) } };
	}
	if (count > 0)
		qsort(s, count, sizeof(*s), by_node);
	w->stretches = s;
	w->stretch_count = count;
	return true;
}

bool
places_points(struct job *job, uint32_t part, struct walk *w)
{
	struct point *points =
	    pj_arena_alloc(job->arena, 2 * job->count, sizeof(*points));
	size_t count = 0, i;

	if (!points)
		return pj_error_nomem(job->err);
	for (i = 0; i < job->count; i++) {
		const struct comment *c = &job->comments[i];

		if (c->part != part || c->lost)
			continue;
		points[count++] = c->begin;
		points[count++] = c->end;
	}
	if (count > 0)
		qsort(points, count, sizeof(*points), by_place);
	w->points = points;
	w->point_count = count;
	return true;
}

bool
places_walk(struct job *job, uint32_t part, struct walk *w)
{
	return places_points(job, part, w) && find_stretches(job, part, w);
}
