#include "pingjian/text.h"

#include "cli.h"

/* Rules of just the folders DIRS into the file PATH. */
static bool
compile(const struct cli_list *dirs, const char *path, struct pj_error *err)
{
	struct pj_rules *rules =
	    pj_rules_load(dirs->at, dirs->count, NULL, err);
	struct cli_output out = { NULL, NULL, NULL, NULL };
	struct pj_buf image = PJ_BUF_INIT;
	bool ok = false;

	if (rules &&
	    pj_rules_write(rules, dirs->at, dirs->count, &image, err) &&
	    cli_output_open(&out, path, err))
		ok = cli_output_put(&out, &image, err) &&
		     cli_output_commit(&out, err);
	cli_output_discard(&out);
	pj_buf_free(&image);
	pj_rules_free(rules);
	return ok;
}

/*
 * For the build: the folders are named, none is added.  Whoever changes a
 * rule file afterwards need not compile again; the change is noticed.
 */
int
cli_rules_compile(struct cli *cli)
{
	const struct cli_options *o = &cli->options;
	struct cli_list dirs = o->operands;
	struct pj_error err = { 0 };

	/* The first operand is "compile". */
	dirs.at++;
	dirs.count--;
	if (dirs.count == 0 || !o->output || o->set.rules.count > 0)
		pj_error_set(&err, PJ_EUSAGE,
		    _("expected: rules compile DIR... -o FILE"));
	else if (compile(&dirs, o->output, &err))
		return CLI_CLEAN;
	cli_say_error(NULL, &err);
	return CLI_TROUBLE;
}
