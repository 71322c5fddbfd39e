#include "pingjian/text.h"

#include "rules.h"

/* The account of all that later folders make different from the first. */

static const char *const kinds[] = { "added", "replaced", "off", "on",
	"severity", "terms", "exceptions" };
static const char *const subjects[] = { "rule", "list", "context", "basis",
	"protected", "pair", "checklist", "count" };

const char *
pj_change_kind_name(enum pj_change_kind kind)
{
	return kinds[kind];
}

const char *
pj_subject_name(enum pj_subject subject)
{
	return subjects[subject];
}

bool
pj_change_is_idle(const struct pj_change *change)
{
	if (change->kind == PJ_CHANGE_SEVERITY)
		return change->was == change->now;
	return (change->kind == PJ_CHANGE_TERMS ||
		   change->kind == PJ_CHANGE_EXCEPTIONS) &&
	       change->more.count == 0;
}

/* A new line of the account, NAME borrowed; NULL with ERR filled. */
static struct pj_change *
add(struct loader *l, enum pj_change_kind kind, enum pj_subject subject,
    struct pj_str name, const struct node *entry)
{
	struct pj_change *out = pj_vec_add(&l->account, sizeof(*out));
	const struct node *reason =
	    entry->kind == NODE_MAP ? pj_node_get(entry, "reason") : NULL;

	if (!out) {
		pj_error_nomem(l->err);
		return NULL;
	}
	*out = (struct pj_change){ .kind = kind,
		.subject = subject,
		.file = entry->file,
		.line = entry->key_line,
		.was = PJ_WARNING,
		.now = PJ_WARNING };
	out->name = pj_arena_copy(l->arena, name);
	/* A list's values have no place for a reason: its node is no map. */
	out->reason = reason ? pj_arena_copy(l->arena, reason->text) : "";
	if (out->name && out->reason)
		return out;
	pj_error_nomem(l->err);
	return NULL;
}

/* --- what is different --------------------------------------------------- */

static bool
same(const struct node *a, const struct node *b)
{
	const struct node *x, *y;

	if (!a || !b)
		return a == b;
	if (a->kind != b->kind || a->count != b->count ||
	    (a->kind == NODE_TEXT && !pj_str_equal(a->text, b->text)))
		return false;
	for (x = a->first, y = b->first; x && y; x = x->next, y = y->next)
		if (!pj_str_equal(x->key, y->key) || !same(x, y))
			return false;
	return true;
}

/* The texts of list A (may be NULL) that list B (may be NULL) has not. */
static bool
texts_without(struct loader *l, const struct node *a, const struct node *b,
    struct pj_strings *out)
{
	struct table others = { .arena = l->temp };
	const char **at;

	*out = (struct pj_strings){ NULL, 0 };
	if (!a || a->kind != NODE_LIST)
		return true;
	for (const struct node *n = b ? b->first : NULL; n; n = n->next)
		if (pj_table_put(&others, n->text, 0) == NONE)
			return pj_error_nomem(l->err);
	at = pj_arena_alloc(l->arena, a->count, sizeof(*at));
	if (!at)
		return pj_error_nomem(l->err);
	out->at = at;
	for (const struct node *n = a->first; n; n = n->next) {
		if (pj_table_get(&others, n->text) != NONE)
			continue;
		at[out->count] = pj_arena_copy(l->arena, n->text);
		if (!at[out->count++])
			return pj_error_nomem(l->err);
	}
	return true;
}

/* The keys of a rule that differ, but for those that name and excuse it. */
static bool
keys_that_differ(struct loader *l, const struct node *before,
    const struct node *now, struct pj_strings *out)
{
	const char **at =
	    pj_arena_alloc(l->arena, before->count + now->count, sizeof(*at));

	if (!at)
		return pj_error_nomem(l->err);
	*out = (struct pj_strings){ at, 0 };
	for (int turn = 0; turn < 2; turn++) {
		const struct node *one = turn ? now : before;
		const struct node *other = turn ? before : now;

		for (const struct node *n = one->first; n; n = n->next) {
			const struct node *twin =
			    pj_node_get(other, n->key.ptr);

			/* In the second turn only what is new. */
			if (same(n, twin) || (turn && twin) ||
			    !strcmp(n->key.ptr, "reason"))
				continue;
			at[out->count] = pj_arena_copy(l->arena, n->key);
			if (!at[out->count++])
				return pj_error_nomem(l->err);
		}
	}
	return true;
}

