#include <strings.h>

#include "pingjian/cue.h"
#include "source.h"

/*
 * Formats that are made of lines, told apart by their first ones, or by
 * name where lines alone do not tell: a list with commas is no table.
 */

bool
pj_name_ends(const char *name, const char *end)
{
	size_t len = strlen(name), n = strlen(end);

	return len > n && !strcasecmp(name + len - n, end);
}

/* The line at AT, without white space around it; AT gets behind it. */
static struct pj_str
take_line(struct pj_str s, size_t *at)
{
	const char *begin = s.ptr + *at;
	const char *found = memchr(begin, '\n', s.len - *at);
	const char *end = found ? found : s.ptr + s.len;

	*at = (size_t)(end - s.ptr) + (found ? 1 : 0);
	while (begin < end && (unsigned char)*begin <= ' ')
		begin++;
	while (begin < end && (unsigned char)end[-1] <= ' ')
		end--;
	return (struct pj_str){ begin, (size_t)(end - begin) };
}

static bool
is_number(struct pj_str line)
{
	size_t i = 0;

	while (i < line.len && line.ptr[i] >= '0' && line.ptr[i] <= '9')
		i++;
	return i == line.len;
}

/* Does S begin with a timing, or a number and a timing? */
static bool
begins_with_cue(struct pj_str s)
{
	struct pj_str line;
	uint32_t ms[2];
	size_t at = 0;

	do
		line = take_line(s, &at);
	while (at < s.len && is_number(line));
	return pj_cue_timing(line, ms);
}

static bool
has_cue(struct pj_str s)
{
	uint32_t ms[2];
	size_t at = 0;

	while (at < s.len)
		if (pj_cue_timing(take_line(s, &at), ms))
			return true;
	return false;
}

/* A file of no cues may hold notes alone. */
static bool
is_vtt(struct pj_str head, const char *name)
{
	return head.len >= 6 && !memcmp(head.ptr, "webvtt", 6) &&
	       (head.len == 6 || (unsigned char)head.ptr[6] <= ' ') &&
	       (pj_name_ends(name, ".vtt") || has_cue(head));
}

enum pj_format
pj_format_lines(struct pj_str head, const char *name)
{
	if (is_vtt(head, name))
		return PJ_FORMAT_VTT;
	if (begins_with_cue(head))
		return PJ_FORMAT_SRT;
	if ((pj_name_ends(name, ".srt") || pj_name_ends(name, ".vtt")) &&
	    has_cue(head))
		return PJ_FORMAT_SRT;
	if (pj_name_ends(name, ".csv") || pj_name_ends(name, ".tsv"))
		return PJ_FORMAT_CSV;
	return PJ_FORMAT_UNKNOWN;
}
