#include <unicode/uchar.h>

#include "pingjian/buf.h"
#include "pingjian/utf8.h"
#include "segment.h"

/*
 * A tag without a Chinese letter is none here: it holds nothing to screen,
 * and #MeToo is often a word of its sentence.
 */
size_t
pj_hashtag_end(struct pj_str text, size_t at)
{
	size_t end, next = at, chars = 0;
	bool chinese = false;

	pj_utf8_next(text, &next);
	end = next;
	while (end < text.len && chars <= PJ_HASHTAG_MAX) {
		uint32_t cp = pj_utf8_next(text, &next);

		if (cp != '_' && !u_isalnum((UChar32)cp))
			break;
		chinese |= pj_cp_is_han(cp);
		end = next;
		chars++;
	}
	return chinese && chars <= PJ_HASHTAG_MAX ? end : at;
}

bool
pj_hashtags_add(struct pj_hashtags *list, size_t begin, size_t end)
{
	struct pj_text_span *at =
	    pj_grow(list->at, &list->cap, list->count + 1, sizeof(*at));

	if (!at)
		return false;
	list->at = at;
	at[list->count++] =
	    (struct pj_text_span){ (uint32_t)begin, (uint32_t)end };
	return true;
}

bool
pj_hashtags_keep(const struct pj_hashtags *list, struct pj_arena *arena,
    struct pj_segments *out)
{
	struct pj_text_span *at =
	    pj_arena_alloc(arena, list->count, sizeof(*at));

	if (!at)
		return false;
	if (list->count > 0)
		memcpy(at, list->at, list->count * sizeof(*at));
	out->hashtags = at;
	out->hashtag_count = list->count;
	return true;
}

/* The first hashtag that ends at or after text offset AT, or NULL. */
static const struct pj_text_span *
hashtag_to(const struct pj_segments *segments, uint32_t at)
{
	size_t low = 0, high = segments->hashtag_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (segments->hashtags[middle].end < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < segments->hashtag_count ? &segments->hashtags[low] : NULL;
}

bool
pj_segment_in_hashtag(
    const struct pj_segments *segments, struct pj_text_span at)
{
	const struct pj_text_span *tag = hashtag_to(segments, at.end);

	return tag && tag->begin <= at.begin;
}

bool
pj_segment_is_hashtag(
    const struct pj_segments *segments, const struct pj_sentence *sentence)
{
	/* One that ends where this begins is that of the sentence before. */
	const struct pj_text_span *tag =
	    hashtag_to(segments, sentence->at.begin + 1);

	return tag && tag->begin >= sentence->at.begin &&
	       tag->end <= sentence->at.end;
}
