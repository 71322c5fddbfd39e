#include "text.h"
#include "mapped.h"
#include "pingjian/utf8.h"

/*
 * Plain text: the text is the decoded file, and blocks are stretches of its
 * lines.  A blank line, a list mark, a heading or a directive ends a block
 * for certain.  Any other line end may be the writer's, and then ends one,
 * or a program's that broke a paragraph at a margin, perhaps inside a word.
 * To glue lines that do not belong together makes words that nobody wrote;
 * not to glue a broken one loses words.  So lines that end in a word are
 * joined only where the lines around show a margin: they end where the
 * next word would not have fitted, all at the same column, and in prose.
 */

/* Lines that are looked at together; more go on in the next group. */
#define GROUP_MAX 256

/* No margin is narrower than 20 Han characters ... */
#define MARGIN_MIN 40
/* ... nor, where a single line shows it, than 28. */
#define MARGIN_MIN_ALONE 56
#define MARGIN_MAX 200

/* Columns by which signs that must not begin a line move its end. */
#define RAGGED 4

/* Longest first line that may be a title, in columns. */
#define TITLE_MAX 160

struct reading {
	struct pj_builder *b;
	const struct mapped *from; /* what the text is; NULL: it is lent */
	struct pj_str text;
	struct line lines[GROUP_MAX];
	size_t count;
	size_t groups;          /* that ended so far */
	bool carried;           /* the first line stands in a block already */
	bool open;              /* a block is */
	struct line block;      /* the line that began it */
	struct pj_text_span at; /* of it, so far */
	enum pj_block_kind kind;
	uint32_t table; /* tables so far */
	uint32_t row;   /* in the table that is being read; 0: none */
};

/* Would the line end between A and B be inside a word, if it were a break? */
static bool
in_question(const struct line *a, const struct line *b)
{
	return a->last == EDGE_WORD && b->first == EDGE_WORD &&
	       a->mark != LINE_TABLE && a->mark != LINE_HEADING &&
	       b->mark == LINE_PLAIN && !(a->label && b->label) &&
	       a->width != UINT32_MAX;
}

/* Was A full when a margin at MARGIN columns sent B to the next line? */
static bool
is_full(const struct line *a, const struct line *b, uint32_t margin)
{
	return a->width <= margin && a->width + b->unit + RAGGED > margin;
}

/*
 * The column at which the lines were broken, 0 when they were not: the one
 * that explains most of the line ends in question, if it explains most.
 */
static uint32_t
find_margin(const struct line *lines, size_t count)
{
	uint32_t full[MARGIN_MAX + 1] = { 0 }, best = 0, margin;
	uint32_t asked = 0, prose = 0;
	size_t i;

	for (i = 0; i < count; i++)
		prose += lines[i].prose || lines[i].last == EDGE_FINAL;
	for (i = 0; i + 1 < count; i++) {
		uint32_t top = lines[i].width + lines[i + 1].unit + RAGGED;

		if (!in_question(&lines[i], &lines[i + 1]))
			continue;
		asked++;
		for (margin = lines[i].width;
		     margin < top && margin <= MARGIN_MAX; margin++)
			full[margin]++;
	}
	for (margin = MARGIN_MIN; margin <= MARGIN_MAX; margin++)
		if (full[margin] > full[best])
			best = margin;
	if (full[best] == 0 || full[best] * 3 < asked * 2 || prose * 2 < count)
		return 0;
	return best < MARGIN_MIN_ALONE && full[best] == 1 ? 0 : best;
}

/* Does B go on in the block of A? */
static bool
goes_on(const struct line *a, const struct line *b, uint32_t margin,
    bool a_is_first)
{
	if (b->mark != LINE_PLAIN || a->mark == LINE_HEADING ||
	    a->mark == LINE_TABLE || (a->label && b->label))
		return false;
	if (b->first == EDGE_OPEN || a->last == EDGE_OPEN)
		return a->last != EDGE_FINAL;
	/* A first line that is set in begins a paragraph. */
	if (!a_is_first && b->indent > a->indent)
		return false;
	return margin > 0 && in_question(a, b) && is_full(a, b, margin);
}

/* Tell the builder of a block. */
static void
put_block(struct reading *r, struct pj_text_span at, enum pj_block_kind kind,
    const struct pj_block *template)
{
	if (!r->from) {
		pj_builder_mark(r->b, at, kind, template);
		return;
	}
	mapped_put(r->from, at, r->b, 0);
	pj_builder_end(r->b, kind, template);
}

static void
close_block(struct reading *r)
{
	struct pj_block template = { .level = r->block.level };

	if (!r->open)
		return;
	put_block(r, r->at, r->kind, &template);
	r->open = false;
}

/* The cells of a line with tabs. */
static void
mark_cells(struct reading *r, const struct line *line)
{
	struct pj_block cell = { 0 };
	size_t at = line->at.begin;

	if (r->row++ == 0)
		r->table++;
	cell.table = r->table;
	cell.row = r->row;
	while (at <= line->at.end) {
		const char *tab =
		    memchr(r->text.ptr + at, '\t', line->at.end - at);
		size_t end = tab ? (size_t)(tab - r->text.ptr) : line->at.end;
		struct line words;

		cell.column++;
		if (line_read(r->text, at, end, &words))
			put_block(r, words.at, PJ_BLOCK_CELL, &cell);
		at = end + 1;
	}
}

