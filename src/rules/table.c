#include "rules.h"

/* Slots are small, so that a large table stays in the cache. */
struct slot {
	uint32_t hash;
	uint32_t entry; /* index + 1; 0 = empty */
};

struct entry {
	struct pj_str key;
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

void *
pj_vec_keep(struct pj_arena *arena, const struct vec *vec, size_t size)
{
	void *at = pj_arena_alloc(arena, vec->count, size);

	if (at && vec->items && vec->count > 0)
		memcpy(at, vec->items, vec->count * size);
	return at;
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

	for (; table->slots[at].entry; at = (at + 1) & (table->cap - 1))
		if (table->slots[at].hash == hash &&
		    pj_str_equal(
			table->entries[table->slots[at].entry - 1].key, key))
			break;
	return &table->slots[at];
}

/* The empty slot for HASH in SLOTS of capacity CAP. */
static struct slot *
free_slot(struct slot *slots, size_t cap, uint32_t hash)
{
	size_t at = hash & (cap - 1);

	while (slots[at].entry)
		at = (at + 1) & (cap - 1);
	return &slots[at];
}

/* Keep at least half of the slots free. */
static bool
make_room(struct table *table)
{
	size_t cap = table->cap ? table->cap * 4 : 64;
	struct slot *slots;
	struct entry *entries;

	if (table->count * 2 < table->cap)
		return true;
	slots = pj_arena_alloc(table->arena, cap, sizeof(*slots));
	entries = pj_arena_alloc(table->arena, cap / 2, sizeof(*entries));
	if (!slots || !entries)
		return false;
	for (size_t i = 0; i < table->cap; i++)
		if (table->slots[i].entry)
			*free_slot(slots, cap, table->slots[i].hash) =
			    table->slots[i];
	if (table->count > 0)
		memcpy(
		    entries, table->entries, table->count * sizeof(*entries));
	table->slots = slots;
	table->entries = entries;
	table->cap = cap;
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
	if (!slot->entry) {
		table->entries[table->count++] = (struct entry){ key, value };
		*slot = (struct slot){ hash, (uint32_t)table->count };
	}
	return table->entries[slot->entry - 1].value;
}

uint32_t
pj_table_get(const struct table *table, struct pj_str key)
{
	const struct slot *slot;

	if (!table->cap)
		return NONE;
	slot = slot_of(table, key, hash_of(key));
	return slot->entry ? table->entries[slot->entry - 1].value : NONE;
}
