#include "resolve.h"

/* A hit longer than this has no counterpart worth looking for. */
#define SWAPPED_MAX 256

/* Hashtags in a row that are looked at on either side; networks allow no
 * more. */
#define TAGS_MAX 30

/* A member of a pair that stands at a place, and its counterpart. */
struct member {
	const uint16_t *other;
	uint32_t count, other_count;
};

static bool
stands_at(const uint16_t *units, uint32_t left, const uint16_t *member,
    uint32_t count)
{
	return count > 0 && count <= left &&
	       memcmp(units, member, count * sizeof(*member)) == 0;
}

/*
 * The longest member of a pair at UNITS; among several of that length
 * (夫人 and 太太 both answer to 先生) the one numbered OPTION, or the last.
 * OPTIONS is raised to their number.
 */
static struct member
find_member(const struct pj_rules *rules, const uint16_t *units, uint32_t left,
    uint32_t option, uint32_t *options)
{
	struct member best = { NULL, 0, 0 };
	uint32_t n = 0;
	size_t p, side;

	for (p = 0; p < rules->pair_count; p++)
		for (side = 0; side < 2; side++) {
			const struct pj_pair *pair = &rules->pairs[p];
			const uint16_t *a = side ? pair->b : pair->a;
			const uint16_t *b = side ? pair->a : pair->b;
			uint32_t a_count = side ? pair->b_count : pair->a_count;
			uint32_t b_count = side ? pair->a_count : pair->b_count;

			if (a_count < best.count ||
			    !stands_at(units, left, a, a_count))
				continue;
			n = a_count > best.count ? 0 : n;
			if (n++ <= option)
				best = (struct member){ b, a_count, b_count };
		}
	if (n > *options)
		*options = n;
	return best;
}

/*
 * The units AT with every member of a pair swapped, into OUT.  Returns
 * their number; 0 where there is nothing to swap or no room.
 */
static uint32_t
swap(const struct resolver *r, struct pj_fold_span at, uint32_t option,
    uint16_t out[SWAPPED_MAX], uint32_t *options)
{
	const uint16_t *units = r->fold->units;
	uint32_t i = at.begin, n = 0;
	bool swapped = false;

	while (i < at.end) {
		struct member m = find_member(
		    r->rules, units + i, at.end - i, option, options);

		if (n + m.other_count + 1 > SWAPPED_MAX)
			return 0;
		if (m.count == 0) {
			out[n++] = units[i++];
			continue;
		}
		memcpy(out + n, m.other, m.other_count * sizeof(*out));
		n += m.other_count;
		i += m.count;
		swapped = true;
	}
	return swapped ? n : 0;
}

/* Whether the COUNT units at WANT stand among the units WITHIN. */
static bool
contains(const uint16_t *units, struct pj_fold_span within,
    const uint16_t *want, uint32_t count)
{
	uint32_t i;

	for (i = within.begin; i + count <= within.end; i++)
		if (units[i] == want[0] &&
		    memcmp(units + i, want, count * sizeof(*want)) == 0)
			return true;
	return false;
}

/* Whether sentence I is a hashtag of block BLOCK. */
static bool
is_tag(const struct resolver *r, size_t i, uint32_t block)
{
	const struct pj_segments *segments = r->segments;

	return i < segments->sentence_count &&
	       segments->sentences[i].block == block &&
	       pj_segment_is_hashtag(segments, &segments->sentences[i]);
}

/*
 * Where the counterpart of HIT may stand: in its sentence, or, for one in a
 * hashtag, in the hashtags beside it (#男警 #女警).
 */
static struct pj_fold_span
pair_range(struct resolver *r, const struct pj_hit *hit)
{
	const struct pj_sentence *all = r->segments->sentences;
	struct pj_fold_span range = resolve_sentence_units(r, hit);
	size_t first = hit->sentence, last = hit->sentence, i;
	uint32_t block = all[first].block;

	if (!pj_segment_in_hashtag(r->segments, hit->text))
		return range;
	for (i = 0; i < TAGS_MAX && first > 0 && is_tag(r, first - 1, block);
	     i++)
		first--;
	for (i = 0; i < TAGS_MAX && is_tag(r, last + 1, block); i++)
		last++;
	if (first < hit->sentence)
		range.begin = pj_fold_at(r->fold, all[first].at.begin);
	if (last > hit->sentence)
		range.end = pj_fold_at(r->fold, all[last].at.end);
	return range;
}

bool
resolve_has_pair(struct resolver *r, const struct pj_hit *hit)
{
	struct pj_fold_span sentence = pair_range(r, hit);
	struct pj_fold_span before = { sentence.begin, hit->fold.begin };
	struct pj_fold_span after = { hit->fold.end, sentence.end };
	uint16_t want[SWAPPED_MAX];
	uint32_t option, options = 1, count;

	for (option = 0; option < options; option++) {
		count = swap(r, hit->fold, option, want, &options);
		if (count > 0 &&
		    (contains(r->fold->units, before, want, count) ||
			contains(r->fold->units, after, want, count)))
			return true;
	}
	return false;
}
