#ifndef PJ_ANNOTATE_WALK_H
#define PJ_ANNOTATE_WALK_H

#include "edits.h"
#include "pingjian/doc.h"
#include "scan.h"

/*
 * walk: one pass over a part that finds the bytes of places known by
 * node and offset, and puts marks there.  What a mark looks like, and
 * which elements may hold one, is the vocabulary's business (docx.c,
 * odt.c).
 *
 * Every run of the document in the part is compared with what stands in
 * the bytes: a copy with comments at wrong words is worse than none.
 */

/* What an element is to those who look for a place. */
enum role {
	ROLE_OTHER,     /* marks stand around it */
	ROLE_BODY,      /* holds paragraphs of the draft */
	ROLE_PARAGRAPH, /* marks may stand in it */
	ROLE_INLINE,    /* the same, within a paragraph */
	ROLE_RUN,       /* marks stand between such, so it is split */
	ROLE_ELSEWHERE, /* paragraphs in it are of another story */
	ROLE_PREFIX,    /* comes first in a paragraph, before any mark */
};

/* What is put at a place for a comment. */
enum mark {
	MARK_BEGIN, /* where the words begin */
	MARK_END,
	MARK_POINT, /* all there is of one without words */
};

/* One edge of the words that a comment is about. */
struct point {
	uint32_t node;
	uint32_t offset; /* bytes into the decoded text */
	uint32_t comment;
	bool is_end;
};

/* A stretch of the document's text that comes from the part. */
struct stretch {
	uint32_t node;
	uint32_t offset;
	struct pj_text_span at;
};

/* Something to be put behind an element, when it ends. */
struct pending {
	enum mark mark;
	uint32_t comment;
	size_t next; /* index + 1; 0 for none */
};

struct frame {
	enum role role;
	uint32_t flags;          /* the vocabulary's */
	bool in_body;            /* it and all around it are ROLE_BODY */
	bool keeps_space;        /* of text: white space at its edges counts */
	bool has_content;        /* of a run: a child has ended in it */
	size_t props, props_end; /* of a run: what each piece repeats */
	size_t first, last;      /* pending, index + 1; 0 for none */
};

/* A place in text, and the white space around it. */
struct spot {
	size_t at;
	bool cdata;                   /* it stands in a marked section */
	bool first, last;             /* nothing before, behind it */
	bool blank_first, blank_last; /* nothing but white space */
	size_t blank_begin, blank_end;
	bool begin_cdata, end_cdata;
};

struct walk;

struct walk_ops {
	/* The element started last: its role; may look at frames. */
	enum role (*start)(struct walk *w);
	/* The element that ends; may be NULL. */
	void (*end)(struct walk *w);
	/* Add MARK for COMMENT to OUT, to stand in open element AT. */
	void (*put)(struct walk *w, enum mark mark, uint32_t comment, size_t at,
	    struct pj_buf *out);
	/* COMMENT does not stand at its very words; may be NULL. */
	void (*moved)(struct walk *w, uint32_t comment);
	/* The part has ended: the last time to let comments float; or NULL. */
	void (*done)(struct walk *w);
	const char *filler; /* local name of an element that holds nothing */
	bool collapses;     /* any white space of the part is " " in the text */
};

struct walk {
	const struct walk_ops *ops;
	void *arg; /* the vocabulary's */
	struct scan scan;
	const struct pj_doc *doc;
	struct edits *edits;
	struct pj_error *err;
	bool failed;
	/* By node and offset. */
	const struct point *points;
	size_t point_count, next_point;
	const struct stretch *stretches;
	size_t stretch_count, next_stretch;
	struct frame *frames; /* one an open element */
	size_t depth; /* of what is looked at; a tag behind text is not */
	size_t frame_cap;
	struct pending *pending;
	size_t pending_count, pending_cap;
	/* Comments without words that wait for the next paragraph. */
	uint32_t *floating;
	size_t floating_count, floating_cap;
	size_t open_spot;  /* where they will stand; 0 for nowhere yet */
	bool in_prefix;    /* … but first this must end */
	size_t first_spot; /* in the first paragraph; 0 for none */
	size_t first_at;   /* its depth */
	size_t empty_spot; /* before the "/>" of a paragraph; 0 for none */
	size_t empty_at;
	struct pj_str empty_name;
	struct pj_buf text; /* of one mark, reused */
};

/*
 * Put marks for the points into the edits.  Floating comments, if any were
 * added before, go to the first paragraph; those that are left in the end
 * found no paragraph at all.  False with the error filled: PJ_EFORMAT (the
 * bytes are not those of the document), PJ_ENOMEM.
 */
bool walk_part(struct walk *w, struct pj_str bytes);
void walk_free(struct walk *w);

/* Put all marks of COMMENT around the element started last. */
void walk_around(struct walk *w, uint32_t comment);

/* Let COMMENT wait for the next paragraph. */
void walk_float(struct walk *w, uint32_t comment);

static inline struct frame *
walk_top(struct walk *w)
{
	return &w->frames[w->scan.depth - 1];
}

/* --- stand.c: where marks go, once the place is known --- */

/* POINTS, all at the same place: in text at SPOT, or of the last tag. */
void stand_in_text(struct walk *w, const struct point *points, size_t count,
    const struct spot *spot);
void stand_at_tag(struct walk *w, const struct point *points, size_t count);

/* An element ended: what waited for that. */
void stand_flush(struct walk *w);

/* Comments without words: a paragraph may have begun, or the part ended. */
void stand_see_start(struct walk *w);
void stand_see_end(struct walk *w);
void stand_see_done(struct walk *w);

#endif /* PJ_ANNOTATE_WALK_H */
