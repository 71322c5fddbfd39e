#include <stdlib.h>
#include <uchar.h>

#include "pingjian/limits.h"
#include "pingjian/utf8.h"
#include "resolve.h"

/* A cell for sorting: by table, column, row, then place. */
struct cell {
	uint32_t table, column, row, block;
};

static int
compare_cells(const void *left, const void *right)
{
	const struct cell *a = left, *b = right;

	if (a->table != b->table)
		return a->table < b->table ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->block < b->block ? -1 : a->block > b->block;
}

/* The head of each column: its first row's cell governs the rows below. */
static bool
govern_columns(const struct pj_doc *doc, struct govern *governs)
{
	struct cell *cells;
	size_t b, n = 0, i, head = 0;

	cells = malloc((doc->block_count + 1) * sizeof(*cells));
	if (!cells)
		return false;
	for (b = 0; b < doc->block_count; b++) {
		const struct pj_block *block = &doc->blocks[b];

		if (block->table != 0)
			cells[n++] = (struct cell){ block->table, block->column,
				block->row, (uint32_t)b };
	}
	qsort(cells, n, sizeof(*cells), compare_cells);
	for (i = 0; i < n; i++) {
		if (cells[i].table != cells[head].table ||
		    cells[i].column != cells[head].column)
			head = i;
		if (cells[i].row != cells[head].row)
			governs[cells[i].block].column = cells[head].block;
	}
	free(cells);
	return true;
}

/* The last code point of BLOCK that is no white space, or 0. */
static uint32_t
last_sign(const struct pj_doc *doc, const struct pj_block *block)
{
	struct pj_str s = pj_str_at(doc->text, block->at);
	size_t at = s.len;
	uint32_t cp;

	while (at > 0) {
		cp = pj_utf8_prev(s, &at);
		if (cp > ' ' && cp != 0x3000 && cp != 0xA0)
			return cp;
	}
	return 0;
}

static bool
is_colon(uint32_t cp)
{
	return cp == ':' || cp == 0xFF1A || cp == 0xFE55;
}

/*
 * Whether BLOCK is a line of a few words rather than a sentence: what people
 * write above a list, and the entries of one without numbers or bullets.
 */
static bool
is_label(const struct pj_doc *doc, const struct pj_block *block)
{
	static const char32_t ends[] = U"。！？!?…，,；;、";
	struct pj_str s = pj_str_at(doc->text, block->at);
	uint32_t last = last_sign(doc, block);
	size_t i;

	/* A code point has four bytes at most: most blocks end here. */
	if (last == 0 || s.len > 4 * PJ_LABEL_MAX ||
	    (block->kind != PJ_BLOCK_PARAGRAPH &&
		block->kind != PJ_BLOCK_LIST_ITEM))
		return false;
	for (i = 0; ends[i]; i++)
		if (ends[i] == last)
			return false;
	return pj_utf8_count(s) <= PJ_LABEL_MAX;
}

/* Whether a blank line stands between the blocks A and B. */
static bool
are_apart(const struct pj_doc *doc, const struct pj_block *a,
    const struct pj_block *b)
{
	uint32_t at, lines = 0;

	for (at = a->at.end; at < b->at.begin && lines < 2; at++)
		lines += doc->text.ptr[at] == '\n';
	return lines > 1;
}

/*
 * Many drafts, and most of those that are pasted, mark no heading and no
 * list: a label above, and one entry a line.  Such lines make a stack, which
 * each of them is governed by from its first line on.
 */
static void
govern_stacks(const struct pj_doc *doc, struct govern *governs)
{
	uint32_t first = NONE;
	size_t b;

	for (b = 0; b < doc->block_count; b++) {
		const struct pj_block *block = &doc->blocks[b];

		if (!is_label(doc, block)) {
			first = NONE;
			continue;
		}
		if (first != NONE && block->kind == PJ_BLOCK_PARAGRAPH &&
		    are_apart(doc, block - 1, block))
			first = NONE;
		governs[b].stack = first;
		if (first == NONE)
			first = (uint32_t)b;
	}
}

static void
govern_headings(const struct pj_doc *doc, struct govern *governs)
{
	uint32_t heading = NONE, lead = NONE;
	size_t b;

	for (b = 0; b < doc->block_count; b++) {
		const struct pj_block *block = &doc->blocks[b];

		governs[b] = (struct govern){ heading, NONE, NONE, NONE };
		if (block->kind == PJ_BLOCK_LIST_ITEM)
			governs[b].lead = lead;
		else
			lead = is_colon(last_sign(doc, block)) ||
			               is_label(doc, block)
			           ? (uint32_t)b
			           : NONE;
		if (block->kind == PJ_BLOCK_HEADING ||
		    block->kind == PJ_BLOCK_TITLE)
			heading = (uint32_t)b;
	}
}

const struct govern *
resolve_govern(struct resolver *r, uint32_t block)
{
	if (!r->governs) {
		r->governs =
		    malloc((r->doc->block_count + 1) * sizeof(*r->governs));
		if (!r->governs)
			return NULL;
		govern_headings(r->doc, r->governs);
		govern_stacks(r->doc, r->governs);
		if (!govern_columns(r->doc, r->governs)) {
			free(r->governs);
			r->governs = NULL;
			return NULL;
		}
	}
	return &r->governs[block];
}
