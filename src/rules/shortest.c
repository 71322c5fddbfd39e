#include "regex.h"

/* Of words that a match may hold, those that hold no other of them. */

/* Words by their units: up to RUN_WORDS_MOST of them. */
#define SLOTS 1024
#define BEGINS 256
struct word_set {
	const struct units *words;
	uint32_t mask; /* slots in use, a power of two, less 1 */
	bool pairs;    /* the words have at least two units */
	uint64_t
	    lengths[BEGINS];   /* of those that begin so: bit N, N + 1 units */
	uint16_t slots[SLOTS]; /* number of the word and 1; 0 is free */
};

/* An empty set for COUNT of WORDS: at least half of it will stay free. */
static void
start_set(
    struct word_set *set, const struct units *words, size_t count, bool pairs)
{
	uint32_t slots = 4;

	while (slots < 2 * count)
		slots *= 2;
	set->words = words;
	set->mask = slots - 1;
	set->pairs = pairs;
	memset(set->slots, 0, slots * sizeof(*set->slots));
	memset(set->lengths, 0,
	    (slots < BEGINS ? slots : BEGINS) * sizeof(*set->lengths));
}

/* The lengths of the words that may begin with the units at AT. */
static uint64_t *
lengths_at(struct word_set *set, const uint16_t *at)
{
	uint32_t begin = at[0] * 37U ^ (set->pairs ? at[1] : 0U);

	return &set->lengths[begin & set->mask & (BEGINS - 1)];
}

/* The slot of the COUNT units at AT: that of the word, or a free one. */
static uint16_t *
slot_of_word(struct word_set *set, const uint16_t *at, uint32_t count)
{
	uint32_t hash = count;

	for (uint32_t i = 0; i < count; i++)
		hash = (hash ^ at[i]) * 0x9E3779B1U;
	for (hash >>= 16;; hash++) {
		uint16_t *slot = &set->slots[hash & set->mask];
		const struct units *word = &set->words[*slot ? *slot - 1 : 0];

		if (*slot == 0 ||
		    (word->count == count &&
			!memcmp(word->at, at, count * sizeof(*at))))
			return slot;
	}
}

/* Whether a word of SET, of at least LEAST units, is part of WORD. */
static bool
holds_another(struct word_set *set, const struct units *word, uint32_t least)
{
	for (uint32_t i = 0; i + least <= word->count; i++) {
		uint64_t lengths =
		    *lengths_at(set, word->at + i) >> (least - 1);

		/* The whole word is no other. */
		for (uint32_t n = least;
		     lengths && n < word->count && i + n <= word->count;
		     n++, lengths >>= 1)
			if (lengths & 1 &&
			    *slot_of_word(set, word->at + i, n) != 0)
				return true;
	}
	return false;
}

const struct units *
pj_words_shortest(struct loader *l, const struct units *words, size_t *count)
{
	struct reach width = pj_words_width(words, *count);
	struct units *kept = pj_arena_alloc(l->work, *count, sizeof(*kept));
	struct word_set set;
	size_t distinct = 0, n = 0;

	if (!kept) {
		pj_error_nomem(l->err);
		return NULL;
	}
	start_set(&set, kept, *count, width.least > 1);
	for (size_t i = 0; i < *count; i++) {
		uint16_t *slot =
		    slot_of_word(&set, words[i].at, words[i].count);

		if (*slot != 0)
			continue;
		kept[distinct++] = words[i];
		*slot = (uint16_t)distinct;
		/* No word is longer than the 64 units of a list's. */
		*lengths_at(&set, words[i].at) |= UINT64_C(1)
		                                  << (words[i].count - 1);
	}
	*count = distinct;
	if (width.least == width.most)
		return kept;
	words = kept;
	kept = pj_arena_alloc(l->work, distinct, sizeof(*kept));
	if (!kept) {
		pj_error_nomem(l->err);
		return NULL;
	}
	for (size_t i = 0; i < distinct; i++)
		if (!holds_another(&set, &words[i], (uint32_t)width.least))
			kept[n++] = words[i];
	*count = n;
	return kept;
}
