#include "report.h"

/*
 * The XML of Checkstyle's own logger, which many tools read: a `file` for
 * each draft, an `error` for each finding.
 * https://checkstyle.org/apidocs/com/puppycrawl/tools/checkstyle/XMLLogger.html
 * Lines and columns count from 1, columns in code points, as Checkstyle's
 * do; both are left out where they do not lead to the place.
 */

static const char *
severity_of(enum pj_severity severity)
{
	return severity == PJ_ADVICE ? "info" : pj_severity_name(severity);
}

/* One `error`; SOURCE is shown as where it comes from. */
static void
put_error(struct pj_buf *out, const struct pj_lines *at, const char *severity,
    const char *source, struct pj_buf *message)
{
	pj_buf_puts(out, "    <error");
	if (at && at->line > 0)
		pj_buf_printf(
		    out, " line=\"%u\" column=\"%u\"", at->line, at->column);
	pj_report_put_attribute(out, "severity", pj_str(severity));
	pj_buf_puts(out, " message=\"");
	pj_report_move(out, message, pj_report_put_xml);
	pj_buf_puts(out, "\" source=\"pingjian.");
	pj_report_put_xml(out, pj_str(source));
	pj_buf_puts(out, "\"/>\n");
}

static void
open_file(struct pj_buf *out, const char *path)
{
	pj_buf_puts(out, "  <file");
	pj_report_put_attribute(out, "name", pj_str(pj_report_path(path)));
	pj_buf_puts(out, ">\n");
}

static void
checkstyle_begin(struct pj_buf *out, const struct pj_report_options *o)
{
	(void)o;
	pj_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			 "<checkstyle version=\"10.0\">\n");
}

static void
checkstyle_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	const struct pj_note *n;
	size_t i;

	open_file(out, r->path);
	for (i = 0; i < r->findings.kept_count; i++) {
		const struct pj_finding *f = &r->findings.kept[i];
		struct pj_buf message = PJ_BUF_INIT;

		pj_report_put_message(&message, o, f);
		put_error(out, &f->location.source, severity_of(f->severity),
		    f->rule->id, &message);
	}
	for (n = r->notes.first; n; n = n->next) {
		struct pj_buf message = PJ_BUF_INIT;

		pj_buf_puts(&message, n->message);
		put_error(out, NULL, "info", n->code, &message);
	}
	pj_buf_puts(out, "  </file>\n");
}

static void
checkstyle_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	size_t i;

	(void)o;
	for (i = 0; i < closing->totals->failed; i++) {
		struct pj_buf message = PJ_BUF_INIT;

		open_file(out, closing->failures[i].path);
		pj_report_put_failure(&message, &closing->failures[i]);
		put_error(out, NULL, "error", "not-read", &message);
		pj_buf_puts(out, "  </file>\n");
	}
	pj_buf_puts(out, "</checkstyle>\n");
}

const struct pj_report_writer pj_report_checkstyle = {
	.name = "checkstyle",
	.between = "",
	.begin = checkstyle_begin,
	.document = checkstyle_document,
	.end = checkstyle_end,
};
