#include <stdlib.h>
#include <string.h>

#include "resolve.h"

/*
 * Advice depends on the context, and one look at the context answers for
 * the whole draft: a phrase of which advice was given is not pointed out
 * again.  A warning or an error stands at every place, for each of them
 * must be mended.  So does what rests on several marks: where they lie is
 * another context each time, though the one that is flagged be the same.
 */

static bool
may_repeat(const struct pj_decision *d)
{
	return d->reason == PJ_KEPT && d->severity == PJ_ADVICE &&
	       d->rule->mark_count == 0;
}

/* An advice that is kept, with the folded units of its hit. */
struct advice {
	struct pj_decision *decision;
	const uint16_t *units;
	size_t count;
};

/* By rule and phrase; equal ones in the order of the text. */
static int
compare_advice(const void *left, const void *right)
{
	const struct advice *a = left, *b = right;
	int order;

	if (a->decision->hit->id != b->decision->hit->id)
		return a->decision->hit->id < b->decision->hit->id ? -1 : 1;
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	order = memcmp(a->units, b->units, a->count * sizeof(*a->units));
	if (order != 0)
		return order;
	return a->decision < b->decision ? -1 : a->decision > b->decision;
}

static bool
same_phrase(const struct advice *a, const struct advice *b)
{
	return a->decision->hit->id == b->decision->hit->id &&
	       a->count == b->count &&
	       memcmp(a->units, b->units, a->count * sizeof(*a->units)) == 0;
}

bool
resolve_repeats(struct resolver *r)
{
	struct advice *all;
	size_t i, n = 0;

	for (i = 0; i < r->count; i++)
		n += may_repeat(&r->decisions[i]);
	if (n < 2)
		return true;
	all = calloc(n, sizeof(*all));
	if (!all)
		return false;
	for (i = 0, n = 0; i < r->count; i++) {
		struct pj_decision *d = &r->decisions[i];

		if (!may_repeat(d))
			continue;
		all[n++] = (struct advice){
			.decision = d,
			.units = r->fold->units + d->hit->fold.begin,
			.count = d->hit->fold.end - d->hit->fold.begin,
		};
	}
	qsort(all, n, sizeof(*all), compare_advice);
	for (i = 1; i < n; i++)
		if (same_phrase(&all[i - 1], &all[i]))
			all[i].decision->reason = PJ_DROP_REPEAT;
	free(all);
	return true;
}
