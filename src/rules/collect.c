#include <ctype.h>

#include "pingjian/text.h"

#include "rules.h"

/* What stands in one file, noted for when all files are known. */

static const char *const file_keys[] = { "format", "category", "title", "rules",
	"words", "protected", "contexts", "pairs", "basis", "common",
	"checklist", "changes", "counts", NULL };
static const char *const languages[] = { "zh", "en", NULL };
static const char *const basis_keys[] = { "id", "title", "url", NULL };
static const char *const protected_keys[] = { "kind", "phrases", "pattern",
	"reason", NULL };

bool
pj_title_read(
    struct loader *l, const struct node *node, const char **zh, const char **en)
{
	const struct node *a, *b;

	if (!pj_node_keys(node, languages, l->err))
		return false;
	a = pj_node_need(node, "zh", l->err);
	if (!a || !pj_node_is_text(a, l->err))
		return false;
	b = pj_node_get(node, "en");
	if (b && !pj_node_is_text(b, l->err))
		return false;
	*zh = pj_arena_copy(l->arena, a->text);
	*en = b ? pj_arena_copy(l->arena, b->text) : *zh;
	return (*zh && *en) || pj_error_nomem(l->err);
}

/* Lower case, digits, hyphens. */
static bool
is_name(struct pj_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (!islower(c) && !isdigit(c) && c != '-')
			return false;
	}
	return text.len > 0;
}

/* The category called NODE, made at need; NONE with ERR filled. */
static uint32_t
category_of(struct loader *l, const struct node *node)
{
	uint32_t next = (uint32_t)l->categories.count;
	struct pj_category *category;
	uint32_t at;

	if (!pj_node_is_text(node, l->err))
		return NONE;
	if (!is_name(node->text)) {
		pj_node_fail(node, l->err,
		    _("a category is called by lower-case letters, digits and "
		      "\"-\", such as \"occupation\"; its \"title\" may "
		      "be Chinese"));
		return NONE;
	}
	at = pj_table_put(&l->category_names, node->text, next);
	if (at != next && at != NONE)
		return at;
	category =
	    at == NONE ? NULL : pj_vec_add(&l->categories, sizeof(*category));
	if (category) {
		category->id = pj_arena_copy(l->arena, node->text);
		category->title_zh = category->title_en = category->id;
	}
	if (!category || !category->id) {
		pj_error_nomem(l->err);
		return NONE;
	}
	return next;
}

/* category.name */
static bool
check_id(struct loader *l, const struct node *id, const char *category)
{
	struct pj_str head = pj_str(category);
	struct pj_str text = id->text;

	if (text.len <= head.len + 1 ||
	    memcmp(text.ptr, head.ptr, head.len) != 0 ||
	    text.ptr[head.len] != '.')
		return pj_node_fail(id, l->err,
		    _("\"%s\" must begin with the file's category: \"%s.…\""),
		    text.ptr, category);
	text.ptr += head.len + 1;
	text.len -= head.len + 1;
	if (!is_name(text))
		return pj_node_fail(id, l->err,
		    _("an id is made of lower-case letters, digits and "
		      "\"-\""));
	return true;
}

/*
 * Note NODE under the name NAME in VEC: anew, or in place of one from an
 * earlier folder.  Twice in one folder is an error that says TWICE.
 */
static struct found *
note(struct loader *l, struct vec *vec, struct table *names,
    const struct node *node, const struct node *name)
{
	uint32_t next = (uint32_t)vec->count;
	uint32_t at = pj_table_put(names, name->text, next);
	struct found *found;

	if (at == next)
		found = pj_vec_add(vec, sizeof(*found));
	else
		found = at == NONE ? NULL : (struct found *)vec->items + at;
	if (!found) {
		pj_error_nomem(l->err);
		return NULL;
	}
	if (at != next && found->dir == l->dir) {
		pj_node_fail(name, l->err,
		    _("\"%s\" is defined twice; the first is in %s, line %u"),
		    name->text.ptr, found->node->file, found->node->line);
		return NULL;
	}
	*found = (struct found){ .node = node,
		.before = pj_first_node(found->before, found->node),
		.id = name->text,
		.category = NONE,
		.first = at == next ? l->dir : found->first,
		.dir = l->dir };
	return found;
}

