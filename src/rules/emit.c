#include <ctype.h>
#include <stdlib.h>

#include "pingjian/buf.h"
#include "pingjian/text.h"

#include "regex.h"

/* Texts that a look-behind may stand for. */
#define BEHIND_MAX 512

/* A pattern this long does not fit into PCRE2's compiled form. */
#define EMIT_MAX 30000

struct emitter {
	struct loader *l;
	const struct node *node;
	struct vec *units;   /* uint16_t; the loader's, used again and again */
	struct vec captures; /* uint32_t */
	bool failed;
};

static void emit(struct emitter *e, const struct re *re);

/* Room for COUNT units at the end; false where there is none. */
static bool
make_room(struct emitter *e, size_t count)
{
	struct vec *v = e->units;
	void *items =
	    pj_grow(v->items, &v->cap, v->count + count, sizeof(uint16_t));

	if (items)
		v->items = items;
	return items;
}

/* Goes on in vain after a failure; what is written is then not used. */
static void
put(struct emitter *e, uint16_t unit)
{
	struct vec *v = e->units;

	if (e->failed || v->count > EMIT_MAX ||
	    (v->count == v->cap && !make_room(e, 1)))
		e->failed = true;
	else
		((uint16_t *)v->items)[v->count++] = unit;
}

/* The same for several. */
static void
put_all(struct emitter *e, struct units units)
{
	struct vec *v = e->units;

	if (e->failed || v->count > EMIT_MAX || !make_room(e, units.count)) {
		e->failed = true;
		return;
	}
	memcpy((uint16_t *)v->items + v->count, units.at,
	    units.count * sizeof(uint16_t));
	v->count += units.count;
}

static void
puts_ascii(struct emitter *e, const char *z)
{
	for (; *z; z++)
		put(e, (unsigned char)*z);
}

/* UNIT as itself, whatever it means to PCRE2. */
static void
put_literal(struct emitter *e, uint16_t unit)
{
	if (unit < 0x80 && unit > ' ' && !isalnum(unit))
		put(e, '\\');
	put(e, unit);
}

/* NUMBER in decimal digits. */
static void
put_number(struct emitter *e, uint32_t number)
{
	if (number >= 10)
		put_number(e, number / 10);
	put(e, (uint16_t)('0' + number % 10));
}

/* Ranges as they are: their ends were folded, or left, when read. */
static void
emit_class(struct emitter *e, const struct re *re)
{
	puts_ascii(e, re->negated ? "[^" : "[");
	for (uint32_t i = 0; i < re->range_count; i++) {
		put_literal(e, re->ranges[i].first);
		if (re->ranges[i].last == re->ranges[i].first)
			continue;
		put(e, '-');
		put_literal(e, re->ranges[i].last);
	}
	put(e, ']');
}

/* --- lists as a trie ----------------------------------------------------- */

/* Words [LO, HI), sorted, that agree in their first DEPTH units. */
struct stem {
	const struct units *words;
	uint32_t lo, hi, depth;
};

/* The end of the words that also agree in the next unit. */
static uint32_t
branch_end(const struct stem *s, uint32_t lo)
{
	uint32_t hi = lo + 1;

	while (hi < s->hi &&
	       s->words[hi].at[s->depth] == s->words[lo].at[s->depth])
		hi++;
	return hi;
}

/* Whether the branch [LO, HI) is one word that ends with its next unit. */
static bool
is_leaf(const struct stem *s, uint32_t lo, uint32_t hi)
{
	return hi == lo + 1 && s->words[lo].count == s->depth + 1;
}

/* The single units among the branches, as a class. */
static void
emit_leaves(struct emitter *e, const struct stem *s, uint32_t leaves)
{
	uint32_t hi;

	if (leaves > 1)
		put(e, '[');
	for (uint32_t lo = s->lo; lo < s->hi; lo = hi) {
		hi = branch_end(s, lo);
		if (is_leaf(s, lo, hi))
			put_literal(e, s->words[lo].at[s->depth]);
	}
	if (leaves > 1)
		put(e, ']');
}

