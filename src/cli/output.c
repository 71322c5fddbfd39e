#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pingjian/text.h"

#include "cli.h"

/*
 * Where a report goes.  A named file is written beside its place and moved
 * there when it is whole: whoever reads it sees the old one or the new one.
 */

/* The system would not take the output; errno was NUMBER. */
static bool
fail(const struct cli_output *out, int number, struct pj_error *err)
{
	pj_error_set(err, PJ_EIO, _("cannot write: %s"), strerror(number));
	pj_error_at(err, out->path ? out->path : _("standard output"), 0, 0);
	return false;
}

/* The mode that a new file would have had. */
static mode_t
plain_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

/* A temporary file beside OUT->real, of mode MODE, open for writing. */
static bool
open_temporary(struct cli_output *out, mode_t mode, struct pj_error *err)
{
	static const char suffix[] = ".XXXXXX";
	size_t len = strlen(out->real);
	int fd;

	out->temporary = malloc(len + sizeof(suffix));
	if (!out->temporary)
		return pj_error_nomem(err);
	memcpy(out->temporary, out->real, len);
	memcpy(out->temporary + len, suffix, sizeof(suffix));
	fd = mkstemp(out->temporary);
	if (fd < 0) {
		free(out->temporary);
		out->temporary = NULL;
		return fail(out, errno, err);
	}
	if (fchmod(fd, mode) == 0)
		out->file = fdopen(fd, "w");
	if (out->file)
		return true;
	fail(out, errno, err);
	close(fd);
	return false;
}

bool
cli_output_open(struct cli_output *out, const char *path, struct pj_error *err)
{
	struct stat st;
	bool ok, there;

	*out = (struct cli_output){ .path = path };
	if (!path) {
		out->file = stdout;
		return true;
	}
	/* A link keeps pointing where it does; a device is written to. */
	there = stat(path, &st) == 0;
	out->real = there ? realpath(path, NULL) : strdup(path);
	if (!out->real)
		return fail(out, errno, err);
	if (there && !S_ISREG(st.st_mode)) {
		out->file = fopen(path, "w");
		ok = out->file || fail(out, errno, err);
	} else {
		ok = open_temporary(
		    out, there ? st.st_mode & 0777 : plain_mode(), err);
	}
	if (!ok)
		cli_output_discard(out);
	return ok;
}

bool
cli_output_put(
    struct cli_output *out, const struct pj_buf *buf, struct pj_error *err)
{
	if (buf->failed)
		return pj_error_nomem(err);
	if (buf->len == 0 ||
	    fwrite(buf->ptr, 1, buf->len, out->file) == buf->len)
		return true;
	return fail(out, errno, err);
}

bool
cli_output_commit(struct cli_output *out, struct pj_error *err)
{
	FILE *file = out->file;
	bool ok;

	/* Standard output stays open; a full disk shows at the latest here. */
	if (!out->path)
		return fflush(file) == 0 || fail(out, errno, err);
	ok = fflush(file) == 0 && (!out->temporary || fsync(fileno(file)) == 0);
	if (!ok)
		fail(out, errno, err);
	out->file = NULL;
	if (fclose(file) != 0 && ok)
		ok = fail(out, errno, err);
	if (ok && out->temporary && rename(out->temporary, out->real) != 0)
		ok = fail(out, errno, err);
	if (ok) {
		free(out->temporary);
		out->temporary = NULL;
	}
	cli_output_discard(out);
	return ok;
}

void
cli_output_discard(struct cli_output *out)
{
	if (out->file && out->file != stdout)
		fclose(out->file);
	if (out->temporary)
		unlink(out->temporary);
	free(out->temporary);
	free(out->real);
	*out = (struct cli_output){ NULL, NULL, NULL, NULL };
}
