#include "rules.h"

/*
 * Tens of thousands of words are put in order at every start.  Merging with
 * the comparison in place, most of the time of two numbers, takes a third of
 * what qsort does.
 */

/* Shorter runs are made this long by insertion. */
#define RUN 8

/* So many words are first told apart by single units, of which there are … */
#define MANY 10000
#define UNITS 65536U

/* The first units as a number that orders as they do. */
static uint64_t
head_of(const struct units *word)
{
	uint64_t head = 0;

	for (uint32_t i = 0; i < HEAD_UNITS; i++)
		head = head << 16 | (i < word->count ? word->at[i] : 0U);
	return head;
}

int
pj_units_compare(const struct units *a, const struct units *b)
{
	uint32_t count = a->count < b->count ? a->count : b->count;

	for (uint32_t i = 0; i < count; i++)
		if (a->at[i] != b->at[i])
			return a->at[i] < b->at[i] ? -1 : 1;
	return (a->count > b->count) - (a->count < b->count);
}

int
pj_orders_compare(const struct order *a, const struct order *b)
{
	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	/* A head does not tell a unit 0 from none. */
	if (a->count <= HEAD_UNITS && b->count <= HEAD_UNITS)
		return (a->count > b->count) - (a->count < b->count);
	return pj_units_compare(a->word, b->word);
}

static inline bool
is_less(const struct order *a, const struct order *b)
{
	return a->head != b->head ? a->head < b->head
	                          : pj_orders_compare(a, b) < 0;
}

/*
 * Put some words in order from BEGIN on: as many as are, and at least RUN.
 * Returns where they end.
 */
static size_t
make_run(struct order *at, size_t begin, size_t count)
{
	size_t end = begin + 1, k;

	while (end < count && !is_less(&at[end], &at[end - 1]))
		end++;
	for (; end < count && end - begin < RUN; end++) {
		struct order one = at[end];

		for (k = end; k > begin && is_less(&one, &at[k - 1]); k--)
			at[k] = at[k - 1];
		at[k] = one;
	}
	return end;
}

/* FROM's two runs, up to MIDDLE and to END, as one into TO. */
static void
merge(const struct order *from, size_t begin, size_t middle, size_t end,
    struct order *to)
{
	size_t a = begin, b = middle;

	for (size_t i = begin; i < end; i++)
		to[i] = b == end || (a < middle && !is_less(&from[b], &from[a]))
		            ? from[a++]
		            : from[b++];
}

/* Merge each two of the *RUNS runs of FROM, which end at ENDS, into TO. */
static void
merge_all(
    const struct order *from, size_t *ends, size_t *runs, struct order *to)
{
	size_t begin = 0, made = 0;

	for (size_t i = 0; i < *runs; i += 2) {
		size_t middle = ends[i];
		size_t end = i + 1 < *runs ? ends[i + 1] : middle;

		merge(from, begin, middle, end, to);
		ends[made++] = begin = end;
	}
	*runs = made;
}

/*
 * Put the COUNT words of AT in order by merging, in turn with OTHER, where
 * ENDS has room for the runs.  Returns where the result is.
 */
static struct order *
merge_sort(struct order *at, struct order *other, size_t count, size_t *ends)
{
	size_t runs = 0;

	for (size_t i = 0; i < count; i = ends[runs++])
		ends[runs] = make_run(at, i, count);
	while (runs > 1) {
		struct order *from = at;

		merge_all(from, ends, &runs, other);
		at = other;
		other = from;
	}
	return at;
}

/*
 * The COUNT words of AT into OTHER, in order of the 16 bits of their heads
 * from SHIFT on, and of where they stand.  BEGINS has room for UNITS.
 */
static void
spread(const struct order *at, size_t count, struct order *other,
    unsigned shift, uint32_t *begins)
{
	uint32_t begin = 0;

	memset(begins, 0, UNITS * sizeof(*begins));
	for (size_t i = 0; i < count; i++)
		begins[at[i].head >> shift & (UNITS - 1)]++;
	for (uint32_t unit = 0; unit < UNITS; unit++) {
		uint32_t next = begin + begins[unit];

		begins[unit] = begin;
		begin = next;
	}
	for (size_t i = 0; i < count; i++)
		other[begins[at[i].head >> shift & (UNITS - 1)]++] = at[i];
}

/* As merge_sort, for many words: by the first two units, then the rest. */
static bool
spread_sort(struct pj_arena *arena, struct order *at, struct order *other,
    size_t count, size_t *ends)
{
	uint32_t *begins = pj_arena_alloc(arena, UNITS, sizeof(*begins));

	if (!begins)
		return false;
	spread(at, count, other, 32, begins);
	spread(other, count, at, 48, begins);
	for (size_t i = 0, end; i < count; i = end) {
		const struct order *sorted;

		for (end = i + 1; end < count; end++)
			if (at[end].head >> 32 != at[i].head >> 32)
				break;
		sorted = merge_sort(at + i, other + i, end - i, ends);
		if (sorted != at + i)
			memcpy(at + i, sorted, (end - i) * sizeof(*at));
	}
	return true;
}

struct order *
pj_words_order(struct pj_arena *arena, struct order *at, size_t count)
{
	struct order *other = pj_arena_alloc(arena, count, sizeof(*other));
	size_t *ends = pj_arena_alloc(arena, count / RUN + 1, sizeof(*ends));

	if (!other || !ends)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		at[i].head = head_of(at[i].word);
		at[i].count = at[i].word->count;
	}
	if (count < MANY || count > UINT32_MAX)
		return merge_sort(at, other, count, ends);
	return spread_sort(arena, at, other, count, ends) ? at : NULL;
}

/* What is made of lists and alternatives often is in order already. */
static bool
in_order(const struct units *words, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (pj_units_compare(&words[i - 1], &words[i]) >= 0)
			return false;
	return true;
}

bool
pj_units_sort(struct loader *l, struct units *words, size_t *count)
{
	struct units *copy;
	struct order *order;
	size_t kept = 0;

	if (in_order(words, *count))
		return true;
	pj_arena_reset(l->fold);
	copy = pj_arena_alloc(l->fold, *count, sizeof(*copy));
	order = pj_arena_alloc(l->fold, *count, sizeof(*order));
	if (!copy || !order)
		return pj_error_nomem(l->err);
	for (size_t i = 0; i < *count; i++) {
		copy[i] = words[i];
		order[i].word = &copy[i];
	}
	order = pj_words_order(l->fold, order, *count);
	if (!order)
		return pj_error_nomem(l->err);
	for (size_t i = 0; i < *count; i++)
		if (i == 0 || pj_orders_compare(&order[i - 1], &order[i]) != 0)
			words[kept++] = *order[i].word;
	*count = kept;
	return true;
}
