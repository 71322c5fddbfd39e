#include <criterion/criterion.h>

#include "image.h"
#include "pingjian/screen.h"

/* A compiled rule set is what it was made from. */

/* --- the same tables ----------------------------------------------------- */

static void
same_strings(const char *what, struct pj_strings a, struct pj_strings b)
{
	cr_assert_eq(a.count, b.count, "%s: count", what);
	for (size_t i = 0; i < a.count; i++)
		cr_expect_str_eq(a.at[i], b.at[i], "%s", what);
}

static void
same_bytes(const char *what, const void *a, size_t an, const void *b,
    size_t bn, size_t size)
{
	cr_assert_eq(an, bn, "%s: count", what);
	cr_expect(an == 0 || memcmp(a, b, an * size) == 0, "%s", what);
}

static void
same_test(const struct pj_test *a, const struct pj_test *b)
{
	cr_expect_eq(a->kind, b->kind);
	cr_expect_eq(a->negated, b->negated);
	cr_expect_eq(a->id, b->id);
	cr_expect_eq(a->within, b->within);
	cr_expect_eq(a->side, b->side);
	cr_expect_eq(a->gap, b->gap);
	cr_expect_eq(a->quote, b->quote);
	cr_expect_eq(a->blocks, b->blocks);
}

static void
same_mark(const struct pj_mark *a, const struct pj_mark *b)
{
	cr_expect_str_eq(a->name, b->name);
	cr_expect_eq(a->least, b->least);
	cr_expect_eq(a->blocks, b->blocks);
	same_strings("mark find", a->find, b->find);
	same_strings("mark pattern", a->pattern, b->pattern);
	same_strings("mark with", a->with, b->with);
}

static void
same_rule(const struct pj_rule *a, const struct pj_rule *b)
{
	cr_expect_str_eq(a->id, b->id);
	cr_expect_str_eq(a->category, b->category);
	cr_expect_eq(a->kind, b->kind);
	cr_expect_eq(a->severity, b->severity);
	cr_expect_str_eq(a->message_zh, b->message_zh);
	cr_expect_str_eq(a->message_en, b->message_en);
	same_strings("basis", a->basis, b->basis);
	same_strings("suggest", a->suggest, b->suggest);
	same_strings("find", a->find, b->find);
	same_strings("pattern", a->pattern, b->pattern);
	same_strings("except", a->except, b->except);
	same_strings("bad", a->bad, b->bad);
	same_strings("ok", a->ok, b->ok);
	same_strings("checklist", a->checklist, b->checklist);
	cr_assert_eq(a->condition_count, b->condition_count);
	for (size_t i = 0; i < a->condition_count; i++) {
		cr_expect_eq(a->conditions[i].effect, b->conditions[i].effect);
		same_test(&a->conditions[i].test, &b->conditions[i].test);
	}
	same_bytes("despite", a->despite, a->despite_count, b->despite,
	    b->despite_count, sizeof(*a->despite));
	cr_expect_eq(a->pair, b->pair);
	cr_expect_eq(a->together, b->together);
	cr_expect_eq(a->gap, b->gap);
	cr_assert_eq(a->mark_count, b->mark_count);
	for (size_t i = 0; i < a->mark_count; i++)
		same_mark(&a->marks[i], &b->marks[i]);
	cr_expect_str_eq(a->file, b->file);
	cr_expect_eq(a->line, b->line);
}

static void
same_context(const struct pj_context *a, const struct pj_context *b)
{
	cr_expect_str_eq(a->name, b->name);
	cr_expect_eq(a->effect, b->effect);
	cr_assert_eq(a->count, b->count);
	for (size_t w = 0; w < a->count; w++) {
		cr_assert_eq(a->when[w].count, b->when[w].count);
		for (size_t t = 0; t < a->when[w].count; t++)
			same_test(&a->when[w].tests[t], &b->when[w].tests[t]);
	}
}

static void
same_pattern(const struct pj_pattern *a, const struct pj_pattern *b)
{
	cr_expect_eq(a->kind, b->kind);
	cr_expect_eq(a->id, b->id);
	same_bytes("pattern", a->units, a->count, b->units, b->count, 2);
	same_bytes("gates", a->gates, a->gate_count, b->gates, b->gate_count,
	    sizeof(*a->gates));
	same_bytes("captures", a->captures, a->capture_count, b->captures,
	    b->capture_count, sizeof(*a->captures));
	cr_expect_str_eq(a->source, b->source);
	cr_expect_eq(a->word, b->word);
	cr_expect_eq(a->mark, b->mark);
}

static void
same_use(const struct pj_use *a, const struct pj_use *b)
{
	cr_expect_eq(a->kind, b->kind);
	cr_expect_eq(a->id, b->id);
	cr_expect_eq(a->capture_begin, b->capture_begin);
	cr_expect_eq(a->capture_count, b->capture_count);
	cr_expect_eq(a->capture_list, b->capture_list);
	cr_expect_eq(a->word, b->word);
	cr_expect_eq(a->mark, b->mark);
}

