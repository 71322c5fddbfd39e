#include <assert.h>
#include <stdlib.h>

#include <unicode/uchar.h>

#include "builder.h"
#include "pingjian/text.h"
#include "pingjian/utf8.h"

void *
builder_add(struct pj_builder *b, struct builder_list *list, size_t size)
{
	void *items;
	char *item;

	if (list->count >= PJ_PIECE_MAX) {
		pj_error_set(&b->err, PJ_ELIMIT,
		    _("the text is in more pieces than the limit of %zu"),
		    PJ_PIECE_MAX);
		return NULL;
	}
	items = pj_grow(list->items, &list->cap, list->count + 1, size);
	if (!items) {
		pj_error_nomem(&b->err);
		return NULL;
	}
	list->items = items;
	item = (char *)items + list->count++ * size;
	memset(item, 0, size);
	return item;
}

/* What is set aside last; a builder that did not fail has one. */
static struct builder_frame *
top(struct pj_builder *b)
{
	return (struct builder_frame *)b->frames.items + (b->frames.count - 1);
}

struct pj_builder *
pj_builder_new(const struct pj_limits *limits, struct pj_deadline deadline,
    struct pj_notes *notes)
{
	struct pj_builder *b = calloc(1, sizeof(*b));

	if (!b)
		return NULL;
	b->limits = *limits;
	b->deadline = deadline;
	b->notes = notes;
	if (!builder_add(b, &b->frames, sizeof(struct builder_frame))) {
		free(b);
		return NULL;
	}
	return b;
}

void
pj_builder_free(struct pj_builder *b)
{
	const struct builder_part *parts;
	size_t i;

	if (!b)
		return;
	parts = b->parts.items;
	for (i = 0; i < b->parts.count; i++)
		free(parts[i].name);
	pj_buf_free(&b->text);
	pj_buf_free(&b->pending);
	pj_buf_free(&b->words);
	free(b->blocks.items);
	free(b->runs.items);
	free(b->pending_runs.items);
	free(b->directives.items);
	free(b->pending_directives.items);
	free(b->parts.items);
	free(b->part_order.items);
	free(b->frames.items);
	free(b->addresses.items);
	free(b);
}

bool
pj_builder_failed(const struct pj_builder *b)
{
	return b->err.code != PJ_OK;
}

void
pj_builder_fail(struct pj_builder *b, const struct pj_error *err)
{
	assert(err->code != PJ_OK);
	if (!pj_builder_failed(b))
		b->err = *err;
}

size_t
pj_builder_size(const struct pj_builder *b)
{
	return b->is_lent ? b->lent.len : b->text.len + b->pending.len;
}

void
builder_look_at_clock(struct pj_builder *b)
{
	b->since_clock = 0;
	if (pj_deadline_passed(b->deadline))
		pj_error_set(&b->err, PJ_ELIMIT,
		    _("reading took longer than the limit of %u seconds"),
		    b->limits.seconds);
}

bool
builder_spend(struct pj_builder *b, size_t more)
{
	size_t max = b->limits.unpacked_bytes, size = pj_builder_size(b);

	if (max > PJ_TEXT_MAX)
		max = PJ_TEXT_MAX;
	if (more > max || size > max - more)
		return pj_error_set(&b->err, PJ_ELIMIT,
		    _("the text is larger than the limit of %zu bytes"), max);
	b->since_clock += more + BUILDER_CLOCK_BYTES / BUILDER_CLOCK_BLOCKS;
	if (b->since_clock >= BUILDER_CLOCK_BYTES)
		builder_look_at_clock(b);
	return !pj_builder_failed(b);
}

