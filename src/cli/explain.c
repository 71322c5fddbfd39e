#include "pingjian/text.h"

#include "cli.h"

/* TEXT on a line of its own, all of its lines indented. */
static void
put_item(struct pj_buf *out, const char *text)
{
	pj_buf_puts(out, "  ");
	for (; *text; text++)
		if (*text != '\n')
			pj_buf_putc(out, *text);
		else if (text[1] != '\n')
			pj_buf_puts(out, "\n  ");
	pj_buf_putc(out, '\n');
}

/* LABEL, then each of LIST on lines of its own. */
static void
put_list(struct pj_buf *out, const char *label, const struct pj_strings *list)
{
	size_t i;

	if (list->count == 0)
		return;
	pj_buf_printf(out, "\n%s\n", label);
	for (i = 0; i < list->count; i++)
		put_item(out, list->at[i]);
}

/* The public sources that RULE rests on, each with its address. */
static void
put_basis(struct pj_buf *out, const struct cli *cli,
    const struct pj_rules *rules, const struct pj_rule *rule)
{
	size_t i, k;

	pj_buf_printf(out, "\n%s\n", _("Basis:"));
	for (i = 0; i < rule->basis.count; i++)
		for (k = 0; k < rules->basis_count; k++) {
			const struct pj_basis *b = &rules->basis[k];

			if (strcmp(b->id, rule->basis.at[i]) != 0)
				continue;
			pj_buf_printf(out, "  %s [%s]\n",
			    cli->english ? b->title_en : b->title_zh, b->id);
			if (b->url[0])
				pj_buf_printf(out, "    %s\n", b->url);
		}
}

/* The items of the checklist that RULE answers to. */
static void
put_items(struct pj_buf *out, const struct cli *cli,
    const struct pj_rules *rules, const struct pj_rule *rule)
{
	if (rule->checklist.count == 0)
		return;
	pj_buf_printf(out, "\n%s\n",
	    rules->checklist.provisional ? _("Checklist (provisional):")
					 : _("Checklist:"));
	for (size_t i = 0; i < rule->checklist.count; i++) {
		const char *id = rule->checklist.at[i];
		const struct pj_checklist_item *item = pj_rules_item(rules, id);

		if (item)
			pj_buf_printf(out, "  [%s] %s\n", id,
			    cli->english ? item->question_en
					 : item->question_zh);
	}
}

/* What a document-level RULE looks at together, in words. */
static void
put_marks(struct pj_buf *out, const struct pj_rule *rule)
{
	size_t i;

	if (rule->mark_count == 0)
		return;
	pj_buf_printf(out, "\n%s\n", _("Pointed out where the draft has:"));
	for (i = 0; i < rule->mark_count; i++) {
		const struct pj_mark *mark = &rule->marks[i];

		pj_buf_puts(out, "  ");
		if (mark->least == 0)
			pj_buf_printf(out, _("no %s"), mark->name);
		else
			pj_buf_printf(
			    out, _("at least %u: %s"), mark->least, mark->name);
		pj_buf_putc(out, '\n');
	}
}

/* For those who write drafts: why, what instead, and examples. */
int
cli_explain(struct cli *cli)
{
	const struct cli_list *args = &cli->options.operands;
	const struct pj_rule *rule;
	const struct pj_rules *rules;
	struct cli_profiles *profiles;
	struct pj_engine *engine;
	struct pj_buf out = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	int status = CLI_TROUBLE;

	if (args->count != 1) {
		pj_error_set(&err, PJ_EUSAGE, _("expected: explain RULE"));
		cli_say_error(NULL, &err);
		return CLI_TROUBLE;
	}
	engine = cli_load_rules(cli, &profiles);
	if (!engine)
		goto out;
	rules = pj_engine_rules(engine);
	rule = cli_find_rule(rules, args->at[0]);
	if (!rule)
		goto out;
	pj_buf_printf(&out, "%s\n\n%s\n", rule->id,
	    cli->english ? rule->message_en : rule->message_zh);
	cli_put_changes(&out, rules, rule->id);
	put_marks(&out, rule);
	put_list(&out, _("Instead:"), &rule->suggest);
	put_items(&out, cli, rules, rule);
	put_basis(&out, cli, rules, rule);
	put_list(&out, _("Pointed out:"), &rule->bad);
	put_list(&out, _("Not pointed out:"), &rule->ok);
	status = cli_print(&out, CLI_CLEAN);
out:
	cli_profiles_free(profiles);
	return status;
}

/* The marks of a document-level RULE, as they were read. */
static void
show_marks(struct pj_buf *out, const struct pj_rule *rule)
{
	static const char *const togethers[] = { "", "chain", "block",
		"document" };
	size_t i;

	if (rule->mark_count == 0)
		return;
	pj_buf_printf(out, "\ntogether: %s", togethers[rule->together]);
	if (rule->together == PJ_TOGETHER_CHAIN)
		pj_buf_printf(out, ", gap %u", rule->gap);
	pj_buf_putc(out, '\n');
	for (i = 0; i < rule->mark_count; i++) {
		const struct pj_mark *mark = &rule->marks[i];

		if (mark->least > 0)
			pj_buf_printf(out, "\nneed %s, at least %u\n",
			    mark->name, mark->least);
		else
			pj_buf_printf(out, "\nnone %s\n", mark->name);
		put_list(out, "find:", &mark->find);
		put_list(out, "pattern:", &mark->pattern);
		put_list(out, "with:", &mark->with);
	}
}

/* For those who write rules: everything as it was read. */
int
cli_rules_show(struct cli *cli, const struct pj_rules *rules, const char *id)
{
	const struct pj_rule *r = cli_find_rule(rules, id);
	struct pj_buf out = PJ_BUF_INIT;

	(void)cli;
	if (!r)
		return CLI_TROUBLE;
	pj_buf_printf(&out, "id: %s\nfile: %s:%u\nkind: %s\nseverity: %s\n",
	    r->id, r->file, r->line, pj_kind_name(r->kind),
	    r->off ? "off" : pj_severity_name(r->severity));
	pj_buf_printf(&out, "message zh: %s\nmessage en: %s\n", r->message_zh,
	    r->message_en);
	put_list(&out, "basis:", &r->basis);
	put_list(&out, "checklist:", &r->checklist);
	put_list(&out, "find:", &r->find);
	put_list(&out, "pattern:", &r->pattern);
	show_marks(&out, r);
	put_list(&out, "except:", &r->except);
	put_list(&out, "suggest:", &r->suggest);
	put_list(&out, "bad:", &r->bad);
	put_list(&out, "ok:", &r->ok);
	cli_put_changes(&out, rules, r->id);
	return cli_print(&out, CLI_CLEAN);
}
