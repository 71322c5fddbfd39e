#include "regex.h"

bool
pj_pattern_add(struct loader *l, const struct node *node,
    enum pj_pattern_kind kind, uint32_t id, bool word)
{
	struct pj_pattern pattern = { .kind = kind, .id = id, .word = word };
	struct pj_pattern *at;
	struct re *re;

	pj_arena_reset(l->work);
	re = pj_re_parse(l, node);
	if (!re || !pj_re_emit(l, node, re, &pattern) ||
	    !pj_re_gates(l, node, re, &pattern))
		return false;
	pattern.source = pj_arena_copy(l->arena, node->text);
	at = pj_vec_add(&l->patterns, sizeof(*at));
	if (!pattern.source || !at)
		return pj_error_nomem(l->err);
	*at = pattern;
	return true;
}
