#include <uchar.h>

#include <unicode/uchar.h>

#include "pingjian/utf8.h"
#include "text.h"

/* White space, and what has no width, at either end of a line. */
static bool
is_space(uint32_t cp)
{
	if (cp <= ' ' || cp == 0x3000 || cp == 0xA0)
		return true;
	return cp == 0xFEFF || cp == 0x200B || (cp >= 0x2000 && cp <= 0x200A) ||
	       cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

static bool
is_digit(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
}

static bool
is_latin(uint32_t cp)
{
	return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}

/* SET ends in 0. */
static bool
is_one_of(uint32_t cp, const char32_t *set)
{
	for (; *set; set++)
		if (*set == cp)
			return true;
	return false;
}

/* The code point at AT of S, or 0 at its end; AT moves behind it. */
static uint32_t
take(struct pj_str s, size_t *at)
{
	return *at < s.len ? pj_utf8_next(s, at) : 0;
}

/* The same without moving. */
static uint32_t
peek(struct pj_str s, size_t at)
{
	return take(s, &at);
}

/* Skip number signs of SET from AT on, MAX at most; how many there were. */
static size_t
skip_numerals(struct pj_str s, size_t *at, const char32_t *set, size_t max)
{
	size_t count = 0;

	while (count < max && *at < s.len) {
		size_t next = *at;
		uint32_t cp = take(s, &next);

		if (set ? !is_one_of(cp, set) : !is_digit(cp))
			break;
		*at = next;
		count++;
	}
	return count;
}

#define NUMERALS U"一二三四五六七八九十百〇零"
#define FORMAL U"壹貳參叁肆伍陸柒捌玖拾"
#define STEMS U"甲乙丙丁戊己庚辛壬癸"

/* 第一章, 第3條 … */
static enum line_mark
chapter_mark(struct pj_str s, uint32_t *level)
{
	size_t at = 0;
	uint32_t cp;

	if (take(s, &at) != U'第')
		return LINE_PLAIN;
	if (!skip_numerals(s, &at, NUMERALS, 5) &&
	    !skip_numerals(s, &at, NULL, 4))
		return LINE_PLAIN;
	while (peek(s, at) == ' ')
		at++;
	cp = take(s, &at);
	*level = is_one_of(cp, U"篇編部") ? 1 : cp == U'章' ? 2 : 3;
	if (is_one_of(cp, U"篇編部章節") && is_space(peek(s, at)))
		return LINE_HEADING;
	*level = 1;
	return cp == U'條' && is_space(peek(s, at)) ? LINE_ITEM : LINE_PLAIN;
}

/* 一、 壹、 1. １． 甲、 A. — a number and the sign that ends it. */
static enum line_mark
number_mark(struct pj_str s, uint32_t *level)
{
	size_t at = 0, next;
	bool letter = false;
	uint32_t cp;

	*level = 1;
	if (skip_numerals(s, &at, FORMAL, 3))
		return peek(s, at) == U'、' ? LINE_HEADING : LINE_PLAIN;
	if (skip_numerals(s, &at, NUMERALS, 4) ||
	    skip_numerals(s, &at, STEMS, 1))
		return is_one_of(peek(s, at), U"、．.") ? LINE_ITEM
		                                        : LINE_PLAIN;
	*level = 3;
	if (!skip_numerals(s, &at, NULL, 3)) {
		letter = is_latin(take(s, &at));
		if (!letter)
			return LINE_PLAIN;
	}
	next = at;
	cp = take(s, &next);
	if (is_one_of(cp, U"、)）"))
		return LINE_ITEM;
	/* 1.5 and e.g. are no marks. */
	cp = is_one_of(cp, U".．") ? peek(s, next) : '0';
	return (letter ? cp == ' ' : !is_digit(cp)) ? LINE_ITEM : LINE_PLAIN;
}

/* （一） (1) (a) */
static enum line_mark
bracket_mark(struct pj_str s, uint32_t *level)
{
	size_t at = 0;

	if (!is_one_of(take(s, &at), U"(（"))
		return LINE_PLAIN;
	*level = 2;
	if (!skip_numerals(s, &at, NUMERALS, 4) &&
	    !skip_numerals(s, &at, STEMS, 1)) {
		*level = 4;
		if (!skip_numerals(s, &at, NULL, 3) && !is_latin(take(s, &at)))
			return LINE_PLAIN;
	}
	return is_one_of(peek(s, at), U")）") ? LINE_ITEM : LINE_PLAIN;
}

/* Signs that stand for a mark whatever follows them. */
#define BULLETS U"■□◆◇●◎‧•·▍▎▌※▲△▼▽★☆➤➢►▶▷→➜⇒✓✔✅☑❖▪▫◦♦♥❤⚫⚪＊◼◾"

/* Signs that are a mark only before a space. */
#define DASHES U"-*+–—○"

/* ■ ※ "- " "> " "# " ① 📣: a sign, not a number */
static enum line_mark
bullet_mark(struct pj_str s, uint32_t *level)
{
	size_t at = 0;
	uint32_t cp = take(s, &at);

	*level = 1;
	if (is_one_of(cp, BULLETS))
		return LINE_ITEM;
	if (is_one_of(cp, DASHES))
		return is_space(peek(s, at)) && at < s.len ? LINE_ITEM
		                                           : LINE_PLAIN;
	if (cp == '>' && peek(s, at) == ' ') {
		*level = 0;
		return LINE_QUOTE;
	}
	if (cp == '#') {
		*level = 1 + (uint32_t)skip_numerals(s, &at, U"#", 5);
		return peek(s, at) == ' ' ? LINE_HEADING : LINE_PLAIN;
	}
	/* ① ⑴ ㈠ ㊀ ❶ and pictures */
	if ((cp >= 0x2460 && cp <= 0x24FF) || (cp >= 0x2776 && cp <= 0x2793) ||
	    (cp >= 0x3220 && cp <= 0x3243) || (cp >= 0x3280 && cp <= 0x3289)) {
		*level = 3;
		return LINE_ITEM;
	}
	return cp >= 0x2190 && u_charType((UChar32)cp) == U_OTHER_SYMBOL
	           ? LINE_ITEM
	           : LINE_PLAIN;
}

/* 【活動資訊】: a heading when alone, else the begin of a block. */
static enum line_mark
lenticular_mark(struct pj_str s, uint32_t *level)
{
	size_t at = 0;

	if (take(s, &at) != U'【')
		return LINE_PLAIN;
	while (at < s.len && peek(s, at) != U'】')
		take(s, &at);
	take(s, &at);
	*level = at == s.len ? 3 : 1;
	return at == s.len ? LINE_HEADING : LINE_ITEM;
}

/* The first finder that knows the begin of the line decides. */
static enum line_mark
find_mark(struct pj_str s, uint32_t *level)
{
	static enum line_mark (*const finders[])(struct pj_str, uint32_t *) = {
		number_mark,
		bracket_mark,
		chapter_mark,
		lenticular_mark,
		bullet_mark,
	};
	enum line_mark mark = LINE_PLAIN;
	size_t i;

	for (i = 0; i < sizeof(finders) / sizeof(finders[0]); i++) {
		mark = finders[i](s, level);
		if (mark != LINE_PLAIN)
			return mark;
	}
	*level = 0;
	return LINE_PLAIN;
}

/* A letter, digit or Han: what a word is made of. */
static bool
is_word(uint32_t cp)
{
	return pj_cp_is_han(cp) || u_isalnum((UChar32)cp);
}

/* Opening marks count as words: a line may be broken before a quotation. */
static enum line_edge
first_edge(uint32_t cp)
{
	if (is_word(cp) || is_one_of(cp, U"「『《〈（(“‘\"'$%％"))
		return EDGE_WORD;
	return is_one_of(cp, U"，、。；：！？」』》〉）)”’…,.;:!?％%")
	           ? EDGE_OPEN
	           : EDGE_FINAL;
}

/* Closing marks count as words, too, unless a full stop stands in them. */
static enum line_edge
last_edge(uint32_t cp)
{
	if (is_word(cp) || is_one_of(cp, U"」』》〉）)”’%％·‧•．-"))
		return EDGE_WORD;
	return is_one_of(cp, U"，、「『《〈（(“‘,－—") ? EDGE_OPEN : EDGE_FINAL;
}

/* The last code point that counts: 。」 ends like 。 */
static uint32_t
last_sign(struct pj_str s)
{
	size_t at = s.len;
	uint32_t cp = pj_utf8_prev(s, &at), before = cp;

	while (at > 0 && is_one_of(before, U"」』）)”’\""))
		before = pj_utf8_prev(s, &at);
	return is_one_of(before, U"。！？!?…") ? before : cp;
}

/* A label of up to eight characters before a colon: 聯絡人：王小姐 */
static bool
has_label(struct pj_str s)
{
	size_t at = 0, i;

	for (i = 0; i < 9 && at < s.len; i++) {
		uint32_t cp = take(s, &at);

		if (cp == U'：' || cp == ':')
			return i >= 2;
		if (!is_word(cp) && !is_space(cp))
			return false;
	}
	return false;
}

/* Columns of the Latin word or number at the begin, or of one Han. */
static uint32_t
unit_width(struct pj_str s)
{
	uint32_t width = 0;

	while (width < s.len && width < 40 &&
	       (unsigned char)s.ptr[width] < 0x80 &&
	       u_isalnum((UChar32)s.ptr[width]))
		width++;
	return width > 2 ? width : 2;
}

/* Columns of S, and whether it has a comma or full stop. */
static void
measure(struct pj_str s, struct line *line)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	uint32_t width = 0;
	size_t i;

	for (i = 0; i < s.len; i++) {
		width += (p[i] & 0xC0) != 0x80;
		width += p[i] >= 0xE0;
		if (p[i] < 0xE3 || s.len - i < 3)
			continue;
		/* 、。 and ，； */
		line->prose |= (p[i] == 0xE3 && p[i + 1] == 0x80 &&
				   (p[i + 2] == 0x81 || p[i + 2] == 0x82)) ||
		               (p[i] == 0xEF && p[i + 1] == 0xBC &&
				   (p[i + 2] == 0x8C || p[i + 2] == 0x9B));
	}
	line->width = line->indent + width;
}

