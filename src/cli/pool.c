#include <pthread.h>
#include <stdlib.h>

#include "cli.h"

/*
 * Threads take jobs in order and the calling thread emits them in order.
 * A thread waits while it is more than `ahead` jobs before the next one to
 * be emitted, so that the number of written documents held is bounded.
 * A thread gives back a document's memory before it takes the next.
 */

#define AHEAD 8 /* jobs a thread may run ahead: hides one slow document */

struct pool {
	struct cli *cli;
	struct cli_jobs *jobs;
	const struct cli_reports *reports;
	bool dropped;   /* keep dropped hits: some report shows them */
	size_t threads; /* at most PJ_THREADS_MAX */
	size_t ahead;

	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t next;    /* first job not taken */
	size_t emitted; /* jobs emitted */
	bool stop;
};

/* A screener, kept while jobs use the same engine. */
struct worker {
	struct pj_engine *engine;
	struct pj_screener *screener;
	size_t threads; /* that may share the work on one document */
};

/* The screener for ENGINE, made anew when the engine changes. */
static struct pj_screener *
screener_for(struct worker *w, struct pj_engine *engine)
{
	if (w->engine != engine) {
		pj_screener_free(w->screener);
		w->screener = pj_screener_new(engine, w->threads);
		w->engine = w->screener ? engine : NULL;
	}
	return w->screener;
}

/* Whether the exit status has to tell of RESULT: the draft, not what of it
 * is shown. */
static bool
fails(const struct pj_result *result, int level)
{
	return level != CLI_LEVEL_NONE && result->highest >= level;
}

/* The copy of JOB, if any; that it failed is no failure of the screening. */
static void
write_copy(struct pool *pool, struct pj_arena *arena, struct cli_job *job,
    const struct pj_source *source, struct pj_result *result)
{
	struct pj_error err = { 0 };

	if (!cli_copy_write(pool->cli, arena, job, source, result, &err))
		cli_job_fail_copy(job, &err);
}

/* Read, screen and write the document of JOB. */
static bool
screen_one(struct pool *pool, struct worker *w, struct pj_arena *arena,
    struct cli_job *job, struct pj_error *err)
{
	const struct cli_options *o = &pool->cli->options;
	const struct pj_source_options reading = {
		.filename = o->stdin_filename,
		.encoding = job->profile->encoding,
		.limits = o->limits,
		.pointers = o->pointers.at,
		.pointer_count = o->pointers.count,
	};
	const struct pj_screen_options screening = { pool->dropped,
		(enum pj_severity)job->profile->min_severity, o->limits };
	struct pj_screener *screener = screener_for(w, job->profile->engine);
	struct pj_result result = { 0 };
	struct pj_source source;
	bool ok;

	if (!screener)
		return pj_error_nomem(err);
	if (!pj_source_read(arena, job->path, &reading, &source, err))
		return false;
	/* Reports show the name, not what was read under it. */
	source.path = job->name;
	ok = pj_screen(screener, &source, &screening, &result, err);
	result.ordinal = (size_t)(job - pool->jobs->at);
	if (ok) {
		write_copy(pool, arena, job, &source, &result);
		ok = cli_pieces_write(job, pool->reports, &result) ||
		     pj_error_nomem(err);
		job->found = fails(&result, job->profile->fail_level);
	}
	pj_result_free(&result);
	return ok;
}

/*
 * One job from reading to its written form.  The source and its text live
 * in an arena that ends here; what stays is the report and the sums.
 */
static void
run_job(struct pool *pool, struct worker *w, struct cli_job *job)
{
	struct pj_arena *arena = pj_arena_new(PJ_ARENA_MAX);
	struct pj_error err = { 0 };

	if (!arena)
		pj_error_nomem(&err);
	else
		screen_one(pool, w, arena, job, &err);
	pj_arena_free(arena);
	if (err.code == PJ_OK)
		return;
	/* Standard input may have a name. */
	if (strcmp(err.where, job->path) == 0)
		snprintf(err.where, sizeof(err.where), "%s", job->name);
	cli_pieces_free(job);
	cli_job_fail(job, &err);
}

