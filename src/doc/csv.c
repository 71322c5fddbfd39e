#include "mapped.h"
#include "pingjian/text.h"

/*
 * CSV as spreadsheets write it (RFC 4180, and what they forgive): plans of
 * posts, one a row.  A cell is a block, one for each line of it; its row
 * and column are those that a spreadsheet shows.
 */

/* Lines that are looked at to tell what parts cells. */
#define SAMPLE_LINES 20

struct reading {
	struct pj_builder *b;
	struct pj_notes *notes;
	struct pj_str text;
	uint32_t base; /* of the text in the source */
	char between;  /* cells */
	char line_end;
	bool by_line; /* a quotation mark was never closed: from now on each
	                 must be on its own line */
	struct pj_block cell;
	struct mapped words;
};

/* How often SIGN stands outside of quotation marks in the first lines. */
static size_t
count_sign(struct pj_str s, char sign)
{
	size_t lines = 0, count = 0, i;
	bool quoted = false;

	for (i = 0; i < s.len && lines < SAMPLE_LINES; i++) {
		quoted ^= s.ptr[i] == '"';
		count += !quoted && s.ptr[i] == sign;
		lines += s.ptr[i] == '\n' || s.ptr[i] == '\r';
	}
	return count;
}

/*
 * What parts cells, and in AT where they begin: Excel tells it in a line
 * "sep=;" of its own, which it does not show.
 */
static char
find_between(struct pj_str s, size_t *at)
{
	static const char signs[] = { ',', '\t', ';' };
	char best = ',';
	size_t i, count, most = 0;

	*at = 0;
	if (s.len > 4 && !memcmp(s.ptr, "sep=", 4) &&
	    (s.len == 5 || s.ptr[5] == '\r' || s.ptr[5] == '\n')) {
		const char *end = memchr(s.ptr, '\n', s.len);

		*at = end ? (size_t)(end - s.ptr) + 1 : s.len;
		return s.ptr[4];
	}
	for (i = 0; i < sizeof(signs); i++) {
		count = count_sign(s, signs[i]);
		if (count > most) {
			most = count;
			best = signs[i];
		}
	}
	return best;
}

static void
add(struct reading *r, size_t begin, size_t end)
{
	mapped_add(&r->words,
	    (struct pj_str){ r->text.ptr + begin, end - begin },
	    r->base + begin);
}

/* Behind the mark that closes the one before AT, or 0 when none does. */
static size_t
find_close(const struct reading *r, size_t at)
{
	struct pj_str s = r->text;

	for (; at < s.len; at++) {
		if (r->by_line && s.ptr[at] == r->line_end)
			return 0;
		if (s.ptr[at] != '"')
			continue;
		if (at + 1 == s.len || s.ptr[at + 1] != '"')
			return at + 1;
		at++; /* two marks stand for one */
	}
	return 0;
}

/* A mark that nobody closes is a sign like any other; that is told once. */
static void
give_up_quotes(struct reading *r)
{
	if (!r->by_line)
		pj_note_add(r->notes, "csv-quote",
		    _("a quotation mark that begins a cell in row %u is not "
		      "closed: cells from there on may be counted wrong"),
		    r->cell.row);
	r->by_line = true;
}

/* The quoted words at AT, behind the mark; returns what is behind them. */
static size_t
read_quoted(struct reading *r, size_t at)
{
	size_t end = find_close(r, at), begin = at;

	if (end == 0) {
		give_up_quotes(r);
		end = find_close(r, at);
	}
	if (end == 0)
		return at - 1; /* the mark itself belongs to the cell */
	for (; at < end - 1; at++)
		if (r->text.ptr[at] == '"') {
			add(r, begin, ++at); /* one of the two */
			begin = at + 1;
		}
	add(r, begin, end - 1);
	return end;
}

/* The cell at AT; returns what ends it: a sign between cells, a line end. */
static size_t
read_cell(struct reading *r, size_t at)
{
	struct pj_str s = r->text;
	size_t begin;

	mapped_clear(&r->words);
	r->cell.column++;
	if (at < s.len && s.ptr[at] == '"')
		at = read_quoted(r, at + 1);
	begin = at;
	while (
	    at < s.len && s.ptr[at] != r->between && s.ptr[at] != r->line_end)
		at++;
	add(r, begin, at);
	mapped_put_lines(&r->words, r->b, PJ_BLOCK_CELL, &r->cell);
	return at;
}

static void
read_rows(struct reading *r, size_t at)
{
	r->cell.table = 1;
	while (at < r->text.len && !pj_builder_failed(r->b)) {
		r->cell.row++;
		r->cell.column = 0;
		for (;;) {
			at = read_cell(r, at);
			if (at == r->text.len ||
			    r->text.ptr[at++] == r->line_end ||
			    pj_builder_failed(r->b))
				break;
		}
	}
}

bool
pj_doc_read_csv(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	struct reading r = { .text = in->text, .notes = in->notes };
	size_t at;
	bool ok;

	r.b = pj_builder_new(in->limits, in->deadline, in->notes);
	if (!r.b)
		return pj_error_nomem(err);
	r.base = pj_reading_base(in);
	r.line_end = '\n';
	if (r.text.len > 0 && !memchr(r.text.ptr, '\n', r.text.len) &&
	    memchr(r.text.ptr, '\r', r.text.len))
		r.line_end = '\r'; /* an old Mac's */
	r.between = find_between(r.text, &at);
	read_rows(&r, at);
	ok = pj_builder_finish(r.b, in->arena, out, err);
	pj_builder_free(r.b);
	mapped_free(&r.words);
	return ok;
}
