#include "rules_files.h"

/* Files of settings: what they may say, and what is refused where. */

struct settings_case {
	const char *why;
	const char *text;
	const char *want; /* "level=… rules=…,…", or part of the message */
	uint32_t line, column; /* of the mistake; 0: there is none */
};

static const struct settings_case settings_cases[] = {
	{ "nothing", "", "level= rules=", 0, 0 },
	{ "a comment", "# nothing\n", "level= rules=", 0, 0 },
	{ "one text", "level: a\n", "level=a rules=", 0, 0 },
	{ "a text for a list", "rules: r\n", "level= rules=r,", 0, 0 },
	{ "a list", "rules: [r, \"s t\"]\nlevel: a\n",
	    "level=a rules=r,s t,", 0, 0 },
	{ "an empty list", "rules: []\n", "level= rules=", 0, 0 },
	{ "a list for a text", "level: [a]\n", "single text", 1, 8 },
	{ "no value", "level:\n", "no text", 1, 7 },
	{ "an unknown key", "level: a\nlevle: b\n",
	    "did you mean \"level\"?", 2, 1 },
	{ "a key twice", "level: a\nrules: r\nlevel: a\n",
	    "twice; the first is in line 1", 3, 1 },
	{ "not a mapping", "- level\n", "mapping", 1, 1 },
	{ "an anchor", "level: &x a\n", "anchor", 1, 8 },
	{ "an alias", "level: *x\n", "alias", 1, 8 },
	{ "a tag", "level: !!str a\n", "tag", 1, 8 },
	{ "a second document", "level: a\n---\nlevel: b\n",
	    "second document", 2, 1 },
	{ "a full-width colon", "rules：r\n", "full-width colon", 1, 6 },
	{ "a tab", "rules:\n\t- r\n", "tab", 2, 1 },
	{ "not UTF-8", "level: \xFF\n", "not UTF-8", 1, 8 },
};

#define CASES (sizeof(settings_cases) / sizeof(settings_cases[0]))

/* SETTINGS on one line, in ARENA. */
static const char *
one_line(struct pj_arena *arena, const struct pj_setting settings[2])
{
	char *line = pj_arena_printf(arena, "level=%s rules=",
	    settings[0].values.count ? settings[0].values.at[0] : "");
	size_t i;

	for (i = 0; i < settings[1].values.count; i++)
		line = pj_arena_printf(
		    arena, "%s%s,", line, settings[1].values.at[i]);
	return line;
}

static void
check(const struct settings_case *c, const char *path)
{
	struct pj_setting settings[2] = { { .key = "level" },
		{ .key = "rules", .list = true } };
	struct pj_arena *arena = pj_arena_new(1 << 16);
	struct pj_error err = { 0 };
	const char *got;

	cr_expect_eq(pj_settings_read(arena, path, settings, 2, &err),
	    c->line == 0, "%s: %s", c->why, err.message);
	if (c->line == 0) {
		got = one_line(arena, settings);
		cr_expect_str_eq(got, c->want, "%s: %s", c->why, got);
	} else {
		cr_expect(strstr(err.message, c->want), "%s: %s", c->why,
		    err.message);
		cr_expect_str_eq(err.where, path, "%s", c->why);
		cr_expect_eq(err.line, c->line, "%s: %u", c->why, err.line);
		cr_expect_eq(
		    err.column, c->column, "%s: %u", c->why, err.column);
	}
	pj_arena_free(arena);
}

Test(rules_settings, files)
{
	size_t i;

	for (i = 0; i < CASES; i++) {
		char dir[] = "/tmp/pj-settings-XXXXXX", path[128];
		struct rule_file file = { "s.yml", settings_cases[i].text };

		write_folder(dir, &file, 1);
		snprintf(path, sizeof(path), "%s/s.yml", dir);
		check(&settings_cases[i], path);
		remove_folder(dir, &file, 1);
	}
}

Test(rules_settings, a_missing_file)
{
	struct pj_setting setting = { .key = "level" };
	struct pj_error err = { 0 };

	cr_expect_not(pj_settings_read(
	    NULL, "/nonexistent/s.yml", &setting, 1, &err));
	cr_expect_eq(err.code, PJ_EIO);
}
