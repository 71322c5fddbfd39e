#include <ctype.h>

#include "pingjian/text.h"
#include "pingjian/utf8.h"

#include "rules.h"

/*
 * What YAML reads without complaint, but not as its writer meant.  This
 * walks raw lines with just enough of YAML's grammar to know where a value
 * can begin; it leaves real mistakes to libyaml.
 */

/* Keys behind which a full-width colon is surely meant as a colon. */
static const char *const keys[] = { "format", "category", "title", "rules",
	"words", "protected", "contexts", "pairs", "basis", "common", "id",
	"kind", "severity", "find", "pattern", "boundary", "except", "unless",
	"only", "lower", "raise", "despite", "pair", "suggest", "message",
	"bad", "ok", "zh", "en", "inside", "near", "not_near", "covered",
	"not_covered", "quoted", "not_quoted", "block", "not_block", "heading",
	"not_heading", "within", "side", "gap", "any", "name", "effect", "when",
	"phrases", "url", "document", "together", "need", "none", "least",
	"with", "counts",
	/* of settings */
	"fail_level", "min_severity", "encoding", "lang" };

/* UTF-8 of the characters looked for. */
#define WIDE_COLON "\xEF\xBC\x9A"
#define WIDE_SPACE "\xE3\x80\x80"
#define WIDE_OPEN "\xE2\x80\x9C"   /* “ */
#define WIDE_CLOSE "\xE2\x80\x9D"  /* ” */
#define NARROW_OPEN "\xE2\x80\x98" /* ‘ */
#define NARROW_CLOSE "\xE2\x80\x99"

/* Bytes that may change the state; all others can be passed over. */
static const bool marks[256] = { [' '] = true,
	['#'] = true,
	[','] = true,
	[':'] = true,
	[']'] = true,
	['}'] = true };

enum state { PLAIN, DOUBLE, SINGLE };

struct scan {
	const char *file;
	struct pj_str text;
	struct pj_error *err;
	size_t line_begin;
	size_t line_end;
	uint32_t line;
	size_t at;
	enum state state;
	size_t depth;      /* open [ and { */
	bool value;        /* a value can begin here */
	bool content;      /* the line holds something before `at` */
	bool block;        /* inside a block text, | or > */
	size_t block_from; /* lines indented deeper than this belong to it */
};

/* Fill the error at the current place. */
static bool
fail(const struct scan *s, const char *message)
{
	struct pj_str head = { s->text.ptr + s->line_begin,
		s->at - s->line_begin };

	pj_error_set(s->err, PJ_ECONFIG, "%s", message);
	pj_error_at(
	    s->err, s->file, s->line, (uint32_t)pj_utf8_count(head) + 1);
	return false;
}

/* Whether Z stands at byte AT of the line. */
static bool
is_at(const struct scan *s, size_t at, const char *z)
{
	size_t len = strlen(z);

	return at <= s->line_end && s->line_end - at >= len &&
	       !memcmp(s->text.ptr + at, z, len);
}

/* The byte at AT; behind the line, its end. */
static int
char_at(const struct scan *s, size_t at)
{
	return at < s->line_end ? (unsigned char)s->text.ptr[at] : '\n';
}

/* A space, or the end of the line. */
static bool
is_blank(int c)
{
	return c == ' ' || c == '\n' || c == '\r';
}

/* White space other than spaces at the head of a line. */
static bool
check_indent(struct scan *s)
{
	for (s->at = s->line_begin; s->at < s->line_end; s->at++) {
		if (char_at(s, s->at) == ' ')
			continue;
		if (char_at(s, s->at) == '\t')
			return fail(s, _("a tab indents this line; use "
					 "spaces"));
		if (is_at(s, s->at, WIDE_SPACE))
			return fail(s, _("a full-width space indents this "
					 "line; use ordinary spaces"));
		break;
	}
	return true;
}

static bool
is_key(const char *at, size_t len)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (pj_str_equal(pj_str(keys[i]), (struct pj_str){ at, len }))
			return true;
	return false;
}

/* A key at `at` that a full-width colon follows. */
static bool
check_colon(struct scan *s)
{
	size_t len = strlen(WIDE_COLON), end = s->at;

	while (islower(char_at(s, end)) || char_at(s, end) == '_')
		end++;
	if (end > s->at && is_at(s, end, WIDE_COLON) &&
	    is_key(s->text.ptr + s->at, end - s->at)) {
		s->at = end;
		return fail(s, _("a full-width colon follows the key; write "
				 "\": \", a colon and a space"));
	}
	/* A list's name may be Chinese: name：[ can mean nothing else. */
	for (size_t i = s->at; !s->content && i < s->line_end; i++) {
		if (!is_at(s, i, WIDE_COLON))
			continue;
		if (char_at(s, i + len) != '[' && !is_at(s, i + len, " ["))
			break;
		s->at = i;
		return fail(s, _("a full-width colon follows the name; write "
				 "\": \", a colon and a space"));
	}
	return true;
}

/* A value from `at` that stands whole in “ ” or ‘ ’. */
static bool
check_curly(struct scan *s, const char *open, const char *close)
{
	size_t end;

	if (!is_at(s, s->at, open))
		return true;
	for (end = s->at; end < s->line_end; end++)
		if (is_at(s, end, close))
			break;
	if (end == s->line_end)
		return true;
	end += strlen(close);
	while (char_at(s, end) == ' ')
		end++;
	if (is_blank(char_at(s, end)) ||
	    (s->depth > 0 && strchr(",]}", char_at(s, end))))
		return fail(s, _("typographic quotation marks are part of the "
				 "text; write \" instead"));
	return true;
}