/* Note the rules of a file; they are read when all lists are known. */
static bool
collect_rules(struct loader *l, const struct node *rules, uint32_t category)
{
	const struct pj_category *all = l->categories.items;

	if (!pj_node_is_list(rules, l->err))
		return false;
	for (const struct node *n = rules->first; n; n = n->next) {
		const struct node *id;
		struct found *found;

		if (n->kind != NODE_MAP)
			return pj_node_fail(n, l->err,
			    _("a rule is a mapping that begins with "
			      "\"- id: …\""));
		id = pj_node_need(n, "id", l->err);
		if (!id || !pj_node_is_text(id, l->err) ||
		    !check_id(l, id, all[category].id))
			return false;
		found = note(l, &l->found, &l->rule_names, n, id);
		if (!found)
			return false;
		found->category = category;
	}
	return true;
}

/* The file's category, its titles, and its rules. */
static bool
collect_category(struct loader *l, const struct node *file)
{
	const struct node *name = pj_node_get(file, "category");
	const struct node *title = pj_node_get(file, "title");
	const struct node *rules = pj_node_get(file, "rules");
	struct pj_category *category;
	uint32_t at;

	if (!name && (rules || title))
		return pj_node_fail(rules ? rules : title, l->err,
		    _("a file with \"%s\" needs \"category\""),
		    rules ? "rules" : "title");
	if (!name)
		return true;
	at = category_of(l, name);
	if (at == NONE)
		return false;
	category = (struct pj_category *)l->categories.items + at;
	if (title &&
	    !pj_title_read(l, title, &category->title_zh, &category->title_en))
		return false;
	return !rules || collect_rules(l, rules, at);
}

/* Note the entries of a list that are told apart by the text of KEY. */
static bool
collect_named(struct loader *l, const struct node *list, const char *key,
    struct vec *vec, struct table *names)
{
	if (!pj_node_is_list(list, l->err))
		return false;
	for (const struct node *n = list->first; n; n = n->next) {
		const struct node *name;

		if (n->kind != NODE_MAP)
			return pj_node_fail(n, l->err,
			    _("an entry that begins with \"- %s: …\" must "
			      "stand here"),
			    key);
		name = pj_node_need(n, key, l->err);
		if (!name || !pj_node_is_text(name, l->err) ||
		    !note(l, vec, names, n, name))
			return false;
	}
	return true;
}

bool
pj_basis_read(struct loader *l, const struct node *node, struct pj_basis *out)
{
	const struct node *title, *url, *id;

	if (!pj_node_keys(node, basis_keys, l->err))
		return false;
	id = pj_node_get(node, "id");
	title = pj_node_need(node, "title", l->err);
	if (!title || !pj_title_read(l, title, &out->title_zh, &out->title_en))
		return false;
	url = pj_node_get(node, "url");
	if (url && !pj_node_is_text(url, l->err))
		return false;
	out->id = pj_arena_copy(l->arena, id->text);
	out->url = url ? pj_arena_copy(l->arena, url->text) : "";
	return (out->id && out->url) || pj_error_nomem(l->err);
}

/* Folded units of NODE's text in the result's arena. */
static bool
keep_units(struct loader *l, const struct node *node, const uint16_t **at,
    uint32_t *count)
{
	struct units units;
	uint16_t *copy;

	if (!pj_node_is_text(node, l->err) ||
	    !pj_units_fold(l, node->text, node, &units))
		return false;
	copy = pj_arena_alloc(l->arena, units.count, sizeof(*copy));
	if (!copy)
		return pj_error_nomem(l->err);
	memcpy(copy, units.at, units.count * sizeof(*copy));
	*at = copy;
	*count = units.count;
	return true;
}

/* Pairs hold no lists, so they are folded at once. */
static bool
collect_pairs(struct loader *l, const struct node *pairs)
{
	if (!pj_node_is_list(pairs, l->err))
		return false;
	for (const struct node *n = pairs->first; n; n = n->next) {
		struct pj_pair *pair;

		if (n->kind != NODE_LIST || n->count != 2)
			return pj_node_fail(n, l->err,
			    _("a pair is a list of two texts: [one, other]"));
		pair = pj_vec_add(&l->pairs, sizeof(*pair));
		if (!pair)
			return pj_error_nomem(l->err);
		if (!keep_units(l, n->first, &pair->a, &pair->a_count) ||
		    !keep_units(l, n->first->next, &pair->b, &pair->b_count))
			return false;
	}
	return true;
}

