#ifndef PJ_REPORT_REPORT_H
#define PJ_REPORT_REPORT_H

#include "pingjian/report.h"

/* One table row a format. */
extern const struct pj_report_writer pj_report_text;
extern const struct pj_report_writer pj_report_json;
extern const struct pj_report_writer pj_report_jsonl;

/* S with each invalid sequence as U+FFFD: names may be any bytes. */
void pj_report_put_valid(struct pj_buf *out, struct pj_str s);

/* Columns that CP takes in pj_report_put_plain's output. */
size_t pj_report_cp_columns(uint32_t cp);

/* Add CP as pj_report_put_plain does. */
void pj_report_put_cp(struct pj_buf *out, uint32_t cp);

#endif /* PJ_REPORT_REPORT_H */
