#ifndef PJ_MATCH_MATCH_H
#define PJ_MATCH_MATCH_H

#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>

#include "pingjian/match.h"

#define NONE UINT32_MAX

/* Units filtered at once; also how often the deadline is asked. */
#define SCAN_CHUNK ((size_t)1 << 13)

/*
 * The literals of a rule set.  Most places of a text are turned away by
 * table look-ups without a branch, in two rounds: whether the unit and its
 * neighbour begin a literal, then whether they are one or begin one with
 * the unit behind.  Only the rest walk the trie, which starts at pairs and
 * lies in one array, a node's children side by side.
 */
enum {
	FIRST_PAIR = 1, /* begins a literal of two units or more */
	FIRST_ONE = 2,  /* is a literal of its own */
};

struct trie_node {
	uint32_t term;  /* that ends here, or NONE */
	uint32_t child; /* index of the first child */
	uint16_t child_count;
	uint16_t unit; /* that leads here; children are in order of it */
};

struct trie_pair {
	uint32_t key;  /* first unit << 16 | second */
	uint32_t node; /* NONE: the slot is free */
	uint32_t term; /* that the pair is, or NONE */
};

struct trie {
	uint8_t first[65536];
	uint32_t one[65536]; /* term of FIRST_ONE units */
	/* 1 << …_bits bits each: every pair that begins a literal, by its
	 * hash, and every pair that is one or triple that begins one. */
	uint8_t *filter, *sieve;
	unsigned filter_bits, sieve_bits;
	struct trie_pair *pairs; /* open addressing, 1 << pair_bits slots */
	unsigned pair_bits;
	struct trie_node *nodes;
	size_t node_count;
	uint32_t longest; /* units of the longest term */
};

/* Of the COUNT terms at TERMS, borrowed, in order; NULL out of memory. */
struct trie *trie_new(const struct pj_term *terms, size_t count);
void trie_free(struct trie *trie);

/* So many units behind those that are filtered must be readable. */
#define FILTER_BEHIND 2

/*
 * Places among the COUNT units at UNITS at which a literal may begin, in
 * order, into OUT, which has room for COUNT.  FILTER_BEHIND units behind
 * them must be readable.  Returns their number.
 */
size_t trie_filter(const struct trie *trie, const uint16_t *units, size_t count,
    uint32_t *out);

/*
 * Terms that begin at UNITS, shorter first, into TERMS, which has room for
 * trie->longest; at most LEFT units are readable.  Returns their number.
 */
size_t trie_terms(const struct trie *trie, const uint16_t *units, size_t left,
    uint32_t *terms);

/* Have ready what trie_terms will look at first for UNITS and its next. */
void trie_fetch(const struct trie *trie, const uint16_t *units);

/* How far from a hit of a set the candidates lie that may ask for it. */
enum scope { SCOPE_SENTENCE, SCOPE_BLOCK, SCOPE_DOCUMENT };

/* What the matcher knows of a set beyond the rules. */
struct set_use {
	uint32_t first_pattern; /* patterns anchored here: by_anchor[…] */
	uint32_t pattern_count;
	enum scope scope; /* of the tests that ask for its hits */
	bool kept;
	bool gate;       /* of some pattern that runs in a sentence */
	bool block_gate; /* of one that runs in a block with a candidate */
	bool wakes;      /* a hit of it may lead to something: LAYER_WAKE */
};

/*
 * Most sentences hold nothing that could become a finding.  So the terms
 * stand in layers by what they are used for: literals of rules and gates of
 * their patterns are looked for everywhere; protected phrases, cues and what
 * opens their patterns only in sentences with a candidate; cues that may lie
 * elsewhere in the block, and what opens theirs, only in blocks with one.
 */
enum { LAYER_WAKE, LAYER_REST, LAYER_BLOCK, LAYERS };

/*
 * Most hits only open a gate.  So that they touch little memory, a use is
 * put down as one number: the set whose gate it opens, or the use itself
 * with ACT_HIT where a hit comes out of it.
 */
#define ACT_HIT ((uint32_t)1 << 31)

/* Words that are only counted touch less still: these acts hold the number
 * of the count, ACT_NOT_COUNTED for none, and stand before a term's others. */
#define ACT_COUNT ((uint32_t)1 << 30)
#define ACT_NOT_COUNTED (ACT_COUNT - 1)

struct layer {
	struct pj_term *terms; /* in order of units */
	size_t count;
	struct trie *trie;
	uint32_t *first_act; /* per term and one more: its first in acts */
	uint32_t *acts;      /* its uses in this layer: see ACT_HIT */
};

/* The terms of RULES into LAYERS by SETS; false out of memory. */
bool layers_make(struct layer layers[LAYERS], const struct pj_rules *rules,
    const struct set_use *sets);
void layers_free(struct layer layers[LAYERS]);

