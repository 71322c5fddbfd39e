#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pingjian/text.h"

#include "cli.h"

/*
 * pingjian check: inputs are gathered first, so that a mistake in a
 * configuration is told before anything is written; then documents come
 * out of the pool in order, and what was not read goes to standard error
 * and into the exit status.
 */

/* What is kept while documents come out in order. */
struct checking {
	struct cli *cli;
	const struct pj_report_writer *writer;
	struct cli_output output;
	struct pj_report_totals totals;
	struct pj_report_failure *failures; /* totals.failed of them */
	size_t failure_cap;
	size_t seen, count; /* for the progress line */
	bool progress;
	bool found;
	struct pj_error err; /* trouble with the output */
};

/*
 * Colours are for a terminal, and only where nobody asked for none: see
 * no-color.org.  --color always is meant and wins over NO_COLOR.
 */
static bool
use_color(const struct cli_options *o, const struct pj_report_writer *writer)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	if (!writer->terminal || o->color == CLI_COLOR_NEVER)
		return false;
	if (o->color == CLI_COLOR_ALWAYS)
		return true;
	return !o->output && isatty(STDOUT_FILENO) && !(no && no[0]) &&
	       !(term && strcmp(term, "dumb") == 0);
}

/* Take the progress line away before something else is written. */
static void
clear_progress(const struct checking *c)
{
	if (c->progress)
		fputs("\r\x1b[K", stderr);
}

static void
show_progress(const struct checking *c)
{
	if (c->progress)
		fprintf(
		    stderr, "\r%s %zu/%zu", _("screening"), c->seen, c->count);
}

/* Tell of an input that was not read, and keep it for the report. */
static bool
add_failure(struct checking *c, struct cli_job *job)
{
	struct pj_report_failure *at = pj_grow(
	    c->failures, &c->failure_cap, c->totals.failed + 1, sizeof(*at));

	if (at)
		c->failures = at;
	if (!at || !job->err)
		return pj_error_nomem(&c->err);
	at[c->totals.failed].path = job->name;
	at[c->totals.failed].err = job->err;
	c->totals.failed++;
	clear_progress(c);
	cli_say_error(job->name, job->err);
	return true;
}

/* Put one document behind the ones before it. */
static bool
emit(void *arg, struct cli_job *job)
{
	struct checking *c = arg;
	struct pj_buf between = PJ_BUF_INIT;
	bool ok;

	c->seen++;
	if (job->failed) {
		ok = add_failure(c, job);
		show_progress(c);
		return ok;
	}
	if (c->totals.documents > 0)
		pj_buf_puts(&between, c->writer->between);
	ok = cli_output_put(&c->output, &between, &c->err) &&
	     cli_output_put(&c->output, &job->out, &c->err);
	pj_buf_free(&between);
	pj_report_add(&c->totals, &job->totals);
	c->found = c->found || job->found;
	show_progress(c);
	return ok;
}

/* As asked, else one for each processor. */
static size_t
thread_count(const struct cli_options *o)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (o->jobs > 0)
		return o->jobs;
	return processors > 0 ? (size_t)processors : 1;
}

/* Opening words, documents, closing words. */
static bool
write_report(struct checking *c, struct cli_jobs *jobs,
    const struct pj_report_options *report)
{
	struct pj_buf edge = PJ_BUF_INIT;
	bool ok;

	c->writer->begin(&edge, report);
	ok = cli_output_put(&c->output, &edge, &c->err);
	if (ok)
		ok = cli_pool_run(c->cli, jobs, thread_count(&c->cli->options),
		    c->writer, report, emit, c);
	clear_progress(c);
	edge.len = 0;
	if (ok) {
		c->writer->end(&edge, report, &c->totals, c->failures);
		ok = cli_output_put(&c->output, &edge, &c->err);
	}
	pj_buf_free(&edge);
	return ok && cli_output_commit(&c->output, &c->err);
}

/* The writer asked for, or NULL with ERR filled. */
static const struct pj_report_writer *
choose_writer(const struct cli *cli, struct pj_error *err)
{
	const char *name = cli->options.format ? cli->options.format : "text";
	const struct pj_report_writer *writer = pj_report_writer(name);

	if (!writer)
		pj_error_set(err, PJ_EUSAGE,
		    _("check knows no format \"%s\"; it knows text, json and "
		      "jsonl"),
		    name);
	return writer;
}

/* A report must not take the place of a draft, by whatever name. */
static bool
output_is_apart(
    const char *output, const struct cli_jobs *jobs, struct pj_error *err)
{
	struct stat there, draft;
	size_t i;

	if (!output || stat(output, &there) != 0)
		return true;
	for (i = 0; i < jobs->count; i++)
		if (stat(jobs->at[i].path, &draft) == 0 &&
		    draft.st_dev == there.st_dev &&
		    draft.st_ino == there.st_ino && S_ISREG(there.st_mode))
			return pj_error_set(err, PJ_EUSAGE,
			    _("the report would overwrite the draft %s"),
			    jobs->at[i].path);
	return true;
}

int
cli_check(struct cli *cli)
{
	const struct cli_options *o = &cli->options;
	struct checking c = { .cli = cli };
	struct cli_jobs jobs = { NULL, 0, 0 };
	struct cli_profiles *profiles = cli_profiles_new(cli);
	struct pj_report_options report = { .explain = o->explain };
	int status = CLI_TROUBLE;

	if (!profiles) {
		pj_error_nomem(&c.err);
		goto out;
	}
	c.writer = choose_writer(cli, &c.err);
	if (!c.writer || !cli_inputs(cli, profiles, &jobs, &c.err) ||
	    !output_is_apart(o->output, &jobs, &c.err) ||
	    !cli_output_open(&c.output, o->output, &c.err))
		goto out;

	report.color = use_color(o, c.writer);
	report.english = cli->english;
	report.rules = cli_profiles_rules(profiles);
	c.count = jobs.count;
	c.progress = jobs.count > 1 && isatty(STDERR_FILENO) &&
	             (o->output || !isatty(STDOUT_FILENO));
	if (!write_report(&c, &jobs, &report))
		goto out;
	/* What was not read is never clean, nor merely found. */
	if (c.totals.failed == 0)
		status = c.found ? CLI_FOUND : CLI_CLEAN;
out:
	if (c.err.code != PJ_OK)
		cli_say_error(NULL, &c.err);
	cli_output_discard(&c.output);
	cli_jobs_free(&jobs);
	cli_profiles_free(profiles);
	free(c.failures);
	return status;
}
