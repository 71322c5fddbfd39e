#include "small.h"

#include "image.h"
#include "pingjian/report.h"

/*
 * The sum of an image can be forged.  What cannot be right is refused then,
 * and what is opened may say anything, but no stage reaches beyond a table:
 * the sanitizers look.
 */

/* In this text every table is used. */
static const char text[] = "一名女司機停車。女醫師與男醫師。女司機日。\n\n"
			   "女司機協會與女司機車隊的女司機，《女司機》。\n\n"
			   "女生似乎天生。女性天生是刻板印象。女性主義。\n\n"
			   "# 歷史女司機\n\n"
			   "昔日女人都是天生。「昔日女人都是天生。」\n\n"
			   "# 其他\n\n"
			   "女性天生。\n\n天氣晴。今日，今日。\n\n"
			   "甲乙丙丁戊己庚\n\n天氣陰，今日女性今日，今晚。";

/* Everything that is said of S by RULES, in both languages. */
static void
report(const struct small *s, const struct pj_rules *rules, struct pj_buf *out)
{
	struct pj_result r = { .arena = s->arena,
		.path = "a.txt",
		.doc = s->doc,
		.findings = s->findings,
		.notes = s->notes };
	struct pj_report_totals totals = { 0 };
	const struct pj_report_closing closing = { .totals = &totals };
	struct pj_buf late[PJ_REPORT_LATE] = { PJ_BUF_INIT, PJ_BUF_INIT };
	const struct pj_report_writer *w;
	size_t i;

	pj_report_count(&totals, &r);
	for (i = 0; (w = pj_report_writer_at(i / 2)); i++) {
		struct pj_report_options o = {
			.english = i % 2 == 1, .explain = true, .rules = rules
		};

		w->begin(out, &o);
		w->document(out, &o, &r);
		if (w->late)
			w->late(late, &o, &r);
		w->end(out, &o, &closing);
	}
	for (i = 0; i < PJ_REPORT_LATE; i++)
		pj_buf_free(&late[i]);
}

/*
 * Screen TEXT by RULES, whatever they hold; S is what came of it, and its
 * words are borrowed.  False where a stage gave up.
 */
static bool
screen_by(struct small *s, const struct pj_rules *rules, struct pj_words *words)
{
	struct pj_buf out = PJ_BUF_INIT;
	struct pj_deadline none = { 0 };
	bool done = false;

	s->rules = *rules;
	s->matcher = pj_matcher_new(rules, NULL);
	cr_assert(s->matcher);
	s->scratch = pj_scratch_new(s->matcher, 1);
	cr_assert(s->scratch);
	small_text(s, text);
	s->doc.charset = "utf-8";
	done =
	    pj_match(s->arena, s->scratch, &s->doc, &s->fold, &s->segments,
		none, &s->hits, &s->notes, &s->err) &&
	    pj_resolve(s->arena, rules, words, &s->doc, &s->fold, &s->segments,
		&s->hits, none, &s->decisions, &s->notes, &s->err) &&
	    pj_findings_make(s->arena, rules, &s->doc, &s->fold, &s->segments,
		&s->hits, &s->decisions, true, &s->findings, &s->err);
	if (done)
		report(s, rules, &out);
	pj_buf_free(&out);
	return done;
}

/* Whether a finding was dropped for REASON. */
static bool
is_dropped(const struct small *s, enum pj_reason reason)
{
	for (size_t i = 0; i < s->findings.dropped_count; i++)
		if (s->findings.dropped[i].reason == reason)
			return true;
	return false;
}