/*
 * A pattern compiled at its first run.  Machine code takes a millisecond to
 * make where there are long lists, as long as some plain runs: it is made
 * for a pattern that is run that often, in a copy, because another thread
 * may be using the first.
 */
struct code {
	_Atomic(pcre2_code_16 *) plain, quick; /* NULL: not yet */
	atomic_uint runs;
};

struct pj_matcher {
	const struct pj_rules *rules;
	struct layer layers[LAYERS];
	struct set_use *sets;
	uint32_t *by_anchor; /* patterns, grouped by their first gate */
	struct code *codes;  /* of patterns */
	pthread_mutex_t compiling;
};

/* Patterns run for a sentence, or in all sentences of a block. */
enum run { RUN_RULES, RUN_CUES, RUN_COVERS, RUN_BLOCK_CUES };

/* When PATTERN runs; the scopes of the sets must be known. */
enum run pattern_run(
    const struct pj_matcher *matcher, const struct pj_pattern *pattern);

/* What a pattern is known by: its rule, or the list it makes hits of. */
const char *pattern_name(
    const struct pj_rules *rules, const struct pj_pattern *pattern);

void code_free(struct code *code);

/* PATTERN compiled for one more run; NULL with ERR filled. */
const pcre2_code_16 *pattern_code(
    struct pj_matcher *matcher, uint32_t pattern, struct pj_error *err);

/* A growing array of hits, and where those of this sentence start. */
struct hit_list {
	struct pj_hit *at;
	size_t count, cap;
	size_t max; /* more is an error */
	size_t start;
	bool unsorted; /* something since `start` is out of order */
};

/* The words of a set in a sentence: where the first and last one begin. */
struct seen {
	uint32_t epoch; /* in which they were; older ones count for nothing */
	uint32_t first, last;
};

struct pj_scratch {
	struct pj_matcher *matcher;
	struct pj_scratch *next; /* of the next thread */
	size_t threads;          /* in this chain, itself included */
	pcre2_match_data_16 *match_data;
	pcre2_match_context_16 *match_context;
	pcre2_jit_stack_16 *jit_stack;
	struct seen *seen; /* per set */
	uint32_t epoch;    /* one a sentence and one a block; never 0 then */
	uint32_t *anchors; /* anchor sets seen in this sentence */
	size_t anchor_count;
	/* Of each layer, since one is scanned in the midst of another: what
	 * trie_filter lets through of a chunk, and the terms that begin at one
	 * place. */
	uint32_t *places[LAYERS];
	uint32_t *terms[LAYERS];
	uint32_t *limited; /* per pattern: the document it ran out in */
	uint32_t document;
	struct hit_list candidates, covers, cues;
	struct hit_list block_cues; /* of LAYER_BLOCK */
	struct pj_capture *captures;
	size_t capture_count, capture_cap;
	uint32_t counts[PJ_COUNTS_MAX];
	uint32_t counted; /* the unit up to which words were counted */
};

/* One document being scanned. */
struct scan {
	struct pj_scratch *scratch;
	struct pj_matcher *matcher;
	const struct pj_rules *rules;
	const struct pj_doc *doc;
	const struct pj_fold *fold;
	const struct pj_segments *segments;
	struct pj_deadline deadline;
	struct pj_error *err;
	size_t sentence;       /* the one being scanned */
	uint32_t sentence_end; /* text offset; 0 before the first */
	size_t block_start;    /* candidates before those of this block */
	uint32_t place;        /* a unit of this sentence */
	uint32_t work;         /* pattern runs since the deadline was asked */
};

/* Add HIT (without its text) to LIST; false with ERR filled. */
bool hit_add(
    struct hit_list *list, const struct pj_hit *hit, struct pj_error *err);

/* Add a capture; false with ERR filled. */
bool capture_add(struct pj_scratch *scratch, uint32_t list,
    struct pj_fold_span at, struct pj_error *err);

/*
 * Put the hits since LIST->start, those of one sentence, in order and fill
 * in their texts; the next sentence starts behind them.
 */
void hits_settle(struct hit_list *list, const struct pj_doc *doc,
    const struct pj_fold *fold);

/*
 * Copies of all hits and captures of the chain SCRATCH for OUT; false out
 * of memory.  Each scratch holds a later part of the text.
 */
bool hits_export(
    struct pj_arena *arena, struct pj_scratch *scratch, struct pj_hits *out);

/* Ready for the next document, whatever became of this one. */
void hits_clear(struct pj_scratch *scratch);

/*
 * Run the patterns for RUN whose gates are open on the units AT, the current
 * sentence, adding their hits.  False with ERR filled.
 */
bool scan_patterns(struct scan *scan, enum run run, struct pj_fold_span at);

/* Scan the units AT, which begin and end with blocks. */
bool scan_part(struct scan *scan, struct pj_fold_span at);

/* Whether the time is up; fills ERR. */
bool scan_late(struct scan *scan);

#endif /* PJ_MATCH_MATCH_H */
