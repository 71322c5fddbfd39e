#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include <zip.h>

#include "pingjian/buf.h"
#include "pingjian/package.h"
#include "pingjian/text.h"

/* Inflated at once, and between two looks at the clock. */
#define PIECE ((size_t)64 << 10)

/* The end of central directory record: its size and longest comment. */
#define END_SIZE 22
#define END_COMMENT 65535

struct entry {
	char *name; /* owned; slashes only, none in front */
	zip_uint64_t index;
	bool claimed;
};

struct pj_package {
	const char *path;
	const struct pj_limits *limits;
	struct pj_deadline deadline;
	size_t size; /* of the container */
	size_t unpacked;
	zip_t *zip;
	struct entry *entries; /* by name */
	struct entry **folded; /* the same without regard to ASCII case */
	size_t count;
	char *piece; /* PIECE bytes */
};

const struct pj_limits *
pj_package_limits(const struct pj_package *package)
{
	return package->limits;
}

void
pj_package_blame(const struct pj_package *package, const char *part,
    uint32_t line, struct pj_error *err)
{
	char where[PJ_ERROR_WHERE];

	/* A long path must not push the part out. */
	snprintf(where, sizeof(where), "%.*s: %s", PJ_ERROR_WHERE / 2,
	    package->path, part);
	pj_error_at(err, where, line, 0);
}

/*
 * One message for all that is wrong with a zip file as a whole: which
 * record is missing tells its reader nothing.
 */
static bool
no_container(struct pj_error *err)
{
	return pj_error_set(err, PJ_EFORMAT,
	    _("this is not a whole zip container: the file was cut off or is "
	      "damaged; get it again, or open it in Microsoft Office or "
	      "LibreOffice and save it anew"));
}

/*
 * Whether a directory record at the end of BYTES announces more entries
 * than PJ_PART_MAX, asked before libzip sets up a record for each.  A file
 * of the new large kind says 65535 here, which is too many as well.
 */
static bool
too_many_parts(struct pj_str bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.ptr;
	size_t at = bytes.len, stop = 0;

	if (bytes.len > END_SIZE + END_COMMENT)
		stop = bytes.len - END_SIZE - END_COMMENT;
	while (at-- > stop) {
		if (bytes.len - at < END_SIZE ||
		    memcmp(p + at, "PK\005\006", 4) != 0)
			continue;
		if ((size_t)(p[at + 10] | p[at + 11] << 8) > PJ_PART_MAX)
			return true;
	}
	return false;
}

/* Slashes for backslashes, none in front; false when NAME leads outside. */
static bool
clean_name(char *name)
{
	char *to = name, *segment = name;
	const char *from = name;

	for (; *from; from++)
		if ((*from != '/' && *from != '\\') || to > name)
			*to++ = *from == '\\' ? '/' : *from;
	*to = '\0';
	for (; segment; segment = strchr(segment, '/')) {
		segment += *segment == '/';
		if (!strncmp(segment, "..", 2) &&
		    (segment[2] == '/' || !segment[2]))
			return false;
	}
	return true;
}

