#ifndef PJ_DOC_OPC_H
#define PJ_DOC_OPC_H

#include "xml.h"

/*
 * opc: what the formats of Microsoft Office share: the addresses of their
 * vocabularies, the relations by which a part of a container leads to
 * others, and the choice between forms of the same thing.  What the parts
 * mean is for each format's reader.
 */

/* Prefixes for every address of OOXML, strict and transitional. */
extern const struct pj_xml_namespace pj_opc_namespaces[];
extern const size_t pj_opc_namespace_count;

/* A relation that leads to text; all in the arena. */
struct pj_relation {
	const char *id;
	const char *type; /* its last word: "slide", "chart", … */
	const char *part;
};

struct pj_relations {
	struct pj_relation *items; /* in order of the file */
	size_t count;
	const struct pj_relation **by_id;
};

/*
 * The relations of part BASE ("" for the container) that lead to text in
 * the container, into OUT, in ARENA; none when BASE has no such part.
 * Targets outside, or above the container, are never followed.  Returns
 * false with ERR filled: what pj_xml_read fails with, PJ_ELIMIT (more than
 * PJ_PART_MAX), PJ_ENOMEM.
 */
bool pj_relations_read(struct pj_arena *arena, struct pj_package *package,
    const char *base, struct pj_relations *out, struct pj_error *err);

/* The first of TYPE, or NULL. */
const struct pj_relation *pj_relations_of_type(
    const struct pj_relations *relations, const char *type);

/* The one called ID, or NULL. */
const struct pj_relation *pj_relations_of_id(
    const struct pj_relations *relations, struct pj_str id);

/* The main part's name, by the container's own relations; NULL with ERR
 * filled when it does not tell one. */
const char *pj_opc_main(
    struct pj_arena *arena, struct pj_package *package, struct pj_error *err);

/*
 * Open mc:AlternateContent elements: for each, whether one of its forms was
 * taken, which is the first that is offered.  Begin with zeros; free
 * `taken`.
 */
struct pj_choices {
	bool *taken;
	size_t count;
	size_t cap;
};

/* For the acts of mc:AlternateContent, and of mc:Choice and mc:Fallback. */
void pj_choices_begin(struct pj_choices *choices, struct pj_xml *xml);
void pj_choices_end(struct pj_choices *choices);
void pj_choices_offer(struct pj_choices *choices, struct pj_xml *xml);

#endif /* PJ_DOC_OPC_H */
