#include <unicode/uchar.h>

#include "pingjian/utf8.h"
#include "segment.h"

#define JOINER 0x200D
#define TEXT_STYLE 0xFE0E
#define EMOJI_STYLE 0xFE0F

static const struct pair {
	uint32_t open, close;
	enum pj_quote_kind kind;
} pairs[] = {
	{ U'「', U'」', PJ_QUOTE_SPEECH },
	{ U'『', U'』', PJ_QUOTE_SPEECH },
	{ U'“', U'”', PJ_QUOTE_SPEECH },
	{ U'‘', U'’', PJ_QUOTE_SPEECH },
	{ U'﹁', U'﹂', PJ_QUOTE_SPEECH },
	{ U'﹃', U'﹄', PJ_QUOTE_SPEECH },
	{ U'〝', U'〞', PJ_QUOTE_SPEECH },
	{ U'"', U'"', PJ_QUOTE_SPEECH },
	{ U'＂', U'＂', PJ_QUOTE_SPEECH },
	{ U'《', U'》', PJ_QUOTE_TITLE },
	{ U'〈', U'〉', PJ_QUOTE_TITLE },
	{ U'（', U'）', PJ_QUOTE_PAREN },
	{ U'(', U')', PJ_QUOTE_PAREN },
	{ U'【', U'】', PJ_QUOTE_PAREN },
	{ U'〔', U'〕', PJ_QUOTE_PAREN },
	{ U'［', U'］', PJ_QUOTE_PAREN },
	{ U'[', U']', PJ_QUOTE_PAREN },
};

#define PAIRS (sizeof(pairs) / sizeof(*pairs))

/*
 * Nearly all marks stand in five stretches of 128 code points, each with
 * a table by the low seven bits.
 */
/* U+0000 */
static const uint8_t ascii[128] = {
	['!'] = PJ_MARK_ASCII,
	['?'] = PJ_MARK_ASCII,
	[';'] = PJ_MARK_ASCII,
	['.'] = PJ_MARK_DOT,
	[','] = PJ_MARK_COMMA,
	[':'] = PJ_MARK_COMMA,
	['"'] = PJ_MARK_STRAIGHT,
	['('] = PJ_MARK_OPEN,
	['['] = PJ_MARK_OPEN,
	[')'] = PJ_MARK_CLOSE,
	[']'] = PJ_MARK_CLOSE,
	[' '] = PJ_MARK_SPACE,
	['\t'] = PJ_MARK_SPACE,
	['\n'] = PJ_MARK_LINE,
	['\r'] = PJ_MARK_LINE,
};

/* U+2000: general punctuation */
static const uint8_t general[128] = {
	[U'“' & 127] = PJ_MARK_OPEN,
	[U'‘' & 127] = PJ_MARK_OPEN,
	[U'”' & 127] = PJ_MARK_CLOSE,
	[U'’' & 127] = PJ_MARK_CLOSE,
	[U'…' & 127] = PJ_MARK_STOP,
	[U'‼' & 127] = PJ_MARK_SIGN,
	[U'⁉' & 127] = PJ_MARK_SIGN,
	[0x28] = PJ_MARK_LINE,
	[0x29] = PJ_MARK_LINE,
	[0x00] = PJ_MARK_SPACE,
	[0x01] = PJ_MARK_SPACE,
	[0x02] = PJ_MARK_SPACE,
	[0x03] = PJ_MARK_SPACE,
	[0x04] = PJ_MARK_SPACE,
	[0x05] = PJ_MARK_SPACE,
	[0x06] = PJ_MARK_SPACE,
	[0x07] = PJ_MARK_SPACE,
	[0x08] = PJ_MARK_SPACE,
	[0x09] = PJ_MARK_SPACE,
	[0x0A] = PJ_MARK_SPACE,
};

/* U+3000: CJK symbols and punctuation */
static const uint8_t cjk[128] = {
	[0x00] = PJ_MARK_SPACE,
	[U'、' & 127] = PJ_MARK_CLAUSE,
	[U'。' & 127] = PJ_MARK_STOP,
	[U'〈' & 127] = PJ_MARK_OPEN,
	[U'《' & 127] = PJ_MARK_OPEN,
	[U'「' & 127] = PJ_MARK_OPEN,
	[U'『' & 127] = PJ_MARK_OPEN,
	[U'【' & 127] = PJ_MARK_OPEN,
	[U'〔' & 127] = PJ_MARK_OPEN,
	[U'〝' & 127] = PJ_MARK_OPEN,
	[U'〉' & 127] = PJ_MARK_CLOSE,
	[U'》' & 127] = PJ_MARK_CLOSE,
	[U'」' & 127] = PJ_MARK_CLOSE,
	[U'』' & 127] = PJ_MARK_CLOSE,
	[U'】' & 127] = PJ_MARK_CLOSE,
	[U'〕' & 127] = PJ_MARK_CLOSE,
	[U'〞' & 127] = PJ_MARK_CLOSE,
	[U'〰' & 127] = PJ_MARK_SIGN,
};