/*
 * Long lines are not measured: their width says nothing, and measuring is
 * what costs time.
 */
bool
line_read(struct pj_str text, size_t begin, size_t end, struct line *out)
{
	struct line line = { 0 };
	struct pj_str s = { text.ptr, end };
	size_t at = begin, before;
	uint32_t cp = 0;

	while (at < end) {
		before = at;
		cp = pj_utf8_next(s, &at);
		if (!is_space(cp)) {
			at = before;
			break;
		}
		line.indent += cp == '\t' ? 8 : cp == 0x3000 ? 2 : cp == ' ';
	}
	if (at == end)
		return false;
	line.first = first_edge(cp);
	begin = at;
	for (at = end; at > begin; end = at)
		if (!is_space(pj_utf8_prev(s, &at)))
			break;
	line.at = (struct pj_text_span){ (uint32_t)begin, (uint32_t)end };
	s = pj_str_at(text, line.at);

	line.mark = find_mark(s, &line.level);
	line.last = last_edge(last_sign(s));
	if (line.mark == LINE_PLAIN && memchr(s.ptr, '\t', s.len))
		line.mark = LINE_TABLE;
	line.width = UINT32_MAX;
	if (s.len <= LINE_MAX_BROKEN)
		measure(s, &line);
	line.label = has_label(s);
	line.unit = unit_width(s);
	*out = line;
	return true;
}

