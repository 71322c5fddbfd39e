#include "report.h"

/*
 * JUnit's XML as continuous integration servers read it: a `testsuite` for
 * each draft, a `testcase` for each finding.  There is no standard; the
 * elements are those of Ant's JUnit task, as the Jenkins plugin describes
 * them (jenkinsci/xunit-plugin, junit-10.xsd).
 * https://github.com/testmoapp/junitxml tells which of them are common.
 *
 * An error or a warning is a failure; advice passes and is told as output;
 * what the draft suppresses is skipped.  A draft without any has one case
 * that passes.  Times are not told: they would differ from run to run.
 */

/* Opens a testcase named after F. */
static void
open_case(
    struct pj_buf *out, const struct pj_result *r, const struct pj_finding *f)
{
	const struct pj_lines *at = &f->location.source;
	struct pj_buf name = PJ_BUF_INIT;
	const char *path = pj_report_path(r->path);

	pj_buf_puts(out, "    <testcase");
	pj_report_put_attribute(out, "classname", pj_str(path));
	pj_buf_printf(&name, "%s: ", f->rule->id);
	pj_report_put_plain(&name, f->text);
	if (at->line > 0)
		pj_buf_printf(&name, " (%u:%u)", at->line, at->column);
	else
		pj_buf_printf(&name, " (%u)", f->location.paragraph);
	pj_buf_puts(out, " name=\"");
	pj_report_move(out, &name, pj_report_put_xml);
	pj_buf_putc(out, '"');
	pj_report_put_attribute(out, "file", pj_str(path));
	if (at->line > 0)
		pj_buf_printf(out, " line=\"%u\"", at->line);
	pj_buf_puts(out, ">");
}

/* A finding that is shown. */
static void
put_kept(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r, const struct pj_finding *f)
{
	struct pj_buf message = PJ_BUF_INIT;

	open_case(out, r, f);
	pj_report_put_message(&message, o, f);
	if (f->severity == PJ_ADVICE) {
		pj_buf_puts(out, "<system-out>");
		pj_report_move(out, &message, pj_report_put_xml);
		pj_buf_puts(out, "</system-out></testcase>\n");
		return;
	}
	pj_buf_printf(
	    out, "<failure type=\"%s\"", pj_severity_name(f->severity));
	pj_buf_puts(out, " message=\"");
	pj_report_move(out, &message, pj_report_put_xml);
	pj_buf_puts(out, "\">");
	message = (struct pj_buf)PJ_BUF_INIT;
	pj_report_put_plain(&message, f->excerpt);
	pj_report_move(out, &message, pj_report_put_xml);
	pj_buf_puts(out, "</failure></testcase>\n");
}

/* One that the draft asks to pass over, for the reason given there. */
static void
put_suppressed(
    struct pj_buf *out, const struct pj_result *r, const struct pj_finding *f)
{
	open_case(out, r, f);
	pj_buf_puts(out, "<skipped");
	pj_report_put_attribute(out, "message", pj_str(f->detail));
	pj_buf_puts(out, "/></testcase>\n");
}

static void
junit_begin(struct pj_buf *out, const struct pj_report_options *o)
{
	(void)o;
	pj_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			 "<testsuites name=\"pingjian\">\n");
}

/* Opens a testsuite with its sums. */
static void
open_suite(struct pj_buf *out, const char *path, size_t tests, size_t failures,
    size_t errors, size_t skipped)
{
	pj_buf_puts(out, "  <testsuite");
	pj_report_put_attribute(out, "name", pj_str(pj_report_path(path)));
	pj_buf_printf(out,
	    " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
	    "skipped=\"%zu\">\n",
	    tests, failures, errors, skipped);
}

/* Trouble in the document that its reader should know of. */
static void
put_notes(struct pj_buf *out, const struct pj_notes *notes)
{
	const struct pj_note *n;

	if (!notes->first)
		return;
	pj_buf_puts(out, "    <system-err>");
	for (n = notes->first; n; n = n->next) {
		pj_report_put_xml(out, pj_str(n->message));
		pj_buf_putc(out, '\n');
	}
	pj_buf_puts(out, "</system-err>\n");
}

static void
junit_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	const struct pj_findings *f = &r->findings;
	size_t i, failures = 0, skipped = 0;

	for (i = 0; i < f->kept_count; i++)
		failures += f->kept[i].severity != PJ_ADVICE;
	for (i = 0; i < f->dropped_count; i++)
		skipped += f->dropped[i].reason == PJ_DROP_SUPPRESSED;
	i = f->kept_count + skipped;
	open_suite(out, r->path, i > 0 ? i : 1, failures, 0, skipped);
	if (i == 0) {
		pj_buf_puts(out, "    <testcase");
		pj_report_put_attribute(
		    out, "classname", pj_str(pj_report_path(r->path)));
		pj_buf_puts(out, " name=\"pingjian\"/>\n");
	}
	for (i = 0; i < f->kept_count; i++)
		put_kept(out, o, r, &f->kept[i]);
	for (i = 0; i < f->dropped_count; i++)
		if (f->dropped[i].reason == PJ_DROP_SUPPRESSED)
			put_suppressed(out, r, &f->dropped[i]);
	put_notes(out, &r->notes);
	pj_buf_puts(out, "  </testsuite>\n");
}

/* A draft that was not read is an error, not a failure. */
static void
junit_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	size_t i;

	(void)o;
	for (i = 0; i < closing->totals->failed; i++) {
		const struct pj_report_failure *f = &closing->failures[i];
		struct pj_str path = pj_str(pj_report_path(f->path));
		struct pj_buf message = PJ_BUF_INIT;

		open_suite(out, f->path, 1, 0, 1, 0);
		pj_buf_puts(out, "    <testcase");
		pj_report_put_attribute(out, "classname", path);
		pj_buf_printf(out, " name=\"pingjian\"><error type=\"%s\"",
		    pj_report_code_name(f->err->code));
		pj_buf_puts(out, " message=\"");
		pj_report_put_failure(&message, f);
		pj_report_move(out, &message, pj_report_put_xml);
		pj_buf_puts(out, "\"/></testcase>\n  </testsuite>\n");
	}
	pj_buf_puts(out, "</testsuites>\n");
}

const struct pj_report_writer pj_report_junit = {
	.name = "junit",
	.between = "",
	.suppressed = true,
	.begin = junit_begin,
	.document = junit_document,
	.end = junit_end,
};
