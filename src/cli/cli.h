#ifndef PJ_CLI_CLI_H
#define PJ_CLI_CLI_H

#include <stdio.h>

#include "pingjian/report.h"
#include "pingjian/screen.h"

/*
 * The command line: reads options and configuration, finds the data, and
 * calls screen and report.  Everything that lives as long as the run lies
 * in one arena.
 */

/* Exit status by contract; a later one wins over an earlier one. */
enum cli_exit {
	CLI_CLEAN = 0,
	CLI_FOUND = 1,   /* findings at or above the fail level */
	CLI_TROUBLE = 2, /* usage, configuration, or an input not read */
};

/* Commands, as bits: which ones an option goes with. */
enum cli_command {
	CLI_CHECK = 1,
	CLI_RULES = 2,
	CLI_EXPLAIN = 4,
	CLI_ANY = 7,
};

/* A severity, or none at all. */
#define CLI_LEVEL_UNSET (-1)
#define CLI_LEVEL_NONE 0

enum cli_lang { CLI_LANG_UNSET, CLI_LANG_ZH, CLI_LANG_EN };
enum cli_color { CLI_COLOR_AUTO, CLI_COLOR_ALWAYS, CLI_COLOR_NEVER };

/* Folders of rules, or other strings, in order. */
struct cli_list {
	const char **at;
	size_t count, cap;
};

/* What both the command line and a configuration file may say. */
struct cli_settings {
	int fail_level;       /* CLI_LEVEL_UNSET, _NONE, enum pj_severity */
	int min_severity;     /* the same without _NONE */
	const char *encoding; /* NULL unset */
	enum cli_lang lang;
	struct cli_list rules;
};

struct cli_options {
	struct cli_settings set;
	enum cli_command command;
	bool help, version;
	bool explain, no_default_rules;
	const char *format;      /* NULL unset */
	const char *output;      /* NULL: standard output */
	struct cli_list reports; /* "FORMAT=FILE", beside `format` */
	const char *annotate;    /* folder for copies; NULL unset */
	const char *stdin_filename;
	const char *config;
	const char *only;
	enum cli_color color;
	size_t jobs; /* 0: as many as there are processors */
	struct pj_limits limits;
	struct cli_list pointers; /* of JSON: what is screened */
	struct cli_list operands; /* behind the command's name */
};

/* What copies with comments are like. */
struct cli_copies {
	enum pj_format only; /* a copy is all that is written; or UNKNOWN */
	int64_t when;
};

/* One run of the program. */
struct cli {
	struct pj_arena *arena;
	struct cli_options options;
	struct cli_copies copies;
	bool english;
};

/* --- options.c --- */

/* A row of the one table that drives parsing, help and errors. */
struct cli_option {
	int id;
	char letter;       /* 0 for none */
	unsigned commands; /* bits of enum cli_command */
	const char *name;
	const char *value; /* what help calls its value; NULL for a flag */
	const char *help;  /* marked for translation */
};

/* The I-th row, NULL behind the last. */
const struct cli_option *cli_option_at(size_t i);

/* Read ARGV into OPTIONS; strings are borrowed from ARGV. */
bool cli_options_parse(
    struct cli_options *options, int argc, char **argv, struct pj_error *err);

/*
 * The language that ARGV asks for, whatever else is wrong with it; else
 * that of the environment.
 */
enum cli_lang cli_options_lang(int argc, char **argv);

/* --- values.c: what an option or a key may say --- */

/* All that will do, for those who wrote something else. */
#define CLI_LEVELS "advice, warning, error"
#define CLI_LEVELS_NONE "none, " CLI_LEVELS
#define CLI_LANGS "zh-TW, en"

/* The value of TEXT, false if it is none: "none" only where ALLOW_NONE. */
bool cli_parse_level(const char *text, bool allow_none, int *out);
bool cli_parse_lang(const char *text, enum cli_lang *out);

/* A count, with K, M or G behind it where SUFFIX; at least 1, at most MAX. */
bool cli_parse_size(const char *text, bool suffix, size_t max, size_t *out);

/* The one of NAMES nearest to WORD, or NULL if none is near. */
const char *cli_nearest(
    const char *word, const char *const *names, size_t count);

/* Add TEXT, borrowed; false out of memory.  Release with cli_list_free. */
bool cli_list_add(struct cli_list *list, const char *text);
void cli_list_free(struct cli_list *list);

/* --- help.c --- */

void cli_help(struct pj_buf *out);

/* --- data.c: where the program's files are --- */

/* The folder of shipped rules, in ARENA; NULL with ERR filled. */
const char *cli_data_lexicons(struct pj_arena *arena, struct pj_error *err);

