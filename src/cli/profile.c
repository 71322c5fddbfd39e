#include <stdlib.h>

#include "pingjian/text.h"

#include "cli.h"

/*
 * Which configuration and which rules hold for an input.  Reading rules is
 * the dearest step of a short run, so that each set is loaded once however
 * many folders ask for it.
 */

/* A rule set, and the folders it was loaded from. */
struct engine {
	struct cli_list dirs;
	struct pj_engine *engine;
};

/* The configuration found for a folder; many folders share one profile. */
struct folder {
	const char *name;
	const struct cli_profile *profile;
};

/* A profile that was made; it lives in the run's arena. */
struct known {
	struct cli_profile *profile;
};

struct cli_profiles {
	struct cli *cli;
	bool examples;
	struct engine *engines;
	size_t engine_count, engine_cap;
	struct known *profiles;
	size_t profile_count, profile_cap;
	struct folder *folders;
	size_t folder_count, folder_cap;
};

struct cli_profiles *
cli_profiles_new(struct cli *cli)
{
	struct cli_profiles *p = calloc(1, sizeof(*p));

	if (p)
		p->cli = cli;
	return p;
}

void
cli_profiles_free(struct cli_profiles *p)
{
	size_t i;

	if (!p)
		return;
	for (i = 0; i < p->engine_count; i++) {
		pj_engine_free(p->engines[i].engine);
		cli_list_free(&p->engines[i].dirs);
	}
	free(p->engines);
	free(p->profiles);
	free(p->folders);
	free(p);
}

const struct pj_rules *
cli_profiles_rules(const struct cli_profiles *p)
{
	return p->profile_count
	           ? pj_engine_rules(p->profiles[0].profile->engine)
	           : NULL;
}

void
cli_profiles_want_examples(struct cli_profiles *p)
{
	p->examples = true;
}

/* Shipped rules, then the configuration's, then the command line's. */
static bool
collect_dirs(struct cli_profiles *p, const struct cli_settings *config,
    struct cli_list *dirs, struct pj_error *err)
{
	const struct cli_options *o = &p->cli->options;
	size_t i;

	if (!o->no_default_rules) {
		const char *shipped = cli_data_lexicons(p->cli->arena, err);

		if (!shipped)
			return false;
		if (!cli_list_add(dirs, shipped))
			return pj_error_nomem(err);
	}
	for (i = 0; i < config->rules.count; i++)
		if (!cli_list_add(dirs, config->rules.at[i]))
			return pj_error_nomem(err);
	for (i = 0; i < o->set.rules.count; i++)
		if (!cli_list_add(dirs, o->set.rules.at[i]))
			return pj_error_nomem(err);
	if (dirs->count == 0)
		return pj_error_set(err, PJ_EUSAGE,
		    _("--no-default-rules leaves no rules; name a folder with "
		      "--rules"));
	return true;
}

/* The same folders in the same order: the same rules. */
static bool
same(const struct cli_list *a, const struct cli_list *b)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (strcmp(a->at[i], b->at[i]) != 0)
			return false;
	return true;
}

/*
 * Rules for screening come compiled, if they are the shipped ones; to read
 * examples, or a user's own rules, their files are loaded.
 */
static struct pj_engine *
load(struct cli_profiles *p, const struct cli_list *dirs, struct pj_error *err)
{
	struct pj_rules_options options = { .examples = p->examples };
	const char *image = NULL;

	if (!p->examples && !p->cli->options.no_default_rules &&
	    dirs->count == 1)
		image = cli_data_image(p->cli->arena, dirs->at[0]);
	return image ? pj_engine_open(image, dirs->at, dirs->count, err)
	             : pj_engine_new(dirs->at, dirs->count, &options, err);
}

/* The engine for CONFIG's rules, loaded at first need.  Borrowed. */
static struct pj_engine *
engine_for(struct cli_profiles *p, const struct cli_settings *config,
    struct pj_error *err)
{
	struct cli_list dirs = { NULL, 0, 0 };
	struct engine *at;
	size_t i;

	if (!collect_dirs(p, config, &dirs, err))
		goto fail;
	for (i = 0; i < p->engine_count; i++)
		if (same(&p->engines[i].dirs, &dirs)) {
			cli_list_free(&dirs);
			return p->engines[i].engine;
		}
	at = pj_grow(
	    p->engines, &p->engine_cap, p->engine_count + 1, sizeof(*at));
	if (!at) {
		pj_error_nomem(err);
		goto fail;
	}
	p->engines = at;
	at += p->engine_count;
	at->engine = load(p, &dirs, err);
	if (!at->engine)
		goto fail;
	at->dirs = dirs;
	p->engine_count++;
	return at->engine;
fail:
	cli_list_free(&dirs);
	return NULL;
}

