#include <stdlib.h>

#include "pingjian/text.h"

#include "rules.h"

/*
 * Conditions.  A mapping becomes tests, one for each key; what they mean
 * together is the caller's: any of them (unless, lower, raise) or all
 * (only, a context's alternative).
 */

static const char *const test_keys[] = { "inside", "near", "not_near",
	"covered", "not_covered", "quoted", "not_quoted", "block", "not_block",
	"heading", "not_heading", NULL };
static const char *const context_keys[] = { "name", "effect", "when", NULL };

/* In the order of enum pj_effect. */
static const char *const effects[] = { "none", "drop", "lower", NULL };

/* --- contexts by name ---------------------------------------------------- */

/* The context that NODE names; NONE with ERR filled. */
static uint32_t
context_named(struct loader *l, const struct node *node)
{
	uint32_t at = pj_table_get(&l->context_names, node->text);
	const char *near;

	if (at != NONE)
		return at;
	near = pj_found_nearest(&l->contexts, node->text);
	if (near)
		pj_node_fail(node, l->err,
		    _("there is no context \"%s\"; did you mean \"%s\"?"),
		    node->text.ptr, near);
	else
		pj_node_fail(node, l->err, _("there is no context \"%s\""),
		    node->text.ptr);
	return NONE;
}

/* A test for each name. */
static bool
inside_each(struct loader *l, const struct node *node, struct vec *tests)
{
	const struct node *n = pj_node_texts(node);

	for (; n; n = node->kind == NODE_LIST ? n->next : NULL) {
		struct pj_test *test = pj_test_add(l, tests);

		if (!test)
			return false;
		test->kind = PJ_TEST_INSIDE;
		test->id = context_named(l, n);
		if (test->id == NONE)
			return false;
	}
	return true;
}

/* A nameless context that holds where any one of TESTS does. */
static uint32_t
any_of(struct loader *l, const struct vec *tests)
{
	struct pj_when *when =
	    pj_arena_alloc(l->arena, tests->count, sizeof(*when));
	struct pj_test *copy =
	    pj_arena_alloc(l->arena, tests->count, sizeof(*copy));
	struct pj_context *context = pj_vec_add(&l->whens, sizeof(*context));

	if (!when || !copy || !context) {
		pj_error_nomem(l->err);
		return NONE;
	}
	for (size_t i = 0; i < tests->count; i++) {
		copy[i] = ((const struct pj_test *)tests->items)[i];
		when[i] = (struct pj_when){ &copy[i], 1 };
	}
	*context =
	    (struct pj_context){ "", PJ_EFFECT_NONE, when, tests->count };
	return (uint32_t)l->whens.count - 1;
}

/* `inside` with several names, where all tests must hold: one of them. */
static bool
inside_any(struct loader *l, const struct node *node, struct vec *tests)
{
	struct vec names = { 0 };
	struct pj_test *test;
	uint32_t id = NONE;

	if (inside_each(l, node, &names))
		id = any_of(l, &names);
	free(names.items);
	test = id == NONE ? NULL : pj_test_add(l, tests);
	if (!test)
		return false;
	test->kind = PJ_TEST_INSIDE;
	test->id = id;
	return true;
}

/* --- mappings ------------------------------------------------------------ */

/* The names of `inside`: a test each, or one for any of them. */
static bool
read_inside(
    struct loader *l, const struct node *node, bool all, struct vec *tests)
{
	if (!pj_node_is_texts(node, l->err))
		return false;
	if (all && node->kind == NODE_LIST && node->count > 1)
		return inside_any(l, node, tests);
	return inside_each(l, node, tests);
}

/* The tests of MAP; ALL of them must hold, or any does. */
static bool
read_map(struct loader *l, const struct node *map, bool all, struct vec *tests)
{
	if (!pj_node_keys(map, test_keys, l->err))
		return false;
	for (const struct node *n = map->first; n; n = n->next)
		if (!strcmp(n->key.ptr, "inside")
			? !read_inside(l, n, all, tests)
			: !pj_test_read(l, n, tests))
			return false;
	return true;
}

/* A mapping, or a list of them where a key is needed twice. */
static bool
read_maps(
    struct loader *l, const struct node *node, bool all, struct vec *tests)
{
	if (node->kind != NODE_LIST)
		return read_map(l, node, all, tests);
	for (const struct node *n = node->first; n; n = n->next)
		if (!read_map(l, n, all, tests))
			return false;
	return true;
}

/* The tests under KEY, each a condition with EFFECT. */
static bool
add_conditions(struct loader *l, const struct node *rule, const char *key,
    enum pj_effect effect, struct vec *out)
{
	const struct node *node = pj_node_get(rule, key);
	struct vec tests = { 0 };
	bool good =
	    !node || read_maps(l, node, effect == PJ_EFFECT_NEED, &tests);

	for (size_t i = 0; good && i < tests.count; i++) {
		struct pj_condition *c = pj_vec_add(out, sizeof(*c));

		if (!c) {
			good = pj_error_nomem(l->err);
			break;
		}
		c->effect = effect;
		c->test = ((const struct pj_test *)tests.items)[i];
	}
	free(tests.items);
	return good;
}

