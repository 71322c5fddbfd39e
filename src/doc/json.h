#ifndef PJ_DOC_JSON_H
#define PJ_DOC_JSON_H

#include "mapped.h"

/*
 * JSON (RFC 8259) and JSON Lines, read in one pass: what is not screened is
 * never kept, and every word keeps its place.  json.c walks values,
 * json_string.c reads strings, json_choose.c decides which are screened.
 */

/*
 * Add what the string at AT of TEXT, a quotation mark, stands for to OUT; the
 * places in OUT are those of TEXT plus BASE.  Returns what is behind it; 0
 * when it is none, with WRONG where it goes wrong.
 */
size_t json_take_string(struct pj_str text, size_t at, size_t base,
    struct mapped *out, size_t *wrong);

/*
 * Whether POINTER leads to the value at PATH, or to what it stands in.  Both
 * are JSON pointers (RFC 6901); a token "*" of POINTER is any.
 */
bool json_leads_to(const char *pointer, struct pj_str path);

/* What the string at PATH is, by the name it goes by there. */
enum pj_block_kind json_kind(struct pj_str path);

#endif /* PJ_DOC_JSON_H */
