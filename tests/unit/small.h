#ifndef PJ_TESTS_SMALL_H
#define PJ_TESTS_SMALL_H

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>

#include "pingjian/finding.h"
#include "pingjian/resolve.h"
#include "pingjian/utf8.h"

/*
 * A small world for tests of match, resolve and finding: rules put
 * together by hand, and a text cut into blocks at empty lines ("# " begins
 * a heading, "- " a list item).  Everything asserts.
 */
#define SMALL_MAX 64

struct small {
	struct pj_arena *arena;
	struct pj_rules rules;
	struct pj_rule rule[SMALL_MAX];
	struct pj_set set[SMALL_MAX];
	struct pj_context context[SMALL_MAX];
	struct pj_pattern pattern[SMALL_MAX];
	struct pj_category category[1];
	struct pj_pair pair[SMALL_MAX];
	struct pj_term term[SMALL_MAX];
	struct pj_use use[SMALL_MAX];
	struct {
		struct pj_fold fold;
		struct pj_use use;
	} entry[SMALL_MAX];
	size_t entry_count;
	const char *list[SMALL_MAX];
	const char *protect[SMALL_MAX];

	struct pj_doc doc;
	struct pj_block block[SMALL_MAX];
	struct pj_directive directive[SMALL_MAX];
	struct pj_fold fold;
	struct pj_segments segments;
	struct pj_matcher *matcher;
	struct pj_scratch *scratch;
	struct pj_words *words;
	struct pj_hits hits;
	struct pj_decisions decisions;
	struct pj_findings findings;
	struct pj_notes notes;
	struct pj_error err;
};

/*
 * Criterion runs each case in a process of its own, where the pointers of
 * a parameter mean nothing: what is handed over is the number of the case.
 */
#define SMALL_CASES(cases)                                                     \
	cr_make_param_array(                                                   \
	    size_t, small_numbers(), sizeof(cases) / sizeof((cases)[0]))

static inline size_t *
small_numbers(void)
{
	static size_t numbers[SMALL_MAX];
	size_t i;

	for (i = 0; i < SMALL_MAX; i++)
		numbers[i] = i;
	return numbers;
}

static inline struct small *
small_new(void)
{
	struct small *s = calloc(1, sizeof(*s));
	size_t i;

	cr_assert(s);
	s->arena = pj_arena_new((size_t)1 << 28);
	cr_assert(s->arena);
	s->notes.arena = s->arena;
	s->rules.rules = s->rule;
	s->rules.sets = s->set;
	s->rules.contexts = s->context;
	s->rules.patterns = s->pattern;
	s->rules.pairs = s->pair;
	s->rules.terms = s->term;
	s->rules.uses = s->use;
	s->rules.lists.at = s->list;
	s->rules.protects.at = s->protect;
	s->category[0].id = "c";
	s->rules.categories = s->category;
	s->rules.category_count = 1;
	s->doc.directives = s->directive;
	for (i = 0; i < SMALL_MAX; i++)
		s->protect[i] = "protected";
	return s;
}

static inline void
small_free(struct small *s)
{
	pj_words_free(s->words);
	pj_scratch_free(s->scratch);
	pj_matcher_free(s->matcher);
	pj_arena_free(s->arena);
	free(s);
}

static inline struct pj_fold
small_fold(struct small *s, const char *text)
{
	struct pj_fold fold;

	cr_assert(pj_fold_str(s->arena, pj_str(text), &fold, &s->err), "%s",
	    s->err.message);
	return fold;
}

static inline struct pj_rule *
small_rule(struct small *s, const char *id, enum pj_severity severity)
{
	struct pj_rule *rule = &s->rule[s->rules.rule_count++];

	rule->id = id;
	rule->category = "c";
	rule->severity = severity;
	rule->message_zh = rule->message_en = "";
	return rule;
}

/* A set that keeps its hits as cues; its id. */
static inline uint32_t
small_set(struct small *s, const char *name)
{
	s->set[s->rules.set_count] = (struct pj_set){ name, true };
	return (uint32_t)s->rules.set_count++;
}

