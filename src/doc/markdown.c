#include <md4c.h>

#include "fragment.h"
#include "markdown.h"
#include "pingjian/arena.h"
#include "pingjian/text.h"
#include "reference.h"

/*
 * What is read as Markdown is what GitHub reads, but for two things: words
 * set in by four spaces are words, for drafts are not programs; and notes
 * ([^1]: …) are words, too.
 */
#define FLAGS                                                                  \
	(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |          \
	    MD_FLAG_NOINDENTEDCODEBLOCKS)

/* Stands for code in a line, so that no word is made of its neighbours. */
#define CODE "`code`"

struct reading {
	const struct pj_reading *in;
	struct pj_builder *b;
	struct pj_str text; /* as written, without front matter */
	const char *parsed; /* the same bytes, as md4c sees them */
	uint32_t base;      /* of the text in the source */
	size_t last;        /* behind what was read last, in the text */
	struct pj_buf nest; /* 'q' or 'l' for each quotation and list open */
	enum pj_block_kind kind; /* of the block that is built */
	struct pj_block where;
	uint32_t tables;
	size_t cells;   /* of all tables, empty ones, too */
	bool titled;    /* a title was found, or words before any */
	bool code;      /* in a code block */
	bool in_html;   /* in a block of HTML */
	int hidden;     /* spans of code open */
	size_t line_at; /* how far lines were counted, in the source */
	uint32_t line;
	struct mapped html;
	struct fragment fragment;
};

static void
fail(struct reading *r, enum pj_code code, const char *message)
{
	struct pj_error err = { 0 };

	pj_error_set(&err, code, "%s", message);
	pj_builder_fail(r->b, &err);
}

/* Offset in the source of P, which md4c took from the text or made up. */
static uint32_t
source_of(const struct reading *r, const char *p)
{
	uintptr_t begin = (uintptr_t)r->parsed, at = (uintptr_t)p;

	if (at < begin || at > begin + r->text.len)
		return r->base + (uint32_t)r->last;
	return r->base + (uint32_t)(at - begin);
}

/* LEN bytes that md4c found at P, as they are written. */
static struct pj_str
written(struct reading *r, const char *p, size_t len)
{
	uintptr_t begin = (uintptr_t)r->parsed, at = (uintptr_t)p;

	if (at < begin || at + len > begin + r->text.len)
		return (struct pj_str){ p, len };
	r->last = at - begin + len;
	return (struct pj_str){ r->text.ptr + (at - begin), len };
}

static void
end_block(struct reading *r)
{
	pj_builder_end(r->b, r->kind, &r->where);
	r->fragment.words = r->fragment.space = false;
}

/* What words are where no block of their own says so. */
static void
set_kind(struct reading *r)
{
	size_t i;

	r->kind = PJ_BLOCK_PARAGRAPH;
	r->where = (struct pj_block){ 0 };
	if (r->nest.len == 0)
		return;
	if (r->nest.ptr[r->nest.len - 1] == 'q') {
		r->kind = PJ_BLOCK_QUOTE;
		return;
	}
	r->kind = PJ_BLOCK_LIST_ITEM;
	for (i = 0; i < r->nest.len; i++)
		r->where.level += r->nest.ptr[i] == 'l';
}

static void
open_nest(struct reading *r, char what)
{
	end_block(r);
	if (r->nest.len >= r->in->limits->depth)
		fail(r, PJ_ELIMIT,
		    _("elements are nested deeper than the limit allows"));
	pj_buf_putc(&r->nest, what);
	set_kind(r);
}

static void
close_nest(struct reading *r)
{
	end_block(r);
	if (r->nest.len > 0)
		r->nest.len--;
	set_kind(r);
}

/* The first heading, with nothing before it, is what the draft is called. */
static void
open_heading(struct reading *r, unsigned level)
{
	end_block(r);
	r->kind = PJ_BLOCK_HEADING;
	r->where = (struct pj_block){ .level = level };
	if (level == 1 && !r->titled) {
		r->kind = PJ_BLOCK_TITLE;
		r->where.level = 0;
	}
	r->titled = true;
}

