#include <assert.h>
#include <stdlib.h>

#include "match.h"
#include "pingjian/buf.h"

/* Nodes with more children than this are searched by halving. */
#define FEW_CHILDREN 8

/* Bits of filter for each pair: one foreign pair in 32 passes. */
#define FILTER_BITS_A_PAIR 6
#define FILTER_BITS_MIN 12
#define FILTER_BITS_MAX 22 /* 512 KiB: what the second cache holds */

static inline uint32_t
pair_key(uint16_t a, uint16_t b)
{
	return (uint32_t)a << 16 | b;
}

/* BITS well mixed bits; Chinese neighbours differ in the low ones only. */
static inline uint32_t
pair_hash(uint32_t key, unsigned bits)
{
	return (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> (64 - bits));
}

/* One of 32 bits for a third unit. */
static inline uint32_t
third_bit(uint16_t unit)
{
	return (uint32_t)1 << (unit * 0x9E3779B1U >> 27);
}

void
trie_free(struct trie *trie)
{
	if (!trie)
		return;
	free(trie->filter);
	free(trie->pairs);
	free(trie->nodes);
	free(trie);
}

/* Terms of one node still to be split: those in [lo, hi) share a prefix. */
struct range {
	uint32_t lo, hi;
};

static uint32_t
add_node(
    struct trie *trie, struct range **ranges, struct range r, uint16_t unit)
{
	size_t cap = trie->node_cap;
	struct trie_node *nodes;
	struct range *more;

	if (trie->node_count >= NONE)
		return NONE;
	nodes = pj_grow(
	    trie->nodes, &trie->node_cap, trie->node_count + 1, sizeof(*nodes));
	if (!nodes)
		return NONE;
	trie->nodes = nodes;
	more = pj_grow(*ranges, &cap, trie->node_count + 1, sizeof(**ranges));
	if (!more)
		return NONE;
	*ranges = more;
	nodes[trie->node_count] = (struct trie_node){ NONE, 0, 0, unit };
	more[trie->node_count] = r;
	return (uint32_t)trie->node_count++;
}

/* End of the terms from LO that have the same unit at DEPTH. */
static uint32_t
same_unit(const struct pj_term *terms, uint32_t lo, uint32_t hi, uint32_t depth)
{
	uint32_t at = lo + 1;

	while (at < hi && terms[at].units[depth] == terms[lo].units[depth])
		at++;
	return at;
}

/* Split the terms of NODE, all longer than DEPTH or ending there. */
static bool
split_node(struct trie *trie, const struct pj_term *terms, size_t node,
    struct range **ranges, uint32_t depth)
{
	struct range r = (*ranges)[node];
	uint32_t first = NONE, added, hi;

	if (terms[r.lo].count == depth)
		trie->nodes[node].term = r.lo++;
	for (; r.lo < r.hi; r.lo = hi) {
		hi = same_unit(terms, r.lo, r.hi, depth);
		added = add_node(trie, ranges, (struct range){ r.lo, hi },
		    terms[r.lo].units[depth]);
		if (added == NONE)
			return false;
		if (first == NONE)
			first = added;
		trie->nodes[node].child_count++;
	}
	if (first != NONE)
		trie->nodes[node].child = first;
	return true;
}

/* Breadth first, so that a node's children lie side by side. */
static bool
split_nodes(
    struct trie *trie, const struct pj_term *terms, struct range **ranges)
{
	size_t node = 0, level_end = trie->node_count;
	uint32_t depth = 2;

	for (; node < trie->node_count; node++) {
		if (node == level_end) {
			level_end = trie->node_count;
			depth++;
		}
		if (!split_node(trie, terms, node, ranges, depth))
			return false;
	}
	return true;
}

/* One node for each pair of first units; terms of one unit beside. */
static bool
add_pairs(struct trie *trie, const struct pj_term *terms, uint32_t count,
    struct range **ranges)
{
	uint32_t lo = 0, hi;

	for (; lo < count; lo = hi) {
		const struct pj_term *term = &terms[lo];

		hi = lo + 1;
		if (term->count > trie->longest)
			trie->longest = term->count;
		if (term->count == 1) {
			trie->first[term->units[0]] |= FIRST_ONE;
			trie->one[term->units[0]] = lo;
			continue;
		}
		trie->first[term->units[0]] |= FIRST_PAIR;
		while (hi < count && terms[hi].count > 1 &&
		       terms[hi].units[0] == term->units[0] &&
		       terms[hi].units[1] == term->units[1]) {
			if (terms[hi].count > trie->longest)
				trie->longest = terms[hi].count;
			hi++;
		}
		if (add_node(trie, ranges, (struct range){ lo, hi },
			term->units[1]) == NONE)
			return false;
	}
	return true;
}

/* The slot of the pair that the terms in R begin with. */
static struct trie_pair
make_pair(const struct pj_term *terms, struct range r, uint32_t node)
{
	const uint16_t *units = terms[r.lo].units;
	struct trie_pair pair = { pair_key(units[0], units[1]), node, NONE, 0 };
	uint32_t i;

	for (i = r.lo; i < r.hi; i++)
		if (terms[i].count == 2)
			pair.term = i;
		else
			pair.thirds |= third_bit(terms[i].units[2]);
	return pair;
}

