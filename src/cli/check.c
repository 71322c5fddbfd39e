#include <stdlib.h>
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
	struct cli_reports reports;
	struct pj_report_totals totals;
	struct pj_report_failure *failures; /* totals.failed of them */
	size_t failure_cap;
	size_t seen, count; /* for the progress line */
	bool progress;
	bool found;
	bool lacks_copy;     /* one that was asked for */
	struct pj_error err; /* trouble with the output */
};

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
	bool ok;

	c->seen++;
	if (job->failed) {
		ok = add_failure(c, job);
		show_progress(c);
		return ok;
	}
	clear_progress(c);
	cli_copy_tell(job);
	c->lacks_copy = c->lacks_copy || job->copy_err;
	ok = cli_reports_put(&c->reports, job, &c->err);
	pj_report_add(&c->totals, job->totals);
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
write_reports(struct checking *c, struct cli_jobs *jobs)
{
	bool ok;

	if (!cli_reports_begin(&c->reports, &c->err))
		return false;
	ok = cli_pool_run(
	    c->cli, jobs, thread_count(&c->cli->options), &c->reports, emit, c);
	clear_progress(c);
	return ok &&
	       cli_reports_end(&c->reports, &c->totals, c->failures, &c->err);
}

int
cli_check(struct cli *cli)
{
	const struct cli_options *o = &cli->options;
	struct checking c = { .cli = cli };
	struct cli_jobs jobs = { NULL, 0, 0 };
	struct cli_profiles *profiles = cli_profiles_new(cli);
	int status = CLI_TROUBLE;

	if (!profiles) {
		pj_error_nomem(&c.err);
		goto out;
	}
	if (!cli_reports_choose(cli, &c.reports, &c.err) ||
	    !cli_inputs(cli, profiles, &jobs, &c.err) ||
	    !cli_copies_plan(cli, &jobs, &c.err) ||
	    !cli_reports_open(
		cli, &c.reports, &jobs, cli_profiles_rules(profiles), &c.err))
		goto out;
	c.count = jobs.count;
	c.progress = jobs.count > 1 && isatty(STDERR_FILENO) &&
	             (o->output || !isatty(STDOUT_FILENO));
	if (!write_reports(&c, &jobs))
		goto out;
	/* What was not read is never clean, nor merely found. */
	if (c.totals.failed == 0 && !c.lacks_copy)
		status = c.found ? CLI_FOUND : CLI_CLEAN;
out:
	if (c.err.code != PJ_OK)
		cli_say_error(NULL, &c.err);
	cli_reports_discard(&c.reports);
	cli_jobs_free(&jobs);
	cli_profiles_free(profiles);
	free(c.failures);
	return status;
}
