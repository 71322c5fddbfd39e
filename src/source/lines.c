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

/* Does a colon stand behind the first string of HEAD? */
static bool
has_key(struct pj_str head)
{
	const char *open = memchr(head.ptr, '"', head.len);
	size_t at = open ? (size_t)(open - head.ptr) + 1 : head.len;

	while (at < head.len && head.ptr[at] != '"')
		at += head.ptr[at] == '\\' ? 2 : 1;
	for (at++; at < head.len; at++)
		if ((unsigned char)head.ptr[at] > ' ')
			return head.ptr[at] == ':';
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

static bool
is_json_name(const char *name)
{
	return pj_name_ends(name, ".json") || pj_name_ends(name, ".jsonl") ||
	       pj_name_ends(name, ".ndjson");
}

/* The I-th sign of S that is no white space, 0 behind the end. */
static char
solid(struct pj_str s, size_t i)
{
	size_t at;

	for (at = 0; at < s.len; at++)
		if ((unsigned char)s.ptr[at] > ' ' && i-- == 0)
			return s.ptr[at];
	return '\0';
}

/*
 * A draft may begin with a bracket, but not as objects do, or lists of
 * objects, and then end in one.
 */
static bool
is_json(struct pj_str head, struct pj_str bytes)
{
	char first = solid(head, 0), second = solid(head, 1), last = '\0';
	size_t end = bytes.len;

	while (last == '\0' && end-- > 0)
		if ((unsigned char)bytes.ptr[end] > ' ')
			last = bytes.ptr[end];
	if (first == '[')
		return second == '{' && solid(head, 2) == '"' && last == ']';
	return first == '{' && second == '"' && last == '}' && has_key(head);
}

enum pj_format
pj_format_lines(struct pj_str head, struct pj_str bytes, const char *name)
{
	if (is_vtt(head, name))
		return PJ_FORMAT_VTT;
	if (begins_with_cue(head))
		return PJ_FORMAT_SRT;
	if ((pj_name_ends(name, ".srt") || pj_name_ends(name, ".vtt")) &&
	    has_cue(head))
		return PJ_FORMAT_SRT;
	/* Nothing in a text tells Markdown from words with signs; but it may
	 * begin like a page. */
	if (pj_name_ends(name, ".md") || pj_name_ends(name, ".markdown"))
		return PJ_FORMAT_MARKDOWN;
	if (is_json_name(name) || is_json(head, bytes))
		return PJ_FORMAT_JSON;
	if (pj_name_ends(name, ".csv") || pj_name_ends(name, ".tsv"))
		return PJ_FORMAT_CSV;
	return PJ_FORMAT_UNKNOWN;
}
