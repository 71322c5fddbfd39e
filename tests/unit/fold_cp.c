#include <criterion/criterion.h>

#include "pingjian/buf.h"
#include "pingjian/fold.h"
#include "pingjian/utf8.h"

/* What holds for every code point there is. */

static bool
is_surrogate(uint32_t cp)
{
	return cp >= 0xD800 && cp <= 0xDFFF;
}

Test(fold_cp, is_short_and_in_the_bmp)
{
	uint16_t out[18];
	uint32_t cp;
	size_t count, i;

	for (cp = 0; cp < 0x110000; cp++) {
		count = pj_fold_cp(cp, out);
		cr_assert_leq(count, 18, "U+%04X", cp);
		for (i = 0; i < count; i++)
			cr_assert(!is_surrogate(out[i]), "U+%04X", cp);
	}
}

Test(fold_cp, is_idempotent)
{
	uint16_t once[18], again[18 * 18];
	uint32_t cp;
	size_t count, i, all;

	for (cp = 0; cp < 0x110000; cp++) {
		count = pj_fold_cp(cp, once);
		for (i = all = 0; i < count; i++)
			all += pj_fold_cp(once[i], again + all);
		cr_assert_eq(all, count, "U+%04X", cp);
		cr_assert_arr_eq(
		    once, again, count * sizeof(*once), "U+%04X", cp);
	}
}

/* A text of one character folds to what pj_fold_cp says. */
Test(fold_cp, agrees_with_pj_fold_str)
{
	uint16_t out[18];
	uint32_t cp;
	size_t count;

	for (cp = 0; cp < 0x110000; cp++) {
		struct pj_arena *arena;
		struct pj_buf text = PJ_BUF_INIT;
		struct pj_fold fold;

		if (is_surrogate(cp) || (cp > 0x30000 && cp < 0xE0000))
			continue;
		arena = pj_arena_new(1 << 16);
		pj_buf_put_cp(&text, cp);
		count = pj_fold_cp(cp, out);
		cr_assert(pj_fold_str(arena, pj_buf_str(&text), &fold, NULL));
		cr_assert_eq(fold.count, count, "U+%04X", cp);
		cr_assert_arr_eq(fold.units, out, count * sizeof(*out),
		    "U+%04X", cp);
		pj_buf_free(&text);
		pj_arena_free(arena);
	}
}

/* Every character of CP950 and Unicode's first Han block stays Han. */
Test(fold_cp, han_stays_han)
{
	uint16_t out[18];
	uint32_t cp;

	for (cp = 0x4E00; cp <= 0x9FFF; cp++) {
		cr_assert_eq(pj_fold_cp(cp, out), 1, "U+%04X", cp);
		cr_assert(pj_cp_is_han(out[0]), "U+%04X", cp);
	}
}

Test(fold_cp, line_break_is_only_between_blocks)
{
	uint16_t out[18];
	uint32_t cp;
	size_t count, i;

	for (cp = 0; cp < 0x110000; cp++) {
		count = pj_fold_cp(cp, out);
		for (i = 0; i < count; i++)
			cr_assert_neq(out[i], PJ_UNIT_BREAK, "U+%04X", cp);
	}
}
