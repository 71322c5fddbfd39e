#ifndef PJ_LIMITS_H
#define PJ_LIMITS_H

#include "pingjian/span.h"

/*
 * Every bound of the program, each with its reason.  A document is never
 * trusted: whatever it holds, these bounds end the work with an error
 * that names the bound.
 */

/* Spans are 32-bit: text, folded units and steps fit below this. */
#define PJ_TEXT_MAX ((size_t)1 << 30)

/* A buffer larger than this is a mistake, not a document. */
#define PJ_BUF_MAX ((size_t)1 << 31)

/* Results of one document; eight times a 64 MiB text and its parts. */
#define PJ_ARENA_MAX ((size_t)2 << 30)

/* Blocks, runs or comments of one document: a 64 MiB text in which no
 * paragraph is longer than five characters has this many.  They take 12 to
 * 32 bytes each, beside a text that may be as short as one. */
#define PJ_PIECE_MAX ((size_t)1 << 22)

/* Parts of a container, and references to parts in it: documents of
 * thousands of pictures have this many; beyond it, libzip's directory
 * alone would take hundreds of megabytes. */
#define PJ_PART_MAX ((size_t)20000)

/* A sentence longer than this is cut: patterns see no more at once, and a
 * file without a full stop stays linear. Ten times the longest seen. */
#define PJ_SENTENCE_MAX 2000 /* code points */

/* The clause given to the word segmenter around a hit. */
#define PJ_CLAUSE_MAX 200 /* code points */

/* A longer run behind a # is a line of text: networks cut at 100 or so. */
#define PJ_HASHTAG_MAX 60 /* code points */

/* A text with hashtags that is longer is a letter or a release: networks
 * cut posts at 280 to 500 characters, and agencies write up to 800. */
#define PJ_POST_MAX ((size_t)1000) /* code points */

/* Of the first line of a post: what stands before "more". */
#define PJ_FIRST_LINE_MAX 60 /* code points */

/* A line above a list, or an entry of one, that is no sentence: about what
 * a reader takes in at a glance, and the length of a slide's longest line. */
#define PJ_LABEL_MAX ((size_t)24) /* code points */

/* Looked at to tell a text's script: more would not tell more. */
#define PJ_SCRIPT_BYTES ((size_t)64 << 10)

/* Nested quotation marks that are still told apart. */
#define PJ_QUOTE_DEPTH 8

/* A literal, and one name of a rule or list. */
#define PJ_TERM_MAX 64 /* code points */

/* Work that one pattern may do on one sentence before it is a note. */
#define PJ_PCRE_MATCH_LIMIT 200000
#define PJ_PCRE_DEPTH_LIMIT 1000
#define PJ_PCRE_HEAP_KIB 4096

/* Hits and findings of one document: a thousand times what a long report
 * has, and still bounded memory for a text made of nothing but hits. */
#define PJ_HIT_MAX ((size_t)1 << 22)
#define PJ_CANDIDATE_MAX ((size_t)400000) /* 2-9 us each to decide */
#define PJ_FINDING_MAX ((size_t)200000)

/* Marks that one document-level finding shows: a reader takes in no more,
 * and a report stays in proportion to its draft. */
#define PJ_EVIDENCE_MAX 12

/* Suppressions written into one draft: directives and names together. */
#define PJ_DIRECTIVE_MAX 1000

/* Rule files: far above any real lexicon, below what hurts. */
#define PJ_RULE_FILE_MAX ((size_t)16 << 20)
#define PJ_RULE_DEPTH 16
#define PJ_EXPAND_MAX 20000      /* literals that one `find` entry stands for */
#define PJ_PATTERN_MAX 10000     /* bytes of one pattern as written */
#define PJ_RULE_USES_MAX 1000000 /* literals of all files together */

/* Threads that share the work on one document; parts get too small. */
#define PJ_THREADS_MAX 16

/* Folders: deep enough for any archive, and loops end. */
#define PJ_FOLDER_DEPTH 32

/* Bounds that a user may change by option. */
struct pj_limits {
	size_t file_bytes;     /* a file as it is read */
	size_t unpacked_bytes; /* all parts of a container together */
	uint32_t ratio;        /* unpacked : packed, after ratio_after */
	size_t ratio_after;    /* bytes; small parts compress well */
	uint32_t depth;        /* nested elements */
	uint32_t seconds;      /* wall time for one document */
};

/* 64 MiB, 256 MiB, 200 after 1 MiB, 10,000 elements, 20 s. */
extern const struct pj_limits PJ_LIMITS_DEFAULT;

/*
 * A point in time after which work on a document stops.  Stages that loop
 * over a whole document ask now and then (each 64 KiB or so).
 */
struct pj_deadline {
	int64_t at_ns; /* CLOCK_MONOTONIC; 0 = none */
};

struct pj_deadline pj_deadline_in(uint32_t seconds);
bool pj_deadline_passed(struct pj_deadline deadline);

#endif /* PJ_LIMITS_H */