/* Equal names stand side by side, where check_entry looks for them. */
static int
by_name(const void *a, const void *b)
{
	return strcmp(
	    ((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

/* Of names that differ in case alone the first by_name comes first. */
static int
by_folded_name(const void *a, const void *b)
{
	const struct entry *x = *(struct entry *const *)a;
	const struct entry *y = *(struct entry *const *)b;
	int order = strcasecmp(x->name, y->name);

	return order != 0 ? order : (x > y) - (x < y);
}

/* What find searches, once all names are there. */
static bool
sort_names(struct pj_package *package, struct pj_error *err)
{
	size_t count = package->count, i;

	qsort(package->entries, count, sizeof(*package->entries), by_name);
	package->folded = calloc(count ? count : 1, sizeof(*package->folded));
	if (!package->folded)
		return pj_error_nomem(err);
	for (i = 0; i < count; i++)
		package->folded[i] = &package->entries[i];
	qsort(package->folded, count, sizeof(*package->folded), by_folded_name);
	return true;
}

static bool
read_directory(struct pj_package *package, struct pj_error *err)
{
	zip_int64_t count = zip_get_num_entries(package->zip, 0), i;
	struct entry *entry;
	const char *name;

	package->entries =
	    calloc(count > 0 ? (size_t)count : 1, sizeof(*package->entries));
	if (!package->entries)
		return pj_error_nomem(err);
	for (i = 0; i < count; i++) {
		name =
		    zip_get_name(package->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
		if (!name)
			return no_container(err);
		entry = &package->entries[package->count];
		entry->index = (zip_uint64_t)i;
		entry->name = strdup(name);
		if (!entry->name)
			return pj_error_nomem(err);
		package->count++;
		if (!clean_name(entry->name)) {
			pj_error_set(err, PJ_EFORMAT,
			    _("the container names a part outside itself; no "
			      "office program writes this, so the file is not "
			      "read"));
			pj_package_blame(package, name, 0, err);
			return false;
		}
	}
	return sort_names(package, err);
}

/* The source is freed by libzip once the container is open, by us if not. */
static bool
open_zip(struct pj_package *package, struct pj_str bytes, struct pj_error *err)
{
	zip_source_t *source;
	zip_error_t why;
	bool memory;

	zip_error_init(&why);
	source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &why);
	if (source) {
		package->zip = zip_open_from_source(source, ZIP_RDONLY, &why);
		if (!package->zip)
			zip_source_free(source);
	}
	memory = zip_error_code_zip(&why) == ZIP_ER_MEMORY;
	zip_error_fini(&why);
	if (package->zip)
		return true;
	return memory ? pj_error_nomem(err) : no_container(err);
}

struct pj_package *
pj_package_open(const char *path, struct pj_str bytes,
    const struct pj_limits *limits, struct pj_deadline deadline,
    struct pj_error *err)
{
	struct pj_package *package;

	if (bytes.len < END_SIZE) {
		no_container(err);
		return NULL;
	}
	if (too_many_parts(bytes)) {
		pj_error_set(err, PJ_ELIMIT,
		    _("the container holds more than %zu parts"), PJ_PART_MAX);
		return NULL;
	}
	package = calloc(1, sizeof(*package));
	if (!package) {
		pj_error_nomem(err);
		return NULL;
	}
	package->path = path;
	package->limits = limits;
	package->deadline = deadline;
	package->size = bytes.len;
	package->piece = malloc(PIECE);
	if (!package->piece) {
		pj_error_nomem(err);
		goto fail;
	}
	if (!open_zip(package, bytes, err) || !read_directory(package, err))
		goto fail;
	return package;
fail:
	pj_package_close(package);
	return NULL;
}

void
pj_package_close(struct pj_package *package)
{
	size_t i;

	if (!package)
		return;
	for (i = 0; i < package->count; i++)
		free(package->entries[i].name);
	free(package->entries);
	free(package->folded);
	free(package->piece);
	if (package->zip)
		zip_discard(package->zip);
	free(package);
}

/* The entry PART, the first of several equal ones; NULL for none. */
static struct entry *
find(const struct pj_package *package, const char *part)
{
	size_t lo = 0, hi = package->count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(package->entries[mid].name, part) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < package->count && !strcmp(package->entries[lo].name, part))
		return &package->entries[lo];
	lo = 0;
	hi = package->count;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcasecmp(package->folded[mid]->name, part) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < package->count && !strcasecmp(package->folded[lo]->name, part))
		return package->folded[lo];
	return NULL;
}

bool
pj_package_has(const struct pj_package *package, const char *part)
{
	return find(package, part) != NULL;
}

bool
pj_package_index(
    const struct pj_package *package, const char *part, uint64_t *index)
{
	const struct entry *entry = find(package, part);

	if (entry)
		*index = entry->index;
	return entry != NULL;
}

bool
pj_package_claim(struct pj_package *package, const char *part)
{
	struct entry *entry = find(package, part);

	if (!entry)
		return true;
	if (entry->claimed)
		return false;
	return entry->claimed = true;
}

/* What libzip says of ENTRY; false when it cannot be read as it stands. */
static bool
check_entry(const struct pj_package *package, const struct entry *entry,
    zip_stat_t *stat, struct pj_error *err)
{
	const struct entry *end = package->entries + package->count;

	/* Which of two equal names counts differs between programs. */
	if (entry + 1 < end && !strcmp(entry[0].name, entry[1].name))
		return pj_error_set(
		    err, PJ_EFORMAT, _("the container holds this part twice"));
	if (zip_stat_index(package->zip, entry->index, 0, stat) != 0 ||
	    !(stat->valid & ZIP_STAT_COMP_SIZE))
		return no_container(err);
	if ((stat->valid & ZIP_STAT_ENCRYPTION_METHOD) &&
	    stat->encryption_method != ZIP_EM_NONE)
		return pj_error_set(err, PJ_EENCRYPTED,
		    _("the document is protected by a password; open it in "
		      "Microsoft Office or LibreOffice, remove the password "
		      "and save"));
	if (stat->comp_method != ZIP_CM_STORE &&
	    stat->comp_method != ZIP_CM_DEFLATE)
		return pj_error_set(err, PJ_EFORMAT,
		    _("the part is packed by a method that documents do not "
		      "use"));
	return true;
}

/* Whether MORE bytes, OUT of them from this part, are within the limits. */
static bool
spend(struct pj_package *package, size_t more, size_t out, size_t packed,
    struct pj_error *err)
{
	const struct pj_limits *limits = package->limits;

	package->unpacked += more;
	if (package->unpacked > limits->unpacked_bytes)
		return pj_error_set(err, PJ_ELIMIT,
		    _("the document unpacks to more than the limit of %zu "
		      "bytes"),
		    limits->unpacked_bytes);
	if (limits->ratio > 0 && out > limits->ratio_after &&
	    out / limits->ratio > packed)
		return pj_error_set(err, PJ_ELIMIT,
		    _("the part unpacks to more than %u times its size, as "
		      "only files made to do harm do"),
		    limits->ratio);
	if (pj_deadline_passed(package->deadline))
		return pj_error_set(err, PJ_ELIMIT,
		    _("reading took longer than the limit of %u seconds"),
		    limits->seconds);
	return true;
}

/* FILE may be NULL, when it could not even be opened. */
static bool
damaged(zip_file_t *file, struct pj_error *err)
{
	if (file &&
	    zip_error_code_zip(zip_file_get_error(file)) == ZIP_ER_MEMORY)
		return pj_error_nomem(err);
	return pj_error_set(err, PJ_EFORMAT,
	    _("the part is damaged and cannot be unpacked; get the file again, "
	      "or open it in Microsoft Office or LibreOffice and save it "
	      "anew"));
}

/*
 * libzip checks the sum at the end of the part, so a reader that got
 * everything got what was packed.
 */
static bool
inflate_entry(struct pj_package *package, const struct entry *entry,
    bool (*take)(void *arg, struct pj_str piece), void *arg,
    struct pj_error *err)
{
	size_t out = 0, packed;
	zip_file_t *file;
	zip_stat_t stat = { 0 };
	zip_int64_t got;
	bool ok = false;

	if (!check_entry(package, entry, &stat, err))
		return false;
	/* A part cannot be packed into more than the whole file. */
	packed = package->size;
	if (stat.comp_size < packed)
		packed = (size_t)stat.comp_size;
	file = zip_fopen_index(package->zip, entry->index, 0);
	if (!file)
		return damaged(NULL, err);
	for (;;) {
		got = zip_fread(file, package->piece, PIECE);
		if (got < 0) {
			damaged(file, err);
			break;
		}
		ok = got == 0;
		if (ok)
			break;
		out += (size_t)got;
		if (!spend(package, (size_t)got, out, packed, err) ||
		    !take(arg, (struct pj_str){ package->piece, (size_t)got }))
			break;
	}
	zip_fclose(file);
	return ok;
}

bool
pj_package_read(struct pj_package *package, const char *part,
    bool (*take)(void *arg, struct pj_str piece), void *arg,
    struct pj_error *err)
{
	const struct entry *entry = find(package, part);
	bool ok;

	if (entry)
		ok = inflate_entry(package, entry, take, arg, err);
	else
		ok = pj_error_set(err, PJ_EFORMAT,
		    _("the document lacks this part; open it in Microsoft "
		      "Office or LibreOffice and save it anew"));
	if (!ok && err && err->code != PJ_OK)
		pj_package_blame(package, part, 0, err);
	return ok;
}

/* Drop the last segment of BUF, with the slash before it. */
static bool
go_up(struct pj_buf *buf)
{
	if (buf->len == 0)
		return false;
	while (buf->len > 0 && buf->ptr[--buf->len] != '/')
		;
	return true;
}

const char *
pj_package_resolve(
    struct pj_arena *arena, const char *base, struct pj_str target)
{
	struct pj_buf buf = PJ_BUF_INIT;
	const char *p = target.ptr, *end = p + target.len, *name = NULL;

	if (p == end || (*p != '/' && *p != '\\')) {
		const char *slash = strrchr(base, '/');

		if (slash)
			pj_buf_add(&buf, base, (size_t)(slash - base));
	}
	while (p < end) {
		const char *segment = p;
		size_t len;

		while (p < end && *p != '/' && *p != '\\')
			p++;
		len = (size_t)(p - segment);
		p += p < end;
		if (len == 0 || (len == 1 && segment[0] == '.'))
			continue;
		if (len == 2 && !memcmp(segment, "..", 2)) {
			if (!go_up(&buf))
				goto out;
			continue;
		}
		if (buf.len > 0)
			pj_buf_putc(&buf, '/');
		pj_buf_add(&buf, segment, len);
	}
	if (!buf.failed)
		name = pj_arena_copy(arena, pj_buf_str(&buf));
out:
	pj_buf_free(&buf);
	return name;
}
