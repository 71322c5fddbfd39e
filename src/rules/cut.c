#include "rules.h"

/*
 * Examples are more than half of a lexicon and of no use to screening, and
 * YAML is what loading takes most of its time for: cut them out of the
 * text before it is read.  Only blocks whose extent is beyond doubt are
 * cut; others are read and left aside.
 */

struct line {
	const char *at;
	size_t len;    /* without its end */
	size_t indent; /* spaces */
};

/* The line of TEXT that begins at AT. */
static struct line
line_at(struct pj_str text, size_t at)
{
	const char *end = memchr(text.ptr + at, '\n', text.len - at);
	struct line line = { text.ptr + at, text.len - at, 0 };

	if (end)
		line.len = (size_t)(end - line.at);
	while (line.indent < line.len && line.at[line.indent] == ' ')
		line.indent++;
	return line;
}

/* Whether Z stands at byte AT of LINE. */
static bool
begins(const struct line *line, size_t at, const char *z)
{
	size_t len = strlen(z);

	return line->len >= at + len && !memcmp(line->at + at, z, len);
}

/* The column of the key in "- id:", or 0. */
static size_t
key_column(const struct line *line)
{
	size_t at = line->indent;

	if (!begins(line, at, "- "))
		return 0;
	for (at += 2; at < line->len && line->at[at] == ' ';)
		at++;
	return begins(line, at, "id:") ? at : 0;
}

/* "bad:" or "ok:" with nothing behind it. */
static bool
is_head(const struct line *line)
{
	size_t at = line->indent;

	if (begins(line, at, "bad:"))
		at += 4;
	else if (begins(line, at, "ok:"))
		at += 3;
	else
		return false;
	while (at < line->len && (line->at[at] == ' ' || line->at[at] == '\r'))
		at++;
	return at == line->len;
}

/* Whether LINE goes on with the list below a key at COLUMN. */
static bool
goes_on(const struct line *line, size_t column)
{
	if (line->indent == line->len)
		return true;
	return line->indent > column ||
	       (line->indent == column && begins(line, column, "- "));
}

size_t
pj_rules_cut(char *text, size_t len)
{
	struct pj_str all = { text, len };
	size_t column = 0, out = 0, at = 0;
	bool cutting = false;

	while (at < len) {
		struct line line = line_at(all, at);
		size_t found = key_column(&line);
		size_t whole = line.len + (at + line.len < len);

		cutting = cutting && goes_on(&line, column);
		if (!cutting && found > 0)
			column = found;
		else if (!cutting && column > 0 && line.indent == column)
			cutting = is_head(&line);
		/* Line numbers stay: a line end for each line. */
		if (cutting)
			text[out++] = '\n';
		else
			memmove(text + out, line.at, whole);
		out += cutting ? 0 : whole;
		at += whole;
	}
	return out;
}