/*
 * What follows a stem.  A word that ends here makes the rest optional and
 * greedy, so the longest word is tried first.
 */
static void
emit_stem(struct emitter *e, struct stem s)
{
	bool ends = s.words[s.lo].count == s.depth;
	uint32_t leaves = 0, branches = 0, hi;
	bool group, more = false;

	s.lo += ends;
	if (s.lo == s.hi)
		return;
	for (uint32_t lo = s.lo; lo < s.hi; lo = hi) {
		hi = branch_end(&s, lo);
		if (is_leaf(&s, lo, hi))
			leaves++;
		else
			branches++;
	}
	group = branches + (leaves > 0) > 1 || (ends && branches > 0);
	if (group)
		puts_ascii(e, "(?:");
	for (uint32_t lo = s.lo; lo < s.hi; lo = hi) {
		hi = branch_end(&s, lo);
		if (is_leaf(&s, lo, hi))
			continue;
		if (more)
			put(e, '|');
		more = true;
		put_literal(e, s.words[lo].at[s.depth]);
		emit_stem(e, (struct stem){ s.words, lo, hi, s.depth + 1 });
	}
	if (leaves > 0) {
		if (more)
			put(e, '|');
		emit_leaves(e, &s, leaves);
	}
	if (group)
		put(e, ')');
	if (ends)
		put(e, '?');
}

/* The words of LIST, and keep them for the next pattern with it. */
static void
emit_words(struct emitter *e, struct list *list)
{
	size_t begin = e->units->count, count;
	uint16_t *copy;

	emit_stem(e, (struct stem){ list->folded, 0, list->folded_count, 0 });
	if (e->failed)
		return;
	count = e->units->count - begin;
	copy = pj_arena_alloc(e->l->temp, count, sizeof(*copy));
	if (!copy) {
		e->failed = true;
		return;
	}
	memcpy(
	    copy, (uint16_t *)e->units->items + begin, count * sizeof(*copy));
	list->pattern = (struct units){ copy, (uint32_t)count };
}

/* A list is the only thing that captures, so that groups can be counted. */
static void
emit_list(struct emitter *e, const struct re *re)
{
	struct list *list = pj_list_at(e->l, re->list);
	uint32_t *capture = pj_vec_add(&e->captures, sizeof(*capture));

	if (!capture) {
		e->failed = true;
		return;
	}
	*capture = re->list;
	put(e, '(');
	if (list->pattern.count > 0)
		put_all(e, list->pattern);
	else
		emit_words(e, list);
	put(e, ')');
}

/* --- the rest ------------------------------------------------------------ */

/* Units that RE takes, or NONE where that varies. */
static uint32_t
fixed_length(const struct re *re)
{
	uint32_t sum = 0, one;

	switch (re->kind) {
	case RE_UNIT:
	case RE_ANY:
	case RE_CLASS:
		return 1;
	case RE_CAT:
		for (const struct re *r = re->first; r; r = r->next) {
			one = fixed_length(r);
			if (one == NONE)
				return NONE;
			sum += one;
		}
		return sum;
	case RE_REPEAT:
		one = fixed_length(re->first);
		return re->min == re->max && one != NONE ? one * re->min : NONE;
	case RE_LOOK:
	case RE_BEGIN:
	case RE_END:
		return 0;
	default:
		return NONE;
	}
}

/*
 * PCRE2 wants a fixed length for each alternative at the top of a
 * look-behind: write out the texts it stands for, or its own alternatives
 * where each is fixed.
 */
