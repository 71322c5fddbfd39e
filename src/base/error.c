#include <stdarg.h>
#include <stdio.h>

#include "pingjian/arena.h"
#include "pingjian/error.h"
#include "pingjian/text.h"
#include "pingjian/utf8.h"

/* Where TEXT filled its SIZE bytes, drop a character that was cut off. */
static void
cut_whole(char *text, size_t size)
{
	size_t len = strlen(text), at = len;

	if (len + 1 != size)
		return;
	while (at > 0 && len - at < 3 &&
	       ((unsigned char)text[at - 1] & 0xC0) == 0x80)
		at--;
	if (at > 0 && (unsigned char)text[at - 1] >= 0xC0)
		at--;
	if (pj_utf8_valid_prefix((struct pj_str){ text + at, len - at }) == 0)
		text[at] = '\0';
}

/*
 * The formatted message into OUT as valid UTF-8: it may hold names from
 * anywhere, and every way of telling it relies on that.  Bytes that are no
 * character become U+FFFD.
 */
static void
put_message(char out[PJ_ERROR_MESSAGE], const char *format, va_list args)
{
	static const char mark[] = "\xEF\xBF\xBD";
	char raw[PJ_ERROR_MESSAGE];
	struct pj_str s = { raw, 0 };
	size_t at = 0, good;

	vsnprintf(raw, sizeof(raw), format, args);
	cut_whole(raw, sizeof(raw));
	s.len = strlen(raw);
	for (;;) {
		good = pj_utf8_valid_prefix(s);
		if (good > PJ_ERROR_MESSAGE - 1 - at)
			good = pj_utf8_valid_prefix((struct pj_str){
			    s.ptr, PJ_ERROR_MESSAGE - 1 - at });
		memcpy(out + at, s.ptr, good);
		at += good;
		s.ptr += good;
		s.len -= good;
		if (s.len == 0 || at + strlen(mark) >= PJ_ERROR_MESSAGE ||
		    pj_utf8_valid_prefix(s) > 0)
			break;
		memcpy(out + at, mark, strlen(mark));
		at += strlen(mark);
		good = pj_utf8_invalid_run(s);
		s.ptr += good;
		s.len -= good;
	}
	out[at] = '\0';
}

bool
pj_error_set(struct pj_error *err, enum pj_code code, const char *format, ...)
{
	va_list args;

	if (!err || err->code != PJ_OK)
		return false;
	err->code = code;
	va_start(args, format);
	put_message(err->message, format, args);
	va_end(args);
	return false;
}

void
pj_error_at(
    struct pj_error *err, const char *where, uint32_t line, uint32_t column)
{
	if (!err || err->where[0])
		return;
	snprintf(err->where, sizeof(err->where), "%s", where);
	cut_whole(err->where, sizeof(err->where));
	err->line = line;
	err->column = column;
}

bool
pj_error_nomem(struct pj_error *err)
{
	return pj_error_set(err, PJ_ENOMEM, _("out of memory"));
}

void
pj_note_add(struct pj_notes *notes, const char *code, const char *format, ...)
{
	char text[PJ_ERROR_MESSAGE];
	struct pj_note *note;
	va_list args;

	va_start(args, format);
	put_message(text, format, args);
	va_end(args);

	note = pj_arena_alloc(notes->arena, 1, sizeof(*note));
	if (!note)
		return;
	note->code = pj_arena_copy(notes->arena, pj_str(code));
	note->message = pj_arena_copy(notes->arena, pj_str(text));
	if (!note->code || !note->message)
		return;
	if (notes->last)
		notes->last->next = note;
	else
		notes->first = note;
	notes->last = note;
	notes->count++;
}
