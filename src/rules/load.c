#include <stdlib.h>

#include "pingjian/text.h"

#include "rules.h"

/* UTF-8's byte order mark, which some editors write. */
#define MARK "\xEF\xBB\xBF"

/* What the shipped rules need, and a little: the result, and on the way. */
#define ARENA_FIRST ((size_t)8 << 20)
#define TEMP_FIRST ((size_t)24 << 20)

/* --- files --------------------------------------------------------------- */

/* One file into a tree. */
static bool
load_file(struct loader *l, const char *path)
{
	struct node *tree = NULL;
	struct file *at;
	struct pj_str text;
	bool good;

	l->bytes.len = 0;
	good = pj_rule_file_read(path, &l->bytes, l->err);
	if (good && !l->options->examples)
		l->bytes.len = pj_rules_cut(l->bytes.ptr, l->bytes.len);
	text = pj_buf_str(&l->bytes);
	if (text.len >= strlen(MARK) && !memcmp(text.ptr, MARK, strlen(MARK))) {
		text.ptr += strlen(MARK);
		text.len -= strlen(MARK);
	}
	if (good)
		tree = pj_simple_parse(l->temp, path, text);
	if (good && !tree && pj_rules_scan(path, text, l->err))
		tree = pj_rules_parse(l->temp, path, text, l->err);
	if (!tree)
		return false;
	at = pj_vec_add(&l->files, sizeof(*at));
	if (!at)
		return pj_error_nomem(l->err);
	*at = (struct file){ tree, l->dir };
	return pj_file_collect(l, tree);
}

/* Every rule file of DIR, in order. */
static bool
load_folder(struct loader *l, const char *dir)
{
	struct vec paths = { 0 };
	bool good = pj_rule_files(l->arena, dir, &paths, l->err);
	char **at = paths.items;

	for (size_t i = 0; good && i < paths.count; i++)
		good = load_file(l, at[i]);
	free(paths.items);
	return good;
}

/* --- what needs the whole ------------------------------------------------ */

/* Order of ids, for qsort. */
static int
compare_found(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	return strcmp(x->id.ptr, y->id.ptr);
}

/* Rules in order of their ids, which is also their number. */
static bool
read_rules(struct loader *l)
{
	struct found *found = l->found.items;
	size_t count = l->found.count;
	struct pj_rule *rules = pj_arena_alloc(l->arena, count, sizeof(*rules));

	if (!rules)
		return pj_error_nomem(l->err);
	if (count > 0)
		qsort(found, count, sizeof(*found), compare_found);
	l->out->rules = rules;
	l->out->rule_count = count;
	for (uint32_t i = 0; i < count; i++)
		if (!pj_rule_read(l, &found[i], i, &rules[i]))
			return false;
	return pj_checklist_read(l, rules, count);
}

static bool
read_basis(struct loader *l)
{
	const struct found *found = l->basis.items;
	struct pj_basis *basis =
	    pj_arena_alloc(l->arena, l->basis.count, sizeof(*basis));

	if (!basis)
		return pj_error_nomem(l->err);
	for (size_t i = 0; i < l->basis.count; i++)
		if (!pj_basis_read(l, found[i].node, &basis[i]))
			return false;
	l->out->basis = basis;
	l->out->basis_count = l->basis.count;
	return true;
}

/* Move the loader's arrays into the result. */
static bool
keep_all(struct loader *l)
{
	struct pj_rules *out = l->out;
	const char **lists =
	    pj_arena_alloc(l->arena, l->lists.count, sizeof(*lists));

	out->categories =
	    pj_vec_keep(l->arena, &l->categories, sizeof(*out->categories));
	out->category_count = l->categories.count;
	out->contexts =
	    pj_vec_keep(l->arena, &l->whens, sizeof(*out->contexts));
	out->context_count = l->whens.count;
	out->sets = pj_vec_keep(l->arena, &l->sets, sizeof(*out->sets));
	out->set_count = l->sets.count;
	out->patterns =
	    pj_vec_keep(l->arena, &l->patterns, sizeof(*out->patterns));
	out->pattern_count = l->patterns.count;
	out->pairs = pj_vec_keep(l->arena, &l->pairs, sizeof(*out->pairs));
	out->pair_count = l->pairs.count;
	out->protects.at =
	    pj_vec_keep(l->arena, &l->protects, sizeof(*out->protects.at));
	out->protects.count = l->protects.count;
	out->lists = (struct pj_strings){ lists, l->lists.count };
	out->literals.at =
	    pj_vec_keep(l->arena, &l->literals, sizeof(*out->literals.at));
	out->literals.count = l->literals.count;
	if (!lists || !out->categories || !out->contexts || !out->sets ||
	    !out->patterns || !out->pairs || !out->protects.at ||
	    !out->literals.at)
		return pj_error_nomem(l->err);
	for (uint32_t i = 0; i < l->lists.count; i++) {
		lists[i] = pj_arena_copy(l->arena, pj_list_at(l, i)->node->key);
		if (!lists[i])
			return pj_error_nomem(l->err);
	}
	return true;
}

/*
 * Whether nothing uses LIST.  A list of the first folder that a later one
 * has made useless is nobody's mistake.
 */
static bool
is_idle(const struct loader *l, const struct list *list)
{
	return !list->used && (list->dir > 0 || l->dir == 1);
}

