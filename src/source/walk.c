#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include "pingjian/buf.h"
#include "pingjian/text.h"
#include "source.h"

struct walk {
	const struct pj_walker *to;
	struct pj_error *err;
};

/*
 * Names of drafts.  Not all of these are read; but what an office wrote
 * must not be passed over as if there were nothing in it: reading it tells
 * what to do.
 */
static const char *const drafts[] = { ".txt", ".text", ".md", ".markdown",
	".html", ".htm", ".xhtml", ".docx", ".docm", ".dotx", ".odt", ".ott",
	".srt", ".vtt", ".csv", ".tsv", ".doc", ".pdf", ".rtf", ".wps",
	".pages", ".ppt", ".pps", ".pptx", ".pptm", ".ppsx", ".potx", ".odp",
	".otp", ".xls", ".xlsx", ".xlsm", ".xltx", ".ods", ".ots", ".eml",
	".mbox", ".msg", ".mht", ".mhtml", NULL };

/* Names of what lies beside drafts and may hold words, too. */
static const char *const others[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp",
	".heic", ".tif", ".tiff", ".bmp", ".svg", ".zip", ".rar", ".7z", NULL };

/* Drafts where the user says what in them is, else data of some program. */
static const char *const data[] = { ".json", ".jsonl", ".ndjson", NULL };

/* Does NAME end like one of ENDS? */
static bool
ends_like(const char *name, const char *const *ends)
{
	const char *dot = strrchr(name, '.');

	for (; dot && *ends; ends++)
		if (!strcasecmp(dot, *ends))
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

/* PATH cannot be looked into; what is beside it can. */
static bool
fail(struct walk *w, enum pj_code code, const char *path, const char *message)
{
	struct pj_error why = { 0 };

	pj_error_set(&why, code, "%s", message);
	pj_error_at(&why, path, 0, 0);
	return w->to->failed(w->to->arg, &why);
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
	/* A link that leads nowhere is for the reader to complain of. */
	if (S_ISLNK(st.st_mode) && !stat(path->ptr, &st) && S_ISDIR(st.st_mode))
		return true;
	if (!S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode))
		return true;
	if (ends_like(name, drafts))
		return w->to->file(w->to->arg, path->ptr);
	if (ends_like(name, data) && w->to->json)
		return w->to->file(w->to->arg, path->ptr);
	if (ends_like(name, others) || ends_like(name, data))
		return w->to->left(w->to->arg, path->ptr);
	return true;
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
pj_source_walk(
    const char *path, const struct pj_walker *walker, struct pj_error *err)
{
	struct walk w = { walker, err };
	struct pj_buf buf = PJ_BUF_INIT;
	struct stat st;
	bool ok;

	if (stat(path, &st)) {
		pj_error_set(err, PJ_EIO, "%s", strerror(errno));
		pj_error_at(err, path, 0, 0);
		return false;
	}
	if (!S_ISDIR(st.st_mode))
		return walker->file(walker->arg, path);
	pj_buf_add(&buf, path, strlen(path) + 1);
	if (buf.failed)
		return pj_error_nomem(err);
	buf.len--;
	ok = walk_folder(&w, &buf, 0);
	pj_buf_free(&buf);
	return ok;
}
