#include <stdlib.h>

#include "pingjian/fold.h"
#include "pingjian/text.h"

#include "rules.h"

/* A distinct term while loading; its uses are chained. */
struct term {
	struct units units;
	uint32_t first, last; /* into uses, or NONE */
	uint32_t count;
};

struct use_link {
	struct pj_use use;
	uint32_t next;
};

bool
pj_text_fold(struct loader *l, struct pj_str s, const struct node *node,
    struct pj_fold *out)
{
	if (!pj_fold_str(l->temp, s, out, l->err))
		return false;
	if (out->count == 0)
		return pj_node_fail(node, l->err,
		    _("nothing is left of \"%.*s\" once spaces, separators "
		      "and invisible characters are taken away"),
		    (int)s.len, s.ptr);
	if (out->count > PJ_TERM_MAX)
		return pj_node_fail(node, l->err,
		    _("a text may have at most %d characters"), PJ_TERM_MAX);
	return true;
}

bool
pj_units_fold(struct loader *l, struct pj_str s, const struct node *node,
    struct units *out)
{
	struct pj_fold fold;

	if (!pj_text_fold(l, s, node, &fold))
		return false;
	*out = (struct units){ fold.units, (uint32_t)fold.count };
	return true;
}

int
pj_units_compare(const struct units *a, const struct units *b)
{
	uint32_t count = a->count < b->count ? a->count : b->count;

	for (uint32_t i = 0; i < count; i++)
		if (a->at[i] != b->at[i])
			return a->at[i] < b->at[i] ? -1 : 1;
	return (a->count > b->count) - (a->count < b->count);
}

/* For qsort. */
static int
compare_units(const void *a, const void *b)
{
	return pj_units_compare(a, b);
}

size_t
pj_units_sort(struct units *words, size_t count)
{
	size_t kept = 0;

	if (count == 0)
		return 0;
	qsort(words, count, sizeof(*words), compare_units);
	for (size_t i = 1; i < count; i++)
		if (pj_units_compare(&words[kept], &words[i]) != 0)
			words[++kept] = words[i];
	return kept + 1;
}

/* Whether TERM is used for the same already. */
static bool
has_use(
    const struct loader *l, const struct term *term, const struct pj_use *use)
{
	const struct use_link *links = l->uses.items;

	for (uint32_t i = term->first; i != NONE; i = links[i].next)
		if (links[i].use.kind == use->kind &&
		    links[i].use.id == use->id &&
		    links[i].use.mark == use->mark)
			return true;
	return false;
}

/* The term of UNITS, made at need. */
static struct term *
term_of(struct loader *l, struct units units)
{
	struct pj_str key = { (const char *)units.at,
		units.count * sizeof(*units.at) };
	uint32_t next = (uint32_t)l->terms.count;
	uint32_t at = pj_table_put(&l->term_names, key, next);
	struct term *term;

	if (at == NONE)
		return NULL;
	if (at != next)
		return (struct term *)l->terms.items + at;
	term = pj_vec_add(&l->terms, sizeof(*term));
	if (term)
		*term = (struct term){ units, NONE, NONE, 0 };
	return term;
}

bool
pj_term_add(struct loader *l, struct units units, struct pj_use use)
{
	struct use_link *link;
	struct term *term;

	if (l->uses.count >= PJ_RULE_USES_MAX)
		return pj_error_set(l->err, PJ_ECONFIG,
		    _("the lists and entries of all files stand for more than "
		      "%d texts"),
		    PJ_RULE_USES_MAX);
	term = term_of(l, units);
	if (!term)
		return pj_error_nomem(l->err);
	if (has_use(l, term, &use))
		return true;
	link = pj_vec_add(&l->uses, sizeof(*link));
	if (!link)
		return pj_error_nomem(l->err);
	*link = (struct use_link){ use, NONE };
	if (term->last == NONE)
		term->first = (uint32_t)l->uses.count - 1;
	else
		((struct use_link *)l->uses.items)[term->last].next =
		    (uint32_t)l->uses.count - 1;
	term->last = (uint32_t)l->uses.count - 1;
	term->count++;
	return true;
}

struct adding {
	struct loader *l;
	const struct node *entry;
	struct pj_use use;
};

/* One text of an entry, for the use that is being added. */
static bool
add_text(void *arg, const struct expansion *one)
{
	struct adding *a = arg;
	struct units units;

	if (pj_units_fold(a->l, one->text, a->entry, &units) &&
	    pj_term_add(a->l, units, a->use))
		return true;
	pj_error_at(
	    a->l->err, a->entry->file, a->entry->line, a->entry->column);
	return false;
}

