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

/* An odd factor; then the high bits, which know of all others, come down. */
static uint64_t
mixed(uint64_t hash)
{
	hash *= UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 32;
}

/* Eight bytes at a time.  Rule files are written by their owner: no one floods
 * it. */
static uint32_t
hash_of(struct pj_str key)
{
	uint64_t hash = key.len, word;

	for (; key.len >= sizeof(word); key.len -= sizeof(word)) {
		memcpy(&word, key.ptr, sizeof(word));
		hash = mixed(hash ^ word);
		key.ptr += sizeof(word);
	}
	word = 0;
	if (key.len > 0)
		memcpy(&word, key.ptr, key.len);
	return (uint32_t)mixed(hash ^ word);
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

/* A new entry of TABLE, which has room, in its empty SLOT. */
static struct entry *
take_slot(struct table *table, struct slot *slot, uint32_t hash,
    struct pj_str key, uint32_t value)
{
	struct entry *entry = &table->entries[table->count++];

	*entry = (struct entry){ key, value };
	*slot = (struct slot){ hash, (uint32_t)table->count };
	return entry;
}

uint32_t
pj_table_put(struct table *table, struct pj_str key, uint32_t value)
{
	uint32_t hash = hash_of(key);
	struct slot *slot;

	if (!make_room(table))
		return NONE;
	slot = slot_of(table, key, hash);
	return slot->entry ? table->entries[slot->entry - 1].value
	                   : take_slot(table, slot, hash, key, value)->value;
}

void *
pj_table_item(struct table *table, struct pj_str key, size_t size)
{
	uint32_t hash = hash_of(key);
	struct slot *slot;
	size_t total;
	char *item;

	if (!make_room(table))
		return NULL;
	slot = slot_of(table, key, hash);
	if (slot->entry)
		return (char *)(uintptr_t)table->entries[slot->entry - 1]
		           .key.ptr -
		       size;
	item = pj_add_size(size, key.len, &total)
	           ? pj_arena_alloc(table->arena, total, 1)
	           : NULL;
	if (!item)
		return NULL;
	if (key.len > 0)
		memcpy(item + size, key.ptr, key.len);
	key.ptr = item + size;
	take_slot(table, slot, hash, key, 0);
	return item;
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
