#ifndef PJ_BUF_H
#define PJ_BUF_H

#include "pingjian/span.h"

/*
 * A growing byte buffer on the heap, and the one checked way to grow an
 * array.  A buffer that once failed to grow stays failed and drops what
 * is added, so that a writer checks once, at its end.
 */
struct pj_buf {
	char *ptr;
	size_t len;
	size_t cap;
	bool failed; /* out of memory or over PJ_BUF_MAX; sticky */
};

/* The empty buffer.  Release with pj_buf_free. */
#define PJ_BUF_INIT                                                            \
	{                                                                      \
		NULL, 0, 0, false                                              \
	}

void pj_buf_free(struct pj_buf *buf);

/* Add bytes, a NUL-terminated string, one byte, formatted text. */
void pj_buf_add(struct pj_buf *buf, const void *bytes, size_t len);
void pj_buf_puts(struct pj_buf *buf, const char *z);
void pj_buf_putc(struct pj_buf *buf, char c);
void pj_buf_printf(struct pj_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Add code point CP as UTF-8 (U+FFFD for a surrogate or > U+10FFFF). */
void pj_buf_put_cp(struct pj_buf *buf, uint32_t cp);

static inline struct pj_str
pj_buf_str(const struct pj_buf *buf)
{
	struct pj_str s = { buf->ptr ? buf->ptr : "", buf->len };

	return s;
}

/*
 * Make room for NEED items of SIZE bytes in the heap array ITEMS of
 * capacity CAP, doubling.  Returns the array, moved or not, and updates
 * CAP; or NULL on overflow or out of memory, ITEMS then still valid.
 */
void *pj_grow(void *items, size_t *cap, size_t need, size_t size);

/* A + B and A * B; false on overflow, OUT then untouched. */
static inline bool
pj_add_size(size_t a, size_t b, size_t *out)
{
	if (a > SIZE_MAX - b)
		return false;
	*out = a + b;
	return true;
}

static inline bool
pj_mul_size(size_t a, size_t b, size_t *out)
{
	/* Factors this small need no division. */
	if ((a | b) >> (sizeof(size_t) * 4) && b != 0 && a > SIZE_MAX / b)
		return false;
	*out = a * b;
	return true;
}

#endif /* PJ_BUF_H */
