#include <unicode/uchar.h>

#include "pingjian/utf8.h"

/* Length of the valid character at P with LEFT bytes to go, or 0. */
static size_t
valid_length(const unsigned char *p, size_t left)
{
	unsigned char lead = p[0], low = 0x80, high = 0xBF;
	size_t len, i;

	if (lead < 0x80)
		return 1;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	len = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	if (left < len)
		return 0;
	/* Over-long forms, surrogates, and what lies above U+10FFFF. */
	if (lead == 0xE0)
		low = 0xA0;
	else if (lead == 0xED)
		high = 0x9F;
	else if (lead == 0xF0)
		low = 0x90;
	else if (lead == 0xF4)
		high = 0x8F;
	if (p[1] < low || p[1] > high)
		return 0;
	for (i = 2; i < len; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	return len;
}

size_t
pj_utf8_valid_prefix(struct pj_str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t at = 0, len;

	while (at < s.len) {
		while (at < s.len && p[at] < 0x80)
			at++;
		/* Most of a Chinese text: E3-E9 in front, EF of its marks. */
		while (s.len - at >= 3 && p[at] >= 0xE1 && p[at] <= 0xEF &&
		       p[at] != 0xED && (p[at + 1] & 0xC0) == 0x80 &&
		       (p[at + 2] & 0xC0) == 0x80)
			at += 3;
		if (at == s.len)
			break;
		len = valid_length(p + at, s.len - at);
		if (len == 0)
			break;
		at += len;
	}
	return at;
}

size_t
pj_utf8_invalid_run(struct pj_str s)
{
	size_t len = 1;

	while (len < s.len && ((unsigned char)s.ptr[len] & 0xC0) == 0x80)
		len++;
	return len;
}

uint32_t
pj_utf8_prev(struct pj_str s, size_t *at)
{
	size_t begin = *at - 1, next;

	while (begin > 0 && ((unsigned char)s.ptr[begin] & 0xC0) == 0x80)
		begin--;
	*at = next = begin;
	return pj_utf8_next(s, &next);
}

/* One bit at the foot of each byte of a word. */
#define FEET UINT64_C(0x0101010101010101)

/* How many of the eight FEET are set in BITS. */
static size_t
sum_feet(uint64_t bits)
{
	return (size_t)(bits * FEET >> 56);
}

/* Eight bytes at a time: a character begins where no 10xxxxxx stands. */
size_t
pj_utf8_count(struct pj_str s)
{
	size_t at = 0, more = 0;
	uint64_t w;

	for (; s.len - at >= sizeof(w); at += sizeof(w)) {
		memcpy(&w, s.ptr + at, sizeof(w));
		more += sum_feet(w >> 7 & ~w >> 6 & FEET);
	}
	for (; at < s.len; at++)
		more += ((unsigned char)s.ptr[at] & 0xC0) == 0x80;
	return s.len - more;
}

/* And 11110xxx begins one that takes two units. */
size_t
pj_utf8_count16(struct pj_str s)
{
	size_t at = 0, wide = 0;
	uint64_t w;

	for (; s.len - at >= sizeof(w); at += sizeof(w)) {
		memcpy(&w, s.ptr + at, sizeof(w));
		wide += sum_feet(w >> 7 & w >> 6 & w >> 5 & w >> 4 & FEET);
	}
	for (; at < s.len; at++)
		wide += (unsigned char)s.ptr[at] >= 0xF0;
	return pj_utf8_count(s) + wide;
}

bool
pj_cp_is_han(uint32_t cp)
{
	if (cp < 0x3400)
		return cp == 0x3005 || cp == 0x3007 ||
		       (cp >= 0x2E80 && cp <= 0x2FD5);
	return (cp <= 0x9FFF && (cp <= 0x4DBF || cp >= 0x4E00)) ||
	       (cp >= 0xF900 && cp <= 0xFAFF) ||
	       (cp >= 0x20000 && cp <= 0x3FFFF);
}

int
pj_cp_width(uint32_t cp)
{
	int32_t wide;

	if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		return 0;
	if (cp < 0x300)
		return cp == 0xAD ? 0 : 1;
	switch (u_charType((UChar32)cp)) {
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
	case U_FORMAT_CHAR:
		return 0;
	default:
		break;
	}
	wide = u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH);
	return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}
