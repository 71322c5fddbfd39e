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

static bool
export_hits(struct pj_arena *arena, const struct hit_list *list,
    const struct pj_hit **at, size_t *count)
{
	struct pj_hit *copy = pj_arena_alloc(arena, list->count, sizeof(*copy));

	if (!copy)
		return false;
	if (list->count > 0)
		memcpy(copy, list->at, list->count * sizeof(*copy));
	*at = copy;
	*count = list->count;
	return true;
}

/* Cues of sentences and of blocks, one order out of two. */
static bool
export_cues(struct pj_arena *arena, const struct pj_scratch *scratch,
    struct pj_hits *out)
{
	const struct hit_list *a = &scratch->cues, *b = &scratch->block_cues;
	size_t count = a->count + b->count, i = 0, k = 0;
	struct pj_hit *all = pj_arena_alloc(arena, count, sizeof(*all));

	if (!all)
		return false;
	while (i < a->count || k < b->count) {
		bool first = k == b->count ||
		             (i < a->count &&
				 compare_hits(&a->at[i], &b->at[k]) <= 0);

		all[i + k] = first ? a->at[i] : b->at[k];
		i += first;
		k += !first;
	}
	out->cues = all;
	out->cue_count = count;
	return true;
}

bool
hits_export(struct pj_arena *arena, const struct pj_scratch *scratch,
    struct pj_hits *out)
{
	struct pj_capture *captures;

	captures =
	    pj_arena_alloc(arena, scratch->capture_count, sizeof(*captures));
	if (!captures)
		return false;
	if (scratch->capture_count > 0)
		memcpy(captures, scratch->captures,
		    scratch->capture_count * sizeof(*captures));
	out->captures = captures;
	out->capture_count = scratch->capture_count;
	return export_hits(arena, &scratch->candidates, &out->candidates,
		   &out->candidate_count) &&
	       export_hits(
		   arena, &scratch->covers, &out->covers, &out->cover_count) &&
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
	scratch->anchor_count = 0;
}
