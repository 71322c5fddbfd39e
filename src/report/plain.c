#include "pingjian/utf8.h"

#include "report.h"

/*
 * Text for a terminal.  A draft or a file name could move the cursor, set
 * the title or turn the order of what is read round; here they are shown
 * and not obeyed.
 */

/* Characters that would steer a terminal, or the order of what is read. */
static bool
steers(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x061C ||
	       cp == 0x200E || cp == 0x200F || (cp >= 0x2028 && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069);
}

/* White space that would break the line or the carets under it. */
static bool
blank(uint32_t cp)
{
	return cp == '\t' || cp == '\n' || cp == '\r';
}

size_t
pj_report_cp_columns(uint32_t cp)
{
	int width;

	if (blank(cp))
		return 1;
	if (steers(cp))
		return sizeof("<U+0000>") - 1;
	width = pj_cp_width(cp);
	return width > 0 ? (size_t)width : 0;
}

void
pj_report_put_cp(struct pj_buf *out, uint32_t cp)
{
	if (blank(cp))
		pj_buf_putc(out, ' ');
	else if (steers(cp))
		pj_buf_printf(out, "<U+%04X>", (unsigned)cp);
	else
		pj_buf_put_cp(out, cp);
}

void
pj_report_put_valid(struct pj_buf *out, struct pj_str s)
{
	for (;;) {
		size_t good = pj_utf8_valid_prefix(s);

		pj_buf_add(out, s.ptr, good);
		s.ptr += good;
		s.len -= good;
		if (s.len == 0)
			return;
		good = pj_utf8_invalid_run(s);
		pj_buf_put_cp(out, 0xFFFD);
		s.ptr += good;
		s.len -= good;
	}
}

size_t
pj_report_put_plain(struct pj_buf *out, struct pj_str s)
{
	struct pj_buf valid = PJ_BUF_INIT;
	size_t at = 0, columns = 0;

	pj_report_put_valid(&valid, s);
	if (valid.failed)
		out->failed = true;
	s = pj_buf_str(&valid);
	while (at < s.len) {
		uint32_t cp = pj_utf8_next(s, &at);

		pj_report_put_cp(out, cp);
		columns += pj_report_cp_columns(cp);
	}
	pj_buf_free(&valid);
	return columns;
}
