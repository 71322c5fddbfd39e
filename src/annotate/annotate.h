#ifndef PJ_ANNOTATE_ANNOTATE_H
#define PJ_ANNOTATE_ANNOTATE_H

#include "pingjian/annotate.h"
#include "pingjian/package.h"
#include "walk.h"

/*
 * Inside annotate: a job is one copy being made.  annotate.c begins and
 * ends it, docx.c and odt.c know the format, comment.c the words of a
 * comment, places.c where findings are in parts, container.c the zip file.
 */

/* Word opens no file with more comments than this, and a reader who gets
 * that many of them is helped by none. */
#define COMMENTS_MAX ((size_t)32767)

struct comment {
	const struct pj_finding *finding;
	uint32_t part;   /* index into the document's parts */
	uint32_t number; /* what it is called in the copy */
	bool exact;      /* it stands at the very words */
	bool lost;       /* there was no place at all for it */
	struct point begin, end;
};

/* A part of the copy that differs from the original's, or is new. */
struct written {
	const char *name;
	struct pj_buf bytes;
};

#define WRITTEN_MAX 4

struct job {
	const struct pj_source *source;
	const struct pj_result *result;
	const struct pj_annotate_options *options;
	struct pj_notes *notes;
	struct pj_error *err;
	struct pj_arena *arena; /* of this job alone */
	struct pj_package *package;
	struct comment *comments; /* in order of text */
	size_t count;
	struct written written[WRITTEN_MAX];
	size_t written_count;
};

/* The part NAME as it will be, filled by the caller; NULL out of memory. */
struct pj_buf *job_write(struct job *job, const char *name);

/* All bytes of part NAME, in the job's arena. */
bool job_read(struct job *job, const char *name, struct pj_str *out);

/* Write the copies of parts; each format has one. */
bool docx_annotate(struct job *job);
bool odt_annotate(struct job *job);

/* Whether the draft carries a digital signature. */
bool docx_is_signed(struct job *job);
bool odt_is_signed(struct job *job);

/* --- places.c --- */

/* Find the place of each finding of the job. */
bool places_find(struct job *job);

/*
 * For a walk through part PART: the stretches of the text that come from
 * it, and the edges of the comments in it, both sorted.  In the job's
 * arena.
 */
bool places_walk(struct job *job, uint32_t part, struct walk *w);

/* The same with the edges alone. */
bool places_points(struct job *job, uint32_t part, struct walk *w);

/* --- comment.c --- */

/* The words of COMMENT into OUT: lines, each ended by "\n", plain text. */
void comment_put(
    struct pj_buf *out, const struct job *job, const struct comment *comment);

/* S, as text or value of XML; what XML cannot hold becomes U+FFFD. */
void comment_put_xml(struct pj_buf *out, struct pj_str s);

/* "2026-11-25T02:00:00Z" */
void comment_put_date(struct pj_buf *out, int64_t when);

/* --- container.c --- */

/*
 * The container of the job's source with its written parts in place of
 * those of the same name, or behind all others, into OUT.  Everything else
 * keeps its order, date and packed bytes.
 */
bool container_write(const struct job *job, struct pj_buf *out);

#endif /* PJ_ANNOTATE_ANNOTATE_H */
