#include <stdarg.h>
#include <stdio.h>

#include "pingjian/text.h"

#include "rules.h"

bool
pj_node_fail(
    const struct node *node, struct pj_error *err, const char *format, ...)
{
	char text[PJ_ERROR_MESSAGE];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	pj_error_set(err, PJ_ECONFIG, "%s", text);
	pj_error_at(err, node->file, node->line, node->column);
	return false;
}

bool
pj_node_fail_key(
    const struct node *node, struct pj_error *err, const char *format, ...)
{
	char text[PJ_ERROR_MESSAGE];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	pj_error_set(err, PJ_ECONFIG, "%s", text);
	pj_error_at(err, node->file, node->key_line, node->key_column);
	return false;
}

const struct node *
pj_node_get(const struct node *map, const char *key)
{
	struct pj_str name = pj_str(key);

	for (const struct node *n = map->first; n; n = n->next)
		if (pj_str_equal(n->key, name))
			return n;
	return NULL;
}

/* The name of NAMES nearest to WANTED, or NULL if none is near. */
static const char *
nearest_of(const char *const *names, struct pj_str wanted)
{
	const char *best = NULL;
	size_t best_distance = SIZE_MAX;

	for (; *names; names++) {
		size_t d = pj_name_distance(wanted, pj_str(*names));

		if (d < best_distance) {
			best_distance = d;
			best = *names;
		}
	}
	return pj_name_near(wanted, best_distance) ? best : NULL;
}

static bool
is_among(struct pj_str key, const char *const *names)
{
	for (; *names; names++)
		if (pj_str_equal(key, pj_str(*names)))
			return true;
	return false;
}

bool
pj_node_keys(
    const struct node *map, const char *const *keys, struct pj_error *err)
{
	if (map->kind != NODE_MAP)
		return pj_node_fail(map, err,
		    _("a mapping with keys like \"%s:\" must stand here"),
		    keys[0]);
	for (const struct node *n = map->first; n; n = n->next) {
		const char *near;

		if (is_among(n->key, keys))
			continue;
		near = nearest_of(keys, n->key);
		if (near)
			return pj_node_fail_key(n, err,
			    _("unknown key \"%s\"; did you mean \"%s\"?"),
			    n->key.ptr, near);
		return pj_node_fail_key(
		    n, err, _("unknown key \"%s\""), n->key.ptr);
	}
	return true;
}

const struct node *
pj_node_need(const struct node *map, const char *key, struct pj_error *err)
{
	const struct node *node = pj_node_get(map, key);

	if (!node)
		pj_node_fail(map, err, _("the key \"%s\" is missing"), key);
	return node;
}

/* Whether NODE is what YAML makes of an unquoted {name}. */
static bool
is_bare_reference(const struct node *node)
{
	return node->kind == NODE_MAP && node->count == 1 &&
	       node->first->kind == NODE_TEXT && node->first->text.len == 0;
}

bool
pj_node_is_text(const struct node *node, struct pj_error *err)
{
	if (is_bare_reference(node))
		return pj_node_fail(node, err,
		    _("put quotation marks around it: \"{%s}\""),
		    node->first->key.ptr);
	if (node->kind != NODE_TEXT)
		return pj_node_fail(
		    node, err, _("a single text must stand here"));
	if (node->text.len == 0)
		return pj_node_fail(node, err, _("there is no text here"));
	return true;
}

bool
pj_node_number(const struct node *node, uint32_t *out, struct pj_error *err)
{
	struct pj_str text = node->text;

	if (!pj_node_is_text(node, err))
		return false;
	*out = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9' || i == 5)
			return pj_node_fail(node, err,
			    _("\"%s\" is a number of at most five digits"),
			    node->key.ptr);
		*out = *out * 10 + (uint32_t)(text.ptr[i] - '0');
	}
	return true;
}

bool
pj_node_is_list(const struct node *node, struct pj_error *err)
{
	if (node->kind == NODE_LIST)
		return true;
	return pj_node_fail(node, err,
	    _("a list must stand here: [one, two], or lines that begin with "
	      "\"- \""));
}

bool
pj_node_is_texts(const struct node *node, struct pj_error *err)
{
	if (node->kind != NODE_LIST)
		return pj_node_is_text(node, err);
	for (const struct node *n = node->first; n; n = n->next)
		if (!pj_node_is_text(n, err))
			return false;
	return true;
}

const struct node *
pj_node_texts(const struct node *node)
{
	return node->kind == NODE_LIST ? node->first : node;
}

uint32_t
pj_node_choice(
    const struct node *node, const char *const *names, struct pj_error *err)
{
	char all[256] = "";

	if (!pj_node_is_text(node, err))
		return NONE;
	for (uint32_t i = 0; names[i]; i++) {
		size_t len = strlen(all);

		if (pj_str_equal(node->text, pj_str(names[i])))
			return i;
		snprintf(all + len, sizeof(all) - len, "%s%s", i ? ", " : "",
		    names[i]);
	}
	pj_node_fail(node, err, _("\"%s\" is not known here; write one of: %s"),
	    node->text.ptr, all);
	return NONE;
}

bool
pj_node_strings(struct pj_arena *arena, const struct node *node,
    struct pj_strings *out, struct pj_error *err)
{
	const char **at;
	size_t count;

	*out = (struct pj_strings){ NULL, 0 };
	if (!node)
		return true;
	count = node->kind == NODE_LIST ? node->count : 1;
	at = pj_arena_alloc(arena, count, sizeof(*at));
	if (!at)
		return pj_error_nomem(err);
	*out = (struct pj_strings){ at, count };
	node = pj_node_texts(node);
	/* A single text has neighbours of its own: count, not `next`. */
	for (size_t i = 0; i < count; i++, node = node->next) {
		at[i] = pj_arena_copy(arena, node->text);
		if (!at[i])
			return pj_error_nomem(err);
	}
	return true;
}
