#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ustring.h>

#include "pingjian/buf.h"
#include "pingjian/text.h"
#include "pingjian/utf8.h"
#include "source.h"

#define CHUNK 8192 /* UTF-16 units decoded at a time */

/* ICU calls this for each maximal sequence that has no meaning. */
static void
replace(const void *context, UConverterToUnicodeArgs *args, const char *bytes,
    int32_t length, UConverterCallbackReason reason, UErrorCode *status)
{
	static const UChar mark = 0xFFFD;
	size_t *count;

	(void)bytes;
	(void)length;
	if (reason > UCNV_IRREGULAR)
		return; /* reset, close, clone: nothing to decode */
	memcpy(&count, &context, sizeof(count)); /* ICU hands it on as const */
	++*count;
	*status = U_ZERO_ERROR;
	ucnv_cbToUWriteUChars(args, &mark, 1, 0, status);
}

/* Add UNITS of UTF-16 to OUT.  HIGH keeps a surrogate cut off at the end. */
static void
put_utf16(struct pj_buf *out, const UChar *units, size_t count, UChar *high)
{
	size_t i;

	for (i = 0; i < count; i++) {
		UChar c = units[i];

		if (*high && U16_IS_TRAIL(c)) {
			pj_buf_put_cp(
			    out, (uint32_t)U16_GET_SUPPLEMENTARY(*high, c));
			*high = 0;
			continue;
		}
		if (*high)
			pj_buf_put_cp(out, 0xFFFD);
		*high = U16_IS_LEAD(c) ? c : 0;
		if (!*high)
			pj_buf_put_cp(out, c);
	}
}

/* Decode all of BYTES to UTF-8; returns how the converter itself ended. */
static UErrorCode
convert(UConverter *cnv, struct pj_str bytes, struct pj_buf *out)
{
	const char *in = bytes.ptr, *end = in + bytes.len;
	UChar units[CHUNK], high = 0;
	UErrorCode status;

	do {
		UChar *to = units;

		status = U_ZERO_ERROR;
		ucnv_toUnicode(
		    cnv, &to, units + CHUNK, &in, end, NULL, true, &status);
		put_utf16(out, units, (size_t)(to - units), &high);
	} while (status == U_BUFFER_OVERFLOW_ERROR && !out->failed);
	if (high)
		pj_buf_put_cp(out, 0xFFFD);
	return status;
}

/* The text grows on the heap, for its size is known only at the end. */
static bool
transcode(struct pj_arena *arena, const char *charset, struct pj_str bytes,
    struct pj_str *text, size_t *replaced, struct pj_error *err)
{
	UErrorCode status = U_ZERO_ERROR;
	struct pj_buf buf = PJ_BUF_INIT;
	bool ok = false;
	UConverter *cnv = ucnv_open(pj_charset_converter(charset), &status);

	if (U_SUCCESS(status))
		ucnv_setToUCallBack(
		    cnv, replace, replaced, NULL, NULL, &status);
	if (U_SUCCESS(status))
		status = convert(cnv, bytes, &buf);
	/* Out of room the converter ends early, too, and is not to blame. */
	if (U_FAILURE(status) && !buf.failed) {
		pj_error_set(err, PJ_EFORMAT,
		    _("cannot decode the text as %s: %s"), charset,
		    u_errorName(status));
		goto out;
	}
	text->ptr = buf.failed ? NULL : pj_arena_copy(arena, pj_buf_str(&buf));
	text->len = buf.len;
	ok = text->ptr != NULL;
	if (!ok)
		pj_error_nomem(err);
out:
	pj_buf_free(&buf);
	ucnv_close(cnv);
	return ok;
}

bool
pj_source_decode(struct pj_arena *arena, const struct pj_source *source,
    struct pj_str *text, size_t *replaced, struct pj_error *err)
{
	struct pj_str bytes = { source->bytes.ptr + source->bom,
		source->bytes.len - source->bom };

	*replaced = 0;
	if (source->valid || (!strcmp(source->charset, "utf-8") &&
				 pj_utf8_valid_prefix(bytes) == bytes.len)) {
		*text = bytes;
		return true;
	}
	return transcode(arena, source->charset, bytes, text, replaced, err);
}
