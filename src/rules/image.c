#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>
#include <unistd.h>

#include "pingjian/text.h"

#include "image.h"

/* --- key and sum --------------------------------------------------------- */

static void
hash_number(crypto_generichash_state *state, uint64_t number)
{
	unsigned char bytes[sizeof(number)];

	memcpy(bytes, &number, sizeof(number));
	crypto_generichash_update(state, bytes, sizeof(bytes));
}

/* Length first, so that two texts in a row are not taken for two others. */
static void
hash_bytes(crypto_generichash_state *state, const void *bytes, size_t len)
{
	hash_number(state, len);
	crypto_generichash_update(state, bytes, len);
}

/* The layout of the tables, as this compiler made it. */
static void
hash_shape(crypto_generichash_state *state, const struct shape *shape)
{
	hash_number(state, shape->size);
	for (uint32_t i = 0; i < shape->count; i++) {
		const struct field *f = &shape->fields[i];

		hash_number(state, (uint64_t)f->kind << 32 | f->at);
		hash_number(state, (uint64_t)f->size << 32 | f->count_at);
		hash_number(state, f->count_size);
		if (f->of)
			hash_shape(state, f->of);
	}
}

/* The rule files of DIR, names and bytes. */
static bool
hash_folder(crypto_generichash_state *state, struct pj_arena *arena,
    const char *dir, struct pj_error *err)
{
	struct pj_buf buf = PJ_BUF_INIT;
	struct vec paths = { 0 };
	bool good = pj_rule_files(arena, dir, &paths, err);
	char *const *path = paths.items;

	hash_number(state, paths.count);
	for (size_t i = 0; good && i < paths.count; i++) {
		const char *name = path[i] + strlen(dir) + 1;

		buf.len = 0;
		good = pj_rule_file_read(path[i], &buf, err);
		hash_bytes(state, name, strlen(name));
		hash_bytes(state, buf.ptr, buf.len);
	}
	pj_buf_free(&buf);
	free(paths.items);
	return good;
}

bool
pj_image_key(const char *const *dirs, size_t count,
    unsigned char key[PJ_IMAGE_KEY], struct pj_error *err)
{
	static const char made_by[] =
	    PJ_VERSION " ICU " U_ICU_VERSION " Unicode " U_UNICODE_VERSION;
	struct pj_arena *arena = pj_arena_new(PJ_ARENA_MAX);
	crypto_generichash_state state;
	UVersionInfo icu;
	bool good = arena || pj_error_nomem(err);

	if (sodium_init() < 0)
		good = pj_error_set(err, PJ_EIO,
		    _("the system has no source of random numbers"));
	u_getVersion(icu);
	crypto_generichash_init(&state, NULL, 0, PJ_IMAGE_KEY);
	hash_number(&state, PJ_IMAGE_VERSION);
	hash_bytes(&state, made_by, sizeof(made_by));
	hash_bytes(&state, icu, sizeof(icu));
	hash_shape(&state, &pj_rules_shape);
	for (size_t i = 0; good && i < count; i++)
		good = hash_folder(&state, arena, dirs[i], err);
	crypto_generichash_final(&state, key, PJ_IMAGE_KEY);
	pj_arena_free(arena);
	return good;
}

/*
 * SipHash with a key that everybody knows: accidents do not know it either,
 * and it is three times as fast as BLAKE2b.
 */
void
pj_image_sum(const void *bytes, size_t len, unsigned char sum[PJ_IMAGE_SUM])
{
	static const unsigned char key[crypto_shorthash_KEYBYTES] =
	    PJ_IMAGE_MAGIC;

	crypto_shorthash(sum, bytes, len, key);
}

/* --- from offsets to pointers -------------------------------------------- */

struct reader {
	char *base; /* the file */
	size_t size;
	size_t next; /* where the next array must stand */
};

static bool read_items(
    struct reader *r, const struct shape *shape, char *items, size_t n);

