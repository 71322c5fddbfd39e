#include <stdlib.h>

#include "docx.h"
#include "drawing.h"
#include "office.h"
#include "pingjian/text.h"

/* What flows gathered on the heap. */
void
pj_docx_refs_free(struct pj_docx_refs *refs)
{
	size_t i;

	for (i = 0; i < refs->relation_count; i++)
		free(refs->relations[i]);
	free(refs->relations);
	free(refs->footnotes);
	free(refs->endnotes);
}

static int
compare_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

void
pj_docx_refs_sort(struct pj_docx_refs *refs)
{
	if (refs->footnote_count > 0)
		qsort(refs->footnotes, refs->footnote_count, sizeof(uint32_t),
		    compare_number);
	if (refs->endnote_count > 0)
		qsort(refs->endnotes, refs->endnote_count, sizeof(uint32_t),
		    compare_number);
}

/* Read RELATION's part once, under whatever relation it comes again. */
static bool
flow_once(const struct pj_docx_flow_in *in, const struct pj_relation *relation,
    enum pj_block_kind kind, struct pj_error *err)
{
	if (!relation || !pj_package_claim(in->package, relation->part))
		return true;
	return pj_docx_flow(in, relation->part, kind, err);
}

/* The notes of TYPE. */
static bool
read_notes(const struct pj_docx_flow_in *in, const struct pj_relations *r,
    const char *type, struct pj_error *err)
{
	return flow_once(in, pj_relations_of_type(r, type), PJ_BLOCK_NOTE, err);
}

/* Headers and footers in the order in which sections name them. */
static bool
read_margins(const struct pj_docx_flow_in *in, const struct pj_relations *r,
    struct pj_error *err)
{
	size_t i;

	for (i = 0; i < in->refs->relation_count; i++) {
		const struct pj_relation *found =
		    pj_relations_of_id(r, pj_str(in->refs->relations[i]));
		bool header = found && !strcmp(found->type, "header");

		if (!header && (!found || strcmp(found->type, "footer") != 0))
			continue;
		if (!flow_once(in, found,
			header ? PJ_BLOCK_HEADER : PJ_BLOCK_FOOTER, err))
			return false;
	}
	return true;
}

/* Every part of the draft, the main part first. */
static bool
read_parts(const struct pj_reading *reading, struct pj_package *package,
    struct pj_builder *builder, struct pj_error *err)
{
	struct pj_docx_refs refs = { 0 };
	struct pj_docx_styles styles;
	struct pj_docx_flow_in in = {
		.package = package,
		.styles = &styles,
		.builder = builder,
		.refs = &refs,
	};
	const struct pj_drawing_in drawings = {
		.arena = reading->arena,
		.package = package,
		.builder = builder,
	};
	const char *main = pj_opc_main(reading->arena, package, err);
	const struct pj_relation *style;
	struct pj_relations r;
	bool ok = false;

	if (!main || !pj_relations_read(reading->arena, package, main, &r, err))
		return false;
	style = pj_relations_of_type(&r, "styles");
	if (!pj_docx_styles_read(reading->arena, package,
		style ? style->part : NULL, &styles, err))
		return false;
	if (!pj_docx_flow(&in, main, PJ_BLOCK_PARAGRAPH, err))
		goto out;
	pj_docx_refs_sort(&refs);
	ok =
	    (refs.footnote_count == 0 ||
		read_notes(&in, &r, "footnotes", err)) &&
	    (refs.endnote_count == 0 || read_notes(&in, &r, "endnotes", err)) &&
	    read_margins(&in, &r, err) &&
	    pj_drawing_read_related(&drawings, &r, err);
out:
	pj_docx_refs_free(&refs);
	return ok;
}

bool
pj_doc_read_docx(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	return pj_office_read(in, read_parts, out, err);
}
