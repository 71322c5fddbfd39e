#include <criterion/criterion.h>

#include "pingjian/utf8.h"

/* One sign of each length, and the first and last of some lengths. */
static const uint32_t signs[] = { 'a', 0x7F, 0x80, 0x7FF, 0x800, 0x5973, 0xFFFD,
	0x10000, 0x1F469, 0x10FFFF };
#define SIGNS (sizeof(signs) / sizeof(signs[0]))

static size_t
put(char *out, uint32_t cp)
{
	size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4, i;

	for (i = n; i-- > 1; cp >>= 6)
		out[i] = (char)(0x80 | (cp & 0x3F));
	out[0] = (char)(n == 1 ? cp : (0xF00 >> n & 0xFF) | cp);
	return n;
}

/* Counting words of bytes must agree with walking, however they fall. */
Test(base_utf8, counts_agree_with_walking)
{
	char text[400];
	uint32_t seed = 1;
	int round;

	for (round = 0; round < 2000; round++) {
		struct pj_str s = { text + round % 8, 0 };
		size_t signs_put = round % 90, chars = 0, units = 0, at = 0, i;

		for (i = 0; i < signs_put; i++) {
			seed = seed * 1664525U + 1013904223U;
			s.len += put(text + round % 8 + s.len,
			    signs[(seed >> 8) % SIGNS]);
		}
		cr_assert_eq(pj_utf8_valid_prefix(s), s.len);
		while (at < s.len) {
			units += pj_utf8_next(s, &at) > 0xFFFF ? 2 : 1;
			chars++;
		}
		cr_assert_eq(chars, signs_put);
		cr_assert_eq(pj_utf8_count(s), chars, "round %d", round);
		cr_assert_eq(pj_utf8_count16(s), units, "round %d", round);
	}
}
