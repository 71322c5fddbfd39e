#include <strings.h>

#include "fragment.h"
#include "html.h"
#include "pingjian/markup.h"
#include "reference.h"

/* Names are compared where they stand; none of ours is longer. */
#define NAME_SIZE 16

/* The name of the tag TOKEN in NAME, "" where it is too long for one. */
static void
name_of(const struct pj_markup_token *token, char name[NAME_SIZE])
{
	size_t len = token->inner.len < NAME_SIZE ? token->inner.len : 0;

	memcpy(name, token->inner.ptr, len);
	name[len] = '\0';
}

/* An element that html_tag.c does not list, since it changes nothing. */
static bool
is_inline(const char *name)
{
	static const char *const names[] = { "a", "b", "big", "code", "del",
		"em", "font", "i", "img", "ins", "mark", "ruby", "s", "small",
		"span", "strike", "strong", "sub", "sup", "u" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcasecmp(name, names[i]))
			return true;
	return false;
}

bool
fragment_is(struct pj_str s)
{
	struct pj_markup markup = { .text = s };
	struct pj_markup_token token;
	char name[NAME_SIZE];

	if (s.len == 0 || !memchr(s.ptr, '<', s.len))
		return false;
	while (pj_markup_next(&markup, &token)) {
		if (token.kind != PJ_MARKUP_START &&
		    token.kind != PJ_MARKUP_CLOSE)
			continue;
		name_of(&token, name);
		if (html_tag_find(name)->role != HTML_INLINE || is_inline(name))
			return true;
	}
	return false;
}

static void
end_block(struct fragment *f)
{
	pj_builder_end(f->b, f->kind, &f->where);
	f->words = f->space = false;
}

/* The white space before further words of a block. */
static void
put_space(struct fragment *f)
{
	if (f->space && f->words)
		pj_builder_text(f->b, pj_str(" "), 0, (uint32_t)f->space_at);
	f->space = false;
	f->words = true;
}

/* The code point CP, written at byte AT of the piece. */
static void
put_cp(struct fragment *f, uint32_t cp, size_t at)
{
	struct pj_buf buf = PJ_BUF_INIT;

	put_space(f);
	pj_buf_put_cp(&buf, cp);
	if (!buf.failed)
		pj_builder_text(f->b, pj_buf_str(&buf), 0,
		    (uint32_t)mapped_offset(f->m, at));
	pj_buf_free(&buf);
}

/* White space at either end waits for words beyond it. */
static void
put_stretch(struct fragment *f, size_t begin, size_t end)
{
	const char *p = f->m->text.ptr;
	size_t last = end;

	if (begin < end && (unsigned char)p[begin] <= ' ' && !f->space) {
		f->space = true;
		f->space_at = mapped_offset(f->m, begin);
	}
	while (begin < end && (unsigned char)p[begin] <= ' ')
		begin++;
	while (last > begin && (unsigned char)p[last - 1] <= ' ')
		last--;
	if (begin == last)
		return;
	put_space(f);
	mapped_put(f->m,
	    (struct pj_text_span){ (uint32_t)begin, (uint32_t)last }, f->b, 0);
	if (last < end) {
		f->space = true;
		f->space_at = mapped_offset(f->m, last);
	}
}

/* Words with references, which stand at byte AT of the piece. */
static void
put_words(struct fragment *f, size_t at, size_t end)
{
	struct pj_str s = pj_buf_str(&f->m->text);
	size_t begin = at;
	uint32_t cp;

	s.len = end;
	while (at < end) {
		const char *found = memchr(s.ptr + at, '&', end - at);
		size_t next;

		at = found ? (size_t)(found - s.ptr) : end;
		next = at < end ? reference_read(s, at, &cp) : at;
		if (next > at) {
			put_stretch(f, begin, at);
			put_cp(f, cp, at);
			begin = at = next;
		} else if (at < end) {
			at++;
		}
	}
	put_stretch(f, begin, end);
}

/* An attribute of bytes NAME whose value is words. */
static bool
attribute_kind(struct pj_str name, enum pj_block_kind *kind)
{
	static const struct {
		const char *name;
		enum pj_block_kind kind;
	} screened[] = {
		{ "alt", PJ_BLOCK_ALT },
		{ "title", PJ_BLOCK_ALT },
		{ "aria-label", PJ_BLOCK_ALT },
		{ "placeholder", PJ_BLOCK_FIELD },
	};
	size_t i;

	for (i = 0; i < sizeof(screened) / sizeof(screened[0]); i++)
		if (name.len == strlen(screened[i].name) &&
		    !strncasecmp(name.ptr, screened[i].name, name.len)) {
			*kind = screened[i].kind;
			return true;
		}
	return false;
}

/* Behind the white space and "/" at AT of S. */
static size_t
skip_space(struct pj_str s, size_t at)
{
	while (
	    at < s.len && ((unsigned char)s.ptr[at] <= ' ' || s.ptr[at] == '/'))
		at++;
	return at;
}

/* Behind what at AT of S is no white space, nor STOP. */
static size_t
skip_word(struct pj_str s, size_t at, char stop)
{
	while (
	    at < s.len && (unsigned char)s.ptr[at] > ' ' && s.ptr[at] != stop)
		at++;
	return at;
}

/* A value from BEGIN to END of the piece is a block beside the text. */
static void
put_attribute(
    struct fragment *f, size_t begin, size_t end, enum pj_block_kind kind)
{
	struct pj_block where = f->where;
	bool words = f->words, space = f->space;
	size_t space_at = f->space_at;

