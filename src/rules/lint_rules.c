#include "pingjian/fold.h"
#include "pingjian/text.h"

#include "lint.h"

/* ‹ and › around what must be flagged. */
#define MARK_OPEN "\xE2\x80\xB9"
#define MARK_CLOSE "\xE2\x80\xBA"

/* Nested repetitions that may try more ways than this are named. */
#define WAYS_MAX 150

/* --- examples ------------------------------------------------------------ */

/* Marks in S; -1 where they do not pair. */
static int
count_marks(const char *s)
{
	int pairs = 0;
	bool open = false;

	for (; *s; s++) {
		bool opens = !strncmp(s, MARK_OPEN, strlen(MARK_OPEN));
		bool closes = !strncmp(s, MARK_CLOSE, strlen(MARK_CLOSE));

		if ((opens && open) || (closes && !open))
			return -1;
		pairs += closes;
		if (opens || closes)
			open = opens;
	}
	return open ? -1 : pairs;
}

/* Enough of them, and marks only where they belong. */
static void
check_examples(struct lint *lint, const struct pj_rule *rule)
{
	if (rule->bad.count == 0)
		pj_lint_say(lint, rule, _("\"bad\" has no example"));
	if (rule->ok.count == 0)
		pj_lint_say(lint, rule, _("\"ok\" has no example"));
	else if (rule->ok.count < rule->except.count)
		/* One example may hold several exceptions. */
		pj_lint_hint(lint, rule,
		    _("%zu exceptions, but only %zu examples in \"ok\""),
		    rule->except.count, rule->ok.count);
	for (size_t i = 0; i < rule->bad.count; i++)
		if (count_marks(rule->bad.at[i]) < 1)
			pj_lint_say(lint, rule,
			    _("\"%s\": ‹ and › must stand around what is "
			      "found"),
			    rule->bad.at[i]);
	for (size_t i = 0; i < rule->ok.count; i++)
		if (count_marks(rule->ok.at[i]) != 0)
			pj_lint_say(lint, rule,
			    _("\"%s\": no ‹ › in an \"ok\" example"),
			    rule->ok.at[i]);
}

/* --- suggestions --------------------------------------------------------- */

struct suggestion {
	struct lint *lint;
	const struct pj_rule *rule;
	struct units units;
	const struct pj_rule *hit; /* that flags it */
	uint32_t begin, end;       /* what it flags */
};

/*
 * A literal of a warning or error.  One that must be a whole word counts
 * only where it is all of the suggestion: words are not known here.
 */
static bool
is_flagged(void *arg, const struct pj_term *term, uint32_t from)
{
	struct suggestion *s = arg;
	const struct pj_rules *rules = s->lint->rules;

	for (uint32_t i = 0; i < term->use_count; i++) {
		const struct pj_use *use = &rules->uses[term->first_use + i];
		const struct pj_rule *rule;

		if (use->kind != PJ_USE_RULE)
			continue;
		rule = &rules->rules[use->id];
		if (rule->severity < PJ_WARNING || rule->condition_count > 0 ||
		    rule->mark_count > 0 ||
		    (use->word && term->count < s->units.count))
			continue;
		s->hit = rule;
		s->begin = from;
		s->end = from + term->count;
		return true;
	}
	return false;
}

/* A protected phrase, or an exception, around what was flagged. */
static bool
is_covered(void *arg, const struct pj_term *term, uint32_t from)
{
	const struct suggestion *s = arg;
	const struct pj_rules *rules = s->lint->rules;
	uint32_t id = (uint32_t)(s->hit - rules->rules);

	if (from > s->begin || from + term->count < s->end)
		return false;
	return pj_lint_use(rules, term, PJ_USE_PROTECT, NONE) ||
	       (term->count > s->end - s->begin &&
		   pj_lint_use(rules, term, PJ_USE_EXCEPT, id));
}

/* Replacing a phrase by one that is flagged again helps nobody. */
static void
check_suggestion(
    struct lint *lint, const struct pj_rule *rule, const char *text)
{
	struct suggestion s = { .lint = lint, .rule = rule };
	struct pj_fold fold;

