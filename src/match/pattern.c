#include "match.h"
#include "pingjian/text.h"

/* Runs of a pattern that are worth machine code. */
#define RUNS_QUICK 8

/* Time is asked after this many pattern runs; each is bounded. */
#define RUNS_A_LOOK 128

const char *
pattern_name(const struct pj_rules *rules, const struct pj_pattern *pattern)
{
	if (pattern->kind == PJ_PATTERN_RULE)
		return rules->rules[pattern->id].id;
	return pattern->source;
}

static pcre2_code_16 *
compile(const struct pj_rules *rules, const struct pj_pattern *pattern,
    struct pj_error *err)
{
	const struct pj_rule *rule = NULL;
	pcre2_code_16 *code;
	PCRE2_SIZE at;
	int error;

	code = pcre2_compile_16(pattern->units, pattern->count,
	    PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C |
		PCRE2_USE_OFFSET_LIMIT,
	    &error, &at, NULL);
	if (code)
		return code;
	pj_error_set(err, PJ_ECONFIG, _("pattern of %s: error %d at %zu: %s"),
	    pattern_name(rules, pattern), error, (size_t)at, pattern->source);
	if (pattern->kind == PJ_PATTERN_RULE)
		rule = &rules->rules[pattern->id];
	if (rule && rule->file)
		pj_error_at(err, rule->file, rule->line, 0);
	return NULL;
}

void
code_free(struct code *code)
{
	pcre2_code_free_16(atomic_load(&code->plain));
	pcre2_code_free_16(atomic_load(&code->quick));
}

/* Without memory, or JIT (not on every machine), it is only slower. */
static pcre2_code_16 *
compile_quick(const pcre2_code_16 *plain)
{
	pcre2_code_16 *quick = pcre2_code_copy_16(plain);

	if (quick)
		(void)pcre2_jit_compile_16(quick, PCRE2_JIT_COMPLETE);
	return quick;
}

/* Make what of CODE is wanted and not there yet. */
static void
make_code(struct pj_matcher *matcher, uint32_t pattern, bool want_quick,
    struct pj_error *err)
{
	struct code *code = &matcher->codes[pattern];
	pcre2_code_16 *plain;

	pthread_mutex_lock(&matcher->compiling);
	plain = atomic_load(&code->plain);
	if (!plain) {
		plain = compile(
		    matcher->rules, &matcher->rules->patterns[pattern], err);
		atomic_store_explicit(
		    &code->plain, plain, memory_order_release);
	}
	if (want_quick && plain && !atomic_load(&code->quick))
		atomic_store_explicit(
		    &code->quick, compile_quick(plain), memory_order_release);
	pthread_mutex_unlock(&matcher->compiling);
}

const pcre2_code_16 *
pattern_code(struct pj_matcher *matcher, uint32_t pattern, struct pj_error *err)
{
	struct code *code = &matcher->codes[pattern];
	const pcre2_code_16 *ready;
	unsigned runs;

	ready = atomic_load_explicit(&code->quick, memory_order_acquire);
	if (ready)
		return ready;
	runs = atomic_fetch_add_explicit(&code->runs, 1, memory_order_relaxed);
	ready = atomic_load_explicit(&code->plain, memory_order_acquire);
	if (ready && runs != RUNS_QUICK)
		return ready;
	make_code(matcher, pattern, runs == RUNS_QUICK, err);
	ready = atomic_load_explicit(&code->quick, memory_order_acquire);
	return ready ? ready
	             : atomic_load_explicit(&code->plain, memory_order_acquire);
}

/* Captures of the last match into HIT, those of known lists that are set. */
static bool
add_captures(struct scan *scan, const struct pj_pattern *pattern, uint32_t base,
    int groups, struct pj_hit *hit)
{
	struct pj_scratch *scratch = scan->scratch;
	const PCRE2_SIZE *o = pcre2_get_ovector_pointer_16(scratch->match_data);
	struct pj_fold_span at;
	int g;

	hit->captures = (uint32_t)scratch->capture_count;
	for (g = 1; g < groups && (uint32_t)g <= pattern->capture_count; g++) {
		if (pattern->captures[g - 1] == NONE ||
		    o[2 * g] == PCRE2_UNSET || o[2 * g] >= o[2 * g + 1])
			continue;
		if (hit->capture_count == PJ_HIT_CAPTURES)
			break;
		at.begin = base + (uint32_t)o[2 * g];
		at.end = base + (uint32_t)o[2 * g + 1];
		if (!capture_add(
			scratch, pattern->captures[g - 1], at, scan->err))
			return false;
		hit->capture_count++;
	}
	return true;
}

/* The match at units AT as a hit of PATTERN. */
static bool
add_match(struct scan *scan, const struct pj_pattern *pattern, uint32_t base,
    struct pj_fold_span at, int groups)
{
	struct pj_hit hit = { .fold = at };

