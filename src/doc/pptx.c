#include <stdlib.h>

#include "drawing.h"
#include "office.h"
#include "pingjian/text.h"

/*
 * PPTX: the slides in the order in which they are shown, hidden ones too,
 * each with its charts, its diagrams and what its speaker will say.  Masters
 * and layouts hold prompts and ornaments, comments are the authors' own.
 */

/* The list of slides in the main part. */
struct show {
	struct pj_package *package;
	const struct pj_relations *relations;
	const struct pj_relation **slides; /* heap; in order */
	size_t count;
	size_t cap;
	bool saw_root;
};

static void
start_root(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct show *)arg)->saw_root = true;
}

/* A slide that is not there would be one that nobody screened. */
static void
start_slide(void *arg, struct pj_xml *xml)
{
	struct show *show = arg;
	const struct pj_relation *slide = NULL, **slides;
	struct pj_str id;

	if (pj_xml_attr(xml, "r:id", &id))
		slide = pj_relations_of_id(show->relations, id);
	if (!slide || strcmp(slide->type, "slide") != 0) {
		pj_xml_fail(xml, PJ_EFORMAT,
		    _("the presentation names a slide that it does not lead "
		      "to; open it in Microsoft Office or LibreOffice and save "
		      "it anew"));
		return;
	}
	/* The same slide twice is none that a program writes. */
	if (!pj_package_claim(show->package, slide->part))
		return;
	slides = pj_xml_grow(
	    xml, show->slides, &show->cap, show->count, sizeof(*slides));
	if (!slides)
		return;
	show->slides = slides;
	slides[show->count++] = slide;
}

static bool
read_show(struct show *show, const char *part, struct pj_error *err)
{
	static const struct pj_xml_rule rules[] = {
		{ "p:presentation", start_root, NULL },
		{ "p:sldId", start_slide, NULL },
	};
	struct pj_xml_vocabulary vocabulary = {
		.namespaces = pj_opc_namespaces,
		.namespace_count = pj_opc_namespace_count,
		.rules = rules,
		.rule_count = sizeof(rules) / sizeof(rules[0]),
	};

	if (!pj_xml_read(show->package, part, &vocabulary, show, err))
		return false;
	if (show->saw_root)
		return true;
	pj_error_set(err, PJ_EUNSUPPORTED,
	    _("this part is no presentation; save it as .pptx from the "
	      "program that made it"));
	pj_package_blame(show->package, part, 0, err);
	return false;
}

/* A slide, what is drawn on it, then what is said to it. */
static bool
read_slide(const struct pj_drawing_in *in, const struct pj_relation *slide,
    struct pj_error *err)
{
	struct pj_relations own, of_notes;
	const struct pj_relation *notes;

	if (!pj_relations_read(in->arena, in->package, slide->part, &own, err))
		return false;
	if (!pj_drawing_read(in, slide->part, &own, PJ_BLOCK_PARAGRAPH, err))
		return false;
	notes = pj_relations_of_type(&own, "notesSlide");
	if (!notes || !pj_package_claim(in->package, notes->part))
		return true;
	return pj_relations_read(
		   in->arena, in->package, notes->part, &of_notes, err) &&
	       pj_drawing_read(in, notes->part, &of_notes, PJ_BLOCK_NOTE, err);
}

static bool
read_parts(const struct pj_reading *reading, struct pj_package *package,
    struct pj_builder *builder, struct pj_error *err)
{
	struct pj_drawing_in in = {
		.arena = reading->arena,
		.package = package,
		.builder = builder,
	};
	struct pj_relations relations;
	struct show show = { .package = package, .relations = &relations };
	const char *part = pj_opc_main(reading->arena, package, err);
	bool ok;
	size_t i;

	if (!part ||
	    !pj_relations_read(reading->arena, package, part, &relations, err))
		return false;
	ok = read_show(&show, part, err);
	for (i = 0; ok && i < show.count; i++) {
		struct pj_address at = { .slide = (uint32_t)i + 1 };

		pj_builder_address(builder, &at);
		in.first = i == 0;
		ok = read_slide(&in, show.slides[i], err);
	}
	free(show.slides);
	return ok;
}

bool
pj_doc_read_pptx(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	return pj_office_read(in, read_parts, out, err);
}