static void
same_count(const struct pj_count *a, const struct pj_count *b)
{
	cr_expect_str_eq(a->name, b->name);
	cr_expect_str_eq(a->title_zh, b->title_zh);
	cr_expect_str_eq(a->title_en, b->title_en);
	same_strings("count find", a->find, b->find);
	same_strings("count except", a->except, b->except);
}

/* Terms, uses, sets, pairs: what the matcher is built from. */
static void
same_literals(const struct pj_rules *a, const struct pj_rules *b)
{
	cr_assert_eq(a->term_count, b->term_count);
	for (size_t i = 0; i < a->term_count; i++) {
		same_bytes("term", a->terms[i].units, a->terms[i].count,
		    b->terms[i].units, b->terms[i].count, 2);
		cr_expect_eq(a->terms[i].first_use, b->terms[i].first_use);
		cr_expect_eq(a->terms[i].use_count, b->terms[i].use_count);
	}
	cr_assert_eq(a->use_count, b->use_count);
	for (size_t i = 0; i < a->use_count; i++)
		same_use(&a->uses[i], &b->uses[i]);
	cr_assert_eq(a->set_count, b->set_count);
	for (size_t i = 0; i < a->set_count; i++) {
		cr_expect_str_eq(a->sets[i].name, b->sets[i].name);
		cr_expect_eq(a->sets[i].kept, b->sets[i].kept);
	}
	cr_assert_eq(a->pair_count, b->pair_count);
	for (size_t i = 0; i < a->pair_count; i++) {
		same_bytes("pair", a->pairs[i].a, a->pairs[i].a_count,
		    b->pairs[i].a, b->pairs[i].a_count, 2);
		same_bytes("pair", a->pairs[i].b, a->pairs[i].b_count,
		    b->pairs[i].b, b->pairs[i].b_count, 2);
	}
}

static void
same_checklist(const struct pj_checklist *a, const struct pj_checklist *b)
{
	cr_expect_str_eq(a->title_zh, b->title_zh);
	cr_expect_str_eq(a->title_en, b->title_en);
	cr_expect_eq(a->provisional, b->provisional);
	cr_assert_eq(a->count, b->count);
	for (size_t i = 0; i < a->count; i++) {
		const struct pj_checklist_item *x = &a->items[i];
		const struct pj_checklist_item *y = &b->items[i];

		cr_expect_str_eq(x->id, y->id);
		cr_expect_str_eq(x->question_zh, y->question_zh);
		cr_expect_str_eq(x->question_en, y->question_en);
		same_strings("categories", x->categories, y->categories);
		same_strings("rules", x->rules, y->rules);
		cr_expect_eq(x->people, y->people);
	}
}

static void
same_rules(const struct pj_rules *a, const struct pj_rules *b)
{
	cr_assert_eq(a->rule_count, b->rule_count);
	for (size_t i = 0; i < a->rule_count; i++)
		same_rule(&a->rules[i], &b->rules[i]);
	same_checklist(&a->checklist, &b->checklist);
	cr_assert_eq(a->category_count, b->category_count);
	for (size_t i = 0; i < a->category_count; i++) {
		cr_expect_str_eq(a->categories[i].id, b->categories[i].id);
		cr_expect_str_eq(
		    a->categories[i].title_zh, b->categories[i].title_zh);
		cr_expect_str_eq(
		    a->categories[i].title_en, b->categories[i].title_en);
	}
	cr_assert_eq(a->basis_count, b->basis_count);
	for (size_t i = 0; i < a->basis_count; i++) {
		cr_expect_str_eq(a->basis[i].id, b->basis[i].id);
		cr_expect_str_eq(a->basis[i].title_zh, b->basis[i].title_zh);
		cr_expect_str_eq(a->basis[i].title_en, b->basis[i].title_en);
		cr_expect_str_eq(a->basis[i].url, b->basis[i].url);
	}
	cr_assert_eq(a->context_count, b->context_count);
	for (size_t i = 0; i < a->context_count; i++)
		same_context(&a->contexts[i], &b->contexts[i]);
	same_literals(a, b);
	cr_assert_eq(a->pattern_count, b->pattern_count);
	for (size_t i = 0; i < a->pattern_count; i++)
		same_pattern(&a->patterns[i], &b->patterns[i]);
	cr_assert_eq(a->count_count, b->count_count);
	for (size_t i = 0; i < a->count_count; i++)
		same_count(&a->counts[i], &b->counts[i]);
	same_strings("protects", a->protects, b->protects);
	same_strings("lists", a->lists, b->lists);
	same_strings("literals", a->literals, b->literals);
	cr_expect_eq(b->remark_count, 0);
}