	if (!pj_fold_str(lint->temp, pj_str(text), &fold, NULL))
		return;
	s.units = (struct units){ fold.units, (uint32_t)fold.count };
	if (pj_lint_each(lint->rules, s.units, is_flagged, &s) &&
	    !pj_lint_each(lint->rules, s.units, is_covered, &s))
		pj_lint_say(lint, rule,
		    _("the suggestion \"%s\" is itself flagged by %s"), text,
		    s.hit->id);
}

/* --- rules --------------------------------------------------------------- */

void
pj_lint_rules(struct lint *lint)
{
	for (size_t i = 0; i < lint->rules->rule_count; i++) {
		const struct pj_rule *rule = &lint->rules->rules[i];

		if (!lint->alive[i] && !rule->off && rule->pattern.count == 0 &&
		    rule->mark_count == 0)
			pj_lint_say(lint, rule,
			    _("the rule finds nothing: all it looks for is "
			      "protected"));
		/* One text stands for both where a language is missing. */
		if (rule->message_en == rule->message_zh)
			pj_lint_say(
			    lint, rule, _("the message is missing in English"));
		check_examples(lint, rule);
		for (size_t k = 0; k < rule->suggest.count; k++)
			check_suggestion(lint, rule, rule->suggest.at[k]);
	}
}

/* --- patterns ------------------------------------------------------------ */

/* The bound of the repetition at U[*AT], *AT moved behind it; 1 if none. */
static uint32_t
read_bound(const uint16_t *u, uint32_t count, uint32_t *at, bool *varies)
{
	uint32_t min = 0, max = 0, *number = &min;

	*varies = false;
	if (*at < count && u[*at] == '?') {
		++*at;
		return 1; /* optional, but not more than once */
	}
	if (*at >= count || u[*at] != '{')
		return 1;
	for (++*at; *at < count && u[*at] != '}'; ++*at) {
		if (u[*at] == ',')
			number = &max;
		else
			*number = *number * 10 + (u[*at] - (uint32_t)'0');
	}
	++*at;
	*varies = min != max;
	return max;
}

/* Behind the atom at AT: a class, an escape or one unit. */
static uint32_t
skip_atom(const uint16_t *u, uint32_t count, uint32_t at)
{
	if (u[at] == '\\')
		return at + 2;
	if (u[at] != '[')
		return at + 1;
	for (at++; at < count && u[at] != ']'; at++)
		at += u[at] == '\\';
	return at + 1;
}

/*
 * The most ways that repetitions inside one another can share out a text:
 * for each group the largest product of bounds on a path into it.  The
 * pattern is our own output, so its brackets pair and bounds are written
 * {least,most}.
 */
static uint64_t
count_ways(const uint16_t *u, uint32_t count, uint32_t *at)
{
	uint64_t most = 1;

	while (*at < count && u[*at] != ')') {
		uint64_t ways = 1;
		uint32_t bound;
		bool varies;

		if (u[*at] == '(') {
			++*at;
			ways = count_ways(u, count, at);
			++*at;
		} else {
			*at = skip_atom(u, count, *at);
		}
		bound = read_bound(u, count, at, &varies);
		/* A fixed count over fixed parts has one way only. */
		if (varies || (bound > 1 && ways > 1))
			ways *= bound;
		if (ways > most)
			most = ways;
	}
	return most;
}

void
pj_lint_patterns(struct lint *lint)
{
	const struct pj_rules *rules = lint->rules;

	for (size_t i = 0; i < rules->pattern_count; i++) {
		const struct pj_pattern *p = &rules->patterns[i];
		uint32_t at = 0;

		if (count_ways(p->units, p->count, &at) > WAYS_MAX)
			pj_lint_say(lint,
			    p->kind == PJ_PATTERN_RULE ? &rules->rules[p->id]
						       : NULL,
			    _("the pattern \"%s\" has repetitions within "
			      "repetitions and may run out of its limits"),
			    p->source);
	}
}
