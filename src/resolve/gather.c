#include <stdlib.h>

#include "pingjian/buf.h"
#include "resolve.h"

/*
 * Document-level rules.  Their marks have been decided like any other
 * candidate; here they are walked once, rule by rule, and cut into
 * gatherings: a chain in which each stands near the one before, a block,
 * or the document.  A gathering is judged by how many marks of each kind
 * it holds, so that the work is linear in the marks.
 */

/* A gathering being made: marks [first, end) of the order. */
struct gathering {
	const struct pj_rule *rule;
	uint32_t first, end;
	uint32_t counts[PJ_MARKS_MAX]; /* of marks that stand apart */
	uint32_t ends[PJ_MARKS_MAX];   /* units: where the last of them ends */
	uint32_t reach;                /* units: how far its marks reach */
};

struct gatherer {
	struct resolver *r;
	uint32_t *order; /* decisions of document-level rules, by rule */
	uint32_t *first; /* per rule and one more: its first in order */
	bool *gone;      /* per decision: it leaves */
};

bool
resolve_is_none(const struct resolver *r, const struct pj_hit *hit)
{
	const struct pj_rule *rule = &r->rules->rules[hit->id];

	return rule->mark_count > 0 && rule->marks[hit->mark].least == 0;
}

/* The kind of mark that decision D is one of. */
static const struct pj_mark *
mark_of(const struct pj_decision *d)
{
	return &d->rule->marks[d->hit->mark];
}

static uint32_t
block_of(const struct resolver *r, const struct pj_decision *d)
{
	return r->segments->sentences[d->hit->sentence].block;
}

/* Whether D counts: it was kept, or need not be, in a block of its kind. */
static bool
counts(const struct resolver *r, const struct pj_decision *d)
{
	const struct pj_mark *mark = mark_of(d);
	enum pj_block_kind kind = r->doc->blocks[block_of(r, d)].kind;

	return (mark->blocks == 0 || (mark->blocks >> kind & 1) != 0) &&
	       (mark->least == 0 || d->reason == PJ_KEPT);
}

/* A stable counting sort by rule keeps the order of text. */
static bool
sort_marks(struct gatherer *g)
{
	const struct resolver *r = g->r;
	size_t rules = r->rules->rule_count, i;

	g->order = malloc((r->count + 1) * sizeof(*g->order));
	g->first = calloc(rules + 2, sizeof(*g->first));
	g->gone = calloc(r->count + 1, sizeof(*g->gone));
	if (!g->order || !g->first || !g->gone)
		return false;
	/* Two places ahead, so that filling moves each to its own. */
	for (i = 0; i < r->count; i++)
		if (r->decisions[i].rule->mark_count > 0)
			g->first[r->decisions[i].hit->id + 2]++;
	for (i = 0; i < rules; i++)
		g->first[i + 2] += g->first[i + 1];
	for (i = 0; i < r->count; i++)
		if (r->decisions[i].rule->mark_count > 0)
			g->order[g->first[r->decisions[i].hit->id + 1]++] =
			    (uint32_t)i;
	return true;
}

/* Whether D belongs with the marks of AT so far. */
static bool
belongs(const struct gatherer *g, const struct gathering *at,
    const struct pj_decision *d)
{
	const struct pj_decision *before =
	    &g->r->decisions[g->order[at->end - 1]];

	switch (at->rule->together) {
	case PJ_TOGETHER_CHAIN:
		return d->hit->fold.begin <= at->reach ||
		       d->hit->fold.begin - at->reach <= at->rule->gap;
	case PJ_TOGETHER_BLOCK:
		return block_of(g->r, d) == block_of(g->r, before);
	case PJ_TOGETHER_DOCUMENT:
	case PJ_ALONE:
		break;
	}
	return true;
}

/* Take D, the next of the order, into AT. */
static void
take(struct gathering *at, const struct pj_decision *d)
{
	uint32_t mark = d->hit->mark;

	/* What two patterns find in one place is one mark. */
	if (at->counts[mark] == 0 || d->hit->fold.begin >= at->ends[mark]) {
		at->counts[mark]++;
		at->ends[mark] = d->hit->fold.end;
	}
	if (d->hit->fold.end > at->reach)
		at->reach = d->hit->fold.end;
	at->end++;
}

/* The kind of mark that AT has too few or too many of, or NULL. */
static const struct pj_mark *
missing(const struct gathering *at)
{
	size_t m;

	for (m = 0; m < at->rule->mark_count; m++) {
		const struct pj_mark *mark = &at->rule->marks[m];

		if (mark->least == 0 ? at->counts[m] > 0
				     : at->counts[m] < mark->least)
			return mark;
	}
	return NULL;
}

static int
compare_evidence(const void *left, const void *right)
{
	const struct pj_evidence *a = left, *b = right;

	if (a->hit->fold.begin != b->hit->fold.begin)
		return a->hit->fold.begin < b->hit->fold.begin ? -1 : 1;
	return a->hit->fold.end < b->hit->fold.end
	           ? -1
	           : a->hit->fold.end > b->hit->fold.end;
}

/*
 * What FLAGGED rests on: cues that its rule asks for, and the marks of AT
 * that count, in order of text.
 */
static bool
give_evidence(
    struct gatherer *g, const struct gathering *at, struct pj_decision *flagged)
{
	struct resolver *r = g->r;
	struct pj_evidence *evidence =
	    pj_arena_alloc(r->arena, PJ_EVIDENCE_MAX, sizeof(*evidence));
	uint32_t end[PJ_MARKS_MAX] = { 0 }, i;
	size_t n;

