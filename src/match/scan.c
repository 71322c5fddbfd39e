#include "match.h"
#include "pingjian/text.h"

bool
scan_late(struct scan *scan)
{
	if (!pj_deadline_passed(scan->deadline))
		return false;
	pj_error_set(scan->err, PJ_ELIMIT, _("it takes too long to screen"));
	return true;
}

/* The units of the current sentence, found from one of them. */
static struct pj_fold_span
sentence_units(const struct scan *scan)
{
	const struct pj_sentence *sentence =
	    &scan->segments->sentences[scan->sentence];
	const uint32_t *text = scan->fold->text;
	struct pj_fold_span at = { scan->place, scan->place + 1 };

	while (at.begin > 0 && text[at.begin - 1] >= sentence->at.begin)
		at.begin--;
	while (at.end < scan->fold->count && text[at.end] < sentence->at.end)
		at.end++;
	return at;
}

/*
 * Most sentences hold no candidate.  Then covers are of use only if they
 * reach into the next sentence, and cues only if some test looks further
 * than its own.
 */
static void
thin(const struct scan *scan)
{
	struct hit_list *covers = &scan->scratch->covers;
	struct hit_list *cues = &scan->scratch->cues;
	size_t i, n = covers->start;

	for (i = covers->start; i < covers->count; i++)
		if (scan->fold->text[covers->at[i].fold.end - 1] >=
		    scan->sentence_end)
			covers->at[n++] = covers->at[i];
	covers->count = n;
	for (i = n = cues->start; i < cues->count; i++)
		if (scan->matcher->sets[cues->at[i].id].wide)
			cues->at[n++] = cues->at[i];
	cues->count = n;
}

/* All that is left to do for the sentence scanned last. */
static bool
leave_sentence(struct scan *scan)
{
	struct pj_scratch *scratch = scan->scratch;

	if (scan->sentence_end == 0)
		return true;
	if (scratch->anchor_count > 0 &&
	    !scan_patterns(scan, sentence_units(scan)))
		return false;
	if (scratch->candidates.count == scratch->candidates.start)
		thin(scan);
	hits_settle(&scratch->candidates, scan->doc, scan->fold);
	hits_settle(&scratch->covers, scan->doc, scan->fold);
	hits_settle(&scratch->cues, scan->doc, scan->fold);
	scratch->anchor_count = 0;
	return true;
}

/* Make the sentence of unit PLACE the current one. */
static bool
enter_sentence(struct scan *scan, uint32_t place)
{
	const struct pj_segments *segments = scan->segments;
	uint32_t at = scan->fold->text[place];
	size_t s = scan->sentence;

	if (at < scan->sentence_end)
		return true;
	if (!leave_sentence(scan))
		return false;
	while (s + 1 < segments->sentence_count &&
	       segments->sentences[s].at.end <= at)
		s++;
	scan->sentence = s;
	scan->sentence_end = segments->sentences[s].at.end;
	scan->place = place;
	scan->scratch->epoch++;
	return true;
}

/* A word of set ID was seen; its patterns wait for the sentence's end. */
static void
see_set(struct scan *scan, uint32_t id)
{
	struct pj_scratch *scratch = scan->scratch;

	if (scratch->seen[id] == scratch->epoch)
		return;
	scratch->seen[id] = scratch->epoch;
	if (scan->matcher->sets[id].pattern_count > 0)
		scratch->anchors[scratch->anchor_count++] = id;
}

/* A hit of a rule's literal, with the word of a list in it, if any. */
static bool
add_candidate(struct scan *scan, const struct pj_use *use, struct pj_hit *hit)
{
	struct pj_scratch *scratch = scan->scratch;
	struct pj_fold_span at;

	hit->captures = (uint32_t)scratch->capture_count;
	hit->capture_count = use->capture_count > 0;
	hit->word = use->word;
	if (hit->capture_count) {
		at.begin = hit->fold.begin + use->capture_begin;
		at.end = at.begin + use->capture_count;
		if (!capture_add(scratch, use->capture_list, at, scan->err))
			return false;
	}
	return hit_add(&scratch->candidates, hit, scan->err);
}