/* md4c fills up short rows: a wide head and many lines make many cells. */
static void
open_cell(struct reading *r)
{
	end_block(r);
	if (++r->cells > PJ_PIECE_MAX)
		fail(r, PJ_ELIMIT, _("the tables have too many cells"));
	r->kind = PJ_BLOCK_CELL;
	r->where.column++;
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct reading *r = arg;

	switch (type) {
	case MD_BLOCK_QUOTE:
		open_nest(r, 'q');
		break;
	case MD_BLOCK_UL:
	case MD_BLOCK_OL:
		open_nest(r, 'l');
		break;
	case MD_BLOCK_H:
		open_heading(r, ((MD_BLOCK_H_DETAIL *)detail)->level);
		break;
	case MD_BLOCK_TABLE:
		end_block(r);
		r->where = (struct pj_block){ .table = ++r->tables };
		break;
	case MD_BLOCK_TR:
		r->where.row++;
		r->where.column = 0;
		break;
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		open_cell(r);
		break;
	case MD_BLOCK_CODE:
		r->code = true;
		break;
	case MD_BLOCK_HTML:
		mapped_clear(&r->html);
		r->in_html = true;
		break;
	default:
		break;
	}
	return pj_builder_failed(r->b);
}

/* The line of what is at OFFSET of the source, asked in order. */
static uint32_t
line_of(struct reading *r, size_t offset)
{
	const char *p = r->text.ptr - r->base, *at;

	while (offset > r->line_at &&
	       (at = memchr(p + r->line_at, '\n', offset - r->line_at))) {
		r->line++;
		r->line_at = (size_t)(at - p) + 1;
	}
	if (offset > r->line_at)
		r->line_at = offset;
	return r->line;
}

/* Get ready for a piece of a page. */
static void
prepare_fragment(struct reading *r)
{
	struct fragment *f = &r->fragment;

	f->base = f->kind = r->kind;
	f->where = r->where;
	f->tables = r->tables;
	f->hidden = NULL;
	f->line = r->html.count ? line_of(r, r->html.pieces[0].offset) : 0;
}

/* A piece of a page stands by itself. */
static void
put_html_block(struct reading *r)
{
	end_block(r);
	prepare_fragment(r);
	fragment_put(&r->fragment, &r->html);
	r->tables = r->fragment.tables;
	mapped_clear(&r->html);
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct reading *r = arg;

	(void)detail;
	switch (type) {
	case MD_BLOCK_QUOTE:
	case MD_BLOCK_UL:
	case MD_BLOCK_OL:
		close_nest(r);
		break;
	case MD_BLOCK_CODE:
		r->code = false;
		break;
	case MD_BLOCK_HTML:
		r->in_html = false;
		put_html_block(r);
		break;
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		end_block(r);
		break;
	case MD_BLOCK_THEAD:
	case MD_BLOCK_TBODY:
	case MD_BLOCK_TR:
		break;
	default:
		end_block(r);
		set_kind(r);
		break;
	}
	return pj_builder_failed(r->b);
}

/* The character that the reference S, md4c's, stands for, or its signs. */
static void
put_reference(struct reading *r, struct pj_str s, uint32_t offset)
{
	struct pj_buf buf = PJ_BUF_INIT;
	uint32_t cp;

	if (reference_read(s, 0, &cp) == s.len) {
		pj_buf_put_cp(&buf, cp);
		s = pj_buf_str(&buf);
	}
	pj_builder_text(r->b, s, 0, offset);
	if (buf.failed)
		fail(r, PJ_ENOMEM, _("out of memory"));
	pj_buf_free(&buf);
}