/* The next job, or NULL when there is none left or all is to stop. */
static struct cli_job *
take_job(struct pool *pool)
{
	struct cli_job *job = NULL;

	pthread_mutex_lock(&pool->lock);
	while (!pool->stop && pool->next < pool->jobs->count &&
	       pool->next >= pool->emitted + pool->ahead)
		pthread_cond_wait(&pool->changed, &pool->lock);
	if (!pool->stop && pool->next < pool->jobs->count)
		job = &pool->jobs->at[pool->next++];
	pthread_mutex_unlock(&pool->lock);
	return job;
}

/* One thread: jobs until there are none. */
static void *
work(void *arg)
{
	struct pool *pool = arg;
	struct worker w = { NULL, NULL, 1 };
	struct cli_job *job;

	while ((job = take_job(pool)) != NULL) {
		/* One that failed while inputs were gathered is done. */
		if (!job->done)
			run_job(pool, &w, job);
		pthread_mutex_lock(&pool->lock);
		job->done = true;
		pthread_cond_broadcast(&pool->changed);
		pthread_mutex_unlock(&pool->lock);
	}
	pj_screener_free(w.screener);
	return NULL;
}

/* Emit every job, in order, as it becomes ready. */
static bool
emit_all(
    struct pool *pool, bool (*emit)(void *arg, struct cli_job *job), void *arg)
{
	size_t i;
	bool ok = true;

	for (i = 0; ok && i < pool->jobs->count; i++) {
		struct cli_job *job = &pool->jobs->at[i];

		pthread_mutex_lock(&pool->lock);
		while (!job->done)
			pthread_cond_wait(&pool->changed, &pool->lock);
		pthread_mutex_unlock(&pool->lock);
		/* Emitting may block on a pipe: not under the lock. */
		ok = emit(arg, job);
		cli_pieces_free(job);
		pthread_mutex_lock(&pool->lock);
		pool->emitted = i + 1;
		pool->stop = !ok;
		pthread_cond_broadcast(&pool->changed);
		pthread_mutex_unlock(&pool->lock);
	}
	return ok;
}

/* One document, or one thread: no thread is started. */
static bool
run_here(
    struct pool *pool, bool (*emit)(void *arg, struct cli_job *job), void *arg)
{
	struct worker w = { NULL, NULL, pool->threads };
	size_t i;
	bool ok = true;

	for (i = 0; ok && i < pool->jobs->count; i++) {
		struct cli_job *job = &pool->jobs->at[i];

		if (!job->done)
			run_job(pool, &w, job);
		ok = emit(arg, job);
		cli_pieces_free(job);
	}
	pj_screener_free(w.screener);
	return ok;
}

bool
cli_pool_run(struct cli *cli, struct cli_jobs *jobs, size_t threads,
    const struct cli_reports *reports,
    bool (*emit)(void *arg, struct cli_job *job), void *arg)
{
	struct pool pool = { .cli = cli,
		.jobs = jobs,
		.reports = reports,
		.dropped =
		    cli->options.explain || cli_reports_want_dropped(reports),
		.threads = threads < PJ_THREADS_MAX ? threads : PJ_THREADS_MAX,
		.ahead = threads * AHEAD };
	pthread_t *started;
	size_t i, count = 0;
	bool ok;

	if (threads > jobs->count)
		threads = jobs->count;
	started = threads > 1 ? calloc(threads, sizeof(*started)) : NULL;
	if (!started)
		return run_here(&pool, emit, arg);
	pthread_mutex_init(&pool.lock, NULL);
	pthread_cond_init(&pool.changed, NULL);
	while (count < threads &&
	       pthread_create(&started[count], NULL, work, &pool) == 0)
		count++;
	ok =
	    count > 0 ? emit_all(&pool, emit, arg) : run_here(&pool, emit, arg);
	for (i = 0; i < count; i++)
		pthread_join(started[i], NULL);
	pthread_cond_destroy(&pool.changed);
	pthread_mutex_destroy(&pool.lock);
	free(started);
	return ok;
}
