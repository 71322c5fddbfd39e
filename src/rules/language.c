#include <stdlib.h>

#include "regex.h"

/*
 * The finite language of a pattern: every text that it, or a part of it,
 * can match, where these are few.  Gates and look-behinds are made of it.
 */

/* A longer text tells no more. */
#define WORD_UNITS 32

static bool words_of(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out);

/* Room for COUNT words. */
static bool
reserve(struct loader *l, size_t count, struct re_words *out)
{
	out->count = 0;
	out->at = pj_arena_alloc(l->temp, count, sizeof(*out->at));
	return out->at || pj_error_nomem(l->err);
}

/* Add WORDS to OUT, of capacity CAP; false above LIMIT. */
static bool
append(struct loader *l, const struct re_words *words, size_t limit,
    struct re_words *out, size_t *cap)
{
	size_t need = out->count + words->count;
	struct re_words wide;

	if (need > limit)
		return false;
	if (need > *cap) {
		*cap = 2 * need < limit ? 2 * need : limit;
		if (!reserve(l, *cap, &wide))
			return false;
		if (out->count > 0)
			memcpy(wide.at, out->at, out->count * sizeof(*out->at));
		out->at = wide.at;
	}
	if (words->count > 0)
		memcpy(out->at + out->count, words->at,
		    words->count * sizeof(*words->at));
	out->count = need;
	return true;
}

/* The language of what takes no text: the empty word. */
static bool
only_empty(struct loader *l, struct re_words *out)
{
	if (!reserve(l, 1, out))
		return false;
	out->count = 1; /* zeroed: no units */
	return true;
}

/* A and B in a row; false where that grows too long to tell anything. */
static bool
join(struct loader *l, struct units a, struct units b, struct units *out)
{
	uint16_t *at;

	if (a.count + b.count > WORD_UNITS)
		return false;
	at = pj_arena_alloc(l->temp, a.count + b.count, sizeof(*at));
	if (!at)
		return pj_error_nomem(l->err);
	if (a.count > 0)
		memcpy(at, a.at, a.count * sizeof(*at));
	if (b.count > 0)
		memcpy(at + a.count, b.at, b.count * sizeof(*at));
	*out = (struct units){ at, a.count + b.count };
	return true;
}

bool
pj_re_words_join(struct loader *l, const struct re_words *a,
    const struct re_words *b, size_t limit, struct re_words *out)
{
	if (a->count * b->count > limit ||
	    !reserve(l, a->count * b->count, out))
		return false;
	for (size_t i = 0; i < a->count; i++)
		for (size_t j = 0; j < b->count; j++)
			if (!join(
				l, a->at[i], b->at[j], &out->at[out->count++]))
				return false;
	return true;
}

/* Each unit of the ranges is a word. */
static bool
words_of_class(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out)
{
	size_t count = 0;
	uint16_t *units;

	if (re->negated)
		return false;
	for (uint32_t i = 0; i < re->range_count; i++)
		count += (size_t)(re->ranges[i].last - re->ranges[i].first) + 1;
	if (count > limit || !reserve(l, count, out))
		return false;
	units = pj_arena_alloc(l->temp, count, sizeof(*units));
	if (!units)
		return pj_error_nomem(l->err);
	for (uint32_t i = 0; i < re->range_count; i++) {
		uint32_t unit = re->ranges[i].first;

		for (; unit <= re->ranges[i].last; unit++) {
			units[out->count] = (uint16_t)unit;
			out->at[out->count] =
			    (struct units){ &units[out->count], 1 };
			out->count++;
		}
	}
	return true;
}

/* The words of every alternative. */
static bool
words_of_alt(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out)
{
	struct re_words one;
	size_t cap = 0;

	*out = (struct re_words){ NULL, 0 };
	for (const struct re *r = re->first; r; r = r->next)
		if (!words_of(l, r, limit, &one) ||
		    !append(l, &one, limit, out, &cap))
			return false;
	return true;
}

/* The product of the children's words. */
static bool
words_of_cat(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out)
{
	struct re_words one, so_far;

	if (!only_empty(l, out))
		return false;
	for (const struct re *r = re->first; r; r = r->next) {
		so_far = *out;
		if (!words_of(l, r, limit, &one) ||
		    !pj_re_words_join(l, &so_far, &one, limit, out))
			return false;
	}
	return true;
}

/* Powers of the child's words, from `min` to `max` times. */
static bool
words_of_repeat(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out)
{
	struct re_words one, power, next;
	size_t cap = 0;

	*out = (struct re_words){ NULL, 0 };
	if (!words_of(l, re->first, limit, &one) || !only_empty(l, &power))
		return false;
	for (uint32_t i = 0; i <= re->max; i++) {
		if (i >= re->min && !append(l, &power, limit, out, &cap))
			return false;
		if (i == re->max)
			break;
		if (!pj_re_words_join(l, &power, &one, limit, &next))
			return false;
		power = next;
	}
	return true;
}

/* By kind; recursion is bounded by RE_DEPTH. */
static bool
words_of(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out)
{
	const struct list *list;

	switch (re->kind) {
	case RE_UNIT:
		if (!reserve(l, 1, out))
			return false;
		out->at[out->count++] = (struct units){ &re->unit, 1 };
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
	return only_empty(l, out);
}

bool
pj_re_words(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out)
{
	return words_of(l, re, limit, out);
}
