#include <stdarg.h>
#include <stdio.h>

#include "pingjian/arena.h"
#include "pingjian/error.h"
#include "pingjian/text.h"
#include "pingjian/utf8.h"

/* Cut a message that filled SIZE bytes back to whole characters. */
static void
cut_whole(char *text, size_t size)
{
	size_t len = strlen(text);

	if (len + 1 == size)
		text[pj_utf8_valid_prefix((struct pj_str){ text, len })] = '\0';
}

bool
pj_error_set(struct pj_error *err, enum pj_code code, const char *format, ...)
{
	va_list args;

	if (!err || err->code != PJ_OK)
		return false;
	err->code = code;
	va_start(args, format);
	vsnprintf(err->message, sizeof(err->message), format, args);
	va_end(args);
	cut_whole(err->message, sizeof(err->message));
	return false;
}

void
pj_error_at(struct pj_error *err, const char *where, uint32_t line,
    uint32_t column)
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
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	cut_whole(text, sizeof(text));

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
