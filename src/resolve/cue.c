#include <stdlib.h>

#include "resolve.h"

/* A stable counting sort by set keeps the order of text. */
bool
cue_index_new(struct resolver *r)
{
	const struct pj_hits *hits = r->hits;
	struct cue_set *sets = calloc(r->rules->set_count + 1, sizeof(*sets));
	uint32_t *order = malloc((hits->cue_count + 1) * sizeof(*order));
	uint32_t next = 0, length;
	size_t i;

	r->cues.sets = sets;
	r->cues.order = order;
	if (!sets || !order)
		return false;
	for (i = 0; i < hits->cue_count; i++)
		sets[hits->cues[i].id].count++;
	for (i = 0; i < r->rules->set_count; i++) {
		sets[i].first = next;
		next += sets[i].count;
		sets[i].count = 0;
	}
	for (i = 0; i < hits->cue_count; i++) {
		struct cue_set *set = &sets[hits->cues[i].id];

		length = hits->cues[i].fold.end - hits->cues[i].fold.begin;
		if (length > set->longest)
			set->longest = length;
		order[set->first + set->count++] = (uint32_t)i;
	}
	return true;
}

void
cue_index_free(struct resolver *r)
{
	free(r->cues.sets);
	free(r->cues.order);
}

static const struct pj_hit *
cue_at(const struct resolver *r, const struct cue_set *set, uint32_t i)
{
	return &r->hits->cues[r->cues.order[set->first + i]];
}

/* The first hit of SET that begins at or after unit BEGIN. */
static uint32_t
first_from(const struct resolver *r, const struct cue_set *set, uint32_t begin)
{
	uint32_t lo = 0, hi = set->count, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (cue_at(r, set, mid)->fold.begin < begin)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
lies_in(const struct pj_hit *cue, struct pj_text_span within)
{
	return cue->text.begin >= within.begin && cue->text.end <= within.end;
}

/* Among the hits before index I: they begin before HIT does. */
static const struct pj_hit *
near_before(const struct resolver *r, const struct pj_hit *hit,
    const struct cue_set *set, uint32_t i, struct pj_text_span within,
    enum pj_side side, uint32_t gap)
{
	const struct pj_hit *cue;
	uint32_t begin = hit->fold.begin;

	while (i > 0) {
		cue = cue_at(r, set, --i);
		if (cue->text.begin < within.begin ||
		    (uint64_t)begin - cue->fold.begin >
			(uint64_t)gap + set->longest)
			return NULL;
		if (!lies_in(cue, within))
			continue;
		if (cue->fold.end > begin) { /* it overlaps the hit */
			if (side == PJ_SIDE_ANY)
				return cue;
		} else if (begin - cue->fold.end <= gap) {
			return cue;
		}
	}
	return NULL;
}

/* Among the hits from index I on: they begin where HIT does or later. */
static const struct pj_hit *
near_after(const struct resolver *r, const struct pj_hit *hit,
    const struct cue_set *set, uint32_t i, struct pj_text_span within,
    enum pj_side side, uint32_t gap)
{
	const struct pj_hit *cue;
	uint32_t end = hit->fold.end;

	for (; i < set->count; i++) {
		cue = cue_at(r, set, i);
		if (cue->text.begin >= within.end)
			return NULL;
		if (cue->fold.begin < end) { /* inside, or reaching out of it */
			if (side == PJ_SIDE_ANY && cue->fold.end > end &&
			    lies_in(cue, within))
				return cue;
			continue;
		}
		if (cue->fold.begin - end > gap)
			return NULL;
		if (lies_in(cue, within))
			return cue;
	}
	return NULL;
}

const struct pj_hit *
cue_near(const struct resolver *r, const struct pj_hit *hit, uint32_t id,
    struct pj_text_span within, enum pj_side side, uint32_t gap)
{
	const struct cue_set *set = &r->cues.sets[id];
	const struct pj_hit *found = NULL;
	uint32_t i;

	if (set->count == 0)
		return NULL;
	i = first_from(r, set, hit->fold.begin);
	if (side != PJ_SIDE_AFTER)
		found = near_before(r, hit, set, i, within, side, gap);
	if (!found && side != PJ_SIDE_BEFORE)
		found = near_after(r, hit, set, i, within, side, gap);
	return found;
}

const struct pj_hit *
cue_covering(const struct resolver *r, const struct pj_hit *hit, uint32_t id)
{
	const struct cue_set *set = &r->cues.sets[id];
	const struct pj_hit *cue;
	uint32_t i;

	if (set->count == 0)
		return NULL;
	i = first_from(r, set, hit->fold.begin + 1);
	while (i > 0) {
		cue = cue_at(r, set, --i);
		if (cue->fold.end >= hit->fold.end)
			return cue;
		if (hit->fold.begin - cue->fold.begin > set->longest)
			return NULL;
	}
	return NULL;
}

const struct pj_hit *
cue_within(const struct resolver *r, uint32_t id, struct pj_text_span within)
{
	const struct cue_set *set = &r->cues.sets[id];
	const struct pj_hit *cue;
	uint32_t i;

	if (set->count == 0)
		return NULL;
	for (i = first_from(r, set, pj_fold_at(r->fold, within.begin));
	     i < set->count; i++) {
		cue = cue_at(r, set, i);
		if (cue->text.begin >= within.end)
			return NULL;
		if (cue->text.end <= within.end)
			return cue;
	}
	return NULL;
}
