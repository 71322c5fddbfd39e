#include <stdlib.h>

#include "pingjian/buf.h"
#include "pingjian/text.h"
#include "resolve.h"

/*
 * pingjian-disable-next NAME[, NAME…] -- reason    the next block
 * pingjian-disable NAME… -- reason                 from here on,
 * pingjian-enable NAME…                            until here
 *
 * A NAME is a rule, a category, or `all`.  Who lets words stand says why:
 * without a reason nothing is suppressed.
 */
struct suppression {
	struct pj_text_span at; /* where it holds */
	struct pj_str name;
	const struct pj_rule *rule; /* or NULL: */
	const char *category;       /* or NULL: all */
	const char *reason;
	uint32_t line;
	bool open; /* waits for its `enable` */
	bool used;
};

struct suppressions {
	struct suppression *at;
	size_t count, cap;
	struct pj_str *unknown; /* names that were told of */
	size_t unknown_count, unknown_cap;
	size_t asked; /* directives and names, PJ_DIRECTIVE_MAX of them */
};

/* Decisions looked at between two looks at the clock. */
#define DECISIONS_A_LOOK 256

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',';
}

static struct pj_str
trim(struct pj_str s)
{
	while (s.len > 0 && is_space(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len > 0 && is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

/* The first word of *S, *S moved behind it; empty at the end. */
static struct pj_str
next_word(struct pj_str *s)
{
	struct pj_str word;

	*s = trim(*s);
	word = (struct pj_str){ s->ptr, 0 };
	while (word.len < s->len && !is_space(word.ptr[word.len]))
		word.len++;
	s->ptr += word.len;
	s->len -= word.len;
	return word;
}

static bool
is_dash(struct pj_str word)
{
	static const char *const dashes[] = { "--", "-", "–", "—", "——", "－",
		"－－" };

	for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++)
		if (pj_str_equal(word, pj_str(dashes[i])))
			return true;
	return false;
}

/* Cut *S before " -- " or a dash that stands alone; returns what follows. */
static struct pj_str
cut_reason(struct pj_str *s)
{
	struct pj_str rest = *s, word;

	for (;;) {
		word = next_word(&rest);
		if (word.len == 0)
			return rest;
		if (is_dash(word)) {
			s->len = (size_t)(word.ptr - s->ptr);
			return trim(rest);
		}
	}
}

/* The next block after AT, or the rest of the one that holds AT. */
static struct pj_text_span
next_block(const struct pj_doc *doc, uint32_t at)
{
	size_t lo = 0, hi = doc->block_count, mid;
	struct pj_text_span span;

	while (lo < hi) { /* the first block that ends behind AT */
		mid = lo + (hi - lo) / 2;
		if (doc->blocks[mid].at.end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == doc->block_count)
		return (struct pj_text_span){ at, at };
	span = doc->blocks[lo].at;
	if (span.begin < at)
		span.begin = at;
	return span;
}

/* Name what S->name stands for; false if nothing does. */
static bool
find_name(const struct pj_rules *rules, struct suppression *s)
{
	size_t c;

	if (pj_str_equal(s->name, pj_str("all")))
		return true;
	s->rule = pj_rules_find(rules, s->name);
	if (s->rule)
		return true;
	for (c = 0; c < rules->category_count; c++)
		if (pj_str_equal(s->name, pj_str(rules->categories[c].id))) {
			s->category = rules->categories[c].id;
			return true;
		}
	return false;
}

/* Whether NAME was told of before; *NOMEM where it cannot be kept. */
static bool
is_told(struct suppressions *all, struct pj_str name, bool *nomem)
{
	struct pj_str *at;
	size_t i;

	for (i = 0; i < all->unknown_count; i++)
		if (pj_str_equal(all->unknown[i], name))
			return true;
	at = pj_grow(all->unknown, &all->unknown_cap, all->unknown_count + 1,
	    sizeof(*at));
	*nomem = at == NULL;
	if (!at)
		return true;
	all->unknown = at;
	at[all->unknown_count++] = name;
	return false;
}

/* Each name once: looking for what was meant costs more than the rest. */
static bool
note_unknown(
    struct resolver *r, struct suppressions *all, const struct suppression *s)
{
	bool nomem = false;
	const char *near;

	if (is_told(all, s->name, &nomem))
		return !nomem;
	near = pj_rules_nearest(r->rules, s->name);
	if (near)
		pj_note_add(r->notes, "suppression-unknown-rule",
		    _("line %u: no rule or category is called %.*s; "
		      "did you mean %s?"),
		    s->line, (int)s->name.len, s->name.ptr, near);
	else
		pj_note_add(r->notes, "suppression-unknown-rule",
		    _("line %u: no rule or category is called %.*s"), s->line,
		    (int)s->name.len, s->name.ptr);
	return true;
}

/*
 * Whether one more directive or name, on LINE, is obeyed: the first that
 * is not, and it alone, becomes a note.
 */
static bool
may_ask(struct resolver *r, struct suppressions *all, uint32_t line)
{
	if (all->asked > PJ_DIRECTIVE_MAX)
		return false;
	if (all->asked++ < PJ_DIRECTIVE_MAX)
		return true;
	pj_note_add(r->notes, "suppression-limit",
	    _("line %u: more than %d suppressions; the rest are not obeyed"),
	    line, PJ_DIRECTIVE_MAX);
	return false;
}

/* Put one suppression for every name of NAMES onto ALL. */
static bool
add_names(struct resolver *r, struct suppressions *all, struct pj_str names,
    struct suppression s)
{
	struct suppression *at;

	while ((s.name = next_word(&names)).len > 0) {
		if (!may_ask(r, all, s.line))
			return true;
		if (pj_deadline_passed(r->deadline))
			return resolve_too_long(r);
		s.rule = NULL;
		s.category = NULL;
		if (!find_name(r->rules, &s)) {
			if (!note_unknown(r, all, &s))
				return false;
			continue;
		}
		at = pj_grow(all->at, &all->cap, all->count + 1, sizeof(*at));
		if (!at)
			return false;
		all->at = at;
		at[all->count++] = s;
	}
	return true;
}

/* End what NAMES had disabled (everything if there is none) at AT. */
static void
enable(struct resolver *r, struct suppressions *all, struct pj_str names,
    const struct pj_directive *directive)
{
	struct pj_str name = next_word(&names);
	bool every = name.len == 0 || pj_str_equal(name, pj_str("all"));
	size_t i;

	do {
		if (!may_ask(r, all, directive->line))
			return;
		for (i = 0; i < all->count; i++) {
			struct suppression *s = &all->at[i];

			if (s->open && (every || pj_str_equal(s->name, name))) {
				s->open = false;
				s->at.end = directive->at;
			}
		}
		name = next_word(&names);
	} while (!every && name.len > 0);
}

static bool
read_directive(struct resolver *r, struct suppressions *all,
    const struct pj_directive *directive)
{
	struct pj_str body = directive->body;
	struct pj_str verb = next_word(&body);
	struct pj_str reason = cut_reason(&body);
	struct suppression s = { .line = directive->line };

	if (pj_str_equal(verb, pj_str("pingjian-enable"))) {
		enable(r, all, body, directive);
		return true;
	}
	if (pj_str_equal(verb, pj_str("pingjian-disable-next"))) {
		s.at = next_block(r->doc, directive->at);
	} else if (pj_str_equal(verb, pj_str("pingjian-disable"))) {
		s.at.begin = directive->at;
		s.at.end = (uint32_t)r->doc->text.len;
		s.open = true;
	} else {
		pj_note_add(r->notes, "suppression-unknown",
		    _("line %u: %.*s is not understood; known are "
		      "pingjian-disable-next, pingjian-disable and "
		      "pingjian-enable"),
		    directive->line, (int)verb.len, verb.ptr);
		return true;
	}
	if (trim(body).len == 0)
		pj_note_add(r->notes, "suppression-unknown-rule",
		    _("line %u: %.*s names no rule"), directive->line,
		    (int)verb.len, verb.ptr);
	if (reason.len == 0) {
		pj_note_add(r->notes, "suppression-without-reason",
		    _("line %u: a suppression without a reason is not obeyed; "
		      "write %.*s RULE -- why the words may stay"),
		    directive->line, (int)verb.len, verb.ptr);
		return true;
	}
	s.reason = pj_arena_copy(r->arena, reason);
	return s.reason && add_names(r, all, body, s);
}

static bool
covers(const struct suppression *s, const struct pj_decision *d)
{
	uint32_t begin = d->hit->text.begin;

	if (begin < s->at.begin || begin >= s->at.end)
		return false;
	if (s->rule)
		return s->rule == d->rule;
	return !s->category || strcmp(s->category, d->rule->category) == 0;
}

static bool
apply(struct resolver *r, struct suppressions *all)
{
	size_t i, d;

	for (d = 0; d < r->count; d++) {
		struct pj_decision *decision = &r->decisions[d];

		if (d % DECISIONS_A_LOOK == DECISIONS_A_LOOK - 1 &&
		    pj_deadline_passed(r->deadline))
			return resolve_too_long(r);
		/* All that cover it are used: none of them is idle. */
		for (i = 0; i < all->count; i++) {
			struct suppression *s = &all->at[i];

			if ((decision->reason != PJ_KEPT &&
				decision->reason != PJ_DROP_SUPPRESSED) ||
			    !covers(s, decision))
				continue;
			s->used = true;
			decision->reason = PJ_DROP_SUPPRESSED;
			decision->detail = s->reason;
		}
	}
	for (i = 0; i < all->count; i++)
		if (!all->at[i].used)
			pj_note_add(r->notes, "suppression-unused",
			    _("line %u: nothing to suppress for %.*s"),
			    all->at[i].line, (int)all->at[i].name.len,
			    all->at[i].name.ptr);
	return true;
}

bool
resolve_suppressions(struct resolver *r)
{
	struct suppressions all = { 0 };
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < r->doc->directive_count &&
		    may_ask(r, &all, r->doc->directives[i].line);
	     i++)
		ok = read_directive(r, &all, &r->doc->directives[i]);
	if (ok && all.count > 0)
		ok = apply(r, &all);
	free(all.at);
	free(all.unknown);
	return ok || pj_error_nomem(r->err);
}
