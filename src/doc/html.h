#ifndef PJ_DOC_HTML_H
#define PJ_DOC_HTML_H

#include <libxml/HTMLparser.h>

#include "doc.h"

/*
 * HTML in four files: html.c drives libxml2's parser, html_feed.c keeps it
 * from doing too much, html_sax.c turns its events into blocks, html_tag.c
 * knows the elements.
 *
 * Nodes are numbered from 1 in document order: each text node, and each
 * attribute whose value is screened.
 */

enum html_role {
	HTML_INLINE,  /* changes nothing: b, span, wbr, elements unknown */
	HTML_BLOCK,   /* ends a block before and behind it; br, hr, too */
	HTML_SKIP,    /* nothing in it is screened: script, noscript, rt */
	HTML_DRAWING, /* the same, but for title and desc: svg, math */
	HTML_KIND,    /* a block whose words are of `kind` */
	HTML_TITLE,
	HTML_LIST,
	HTML_ITEM,
	HTML_QUOTE,
	HTML_TABLE,
	HTML_ROW,
	HTML_CELL,
	HTML_PRE,  /* its line ends end blocks */
	HTML_AREA, /* the same, of words in a field */
};

struct html_tag {
	const char *name;
	enum html_role role;
	enum pj_block_kind kind; /* of HTML_KIND */
	uint32_t level;          /* of a heading */
};

/* The element NAME, never NULL: unknown ones are inline. */
const struct html_tag *html_tag_find(const char *name);

/*
 * The kind of block that the value of attribute NAME of element TAG makes;
 * ATTRIBUTES (names and values in turn, NULL at the end) are all it has.
 * False when it is not screened.
 */
bool html_attribute_kind(const char *tag, const char *name,
    const char *const *attributes, enum pj_block_kind *kind);

/* Events, with what they have built so far. */
struct html_reader;

struct html_reader *html_reader_new(
    const struct pj_reading *in, struct pj_builder *builder);
void html_reader_free(struct html_reader *r);

void html_start(
    struct html_reader *r, const char *name, const char *const *attributes);
void html_end(struct html_reader *r, const char *name);
void html_text(struct html_reader *r, struct pj_str text);
/* LINE is that of its begin, from 1. */
void html_comment(struct html_reader *r, struct pj_str text, uint32_t line);

/* What stands between a page and the parser; `piece` is not read yet. */
struct html_feed {
	const struct pj_reading *in;
	struct pj_builder *b;
	htmlParserCtxtPtr ctxt;
	size_t vain; /* elements looked at for end tags in vain */
	size_t len;
	char piece[16 << 10];
};

/* Let the parser read TEXT, a page; what fails is the builder's. */
void html_feed(struct html_feed *f, struct pj_str text);

/*
 * What a reader sees of an input with these ATTRIBUTES that is one of
 * several choices: ○ for a radio button, □ for a check box; else NULL.
 */
const char *html_choice_sign(const char *const *attributes);

#endif /* PJ_DOC_HTML_H */