static void
add_slot(struct trie *trie, struct trie_pair pair)
{
	uint32_t mask = ((uint32_t)1 << trie->pair_bits) - 1;
	uint32_t slot = pair_hash(pair.key, trie->pair_bits);
	uint32_t bit = pair_hash(pair.key, trie->filter_bits);

	while (trie->pairs[slot].node != NONE)
		slot = (slot + 1) & mask;
	trie->pairs[slot] = pair;
	trie->filter[bit >> 3] |= (uint8_t)(1U << (bit & 7));
}

/* The ways in: slot and filter bit of every pair. */
static bool
index_pairs(
    struct trie *trie, const struct pj_term *terms, const struct range *ranges)
{
	uint32_t node, pairs = (uint32_t)trie->node_count;
	size_t slot;

	trie->pair_bits = 4;
	while ((size_t)1 << trie->pair_bits < (size_t)pairs * 2)
		trie->pair_bits++;
	trie->filter_bits = trie->pair_bits + FILTER_BITS_A_PAIR - 1;
	if (trie->filter_bits < FILTER_BITS_MIN)
		trie->filter_bits = FILTER_BITS_MIN;
	if (trie->filter_bits > FILTER_BITS_MAX)
		trie->filter_bits = FILTER_BITS_MAX;
	trie->filter = calloc((size_t)1 << trie->filter_bits >> 3, 1);
	trie->pairs =
	    malloc(((size_t)1 << trie->pair_bits) * sizeof(*trie->pairs));
	if (!trie->filter || !trie->pairs)
		return false;
	for (slot = 0; slot < (size_t)1 << trie->pair_bits; slot++)
		trie->pairs[slot].node = NONE;
	for (node = 0; node < pairs; node++)
		add_slot(trie, make_pair(terms, ranges[node], node));
	return true;
}

struct trie *
trie_new(const struct pj_term *terms, size_t count)
{
	struct trie *trie = calloc(1, sizeof(*trie));
	struct range *ranges = NULL;
	bool ok;

	assert(count < NONE);
	if (!trie)
		return NULL;
	ok = add_pairs(trie, terms, (uint32_t)count, &ranges) &&
	     index_pairs(trie, terms, ranges) &&
	     split_nodes(trie, terms, &ranges);
	free(ranges);
	if (!ok) {
		trie_free(trie);
		return NULL;
	}
	return trie;
}

size_t
trie_filter(
    const struct trie *trie, const uint16_t *units, size_t count, uint32_t *out)
{
	const uint8_t *filter = trie->filter;
	unsigned bits = trie->filter_bits;
	size_t i, n = 0;

	for (i = 0; i < count; i++) {
		uint32_t first = trie->first[units[i]];
		uint32_t bit =
		    pair_hash(pair_key(units[i], units[i + 1]), bits);
		uint32_t pair = (uint32_t)filter[bit >> 3] >> (bit & 7);

		/* Written always, counted if wanted: no branch to guess. */
		out[n] = (uint32_t)i;
		n += (first >> 1 | (first & pair)) & 1;
	}
	return n;
}

/* The slot of the pair at UNITS, or NULL. */
static const struct trie_pair *
find_pair(const struct trie *trie, const uint16_t *units)
{
	uint32_t mask = ((uint32_t)1 << trie->pair_bits) - 1;
	uint32_t key = pair_key(units[0], units[1]);
	uint32_t slot = pair_hash(key, trie->pair_bits);

	while (trie->pairs[slot].node != NONE) {
		if (trie->pairs[slot].key == key)
			return &trie->pairs[slot];
		slot = (slot + 1) & mask;
	}
	return NULL;
}

void
trie_fetch(const struct trie *trie, const uint16_t *units)
{
	uint32_t key = pair_key(units[0], units[1]);

	__builtin_prefetch(&trie->pairs[pair_hash(key, trie->pair_bits)]);
}

static uint32_t
find_child(const struct trie *trie, const struct trie_node *node, uint16_t unit)
{
	uint32_t lo = node->child, hi = lo + node->child_count;

	while (hi - lo > FEW_CHILDREN) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (trie->nodes[mid].unit <= unit)
			lo = mid;
		else
			hi = mid;
	}
	for (; lo < hi; lo++)
		if (trie->nodes[lo].unit == unit)
			return lo;
	return NONE;
}

size_t
trie_terms(const struct trie *trie, const uint16_t *units, size_t left,
    uint32_t *terms)
{
	const struct trie_pair *pair;
	size_t n = 0, depth = 2;
	uint32_t node;

	if (trie->first[units[0]] & FIRST_ONE)
		terms[n++] = trie->one[units[0]];
	if (left < 2 || !(trie->first[units[0]] & FIRST_PAIR))
		return n;
	pair = find_pair(trie, units);
	if (!pair)
		return n;
	if (pair->term != NONE)
		terms[n++] = pair->term;
	/* Most pairs of a text end here: no term has this third unit. */
	if (left == 2 || !(pair->thirds & third_bit(units[2])))
		return n;
	node = pair->node;
	while (depth < left) {
		node = find_child(trie, &trie->nodes[node], units[depth++]);
		if (node == NONE)
			break;
		if (trie->nodes[node].term != NONE)
			terms[n++] = trie->nodes[node].term;
	}
	return n;
}
