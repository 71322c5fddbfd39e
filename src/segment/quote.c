#include "pingjian/buf.h"
#include "segment.h"

static bool
open_mark(struct pj_quoting *q, uint32_t cp, struct pj_text_span at)
{
	struct pj_open *open;

	if (q->depth == PJ_QUOTE_DEPTH) {
		q->depth--;
		memmove(q->open, q->open + 1, q->depth * sizeof(*q->open));
	}
	open = &q->open[q->depth++];
	open->partner = pj_mark_partner(cp, &open->kind);
	open->at = at;
	open->first = q->count;
	return true;
}

const struct pj_open *
pj_quoting_find(const struct pj_quoting *q, uint32_t cp)
{
	size_t i;

	for (i = q->depth; i > 0; i--)
		if (q->open[i - 1].partner == cp)
			return &q->open[i - 1];
	return NULL;
}

/*
 * Marks opened later than OPEN have no partner and are forgotten.  The
 * quotation goes before those it holds, which each move at most once for
 * every level: the list stays in order of begin, in linear time.
 */
static bool
close_mark(
    struct pj_quoting *q, const struct pj_open *open, struct pj_text_span at)
{
	struct pj_quote *quotes, *quote;

	q->depth = (size_t)(open - q->open);
	if (open->at.end == at.begin)
		return true;
	quotes = pj_grow(q->quotes, &q->cap, q->count + 1, sizeof(*quotes));
	if (!quotes)
		return false;
	q->quotes = quotes;
	quote = quotes + open->first;
	memmove(quote + 1, quote, (q->count - open->first) * sizeof(*quote));
	q->count++;
	*quote = (struct pj_quote){
		.at = { open->at.begin, at.end },
		.inner = { open->at.end, at.begin },
		.kind = open->kind,
	};
	return true;
}

bool
pj_quoting_mark(struct pj_quoting *q, uint32_t cp, struct pj_text_span at)
{
	const struct pj_open *open;

	if (pj_mark_class(cp) == PJ_MARK_OPEN)
		return open_mark(q, cp, at);
	open = pj_quoting_find(q, cp);
	if (open)
		return close_mark(q, open, at);
	return pj_mark_class(cp) == PJ_MARK_CLOSE || open_mark(q, cp, at);
}

void
pj_quoting_finish(struct pj_quoting *q)
{
	uint32_t around = PJ_QUOTE_NONE;
	size_t i;

	for (i = 0; i < q->count; i++) {
		struct pj_quote *quote = &q->quotes[i];

		while (around != PJ_QUOTE_NONE &&
		       q->quotes[around].at.end <= quote->at.begin)
			around = q->quotes[around].parent;
		quote->parent = around;
		quote->depth =
		    around == PJ_QUOTE_NONE ? 1 : q->quotes[around].depth + 1;
		around = (uint32_t)i;
	}
}
