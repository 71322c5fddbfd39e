#include "pingjian/utf8.h"
#include "segment.h"

size_t
pj_segment_sentence_at(const struct pj_segments *segments, uint32_t at)
{
	size_t low = 0, high = segments->sentence_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (segments->sentences[middle].at.end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Index behind the last quotation that begins at or before AT. */
static size_t
quotes_before(const struct pj_segments *segments, uint32_t at)
{
	size_t low = 0, high = segments->quote_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (segments->quotes[middle].at.begin <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * Quotations nest: one that holds AT also holds, or is, the last that
 * begins before it.
 */
const struct pj_quote *
pj_segment_quote_around(const struct pj_segments *segments,
    struct pj_text_span at, enum pj_quote_kind kind)
{
	size_t behind = quotes_before(segments, at.begin);
	uint32_t i = behind ? (uint32_t)(behind - 1) : PJ_QUOTE_NONE;

	while (i != PJ_QUOTE_NONE) {
		const struct pj_quote *quote = &segments->quotes[i];

		if (quote->kind == kind && quote->inner.begin <= at.begin &&
		    at.end <= quote->inner.end)
			return quote;
		i = quote->parent;
	}
	return NULL;
}

static bool
is_digit_at(struct pj_str text, size_t at)
{
	return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* Whether the character CP at bytes BEGIN to END parts two clauses. */
static bool
parts(struct pj_str text, uint32_t cp, size_t begin, size_t end)
{
	switch (pj_mark_class(cp)) {
	case PJ_MARK_NONE:
	case PJ_MARK_SPACE: /* the caller's business */
	case PJ_MARK_LINE:
		return false;
	case PJ_MARK_DOT:
	case PJ_MARK_COMMA:
		return !(begin > 0 && is_digit_at(text, begin - 1) &&
			 is_digit_at(text, end));
	case PJ_MARK_SIGN:
		return pj_mark_emoji_end(text, begin) > begin;
	default:
		return true;
	}
}

/*
 * White space parts clauses unless a line end, which is soft, is part of
 * it.  The clause goes on behind white space of length 0.
 */
static bool
forward(struct pj_str text, size_t *at)
{
	size_t begin = *at, next = *at;
	bool space = false, line = false;
	enum pj_mark_class class = PJ_MARK_SPACE;
	uint32_t cp = 0;

	while (next < text.len) {
		*at = next;
		cp = pj_utf8_next(text, &next);
		class = pj_mark_class(cp);
		if (class != PJ_MARK_SPACE && class != PJ_MARK_LINE)
			break;
		space = true;
		line |= class == PJ_MARK_LINE;
		*at = next;
	}
	if ((space && !line) || *at == text.len || parts(text, cp, *at, next)) {
		*at = begin;
		return false;
	}
	*at = next;
	return true;
}

/* The same towards the begin FLOOR of the sentence. */
static bool
backward(struct pj_str text, size_t floor, size_t *at)
{
	size_t end = *at, next = *at;
	bool space = false, line = false;
	enum pj_mark_class class = PJ_MARK_SPACE;
	uint32_t cp = 0;

	while (next > floor) {
		*at = next;
		cp = pj_utf8_prev(text, &next);
		class = pj_mark_class(cp);
		if (class != PJ_MARK_SPACE && class != PJ_MARK_LINE)
			break;
		space = true;
		line |= class == PJ_MARK_LINE;
		*at = next;
	}
	if ((space && !line) || *at == floor || parts(text, cp, next, *at)) {
		*at = end;
		return false;
	}
	*at = next;
	return true;
}

struct pj_text_span
pj_segment_clause(const struct pj_doc *doc, struct pj_text_span sentence,
    struct pj_text_span at)
{
	struct pj_str text = { doc->text.ptr, sentence.end };
	size_t begin = at.begin, end = at.end;
	int chars;

	for (chars = 0; chars < PJ_CLAUSE_MAX / 2; chars++)
		if (begin <= sentence.begin ||
		    !backward(text, sentence.begin, &begin))
			break;
	for (chars = 0; chars < PJ_CLAUSE_MAX / 2; chars++)
		if (end >= sentence.end || !forward(text, &end))
			break;
	return (struct pj_text_span){ (uint32_t)begin, (uint32_t)end };
}