/* {name}text without quotation marks reads as a mapping. */
static bool
check_brace(struct scan *s)
{
	size_t end = s->at + 1;

	if (char_at(s, s->at) != '{')
		return true;
	while (end < s->line_end && !strchr("{}:, ", char_at(s, end)))
		end++;
	if (char_at(s, end) != '}' || end == s->at + 1)
		return true;
	end++;
	if (is_blank(char_at(s, end)) || char_at(s, end) == ',' ||
	    char_at(s, end) == ']')
		return true; /* the tree says it better */
	return fail(s, _("a text that begins with \"{\" needs quotation "
			 "marks: \"{list}…\""));
}

/* The value that can begin at `at`. */
static bool
check_value(struct scan *s)
{
	return check_colon(s) && check_brace(s) &&
	       check_curly(s, WIDE_OPEN, WIDE_CLOSE) &&
	       check_curly(s, NARROW_OPEN, NARROW_CLOSE);
}

/* A " #" at `at`; sets the line's end there if it is a comment. */
static bool
take_hash(struct scan *s)
{
	int next = char_at(s, s->at + 1);

	if (s->content && !is_blank(next) && next != '#' && next != '-')
		return fail(s, _("the text ends here, because \" #\" begins a "
				 "comment; put the whole text in quotation "
				 "marks (or a space behind # if it is a "
				 "comment)"));
	s->at = s->line_end;
	return true;
}

/* Within quotation marks: look for the end only. */
static void
take_quoted(struct scan *s)
{
	int c = char_at(s, s->at);

	if (s->state == DOUBLE && c == '\\')
		s->at++;
	else if (s->state == DOUBLE && c == '"')
		s->state = PLAIN;
	else if (c == '\'' && s->state == SINGLE) {
		if (char_at(s, s->at + 1) == '\'')
			s->at++;
		else
			s->state = PLAIN;
	}
	s->at++;
	while (s->state != PLAIN && s->at < s->line_end &&
	       s->text.ptr[s->at] != '"' && s->text.ptr[s->at] != '\'' &&
	       s->text.ptr[s->at] != '\\')
		s->at++;
}

/* | or > at the end of the line begins a block text. */
static bool
begins_block(const struct scan *s)
{
	size_t at = s->at + 1;

	while (strchr("+-123456789", char_at(s, at)))
		at++;
	while (char_at(s, at) == ' ')
		at++;
	return is_blank(char_at(s, at)) || char_at(s, at) == '#';
}

/* One character outside of quotation marks where a value can begin. */
static void
take_start(struct scan *s)
{
	int c = char_at(s, s->at);

	s->value = false;
	if (c == '"')
		s->state = DOUBLE;
	else if (c == '\'')
		s->state = SINGLE;
	else if (c == '[' || c == '{') {
		s->depth++;
		s->value = true;
	} else if (c == '-' && s->depth == 0 && is_blank(char_at(s, s->at + 1)))
		s->value = true;
	else if ((c == '|' || c == '>') && s->depth == 0 && begins_block(s)) {
		s->block = true;
		s->at = s->line_end;
		return;
	}
	s->at++;
}

/* Outside of quotation marks, behind the start of a value. */
static void
take_plain(struct scan *s)
{
	int c = char_at(s, s->at);

	if (s->depth > 0 && (c == ']' || c == '}'))
		s->depth--;
	else
		s->value = (s->depth > 0 && c == ',') ||
		           (c == ':' && is_blank(char_at(s, s->at + 1)));
	s->at++;
	while (s->at < s->line_end && !marks[(unsigned char)s->text.ptr[s->at]])
		s->at++;
}

/* Walk the line; quotation marks and brackets may stay open. */
static bool
scan_line(struct scan *s)
{
	s->value = s->state == PLAIN;
	s->content = false;
	for (s->at = s->line_begin; s->at < s->line_end;) {
		int c = char_at(s, s->at);
		bool after_space =
		    s->at == s->line_begin || char_at(s, s->at - 1) == ' ';

		if (s->state != PLAIN) {
			take_quoted(s);
		} else if (c == ' ') {
			s->at++;
			continue;
		} else if (c == '#' && after_space) {
			return take_hash(s);
		} else if (s->value && !(s->depth > 0 && strchr(",]}", c))) {
			if (!check_value(s))
				return false;
			take_start(s);
		} else {
			take_plain(s);
		}
		s->content = true;
	}
	return true;
}

/* Whether the line is part of a block text; ends that where it is not. */
static bool
in_block(struct scan *s)
{
	size_t indent = 0;

	while (char_at(s, s->line_begin + indent) == ' ')
		indent++;
	if (s->block && (is_blank(char_at(s, s->line_begin + indent)) ||
			    indent > s->block_from))
		return true;
	s->block = false;
	s->block_from = indent;
	return false;
}

bool
pj_rules_scan(const char *file, struct pj_str text, struct pj_error *err)
{
	struct scan s = { .file = file, .text = text, .err = err };

	while (s.line_begin < text.len) {
		const char *end = memchr(
		    text.ptr + s.line_begin, '\n', text.len - s.line_begin);

		s.line++;
		s.line_end = end ? (size_t)(end - text.ptr) : text.len;
		if (!in_block(&s)) {
			if (s.state == PLAIN && !check_indent(&s))
				return false;
			if (!scan_line(&s))
				return false;
		}
		s.line_begin = s.line_end + 1;
	}
	return true;
}
