#ifndef PJ_REPORT_TEXT_H
#define PJ_REPORT_TEXT_H

#include "report.h"

/*
 * What text.c and text_part.c share.  Each of these adds nothing where
 * there is nothing to show.
 */

#define TEXT_INDENT "    "

/* S in quotation marks of the language. */
void text_put_quoted(struct pj_buf *out, struct pj_str s);

/* What else F rests on, with its places. */
void text_put_evidence(struct pj_buf *out, const struct pj_finding *f);

/* What to write instead. */
void text_put_suggestions(struct pj_buf *out, const struct pj_strings *list);

/* The sources of RULE. */
void text_put_basis(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_rule *rule);

/* The items of the checklist that RULE answers to, with their questions. */
void text_put_items(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_rule *rule);

/* The statistic of words that tell a gender. */
void text_put_mentions(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_totals *t);

#endif /* PJ_REPORT_TEXT_H */
