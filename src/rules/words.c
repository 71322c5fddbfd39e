#include <stdlib.h>

#include "pingjian/text.h"
#include "pingjian/utf8.h"

#include "rules.h"

/* Lists within lists, counted from the outermost. */
#define LIST_DEPTH 8

/* Lists that one entry may name. */
#define ENTRY_LISTS 4

struct list *
pj_list_at(const struct loader *l, uint32_t list)
{
	return (struct list *)l->lists.items + list;
}

bool
pj_lists_collect(struct loader *l, const struct node *words)
{
	if (words->kind != NODE_MAP)
		return pj_node_fail(words, l->err,
		    _("\"words\" holds lists by name, like \"name: [one, "
		      "two]\""));
	for (const struct node *n = words->first; n; n = n->next) {
		uint32_t at = (uint32_t)l->lists.count;
		uint32_t was;
		struct list *list;

		if (!pj_node_is_list(n, l->err) || !pj_node_is_texts(n, l->err))
			return false;
		was = pj_table_put(&l->list_names, n->key, at);
		if (was == NONE)
			return pj_error_nomem(l->err);
		list = was == at ? pj_vec_add(&l->lists, sizeof(*list))
		                 : pj_list_at(l, was);
		if (!list)
			return pj_error_nomem(l->err);
		if (was != at && list->dir == l->dir)
			return pj_node_fail_key(n, l->err,
			    _("the list \"%s\" is defined twice; the first is "
			      "in %s, line %u"),
			    n->key.ptr, list->node->file, list->node->key_line);
		*list = (struct list){ .node = n,
			.before = pj_first_node(list->before, list->node),
			.first = was == at ? l->dir : list->first,
			.dir = l->dir,
			.set = NONE };
	}
	return true;
}

uint32_t
pj_list_named(struct loader *l, struct pj_str name, const struct node *node)
{
	uint32_t at = pj_table_get(&l->list_names, name);
	size_t best = SIZE_MAX;
	const char *near = NULL;

	if (at != NONE) {
		pj_list_at(l, at)->used = true;
		return at;
	}
	for (uint32_t i = 0; i < l->lists.count; i++) {
		struct pj_str key = pj_list_at(l, i)->node->key;
		size_t d = pj_name_distance(name, key);

		if (d < best) {
			best = d;
			near = key.ptr;
		}
	}
	if (near && pj_name_near(name, best))
		pj_node_fail(node, l->err,
		    _("there is no list \"%.*s\"; did you mean \"{%s}\"?"),
		    (int)name.len, name.ptr, near);
	else
		pj_node_fail(node, l->err, _("there is no list \"%.*s\""),
		    (int)name.len, name.ptr);
	return NONE;
}

void
pj_lists_use(struct loader *l, const struct node *node)
{
	size_t at = 0, begin;
	struct pj_str name;

	/* A brace that does not close is not our business: the rule is off. */
	while (pj_list_next(node->text, &at, &begin, &name, node, NULL)) {
		uint32_t list = pj_table_get(&l->list_names, name);

		if (list != NONE)
			pj_list_at(l, list)->used = true;
	}
	for (const struct node *n = node->first; n; n = n->next)
		pj_lists_use(l, n);
}

bool
pj_list_next(struct pj_str text, size_t *at, size_t *begin, struct pj_str *name,
    const struct node *node, struct pj_error *err)
{
	const char *open, *close;

	if (*at >= text.len)
		return false;
	open = memchr(text.ptr + *at, '{', text.len - *at);
	if (!open)
		return false;
	*begin = (size_t)(open - text.ptr);
	close = memchr(open, '}', text.len - *begin);
	if (!close || close == open + 1)
		return pj_node_fail(node, err,
		    _("\"{\" must be followed by the name of a list and "
		      "\"}\""));
	name->ptr = open + 1;
	name->len = (size_t)(close - open) - 1;
	*at = (size_t)(close - text.ptr) + 1;
	return true;
}

/* An entry taken apart: text, word, text, word … text. */
struct template
{
	struct pj_str texts[ENTRY_LISTS + 1];
	uint32_t lists[ENTRY_LISTS];
	size_t count; /* lists */
};

static bool resolve_list(
    struct loader *l, uint32_t at, size_t depth, const struct node *from);

