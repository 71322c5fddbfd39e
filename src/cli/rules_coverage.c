#include <jansson.h>

#include "pingjian/text.h"

#include "cli.h"

/*
 * pingjian rules coverage: which items of the checklist have rules, and
 * which rules have no item.
 */

struct coverage {
	const struct pj_rules *rules;
	const struct pj_checklist *list;
	bool english;
	size_t bare_items; /* without a rule, and not for people alone */
	size_t people_items;
	size_t bare_rules; /* without an item */
};

static bool
answers(const struct pj_rule *rule, const char *item)
{
	if (rule->off)
		return false;
	for (size_t i = 0; i < rule->checklist.count; i++)
		if (!strcmp(rule->checklist.at[i], item))
			return true;
	return false;
}

/* Rules that answer to ITEM; of CATEGORY alone unless that is NULL. */
static size_t
count_rules(const struct coverage *c, const struct pj_checklist_item *item,
    const char *category)
{
	size_t count = 0;

	for (size_t i = 0; i < c->rules->rule_count; i++) {
		const struct pj_rule *rule = &c->rules->rules[i];

		count += answers(rule, item->id) &&
		         (!category || !strcmp(category, rule->category));
	}
	return count;
}

/* A rule that is switched off answers nothing, and needs no item. */
static bool
is_bare(const struct pj_rule *rule)
{
	return !rule->off && rule->checklist.count == 0;
}

static void
count_all(struct coverage *c)
{
	for (size_t i = 0; i < c->list->count; i++) {
		const struct pj_checklist_item *item = &c->list->items[i];

		c->people_items += item->people;
		c->bare_items += !item->people && !count_rules(c, item, NULL);
	}
	for (size_t i = 0; i < c->rules->rule_count; i++)
		c->bare_rules += is_bare(&c->rules->rules[i]);
}

/* The categories of the rules of ITEM with their counts: "family 24, …". */
static void
put_parts(struct pj_buf *out, const struct coverage *c,
    const struct pj_checklist_item *item)
{
	const char *between = "";

	for (size_t i = 0; i < c->rules->category_count; i++) {
		const char *category = c->rules->categories[i].id;
		size_t part = count_rules(c, item, category);

		if (part == 0)
			continue;
		pj_buf_printf(out, "%s%s %zu", between, category, part);
		between = _(", ");
	}
	pj_buf_putc(out, '\0');
}

/* The line below a question: how many rules, and of which categories. */
static void
put_counts(struct pj_buf *out, const struct coverage *c,
    const struct pj_checklist_item *item)
{
	size_t count = count_rules(c, item, NULL);
	struct pj_buf parts = PJ_BUF_INIT;

	pj_buf_puts(out, "    ");
	put_parts(&parts, c, item);
	if (parts.failed)
		out->failed = true;
	else if (item->people)
		pj_buf_puts(out, _("for people to answer"));
	else if (count == 0)
		pj_buf_puts(out, _("no rules"));
	else
		pj_buf_printf(out, _("rules: %zu (%s)"), count, parts.ptr);
	pj_buf_putc(out, '\n');
	pj_buf_free(&parts);
}

static void
put_text(struct pj_buf *out, const struct coverage *c)
{
	size_t i;

	pj_buf_printf(
	    out, "%s", c->english ? c->list->title_en : c->list->title_zh);
	if (c->list->provisional)
		pj_buf_puts(out, _(" (provisional)"));
	pj_buf_puts(out, "\n\n");
	for (i = 0; i < c->list->count; i++) {
		const struct pj_checklist_item *item = &c->list->items[i];

		pj_buf_printf(out, "%-3s %s\n", item->id,
		    c->english ? item->question_en : item->question_zh);
		put_counts(out, c, item);
	}
	if (c->bare_rules > 0)
		pj_buf_printf(out, "\n%s\n", _("Rules without an item:"));
	for (i = 0; i < c->rules->rule_count; i++)
		if (is_bare(&c->rules->rules[i]))
			pj_buf_printf(out, "  %s\n", c->rules->rules[i].id);
	pj_buf_putc(out, '\n');
	pj_buf_printf(out,
	    _("Items: %zu (for people to answer: %zu), without rules: %zu.\n"),
	    c->list->count, c->people_items, c->bare_items);
	pj_buf_printf(out, _("Rules: %zu, without an item: %zu.\n"),
	    c->rules->rule_count, c->bare_rules);
}

/* The ids of the rules of item ID; of rules without any where ID is NULL. */
static json_t *
json_rules(const struct coverage *c, const char *id)
{
	json_t *array = json_array();

	for (size_t i = 0; i < c->rules->rule_count; i++) {
		const struct pj_rule *rule = &c->rules->rules[i];

		if (id ? answers(rule, id) : is_bare(rule))
			json_array_append_new(array, json_string(rule->id));
	}
	return array;
}

static void
put_json(struct pj_buf *out, const struct coverage *c)
{
	json_t *items = json_array(), *root;

	for (size_t i = 0; i < c->list->count; i++) {
		const struct pj_checklist_item *item = &c->list->items[i];

		json_array_append_new(items,
		    json_pack("{s:s,s:{s:s,s:s},s:b,s:o,s:o}", "id", item->id,
			"question", "zh", item->question_zh, "en",
			item->question_en, "people", item->people, "categories",
			cli_json_strings(&item->categories), "rules",
			json_rules(c, item->id)));
	}
	root = json_pack("{s:i,s:{s:s,s:s},s:b,s:o,s:o}", "schema", 1, "title",
	    "zh", c->list->title_zh, "en", c->list->title_en, "provisional",
	    c->list->provisional, "items", items, "rulesWithoutItem",
	    json_rules(c, NULL));
	if (!root || json_array_size(items) != c->list->count ||
	    json_dump_callback(root, cli_json_add, out, JSON_INDENT(2)))
		out->failed = true;
	json_decref(root);
	pj_buf_putc(out, '\n');
}

int
cli_rules_coverage(const struct cli *cli, const struct pj_rules *rules)
{
	struct coverage c = { .rules = rules,
		.list = &rules->checklist,
		.english = cli->english };
	const char *format = cli->options.format;
	struct pj_buf out = PJ_BUF_INIT;
	struct pj_error err = { 0 };

	if (c.list->count == 0)
		pj_error_set(
		    &err, PJ_ECONFIG, _("the rule folders hold no checklist"));
	else if (format && strcmp(format, "text") != 0 &&
		 strcmp(format, "json") != 0)
		pj_error_set(&err, PJ_EUSAGE,
		    _("rules coverage knows no format \"%s\"; it knows text "
		      "and json"),
		    format);
	if (err.code != PJ_OK) {
		cli_say_error(NULL, &err);
		return CLI_TROUBLE;
	}
	count_all(&c);
	if (format && strcmp(format, "json") == 0)
		put_json(&out, &c);
	else
		put_text(&out, &c);
	return cli_print(
	    &out, c.bare_items + c.bare_rules > 0 ? CLI_FOUND : CLI_CLEAN);
}
