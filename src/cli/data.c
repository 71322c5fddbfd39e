#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pingjian/text.h"

#include "cli.h"

/*
 * The program's own files: where PINGJIAN_DATADIR says, else beside the
 * program (installed, or in a source tree's build folder), else where it
 * was built to be installed.
 */

/* The folder of the running program into PATH; false if unknown. */
static bool
program_folder(char path[PATH_MAX])
{
	ssize_t len = readlink("/proc/self/exe", path, PATH_MAX - 1);
	char *slash;

	if (len <= 0)
		return false;
	path[len] = '\0';
	slash = strrchr(path, '/');
	if (!slash)
		return false;
	*slash = '\0';
	return true;
}

/* How many folders the program lies below the top of a source tree: 1 for
 * build/, 2 for build/CONFIG/, 0 when it lies in neither. */
static int
build_depth(const char *folder)
{
	const char *last = strrchr(folder, '/'), *p;

	if (!last)
		return 0;
	if (strcmp(last, "/build") == 0)
		return 1;
	for (p = last; p > folder && p[-1] != '/'; p--)
		;
	return strncmp(p, "build/", 6) == 0 ? 2 : 0;
}

/* The folder BELOW in FOLDER, in ARENA, if it is there; else NULL. */
static const char *
existing(struct pj_arena *arena, const char *folder, const char *below)
{
	struct stat st;
	const char *path = pj_arena_printf(arena, "%s/%s", folder, below);
	char real[PATH_MAX];

	/* Errors in rule files show this path: without ".." in it. */
	if (path && realpath(path, real))
		path = pj_arena_copy(arena, pj_str(real));
	if (!path || stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return NULL;
	return path;
}

const char *
cli_data_lexicons(struct pj_arena *arena, struct pj_error *err)
{
	const char *named = getenv("PINGJIAN_DATADIR"), *found = NULL;
	char program[PATH_MAX];

	if (named && named[0]) {
		found = existing(arena, named, "lexicons");
		if (!found)
			pj_error_set(err, PJ_EIO,
			    _("PINGJIAN_DATADIR holds no folder lexicons: %s"),
			    named);
		return found;
	}
	if (program_folder(program)) {
		int depth = build_depth(program);

		found = existing(arena, program, "../share/pingjian/lexicons");
		if (!found && depth > 0)
			found = existing(arena, program,
			    depth == 1 ? "../lexicons" : "../../lexicons");
	}
	if (!found)
		found = existing(arena, PJ_DATADIR, "lexicons");
	if (!found)
		pj_error_set(err, PJ_EIO,
		    _("the rules that come with the program are not found; "
		      "install it again, or set PINGJIAN_DATADIR"));
	return found;
}

const char *
cli_data_image(struct pj_arena *arena, const char *lexicons)
{
	static const char *const places[] = { "../rules.pjr",
		"../build/rules.pjr" };
	struct stat st;
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		const char *path =
		    pj_arena_printf(arena, "%s/%s", lexicons, places[i]);
		char real[PATH_MAX];

		if (path && realpath(path, real) && stat(real, &st) == 0 &&
		    S_ISREG(st.st_mode))
			return pj_arena_copy(arena, pj_str(real));
	}
	return NULL;
}

const char *
cli_data_locale(struct pj_arena *arena)
{
	const char *named = getenv("PINGJIAN_DATADIR"), *found = NULL;
	char program[PATH_MAX];

	if (named && named[0])
		found = existing(arena, named, "locale");
	if (!found && program_folder(program)) {
		int depth = build_depth(program);

		found = depth == 0 ? existing(arena, program, "../share/locale")
		                   : existing(arena, program,
					 depth == 1 ? "locale" : "../locale");
	}
	return found ? found : existing(arena, PJ_DATADIR, "../locale");
}
