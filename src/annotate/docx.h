#ifndef PJ_ANNOTATE_DOCX_H
#define PJ_ANNOTATE_DOCX_H

#include "annotate.h"

/*
 * DOCX: docx.c puts marks into the main part, docx_refs.c finds what in it
 * leads to other parts, docx_part.c writes the parts around it: relations,
 * content types, the comments themselves.
 */

/* A relation of the main part. */
struct docx_relation {
	const char *id;
	const char *type; /* the last word of its address */
	const char *part; /* NULL when it leads outside */
};

struct docx {
	struct job *job;
	const char *main;     /* name of the main part */
	const char *rels;     /* name of the part of its relations */
	const char *comments; /* name of a new part for comments */
	bool strict;          /* ISO strict addresses */
	struct docx_relation *relations;
	size_t relation_count;
	/* Comments that belong to a note or drawing, by what refers to it. */
	struct docx_ref *refs;
	size_t ref_count;
	struct pj_str uri; /* of wordprocessingml, as the main part has it */
};

/* What in the main part refers to a comment's place. */
struct docx_ref {
	bool endnote;
	uint32_t note;  /* id of a note; UINT32_MAX for none */
	const char *id; /* of a relation; NULL for none */
	uint32_t comment;
	bool met;
};

/* The relations of the main part. */
bool docx_read_relations(struct docx *d);

/*
 * Numbers for the comments, and, once the main part is done, the parts
 * that hold and announce them.
 */
bool docx_number(struct docx *d);
bool docx_write_comments(struct docx *d);

/*
 * What the main part refers to the comments on other parts by, sorted, into
 * D->refs.  --- docx_refs.c
 */
bool docx_find_refs(struct docx *d);

/* Notes come before relations; equal ones are side by side. */
int docx_ref_compare(const void *a, const void *b);

/* The first reference that is not before KEY. */
size_t docx_ref_first(const struct docx *d, const struct docx_ref *key);

/* Whether URI is that of wordprocessingml, transitional or strict. */
bool docx_is_word(struct pj_str uri);

/* RAW, a number as an attribute has it; false when it is none. */
bool docx_parse_id(struct pj_str raw, uint32_t *out);

#endif /* PJ_ANNOTATE_DOCX_H */