static inline struct pj_use *
small_term(
    struct small *s, const char *text, enum pj_use_kind kind, uint32_t id)
{
	struct pj_use *use = &s->entry[s->entry_count].use;

	s->entry[s->entry_count++].fold = small_fold(s, text);
	use->kind = kind;
	use->id = id;
	return use;
}

/* TEXT with each character folded by itself: signs of a pattern stay. */
static inline struct pj_fold
small_fold_signs(struct small *s, const char *text)
{
	struct pj_str str = pj_str(text);
	uint16_t *units = pj_arena_alloc(s->arena, str.len + 18, 2);
	struct pj_fold fold = { units, NULL, 0 };
	size_t at = 0;

	while (at < str.len)
		fold.count +=
		    pj_fold_cp(pj_utf8_next(str, &at), units + fold.count);
	return fold;
}

/* A pattern behind one or two gates (UINT32_MAX: none). */
static inline struct pj_pattern *
small_pattern(struct small *s, const char *text, enum pj_pattern_kind kind,
    uint32_t id, uint32_t gate, uint32_t second)
{
	struct pj_pattern *p = &s->pattern[s->rules.pattern_count++];
	struct pj_fold fold = small_fold_signs(s, text);
	struct pj_gate *gates = pj_arena_alloc(s->arena, 2, sizeof(*gates));

	gates[0] = (struct pj_gate){ gate, -PJ_GATE_FAR, PJ_GATE_FAR };
	gates[1] = (struct pj_gate){ second, -PJ_GATE_FAR, PJ_GATE_FAR };
	p->kind = kind;
	p->id = id;
	p->units = fold.units;
	p->count = (uint32_t)fold.count;
	p->gates = gates;
	p->gate_count = second == UINT32_MAX ? 1 : 2;
	p->source = text;
	return p;
}

static inline void
small_pair(struct small *s, const char *a, const char *b)
{
	struct pj_fold fa = small_fold(s, a), fb = small_fold(s, b);

	s->pair[s->rules.pair_count++] = (struct pj_pair){ fa.units, fb.units,
		(uint32_t)fa.count, (uint32_t)fb.count };
}

static inline int
small_compare(const struct pj_fold *a, const struct pj_fold *b)
{
	size_t i;

	for (i = 0; i < a->count && i < b->count; i++)
		if (a->units[i] != b->units[i])
			return a->units[i] < b->units[i] ? -1 : 1;
	return a->count < b->count ? -1 : a->count > b->count;
}

/* Sort the entries into terms, equal ones sharing one, and build. */
static inline void
small_build(struct small *s)
{
	size_t i, j, n = 0;

	for (i = 1; i < s->entry_count; i++)
		for (j = i; j > 0 && small_compare(&s->entry[j - 1].fold,
					 &s->entry[j].fold) > 0;
		     j--) {
			__typeof__(s->entry[0]) t = s->entry[j];

			s->entry[j] = s->entry[j - 1];
			s->entry[j - 1] = t;
		}
	for (i = 0; i < s->entry_count; i++) {
		s->use[i] = s->entry[i].use;
		if (n > 0 &&
		    !small_compare(&s->entry[i - 1].fold, &s->entry[i].fold)) {
			s->term[n - 1].use_count++;
			continue;
		}
		s->term[n++] = (struct pj_term){ s->entry[i].fold.units,
			(uint32_t)s->entry[i].fold.count, (uint32_t)i, 1 };
	}
	s->rules.term_count = n;
	s->rules.use_count = s->entry_count;
	s->matcher = pj_matcher_new(&s->rules, &s->err);
	cr_assert(s->matcher, "%s", s->err.message);
	s->scratch = pj_scratch_new(s->matcher, 3);
	s->words = pj_words_new();
	cr_assert(s->scratch && s->words);
}

/* The end of the block at AT: before a blank line or a lone \r. */
static inline const char *
small_block_end(const char *at)
{
	while (*at && strncmp(at, "\n\n", 2) != 0 &&
	       (*at != '\r' || at[1] == '\n'))
		at++;
	return at;
}

