#include "pingjian/utf8.h"
#include "scan.h"

struct scan_text
scan_text(const struct scan *s)
{
	return (struct scan_text){ s->bytes, s->text_begin, s->begin, false };
}

static bool
at_literal(const struct scan_text *t, const char *what)
{
	size_t len = strlen(what);

	return t->end - t->at >= len &&
	       !memcmp(t->bytes.ptr + t->at, what, len);
}

/* Move behind the next WHAT, which is there. */
static void
skip_past(struct scan_text *t, const char *what)
{
	while (t->at < t->end && !at_literal(t, what))
		t->at++;
	t->at += strlen(what);
	if (t->at > t->end)
		t->at = t->end;
}

/* Move over markup that stands in text; true when there was some. */
static bool
pass_over(struct scan_text *t)
{
	if (t->cdata) {
		if (!at_literal(t, "]]>"))
			return false;
		t->cdata = false;
		t->at += 3;
	} else if (at_literal(t, "<![CDATA[")) {
		t->cdata = true;
		t->at += 9;
	} else if (at_literal(t, "<!--"))
		skip_past(t, "-->");
	else if (at_literal(t, "<?"))
		skip_past(t, "?>");
	else
		return false;
	return true;
}

/* The character that NAME, between "&" and ";", stands for; 0 for none. */
static uint32_t
referred(struct pj_str name)
{
	static const struct {
		const char *name;
		char c;
	} known[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' },
		{ "quot", '"' }, { "apos", '\'' } };
	uint32_t cp = 0;
	size_t i, base = 10;

	if (name.len > 1 && name.ptr[0] == '#') {
		i = 1;
		if (name.ptr[1] == 'x') {
			base = 16;
			i++;
		}
		for (; i < name.len && cp < 0x110000; i++) {
			char c = name.ptr[i];
			uint32_t digit = c <= '9'   ? (uint32_t)(c - '0')
			                 : c <= 'F' ? (uint32_t)(c - 'A' + 10)
			                            : (uint32_t)(c - 'a' + 10);

			cp = cp * (uint32_t)base + digit;
		}
		return cp < 0x110000 ? cp : 0;
	}
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (pj_str_equal(name, pj_str(known[i].name)))
			return (uint32_t)known[i].c;
	return 0;
}

/* CP as UTF-8 into OUT. */
static void
put_utf8(struct scan_char *out, uint32_t cp)
{
	struct pj_buf buf = PJ_BUF_INIT;

	pj_buf_put_cp(&buf, cp);
	out->len = buf.len <= 4 ? (uint8_t)buf.len : 0;
	if (out->len > 0)
		memcpy(out->bytes, buf.ptr, out->len);
	pj_buf_free(&buf);
}

/* "&…;" at the present place; false when it is no reference. */
static bool
reference(struct scan_text *t, struct scan_char *out)
{
	size_t at = t->at + 1;
	uint32_t cp;

	while (at < t->end && t->bytes.ptr[at] != ';')
		at++;
	if (at >= t->end)
		return false;
	cp = referred(
	    (struct pj_str){ t->bytes.ptr + t->at + 1, at - t->at - 1 });
	if (cp == 0)
		return false;
	put_utf8(out, cp);
	t->at = at + 1;
	return true;
}

/* Length of the UTF-8 character that begins with byte C. */
static uint8_t
utf8_len(unsigned char c)
{
	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

bool
scan_char(struct scan_text *t, struct scan_char *out)
{
	const char *p;
	size_t i;

	while (t->at < t->end && pass_over(t))
		;
	if (t->at >= t->end)
		return false;
	p = t->bytes.ptr + t->at;
	out->begin = t->at;
	out->cdata = t->cdata;
	if (*p == '&' && !t->cdata && reference(t, out)) {
		out->end = t->at;
		return true;
	}
	out->len = utf8_len((unsigned char)*p);
	if (out->len > t->end - t->at)
		out->len = 1;
	for (i = 0; i < out->len; i++)
		out->bytes[i] = p[i];
	t->at += out->len;
	/* Line ends are one "\n", however they are written. */
	if (*p == '\r') {
		out->bytes[0] = '\n';
		if (t->at < t->end && p[1] == '\n')
			t->at++;
	}
	out->end = t->at;
	return true;
}

/* White space in values is spaces; what it is matters to nobody here. */
void
scan_decode(struct pj_str raw, struct pj_buf *out)
{
	struct scan_text t = { raw, 0, raw.len, false };
	struct scan_char c;

	while (scan_char(&t, &c))
		pj_buf_add(out, c.bytes, c.len);
}
