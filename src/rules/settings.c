#include "rules.h"

/* What ROOT, the tree of a file, says behind each key. */
static bool
take(struct pj_arena *arena, const struct node *root,
    struct pj_setting *settings, size_t count, struct pj_error *err)
{
	const char **keys = pj_arena_alloc(arena, count + 1, sizeof(*keys));
	size_t i;

	if (!keys)
		return pj_error_nomem(err);
	for (i = 0; i < count; i++)
		keys[i] = settings[i].key;
	if (!pj_node_keys(root, keys, err))
		return false;
	for (i = 0; i < count; i++) {
		const struct node *node = pj_node_get(root, keys[i]);

		if (!node)
			continue;
		settings[i].line = node->line;
		settings[i].column = node->column;
		if (!(settings[i].list ? pj_node_is_texts(node, err)
				       : pj_node_is_text(node, err)) ||
		    !pj_node_strings(arena, node, &settings[i].values, err))
			return false;
	}
	return true;
}

bool
pj_settings_read(struct pj_arena *arena, const char *path,
    struct pj_setting *settings, size_t count, struct pj_error *err)
{
	struct pj_arena *temp = pj_arena_new(PJ_ARENA_MAX);
	struct pj_buf buf = PJ_BUF_INIT;
	struct node *root = NULL;
	bool good;

	good = temp ? pj_rule_file_read(path, &buf, err) : pj_error_nomem(err);
	good = good && pj_rules_scan(path, pj_buf_str(&buf), err) &&
	       pj_yaml_parse(temp, path, pj_buf_str(&buf), &root, err) &&
	       (!root || take(arena, root, settings, count, err));
	pj_buf_free(&buf);
	pj_arena_free(temp);
	return good;
}
