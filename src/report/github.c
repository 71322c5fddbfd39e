#include "report.h"

/*
 * Workflow commands of GitHub Actions: a line each, which the runner shows
 * as an annotation of the file.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 * Escapes are those of the toolkit (actions/toolkit, core/src/command.ts):
 * % and line ends everywhere, in properties : and , too.  Lines and columns
 * count from 1; columns only where begin and end are on one line.
 */

static void
put_escaped(struct pj_buf *out, struct pj_str s, bool property)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '%' || c == '\r' || c == '\n' ||
		    (property && (c == ':' || c == ',')))
			pj_buf_printf(out, "%%%02X", (unsigned char)c);
		else
			pj_buf_putc(out, c);
	}
}

static void
put_data(struct pj_buf *out, struct pj_str s)
{
	put_escaped(out, s, false);
}

static void
put_property(struct pj_buf *out, struct pj_str s)
{
	put_escaped(out, s, true);
}

/* "::error file=…": COMMAND on the file called PATH. */
static void
put_command(struct pj_buf *out, const char *command, const char *path)
{
	struct pj_buf name = PJ_BUF_INIT;

	pj_buf_printf(out, "::%s file=", command);
	pj_report_put_valid(&name, pj_str(pj_report_path(path)));
	pj_report_move(out, &name, put_property);
}

static const char *
command_of(enum pj_severity severity)
{
	switch (severity) {
	case PJ_ERROR:
		return "error";
	case PJ_WARNING:
		return "warning";
	case PJ_ADVICE:
		break;
	}
	return "notice";
}

static void
put_finding(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r, const struct pj_finding *f)
{
	const struct pj_lines *at = &f->location.source;
	struct pj_buf message = PJ_BUF_INIT;

	put_command(out, command_of(f->severity), r->path);
	if (at->line > 0)
		pj_buf_printf(
		    out, ",line=%u,endLine=%u", at->line, at->end_line);
	if (at->line > 0 && at->line == at->end_line)
		pj_buf_printf(
		    out, ",col=%u,endColumn=%u", at->column, at->end_column);
	pj_buf_puts(out, ",title=");
	put_property(out, pj_str(f->rule->id));
	pj_buf_puts(out, "::");
	pj_report_put_message(&message, o, f);
	pj_report_move(out, &message, put_data);
	pj_buf_putc(out, '\n');
}

static void
github_begin(struct pj_buf *out, const struct pj_report_options *o)
{
	(void)out;
	(void)o;
}

static void
github_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	const struct pj_note *n;
	size_t i;

	for (i = 0; i < r->findings.kept_count; i++)
		put_finding(out, o, r, &r->findings.kept[i]);
	for (n = r->notes.first; n; n = n->next) {
		put_command(out, "notice", r->path);
		pj_buf_puts(out, ",title=");
		put_property(out, pj_str(n->code));
		pj_buf_puts(out, "::");
		put_data(out, pj_str(n->message));
		pj_buf_putc(out, '\n');
	}
}

/* What was not read is an error whatever the fail level. */
static void
github_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	size_t i;

	(void)o;
	for (i = 0; i < closing->totals->failed; i++) {
		struct pj_buf message = PJ_BUF_INIT;

		put_command(out, "error", closing->failures[i].path);
		pj_buf_puts(out, ",title=not-read::");
		pj_report_put_failure(&message, &closing->failures[i]);
		pj_report_move(out, &message, put_data);
		pj_buf_putc(out, '\n');
	}
}

const struct pj_report_writer pj_report_github = {
	.name = "github",
	.between = "",
	.begin = github_begin,
	.document = github_document,
	.end = github_end,
};
