#ifndef PJ_DOC_DOCX_H
#define PJ_DOC_DOCX_H

#include "doc.h"
#include "opc.h"

/*
 * The pieces of the DOCX reader: styles (what a paragraph is called), the
 * flow of a part (paragraphs and what stands in them), and, in docx.c,
 * which parts are read in which order.
 */

/* What a style makes of its paragraph or run. */
struct pj_docx_style {
	const char *id;
	const char *based_on;    /* an id, or NULL */
	enum pj_block_kind kind; /* PARAGRAPH where it says nothing */
	uint32_t level;          /* of a heading, 1-6 */
	bool is_list;
	bool is_hidden;
};

struct pj_docx_styles {
	struct pj_docx_style *items; /* by id; in the arena */
	size_t count;
};

/*
 * Read PART, or none when PART is NULL, into OUT, which lives in ARENA,
 * with what styles take over from those they are based on filled in.
 */
bool pj_docx_styles_read(struct pj_arena *arena, struct pj_package *package,
    const char *part, struct pj_docx_styles *out, struct pj_error *err);

/* The style ID; one by its usual name when it is not in STYLES. */
struct pj_docx_style pj_docx_style_of(
    const struct pj_docx_styles *styles, struct pj_str id);

/* References met in a flow: of notes by number, of parts by relationship. */
struct pj_docx_refs {
	uint32_t *footnotes; /* heap; sorted by pj_docx_refs_sort */
	size_t footnote_count;
	size_t footnote_cap;
	uint32_t *endnotes;
	size_t endnote_count;
	size_t endnote_cap;
	char **relations; /* heap, each; headers and footers, once each */
	size_t relation_count;
	size_t relation_cap;
};

void pj_docx_refs_sort(struct pj_docx_refs *refs);
void pj_docx_refs_free(struct pj_docx_refs *refs);

/* What pj_docx_flow needs beside the part. */
struct pj_docx_flow_in {
	struct pj_package *package;
	const struct pj_docx_styles *styles;
	struct pj_builder *builder;
	struct pj_docx_refs *refs; /* filled from the main part, then read */
};

/*
 * Put the text of PART, as it will be published, into the builder.  KIND
 * is what its paragraphs are: PARAGRAPH for the main part, else HEADER,
 * FOOTER, NOTE (then only notes referred to).
 * Returns false with ERR filled, or with the builder failed.
 */
bool pj_docx_flow(const struct pj_docx_flow_in *in, const char *part,
    enum pj_block_kind kind, struct pj_error *err);

#endif /* PJ_DOC_DOCX_H */
