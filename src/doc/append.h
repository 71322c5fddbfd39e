#ifndef PJ_DOC_APPEND_H
#define PJ_DOC_APPEND_H

#include "doc.h"

/*
 * A document within another: a part of a mail, and what is attached to it.
 */

struct append {
	struct pj_builder *b;
	const char *part;     /* what its parts stand in; "" for none */
	const char *attached; /* name of the attachment, or NULL */
	uint32_t tables;      /* so far, in all documents */
};

/*
 * Give the blocks of DOC to A's builder, as parts below A's part, with their
 * addresses in A's attachment.
 */
void append_doc(struct append *a, const struct pj_doc *doc);

#endif /* PJ_DOC_APPEND_H */
