#include <assert.h>

#include "fold.h"
#include "pingjian/utf8.h"

static bool
is_space(uint32_t cp)
{
	return pj_fold_is(cp, PJ_FOLD_SPACE) || pj_fold_is(cp, PJ_FOLD_LINE);
}

/* The end of the white space at AT, which folds to one unit. */
static size_t
space_end(struct pj_str text, size_t at)
{
	size_t next = at, end = at;

	while (next < text.len) {
		uint32_t cp = pj_utf8_next(text, &next);

		if (is_space(cp))
			end = next;
		else if (!pj_fold_is(cp, PJ_FOLD_DROP))
			break;
	}
	return end;
}

struct pj_text_span
pj_fold_back(
    const struct pj_fold *fold, struct pj_str text, struct pj_fold_span at)
{
	uint32_t begin = at.begin, end = at.end;
	struct pj_text_span out;
	struct pj_str upto;
	size_t last, next;

	assert(begin < end && end <= fold->count);
	/* Units with the same place come from the same character. */
	while (begin > 0 && fold->text[begin - 1] == fold->text[begin])
		begin--;
	while (end < fold->count && fold->text[end] == fold->text[end - 1])
		end++;
	out.begin = fold->text[begin];
	last = next = fold->text[end - 1];
	/* What belongs to the last sign never reaches into the next unit. */
	upto = (struct pj_str){ text.ptr, fold->text[end] };
	/* A break at the end of the text stands on no character. */
	if (last == upto.len) {
		out.end = (uint32_t)last;
		return out;
	}
	if (is_space(pj_utf8_next(upto, &next)))
		next = space_end(upto, last);
	else
		next = pj_fold_sign_end(upto, last);
	out.end = (uint32_t)next;
	return out;
}

uint32_t
pj_fold_at(const struct pj_fold *fold, uint32_t at)
{
	size_t low = 0, high = fold->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (fold->text[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	return (uint32_t)low;
}