/* Full-width commas in a plain entry mean that its writer meant several. */
static bool
check_commas(const struct node *entry, struct pj_error *err)
{
	if (!entry->plain ||
	    (!strstr(entry->text.ptr, "，") && !strstr(entry->text.ptr, "、")))
		return true;
	return pj_node_fail(entry, err,
	    _("\"%s\" is one entry: separate entries with \", \", or put it "
	      "in quotation marks if it is meant so"),
	    entry->text.ptr);
}

/* Take ENTRY apart; its lists are resolved on the way. */
static bool
read_template(struct loader *l, const struct node *entry, size_t depth,
    struct template *out)
{
	struct pj_str text = entry->text, name;
	size_t at = 0, from = 0, begin;

	out->count = 0;
	if (!check_commas(entry, l->err))
		return false;
	while (pj_list_next(text, &at, &begin, &name, entry, l->err)) {
		uint32_t list = pj_list_named(l, name, entry);

		if (list == NONE)
			return false;
		if (out->count == ENTRY_LISTS)
			return pj_node_fail(entry, l->err,
			    _("an entry may name at most %d lists"),
			    ENTRY_LISTS);
		if (!resolve_list(l, list, depth + 1, entry))
			return false;
		out->texts[out->count] =
		    (struct pj_str){ text.ptr + from, begin - from };
		out->lists[out->count++] = list;
		from = at;
	}
	out->texts[out->count] =
	    (struct pj_str){ text.ptr + from, text.len - from };
	return l->err->code == PJ_OK;
}

/* Number of texts; false if above PJ_EXPAND_MAX. */
static bool
count_texts(
    struct loader *l, const struct node *entry, const struct template *t)
{
	size_t texts = 1;

	for (size_t i = 0; i < t->count; i++) {
		texts *= pj_list_at(l, t->lists[i])->count;
		if (texts > PJ_EXPAND_MAX)
			return pj_node_fail(entry, l->err,
			    _("\"%s\" stands for more than %d texts; use a "
			      "pattern"),
			    entry->text.ptr, PJ_EXPAND_MAX);
	}
	return true;
}

/* The text of the choice PICK of words; CAPTURE is the list to note. */
static void
write_text(struct loader *l, const struct template *t, const uint32_t *pick,
    size_t capture, struct pj_buf *buf, struct expansion *one)
{
	buf->len = 0;
	one->list = NONE;
	for (size_t i = 0; i < t->count; i++) {
		struct pj_str word = pj_list_at(l, t->lists[i])->words[pick[i]];

		pj_buf_add(buf, t->texts[i].ptr, t->texts[i].len);
		if (i == capture) {
			one->list = t->lists[i];
			one->begin = buf->len;
			one->end = buf->len + word.len;
		}
		pj_buf_add(buf, word.ptr, word.len);
	}
	pj_buf_add(buf, t->texts[t->count].ptr, t->texts[t->count].len);
	one->text = pj_buf_str(buf);
}

/* Step PICK like an odometer; false after the last choice. */
static bool
next_pick(struct loader *l, const struct template *t, uint32_t *pick)
{
	for (size_t i = t->count; i-- > 0;) {
		if (++pick[i] < pj_list_at(l, t->lists[i])->count)
			return true;
		pick[i] = 0;
	}
	return false;
}

/* Every choice of words, the last list turning fastest. */
static bool
expand(struct loader *l, const struct node *entry, const struct template *t,
    uint32_t prefer, expand_fn *each, void *arg)
{
	struct expansion one = { entry->text, NONE, 0, 0 };
	uint32_t pick[ENTRY_LISTS] = { 0 };
	struct pj_buf buf = PJ_BUF_INIT;
	size_t capture = 0;
	bool good = true;

	if (t->count == 0)
		return each(arg, &one);
	if (!count_texts(l, entry, t))
		return false;
	for (size_t i = t->count; i-- > 0;)
		if (t->lists[i] == prefer)
			capture = i;
	do {
		write_text(l, t, pick, capture, &buf, &one);
		good = buf.failed ? pj_error_nomem(l->err) : each(arg, &one);
	} while (good && next_pick(l, t, pick));
	pj_buf_free(&buf);
	return good;
}

bool
pj_entry_expand(struct loader *l, const struct node *entry, uint32_t prefer,
    expand_fn *each, void *arg)
{
	struct template t;

	return read_template(l, entry, 0, &t) &&
	       expand(l, entry, &t, prefer, each, arg);
}

