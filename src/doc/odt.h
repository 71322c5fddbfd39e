#ifndef PJ_DOC_ODT_H
#define PJ_DOC_ODT_H

#include "doc.h"
#include "pingjian/package.h"
#include "xml.h"

/*
 * The pieces of the reader of OpenDocument, whether text, slides or sheets:
 * styles, the flow of a part, and, in odt.c, which parts are read in which
 * order.
 */

extern const struct pj_xml_namespace pj_odt_namespaces[];
extern const size_t pj_odt_namespace_count;

struct pj_odt_style {
	const char *name;
	const char *parent; /* or NULL */
	bool is_text;       /* of a span, not a paragraph */
	bool is_hidden;
	enum pj_block_kind kind; /* PARAGRAPH where it says nothing */
	uint32_t level;
};

/* Styles by family and name.  `items` is heap, names in the arena. */
struct pj_odt_style_list {
	struct pj_odt_style *items;
	size_t count;
	size_t cap;
	bool is_sorted;
};

/* Named styles hold for the document, automatic ones for their part. */
struct pj_odt_styles {
	struct pj_arena *arena;
	struct pj_odt_style_list named;
	struct pj_odt_style_list automatic;
};

void pj_odt_styles_free(struct pj_odt_styles *styles);

/* The style element XML has just begun goes to LIST of STYLES.  Returns
 * it, valid until the next is added; NULL when it is of no use here, or
 * without memory, the reading then stopped. */
struct pj_odt_style *pj_odt_style_add(struct pj_odt_styles *styles,
    struct pj_odt_style_list *list, struct pj_xml *xml);

/* The style called NAME, with what it takes over from its parents. */
struct pj_odt_style pj_odt_style_of(
    struct pj_odt_styles *styles, bool is_text, struct pj_str name);

/* What is read of a part. */
enum pj_odt_mode {
	PJ_ODT_STYLES,  /* named styles of styles.xml */
	PJ_ODT_BODY,    /* content.xml */
	PJ_ODT_MARGINS, /* headers and footers of styles.xml */
	PJ_ODT_OBJECT,  /* a chart and the like: text boxes */
};

/* A folder of the container that holds a document of its own. */
struct pj_odt_object {
	const char *folder;   /* in the arena */
	struct pj_address at; /* where it is shown; its strings there, too */
};

struct pj_odt_flow_in {
	enum pj_format format; /* ODT, ODP or ODS */
	struct pj_arena *arena;
	struct pj_package *package;
	struct pj_builder *builder;
	struct pj_odt_styles *styles;
	struct pj_odt_object *objects; /* of the body, in order; heap */
	size_t object_count;
	size_t object_cap;
};

/*
 * Put the text of PART, as it will be published, into the builder, or its
 * styles into the list.  Returns false with ERR filled, or with the builder
 * failed.
 */
bool pj_odt_flow(struct pj_odt_flow_in *in, const char *part,
    enum pj_odt_mode mode, struct pj_error *err);

#endif /* PJ_DOC_ODT_H */
