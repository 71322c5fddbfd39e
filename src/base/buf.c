#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "pingjian/buf.h"
#include "pingjian/limits.h"

void *
pj_grow(void *items, size_t *cap, size_t need, size_t size)
{
	size_t want = *cap, bytes;
	void *moved;

	if (need <= *cap)
		return items;
	do {
		if (want > SIZE_MAX / 2)
			return NULL;
		want = want ? want * 2 : 16;
	} while (want < need);
	if (!pj_mul_size(want, size, &bytes))
		return NULL;
	moved = realloc(items, bytes);
	if (moved)
		*cap = want;
	return moved;
}

void
pj_buf_free(struct pj_buf *buf)
{
	free(buf->ptr);
	*buf = (struct pj_buf)PJ_BUF_INIT;
}

/* Room for MORE bytes and one NUL behind them. */
static bool
reserve(struct pj_buf *buf, size_t more)
{
	size_t need;
	char *ptr;

	if (buf->failed)
		return false;
	if (!pj_add_size(buf->len, more, &need) || need >= PJ_BUF_MAX)
		goto fail;
	ptr = pj_grow(buf->ptr, &buf->cap, need + 1, 1);
	if (!ptr)
		goto fail;
	buf->ptr = ptr;
	return true;
fail:
	buf->failed = true;
	return false;
}

void
pj_buf_add(struct pj_buf *buf, const void *bytes, size_t len)
{
	if (len == 0 || !reserve(buf, len))
		return;
	memcpy(buf->ptr + buf->len, bytes, len);
	buf->len += len;
}

void
pj_buf_puts(struct pj_buf *buf, const char *z)
{
	pj_buf_add(buf, z, strlen(z));
}

void
pj_buf_putc(struct pj_buf *buf, char c)
{
	pj_buf_add(buf, &c, 1);
}

void
pj_buf_printf(struct pj_buf *buf, const char *format, ...)
{
	va_list args, again;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	if (len >= 0 && reserve(buf, (size_t)len)) {
		vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
		buf->len += (size_t)len;
	}
	va_end(again);
	va_end(args);
}

void
pj_buf_put_cp(struct pj_buf *buf, uint32_t cp)
{
	unsigned char out[4];
	size_t len;

	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = 0xFFFD;
	if (cp < 0x80) {
		out[0] = (unsigned char)cp;
		len = 1;
	} else if (cp < 0x800) {
		out[0] = (unsigned char)(0xC0 | cp >> 6);
		out[1] = (unsigned char)(0x80 | (cp & 0x3F));
		len = 2;
	} else if (cp < 0x10000) {
		out[0] = (unsigned char)(0xE0 | cp >> 12);
		out[1] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (unsigned char)(0x80 | (cp & 0x3F));
		len = 3;
	} else {
		out[0] = (unsigned char)(0xF0 | cp >> 18);
		out[1] = (unsigned char)(0x80 | (cp >> 12 & 0x3F));
		out[2] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
		out[3] = (unsigned char)(0x80 | (cp & 0x3F));
		len = 4;
	}
	pj_buf_add(buf, out, len);
}
