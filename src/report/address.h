#ifndef PJ_REPORT_ADDRESS_H
#define PJ_REPORT_ADDRESS_H

#include "report.h"

/*
 * Where a finding stands in the terms of the file's own program: cell B3,
 * slide 4, 00:01:02,500.  Shared by all writers.
 */

/* Holds any time or cell, with its NUL. */
#define ADDRESS_WORD 32

/* "B3" for the CELL at column 2, row 3; returns WORD. */
const char *address_cell(char word[ADDRESS_WORD], const uint32_t cell[2]);

/* "00:01:02,500" for MS milliseconds; returns WORD. */
const char *address_time(char word[ADDRESS_WORD], uint32_t ms);

/* Whether the format knows more of AT than part, block and lines. */
bool address_known(const struct pj_location *at);

/*
 * That, for people: "sheet Plan, cell B3".  Nothing of the draft raw; adds
 * nothing where nothing is known.
 */
void address_put(struct pj_buf *out, const struct pj_location *at);

#endif /* PJ_REPORT_ADDRESS_H */
