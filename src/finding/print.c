#include <sodium.h>
#include <stdlib.h>

#include "finding.h"

#define PRINT_BYTES 16
#define NEIGHBOURS 8 /* folded units on either side that tell hits apart */

struct print_slot {
	uint64_t key; /* first bytes of the digest; 0 is free */
	uint32_t count;
};

struct print_table {
	struct print_slot *slots; /* open addressing; size a power of two */
	size_t size, used;
};

struct print_table *
print_table_new(void)
{
	struct print_table *table = calloc(1, sizeof(*table));

	if (!table)
		return NULL;
	table->size = 64;
	table->slots = calloc(table->size, sizeof(*table->slots));
	if (!table->slots) {
		free(table);
		return NULL;
	}
	return table;
}

void
print_table_free(struct print_table *table)
{
	if (!table)
		return;
	free(table->slots);
	free(table);
}

static struct print_slot *
find_slot(struct print_slot *slots, size_t size, uint64_t key)
{
	size_t i = (size_t)key & (size - 1);

	while (slots[i].key != 0 && slots[i].key != key)
		i = (i + 1) & (size - 1);
	return &slots[i];
}

static bool
widen(struct print_table *table)
{
	size_t size = table->size * 2, i;
	struct print_slot *slots = calloc(size, sizeof(*slots));

	if (!slots)
		return false;
	for (i = 0; i < table->size; i++)
		if (table->slots[i].key != 0)
			*find_slot(slots, size, table->slots[i].key) =
			    table->slots[i];
	free(table->slots);
	table->slots = slots;
	table->size = size;
	return true;
}

/* How often KEY came before, counting this time; false out of memory. */
static bool
count_print(struct print_table *table, uint64_t key, uint32_t *before)
{
	struct print_slot *slot;

	if (table->used * 2 >= table->size && !widen(table))
		return false;
	slot = find_slot(table->slots, table->size, key);
	if (slot->key == 0) {
		slot->key = key;
		table->used++;
	}
	*before = slot->count++;
	return true;
}

/* The hit with its neighbours, not across the ends of its block. */
static struct pj_fold_span
surroundings(const struct pj_fold *fold, struct pj_fold_span at)
{
	struct pj_fold_span wide = at;

	while (wide.begin > 0 && at.begin - wide.begin < NEIGHBOURS &&
	       fold->units[wide.begin - 1] != PJ_UNIT_BREAK)
		wide.begin--;
	while (wide.end < fold->count && wide.end - at.end < NEIGHBOURS &&
	       fold->units[wide.end] != PJ_UNIT_BREAK)
		wide.end++;
	return wide;
}

/* Units as two bytes each, low first, so that machines agree. */
static void
hash_units(crypto_generichash_state *state, const struct pj_fold *fold,
    struct pj_fold_span at)
{
	unsigned char bytes[2];
	uint32_t i;

	for (i = at.begin; i < at.end; i++) {
		bytes[0] = (unsigned char)(fold->units[i] & 0xFF);
		bytes[1] = (unsigned char)(fold->units[i] >> 8);
		crypto_generichash_update(state, bytes, sizeof(bytes));
	}
	/* No folded unit is 0: parts cannot run into one another. */
	memset(bytes, 0, sizeof(bytes));
	crypto_generichash_update(state, bytes, sizeof(bytes));
}

const char *
print_make(struct pj_arena *arena, struct print_table *table, const char *rule,
    const struct pj_fold *fold, struct pj_fold_span at)
{
	struct pj_fold_span wide = surroundings(fold, at);
	crypto_generichash_state state;
	unsigned char digest[PRINT_BYTES], number[4];
	uint64_t key;
	uint32_t before;
	char *hex;

	crypto_generichash_init(&state, NULL, 0, sizeof(digest));
	crypto_generichash_update(
	    &state, (const unsigned char *)rule, strlen(rule) + 1);
	hash_units(&state, fold, at);
	hash_units(&state, fold, (struct pj_fold_span){ wide.begin, at.begin });
	hash_units(&state, fold, (struct pj_fold_span){ at.end, wide.end });
	crypto_generichash_final(&state, digest, sizeof(digest));
	memcpy(&key, digest, sizeof(key));
	if (!count_print(table, key ? key : 1, &before))
		return NULL;
	if (before > 0) { /* the same again: told apart by its number */
		number[0] = (unsigned char)(before & 0xFF);
		number[1] = (unsigned char)(before >> 8 & 0xFF);
		number[2] = (unsigned char)(before >> 16 & 0xFF);
		number[3] = (unsigned char)(before >> 24);
		crypto_generichash_init(&state, NULL, 0, sizeof(digest));
		crypto_generichash_update(&state, digest, sizeof(digest));
		crypto_generichash_update(&state, number, sizeof(number));
		crypto_generichash_final(&state, digest, sizeof(digest));
	}
	hex = pj_arena_alloc(arena, 2 * PRINT_BYTES + 1, 1);
	if (hex)
		sodium_bin2hex(
		    hex, 2 * PRINT_BYTES + 1, digest, sizeof(digest));
	return hex;
}
