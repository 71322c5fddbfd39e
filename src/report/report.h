#ifndef PJ_REPORT_REPORT_H
#define PJ_REPORT_REPORT_H

#include "pingjian/report.h"

/* One table row a format. */
extern const struct pj_report_writer pj_report_text;
extern const struct pj_report_writer pj_report_json;
extern const struct pj_report_writer pj_report_jsonl;
extern const struct pj_report_writer pj_report_sarif;
extern const struct pj_report_writer pj_report_rdjson;
extern const struct pj_report_writer pj_report_rdjsonl;
extern const struct pj_report_writer pj_report_github;
extern const struct pj_report_writer pj_report_checkstyle;
extern const struct pj_report_writer pj_report_junit;
extern const struct pj_report_writer pj_report_csv;
extern const struct pj_report_writer pj_report_markdown;
extern const struct pj_report_writer pj_report_html;

/* S with each invalid sequence as U+FFFD: names may be any bytes. */
void pj_report_put_valid(struct pj_buf *out, struct pj_str s);

/* "io", "format" …: a stable word for programs. */
const char *pj_report_code_name(enum pj_code code);

/* What people call a reason to pass over. */
const char *pj_report_reason_word(enum pj_reason reason);

/* Columns that CP takes in pj_report_put_plain's output. */
size_t pj_report_cp_columns(uint32_t cp);

/* Add CP as pj_report_put_plain does. */
void pj_report_put_cp(struct pj_buf *out, uint32_t cp);

/* --- part.c: what several formats say alike --- */

/* Whether lines lead to AT.  Where not, they would lead astray. */
bool pj_report_has_lines(const struct pj_location *at);

/* The text that lines and columns of R count in; empty if they do not. */
struct pj_str pj_report_file_text(const struct pj_result *r);

/* Where AT, which lines lead to, stands in that text. */
struct pj_text_span pj_report_file_span(
    const struct pj_result *r, const struct pj_location *at);

/*
 * Whether a suggestion can be put in for AT by its lines and columns: there
 * is no markup within it.
 */
bool pj_report_is_plain(
    const struct pj_result *r, const struct pj_location *at);

/* Bytes of byte order mark before the text of R's file. */
uint32_t pj_report_bom(const struct pj_result *r);

/* Whether offsets in R's text are those in its file, all but the mark. */
bool pj_report_has_offsets(const struct pj_result *r);

/* PATH without "./" in front: as programs that compare names want it. */
const char *pj_report_path(const char *path);

/* The rule's message in the language asked for. */
const char *pj_report_why(
    const struct pj_report_options *o, const struct pj_rule *rule);

/* The source called ID, or NULL; RULES may be NULL. */
const struct pj_basis *pj_report_basis(
    const struct pj_rules *rules, const char *id);

/* The items of LIST with the language's comma between. */
void pj_report_put_list(struct pj_buf *out, const struct pj_strings *list);

/* "paragraph 4", "table cell (paragraph 4)", "sheet Plan, cell B3". */
void pj_report_put_place(struct pj_buf *out, const struct pj_location *at);

/*
 * A finding in one line: the place where no line leads to it, the phrase,
 * why, what instead.
 */
void pj_report_put_message(struct pj_buf *out,
    const struct pj_report_options *o, const struct pj_finding *f);

/* Why an input was not read, in one line. */
void pj_report_put_failure(
    struct pj_buf *out, const struct pj_report_failure *failure);

/* PATH as a URI reference: RFC 3986, file: where it is absolute. */
void pj_report_put_uri(struct pj_buf *out, const char *path);

/*
 * S as XML text or an attribute's value in double quotes, any bytes: what
 * XML 1.0 does not allow becomes U+FFFD.
 */
void pj_report_put_xml(struct pj_buf *out, struct pj_str s);

/* The NAME of an attribute and its value, with a space before. */
void pj_report_put_attribute(
    struct pj_buf *out, const char *name, struct pj_str value);

/* BUF into OUT by PUT, freed; failed where BUF has. */
void pj_report_move(struct pj_buf *out, struct pj_buf *buf,
    void (*put)(struct pj_buf *out, struct pj_str s));

#endif /* PJ_REPORT_REPORT_H */
