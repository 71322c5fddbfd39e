#include "rules.h"

/* An empty slot has no key.ptr. */
struct slot {
	struct pj_str key;
	uint32_t hash;
	uint32_t value;
};

void *
pj_vec_add(struct vec *vec, size_t size)
{
	void *items = pj_grow(vec->items, &vec->cap, vec->count + 1, size);
	char *item;

	if (!items)
		return NULL;
	vec->items = items;
	item = (char *)items + vec->count++ * size;
	memset(item, 0, size);
	return item;
}

/* FNV-1a.  Rule files are written by their owner: no one floods it. */
static uint32_t
hash_of(struct pj_str key)
{
	uint32_t hash = 2166136261U;

	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)key.ptr[i]) * 16777619U;
	return hash;
}

/* The slot of KEY, or the empty one where it belongs.  Needs a free slot. */
static struct slot *
slot_of(const struct table *table, struct pj_str key, uint32_t hash)
{
	size_t at = hash & (table->cap - 1);

	while (table->slots[at].key.ptr &&
	       (table->slots[at].hash != hash ||
		   !pj_str_equal(table->slots[at].key, key)))
		at = (at + 1) & (table->cap - 1);
	return &table->slots[at];
}

/* Keep at least half of the slots free. */
static bool
make_room(struct table *table)
{
	struct table wide = *table;

	if (table->count * 2 < table->cap)
		return true;
	wide.cap = table->cap ? table->cap * 4 : 64;
	wide.slots =
	    pj_arena_alloc(table->arena, wide.cap, sizeof(*wide.slots));
	if (!wide.slots)
		return false;
	for (size_t i = 0; i < table->cap; i++) {
		const struct slot *old = &table->slots[i];

		if (old->key.ptr)
			*slot_of(&wide, old->key, old->hash) = *old;
	}
	*table = wide;
	return true;
}

uint32_t
pj_table_put(struct table *table, struct pj_str key, uint32_t value)
{
	uint32_t hash = hash_of(key);
	struct slot *slot;

	if (!make_room(table))
		return NONE;
	slot = slot_of(table, key, hash);
	if (!slot->key.ptr) {
		*slot = (struct slot){ key, hash, value };
		table->count++;
	}
	return slot->value;
}

uint32_t
pj_table_get(const struct table *table, struct pj_str key)
{
	const struct slot *slot;

	if (!table->cap)
		return NONE;
	slot = slot_of(table, key, hash_of(key));
	return slot->key.ptr ? slot->value : NONE;
}
