#include <strings.h>

#include "markdown.h"
#include "pingjian/arena.h"
#include "pingjian/utf8.h"

/* Brackets times lines of one paragraph; md4c does 3e9 of these a second. */
#define DENSE 5000000000u

/* Front matter ends within so many bytes, or it is none. */
#define FRONT_MAX ((size_t)64 << 10)

/* The line at AT of S without white space at its end; AT gets behind it. */
static struct pj_str
take_line(struct pj_str s, size_t *at)
{
	const char *begin = s.ptr + *at;
	const char *found = memchr(begin, '\n', s.len - *at);
	const char *end = found ? found : s.ptr + s.len;

	*at = (size_t)(end - s.ptr) + (found ? 1 : 0);
	while (end > begin && (unsigned char)end[-1] <= ' ')
		end--;
	return (struct pj_str){ begin, (size_t)(end - begin) };
}

static bool
has_han(struct pj_str s)
{
	size_t at = 0;

	while (at < s.len)
		if (pj_cp_is_han(pj_utf8_next(s, &at)))
			return true;
	return false;
}

/* Behind the front matter, END where its last line begins; 0 for none. */
static size_t
find_end(struct pj_str text, size_t *end)
{
	struct pj_str mark, line;
	size_t at = 0;

	mark = take_line(text, &at);
	if (!pj_str_equal(mark, pj_str("---")) &&
	    !pj_str_equal(mark, pj_str("+++")))
		return 0;
	while (at < text.len && at < FRONT_MAX) {
		*end = at;
		line = take_line(text, &at);
		if (pj_str_equal(line, mark) ||
		    (mark.ptr[0] == '-' && pj_str_equal(line, pj_str("..."))))
			return at;
	}
	return 0;
}

/* Where the value of LINE begins; its length where it has none. */
static size_t
value_of(struct pj_str line, struct pj_str *key)
{
	size_t at = 0, end;

	while (at < line.len && (unsigned char)line.ptr[at] > ' ' &&
	       line.ptr[at] != ':' && line.ptr[at] != '=')
		at++;
	end = at;
	while (at < line.len && line.ptr[at] == ' ')
		at++;
	*key = (struct pj_str){ line.ptr, 0 };
	if (at == line.len || (line.ptr[at] != ':' && line.ptr[at] != '='))
		return 0; /* an item of a list, or a line that goes on */
	key->len = end;
	return at + 1;
}

/* The signs of YAML and TOML around VALUE are no words. */
static struct pj_str
bare(struct pj_str value)
{
	while (value.len > 0 && strchr(" \t-'\"[>|,", value.ptr[0])) {
		value.ptr++;
		value.len--;
	}
	while (value.len > 0 && strchr(" \t'\"],", value.ptr[value.len - 1]))
		value.len--;
	return value;
}

size_t
markdown_front(struct pj_builder *b, struct pj_str text, uint32_t base)
{
	enum pj_block_kind kind = PJ_BLOCK_META;
	size_t end = 0, behind = find_end(text, &end), at = 0, from;
	struct pj_str line, key, value;

	if (behind == 0)
		return 0;
	take_line(text, &at);
	while (at < end) {
		line = take_line(text, &at);
		from = value_of(line, &key);
		if (key.len > 0)
			kind = key.len == 5 && !strncasecmp(key.ptr, "title", 5)
			           ? PJ_BLOCK_TITLE
			           : PJ_BLOCK_META;
		value =
		    bare((struct pj_str){ line.ptr + from, line.len - from });
		if (!has_han(value))
			continue;
		pj_builder_text(
		    b, value, 0, base + (uint32_t)(value.ptr - text.ptr));
		pj_builder_end(b, kind, NULL);
	}
	return behind;
}

/* Where ":" of "[…]:" stands in LINE, which words follow; 0 for nowhere. */
static size_t
find_definition(struct pj_str line)
{
	size_t at = 0, close;
	struct pj_str rest;

	while (at < line.len && strchr(" \t>*+-.)0123456789", line.ptr[at]))
		at++;
	if (at == line.len || line.ptr[at] != '[')
		return 0;
	for (close = at; close + 1 < line.len; close++)
		if (line.ptr[close] == ']' && line.ptr[close + 1] == ':')
			break;
	if (close + 1 >= line.len)
		return 0;
	rest = (struct pj_str){ line.ptr + close + 2, line.len - close - 2 };
	return has_han(rest) || rest.len == 0 ? close + 1 : 0;
}

const char *
markdown_without_notes(struct pj_arena *arena, struct pj_str text)
{
	const char *whole = text.len ? text.ptr : "";
	char *copy = NULL;
	size_t at = 0, colon;

	while (at < text.len) {
		struct pj_str line = take_line(text, &at);

		colon = find_definition(line);
		if (colon == 0)
			continue;
		if (!copy)
			copy = pj_arena_copy(arena, text);
		if (!copy)
			return NULL;
		copy[(line.ptr - text.ptr) + (ptrdiff_t)colon] = '.';
	}
	return copy ? copy : whole;
}

/* Quotations and lists that LINE may begin, one in the other. */
static size_t
count_nested(struct pj_str line)
{
	size_t count = 0, at;

	for (at = 0; at < line.len; at++) {
		char c = line.ptr[at];

		if (c == '>' ||
		    ((c == '-' || c == '+' || c == '*') && at + 1 < line.len &&
			line.ptr[at + 1] <= ' '))
			count++;
		else if (c != ' ' && c != '\t')
			break;
	}
	return count;
}

/* Signs in LINE that may mean something; md4c keeps 20 bytes for each. */
static size_t
count_signs(struct pj_str line)
{
	size_t count = 0, i;

	for (i = 0; i < line.len; i++)
		count += line.ptr[i] > ' ' &&
		         strchr("\\`*_~[]!&;<>", line.ptr[i]) != NULL;
	return count;
}

/* Brackets in LINE. */
static size_t
count_brackets(struct pj_str line)
{
	size_t count = 0, i;

	for (i = 0; i < line.len; i++)
		count += line.ptr[i] == '[' || line.ptr[i] == ']';
	return count;
}

bool
markdown_is_dense(struct pj_str text, uint32_t depth)
{
	uint64_t lines = 0, brackets = 0, signs = 0;
	size_t at = 0;

	while (at < text.len) {
		struct pj_str line = take_line(text, &at);

		if (line.len == 0)
			lines = brackets = signs = 0;
		lines++;
		brackets += count_brackets(line);
		signs += count_signs(line);
		if (lines * brackets > DENSE || signs > PJ_PIECE_MAX ||
		    count_nested(line) > depth)
			return true;
	}
	return false;
}
