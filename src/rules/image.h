#ifndef PJ_RULES_IMAGE_H
#define PJ_RULES_IMAGE_H

#include "rules.h"

/*
 * A compiled rule set, or image: the tables of a pj_rules in one file, so
 * that a start need not read YAML.
 *
 *   header | struct pj_rules | its arrays | what their elements point to …
 *
 * Everything has the layout it has in memory.  A pointer is written as the
 * offset of its target from the start of the file.  Which members are
 * pointers is told by shapes (image_shape.c), and writer and reader walk
 * them in one order: an array stands right behind the one that was put
 * down before it.  So the reader knows where each target must lie, no two
 * overlap, and its walk ends with the file.
 *
 * The file lies beside the rule files and is trusted as they are: whoever
 * may write one may write the other.  Its sum guards against accident, the
 * key against rules or a program other than those it was made from.  Still
 * nothing in it is used unseen: the walk checks every pointer, count, text
 * end, flag and choice, image_check.c every number that is an index, so
 * that not even a file made to do harm reaches beyond its tables.
 */

enum field_kind {
	FIELD_TEXT,   /* const char *, never NULL */
	FIELD_ARRAY,  /* a pointer, and a count in another member */
	FIELD_NUMBER, /* unsigned, enum or bool of `size` bytes */
};

struct shape;

/* One member of a struct.  Padding belongs to none and is written as 0. */
struct field {
	enum field_kind kind;
	uint32_t at;                   /* offset in the struct */
	uint32_t size;                 /* NUMBER: 1, 2 or 4 bytes */
	uint32_t least, most;          /* NUMBER */
	uint32_t count_at, count_size; /* ARRAY: 4 or 8 bytes */
	const struct shape *of;        /* ARRAY: its elements */
};

/* What the elements of an array are made of. */
struct shape {
	uint32_t size, align;
	uint32_t count; /* of fields */
	const struct field *fields;
};

/*
 * The shape of struct pj_rules.  Not in it: the arena; remarks, which are
 * for lint alone; and changes, which are known only with examples.  Whoever
 * opens an image sets them.
 */
extern const struct shape pj_rules_shape;

#define PJ_IMAGE_MAGIC "PJRULES"
#define PJ_IMAGE_VERSION 2
#define PJ_IMAGE_ORDER UINT32_C(0x01020304) /* reversed on another machine */
#define PJ_IMAGE_KEY 32
#define PJ_IMAGE_SUM 8

/* A larger file is no image of ours; a hundred times the shipped one. */
#define PJ_IMAGE_MAX ((size_t)256 << 20)

struct image_header {
	char magic[8];
	uint32_t order;
	uint32_t version;
	uint64_t size; /* bytes of the whole file */
	unsigned char key[PJ_IMAGE_KEY];
	unsigned char sum[PJ_IMAGE_SUM]; /* of all behind the header */
};

/*
 * What an image must have been made from: this program and its Unicode
 * data, the layout of the tables, and the names and bytes of all rule
 * files of DIRS in order.
 */
bool pj_image_key(const char *const *dirs, size_t count,
    unsigned char key[PJ_IMAGE_KEY], struct pj_error *err);

/* The sum of the LEN bytes at BYTES. */
void pj_image_sum(
    const void *bytes, size_t len, unsigned char sum[PJ_IMAGE_SUM]);

/* Whether every index in RULES is one, and terms are in order. */
bool pj_image_check(const struct pj_rules *rules);

#endif /* PJ_RULES_IMAGE_H */