/*
 * The compiled form of the rules in LEXICONS, in ARENA: beside the folder
 * where it is installed, in build/ in a source tree.  NULL where there is
 * none.
 */
const char *cli_data_image(struct pj_arena *arena, const char *lexicons);

/* The folder of message catalogs, in ARENA; NULL where there is none. */
const char *cli_data_locale(struct pj_arena *arena);

/* --- locale.c --- */

/* The language that the environment asks for; zh-TW where it asks nothing. */
enum cli_lang cli_locale_lang(void);

/* Speak LANG from now on. */
void cli_locale_set(struct cli *cli, enum cli_lang lang);

/* --- config.c --- */

#define CLI_CONFIG_NAME ".pingjian.yml"

/*
 * Read configuration file PATH into OUT.  Folders of rules are taken from
 * the file's own folder.  Errors name file, line and column.
 */
bool cli_config_read(struct pj_arena *arena, const char *path,
    struct cli_settings *out, struct pj_error *err);

/*
 * The nearest CLI_CONFIG_NAME in FOLDER or above it, in ARENA, or NULL.
 */
const char *cli_config_find(struct pj_arena *arena, const char *folder);

/* --- profile.c: what holds for an input --- */

struct cli_profile {
	const char *config; /* path, or NULL */
	int fail_level;
	int min_severity;
	const char *encoding;
	struct pj_engine *engine; /* shared by profiles with the same rules */
};

struct cli_profiles;

/* Borrows CLI. */
struct cli_profiles *cli_profiles_new(struct cli *cli);
void cli_profiles_free(struct cli_profiles *profiles);

/*
 * The profile for an input at PATH (a file, or a name in the working
 * folder for standard input).  NULL with ERR filled when a configuration
 * or rule file is wrong.  Borrowed.
 */
const struct cli_profile *cli_profile_for(
    struct cli_profiles *profiles, const char *path, struct pj_error *err);

/* The rules of the first profile, or NULL where there is none yet. */
const struct pj_rules *cli_profiles_rules(const struct cli_profiles *profiles);

/* Keep examples of rules from now on (for `rules`). */
void cli_profiles_want_examples(struct cli_profiles *profiles);

/* --- inputs.c --- */

/* What one report says of one document. */
struct cli_piece {
	struct pj_buf out;
	struct pj_buf late[PJ_REPORT_LATE];
};

/* One input, and in the end what became of it. */
struct cli_job {
	const char *path;   /* what to read */
	const char *name;   /* what to call it: not "-" if stdin has a name */
	const char *folder; /* the operand it was found in, or NULL */
	const char *below;  /* its name in there, or without folders */
	const char *copy;   /* where its copy goes; "-" standard output, or
	                       NULL */
	const struct cli_profile *profile;
	bool failed;              /* it was not read */
	struct pj_error *err;     /* why; NULL also when there was no memory */
	struct cli_piece *pieces; /* one for each report; NULL before it is */
	size_t piece_count;       /* written and when it was put */
	struct pj_report_totals *totals; /* its own; NULL likewise */
	bool found;                      /* at or above the fail level */
	bool no_copy;                    /* its format has none */
	struct pj_error *copy_err;       /* why there is no copy, or NULL */
	bool done;
};

struct cli_jobs {
	struct cli_job *at;
	size_t count, cap;
};

/*
 * Turn the operands into jobs, folders into their files.  An operand that
 * cannot be read becomes a failed job.  Returns false with ERR filled on
 * trouble with configuration or memory.
 */
bool cli_inputs(struct cli *cli, struct cli_profiles *profiles,
    struct cli_jobs *jobs, struct pj_error *err);
void cli_jobs_free(struct cli_jobs *jobs);

/* JOB was not read, or has no copy, for this reason; false out of memory. */
bool cli_job_fail(struct cli_job *job, const struct pj_error *why);
bool cli_job_fail_copy(struct cli_job *job, const struct pj_error *why);

/* --- output.c --- */

struct cli_output {
	FILE *file;
	const char *path; /* as named by the user; NULL standard output */
	char *real;       /* where it will stand */
	char *temporary;  /* NULL when written in place */
};

/* Open PATH, or standard output for NULL. */
bool cli_output_open(
    struct cli_output *out, const char *path, struct pj_error *err);
bool cli_output_put(
    struct cli_output *out, const struct pj_buf *buf, struct pj_error *err);

/* Flush, close, and put the file in its place; or give it all up. */
bool cli_output_commit(struct cli_output *out, struct pj_error *err);
void cli_output_discard(struct cli_output *out);

/* --- reports.c: one screening, any number of reports --- */

