#include <stdlib.h>

#include "finding.h"

bool
cites_add(
    struct cites *cites, const struct pj_hit *hit, struct pj_location *location)
{
	struct cite *at =
	    pj_grow(cites->at, &cites->cap, cites->count + 1, sizeof(*at));

	if (!at)
		return false;
	cites->at = at;
	at[cites->count++] = (struct cite){ hit, location };
	return true;
}

static int
compare_cites(const void *left, const void *right)
{
	const struct cite *a = left, *b = right;

	if (a->hit->text.begin != b->hit->text.begin)
		return a->hit->text.begin < b->hit->text.begin ? -1 : 1;
	return 0;
}

void
cites_sort(struct cites *cites)
{
	if (cites->count > 1)
		qsort(
		    cites->at, cites->count, sizeof(*cites->at), compare_cites);
}
