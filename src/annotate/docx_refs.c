#include <stdlib.h>

#include "docx.h"

/*
 * Places in parts beside the main one, by what in the main one refers to
 * them: notes by number, charts and diagrams by relation.  Margins are
 * referred to by sections, which are no place.
 */

int
docx_ref_compare(const void *a, const void *b)
{
	const struct docx_ref *x = a, *y = b;

	if (!x->id != !y->id)
		return x->id ? 1 : -1;
	if (x->id)
		return strcmp(x->id, y->id);
	if (x->endnote != y->endnote)
		return x->endnote ? 1 : -1;
	return (x->note > y->note) - (x->note < y->note);
}

size_t
docx_ref_first(const struct docx *d, const struct docx_ref *key)
{
	size_t lo = 0, hi = d->ref_count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (docx_ref_compare(&d->refs[mid], key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* One more reference that COMMENT stands at. */
static void
add_ref(struct docx *d, struct docx_ref ref)
{
	d->refs[d->ref_count++] = ref;
	d->job->comments[ref.comment].exact = false;
}

/* Which notes the comments on part PART are in. */
static bool
find_notes(struct docx *d, uint32_t part)
{
	struct walk w = { 0 };
	struct job *job = d->job;
	struct docx_ref ref = { .note = UINT32_MAX };
	struct pj_str bytes, raw;
	struct scan s = { 0 };
	size_t next = 0;
	bool ok;

	ok = places_points(job, part, &w) &&
	     job_read(job, job->result->doc.parts[part], &bytes) &&
	     scan_open(&s, bytes, job->err);
	while (ok && next < w.point_count) {
		enum scan_kind kind = scan_next(&s);

		ok = kind != SCAN_BAD;
		if (!ok || kind == SCAN_DONE)
			break;
		for (; next < w.point_count &&
		       w.points[next].node < scan_tag_node(&s);
		     next++) {
			ref.comment = w.points[next].comment;
			if (!w.points[next].is_end)
				add_ref(d, ref);
		}
		if (kind != SCAN_START || s.depth != 2)
			continue;
		ref.endnote =
		    pj_str_equal(scan_top(&s)->local, pj_str("endnote"));
		if (!scan_attr(&s, scan_top(&s)->uri, "id", &raw) ||
		    !docx_parse_id(raw, &ref.note))
			ref.note = UINT32_MAX;
	}
	scan_close(&s);
	return ok;
}

/* The relation that leads to part PART, or NULL. */
static const struct docx_relation *
relation_to(const struct docx *d, uint32_t part)
{
	const char *name = d->job->result->doc.parts[part];
	size_t i;

	for (i = 0; i < d->relation_count; i++)
		if (d->relations[i].part &&
		    strcmp(d->relations[i].part, name) == 0)
			return &d->relations[i];
	return NULL;
}

/* Whether text refers to single notes in the part that R leads to. */
static bool
leads_to_notes(const struct docx_relation *r)
{
	return r && (strcmp(r->type, "footnotes") == 0 ||
			strcmp(r->type, "endnotes") == 0);
}

/* Whether text refers to that part as a whole, as to a drawing. */
static bool
leads_to_drawing(const struct docx_relation *r)
{
	return r && (strcmp(r->type, "chart") == 0 ||
			strcmp(r->type, "diagramData") == 0);
}

/*
 * Comments on the parts from 1 on.  Those on one part lie side by side, so
 * that its relation is looked for once.
 */
bool
docx_find_refs(struct docx *d)
{
	const struct docx_relation *r = NULL;
	struct job *job = d->job;
	uint32_t part = 0;
	size_t i;

	d->refs = pj_arena_alloc(job->arena, job->count, sizeof(*d->refs));
	if (!d->refs)
		return pj_error_nomem(job->err);
	for (i = 0; i < job->count; i++) {
		const struct comment *c = &job->comments[i];
		bool other = c->part != part;

		if (c->part == 0 || c->lost)
			continue;
		part = c->part;
		if (other)
			r = relation_to(d, part);
		if (other && leads_to_notes(r) && !find_notes(d, part))
			return false;
		if (!leads_to_notes(r))
			add_ref(d, (struct docx_ref){ .note = UINT32_MAX,
				       .id = leads_to_drawing(r) ? r->id : NULL,
				       .comment = (uint32_t)i });
	}
	if (d->ref_count > 0)
		qsort(
		    d->refs, d->ref_count, sizeof(*d->refs), docx_ref_compare);
	return true;
}
