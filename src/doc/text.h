#ifndef PJ_DOC_TEXT_H
#define PJ_DOC_TEXT_H

#include "doc.h"

/*
 * What one line of a plain text tells about itself.  text.c joins lines
 * to blocks; line.c looks at one line at a time.
 */

/* A line of more bytes was not broken by a program at a margin. */
#define LINE_MAX_BROKEN 400

enum line_mark {
	LINE_PLAIN,
	LINE_ITEM,    /* a list mark: 一、 (1) ■ … */
	LINE_HEADING, /* 第一章, 壹、, "# ", 【…】 alone */
	LINE_QUOTE,   /* "> " */
	LINE_TABLE,   /* tabs between words */
};

/* How a line ends or begins, as far as joining goes. */
enum line_edge {
	EDGE_WORD, /* a letter or Han: a word may go on */
	EDGE_OPEN, /* ，、「（ at the end, 」，。 at the begin: it goes on */
	EDGE_FINAL, /* 。！？： or a sign: nothing goes on */
};

struct line {
	struct pj_text_span at; /* without white space around it */
	uint32_t indent;        /* columns before it */
	uint32_t width;         /* columns with indent; UINT32_MAX: long */
	enum line_mark mark;
	uint32_t level; /* of the mark */
	enum line_edge first;
	enum line_edge last;
	bool prose;    /* has a comma or full stop of Chinese */
	bool label;    /* begins with a short label and a colon */
	uint32_t unit; /* columns of what cannot be cut off its begin */
};

/*
 * Look at TEXT from BEGIN to END (no line end inside).  Returns false for a
 * blank line.
 */
bool line_read(struct pj_str text, size_t begin, size_t end, struct line *out);

struct mapped;

/*
 * Give M, a text within a document, to B in blocks as a plain text of its
 * own would have them.  Lines of its directives are not known.
 */
void text_put_mapped(struct pj_builder *b, const struct mapped *m);

/* The words of a directive that the line AT of TEXT is, else empty. */
struct pj_str line_directive(struct pj_str text, struct pj_text_span at);

#endif /* PJ_DOC_TEXT_H */