struct cli_report {
	const struct pj_report_writer *writer;
	struct pj_report_options options;
	const char *path; /* NULL: standard output */
	struct cli_output output;
	struct pj_buf late[PJ_REPORT_LATE];
	FILE *waiting; /* pieces of documents that a cover comes before */
	bool filled;   /* a document's piece was put that holds something */
};

struct cli_reports {
	struct cli_report *at; /* --format first, then each --report */
	size_t count;
};

/*
 * The reports that CLI's options ask for, in its arena, not yet opened.
 * False with ERR filled where one has no such format or file.
 */
bool cli_reports_choose(
    struct cli *cli, struct cli_reports *reports, struct pj_error *err);

/*
 * Open them all; RULES are those that reports tell of, and the language is
 * settled by now.  Refuses a file that is one of JOBS or stands for two
 * reports.
 */
bool cli_reports_open(const struct cli *cli, struct cli_reports *reports,
    const struct cli_jobs *jobs, const struct pj_rules *rules,
    struct pj_error *err);

/* Whether dropped hits must be kept for one of them. */
bool cli_reports_want_dropped(const struct cli_reports *reports);

/* RESULT as each report has it, and its sums, into JOB; false out of memory. */
bool cli_pieces_write(struct cli_job *job, const struct cli_reports *reports,
    const struct pj_result *result);
void cli_pieces_free(struct cli_job *job);

/* Opening words; the pieces of JOB; closing words, and files in place. */
bool cli_reports_begin(struct cli_reports *reports, struct pj_error *err);
bool cli_reports_put(struct cli_reports *reports, const struct cli_job *job,
    struct pj_error *err);
bool cli_reports_end(struct cli_reports *reports,
    const struct pj_report_totals *totals,
    const struct pj_report_failure *failures, struct pj_error *err);

/* Give up what is not in its place yet. */
void cli_reports_discard(struct cli_reports *reports);

/* --- copies.c: drafts with comments --- */

/* Whether NAME, or NULL, is a format that copies are written in. */
bool cli_copies_is_format(const char *name);

/*
 * Where the copies of JOBS go, if any are asked for.  Refuses what would
 * overwrite a draft or another copy, or lie among the drafts.
 */
bool cli_copies_plan(
    struct cli *cli, struct cli_jobs *jobs, struct pj_error *err);

/* Write the copy of JOB, which is SOURCE and gave RESULT; its notes go
 * there. */
bool cli_copy_write(const struct cli *cli, struct pj_arena *arena,
    struct cli_job *job, const struct pj_source *source,
    struct pj_result *result, struct pj_error *err);

/* Say on standard error why JOB has no copy, if it should. */
void cli_copy_tell(const struct cli_job *job);

/* --- pool.c --- */

/*
 * Screen JOBS by THREADS threads and call EMIT for each in order, in the
 * calling thread.  Few documents are held at once.  Stops early, and
 * returns false, when EMIT does.
 */
bool cli_pool_run(struct cli *cli, struct cli_jobs *jobs, size_t threads,
    const struct cli_reports *reports,
    bool (*emit)(void *arg, struct cli_job *job), void *arg);

/* --- say.c: standard error --- */

/* "pingjian: PLACE: MESSAGE"; PATH is used where ERR names no place. */
void cli_say_error(const char *path, const struct pj_error *err);

/* --- the commands; each returns an exit status --- */

int cli_check(struct cli *cli);
int cli_rules(struct cli *cli);
int cli_explain(struct cli *cli);
int cli_rules_compile(struct cli *cli);
int cli_rules_test(struct cli *cli, struct pj_engine *engine);
int cli_rules_coverage(const struct cli *cli, const struct pj_rules *rules);
int cli_rules_diff(const struct cli *cli, const struct pj_rules *rules);

/* What later folders change in RULE, with reasons, behind OUT. */
void cli_put_changes(
    struct pj_buf *out, const struct pj_rules *rules, const char *rule);

int cli_rules_show(
    struct cli *cli, const struct pj_rules *rules, const char *id);

/* Write BUF to standard output and free it; an exit status. */
int cli_print(struct pj_buf *buf, int status);

/*
 * Load the rules of this run, with their examples: configuration from the
 * working folder.  NULL after the error was said.  Release PROFILES.
 */
struct pj_engine *cli_load_rules(
    struct cli *cli, struct cli_profiles **profiles);

/* A JSON array of LIST; and what json_dump_callback adds to a pj_buf OUT. */
struct json_t *cli_json_strings(const struct pj_strings *list);
int cli_json_add(const char *bytes, size_t len, void *out);

/* The rule named ID; NULL after saying that there is none. */
const struct pj_rule *cli_find_rule(
    const struct pj_rules *rules, const char *id);

#endif /* PJ_CLI_CLI_H */
