#ifndef PJ_ARENA_H
#define PJ_ARENA_H

#include <stdarg.h>

#include "pingjian/span.h"

/*
 * An arena: memory that is taken piece by piece and given back at once.
 * A document's results live in one arena and die together.  An arena
 * belongs to one thread at a time.
 */
struct pj_arena;

/*
 * A new arena that hands out at most MAX bytes at once.  Returns NULL when
 * the system has no memory.  Yours to pj_arena_free.
 */
struct pj_arena *pj_arena_new(size_t max);

/*
 * The same, for who will surely need about FIRST bytes: they are taken in
 * one piece, whose pages the system may hand out by the hundred.
 */
struct pj_arena *pj_arena_new_for(size_t max, size_t first);

/* Give everything back.  ARENA may be NULL. */
void pj_arena_free(struct pj_arena *arena);

/*
 * Take back all that ARENA handed out; nothing of it may be used any more.
 * It keeps some of its memory, so that who works on one small thing after
 * another touches the same pages again.
 */
void pj_arena_reset(struct pj_arena *arena);

/*
 * COUNT items of SIZE bytes each, zeroed and aligned for any type.
 * Returns NULL on overflow, when MAX is reached, or out of memory; the
 * arena stays valid.  A COUNT of 0 gives a valid pointer to nothing.
 */
void *pj_arena_alloc(struct pj_arena *arena, size_t count, size_t size);

/* A copy of S with a NUL behind it that is not counted; NULL as above. */
char *pj_arena_copy(struct pj_arena *arena, struct pj_str s);

/* Formatted text, NUL-terminated; NULL as above. */
char *pj_arena_printf(struct pj_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Bytes handed out so far. */
size_t pj_arena_used(const struct pj_arena *arena);

#endif /* PJ_ARENA_H */
