#include <jansson.h>
#include <stdlib.h>

#include "pingjian/text.h"

#include "cli.h"

/*
 * pingjian rules: for those who write and check rules.  Everything but
 * compile is loaded with examples, which a check does without.
 */

int
cli_print(struct pj_buf *buf, int status)
{
	struct cli_output out;
	struct pj_error err = { 0 };

	if (!cli_output_open(&out, NULL, &err) ||
	    !cli_output_put(&out, buf, &err) ||
	    !cli_output_commit(&out, &err)) {
		cli_say_error(NULL, &err);
		status = CLI_TROUBLE;
	}
	pj_buf_free(buf);
	return status;
}

struct pj_engine *
cli_load_rules(struct cli *cli, struct cli_profiles **profiles)
{
	const struct cli_profile *profile = NULL;
	struct pj_error err = { 0 };

	*profiles = cli_profiles_new(cli);
	if (*profiles) {
		cli_profiles_want_examples(*profiles);
		profile = cli_profile_for(*profiles, "-", &err);
	} else {
		pj_error_nomem(&err);
	}
	if (profile)
		return profile->engine;
	cli_say_error(NULL, &err);
	return NULL;
}

const struct pj_rule *
cli_find_rule(const struct pj_rules *rules, const char *id)
{
	const struct pj_rule *rule = pj_rules_find(rules, pj_str(id));
	const char *near;
	struct pj_error err = { 0 };

	if (rule)
		return rule;
	near = pj_rules_nearest(rules, pj_str(id));
	if (near)
		pj_error_set(&err, PJ_EUSAGE,
		    _("no rule \"%s\"; did you mean \"%s\"?"), id, near);
	else
		pj_error_set(&err, PJ_EUSAGE, _("no rule \"%s\""), id);
	cli_say_error(NULL, &err);
	return NULL;
}

/* Category by category: id, level and the first thing it looks for. */
static void
list_text(
    const struct cli *cli, const struct pj_rules *rules, struct pj_buf *out)
{
	size_t c, i;

	for (c = 0; c < rules->category_count; c++) {
		const struct pj_category *category = &rules->categories[c];

		pj_buf_printf(out, "%s%s (%s)\n", c > 0 ? "\n" : "",
		    cli->english ? category->title_en : category->title_zh,
		    category->id);
		for (i = 0; i < rules->rule_count; i++) {
			const struct pj_rule *r = &rules->rules[i];

			if (strcmp(r->category, category->id) != 0)
				continue;
			pj_buf_printf(out, "  %-36s %-8s %s\n", r->id,
			    r->off ? "off" : pj_severity_name(r->severity),
			    r->find.count      ? r->find.at[0]
			    : r->pattern.count ? r->pattern.at[0]
			    : r->mark_count    ? r->marks[0].name
					       : "");
		}
	}
}

json_t *
cli_json_strings(const struct pj_strings *list)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < list->count; i++)
		json_array_append_new(array, json_string(list->at[i]));
	return array;
}

/* The marks of a document-level rule, or NULL. */
static json_t *
json_marks(const struct pj_rule *rule)
{
	json_t *array = rule->mark_count > 0 ? json_array() : NULL;
	size_t i;

	for (i = 0; i < rule->mark_count; i++) {
		const struct pj_mark *m = &rule->marks[i];

		json_array_append_new(array,
		    json_pack("{s:s,s:i,s:o,s:o}", "name", m->name, "least",
			(int)m->least, "find", cli_json_strings(&m->find),
			"pattern", cli_json_strings(&m->pattern)));
	}
	return array;
}

int
cli_json_add(const char *bytes, size_t len, void *out)
{
	pj_buf_add(out, bytes, len);
	return 0;
}