	if (!evidence)
		return false;
	n = resolve_needed(
	    r, flagged, ++r->subjects, evidence, PJ_EVIDENCE_MAX);
	end[flagged->hit->mark] = flagged->hit->fold.end;
	for (i = at->first; i < at->end && n < PJ_EVIDENCE_MAX; i++) {
		const struct pj_decision *d = &r->decisions[g->order[i]];
		uint8_t mark = d->hit->mark;

		if (d == flagged || !counts(r, d) ||
		    d->hit->fold.begin < end[mark])
			continue;
		end[mark] = d->hit->fold.end;
		evidence[n++] =
		    (struct pj_evidence){ d->hit, mark_of(d)->name };
	}
	qsort(evidence, n, sizeof(*evidence), compare_evidence);
	flagged->evidence = evidence;
	flagged->evidence_count = n;
	return !r->failed;
}

/*
 * Judge AT: the first mark of the first kind is flagged, for all of them.
 * Where none is, those of its kind stay as dropped, as do any that were
 * dropped before.
 */
static bool
judge(struct gatherer *g, const struct gathering *at)
{
	const struct pj_mark *lack = missing(at);
	struct pj_decision *flagged = NULL;
	uint32_t i;

	for (i = at->first; i < at->end; i++) {
		struct pj_decision *d = &g->r->decisions[g->order[i]];

		g->gone[g->order[i]] =
		    d->hit->mark != 0 ||
		    (d->reason == PJ_KEPT &&
			(!counts(g->r, d) || (flagged && !lack)));
		if (g->gone[g->order[i]] || d->reason != PJ_KEPT)
			continue;
		flagged = d;
		if (!lack)
			continue;
		d->reason = lack->least ? PJ_DROP_NEED : PJ_DROP_CONTEXT;
		d->detail = lack->name;
	}
	return !flagged || lack || give_evidence(g, at, flagged);
}

/* All gatherings of the marks [FIRST, END) of the order. */
static bool
gather_rule(struct gatherer *g, uint32_t first, uint32_t end)
{
	const struct resolver *r = g->r;
	struct gathering at = { .first = first, .end = first };
	uint32_t i;

	for (i = first; i < end; i++) {
		const struct pj_decision *d = &r->decisions[g->order[i]];

		if (at.end > at.first && !belongs(g, &at, d)) {
			if (!judge(g, &at))
				return false;
			at = (struct gathering){ .first = i, .end = i };
		}
		at.rule = d->rule;
		if (counts(r, d))
			take(&at, d);
		else
			at.end++;
	}
	return at.end == at.first || judge(g, &at);
}

/* The decisions that stay, in order. */
static void
leave_gone(struct gatherer *g)
{
	struct resolver *r = g->r;
	size_t i, n = 0;

	for (i = 0; i < r->count; i++)
		if (!g->gone[i])
			r->decisions[n++] = r->decisions[i];
	r->count = n;
}

bool
resolve_gather(struct resolver *r)
{
	struct gatherer g = { .r = r };
	bool ok = sort_marks(&g);
	size_t i;

	for (i = 0; ok && i < r->rules->rule_count; i++)
		if (g.first[i + 1] > g.first[i])
			ok = gather_rule(&g, g.first[i], g.first[i + 1]);
	if (ok)
		leave_gone(&g);
	free(g.order);
	free(g.first);
	free(g.gone);
	return ok;
}

/* A place that a finding over the whole document speaks of already. */
struct told {
	struct pj_fold_span at;
	const struct pj_decision *by;
};

static int
compare_told(const void *left, const void *right)
{
	const struct told *a = left, *b = right;

	if (a->at.begin != b->at.begin)
		return a->at.begin < b->at.begin ? -1 : 1;
	return 0;
}

/* The marks of D that are of the kind it flags, behind the N at TOLD. */
static size_t
tell(struct told *told, size_t n, const struct pj_decision *d)
{
	size_t i;

	for (i = 0; d->reason == PJ_KEPT && i < d->evidence_count; i++) {
		const struct pj_hit *hit = d->evidence[i].hit;

		if (hit->use == PJ_USE_RULE && hit->mark == 0)
			told[n++] = (struct told){ hit->fold, d };
	}
	return n;
}

/* Drop what says no more about a place than what is TOLD of it. */
static void
drop_told(struct resolver *r, const struct told *told, size_t count)
{
	size_t i, t, first = 0;

	for (i = 0; i < r->count; i++) {
		struct pj_decision *d = &r->decisions[i];
		struct pj_fold_span at = d->hit->fold;

		/* Both are in order of begin, and marks are short. */
		while (first < count && told[first].at.end <= at.begin)
			first++;
		for (t = first; t < count && told[t].at.begin < at.end; t++)
			if (d->reason == PJ_KEPT && told[t].by != d &&
			    told[t].at.end > at.begin &&
			    told[t].by->severity >= d->severity) {
				d->reason = PJ_DROP_OVERLAP;
				d->detail = told[t].by->rule->id;
			}
	}
}

bool
resolve_told(struct resolver *r)
{
	struct told *told;
	size_t count = 0, n = 0, i;

	for (i = 0; i < r->count; i++)
		count += r->decisions[i].evidence_count;
	if (count == 0)
		return true;
	told = malloc(count * sizeof(*told));
	if (!told)
		return false;
	for (i = 0; i < r->count; i++)
		n = tell(told, n, &r->decisions[i]);
	qsort(told, n, sizeof(*told), compare_told);
	drop_told(r, told, n);
	free(told);
	return true;
}
