#include <stdlib.h>

#include "pingjian/text.h"
#include "resolve.h"

/* The deadline is asked after this many candidates. */
#define DECISIONS_A_LOOK 4096

const char *
pj_reason_name(enum pj_reason reason)
{
	static const char *const names[] = {
		[PJ_KEPT] = "kept",
		[PJ_DROP_PROTECTED] = "protected",
		[PJ_DROP_EXCEPT] = "except",
		[PJ_DROP_BOUNDARY] = "boundary",
		[PJ_DROP_SPREAD] = "spread",
		[PJ_DROP_CONTEXT] = "context",
		[PJ_DROP_NEED] = "need",
		[PJ_DROP_PAIR] = "pair",
		[PJ_DROP_OVERLAP] = "overlap",
		[PJ_DROP_SUPPRESSED] = "suppressed",
		[PJ_DROP_REPEAT] = "repeat",
	};

	return names[reason];
}

static bool
open_resolver(struct resolver *r)
{
	size_t i, contexts = r->rules->context_count + 1;

	r->sentence = NONE;
	r->count = r->hits->candidate_count;
	r->decisions =
	    pj_arena_alloc(r->arena, r->count, sizeof(*r->decisions));
	r->context_seen = calloc(contexts, sizeof(*r->context_seen));
	r->context_holds = calloc(contexts, sizeof(*r->context_holds));
	if (!r->decisions || !r->context_seen || !r->context_holds ||
	    !cue_index_new(r))
		return false;
	for (i = 0; i < r->count; i++) {
		struct pj_decision *d = &r->decisions[i];

		d->hit = &r->hits->candidates[i];
		d->rule = &r->rules->rules[d->hit->id];
		d->severity = d->rule->severity;
		d->reason = PJ_KEPT;
		d->detail = "";
	}
	return true;
}

static void
close_resolver(struct resolver *r)
{
	cue_index_free(r);
	free(r->governs);
	free(r->context_seen);
	free(r->context_holds);
}

/* What can be told of one hit without the others; cheap questions first. */
static bool
decide(struct resolver *r, struct pj_decision *d, uint32_t number)
{
	struct subject subject = {
		.hit = d->hit,
		.rule = d->rule,
		.sentence = &r->segments->sentences[d->hit->sentence],
		.number = number,
	};

	if (!resolve_even(r, d->hit)) {
		d->reason = PJ_DROP_SPREAD;
		return true;
	}
	if (d->hit->word && !resolve_whole_words(r, &subject)) {
		d->reason = PJ_DROP_BOUNDARY;
		return true;
	}
	if (!resolve_conditions(r, &subject, d) || r->failed)
		return false;
	if (d->reason == PJ_KEPT && d->rule->pair &&
	    resolve_has_pair(r, d->hit))
		d->reason = PJ_DROP_PAIR;
	return true;
}

bool
resolve_too_long(struct resolver *r)
{
	return pj_error_set(
	    r->err, PJ_ELIMIT, _("it takes too long to screen"));
}

static bool
decide_all(struct resolver *r)
{
	size_t i;

	for (i = 0; i < r->count; i++) {
		if (r->decisions[i].reason == PJ_KEPT &&
		    !resolve_is_none(r, r->decisions[i].hit) &&
		    !decide(r, &r->decisions[i], ++r->subjects))
			return pj_error_nomem(r->err);
		if (i % DECISIONS_A_LOOK == DECISIONS_A_LOOK - 1 &&
		    pj_deadline_passed(r->deadline))
			return resolve_too_long(r);
	}
	return true;
}

bool
pj_resolve(struct pj_arena *arena, const struct pj_rules *rules,
    struct pj_words *words, const struct pj_doc *doc,
    const struct pj_fold *fold, const struct pj_segments *segments,
    const struct pj_hits *hits, struct pj_deadline deadline,
    struct pj_decisions *out, struct pj_notes *notes, struct pj_error *err)
{
	struct resolver r = {
		.arena = arena,
		.rules = rules,
		.words = words,
		.doc = doc,
		.fold = fold,
		.segments = segments,
		.hits = hits,
		.deadline = deadline,
		.notes = notes,
		.err = err,
	};
	bool ok = open_resolver(&r) && resolve_covers(&r);

	if (!ok)
		pj_error_nomem(err);
	ok = ok && decide_all(&r);
	if (ok && !resolve_gather(&r))
		ok = pj_error_nomem(err);
	/* What the draft suppresses must not hide what it says nothing of. */
	if (ok && (!resolve_suppressions(&r) || !resolve_overlaps(&r) ||
		      !resolve_told(&r) || !resolve_repeats(&r)))
		ok = pj_error_nomem(err);
	close_resolver(&r);
	out->at = r.decisions;
	out->count = ok ? r.count : 0;
	return ok;
}