/* For programs, in the order in which rules were loaded. */
static void
list_json(const struct pj_rules *rules, struct pj_buf *out)
{
	json_t *array = json_array(), *root;
	size_t i;

	for (i = 0; i < rules->rule_count; i++) {
		const struct pj_rule *r = &rules->rules[i];

		json_array_append_new(array,
		    json_pack("{s:s,s:s,s:s,s:s,s:{s:s,s:s},s:o,s:o,s:o,s:o,"
			      "s:o,s:o*,s:o*}",
			"id", r->id, "category", r->category, "kind",
			pj_kind_name(r->kind), "severity",
			pj_severity_name(r->severity), "message", "zh",
			r->message_zh, "en", r->message_en, "find",
			cli_json_strings(&r->find), "pattern",
			cli_json_strings(&r->pattern), "suggest",
			cli_json_strings(&r->suggest), "basis",
			cli_json_strings(&r->basis), "checklist",
			cli_json_strings(&r->checklist), "marks", json_marks(r),
			"off", r->off ? json_true() : NULL));
	}
	root = json_pack("{s:i,s:o}", "schema", 1, "rules", array);
	if (!root || json_array_size(array) != rules->rule_count ||
	    json_dump_callback(root, cli_json_add, out, JSON_INDENT(2)))
		out->failed = true;
	json_decref(root);
	pj_buf_putc(out, '\n');
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every literal once, one a line, in byte order. */
static void
list_terms(const struct pj_rules *rules, struct pj_buf *out)
{
	const struct pj_strings *all = &rules->literals;
	const char **sorted = calloc(all->count + 1, sizeof(*sorted));
	size_t i;

	if (!sorted) {
		out->failed = true;
		return;
	}
	for (i = 0; i < all->count; i++)
		sorted[i] = all->at[i];
	qsort(sorted, all->count, sizeof(*sorted), compare);
	for (i = 0; i < all->count; i++)
		if (i == 0 || strcmp(sorted[i], sorted[i - 1]) != 0)
			pj_buf_printf(out, "%s\n", sorted[i]);
	free(sorted);
}

static int
rules_list(const struct cli *cli, const struct pj_rules *rules)
{
	const char *format = cli->options.format;
	struct pj_buf out = PJ_BUF_INIT;
	struct pj_error err = { 0 };

	if (!format || strcmp(format, "text") == 0) {
		list_text(cli, rules, &out);
	} else if (strcmp(format, "json") == 0) {
		list_json(rules, &out);
	} else if (strcmp(format, "terms") == 0) {
		list_terms(rules, &out);
	} else {
		pj_error_set(&err, PJ_EUSAGE,
		    _("rules list knows no format \"%s\"; it knows text, terms "
		      "and json"),
		    format);
		cli_say_error(NULL, &err);
		return CLI_TROUBLE;
	}
	return cli_print(&out, CLI_CLEAN);
}

/* What lint says, hint by hint or as their number. */
struct linting {
	bool explain;
	size_t hints;
};

/* A finding of lint, where it is.  Those with PJ_OK are hints. */
static void
say_lint(void *arg, const struct pj_error *finding)
{
	struct linting *linting = arg;

	if (finding->code == PJ_OK)
		linting->hints++;
	if (finding->code != PJ_OK || linting->explain)
		cli_say_error(NULL, finding);
}

/*
 * A compiled form of the shipped rules that is not theirs is no mistake of
 * theirs: a check does without it, only slower.
 */
static void
lint_image(struct cli *cli)
{
	const char *shipped, *image;
	struct pj_error err = { 0 };
	struct pj_rules *rules;

	if (cli->options.no_default_rules)
		return;
	shipped = cli_data_lexicons(cli->arena, &err);
	image = shipped ? cli_data_image(cli->arena, shipped) : NULL;
	if (!image)
		return;
	rules = pj_rules_open(image, &shipped, 1, &err);
	if (!rules)
		cli_say_error(NULL, &err);
	pj_rules_free(rules);
}

/* Lint, and whether PCRE2 takes every pattern. */
static int
rules_lint(struct cli *cli, struct pj_engine *engine)
{
	const struct pj_rules *rules = pj_engine_rules(engine);
	struct pj_buf out = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct linting linting = { .explain = cli->options.explain };
	size_t found = pj_rules_lint(rules, say_lint, &linting);

	if (!pj_matcher_compile(pj_engine_matcher(engine), &err)) {
		cli_say_error(NULL, &err);
		found++;
	}
	lint_image(cli);
	pj_buf_printf(
	    &out, _("rules: %zu, mistakes: %zu\n"), rules->rule_count, found);
	if (linting.hints > 0 && !linting.explain)
		pj_buf_printf(&out, _("hints: %zu (--explain shows them)\n"),
		    linting.hints);
	return cli_print(&out, found ? CLI_FOUND : CLI_CLEAN);
}

/* What could have followed "rules". */
static int
usage(void)
{
	struct pj_error err = { 0 };

	pj_error_set(&err, PJ_EUSAGE,
	    _("expected: rules list, rules show RULE, rules test, rules lint, "
	      "rules coverage, rules diff or rules compile DIR... -o FILE"));
	cli_say_error(NULL, &err);
	return CLI_TROUBLE;
}

int
cli_rules(struct cli *cli)
{
	const struct cli_list *args = &cli->options.operands;
	const char *what = args->count ? args->at[0] : "";
	bool show = strcmp(what, "show") == 0;
	struct cli_profiles *profiles;
	struct pj_engine *engine;
	int status = CLI_TROUBLE;

	if (strcmp(what, "compile") == 0)
		return cli_rules_compile(cli);
	if (args->count != (show ? 2 : 1) || cli->options.output)
		return usage();
	engine = cli_load_rules(cli, &profiles);
	if (!engine)
		goto out;
	if (show)
		status =
		    cli_rules_show(cli, pj_engine_rules(engine), args->at[1]);
	else if (strcmp(what, "list") == 0)
		status = rules_list(cli, pj_engine_rules(engine));
	else if (strcmp(what, "lint") == 0)
		status = rules_lint(cli, engine);
	else if (strcmp(what, "diff") == 0)
		status = cli_rules_diff(cli, pj_engine_rules(engine));
	else if (strcmp(what, "coverage") == 0)
		status = cli_rules_coverage(cli, pj_engine_rules(engine));
	else if (strcmp(what, "test") == 0)
		status = cli_rules_test(cli, engine);
	else
		status = usage();
out:
	cli_profiles_free(profiles);
	return status;
}