/* Whether S begins as a directive does without an opener before it. */
static bool
is_bare_directive(struct pj_str s)
{
	return (s.len > 16 && !memcmp(s.ptr, "pingjian-disable", 16)) ||
	       (s.len > 15 && !memcmp(s.ptr, "pingjian-enable", 15));
}

/*
 * The opener, or the directive itself, must begin the line, so that words
 * about it are words.
 */
struct pj_str
line_directive(struct pj_str text, struct pj_text_span at)
{
	static const char *const openers[] = { "<!--", "//", "#", "%" };
	static const char word[] = "pingjian-";
	struct pj_str s = pj_str_at(text, at), none = { "", 0 };
	size_t i, len;

	for (i = 0; i < sizeof(openers) / sizeof(openers[0]); i++) {
		len = strlen(openers[i]);
		if (s.len > len && !memcmp(s.ptr, openers[i], len))
			break;
	}
	if (i == sizeof(openers) / sizeof(openers[0])) {
		if (!is_bare_directive(s))
			return none;
		len = 0;
	}
	while (len < s.len && (s.ptr[len] == ' ' || s.ptr[len] == '\t'))
		len++;
	s.ptr += len;
	s.len -= len;
	if (s.len < sizeof(word) - 1 || memcmp(s.ptr, word, sizeof(word) - 1))
		return none;
	if (i == 0 && s.len >= 3 && !memcmp(s.ptr + s.len - 3, "-->", 3))
		s.len -= 3;
	while (s.len > 0 && (unsigned char)s.ptr[s.len - 1] <= ' ')
		s.len--;
	return s;
}