static void
emit_behind(struct emitter *e, const struct re *inner)
{
	const struct re *r = inner->kind == RE_ALT ? inner->first : inner;
	struct re_words words;

	if (pj_re_words(e->l, inner, BEHIND_MAX, &words)) {
		for (size_t i = 0; i < words.count; i++) {
			if (i > 0)
				put(e, '|');
			for (uint32_t k = 0; k < words.at[i].count; k++)
				put_literal(e, words.at[i].at[k]);
		}
		return;
	}
	for (; r; r = inner->kind == RE_ALT ? r->next : NULL) {
		if (fixed_length(r) == NONE) {
			e->failed = true;
			pj_node_fail(e->node, e->l->err,
			    _("a look-behind, (?<= or (?<!, must have "
			      "alternatives of fixed length"));
			return;
		}
		if (r != inner->first && r != inner)
			put(e, '|');
		emit(e, r);
	}
}

static void
emit_look(struct emitter *e, const struct re *re)
{
	puts_ascii(e, re->behind ? (re->negated ? "(?<!" : "(?<=")
				 : (re->negated ? "(?!" : "(?="));
	if (re->behind)
		emit_behind(e, re->first);
	else
		emit(e, re->first);
	put(e, ')');
}

/* An atom of one sign or one bracket needs no group of its own. */
static void
emit_repeat(struct emitter *e, const struct re *re)
{
	bool group = re->first->kind == RE_CAT || re->first->kind == RE_REPEAT;

	if (group)
		puts_ascii(e, "(?:");
	emit(e, re->first);
	if (group)
		put(e, ')');
	if (re->min == 0 && re->max == 1) {
		put(e, '?');
	} else {
		put(e, '{');
		put_number(e, re->min);
		put(e, ',');
		put_number(e, re->max);
		put(e, '}');
	}
	if (re->mode)
		put(e, (unsigned char)re->mode);
}

/* Always grouped: what stands around may be part of it otherwise. */
static void
emit_alt(struct emitter *e, const struct re *re)
{
	puts_ascii(e, "(?:");
	for (const struct re *r = re->first; r; r = r->next) {
		if (r != re->first)
			put(e, '|');
		emit(e, r);
	}
	put(e, ')');
}

/* RE and all below it; depth is bounded by RE_DEPTH. */
static void
emit(struct emitter *e, const struct re *re)
{
	switch (re->kind) {
	case RE_UNIT:
		put_literal(e, re->unit);
		break;
	case RE_ANY:
		put(e, '.');
		break;
	case RE_CLASS:
		emit_class(e, re);
		break;
	case RE_LIST:
		emit_list(e, re);
		break;
	case RE_CAT:
		for (const struct re *r = re->first; r; r = r->next)
			emit(e, r);
		break;
	case RE_ALT:
		emit_alt(e, re);
		break;
	case RE_REPEAT:
		emit_repeat(e, re);
		break;
	case RE_LOOK:
		emit_look(e, re);
		break;
	case RE_BEGIN:
		put(e, '^');
		break;
	case RE_END:
		put(e, '$');
		break;
	}
}

/* Move what was written into the result. */
static bool
keep(struct emitter *e, struct pj_pattern *out)
{
	if (e->l->err->code != PJ_OK)
		return false;
	if (e->units->count > EMIT_MAX)
		return pj_node_fail(e->node, e->l->err,
		    _("the pattern with its lists is too long"));
	out->units = pj_vec_keep(e->l->arena, e->units, sizeof(*out->units));
	out->count = (uint32_t)e->units->count;
	out->captures =
	    pj_vec_keep(e->l->arena, &e->captures, sizeof(*out->captures));
	out->capture_count = (uint32_t)e->captures.count;
	if (e->failed || !out->units || !out->captures)
		return pj_error_nomem(e->l->err);
	return true;
}

bool
pj_re_emit(struct loader *l, const struct node *node, const struct re *re,
    struct pj_pattern *out)
{
	struct emitter e = { .l = l, .node = node, .units = &l->emitted };
	bool good;

	e.units->count = 0;
	emit(&e, re);
	good = keep(&e, out);
	free(e.captures.items);
	return good;
}
