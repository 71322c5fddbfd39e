#ifndef PJ_MARKUP_H
#define PJ_MARKUP_H

#include "pingjian/span.h"

/*
 * markup: where tags, comments and words of an HTML text begin and end.
 * The one idea of a tag: source asks it whether a file is a page, and doc
 * lets libxml2 see a page in these pieces only.  It finds pieces; which of
 * them belong together is the parser's business.
 */
enum pj_markup_kind {
	PJ_MARKUP_TEXT,    /* words, with references; stray "<" in it */
	PJ_MARKUP_WORDS,   /* the same inside title and textarea */
	PJ_MARKUP_SCRIPT,  /* what script or style hold, never words */
	PJ_MARKUP_START,   /* a start tag */
	PJ_MARKUP_CLOSE,   /* an end tag */
	PJ_MARKUP_COMMENT, /* <!-- … --> */
	PJ_MARKUP_OTHER,   /* <!DOCTYPE …>, <?…>, </3>, all up to ">" */
};

struct pj_markup {
	struct pj_str text; /* UTF-8, or ASCII with any bytes in it */
	size_t at;          /* what comes next */
	const char *inside; /* element whose content comes next, or NULL */
};

struct pj_markup_token {
	enum pj_markup_kind kind;
	struct pj_str all;   /* the piece; the pieces make up the text */
	struct pj_str inner; /* the name in a tag; what a comment says */
	size_t attributes;   /* of a start tag, bogus ones counted, too */
	bool closed;         /* a start tag that ends in "/>" */
};

/* Take the next piece of M, never an empty one; false at the end. */
bool pj_markup_next(struct pj_markup *m, struct pj_markup_token *out);

/* Is TOKEN a tag of the element NAME (in small letters)? */
bool pj_markup_is(const struct pj_markup_token *token, const char *name);

#endif /* PJ_MARKUP_H */