/* A line of a table is several blocks, and none stays open behind it. */
static void
open_block(struct reading *r, const struct line *line)
{
	static const enum pj_block_kind kinds[] = {
		[LINE_PLAIN] = PJ_BLOCK_PARAGRAPH,
		[LINE_ITEM] = PJ_BLOCK_LIST_ITEM,
		[LINE_HEADING] = PJ_BLOCK_HEADING,
		[LINE_QUOTE] = PJ_BLOCK_QUOTE,
		[LINE_TABLE] = PJ_BLOCK_CELL,
	};

	if (line->mark == LINE_TABLE) {
		mark_cells(r, line);
		return;
	}
	r->row = 0;
	r->open = true;
	r->block = *line;
	r->at = line->at;
	r->kind = kinds[line->mark];
}

/* A first line by itself that neither lists anything nor is a sentence. */
static bool
is_title(const struct reading *r)
{
	const struct line *line = &r->lines[0];
	struct pj_str s = pj_str_at(r->text, line->at);
	size_t begin = 0, end = s.len;
	uint32_t first, last;

	if (r->groups > 0 || r->count != 1 || line->width > TITLE_MAX)
		return false;
	first = pj_utf8_next(s, &begin);
	last = pj_utf8_prev(s, &end);
	if (last == U'。' || last == U'：' || last == U'；' || last == U'，')
		return false;
	return line->mark == LINE_PLAIN || first == U'【' ||
	       (line->mark == LINE_HEADING && line->level == 1);
}

/*
 * Turn the lines of the group into blocks.  WHOLE when a blank line or the
 * end of the text follows; else the last line stays for the next group.
 */
static void
end_group(struct reading *r, bool whole, bool blank)
{
	uint32_t margin = 0;
	bool title = whole && blank && !r->open && is_title(r);
	size_t i;

	if (r->count > 1)
		margin = find_margin(r->lines, r->count);
	for (i = r->carried ? 1 : 0; i < r->count; i++) {
		const struct line *line = &r->lines[i];

		if (i > 0 && r->open &&
		    goes_on(line - 1, line, margin,
			r->block.at.begin == line[-1].at.begin)) {
			r->at.end = line->at.end;
			continue;
		}
		close_block(r);
		open_block(r, line);
		if (title)
			r->kind = PJ_BLOCK_TITLE;
	}
	r->carried = !whole;
	if (whole) {
		close_block(r);
		r->groups += r->count > 0;
		r->count = 0;
		r->row = 0;
	} else {
		r->lines[0] = r->lines[r->count - 1];
		r->count = 1;
	}
}

/* One line, END without its line end and NEXT behind that. */
static void
add_line(
    struct reading *r, size_t begin, size_t end, size_t next, uint32_t number)
{
	struct line *line = &r->lines[r->count];
	struct pj_str words;

	if (!line_read(r->text, begin, end, line)) {
		end_group(r, true, true);
		return;
	}
	words = line_directive(r->text, line->at);
	if (words.len > 0) {
		end_group(r, true, true);
		if (r->from)
			pj_builder_directive(r->b, words, 0);
		else
			pj_builder_mark_directive(
			    r->b, (uint32_t)next, words, number);
		return;
	}
	if (++r->count == GROUP_MAX)
		end_group(r, false, false);
}

/* Lines end in LF or CR LF; in CR only where a text has no LF at all. */
static void
read_lines(struct reading *r)
{
	struct pj_str s = r->text;
	int sign = '\n';
	uint32_t number = 0;
	size_t at = 0;

	if (s.len > 0 && !memchr(s.ptr, '\n', s.len) &&
	    memchr(s.ptr, '\r', s.len))
		sign = '\r';
	while (at < s.len && !pj_builder_failed(r->b)) {
		const char *found = memchr(s.ptr + at, sign, s.len - at);
		size_t end = found ? (size_t)(found - s.ptr) : s.len;
		size_t next = found ? end + 1 : end;

		add_line(r, at, end, next, ++number);
		at = next;
	}
	end_group(r, true, false);
}

void
text_put_mapped(struct pj_builder *b, const struct mapped *m)
{
	struct reading r = { .b = b, .from = m, .text = pj_buf_str(&m->text) };

	if (mapped_is_whole(m, b))
		read_lines(&r);
}

bool
pj_doc_read_text(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	struct reading r = { .text = in->text };
	bool ok;

	r.b = pj_builder_new(in->limits, in->deadline, in->notes);
	if (!r.b)
		return pj_error_nomem(err);
	pj_builder_lend(r.b, in->text);
	pj_builder_mark_run(
	    r.b, 0, in->source->valid ? (uint32_t)in->source->bom : 0);
	read_lines(&r);
	ok = pj_builder_finish(r.b, in->arena, out, err);
	pj_builder_free(r.b);
	return ok;
}
