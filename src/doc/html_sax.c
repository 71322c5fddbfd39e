#include <stdlib.h>
#include <strings.h>

#include "html.h"
#include "pingjian/text.h"

/* Columns that one cell may claim to span. */
#define SPAN_MAX 1000

/*
 * An element that is open.  What its words are is known when it begins and
 * handed down to the elements in it.
 */
struct element {
	const struct html_tag *tag;
	enum pj_block_kind kind;
	struct pj_block where; /* level, table, row and column */
	uint32_t lists;        /* open lists */
	size_t table;          /* the table it stands in; the root is one */
	uint32_t table_number;
	uint32_t rows; /* of a table, so far */
	uint32_t columns;
	bool skip;
	bool drawing;
	bool pre;
};

struct html_reader {
	struct pj_builder *b;
	struct element *stack; /* the root first; never empty */
	size_t count;
	size_t cap;
	uint32_t max_depth;
	uint32_t tables;
	uint32_t node;       /* ordinal of the last one */
	bool in_text;        /* the last event was text of node `node` */
	uint32_t text_at;    /* bytes of that node so far */
	bool has_words;      /* in the block that is being built */
	bool space;          /* before the next word of it */
	uint32_t space_node; /* where that stood */
	uint32_t space_at;
	const char *sign;   /* of a choice, before the next words; or NULL */
	uint32_t sign_node; /* the choice */
	bool has_sign;      /* in the block that is being built */
};

/* The element whose content is being read. */
static struct element *
top(struct html_reader *r)
{
	return &r->stack[r->count - 1];
}

struct html_reader *
html_reader_new(const struct pj_reading *in, struct pj_builder *builder)
{
	struct html_reader *r = calloc(1, sizeof(*r));

	if (!r)
		return NULL;
	r->b = builder;
	/* html.c puts the page into two elements, and the root is one. */
	r->max_depth = in->limits->depth;
	r->stack = pj_grow(NULL, &r->cap, 1, sizeof(*r->stack));
	if (!r->stack) {
		free(r);
		return NULL;
	}
	r->stack[0] = (struct element){ .tag = html_tag_find("") };
	r->count = 1;
	return r;
}

void
html_reader_free(struct html_reader *r)
{
	if (!r)
		return;
	free(r->stack);
	free(r);
}

/* What a browser collapses: not U+00A0, nor the wide space U+3000. */
static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/*
 * The sign of a choice, as a reader sees it: what stands behind it is not
 * a word of the text but something to tick.
 */
static void
put_sign(struct html_reader *r)
{
	if (!r->sign)
		return;
	if (r->space && r->has_words)
		pj_builder_text(r->b, pj_str(" "), r->space_node, r->space_at);
	pj_builder_text(r->b, pj_str(r->sign), r->sign_node, 0);
	r->has_words = r->has_sign = true;
	r->space = false;
	r->sign = NULL;
}

/*
 * A sign that still waits at the end of a block belongs to the words before
 * it (男 ○).  Alone it goes in front of them, where signs stand in forms;
 * with others (男 ○女 ○) it shows where it is.
 */
static void
settle_sign(struct html_reader *r)
{
	if (!r->sign || !r->has_words)
		return;
	if (r->has_sign)
		put_sign(r);
	else
		pj_builder_text_first(r->b, pj_str(r->sign), r->sign_node, 0);
	r->sign = NULL;
}

/* End the block that is being built, as what the open element says. */
static void
end_block(struct html_reader *r)
{
	const struct element *e = top(r);

	pj_builder_end(r->b, e->kind, &e->where);
	r->has_words = r->has_sign = false;
	r->space = false;
}

/* Words of node NODE from OFFSET on, one space for any run of them. */
static void
put_collapsed(struct html_reader *r, struct pj_str text, uint32_t node,
    uint32_t offset, bool lines)
{
	size_t at = 0, begin;

	while (at < text.len) {
		begin = at;
		while (at < text.len && !is_space(text.ptr[at]))
			at++;
		if (at > begin) {
			put_sign(r);
			if (r->space && r->has_words)
				pj_builder_text(r->b, pj_str(" "),
				    r->space_node, r->space_at);
			pj_builder_text(r->b,
			    (struct pj_str){ text.ptr + begin, at - begin },
			    node, offset + (uint32_t)begin);
			r->has_words = true;
			r->space = false;
		}
		for (; at < text.len && is_space(text.ptr[at]); at++) {
			if (lines && text.ptr[at] == '\n') {
				settle_sign(r);
				end_block(r);
			}
			if (r->space)
				continue;
			r->space = true;
			r->space_node = node;
			r->space_at = offset + (uint32_t)at;
		}
	}
}

