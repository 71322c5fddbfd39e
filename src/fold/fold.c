#include <assert.h>

#include "fold.h"
#include "pingjian/buf.h"
#include "pingjian/text.h"
#include "pingjian/utf8.h"

/* Bytes between two looks at the clock. */
#define STEP ((size_t)64 << 10)

/*
 * A separator or white space that was read but not written yet: whether it
 * leaves a unit depends on what stands behind it.
 */
struct pending {
	uint16_t unit; /* 0 = nothing is pending */
	uint32_t at;   /* text byte where it begins */
	bool space;
	bool soft; /* white space that holds a line end */
	bool run;  /* more than one character of white space */
};

struct folder {
	struct pj_arena *arena;
	struct pj_error *err;
	struct pj_str text; /* up to the end of the block */
	uint16_t *units;
	uint32_t *from; /* cap + 1 of them */
	size_t count;
	size_t cap;
	struct pending pending;
};

/*
 * Make room for MORE units.  The first guess is one a code point and a
 * little; only texts full of ligatures come here again, so that the old
 * arrays may stay in the arena unused.
 */
static bool
reserve(struct folder *f, size_t more)
{
	uint16_t *units;
	uint32_t *from;
	size_t cap;

	if (more <= f->cap - f->count)
		return true;
	if (!pj_add_size(f->cap + f->cap / 2, more, &cap))
		return pj_error_nomem(f->err);
	units = pj_arena_alloc(f->arena, cap, sizeof(*units));
	from = pj_arena_alloc(f->arena, cap + 1, sizeof(*from));
	if (!units || !from)
		return pj_error_nomem(f->err);
	if (f->count > 0) {
		memcpy(units, f->units, f->count * sizeof(*units));
		memcpy(from, f->from, f->count * sizeof(*from));
	}
	f->units = units;
	f->from = from;
	f->cap = cap;
	return true;
}

static bool
put(struct folder *f, uint16_t unit, uint32_t at)
{
	if (!reserve(f, 1))
		return false;
	f->units[f->count] = unit;
	f->from[f->count++] = at;
	return true;
}

static bool
last_is_han(const struct folder *f)
{
	return f->count > 0 && pj_cp_is_han(f->units[f->count - 1]);
}

/*
 * Write what is pending, or forget it if it stands alone between two Han
 * characters, of which NEXT is the second.  NEXT is 0 where none follows.
 */
static bool
settle(struct folder *f, uint16_t next)
{
	struct pending pending = f->pending;

	if (!pending.unit)
		return true;
	f->pending.unit = 0;
	if ((!pending.run || pending.soft) && pj_cp_is_han(next) &&
	    last_is_han(f))
		return true;
	return put(f, pending.unit, pending.at);
}

static bool
put_all(struct folder *f, const uint16_t *units, size_t count, uint32_t at)
{
	size_t i;

	if (count == 0)
		return true;
	if (!settle(f, units[0]))
		return false;
	for (i = 0; i < count; i++)
		if (!put(f, units[i], at))
			return false;
	return true;
}

static bool
add_space(struct folder *f, uint32_t at, bool line)
{
	if (f->pending.unit && f->pending.space) {
		f->pending.run = true;
		f->pending.soft |= line;
		return true;
	}
	if (!settle(f, 0))
		return false;
	f->pending = (struct pending){ ' ', at, true, line, false };
	return true;
}

static bool
add_separator(struct folder *f, uint16_t unit, uint32_t at)
{
	if (!settle(f, 0))
		return false;
	if (!last_is_han(f))
		return put(f, unit, at);
	f->pending = (struct pending){ unit, at, false, false, false };
	return true;
}

/*
 * The mark that begins at byte AT: composed with the character before it
 * and all marks up to *END, or dropped.  Han characters compose with
 * nothing.  A mark of a script that writes it alone keeps its units.
 */
static bool
add_mark(struct folder *f, const struct pj_fold_special *mark, uint32_t at,
    size_t *end)
{
	uint16_t made[PJ_FOLD_COMPOSED_MAX];
	size_t base = at, count;
	bool alone = f->pending.unit || last_is_han(f) || f->count == 0;

	if (at > 0)
		pj_utf8_prev(f->text, &base);
	if (alone || f->from[f->count - 1] != base)
		return put_all(f, pj_fold_pool + mark->at, mark->count, at);
	*end = pj_fold_sign_end(f->text, base);
	while (f->count > 0 && f->from[f->count - 1] == base)
		f->count--;
	count = pj_fold_compose(
	    (struct pj_str){ f->text.ptr + base, *end - base }, made);
	return put_all(f, made, count, (uint32_t)base);
}

/* The character at byte AT, whose value is special; *END is behind it. */
static bool
add_special(struct folder *f, const struct pj_fold_special *special,
    uint32_t at, size_t *end)
{
	const uint16_t *units = pj_fold_pool + special->at;

	switch ((enum pj_fold_kind)special->kind) {
	case PJ_FOLD_DROP:
		return true;
	case PJ_FOLD_SPACE:
	case PJ_FOLD_LINE:
		return add_space(f, at, special->kind == PJ_FOLD_LINE);
	case PJ_FOLD_SEPARATOR:
		return add_separator(f, units[0], at);
	case PJ_FOLD_MARK:
		return add_mark(f, special, at, end);
	case PJ_FOLD_SIGN:
		*end = pj_fold_sign_end(f->text, at);
		break;
	case PJ_FOLD_EXPAND:
		break;
	}
	return put_all(f, units, special->count, at);
}

