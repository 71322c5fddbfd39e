#include <criterion/criterion.h>

#include "pingjian/buf.h"
#include "pingjian/fold.h"

/* What text folds to, both written as UTF-8; OTHER is U+FFFC. */

#define ZWSP "\u200B"
#define ZWJ "\u200D"
#define SHY "\u00AD"
#define VS16 "\uFE0F"
#define OTHER "\uFFFC"

struct fold_case {
	const char *why;
	const char *text;
	const char *want;
};

static const struct fold_case cases[] = {
	{ "empty", "", "" },
	{ "Traditional becomes Simplified", "女強人與護士", "女强人与护士" },
	{ "Simplified stays", "女强人与护士", "女强人与护士" },
	{ "case and width", "ＡＢc１２３％", "abc123%" },
	{ "full case folding", "Straße", "strasse" },
	{ "compatibility ideographs", "\uF981\uF934\uF98A", "女老力" },
	{ "Kangxi radicals", "\u2F25\u2F08\u2F2F", "女人工" },
	{ "radicals of the supplement", "\u2EC4\u2ED1\u2EA0", "西长民" },
	{ "an ideograph outside the BMP that is a variant", "\U0002F85F", "奢" },
	{ "one outside the BMP that is none", "\U00020000人", OTHER "人" },
	{ "expansion", "㈱ﬁ㈠…", "(株)fi(一)..." },
	{ "mathematical letters", "\U0001D400\U0001D7D8", "a0" },
	{ "hidden inside a word", "女" ZWSP "司" SHY "\u2060機", "女司机" },
	{ "bidirectional controls", "\u202E女\u2066司機\u2069", "女司机" },
	{ "Hangul filler", "女\u3164司機", "女司机" },
	{ "selectors", "女\uFE00司\U000E0101機" VS16, "女司机" },
	{ "tags", "女\U000E0041司", "女司" },
	{ "a control character", "女\x01司", "女司" },
	{ "a mark composes", "cafe\u0301", "café" },
	{ "composed and not are one", "café", "café" },
	{ "a voiced kana of half width", "\uFF76\uFF9E", "ガ" },
	{ "Hangul from its letters", "\u1100\u1161\u11A8", "각" },
	{ "struck through", "女\u0336司\u0336機\u0336", "女司机" },
	{ "enclosed", "女\u20DD", "女" },
	{ "a mark with nothing to stand on", "\u0301女", "女" },
	{ "a spacing accent is no space", "女´司", "女´司" },

	{ "one space spreads", "辣 妹", "辣妹" },
	{ "one wide space", "辣　妹", "辣妹" },
	{ "one no-break space", "辣\u00A0妹", "辣妹" },
	{ "one tab", "辣\t妹", "辣妹" },
	{ "two spaces separate", "辣  妹", "辣 妹" },
	{ "a space and something hidden", "辣" ZWSP " " ZWSP "妹", "辣妹" },
	{ "asterisks", "賢*內*助", "贤内助" },
	{ "full-width asterisks", "賢＊內＊助", "贤内助" },
	{ "middle dots", "人·妖人‧妖人・妖人•妖人･妖", "人妖人妖人妖人妖人妖" },
	{ "other separators", "人-妖_妖~妖|妖+妖^妖#妖@妖.妖", "人妖妖妖妖妖妖妖妖妖" },
	{ "the same, wide", "人－妖＿妖～妖｜妖＋妖＾妖＃妖＠妖．妖", "人妖妖妖妖妖妖妖妖妖" },
	{ "two separators stay", "人**妖", "人**妖" },
	{ "a separator and a space stay", "人* 妖", "人* 妖" },
	{ "three", "賢 * 內", "贤 * 内" },
	{ "punctuation stays", "人、妖，妖。妖：妖；妖／妖/妖", "人、妖,妖。妖:妖;妖/妖/妖" },
	{ "digits and letters stay", "人1妖x妖", "人1妖x妖" },
	{ "only between Han", "a-b 3.5 人-b", "a-b 3.5 人-b" },
	{ "before and behind", "-人妖- ", "-人妖- " },
	{ "Latin words keep one space", "new \t\u3000 town", "new town" },
	{ "a soft line end", "女司\n機", "女司机" },
	{ "with indentation", "女司\r\n　　機", "女司机" },
	{ "with trailing space", "女司 \n 機", "女司机" },
	{ "a soft line end in English", "new\n  town", "new town" },
	{ "from Chinese to English", "人\ntown", "人 town" },

	{ "emoji", "女\U0001F469司", "女" OTHER "司" },
	{ "one sign of several emoji",
	    "\U0001F469\U0001F3FB" ZWJ "\u2764" VS16 ZWJ "\U0001F468司",
	    OTHER "司" },
	{ "two emoji are two", "\U0001F469\U0001F468", OTHER OTHER },
	{ "a flag is one", "\U0001F1F9\U0001F1FC\U0001F1EF", OTHER OTHER },
	{ "a heart of the BMP joined", "\u2764" VS16 ZWJ "\U0001F525", "\u2764" },
	{ "a key cap", "1" VS16 "\u20E3", "1" },

	{ "他 and 她 stay apart", "他她它", "他她它" },
	{ "you", "妳你", "你你" },
	{ "variants of the issue", "臺台裡裏妳你姐姊砲炮", "台台里里你你姐姐炮炮" },
};

