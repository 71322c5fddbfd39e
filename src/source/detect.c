#include <strings.h>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "pingjian/utf8.h"
#include "source.h"

/* Declarations must stand within the first bytes of a page. */
#define DECLARED_WITHIN 4096

/* What ICU's detector and the UTF-16 count look at. */
#define SAMPLE ((size_t)64 << 10)

/* ICU's confidence, of 100, from which its word counts for anything. */
#define CONFIDENT 10

static const struct {
	const char *charset;
	const char *bytes;
	size_t len;
} marks[] = {
	{ "utf-8", "\xEF\xBB\xBF", 3 },
	{ "utf-32le", "\xFF\xFE\0\0", 4 }, /* before its shorter twin */
	{ "utf-32be", "\0\0\xFE\xFF", 4 },
	{ "utf-16le", "\xFF\xFE", 2 },
	{ "utf-16be", "\xFE\xFF", 2 },
	{ "gb18030", "\x84\x31\x95\x33", 4 },
};

/* The charset of a byte order mark and its length; NULL without one. */
static const char *
by_mark(struct pj_str bytes, size_t *bom)
{
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (bytes.len >= marks[i].len &&
		    !memcmp(bytes.ptr, marks[i].bytes, marks[i].len)) {
			*bom = marks[i].len;
			return marks[i].charset;
		}
	*bom = 0;
	return NULL;
}

/* Units of 16 bits that a Chinese text is made of. */
static bool
is_usual_unit(unsigned unit)
{
	return (unit >= 0x4E00 && unit <= 0x9FFF) ||
	       (unit >= 0x20 && unit <= 0x7E) || unit == '\t' || unit == '\n' ||
	       unit == '\r' || (unit >= 0x3000 && unit <= 0x303F) ||
	       (unit >= 0xFF00 && unit <= 0xFFEF) ||
	       (unit >= 0x2010 && unit <= 0x2027);
}

/*
 * UTF-16 without a mark: nearly all units are usual ones in one order of
 * bytes and fewer in the other.  Bytes of ASCII in pairs look like Han,
 * so a text that is valid UTF-8 must also have the NULs of its ASCII, all
 * on one side.  Where it is not, this is a guess to be weighed.
 */
static const char *
by_units(struct pj_str bytes, bool valid_utf8)
{
	const unsigned char *p = (const unsigned char *)bytes.ptr;
	size_t count = (bytes.len < SAMPLE ? bytes.len : SAMPLE) / 2, i;
	size_t little = 0, big = 0, nul[2] = { 0, 0 };

	if (count == 0 || bytes.len % 2 != 0)
		return NULL;
	for (i = 0; i < count; i++, p += 2) {
		little += is_usual_unit(p[0] | (unsigned)p[1] << 8);
		big += is_usual_unit((unsigned)p[0] << 8 | p[1]);
		nul[0] += p[0] == 0;
		nul[1] += p[1] == 0;
	}
	if (valid_utf8 && nul[0] < count / 2 && nul[1] < count / 2)
		return NULL;
	if (little > big && little * 10 >= count * 9 && nul[0] <= count / 50)
		return "utf-16le";
	if (big > little && big * 10 >= count * 9 && nul[1] <= count / 50)
		return "utf-16be";
	return NULL;
}

/*
 * A text with a few wrong bytes is still UTF-8: characters of three and
 * four bytes hardly come about by chance.  Those of two do in Big5 and GB,
 * so they count half.
 */
static bool
mostly_utf8(struct pj_str bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.ptr;
	size_t at = 0, good = 0, bad = 0;

	while (at < bytes.len) {
		struct pj_str rest = { bytes.ptr + at, bytes.len - at };
		size_t end = at + pj_utf8_valid_prefix(rest);

		for (; at < end; at++)
			if (p[at] >= 0xE0)
				good += 6;
			else if (p[at] >= 0xC2)
				good += 2;
		if (at < bytes.len) {
			bad += 2;
			at++;
		}
	}
	return good > 0 && good >= 4 * bad;
}

/* Where NEEDLE stands in HAY from AT on, whatever the case; or its end. */
static size_t
find_word(struct pj_str hay, size_t at, const char *needle)
{
	size_t len = strlen(needle);

	for (; at + len <= hay.len; at++)
		if (!strncasecmp(hay.ptr + at, needle, len))
			return at;
	return hay.len;
}

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c != '\0' && strchr("-_.:+", c));
}

/* The charset named in HEAD behind KEY, inside the tag that begins at AT. */
static const char *
named_behind(struct pj_str head, size_t at, const char *key)
{
	const char *end = memchr(head.ptr + at, '>', head.len - at);
	struct pj_str tag = { head.ptr, head.len };
	char name[64];
	size_t len = 0;

	if (end)
		tag.len = (size_t)(end - head.ptr);
	at = find_word(tag, at, key);
	if (at == tag.len)
		return NULL;
	at += strlen(key);
	while (at < tag.len && strchr(" \t\r\n=\"'", tag.ptr[at]))
		at++;
	while (
	    at < tag.len && len + 1 < sizeof(name) && is_name_char(tag.ptr[at]))
		name[len++] = tag.ptr[at++];
	name[len] = '\0';
	return pj_charset_find(name);
}

