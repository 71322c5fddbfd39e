#include <stdlib.h>

#include "pingjian/buf.h"
#include "resolve.h"

/* Which comes first where two overlap: severity, length, place, rule. */
static int
compare_claims(const void *left, const void *right)
{
	const struct pj_decision *a = *(struct pj_decision *const *)left;
	const struct pj_decision *b = *(struct pj_decision *const *)right;
	uint32_t a_length = a->hit->fold.end - a->hit->fold.begin;
	uint32_t b_length = b->hit->fold.end - b->hit->fold.begin;

	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	if (a_length != b_length)
		return a_length > b_length ? -1 : 1;
	if (a->hit->fold.begin != b->hit->fold.begin)
		return a->hit->fold.begin < b->hit->fold.begin ? -1 : 1;
	if (a->hit->id != b->hit->id)
		return a->hit->id < b->hit->id ? -1 : 1;
	return (int)a->hit->pattern - (int)b->hit->pattern;
}

/* Working memory of one cluster: decisions that overlap in a chain. */
struct cluster {
	struct pj_decision **claims;
	size_t count, cap;
	struct pj_decision **owners; /* one a unit from `begin` on */
	size_t owner_cap;
	uint32_t begin, end;
};

/* Give the units of the cluster to claims in turn; the rest are dropped. */
static bool
settle(struct cluster *cluster)
{
	size_t units = cluster->end - cluster->begin, i;
	struct pj_decision **owners;

	if (cluster->count < 2)
		return true;
	owners = pj_grow(
	    cluster->owners, &cluster->owner_cap, units, sizeof(*owners));
	if (!owners)
		return false;
	cluster->owners = owners;
	memset(owners, 0, units * sizeof(*owners));
	qsort(cluster->claims, cluster->count, sizeof(*cluster->claims),
	    compare_claims);
	for (i = 0; i < cluster->count; i++) {
		struct pj_decision *claim = cluster->claims[i], *owner = NULL;
		uint32_t from = claim->hit->fold.begin - cluster->begin;
		uint32_t to = claim->hit->fold.end - cluster->begin, u;

		for (u = from; u < to && !owner; u++)
			owner = owners[u];
		if (owner) {
			claim->reason = PJ_DROP_OVERLAP;
			claim->detail = owner->rule->id;
			continue;
		}
		for (u = from; u < to; u++)
			owners[u] = claim;
	}
	return true;
}

static bool
add_claim(struct cluster *cluster, struct pj_decision *decision)
{
	struct pj_fold_span at = decision->hit->fold;
	struct pj_decision **claims;

	if (cluster->count > 0 && at.begin >= cluster->end) {
		if (!settle(cluster))
			return false;
		cluster->count = 0;
	}
	claims = pj_grow(cluster->claims, &cluster->cap, cluster->count + 1,
	    sizeof(*claims));
	if (!claims)
		return false;
	cluster->claims = claims;
	if (cluster->count == 0) {
		cluster->begin = at.begin;
		cluster->end = at.end;
	} else if (at.end > cluster->end) {
		cluster->end = at.end;
	}
	claims[cluster->count++] = decision;
	return true;
}

bool
resolve_overlaps(struct resolver *r)
{
	struct cluster cluster = { 0 };
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < r->count; i++)
		if (r->decisions[i].reason == PJ_KEPT)
			ok = add_claim(&cluster, &r->decisions[i]);
	ok = ok && settle(&cluster);
	free(cluster.claims);
	free(cluster.owners);
	return ok;
}