/* What a picture or a link says when it is pointed at: beside the text. */
static void
put_title(struct reading *r, const MD_ATTRIBUTE *title)
{
	size_t i;

	if (title->size == 0)
		return;
	pj_builder_push(r->b);
	for (i = 0; title->substr_offsets[i] < title->size; i++) {
		const char *p = title->text + title->substr_offsets[i];
		size_t len =
		    title->substr_offsets[i + 1] - title->substr_offsets[i];
		uint32_t offset = source_of(r, p);

		if (title->substr_types[i] == MD_TEXT_ENTITY)
			put_reference(r, (struct pj_str){ p, len }, offset);
		else if (title->substr_types[i] == MD_TEXT_NORMAL)
			pj_builder_text(
			    r->b, (struct pj_str){ p, len }, 0, offset);
	}
	pj_builder_end(r->b, PJ_BLOCK_ALT, NULL);
	pj_builder_pop(r->b);
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct reading *r = arg;

	if (type == MD_SPAN_IMG)
		pj_builder_push(r->b);
	else if (type == MD_SPAN_CODE && r->hidden++ == 0)
		pj_builder_text(
		    r->b, pj_str(CODE), 0, r->base + (uint32_t)r->last);
	(void)detail;
	return pj_builder_failed(r->b);
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct reading *r = arg;

	if (type == MD_SPAN_CODE) {
		r->hidden--;
	} else if (type == MD_SPAN_IMG) {
		pj_builder_end(r->b, PJ_BLOCK_ALT, NULL);
		pj_builder_pop(r->b);
		put_title(r, &((MD_SPAN_IMG_DETAIL *)detail)->title);
	} else if (type == MD_SPAN_A) {
		put_title(r, &((MD_SPAN_A_DETAIL *)detail)->title);
	}
	return pj_builder_failed(r->b);
}

/* A tag or comment within a line. */
static void
put_inline_html(struct reading *r, struct pj_str s, uint32_t offset)
{
	mapped_clear(&r->html);
	mapped_add(&r->html, s, offset);
	prepare_fragment(r);
	r->fragment.words = true;
	fragment_put_inline(&r->fragment, &r->html);
	mapped_clear(&r->html);
}

/* A line end in a paragraph; but a note begins a line of its own. */
static void
put_line_end(struct reading *r)
{
	struct pj_str s = r->text;
	size_t at = r->last;

	while (at < s.len && (unsigned char)s.ptr[at] <= ' ')
		at++;
	if (s.len - at > 2 && !memcmp(s.ptr + at, "[^", 2))
		end_block(r);
	else
		pj_builder_text(
		    r->b, pj_str("\n"), 0, r->base + (uint32_t)r->last);
}

static int
text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE len, void *arg)
{
	struct reading *r = arg;
	uint32_t offset = source_of(r, p);
	struct pj_str s = written(r, p, len);

	if (r->code || r->hidden > 0)
		return 0;
	switch (type) {
	case MD_TEXT_BR:
		end_block(r);
		break;
	case MD_TEXT_SOFTBR:
		put_line_end(r);
		break;
	case MD_TEXT_ENTITY:
		put_reference(r, s, offset);
		break;
	case MD_TEXT_HTML:
		if (r->in_html)
			mapped_add(&r->html, s, offset);
		else
			put_inline_html(r, s, offset);
		break;
	case MD_TEXT_NORMAL:
		pj_builder_text(r->b, s, 0, offset);
		break;
	default:
		break;
	}
	r->titled = true;
	return pj_builder_failed(r->b);
}

static void
parse(struct reading *r)
{
	const MD_PARSER parser = {
		.flags = FLAGS,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = text,
	};

	if (markdown_is_dense(r->text, r->in->limits->depth)) {
		fail(r, PJ_ELIMIT,
		    _("a paragraph has too many lines and signs of markup"));
		return;
	}
	r->parsed = markdown_without_notes(r->in->arena, r->text);
	if (!r->parsed ||
	    (md_parse(r->parsed, (MD_SIZE)r->text.len, &parser, r) != 0 &&
		!pj_builder_failed(r->b)))
		fail(r, PJ_ENOMEM, _("out of memory"));
	if (r->nest.failed)
		fail(r, PJ_ENOMEM, _("out of memory"));
}

bool
pj_doc_read_markdown(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	struct reading r = { .in = in, .text = in->text };
	size_t front;
	bool ok;

	r.b = pj_builder_new(in->limits, in->deadline, in->notes);
	if (!r.b)
		return pj_error_nomem(err);
	r.fragment.b = r.b;
	r.base = pj_reading_base(in);
	r.line_at = r.base;
	r.line = 1;
	front = markdown_front(r.b, r.text, r.base);
	r.base += (uint32_t)front;
	r.text.ptr += front;
	r.text.len -= front;
	parse(&r);
	ok = pj_builder_finish(r.b, in->arena, out, err);
	pj_builder_free(r.b);
	mapped_free(&r.html);
	pj_buf_free(&r.nest);
	return ok;
}
