#include "pingjian/text.h"

#include "cli.h"

/*
 * The command line.  The table below drives parsing, help and errors: an
 * option that is not in it does not exist, and one that is has its help.
 * Options may stand anywhere; the first word that is none is the command.
 */

enum option_id {
	OPT_FAIL_LEVEL,
	OPT_MIN_SEVERITY,
	OPT_FORMAT,
	OPT_OUTPUT,
	OPT_REPORT,
	OPT_ANNOTATE,
	OPT_STDIN_FILENAME,
	OPT_ENCODING,
	OPT_JSON_POINTER,
	OPT_LANG,
	OPT_RULES,
	OPT_NO_DEFAULT_RULES,
	OPT_CONFIG,
	OPT_COLOR,
	OPT_JOBS,
	OPT_EXPLAIN,
	OPT_ONLY,
	OPT_MAX_FILE_BYTES,
	OPT_MAX_UNPACKED_BYTES,
	OPT_MAX_DEPTH,
	OPT_TIMEOUT,
	OPT_HELP,
	OPT_VERSION,
};

static const struct cli_option table[] = {
	{ OPT_FAIL_LEVEL, 0, CLI_CHECK, "fail-level", "LEVEL",
	    N_("exit 1 from this level on: none, advice, warning (default), "
	       "error") },
	{ OPT_MIN_SEVERITY, 0, CLI_CHECK, "min-severity", "LEVEL",
	    N_("leave out findings below: advice (default), warning, error") },
	{ OPT_FORMAT, 0, CLI_CHECK | CLI_RULES, "format", "NAME",
	    N_("text (default), json, jsonl, sarif, rdjson, rdjsonl, github, "
	       "checkstyle, junit, csv, markdown or html; docx or odt: a "
	       "copy with comments; for rules list: text, terms or json") },
	{ OPT_OUTPUT, 'o', CLI_CHECK | CLI_RULES, "output", "FILE",
	    N_("write to FILE, whole or not at all") },
	{ OPT_REPORT, 0, CLI_CHECK, "report", "FORMAT=FILE",
	    N_("write this report, too; may be given again") },
	{ OPT_ANNOTATE, 0, CLI_CHECK, "annotate", "DIR",
	    N_("put a copy of each draft with comments into this folder "
	       "(.docx, .odt)") },
	{ OPT_STDIN_FILENAME, 0, CLI_CHECK, "stdin-filename", "NAME",
	    N_("the name that standard input goes by") },
	{ OPT_ENCODING, 0, CLI_CHECK, "encoding", "NAME",
	    N_("the encoding of files of text, such as utf-8 or big5; "
	       "otherwise it is detected") },
	{ OPT_JSON_POINTER, 0, CLI_CHECK, "json-pointer", "POINTER",
	    N_("screen of JSON only what is there, such as /posts/*/text; "
	       "may be given again; folders: read JSON files, too") },
	{ OPT_LANG, 0, CLI_ANY, "lang", "LANG",
	    N_("zh-TW or en; otherwise by the locale") },
	{ OPT_RULES, 0, CLI_ANY, "rules", "DIR",
	    N_("add the rules in this folder; may be given again") },
	{ OPT_NO_DEFAULT_RULES, 0, CLI_ANY, "no-default-rules", NULL,
	    N_("leave out the rules that come with the program") },
	{ OPT_CONFIG, 0, CLI_ANY, "config", "FILE",
	    N_("the configuration; otherwise .pingjian.yml in the folder of "
	       "each file or above") },
	{ OPT_COLOR, 0, CLI_CHECK, "color", "WHEN",
	    N_("auto (default), always or never") },
	{ OPT_JOBS, 0, CLI_CHECK, "jobs", "N",
	    N_("screen N documents at a time; otherwise one for each "
	       "processor") },
	{ OPT_EXPLAIN, 0, CLI_CHECK | CLI_RULES, "explain", NULL,
	    N_("show also what was passed over, and why; rules lint: hints") },
	{ OPT_ONLY, 0, CLI_RULES, "only", "NAME",
	    N_("rules test: only this rule or category") },
	{ OPT_MAX_FILE_BYTES, 0, CLI_CHECK, "max-file-bytes", "N",
	    N_("largest file that is read (default 64M)") },
	{ OPT_MAX_UNPACKED_BYTES, 0, CLI_CHECK, "max-unpacked-bytes", "N",
	    N_("largest document after unpacking (default 256M)") },
	{ OPT_MAX_DEPTH, 0, CLI_CHECK, "max-depth", "N",
	    N_("most elements within each other (default 10000)") },
	{ OPT_TIMEOUT, 0, CLI_CHECK, "timeout", "SECONDS",
	    N_("longest time for one document (default 20)") },
	{ OPT_HELP, 'h', CLI_ANY, "help", NULL, N_("show this help") },
	{ OPT_VERSION, 0, CLI_ANY, "version", NULL, N_("show the version") },
};

#define OPTIONS (sizeof(table) / sizeof(table[0]))

