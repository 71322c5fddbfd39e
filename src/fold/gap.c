#include <unicode/uchar.h>

#include "pingjian/fold.h"
#include "pingjian/utf8.h"

/* Signs that leave no trace on paper. */
static bool
is_invisible(uint32_t cp)
{
	return u_hasBinaryProperty(
		   (UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
	       (U_GET_GC_MASK((UChar32)cp) & (U_GC_CF_MASK | U_GC_M_MASK)) != 0;
}

static uint32_t
sign_of(struct pj_str gap, bool spaces)
{
	uint32_t sign = 0;
	size_t at = 0;

	while (at < gap.len) {
		uint32_t cp = pj_utf8_next(gap, &at);

		if (cp == '\n' || cp == '\r')
			return 0;
		if (is_invisible(cp) ||
		    (spaces && u_isUWhiteSpace((UChar32)cp)))
			continue;
		sign = sign * 31 + cp;
	}
	return sign;
}

uint32_t
pj_fold_gap(
    const struct pj_fold *fold, struct pj_str text, uint32_t at, bool spaces)
{
	struct pj_text_span gap = { fold->text[at], fold->text[at + 1] };
	size_t end = gap.begin;

	/* Nearly always one character stands right before the next. */
	if (gap.begin == gap.end || (pj_utf8_next(text, &end), end == gap.end))
		return 0;
	gap.begin =
	    pj_fold_back(fold, text, (struct pj_fold_span){ at, at + 1 }).end;
	return gap.begin < gap.end ? sign_of(pj_str_at(text, gap), spaces) : 0;
}
