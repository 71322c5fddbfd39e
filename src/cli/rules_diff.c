#include <jansson.h>

#include "pingjian/text.h"

#include "cli.h"

/*
 * pingjian rules diff: what an agency's own folders make different from the
 * shipped rules, each with its reason.
 */

/* In the order of enum pj_change_kind. */
static const char *const kinds[] = { N_("added"), N_("replaced"),
	N_("switched off"), N_("switched on again"), N_("other level"),
	N_("more terms"), N_("more exceptions") };

/* In the order of enum pj_subject. */
static const char *const subjects[] = { N_("rule"), N_("list"), N_("context"),
	N_("basis"), N_("protected"), N_("pair"), N_("checklist"),
	N_("count") };

/* LABEL and all of LIST in one line, where there is something. */
static void
put_line(struct pj_buf *out, const char *label, const struct pj_strings *list)
{
	size_t i;

	if (list->count == 0)
		return;
	pj_buf_printf(out, "  %s", label);
	for (i = 0; i < list->count; i++)
		pj_buf_printf(out, "%s%s", i > 0 ? _(", ") : "", list->at[i]);
	pj_buf_putc(out, '\n');
}

static void
put_change(struct pj_buf *out, const struct pj_change *c)
{
	pj_buf_printf(out, _("%s %s: %s"), _(subjects[c->subject]), c->name,
	    _(kinds[c->kind]));
	pj_buf_putc(out, '\n');
	if (c->was != c->now) {
		pj_buf_puts(out, "  ");
		pj_buf_printf(out, _("level: %s → %s"),
		    pj_severity_name(c->was), pj_severity_name(c->now));
		pj_buf_putc(out, '\n');
	}
	if (pj_change_is_idle(c))
		pj_buf_printf(out, "  %s\n", _("no difference"));
	put_line(out, "+ ", &c->more);
	put_line(out, "- ", &c->less);
	put_line(out, _("differs in: "), &c->keys);
	pj_buf_puts(out, "  ");
	if (c->reason[0])
		pj_buf_printf(out, _("reason: %s"), c->reason);
	else
		pj_buf_puts(out, _("no reason given"));
	pj_buf_printf(out, "\n  %s:%u\n", c->file, c->line);
}

void
cli_put_changes(
    struct pj_buf *out, const struct pj_rules *rules, const char *rule)
{
	size_t i, told = 0;

	for (i = 0; i < rules->change_count; i++) {
		const struct pj_change *c = &rules->changes[i];

		if (c->subject != PJ_SUBJECT_RULE || strcmp(c->name, rule) != 0)
			continue;
		if (told++ == 0)
			pj_buf_printf(out, "\n%s\n",
			    _("Different from the shipped rules:"));
		put_change(out, c);
	}
}

static void
put_text(
    struct pj_buf *out, const struct cli *cli, const struct pj_rules *rules)
{
	const char *base = cli->options.no_default_rules
	                       ? _("the first folder of rules")
	                       : _("the shipped rules");
	size_t i, count = 0;

	for (i = 0; i < rules->change_count; i++) {
		put_change(out, &rules->changes[i]);
		pj_buf_putc(out, '\n');
		count += !pj_change_is_idle(&rules->changes[i]);
	}
	pj_buf_printf(out, _("Differences from %s: %zu.\n"), base, count);
}

/* The level, or null where it stays what it is. */
static json_t *
json_level(const struct pj_change *c, enum pj_severity level)
{
	return c->was == c->now ? json_null()
	                        : json_string(pj_severity_name(level));
}

static void
put_json(struct pj_buf *out, const struct pj_rules *rules)
{
	json_t *array = json_array(), *root;
	size_t i;

	for (i = 0; i < rules->change_count; i++) {
		const struct pj_change *c = &rules->changes[i];

		json_array_append_new(array,
		    json_pack("{s:s,s:s,s:s,s:s?,s:o,s:o,s:o,s:o,s:o,s:s,s:i}",
			"change", pj_change_kind_name(c->kind), "of",
			pj_subject_name(c->subject), "name", c->name, "reason",
			c->reason[0] ? c->reason : NULL, "was",
			json_level(c, c->was), "now", json_level(c, c->now),
			"added", cli_json_strings(&c->more), "removed",
			cli_json_strings(&c->less), "keys",
			cli_json_strings(&c->keys), "file", c->file, "line",
			(int)c->line));
	}
	root = json_pack("{s:i,s:o}", "schema", 1, "changes", array);
	if (!root || json_array_size(array) != rules->change_count ||
	    json_dump_callback(root, cli_json_add, out, JSON_INDENT(2)))
		out->failed = true;
	json_decref(root);
	pj_buf_putc(out, '\n');
}

int
cli_rules_diff(const struct cli *cli, const struct pj_rules *rules)
{
	const char *format = cli->options.format;
	struct pj_buf out = PJ_BUF_INIT;
	struct pj_error err = { 0 };

	if (!format || strcmp(format, "text") == 0) {
		put_text(&out, cli, rules);
	} else if (strcmp(format, "json") == 0) {
		put_json(&out, rules);
	} else {
		pj_error_set(&err, PJ_EUSAGE,
		    _("rules diff knows no format \"%s\"; it knows text and "
		      "json"),
		    format);
		cli_say_error(NULL, &err);
		return CLI_TROUBLE;
	}
	return cli_print(&out, CLI_CLEAN);
}
