#ifndef PJ_REPORT_H
#define PJ_REPORT_H

#include <stdio.h>

#include "pingjian/buf.h"
#include "pingjian/finding.h"

/*
 * report: writes results; one file and one table row for each format.
 * A writer adds to a buffer and never touches the world.
 */

struct pj_report_options {
	bool color;   /* ANSI colours, text format only */
	bool english; /* rule messages in English, else zh-TW */
	bool explain; /* show dropped hits */
};

/* Sums over all documents, for the closing lines. */
struct pj_report_totals {
	size_t documents, failed;
	size_t chars, blocks;
	size_t errors, warnings, advice;
};

struct pj_report_writer {
	const char *name; /* "text", "json", "jsonl" */
	void (*begin)(struct pj_buf *out, const struct pj_report_options *o);
	/* INDEX counts the documents written before this one. */
	void (*document)(struct pj_buf *out, const struct pj_report_options *o,
	    const struct pj_result *result, size_t index);
	void (*end)(struct pj_buf *out, const struct pj_report_options *o,
	    const struct pj_report_totals *totals);
};

/* The writer of this name, or NULL. */
const struct pj_report_writer *pj_report_writer(const char *name);

/* The I-th writer, NULL behind the last. */
const struct pj_report_writer *pj_report_writer_at(size_t i);

/* Count RESULT into TOTALS. */
void pj_report_count(struct pj_report_totals *totals,
    const struct pj_result *result);

#endif /* PJ_REPORT_H */