/* Common words are known by their folded units, and have their rank. */
static bool
collect_common(struct loader *l, const struct node *common)
{
	if (!pj_node_is_texts(common, l->err))
		return false;
	for (const struct node *n = pj_node_texts(common); n; n = n->next) {
		const uint16_t *units = NULL;
		uint32_t count = 0, bit;
		struct pj_str key;

		if (!keep_units(l, n, &units, &count))
			return false;
		bit = pj_common_bit((struct units){ units, count });
		l->common_ends[bit / 64] |= UINT64_C(1) << bit % 64;
		key.ptr = (const char *)units;
		key.len = count * sizeof(*units);
		if (pj_table_put(&l->common, key, (uint32_t)l->common.count) ==
		    NONE)
			return pj_error_nomem(l->err);
	}
	return true;
}

bool
pj_file_collect(struct loader *l, const struct node *file)
{
	static const char *const formats[] = { "1", NULL };
	const struct node *format, *n;

	if (!pj_node_keys(file, file_keys, l->err))
		return false;
	format = pj_node_need(file, "format", l->err);
	if (!format || pj_node_choice(format, formats, l->err) == NONE)
		return false;
	n = pj_node_get(file, "words");
	if (n && !pj_lists_collect(l, n))
		return false;
	n = pj_node_get(file, "contexts");
	if (n && !collect_named(l, n, "name", &l->contexts, &l->context_names))
		return false;
	n = pj_node_get(file, "basis");
	if (n && !collect_named(l, n, "id", &l->basis, &l->basis_names))
		return false;
	n = pj_node_get(file, "counts");
	if (n && !collect_named(l, n, "name", &l->counts, &l->count_names))
		return false;
	n = pj_node_get(file, "pairs");
	if (n && !collect_pairs(l, n))
		return false;
	n = pj_node_get(file, "changes");
	if (n && !pj_changes_collect(l, n))
		return false;
	n = pj_node_get(file, "checklist");
	if (n && !pj_checklist_collect(l, n))
		return false;
	n = pj_node_get(file, "common");
	if (n && !collect_common(l, n))
		return false;
	return collect_category(l, file);
}

/* The protected group called NODE, made at need. */
static uint32_t
group_of(struct loader *l, const struct node *node)
{
	uint32_t next = (uint32_t)l->protects.count;
	const char **name;
	uint32_t at;

	if (!pj_node_is_text(node, l->err))
		return NONE;
	at = pj_table_put(&l->protect_names, node->text, next);
	if (at != next && at != NONE)
		return at;
	name = at == NONE ? NULL : pj_vec_add(&l->protects, sizeof(*name));
	if (name)
		*name = pj_arena_copy(l->arena, node->text);
	if (!name || !*name) {
		pj_error_nomem(l->err);
		return NONE;
	}
	return next;
}

/*
 * The phrases and patterns of one entry of `protected`.  The first folder
 * need not say why; whoever adds to it must.
 */
static bool
read_group(struct loader *l, const struct node *entry, bool later)
{
	const struct node *kind, *phrases, *pattern, *n;
	uint32_t group;

	if (!pj_node_keys(entry, protected_keys, l->err) ||
	    ((later || pj_node_get(entry, "reason")) &&
		!pj_reason_check(l, entry)))
		return false;
	kind = pj_node_need(entry, "kind", l->err);
	phrases = pj_node_get(entry, "phrases");
	pattern = pj_node_get(entry, "pattern");
	group = kind ? group_of(l, kind) : NONE;
	if (group == NONE)
		return false;
	if (!phrases && !pattern)
		return pj_node_fail(
		    entry, l->err, _("\"phrases\" or \"pattern\" is missing"));
	if (phrases && !pj_terms_add(l, phrases, PJ_USE_PROTECT, group))
		return false;
	if (!pattern)
		return true;
	if (!pj_node_is_texts(pattern, l->err))
		return false;
	n = pj_node_texts(pattern);
	for (; n; n = pattern->kind == NODE_LIST ? n->next : NULL)
		if (!pj_pattern_add(l, n, PJ_PATTERN_PROTECT, group, false))
			return false;
	return true;
}

bool
pj_file_protected(struct loader *l, const struct file *file)
{
	const struct node *list = pj_node_get(file->tree, "protected");

	if (!list)
		return true;
	if (!pj_node_is_list(list, l->err))
		return false;
	for (const struct node *n = list->first; n; n = n->next)
		if (!read_group(l, n, file->dir > 0))
			return false;
	return true;
}
