#include <criterion/criterion.h>

#include <stdio.h>

#include "pingjian/utf8.h"
#include "small.h"

static struct small *
make(void)
{
	struct small *s = small_new();
	static const char *const suggest[] = { "司機", "{職稱}", "{別的}甲" };
	struct pj_use *use;

	small_rule(s, "c.a", PJ_WARNING);
	s->rule[0].suggest = (struct pj_strings){ suggest, 3 };
	s->list[0] = "無";
	s->list[1] = "職稱";
	s->list[2] = "別的";
	s->rules.lists.count = 3;
	use = small_term(s, "女司機", PJ_USE_RULE, 0);
	use->capture_begin = 1;
	use->capture_count = 2;
	use->capture_list = 1;
	small_term(s, "外勞", PJ_USE_RULE, 0);
	small_term(s, "外勞動", PJ_USE_PROTECT, 0);
	small_build(s);
	return s;
}

/* --- places */

struct place_case {
	const char *why;
	const char *text;
	uint32_t line, column, end_line, end_column;
	uint32_t chars[2], bytes[2], utf16[2];
	const char *phrase;
};

static struct place_case place_cases[] = {
	{ "at the start", "女司機。", 1, 1, 1, 4, { 0, 3 }, { 0, 9 }, { 0, 3 },
	    "女司機" },
	{ "columns are code points", "a甲女司機", 1, 3, 1, 6, { 2, 5 },
	    { 4, 13 }, { 2, 5 }, "女司機" },
	{ "an emoji is two units of UTF-16", "甲\xF0\x9F\x94\xB9 女司機", 1, 4,
	    1, 7, { 3, 6 }, { 8, 17 }, { 4, 7 }, "女司機" },
	{ "on the third line", "甲\n\n乙女司機", 3, 2, 3, 5, { 4, 7 },
	    { 8, 17 }, { 4, 7 }, "女司機" },
	{ "across a soft line end", "甲女\n　司機", 1, 2, 2, 4, { 1, 6 },
	    { 3, 16 }, { 1, 6 }, "女司機" },
	{ "a soft line end with a carriage return", "甲女\r\n司機", 1, 2, 2, 3,
	    { 1, 6 }, { 3, 14 }, { 1, 6 }, "女司機" },
	{ "an invisible sign inside", "女\xE2\x80\x8B司機", 1, 1, 1, 5,
	    { 0, 4 }, { 0, 12 }, { 0, 4 }, "女司機" },
	{ "visible separators stay", "女 司 機", 1, 1, 1, 6, { 0, 5 },
	    { 0, 11 }, { 0, 5 }, "女 司 機" },
};

ParameterizedTestParameters(finding, places)
{
	return SMALL_CASES(place_cases);
}

ParameterizedTest(size_t *number, finding, places)
{
	const struct place_case *c = &place_cases[*number];
	struct small *s = make();
	const struct pj_location *l;
	char got[256], want[256];

	small_text(s, c->text);
	small_find(s);
	cr_assert_eq(s->findings.kept_count, 1, "%s", c->why);
	l = &s->findings.kept[0].location;
	snprintf(got, sizeof(got),
	    "%u:%u-%u:%u chars %u-%u bytes %u-%u utf16 %u-%u %s", l->line,
	    l->column, l->end_line, l->end_column, l->chars[0], l->chars[1],
	    l->bytes[0], l->bytes[1], l->utf16[0], l->utf16[1],
	    s->findings.kept[0].text.ptr);
	snprintf(want, sizeof(want),
	    "%u:%u-%u:%u chars %u-%u bytes %u-%u utf16 %u-%u %s", c->line,
	    c->column, c->end_line, c->end_column, c->chars[0], c->chars[1],
	    c->bytes[0], c->bytes[1], c->utf16[0], c->utf16[1], c->phrase);
	cr_expect_str_eq(got, want, "%s: %s, want %s", c->why, got, want);
	small_free(s);
}

