#include <errno.h>
#include <sys/stat.h>
#include <yaml.h>

#include "pingjian/text.h"

#include "cli.h"

/*
 * .pingjian.yml: one mapping, keys like the options.  It is strict, so that
 * a slip does not silently change what is screened.
 */

#define CONFIG_MAX ((off_t)1 << 20) /* far above any real configuration */
#define PATH_SIZE 4096

enum key {
	KEY_FAIL_LEVEL,
	KEY_MIN_SEVERITY,
	KEY_RULES,
	KEY_ENCODING,
	KEY_LANG,
};

static const char *const keys[] = { "fail_level", "min_severity", "rules",
	"encoding", "lang" };

#define KEYS (sizeof(keys) / sizeof(keys[0]))

/* What reading one file needs at every step. */
struct reading {
	struct pj_arena *arena;
	const char *path;
	yaml_document_t *document;
	struct cli_settings *out;
	struct pj_error *err;
};

/* Name the place of the error that was just set.  Returns false. */
static bool
at_mark(struct reading *r, const yaml_mark_t *mark)
{
	pj_error_at(r->err, r->path, (uint32_t)mark->line + 1,
	    (uint32_t)mark->column + 1);
	return false;
}

/* NODE's text, or NULL with an error that names WHAT. */
static const char *
scalar(struct reading *r, const yaml_node_t *node, const char *what)
{
	const char *text;

	if (node->type == YAML_SCALAR_NODE) {
		text = (const char *)node->data.scalar.value;
		if (strlen(text) == node->data.scalar.length && text[0])
			return text;
	}
	pj_error_set(r->err, PJ_ECONFIG, _("%s needs one value"), what);
	at_mark(r, &node->start_mark);
	return NULL;
}

/* Folder NAME as seen from the configuration's own folder. */
static bool
add_folder(struct reading *r, const char *name)
{
	const char *slash = strrchr(r->path, '/');
	char *path;

	if (name[0] == '/' || !slash)
		path = pj_arena_copy(r->arena, pj_str(name));
	else
		path = pj_arena_printf(
		    r->arena, "%.*s/%s", (int)(slash - r->path), r->path, name);
	return (path && cli_list_add(&r->out->rules, path)) ||
	       pj_error_nomem(r->err);
}

/* One folder, or a list of them. */
static bool
take_rules(struct reading *r, const yaml_node_t *node)
{
	const yaml_node_item_t *item;
	const char *name;

	if (node->type != YAML_SEQUENCE_NODE) {
		name = scalar(r, node, keys[KEY_RULES]);
		return name && add_folder(r, name);
	}
	for (item = node->data.sequence.items.start;
	     item < node->data.sequence.items.top; item++) {
		name = scalar(r, yaml_document_get_node(r->document, *item),
		    keys[KEY_RULES]);
		if (!name || !add_folder(r, name))
			return false;
	}
	return true;
}

/* The value NODE of KEY; an error stands at the value. */
static bool
take_value(struct reading *r, enum key key, const yaml_node_t *node)
{
	struct cli_settings *out = r->out;
	const char *text;
	bool ok = true;

	if (key == KEY_RULES)
		return take_rules(r, node);
	text = scalar(r, node, keys[key]);
	if (!text)
		return false;
	switch (key) {
	case KEY_FAIL_LEVEL:
		ok = cli_parse_level(text, true, &out->fail_level);
		break;
	case KEY_MIN_SEVERITY:
		ok = cli_parse_level(text, false, &out->min_severity);
		break;
	case KEY_ENCODING:
		out->encoding = pj_arena_copy(r->arena, pj_str(text));
		return out->encoding || pj_error_nomem(r->err);
	case KEY_LANG:
		ok = cli_parse_lang(text, &out->lang);
		break;
	case KEY_RULES:
		break;
	}
	if (ok)
		return true;
	pj_error_set(
	    r->err, PJ_ECONFIG, _("%s cannot be \"%s\""), keys[key], text);
	return at_mark(r, &node->start_mark);
}

