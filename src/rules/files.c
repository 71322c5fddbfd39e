#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "pingjian/text.h"

#include "rules.h"

/* Files of one folder; more is a wrong folder. */
#define FILES_MAX 1000

/* What errno says, about PATH. */
static bool
fail_io(struct pj_error *err, const char *path)
{
	pj_error_set(err, PJ_EIO, "%s", strerror(errno));
	pj_error_at(err, path, 0, 0);
	return false;
}

/* All of FILE, up to the limit of rule files. */
static bool
read_stream(
    FILE *file, const char *path, struct pj_buf *buf, struct pj_error *err)
{
	char piece[1 << 16];
	size_t got;

	do {
		got = fread(piece, 1, sizeof(piece), file);
		pj_buf_add(buf, piece, got);
		if (buf->len > PJ_RULE_FILE_MAX) {
			pj_error_set(err, PJ_ECONFIG,
			    _("the file is larger than a rule file may be "
			      "(%zu MiB)"),
			    PJ_RULE_FILE_MAX >> 20);
			pj_error_at(err, path, 0, 0);
			return false;
		}
	} while (got > 0);
	if (ferror(file))
		return fail_io(err, path);
	return !buf->failed || pj_error_nomem(err);
}

bool
pj_rule_file_read(const char *path, struct pj_buf *buf, struct pj_error *err)
{
	FILE *file = fopen(path, "rb");
	bool good;

	if (!file)
		return fail_io(err, path);
	good = read_stream(file, path, buf, err);
	fclose(file);
	return good;
}

/* Hidden files are editors' leftovers. */
static bool
is_rule_file(const char *name)
{
	size_t len = strlen(name);

	return name[0] != '.' && len > 4 && !strcmp(name + len - 4, ".yml");
}

/* Byte order, for qsort: the same on every machine. */
static int
compare_names(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

bool
pj_rule_files(struct pj_arena *arena, const char *dir, struct vec *paths,
    struct pj_error *err)
{
	DIR *folder = opendir(dir);
	struct dirent *entry;
	bool good = true;

	if (!folder)
		return fail_io(err, dir);
	while (good && (entry = readdir(folder))) {
		char **path;

		if (!is_rule_file(entry->d_name))
			continue;
		if (paths->count == FILES_MAX) {
			good = pj_error_set(err, PJ_ECONFIG,
			    _("more than %d rule files in one folder"),
			    FILES_MAX);
			pj_error_at(err, dir, 0, 0);
			break;
		}
		path = pj_vec_add(paths, sizeof(*path));
		if (path)
			*path =
			    pj_arena_printf(arena, "%s/%s", dir, entry->d_name);
		if (!path || !*path)
			good = pj_error_nomem(err);
	}
	closedir(folder);
	if (good && paths->count > 0)
		qsort(
		    paths->items, paths->count, sizeof(char *), compare_names);
	if (good && paths->count == 0) {
		good = pj_error_set(err, PJ_ECONFIG,
		    _("the folder holds no rule files (*.yml)"));
		pj_error_at(err, dir, 0, 0);
	}
	return good;
}
