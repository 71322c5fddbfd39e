#include <stdlib.h>

#include "match.h"
#include "pingjian/buf.h"
#include "pingjian/text.h"

/* A scratch keeps arrays up to this many hits from one document to the
 * next, and gives larger ones back. */
#define KEEP_HITS ((size_t)1 << 14)

/* As pj_hits wants them: begin, longer first, id; then literals first. */
static int
compare_hits(const void *left, const void *right)
{
	const struct pj_hit *a = left, *b = right;

	if (a->fold.begin != b->fold.begin)
		return a->fold.begin < b->fold.begin ? -1 : 1;
	if (a->fold.end != b->fold.end)
		return a->fold.end > b->fold.end ? -1 : 1;
	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	if (a->use != b->use)
		return a->use < b->use ? -1 : 1;
	if (a->mark != b->mark)
		return a->mark < b->mark ? -1 : 1;
	return (int)a->pattern - (int)b->pattern;
}

bool
hit_add(struct hit_list *list, const struct pj_hit *hit, struct pj_error *err)
{
	struct pj_hit *at;

	if (list->count == list->max)
		return pj_error_set(err, PJ_ELIMIT,
		    _("more than %zu hits: this is not a draft"), list->max);
	at = pj_grow(list->at, &list->cap, list->count + 1, sizeof(*at));
	if (!at)
		return pj_error_nomem(err);
	list->at = at;
	if (list->count > list->start &&
	    compare_hits(&at[list->count - 1], hit) > 0)
		list->unsorted = true;
	at[list->count++] = *hit;
	return true;
}

bool
capture_add(struct pj_scratch *scratch, uint32_t list, struct pj_fold_span at,
    struct pj_error *err)
{
	struct pj_capture *captures;

	captures = pj_grow(scratch->captures, &scratch->capture_cap,
	    scratch->capture_count + 1, sizeof(*captures));
	if (!captures)
		return pj_error_nomem(err);
	scratch->captures = captures;
	captures[scratch->capture_count++] = (struct pj_capture){ list, at };
	return true;
}

void
hits_settle(
    struct hit_list *list, const struct pj_doc *doc, const struct pj_fold *fold)
{
	size_t i;

	if (list->unsorted)
		qsort(list->at + list->start, list->count - list->start,
		    sizeof(*list->at), compare_hits);
	for (i = list->start; i < list->count; i++)
		list->at[i].text =
		    pj_fold_back(fold, doc->text, list->at[i].fold);
	list->start = list->count;
	list->unsorted = false;
}

/* Which list of a scratch: the same of each is one part of the whole. */
typedef const struct hit_list *pick_fn(const struct pj_scratch *scratch);

static const struct hit_list *
pick_candidates(const struct pj_scratch *scratch)
{
	return &scratch->candidates;
}

static const struct hit_list *
pick_covers(const struct pj_scratch *scratch)
{
	return &scratch->covers;
}

static bool
export_hits(struct pj_arena *arena, const struct pj_scratch *scratch,
    pick_fn *pick, const struct pj_hit **out, size_t *out_count)
{
	const struct pj_scratch *s;
	struct pj_hit *copy;
	size_t count = 0;

	for (s = scratch; s; s = s->next)
		count += pick(s)->count;
	copy = pj_arena_alloc(arena, count, sizeof(*copy));
	if (!copy)
		return false;
	*out = copy;
	*out_count = count;
	for (s = scratch; s; s = s->next) {
		const struct hit_list *list = pick(s);

		if (list->count > 0)
			memcpy(copy, list->at, list->count * sizeof(*copy));
		copy += list->count;
	}
	return true;
}

/* Cues of sentences and of blocks, one order out of two; the end of AT. */
static struct pj_hit *
merge_cues(const struct pj_scratch *scratch, struct pj_hit *at)
{
	const struct hit_list *a = &scratch->cues, *b = &scratch->block_cues;
	size_t i = 0, k = 0;

	while (i < a->count || k < b->count) {
		bool first =
		    k == b->count ||
		    (i < a->count && compare_hits(&a->at[i], &b->at[k]) <= 0);

		at[i + k] = first ? a->at[i] : b->at[k];
		i += first;
		k += !first;
	}
	return at + i + k;
}

static bool
export_cues(struct pj_arena *arena, const struct pj_scratch *scratch,
    struct pj_hits *out)
{
	const struct pj_scratch *s;
	struct pj_hit *all;
	size_t count = 0;

	for (s = scratch; s; s = s->next)
		count += s->cues.count + s->block_cues.count;
	all = pj_arena_alloc(arena, count, sizeof(*all));
	if (!all)
		return false;
	out->cues = all;
	out->cue_count = count;
	for (s = scratch; s; s = s->next)
		all = merge_cues(s, all);
	return true;
}

/* Hits count their captures in their own scratch: count on from BASE. */
static void
shift_captures(struct hit_list *list, size_t base)
{
	size_t i;

	for (i = 0; base > 0 && i < list->count; i++)
		list->at[i].captures += (uint32_t)base;
}

static bool
export_captures(
    struct pj_arena *arena, struct pj_scratch *scratch, struct pj_hits *out)
{
	struct pj_scratch *s;
	struct pj_capture *all;
	size_t count = 0;

	for (s = scratch; s; s = s->next)
		count += s->capture_count;
	all = pj_arena_alloc(arena, count, sizeof(*all));
	if (!all)
		return false;
	out->captures = all;
	out->capture_count = count;
	for (count = 0, s = scratch; s; s = s->next) {
		if (s->capture_count > 0)
			memcpy(all + count, s->captures,
			    s->capture_count * sizeof(*all));
		shift_captures(&s->candidates, count);
		count += s->capture_count;
	}
	return true;
}

static void
export_counts(const struct pj_scratch *scratch, struct pj_hits *out)
{
	size_t i;

	for (; scratch; scratch = scratch->next)
		for (i = 0; i < PJ_COUNTS_MAX; i++)
			out->counts[i] += scratch->counts[i];
}

bool
hits_export(
    struct pj_arena *arena, struct pj_scratch *scratch, struct pj_hits *out)
{
	export_counts(scratch, out);
	return export_captures(arena, scratch, out) &&
	       export_hits(arena, scratch, pick_candidates, &out->candidates,
		   &out->candidate_count) &&
	       export_hits(arena, scratch, pick_covers, &out->covers,
		   &out->cover_count) &&
	       export_cues(arena, scratch, out);
}

static void
clear_list(struct hit_list *list)
{
	if (list->cap > KEEP_HITS) {
		free(list->at);
		list->at = NULL;
		list->cap = 0;
	}
	list->count = list->start = 0;
	list->unsorted = false;
}

void
hits_clear(struct pj_scratch *scratch)
{
	clear_list(&scratch->candidates);
	clear_list(&scratch->covers);
	clear_list(&scratch->cues);
	clear_list(&scratch->block_cues);
	if (scratch->capture_cap > KEEP_HITS) {
		free(scratch->captures);
		scratch->captures = NULL;
		scratch->capture_cap = 0;
	}
	scratch->capture_count = 0;
	memset(scratch->counts, 0, sizeof(scratch->counts));
	scratch->anchor_count = 0;
}
