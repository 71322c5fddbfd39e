#include "fold.h"
#include "pingjian/utf8.h"

/*
 * The script of a text, and Traditional characters in Simplified script,
 * one by one, as ICU has them.  Folding takes both scripts for one; this is
 * for what is written back to people.
 */

static bool
is_han(uint32_t cp)
{
	return cp - PJ_HAN_FIRST < PJ_HAN_COUNT;
}

static bool
is_hans_only(uint32_t at)
{
	return (pj_fold_hans_only[at / 16] >> at % 16 & 1) != 0;
}

bool
pj_text_is_hans(struct pj_str text)
{
	size_t hans = 0, hant = 0, at = 0;
	uint32_t cp;

	while (at < text.len && at < PJ_SCRIPT_BYTES) {
		cp = pj_utf8_next(text, &at);
		if (!is_han(cp))
			continue;
		hant += pj_fold_hans[cp - PJ_HAN_FIRST] != cp;
		hans += is_hans_only(cp - PJ_HAN_FIRST);
	}
	return hans > hant;
}

void
pj_text_put_hans(struct pj_buf *buf, struct pj_str s)
{
	size_t at = 0;
	uint32_t cp;

	while (at < s.len) {
		cp = pj_utf8_next(s, &at);
		pj_buf_put_cp(
		    buf, is_han(cp) ? pj_fold_hans[cp - PJ_HAN_FIRST] : cp);
	}
}
