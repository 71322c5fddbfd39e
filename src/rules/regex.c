#include "pingjian/text.h"

#include "rules.h"

bool
pj_pattern_add(struct loader *l, const struct node *node,
    enum pj_pattern_kind kind, uint32_t id, bool word)
{
	(void)kind;
	(void)id;
	(void)word;
	return pj_node_fail(node, l->err, "patterns are not read yet");
}
