#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include "pingjian/buf.h"
#include "pingjian/text.h"
#include "source.h"

struct walk {
	bool (*each)(void *arg, const char *path);
	void *arg;
	struct pj_error *err;
};

/* Does the name end like a format that is read? */
static bool
is_wanted(const char *name)
{
	static const char *const ends[] = { ".txt", ".text", ".md", ".html",
		".htm", ".xhtml", ".docx", ".odt" };
	const char *dot = strrchr(name, '.');
	size_t i;

	for (i = 0; dot && i < sizeof(ends) / sizeof(ends[0]); i++)
		if (!strcasecmp(dot, ends[i]))
			return true;
	return false;
}

/*
 * Hidden files are not for screening, and neither are what Word and
 * LibreOffice leave beside an open document (~$draft.docx).
 */
static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && strncmp(entry->d_name, "~$", 2) != 0;
}

/* The same order everywhere: no locale decides. */
static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool
fail(struct walk *w, enum pj_code code, const char *path, const char *message)
{
	pj_error_set(w->err, code, "%s", message);
	pj_error_at(w->err, path, 0, 0);
	return false;
}

static bool walk_folder(struct walk *w, struct pj_buf *path, int depth);

/* One entry of a folder; PATH is that of the entry. */
static bool
walk_entry(struct walk *w, struct pj_buf *path, const char *name, int depth)
{
	struct stat st;

	if (path->failed)
		return pj_error_nomem(w->err);
	if (lstat(path->ptr, &st))
		return fail(w, PJ_EIO, path->ptr, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return walk_folder(w, path, depth + 1);
	if (!is_wanted(name))
		return true;
	/* A link that leads nowhere is for the reader to complain of. */
	if (S_ISLNK(st.st_mode) && !stat(path->ptr, &st) && S_ISDIR(st.st_mode))
		return true;
	if (!S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode))
		return true;
	return w->each(w->arg, path->ptr);
}

/* Depth first, in byte order of names. */
static bool
walk_folder(struct walk *w, struct pj_buf *path, int depth)
{
	struct dirent **entries;
	size_t len = path->len;
	bool ok = true;
	int count, i;

	if (depth > PJ_FOLDER_DEPTH)
		return fail(
		    w, PJ_ELIMIT, path->ptr, _("folders are nested too deep"));
	count = scandir(path->ptr, &entries, is_visible, by_bytes);
	if (count < 0)
		return fail(w, PJ_EIO, path->ptr, strerror(errno));
	for (i = 0; i < count; i++) {
		if (ok) {
			if (len > 0 && path->ptr[len - 1] != '/')
				pj_buf_putc(path, '/');
			pj_buf_puts(path, entries[i]->d_name);
			pj_buf_add(path, "", 1); /* one NUL, not counted */
			path->len -= path->failed ? 0 : 1;
			ok = walk_entry(w, path, entries[i]->d_name, depth);
			path->len = len;
			path->ptr[len] = '\0';
		}
		free(entries[i]);
	}
	free(entries);
	return ok;
}

bool
pj_source_walk(const char *path, bool (*each)(void *arg, const char *path),
    void *arg, struct pj_error *err)
{
	struct walk w = { each, arg, err };
	struct pj_buf buf = PJ_BUF_INIT;
	struct stat st;
	bool ok;

	if (stat(path, &st))
		return fail(&w, PJ_EIO, path, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return each(arg, path);
	pj_buf_add(&buf, path, strlen(path) + 1);
	if (buf.failed)
		return pj_error_nomem(err);
	buf.len--;
	ok = walk_folder(&w, &buf, 0);
	pj_buf_free(&buf);
	return ok;
}