/*
 * One line of the file.  SEEN has a bit for each key: YAML would let the
 * last of two win in silence.
 */
static bool
take_pair(struct reading *r, const yaml_node_pair_t *pair, unsigned *seen)
{
	const yaml_node_t *name =
	    yaml_document_get_node(r->document, pair->key);
	const char *text = scalar(r, name, _("a key")), *near;
	size_t i;

	if (!text)
		return false;
	for (i = 0; i < KEYS && strcmp(keys[i], text) != 0; i++)
		;
	if (i == KEYS) {
		near = cli_nearest(text, keys, KEYS);
		if (near)
			pj_error_set(r->err, PJ_ECONFIG,
			    _("unknown key \"%s\"; did you mean \"%s\"?"), text,
			    near);
		else
			pj_error_set(
			    r->err, PJ_ECONFIG, _("unknown key \"%s\""), text);
		return at_mark(r, &name->start_mark);
	}
	if (*seen & 1U << i) {
		pj_error_set(r->err, PJ_ECONFIG,
		    _("key \"%s\" stands here twice"), text);
		return at_mark(r, &name->start_mark);
	}
	*seen |= 1U << i;
	return take_value(
	    r, (enum key)i, yaml_document_get_node(r->document, pair->value));
}

/* The whole file: a mapping, or nothing at all. */
static bool
take_document(struct reading *r)
{
	const yaml_node_t *root = yaml_document_get_root_node(r->document);
	const yaml_node_pair_t *pair;
	unsigned seen = 0;

	if (!root) /* an empty file says nothing */
		return true;
	if (root->type != YAML_MAPPING_NODE) {
		pj_error_set(r->err, PJ_ECONFIG,
		    _("expected lines of the form \"key: value\""));
		return at_mark(r, &root->start_mark);
	}
	for (pair = root->data.mapping.pairs.start;
	     pair < root->data.mapping.pairs.top; pair++)
		if (!take_pair(r, pair, &seen))
			return false;
	return true;
}

/* An open file of bounded size, or NULL with an error. */
static FILE *
open_config(struct reading *r)
{
	struct stat st;
	FILE *file = fopen(r->path, "r");

	if (!file || fstat(fileno(file), &st) != 0) {
		pj_error_set(
		    r->err, PJ_EIO, _("cannot read: %s"), strerror(errno));
	} else if (!S_ISREG(st.st_mode) || st.st_size > CONFIG_MAX) {
		pj_error_set(
		    r->err, PJ_ECONFIG, _("this is not a configuration file"));
	} else {
		return file;
	}
	pj_error_at(r->err, r->path, 0, 0);
	if (file)
		fclose(file);
	return NULL;
}

bool
cli_config_read(struct pj_arena *arena, const char *path,
    struct cli_settings *out, struct pj_error *err)
{
	struct pj_error own = { 0 };
	yaml_document_t document;
	struct reading r = { arena, path, &document, out, err ? err : &own };
	yaml_parser_t parser;
	FILE *file = open_config(&r);
	bool ok = false;

	*out = (struct cli_settings){ .fail_level = CLI_LEVEL_UNSET,
		.min_severity = CLI_LEVEL_UNSET };
	if (!file)
		return false;
	if (!yaml_parser_initialize(&parser)) {
		fclose(file);
		return pj_error_nomem(r.err);
	}
	yaml_parser_set_input_file(&parser, file);
	if (yaml_parser_load(&parser, &document)) {
		ok = take_document(&r);
		yaml_document_delete(&document);
	} else {
		pj_error_set(r.err, PJ_ECONFIG, _("not valid YAML: %s"),
		    parser.problem ? parser.problem : "");
		at_mark(&r, &parser.problem_mark);
	}
	yaml_parser_delete(&parser);
	fclose(file);
	if (!ok)
		cli_list_free(&out->rules);
	return ok;
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
