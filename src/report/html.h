#ifndef PJ_REPORT_HTML_H
#define PJ_REPORT_HTML_H

#include "report.h"

/*
 * What the files of the HTML report share.  All that comes from a draft, a
 * rule or a message goes through html_put or html_word.
 */

/* asset/report.css and asset/report.js, as they stand in the page. */
extern const struct pj_str html_css, html_js;

/* The levels in the order of the page. */
#define HTML_LEVELS 3

extern const enum pj_severity html_levels[HTML_LEVELS];

/* How many LEVELS has of LEVEL; of all. */
size_t html_level_count(
    const struct pj_report_levels *levels, enum pj_severity level);
size_t html_level_sum(const struct pj_report_levels *levels);

/* S of a draft as text: markup escaped, controls shown. */
void html_put(struct pj_buf *out, struct pj_str s);

/* Words of the program or of rules as text. */
void html_word(struct pj_buf *out, const char *z);

/* The sign of LEVEL; nothing for those who do not see it. */
void html_put_sign(struct pj_buf *out, enum pj_severity level);

/* A label in the colours of LEVEL, with its sign and word. */
void html_put_level(struct pj_buf *out, enum pj_severity level);

/* What the category with this id is called, or its id. */
const char *html_category(const struct pj_report_options *o, const char *id);

/* --- html_chart.c: numbers as tables and bars --- */

/* The tallies from most findings to fewest; as they came where alike. */
void html_sort_tallies(
    const struct pj_report_tally *sorted[PJ_REPORT_CATEGORIES],
    const struct pj_report_totals *totals);

void html_put_levels(struct pj_buf *out, const struct pj_report_levels *levels);
void html_put_charts(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_totals *totals);

/* --- html_draft.c: a draft with its findings --- */

void html_put_draft(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r);

/* Its line in the list of drafts. */
void html_put_entry(struct pj_buf *out, const struct pj_result *r);

#endif /* PJ_REPORT_HTML_H */
