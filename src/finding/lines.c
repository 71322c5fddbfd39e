#include "finding.h"
#include "pingjian/utf8.h"

/*
 * Lines of the file itself, for formats whose runs tell bytes of it.  Runs
 * mostly follow one another there, but what stands in an attribute may be
 * read before the words it is written behind.
 */

/* Code points of TEXT from byte BEGIN to byte END. */
static uint32_t
count(struct pj_str text, size_t begin, size_t end)
{
	return (uint32_t)pj_utf8_count(
	    (struct pj_str){ text.ptr + begin, end - begin });
}

/* Where the first line begins: a byte order mark is no column. */
static size_t
first_byte(struct pj_str text)
{
	return text.len >= 3 && !memcmp(text.ptr, "\xEF\xBB\xBF", 3) ? 3 : 0;
}

/* Go back to byte TO, or to the begin of its line. */
static void
move_back(struct lines *lines, struct pj_str text, size_t to)
{
	size_t begin = lines->begin;

	if (to >= begin) {
		lines->chars -= count(text, to, lines->byte);
		lines->byte = to;
		return;
	}
	while (to < begin && begin > 0) {
		lines->line--;
		begin--; /* onto the line end, then behind the one before */
		while (begin > 0 && text.ptr[begin - 1] != '\n')
			begin--;
	}
	if (begin == 0)
		begin = first_byte(text);
	lines->begin = lines->byte = begin;
	lines->chars = 0;
}

/* Move LINES to byte TO of TEXT. */
static void
move(struct lines *lines, struct pj_str text, size_t to)
{
	const char *end, *at;

	if (lines->line == 0) {
		lines->begin = lines->byte = first_byte(text);
		lines->line = 1;
	}
	if (to < lines->byte)
		move_back(lines, text, to);
	if (to <= lines->byte)
		return;
	end = text.ptr + to;
	at = text.ptr + lines->byte;
	while ((at = memchr(at, '\n', (size_t)(end - at)))) {
		lines->line++;
		lines->begin = lines->byte = (size_t)(++at - text.ptr);
		lines->chars = 0;
	}
	lines->chars += count(text, lines->byte, to);
	lines->byte = to;
}

/* Where text offset AT, of the run that holds byte HELD, is in the origin. */
static size_t
source_of(const struct pj_doc *doc, uint32_t held, uint32_t at)
{
	const struct pj_run *run = pj_doc_run_at(doc, held);
	size_t to = run ? run->offset + (size_t)(at - run->begin) : 0;

	return to < doc->origin.len ? to : doc->origin.len;
}

void
lines_find(struct lines *lines, const struct pj_doc *doc,
    struct pj_text_span at, struct pj_lines *out)
{
	struct lines end;

	move(lines, doc->origin, source_of(doc, at.begin, at.begin));
	out->line = lines->line;
	out->column = lines->chars + 1;
	end = *lines;
	move(&end, doc->origin, source_of(doc, at.end - 1, at.end));
	out->end_line = end.line;
	out->end_column = end.chars + 1;
}