/* The level that rule NODE has of its own; it was read before. */
static enum pj_severity
severity_of(const struct node *node)
{
	for (int s = PJ_ADVICE; s <= PJ_ERROR; s++)
		if (node && !strcmp(node->text.ptr,
				pj_severity_name((enum pj_severity)s)))
			return (enum pj_severity)s;
	return PJ_WARNING;
}

/* --- one subject after the other ------------------------------------------ */

/*
 * One ENTRY of `changes` for RULE, called ID; SEVERITY is its level so far.
 * Of what is added only that counts which the rule has not of its own.
 */
static bool
tell_change(struct loader *l, struct pj_str id, const struct node *rule,
    const struct node *entry, enum pj_severity *severity)
{
	const struct node *off = pj_node_get(entry, "disable");
	const struct node *level = pj_node_get(entry, "severity");
	const struct node *more = pj_node_get(entry, "add");
	const struct node *except = pj_node_get(entry, "except");
	struct pj_change *out;

	if (off &&
	    !add(l, off->text.ptr[0] == 't' ? PJ_CHANGE_OFF : PJ_CHANGE_ON,
		PJ_SUBJECT_RULE, id, entry))
		return false;
	if (level) {
		out = add(l, PJ_CHANGE_SEVERITY, PJ_SUBJECT_RULE, id, entry);
		if (!out)
			return false;
		out->was = *severity;
		out->now = *severity = severity_of(level);
	}
	if (more) {
		out = add(l, PJ_CHANGE_TERMS, PJ_SUBJECT_RULE, id, entry);
		if (!out || !texts_without(
				l, more, pj_node_get(rule, "find"), &out->more))
			return false;
	}
	if (!except)
		return true;
	out = add(l, PJ_CHANGE_EXCEPTIONS, PJ_SUBJECT_RULE, id, entry);
	return out && texts_without(
			  l, except, pj_node_get(rule, "except"), &out->more);
}

/* How rule NOW of a later folder differs from BEFORE, NULL if it is new. */
static bool
tell_new(struct loader *l, struct pj_str id, const struct node *before,
    const struct node *now)
{
	const struct node *was = before ? pj_node_get(before, "find") : NULL;
	const struct node *find = pj_node_get(now, "find");
	struct pj_change *out =
	    add(l, before ? PJ_CHANGE_REPLACED : PJ_CHANGE_ADDED,
		PJ_SUBJECT_RULE, id, now);

	if (!out || !texts_without(l, find, was, &out->more))
		return false;
	if (!before)
		return true;
	out->was = severity_of(pj_node_get(before, "severity"));
	out->now = severity_of(pj_node_get(now, "severity"));
	return texts_without(l, was, find, &out->less) &&
	       keys_that_differ(l, before, now, &out->keys);
}

/* A rule of a later folder, and what is said of a rule elsewhere. */
static bool
tell_rule(struct loader *l, const struct found *f)
{
	enum pj_severity severity =
	    severity_of(pj_node_get(f->node, "severity"));

	if (f->dir > 0 && !tell_new(l, f->id, f->before, f->node))
		return false;
	for (const struct change *c = f->changes; c; c = c->next)
		if (!tell_change(l, f->id, f->node, c->node, &severity))
			return false;
	return true;
}

