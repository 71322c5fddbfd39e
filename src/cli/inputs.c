#include <stdlib.h>
#include <sys/stat.h>

#include "pingjian/text.h"

#include "cli.h"

/*
 * From operands to jobs, in the order of the command line and, within a
 * folder, of pj_source_walk.
 */

/* What gathering needs while a folder is walked. */
struct gathering {
	struct cli *cli;
	struct cli_profiles *profiles;
	struct cli_jobs *jobs;
	struct pj_error *err; /* configuration and memory: ends the run */
	const char *folder;   /* being walked, or NULL */
	size_t found;         /* files of the folder walked, and failures */
	size_t left;          /* pictures and the like in it */
	struct pj_buf names;  /* of the first of these */
};

/* Names of files left out that are told. */
#define NAMES_TOLD 3

/* One more job for PATH, borrowed; NULL out of memory. */
static struct cli_job *
add_job(struct gathering *g, const char *path)
{
	struct cli_jobs *jobs = g->jobs;
	struct cli_job *at =
	    pj_grow(jobs->at, &jobs->cap, jobs->count + 1, sizeof(*at));

	if (!at) {
		pj_error_nomem(g->err);
		return NULL;
	}
	jobs->at = at;
	at += jobs->count++;
	*at = (struct cli_job){ .path = path, .name = path };
	return at;
}

/* NAME as it is called in FOLDER, or without folders for NULL. */
static const char *
name_below(const char *folder, const char *name)
{
	const char *slash = strrchr(name, '/');
	size_t len = folder ? strlen(folder) : 0;

	if (!folder || strncmp(name, folder, len) != 0)
		return slash ? slash + 1 : name;
	for (name += len; *name == '/'; name++)
		;
	return name;
}

/* The folder of NAME decides on the configuration. */
static bool
add_file(struct gathering *g, const char *path, const char *name)
{
	const struct cli_profile *profile =
	    cli_profile_for(g->profiles, name, g->err);
	struct cli_job *job = profile ? add_job(g, path) : NULL;

	if (job) {
		job->profile = profile;
		job->name = name;
		job->folder = g->folder;
		job->below = name_below(g->folder, name);
	}
	return job != NULL;
}

/* PATH was asked for but is not read: a job that is done already. */
static bool
add_failure(struct gathering *g, const char *path, const struct pj_error *why)
{
	struct cli_job *job = add_job(g, path);

	if (!job)
		return false;
	job->done = true;
	return cli_job_fail(job, why) || pj_error_nomem(g->err);
}

/* A file of the folder that is walked. */
static bool
found_file(void *arg, const char *path)
{
	struct gathering *g = arg;
	const char *kept = pj_arena_copy(g->cli->arena, pj_str(path));

	g->found++;
	if (!kept)
		return pj_error_nomem(g->err);
	return add_file(g, kept, kept);
}

/* A picture, data file or archive in it. */
static bool
left_file(void *arg, const char *path)
{
	struct gathering *g = arg;
	const char *name = strrchr(path, '/');

	if (g->left++ < NAMES_TOLD)
		pj_buf_printf(&g->names, "%s%s", g->left > 1 ? ", " : "",
		    name ? name + 1 : path);
	return true;
}

/* A folder in it that could not be looked into. */
static bool
failed_folder(void *arg, const struct pj_error *why)
{
	struct gathering *g = arg;
	const char *kept = pj_arena_copy(g->cli->arena, pj_str(why->where));

	g->found++;
	return kept ? add_failure(g, kept, why) : pj_error_nomem(g->err);
}

/* Nobody should take for screened what is not. */
static void
tell_left(struct gathering *g, const char *path)
{
	struct pj_error note = { 0 };

	if (g->left > 0 && !g->names.failed) {
		pj_error_set(&note, PJ_EUNSUPPORTED,
		    _("pictures, data files and archives were not "
		      "screened: %zu (%.*s%s)"),
		    g->left, (int)g->names.len, g->names.ptr,
		    g->left > NAMES_TOLD ? ", …" : "");
		cli_say_error(path, &note);
	}
	g->left = 0;
	pj_buf_free(&g->names);
	g->names = (struct pj_buf)PJ_BUF_INIT;
}

/*
 * All drafts below PATH.  A folder without any is a failure and not clean:
 * most likely it is not the folder that was meant.
 */
static bool
add_folder(struct gathering *g, const char *path)
{
	const struct pj_walker walker = { g, found_file, left_file,
		failed_folder, g->cli->options.pointers.count > 0 };
	struct pj_error why = { 0 };
	bool walked;

	g->found = 0;
	g->folder = path;
	walked = pj_source_walk(path, &walker, &why);
	g->folder = NULL;
	tell_left(g, path);
	if (!walked) {
		if (g->err->code != PJ_OK)
			return false;
		return add_failure(g, path, &why);
	}
	if (g->found > 0)
		return true;
	pj_error_set(&why, PJ_EUNSUPPORTED,
	    _("this folder holds no draft that can be read (.txt, .md, .html, "
	      ".docx, .pptx, .xlsx, .odt …)"));
	return add_failure(g, path, &why);
}

/*
 * A path that is neither folder nor file is taken for a file: reading it
 * tells best what is wrong.
 */
static bool
add_operand(struct gathering *g, const char *path)
{
	const char *name = g->cli->options.stdin_filename;
	struct stat st;

	if (strcmp(path, "-") == 0)
		return add_file(g, path, name ? name : "-");
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return add_folder(g, path);
	return add_file(g, path, path);
}

bool
cli_inputs(struct cli *cli, struct cli_profiles *profiles,
    struct cli_jobs *jobs, struct pj_error *err)
{
	struct gathering g = { cli, profiles, jobs, err, NULL, 0, 0,
		PJ_BUF_INIT };
	const struct cli_list *operands = &cli->options.operands;
	size_t i;

	if (operands->count == 0)
		return pj_error_set(err, PJ_EUSAGE,
		    _("nothing to screen: name files or folders, or - for "
		      "standard input"));
	for (i = 0; i < operands->count; i++)
		if (!add_operand(&g, operands->at[i]))
			return false;
	return true;
}

/* A copy of WHY on the heap; NULL out of memory. */
static struct pj_error *
keep_error(const struct pj_error *why)
{
	struct pj_error *kept = malloc(sizeof(*kept));

	if (kept)
		*kept = *why;
	return kept;
}

bool
cli_job_fail(struct cli_job *job, const struct pj_error *why)
{
	job->failed = true;
	job->err = keep_error(why);
	return job->err != NULL;
}

bool
cli_job_fail_copy(struct cli_job *job, const struct pj_error *why)
{
	job->copy_err = keep_error(why);
	return job->copy_err != NULL;
}

void
cli_jobs_free(struct cli_jobs *jobs)
{
	size_t i;

	for (i = 0; i < jobs->count; i++) {
		cli_pieces_free(&jobs->at[i]);
		free(jobs->at[i].err);
		free(jobs->at[i].copy_err);
	}
	free(jobs->at);
	*jobs = (struct cli_jobs){ NULL, 0, 0 };
}
