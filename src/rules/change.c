#include "pingjian/text.h"

#include "rules.h"

/* What a later folder says of the rules and lists of an earlier one. */

static const char *const rule_keys[] = { "rule", "disable", "severity", "add",
	"except", "bad", "ok", "reason", NULL };
static const char *const list_keys[] = { "list", "add", "reason", NULL };
static const char *const severities[] = { "advice", "warning", "error", NULL };
static const char *const booleans[] = { "false", "true", NULL };

bool
pj_reason_check(struct loader *l, const struct node *entry)
{
	const struct node *reason = pj_node_get(entry, "reason");

	if (reason)
		return pj_node_is_text(reason, l->err);
	return pj_node_fail(entry, l->err,
	    _("the key \"reason\" is missing: say why this differs from the "
	      "rules before it"));
}

/* ENTRY speaks of one thing, and its keys are those that go with it. */
static bool
check_keys(struct loader *l, const struct node *entry)
{
	const struct node *rule, *list;

	if (entry->kind != NODE_MAP)
		return pj_node_keys(entry, rule_keys, l->err);
	rule = pj_node_get(entry, "rule");
	list = pj_node_get(entry, "list");
	if (!rule == !list)
		return pj_node_fail(entry, l->err,
		    _("a change names a \"rule\" or a \"list\""));
	return pj_node_keys(entry, rule ? rule_keys : list_keys, l->err) &&
	       pj_node_is_text(rule ? rule : list, l->err);
}

/* The values of ENTRY are what they can be, and one of them changes. */
static bool
check_values(struct loader *l, const struct node *entry)
{
	static const char *const lists[] = { "add", "except", "bad", "ok" };
	const struct node *off = pj_node_get(entry, "disable");
	const struct node *severity = pj_node_get(entry, "severity");

	if ((off && pj_node_choice(off, booleans, l->err) == NONE) ||
	    (severity && pj_node_choice(severity, severities, l->err) == NONE))
		return false;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		const struct node *n = pj_node_get(entry, lists[i]);

		if (n && (!pj_node_is_list(n, l->err) ||
			     !pj_node_is_texts(n, l->err)))
			return false;
	}
	if (off || severity || pj_node_get(entry, "add") ||
	    pj_node_get(entry, "except"))
		return true;
	return pj_node_fail(entry, l->err,
	    _("say what is to change: disable, severity, add or except"));
}

bool
pj_changes_collect(struct loader *l, const struct node *changes)
{
	if (!pj_node_is_list(changes, l->err))
		return false;
	for (const struct node *n = changes->first; n; n = n->next) {
		struct change *change;

		if (!check_keys(l, n) || !check_values(l, n) ||
		    !pj_reason_check(l, n))
			return false;
		change = pj_vec_add(&l->changes, sizeof(*change));
		if (!change)
			return pj_error_nomem(l->err);
		*change = (struct change){ .node = n, .dir = l->dir };
	}
	return true;
}

/* An entry that is new has neither; one that was replaced once has both. */
const struct node *
pj_first_node(const struct node *before, const struct node *node)
{
	return before ? before : node;
}

/* No rule is called NAME. */
static bool
fail_rule(struct loader *l, const struct node *name)
{
	const char *near = pj_found_nearest(&l->found, name->text);

	if (near && strcmp(near, name->text.ptr) != 0)
		return pj_node_fail(name, l->err,
		    _("no rule \"%s\"; did you mean \"%s\"?"), name->text.ptr,
		    near);
	return pj_node_fail(name, l->err, _("no rule \"%s\""), name->text.ptr);
}

/*
 * Hang CHANGE at the end of CHAIN, which belongs to what was defined in
 * folder FIRST and last in folder DIR: a later one takes its place as a
 * whole, and nothing that was said of it before holds any more.
 */
static bool
hang(struct loader *l, struct change *change, const struct node *name,
    uint32_t first, uint32_t dir, struct change **chain)
{
	if (change->dir < first)
		return pj_node_fail(name, l->err,
		    _("\"%s\" comes only in a later folder: put the change "
		      "there, or behind it"),
		    name->text.ptr);
	if (change->dir == dir)
		return pj_node_fail(name, l->err,
		    _("\"%s\" stands in this folder itself: change it there"),
		    name->text.ptr);
	if (change->dir < dir)
		return true;
	while (*chain)
		chain = &(*chain)->next;
	*chain = change;
	return true;
}

/* Find the rule that CHANGE speaks of. */
static bool
settle_rule(struct loader *l, struct change *change, const struct node *name)
{
	uint32_t at = pj_table_get(&l->rule_names, name->text);
	struct found *found;

	if (at == NONE)
		return fail_rule(l, name);
	found = (struct found *)l->found.items + at;
	return hang(l, change, name, found->first, found->dir, &found->changes);
}

/* The same for a list; that it is changed does not make it used. */
static bool
settle_list(struct loader *l, struct change *change, const struct node *name)
{
	uint32_t at = pj_table_get(&l->list_names, name->text);
	struct list *list;

	if (at == NONE) {
		pj_list_named(l, name->text, name);
		return false;
	}
	list = pj_list_at(l, at);
	return hang(l, change, name, list->first, list->dir, &list->changes);
}

bool
pj_changes_settle(struct loader *l)
{
	struct change *changes = l->changes.items;

	for (size_t i = 0; i < l->changes.count; i++) {
		const struct node *rule = pj_node_get(changes[i].node, "rule");

		if (rule ? !settle_rule(l, &changes[i], rule)
			 : !settle_list(l, &changes[i],
			       pj_node_get(changes[i].node, "list")))
			return false;
	}
	return true;
}

const struct node *
pj_change_next(const struct change **at, const char *key)
{
	while (*at) {
		const struct node *node = pj_node_get((*at)->node, key);

		*at = (*at)->next;
		if (node)
			return node;
	}
	return NULL;
}

/* Copy the texts of LIST behind the others of OUT, which has room. */
static bool
copy_texts(struct loader *l, const struct node *list, struct pj_strings *out)
{
	const char **at = (const char **)out->at;

	for (const struct node *n = list->first; n; n = n->next) {
		at[out->count] = pj_arena_copy(l->arena, n->text);
		if (!at[out->count++])
			return pj_error_nomem(l->err);
	}
	return true;
}

bool
pj_changed_strings(struct loader *l, const struct node *own,
    const struct change *changes, const char *key, struct pj_strings *out)
{
	const struct change *c = changes;
	const struct node *more;
	size_t count = own ? own->count : 0;

	while ((more = pj_change_next(&c, key)))
		count += more->count;
	*out = (struct pj_strings){ NULL, 0 };
	if (count == 0)
		return true;
	out->at = pj_arena_alloc(l->arena, count, sizeof(*out->at));
	if (!out->at)
		return pj_error_nomem(l->err);
	if (own && !copy_texts(l, own, out))
		return false;
	for (c = changes; (more = pj_change_next(&c, key));)
		if (!copy_texts(l, more, out))
			return false;
	return true;
}