static struct pj_buf
folded(const char *text)
{
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_buf out = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct pj_fold fold;
	size_t i;

	cr_assert(pj_fold_str(arena, pj_str(text), &fold, &err), "%s",
	    err.message);
	for (i = 0; i < fold.count; i++)
		pj_buf_put_cp(&out, fold.units[i]);
	pj_buf_putc(&out, '\0');
	pj_arena_free(arena);
	return out;
}

Test(fold_text, folds)
{
	const struct fold_case *c;

	for (c = cases; c < cases + sizeof(cases) / sizeof(*cases); c++) {
		struct pj_buf got = folded(c->text);

		cr_expect_str_eq(got.ptr, c->want, "%s: “%s”, want “%s”",
		    c->why, got.ptr, c->want);
		pj_buf_free(&got);
	}
}

/* Two ways to write one thing. */
static const char *const pairs[][2] = {
	{ "臺女", "台女" },
	{ "娘娘腔與男人婆", "娘娘腔与男人婆" },
	{ "外勞、外籍新娘", "外劳、外籍新娘" },
	{ "強姦", "强奸" },
	{ "約砲", "约炮" },
	{ "婦女節", "妇女节" },
	{ "兩性平權", "两性平权" },
	{ "殘廢瘋癲", "残废疯癫" },
	{ "豔麗", "艷丽" },
	{ "淫婦", "婬妇" },
	{ "為什麼", "爲什麽" },
	{ "里長", "裡長" },
	{ "職業婦女說", "职业妇女説" },
	{ "峯迴路轉", "峰回路转" },
	{ "羣衆", "群众" },
	{ "喫豆腐", "吃豆腐" },
	{ "裸體", "躶体" },
	{ "鹹濕", "咸溼" },
	{ "痳瘋", "痳疯" },
	{ "痲瘋", "麻疯" },
	{ "嬭", "奶" },
	{ "祕書", "秘书" },
	{ "女ＤＲＩＶＥＲ", "女driver" },
};

Test(fold_text, folds_to_the_same)
{
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct pj_buf one = folded(pairs[i][0]);
		struct pj_buf other = folded(pairs[i][1]);

		cr_expect_str_eq(one.ptr, other.ptr, "%s and %s: %s and %s",
		    pairs[i][0], pairs[i][1], one.ptr, other.ptr);
		pj_buf_free(&one);
		pj_buf_free(&other);
	}
}

Test(fold_text, nul_is_no_end)
{
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_fold fold;

	cr_assert(pj_fold_str(
	    arena, (struct pj_str){ "a\0b", 3 }, &fold, NULL));
	cr_expect_eq(fold.count, 2);
	cr_expect_eq(fold.units[1], 'b');
	cr_expect_eq(fold.text[1], 2);
	pj_arena_free(arena);
}

