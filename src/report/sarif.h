#ifndef PJ_REPORT_SARIF_H
#define PJ_REPORT_SARIF_H

#include "report.h"
#include "stream.h"

/* What sarif.c and sarif_rule.c share. */

#define SARIF_NAME "pingjian"

/* "error", "warning", "note". */
const char *sarif_level(enum pj_severity severity);

/* KEY with an object that holds `text`. */
void sarif_text(struct json_stream *json, const char *key, struct pj_str text);

/* The rules of O, a line each, as members of an open array. */
void sarif_put_rules(struct pj_buf *out, const struct pj_report_options *o);

/* The same in the other language, as the members of `translations`. */
void sarif_put_translation(
    struct pj_buf *out, const struct pj_report_options *o);

#endif /* PJ_REPORT_SARIF_H */