static bool
tell_list(struct loader *l, const struct list *list)
{
	struct pj_str name = list->node->key;
	struct pj_change *out;

	if (list->dir > 0) {
		out =
		    add(l, list->before ? PJ_CHANGE_REPLACED : PJ_CHANGE_ADDED,
			PJ_SUBJECT_LIST, name, list->node);
		if (!out ||
		    !texts_without(l, list->node, list->before, &out->more) ||
		    !texts_without(l, list->before, list->node, &out->less))
			return false;
	}
	for (const struct change *c = list->changes; c; c = c->next) {
		out = add(l, PJ_CHANGE_TERMS, PJ_SUBJECT_LIST, name, c->node);
		if (!out || !texts_without(l, pj_node_get(c->node, "add"),
				list->node, &out->more))
			return false;
	}
	return true;
}

/* Contexts or basis entries of later folders. */
static bool
tell_named(struct loader *l, const struct vec *named, enum pj_subject subject)
{
	const struct found *found = named->items;

	for (size_t i = 0; i < named->count; i++)
		if (found[i].dir > 0 &&
		    !add(l,
			found[i].before ? PJ_CHANGE_REPLACED : PJ_CHANGE_ADDED,
			subject, found[i].id, found[i].node))
			return false;
	return true;
}

/* The phrases or patterns that ENTRY protects, all in one list. */
static bool
tell_protected(struct loader *l, const struct node *entry)
{
	struct pj_change *out = add(l, PJ_CHANGE_ADDED, PJ_SUBJECT_PROTECTED,
	    pj_node_get(entry, "kind")->text, entry);
	const struct node *phrases = pj_node_get(entry, "phrases");
	const struct node *pattern = pj_node_get(entry, "pattern");

	if (!out)
		return false;
	if (phrases)
		return texts_without(l, phrases, NULL, &out->more);
	return pj_node_strings(l->arena, pattern, &out->more, l->err);
}

static bool
tell_pair(struct loader *l, const struct node *pair)
{
	const char *name = pj_arena_printf(l->temp, "%s/%s",
	    pair->first->text.ptr, pair->first->next->text.ptr);

	if (!name)
		return pj_error_nomem(l->err);
	return add(l, PJ_CHANGE_ADDED, PJ_SUBJECT_PAIR, pj_str(name), pair) !=
	       NULL;
}

/* What only adds up: protected phrases and pairs of a later file. */
static bool
tell_file(struct loader *l, const struct node *file)
{
	const struct node *list = pj_node_get(file, "protected");
	const struct node *n;

	for (n = list ? list->first : NULL; n; n = n->next)
		if (!tell_protected(l, n))
			return false;
	list = pj_node_get(file, "pairs");
	for (n = list ? list->first : NULL; n; n = n->next)
		if (!tell_pair(l, n))
			return false;
	return true;
}

bool
pj_changes_account(struct loader *l)
{
	const struct found *found = l->found.items;
	const struct file *files = l->files.items;

	if (!l->options->examples)
		return true;
	for (size_t i = 0; i < l->found.count; i++)
		if (!tell_rule(l, &found[i]))
			return false;
	for (uint32_t i = 0; i < l->lists.count; i++)
		if (!tell_list(l, pj_list_at(l, i)))
			return false;
	if (!tell_named(l, &l->contexts, PJ_SUBJECT_CONTEXT) ||
	    !tell_named(l, &l->basis, PJ_SUBJECT_BASIS) ||
	    !tell_named(l, &l->counts, PJ_SUBJECT_COUNT))
		return false;
	for (size_t i = 0; i < l->files.count; i++)
		if (files[i].dir > 0 && !tell_file(l, files[i].tree))
			return false;
	if (l->checklist && l->checklist_dir > 0 &&
	    !add(l,
		l->checklist_replaced ? PJ_CHANGE_REPLACED : PJ_CHANGE_ADDED,
		PJ_SUBJECT_CHECKLIST, pj_str(l->out->checklist.title_zh),
		l->checklist))
		return false;
	l->out->changes =
	    pj_vec_keep(l->arena, &l->account, sizeof(*l->out->changes));
	l->out->change_count = l->account.count;
	return l->out->changes || pj_error_nomem(l->err);
}