/* A hit of USE, by a term of COUNT units at PLACE. */
static bool
add_hit(
    struct scan *scan, const struct pj_use *use, uint32_t place, uint32_t count)
{
	struct pj_scratch *scratch = scan->scratch;
	struct pj_hit hit = {
		.fold = { place, place + count },
		.sentence = (uint32_t)scan->sentence,
		.id = use->id,
		.use = (uint8_t)use->kind,
	};

	switch (use->kind) {
	case PJ_USE_RULE:
		return add_candidate(scan, use, &hit);
	case PJ_USE_PROTECT:
	case PJ_USE_EXCEPT:
		return hit_add(&scratch->covers, &hit, scan->err);
	case PJ_USE_SET:
		break;
	}
	return hit_add(&scratch->cues, &hit, scan->err);
}

/* The term INDEX begins at PLACE: do what it is good for. */
static bool
use_term(struct scan *scan, uint32_t index, uint32_t place)
{
	const struct pj_matcher *matcher = scan->matcher;
	uint32_t first = matcher->first_act[index];
	uint32_t count = matcher->first_act[index + 1] - first, i;

	for (i = 0; i < count; i++) {
		const struct pj_term *term;
		const struct pj_use *use;

		if (matcher->acts[first + i] != ACT_HIT) {
			see_set(scan, matcher->acts[first + i]);
			continue;
		}
		term = &scan->rules->terms[index];
		use = &scan->rules->uses[term->first_use + i];
		if (use->kind == PJ_USE_SET)
			see_set(scan, use->id);
		if (!add_hit(scan, use, place, term->count))
			return false;
	}
	return true;
}

static bool
visit(struct scan *scan, uint32_t place)
{
	struct pj_scratch *scratch = scan->scratch;
	size_t n;

	n = trie_terms(scan->matcher->trie, scan->fold->units + place,
	    scan->fold->count - place, scratch->terms);
	if (n == 0)
		return true;
	if (!enter_sentence(scan, place))
		return false;
	while (n > 0) /* longer first */
		if (!use_term(scan, scratch->terms[--n], place))
			return false;
	return true;
}

/* Places looked ahead: their table slots come from afar. */
#define AHEAD 6

/* Filter and visit a chunk at a time. */
static bool
scan_units(struct scan *scan)
{
	const struct trie *trie = scan->matcher->trie;
	const struct pj_fold *fold = scan->fold;
	uint32_t *places = scan->scratch->places;
	size_t begin = 0, i, n, len;

	/* The last unit has no neighbour to be filtered with. */
	while (fold->count - begin > 1) {
		len = fold->count - 1 - begin;
		if (len > SCAN_CHUNK)
			len = SCAN_CHUNK;
		n = trie_filter(trie, fold->units + begin, len, places);
		for (i = 0; i < n; i++) {
			if (i + AHEAD < n)
				trie_fetch(trie,
				    fold->units + begin + places[i + AHEAD]);
			if (!visit(scan, (uint32_t)begin + places[i]))
				return false;
		}
		begin += len;
		if (scan_late(scan))
			return false;
	}
	return visit(scan, (uint32_t)begin) && leave_sentence(scan);
}

/* Epochs must not come round to one that `seen` still holds. */
static void
renew_epochs(struct pj_scratch *scratch, size_t sentences)
{
	if (sentences < UINT32_MAX - 1 - scratch->epoch)
		return;
	memset(scratch->seen, 0,
	    scratch->matcher->rules->set_count * sizeof(*scratch->seen));
	scratch->epoch = 0;
}

bool
pj_match(struct pj_arena *arena, struct pj_scratch *scratch,
    const struct pj_doc *doc, const struct pj_fold *fold,
    const struct pj_segments *segments, struct pj_deadline deadline,
    struct pj_hits *out, struct pj_notes *notes, struct pj_error *err)
{
	struct scan scan = {
		.scratch = scratch,
		.matcher = scratch->matcher,
		.rules = scratch->matcher->rules,
		.doc = doc,
		.fold = fold,
		.segments = segments,
		.deadline = deadline,
		.notes = notes,
		.err = err,
	};
	bool ok = true;

	*out = (struct pj_hits){ 0 };
	renew_epochs(scratch, segments->sentence_count);
	scratch->document++;
	if (fold->count > 0 && segments->sentence_count > 0)
		ok = scan_units(&scan);
	if (ok && !hits_export(arena, scratch, out))
		ok = pj_error_nomem(err);
	hits_clear(scratch);
	return ok;
}
