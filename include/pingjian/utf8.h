#ifndef PJ_UTF8_H
#define PJ_UTF8_H

#include "pingjian/span.h"

/*
 * UTF-8 as arithmetic.  Extracted text is always valid UTF-8, so only
 * pj_utf8_valid_prefix and pj_utf8_invalid_run have to doubt their input.
 */

/* Length in bytes of the longest prefix of S that is valid UTF-8. */
size_t pj_utf8_valid_prefix(struct pj_str s);

/*
 * Bytes at the start of S, which is not empty and begins with none of a
 * valid character, that are shown as one U+FFFD: the first, and what goes
 * on behind it.  At least 1.
 */
size_t pj_utf8_invalid_run(struct pj_str s);

/*
 * The code point at *AT of valid UTF-8, *AT moved behind it.
 * Needs *AT < S.len.
 */
static inline uint32_t
pj_utf8_next(struct pj_str s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.ptr + *at;

	if (p[0] < 0x80) {
		*at += 1;
		return p[0];
	}
	if (p[0] < 0xE0) {
		*at += 2;
		return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
	}
	if (p[0] < 0xF0) {
		*at += 3;
		return (uint32_t)(p[0] & 0x0F) << 12 |
		       (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
	}
	*at += 4;
	return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
	       (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

/*
 * The code point that ends at *AT of valid UTF-8, *AT moved before it.
 * Needs *AT > 0.
 */
uint32_t pj_utf8_prev(struct pj_str s, size_t *at);

/* Code points in valid UTF-8. */
size_t pj_utf8_count(struct pj_str s);

/* UTF-16 units of the same text. */
size_t pj_utf8_count16(struct pj_str s);

/* Han ideograph, whatever block (unified, extension, compatibility). */
bool pj_cp_is_han(uint32_t cp);

/* Terminal columns: 0, 1 or 2 (East Asian Width, from ICU). */
int pj_cp_width(uint32_t cp);

#endif /* PJ_UTF8_H */
