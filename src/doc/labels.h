#ifndef PJ_DOC_LABELS_H
#define PJ_DOC_LABELS_H

#include "pingjian/buf.h"
#include "xml.h"

/*
 * labels: where a chart takes its labels from.  A formula before them names
 * cells; each series repeats those of its axis.  Begin with zeros.
 */
struct pj_labels {
	bool in_formula;
	struct pj_buf formula;
	struct pj_buf read; /* formulas, each ended by a NUL */
};

void pj_labels_free(struct pj_labels *labels);

/* For the acts of a formula, and for the characters in between. */
void pj_labels_begin(struct pj_labels *labels);
void pj_labels_add(struct pj_labels *labels, struct pj_str s);
void pj_labels_end(struct pj_labels *labels, struct pj_xml *xml);

/*
 * Whether the labels that begin now, behind their formula, are read already
 * or, if CELLS of the same file are, stand in those.  They are known from now
 * on, unless too many are.
 */
bool pj_labels_known(struct pj_labels *labels, bool cells);

#endif /* PJ_DOC_LABELS_H */
