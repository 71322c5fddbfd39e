#ifndef PJ_RULES_LINT_H
#define PJ_RULES_LINT_H

#include "rules.h"

/* Lint looks at finished tables, and says every finding, not the first. */
struct lint {
	const struct pj_rules *rules;
	struct pj_arena *temp;
	void (*say)(void *arg, const struct pj_error *finding);
	void *arg;
	size_t count; /* faults so far */
	bool *alive;  /* one a rule: something of it can be found */
};

/* Say a finding about RULE, or about no rule in particular (NULL). */
void pj_lint_say(struct lint *lint, const struct pj_rule *rule,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Say what is no fault, but may be one; not counted. */
void pj_lint_hint(struct lint *lint, const struct pj_rule *rule,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* TERM's use of KIND for ID (NONE: for any), or NULL. */
const struct pj_use *pj_lint_use(const struct pj_rules *rules,
    const struct pj_term *term, enum pj_use_kind kind, uint32_t id);

/* Units as UTF-8, in temp. */
const char *pj_lint_text(struct lint *lint, struct units units);

/* Call EACH with every term in TEXT until it returns true; whether it did. */
typedef bool lint_term_fn(void *arg, const struct pj_term *term, uint32_t from);
bool pj_lint_each(const struct pj_rules *rules, struct units text,
    lint_term_fn *each, void *arg);

/* Patterns whose repetitions multiply. */
void pj_lint_patterns(struct lint *lint);

/* Examples, languages, suggestions, rules that find nothing. */
void pj_lint_rules(struct lint *lint);

/* Contexts, basis entries and protected phrases without effect. */
void pj_lint_unused(struct lint *lint);

#endif /* PJ_RULES_LINT_H */