/* A text of nothing but ligatures outgrows the first guess. */
Test(fold_text, grows)
{
	enum { COUNT = 5000 };
	struct pj_arena *arena = pj_arena_new(1 << 22);
	struct pj_buf text = PJ_BUF_INIT;
	struct pj_fold fold;
	size_t i;

	for (i = 0; i < COUNT; i++)
		pj_buf_puts(&text, "㍿");
	cr_assert(pj_fold_str(arena, pj_buf_str(&text), &fold, NULL));
	cr_assert_eq(fold.count, 4 * COUNT);
	for (i = 0; i < fold.count; i++)
		cr_assert_eq(fold.text[i], i / 4 * 3);
	cr_expect_eq(fold.text[fold.count], text.len);
	pj_buf_free(&text);
	pj_arena_free(arena);
}

Test(fold_text, says_when_memory_ends)
{
	struct pj_arena *arena = pj_arena_new(100);
	struct pj_error err = { 0 };
	struct pj_fold fold;

	cr_expect_not(pj_fold_str(arena, pj_str("女司機"), &fold, &err) &&
	    pj_fold_str(arena, pj_str("女司機停車"), &fold, &err));
	cr_expect_eq(err.code, PJ_ENOMEM);
	pj_arena_free(arena);
}

static struct pj_fold
fold_blocks(struct pj_arena *arena, const char *text,
    const struct pj_block *blocks, size_t count)
{
	struct pj_doc doc = { .text = pj_str(text), .blocks = blocks,
		.block_count = count };
	struct pj_error err = { 0 };
	struct pj_fold fold = { 0 };

	cr_assert(pj_fold_doc(arena, &doc, (struct pj_deadline){ 0 }, &fold,
	    &err), "%s", err.message);
	return fold;
}

Test(fold_text, blocks_end_in_a_break)
{
	/* 女司 / 機 with a blank line between, and text in no block. */
	static const struct pj_block blocks[] = {
		{ .at = { 0, 6 } }, { .at = { 8, 11 } } };
	static const uint16_t want[] = { 0x5973, 0x53F8, '\n', 0x673A, '\n' };
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_fold fold = fold_blocks(arena, "女司\n\n機xx", blocks, 2);

	cr_assert_eq(fold.count, 5);
	cr_expect_arr_eq(fold.units, want, sizeof(want));
	cr_expect_eq(fold.text[2], 6);
	cr_expect_eq(fold.text[3], 8);
	cr_expect_eq(fold.text[4], 11);
	cr_expect_eq(fold.text[5], 13);
	pj_arena_free(arena);
}

/* A separator at a block's end is not between two characters. */
Test(fold_text, nothing_is_dropped_across_blocks)
{
	static const struct pj_block blocks[] = {
		{ .at = { 0, 4 } }, { .at = { 4, 7 } } };
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_fold fold = fold_blocks(arena, "女*機", blocks, 2);

	cr_assert_eq(fold.count, 5);
	cr_expect_eq(fold.units[1], '*');
	cr_expect_eq(fold.units[2], PJ_UNIT_BREAK);
	pj_arena_free(arena);
}

Test(fold_text, stops_at_the_deadline)
{
	struct pj_arena *arena = pj_arena_new(1 << 24);
	struct pj_buf text = PJ_BUF_INIT;
	struct pj_block block = { 0 };
	struct pj_doc doc = { .blocks = &block, .block_count = 1 };
	struct pj_error err = { 0 };
	struct pj_fold fold;
	int i;

	for (i = 0; i < 100000; i++)
		pj_buf_puts(&text, "女");
	doc.text = pj_buf_str(&text);
	block.at.end = (uint32_t)text.len;
	cr_expect_not(pj_fold_doc(
	    arena, &doc, (struct pj_deadline){ 1 }, &fold, &err));
	cr_expect_eq(err.code, PJ_ELIMIT);
	pj_buf_free(&text);
	pj_arena_free(arena);
}
