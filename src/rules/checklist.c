#include "pingjian/text.h"

#include "rules.h"

/*
 * The checklist: what people ask of a draft before it goes out, and which
 * rules answer to each question.  It stands beside the rules, so that an
 * agency puts its own text in place of the shipped one and touches no rule.
 */

static const char *const checklist_keys[] = { "status", "title", "items",
	"reason", NULL };
static const char *const item_keys[] = { "id", "question", "categories",
	"rules", "people", NULL };
static const char *const statuses[] = { "official", "provisional", NULL };
static const char *const booleans[] = { "false", "true", NULL };

/* The longest id: it stands in every line that names a rule. */
#define ID_BYTES 32

bool
pj_checklist_collect(struct loader *l, const struct node *node)
{
	const struct node *reason = pj_node_get(node, "reason");

	if (reason && !pj_node_is_text(reason, l->err))
		return false;
	if (l->checklist && l->checklist_dir == l->dir)
		return pj_node_fail_key(node, l->err,
		    _("a second checklist in one folder; the first is in %s, "
		      "line %u"),
		    l->checklist->file, l->checklist->line);
	l->checklist_replaced = l->checklist != NULL;
	l->checklist = node;
	l->checklist_dir = l->dir;
	return true;
}

/* An id is one short word: it is quoted in forms and by programs. */
static bool
check_id(struct loader *l, const struct node *id, const struct node *items)
{
	if (!pj_node_is_text(id, l->err))
		return false;
	if (id->text.len > ID_BYTES)
		return pj_node_fail(id, l->err,
		    _("an id of a checklist item has at most %d bytes"),
		    ID_BYTES);
	for (size_t i = 0; i < id->text.len; i++)
		if ((unsigned char)id->text.ptr[i] <= ' ')
			return pj_node_fail(id, l->err,
			    _("an id of a checklist item holds no spaces"));
	for (const struct node *n = items->first; n; n = n->next) {
		const struct node *other = pj_node_get(n, "id");

		if (other == id)
			break;
		if (pj_str_equal(other->text, id->text))
			return pj_node_fail(id, l->err,
			    _("\"%s\" is defined twice; the first is in %s, "
			      "line %u"),
			    id->text.ptr, other->file, other->line);
	}
	return true;
}

/* The list of names under KEY; none where it is not there. */
static bool
read_names(struct loader *l, const struct node *item, const char *key,
    struct pj_strings *out)
{
	const struct node *list = pj_node_get(item, key);

	if (list &&
	    (!pj_node_is_list(list, l->err) || !pj_node_is_texts(list, l->err)))
		return false;
	return pj_node_strings(l->arena, list, out, l->err);
}

/* Which rules answer to ITEM, or that only people can. */
static bool
read_answer(
    struct loader *l, const struct node *item, struct pj_checklist_item *out)
{
	const struct node *people = pj_node_get(item, "people");
	bool named =
	    pj_node_get(item, "categories") || pj_node_get(item, "rules");
	uint32_t at = people ? pj_node_choice(people, booleans, l->err) : 0;

	if (at == NONE)
		return false;
	out->people = at == 1;
	if (out->people && named)
		return pj_node_fail(people, l->err,
		    _("an item for people alone names no categories or "
		      "rules"));
	if (!out->people && !named)
		return pj_node_fail(item, l->err,
		    _("the item needs \"categories\" or \"rules\", or "
		      "\"people: true\" where only people can tell"));
	return read_names(l, item, "categories", &out->categories) &&
	       read_names(l, item, "rules", &out->rules);
}

static bool
read_item(struct loader *l, const struct node *item, const struct node *items,
    struct pj_checklist_item *out)
{
	const struct node *id, *question;

	if (!pj_node_keys(item, item_keys, l->err))
		return false;
	id = pj_node_need(item, "id", l->err);
	if (!id || !check_id(l, id, items))
		return false;
	question = pj_node_need(item, "question", l->err);
	if (!question ||
	    !pj_title_read(l, question, &out->question_zh, &out->question_en))
		return false;
	out->id = pj_arena_copy(l->arena, id->text);
	if (!out->id)
		return pj_error_nomem(l->err);
	return read_answer(l, item, out);
}

/* All items of LIST, of which there must be one. */
static bool
read_items(struct loader *l, const struct node *list, struct pj_checklist *out)
{
	struct pj_checklist_item *items;

	if (!list || !pj_node_is_list(list, l->err))
		return false;
	if (list->count == 0)
		return pj_node_fail(
		    list, l->err, _("a checklist has at least one item"));
	items = pj_arena_alloc(l->arena, list->count, sizeof(*items));
	if (!items)
		return pj_error_nomem(l->err);
	out->items = items;
	for (const struct node *n = list->first; n; n = n->next)
		if (!read_item(l, n, list, &items[out->count++]))
			return false;
	return true;
}

