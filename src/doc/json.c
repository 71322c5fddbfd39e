#include <stdlib.h>

#include "fragment.h"
#include "json.h"
#include "pingjian/text.h"
#include "pingjian/utf8.h"
#include "text.h"

/* An object or array that is open. */
struct level {
	bool object;
	uint32_t index; /* of the member that is read */
	size_t path;    /* bytes of the path without that member */
};

struct reading {
	const struct pj_reading *in;
	struct pj_builder *b;
	struct pj_str text;
	size_t at;
	size_t base; /* of the text in the source */
	struct level *levels;
	size_t count, cap;
	struct pj_buf path; /* to the value that is read */
	struct mapped words;
	struct fragment fragment;
	bool *led; /* for each pointer, whether it led anywhere */
};

/* WHAT is wrong at byte AT; no part of such a file can be trusted. */
static bool
fail(struct reading *r, size_t at, const char *what)
{
	struct pj_str s = { r->text.ptr, at };
	struct pj_error err = { 0 };
	uint32_t line = 1;
	size_t begin = 0, i;

	for (i = 0; i < at; i++)
		if (s.ptr[i] == '\n') {
			line++;
			begin = i + 1;
		}
	s.ptr += begin;
	s.len -= begin;
	/* A place inside a character is that of the character. */
	s.len = pj_utf8_valid_prefix(s);
	pj_error_set(&err, PJ_EFORMAT, _("this is not sound JSON: %s"), what);
	pj_error_at(
	    &err, r->in->source->path, line, (uint32_t)pj_utf8_count(s) + 1);
	pj_builder_fail(r->b, &err);
	return false;
}

static void
skip_space(struct reading *r)
{
	while (r->at < r->text.len && r->text.ptr[r->at] &&
	       strchr(" \t\r\n", r->text.ptr[r->at]))
		r->at++;
}

/* The sign that comes next, 0 at the end. */
static char
peek(struct reading *r)
{
	skip_space(r);
	return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}

/* The string that comes next, in `words`. */
static bool
read_string(struct reading *r)
{
	size_t wrong = 0, end;

	mapped_clear(&r->words);
	end = json_take_string(r->text, r->at, r->base, &r->words, &wrong);
	if (end == 0)
		return fail(r, wrong,
		    wrong == r->text.len ? _("a string is not ended")
					 : _("an escape that means nothing"));
	r->at = end;
	return mapped_is_whole(&r->words, r->b);
}

/* Is any of `words` to be screened where it stands? */
static bool
is_chosen(struct reading *r)
{
	const struct pj_source *source = r->in->source;
	struct pj_str s = pj_buf_str(&r->words.text);
	bool chosen = false;
	size_t i, at = 0;

	for (i = 0; i < source->pointer_count; i++)
		if (json_leads_to(source->pointers[i], pj_buf_str(&r->path)))
			chosen = r->led[i] = true;
	if (source->pointer_count > 0)
		return chosen;
	while (at < s.len)
		if (pj_cp_is_han(pj_utf8_next(s, &at)))
			return true;
	return false;
}

/* The string just read, as blocks. */
static void
put_string(struct reading *r)
{
	enum pj_block_kind kind = json_kind(pj_buf_str(&r->path));
	struct pj_address here = { 0 };

	if (!is_chosen(r))
		return;
	pj_buf_putc(&r->path, '\0');
	here.pointer = r->path.failed ? "" : r->path.ptr;
	r->path.len -= !r->path.failed;
	pj_builder_address(r->b, &here);
	r->fragment.base = r->fragment.kind = kind;
	if (fragment_is(pj_buf_str(&r->words.text)))
		fragment_put(&r->fragment, &r->words);
	else if (kind != PJ_BLOCK_PARAGRAPH)
		mapped_put_lines(&r->words, r->b, kind, NULL);
	else
		text_put_mapped(r->b, &r->words);
}

/* Name the member of the innermost array or object in the path. */
static void
name_member(struct reading *r)
{
	struct level *top = &r->levels[r->count - 1];
	struct pj_str key = pj_buf_str(&r->words.text);
	size_t i;

	r->path.len = top->path;
	if (!top->object) {
		pj_buf_printf(&r->path, "/%u", top->index);
		return;
	}
	pj_buf_putc(&r->path, '/');
	for (i = 0; i < key.len; i++)
		if (key.ptr[i] == '~')
			pj_buf_puts(&r->path, "~0");
		else if (key.ptr[i] == '/')
			pj_buf_puts(&r->path, "~1");
		else if (key.ptr[i] == '\0')
			pj_buf_put_cp(&r->path, 0xFFFD);
		else
			pj_buf_putc(&r->path, key.ptr[i]);
}