/* An attribute is a block beside the one that is being built. */
static void
put_attribute(struct html_reader *r, const char *value, enum pj_block_kind kind)
{
	bool has_words = r->has_words, has_sign = r->has_sign;
	bool space = r->space;
	uint32_t space_node = r->space_node, space_at = r->space_at;
	const char *sign = r->sign;
	struct pj_block where = top(r)->where;

	where.level = 0;
	pj_builder_push(r->b);
	r->has_words = r->has_sign = r->space = false;
	r->sign = NULL;
	put_collapsed(r, pj_str(value), ++r->node, 0, false);
	pj_builder_end(r->b, kind, &where);
	pj_builder_pop(r->b);
	r->has_words = has_words;
	r->has_sign = has_sign;
	r->space = space;
	r->space_node = space_node;
	r->space_at = space_at;
	r->sign = sign;
}

/* In the order in which they are written. */
static void
put_attributes(
    struct html_reader *r, const char *name, const char *const *attributes)
{
	const char *const *a;
	enum pj_block_kind kind;

	for (a = attributes; a && a[0]; a += 2)
		if (a[1] && html_attribute_kind(name, a[0], attributes, &kind))
			put_attribute(r, a[1], kind);
}

/* Cells are numbered as they are written; COLSPAN moves those behind. */
static void
start_cell(
    struct html_reader *r, struct element *e, const char *const *attributes)
{
	struct element *table = &r->stack[e->table];
	long span = 1;

	for (; attributes && attributes[0]; attributes += 2)
		if (!strcasecmp(attributes[0], "colspan") && attributes[1])
			span = strtol(attributes[1], NULL, 10);
	if (span < 1 || span > SPAN_MAX)
		span = 1;
	/* A piece of a table may come without its begin. */
	if (table->table_number == 0)
		table->table_number = ++r->tables;
	if (table->rows == 0)
		table->rows = 1;
	e->where.table = table->table_number;
	e->where.row = table->rows;
	e->where.column = table->columns + 1;
	table->columns += (uint32_t)span;
}

/*
 * A radio button or a check box waits for the words behind it, which may
 * stand in a label of their own; any other element ends the waiting.
 */
static void
note_choice(
    struct html_reader *r, const char *name, const char *const *attributes)
{
	if (!strcasecmp(name, "input"))
		r->sign = html_choice_sign(attributes);
	if (!strcasecmp(name, "input") && r->sign)
		r->sign_node = ++r->node;
	else if (top(r)->tag->role != HTML_INLINE && strcasecmp(name, "label"))
		r->sign = NULL;
}

/* What E, a copy of its parent, is by its own tag. */
static void
apply_role(
    struct html_reader *r, struct element *e, const char *const *attributes)
{
	switch (e->tag->role) {
	case HTML_SKIP:
		e->skip = true;
		break;
	case HTML_DRAWING:
		e->skip = e->drawing = true;
		break;
	case HTML_TITLE:
		e->kind = e->drawing ? PJ_BLOCK_ALT : PJ_BLOCK_TITLE;
		e->where.level = 0;
		e->skip = e->skip && !e->drawing;
		break;
	case HTML_LIST:
		e->lists++;
		break;
	case HTML_TABLE:
		e->table = r->count;
		e->table_number = ++r->tables;
		e->rows = e->columns = 0;
		break;
	case HTML_ROW:
		r->stack[e->table].rows++;
		r->stack[e->table].columns = 0;
		break;
	case HTML_CELL:
		start_cell(r, e, attributes);
		/* fall through */
	case HTML_KIND:
	case HTML_QUOTE:
	case HTML_ITEM:
		e->kind = e->tag->kind;
		e->where.level = e->tag->level;
		if (e->tag->role == HTML_ITEM)
			e->where.level = e->lists ? e->lists : 1;
		break;
	case HTML_AREA:
		e->kind = e->tag->kind;
		e->where.level = 0;
		/* fall through */
	case HTML_PRE:
		e->pre = true;
		break;
	case HTML_INLINE:
	case HTML_BLOCK:
		break;
	}
}

