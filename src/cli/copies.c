#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "pingjian/annotate.h"
#include "pingjian/text.h"

#include "cli.h"

/*
 * Copies of drafts with comments: where each goes is settled, and refused,
 * before anything is read; a copy is written by the thread that screened
 * its draft.
 */

/* The format called NAME, if copies can be made of it; else UNKNOWN. */
static enum pj_format
format_of(const char *name)
{
	static const enum pj_format formats[] = { PJ_FORMAT_HTML,
		PJ_FORMAT_DOCX, PJ_FORMAT_ODT };
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (pj_annotate_knows(formats[i]) &&
		    strcmp(pj_format_name(formats[i]), name) == 0)
			return formats[i];
	return PJ_FORMAT_UNKNOWN;
}

bool
cli_copies_is_format(const char *name)
{
	return name && format_of(name) != PJ_FORMAT_UNKNOWN;
}

/* SOURCE_DATE_EPOCH, for copies that come out the same each time; or now. */
static int64_t
date_of_comments(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end = NULL;
	long long seconds = 0;

	if (epoch && epoch[0]) {
		errno = 0;
		seconds = strtoll(epoch, &end, 10);
		if (errno == 0 && *end == '\0' && seconds >= 0)
			return seconds;
	}
	return time(NULL);
}

/* One copy, in a file of its own or on standard output. */
static bool
plan_one(struct cli *cli, struct cli_jobs *jobs, struct pj_error *err)
{
	const struct cli_options *o = &cli->options;

	if (jobs->count != 1)
		return pj_error_set(err, PJ_EUSAGE,
		    _("--format %s makes a copy of one draft; for several "
		      "write --annotate DIR"),
		    o->format);
	if (o->annotate)
		return pj_error_set(err, PJ_EUSAGE,
		    _("--format %s and --annotate do not go together"),
		    o->format);
	if (!o->output && isatty(STDOUT_FILENO))
		return pj_error_set(err, PJ_EUSAGE,
		    _("--format %s is not for a terminal: add -o FILE"),
		    o->format);
	cli->copies.only = format_of(o->format);
	jobs->at[0].copy = o->output ? o->output : "-";
	return true;
}

/* A file by what it is, whatever it is called. */
struct identity {
	dev_t device;
	ino_t inode;
	const char *path;
};

static int
by_identity(const void *a, const void *b)
{
	const struct identity *x = a, *y = b;

	if (x->device != y->device)
		return x->device < y->device ? -1 : 1;
	return (x->inode > y->inode) - (x->inode < y->inode);
}

static int
by_copy(const void *a, const void *b)
{
	return strcmp((*(struct cli_job *const *)a)->copy,
	    (*(struct cli_job *const *)b)->copy);
}

/* No two drafts may have one copy. */
static bool
are_different(struct cli_jobs *jobs, struct pj_error *err)
{
	struct cli_job **order = calloc(jobs->count, sizeof(*order));
	size_t count = 0, i;
	bool ok = true;

	if (!order)
		return pj_error_nomem(err);
	for (i = 0; i < jobs->count; i++)
		if (jobs->at[i].copy)
			order[count++] = &jobs->at[i];
	qsort(order, count, sizeof(*order), by_copy);
	for (i = 1; ok && i < count; i++)
		if (strcmp(order[i - 1]->copy, order[i]->copy) == 0)
			ok = pj_error_set(err, PJ_EUSAGE,
			    _("%s and %s would have the same copy, %s; copy "
			      "them one by one"),
			    order[i - 1]->name, order[i]->name, order[i]->copy);
	free(order);
	return ok;
}

/* A copy must not take the place of a draft, by whatever name. */
static bool
spare_drafts(struct cli_jobs *jobs, struct pj_error *err)
{
	struct identity *drafts = calloc(jobs->count, sizeof(*drafts));
	size_t count = 0, i;
	struct stat st;
	bool ok = true;

	if (!drafts)
		return pj_error_nomem(err);
	for (i = 0; i < jobs->count; i++)
		if (stat(jobs->at[i].path, &st) == 0 && S_ISREG(st.st_mode))
			drafts[count++] = (struct identity){ st.st_dev,
				st.st_ino, jobs->at[i].path };
	qsort(drafts, count, sizeof(*drafts), by_identity);
	for (i = 0; ok && i < jobs->count; i++) {
		struct identity key, *found;

		if (!jobs->at[i].copy || stat(jobs->at[i].copy, &st) != 0)
			continue;
		key = (struct identity){ st.st_dev, st.st_ino, NULL };
		found = bsearch(&key, drafts, count, sizeof(key), by_identity);
		if (found)
			ok = pj_error_set(err, PJ_EUSAGE,
			    _("the copy would overwrite the draft %s"),
			    found->path);
	}
	free(drafts);
	return ok;
}

/* What PATH, of which the end need not be there yet, really is; in OUT. */
static bool
real_path(const char *path, char out[PATH_MAX])
{
	char head[PATH_MAX];
	size_t len = strlen(path);

	if (len >= sizeof(head))
		return false;
	memcpy(head, path, len + 1);
	while (!realpath(head, out)) {
		char *slash = strrchr(head, '/');

		if (!slash)
			return realpath(".", out) != NULL;
		*(slash == head ? slash + 1 : slash) = '\0';
	}
	return true;
}

