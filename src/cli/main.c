#include <signal.h>
#include <stdlib.h>

#include "pingjian/text.h"

#include "cli.h"

/* What one run holds besides documents: paths and configuration. */
#define RUN_MAX ((size_t)256 << 20)

/* An error of the command line, and where to read more. */
static int
usage_error(const struct pj_error *err)
{
	cli_say_error(NULL, err);
	fputs(_("Try: pingjian --help\n"), stderr);
	return CLI_TROUBLE;
}

static int
run_command(struct cli *cli)
{
	switch (cli->options.command) {
	case CLI_CHECK:
		return cli_check(cli);
	case CLI_RULES:
		return cli_rules(cli);
	case CLI_EXPLAIN:
		return cli_explain(cli);
	case CLI_ANY:
		break;
	}
	return CLI_TROUBLE;
}

/* One run, all but the memory that it lives in. */
static int
run(struct cli *cli, int argc, char **argv)
{
	struct pj_error err = { 0 };
	struct pj_buf out = PJ_BUF_INIT;
	bool ok;

	/* The language first, so that every error is told in it. */
	cli_locale_set(cli, cli_options_lang(argc, argv));
	ok = cli_options_parse(&cli->options, argc, argv, &err);
	if (!ok)
		return usage_error(&err);
	if (cli->options.help) {
		cli_help(&out);
		return cli_print(&out, CLI_CLEAN);
	}
	if (cli->options.version) {
		pj_buf_puts(&out, "pingjian " PJ_VERSION "\n");
		return cli_print(&out, CLI_CLEAN);
	}
	return run_command(cli);
}

int
main(int argc, char **argv)
{
	struct cli cli = { .arena = pj_arena_new(RUN_MAX) };
	int status;

	if (!cli.arena) {
		fputs("pingjian: out of memory\n", stderr);
		return CLI_TROUBLE;
	}
	/* A closed pipe is an error of writing, reported as such. */
	signal(SIGPIPE, SIG_IGN);
	status = run(&cli, argc, argv);
	cli_list_free(&cli.options.set.rules);
	cli_list_free(&cli.options.operands);
	cli_list_free(&cli.options.pointers);
	cli_list_free(&cli.options.reports);
	pj_arena_free(cli.arena);
	return status;
}
