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

/* A word of set ID is at PLACE; its patterns wait for the sentence's end. */
static void
see_set(struct scan *scan, uint32_t id, uint32_t place)
{
	struct pj_scratch *scratch = scan->scratch;
	struct seen *seen = &scratch->seen[id];

	if (seen->epoch == scratch->epoch) {
		seen->last = place;
		return;
	}
	*seen = (struct seen){ scratch->epoch, place, place };
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
	hit->mark = use->mark;
	if (hit->capture_count) {
		at.begin = hit->fold.begin + use->capture_begin;
		at.end = at.begin + use->capture_count;
		if (!capture_add(scratch, use->capture_list, at, scan->err))
			return false;
	}
	return hit_add(&scratch->candidates, hit, scan->err);
}

/* A cue that lies anywhere in a block with a candidate. */
static bool
add_block_cue(struct scan *scan, struct pj_hit *hit)
{
	hit->sentence = (uint32_t)pj_segment_sentence_at(
	    scan->segments, scan->fold->text[hit->fold.begin]);
	return hit_add(&scan->scratch->block_cues, hit, scan->err);
}

/* A hit of USE in layer L, by a term of COUNT units at PLACE. */
static bool
add_hit(struct scan *scan, unsigned l, const struct pj_use *use, uint32_t place,
    uint32_t count)
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
	case PJ_USE_COUNT: /* never an ACT_HIT */
	case PJ_USE_SET:
		break;
	}
	see_set(scan, use->id, place);
	if (l == LAYER_BLOCK)
		return add_block_cue(scan, &hit);
	return hit_add(&scratch->cues, &hit, scan->err);
}

static bool enter_sentence(struct scan *scan, uint32_t place);

/* Whether the COUNT units at PLACE are one word in the text, and not the end
 * of one and the begin of the next: 女 生日. */
static bool
is_whole(const struct scan *scan, uint32_t place, uint32_t count)
{
	uint32_t i;

	for (i = place; i + 1 < place + count; i++)
		if (pj_fold_gap(scan->fold, scan->doc->text, i, false) != 0)
			return false;
	return true;
}

/* Count a word of COUNT units at PLACE, unless it lies in one counted. */
static void
count_word(struct scan *scan, uint32_t act, uint32_t place, uint32_t count)
{
	struct pj_scratch *scratch = scan->scratch;
	uint32_t id = act & ACT_NOT_COUNTED;

	if (place < scratch->counted || !is_whole(scan, place, count))
		return;
	scratch->counted = place + count;
	if (id != ACT_NOT_COUNTED)
		scratch->counts[id]++;
}

/* Term INDEX of layer L begins at PLACE: do what it is good for. */
static bool
use_term(struct scan *scan, unsigned l, uint32_t index, uint32_t place)
{
	const struct layer *layer = &scan->matcher->layers[l];
	uint32_t i = layer->first_act[index];
	uint32_t end = layer->first_act[index + 1];

	for (; i < end && (layer->acts[i] & (ACT_HIT | ACT_COUNT)) == ACT_COUNT;
	     i++)
		count_word(
		    scan, layer->acts[i], place, layer->terms[index].count);
	if (i < end && l == LAYER_WAKE && !enter_sentence(scan, place))
		return false;
	for (; i < end; i++) {
		uint32_t act = layer->acts[i];

		if (!(act & ACT_HIT))
			see_set(scan, act, place);
		else if (!add_hit(scan, l, &scan->rules->uses[act & ~ACT_HIT],
			     place, layer->terms[index].count))
			return false;
	}
	return true;
}

/* What begins at PLACE of layer L. */
static bool
visit(struct scan *scan, unsigned l, uint32_t place)
{
	const struct layer *layer = &scan->matcher->layers[l];
	uint32_t *terms = scan->scratch->terms[l];
	size_t n;

	n = trie_terms(layer->trie, scan->fold->units + place,
	    scan->fold->count - place, terms);
	while (n > 0) /* longer first */
		if (!use_term(scan, l, terms[--n], place))
			return false;
	return true;
}

/* Places looked ahead: their table slots come from afar. */
#define AHEAD 6

/* Filter and visit the units AT by layer L, a chunk at a time. */
static bool
scan_layer(struct scan *scan, unsigned l, struct pj_fold_span at)
{
	const struct trie *trie = scan->matcher->layers[l].trie;
	const uint16_t *units = scan->fold->units;
	uint32_t *places = scan->scratch->places[l];
	size_t safe = scan->fold->count, i, n, len;
	uint32_t begin, end;

	/* The last units of all have nobody behind to be filtered with. */
	safe = safe > FILTER_BEHIND ? safe - FILTER_BEHIND : 0;
	end = at.end < safe ? at.end : (uint32_t)safe;
	for (begin = at.begin; begin < end; begin += (uint32_t)len) {
		len = end - begin < SCAN_CHUNK ? end - begin : SCAN_CHUNK;
		n = trie_filter(trie, units + begin, len, places);
		for (i = 0; i < n; i++) {
			if (i + AHEAD < n)
				trie_fetch(
				    trie, units + begin + places[i + AHEAD]);
			if (!visit(scan, l, begin + places[i]))
				return false;
		}
		if (l == LAYER_WAKE && scan_late(scan))
			return false;
	}
	for (; begin < at.end; begin++)
		if (!visit(scan, l, begin))
			return false;
	return true;
}

