#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "pingjian/fold.h"
#include "pingjian/text.h"

#include "lint.h"

/* Tell one finding; those with PJ_OK are hints and not counted. */
static void
say(struct lint *lint, const struct pj_rule *rule, enum pj_code code,
    const char *text)
{
	struct pj_error finding = { 0 };

	if (rule) {
		pj_error_set(&finding, code, "%s: %s", rule->id, text);
		pj_error_at(&finding, rule->file, rule->line, 0);
	} else {
		pj_error_set(&finding, code, "%s", text);
	}
	lint->say(lint->arg, &finding);
	lint->count += code != PJ_OK;
}

void
pj_lint_say(
    struct lint *lint, const struct pj_rule *rule, const char *format, ...)
{
	char text[PJ_ERROR_MESSAGE];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	say(lint, rule, PJ_ECONFIG, text);
}

void
pj_lint_hint(
    struct lint *lint, const struct pj_rule *rule, const char *format, ...)
{
	char text[PJ_ERROR_MESSAGE];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	say(lint, rule, PJ_OK, text);
}

/* --- terms --------------------------------------------------------------- */

/* The term that is exactly UNITS, or NULL. */
static const struct pj_term *
term_of(const struct pj_rules *rules, struct units units)
{
	size_t lo = 0, hi = rules->term_count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const struct pj_term *term = &rules->terms[mid];
		struct units at = { term->units, term->count };
		int order = pj_units_compare(&units, &at);

		if (order == 0)
			return term;
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

const struct pj_use *
pj_lint_use(const struct pj_rules *rules, const struct pj_term *term,
    enum pj_use_kind kind, uint32_t id)
{
	for (uint32_t i = 0; i < term->use_count; i++) {
		const struct pj_use *use = &rules->uses[term->first_use + i];

		if (use->kind == kind && (id == NONE || use->id == id))
			return use;
	}
	return NULL;
}

bool
pj_lint_each(const struct pj_rules *rules, struct units text,
    lint_term_fn *each, void *arg)
{
	for (uint32_t from = 0; from < text.count; from++) {
		uint32_t most = text.count - from;

		for (uint32_t n = 1; n <= most && n <= PJ_TERM_MAX; n++) {
			struct units part = { text.at + from, n };
			const struct pj_term *term = term_of(rules, part);

			if (term && each(arg, term, from))
				return true;
		}
	}
	return false;
}

const char *
pj_lint_text(struct lint *lint, struct units units)
{
	struct pj_buf buf = PJ_BUF_INIT;
	const char *text;

	for (uint32_t i = 0; i < units.count; i++)
		pj_buf_put_cp(&buf, units.at[i]);
	text = pj_arena_copy(lint->temp, pj_buf_str(&buf));
	pj_buf_free(&buf);
	return text ? text : "";
}

/* As it is written in WRITTEN, else folded. */
static const char *
as_written(struct lint *lint, const struct pj_strings *written,
    const struct pj_term *term)
{
	struct units units = { term->units, term->count };

	for (size_t i = 0; i < written->count; i++) {
		struct pj_str s = pj_str(written->at[i]);
		struct units other;
		struct pj_fold fold;

		if (!pj_fold_str(lint->temp, s, &fold, NULL))
			continue;
		other = (struct units){ fold.units, (uint32_t)fold.count };
		if (pj_units_compare(&units, &other) == 0)
			return written->at[i];
	}
	return pj_lint_text(lint, units);
}

/* --- one term ------------------------------------------------------------ */

struct within {
	const struct pj_rules *rules;
	uint32_t rule;
	uint32_t count; /* units of the phrase */
};

/* A shorter literal of the rule. */
static bool
is_literal_within(void *arg, const struct pj_term *term, uint32_t from)
{
	const struct within *w = arg;

	(void)from;
	return term->count < w->count &&
	       pj_lint_use(w->rules, term, PJ_USE_RULE, w->rule);
}

static bool
has_pattern(const struct pj_rules *rules, uint32_t rule)
{
	return rules->rules[rule].pattern.count > 0 ||
	       rules->rules[rule].mark_count > 0;
}

/* An exception must hold a literal of its rule. */
static void
check_exception(struct lint *lint, const struct pj_term *term, uint32_t id)
{
	const struct pj_rule *rule = &lint->rules->rules[id];
	struct within w = { lint->rules, id, term->count };
	struct units units = { term->units, term->count };

	if (has_pattern(lint->rules, id) ||
	    pj_lint_each(lint->rules, units, is_literal_within, &w))
		return;
	pj_lint_say(lint, rule,
	    _("the exception \"%s\" holds none of the rule's literals"),
	    as_written(lint, &rule->except, term));
}

/*
 * A literal stands in one rule, and nothing protects from it as such.  What
 * a document-level rule gathers flags nothing by itself.
 */
static void
check_literal(struct lint *lint, const struct pj_term *term,
    const struct pj_use *use, const struct pj_use *first)
{
	const struct pj_rule *rule = &lint->rules->rules[use->id];
	const struct pj_use *protect =
	    pj_lint_use(lint->rules, term, PJ_USE_PROTECT, NONE);

	if (rule->mark_count > 0) {
		lint->alive[use->id] = true;
		return;
	}
	if (use != first)
		pj_lint_say(lint, rule, _("\"%s\" is a literal of %s as well"),
		    as_written(lint, &rule->find, term),
		    lint->rules->rules[first->id].id);
	if (!protect) {
		lint->alive[use->id] = true;
		return;
	}
	pj_lint_say(lint, rule,
	    _("\"%s\" is never found: it is a protected phrase (%s)"),
	    as_written(lint, &rule->find, term),
	    lint->rules->protects.at[protect->id]);
}

/* The first use of TERM as a literal that is flagged by itself, or NULL. */
static const struct pj_use *
first_literal(const struct pj_rules *rules, const struct pj_term *term)
{
	for (uint32_t i = 0; i < term->use_count; i++) {
		const struct pj_use *use = &rules->uses[term->first_use + i];

		if (use->kind == PJ_USE_RULE &&
		    rules->rules[use->id].mark_count == 0)
			return use;
	}
	return NULL;
}

/* Each use of each term on its own. */
static void
check_terms(struct lint *lint)
{
	const struct pj_rules *rules = lint->rules;

	for (size_t i = 0; i < rules->term_count; i++) {
		const struct pj_term *term = &rules->terms[i];
		const struct pj_use *first = first_literal(rules, term);

		for (uint32_t k = 0; k < term->use_count; k++) {
			const struct pj_use *use =
			    &rules->uses[term->first_use + k];

			if (use->kind == PJ_USE_EXCEPT)
				check_exception(lint, term, use->id);
			else if (use->kind == PJ_USE_RULE)
				check_literal(lint, term, use, first);
		}
	}
}

/* --- front door ---------------------------------------------------------- */

size_t
pj_rules_lint(const struct pj_rules *rules,
    void (*each)(void *arg, const struct pj_error *finding), void *arg)
{
	struct lint lint = { .rules = rules, .say = each, .arg = arg };
	struct pj_error nomem = { 0 };

	lint.temp = pj_arena_new(PJ_ARENA_MAX);
	if (lint.temp)
		lint.alive = pj_arena_alloc(
		    lint.temp, rules->rule_count, sizeof(*lint.alive));
	if (!lint.alive) {
		pj_error_nomem(&nomem);
		each(arg, &nomem);
		pj_arena_free(lint.temp);
		return 1;
	}
	for (size_t i = 0; i < rules->remark_count; i++, lint.count++)
		each(arg, &rules->remarks[i]);
	check_terms(&lint);
	pj_lint_patterns(&lint);
	pj_lint_rules(&lint);
	pj_lint_unused(&lint);
	pj_arena_free(lint.temp);
	return lint.count;
}
