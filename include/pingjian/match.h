#ifndef PJ_MATCH_H
#define PJ_MATCH_H

#include "pingjian/fold.h"
#include "pingjian/rules.h"
#include "pingjian/segment.h"

/*
 * match: passes over the folded text once and yields hits, already
 * carried back to text spans.  It decides nothing: overlapping and nested
 * hits all come out.
 */

/*
 * The automaton of a rule set: pair filter, trie, pattern gates.  Borrows
 * RULES.  Immutable but for patterns compiled at first need under a lock;
 * shared by any number of threads.  NULL with ERR filled on PJ_ENOMEM.
 */
struct pj_matcher;

struct pj_matcher *pj_matcher_new(
    const struct pj_rules *rules, struct pj_error *err);
void pj_matcher_free(struct pj_matcher *matcher);

/* Compile every pattern now; false with ERR naming the first bad one. */
bool pj_matcher_compile(struct pj_matcher *matcher, struct pj_error *err);

/*
 * Working memory for one caller at a time, which may use up to THREADS
 * threads (1 to PJ_THREADS_MAX) on a large document.  NULL out of memory.
 */
struct pj_scratch;

struct pj_scratch *pj_scratch_new(struct pj_matcher *matcher, size_t threads);
void pj_scratch_free(struct pj_scratch *scratch);

/* The word of a list inside a hit, for suggestions. */
struct pj_capture {
	uint32_t list;
	struct pj_fold_span fold;
};

#define PJ_HIT_CAPTURES 4

struct pj_hit {
	struct pj_fold_span fold;
	struct pj_text_span text;
	uint32_t sentence; /* index into the segments' sentences */
	uint32_t id;       /* rule, protected group, or set */
	uint32_t captures; /* index of its first capture */
	uint8_t capture_count;
	uint8_t use;  /* enum pj_use_kind */
	bool pattern; /* by a pattern, not a literal */
	bool word;    /* must be made of whole words (pj_use, pj_pattern) */
	uint8_t mark; /* of a document-level rule: index into its marks */
};

/*
 * Each array is in order of begin, longer first, then id.  Covers and
 * cues that no candidate can ask for are left out.
 */
struct pj_hits {
	const struct pj_hit *candidates; /* PJ_USE_RULE */
	size_t candidate_count;
	const struct pj_hit *covers; /* PJ_USE_PROTECT, PJ_USE_EXCEPT */
	size_t cover_count;
	const struct pj_hit *cues; /* PJ_USE_SET of kept sets */
	size_t cue_count;
	const struct pj_capture *captures;
	size_t capture_count;
	uint32_t counts[PJ_COUNTS_MAX]; /* of the counts of the rules: words
	                                   left to right, longest first, none
	                                   within another */
};

/*
 * All hits in FOLD, the folded form of DOC.  OUT lives in ARENA.  A pattern
 * that runs out of its limits becomes a note that names its rule.
 */
bool pj_match(struct pj_arena *arena, struct pj_scratch *scratch,
    const struct pj_doc *doc, const struct pj_fold *fold,
    const struct pj_segments *segments, struct pj_deadline deadline,
    struct pj_hits *out, struct pj_notes *notes, struct pj_error *err);

#endif /* PJ_MATCH_H */
