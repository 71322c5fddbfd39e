#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pingjian/text.h"

#include "cli.h"

/*
 * The reports of a run.  Threads write the pieces of a document for every
 * report side by side; here they come together in order of input, each
 * report in a file of its own that takes its place when it is whole.
 */

/* "text, json and so on", for those who asked for something else. */
static void
list_formats(char *out, size_t size)
{
	const struct pj_report_writer *w;
	size_t i, len = 0;

	for (i = 0; (w = pj_report_writer_at(i)) && len < size; i++)
		len += (size_t)snprintf(
		    out + len, size - len, "%s%s", i ? ", " : "", w->name);
}

/* The writer called by the LEN bytes at NAME, or NULL with ERR filled. */
static const struct pj_report_writer *
choose_writer(const char *name, size_t len, struct pj_error *err)
{
	const struct pj_report_writer *w;
	char formats[200] = "";
	size_t i;

	for (i = 0; (w = pj_report_writer_at(i)); i++)
		if (strlen(w->name) == len && memcmp(w->name, name, len) == 0)
			return w;
	list_formats(formats, sizeof(formats));
	pj_error_set(err, PJ_EUSAGE,
	    _("check knows no format \"%.*s\"; it knows %s"),
	    (int)(len < 64 ? len : 64), name, formats);
	return NULL;
}

/*
 * Colours are for a terminal, and only where nobody asked for none: see
 * no-color.org.  --color always is meant and wins over NO_COLOR.
 */
static bool
use_color(const struct cli_options *o, const struct cli_report *report)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	if (!report->writer->terminal || o->color == CLI_COLOR_NEVER)
		return false;
	if (o->color == CLI_COLOR_ALWAYS)
		return true;
	return !report->path && isatty(STDOUT_FILENO) && !(no && no[0]) &&
	       !(term && strcmp(term, "dumb") == 0);
}

/* One report more; FORMAT has LEN bytes. */
static bool
add_report(struct cli *cli, struct cli_reports *reports, const char *format,
    size_t len, const char *path, struct pj_error *err)
{
	struct cli_report *r = &reports->at[reports->count];

	r->writer = choose_writer(format, len, err);
	if (!r->writer)
		return false;
	r->path = path;
	r->options.explain = cli->options.explain;
	reports->count++;
	return true;
}

bool
cli_reports_choose(
    struct cli *cli, struct cli_reports *reports, struct pj_error *err)
{
	const struct cli_options *o = &cli->options;
	const char *format = o->format ? o->format : "text";
	size_t i;

	reports->at = pj_arena_alloc(
	    cli->arena, o->reports.count + 1, sizeof(*reports->at));
	if (!reports->at)
		return pj_error_nomem(err);
	/* A copy of the draft is no report, and -o names its file. */
	if (!cli_copies_is_format(o->format) &&
	    !add_report(cli, reports, format, strlen(format), o->output, err))
		return false;
	for (i = 0; i < o->reports.count; i++) {
		const char *text = o->reports.at[i];
		const char *equals = strchr(text, '=');

		if (!add_report(cli, reports, text, (size_t)(equals - text),
			equals + 1, err))
			return false;
		if (equals[1] == '\0' || strcmp(equals + 1, "-") == 0)
			return pj_error_set(err, PJ_EUSAGE,
			    _("--report %s names no file; for standard output "
			      "write --format %.*s"),
			    text, (int)(equals - text), text);
	}
	return true;
}

/* Whether A and B are one regular file. */
static bool
same_file(const char *a, const char *b)
{
	struct stat one, other;

	return stat(a, &one) == 0 && stat(b, &other) == 0 &&
	       one.st_dev == other.st_dev && one.st_ino == other.st_ino &&
	       S_ISREG(one.st_mode);
}

/* The folder that PATH is in, into FOLDER of SIZE bytes, and its name there. */
static const char *
split_path(const char *path, char *folder, size_t size)
{
	const char *slash = strrchr(path, '/');

	if (slash)
		snprintf(folder, size, "%.*s", (int)(slash + 1 - path), path);
	else
		snprintf(folder, size, ".");
	return slash ? slash + 1 : path;
}