/* The offset in the pointer at SLOT, which must be the next place. */
static bool
is_next(const struct reader *r, const char *slot)
{
	uintptr_t offset;

	memcpy(&offset, slot, sizeof(offset));
	return offset == r->next && r->next <= r->size;
}

static bool
read_text(struct reader *r, char *slot)
{
	char *text = r->base + r->next, *end;

	if (!is_next(r, slot))
		return false;
	end = memchr(text, '\0', r->size - r->next);
	if (!end)
		return false;
	r->next = (size_t)(end - r->base) + 1;
	memcpy(slot, &text, sizeof(text));
	return true;
}

static bool
read_array(struct reader *r, const struct field *field, char *item)
{
	char *slot = item + field->at, *items;
	uint32_t align = field->of->align, narrow;
	size_t n, bytes;

	if (field->count_size == sizeof(narrow)) {
		memcpy(&narrow, item + field->count_at, sizeof(narrow));
		n = narrow;
	} else {
		memcpy(&n, item + field->count_at, sizeof(n));
	}
	r->next += (align - r->next % align) % align;
	if (!is_next(r, slot) || !pj_mul_size(n, field->of->size, &bytes) ||
	    bytes > r->size - r->next)
		return false;
	items = r->base + r->next;
	memcpy(slot, &items, sizeof(items));
	r->next += bytes;
	return read_items(r, field->of, items, n);
}

static bool
is_in_range(const struct field *field, const char *item)
{
	uint8_t byte;
	uint16_t half;
	uint32_t number;

	if (field->size == sizeof(byte)) {
		memcpy(&byte, item + field->at, sizeof(byte));
		number = byte;
	} else if (field->size == sizeof(half)) {
		memcpy(&half, item + field->at, sizeof(half));
		number = half;
	} else {
		memcpy(&number, item + field->at, sizeof(number));
	}
	return number >= field->least && number <= field->most;
}

/* N items of SHAPE and what they point to, in the order of the writer. */
static bool
read_items(struct reader *r, const struct shape *shape, char *items, size_t n)
{
	bool good = true;

	if (shape->count == 0)
		return true;
	for (; good && n > 0; n--, items += shape->size)
		for (uint32_t f = 0; good && f < shape->count; f++) {
			const struct field *field = &shape->fields[f];

			if (field->kind == FIELD_TEXT)
				good = read_text(r, items + field->at);
			else if (field->kind == FIELD_ARRAY)
				good = read_array(r, field, items);
			else
				good = is_in_range(field, items);
		}
	return good;
}

/* "INDEX/NAME" of every rule as a path in DIRS; false where it is none. */
static bool
name_files(struct pj_arena *arena, struct pj_rules *rules,
    const char *const *dirs, size_t count)
{
	/* The walk has seen that they lie in the file, which is ours. */
	struct pj_rule *rule = (struct pj_rule *)(uintptr_t)rules->rules;
	const char *last = "", *path = NULL;

	for (size_t i = 0; i < rules->rule_count; i++, rule++) {
		char *name;
		unsigned long dir = strtoul(rule->file, &name, 10);

		if (dir >= count || name[0] != '/' || strchr(name + 1, '/'))
			return false;
		/* Rules of one file mostly stand together. */
		if (strcmp(rule->file, last) != 0) {
			last = rule->file;
			path = pj_arena_printf(arena, "%s%s", dirs[dir], name);
		}
		if (!path)
			return false;
		rule->file = path;
	}
	return true;
}

/* --- the file ------------------------------------------------------------ */

