#include <zip.h>

#include "annotate.h"
#include "pingjian/text.h"

/* What libzip says when it will not go on. */
static bool
fail(const struct job *job, zip_error_t *why)
{
	if (zip_error_code_zip(why) == ZIP_ER_MEMORY)
		return pj_error_nomem(job->err);
	return pj_error_set(job->err, PJ_EFORMAT,
	    _("the container does not let parts be put in: %s"),
	    zip_error_strerror(why));
}

/* The zip entry of part NAME; -1 for none. */
static zip_int64_t
entry_of(const struct job *job, const char *name)
{
	uint64_t index;

	return pj_package_index(job->package, name, &index) ? (zip_int64_t)index
	                                                    : -1;
}

/* The date of ENTRY, which a changed part keeps and a new one takes. */
static time_t
date_of(zip_t *zip, zip_int64_t entry)
{
	zip_stat_t stat;

	if (entry >= 0 &&
	    zip_stat_index(zip, (zip_uint64_t)entry, 0, &stat) == 0 &&
	    (stat.valid & ZIP_STAT_MTIME))
		return stat.mtime;
	return 0;
}

/* One part in place of the original's, or as a new one of date DATE. */
static bool
put_part(
    const struct job *job, zip_t *zip, const struct written *part, time_t date)
{
	zip_int64_t entry = entry_of(job, part->name);
	zip_source_t *source =
	    zip_source_buffer(zip, part->bytes.ptr, part->bytes.len, 0);

	if (entry >= 0)
		date = date_of(zip, entry);
	if (!source)
		return fail(job, zip_get_error(zip));
	if (entry < 0)
		entry = zip_file_add(zip, part->name, source, ZIP_FL_ENC_UTF_8);
	else if (zip_file_replace(zip, (zip_uint64_t)entry, source, 0) != 0)
		entry = -1;
	if (entry < 0) {
		zip_source_free(source);
		return fail(job, zip_get_error(zip));
	}
	if (zip_set_file_compression(
		zip, (zip_uint64_t)entry, ZIP_CM_DEFLATE, 0) != 0 ||
	    zip_file_set_mtime(zip, (zip_uint64_t)entry, date, 0) != 0)
		return fail(job, zip_get_error(zip));
	return true;
}

/* All that SOURCE holds now. */
static bool
drain(const struct job *job, zip_source_t *source, struct pj_buf *out)
{
	char piece[16384];
	zip_int64_t got = -1;

	if (zip_source_open(source) != 0)
		return fail(job, zip_source_error(source));
	while ((got = zip_source_read(source, piece, sizeof(piece))) > 0)
		pj_buf_add(out, piece, (size_t)got);
	zip_source_close(source);
	if (got < 0)
		return fail(job, zip_source_error(source));
	return !out->failed || pj_error_nomem(job->err);
}

/* New parts are as old as the first that changed: the main part, so that
 * the same draft gives the same copy. */
static bool
put_parts(const struct job *job, zip_t *zip)
{
	time_t date = date_of(zip, entry_of(job, job->written[0].name));
	size_t i;

	for (i = 0; i < job->written_count; i++)
		if (!put_part(job, zip, &job->written[i], date))
			return false;
	return true;
}

bool
container_write(const struct job *job, struct pj_buf *out)
{
	zip_source_t *source;
	zip_t *zip = NULL;
	zip_error_t why;
	bool ok = false;

	if (job->written_count == 0) {
		pj_buf_add(out, job->source->bytes.ptr, job->source->bytes.len);
		return !out->failed || pj_error_nomem(job->err);
	}
	zip_error_init(&why);
	source = zip_source_buffer_create(
	    job->source->bytes.ptr, job->source->bytes.len, 0, &why);
	if (source)
		zip = zip_open_from_source(source, 0, &why);
	if (!zip) {
		fail(job, &why);
		goto out;
	}
	zip_source_keep(source);
	if (!put_parts(job, zip)) {
		zip_discard(zip);
		goto out;
	}
	if (zip_close(zip) != 0) {
		fail(job, zip_get_error(zip));
		zip_discard(zip);
		goto out;
	}
	ok = drain(job, source, out);
out:
	if (source)
		zip_source_free(source);
	zip_error_fini(&why);
	return ok;
}