/* What stands before the value of a member: in objects, its key. */
static bool
begin_member(struct reading *r)
{
	if (r->levels[r->count - 1].object) {
		if (peek(r) != '"')
			return fail(r, r->at, _("a key is expected here"));
		if (!read_string(r))
			return false;
		if (peek(r) != ':')
			return fail(r, r->at, _("a colon is expected here"));
		r->at++;
	}
	name_member(r);
	return true;
}

/* An object or array begins; EMPTY when it ends at once. */
static bool
open_level(struct reading *r, bool *empty)
{
	bool object = r->text.ptr[r->at] == '{';
	struct pj_error err = { 0 };
	struct level *levels;

	if (r->count >= r->in->limits->depth) {
		pj_error_set(&err, PJ_ELIMIT,
		    _("elements are nested deeper than the limit of %u"),
		    r->in->limits->depth);
		pj_builder_fail(r->b, &err);
		return false;
	}
	levels = pj_grow(r->levels, &r->cap, r->count + 1, sizeof(*levels));
	if (!levels) {
		pj_error_nomem(&err);
		pj_builder_fail(r->b, &err);
		return false;
	}
	r->levels = levels;
	levels[r->count++] = (struct level){ object, 0, r->path.len };
	r->at++;
	*empty = peek(r) == (object ? '}' : ']');
	if (!*empty)
		return begin_member(r);
	r->at++;
	r->count--;
	return true;
}

/* true, false, null or a number. */
static bool
read_word(struct reading *r)
{
	static const char *const words[] = { "true", "false", "null" };
	struct pj_str rest = { r->text.ptr + r->at, r->text.len - r->at };
	size_t i, n;

	for (i = 0; i < 3; i++) {
		n = strlen(words[i]);
		if (rest.len >= n && !memcmp(rest.ptr, words[i], n)) {
			r->at += n;
			return true;
		}
	}
	for (n = 0; n < rest.len && rest.ptr[n]; n++)
		if (!strchr("+-.0123456789eE", rest.ptr[n]))
			break;
	r->at += n;
	return n > 0 || fail(r, r->at, _("a value is expected here"));
}

/* A value, or the begin of one; DONE when it is whole. */
static bool
read_value(struct reading *r, bool *done)
{
	*done = true;
	switch (peek(r)) {
	case '{':
	case '[':
		return open_level(r, done);
	case '"':
		if (!read_string(r))
			return false;
		put_string(r);
		return !pj_builder_failed(r->b);
	default:
		return read_word(r);
	}
}

/* What follows a value: another one, then DONE is false, or an end. */
static bool
end_value(struct reading *r, bool *done)
{
	struct level *top = &r->levels[r->count - 1];
	char sign = peek(r);

	if (sign == ',') {
		r->at++;
		top->index++;
		*done = false;
		return begin_member(r);
	}
	if (sign != (top->object ? '}' : ']'))
		return fail(r, r->at,
		    top->object ? _("a comma or } is expected here")
				: _("a comma or ] is expected here"));
	r->at++;
	r->count--;
	return true;
}

/* All values: one in JSON, one a line in JSON Lines. */
static void
read_values(struct reading *r)
{
	bool done;

	while (peek(r) || r->at < r->text.len) {
		r->path.len = 0;
		do {
			if (!read_value(r, &done))
				return;
			while (done && r->count > 0)
				if (!end_value(r, &done))
					return;
		} while (!done);
	}
}

/* A pointer that leads nowhere was meant to lead somewhere. */
static void
tell_pointers(const struct reading *r)
{
	const struct pj_source *source = r->in->source;
	size_t i;

	for (i = 0; i < source->pointer_count; i++)
		if (!r->led[i])
			pj_note_add(r->in->notes, "json-pointer",
			    _("the JSON pointer %s leads to no string"),
			    source->pointers[i]);
}

bool
pj_doc_read_json(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	struct reading r = { .in = in, .text = in->text };
	bool ok = false;

	r.b = pj_builder_new(in->limits, in->deadline, in->notes);
	r.led = pj_arena_alloc(
	    in->arena, in->source->pointer_count, sizeof(*r.led));
	if (!r.b || !r.led) {
		pj_error_nomem(err);
		goto out;
	}
	r.base = pj_reading_base(in);
	r.fragment.b = r.b;
	read_values(&r);
	ok = pj_builder_finish(r.b, in->arena, out, err);
	if (ok && r.path.failed)
		ok = pj_error_nomem(err);
	if (ok)
		tell_pointers(&r);
out:
	pj_builder_free(r.b);
	mapped_free(&r.words);
	pj_buf_free(&r.path);
	free(r.levels);
	return ok;
}
