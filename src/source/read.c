#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pingjian/arena.h"
#include "pingjian/buf.h"
#include "pingjian/text.h"
#include "source.h"

#define PIECE ((size_t)64 << 10)

static bool
too_large(const struct pj_limits *limits, struct pj_error *err)
{
	return pj_error_set(err, PJ_ELIMIT,
	    _("the file is larger than the limit of %zu bytes"),
	    limits->file_bytes);
}

/* read(2) until LEN bytes are there or the file ends; -1 on failure. */
static ssize_t
read_full(int fd, char *to, size_t len)
{
	size_t done = 0;

	while (done < len) {
		ssize_t n = read(fd, to + done, len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

/* All of FD, of unknown length. */
static bool
read_stream(struct pj_arena *arena, int fd, const struct pj_limits *limits,
    struct pj_str *bytes, struct pj_error *err)
{
	struct pj_buf buf = PJ_BUF_INIT;
	char piece[PIECE];
	ssize_t n;

	while ((n = read_full(fd, piece, sizeof(piece))) > 0) {
		pj_buf_add(&buf, piece, (size_t)n);
		if (buf.failed || buf.len > limits->file_bytes)
			break;
	}
	if (n < 0) {
		pj_error_set(
		    err, PJ_EIO, _("cannot read: %s"), strerror(errno));
	} else if (buf.len > limits->file_bytes) {
		too_large(limits, err);
	} else {
		bytes->len = buf.len;
		bytes->ptr =
		    buf.failed ? NULL : pj_arena_copy(arena, pj_buf_str(&buf));
		if (bytes->ptr)
			n = 0;
		else
			pj_error_nomem(err);
	}
	pj_buf_free(&buf);
	return n == 0 && bytes->ptr;
}

/* All of a regular file, SIZE bytes when it was looked at. */
static bool
read_regular(struct pj_arena *arena, int fd, size_t size, struct pj_str *bytes,
    struct pj_error *err)
{
	char *ptr = pj_arena_alloc(arena, size + 1, 1);
	ssize_t n;

	if (!ptr)
		return pj_error_nomem(err);
	n = read_full(fd, ptr, size + 1);
	if (n < 0)
		return pj_error_set(
		    err, PJ_EIO, _("cannot read: %s"), strerror(errno));
	if ((size_t)n > size)
		return pj_error_set(
		    err, PJ_EIO, _("the file grew while it was read"));
	bytes->ptr = ptr;
	bytes->len = (size_t)n;
	return true;
}

/* Regular files are read at their size, all else until it ends. */
static bool
read_fd(struct pj_arena *arena, int fd, const struct pj_limits *limits,
    struct pj_str *bytes, struct pj_error *err)
{
	struct stat st;

	if (fstat(fd, &st))
		return pj_error_set(
		    err, PJ_EIO, _("cannot read: %s"), strerror(errno));
	if (S_ISDIR(st.st_mode))
		return pj_error_set(
		    err, PJ_EIO, _("this is a folder; name the files in it"));
	/* Files of /proc have bytes and no size. */
	if (!S_ISREG(st.st_mode) || st.st_size <= 0)
		return read_stream(arena, fd, limits, bytes, err);
	if ((uintmax_t)st.st_size > limits->file_bytes)
		return too_large(limits, err);
	return read_regular(arena, fd, (size_t)st.st_size, bytes, err);
}

/* A file of that name is "./-". */
static bool
is_stdin(const char *path)
{
	return !strcmp(path, "-");
}

bool
pj_source_read(struct pj_arena *arena, const char *path,
    const struct pj_source_options *options, struct pj_source *out,
    struct pj_error *err)
{
	struct pj_str bytes = { NULL, 0 };
	int fd = STDIN_FILENO;
	bool ok;

	if (!is_stdin(path)) {
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0) {
			pj_error_set(
			    err, PJ_EIO, _("cannot open: %s"), strerror(errno));
			pj_error_at(err, path, 0, 0);
			return false;
		}
	}
	ok = read_fd(arena, fd, &options->limits, &bytes, err);
	if (!is_stdin(path))
		close(fd);
	if (!ok) {
		pj_error_at(err, path, 0, 0);
		return false;
	}
	return pj_source_from_bytes(path, bytes, options, out, err);
}

/* Name the charset of a text; containers say theirs inside. */
static bool
name_charset(struct pj_source *s, const char *encoding, struct pj_error *err)
{
	const char *forced = NULL;

	if (encoding) {
		forced = pj_charset_find(encoding);
		if (!forced)
			return pj_error_set(err, PJ_EUSAGE,
			    _("unknown encoding '%s'"), encoding);
	}
	/* What is in a mail names charsets of its own. */
	if (pj_format_is_container(s->format) || s->format == PJ_FORMAT_EML) {
		s->charset = "utf-8";
		return true;
	}
	s->charset = pj_charset_detect(
	    s->bytes, forced, &s->bom, &s->valid, &s->doubtful);
	if (!s->charset || (strncmp(s->charset, "utf-16", 6) &&
			       strncmp(s->charset, "utf-32", 6) &&
			       pj_format_is_junk(s->bytes)))
		return pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this is not a text in any known encoding; save the "
		      "draft as .docx, .odt, .html or .txt"));
	return true;
}

bool
pj_source_from_bytes(const char *path, struct pj_str bytes,
    const struct pj_source_options *options, struct pj_source *out,
    struct pj_error *err)
{
	struct pj_source s = { .path = path,
		.bytes = bytes,
		.pointers = options->pointers,
		.pointer_count = options->pointer_count };
	const char *name = path;

	if (is_stdin(path))
		name = options->filename ? options->filename : "";
	if (bytes.len > options->limits.file_bytes) {
		too_large(&options->limits, err);
		goto fail;
	}
	s.format = pj_format_detect(bytes, name, err);
	if (s.format == PJ_FORMAT_UNKNOWN ||
	    !name_charset(&s, options->encoding, err))
		goto fail;
	*out = s;
	return true;
fail:
	pj_error_at(err, path, 0, 0);
	return false;
}