/* Whether A and B, which need not be there yet, will be one file. */
static bool
same_place(const char *a, const char *b)
{
	char one[4096], other[4096];
	const char *first = split_path(a, one, sizeof(one));
	const char *second = split_path(b, other, sizeof(other));
	struct stat left, right;

	if (same_file(a, b))
		return true;
	return strcmp(first, second) == 0 && access(a, F_OK) != 0 &&
	       stat(one, &left) == 0 && stat(other, &right) == 0 &&
	       left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

/*
 * A report must not take the place of a draft, by whatever name, nor of
 * another report.
 */
static bool
is_apart(const struct cli_reports *reports, size_t k,
    const struct cli_jobs *jobs, struct pj_error *err)
{
	const char *path = reports->at[k].path;
	size_t i;

	if (!path)
		return true;
	for (i = 0; i < jobs->count; i++)
		if (same_file(path, jobs->at[i].path))
			return pj_error_set(err, PJ_EUSAGE,
			    _("the report would overwrite the draft %s"),
			    jobs->at[i].path);
	for (i = 0; i < k; i++)
		if (reports->at[i].path &&
		    same_place(path, reports->at[i].path))
			return pj_error_set(err, PJ_EUSAGE,
			    _("two reports cannot be one file: %s"), path);
	return true;
}

bool
cli_reports_open(const struct cli *cli, struct cli_reports *reports,
    const struct cli_jobs *jobs, const struct pj_rules *rules,
    struct pj_error *err)
{
	size_t i;

	for (i = 0; i < reports->count; i++)
		if (!is_apart(reports, i, jobs, err))
			return false;
	for (i = 0; i < reports->count; i++) {
		struct cli_report *r = &reports->at[i];

		r->options.rules = rules;
		r->options.english = cli->english;
		r->options.color = use_color(&cli->options, r);
		if (!cli_output_open(&r->output, r->path, err))
			return false;
	}
	return true;
}

bool
cli_reports_want_dropped(const struct cli_reports *reports)
{
	size_t i;

	for (i = 0; i < reports->count; i++)
		if (reports->at[i].writer->suppressed)
			return true;
	return false;
}

bool
cli_pieces_write(struct cli_job *job, const struct cli_reports *reports,
    const struct pj_result *result)
{
	bool ok = true;
	size_t i, k;

	job->pieces = calloc(reports->count + 1, sizeof(*job->pieces));
	job->piece_count = job->pieces ? reports->count : 0;
	job->totals = calloc(1, sizeof(*job->totals));
	if (!job->pieces || !job->totals)
		return false;
	pj_report_count(job->totals, result);
	for (i = 0; i < reports->count; i++) {
		const struct cli_report *r = &reports->at[i];
		struct cli_piece *piece = &job->pieces[i];

		r->writer->document(&piece->out, &r->options, result);
		if (r->writer->late)
			r->writer->late(piece->late, &r->options, result);
		ok = ok && !piece->out.failed;
		for (k = 0; k < PJ_REPORT_LATE; k++)
			ok = ok && !piece->late[k].failed;
	}
	return ok;
}

void
cli_pieces_free(struct cli_job *job)
{
	size_t i, k;

	for (i = 0; i < job->piece_count; i++) {
		pj_buf_free(&job->pieces[i].out);
		for (k = 0; k < PJ_REPORT_LATE; k++)
			pj_buf_free(&job->pieces[i].late[k]);
	}
	free(job->pieces);
	free(job->totals);
	job->pieces = NULL;
	job->totals = NULL;
	job->piece_count = 0;
}

bool
cli_reports_begin(struct cli_reports *reports, struct pj_error *err)
{
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < reports->count; i++) {
		struct cli_report *r = &reports->at[i];
		struct pj_buf edge = PJ_BUF_INIT;

		r->writer->begin(&edge, &r->options);
		ok = cli_output_put(&r->output, &edge, err);
		pj_buf_free(&edge);
	}
	return ok;
}

/* The system would not keep pieces for later. */
static bool
fail_waiting(struct pj_error *err)
{
	return pj_error_set(err, PJ_EIO,
	    _("cannot keep a report for later: %s"), strerror(errno));
}

