#include <stdlib.h>

#include "pingjian/text.h"

#include "image.h"

/* Zeros up to the next multiple of ALIGN, then LEN more. */
static size_t
put_room(struct pj_buf *out, size_t align, size_t len)
{
	static const char zeros[256];
	size_t pad = (align - out->len % align) % align;
	size_t at = out->len + pad, more;

	for (len += pad; len > 0; len -= more) {
		more = len < sizeof(zeros) ? len : sizeof(zeros);
		pj_buf_add(out, zeros, more);
		if (out->failed)
			return 0;
	}
	return at;
}

/* The pointer that member AT of ITEM holds; all kinds look the same. */
static const void *
pointer_at(const char *item, uint32_t at)
{
	const void *pointer;

	memcpy(&pointer, item + at, sizeof(pointer));
	return pointer;
}

/* The count of array FIELD of ITEM. */
static size_t
count_of(const char *item, const struct field *field)
{
	size_t wide;
	uint32_t narrow;

	if (field->count_size == sizeof(narrow)) {
		memcpy(&narrow, item + field->count_at, sizeof(narrow));
		return narrow;
	}
	memcpy(&wide, item + field->count_at, sizeof(wide));
	return wide;
}

static size_t put_items(
    struct pj_buf *out, const struct shape *shape, const void *items, size_t n);

/* Member FIELD of ITEM, whose place in OUT is AT, and what it points to. */
static void
put_field(
    struct pj_buf *out, size_t at, const struct field *field, const char *item)
{
	uintptr_t target = 0;
	const char *text;
	size_t n;

	if (field->kind == FIELD_NUMBER) {
		memcpy(
		    out->ptr + at + field->at, item + field->at, field->size);
		return;
	}
	if (field->kind == FIELD_TEXT) {
		text = pointer_at(item, field->at);
		target = out->len;
		pj_buf_add(out, text, strlen(text) + 1);
	} else {
		n = count_of(item, field);
		memcpy(out->ptr + at + field->count_at, item + field->count_at,
		    field->count_size);
		target =
		    put_items(out, field->of, pointer_at(item, field->at), n);
	}
	if (!out->failed)
		memcpy(out->ptr + at + field->at, &target, sizeof(target));
}

/*
 * N items of SHAPE, then what they point to, item by item; where they
 * stand.  After a failure nothing is added and the place means nothing.
 */
static size_t
put_items(
    struct pj_buf *out, const struct shape *shape, const void *items, size_t n)
{
	const char *item = items;
	size_t at, bytes;

	if (!pj_mul_size(n, shape->size, &bytes)) {
		out->failed = true;
		return 0;
	}
	at = put_room(out, shape->align, shape->count ? bytes : 0);
	if (shape->count == 0) {
		pj_buf_add(out, items, bytes);
		return at;
	}
	for (size_t i = 0; i < n && !out->failed; i++, item += shape->size)
		for (uint32_t f = 0; f < shape->count && !out->failed; f++)
			put_field(
			    out, at + i * shape->size, &shape->fields[f], item);
	return at;
}

/*
 * FILE, which lies in one of DIRS, as "INDEX/NAME": an image holds no path
 * of the machine that it was made on.
 */
static const char *
file_in(struct pj_arena *arena, const char *file, const char *const *dirs,
    size_t count)
{
	const char *name = strrchr(file, '/');
	size_t len = name ? (size_t)(name - file) : 0;

	for (size_t i = 0; i < count; i++)
		if (name && strlen(dirs[i]) == len &&
		    !memcmp(dirs[i], file, len))
			return pj_arena_printf(arena, "%zu%s", i, name);
	return NULL;
}

/* The rules with their files named in that way, in ARENA. */
static const struct pj_rule *
plain_rules(struct pj_arena *arena, const struct pj_rules *rules,
    const char *const *dirs, size_t count)
{
	struct pj_rule *plain =
	    pj_arena_alloc(arena, rules->rule_count, sizeof(*plain));

	for (size_t i = 0; plain && i < rules->rule_count; i++) {
		plain[i] = rules->rules[i];
		plain[i].file = file_in(arena, plain[i].file, dirs, count);
		if (!plain[i].file)
			return NULL;
	}
	return plain;
}

bool
pj_rules_write(const struct pj_rules *rules, const char *const *dirs,
    size_t count, struct pj_buf *out, struct pj_error *err)
{
	struct image_header header = { .magic = PJ_IMAGE_MAGIC,
		.order = PJ_IMAGE_ORDER,
		.version = PJ_IMAGE_VERSION };
	struct pj_arena *arena = pj_arena_new(PJ_IMAGE_MAX);
	struct pj_rules plain = *rules;
	struct pj_buf image = PJ_BUF_INIT;
	bool good = false;

	if (!arena) {
		pj_error_nomem(err);
		goto out;
	}
	if (!pj_image_key(dirs, count, header.key, err))
		goto out;
	plain.rules = plain_rules(arena, rules, dirs, count);
	put_room(&image, 1, sizeof(header));
	if (plain.rules)
		put_items(&image, &pj_rules_shape, &plain, 1);
	if (!plain.rules || image.failed || image.len > PJ_IMAGE_MAX) {
		pj_error_nomem(err);
		goto out;
	}
	header.size = image.len;
	pj_image_sum(
	    image.ptr + sizeof(header), image.len - sizeof(header), header.sum);
	memcpy(image.ptr, &header, sizeof(header));
	pj_buf_add(out, image.ptr, image.len);
	good = !out->failed || pj_error_nomem(err);
out:
	pj_buf_free(&image);
	pj_arena_free(arena);
	return good;
}
