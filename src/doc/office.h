#ifndef PJ_DOC_OFFICE_H
#define PJ_DOC_OFFICE_H

#include "doc.h"
#include "xml.h"

/*
 * office: what the readers of every office program's container share,
 * Microsoft's and OpenDocument alike.
 */

/* Puts all that is part of the draft into BUILDER; false with ERR filled,
 * or with the builder failed. */
typedef bool pj_office_parts(const struct pj_reading *in,
    struct pj_package *package, struct pj_builder *builder,
    struct pj_error *err);

/* Open the container of IN, let PARTS read it, and hand the document over:
 * whole, or false with ERR filled. */
bool pj_office_read(const struct pj_reading *in, pj_office_parts *parts,
    struct pj_doc *out, struct pj_error *err);

/* For a start act: attribute NAME, if there, as a block of its own, which
 * KIND is, before the one being built. */
void pj_office_aside(struct pj_builder *b, const struct pj_xml *xml,
    const char *name, enum pj_block_kind kind);

#endif /* PJ_DOC_OFFICE_H */