/* What an XML declaration or a <meta> says; NULL when nothing useful. */
static const char *
by_declaration(struct pj_str bytes)
{
	struct pj_str head = { bytes.ptr,
		bytes.len < DECLARED_WITHIN ? bytes.len : DECLARED_WITHIN };
	const char *name = NULL;
	size_t at = 0;

	if (find_word(head, 0, "<?xml") == 0)
		name = named_behind(head, 0, "encoding");
	while (!name && (at = find_word(head, at, "<meta")) < head.len) {
		name = named_behind(head, at, "charset");
		at++;
	}
	/* A page whose <meta> could be read has no units of 16 bits. */
	return name && pj_charset_is_web(name) ? name : NULL;
}

/* ICU's guess by statistics. */
static const char *
by_statistics(struct pj_str bytes)
{
	UErrorCode status = U_ZERO_ERROR;
	UCharsetDetector *detector = ucsdet_open(&status);
	const UCharsetMatch *match;
	const char *name = NULL;
	size_t len = bytes.len < SAMPLE ? bytes.len : SAMPLE;

	ucsdet_setText(detector, bytes.ptr, (int32_t)len, &status);
	match = ucsdet_detect(detector, &status);
	if (U_SUCCESS(status) && match &&
	    ucsdet_getConfidence(match, &status) >= CONFIDENT)
		name = ucsdet_getName(match, &status);
	if (name)
		name = pj_charset_find(name);
	ucsdet_close(detector);
	/* Whatever reads as Unicode was recognised before. */
	return name && strncmp(name, "utf-", 4) ? name : NULL;
}

/*
 * A few characters of GB18030 may be valid UTF-8 by chance, but only with
 * characters of two bytes: then their meaning decides.
 */
static bool
may_be_chance(struct pj_str bytes)
{
	bool beyond_ascii = false;
	size_t i;

	if (bytes.len > DECLARED_WITHIN)
		return false;
	for (i = 0; i < bytes.len; i++) {
		unsigned char c = (unsigned char)bytes.ptr[i];

		if (c >= 0xE0)
			return false;
		beyond_ascii |= c >= 0x80;
	}
	return beyond_ascii;
}

/* Does BYTES, as far as looked at, hold only what CHARSET has? */
static bool
is_whole(struct pj_str bytes, const char *charset)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *cnv = ucnv_open(pj_charset_converter(charset), &status);
	const char *in = bytes.ptr;
	const char *end = in + (bytes.len < SAMPLE ? bytes.len : SAMPLE);
	UChar units[1024];

	if (U_SUCCESS(status))
		ucnv_setToUCallBack(
		    cnv, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	do {
		UChar *to = units;

		if (status == U_BUFFER_OVERFLOW_ERROR)
			status = U_ZERO_ERROR;
		ucnv_toUnicode(
		    cnv, &to, units + 1024, &in, end, NULL, false, &status);
	} while (status == U_BUFFER_OVERFLOW_ERROR);
	ucnv_close(cnv);
	return U_SUCCESS(status);
}

/*
 * Surest first: UTF-16 by its NULs, UTF-8 by its form, what reads as
 * Chinese, what the page says, what ICU guesses.  What a page says is often
 * what its template said before: it decides between readings that are as
 * good, and where none is Chinese.
 */
static const char *
detect_unmarked(struct pj_str bytes, bool *valid, bool *doubtful)
{
	const char *units = by_units(bytes, *valid);
	const char *declared, *name;

	if (*valid && units) {
		*valid = false;
		return units;
	}
	if (*valid && !may_be_chance(bytes))
		return "utf-8";
	if (!*valid && !units && mostly_utf8(bytes))
		return "utf-8";
	declared = by_declaration(bytes);
	name = pj_charset_chinese(bytes, declared ? declared : units);
	if (*valid && !name)
		return "utf-8";
	*valid = false;
	if (name)
		return name;
	*doubtful = true;
	if (declared && is_whole(bytes, declared))
		return declared;
	return by_statistics(bytes);
}

const char *
pj_charset_detect(struct pj_str bytes, const char *forced, size_t *bom,
    bool *valid, bool *doubtful)
{
	const char *marked = by_mark(bytes, bom), *name;

	*doubtful = false;
	/* Who asks for UTF-16 may not know the order of its bytes. */
	if (forced && marked && !strncmp(forced, marked, strlen("utf-16")))
		forced = marked;
	if (forced && marked && strcmp(forced, marked))
		*bom = 0;
	bytes.ptr += *bom;
	bytes.len -= *bom;
	name = forced ? forced : marked;
	*valid = (!name || !strcmp(name, "utf-8")) &&
	         pj_utf8_valid_prefix(bytes) == bytes.len;
	return name ? name : detect_unmarked(bytes, valid, doubtful);
}