/*
 * Without a candidate, covers of a sentence are of no use, and cues only if
 * some test looks further than its own sentence.
 */
static void
thin(const struct scan *scan)
{
	struct hit_list *cues = &scan->scratch->cues;
	size_t i, n;

	scan->scratch->covers.count = scan->scratch->covers.start;
	for (i = n = cues->start; i < cues->count; i++)
		if (scan->matcher->sets[cues->at[i].id].scope != SCOPE_SENTENCE)
			cues->at[n++] = cues->at[i];
	cues->count = n;
}

static bool
has_candidate(const struct scan *scan)
{
	const struct hit_list *candidates = &scan->scratch->candidates;

	return candidates->count > candidates->start;
}

/*
 * The patterns of the units AT, a sentence.  Those that make candidates come
 * first: without a candidate the rest of the sentence is of no use.
 */
static bool
scan_further(struct scan *scan, struct pj_fold_span at)
{
	return scan_patterns(scan, RUN_RULES, at) &&
	       (!has_candidate(scan) || scan_layer(scan, LAYER_REST, at)) &&
	       scan_patterns(scan, RUN_CUES, at) &&
	       scan_patterns(scan, RUN_COVERS, at);
}

/* All that is left to do for the sentence scanned last. */
static bool
leave_sentence(struct scan *scan)
{
	struct pj_scratch *scratch = scan->scratch;

	if (scan->sentence_end == 0)
		return true;
	if ((scratch->anchor_count > 0 || has_candidate(scan)) &&
	    !scan_further(scan, sentence_units(scan)))
		return false;
	if (!has_candidate(scan))
		thin(scan);
	hits_settle(&scratch->candidates, scan->doc, scan->fold);
	hits_settle(&scratch->covers, scan->doc, scan->fold);
	hits_settle(&scratch->cues, scan->doc, scan->fold);
	scratch->anchor_count = 0;
	return true;
}

/* Run the patterns of block cues in every sentence within the units AT. */
static bool
scan_block_patterns(struct scan *scan, struct pj_fold_span at)
{
	const struct pj_segments *segments = scan->segments;
	const struct pj_fold *fold = scan->fold;
	size_t last = scan->sentence, s;
	bool ok = true;

	if (scan->scratch->anchor_count == 0)
		return true;
	s = pj_segment_sentence_at(segments, fold->text[at.begin]);
	for (; s <= last && ok; s++) {
		struct pj_text_span text = segments->sentences[s].at;
		struct pj_fold_span part = { pj_fold_at(fold, text.begin),
			pj_fold_at(fold, text.end) };

		scan->sentence = s;
		ok = part.begin >= part.end ||
		     scan_patterns(scan, RUN_BLOCK_CUES, part);
	}
	scan->sentence = last;
	scan->scratch->anchor_count = 0;
	return ok;
}

/* The block of the sentence scanned last ends: find its cues, if wanted. */
static bool
leave_block(struct scan *scan)
{
	struct pj_scratch *scratch = scan->scratch;
	const struct pj_sentence *sentence =
	    &scan->segments->sentences[scan->sentence];
	struct pj_text_span block = scan->doc->blocks[sentence->block].at;
	struct pj_fold_span at;

	if (scratch->candidates.count == scan->block_start)
		return true;
	scan->block_start = scratch->candidates.count;
	at.begin = pj_fold_at(scan->fold, block.begin);
	at.end = pj_fold_at(scan->fold, block.end);
	scratch->epoch++; /* of the whole block: what was seen anywhere in it */
	if (!scan_layer(scan, LAYER_BLOCK, at) ||
	    !scan_block_patterns(scan, at))
		return false;
	hits_settle(&scratch->block_cues, scan->doc, scan->fold);
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
	if (segments->sentences[s].block !=
		segments->sentences[scan->sentence].block &&
	    !leave_block(scan))
		return false;
	scan->sentence = s;
	scan->sentence_end = segments->sentences[s].at.end;
	scan->place = place;
	scan->scratch->epoch++;
	return true;
}

bool
scan_part(struct scan *scan, struct pj_fold_span at)
{
	scan->scratch->counted = 0;
	return at.begin == at.end ||
	       (scan_layer(scan, LAYER_WAKE, at) && leave_sentence(scan) &&
		   leave_block(scan));
}
