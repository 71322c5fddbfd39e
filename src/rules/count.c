#include "pingjian/text.h"

#include "rules.h"

/* The key `counts` of a file: words counted for a statistic of the draft. */

static const char *const count_keys[] = { "name", "title", "find", "except",
	"reason", NULL };

/*
 * What `except` lists takes its place in the text like what is counted, so
 * that no word within it is: it holds for all counts.
 */
static bool
read_count(struct loader *l, const struct node *node, uint32_t id,
    struct pj_count *out)
{
	const struct node *title, *find, *except;

	if (!pj_node_keys(node, count_keys, l->err))
		return false;
	title = pj_node_need(node, "title", l->err);
	find = title ? pj_node_need(node, "find", l->err) : NULL;
	except = pj_node_get(node, "except");
	if (!find || !pj_title_read(l, title, &out->title_zh, &out->title_en))
		return false;
	out->name = pj_arena_copy(l->arena, pj_node_get(node, "name")->text);
	if (!out->name)
		return pj_error_nomem(l->err);
	return pj_terms_add(l, find, PJ_USE_COUNT, id) &&
	       (!except || pj_terms_add(l, except, PJ_USE_COUNT, NONE)) &&
	       pj_node_strings(l->arena, find, &out->find, l->err) &&
	       pj_node_strings(l->arena, except, &out->except, l->err);
}

bool
pj_counts_finish(struct loader *l)
{
	const struct found *found = l->counts.items;
	struct pj_count *counts =
	    pj_arena_alloc(l->arena, l->counts.count, sizeof(*counts));

	if (!counts)
		return pj_error_nomem(l->err);
	if (l->counts.count > PJ_COUNTS_MAX)
		return pj_node_fail(found[PJ_COUNTS_MAX].node, l->err,
		    _("at most %d things may be counted"), PJ_COUNTS_MAX);
	for (uint32_t i = 0; i < l->counts.count; i++)
		if (!read_count(l, found[i].node, i, &counts[i]))
			return false;
	l->out->counts = counts;
	l->out->count_count = l->counts.count;
	return true;
}