/* BUF to where documents of R go: its output, or a file to wait in. */
static bool
put_document(
    struct cli_report *r, const struct pj_buf *buf, struct pj_error *err)
{
	if (!r->writer->cover)
		return cli_output_put(&r->output, buf, err);
	if (buf->failed)
		return pj_error_nomem(err);
	if (!r->waiting)
		r->waiting = tmpfile();
	if (!r->waiting)
		return fail_waiting(err);
	return buf->len == 0 ||
	       fwrite(buf->ptr, 1, buf->len, r->waiting) == buf->len ||
	       fail_waiting(err);
}

/* What waited, behind the cover. */
static bool
put_waiting(struct cli_report *r, struct pj_error *err)
{
	struct pj_buf buf = PJ_BUF_INIT;
	char bytes[16384];
	bool ok = true;
	size_t got;

	if (!r->waiting)
		return true;
	rewind(r->waiting);
	while (ok && (got = fread(bytes, 1, sizeof(bytes), r->waiting)) > 0) {
		buf.len = 0;
		pj_buf_add(&buf, bytes, got);
		ok = cli_output_put(&r->output, &buf, err);
	}
	if (ok && ferror(r->waiting))
		ok = fail_waiting(err);
	pj_buf_free(&buf);
	return ok;
}

/* PIECE behind what R has of earlier documents. */
static bool
put_piece(
    struct cli_report *r, const struct cli_piece *piece, struct pj_error *err)
{
	struct pj_buf between = PJ_BUF_INIT;
	bool ok;
	size_t k;

	if (r->filled && piece->out.len > 0)
		pj_buf_puts(&between, r->writer->between);
	ok =
	    put_document(r, &between, err) && put_document(r, &piece->out, err);
	pj_buf_free(&between);
	r->filled = r->filled || piece->out.len > 0;
	for (k = 0; k < PJ_REPORT_LATE; k++) {
		if (r->late[k].len > 0 && piece->late[k].len > 0)
			pj_buf_puts(&r->late[k], r->writer->between);
		pj_buf_add(&r->late[k], piece->late[k].ptr, piece->late[k].len);
	}
	return ok;
}

bool
cli_reports_put(struct cli_reports *reports, const struct cli_job *job,
    struct pj_error *err)
{
	size_t i;

	for (i = 0; i < reports->count; i++)
		if (!put_piece(&reports->at[i], &job->pieces[i], err))
			return false;
	return true;
}

/* What R says when all documents are there: before them, and behind. */
static bool
put_end(struct cli_report *r, struct pj_report_closing *closing,
    struct pj_error *err)
{
	struct pj_buf edge = PJ_BUF_INIT;
	bool ok = true;
	size_t k;

	for (k = 0; k < PJ_REPORT_LATE; k++) {
		closing->late[k] = pj_buf_str(&r->late[k]);
		if (r->late[k].failed)
			ok = pj_error_nomem(err);
	}
	closing->filled = r->filled;
	if (ok && r->writer->cover) {
		r->writer->cover(&edge, &r->options, closing);
		ok = cli_output_put(&r->output, &edge, err) &&
		     put_waiting(r, err);
	}
	edge.len = 0;
	if (ok) {
		r->writer->end(&edge, &r->options, closing);
		ok = cli_output_put(&r->output, &edge, err);
	}
	pj_buf_free(&edge);
	return ok;
}

bool
cli_reports_end(struct cli_reports *reports,
    const struct pj_report_totals *totals,
    const struct pj_report_failure *failures, struct pj_error *err)
{
	struct pj_report_closing closing = { .totals = totals,
		.failures = failures };
	size_t i;

	for (i = 0; i < reports->count; i++)
		if (!put_end(&reports->at[i], &closing, err))
			return false;
	for (i = 0; i < reports->count; i++)
		if (!cli_output_commit(&reports->at[i].output, err))
			return false;
	return true;
}

void
cli_reports_discard(struct cli_reports *reports)
{
	size_t i, k;

	for (i = 0; i < reports->count; i++) {
		cli_output_discard(&reports->at[i].output);
		if (reports->at[i].waiting)
			fclose(reports->at[i].waiting);
		for (k = 0; k < PJ_REPORT_LATE; k++)
			pj_buf_free(&reports->at[i].late[k]);
	}
}