Test(finding, many_on_one_line_keep_their_places)
{
	struct small *s = make();
	uint32_t i;

	small_text(s, "女司機，外勞，女司機。\n\n外勞外勞女司機");
	small_find(s);
	cr_assert_eq(s->findings.kept_count, 6);
	for (i = 0; i < 6; i++) {
		const struct pj_finding *f = &s->findings.kept[i];
		struct pj_str before = { s->doc.text.ptr,
			f->location.bytes[0] };

		cr_expect_eq(f->location.chars[0], pj_utf8_count(before));
		cr_expect_eq(f->location.utf16[0], pj_utf8_count16(before));
		cr_expect_eq(f->location.line, i < 3 ? 1 : 3);
		cr_expect_eq(f->location.paragraph, i < 3 ? 1 : 2);
	}
	cr_expect_eq(s->findings.kept[5].location.column, 5);
	small_free(s);
}

/* --- excerpts */

struct excerpt_case {
	const char *why;
	const char *text;
	const char *want; /* with [ ] around the mark */
};

#define TEN "甲乙丙丁戊己庚辛壬癸"

static struct excerpt_case excerpt_cases[] = {
	{ "a short sentence is whole", "昨日一名女司機停車。",
	    "昨日一名[女司機]停車。" },
	{ "its neighbours are not shown", "天氣晴。女司機來。天氣雨。",
	    "[女司機]來。" },
	{ "cut on both sides", TEN TEN TEN TEN "女司機" TEN TEN TEN TEN,
	    "…丙丁戊己庚辛壬癸" TEN TEN "[女司機]" TEN TEN
	    "甲乙丙丁戊己庚辛壬…" },
	{ "what one side lacks the other has", "女司機" TEN TEN TEN TEN TEN TEN,
	    "[女司機]" TEN TEN TEN TEN TEN "甲乙丙丁戊己庚…" },
	{ "on one line", "昨日\n　　一名女\n　　司機\n停車。",
	    "昨日一名[女司機]停車。" },
	{ "words of Latin letters stay apart", "The lady\n  女司機 is new",
	    "The lady[女司機] is new" },
	{ "a line end between Latin words is a space", "A new\nway 女司機",
	    "A new way [女司機]" },
	{ "without invisible signs", "一\xE2\x80\x8B名女\xEF\xBB\xBF司機。",
	    "一名[女司機]。" },
};

ParameterizedTestParameters(finding, excerpts)
{
	return SMALL_CASES(excerpt_cases);
}

ParameterizedTest(size_t *number, finding, excerpts)
{
	const struct excerpt_case *c = &excerpt_cases[*number];
	struct small *s = make();
	const struct pj_finding *f;
	const char *got;

	small_text(s, c->text);
	small_find(s);
	cr_assert_eq(s->findings.kept_count, 1, "%s", c->why);
	f = &s->findings.kept[0];
	cr_assert_leq(f->excerpt_mark.end, f->excerpt.len);
	got = pj_arena_printf(s->arena, "%.*s[%.*s]%s",
	    (int)f->excerpt_mark.begin, f->excerpt.ptr,
	    (int)(f->excerpt_mark.end - f->excerpt_mark.begin),
	    f->excerpt.ptr + f->excerpt_mark.begin,
	    f->excerpt.ptr + f->excerpt_mark.end);
	cr_expect_str_eq(got, c->want, "%s: %s, want %s", c->why, got, c->want);
	small_free(s);
}

/* --- suggestions, fingerprints, dropped hits */

Test(finding, suggestions_take_the_word_of_the_hit)
{
	struct small *s = make();
	const struct pj_finding *f;

	small_text(s, "女\n司機。外勞。");
	small_find(s);
	cr_assert_eq(s->findings.kept_count, 2);
	f = &s->findings.kept[0];
	cr_assert_eq(f->suggestions.count, 1,
	    "one list is not in the hit, and two come out the same");
	cr_expect_str_eq(f->suggestions.at[0], "司機");
	cr_assert_eq(s->findings.kept[1].suggestions.count, 1);
	small_free(s);
}

struct script_case {
	const char *why;
	const char *text;
	const char *want; /* suggestions of the first finding */
};

