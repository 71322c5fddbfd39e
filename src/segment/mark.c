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

static enum pj_mark_class
ascii_class(uint32_t cp)
{
	switch (cp) {
	case '!':
	case '?':
	case ';':
		return PJ_MARK_ASCII;
	case '.':
		return PJ_MARK_DOT;
	case ',':
	case ':':
		return PJ_MARK_COMMA;
	case '"':
		return PJ_MARK_STRAIGHT;
	case '(':
	case '[':
		return PJ_MARK_OPEN;
	case ')':
	case ']':
		return PJ_MARK_CLOSE;
	case ' ':
	case '\t':
		return PJ_MARK_SPACE;
	case '\n':
	case '\r':
		return PJ_MARK_LINE;
	default:
		return PJ_MARK_NONE;
	}
}

static enum pj_mark_class
pair_class(uint32_t cp)
{
	size_t i;

	for (i = 0; i < PAIRS; i++) {
		if (pairs[i].open == cp)
			return pairs[i].close == cp ? PJ_MARK_STRAIGHT
			                            : PJ_MARK_OPEN;
		if (pairs[i].close == cp)
			return PJ_MARK_CLOSE;
	}
	return PJ_MARK_NONE;
}

/* Only these stretches hold characters that are drawn as emoji. */
static bool
may_be_sign(uint32_t cp)
{
	return (cp >= 0x2190 && cp < 0x2C00) || cp == 0x203C || cp == 0x2049 ||
	       cp == 0x3030 || cp == 0x3297 || cp == 0x3299 ||
	       (cp >= 0x1F000 && cp < 0x20000);
}

enum pj_mark_class
pj_mark_class(uint32_t cp)
{
	if (cp < 0x80)
		return ascii_class(cp);
	switch (cp) {
	case U'。':
	case U'！':
	case U'？':
	case U'；':
	case U'…':
	case U'⋯':
	case U'｡':
	case U'﹗':
	case U'﹖':
	case U'﹔':
		return PJ_MARK_STOP;
	case U'，':
	case U'、':
	case U'：':
	case U'︰':
	case U'﹐':
	case U'﹑':
	case U'﹕':
	case U'､':
		return PJ_MARK_CLAUSE;
	case 0xA0:
	case 0x3000:
		return PJ_MARK_SPACE;
	case 0x2028:
	case 0x2029:
		return PJ_MARK_LINE;
	default:
		if (may_be_sign(cp))
			return PJ_MARK_SIGN;
		return cp >= 0x2000 && cp <= 0x200A ? PJ_MARK_SPACE
		                                    : pair_class(cp);
	}
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
	size_t end = at, next, behind;
	uint32_t cp, follower;

	while (end < text.len) {
		next = end;
		cp = pj_utf8_next(text, &next);
		behind = next;
		follower = next < text.len ? pj_utf8_next(text, &behind) : 0;
		if (!is_emoji(cp, follower) && !(end > at && extends(cp)))
			break;
		end = next;
	}
	return end;
}