/* What only the files tell and lint wants to know. */
static bool
keep_remarks(struct loader *l)
{
	struct pj_error *remarks = NULL;
	size_t count = 0;

	if (!l->options->examples)
		return true;
	for (uint32_t i = 0; i < l->lists.count; i++)
		count += is_idle(l, pj_list_at(l, i));
	count += pj_checklist_check(l, NULL);
	remarks = pj_arena_alloc(l->arena, count, sizeof(*remarks));
	if (!remarks)
		return pj_error_nomem(l->err);
	l->out->remarks = remarks;
	for (uint32_t i = 0; i < l->lists.count; i++) {
		const struct list *list = pj_list_at(l, i);

		if (is_idle(l, list))
			pj_node_fail_key(list->node,
			    &remarks[l->out->remark_count++],
			    _("nothing uses the list \"%s\""),
			    list->node->key.ptr);
	}
	l->out->remark_count +=
	    pj_checklist_check(l, &remarks[l->out->remark_count]);
	return true;
}

/* Phase one collects names from all files, phase two reads what uses them. */
static bool
load_all(struct loader *l, const char *const *dirs, size_t count)
{
	for (l->dir = 0; l->dir < count; l->dir++)
		if (!load_folder(l, dirs[l->dir]))
			return false;
	if (!pj_changes_settle(l) || !pj_lists_resolve(l) || !read_basis(l) ||
	    !pj_contexts_finish(l) || !read_rules(l) || !pj_counts_finish(l))
		return false;
	for (size_t i = 0; i < l->files.count; i++)
		if (!pj_file_protected(l, &((struct file *)l->files.items)[i]))
			return false;
	return pj_terms_finish(l) && keep_all(l) && keep_remarks(l) &&
	       pj_changes_account(l);
}

/* --- front door ---------------------------------------------------------- */

/* Arenas and empty tables. */
static bool
start(struct loader *l)
{
	struct table empty = { 0 };

	l->arena = pj_arena_new_for(PJ_ARENA_MAX, ARENA_FIRST);
	l->temp = pj_arena_new_for(PJ_ARENA_MAX, TEMP_FIRST);
	l->fold = pj_arena_new(PJ_ARENA_MAX);
	l->work = pj_arena_new(PJ_ARENA_MAX);
	if (!l->arena || !l->temp || !l->fold || !l->work)
		return pj_error_nomem(l->err);
	empty.arena = l->temp;
	l->list_names = l->context_names = l->basis_names = empty;
	l->rule_names = l->category_names = l->protect_names = empty;
	l->count_names = empty;
	l->set_names = l->common = empty;
	l->out = pj_arena_alloc(l->arena, 1, sizeof(*l->out));
	if (!l->out)
		return pj_error_nomem(l->err);
	l->out->arena = l->arena;
	return true;
}

/* Free what was only for loading; on failure the result as well. */
static void
stop(struct loader *l, bool good)
{
	struct vec *vecs[] = { &l->files, &l->changes, &l->account, &l->lists,
		&l->contexts, &l->whens, &l->basis, &l->found, &l->categories,
		&l->protects, &l->pairs, &l->literals, &l->sets, &l->patterns,
		&l->emitted, &l->counts };

	for (size_t i = 0; i < sizeof(vecs) / sizeof(*vecs); i++)
		free(vecs[i]->items);
	pj_buf_free(&l->bytes);
	pj_arena_free(l->work);
	pj_arena_free(l->fold);
	pj_arena_free(l->temp);
	if (!good)
		pj_arena_free(l->arena);
}

struct pj_rules *
pj_rules_load(const char *const *dirs, size_t count,
    const struct pj_rules_options *options, struct pj_error *err)
{
	static const struct pj_rules_options none = { 0 };
	struct pj_error unseen = { 0 };
	struct loader l = { .options = options ? options : &none,
		.err = err ? err : &unseen };
	bool good = start(&l) && load_all(&l, dirs, count);

	stop(&l, good);
	return good ? l.out : NULL;
}

void
pj_rules_free(struct pj_rules *rules)
{
	if (rules)
		pj_arena_free(rules->arena);
}

/* --- looking up ---------------------------------------------------------- */

/* As strcmp, for an ID without an end mark. */
static int
compare_id(struct pj_str id, const char *z)
{
	size_t len = strlen(z);
	int order = memcmp(id.ptr, z, id.len < len ? id.len : len);

	return order ? order : (id.len > len) - (id.len < len);
}

const struct pj_rule *
pj_rules_find(const struct pj_rules *rules, struct pj_str id)
{
	size_t lo = 0, hi = rules->rule_count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int order = compare_id(id, rules->rules[mid].id);

		if (order == 0)
			return &rules->rules[mid];
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

const char *
pj_rules_nearest(const struct pj_rules *rules, struct pj_str id)
{
	const char *best = NULL;
	size_t best_distance = SIZE_MAX;

	for (size_t i = 0; i < rules->rule_count; i++) {
		const char *name = rules->rules[i].id;
		size_t d = pj_name_distance(id, pj_str(name));

		if (d < best_distance) {
			best_distance = d;
			best = name;
		}
	}
	return best && pj_name_near(id, best_distance) ? best : NULL;
}