/* --- rules and items ----------------------------------------------------- */

static bool
is_among(const struct pj_strings *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (!strcmp(names->at[i], name))
			return true;
	return false;
}

static bool
answers(const struct pj_rule *rule, const struct pj_checklist_item *item)
{
	return is_among(&item->categories, rule->category) ||
	       is_among(&item->rules, rule->id);
}

/* The ids of the items that RULE answers to, into it. */
static bool
attach(struct loader *l, struct pj_rule *rule)
{
	const struct pj_checklist *list = &l->out->checklist;
	const char **ids = pj_arena_alloc(l->arena, list->count, sizeof(*ids));

	if (!ids)
		return pj_error_nomem(l->err);
	rule->checklist.at = ids;
	for (size_t i = 0; i < list->count; i++)
		if (answers(rule, &list->items[i]))
			ids[rule->checklist.count++] = list->items[i].id;
	return true;
}

bool
pj_checklist_read(struct loader *l, struct pj_rule *rules, size_t count)
{
	struct pj_checklist *out = &l->out->checklist;
	const struct node *node = l->checklist, *status, *title;
	uint32_t at;

	out->title_zh = out->title_en = "";
	if (!node)
		return true;
	if (!pj_node_keys(node, checklist_keys, l->err))
		return false;
	status = pj_node_need(node, "status", l->err);
	at = status ? pj_node_choice(status, statuses, l->err) : NONE;
	if (at == NONE)
		return false;
	out->provisional = at == 1;
	title = pj_node_need(node, "title", l->err);
	if (!title ||
	    !pj_title_read(l, title, &out->title_zh, &out->title_en) ||
	    !read_items(l, pj_node_need(node, "items", l->err), out))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!attach(l, &rules[i]))
			return false;
	return true;
}

const struct pj_checklist_item *
pj_rules_item(const struct pj_rules *rules, const char *id)
{
	for (size_t i = 0; i < rules->checklist.count; i++)
		if (!strcmp(rules->checklist.items[i].id, id))
			return &rules->checklist.items[i];
	return NULL;
}

/* --- names that nothing has ---------------------------------------------- */

/* The category's id that NAME may be meant for, or NULL. */
static const char *
nearest_category(const struct loader *l, struct pj_str name)
{
	const struct pj_category *all = l->categories.items;
	const char *best = NULL;
	size_t best_distance = SIZE_MAX;

	for (size_t i = 0; i < l->categories.count; i++) {
		size_t d = pj_name_distance(name, pj_str(all[i].id));

		if (d < best_distance) {
			best_distance = d;
			best = all[i].id;
		}
	}
	return best && pj_name_near(name, best_distance) ? best : NULL;
}

/* Say of NODE that it names nothing, with what it may be meant for. */
static void
say_unknown(const struct node *node, const char *near, struct pj_error *out)
{
	if (near)
		pj_node_fail(node, out,
		    _("the checklist names \"%s\", which is not there; did "
		      "you mean \"%s\"?"),
		    node->text.ptr, near);
	else
		pj_node_fail(node, out,
		    _("the checklist names \"%s\", which is not there"),
		    node->text.ptr);
}

/* One item's unknown names into OUT (or only counted). */
static size_t
check_item(
    const struct loader *l, const struct node *item, struct pj_error *out)
{
	const struct node *categories = pj_node_get(item, "categories");
	const struct node *rules = pj_node_get(item, "rules");
	const struct node *n;
	size_t count = 0;

	for (n = categories ? categories->first : NULL; n; n = n->next)
		if (pj_table_get(&l->category_names, n->text) == NONE) {
			if (out)
				say_unknown(n, nearest_category(l, n->text),
				    &out[count]);
			count++;
		}
	for (n = rules ? rules->first : NULL; n; n = n->next)
		if (pj_table_get(&l->rule_names, n->text) == NONE) {
			if (out)
				say_unknown(n,
				    pj_found_nearest(&l->found, n->text),
				    &out[count]);
			count++;
		}
	return count;
}

size_t
pj_checklist_check(const struct loader *l, struct pj_error *out)
{
	const struct node *items =
	    l->checklist ? pj_node_get(l->checklist, "items") : NULL;
	size_t count = 0;

	for (const struct node *n = items ? items->first : NULL; n; n = n->next)
		count += check_item(l, n, out ? &out[count] : NULL);
	return count;
}
