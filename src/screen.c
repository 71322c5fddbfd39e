#include <pthread.h>
#include <stdlib.h>

#include "pingjian/screen.h"

/* A document smaller than this is segmented before a thread would start. */
#define ASIDE_BYTES ((size_t)1 << 20)

struct pj_engine {
	struct pj_rules *rules;
	struct pj_matcher *matcher;
};

struct pj_screener {
	struct pj_engine *engine;
	struct pj_scratch *scratch;
	struct pj_words *words;
	size_t threads;
};

/* An engine for RULES, which are its own from now on; NULL fails. */
static struct pj_engine *
engine_of(struct pj_rules *rules, struct pj_error *err)
{
	struct pj_engine *engine = NULL;

	if (rules) {
		engine = calloc(1, sizeof(*engine));
		if (!engine)
			pj_error_nomem(err);
	}
	if (!engine) {
		pj_rules_free(rules);
		return NULL;
	}
	pj_doc_init();
	engine->rules = rules;
	engine->matcher = pj_matcher_new(rules, err);
	if (!engine->matcher) {
		pj_engine_free(engine);
		return NULL;
	}
	return engine;
}

struct pj_engine *
pj_engine_new(const char *const *dirs, size_t count,
    const struct pj_rules_options *options, struct pj_error *err)
{
	return engine_of(pj_rules_load(dirs, count, options, err), err);
}

struct pj_engine *
pj_engine_open(const char *image, const char *const *dirs, size_t count,
    struct pj_error *err)
{
	/* Why the image is not used is nothing that a screening depends on. */
	struct pj_rules *rules = pj_rules_open(image, dirs, count, NULL);

	return rules ? engine_of(rules, err)
	             : pj_engine_new(dirs, count, NULL, err);
}

void
pj_engine_free(struct pj_engine *engine)
{
	if (!engine)
		return;
	pj_matcher_free(engine->matcher);
	pj_rules_free(engine->rules);
	free(engine);
}

const struct pj_rules *
pj_engine_rules(const struct pj_engine *engine)
{
	return engine->rules;
}

struct pj_matcher *
pj_engine_matcher(const struct pj_engine *engine)
{
	return engine->matcher;
}

struct pj_screener *
pj_screener_new(struct pj_engine *engine, size_t threads)
{
	struct pj_screener *screener = calloc(1, sizeof(*screener));

	if (!screener)
		return NULL;
	screener->engine = engine;
	screener->threads = threads;
	screener->scratch = pj_scratch_new(engine->matcher, threads);
	screener->words = pj_words_new();
	if (!screener->scratch || !screener->words) {
		pj_screener_free(screener);
		return NULL;
	}
	return screener;
}

void
pj_screener_free(struct pj_screener *screener)
{
	if (!screener)
		return;
	pj_scratch_free(screener->scratch);
	pj_words_free(screener->words);
	free(screener);
}

/* The highest severity of the draft, whatever of it is shown. */
static int
highest_of(const struct pj_findings *findings)
{
	int highest = 0;
	size_t i;

	for (i = 0; i < findings->kept_count; i++)
		if ((int)findings->kept[i].severity > highest)
			highest = (int)findings->kept[i].severity;
	return highest;
}

static enum pj_verdict
judge(int highest)
{
	return highest >= PJ_ERROR     ? PJ_BLOCK
	       : highest >= PJ_WARNING ? PJ_REVIEW
	                               : PJ_PASS;
}

/* Findings at or above LEAST, in ARENA; false out of memory. */
static bool
leave_out_below(struct pj_arena *arena, enum pj_severity least,
    struct pj_findings *findings)
{
	struct pj_finding *kept;
	size_t i, n = 0;

	if (least <= PJ_ADVICE)
		return true;
	kept = pj_arena_alloc(arena, findings->kept_count, sizeof(*kept));
	if (!kept)
		return false;
	for (i = 0; i < findings->kept_count; i++)
		if (findings->kept[i].severity >= least)
			kept[n++] = findings->kept[i];
	findings->kept = kept;
	findings->below_count = findings->kept_count - n;
	findings->kept_count = n;
	return true;
}

/* Segmentation in a thread of its own, into an arena of its own. */
struct aside {
	struct pj_arena *arena;
	const struct pj_doc *doc;
	struct pj_deadline deadline;
	struct pj_segments *out;
	struct pj_error err;
	bool ok;
};

static void *
segment_aside(void *arg)
{
	struct aside *a = arg;

	a->ok = pj_segment_doc(a->arena, a->doc, a->deadline, a->out, &a->err);
	return NULL;
}

/*
 * fold and segment both read the document alone, so that a large one is
 * folded here while another thread, if there may be one, segments it.
 */
static bool
fold_and_segment(const struct pj_screener *screener, struct pj_arena *arena,
    struct aside *a, struct pj_fold *fold, struct pj_error *err)
{
	bool started, ok;
	pthread_t thread;

	started = screener->threads > 1 && a->doc->text.len > ASIDE_BYTES &&
	          pthread_create(&thread, NULL, segment_aside, a) == 0;
	ok = pj_fold_doc(arena, a->doc, a->deadline, fold, err);
	if (started)
		pthread_join(thread, NULL);
	else if (ok)
		segment_aside(a);
	if (ok && !a->ok && err)
		*err = a->err;
	return ok && a->ok;
}

/* The pipeline: each stage takes the results of earlier ones. */
static bool
run(struct pj_screener *screener, const struct pj_source *source,
    const struct pj_screen_options *options, struct pj_result *out,
    struct pj_error *err)
{
	struct pj_deadline deadline = pj_deadline_in(options->limits.seconds);
	const struct pj_rules *rules = screener->engine->rules;
	struct pj_arena *arena = out->arena;
	struct pj_fold fold;
	struct pj_segments segments;
	struct pj_hits hits;
	struct pj_decisions decisions;
	struct aside aside = {
		.doc = &out->doc, .deadline = deadline, .out = &segments
	};
	bool ok;

	aside.arena = pj_arena_new(PJ_ARENA_MAX);
	if (!aside.arena)
		return pj_error_nomem(err);
	ok = pj_doc_read(arena, source, &options->limits, deadline, &out->doc,
		 &out->notes, err) &&
	     fold_and_segment(screener, arena, &aside, &fold, err) &&
	     pj_match(arena, screener->scratch, &out->doc, &fold, &segments,
		 deadline, &hits, &out->notes, err) &&
	     pj_resolve(arena, rules, screener->words, &out->doc, &fold,
		 &segments, &hits, deadline, &decisions, &out->notes, err) &&
	     pj_findings_make(arena, rules, &out->doc, &fold, &segments, &hits,
		 &decisions, options->explain, &out->findings, err);
	pj_arena_free(aside.arena);
	return ok;
}

bool
pj_screen(struct pj_screener *screener, const struct pj_source *source,
    const struct pj_screen_options *options, struct pj_result *out,
    struct pj_error *err)
{
	bool ok;

	*out = (struct pj_result){ .path = source->path };
	out->arena = pj_arena_new(PJ_ARENA_MAX);
	if (!out->arena)
		return pj_error_nomem(err);
	out->notes.arena = out->arena;
	ok = run(screener, source, options, out, err);
	if (!ok) {
		pj_error_at(err, source->path, 0, 0);
		return false;
	}
	out->highest = highest_of(&out->findings);
	out->verdict = judge(out->highest);
	if (!leave_out_below(out->arena, options->min_severity, &out->findings))
		return pj_error_nomem(err);
	return true;
}
