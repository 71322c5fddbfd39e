#include "builder.h"
#include "pingjian/arena.h"
#include "pingjian/utf8.h"

/* COUNT items of LIST in ARENA; NULL with the builder failed. */
static const void *
hand_over(struct pj_builder *b, struct pj_arena *arena,
    const struct builder_list *list, size_t size)
{
	void *items = pj_arena_alloc(arena, list->count, size);

	if (!items)
		pj_error_nomem(&b->err);
	else if (list->count > 0)
		memcpy(items, list->items, list->count * size);
	return items;
}

/* The same for directives, whose WORDS no longer move. */
static const struct pj_directive *
hand_over_directives(
    struct pj_builder *b, struct pj_arena *arena, const char *words)
{
	const struct builder_directive *from = b->directives.items;
	size_t count = b->directives.count, i;
	struct pj_directive *to = pj_arena_alloc(arena, count, sizeof(*to));

	if (!to) {
		pj_error_nomem(&b->err);
		return NULL;
	}
	for (i = 0; i < count; i++) {
		to[i].at = (uint32_t)from[i].at;
		to[i].line = from[i].line;
		to[i].body =
		    (struct pj_str){ words + from[i].words, from[i].len };
	}
	return to;
}

/* The same for addresses. */
static const struct pj_address *
hand_over_addresses(
    struct pj_builder *b, struct pj_arena *arena, const char *words)
{
	const struct builder_address *from = b->addresses.items;
	size_t count = b->addresses.count, i;
	struct pj_address *to = pj_arena_alloc(arena, count, sizeof(*to));

	if (!to) {
		pj_error_nomem(&b->err);
		return NULL;
	}
	for (i = 0; i < count; i++) {
		to[i] = from[i].address;
		to[i].sheet = from[i].sheet ? words + from[i].sheet - 1 : NULL;
		to[i].pointer =
		    from[i].pointer ? words + from[i].pointer - 1 : NULL;
		to[i].attached =
		    from[i].attached ? words + from[i].attached - 1 : NULL;
	}
	return to;
}

/* What both of them have to say. */
static void
hand_over_words(
    struct pj_builder *b, struct pj_arena *arena, struct pj_doc *doc)
{
	const char *words = pj_arena_copy(arena, pj_buf_str(&b->words));

	if (!words) {
		pj_error_nomem(&b->err);
		return;
	}
	doc->directives = hand_over_directives(b, arena, words);
	doc->directive_count = b->directives.count;
	doc->addresses = hand_over_addresses(b, arena, words);
	doc->address_count = b->addresses.count;
}

/* The same for the names of parts. */
static const char *const *
hand_over_parts(struct pj_builder *b, struct pj_arena *arena)
{
	const struct builder_part *from = b->parts.items;
	size_t count = b->parts.count, i;
	const char **to = pj_arena_alloc(arena, count, sizeof(*to));

	for (i = 0; to && i < count; i++) {
		to[i] = pj_arena_copy(arena, pj_str(from[i].name));
		if (!to[i])
			to = NULL;
	}
	if (!to)
		pj_error_nomem(&b->err);
	return to;
}

bool
pj_builder_finish(struct pj_builder *b, struct pj_arena *arena,
    struct pj_doc *out, struct pj_error *err)
{
	struct pj_doc doc = { 0 };

	while (!pj_builder_failed(b) && b->frames.count > 1)
		pj_builder_pop(b);
	if (!b->is_lent)
		pj_builder_end(b, PJ_BLOCK_PARAGRAPH, NULL);
	builder_part(b);
	if (pj_builder_failed(b))
		goto out;

	doc.text = b->lent;
	if (!b->is_lent) {
		doc.text = pj_buf_str(&b->text);
		doc.text.ptr = pj_arena_copy(arena, doc.text);
		if (!doc.text.ptr)
			pj_error_nomem(&b->err);
		pj_buf_free(&b->text); /* a large text stands there once */
	}
	doc.blocks = hand_over(b, arena, &b->blocks, sizeof(struct pj_block));
	doc.block_count = b->blocks.count;
	doc.runs = hand_over(b, arena, &b->runs, sizeof(struct pj_run));
	doc.run_count = b->runs.count;
	doc.parts = hand_over_parts(b, arena);
	doc.part_count = b->parts.count;
	hand_over_words(b, arena, &doc);
out:
	if (pj_builder_failed(b)) {
		if (err && err->code == PJ_OK)
			*err = b->err;
		return false;
	}
	doc.char_count = pj_utf8_count(doc.text);
	*out = doc;
	return true;
}