/* Cut TEXT into blocks at blank lines and lone \r, fold and segment it. */
static inline void
small_text(struct small *s, const char *text)
{
	const char *at = text, *end;
	static const char *const parts[] = { "" };

	s->doc.text = pj_str(text);
	s->doc.format = PJ_FORMAT_TEXT;
	s->doc.parts = parts;
	s->doc.part_count = 1;
	s->doc.blocks = s->block;
	s->doc.block_count = 0;
	for (;;) {
		struct pj_block *block = &s->block[s->doc.block_count];

		at += strspn(at, "\r\n");
		if (!*at)
			break;
		end = small_block_end(at);
		block->at.begin = (uint32_t)(at - text);
		block->at.end = (uint32_t)(end - text);
		block->kind = PJ_BLOCK_PARAGRAPH;
		if (!strncmp(at, "# ", 2))
			block->kind = PJ_BLOCK_HEADING;
		else if (!strncmp(at, "- ", 2))
			block->kind = PJ_BLOCK_LIST_ITEM;
		block->paragraph = (uint32_t)++s->doc.block_count;
		at = end;
	}
	cr_assert(pj_fold_doc(s->arena, &s->doc, (struct pj_deadline){ 0 },
		      &s->fold, &s->err) &&
		      pj_segment_doc(s->arena, &s->doc,
			  (struct pj_deadline){ 0 }, &s->segments, &s->err),
	    "%s", s->err.message);
}

static inline void
small_match(struct small *s)
{
	cr_assert(
	    pj_match(s->arena, s->scratch, &s->doc, &s->fold, &s->segments,
		(struct pj_deadline){ 0 }, &s->hits, &s->notes, &s->err),
	    "%s", s->err.message);
}

static inline void
small_resolve(struct small *s)
{
	small_match(s);
	cr_assert(pj_resolve(s->arena, &s->rules, s->words, &s->doc, &s->fold,
		      &s->segments, &s->hits, (struct pj_deadline){ 0 },
		      &s->decisions, &s->notes, &s->err),
	    "%s", s->err.message);
}

static inline void
small_find(struct small *s)
{
	small_resolve(s);
	cr_assert(pj_findings_make(s->arena, &s->rules, &s->doc, &s->fold,
		      &s->segments, &s->hits, &s->decisions, true, &s->findings,
		      &s->err),
	    "%s", s->err.message);
}

/*
 * Hits as one line: the text of each with " " between, "/" before those of
 * patterns, for comparing with what a test wants.
 */
static inline const char *
small_hits(struct small *s, const struct pj_hit *hits, size_t count)
{
	char *line = pj_arena_printf(s->arena, "%s", "");
	size_t i;

	for (i = 0; i < count; i++)
		line = pj_arena_printf(s->arena, "%s%s%s%.*s", line,
		    i ? " " : "", hits[i].pattern ? "/" : "",
		    (int)(hits[i].text.end - hits[i].text.begin),
		    s->doc.text.ptr + hits[i].text.begin);
	return line;
}

/* Decisions as one line: "text:reason[:detail]", severity if changed. */
static inline const char *
small_decisions(struct small *s)
{
	char *line = pj_arena_printf(s->arena, "%s", "");
	size_t i;

	for (i = 0; i < s->decisions.count; i++) {
		const struct pj_decision *d = &s->decisions.at[i];

		line = pj_arena_printf(s->arena, "%s%s%.*s:%s%s%s%s%s", line,
		    i ? " " : "", (int)(d->hit->text.end - d->hit->text.begin),
		    s->doc.text.ptr + d->hit->text.begin,
		    pj_reason_name(d->reason), *d->detail ? ":" : "", d->detail,
		    d->severity != d->rule->severity ? ":" : "",
		    d->severity != d->rule->severity
			? pj_severity_name(d->severity)
			: "");
	}
	return line;
}

/* The codes of the notes, " " between. */
static inline const char *
small_notes(struct small *s)
{
	char *line = pj_arena_printf(s->arena, "%s", "");
	const struct pj_note *note;

	for (note = s->notes.first; note; note = note->next)
		line = pj_arena_printf(
		    s->arena, "%s%s%s", line, *line ? " " : "", note->code);
	return line;
}

#endif /* PJ_TESTS_SMALL_H */