/* What stands first among the operands. */
static const struct command_name {
	const char *name;
	enum cli_command command;
} commands[] = {
	{ "check", CLI_CHECK },
	{ "rules", CLI_RULES },
	{ "explain", CLI_EXPLAIN },
};

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

const struct cli_option *
cli_option_at(size_t i)
{
	return i < OPTIONS ? &table[i] : NULL;
}

/* "did you mean" for a word that is none of NAMES. */
static bool
unknown(struct pj_error *err, const char *plain, const char *with_hint,
    const char *word, const char *const *names, size_t count)
{
	const char *near = cli_nearest(word, names, count);

	if (near)
		return pj_error_set(err, PJ_EUSAGE, with_hint, word, near);
	return pj_error_set(err, PJ_EUSAGE, plain, word);
}

/* An option that is not in the table: the table knows what was meant. */
static bool
unknown_option(struct pj_error *err, const char *name)
{
	const char *names[OPTIONS];
	size_t i;

	for (i = 0; i < OPTIONS; i++)
		names[i] = table[i].name;
	return unknown(err, _("unknown option --%s"),
	    _("unknown option --%s; did you mean --%s?"), name, names, OPTIONS);
}

/* The same for the word that should have been a command. */
static bool
unknown_command(struct pj_error *err, const char *name)
{
	const char *names[COMMANDS];
	size_t i;

	for (i = 0; i < COMMANDS; i++)
		names[i] = commands[i].name;
	return unknown(err, _("unknown command \"%s\""),
	    _("unknown command \"%s\"; did you mean \"%s\"?"), name, names,
	    COMMANDS);
}

static bool
parse_color(const char *text, enum cli_color *out)
{
	static const char *const names[] = { "auto", "always", "never" };
	int i;

	for (i = 0; i < 3; i++)
		if (strcmp(text, names[i]) == 0) {
			*out = (enum cli_color)i;
			return true;
		}
	return false;
}

/* A count for one of the 32-bit limits. */
static bool
parse_u32(const char *text, size_t max, uint32_t *out)
{
	size_t value;

	if (!cli_parse_size(text, false, max, &value))
		return false;
	*out = (uint32_t)value;
	return true;
}

/* Take VALUE ("" for a flag) for option ID; false when it makes no sense. */
static bool
apply(struct cli_options *o, int id, const char *value)
{
	switch ((enum option_id)id) {
	case OPT_FAIL_LEVEL:
		return cli_parse_level(value, true, &o->set.fail_level);
	case OPT_MIN_SEVERITY:
		return cli_parse_level(value, false, &o->set.min_severity);
	case OPT_FORMAT:
		o->format = value;
		return true;
	case OPT_OUTPUT:
		o->output = value;
		return value[0] != '\0';
	case OPT_REPORT:
		return strchr(value, '=') && cli_list_add(&o->reports, value);
	case OPT_ANNOTATE:
		o->annotate = value;
		return value[0] != '\0';
	case OPT_STDIN_FILENAME:
		o->stdin_filename = value;
		return value[0] != '\0';
	case OPT_ENCODING:
		o->set.encoding = value;
		return value[0] != '\0';
	case OPT_JSON_POINTER:
		return (value[0] == '/' || !value[0]) &&
		       cli_list_add(&o->pointers, value);
	case OPT_LANG:
		return cli_parse_lang(value, &o->set.lang);
	case OPT_RULES:
		return value[0] != '\0' && cli_list_add(&o->set.rules, value);
	case OPT_NO_DEFAULT_RULES:
		return o->no_default_rules = true;
	case OPT_CONFIG:
		o->config = value;
		return value[0] != '\0';
	case OPT_COLOR:
		return parse_color(value, &o->color);
	case OPT_JOBS:
		return cli_parse_size(value, false, 256, &o->jobs);
	case OPT_EXPLAIN:
		return o->explain = true;
	case OPT_ONLY:
		o->only = value;
		return value[0] != '\0';
	case OPT_MAX_FILE_BYTES:
		return cli_parse_size(
		    value, true, PJ_TEXT_MAX, &o->limits.file_bytes);
	case OPT_MAX_UNPACKED_BYTES:
		return cli_parse_size(
		    value, true, PJ_TEXT_MAX, &o->limits.unpacked_bytes);
	case OPT_MAX_DEPTH:
		return parse_u32(value, 1000000, &o->limits.depth);
	case OPT_TIMEOUT:
		return parse_u32(value, 86400, &o->limits.seconds);
	case OPT_HELP:
		return o->help = true;
	case OPT_VERSION:
		return o->version = true;
	}
	return false;
}

/* The option named by the LEN bytes at NAME, or by one letter. */
static const struct cli_option *
find_option(const char *name, size_t len, bool letter)
{
	size_t i;

	for (i = 0; i < OPTIONS; i++)
		if (letter ? table[i].letter && table[i].letter == *name
			   : strlen(table[i].name) == len &&
				 !memcmp(table[i].name, name, len))
			return &table[i];
	return NULL;
}

struct parsing {
	struct cli_options *options;
	char **argv;
	int argc, at;
	uint32_t used; /* bits of option ids */
};

