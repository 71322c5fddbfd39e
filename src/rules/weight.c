#include <ctype.h>

#include "pingjian/text.h"

#include "regex.h"

/* Weight of a word with one character that tells anything. */
#define WEAK 2000

/*
 * Weight of the words that ordinary texts are full of, by their rank: the
 * frequency of a word is about inverse to it (Zipf's law).
 */
#define COMMON_FIRST 30000
#define COMMON_RANKS 20

/* No common word is longer: longer ones need not be looked up. */
#define COMMON_UNITS 4

/* Ideographs, letters and digits; marks tell nothing. */
static bool
tells(uint16_t unit)
{
	if (unit < 0x80)
		return isalnum(unit);
	return unit >= 0x3040 && unit < 0xD800;
}

uint32_t
pj_word_telling(const struct units *word)
{
	uint32_t length = 0;

	for (uint32_t i = 0; i < word->count; i++)
		length += tells(word->at[i]);
	return length;
}

/* Nearly all words that are not common need not be looked up. */
static bool
may_be_common(const struct loader *l, const struct units *word)
{
	uint32_t bit = pj_common_bit(*word);

	return word->count <= COMMON_UNITS &&
	       l->common_ends[bit / 64] >> bit % 64 & 1;
}

double
pj_word_weight(
    const struct loader *l, const struct units *word, uint32_t telling)
{
	static const double by_length[] = { WEIGHT_USELESS, WEAK, 40, 6, 2 };
	struct pj_str key = { (const char *)word->at,
		word->count * sizeof(*word->at) };
	uint32_t rank = NONE;

	if (telling > 0 && may_be_common(l, word))
		rank = pj_table_get(&l->common, key);
	if (rank != NONE)
		return telling > 1 ? COMMON_FIRST * COMMON_RANKS /
		                         (double)(rank + COMMON_RANKS)
		                   : WEIGHT_USELESS;
	return telling < 5 ? by_length[telling] : 1;
}

double
pj_list_weight(const struct loader *l, struct list *list)
{
	double sum = 0;

	if (list->weight > 0)
		return list->weight;
	for (uint32_t i = 0; i < list->folded_count; i++)
		sum += pj_word_weight(
		    l, &list->folded[i], pj_word_telling(&list->folded[i]));
	return list->weight = sum;
}
