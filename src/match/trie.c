#include <assert.h>
#include <stdlib.h>

#include "match.h"
#include "pingjian/buf.h"

/* Nodes with more children than this are searched by halving. */
#define FEW_CHILDREN 8

/* log2 of the bits of a filter for each entry: one stranger in 32 passes. */
#define FILTER_BITS_AN_ENTRY 5
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

/* Pairs and triples lie in one sieve. */
static inline uint32_t
triple_hash(uint32_t key, uint16_t third, unsigned bits)
{
	uint64_t mixed = key * UINT64_C(0x9E3779B97F4A7C15);

	return (uint32_t)((mixed ^ third * UINT64_C(0xD1B54A32D192ED03)) >>
			  (64 - bits));
}

static void
set_bit(uint8_t *bits, uint32_t at)
{
	bits[at >> 3] |= (uint8_t)(1U << (at & 7));
}

static uint32_t
get_bit(const uint8_t *bits, uint32_t at)
{
	return (uint32_t)bits[at >> 3] >> (at & 7) & 1;
}

void
trie_free(struct trie *trie)
{
	if (!trie)
		return;
	free(trie->filter);
	free(trie->sieve);
	free(trie->pairs);
	free(trie->nodes);
	free(trie);
}

/* Terms of one node still to be split: those in [lo, hi) share a prefix. */
struct range {
	uint32_t lo, hi;
};

/*
 * Room for the nodes of COUNT terms at once: growing would copy them again
 * and again, and pages that are not used are never touched.  No term has
 * more nodes than units.
 */
static bool
make_room(struct trie *trie, const struct pj_term *terms, size_t count,
    struct range **ranges)
{
	size_t units = 1;

	for (size_t i = 0; i < count; i++)
		units += terms[i].count;
	if (units >= NONE)
		return false;
	trie->nodes = malloc(units * sizeof(*trie->nodes));
	*ranges = malloc(units * sizeof(**ranges));
	return trie->nodes && *ranges;
}

/* A node for the terms of R, reached by UNIT; there is room for it. */
static uint32_t
add_node(struct trie *trie, struct range *ranges, struct range r, uint16_t unit)
{
	trie->nodes[trie->node_count] = (struct trie_node){ NONE, 0, 0, unit };
	ranges[trie->node_count] = r;
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
static void
split_node(struct trie *trie, const struct pj_term *terms, size_t node,
    struct range *ranges, uint32_t depth)
{
	struct range r = ranges[node];
	uint32_t first = NONE, added, hi;

	if (terms[r.lo].count == depth)
		trie->nodes[node].term = r.lo++;
	for (; r.lo < r.hi; r.lo = hi) {
		hi = same_unit(terms, r.lo, r.hi, depth);
		added = add_node(trie, ranges, (struct range){ r.lo, hi },
		    terms[r.lo].units[depth]);
		if (first == NONE)
			first = added;
		trie->nodes[node].child_count++;
	}
	if (first != NONE)
		trie->nodes[node].child = first;
}

/* Breadth first, so that a node's children lie side by side. */
static void
split_nodes(
    struct trie *trie, const struct pj_term *terms, struct range *ranges)
{
	size_t node = 0, level_end = trie->node_count;
	uint32_t depth = 2;

	for (; node < trie->node_count; node++) {
		if (node == level_end) {
			level_end = trie->node_count;
			depth++;
		}
		split_node(trie, terms, node, ranges, depth);
	}
}

/* One node for each pair of first units; terms of one unit beside. */
static void
add_pairs(struct trie *trie, const struct pj_term *terms, uint32_t count,
    struct range *ranges)
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
		add_node(
		    trie, ranges, (struct range){ lo, hi }, term->units[1]);
	}
}

