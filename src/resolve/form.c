#include "resolve.h"

/* Whether HIT reaches over a # into the next hashtag: #兒女#警察. */
static bool
crosses_hash(const struct resolver *r, const struct pj_hit *hit)
{
	size_t next = (size_t)hit->sentence + 1;

	return next < r->segments->sentence_count &&
	       hit->text.end > r->segments->sentences[next].at.begin &&
	       pj_segment_is_hashtag(
		   r->segments, &r->segments->sentences[next]);
}

bool
resolve_even(const struct resolver *r, const struct pj_hit *hit)
{
	uint32_t i, first = 0, sign;

	if (crosses_hash(r, hit))
		return false;
	for (i = hit->fold.begin; i + 1 < hit->fold.end; i++) {
		sign = pj_fold_gap(r->fold, r->doc->text, i, hit->pattern);
		if (i == hit->fold.begin)
			first = sign;
		else if (sign != first)
			return false;
	}
	return true;
}

/* The plural ending: whatever stands before it ends a word. */
#define UNIT_PLURAL 0x4EEC /* 们, as 們 is folded */

bool
resolve_whole_words(struct resolver *r, struct subject *subject)
{
	struct pj_fold_span more = subject->hit->fold;
	struct pj_text_span clause = resolve_clause(r, subject);
	struct pj_text_span at = subject->hit->text;

	if (pj_words_bounded(r->words, r->doc->text, clause, at, NULL))
		return true;
	if (more.end >= r->fold->count ||
	    r->fold->units[more.end] != UNIT_PLURAL)
		return false;
	more.end++;
	at = pj_fold_back(r->fold, r->doc->text, more);
	return at.end <= clause.end &&
	       pj_words_bounded(r->words, r->doc->text, clause, at, NULL);
}

struct pj_text_span
resolve_clause(const struct resolver *r, struct subject *subject)
{
	struct pj_text_span at = subject->hit->text;

	if (subject->clause.end > subject->clause.begin)
		return subject->clause;
	subject->clause = pj_segment_clause(r->doc, subject->sentence->at, at);
	if (subject->clause.begin > at.begin)
		subject->clause.begin = at.begin;
	if (subject->clause.end < at.end)
		subject->clause.end = at.end;
	return subject->clause;
}

struct pj_fold_span
resolve_sentence_units(struct resolver *r, const struct pj_hit *hit)
{
	const struct pj_sentence *sentence =
	    &r->segments->sentences[hit->sentence];
	const uint32_t *text = r->fold->text;
	struct pj_fold_span at = hit->fold;

	if (r->sentence == hit->sentence)
		return r->sentence_units;
	while (at.begin > 0 && text[at.begin - 1] >= sentence->at.begin)
		at.begin--;
	while (at.end < r->fold->count && text[at.end] < sentence->at.end)
		at.end++;
	r->sentence = hit->sentence;
	r->sentence_units = at;
	return at;
}
