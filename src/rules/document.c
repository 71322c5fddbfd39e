#include "pingjian/text.h"

#include "rules.h"

/*
 * The key `document` of a rule: marks that mean something together.  Each
 * kind of mark under `need` must be there, and none of those under `none`.
 */

/* Units between two marks of a chain: a separator and a name. */
#define GAP_DEFAULT 12

static const char *const document_keys[] = { "together", "gap", "need", "none",
	NULL };
static const char *const need_keys[] = { "name", "find", "pattern", "with",
	"block", "least", NULL };
static const char *const none_keys[] = { "name", "find", "pattern", "with",
	"block", NULL };

/* In the order of enum pj_together, behind ALONE. */
static const char *const togethers[] = { "chain", "block", "document", NULL };

/* How marks are gathered. */
static bool
read_together(struct loader *l, const struct node *node, struct pj_rule *out)
{
	const struct node *together = pj_node_need(node, "together", l->err);
	const struct node *gap = pj_node_get(node, "gap");
	uint32_t at;

	if (!together)
		return false;
	at = pj_node_choice(together, togethers, l->err);
	if (at == NONE)
		return false;
	out->together = (enum pj_together)(PJ_TOGETHER_CHAIN + at);
	out->gap = GAP_DEFAULT;
	if (!gap)
		return true;
	if (out->together != PJ_TOGETHER_CHAIN)
		return pj_node_fail_key(gap, l->err,
		    _("only marks of a \"chain\" have a \"gap\" between "
		      "them"));
	return pj_node_number(gap, &out->gap, l->err);
}

/* NAME tells MARK from those before it. */
static bool
read_name(struct loader *l, const struct node *node,
    const struct pj_mark *marks, size_t count, const char **out)
{
	const struct node *name = pj_node_need(node, "name", l->err);

	if (!name || !pj_node_is_text(name, l->err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (pj_str_equal(name->text, pj_str(marks[i].name)))
			return pj_node_fail(name, l->err,
			    _("two kinds of marks are called \"%s\""),
			    name->text.ptr);
	*out = pj_arena_copy(l->arena, name->text);
	return *out || pj_error_nomem(l->err);
}

/*
 * The words of WITH open the gates of the patterns from FIRST on, before
 * any of their own: titles are everywhere, line-ups are not.
 */
static bool
add_gate(struct loader *l, const struct node *with, size_t first)
{
	struct pj_pattern *patterns = l->patterns.items;
	uint32_t set = pj_set_of_words(l, with);

	if (set == NONE)
		return false;
	for (size_t i = first; i < l->patterns.count; i++) {
		struct pj_pattern *p = &patterns[i];
		struct pj_gate *gates = pj_arena_alloc(
		    l->arena, (size_t)p->gate_count + 1, sizeof(*gates));

		if (!gates)
			return pj_error_nomem(l->err);
		gates[0] = (struct pj_gate){ set, -PJ_GATE_FAR, PJ_GATE_FAR };
		memcpy(gates + 1, p->gates, p->gate_count * sizeof(*gates));
		p->gates = gates;
		p->gate_count++;
	}
	return true;
}

/* What a mark of NODE looks like. */
static bool
read_looks(struct loader *l, const struct node *node, const struct seek *seek,
    struct pj_mark *out)
{
	const struct node *find = pj_node_get(node, "find");
	const struct node *pattern = pj_node_get(node, "pattern");
	const struct node *with = pj_node_get(node, "with");
	size_t first = l->patterns.count;

	if (!find && !pattern)
		return pj_node_fail(
		    node, l->err, _("\"find\" or \"pattern\" is missing"));
	if (with && find)
		return pj_node_fail_key(with, l->err,
		    _("\"with\" is for patterns: write what \"find\" lists "
		      "as one"));
	return pj_seek_find(l, find, seek, &out->find) &&
	       pj_seek_pattern(l, pattern, seek, &out->pattern) &&
	       (!with || add_gate(l, with, first)) &&
	       pj_node_strings(l->arena, with, &out->with, l->err);
}

/* One kind of mark, number SEEK->mark; `least` is 0 for those to lack. */
static bool
read_mark(struct loader *l, const struct node *node, bool need,
    const struct seek *seek, struct pj_mark *out)
{
	const struct node *block, *least;

	if (!pj_node_keys(node, need ? need_keys : none_keys, l->err))
		return false;
	block = pj_node_get(node, "block");
	least = pj_node_get(node, "least");
	out->least = need ? 1 : 0;
	if (least && !pj_node_number(least, &out->least, l->err))
		return false;
	if (least && out->least == 0)
		return pj_node_fail(least, l->err,
		    _("what must not be there stands under \"none\""));
	return (!block || pj_blocks_read(l, block, &out->blocks)) &&
	       read_looks(l, node, seek, out);
}

/* The kinds of marks in LIST, behind the COUNT at MARKS. */
static bool
read_marks(struct loader *l, const struct node *list, bool need,
    struct seek *seek, struct pj_mark *marks, size_t *count)
{
	if (!pj_node_is_list(list, l->err))
		return false;
	for (const struct node *n = list->first; n; n = n->next) {
		struct pj_mark *mark = &marks[*count];

		if (*count == PJ_MARKS_MAX)
			return pj_node_fail(n, l->err,
			    _("a rule may have at most %d kinds of marks"),
			    PJ_MARKS_MAX);
		if (n->kind != NODE_MAP)
			return pj_node_fail(n, l->err,
			    _("an entry that begins with \"- %s: …\" must "
			      "stand here"),
			    "name");
		seek->mark = (uint8_t)*count;
		if (!read_name(l, n, marks, *count, &mark->name) ||
		    !read_mark(l, n, need, seek, mark))
			return false;
		++*count;
	}
	return true;
}

bool
pj_document_read(struct loader *l, const struct node *node,
    const struct seek *seek, struct pj_rule *out)
{
	const struct node *need, *none;
	struct seek each = *seek;
	struct pj_mark *marks;

	if (!pj_node_keys(node, document_keys, l->err) ||
	    !read_together(l, node, out))
		return false;
	need = pj_node_need(node, "need", l->err);
	none = pj_node_get(node, "none");
	marks = pj_arena_alloc(l->arena, PJ_MARKS_MAX, sizeof(*marks));
	if (!marks)
		return pj_error_nomem(l->err);
	out->marks = marks;
	if (!need || !read_marks(l, need, true, &each, marks, &out->mark_count))
		return false;
	if (out->mark_count == 0)
		return pj_node_fail(need, l->err, _("there is nothing here"));
	return !none ||
	       read_marks(l, none, false, &each, marks, &out->mark_count);
}
