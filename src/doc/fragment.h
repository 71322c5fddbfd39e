#ifndef PJ_DOC_FRAGMENT_H
#define PJ_DOC_FRAGMENT_H

#include "mapped.h"

/*
 * Pieces of HTML within other formats: a post in a JSON string, a table in
 * Markdown.  Unlike html.c, which hands whole pages to libxml2, this keeps
 * the place of every word in the source; for that it knows tags one by one
 * and not how they pair.
 */

struct html_tag;

struct fragment {
	struct pj_builder *b;
	const struct mapped *m;  /* what is being read */
	enum pj_block_kind base; /* of words in no particular element */
	enum pj_block_kind kind; /* of those that come next */
	struct pj_block where;   /* level, table, row, column */
	uint32_t tables, rows, columns;
	const struct html_tag *hidden; /* whose words are none, or NULL */
	bool words;                    /* in the block that is being built */
	bool space;                    /* before its next words */
	size_t space_at;               /* in the source */
	uint32_t line; /* in which what is being read begins; 0 unknown */
};

/* Whether S holds a tag of an element that pages are written with. */
bool fragment_is(struct pj_str s);

/* Give the words of M to F's builder in blocks; the last one is ended. */
void fragment_put(struct fragment *f, const struct mapped *m);

/*
 * The same for M, tags and comments within a text that somebody else reads:
 * ends no block but where a tag does.
 */
void fragment_put_inline(struct fragment *f, const struct mapped *m);

#endif /* PJ_DOC_FRAGMENT_H */
