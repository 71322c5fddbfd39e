#include <stdlib.h>

#include "pingjian/fold.h"
#include "pingjian/text.h"

#include "rules.h"

/* So many terms on, the next one is asked for before it is needed. */
#define AHEAD 8

/*
 * A word and what it is used for, its units behind it.  They are kept as
 * they come: putting them in order at the end brings the uses of a term
 * together, and takes less time than looking up each word does.
 */
struct term {
	struct units units;
	struct term *next;
	struct pj_use use;
};

bool
pj_text_fold(struct loader *l, struct pj_str s, const struct node *node,
    struct pj_fold *out)
{
	pj_arena_reset(l->fold);
	if (!pj_fold_str(l->fold, s, out, l->err))
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
	uint16_t *at;

	if (!pj_text_fold(l, s, node, &fold))
		return false;
	at = pj_arena_alloc(l->temp, fold.count, sizeof(*at));
	if (!at)
		return pj_error_nomem(l->err);
	memcpy(at, fold.units, fold.count * sizeof(*at));
	*out = (struct units){ at, (uint32_t)fold.count };
	return true;
}

bool
pj_term_add(struct loader *l, struct units units, struct pj_use use)
{
	size_t bytes = units.count * sizeof(*units.at), size;
	struct term *term = NULL;

	if (l->term_count >= PJ_RULE_USES_MAX)
		return pj_error_set(l->err, PJ_ECONFIG,
		    _("the lists and entries of all files stand for more than "
		      "%d texts"),
		    PJ_RULE_USES_MAX);
	if (pj_add_size(sizeof(*term), bytes, &size))
		term = pj_arena_alloc(l->temp, size, 1);
	if (!term)
		return pj_error_nomem(l->err);
	memcpy(term + 1, units.at, bytes);
	term->units = (struct units){ (const void *)(term + 1), units.count };
	term->use = use;
	if (l->last_term)
		l->last_term->next = term;
	else
		l->first_term = term;
	l->last_term = term;
	l->term_count++;
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

/* Bytes of the key of a set. */
static size_t
key_size(const struct units *words, size_t count, const struct node *patterns)
{
	const struct node *n = patterns ? pj_node_texts(patterns) : NULL;
	size_t units = count, bytes = 0;

	for (size_t i = 0; i < count; i++)
		units += words[i].count;
	for (; n; n = patterns->kind == NODE_LIST ? n->next : NULL)
		bytes += n->text.len + sizeof(uint16_t);
	return units * sizeof(uint16_t) + bytes;
}

/*
 * What tells a set from others: its words, each with a 0 behind it, and its
 * patterns, each behind 0xFFFF.  Good until the next text is folded.
 */
static bool
set_key(struct loader *l, const struct units *words, size_t count,
    const struct node *patterns, struct pj_str *out)
{
	static const uint16_t tail = 0xFFFF;
	const struct node *n = patterns ? pj_node_texts(patterns) : NULL;
	size_t size = key_size(words, count, patterns);
	uint16_t *key, *to;
	char *at;

	pj_arena_reset(l->fold);
	key = to = pj_arena_alloc(l->fold, size, 1);
	if (!key)
		return pj_error_nomem(l->err);
	for (size_t i = 0; i < count; i++) {
		for (uint32_t k = 0; k < words[i].count; k++)
			*to++ = words[i].at[k];
		*to++ = 0;
	}
	at = (char *)to;
	for (; n; n = patterns->kind == NODE_LIST ? n->next : NULL) {
		memcpy(at, &tail, sizeof(tail));
		memcpy(at + sizeof(tail), n->text.ptr, n->text.len);
		at += sizeof(tail) + n->text.len;
	}
	*out = (struct pj_str){ (char *)key, size };
	return true;
}

/* What is known of a set by its key. */
struct set_item {
	size_t number;
	size_t known; /* not new */
};

_Static_assert(sizeof(struct set_item) % 16 == 0, "as pj_table_item asks");

uint32_t
pj_set_of(struct loader *l, const char *name, const struct units *words,
    size_t count, const struct node *patterns, bool *made)
{
	uint32_t next = (uint32_t)l->sets.count;
	struct pj_use use = { .kind = PJ_USE_SET, .id = next };
	struct set_item *item;
	struct pj_str key;
	struct pj_set *set;

	if (!set_key(l, words, count, patterns, &key))
		return NONE;
	item = pj_table_item(&l->set_names, key, sizeof(*item));
	if (item && item->known) {
		*made = false;
		return (uint32_t)item->number;
	}
	set = item ? pj_vec_add(&l->sets, sizeof(*set)) : NULL;
	if (set)
		set->name = pj_arena_copy(l->arena, pj_str(name));
	if (!set || !set->name) {
		pj_error_nomem(l->err);
		return NONE;
	}
	*item = (struct set_item){ next, true };
	*made = true;
	for (size_t i = 0; i < count; i++)
		if (!pj_term_add(l, words[i], use))
			return NONE;
	return next;
}

/* The term whose units, its first member, ORDER is about. */
static const struct term *
term_of(const struct order *order)
{
	return (const void *)order->word;
}

/* All terms in order of units; those of the same units as they came. */
static struct order *
sort_terms(struct loader *l)
{
	struct order *order =
	    pj_arena_alloc(l->temp, l->term_count, sizeof(*order));
	size_t i = 0;

	if (!order)
		return NULL;
	for (const struct term *t = l->first_term; t; t = t->next)
		order[i++].word = &t->units;
	return pj_words_order(l->temp, order, l->term_count);
}

/* Whether USE is among the COUNT at USES. */
static bool
has_use(const struct pj_use *uses, size_t count, const struct pj_use *use)
{
	/* Sets are new, and their words are distinct. */
	if (use->kind == PJ_USE_SET)
		return false;
	for (size_t i = 0; i < count; i++)
		if (uses[i].kind == use->kind && uses[i].id == use->id &&
		    uses[i].mark == use->mark)
			return true;
	return false;
}

/*
 * Mark the words of ORDER that are the same as the one before, and make room
 * in the result for the others, their uses and their units.
 */
static bool
make_tables(struct loader *l, struct order *order, struct pj_term **terms,
    struct pj_use **uses, uint16_t **units)
{
	size_t count = 0, unit_count = 0;

	for (size_t i = 0; i < l->term_count; i++) {
		order[i].again =
		    i > 0 && pj_orders_compare(&order[i - 1], &order[i]) == 0;
		count += !order[i].again;
		unit_count += order[i].again ? 0 : order[i].count;
	}
	*terms = pj_arena_alloc(l->arena, count, sizeof(**terms));
	*uses = pj_arena_alloc(l->arena, l->term_count, sizeof(**uses));
	*units = pj_arena_alloc(l->arena, unit_count, sizeof(**units));
	l->out->terms = *terms;
	l->out->term_count = count;
	l->out->uses = *uses;
	return (*terms && *uses && *units) || pj_error_nomem(l->err);
}

bool
pj_terms_finish(struct loader *l)
{
	struct order *order = sort_terms(l);
	struct pj_term *term;
	struct pj_use *uses;
	uint32_t used = 0;
	uint16_t *units;

	if (!order)
		return pj_error_nomem(l->err);
	if (!make_tables(l, order, &term, &uses, &units))
		return false;
	for (size_t i = 0; i < l->term_count; i++) {
		const struct term *from = term_of(&order[i]);

		/* They lie all over the memory. */
		if (l->term_count - i > AHEAD)
			__builtin_prefetch(order[i + AHEAD].word);
		if (!order[i].again) {
			term += i > 0;
			*term =
			    (struct pj_term){ units, order[i].count, used, 0 };
			memcpy(units, from->units.at,
			    order[i].count * sizeof(*units));
			units += order[i].count;
		}
		if (has_use(
			uses + term->first_use, term->use_count, &from->use))
			continue;
		uses[used++] = from->use;
		term->use_count++;
	}
	l->out->use_count = used;
	return true;
}
