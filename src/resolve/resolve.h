#ifndef PJ_RESOLVE_RESOLVE_H
#define PJ_RESOLVE_RESOLVE_H

#include "pingjian/resolve.h"

#define NONE UINT32_MAX

/* Cue hits of one set, in order of begin: indexes into hits->cues. */
struct cue_set {
	uint32_t first; /* in cue_index.order */
	uint32_t count;
	uint32_t longest; /* units of its longest hit */
};

struct cue_index {
	struct cue_set *sets; /* one for each set of the rules */
	uint32_t *order;
};

/* What governs a block: indexes of blocks above it, or NONE. */
struct govern {
	uint32_t heading; /* nearest heading or title */
	uint32_t lead;    /* of a list item: the label or colon above */
	uint32_t column;  /* of a cell: first row of its table, same column */
	uint32_t stack;   /* of a line among short lines: the first of them */
};

/* One document being decided; borrows everything it was called with. */
struct resolver {
	struct pj_arena *arena;
	const struct pj_rules *rules;
	struct pj_words *words;
	const struct pj_doc *doc;
	const struct pj_fold *fold;
	const struct pj_segments *segments;
	const struct pj_hits *hits;
	struct pj_deadline deadline;
	struct pj_notes *notes;
	struct pj_error *err;
	struct cue_index cues;
	struct govern *governs; /* one a block; NULL until asked for */
	uint32_t *context_seen; /* per context: the subject it was judged for */
	uint8_t *context_holds; /* and how */
	uint32_t sentence;      /* whose units are known, or NONE */
	struct pj_fold_span sentence_units;
	struct pj_decision *decisions;
	size_t count;
	uint32_t subjects; /* numbered so far */
	bool failed;       /* out of memory inside a test */
};

/* A candidate being decided, with what its tests share. */
struct subject {
	const struct pj_hit *hit;
	const struct pj_rule *rule;
	const struct pj_sentence *sentence;
	struct pj_text_span clause; /* empty: not asked for yet */
	uint32_t number;            /* from 1 */
};

/* What a test found, to be told as the detail of a decision. */
struct evidence {
	const char *name;         /* of a context, or NULL */
	const struct pj_hit *cue; /* or NULL */
};

/* Drop what a protected phrase or an exception of its rule covers. */
bool resolve_covers(struct resolver *r);

/* Whether separators inside HIT are evenly set, or there are none. */
bool resolve_even(const struct resolver *r, const struct pj_hit *hit);

/*
 * Whether the hit of SUBJECT is made of whole words of its clause, with or
 * without a plural ending that the dictionary takes into the word (弟兄們).
 */
bool resolve_whole_words(struct resolver *r, struct subject *subject);

/* The clause around the hit of SUBJECT; it holds the hit whole. */
struct pj_text_span resolve_clause(
    const struct resolver *r, struct subject *subject);

/* The units of the sentence that HIT lies in. */
struct pj_fold_span resolve_sentence_units(
    struct resolver *r, const struct pj_hit *hit);

/* Build and free the index of cues; false out of memory. */
bool cue_index_new(struct resolver *r);
void cue_index_free(struct resolver *r);

/*
 * A hit of set ID within the text WITHIN, on SIDE of HIT with at most GAP
 * units between; one inside HIT does not count.  NULL for none.
 */
const struct pj_hit *cue_near(const struct resolver *r,
    const struct pj_hit *hit, uint32_t id, struct pj_text_span within,
    enum pj_side side, uint32_t gap);

/* A hit of set ID that covers HIT, or NULL. */
const struct pj_hit *cue_covering(
    const struct resolver *r, const struct pj_hit *hit, uint32_t id);

/* Any hit of set ID inside the text WITHIN, or NULL. */
const struct pj_hit *cue_within(
    const struct resolver *r, uint32_t id, struct pj_text_span within);

/* What governs BLOCK; NULL out of memory. */
const struct govern *resolve_govern(struct resolver *r, uint32_t block);

/* Judge SUBJECT by contexts and the conditions of its rule into DECISION. */
bool resolve_conditions(
    struct resolver *r, struct subject *subject, struct pj_decision *decision);

/*
 * The cues that D's rule asks for by `only`, up to MOST, into OUT: they are
 * what a document-level finding rests on as much as its marks.  NUMBER
 * tells D from other subjects.  Returns how many there are.
 */
size_t resolve_needed(struct resolver *r, const struct pj_decision *d,
    uint32_t number, struct pj_evidence *out, size_t most);

/* Whether the counterpart of HIT stands in its sentence, outside it. */
bool resolve_has_pair(struct resolver *r, const struct pj_hit *hit);

/*
 * Whether HIT is a mark that must not be there: it is no candidate for
 * anything, and nothing excuses it.
 */
bool resolve_is_none(const struct resolver *r, const struct pj_hit *hit);

/*
 * Gather the marks of document-level rules: one decision stays kept for
 * each gathering that holds, with the others as its evidence, and what
 * would have been flagged but for the rest is dropped.  All other marks
 * leave the decisions.  False out of memory.
 */
bool resolve_gather(struct resolver *r);

/*
 * Drop decisions where a document-level finding of at least their severity
 * has a further mark of the kind it flags: that place is told already.
 * False out of memory.
 */
bool resolve_told(struct resolver *r);

/* Leave one decision kept where several overlap; false out of memory. */
bool resolve_overlaps(struct resolver *r);

/* Drop advice that was given before in the draft; false out of memory. */
bool resolve_repeats(struct resolver *r);

/* The error that the deadline has passed.  Returns false. */
bool resolve_too_long(struct resolver *r);

/*
 * Apply the suppressions that the draft holds.  Names and directives count
 * against PJ_DIRECTIVE_MAX before anything is looked up.  False with the
 * error filled: out of memory, or the deadline.
 */
bool resolve_suppressions(struct resolver *r);

#endif /* PJ_RESOLVE_RESOLVE_H */