/* Command line before configuration before default. */
static void
merge(
    struct cli *cli, const struct cli_settings *config, struct cli_profile *out)
{
	const struct cli_settings *set = &cli->options.set;

	out->fail_level = set->fail_level;
	if (out->fail_level == CLI_LEVEL_UNSET)
		out->fail_level = config->fail_level;
	if (out->fail_level == CLI_LEVEL_UNSET)
		out->fail_level = PJ_WARNING;
	out->min_severity = set->min_severity;
	if (out->min_severity == CLI_LEVEL_UNSET)
		out->min_severity = config->min_severity;
	if (out->min_severity == CLI_LEVEL_UNSET)
		out->min_severity = PJ_ADVICE;
	out->encoding = set->encoding ? set->encoding : config->encoding;
}

/* Make the profile of configuration file PATH, or of none for NULL. */
static const struct cli_profile *
make_profile(struct cli_profiles *p, const char *path, struct pj_error *err)
{
	struct cli_settings config = { .fail_level = CLI_LEVEL_UNSET,
		.min_severity = CLI_LEVEL_UNSET };
	struct cli_profile *profile;
	struct known *at;

	if (path && !cli_config_read(p->cli->arena, path, &config, err))
		return NULL;
	profile = pj_arena_alloc(p->cli->arena, 1, sizeof(*profile));
	at = pj_grow(
	    p->profiles, &p->profile_cap, p->profile_count + 1, sizeof(*at));
	if (at)
		p->profiles = at;
	if (!profile || !at) {
		pj_error_nomem(err);
		goto out;
	}
	profile->config = path;
	merge(p->cli, &config, profile);
	profile->engine = engine_for(p, &config, err);
	if (!profile->engine)
		goto out;
	/* One report has one language: the first configuration decides. */
	if (p->cli->options.set.lang == CLI_LANG_UNSET &&
	    config.lang != CLI_LANG_UNSET && p->profile_count == 0)
		cli_locale_set(p->cli, config.lang);
	p->profiles[p->profile_count++].profile = profile;
	cli_list_free(&config.rules);
	return profile;
out:
	cli_list_free(&config.rules);
	return NULL;
}

/* Profiles are told apart by their file; PATH is NULL where there is none. */
static const struct cli_profile *
profile_of_config(
    struct cli_profiles *p, const char *path, struct pj_error *err)
{
	size_t i;

	for (i = 0; i < p->profile_count; i++) {
		const char *known = p->profiles[i].profile->config;

		if (path && known ? strcmp(path, known) == 0 : path == known)
			return p->profiles[i].profile;
	}
	return make_profile(p, path, err);
}

/* The folder that PATH lies in. */
static struct pj_str
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return pj_str(".");
	return (
	    struct pj_str){ path, slash == path ? 1 : (size_t)(slash - path) };
}

/* The last folders come first: inputs of one folder stand together. */
static const struct cli_profile *
known_folder(const struct cli_profiles *p, struct pj_str name)
{
	size_t i;

	for (i = p->folder_count; i-- > 0;)
		if (pj_str_equal(pj_str(p->folders[i].name), name))
			return p->folders[i].profile;
	return NULL;
}

const struct cli_profile *
cli_profile_for(struct cli_profiles *p, const char *path, struct pj_error *err)
{
	const char *folder, *config = p->cli->options.config;
	const struct cli_profile *profile;
	struct folder *at;

	if (config)
		return profile_of_config(p, config, err);
	profile = known_folder(p, folder_of(path));
	if (profile)
		return profile;
	folder = pj_arena_copy(p->cli->arena, folder_of(path));
	at = pj_grow(
	    p->folders, &p->folder_cap, p->folder_count + 1, sizeof(*at));
	if (at)
		p->folders = at;
	if (!folder || !at) {
		pj_error_nomem(err);
		return NULL;
	}
	profile =
	    profile_of_config(p, cli_config_find(p->cli->arena, folder), err);
	if (profile)
		p->folders[p->folder_count++] =
		    (struct folder){ folder, profile };
	return profile;
}