	where.level = 0;
	f->words = f->space = false;
	pj_builder_push(f->b);
	put_words(f, begin, end);
	pj_builder_end(f->b, kind, &where);
	pj_builder_pop(f->b);
	f->words = words;
	f->space = space;
	f->space_at = space_at;
}

/*
 * The value at AT, behind "=": BEGIN and END are its own, without quotation
 * marks.  Returns what is behind it.
 */
static size_t
take_value(struct pj_str s, size_t at, size_t *begin, size_t *end)
{
	const char *close;
	char mark;

	at = skip_space(s, at);
	mark = at < s.len ? s.ptr[at] : 0;
	*begin = at;
	if (mark != '"' && mark != '\'')
		return *end = skip_word(s, at, '\0');
	close = memchr(s.ptr + at + 1, mark, s.len - at - 1);
	*begin = at + 1;
	*end = close ? (size_t)(close - s.ptr) : s.len;
	return close ? *end + 1 : s.len;
}

/* The attributes of a start tag from byte AT, behind its name, to END. */
static void
put_attributes(struct fragment *f, size_t at, size_t end)
{
	struct pj_str s = { f->m->text.ptr, end };
	enum pj_block_kind kind;
	size_t begin, from, to;
	struct pj_str name;

	while ((at = skip_space(s, at)) < end) {
		begin = at;
		at = skip_word(s, at + 1, '=');
		name = (struct pj_str){ s.ptr + begin, at - begin };
		begin = skip_space(s, at);
		if (begin == end || s.ptr[begin] != '=')
			continue;
		at = take_value(s, begin + 1, &from, &to);
		if (attribute_kind(name, &kind))
			put_attribute(f, from, to, kind);
	}
}

/* What the words behind a start tag of TAG are. */
static void
enter(struct fragment *f, const struct html_tag *tag)
{
	switch (tag->role) {
	case HTML_TABLE:
		f->tables++;
		f->rows = f->columns = 0;
		break;
	case HTML_ROW:
		f->rows++;
		f->columns = 0;
		break;
	case HTML_CELL:
		f->where.table = f->tables ? f->tables : 1;
		f->where.row = f->rows ? f->rows : 1;
		f->where.column = ++f->columns;
		/* fall through */
	case HTML_KIND:
	case HTML_TITLE:
	case HTML_QUOTE:
	case HTML_ITEM:
	case HTML_AREA:
		f->kind = tag->kind;
		f->where.level = tag->role == HTML_ITEM ? 1 : tag->level;
		break;
	default:
		break;
	}
}

/* What the words behind the end of TAG are: nothing in particular. */
static void
leave(struct fragment *f, const struct html_tag *tag)
{
	if (tag->role == HTML_INLINE || tag->role == HTML_BLOCK)
		return;
	f->kind = f->base;
	f->where = (struct pj_block){ 0 };
}

/* A tag TOKEN, of which byte AT is the first. */
static void
put_tag(struct fragment *f, const struct pj_markup_token *token, size_t at)
{
	const struct html_tag *tag;
	char name[NAME_SIZE];
	bool start = token->kind == PJ_MARKUP_START;
	size_t end = at + token->all.len;

	end -= token->all.ptr[token->all.len - 1] == '>'; /* not cut off */
	name_of(token, name);
	tag = html_tag_find(name);
	if (f->hidden) {
		if (!start && tag == f->hidden)
			f->hidden = NULL;
		return;
	}
	if (tag->role != HTML_INLINE && tag->role != HTML_SKIP)
		end_block(f);
	if (start && tag->role != HTML_SKIP)
		put_attributes(f, at + 1 + token->inner.len, end);
	if (!start)
		leave(f, tag);
	else if (tag->role == HTML_SKIP && !token->closed)
		f->hidden = tag;
	else
		enter(f, tag);
}

/* A comment that is for this program. */
static void
put_comment(struct fragment *f, struct pj_str words)
{
	static const char begin[] = "pingjian-";
	const char *p = f->m->text.ptr, *end;
	uint32_t line = f->line;

	while (words.len > 0 && (unsigned char)words.ptr[0] <= ' ') {
		words.ptr++;
		words.len--;
	}
	while (words.len > 0 && (unsigned char)words.ptr[words.len - 1] <= ' ')
		words.len--;
	if (words.len < sizeof(begin) - 1 ||
	    memcmp(words.ptr, begin, sizeof(begin) - 1))
		return;
	end = words.ptr;
	while (line > 0 && (p = memchr(p, '\n', (size_t)(end - p)))) {
		line++;
		p++;
	}
	pj_builder_directive(f->b, words, line);
}

void
fragment_put_inline(struct fragment *f, const struct mapped *m)
{
	struct pj_markup markup = { .text = pj_buf_str(&m->text) };
	struct pj_markup_token token;

	if (!mapped_is_whole(m, f->b))
		return;
	f->m = m;
	while (!pj_builder_failed(f->b) && pj_markup_next(&markup, &token)) {
		size_t at = (size_t)(token.all.ptr - m->text.ptr);

		switch (token.kind) {
		case PJ_MARKUP_TEXT:
		case PJ_MARKUP_WORDS:
			if (!f->hidden)
				put_words(f, at, at + token.all.len);
			break;
		case PJ_MARKUP_START:
		case PJ_MARKUP_CLOSE:
			put_tag(f, &token, at);
			break;
		case PJ_MARKUP_COMMENT:
			put_comment(f, token.inner);
			break;
		case PJ_MARKUP_SCRIPT:
		case PJ_MARKUP_OTHER:
			break;
		}
	}
}

void
fragment_put(struct fragment *f, const struct mapped *m)
{
	fragment_put_inline(f, m);
	end_block(f);
	f->kind = f->base;
	f->where = (struct pj_block){ 0 };
	f->hidden = NULL;
}
