#include "cli.h"

/*
 * One line, the place first, as compilers do, so that editors can jump to
 * it.  Names and messages may hold anything: nothing reaches the terminal
 * raw.
 */
void
cli_say_error(const char *path, const struct pj_error *err)
{
	struct pj_buf out = PJ_BUF_INIT;
	const char *place = err->where[0] ? err->where : path;

	pj_buf_puts(&out, "pingjian: ");
	if (place) {
		pj_report_put_plain(&out, pj_str(place));
		if (err->line > 0)
			pj_buf_printf(&out, ":%u", err->line);
		if (err->line > 0 && err->column > 0)
			pj_buf_printf(&out, ":%u", err->column);
		pj_buf_puts(&out, ": ");
	}
	pj_report_put_plain(&out, pj_str(err->message));
	pj_buf_putc(&out, '\n');
	if (!out.failed)
		fwrite(out.ptr, 1, out.len, stderr);
	pj_buf_free(&out);
}