Test(rules_image, every_table_comes_back)
{
	struct pj_error err = { 0 };
	struct pj_rules *opened;
	struct compiled c;

	compile(&c);
	opened = pj_rules_open(c.path, c.dirs, 1, &err);
	cr_assert(opened, "%s", err.message);
	/* A table that is empty here would be compared in vain. */
	cr_assert(opened->rule_count == 3 && opened->context_count > 0 &&
		  opened->pair_count > 0 && opened->pattern_count > 0 &&
		  opened->protects.count > 0 && opened->lists.count == 2 &&
		  opened->basis_count > 0 && opened->rules[0].despite_count > 0 &&
		  opened->rules[1].condition_count > 0 &&
		  opened->rules[2].mark_count == 3 &&
		  opened->count_count == 1);
	same_rules(c.loaded, opened);
	pj_rules_free(opened);
	discard(&c);
}

/* Else a change of them would leave the key as it was. */
static void
expect_members(const struct shape *shape)
{
	for (uint32_t i = 0; i < shape->count; i++) {
		const struct shape *of = shape->fields[i].of;

		if (!of)
			continue;
		cr_expect(of->count > 0 || of->size <= sizeof(uint32_t),
		    "an element of %u bytes has no members", of->size);
		expect_members(of);
	}
}

Test(rules_image, shapes_tell_all_members)
{
	expect_members(&pj_rules_shape);
}

/* Where the tests run in the source tree, the shipped rules as well. */
Test(rules_image, shipped_rules_come_back)
{
	const char *dirs[] = { "lexicons" };
	struct pj_rules_options none = { 0 };
	struct pj_error err = { 0 };
	struct pj_rules *loaded = pj_rules_load(dirs, 1, &none, &err);
	struct pj_rules *opened;
	struct pj_buf image = PJ_BUF_INIT;
	struct compiled c = { .path = IMAGE };
	int fd = mkstemp(c.path);

	cr_assert(loaded, "%s:%u: %s", err.where, err.line, err.message);
	cr_assert(fd >= 0);
	close(fd);
	cr_assert(pj_rules_write(loaded, dirs, 1, &image, &err));
	put_image(&c, image.ptr, image.len);
	opened = pj_rules_open(c.path, dirs, 1, &err);
	unlink(c.path);
	cr_assert(opened, "%s", err.message);
	same_rules(loaded, opened);
	for (size_t i = 0; i + 9 <= image.len; i++)
		cr_assert(memcmp(image.ptr + i, "lexicons/", 9) != 0,
		    "an image holds no path");
	pj_rules_free(opened);
	pj_rules_free(loaded);
	pj_buf_free(&image);
}

/* --- the same findings --------------------------------------------------- */

static const char *const texts[] = {
	"一名女司機停車。女醫師與男醫師。",
	"女司機協會與女司機車隊的女司機。",
	"女生似乎天生。女性天生是刻板印象。",
	"昔日女人都是天生。「昔日女人都是天生。」",
	"今日天晴。",
	"",
};

/* Findings of TEXT, one after another, into OUT. */
static void
screen(struct pj_engine *engine, const char *text, struct pj_buf *out)
{
	struct pj_screener *screener = pj_screener_new(engine, 1);
	struct pj_source_options reading = { .filename = "a.txt",
		.limits = PJ_LIMITS_DEFAULT };
	struct pj_screen_options screening = { true, PJ_ADVICE,
		PJ_LIMITS_DEFAULT };
	struct pj_error err = { 0 };
	struct pj_result r = { 0 };
	struct pj_source source;

	cr_assert(screener);
	cr_assert(pj_source_from_bytes(
	    "a.txt", pj_str(text), &reading, &source, &err));
	cr_assert(pj_screen(screener, &source, &screening, &r, &err));
	for (size_t i = 0; i < r.findings.kept_count; i++) {
		const struct pj_finding *f = &r.findings.kept[i];

		pj_buf_printf(out, "%s %zu-%zu %d %s\n", f->rule->id,
		    (size_t)f->location.chars[0], (size_t)f->location.chars[1],
		    (int)f->severity,
		    f->suggestions.count ? f->suggestions.at[0] : "");
	}
	for (size_t i = 0; i < r.findings.dropped_count; i++)
		pj_buf_printf(out, "dropped %s %d\n",
		    r.findings.dropped[i].rule->id,
		    (int)r.findings.dropped[i].reason);
	pj_result_free(&r);
	pj_screener_free(screener);
}

Test(rules_image, findings_are_the_same)
{
	struct pj_error err = { 0 };
	struct pj_engine *fast, *slow;
	struct pj_buf a = PJ_BUF_INIT, b = PJ_BUF_INIT;
	struct compiled c;

	compile(&c);
	slow = pj_engine_new(c.dirs, 1, NULL, &err);
	fast = pj_engine_open(c.path, c.dirs, 1, &err);
	cr_assert(slow && fast);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		screen(slow, texts[i], &a);
		screen(fast, texts[i], &b);
	}
	cr_expect(a.len > 100, "texts hold findings");
	cr_expect(pj_str_equal(pj_buf_str(&a), pj_buf_str(&b)));
	pj_engine_free(fast);
	pj_engine_free(slow);
	pj_buf_free(&a);
	pj_buf_free(&b);
	discard(&c);
}
