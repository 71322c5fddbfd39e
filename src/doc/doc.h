#ifndef PJ_DOC_DOC_H
#define PJ_DOC_DOC_H

#include "pingjian/buf.h"
#include "pingjian/doc.h"

/*
 * Every format builds its document through one builder, which owns the
 * growing text and arrays and hands them to the arena at the end.
 * Errors are sticky: a builder that failed ignores further calls and
 * pj_builder_finish tells why.
 */
struct pj_builder;

/* Bounded by LIMITS; NOTES and DEADLINE are borrowed.  NULL out of memory. */
struct pj_builder *pj_builder_new(const struct pj_limits *limits,
    struct pj_deadline deadline, struct pj_notes *notes);
void pj_builder_free(struct pj_builder *b);

/*
 * Start a part of the source, or go back to one of that name; later blocks
 * and runs belong to it.  A document whose reader names no part has one, "".
 */
void pj_builder_part(struct pj_builder *b, const char *name);

/*
 * Where text from now on stands, until this is called again; NULL for
 * nowhere in particular.  ADDRESS is copied, with its strings.
 */
void pj_builder_address(struct pj_builder *b, const struct pj_address *address);

/*
 * Text of the current block, from node NODE at byte OFFSET of its value.
 * Must be valid UTF-8.  White space is the caller's business.
 */
void pj_builder_text(
    struct pj_builder *b, struct pj_str s, uint32_t node, uint32_t offset);

/*
 * The same in front of what the current block holds, of which nothing is
 * from NODE; linear in that.
 */
void pj_builder_text_first(
    struct pj_builder *b, struct pj_str s, uint32_t node, uint32_t offset);

/*
 * End the current block, if it holds anything but white space, as KIND.
 * TEMPLATE gives level, table, row and column (its other fields are
 * ignored); NULL for none.  Blocks of white space alone leave no trace.
 */
void pj_builder_end(struct pj_builder *b, enum pj_block_kind kind,
    const struct pj_block *template);

/* Forget the current block: it will not be published after all. */
void pj_builder_drop(struct pj_builder *b);

/*
 * Set aside the block being built (a note or a text box stands inside a
 * paragraph), and take it up again.  Nests as deep as elements do.  Blocks
 * that end in between come before the one set aside.
 */
void pj_builder_push(struct pj_builder *b);
void pj_builder_pop(struct pj_builder *b);

/* A comment that begins with "pingjian-", at the current place. */
void pj_builder_directive(
    struct pj_builder *b, struct pj_str body, uint32_t line);

/*
 * For a format whose text is the document's text as it stands: lend TEXT,
 * which must outlive the document, once and before anything else.  Then
 * pj_builder_mark tells the blocks in it, pj_builder_mark_directive the
 * comments, both in order of text; _text, _end and _push are not for it.
 */
void pj_builder_lend(struct pj_builder *b, struct pj_str text);
void pj_builder_mark(struct pj_builder *b, struct pj_text_span at,
    enum pj_block_kind kind, const struct pj_block *template);
void pj_builder_mark_run(struct pj_builder *b, uint32_t begin, uint32_t offset);
void pj_builder_mark_directive(
    struct pj_builder *b, uint32_t at, struct pj_str body, uint32_t line);

/* Bytes of text so far; true when a limit, the deadline or memory ended. */
size_t pj_builder_size(const struct pj_builder *b);
bool pj_builder_failed(const struct pj_builder *b);

/* Stop with this failure (kept only if it is the first). */
void pj_builder_fail(struct pj_builder *b, const struct pj_error *err);

/* Move everything into ARENA and OUT.  B can then only be freed. */
bool pj_builder_finish(struct pj_builder *b, struct pj_arena *arena,
    struct pj_doc *out, struct pj_error *err);

/*
 * One reader a format, in its own file; registered in the table of doc.c.
 * Text and HTML get decoded UTF-8 in TEXT, containers the raw bytes.
 */
struct pj_reading {
	struct pj_arena *arena;
	const struct pj_source *source;
	struct pj_str text;
	const struct pj_limits *limits;
	struct pj_deadline deadline;
	struct pj_notes *notes;
};

/*
 * The offset at which a run of the first byte of IN's text begins: byte
 * order marks count where the source itself is the text.
 */
static inline uint32_t
pj_reading_base(const struct pj_reading *in)
{
	return in->source->valid ? (uint32_t)in->source->bom : 0;
}

bool pj_doc_read_text(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);
bool pj_doc_read_html(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);
bool pj_doc_read_docx(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);
bool pj_doc_read_pptx(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);
bool pj_doc_read_xlsx(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);
/* Also ODP and ODS. */
bool pj_doc_read_odt(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);
bool pj_doc_read_srt(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);
bool pj_doc_read_vtt(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);
bool pj_doc_read_csv(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);
bool pj_doc_read_eml(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);
bool pj_doc_read_json(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);
bool pj_doc_read_markdown(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);

#endif /* PJ_DOC_DOC_H */