/* Collects the words of one list. */
struct collecting {
	struct loader *l;
	struct table seen;
	struct vec words; /* struct pj_str */
};

/* A word once, in the order of its first place. */
static bool
collect_word(void *arg, const struct expansion *one)
{
	struct collecting *c = arg;
	struct pj_str word = one->text, *at;
	uint32_t next = (uint32_t)c->words.count;

	if (next >= PJ_EXPAND_MAX)
		return pj_error_set(c->l->err, PJ_ECONFIG,
		    _("a list may hold at most %d words"), PJ_EXPAND_MAX);
	if (pj_table_get(&c->seen, word) != NONE)
		return true;
	word.ptr = pj_arena_copy(c->l->temp, word);
	if (!word.ptr || pj_table_put(&c->seen, word, next) == NONE)
		return pj_error_nomem(c->l->err);
	at = pj_vec_add(&c->words, sizeof(*at));
	if (!at)
		return pj_error_nomem(c->l->err);
	*at = word;
	return true;
}

/* What the entries of TEXTS stand for. */
static bool
collect_words(struct collecting *c, const struct node *texts, size_t depth)
{
	for (const struct node *n = texts->first; n; n = n->next) {
		struct template t;

		if (read_template(c->l, n, depth, &t) &&
		    expand(c->l, n, &t, NONE, collect_word, c))
			continue;
		pj_error_at(c->l->err, n->file, n->line, n->column);
		return false;
	}
	return true;
}

/* All words of a list and its changes, lists within it expanded. */
static bool
fill_list(struct loader *l, uint32_t at, size_t depth)
{
	struct collecting c = { .l = l, .seen = { .arena = l->temp } };
	struct list *list = pj_list_at(l, at);
	const struct change *change = list->changes;
	const struct node *texts = list->node;
	bool good = true;

	while (texts && good) {
		good = collect_words(&c, texts, depth);
		texts = pj_change_next(&change, "add");
	}
	list->count = (uint32_t)c.words.count;
	list->words =
	    pj_arena_alloc(l->temp, list->count, sizeof(*list->words));
	if (!list->words)
		good = pj_error_nomem(l->err);
	else if (list->count > 0)
		memcpy(list->words, c.words.items,
		    list->count * sizeof(*list->words));
	free(c.words.items);
	return good;
}

/* Depth first; a list that is OPEN when met again is in a circle. */
static bool
resolve_list(
    struct loader *l, uint32_t at, size_t depth, const struct node *from)
{
	struct list *list = pj_list_at(l, at);

	if (list->state == LIST_DONE)
		return true;
	if (list->state == LIST_OPEN)
		return pj_node_fail(from, l->err,
		    _("the list \"%s\" takes itself in"), list->node->key.ptr);
	if (depth > LIST_DEPTH)
		return pj_node_fail(from, l->err,
		    _("lists are nested more than %d deep"), LIST_DEPTH);
	if (list->node->count == 0)
		return pj_node_fail_key(list->node, l->err,
		    _("the list \"%s\" is empty"), list->node->key.ptr);
	list->state = LIST_OPEN;
	if (!fill_list(l, at, depth))
		return false;
	list->state = LIST_DONE;
	return true;
}

bool
pj_lists_resolve(struct loader *l)
{
	for (uint32_t i = 0; i < l->lists.count; i++)
		if (!resolve_list(l, i, 0, pj_list_at(l, i)->node))
			return false;
	return true;
}

bool
pj_list_fold(struct loader *l, struct list *list)
{
	struct units *folded;
	size_t count = list->count;

	if (list->folded)
		return true;
	folded = pj_arena_alloc(l->temp, list->count, sizeof(*folded));
	if (!folded)
		return pj_error_nomem(l->err);
	for (uint32_t i = 0; i < list->count; i++)
		if (!pj_units_fold(l, list->words[i], list->node, &folded[i]))
			return false;
	if (!pj_units_sort(l, folded, &count))
		return false;
	list->folded_count = (uint32_t)count;
	list->folded = folded;
	list->least = list->most = folded[0].count;
	for (uint32_t i = 1; i < list->folded_count; i++) {
		if (folded[i].count < list->least)
			list->least = folded[i].count;
		if (folded[i].count > list->most)
			list->most = folded[i].count;
	}
	return true;
}
