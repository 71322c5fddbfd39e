#include <stdlib.h>

#include "pingjian/text.h"

#include "lint.h"

/* Dead phrases that are named one by one; more are counted. */
#define NAMED_MAX 8

/* --- contexts ------------------------------------------------------------ */

static void
note_inside(bool *used, const struct pj_test *test)
{
	if (test->kind == PJ_TEST_INSIDE)
		used[test->id] = true;
}

/* A context without an effect of its own must be named somewhere. */
static void
check_contexts(struct lint *lint)
{
	const struct pj_rules *rules = lint->rules;
	bool *used =
	    pj_arena_alloc(lint->temp, rules->context_count, sizeof(*used));

	if (!used)
		return;
	for (size_t i = 0; i < rules->rule_count; i++)
		for (size_t k = 0; k < rules->rules[i].condition_count; k++)
			note_inside(used, &rules->rules[i].conditions[k].test);
	for (size_t i = 0; i < rules->context_count; i++)
		for (size_t k = 0; k < rules->contexts[i].count; k++)
			for (size_t t = 0; t < rules->contexts[i].when[k].count;
			     t++)
				note_inside(
				    used, &rules->contexts[i].when[k].tests[t]);
	for (size_t i = 0; i < rules->context_count; i++)
		if (!used[i] && rules->contexts[i].effect == PJ_EFFECT_NONE)
			pj_lint_say(lint, NULL,
			    _("nothing uses the context \"%s\""),
			    rules->contexts[i].name);
}

/* --- basis --------------------------------------------------------------- */

static bool
uses_basis(const struct pj_rule *rule, const char *id)
{
	for (size_t i = 0; i < rule->basis.count; i++)
		if (!strcmp(rule->basis.at[i], id))
			return true;
	return false;
}

/* A register may hold more than is used: a hint. */
static void
check_basis(struct lint *lint)
{
	const struct pj_rules *rules = lint->rules;

	for (size_t i = 0; i < rules->basis_count; i++) {
		bool used = false;

		for (size_t k = 0; k < rules->rule_count && !used; k++)
			used = uses_basis(&rules->rules[k], rules->basis[i].id);
		if (!used)
			pj_lint_hint(lint, NULL,
			    _("no rule rests on the basis \"%s\""),
			    rules->basis[i].id);
	}
}

/* --- protected phrases --------------------------------------------------- */

struct phrase {
	const struct pj_rules *rules;
	const struct pj_term *term;
	bool *sets; /* of which it holds a word */
	bool literal;
};

/* Note what TERM, found within a phrase, is good for. */
static bool
look_within(void *arg, const struct pj_term *term, uint32_t from)
{
	struct phrase *phrase = arg;

	(void)from;
	for (uint32_t i = 0; i < term->use_count; i++) {
		const struct pj_use *use =
		    &phrase->rules->uses[term->first_use + i];

		if (use->kind == PJ_USE_SET)
			phrase->sets[use->id] = true;
		else if (use->kind == PJ_USE_RULE)
			phrase->literal = true;
	}
	return phrase->literal;
}

/* Whether a pattern of a rule could match within the phrase. */
static bool
opens_pattern(const struct phrase *phrase)
{
	for (size_t i = 0; i < phrase->rules->pattern_count; i++) {
		const struct pj_pattern *p = &phrase->rules->patterns[i];
		bool open = p->kind == PJ_PATTERN_RULE;

		for (uint32_t g = 0; g < p->gate_count && open; g++)
			open = phrase->sets[p->gates[g].set];
		if (open)
			return true;
	}
	return false;
}

/* Whether a rule could find anything within TERM; SETS is scratch. */
static bool
protects(const struct pj_rules *rules, const struct pj_term *term, bool *sets)
{
	struct phrase phrase = { rules, term, sets, false };
	struct units units = { term->units, term->count };

	memset(sets, 0, rules->set_count * sizeof(*sets));
	pj_lint_each(rules, units, look_within, &phrase);
	return phrase.literal || opens_pattern(&phrase);
}

/* The phrases of GROUP from which nothing has to be protected. */
static void
check_group(struct lint *lint, uint32_t group, bool *sets)
{
	const struct pj_rules *rules = lint->rules;
	struct pj_buf names = PJ_BUF_INIT;
	size_t dead = 0;

	for (size_t i = 0; i < rules->term_count; i++) {
		const struct pj_term *term = &rules->terms[i];
		struct units units = { term->units, term->count };

		if (!pj_lint_use(rules, term, PJ_USE_PROTECT, group) ||
		    protects(rules, term, sets))
			continue;
		if (dead++ < NAMED_MAX)
			pj_buf_printf(&names, "%s%s", names.len ? ", " : "",
			    pj_lint_text(lint, units));
	}
	if (dead > 0)
		pj_lint_hint(lint, NULL,
		    _("%zu protected phrases of the kind \"%s\" hold nothing "
		      "that a rule finds: %.*s%s"),
		    dead, rules->protects.at[group], (int)names.len,
		    names.ptr ? names.ptr : "", dead > NAMED_MAX ? " …" : "");
	pj_buf_free(&names);
}

/* --- changes ------------------------------------------------------------- */

/* What a later folder asks for and has without asking: a hint. */
static void
check_changes(struct lint *lint)
{
	const struct pj_rules *rules = lint->rules;

	for (size_t i = 0; i < rules->change_count; i++) {
		const struct pj_change *c = &rules->changes[i];
		struct pj_error finding = { 0 };

		if (!pj_change_is_idle(c))
			continue;
		pj_error_set(&finding, PJ_OK,
		    _("this changes nothing in \"%s\": it is so without it"),
		    c->name);
		pj_error_at(&finding, c->file, c->line, 0);
		lint->say(lint->arg, &finding);
	}
}

void
pj_lint_unused(struct lint *lint)
{
	bool *sets =
	    pj_arena_alloc(lint->temp, lint->rules->set_count, sizeof(*sets));

	check_contexts(lint);
	check_basis(lint);
	check_changes(lint);
	for (uint32_t i = 0; sets && i < lint->rules->protects.count; i++)
		check_group(lint, i, sets);
}
