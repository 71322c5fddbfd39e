#include <unicode/uchar.h>

#include "fold.h"
#include "pingjian/utf8.h"

/* Emoji modifiers, tags, and the letters that make up flags. */
#define SKIN_FIRST 0x1F3FB
#define SKIN_LAST 0x1F3FF
#define TAG_FIRST 0xE0020
#define TAG_LAST 0xE007F
#define FLAG_FIRST 0x1F1E6
#define FLAG_LAST 0x1F1FF
#define JOINER 0x200D

uint16_t
pj_fold_value(uint32_t cp)
{
	size_t low = 0, high = pj_fold_range_count;

	if (cp < 0x10000)
		return pj_fold_bmp[cp];
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct pj_fold_range *range = &pj_fold_ranges[middle];

		if (cp < range->first)
			high = middle;
		else if (cp > range->last)
			low = middle + 1;
		else
			return range->value;
	}
	return PJ_UNIT_OTHER;
}

bool
pj_fold_is(uint32_t cp, enum pj_fold_kind kind)
{
	uint16_t value = pj_fold_value(cp);

	return pj_fold_is_special(value) &&
	       pj_fold_special(value)->kind == kind;
}

size_t
pj_fold_cp(uint32_t cp, uint16_t out[18])
{
	uint16_t value = pj_fold_value(cp);
	const struct pj_fold_special *special;

	if (!pj_fold_is_special(value)) {
		out[0] = value;
		return 1;
	}
	special = pj_fold_special(value);
	memcpy(out, pj_fold_pool + special->at, special->count * sizeof(*out));
	return special->count;
}

static bool
in(uint32_t cp, uint32_t first, uint32_t last)
{
	return cp >= first && cp <= last;
}

static bool
is_selector(uint32_t cp)
{
	return in(cp, 0xFE00, 0xFE0F) || in(cp, 0xE0100, 0xE01EF) ||
	       in(cp, 0x180B, 0x180D);
}

static bool
is_pictograph(uint32_t cp)
{
	return u_hasBinaryProperty((UChar32)cp, UCHAR_EXTENDED_PICTOGRAPHIC);
}

static bool
is_flag(uint32_t cp)
{
	return in(cp, FLAG_FIRST, FLAG_LAST);
}

/* What a joiner before AT joins: the end of the pictograph there, else AT. */
static size_t
pictograph_end(struct pj_str text, size_t at)
{
	size_t end = at;

	return at < text.len && is_pictograph(pj_utf8_next(text, &end)) ? end
	                                                                : at;
}

size_t
pj_fold_sign_end(struct pj_str text, size_t at)
{
	uint32_t first = pj_utf8_next(text, &at), cp;
	bool picture = first > 0x7F && is_pictograph(first);
	size_t next = at, joined;

	if (is_flag(first) && at < text.len &&
	    is_flag(pj_utf8_next(text, &next)))
		at = next;
	for (next = at; next < text.len; next = at) {
		cp = pj_utf8_next(text, &next);
		if (cp < 0x300) /* nearly always, and cheap to know */
			break;
		if (is_selector(cp) || pj_fold_is(cp, PJ_FOLD_MARK) ||
		    (picture && (in(cp, SKIN_FIRST, SKIN_LAST) ||
				    in(cp, TAG_FIRST, TAG_LAST)))) {
			at = next;
			continue;
		}
		joined =
		    picture && cp == JOINER ? pictograph_end(text, next) : next;
		if (joined == next)
			break;
		at = joined;
	}
	return at;
}
