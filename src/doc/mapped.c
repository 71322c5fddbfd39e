#include <stdlib.h>

#include "mapped.h"
#include "pingjian/text.h"
#include "text.h"

void
mapped_free(struct mapped *m)
{
	pj_buf_free(&m->text);
	free(m->pieces);
	*m = (struct mapped){ 0 };
}

void
mapped_clear(struct mapped *m)
{
	m->text.len = 0;
	m->count = 0;
}

/* Does text at OFFSET go on where the last piece ends? */
static bool
goes_on(const struct mapped *m, size_t offset)
{
	const struct mapped_piece *last;

	if (m->count == 0)
		return false;
	last = &m->pieces[m->count - 1];
	return last->offset + (m->text.len - last->at) == offset;
}

/* Note that what is added next is from OFFSET. */
static bool
note_piece(struct mapped *m, size_t offset)
{
	struct mapped_piece *pieces;

	if (m->failed || goes_on(m, offset))
		return !m->failed;
	/* As many runs would not fit into a document. */
	m->failed = m->count >= PJ_PIECE_MAX;
	pieces = m->failed ? NULL
	                   : pj_grow(m->pieces, &m->cap, m->count + 1,
				 sizeof(*pieces));
	m->failed = !pieces;
	if (m->failed)
		return false;
	m->pieces = pieces;
	pieces[m->count].at = m->text.len;
	pieces[m->count++].offset = offset;
	return true;
}

void
mapped_add(struct mapped *m, struct pj_str s, size_t offset)
{
	if (s.len == 0 || !note_piece(m, offset))
		return;
	pj_buf_add(&m->text, s.ptr, s.len);
	m->failed = m->text.failed;
}

void
mapped_add_cp(struct mapped *m, uint32_t cp, size_t offset)
{
	if (!note_piece(m, offset))
		return;
	pj_buf_put_cp(&m->text, cp);
	m->failed = m->text.failed;
}

/* The piece that holds byte AT, which is not behind the end. */
static size_t
piece_at(const struct mapped *m, size_t at)
{
	size_t lo = 0, hi = m->count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (m->pieces[mid].at <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo - 1;
}

size_t
mapped_offset(const struct mapped *m, size_t at)
{
	const struct mapped_piece *p = &m->pieces[piece_at(m, at)];

	return p->offset + (at - p->at);
}

bool
mapped_is_whole(const struct mapped *m, struct pj_builder *b)
{
	struct pj_error err = { 0 };

	if (!m->failed)
		return true;
	if (m->count >= PJ_PIECE_MAX)
		pj_error_set(&err, PJ_ELIMIT,
		    _("the text is in more pieces than the limit of %zu"),
		    PJ_PIECE_MAX);
	else
		pj_error_nomem(&err);
	pj_builder_fail(b, &err);
	return false;
}

void
mapped_put(const struct mapped *m, struct pj_text_span at, struct pj_builder *b,
    uint32_t node)
{
	size_t i, begin = at.begin;

	if (!mapped_is_whole(m, b) || at.begin == at.end)
		return;
	for (i = piece_at(m, begin); begin < at.end; i++) {
		const struct mapped_piece *p = &m->pieces[i];
		size_t end = i + 1 < m->count ? p[1].at : m->text.len;
		size_t offset = p->offset + (begin - p->at);

		if (end > at.end)
			end = at.end;
		pj_builder_text(b,
		    (struct pj_str){ m->text.ptr + begin, end - begin }, node,
		    (uint32_t)offset);
		begin = end;
	}
}

void
mapped_put_lines(const struct mapped *m, struct pj_builder *b,
    enum pj_block_kind kind, const struct pj_block *template)
{
	struct pj_str s = pj_buf_str(&m->text);
	size_t at = 0, end;
	struct line line;

	if (!mapped_is_whole(m, b))
		return;
	while (at < s.len && !pj_builder_failed(b)) {
		for (end = at; end < s.len; end++)
			if (s.ptr[end] == '\n' || s.ptr[end] == '\r')
				break;
		if (line_read(s, at, end, &line)) {
			mapped_put(m, line.at, b, 0);
			pj_builder_end(b, kind, template);
		}
		at = end + 1;
	}
}
