#ifndef PJ_DOC_DRAWING_H
#define PJ_DOC_DRAWING_H

#include "doc.h"
#include "opc.h"

/*
 * drawing: the words of a part in DrawingML: a slide and its speaker's
 * notes, the drawing on a sheet, a chart, a diagram (SmartArt).  Shapes are
 * read in the order in which the part holds them, which is the one in which
 * a screen reader tells them.
 */
struct pj_drawing_in {
	struct pj_arena *arena;
	struct pj_package *package;
	struct pj_builder *builder;
	bool first; /* the first slide: its title is the document's */
	bool cells; /* charts name cells that are read where they are */
};

/*
 * Put the text of PART into the builder, and that of the charts and
 * diagrams it leads to.  KIND is what it is: PARAGRAPH for a slide, whose
 * placeholders tell more, NOTE for notes, TEXT_BOX for the rest.  RELATIONS
 * are its own, as pj_relations_read gives them.  Returns false with ERR
 * filled, or with the builder failed.
 */
bool pj_drawing_read(const struct pj_drawing_in *in, const char *part,
    const struct pj_relations *relations, enum pj_block_kind kind,
    struct pj_error *err);

/* Only what RELATIONS lead to: charts and diagrams, each once. */
bool pj_drawing_read_related(const struct pj_drawing_in *in,
    const struct pj_relations *relations, struct pj_error *err);

#endif /* PJ_DOC_DRAWING_H */
