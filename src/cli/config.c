#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "pingjian/text.h"

#include "cli.h"

/*
 * .pingjian.yml: one mapping, keys like the options.  It is read as rule
 * files are, so that a slip does not silently change what is screened.
 */

#define CONFIG_MAX ((off_t)1 << 20) /* far above any real configuration */
#define PATH_SIZE 4096

enum key {
	KEY_FAIL_LEVEL,
	KEY_MIN_SEVERITY,
	KEY_RULES,
	KEY_ENCODING,
	KEY_LANG,
	KEYS,
};

/* Folder NAME as seen from the folder of configuration PATH. */
static bool
add_folder(struct pj_arena *arena, const char *path, const char *name,
    struct cli_settings *out, struct pj_error *err)
{
	const char *slash = strrchr(path, '/');
	const char *folder = name;

	if (name[0] != '/' && slash)
		folder = pj_arena_printf(
		    arena, "%.*s/%s", (int)(slash - path), path, name);
	return (folder && cli_list_add(&out->rules, folder)) ||
	       pj_error_nomem(err);
}

/* The value TEXT of KEY into OUT; false if it cannot be that. */
static bool
take_value(enum key key, const char *text, struct cli_settings *out)
{
	switch (key) {
	case KEY_FAIL_LEVEL:
		return cli_parse_level(text, true, &out->fail_level);
	case KEY_MIN_SEVERITY:
		return cli_parse_level(text, false, &out->min_severity);
	case KEY_ENCODING:
		out->encoding = text;
		return pj_charset_known(text);
	case KEY_LANG:
		return cli_parse_lang(text, &out->lang);
	case KEY_RULES:
	case KEYS:
		break;
	}
	return true;
}

/* All that KEY takes, where that is so few that it can be wrong. */
static const char *
choices_of(enum key key)
{
	switch (key) {
	case KEY_FAIL_LEVEL:
		return CLI_LEVELS_NONE;
	case KEY_MIN_SEVERITY:
		return CLI_LEVELS;
	case KEY_LANG:
		return CLI_LANGS;
	case KEY_ENCODING:
		return "utf-8, big5, gb18030, utf-16le, …";
	case KEY_RULES:
	case KEYS:
		break;
	}
	return "";
}

/* What the file says, in the types of OUT; an error stands at the value. */
static bool
take_settings(struct pj_arena *arena, const char *path,
    const struct pj_setting *settings, struct cli_settings *out,
    struct pj_error *err)
{
	size_t k, i;

	for (k = 0; k < KEYS; k++) {
		const struct pj_setting *s = &settings[k];

		if (s->values.count == 0 || k == KEY_RULES ||
		    take_value((enum key)k, s->values.at[0], out))
			continue;
		pj_error_set(err, PJ_ECONFIG,
		    _("%s cannot be \"%s\"; write one of: %s"), s->key,
		    s->values.at[0], choices_of((enum key)k));
		pj_error_at(err, path, s->line, s->column);
		return false;
	}
	for (i = 0; i < settings[KEY_RULES].values.count; i++)
		if (!add_folder(arena, path, settings[KEY_RULES].values.at[i],
			out, err))
			return false;
	return true;
}

/* A file of bounded size is there: nothing that is read without end. */
static bool
is_config(const char *path, struct pj_error *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		pj_error_set(
		    err, PJ_EIO, _("cannot read: %s"), strerror(errno));
	else if (!S_ISREG(st.st_mode) || st.st_size > CONFIG_MAX)
		pj_error_set(
		    err, PJ_ECONFIG, _("this is not a configuration file"));
	else
		return true;
	pj_error_at(err, path, 0, 0);
	return false;
}

bool
cli_config_read(struct pj_arena *arena, const char *path,
    struct cli_settings *out, struct pj_error *err)
{
	struct pj_setting settings[KEYS] = {
		[KEY_FAIL_LEVEL] = { .key = "fail_level" },
		[KEY_MIN_SEVERITY] = { .key = "min_severity" },
		[KEY_RULES] = { .key = "rules", .list = true },
		[KEY_ENCODING] = { .key = "encoding" },
		[KEY_LANG] = { .key = "lang" },
	};

	*out = (struct cli_settings){ .fail_level = CLI_LEVEL_UNSET,
		.min_severity = CLI_LEVEL_UNSET };
	if (is_config(path, err) &&
	    pj_settings_read(arena, path, settings, KEYS, err) &&
	    take_settings(arena, path, settings, out, err))
		return true;
	cli_list_free(&out->rules);
	return false;
}

/*
 * Looks upward by names, not by "..", so that it ends at the root however
 * the folder was reached.
 */
const char *
cli_config_find(struct pj_arena *arena, const char *folder)
{
	char here[PATH_SIZE], path[PATH_SIZE + sizeof(CLI_CONFIG_NAME) + 1];
	struct stat st;

	if (!realpath(folder, here))
		return NULL;
	for (;;) {
		char *slash = strrchr(here, '/');

		snprintf(path, sizeof(path), "%s/%s",
		    strcmp(here, "/") == 0 ? "" : here, CLI_CONFIG_NAME);
		if (stat(path, &st) == 0)
			return pj_arena_copy(arena, pj_str(path));
		if (!slash || strcmp(here, "/") == 0)
			return NULL;
		slash[slash == here] = '\0';
	}
}
