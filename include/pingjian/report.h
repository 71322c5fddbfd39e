#ifndef PJ_REPORT_H
#define PJ_REPORT_H

#include <stdio.h>

#include "pingjian/buf.h"
#include "pingjian/finding.h"

/*
 * report: writes results; one file and one table row for each format.
 * A writer adds to a buffer and never touches the world.  `document` looks
 * at nothing but its arguments, so that threads may write documents side
 * by side and somebody else puts the pieces together in order.
 */

struct pj_report_options {
	bool color;   /* ANSI colours, text format only */
	bool english; /* rule messages in English, else zh-TW */
	bool explain; /* show dropped hits and the sources of rules */
	const struct pj_rules *rules; /* titles of sources; may be NULL */
};

/* An input that was not read, and why. */
struct pj_report_failure {
	const char *path;
	const struct pj_error *err;
};

/* Findings that are shown, by level. */
struct pj_report_levels {
	size_t errors, warnings, advice;
};

/* Those of one category of rules. */
struct pj_report_tally {
	const char *category; /* its id */
	struct pj_report_levels shown;
};

/* More categories than there will be; those beyond are in no tally. */
#define PJ_REPORT_CATEGORIES 64

/* Sums over all documents, for the closing lines. */
struct pj_report_totals {
	size_t documents, failed;
	size_t chars, blocks;
	struct pj_report_levels shown;
	size_t below;      /* not shown: below the least severity */
	size_t suppressed; /* by what the drafts say */
	struct pj_mentions mentions[PJ_COUNTS_MAX]; /* by name of the count */
	size_t mention_count;
	struct pj_report_tally tallies[PJ_REPORT_CATEGORIES];
	size_t tally_count;
};

/* Sections that a writer may put behind all documents. */
#define PJ_REPORT_LATE 2

/* What there is to say when all documents are written. */
struct pj_report_closing {
	const struct pj_report_totals *totals;
	const struct pj_report_failure *failures; /* totals->failed of them,
	                                             in order of input */
	struct pj_str late[PJ_REPORT_LATE]; /* what `late` added, in order of
	                                       input, `between` between */
	bool filled; /* some document's piece holds something */
};

struct pj_report_writer {
	const char *name;    /* "text", "json", "sarif" … */
	const char *between; /* stands between two pieces that hold something */
	bool terminal;       /* for people: colours, nothing raw */
	bool suppressed;     /* shows also what drafts ask to pass over: keep
	                        the dropped hits for it */
	void (*begin)(struct pj_buf *out, const struct pj_report_options *o);
	/*
	 * What stands between `begin` and the documents and yet looks back at
	 * them: they wait in a file until all are written.  NULL where there
	 * is nothing of the kind.
	 */
	void (*cover)(struct pj_buf *out, const struct pj_report_options *o,
	    const struct pj_report_closing *closing);
	void (*document)(struct pj_buf *out, const struct pj_report_options *o,
	    const struct pj_result *result);
	/*
	 * What of a document stands behind all of them, a line or so for each
	 * section: it is kept in memory to the end.  NULL where nothing does.
	 */
	void (*late)(struct pj_buf late[PJ_REPORT_LATE],
	    const struct pj_report_options *o, const struct pj_result *result);
	void (*end)(struct pj_buf *out, const struct pj_report_options *o,
	    const struct pj_report_closing *closing);
};

/* The writer of this name, or NULL. */
const struct pj_report_writer *pj_report_writer(const char *name);

/* The I-th writer, NULL behind the last. */
const struct pj_report_writer *pj_report_writer_at(size_t i);

/* Count RESULT into TOTALS; add MORE to TOTALS. */
void pj_report_count(
    struct pj_report_totals *totals, const struct pj_result *result);
void pj_report_add(
    struct pj_report_totals *totals, const struct pj_report_totals *more);

/*
 * S for a terminal: control characters, bidirectional controls and invalid
 * bytes become visible, as <U+202E> and U+FFFD; line ends and tabs become
 * spaces.  Returns the columns added.
 */
size_t pj_report_put_plain(struct pj_buf *out, struct pj_str s);

/* What people call a level, a kind, a block; translated, not owned. */
const char *pj_report_level_word(enum pj_severity severity);
const char *pj_report_kind_word(enum pj_kind kind);
const char *pj_report_block_word(enum pj_block_kind kind);

#endif /* PJ_REPORT_H */
