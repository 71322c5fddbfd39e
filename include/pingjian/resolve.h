#ifndef PJ_RESOLVE_H
#define PJ_RESOLVE_H

#include "pingjian/match.h"

/*
 * resolve: decides hits by word boundary, protected phrases, context,
 * mention or use, counterparts, suppression, overlap and repeated advice,
 * and keeps the reason for every hit, kept or dropped.
 */

enum pj_reason {
	PJ_KEPT,
	PJ_DROP_PROTECTED,  /* a protected phrase covers it: detail = group */
	PJ_DROP_EXCEPT,     /* an exception of its rule covers it */
	PJ_DROP_BOUNDARY,   /* it is not made of whole words */
	PJ_DROP_SPREAD,     /* separators inside it are not evenly set */
	PJ_DROP_CONTEXT,    /* detail = name of the context, or the cue */
	PJ_DROP_NEED,       /* what the rule needs is not there */
	PJ_DROP_PAIR,       /* its counterpart stands in the sentence */
	PJ_DROP_OVERLAP,    /* detail = rule that covers the place */
	PJ_DROP_SUPPRESSED, /* detail = reason given in the draft */
	PJ_DROP_REPEAT,     /* advice on this phrase was given before */
};

/* "kept", "protected", "except", "boundary", … */
const char *pj_reason_name(enum pj_reason reason);

/* A mark that a document-level finding rests on, beside what is flagged. */
struct pj_evidence {
	const struct pj_hit *hit;
	const char *name; /* of its kind of mark */
};

struct pj_decision {
	const struct pj_hit *hit;
	const struct pj_rule *rule;
	enum pj_severity severity; /* after lowering and raising */
	enum pj_reason reason;
	const char *detail;                 /* "" where there is none */
	const struct pj_evidence *evidence; /* in order of text */
	size_t evidence_count; /* up to PJ_EVIDENCE_MAX, and 0 for a hit that
	                          is judged on its own */
};

struct pj_decisions {
	const struct pj_decision *at; /* in order of text */
	size_t count;
};

/*
 * Decide every candidate of HITS.  Marks of document-level rules come out
 * as one decision for each gathering of them, and those that would be
 * flagged but for it as dropped ones.  OUT lives in ARENA and borrows HITS and
 * RULES.  Unknown or unused suppressions become notes.  WORDS belongs to
 * this thread.
 */
bool pj_resolve(struct pj_arena *arena, const struct pj_rules *rules,
    struct pj_words *words, const struct pj_doc *doc,
    const struct pj_fold *fold, const struct pj_segments *segments,
    const struct pj_hits *hits, struct pj_deadline deadline,
    struct pj_decisions *out, struct pj_notes *notes, struct pj_error *err);

#endif /* PJ_RESOLVE_H */
