#include "json.h"

/* The value of the four hexadecimal digits at AT; false when they are none. */
static bool
take_hex(struct pj_str s, size_t at, uint32_t *value)
{
	size_t i;

	*value = 0;
	if (s.len - at < 4)
		return false;
	for (i = at; i < at + 4; i++) {
		char c = s.ptr[i];
		uint32_t digit;

		if (c >= '0' && c <= '9')
			digit = (uint32_t)(c - '0');
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			digit = (uint32_t)((c | 0x20) - 'a') + 10;
		else
			return false;
		*value = *value << 4 | digit;
	}
	return true;
}

/*
 * The character of the "\u" at AT, two of them for one beyond U+FFFF; half
 * a pair is U+FFFD.  Returns what is behind it, AT when it is none.
 */
static size_t
take_unicode(struct pj_str s, size_t at, uint32_t *cp)
{
	uint32_t low;

	if (!take_hex(s, at + 2, cp))
		return at;
	if (*cp < 0xD800 || *cp > 0xDFFF)
		return at + 6;
	if (*cp < 0xDC00 && s.len - at >= 12 && s.ptr[at + 6] == '\\' &&
	    s.ptr[at + 7] == 'u' && take_hex(s, at + 8, &low) &&
	    low >= 0xDC00 && low <= 0xDFFF) {
		*cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
		return at + 12;
	}
	*cp = 0xFFFD;
	return at + 6;
}

/* The same for any escape at AT. */
static size_t
take_escape(struct pj_str s, size_t at, uint32_t *cp)
{
	static const char signs[] = "\"\\/bfnrt";
	static const char means[] = "\"\\/\b\f\n\r\t";
	const char *found;

	if (s.len - at < 2)
		return at;
	if (s.ptr[at + 1] == 'u')
		return take_unicode(s, at, cp);
	found = s.ptr[at + 1] ? strchr(signs, s.ptr[at + 1]) : NULL;
	if (!found)
		return at;
	*cp = (unsigned char)means[found - signs];
	return at + 2;
}

size_t
json_take_string(struct pj_str text, size_t at, size_t base, struct mapped *out,
    size_t *wrong)
{
	size_t begin = ++at, next;
	uint32_t cp = 0;

	for (; at < text.len; at++) {
		if (text.ptr[at] != '"' && text.ptr[at] != '\\')
			continue;
		mapped_add(out, (struct pj_str){ text.ptr + begin, at - begin },
		    base + begin);
		if (text.ptr[at] == '"')
			return at + 1;
		next = take_escape(text, at, &cp);
		if (next == at) {
			*wrong = at;
			return 0;
		}
		mapped_add_cp(out, cp, base + at);
		begin = next;
		at = next - 1;
	}
	*wrong = text.len;
	return 0;
}
