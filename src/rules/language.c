#include <stdlib.h>

#include "regex.h"

/*
 * The finite language of a pattern: every text that it, or a part of it,
 * can match, where these are few.  Gates and look-behinds are made of it.
 */

static bool words_of(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out);

/* Room for COUNT words; NULL with ERR filled. */
static struct units *
reserve(struct loader *l, size_t count)
{
	struct units *at = pj_arena_alloc(l->work, count, sizeof(*at));

	if (!at)
		pj_error_nomem(l->err);
	return at;
}

/* Words that are being gathered. */
struct gathered {
	struct units *at;
	size_t count, cap;
};

/* Add WORDS to OUT; false above LIMIT. */
static bool
append(struct loader *l, const struct re_words *words, size_t limit,
    struct gathered *out)
{
	size_t need = out->count + words->count;
	struct units *wide;

	if (need > limit)
		return false;
	if (need > out->cap) {
		out->cap = 2 * need < limit ? 2 * need : limit;
		wide = reserve(l, out->cap);
		if (!wide)
			return false;
		if (out->count > 0)
			memcpy(wide, out->at, out->count * sizeof(*wide));
		out->at = wide;
	}
	if (words->count > 0)
		memcpy(out->at + out->count, words->at,
		    words->count * sizeof(*words->at));
	out->count = need;
	return true;
}

/* The language of what takes no text: the empty word. */
static struct re_words
only_empty(void)
{
	static const struct units empty = { NULL, 0 };

	return (struct re_words){ &empty, 1 };
}

/* Units of the longest of WORDS, and of all of them together. */
static void
measure(const struct re_words *words, uint32_t *longest, size_t *sum)
{
	*longest = 0;
	*sum = 0;
	for (size_t i = 0; i < words->count; i++) {
		if (words->at[i].count > *longest)
			*longest = words->at[i].count;
		*sum += words->at[i].count;
	}
}

/* Whether WORDS are the empty word alone. */
static bool
is_empty_word(const struct re_words *words)
{
	return words->count == 1 && words->at[0].count == 0;
}

/* The units of A, then those of B, into AT; returns where they end. */
static uint16_t *
join(struct units a, struct units b, uint16_t *at, struct units *out)
{
	uint16_t *to = at;

	*out = (struct units){ at, a.count + b.count };
	for (uint32_t i = 0; i < a.count; i++)
		*to++ = a.at[i];
	for (uint32_t i = 0; i < b.count; i++)
		*to++ = b.at[i];
	return to;
}

bool
pj_re_words_join(struct loader *l, const struct re_words *a,
    const struct re_words *b, size_t limit, struct re_words *out)
{
	size_t count = a->count * b->count, a_sum, b_sum;
	uint32_t a_longest, b_longest;
	struct units *words;
	uint16_t *units;

	if (count > limit)
		return false;
	measure(a, &a_longest, &a_sum);
	measure(b, &b_longest, &b_sum);
	if (count > 0 && a_longest + b_longest > WORD_UNITS)
		return false; /* too long to tell anything */
	if (is_empty_word(a) || is_empty_word(b)) {
		*out = is_empty_word(a) ? *b : *a;
		return true;
	}
	units = pj_arena_alloc(
	    l->work, a_sum * b->count + b_sum * a->count, sizeof(*units));
	words = units ? reserve(l, count) : NULL;
	if (!words)
		return pj_error_nomem(l->err);
	*out = (struct re_words){ words, count };
	for (size_t i = 0; i < a->count; i++)
		for (size_t j = 0; j < b->count; j++)
			units = join(a->at[i], b->at[j], units, words++);
	return true;
}