/* The slot of the pair that the terms in R begin with, and its bits. */
static void
add_pair(struct trie *trie, const struct pj_term *terms, struct range r,
    uint32_t node)
{
	const uint16_t *units = terms[r.lo].units;
	struct trie_pair pair = { pair_key(units[0], units[1]), node, NONE };
	uint32_t mask = ((uint32_t)1 << trie->pair_bits) - 1;
	uint32_t slot = pair_hash(pair.key, trie->pair_bits), i;

	set_bit(trie->filter, pair_hash(pair.key, trie->filter_bits));
	for (i = r.lo; i < r.hi; i++) {
		if (terms[i].count == 2)
			pair.term = i;
		set_bit(
		    trie->sieve, terms[i].count == 2
				     ? pair_hash(pair.key, trie->sieve_bits)
				     : triple_hash(pair.key, terms[i].units[2],
					   trie->sieve_bits));
	}
	while (trie->pairs[slot].node != NONE)
		slot = (slot + 1) & mask;
	trie->pairs[slot] = pair;
}

/* log2 of the bits for a filter of COUNT entries. */
static unsigned
filter_bits(size_t count)
{
	unsigned bits = FILTER_BITS_MIN;

	while (bits < FILTER_BITS_MAX &&
	       (size_t)1 << bits < count << FILTER_BITS_AN_ENTRY)
		bits++;
	return bits;
}

/* The ways in for COUNT terms: slot and filter bits of every pair. */
static bool
index_pairs(struct trie *trie, const struct pj_term *terms, size_t count,
    const struct range *ranges)
{
	uint32_t node, pairs = (uint32_t)trie->node_count;
	size_t slot;

	trie->pair_bits = 4;
	while ((size_t)1 << trie->pair_bits < (size_t)pairs * 2)
		trie->pair_bits++;
	trie->filter_bits = filter_bits(pairs);
	trie->sieve_bits = filter_bits(count);
	trie->filter = calloc((size_t)1 << trie->filter_bits >> 3, 1);
	trie->sieve = calloc((size_t)1 << trie->sieve_bits >> 3, 1);
	trie->pairs =
	    malloc(((size_t)1 << trie->pair_bits) * sizeof(*trie->pairs));
	if (!trie->filter || !trie->sieve || !trie->pairs)
		return false;
	for (slot = 0; slot < (size_t)1 << trie->pair_bits; slot++)
		trie->pairs[slot].node = NONE;
	for (node = 0; node < pairs; node++)
		add_pair(trie, terms, ranges[node], node);
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
	ok = make_room(trie, terms, count, &ranges);
	if (ok) {
		add_pairs(trie, terms, (uint32_t)count, ranges);
		ok = index_pairs(trie, terms, count, ranges);
	}
	if (ok)
		split_nodes(trie, terms, ranges);
	free(ranges);
	if (!ok) {
		trie_free(trie);
		return NULL;
	}
	return trie;
}

/*
 * The second round: of the N places in OUT those at which more than the
 * pair fits.
 */
static size_t
sift(const struct trie *trie, const uint16_t *units, uint32_t *out, size_t n)
{
	const uint8_t *sieve = trie->sieve;
	unsigned bits = trie->sieve_bits;
	size_t i, left = 0;

	for (i = 0; i < n; i++) {
		const uint16_t *at = units + out[i];
		uint32_t key = pair_key(at[0], at[1]);
		uint32_t one = trie->first[at[0]] >> 1;
		uint32_t two = get_bit(sieve, pair_hash(key, bits));
		uint32_t more = get_bit(sieve, triple_hash(key, at[2], bits));

		out[left] = out[i];
		left += (one | two | more) & 1;
	}
	return left;
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
		uint32_t key = pair_key(units[i], units[i + 1]);
		uint32_t pair = get_bit(filter, pair_hash(key, bits));

		/* Written always, counted if wanted: no branch to guess. */
		out[n] = (uint32_t)i;
		n += (first >> 1 | (first & pair)) & 1;
	}
	return sift(trie, units, out, n);
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
