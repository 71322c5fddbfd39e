#ifndef PJ_FINDING_FINDING_H
#define PJ_FINDING_FINDING_H

#include "pingjian/buf.h"
#include "pingjian/finding.h"

/* A place in the text in every unit that readers count in. */
struct cursor {
	uint32_t byte;
	uint32_t chars;
	uint32_t utf16;
	uint32_t line;       /* from 1 */
	uint32_t line_chars; /* code points before this line */
};

/* The start of a text. */
#define CURSOR_INIT                                                            \
	{                                                                      \
		0, 0, 0, 1, 0                                                  \
	}

/* A place in the lines of a file; moves both ways, best onward. */
struct lines {
	size_t byte;
	size_t begin;   /* of the line */
	uint32_t line;  /* from 1 */
	uint32_t chars; /* code points from there to here */
};

/*
 * The lines and columns of AT, a stretch of DOC's text, in DOC's origin.
 * LINES is all zero before the first.
 */
void lines_find(struct lines *lines, const struct pj_doc *doc,
    struct pj_text_span at, struct pj_lines *out);

/* One walk through a document, in order of its text. */
struct walk {
	struct cursor text;
	struct lines source;
};

#define WALK_INIT                                                              \
	{                                                                      \
		CURSOR_INIT,                                                   \
		{                                                              \
			0                                                      \
		}                                                              \
	}

/* Move CURSOR on to byte TO of TEXT, which is not before it. */
void cursor_move(struct cursor *cursor, struct pj_str text, uint32_t to);

/*
 * Add the stretch AT of TEXT to BUF as a reader sees it, on one line: soft
 * line ends with their indentation, controls and invisible characters
 * left out, white space at either end too.  MARK, unless NULL, is a
 * stretch of TEXT within AT and becomes that of BUF.  With LINES, line ends
 * outside of MARK show as a space.
 */
void clean_add(struct pj_buf *buf, struct pj_str text, struct pj_text_span at,
    struct pj_text_span *mark, bool lines);

/*
 * The stretch of TEXT to show around HIT: SENTENCE, or so many characters
 * of it that HIT stands in the middle of about EXCERPT_CHARS.
 */
#define EXCERPT_CHARS 60
struct pj_text_span excerpt_window(
    struct pj_str text, struct pj_text_span sentence, struct pj_text_span hit);

/* Hits whose places are still to be found, and where to put them. */
struct cite {
	const struct pj_hit *hit;
	struct pj_location *location;
};

struct cites {
	struct cite *at; /* its owner frees it */
	size_t count, cap;
};

/* One more; false out of memory. */
bool cites_add(struct cites *cites, const struct pj_hit *hit,
    struct pj_location *location);

/* Into order of text, for one walk. */
void cites_sort(struct cites *cites);

/* How often each fingerprint came before, by its first bytes. */
struct print_table;

struct print_table *print_table_new(void);
void print_table_free(struct print_table *table);

/*
 * The fingerprint of a hit of RULE: made of the rule, the phrase and its
 * neighbours, not of its position.  Lives in ARENA; NULL out of memory.
 */
const char *print_make(struct pj_arena *arena, struct print_table *table,
    const char *rule, const struct pj_fold *fold, struct pj_fold_span at);

#endif /* PJ_FINDING_FINDING_H */