/* Or the test below looks at nothing. */
Test(rules_image_forged, the_text_uses_every_table)
{
	static const enum pj_reason reasons[] = { PJ_DROP_PROTECTED,
		PJ_DROP_EXCEPT, PJ_DROP_CONTEXT, PJ_DROP_PAIR };
	struct pj_words *words = pj_words_new();
	struct small *s = small_new();
	bool rule[3] = { false };
	struct compiled c;
	size_t i, evidence = 0, suggested = 0;

	compile(&c);
	cr_assert(screen_by(s, c.loaded, words));
	for (i = 0; i < s->findings.kept_count; i++) {
		const struct pj_finding *f = &s->findings.kept[i];

		rule[f->rule - c.loaded->rules] = true;
		evidence += f->evidence_count;
		suggested += f->suggestions.count > 0;
	}
	cr_expect(rule[0] && rule[1] && rule[2]);
	cr_expect_gt(evidence, 0);
	cr_expect_gt(suggested, 0);
	for (i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		cr_expect(is_dropped(s, reasons[i]), "%s",
		    pj_reason_name(reasons[i]));
	cr_assert_eq(s->findings.mention_count, 1);
	cr_expect_eq(s->findings.mentions[0].count, 3);
	small_free(s);
	pj_words_free(words);
	discard(&c);
}

Test(rules_image_forged, it_does_no_harm, .timeout = 300)
{
	static const uint32_t values[] = { UINT32_MAX, 0, 7 };
	struct pj_words *words = pj_words_new();
	size_t refused = 0, opened = 0, screened = 0;
	struct compiled c;

	compile(&c);
	for (size_t at = sizeof(struct image_header);
	     at + sizeof(uint32_t) <= c.image.len; at += sizeof(uint32_t)) {
		size_t which = at / sizeof(uint32_t) % 3;
		struct pj_rules *rules;
		struct small *s;
		uint32_t old;

		memcpy(&old, c.image.ptr + at, sizeof(old));
		forge(&c, at, values[which]);
		rules = pj_rules_open(c.path, c.dirs, 1, NULL);
		forge(&c, at, old);
		refused += !rules;
		if (!rules)
			continue;
		opened++;
		s = small_new();
		screened += screen_by(s, rules, words);
		pj_matcher_compile(s->matcher, NULL);
		small_free(s);
		pj_rules_free(rules);
	}
	cr_expect_gt(refused, opened / 4, "%zu refused", refused);
	cr_expect_gt(screened, opened / 2, "%zu of %zu", screened, opened);
	pj_words_free(words);
	discard(&c);
}

/* What is not of an image is not taken from one. */
Test(rules_image_forged, lint_and_changes_are_empty)
{
	static const size_t members[] = {
		offsetof(struct pj_rules, change_count),
		offsetof(struct pj_rules, changes),
		offsetof(struct pj_rules, remark_count),
		offsetof(struct pj_rules, remarks),
	};
	struct pj_rules *rules;
	struct compiled c;

	compile(&c);
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		forge(&c, sizeof(struct image_header) + members[i], 64);
	rules = pj_rules_open(c.path, c.dirs, 1, NULL);
	cr_assert(rules);
	cr_expect_eq(rules->change_count, 0);
	cr_expect_null(rules->changes);
	cr_expect_eq(rules->remark_count, 0);
	cr_expect_null(rules->remarks);
	pj_rules_free(rules);
	discard(&c);
}

/* --- one check each ------------------------------------------------------ */

/* A rule set of which some elements were replaced by those here. */
struct spoiled {
	struct pj_rules rules;
	struct pj_rule rule[3];
	struct pj_mark mark[PJ_MARKS_MAX + 1];
	struct pj_count count[PJ_COUNTS_MAX + 1];
	struct pj_use use[64];
	struct pj_pattern pattern[8];
	struct pj_gate gate;
};

static void
copy(struct spoiled *s, const struct pj_rules *rules)
{
	const struct pj_mark *marks = rules->rules[2].marks;
	size_t i;

	cr_assert(rules->rule_count == 3 && rules->use_count <= 64 &&
		  rules->pattern_count <= 8 && rules->pattern_count > 0);
	s->rules = *rules;
	memcpy(s->rule, rules->rules, sizeof(s->rule));
	memcpy(s->use, rules->uses, rules->use_count * sizeof(*s->use));
	memcpy(s->pattern, rules->patterns,
	    rules->pattern_count * sizeof(*s->pattern));
	for (i = 0; i <= PJ_MARKS_MAX; i++)
		s->mark[i] = marks[i < 3 ? i : 2];
	for (i = 0; i <= PJ_COUNTS_MAX; i++)
		s->count[i] = rules->counts[0];
	s->rules.rules = s->rule;
	s->rules.uses = s->use;
	s->rules.patterns = s->pattern;
	s->rules.counts = s->count;
	s->rule[2].marks = s->mark;
}

/* The first use of KIND by rule or count ID. */
static struct pj_use *
use_of(struct spoiled *s, enum pj_use_kind kind, uint32_t id)
{
	for (size_t i = 0; i < s->rules.use_count; i++)
		if (s->use[i].kind == kind && s->use[i].id == id)
			return &s->use[i];
	cr_assert_fail("no such use");
	return NULL;
}

/* The first pattern of rule ID. */
static struct pj_pattern *
pattern_of(struct spoiled *s, uint32_t id)
{
	for (size_t i = 0; i < s->rules.pattern_count; i++)
		if (s->pattern[i].kind == PJ_PATTERN_RULE &&
		    s->pattern[i].id == id)
			return &s->pattern[i];
	cr_assert_fail("no such pattern");
	return NULL;
}

enum fault {
	LAST_MARK,
	MOST_MARKS,
	MOST_COUNTS,
	USE_MARK,
	USE_MARK_WITHOUT,
	PATTERN_MARK,
	COUNT_ID,
	COUNTS,
	MARKS,
	NO_MARKS,
	MARKS_ALONE,
	GATE_SET,
};

static void
spoil(struct spoiled *s, enum fault fault)
{
	switch (fault) {
	case LAST_MARK:
		use_of(s, PJ_USE_RULE, 2)->mark = 2;
		break;
	case MOST_MARKS:
		s->rule[2].mark_count = PJ_MARKS_MAX;
		break;
	case MOST_COUNTS:
		s->rules.count_count = PJ_COUNTS_MAX;
		break;
	case USE_MARK:
		use_of(s, PJ_USE_RULE, 2)->mark = 3;
		break;
	case USE_MARK_WITHOUT:
		use_of(s, PJ_USE_RULE, 0)->mark = 1;
		break;
	case PATTERN_MARK:
		pattern_of(s, 2)->mark = 3;
		break;
	case COUNT_ID:
		use_of(s, PJ_USE_COUNT, 0)->id = 1;
		break;
	case COUNTS:
		s->rules.count_count = PJ_COUNTS_MAX + 1;
		break;
	case MARKS:
		s->rule[2].mark_count = PJ_MARKS_MAX + 1;
		break;
	case NO_MARKS: /* nor may any hit have one then */
		s->rule[1].together = PJ_TOGETHER_CHAIN;
		break;
	case MARKS_ALONE:
		s->rule[2].together = PJ_ALONE;
		break;
	case GATE_SET:
		s->gate = pattern_of(s, 1)->gates[0];
		s->gate.set = (uint32_t)s->rules.set_count;
		pattern_of(s, 1)->gates = &s->gate;
		pattern_of(s, 1)->gate_count = 1;
		break;
	}
}

static const struct {
	const char *why;
	enum fault fault;
	bool refused;
} faults[] = {
	{ "the last mark of a rule", LAST_MARK, false },
	{ "as many marks as may be", MOST_MARKS, false },
	{ "as many counts as may be", MOST_COUNTS, false },
	{ "a literal of a mark that is none", USE_MARK, true },
	{ "a literal of a mark of a rule without", USE_MARK_WITHOUT, true },
	{ "a pattern of a mark that is none", PATTERN_MARK, true },
	{ "a word of a count that is none", COUNT_ID, true },
	{ "nine counts", COUNTS, true },
	{ "nine marks", MARKS, true },
	{ "together, of no marks", NO_MARKS, true },
	{ "alone, of marks", MARKS_ALONE, true },
	{ "a gate of a set that is none", GATE_SET, true },
};

Test(rules_image_forged, each_check_refuses)
{
	struct spoiled *s = calloc(1, sizeof(*s));
	struct compiled c;

	cr_assert(s);
	compile(&c);
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct pj_buf image = PJ_BUF_INIT;

		copy(s, c.loaded);
		spoil(s, faults[i].fault);
		cr_assert(pj_rules_write(&s->rules, c.dirs, 1, &image, NULL));
		put_image(&c, image.ptr, image.len);
		cr_expect_eq(is_refused(&c, PJ_ECONFIG), faults[i].refused,
		    "%s", faults[i].why);
		pj_buf_free(&image);
	}
	free(s);
	discard(&c);
}