/*
 * Copies among the drafts of a folder would be screened as drafts the next
 * time.
 */
static bool
lies_outside(const char *dir, const char *folder, struct pj_error *err)
{
	char copies[PATH_MAX], drafts[PATH_MAX];
	size_t len;

	if (!real_path(dir, copies) || !realpath(folder, drafts))
		return true;
	len = strlen(drafts);
	if (strncmp(copies, drafts, len) != 0 ||
	    (copies[len] != '/' && copies[len] != '\0'))
		return true;
	return pj_error_set(err, PJ_EUSAGE,
	    _("the copies would lie among the drafts in %s and be screened "
	      "with them the next time; name a folder outside it"),
	    folder);
}

static bool
plan_all(struct cli *cli, struct cli_jobs *jobs, struct pj_error *err)
{
	const char *dir = cli->options.annotate;
	size_t i;

	for (i = 0; i < jobs->count; i++) {
		struct cli_job *job = &jobs->at[i];

		if (job->failed)
			continue;
		if (strcmp(job->name, "-") == 0)
			return pj_error_set(err, PJ_EUSAGE,
			    _("--annotate needs a name for standard input: "
			      "add --stdin-filename NAME"));
		if (job->folder &&
		    (i == 0 || jobs->at[i - 1].folder != job->folder) &&
		    !lies_outside(dir, job->folder, err))
			return false;
		job->copy =
		    pj_arena_printf(cli->arena, "%s/%s", dir, job->below);
		if (!job->copy)
			return pj_error_nomem(err);
	}
	return true;
}

bool
cli_copies_plan(struct cli *cli, struct cli_jobs *jobs, struct pj_error *err)
{
	bool ok;

	cli->copies.when = date_of_comments();
	if (cli_copies_is_format(cli->options.format))
		ok = plan_one(cli, jobs, err);
	else if (cli->options.annotate)
		ok = plan_all(cli, jobs, err);
	else
		return true;
	return ok && (jobs->count == 0 ||
			 (are_different(jobs, err) && spare_drafts(jobs, err)));
}

/* The folders that PATH is in, as far as they are not there. */
static bool
make_folders(struct pj_arena *arena, const char *path, struct pj_error *err)
{
	char *folder = pj_arena_copy(arena, pj_str(path));
	char *slash;

	if (!folder)
		return pj_error_nomem(err);
	for (slash = strchr(folder + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
			pj_error_set(err, PJ_EIO, _("cannot write: %s"),
			    strerror(errno));
			pj_error_at(err, folder, 0, 0);
			return false;
		}
		*slash = '/';
	}
	return true;
}

/* The bytes of a copy where they belong, whole or not at all. */
static bool
put_copy(struct pj_arena *arena, const char *path, const struct pj_buf *bytes,
    struct pj_error *err)
{
	bool named = strcmp(path, "-") != 0;
	struct cli_output out;
	bool ok;

	if (named && !make_folders(arena, path, err))
		return false;
	if (!cli_output_open(&out, named ? path : NULL, err))
		return false;
	ok = cli_output_put(&out, bytes, err) && cli_output_commit(&out, err);
	cli_output_discard(&out);
	return ok;
}

/* Of a format without copies: an error where a copy was all that was
 * asked for, else something to know. */
static bool
no_copy(const struct cli *cli, struct cli_job *job,
    const struct pj_source *source, struct pj_error *err)
{
	if (cli->copies.only != PJ_FORMAT_UNKNOWN)
		return pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this draft is %s, and a copy stays what the draft is: "
		      "--format %s does not fit"),
		    pj_format_name(source->format), cli->options.format);
	job->no_copy = true;
	return true;
}

bool
cli_copy_write(const struct cli *cli, struct pj_arena *arena,
    struct cli_job *job, const struct pj_source *source,
    struct pj_result *result, struct pj_error *err)
{
	const struct pj_annotate_options options = {
		.english = cli->english,
		.when = cli->copies.when,
		.limits = cli->options.limits,
	};
	struct pj_buf bytes = PJ_BUF_INIT;
	bool ok;

	if (!job->copy)
		return true;
	if (!pj_annotate_knows(source->format) ||
	    (cli->copies.only != PJ_FORMAT_UNKNOWN &&
		cli->copies.only != source->format))
		return no_copy(cli, job, source, err);
	ok = pj_annotate(
		 source, result, &options, &bytes, &result->notes, err) &&
	     put_copy(arena, job->copy, &bytes, err);
	pj_buf_free(&bytes);
	return ok;
}

void
cli_copy_tell(const struct cli_job *job)
{
	struct pj_error note = { 0 };

	if (job->copy_err)
		cli_say_error(job->name, job->copy_err);
	if (!job->no_copy)
		return;
	pj_error_set(&note, PJ_EUNSUPPORTED,
	    _("no copy: files of this format hold no comments; the report "
	      "has the findings"));
	cli_say_error(job->name, &note);
}
