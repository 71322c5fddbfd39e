#include <pthread.h>

#include "match.h"
#include "pingjian/text.h"

/* A part smaller than this is not worth a thread: a millisecond or so. */
#define PART_UNITS ((size_t)1 << 19)

/* What one thread does: the blocks from one unit up to another. */
struct part {
	struct scan scan;
	struct pj_fold_span at;
	struct pj_error err;
	bool ok;
	bool started;
	pthread_t thread;
};

/* Epochs must not come round to one that `seen` still holds. */
static void
renew_epochs(struct pj_scratch *scratch, size_t sentences)
{
	if (sentences < (UINT32_MAX - 1 - scratch->epoch) / 2)
		return;
	memset(scratch->seen, 0,
	    scratch->matcher->rules->set_count * sizeof(*scratch->seen));
	scratch->epoch = 0;
}

static void *
run_part(void *arg)
{
	struct part *part = arg;

	part->ok = scan_part(&part->scan, part->at);
	return NULL;
}

/* The unit at which the block that holds unit PLACE begins. */
static uint32_t
block_begin(const struct pj_doc *doc, const struct pj_fold *fold, size_t place)
{
	const struct pj_block *block;

	if (place >= fold->count)
		return (uint32_t)fold->count;
	block = pj_doc_block_at(doc, fold->text[place]);
	return block ? pj_fold_at(fold, block->at.begin) : (uint32_t)place;
}

/* Cut the units into as many parts as are worth it, at block borders. */
static size_t
cut(struct part *parts, const struct scan *scan)
{
	const struct pj_fold *fold = scan->fold;
	size_t count = 0, want = fold->count / PART_UNITS;
	struct pj_scratch *scratch = scan->scratch;
	uint32_t begin = 0;

	if (want > scratch->threads)
		want = scratch->threads;
	for (; scratch && count < (want ? want : 1); scratch = scratch->next) {
		struct part *part = &parts[count++];

		*part = (struct part){ .scan = *scan };
		part->scan.scratch = scratch;
		part->scan.err = &part->err;
		part->at.begin = begin;
		part->at.end = count < want ? block_begin(scan->doc, fold,
						  fold->count / want * count)
		                            : (uint32_t)fold->count;
		if (part->at.end < begin)
			part->at.end = begin;
		begin = part->at.end;
		if (part->at.begin < part->at.end)
			part->scan.sentence = pj_segment_sentence_at(
			    scan->segments, fold->text[part->at.begin]);
		renew_epochs(scratch, scan->segments->sentence_count);
		scratch->document++;
	}
	return count;
}

/* All parts, the last one here; one that gets no thread as well. */
static void
run_parts(struct part *parts, size_t count)
{
	size_t i;

	for (i = 0; i + 1 < count; i++)
		parts[i].started = pthread_create(&parts[i].thread, NULL,
				       run_part, &parts[i]) == 0;
	for (i = 0; i < count; i++)
		if (!parts[i].started)
			run_part(&parts[i]);
	for (i = 0; i < count; i++)
		if (parts[i].started)
			pthread_join(parts[i].thread, NULL);
}

/* A note for each rule of which some pattern ran out of its limits. */
static void
note_limits(const struct part *parts, size_t count,
    const struct pj_rules *rules, struct pj_notes *notes)
{
	size_t p, i;

	for (p = 0; p < rules->pattern_count; p++) {
		bool limited = false;

		for (i = 0; i < count; i++) {
			const struct pj_scratch *s = parts[i].scan.scratch;

			limited = limited || s->limited[p] == s->document;
		}
		if (limited)
			pj_note_add(notes, "pattern-limit",
			    _("a pattern of %s ran out of its limits; "
			      "sentences that it could not finish were not "
			      "checked by it"),
			    pattern_name(rules, &rules->patterns[p]));
	}
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
	};
	struct part parts[PJ_THREADS_MAX];
	size_t count = 0, i;
	bool ok = true;

	*out = (struct pj_hits){ 0 };
	if (fold->count > 0 && segments->sentence_count > 0)
		count = cut(parts, &scan);
	run_parts(parts, count);
	for (i = 0; i < count && ok; i++) {
		ok = parts[i].ok;
		if (!ok && err && err->code == PJ_OK)
			*err = parts[i].err;
	}
	if (ok && !hits_export(arena, scratch, out))
		ok = pj_error_nomem(err);
	note_limits(parts, count, scan.rules, notes);
	for (; scratch; scratch = scratch->next)
		hits_clear(scratch);
	return ok;
}