	hit.sentence = (uint32_t)scan->sentence;
	hit.id = pattern->id;
	hit.pattern = true;
	if (pattern->kind == PJ_PATTERN_SET) {
		const struct set_use *set = &scan->matcher->sets[pattern->id];

		hit.use = PJ_USE_SET;
		return !set->kept || hit_add(set->scope == SCOPE_BLOCK
						 ? &scan->scratch->block_cues
						 : &scan->scratch->cues,
					 &hit, scan->err);
	}
	if (pattern->kind == PJ_PATTERN_PROTECT) {
		hit.use = PJ_USE_PROTECT;
		return hit_add(&scan->scratch->covers, &hit, scan->err);
	}
	hit.use = PJ_USE_RULE;
	hit.word = pattern->word;
	hit.mark = pattern->mark;
	return add_captures(scan, pattern, base, groups, &hit) &&
	       hit_add(&scan->scratch->candidates, &hit, scan->err);
}

/* A run ended by its limits; pj_match tells of it. */
static bool
ran_out(struct scan *scan, uint32_t index, int error)
{
	if (error == PCRE2_ERROR_NOMEMORY)
		return pj_error_nomem(scan->err);
	scan->scratch->limited[index] = scan->scratch->document;
	return !scan_late(scan);
}

/*
 * All matches of one pattern in the sentence AT, none overlapping, that
 * begin at units BEGINS (its end as well).
 */
static bool
run_pattern(struct scan *scan, uint32_t index, struct pj_fold_span at,
    struct pj_fold_span begins)
{
	const struct pj_pattern *pattern = &scan->rules->patterns[index];
	const uint16_t *units = scan->fold->units + at.begin;
	struct pj_scratch *scratch = scan->scratch;
	const pcre2_code_16 *code;
	size_t from = begins.begin - at.begin, len = at.end - at.begin;
	size_t last = begins.end - at.begin;
	const PCRE2_SIZE *o;
	struct pj_fold_span m;
	int groups;

	code = pattern_code(scan->matcher, index, scan->err);
	if (!code)
		return false;
	o = pcre2_get_ovector_pointer_16(scratch->match_data);
	pcre2_set_offset_limit_16(scratch->match_context, last);
	while (from <= last && from < len) {
		groups = pcre2_match_16(code, units, len, from, 0,
		    scratch->match_data, scratch->match_context);
		if (groups == PCRE2_ERROR_NOMATCH)
			break;
		if (groups < 0)
			return ran_out(scan, index, groups);
		if (o[0] >= o[1]) { /* empty, or turned round by \K */
			from = (o[1] > from ? o[1] : from) + 1;
			continue;
		}
		m.begin = at.begin + (uint32_t)o[0];
		m.end = at.begin + (uint32_t)o[1];
		if (!add_match(scan, pattern, at.begin, m, groups))
			return false;
		from = o[1] > from ? o[1] : from + 1;
	}
	if (++scan->work < RUNS_A_LOOK)
		return true;
	scan->work = 0;
	return !scan_late(scan);
}

/*
 * Where in the sentence AT matches of PATTERN can begin, by what was seen of
 * its gates: from one unit to another, both in OUT.  False: nowhere.
 */
static bool
find_begins(const struct pj_scratch *scratch, const struct pj_pattern *pattern,
    struct pj_fold_span at, struct pj_fold_span *out)
{
	int64_t first = at.begin, last = (int64_t)at.end - 1;
	uint32_t g;

	for (g = 0; g < pattern->gate_count; g++) {
		const struct pj_gate *gate = &pattern->gates[g];
		const struct seen *seen = &scratch->seen[gate->set];

		if (seen->epoch != scratch->epoch)
			return false;
		if (first < (int64_t)seen->first - gate->most)
			first = (int64_t)seen->first - gate->most;
		if (last > (int64_t)seen->last - gate->least)
			last = (int64_t)seen->last - gate->least;
	}
	out->begin = (uint32_t)first;
	out->end = (uint32_t)last;
	return first <= last;
}

/*
 * Whether hits for RUN can be of use now: cues and covers of a sentence
 * without a candidate are not, unless some test looks further than it.
 */
static bool
wanted(const struct scan *scan, const struct pj_pattern *pattern, enum run run)
{
	const struct hit_list *candidates = &scan->scratch->candidates;

	return run == RUN_RULES || run == RUN_BLOCK_CUES ||
	       candidates->count > candidates->start ||
	       (run == RUN_CUES &&
		   scan->matcher->sets[pattern->id].scope == SCOPE_DOCUMENT);
}

/* Patterns for RUN that are anchored at SET. */
static bool
run_anchored(struct scan *scan, const struct set_use *set, enum run run,
    struct pj_fold_span at)
{
	struct pj_fold_span begins;
	uint32_t p;

	for (p = 0; p < set->pattern_count; p++) {
		uint32_t index =
		    scan->matcher->by_anchor[set->first_pattern + p];
		const struct pj_pattern *pattern =
		    &scan->rules->patterns[index];

		if (pattern_run(scan->matcher, pattern) == run &&
		    wanted(scan, pattern, run) &&
		    find_begins(scan->scratch, pattern, at, &begins) &&
		    !run_pattern(scan, index, at, begins))
			return false;
	}
	return true;
}

bool
scan_patterns(struct scan *scan, enum run run, struct pj_fold_span at)
{
	const struct pj_scratch *scratch = scan->scratch;
	size_t a;

	for (a = 0; a < scratch->anchor_count; a++)
		if (!run_anchored(scan,
			&scan->matcher->sets[scratch->anchors[a]], run, at))
			return false;
	return true;
}