static uint32_t
three_bytes(const unsigned char *p)
{
	return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 |
	       (p[2] & 0x3F);
}

/*
 * Write the plain characters from byte AT on, as far as room and LIMIT
 * allow; returns the byte where something else begins.  This loop sees
 * nearly all of a Chinese text.  Nothing may be pending.
 */
static size_t
add_plain(struct folder *f, size_t at, size_t limit)
{
	const unsigned char *p = (const unsigned char *)f->text.ptr;
	uint16_t *units = f->units;
	uint32_t *from = f->from;
	size_t count = f->count, stop, len;
	uint16_t value;

	/* No character is more than one unit here: room for all, or LIMIT. */
	stop = f->cap - count < limit - at ? at + (f->cap - count) : limit;
	while (at < stop) {
		if (p[at] >= 0xE0 && p[at] < 0xF0) {
			value = pj_fold_bmp[three_bytes(p + at)];
			len = 3;
		} else if (p[at] < 0x80) {
			value = pj_fold_bmp[p[at]];
			len = 1;
		} else {
			break;
		}
		if (pj_fold_is_special(value))
			break;
		from[count] = (uint32_t)at;
		units[count++] = value;
		at += len;
	}
	f->count = count;
	return at;
}

/* The character at *AT by the long way, *AT moved behind all it took in. */
static bool
add_one(struct folder *f, size_t *at)
{
	uint32_t begin = (uint32_t)*at;
	uint32_t cp = pj_utf8_next(f->text, at);
	uint16_t value = pj_fold_value(cp);

	if (pj_fold_is_special(value))
		return add_special(f, pj_fold_special(value), begin, at);
	if (value == PJ_UNIT_OTHER && cp > 0xFFFF)
		*at = pj_fold_sign_end(f->text, begin);
	return put_all(f, &value, 1, begin);
}

static bool
add_stretch(struct folder *f, struct pj_str text, struct pj_text_span span,
    struct pj_deadline deadline)
{
	size_t at = span.begin, limit, next_look = at + STEP;

	f->text = (struct pj_str){ text.ptr, span.end };
	while (at < span.end) {
		limit = span.end < next_look ? span.end : next_look;
		if (!f->pending.unit)
			at = add_plain(f, at, limit);
		if (at < span.end && !add_one(f, &at))
			return false;
		if (at < next_look)
			continue;
		next_look = at + STEP;
		if (pj_deadline_passed(deadline))
			return pj_error_set(f->err, PJ_ELIMIT,
			    _("screening took longer than the time limit"));
	}
	return settle(f, 0);
}

static bool
folder_begin(struct folder *f, struct pj_str text, size_t breaks)
{
	size_t chars = pj_utf8_count(text), want;

	/* One unit in 16 to spare: most expansions are … and ：). */
	if (text.len > PJ_TEXT_MAX)
		return pj_error_set(f->err, PJ_ELIMIT,
		    _("the text is larger than %zu bytes"), PJ_TEXT_MAX);
	if (!pj_add_size(chars + chars / 16, breaks, &want))
		return pj_error_nomem(f->err);
	return reserve(f, want + 16);
}

static void
folder_end(struct folder *f, size_t text_len, struct pj_fold *out)
{
	assert(f->from); /* folder_begin reserved some */
	f->from[f->count] = (uint32_t)text_len;
	out->units = f->units;
	out->text = f->from;
	out->count = f->count;
}

bool
pj_fold_doc(struct pj_arena *arena, const struct pj_doc *doc,
    struct pj_deadline deadline, struct pj_fold *out, struct pj_error *err)
{
	struct folder f = { .arena = arena, .err = err };
	size_t i;

	if (!folder_begin(&f, doc->text, doc->block_count))
		return false;
	for (i = 0; i < doc->block_count; i++) {
		struct pj_text_span at = doc->blocks[i].at;

		if (i % 4096 == 4095 && pj_deadline_passed(deadline))
			return pj_error_set(err, PJ_ELIMIT,
			    _("screening took longer than the time limit"));
		if (!add_stretch(&f, doc->text, at, deadline) ||
		    !put(&f, PJ_UNIT_BREAK, at.end))
			return false;
	}
	folder_end(&f, doc->text.len, out);
	return true;
}

bool
pj_fold_str(struct pj_arena *arena, struct pj_str s, struct pj_fold *out,
    struct pj_error *err)
{
	struct folder f = { .arena = arena, .err = err };
	struct pj_deadline none = { 0 };

	if (!folder_begin(&f, s, 0) ||
	    !add_stretch(
		&f, s, (struct pj_text_span){ 0, (uint32_t)s.len }, none))
		return false;
	folder_end(&f, s.len, out);
	return true;
}
