#ifndef TESTS_CONTAINER_H
#define TESTS_CONTAINER_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

#include "pingjian/buf.h"
#include "pingjian/doc.h"

/* Small containers made inside a test, and what was read from them. */

struct part {
	const char *name;
	const char *body;
	size_t len; /* 0: up to its NUL */
};

/* A zip file of PARTS in memory; yours to free (ptr). */
static inline struct pj_str
container(const struct part *parts, size_t count)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
	struct pj_str out = { NULL, 0 };
	zip_stat_t stat;
	char *bytes;
	size_t i;

	cr_assert_not_null(zip);
	zip_source_keep(source);
	for (i = 0; i < count; i++) {
		size_t len =
		    parts[i].len ? parts[i].len : strlen(parts[i].body);
		zip_source_t *body =
		    zip_source_buffer(zip, parts[i].body, len, 0);

		cr_assert(zip_file_add(
			      zip, parts[i].name, body, ZIP_FL_ENC_UTF_8) >= 0);
	}
	cr_assert_eq(zip_close(zip), 0);
	cr_assert_eq(zip_source_open(source), 0);
	cr_assert_eq(zip_source_stat(source, &stat), 0);
	bytes = malloc((size_t)stat.size + 1);
	cr_assert_eq(
	    zip_source_read(source, bytes, stat.size), (zip_int64_t)stat.size);
	zip_source_close(source);
	zip_source_free(source);
	out.ptr = bytes;
	out.len = (size_t)stat.size;
	return out;
}

/* One document being read, with all that must outlive it. */
struct read {
	struct pj_arena *arena;
	struct pj_notes notes;
	struct pj_error err;
	struct pj_doc doc;
	bool ok;
};

static inline void
read_bytes(struct read *r, enum pj_format format, struct pj_str bytes,
    const struct pj_limits *limits)
{
	struct pj_source source = {
		.path = "draft",
		.bytes = bytes,
		.format = format,
		.charset = "utf-8",
	};

	memset(r, 0, sizeof(*r));
	r->arena = pj_arena_new(PJ_ARENA_MAX);
	r->notes.arena = r->arena;
	r->ok = pj_doc_read(r->arena, &source, limits,
	    pj_deadline_in(limits->seconds), &r->doc, &r->notes, &r->err);
}

/* Blocks as lines "kind|text", "kind 2|text" with a level, and
 * "cell 1:2:3|text" with table, row, column.  Yours to pj_buf_free. */
static inline struct pj_buf
blocks_as_lines(const struct pj_doc *doc)
{
	struct pj_buf buf = PJ_BUF_INIT;
	size_t i;

	for (i = 0; i < doc->block_count; i++) {
		const struct pj_block *b = &doc->blocks[i];
		struct pj_str s = pj_str_at(doc->text, b->at);

		pj_buf_puts(&buf, pj_block_kind_name(b->kind));
		if (b->level > 0)
			pj_buf_printf(&buf, " %u", b->level);
		if (b->table > 0)
			pj_buf_printf(
			    &buf, " %u:%u:%u", b->table, b->row, b->column);
		pj_buf_printf(&buf, "|%.*s\n", (int)s.len, s.ptr);
	}
	return buf;
}

#endif /* TESTS_CONTAINER_H */
