#include "finding.h"
#include "pingjian/utf8.h"

void
cursor_move(struct cursor *cursor, struct pj_str text, uint32_t to)
{
	struct pj_text_span over = { cursor->byte, to };
	const char *at = text.ptr + over.begin, *end = text.ptr + over.end;
	struct pj_str stretch = pj_str_at(text, over);
	const char *line = NULL;

	if (stretch.len == 0)
		return;
	cursor->byte = to;
	cursor->chars += (uint32_t)pj_utf8_count(stretch);
	cursor->utf16 += (uint32_t)pj_utf8_count16(stretch);
	while ((at = memchr(at, '\n', (size_t)(end - at)))) {
		cursor->line++;
		line = ++at;
	}
	if (line)
		cursor->line_chars =
		    cursor->chars - (uint32_t)pj_utf8_count((struct pj_str){
					line, (size_t)(end - line) });
}

/* MAX characters back from FROM, not before LIMIT; COUNT of them. */
static uint32_t
step_back(struct pj_str text, uint32_t from, uint32_t limit, uint32_t max,
    uint32_t *count)
{
	size_t at = from;

	for (*count = 0; *count < max && at > limit; (*count)++)
		pj_utf8_prev(text, &at);
	return (uint32_t)at;
}

static uint32_t
step_on(struct pj_str text, uint32_t from, uint32_t limit, uint32_t max,
    uint32_t *count)
{
	size_t at = from;

	for (*count = 0; *count < max && at < limit; (*count)++)
		pj_utf8_next(text, &at);
	return (uint32_t)at;
}

struct pj_text_span
excerpt_window(
    struct pj_str text, struct pj_text_span sentence, struct pj_text_span hit)
{
	uint32_t phrase = (uint32_t)pj_utf8_count(pj_str_at(text, hit));
	uint32_t room = phrase < EXCERPT_CHARS ? EXCERPT_CHARS - phrase : 0;
	uint32_t left, right;
	struct pj_text_span at;

	/* Half on each side; what one side lacks the other may have. */
	step_back(text, hit.begin, sentence.begin, room / 2, &left);
	at.end = step_on(text, hit.end, sentence.end, room - left, &right);
	at.begin =
	    step_back(text, hit.begin, sentence.begin, room - right, &left);
	return at;
}
