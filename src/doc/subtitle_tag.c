#include <strings.h>

#include "subtitle.h"

/* Bytes of a tag; the names of people and classes fit. */
#define TAG_MAX 256

size_t
subtitle_plain_end(struct pj_str s, size_t at)
{
	while (at < s.len && s.ptr[at] != '<' && s.ptr[at] != '{' &&
	       s.ptr[at] != '&')
		at++;
	return at;
}

/* What ends the name of an element. */
static bool
ends_name(struct pj_str tag, size_t at)
{
	return at == tag.len || strchr(" \t./", tag.ptr[at]);
}

bool
subtitle_tag_is(struct pj_str tag, const char *name)
{
	size_t n = strlen(name);

	return tag.len >= n && !strncasecmp(tag.ptr, name, n) &&
	       ends_name(tag, n);
}

/* Is TAG one that players know?  A time within a cue is one, too. */
static bool
is_known(struct pj_str tag)
{
	static const char *const names[] = { "b", "i", "u", "s", "c", "v",
		"font", "ruby", "rt", "lang", "br" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (subtitle_tag_is(tag, names[i]))
			return true;
	for (i = 0; i < tag.len; i++)
		if (!strchr("0123456789:.", tag.ptr[i]) || !tag.ptr[i])
			return false;
	return tag.len > 4 && memchr(tag.ptr, ':', tag.len);
}

size_t
subtitle_tag(struct pj_str s, size_t at, struct pj_str *tag)
{
	bool braces = s.ptr[at] == '{';
	const char *end;
	size_t begin = at + 1;

	if (at == s.len || (s.ptr[at] != '<' && !braces))
		return at;
	end = memchr(s.ptr + at, braces ? '}' : '>',
	    s.len - at < TAG_MAX ? s.len - at : TAG_MAX);
	if (!end)
		return at;
	begin += !braces && s.ptr[begin] == '/';
	*tag = (struct pj_str){ s.ptr + begin, (size_t)(end - s.ptr) - begin };
	if (braces ? tag->len == 0 || tag->ptr[0] != '\\'
		   : !is_known(*tag) || memchr(tag->ptr, '<', tag->len))
		return at;
	return (size_t)(end - s.ptr) + 1;
}

bool
subtitle_voice(struct pj_str tag, struct pj_str *name)
{
	size_t at = 1;

	if (!subtitle_tag_is(tag, "v"))
		return false;
	while (at < tag.len && tag.ptr[at] != ' ' && tag.ptr[at] != '\t')
		at++;
	while (at < tag.len && (unsigned char)tag.ptr[at] <= ' ')
		at++;
	*name = (struct pj_str){ tag.ptr + at, tag.len - at };
	while (name->len > 0 && (unsigned char)name->ptr[name->len - 1] <= ' ')
		name->len--;
	return name->len > 0;
}