/* All that option ID takes; NULL where that is not so few. */
static const char *
choices_of(int id)
{
	switch (id) {
	case OPT_FAIL_LEVEL:
		return CLI_LEVELS_NONE;
	case OPT_MIN_SEVERITY:
		return CLI_LEVELS;
	case OPT_LANG:
		return CLI_LANGS;
	case OPT_COLOR:
		return "auto, always, never";
	default:
		return NULL;
	}
}

/*
 * Take the option at the current argument.  VALUE is what was written
 * right behind it, or NULL.
 */
static bool
take(struct parsing *p, const struct cli_option *option, const char *value,
    struct pj_error *err)
{
	if (!option->value && value)
		return pj_error_set(err, PJ_EUSAGE,
		    _("option --%s takes no value"), option->name);
	if (option->value && !value) {
		if (p->at + 1 >= p->argc)
			return pj_error_set(err, PJ_EUSAGE,
			    _("option --%s needs a value: %s"), option->name,
			    option->value);
		value = p->argv[++p->at];
	}
	p->used |= UINT32_C(1) << option->id;
	if (apply(p->options, option->id, value ? value : ""))
		return true;
	if (choices_of(option->id))
		return pj_error_set(err, PJ_EUSAGE,
		    _("option --%s cannot be \"%s\"; write one of: %s"),
		    option->name, value ? value : "", choices_of(option->id));
	return pj_error_set(err, PJ_EUSAGE,
	    _("option --%s cannot be \"%s\": %s"), option->name,
	    value ? value : "", _(option->help));
}

/* --name, --name=value or --name value. */
static bool
take_long(struct parsing *p, struct pj_error *err)
{
	const char *name = p->argv[p->at] + 2;
	const char *equals = strchr(name, '=');
	size_t len = equals ? (size_t)(equals - name) : strlen(name);
	const struct cli_option *option = find_option(name, len, false);
	char word[64];

	if (option)
		return take(p, option, equals ? equals + 1 : NULL, err);
	snprintf(word, sizeof(word), "%.*s", (int)(len < 63 ? len : 63), name);
	return unknown_option(err, word);
}

/* -x, -xvalue or -x value.  Letters are not put together. */
static bool
take_letter(struct parsing *p, struct pj_error *err)
{
	const char *arg = p->argv[p->at];
	const struct cli_option *option = find_option(arg + 1, 1, true);

	if (!option)
		return pj_error_set(
		    err, PJ_EUSAGE, _("unknown option %s"), arg);
	return take(p, option, arg[2] ? arg + 2 : NULL, err);
}

/* The command, and whether each option given goes with it. */
static bool
settle(struct parsing *p, struct pj_error *err)
{
	struct cli_options *o = p->options;
	const char *name = o->operands.count ? o->operands.at[0] : NULL;
	size_t i;

	if (o->help || o->version)
		return true;
	if (!name)
		return pj_error_set(err, PJ_EUSAGE, _("no command given"));
	for (i = 0; i < COMMANDS && strcmp(commands[i].name, name) != 0; i++)
		;
	if (i == COMMANDS)
		return unknown_command(err, name);
	o->command = commands[i].command;
	o->operands.count--;
	memmove(o->operands.at, o->operands.at + 1,
	    o->operands.count * sizeof(*o->operands.at));

	for (i = 0; i < OPTIONS; i++)
		if (p->used & UINT32_C(1) << table[i].id &&
		    !(table[i].commands & o->command))
			return pj_error_set(err, PJ_EUSAGE,
			    _("option --%s does not go with %s"), table[i].name,
			    name);
	return true;
}

/*
 * Looks only for --lang and forgives everything: whether the line is right
 * is told afterwards, in this language.
 */
enum cli_lang
cli_options_lang(int argc, char **argv)
{
	static const char name[] = "--lang";
	const size_t len = sizeof(name) - 1;
	enum cli_lang lang = cli_locale_lang();
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], name, len) != 0)
			continue;
		if (argv[i][len] == '=')
			cli_parse_lang(argv[i] + len + 1, &lang);
		else if (argv[i][len] == '\0' && i + 1 < argc)
			cli_parse_lang(argv[i + 1], &lang);
	}
	return lang;
}

bool
cli_options_parse(
    struct cli_options *options, int argc, char **argv, struct pj_error *err)
{
	struct parsing p = { options, argv, argc, 1, 0 };
	bool operands_only = false;

	*options = (struct cli_options){ .limits = PJ_LIMITS_DEFAULT };
	options->set.fail_level = CLI_LEVEL_UNSET;
	options->set.min_severity = CLI_LEVEL_UNSET;
	for (; p.at < argc; p.at++) {
		const char *arg = argv[p.at];
		bool ok;

		if (!operands_only && strcmp(arg, "--") == 0) {
			operands_only = true;
			continue;
		}
		if (operands_only || arg[0] != '-' || arg[1] == '\0')
			ok = cli_list_add(&options->operands, arg) ||
			     pj_error_nomem(err);
		else if (arg[1] == '-')
			ok = take_long(&p, err);
		else
			ok = take_letter(&p, err);
		if (!ok)
			return false;
	}
	return settle(&p, err);
}
