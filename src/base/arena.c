#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "pingjian/arena.h"
#include "pingjian/buf.h"

/* Small enough for a one-page draft, doubled up to the large one. */
#define CHUNK_FIRST ((size_t)16 << 10)
#define CHUNK_LARGE ((size_t)1 << 20)
#define ALIGN _Alignof(max_align_t)

/* From here on a chunk is worth large pages: two of x86-64's at least. */
#define CHUNK_HUGE ((size_t)4 << 20)
#define PAGE ((size_t)4 << 10)

struct chunk {
	struct chunk *next;
	size_t size; /* bytes in `bytes` */
	size_t used;
	max_align_t bytes[];
};

struct pj_arena {
	struct chunk *chunks; /* the one being filled comes first */
	size_t max;
	size_t used;
	size_t next_size;
};

struct pj_arena *
pj_arena_new(size_t max)
{
	struct pj_arena *arena = calloc(1, sizeof(*arena));

	if (!arena)
		return NULL;
	arena->max = max;
	arena->next_size = CHUNK_FIRST;
	return arena;
}

void
pj_arena_free(struct pj_arena *arena)
{
	struct chunk *chunk, *next;

	if (!arena)
		return;
	for (chunk = arena->chunks; chunk; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	free(arena);
}

void
pj_arena_reset(struct pj_arena *arena)
{
	struct chunk *first = arena->chunks, *chunk, *next;

	arena->used = 0;
	if (!first)
		return;
	for (chunk = first->next; chunk; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	first->next = NULL;
	memset(first->bytes, 0, first->used);
	first->used = 0;
}

/*
 * Ask for large pages before the COUNT bytes at P are touched: every page
 * that a large text touches first costs as much as screening what is in it.
 * A kernel without them, or one with larger pages of its own, says no.
 */
static void
ask_huge(char *p, size_t count)
{
	size_t skip = (PAGE - (uintptr_t)p % PAGE) % PAGE;

	if (count >= CHUNK_HUGE)
		(void)madvise(
		    p + skip, (count - skip) / PAGE * PAGE, MADV_HUGEPAGE);
}

/* A zeroed chunk with room for SIZE bytes. */
static struct chunk *
add_chunk(struct pj_arena *arena, size_t size)
{
	bool own = size > arena->next_size / 4;
	size_t room = own ? size : arena->next_size;
	struct chunk *chunk;
	size_t total;

	if (!pj_add_size(room, sizeof(*chunk), &total))
		return NULL;
	chunk = calloc(1, total);
	if (!chunk)
		return NULL;
	ask_huge((char *)chunk, total);
	chunk->size = room;

	if (own && arena->chunks) {
		/* A large piece must not retire a chunk that has room. */
		chunk->next = arena->chunks->next;
		arena->chunks->next = chunk;
		return chunk;
	}
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	if (arena->next_size < CHUNK_LARGE)
		arena->next_size *= 2;
	return chunk;
}

struct pj_arena *
pj_arena_new_for(size_t max, size_t first)
{
	struct pj_arena *arena = pj_arena_new(max);

	if (!arena)
		return NULL;
	if (!add_chunk(arena, first)) {
		pj_arena_free(arena);
		return NULL;
	}
	arena->next_size = CHUNK_LARGE;
	return arena;
}

void *
pj_arena_alloc(struct pj_arena *arena, size_t count, size_t size)
{
	struct chunk *chunk = arena->chunks;
	size_t need, total;
	char *at;

	if (!pj_mul_size(count, size, &need) ||
	    !pj_add_size(need, ALIGN - 1, &need))
		return NULL;
	need -= need % ALIGN;
	if (need == 0)
		need = ALIGN;
	if (!pj_add_size(arena->used, need, &total) || total > arena->max)
		return NULL;

	if (!chunk || chunk->size - chunk->used < need) {
		chunk = add_chunk(arena, need);
		if (!chunk)
			return NULL;
	}
	at = (char *)chunk->bytes + chunk->used;
	chunk->used += need;
	arena->used = total;
	return at;
}

char *
pj_arena_copy(struct pj_arena *arena, struct pj_str s)
{
	size_t size;
	char *copy;

	if (!pj_add_size(s.len, 1, &size))
		return NULL;
	copy = pj_arena_alloc(arena, size, 1);
	if (copy && s.len > 0)
		memcpy(copy, s.ptr, s.len);
	return copy;
}

char *
pj_arena_printf(struct pj_arena *arena, const char *format, ...)
{
	va_list args, again;
	char *text = NULL;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	if (len >= 0)
		text = pj_arena_alloc(arena, (size_t)len + 1, 1);
	if (text)
		vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	va_end(args);
	return text;
}

size_t
pj_arena_used(const struct pj_arena *arena)
{
	return arena->used;
}
