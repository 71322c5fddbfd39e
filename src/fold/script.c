#include "fold.h"
#include "pingjian/utf8.h"

/*
 * The script of a text, and Traditional text in Simplified script, words
 * before characters, as ICU has them.  Folding takes both scripts for one;
 * this is for what is written back to people.
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

/* The first word that begins with UNIT or a later one. */
static size_t
first_word(uint16_t unit)
{
	size_t low = 0, high = pj_hans_word_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (pj_hans_pool[pj_hans_words[middle].at] < unit)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The longest word that the COUNT units at UNITS begin with, or NULL. */
static const struct pj_hans_word *
find_word(const uint16_t *units, size_t count)
{
	size_t i;

	for (i = first_word(units[0]); i < pj_hans_word_count; i++) {
		const struct pj_hans_word *word = &pj_hans_words[i];
		const uint16_t *from = pj_hans_pool + word->at;

		if (from[0] != units[0])
			break;
		if (word->from <= count &&
		    !memcmp(from, units, word->from * sizeof(*units)))
			return word;
	}
	return NULL;
}

/* Add the word at byte *AT of S, if there is one, and move behind it. */
static bool
put_word(struct pj_buf *buf, struct pj_str s, size_t *at)
{
	uint16_t units[PJ_HANS_WORD_MAX];
	size_t ends[PJ_HANS_WORD_MAX], count = 0, next = *at, i;
	const struct pj_hans_word *word;
	uint32_t cp;

	while (next < s.len && count < PJ_HANS_WORD_MAX) {
		cp = pj_utf8_next(s, &next);
		units[count] = cp > 0xFFFF ? 0 : (uint16_t)cp;
		ends[count++] = next;
	}
	word = find_word(units, count);
	if (!word)
		return false;
	for (i = word->from; i < (size_t)word->from + word->to; i++)
		pj_buf_put_cp(buf, pj_hans_pool[word->at + i]);
	*at = ends[word->from - 1];
	return true;
}

void
pj_text_put_hans(struct pj_buf *buf, struct pj_str s)
{
	size_t at = 0;
	uint32_t cp;

	while (at < s.len) {
		if (put_word(buf, s, &at))
			continue;
		cp = pj_utf8_next(s, &at);
		pj_buf_put_cp(
		    buf, is_han(cp) ? pj_fold_hans[cp - PJ_HAN_FIRST] : cp);
	}
}