/* Contexts that do not touch the rule. */
static bool
read_despite(struct loader *l, const struct node *rule, struct pj_rule *out)
{
	const struct node *node = pj_node_get(rule, "despite"), *n;
	uint32_t *ids;

	if (!node)
		return true;
	if (!pj_node_is_texts(node, l->err))
		return false;
	ids = pj_arena_alloc(
	    l->arena, node->kind == NODE_LIST ? node->count : 1, sizeof(*ids));
	if (!ids)
		return pj_error_nomem(l->err);
	n = pj_node_texts(node);
	for (; n; n = node->kind == NODE_LIST ? n->next : NULL) {
		ids[out->despite_count] = context_named(l, n);
		if (ids[out->despite_count++] == NONE)
			return false;
	}
	out->despite = ids;
	return true;
}

bool
pj_conditions_read(
    struct loader *l, const struct node *rule, struct pj_rule *out)
{
	struct vec conditions = { 0 };
	struct pj_condition *copy;
	bool good =
	    add_conditions(l, rule, "unless", PJ_EFFECT_DROP, &conditions) &&
	    add_conditions(l, rule, "only", PJ_EFFECT_NEED, &conditions) &&
	    add_conditions(l, rule, "lower", PJ_EFFECT_LOWER, &conditions) &&
	    add_conditions(l, rule, "raise", PJ_EFFECT_RAISE, &conditions) &&
	    read_despite(l, rule, out);

	if (good) {
		copy = pj_vec_keep(l->arena, &conditions, sizeof(*copy));
		good = copy || pj_error_nomem(l->err);
		out->conditions = copy;
		out->condition_count = conditions.count;
	}
	free(conditions.items);
	return good;
}

/* --- contexts ------------------------------------------------------------ */

/* One alternative of a context: tests that must all hold. */
static bool
read_when(struct loader *l, const struct node *node, struct pj_when *out)
{
	struct vec tests = { 0 };
	struct pj_test *copy = NULL;
	bool good = read_maps(l, node, true, &tests);

	if (good && tests.count == 0)
		good = pj_node_fail(node, l->err,
		    _("this alternative asks nothing, so it would always "
		      "hold"));
	if (good) {
		copy = pj_vec_keep(l->arena, &tests, sizeof(*copy));
		good = copy || pj_error_nomem(l->err);
	}
	*out = (struct pj_when){ copy, tests.count };
	free(tests.items);
	return good;
}

/* A named context, its references unchecked for circles. */
static bool
read_context(struct loader *l, const struct node *node, struct pj_context *out)
{
	const struct node *name, *effect, *list;
	struct pj_when *when;
	uint32_t at;

	if (!pj_node_keys(node, context_keys, l->err))
		return false;
	name = pj_node_get(node, "name");
	effect = pj_node_need(node, "effect", l->err);
	list = effect ? pj_node_need(node, "when", l->err) : NULL;
	if (!list || !pj_node_is_list(list, l->err))
		return false;
	at = pj_node_choice(effect, effects, l->err);
	if (at == NONE)
		return false;
	when = pj_arena_alloc(l->arena, list->count, sizeof(*when));
	out->name = pj_arena_copy(l->arena, name->text);
	if (!when || !out->name)
		return pj_error_nomem(l->err);
	out->effect = (enum pj_effect)at;
	out->when = when;
	for (const struct node *n = list->first; n; n = n->next)
		if (!read_when(l, n, &when[out->count++]))
			return false;
	return true;
}

/* How many contexts deep one goes; the two states before that is known. */
enum { HEIGHT_UNKNOWN = 0, HEIGHT_OPEN = UINT8_MAX };

/*
 * Put into HEIGHTS how deep CONTEXT and what it leads to by `inside` go:
 * one look at each, however many lead to it.  False where it leads to
 * itself or goes deeper than PJ_RULE_DEPTH; DEPTH are open above it.
 */
static bool
measure(
    const struct vec *all, uint32_t context, uint8_t *heights, uint32_t depth)
{
	const struct pj_context *c =
	    (const struct pj_context *)all->items + context;
	uint8_t height = 0;

	if (heights[context] != HEIGHT_UNKNOWN)
		return heights[context] != HEIGHT_OPEN;
	if (depth == PJ_RULE_DEPTH)
		return false;
	heights[context] = HEIGHT_OPEN;
	for (size_t i = 0; i < c->count; i++)
		for (size_t k = 0; k < c->when[i].count; k++) {
			const struct pj_test *test = &c->when[i].tests[k];

			if (test->kind != PJ_TEST_INSIDE)
				continue;
			if (!measure(all, test->id, heights, depth + 1))
				return false;
			if (heights[test->id] > height)
				height = heights[test->id];
		}
	heights[context] = (uint8_t)(height + 1);
	return height < PJ_RULE_DEPTH;
}

bool
pj_contexts_finish(struct loader *l)
{
	const struct found *found = l->contexts.items;
	uint8_t *heights;

	/* Nameless contexts that are made on the way come behind. */
	for (size_t i = 0; i < l->contexts.count; i++)
		if (!pj_vec_add(&l->whens, sizeof(struct pj_context)))
			return pj_error_nomem(l->err);
	for (size_t i = 0; i < l->contexts.count; i++) {
		struct pj_context context = { 0 };

		if (!read_context(l, found[i].node, &context))
			return false;
		((struct pj_context *)l->whens.items)[i] = context;
	}
	heights = pj_arena_alloc(l->temp, l->whens.count, sizeof(*heights));
	if (!heights)
		return pj_error_nomem(l->err);
	for (uint32_t i = 0; i < l->contexts.count; i++)
		if (!measure(&l->whens, i, heights, 0))
			return pj_node_fail(found[i].node, l->err,
			    _("the context \"%s\" is inside itself, or "
			      "contexts are nested too deep"),
			    found[i].id.ptr);
	return true;
}
