#include "annotate.h"

#include "pingjian/text.h"

static const struct {
	enum pj_format format;
	bool (*annotate)(struct job *job);
	bool (*is_signed)(struct job *job);
} formats[] = {
	{ PJ_FORMAT_DOCX, docx_annotate, docx_is_signed },
	{ PJ_FORMAT_ODT, odt_annotate, odt_is_signed },
};

#define FORMATS (sizeof(formats) / sizeof(formats[0]))

bool
pj_annotate_knows(enum pj_format format)
{
	size_t i;

	for (i = 0; i < FORMATS; i++)
		if (formats[i].format == format)
			return true;
	return false;
}

struct pj_buf *
job_write(struct job *job, const char *name)
{
	struct written *w = &job->written[job->written_count];

	if (job->written_count == WRITTEN_MAX) {
		pj_error_nomem(job->err);
		return NULL;
	}
	job->written_count++;
	*w = (struct written){ name, PJ_BUF_INIT };
	return &w->bytes;
}

/* One piece more of a part that is read whole. */
static bool
take(void *arg, struct pj_str piece)
{
	pj_buf_add(arg, piece.ptr, piece.len);
	return true;
}

bool
job_read(struct job *job, const char *name, struct pj_str *out)
{
	struct pj_buf buf = PJ_BUF_INIT;
	bool ok = pj_package_read(job->package, name, take, &buf, job->err);

	*out = pj_buf_str(&buf);
	if (ok) {
		out->ptr = pj_arena_copy(job->arena, *out);
		ok = (out->ptr && !buf.failed) || pj_error_nomem(job->err);
	}
	pj_buf_free(&buf);
	return ok;
}

/* How many findings there are of SEVERITY. */
static size_t
count_of(const struct pj_findings *f, enum pj_severity severity)
{
	size_t i, count = 0;

	for (i = 0; i < f->kept_count; i++)
		count += f->kept[i].severity == severity;
	return count;
}

/*
 * A comment for each finding; where there are too many, those of the
 * highest levels, and of the last level the first.
 */
static bool
choose(struct job *job)
{
	const struct pj_findings *f = &job->result->findings;
	size_t room[PJ_ERROR + 1], left = COMMENTS_MAX, i;
	int severity;

	for (severity = PJ_ERROR; severity >= PJ_ADVICE; severity--) {
		size_t count = count_of(f, (enum pj_severity)severity);

		room[severity] = count < left ? count : left;
		left -= room[severity];
	}
	job->comments = pj_arena_alloc(
	    job->arena, COMMENTS_MAX - left, sizeof(*job->comments));
	if (!job->comments)
		return pj_error_nomem(job->err);
	for (i = 0; i < f->kept_count; i++)
		if (room[f->kept[i].severity] > 0) {
			room[f->kept[i].severity]--;
			job->comments[job->count++] =
			    (struct comment){ .finding = &f->kept[i] };
		}
	return true;
}

/* A copy that lacks something must not look whole. */
static void
tell_left_out(struct job *job)
{
	size_t left = job->result->findings.kept_count - job->count, i;

	for (i = 0; i < job->count; i++)
		left += job->comments[i].lost;
	if (left > 0)
		pj_note_add(job->notes, "comments-left-out",
		    _("the copy lacks comments for %zu findings: there was no "
		      "place for them, or there are too many"),
		    left);
}

/* The work on a container that is open; what signs it is told first. */
static bool
run(struct job *job, size_t format, struct pj_buf *out)
{
	if (formats[format].is_signed(job))
		pj_note_add(job->notes, "signature",
		    _("the document is digitally signed; the signature does "
		      "not hold for the copy with comments"));
	if (!choose(job) || !places_find(job) || !formats[format].annotate(job))
		return false;
	tell_left_out(job);
	return container_write(job, out);
}

bool
pj_annotate(const struct pj_source *source, const struct pj_result *result,
    const struct pj_annotate_options *options, struct pj_buf *out,
    struct pj_notes *notes, struct pj_error *err)
{
	struct pj_error ignored = { 0 };
	struct job job = { .source = source,
		.result = result,
		.options = options,
		.notes = notes,
		.err = err ? err : &ignored };
	size_t i, format;
	bool ok = false;

	for (format = 0;
	     format < FORMATS && formats[format].format != source->format;
	     format++)
		;
	if (format == FORMATS)
		return pj_error_set(err, PJ_EUNSUPPORTED,
		    _("files of this format get no copy with comments"));
	if (result->findings.kept_count == 0) {
		pj_buf_add(out, source->bytes.ptr, source->bytes.len);
		return !out->failed || pj_error_nomem(err);
	}
	job.arena = pj_arena_new(PJ_ARENA_MAX);
	job.package = pj_package_open(source->path, source->bytes,
	    &options->limits, pj_deadline_in(options->limits.seconds), job.err);
	if (!job.arena)
		pj_error_nomem(job.err);
	if (job.arena && job.package)
		ok = run(&job, format, out);
	for (i = 0; i < job.written_count; i++)
		pj_buf_free(&job.written[i].bytes);
	pj_package_close(job.package);
	pj_arena_free(job.arena);
	return ok;
}