/* Each unit of the ranges is a word. */
static bool
words_of_class(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out)
{
	struct units *words;
	uint16_t *units;
	size_t count = 0;

	if (re->negated)
		return false;
	for (uint32_t i = 0; i < re->range_count; i++)
		count += (size_t)(re->ranges[i].last - re->ranges[i].first) + 1;
	if (count > limit)
		return false;
	words = reserve(l, count);
	units = pj_arena_alloc(l->work, count, sizeof(*units));
	if (!words || !units)
		return pj_error_nomem(l->err);
	*out = (struct re_words){ words, count };
	for (uint32_t i = 0; i < re->range_count; i++) {
		uint32_t unit = re->ranges[i].first;

		for (; unit <= re->ranges[i].last; unit++) {
			*units = (uint16_t)unit;
			*words++ = (struct units){ units++, 1 };
		}
	}
	return true;
}

/* The words of every alternative. */
static bool
words_of_alt(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out)
{
	struct gathered all = { NULL, 0, 0 };
	struct re_words one;

	for (const struct re *r = re->first; r; r = r->next)
		if (!words_of(l, r, limit, &one) ||
		    !append(l, &one, limit, &all))
			return false;
	*out = (struct re_words){ all.at, all.count };
	return true;
}

bool
pj_re_literal(struct loader *l, const struct re **at, struct re_words *out)
{
	const struct re *r = *at;
	struct units *word;
	uint16_t *units;
	uint32_t count = 0;

	for (; r && r->kind == RE_UNIT && count < WORD_UNITS; r = r->next)
		count++;
	word = reserve(l, 1);
	units = pj_arena_alloc(l->work, count, sizeof(*units));
	if (!units || !word)
		return pj_error_nomem(l->err);
	*word = (struct units){ units, count };
	*out = (struct re_words){ word, 1 };
	for (; *at != r; *at = (*at)->next)
		*units++ = (*at)->unit;
	return true;
}

/* The product of the children's words. */
static bool
words_of_cat(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out)
{
	const struct re *r = re->first;
	struct re_words one, so_far;
	bool good = true;

	*out = only_empty();
	while (good && r) {
		so_far = *out;
		if (r->kind == RE_UNIT) {
			good = pj_re_literal(l, &r, &one);
		} else {
			good = words_of(l, r, limit, &one);
			r = r->next;
		}
		good = good && pj_re_words_join(l, &so_far, &one, limit, out);
	}
	return good;
}

/* Powers of the child's words, from `min` to `max` times. */
static bool
words_of_repeat(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out)
{
	struct gathered all = { NULL, 0, 0 };
	struct re_words one, power, next;

	if (!words_of(l, re->first, limit, &one))
		return false;
	power = only_empty();
	for (uint32_t i = 0; i <= re->max; i++) {
		if (i >= re->min && !append(l, &power, limit, &all))
			return false;
		if (i == re->max)
			break;
		if (!pj_re_words_join(l, &power, &one, limit, &next))
			return false;
		power = next;
	}
	*out = (struct re_words){ all.at, all.count };
	return true;
}

/* By kind; recursion is bounded by RE_DEPTH. */
static bool
words_of(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out)
{
	const struct list *list;
	struct units *word;

	switch (re->kind) {
	case RE_UNIT:
		word = reserve(l, 1);
		if (!word)
			return false;
		*word = (struct units){ &re->unit, 1 };
		*out = (struct re_words){ word, 1 };
		return true;
	case RE_ANY:
		return false;
	case RE_CLASS:
		return words_of_class(l, re, limit, out);
	case RE_LIST:
		list = pj_list_at(l, re->list);
		out->at = list->folded;
		out->count = list->folded_count;
		return out->count <= limit;
	case RE_CAT:
		return words_of_cat(l, re, limit, out);
	case RE_ALT:
		return words_of_alt(l, re, limit, out);
	case RE_REPEAT:
		return words_of_repeat(l, re, limit, out);
	case RE_LOOK:
	case RE_BEGIN:
	case RE_END:
		break;
	}
	*out = only_empty();
	return true;
}

bool
pj_re_words(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out)
{
	return words_of(l, re, limit, out);
}
