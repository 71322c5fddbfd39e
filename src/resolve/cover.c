#include <stdlib.h>

#include "resolve.h"

/*
 * Both arrays are in order of begin, so one walk carries along how far the
 * phrases begun so far reach: one end for all protected groups, one for
 * the exceptions of each rule.
 */
bool
resolve_covers(struct resolver *r)
{
	const struct pj_hits *hits = r->hits;
	uint32_t *except = calloc(r->rules->rule_count + 1, sizeof(*except));
	const struct pj_hit *protect = NULL;
	size_t i, c = 0;

	if (!except)
		return false;
	for (i = 0; i < r->count; i++) {
		struct pj_decision *d = &r->decisions[i];
		struct pj_fold_span at = d->hit->fold;

		for (; c < hits->cover_count &&
		       hits->covers[c].fold.begin <= at.begin;
		     c++) {
			const struct pj_hit *cover = &hits->covers[c];

			if (cover->use == PJ_USE_PROTECT) {
				if (!protect ||
				    cover->fold.end > protect->fold.end)
					protect = cover;
			} else if (cover->fold.end > except[cover->id]) {
				except[cover->id] = cover->fold.end;
			}
		}
		if (protect && protect->fold.end >= at.end) {
			d->reason = PJ_DROP_PROTECTED;
			d->detail = r->rules->protects.at[protect->id];
		} else if (except[d->hit->id] >= at.end) {
			d->reason = PJ_DROP_EXCEPT;
		}
	}
	free(except);
	return true;
}