bool
pj_terms_add(struct loader *l, const struct node *node, enum pj_use_kind kind,
    uint32_t id)
{
	struct adding a = { l, NULL, { .kind = kind, .id = id } };

	if (!pj_node_is_list(node, l->err) || !pj_node_is_texts(node, l->err))
		return false;
	for (a.entry = node->first; a.entry; a.entry = a.entry->next)
		if (!pj_entry_expand(l, a.entry, NONE, add_text, &a))
			return false;
	return true;
}

/* What tells a set from others: its words, then its patterns. */
static bool
set_key(struct loader *l, const struct units *words, size_t count,
    const struct node *patterns, struct pj_str *out)
{
	static const uint16_t end = 0, tail = 0xFFFF;
	struct pj_buf buf = PJ_BUF_INIT;
	const struct node *n = patterns ? pj_node_texts(patterns) : NULL;

	for (size_t i = 0; i < count; i++) {
		pj_buf_add(&buf, words[i].at, words[i].count * sizeof(end));
		pj_buf_add(&buf, &end, sizeof(end));
	}
	for (; n; n = patterns->kind == NODE_LIST ? n->next : NULL) {
		pj_buf_add(&buf, &tail, sizeof(tail));
		pj_buf_add(&buf, n->text.ptr, n->text.len);
	}
	out->len = buf.len;
	out->ptr = buf.failed ? NULL : pj_arena_copy(l->temp, pj_buf_str(&buf));
	pj_buf_free(&buf);
	return out->ptr || pj_error_nomem(l->err);
}

uint32_t
pj_set_of(struct loader *l, const char *name, const struct units *words,
    size_t count, const struct node *patterns, bool *made)
{
	uint32_t next = (uint32_t)l->sets.count, at;
	struct pj_use use = { .kind = PJ_USE_SET, .id = next };
	struct pj_str key;
	struct pj_set *set;

	if (!set_key(l, words, count, patterns, &key))
		return NONE;
	at = pj_table_put(&l->set_names, key, next);
	*made = at == next;
	if (at != next && at != NONE)
		return at;
	set = at == NONE ? NULL : pj_vec_add(&l->sets, sizeof(*set));
	if (set)
		set->name = pj_arena_copy(l->arena, pj_str(name));
	if (!set || !set->name) {
		pj_error_nomem(l->err);
		return NONE;
	}
	for (size_t i = 0; i < count; i++)
		if (!pj_term_add(l, words[i], use))
			return NONE;
	return next;
}

/* A term to be sorted; `head` orders as its first four units do. */
struct order {
	uint64_t head;
	const struct term *term;
};

static int
compare_orders(const void *a, const void *b)
{
	const struct order *x = a, *y = b;

	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return pj_units_compare(&x->term->units, &y->term->units);
}

/* The terms in order of units, in temp; NULL out of memory. */
static struct order *
sort_terms(struct loader *l)
{
	const struct term *terms = l->terms.items;
	size_t count = l->terms.count;
	struct order *order = pj_arena_alloc(l->temp, count, sizeof(*order));

	for (size_t i = 0; order && i < count; i++) {
		order[i].term = &terms[i];
		for (uint32_t k = 0; k < 4; k++)
			order[i].head =
			    order[i].head << 16 |
			    (k < terms[i].units.count ? terms[i].units.at[k]
						      : 0U);
	}
	if (order && count > 0)
		qsort(order, count, sizeof(*order), compare_orders);
	return order;
}

/* All units of all terms together. */
static size_t
count_units(const struct loader *l)
{
	const struct term *terms = l->terms.items;
	size_t units = 0;

	for (size_t i = 0; i < l->terms.count; i++)
		units += terms[i].units.count;
	return units;
}

bool
pj_terms_finish(struct loader *l)
{
	const struct order *order = sort_terms(l);
	const struct use_link *links = l->uses.items;
	size_t count = l->terms.count;
	struct pj_term *terms = pj_arena_alloc(l->arena, count, sizeof(*terms));
	struct pj_use *uses =
	    pj_arena_alloc(l->arena, l->uses.count, sizeof(*uses));
	uint16_t *units =
	    pj_arena_alloc(l->arena, count_units(l), sizeof(*units));
	uint32_t used = 0;

	if (!order || !terms || !uses || !units)
		return pj_error_nomem(l->err);
	for (size_t i = 0; i < count; i++) {
		const struct term *from = order[i].term;

		memcpy(
		    units, from->units.at, from->units.count * sizeof(*units));
		terms[i] = (struct pj_term){ units, from->units.count, used,
			from->count };
		units += from->units.count;
		for (uint32_t u = from->first; u != NONE; u = links[u].next)
			uses[used++] = links[u].use;
	}
	l->out->terms = terms;
	l->out->term_count = count;
	l->out->uses = uses;
	l->out->use_count = used;
	return true;
}
