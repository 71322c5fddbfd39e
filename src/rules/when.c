#include "rules.h"

bool
pj_contexts_finish(struct loader *l)
{
	const struct found *first = l->contexts.items;

	return l->contexts.count == 0 ||
	       pj_node_fail(first->node, l->err, "contexts are not read yet");
}

bool
pj_conditions_read(
    struct loader *l, const struct node *rule, struct pj_rule *out)
{
	const char *keys[] = { "unless", "only", "lower", "raise", "despite" };

	(void)out;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const struct node *n = pj_node_get(rule, keys[i]);

		if (n)
			return pj_node_fail_key(
			    n, l->err, "conditions are not read yet");
	}
	return true;
}
