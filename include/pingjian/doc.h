#ifndef PJ_DOC_H
#define PJ_DOC_H

#include "pingjian/source.h"

/*
 * doc: one UTF-8 text for every format, cut into blocks, and tied back to
 * its source by runs.  It decides what is part of the draft and in which
 * order it is read; it does not judge words.
 *
 * For plain text the text is the decoded file.  For other formats blocks
 * are written one after another, each ended by one "\n"; bytes between
 * blocks belong to no block.
 */

enum pj_block_kind {
	PJ_BLOCK_PARAGRAPH,
	PJ_BLOCK_TITLE, /* the document's title, <title>, og:title */
	PJ_BLOCK_HEADING,
	PJ_BLOCK_LIST_ITEM,
	PJ_BLOCK_CELL,
	PJ_BLOCK_CAPTION,
	PJ_BLOCK_ALT,    /* alt, title=, aria-label, docPr descr, svg:desc */
	PJ_BLOCK_NOTE,   /* footnote, endnote */
	PJ_BLOCK_HEADER, /* page header */
	PJ_BLOCK_FOOTER,
	PJ_BLOCK_TEXT_BOX,
	PJ_BLOCK_FIELD, /* placeholder, label, option */
	PJ_BLOCK_BUTTON,
	PJ_BLOCK_META,  /* description, keywords, og: and twitter: texts */
	PJ_BLOCK_QUOTE, /* blockquote */
};

/* "paragraph", "title", "heading", "list-item", "cell", "caption", "alt",
 * "note", "header", "footer", "text-box", "field", "button", "meta",
 * "quote": the JSON contract's `block`. */
const char *pj_block_kind_name(enum pj_block_kind kind);

/*
 * A stretch in which words run on.  Line ends inside a block are soft: a
 * word may stand across them.  Blocks are in order of text and disjoint.
 */
struct pj_block {
	struct pj_text_span at;
	enum pj_block_kind kind;
	uint32_t part;      /* index into parts */
	uint32_t paragraph; /* ordinal in its part, from 1 */
	uint32_t table;     /* from 1; 0 outside tables */
	uint32_t row;       /* from 1; 0 outside tables */
	uint32_t column;    /* from 1; 0 outside tables */
	uint32_t level;     /* heading 1-6 or list depth; 0 elsewhere */
};

/*
 * Text from `begin` up to the next run's `begin` comes, byte for byte or
 * decoded, from text node NODE of part PART, starting at OFFSET in it.
 * Plain text: node 0, offset = byte in the source (BOM counted) where the
 * source is valid UTF-8; where it had to be decoded, byte in the text.
 * HTML: node = ordinal of the text node (or attribute) in document order,
 * offset = bytes into its decoded value.
 * Parts of containers: where tags of a part are counted from 1, start and
 * end, an empty element twice, node = 2n for the text behind the n-th tag,
 * comments and the like left out; 2n - 1 for an attribute of that tag, or
 * a sign that its element stands for (a tab, a hyphen).  So a place is
 * found again by counting tags alone, whatever the reader passed over.
 * A cell of XLSX that names a text of the workbook stands where the name
 * does, its offset counting in that text.
 */
struct pj_run {
	uint32_t begin;
	uint32_t part;
	uint32_t node;
	uint32_t offset;
	uint32_t address; /* index into addresses, from 1; 0: none */
};

/*
 * Where a stretch of text is found by those who open the file in its
 * program, beyond its part and block.  What a format does not know is 0 or
 * NULL.  A cell of a spreadsheet needs no address: its block has the row
 * and column.
 */
struct pj_address {
	uint32_t slide;       /* from 1 */
	uint32_t page;        /* from 1 */
	uint32_t time[2];     /* begin and end in ms; both 0: none */
	const char *sheet;    /* name, UTF-8 */
	const char *pointer;  /* JSON pointer (RFC 6901), UTF-8 */
	const char *attached; /* name of the attachment it stands in, UTF-8 */
	bool cells; /* row and column of its blocks are those of a sheet */
};

/*
 * A comment to this program in the draft: an HTML comment, or a line of
 * its own in plain text (after <!--, #, // or %), that begins with
 * "pingjian-".  It is no part of any block.
 */
struct pj_directive {
	uint32_t at;        /* text offset it stands before */
	uint32_t line;      /* line of the source, from 1; 0 unknown */
	struct pj_str body; /* "pingjian-disable-next RULE -- reason" */
};

struct pj_doc {
	struct pj_str text;
	const struct pj_block *blocks;
	size_t block_count;
	const struct pj_run *runs;
	size_t run_count;
	const struct pj_address *addresses;
	size_t address_count;
	struct pj_str origin;     /* where each run's node is 0 and its offset
	                             one in this: the source, or the text it was
	                             decoded to; empty for other formats, and for
	                             plain text, whose lines are those of `text` */
	const char *const *parts; /* "" for single-part formats, else
	                             "word/document.xml" … */
	size_t part_count;
	const struct pj_directive *directives;
	size_t directive_count;
	const char *charset; /* as in the contract */
	enum pj_format format;
	size_t char_count; /* code points of text */
};

/*
 * Prepare the libraries that documents are read with.  Call it in one
 * thread before others read documents; once more does no harm.
 */
void pj_doc_init(void);

/*
 * Read SOURCE into OUT, which lives in ARENA and may borrow the bytes of
 * SOURCE.  Trouble that leaves the text whole becomes a note.  Returns
 * false with ERR filled (PJ_EFORMAT, PJ_EENCRYPTED, PJ_ELIMIT, PJ_ENOMEM)
 * when any part of the draft could not be read: never half a document.
 */
bool pj_doc_read(struct pj_arena *arena, const struct pj_source *source,
    const struct pj_limits *limits, struct pj_deadline deadline,
    struct pj_doc *out, struct pj_notes *notes, struct pj_error *err);

/* The block that holds text offset AT, or NULL between blocks. */
const struct pj_block *pj_doc_block_at(const struct pj_doc *doc, uint32_t at);

/* The run that holds text offset AT, or NULL before the first. */
const struct pj_run *pj_doc_run_at(const struct pj_doc *doc, uint32_t at);

/* The address of the text at offset AT, or NULL where it has none. */
const struct pj_address *pj_doc_address_at(
    const struct pj_doc *doc, uint32_t at);

#endif /* PJ_DOC_H */
