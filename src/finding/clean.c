#include <unicode/uchar.h>

#include "finding.h"
#include "pingjian/utf8.h"

/* Below this, words are parted by spaces, so a line end is one. */
#define FIRST_CJK 0x2E80

/* Signs of which emoji are put together; they show, if not by themselves. */
static bool
is_joiner(uint32_t cp)
{
	return cp == 0x200D || cp == 0xFE0E || cp == 0xFE0F;
}

static bool
is_hidden(uint32_t cp)
{
	if (cp >= 0x4E00 && cp <= 0x9FFF)
		return false;
	if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		return true;
	return u_hasBinaryProperty(
		   (UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
	       u_charType((UChar32)cp) == U_FORMAT_CHAR;
}

static bool
is_line_end(uint32_t cp)
{
	return (cp >= '\n' && cp <= '\r') || cp == 0x85 || cp == 0x2028 ||
	       cp == 0x2029;
}

static bool
is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == 0xA0 || cp == 0x3000;
}

/* One text being cleaned. */
struct cleaning {
	struct pj_buf *buf;
	size_t start;    /* of this text in buf */
	size_t kept;     /* end of what is not blank */
	uint32_t before; /* last sign that is not blank; 0 at the start */
	bool broken;     /* a line end stands before the next sign */
	bool parted;     /* and parts what is beside it */
};

/* Add CP; false if it leaves nothing. */
static bool
clean_sign(struct cleaning *c, uint32_t cp)
{
	if (is_line_end(cp)) {
		c->broken = true;
		c->buf->len = c->kept; /* blanks before the line end */
		return false;
	}
	if (is_blank(cp)) {
		if (c->before != 0 && !c->broken)
			pj_buf_put_cp(c->buf, cp == '\t' ? ' ' : cp);
		return false;
	}
	if (is_hidden(cp) &&
	    !(is_joiner(cp) && c->before >= 0x2190 && !pj_cp_is_han(c->before)))
		return false;
	if (c->broken && c->before != 0 &&
	    (c->parted || (c->before < FIRST_CJK && cp < FIRST_CJK)))
		pj_buf_putc(c->buf, ' ');
	c->broken = c->parted = false;
	c->before = cp;
	return true;
}

void
clean_add(struct pj_buf *buf, struct pj_str text, struct pj_text_span at,
    struct pj_text_span *mark, bool lines)
{
	struct cleaning c = { .buf = buf, .start = buf->len, .kept = buf->len };
	struct pj_text_span in = mark ? *mark : at;
	struct pj_text_span out = { 0, 0 };
	size_t i = at.begin;

	while (i < at.end) {
		uint32_t begin = (uint32_t)i;
		uint32_t cp = pj_utf8_next(text, &i);

		if (lines && is_line_end(cp) &&
		    (begin < in.begin || begin >= in.end))
			c.parted = true;
		if (!clean_sign(&c, cp))
			continue;
		if (begin >= in.begin && begin < in.end && out.end == 0)
			out.begin = (uint32_t)buf->len;
		pj_buf_put_cp(buf, cp);
		c.kept = buf->len;
		if (begin >= in.begin && begin < in.end)
			out.end = (uint32_t)buf->len;
	}
	if (!buf->failed)
		buf->len = c.kept;
	if (mark)
		*mark = out;
}
