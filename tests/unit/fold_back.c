#include <criterion/criterion.h>
#include <stdlib.h>

#include "pingjian/buf.h"
#include "pingjian/fold.h"
#include "pingjian/utf8.h"

/* From folded units back to text: whole signs, and no more. */

#define ZWSP "\u200B"
#define ZWJ "\u200D"

struct back_case {
	const char *why;
	const char *text;
	struct pj_fold_span at;
	const char *want;
};

static const struct back_case cases[] = {
	{ "plain", "女司機", { 1, 3 }, "司機" },
	{ "hidden behind the last character", "辣妹" ZWSP "們", { 0, 2 },
	    "辣妹" },
	{ "hidden inside", "辣" ZWSP "妹們", { 0, 2 }, "辣" ZWSP "妹" },
	{ "hidden before the first", "x" ZWSP "辣妹", { 1, 3 }, "辣妹" },
	{ "spread out", "賢*內*助*們", { 0, 3 }, "賢*內*助" },
	{ "over a soft line end", "女司\n　機。", { 0, 3 }, "女司\n　機" },
	{ "before a soft line end", "司機\n　來", { 0, 2 }, "司機" },
	{ "white space that is one unit", "a \t b", { 1, 2 }, " \t " },
	{ "half an expansion at its end", "a㈱b", { 0, 2 }, "a㈱" },
	{ "half an expansion at its begin", "a㈱b", { 3, 5 }, "㈱b" },
	{ "the middle of an expansion", "a㈱b", { 2, 3 }, "㈱" },
	{ "several to one", "xe\u0301y", { 1, 2 }, "e\u0301" },
	{ "Hangul letters", "\u1100\u1161\u11A8x", { 0, 1 },
	    "\u1100\u1161\u11A8" },
	{ "a mark that left nothing", "女\u0336司\u0336機", { 0, 2 },
	    "女\u0336司\u0336" },
	{ "a selector", "女\uFE00司", { 0, 1 }, "女\uFE00" },
	{ "an ideographic selector", "女\U000E0101司", { 0, 1 },
	    "女\U000E0101" },
	{ "an emoji sequence",
	    "女\U0001F469\U0001F3FB" ZWJ "\u2764\uFE0F" ZWJ "\U0001F468司",
	    { 1, 2 },
	    "\U0001F469\U0001F3FB" ZWJ "\u2764\uFE0F" ZWJ "\U0001F468" },
	{ "a joiner that joins nothing", "\U0001F469" ZWJ "司", { 0, 1 },
	    "\U0001F469" },
	{ "a flag", "\U0001F1F9\U0001F1FC\U0001F1EF", { 0, 1 },
	    "\U0001F1F9\U0001F1FC" },
	{ "a key cap", "1\uFE0F\u20E3x", { 0, 1 }, "1\uFE0F\u20E3" },
	{ "everything", "女司機", { 0, 3 }, "女司機" },
};

static void
check_case(const struct back_case *c)
{
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_str text = pj_str(c->text), got;
	struct pj_fold fold;

	cr_assert(pj_fold_str(arena, text, &fold, NULL));
	got = pj_str_at(text, pj_fold_back(&fold, text, c->at));
	cr_expect(pj_str_equal(got, pj_str(c->want)), "%s: “%.*s”, want “%s”",
	    c->why, (int)got.len, got.ptr, c->want);
	pj_arena_free(arena);
}

Test(fold_back, back)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_case(&cases[i]);
}

static struct pj_text_span
back(const struct pj_fold *fold, struct pj_str text, size_t begin, size_t end)
{
	return pj_fold_back(fold, text,
	    (struct pj_fold_span){ (uint32_t)begin, (uint32_t)end });
}

/* Whether text offset AT is between two characters. */
static bool
is_boundary(struct pj_str text, uint32_t at)
{
	return at == text.len || (text.ptr[at] & 0xC0) != 0x80;
}

static void
check_all(const struct pj_fold *fold, struct pj_str text)
{
	size_t begin, end;

	for (begin = 0; begin < fold->count; begin++) {
		struct pj_text_span last = { 0, 0 };

		cr_assert_leq(fold->text[begin], fold->text[begin + 1]);
		for (end = begin + 1; end <= fold->count; end++) {
			struct pj_text_span at = back(fold, text, begin, end);

			cr_assert(at.begin < at.end && at.end <= text.len);
			cr_assert(is_boundary(text, at.begin) &&
			    is_boundary(text, at.end));
			/* It covers the units, and wider in is wider out. */
			cr_assert_leq(at.begin, fold->text[begin]);
			cr_assert_gt(at.end, fold->text[end - 1]);
			cr_assert(end == begin + 1 ||
			    (at.begin == last.begin && at.end >= last.end));
			last = at;
		}
	}
}

/*
 * Random texts of the characters that do something: the same properties,
 * and folding what was found finds it again.
 */
Test(fold_back, random_texts)
{
	static const uint32_t chars[] = { 0x5973, 0x53F8, 'a', 'e', ' ', '*',
		'\n', 0x3000, 0x200B, 0x200D, 0xFE0F, 0x301, 0x336, 0x3231,
		0xFB01, 0x1F469, 0x1F3FB, 0x2764, 0x1F1F9, 0x1100, 0x1161,
		0x20000, 0xFF76, 0xFF9E, '#', 0x2026, 0x30A, 0x3164, 0xE0067 };
	int round, i;

	srand(1);
	for (round = 0; round < 20000; round++) {
		struct pj_arena *arena = pj_arena_new(1 << 16);
		struct pj_buf text = PJ_BUF_INIT;
		struct pj_fold fold;

		for (i = rand() % 12; i >= 0; i--)
			pj_buf_put_cp(&text,
			    chars[(size_t)rand() %
				(sizeof(chars) / sizeof(*chars))]);
		cr_assert(pj_fold_str(arena, pj_buf_str(&text), &fold, NULL));
		check_all(&fold, pj_buf_str(&text));
		pj_buf_free(&text);
		pj_arena_free(arena);
	}
}

Test(fold_back, at_finds_the_first_unit_from_there)
{
	struct pj_arena *arena = pj_arena_new(1 << 16);
	struct pj_str text = pj_str("a㈱" ZWSP "女");
	struct pj_fold fold;

	cr_assert(pj_fold_str(arena, text, &fold, NULL));
	cr_expect_eq(pj_fold_at(&fold, 0), 0);
	cr_expect_eq(pj_fold_at(&fold, 1), 1, "the expansion's first unit");
	cr_expect_eq(pj_fold_at(&fold, 2), 4, "inside the expansion");
	cr_expect_eq(pj_fold_at(&fold, 4), 4, "at what is hidden");
	cr_expect_eq(pj_fold_at(&fold, (uint32_t)text.len), fold.count);
	pj_arena_free(arena);
}