/* Room for one more element, if it is not nested too deep. */
static bool
grow_stack(struct html_reader *r)
{
	struct pj_error err = { 0 };
	struct element *stack;

	if (r->count - 1 >= (size_t)r->max_depth + 2) {
		pj_error_set(&err, PJ_ELIMIT,
		    _("elements are nested deeper than the limit of %u"),
		    r->max_depth);
		pj_builder_fail(r->b, &err);
		return false;
	}
	stack = pj_grow(r->stack, &r->cap, r->count + 1, sizeof(*stack));
	if (!stack) {
		pj_error_nomem(&err);
		pj_builder_fail(r->b, &err);
		return false;
	}
	r->stack = stack;
	return true;
}

/* In a drawing, only its title and description are words. */
static bool
is_description(const struct element *e, const char *name)
{
	return e->drawing && !strcasecmp(name, "desc");
}

/*
 * The block so far is that of the parent, so it ends first; then come the
 * attributes, and only then is the element itself open.
 */
void
html_start(
    struct html_reader *r, const char *name, const char *const *attributes)
{
	struct element e;

	if (pj_builder_failed(r->b) || !grow_stack(r))
		return;
	e = *top(r);
	e.tag = html_tag_find(name);
	r->in_text = false;
	if (e.tag->role != HTML_INLINE && e.tag->role != HTML_SKIP &&
	    e.tag->role != HTML_DRAWING && !e.skip) {
		if (strcasecmp(name, "label")) /* it may be the sign's own */
			settle_sign(r);
		end_block(r);
	}
	if (!e.skip && e.tag->role != HTML_SKIP)
		put_attributes(r, name, attributes);
	if (is_description(&e, name)) {
		e.kind = PJ_BLOCK_ALT;
		e.skip = false;
	} else {
		apply_role(r, &e, attributes);
	}
	/* Words in a drawing stand beside the text around it. */
	if (e.drawing && !e.skip)
		pj_builder_push(r->b);
	r->stack[r->count++] = e;
	if (!e.skip)
		note_choice(r, name, attributes);
}

/* What is in the element ends with it, as what the element says. */
static void
close_element(struct html_reader *r)
{
	struct element *e = top(r);

	if (e->drawing && !e->skip) {
		end_block(r);
		pj_builder_pop(r->b);
	} else if (e->tag->role != HTML_INLINE && !e->skip) {
		settle_sign(r);
		end_block(r);
		r->sign = NULL;
	}
	r->count--;
}

void
html_end(struct html_reader *r, const char *name)
{
	(void)name; /* libxml2 pairs every end with its begin */
	r->in_text = false;
	if (!pj_builder_failed(r->b) && r->count > 1)
		close_element(r);
}

/* Skipped text is counted, too: node numbers are those of the page. */
void
html_text(struct html_reader *r, struct pj_str text)
{
	const struct element *e = top(r);

	if (pj_builder_failed(r->b) || text.len == 0)
		return;
	if (!r->in_text) {
		r->in_text = true;
		r->node++;
		r->text_at = 0;
	}
	if (!e->skip)
		put_collapsed(r, text, r->node, r->text_at, e->pre);
	r->text_at += (uint32_t)text.len;
}

/* A comment in a script or template is not one of the page. */
void
html_comment(struct html_reader *r, struct pj_str text, uint32_t line)
{
	static const char word[] = "pingjian-";

	r->in_text = false;
	while (text.len > 0 && is_space(text.ptr[0])) {
		line += text.ptr[0] == '\n';
		text.ptr++;
		text.len--;
	}
	while (text.len > 0 && is_space(text.ptr[text.len - 1]))
		text.len--;
	if (!top(r)->skip && text.len >= sizeof(word) - 1 &&
	    !memcmp(text.ptr, word, sizeof(word) - 1))
		pj_builder_directive(r->b, text, line);
}