/* Where NAME stands, or belongs, in the order of names. */
static size_t
find_part(const struct pj_builder *b, const char *name)
{
	const struct builder_part *parts = b->parts.items;
	const uint32_t *order = b->part_order.items;
	size_t lo = 0, hi = b->part_order.count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(parts[order[mid]].name, name) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void
pj_builder_part(struct pj_builder *b, const char *name)
{
	const struct builder_part *parts = b->parts.items;
	struct builder_part *part;
	uint32_t *order = b->part_order.items;
	size_t at;

	if (pj_builder_failed(b))
		return;
	at = find_part(b, name);
	if (at < b->part_order.count && !strcmp(parts[order[at]].name, name)) {
		b->part = order[at];
		return;
	}
	part = builder_add(b, &b->parts, sizeof(*part));
	if (!part || !builder_add(b, &b->part_order, sizeof(*order)))
		return;
	part->name = strdup(name);
	if (!part->name) {
		pj_error_nomem(&b->err);
		return;
	}
	b->part = (uint32_t)(b->parts.count - 1);
	order = b->part_order.items;
	memmove(order + at + 1, order + at,
	    (b->part_order.count - 1 - at) * sizeof(*order));
	order[at] = b->part;
}

struct builder_part *
builder_part(struct pj_builder *b)
{
	if (b->parts.count == 0)
		pj_builder_part(b, "");
	if (pj_builder_failed(b))
		return NULL;
	return (struct builder_part *)b->parts.items + b->part;
}

/* Does text at offset AT, from NODE and OFFSET, go on where LAST goes? */
static bool
runs_on(const struct pj_builder *b, const struct pj_run *last, size_t at,
    uint32_t node, uint32_t offset)
{
	return last->part == b->part && last->node == node &&
	       last->address == b->address &&
	       last->offset + (at - last->begin) == offset;
}

/*
 * Text goes to the innermost frame; a run is told only where text does not
 * simply go on.
 */
void
pj_builder_text(
    struct pj_builder *b, struct pj_str s, uint32_t node, uint32_t offset)
{
	struct pj_run *run;
	size_t count;

	assert(!b->is_lent);
	if (pj_builder_failed(b) || s.len == 0 || !builder_spend(b, s.len) ||
	    !builder_part(b))
		return;
	count = b->pending_runs.count;
	run = b->pending_runs.items;
	if (count == top(b)->runs ||
	    !runs_on(b, &run[count - 1], b->pending.len, node, offset)) {
		run = builder_add(b, &b->pending_runs, sizeof(*run));
		if (!run)
			return;
		run->begin = (uint32_t)b->pending.len;
		run->part = b->part;
		run->node = node;
		run->offset = offset;
		run->address = b->address;
	}
	pj_buf_add(&b->pending, s.ptr, s.len);
	if (b->pending.failed)
		pj_error_nomem(&b->err);
}

void
pj_builder_text_first(
    struct pj_builder *b, struct pj_str s, uint32_t node, uint32_t offset)
{
	size_t runs = b->pending_runs.count, len = b->pending.len, begin, i;
	struct builder_directive *directive;
	struct pj_run *run, last;
	char *text;

	pj_builder_text(b, s, node, offset);
	if (pj_builder_failed(b) || s.len == 0)
		return;
	assert(b->pending_runs.count == runs + 1);
	begin = top(b)->text;
	text = b->pending.ptr + begin;
	memmove(text + s.len, text, len - begin);
	memcpy(text, s.ptr, s.len);
	run = (struct pj_run *)b->pending_runs.items + top(b)->runs;
	runs -= top(b)->runs;
	last = run[runs];
	for (i = runs; i > 0; i--) {
		run[i] = run[i - 1];
		run[i].begin += (uint32_t)s.len;
	}
	run[0] = last;
	run[0].begin = (uint32_t)begin;
	directive = b->pending_directives.items;
	for (i = top(b)->directives; i < b->pending_directives.count; i++)
		directive[i].at += s.len;
}

/* White space, or signs that leave no mark on paper at all. */
static bool
is_blank(struct pj_str s)
{
	size_t at = 0;

	while (at < s.len) {
		uint32_t cp = pj_utf8_next(s, &at);

		if (cp > 0x20 && cp < 0x7F)
			return false;
		if (!u_isUWhiteSpace((UChar32)cp) &&
		    u_charType((UChar32)cp) != U_FORMAT_CHAR &&
		    u_charType((UChar32)cp) != U_CONTROL_CHAR)
			return false;
	}
	return true;
}

void
builder_add_block(struct pj_builder *b, struct pj_text_span at,
    enum pj_block_kind kind, const struct pj_block *template)
{
	struct builder_part *part = builder_part(b);
	struct pj_block *block;

	if (!part)
		return;
	block = builder_add(b, &b->blocks, sizeof(*block));
	if (!block)
		return;
	if (template)
		*block = *template;
	block->at = at;
	block->kind = kind;
	block->part = b->part;
	block->paragraph = ++part->paragraphs;
}

/*
 * Move the directives of FRAME out of the pending list.  KEPT tells
 * whether its text was moved too, to BEGIN of the text.
 */
static void
move_directives(struct pj_builder *b, const struct builder_frame *frame,
    size_t begin, bool kept)
{
	const struct builder_directive *from = b->pending_directives.items;
	struct builder_directive *to;
	size_t i;

	for (i = frame->directives; i < b->pending_directives.count; i++) {
		to = builder_add(b, &b->directives, sizeof(*to));
		if (!to)
			return;
		*to = from[i];
		to->at = kept ? begin + (from[i].at - frame->text) : begin;
	}
	b->pending_directives.count = frame->directives;
}

/* Move text and runs of FRAME to the end of the text. */
static void
move_text(struct pj_builder *b, const struct builder_frame *frame)
{
	const struct pj_run *from = b->pending_runs.items;
	size_t begin = b->text.len, i;
	struct pj_run *to;

	for (i = frame->runs; i < b->pending_runs.count; i++) {
		to = builder_add(b, &b->runs, sizeof(*to));
		if (!to)
			return;
		*to = from[i];
		to->begin = (uint32_t)(begin + (from[i].begin - frame->text));
	}
	pj_buf_add(&b->text, b->pending.ptr + frame->text,
	    b->pending.len - frame->text);
	pj_buf_putc(&b->text, '\n');
	if (b->text.failed)
		pj_error_nomem(&b->err);
}

/*
 * Blank text is dropped, but what was said between its words (directives)
 * keeps its place in the document.
 */
void
pj_builder_end(struct pj_builder *b, enum pj_block_kind kind,
    const struct pj_block *template)
{
	struct builder_frame frame;
	struct pj_str s;
	size_t begin = b->text.len;
	bool kept;

	assert(!b->is_lent);
	if (pj_builder_failed(b))
		return;
	frame = *top(b);
	s.ptr = b->pending.ptr ? b->pending.ptr + frame.text : "";
	s.len = b->pending.len - frame.text;
	kept = !is_blank(s);
	if (kept) {
		struct pj_text_span at = { (uint32_t)begin,
			(uint32_t)(begin + s.len) };

		if (!builder_spend(b, 1))
			return;
		builder_add_block(b, at, kind, template);
		move_text(b, &frame);
	}
	move_directives(b, &frame, begin, kept);
	b->pending.len = frame.text;
	b->pending_runs.count = frame.runs;
}

/* Directives in what is dropped still count: they stand before what follows. */
void
pj_builder_drop(struct pj_builder *b)
{
	assert(!b->is_lent);
	if (pj_builder_failed(b))
		return;
	b->pending.len = top(b)->text;
	b->pending_runs.count = top(b)->runs;
	pj_builder_end(b, PJ_BLOCK_PARAGRAPH, NULL);
}

void
pj_builder_push(struct pj_builder *b)
{
	struct builder_frame *frame;

	assert(!b->is_lent);
	if (pj_builder_failed(b))
		return;
	frame = builder_add(b, &b->frames, sizeof(*frame));
	if (!frame)
		return;
	frame->text = b->pending.len;
	frame->runs = b->pending_runs.count;
	frame->directives = b->pending_directives.count;
}

void
pj_builder_pop(struct pj_builder *b)
{
	if (pj_builder_failed(b))
		return;
	assert(b->frames.count > 1);
	/* Text that nobody ended must not run into the block set aside. */
	pj_builder_end(b, PJ_BLOCK_PARAGRAPH, NULL);
	b->frames.count--;
}

void
builder_add_directive(struct pj_builder *b, struct builder_list *list,
    size_t at, struct pj_str body, uint32_t line)
{
	struct builder_directive *d = builder_add(b, list, sizeof(*d));

	if (!d)
		return;
	d->at = at;
	d->words = b->words.len;
	d->len = body.len;
	d->line = line;
	pj_buf_add(&b->words, body.ptr, body.len);
	if (b->words.failed)
		pj_error_nomem(&b->err);
}

void
pj_builder_directive(struct pj_builder *b, struct pj_str body, uint32_t line)
{
	assert(!b->is_lent);
	if (!pj_builder_failed(b) && builder_spend(b, 0))
		builder_add_directive(
		    b, &b->pending_directives, b->pending.len, body, line);
}