static const struct script_case script_cases[] = {
	{ "Traditional", "國內一名女司機停車。", "司機 " },
	{ "Simplified", "国内一名女司机停车。", "司机 " },
	{ "a Traditional word in a Simplified draft comes with it",
	    "女司機停车。这时路旁的机车发动。", "司机 " },
	{ "a Simplified word in a Traditional draft: as it should be, and as "
	  "it stands there",
	    "女司机停車。這時路旁的機車發動。", "司機 司机 " },
};

ParameterizedTestParameters(finding, scripts)
{
	return SMALL_CASES(script_cases);
}

ParameterizedTest(size_t *number, finding, scripts)
{
	const struct script_case *c = &script_cases[*number];
	struct small *s = make();
	const struct pj_strings *got;
	char all[64] = "";

	small_text(s, c->text);
	small_find(s);
	cr_assert_eq(s->findings.kept_count, 1, "%s", c->why);
	got = &s->findings.kept[0].suggestions;
	for (size_t i = 0; i < got->count; i++) {
		strcat(all, got->at[i]);
		strcat(all, " ");
	}
	cr_expect_str_eq(all, c->want, "%s: %s", c->why, all);
	small_free(s);
}

static const char *
print_of(const char *text, size_t finding)
{
	static char prints[2][64];
	static int turn;
	struct small *s = make();

	turn = !turn;
	small_text(s, text);
	small_find(s);
	cr_assert_gt(s->findings.kept_count, finding);
	cr_assert_eq(strlen(s->findings.kept[finding].fingerprint), 32);
	strcpy(prints[turn], s->findings.kept[finding].fingerprint);
	small_free(s);
	return prints[turn];
}

Test(finding, fingerprints)
{
	const char *far = "甲乙丙丁戊己庚辛女司機甲乙丙丁戊己庚辛";

	cr_expect_str_eq(print_of("一名女司機來。", 0),
	    print_of("前言。\n\n一名女司機來。", 0),
	    "it does not depend on the place");
	cr_expect_str_eq(print_of("一名女司機來。", 0),
	    print_of("一名女\n司机來。", 0), "nor on script or line ends");
	cr_expect_str_neq(print_of("一名女司機來。", 0),
	    print_of("兩名女司機來。", 0), "it does on near neighbours");
	cr_expect_str_eq(print_of(far, 0),
	    print_of("甲甲乙丙丁戊己庚辛女司機甲乙丙丁戊己庚辛乙", 0),
	    "not on far ones");
	cr_expect_str_neq(print_of("女司機。\n\n女司機。", 0),
	    print_of("女司機。\n\n女司機。", 1), "equal ones are told apart");
	cr_expect_str_eq(print_of("女司機。\n\n女司機。", 1),
	    print_of("女司機。\n\n甲。\n\n女司機。", 1), "by their order");
}

Test(finding, dropped_hits_come_apart_when_asked_for)
{
	struct small *s = make();

	small_text(s, "外勞動。外勞。");
	small_find(s);
	cr_assert_eq(s->findings.kept_count, 1);
	cr_assert_eq(s->findings.dropped_count, 1);
	cr_expect_eq(s->findings.dropped[0].reason, PJ_DROP_PROTECTED);
	cr_expect_str_eq(s->findings.dropped[0].detail, "protected");
	cr_assert(pj_findings_make(s->arena, &s->rules, &s->doc, &s->fold,
	    &s->segments, &s->hits, &s->decisions, false, &s->findings,
	    &s->err));
	cr_expect_eq(s->findings.kept_count, 1);
	cr_expect_eq(s->findings.dropped_count, 0);
	small_free(s);
}

Test(finding, cues_are_parted_in_an_excerpt_but_not_in_the_phrase)
{
	struct small *s = make();

	small_text(s, "甲\n女\n司機\n乙");
	s->doc.format = PJ_FORMAT_SRT;
	small_find(s);
	cr_assert_eq(s->findings.kept_count, 1);
	cr_expect(pj_str_equal(
		      s->findings.kept[0].excerpt, pj_str("甲 女司機 乙")),
	    "%.*s", (int)s->findings.kept[0].excerpt.len,
	    s->findings.kept[0].excerpt.ptr);
	cr_expect(pj_str_equal(s->findings.kept[0].text, pj_str("女司機")));
	cr_expect_eq(s->findings.kept[0].excerpt_mark.begin, 4);
	small_free(s);
}