/* U+FE00: vertical and small forms */
static const uint8_t vertical[128] = {
	[U'︰' & 127] = PJ_MARK_CLAUSE,
	[U'﹐' & 127] = PJ_MARK_CLAUSE,
	[U'﹑' & 127] = PJ_MARK_CLAUSE,
	[U'﹕' & 127] = PJ_MARK_CLAUSE,
	[U'﹗' & 127] = PJ_MARK_STOP,
	[U'﹖' & 127] = PJ_MARK_STOP,
	[U'﹔' & 127] = PJ_MARK_STOP,
	[U'﹁' & 127] = PJ_MARK_OPEN,
	[U'﹃' & 127] = PJ_MARK_OPEN,
	[U'﹂' & 127] = PJ_MARK_CLOSE,
	[U'﹄' & 127] = PJ_MARK_CLOSE,
};

/* U+FF00: full-width forms */
static const uint8_t wide[128] = {
	[U'！' & 127] = PJ_MARK_STOP,
	[U'？' & 127] = PJ_MARK_STOP,
	[U'；' & 127] = PJ_MARK_STOP,
	[U'｡' & 127] = PJ_MARK_STOP,
	[U'，' & 127] = PJ_MARK_CLAUSE,
	[U'：' & 127] = PJ_MARK_CLAUSE,
	[U'､' & 127] = PJ_MARK_CLAUSE,
	[U'＂' & 127] = PJ_MARK_STRAIGHT,
	[U'（' & 127] = PJ_MARK_OPEN,
	[U'［' & 127] = PJ_MARK_OPEN,
	[U'）' & 127] = PJ_MARK_CLOSE,
	[U'］' & 127] = PJ_MARK_CLOSE,
};

/* Besides, only these stretches hold characters drawn as emoji. */
static bool
may_be_sign(uint32_t cp)
{
	return (cp >= 0x2190 && cp < 0x2C00) || cp == 0x3297 || cp == 0x3299 ||
	       (cp >= 0x1F000 && cp < 0x20000);
}

enum pj_mark_class
pj_mark_class(uint32_t cp)
{
	switch (cp >> 7) {
	case 0x0000 >> 7:
		return ascii[cp];
	case 0x2000 >> 7:
		return general[cp & 127];
	case 0x3000 >> 7:
		return cjk[cp & 127];
	case 0xFE00 >> 7:
		return vertical[cp & 127];
	case 0xFF00 >> 7:
		return wide[cp & 127];
	default:
		break;
	}
	if (cp == 0xA0)
		return PJ_MARK_SPACE;
	if (cp == U'⋯')
		return PJ_MARK_STOP;
	return may_be_sign(cp) ? PJ_MARK_SIGN : PJ_MARK_NONE;
}

uint32_t
pj_mark_partner(uint32_t cp, enum pj_quote_kind *kind)
{
	size_t i;

	for (i = 0; i < PAIRS; i++)
		if (pairs[i].open == cp)
			break;
	if (i == PAIRS)
		return 0;
	*kind = pairs[i].kind;
	return pairs[i].close;
}

static bool
is(uint32_t cp, UProperty property)
{
	return u_hasBinaryProperty((UChar32)cp, property);
}

/* Whether CP, followed by NEXT (0 for nothing), is drawn as an emoji. */
static bool
is_emoji(uint32_t cp, uint32_t next)
{
	if (cp < 0x80 || next == TEXT_STYLE)
		return false;
	if (cp >= 0x1F1E6 && cp <= 0x1F1FF)
		return true;
	if (!is(cp, UCHAR_EXTENDED_PICTOGRAPHIC))
		return false;
	return cp > 0xFFFF || next == EMOJI_STYLE ||
	       is(cp, UCHAR_EMOJI_PRESENTATION);
}

/* What may follow an emoji as part of it. */
static bool
extends(uint32_t cp)
{
	return cp == JOINER || cp == EMOJI_STYLE || cp == 0x20E3 ||
	       (cp >= 0x1F3FB && cp <= 0x1F3FF) ||
	       (cp >= 0xE0020 && cp <= 0xE007F);
}

size_t
pj_mark_emoji_end(struct pj_str text, size_t at)
{
	size_t end = at, next;
	uint32_t cp, follower = 0;

	if (at == text.len)
		return at;
	cp = pj_utf8_next(text, &end);
	next = end;
	if (next < text.len)
		follower = pj_utf8_next(text, &next);
	if (!is_emoji(cp, follower))
		return at;
	while (extends(follower)) {
		end = next;
		follower = next < text.len ? pj_utf8_next(text, &next) : 0;
	}
	return end;
}