/* LEN bytes from FD; false on error or an early end. */
static bool
read_all(int fd, char *out, size_t len)
{
	while (len > 0) {
		ssize_t got = read(fd, out, len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		out += got;
		len -= (size_t)got;
	}
	return true;
}

static bool
damaged(struct pj_error *err)
{
	return pj_error_set(err, PJ_ECONFIG,
	    _("this is no compiled rule set, or a damaged one"));
}

/* Whether HEADER, of a file of SIZE bytes, is that of an image for KEY. */
static bool
is_right(const struct image_header *header, size_t size,
    const unsigned char key[PJ_IMAGE_KEY], struct pj_error *err)
{
	if (memcmp(header->magic, PJ_IMAGE_MAGIC, sizeof(header->magic)) != 0)
		return damaged(err);
	if (header->order != PJ_IMAGE_ORDER ||
	    header->version != PJ_IMAGE_VERSION ||
	    memcmp(header->key, key, PJ_IMAGE_KEY) != 0)
		return pj_error_set(err, PJ_ECONFIG,
		    _("the compiled rule set was made from other rules or by "
		      "another version"));
	return header->size == size || damaged(err);
}

/*
 * The file in ARENA.  It is read, not mapped: most pages are written to
 * anyway, and a file that shrinks under a mapping kills the process.
 */
static char *
read_image(struct pj_arena *arena, const char *path,
    const unsigned char key[PJ_IMAGE_KEY], size_t *size, struct pj_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct image_header header;
	struct stat st;
	char *base = NULL;

	if (fd < 0 || fstat(fd, &st) != 0) {
		pj_error_set(err, PJ_EIO, "%s", strerror(errno));
		goto out;
	}
	if (!S_ISREG(st.st_mode) || (uintmax_t)st.st_size > PJ_IMAGE_MAX ||
	    (size_t)st.st_size < sizeof(header) ||
	    !read_all(fd, (char *)&header, sizeof(header))) {
		damaged(err);
		goto out;
	}
	*size = (size_t)st.st_size;
	if (!is_right(&header, *size, key, err))
		goto out;
	base = pj_arena_alloc(arena, *size, 1);
	if (!base)
		pj_error_nomem(err);
	else if (!read_all(fd, base + sizeof(header), *size - sizeof(header))) {
		damaged(err);
		base = NULL;
	} else
		memcpy(base, &header, sizeof(header));
out:
	if (fd >= 0)
		close(fd);
	return base;
}

/* The tables in the image of SIZE bytes at BASE; NULL where it is damaged. */
static struct pj_rules *
tables_in(char *base, size_t size)
{
	const struct image_header *header = (const void *)base;
	size_t at = sizeof(*header);
	struct reader r = { base, size, at };
	unsigned char sum[PJ_IMAGE_SUM];
	struct pj_rules *rules = (void *)(base + at);

	pj_image_sum(base + at, size - at, sum);
	if (memcmp(sum, header->sum, sizeof(sum)) != 0 ||
	    size - at < sizeof(*rules))
		return NULL;
	r.next = at + sizeof(*rules);
	if (!read_items(&r, &pj_rules_shape, base + at, 1) || r.next != size)
		return NULL;
	/* No shape tells of these, so that the walk did not see them. */
	rules->remarks = NULL;
	rules->remark_count = 0;
	rules->changes = NULL;
	rules->change_count = 0;
	return pj_image_check(rules) ? rules : NULL;
}

struct pj_rules *
pj_rules_open(const char *path, const char *const *dirs, size_t count,
    struct pj_error *err)
{
	struct pj_arena *arena = pj_arena_new(PJ_IMAGE_MAX + PJ_ARENA_MAX);
	unsigned char key[PJ_IMAGE_KEY];
	struct pj_rules *rules = NULL;
	size_t size;
	char *base;

	_Static_assert(sizeof(struct image_header) % _Alignof(max_align_t) == 0,
	    "the tables behind the header are aligned");
	if (!arena) {
		pj_error_nomem(err);
		return NULL;
	}
	if (!pj_image_key(dirs, count, key, err))
		goto out;
	base = read_image(arena, path, key, &size, err);
	if (base) {
		rules = tables_in(base, size);
		if (rules && !name_files(arena, rules, dirs, count))
			rules = NULL;
		if (!rules)
			damaged(err);
	}
out:
	if (!rules) {
		pj_error_at(err, path, 0, 0);
		pj_arena_free(arena);
		return NULL;
	}
	rules->arena = arena;
	return rules;
}
