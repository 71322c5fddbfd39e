#include "pingjian/text.h"
#include "walk.h"

#define NOWHERE SIZE_MAX

/* Open elements that decide where marks for the last tag may stand. */
struct stand {
	size_t paragraph; /* the outermost, or NOWHERE */
	size_t around;    /* the outermost that holds no marks, or NOWHERE */
};

static struct stand
find_stand(const struct walk *w)
{
	struct stand s = { NOWHERE, NOWHERE };
	size_t depth = w->depth, i;

	for (i = 0; i < depth && w->frames[i].role != ROLE_PARAGRAPH; i++)
		if (w->frames[i].role == ROLE_ELSEWHERE)
			return s;
	if (i == depth)
		return s;
	s.paragraph = i++;
	while (i < depth && w->frames[i].role == ROLE_INLINE)
		i++;
	if (i < depth)
		s.around = i;
	return s;
}

/* Add mark MARK of COMMENT, standing in element AT, to the text. */
static void
put(struct walk *w, enum mark mark, uint32_t comment, size_t at)
{
	w->ops->put(w, mark, comment, at, &w->text);
}

/* Put the text gathered at byte AT, which may be in a marked section. */
static void
insert(struct walk *w, size_t at, bool cdata)
{
	struct pj_buf whole = PJ_BUF_INIT;

	if (cdata && w->text.len > 0) {
		pj_buf_puts(&whole, "]]>");
		pj_buf_add(&whole, w->text.ptr, w->text.len);
		pj_buf_puts(&whole, "<![CDATA[");
		edits_insert(w->edits, at, pj_buf_str(&whole));
	} else
		edits_insert(w->edits, at, pj_buf_str(&w->text));
	w->edits->failed = w->edits->failed || w->text.failed || whole.failed;
	w->text.len = 0;
	pj_buf_free(&whole);
}

/* Let MARK of COMMENT stand behind open element AT. */
static void
wait(struct walk *w, enum mark mark, uint32_t comment, size_t at)
{
	struct pending *more = pj_grow(
	    w->pending, &w->pending_cap, w->pending_count + 1, sizeof(*more));
	struct frame *frame = &w->frames[at];

	if (!more) {
		w->failed = true;
		pj_error_nomem(w->err);
		return;
	}
	w->pending = more;
	more[w->pending_count++] = (struct pending){ mark, comment, 0 };
	if (frame->last)
		more[frame->last - 1].next = w->pending_count;
	else
		frame->first = w->pending_count;
	frame->last = w->pending_count;
}

void
stand_flush(struct walk *w)
{
	const struct frame *frame = walk_top(w);
	size_t i = frame->first;

	if (i == 0)
		return;
	for (; i != 0; i = w->pending[i - 1].next)
		put(w, w->pending[i - 1].mark, w->pending[i - 1].comment,
		    w->depth - 2);
	insert(w, w->scan.end, false);
}

/* Its marks do not stand at the words. */
static void
tell_moved(struct walk *w, uint32_t comment)
{
	if (w->ops->moved)
		w->ops->moved(w, comment);
}

/* The end of COMMENT behind element S->around. */
static void
end_around(struct walk *w, const struct stand *s, uint32_t comment)
{
	wait(w, MARK_END, comment, s->around);
}

static void
begin_around(struct walk *w, const struct stand *s, uint32_t comment)
{
	put(w, MARK_BEGIN, comment, s->around - 1);
	insert(w, w->scan.open[s->around].begin, false);
}

/* The target is in no paragraph. */
static void
float_all(struct walk *w, const struct point *points, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!points[i].is_end) {
			tell_moved(w, points[i].comment);
			walk_float(w, points[i].comment);
		}
}

/* Around what holds the words and more. */
static void
all_around(struct walk *w, const struct stand *s, const struct point *points,
    size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		tell_moved(w, points[i].comment);
	for (i = 0; i < count; i++)
		if (points[i].is_end)
			end_around(w, s, points[i].comment);
		else
			begin_around(w, s, points[i].comment);
}

/* Marks side by side that stand in element AT, into the text. */
static void
put_all(struct walk *w, const struct point *points, size_t count, size_t at)
{
	size_t i;

	for (i = 0; i < count; i++)
		put(w, points[i].is_end ? MARK_END : MARK_BEGIN,
		    points[i].comment, at);
}

/* Tags of runs and texts, as the document writes them. */

static void
put_start_tag(struct walk *w, size_t at)
{
	const struct scan_element *e = &w->scan.open[at];

	pj_buf_add(&w->text, w->scan.bytes.ptr + e->begin, e->end - e->begin);
}

static void
put_end_tag(struct walk *w, size_t at)
{
	const struct scan_element *e = &w->scan.open[at];

	pj_buf_puts(&w->text, "</");
	pj_buf_add(&w->text, e->name.ptr, e->name.len);
	pj_buf_putc(&w->text, '>');
}

/* The start tag of text element AT, white space now kept. */
static void
put_keeping_tag(struct walk *w, size_t at)
{
	const struct scan_element *e = &w->scan.open[at];
	struct pj_str name, value;
	size_t from = 0;

	pj_buf_putc(&w->text, '<');
	pj_buf_add(&w->text, e->name.ptr, e->name.len);
	while (scan_each_attr(&w->scan, e, &from, &name, &value)) {
		if (pj_str_equal(name, pj_str("xml:space")))
			continue;
		pj_buf_putc(&w->text, ' ');
		/* Name, equals sign and quotes as they are. */
		pj_buf_add(&w->text, name.ptr,
		    (size_t)(value.ptr + value.len + 1 - name.ptr));
	}
	pj_buf_puts(&w->text, " xml:space=\"preserve\">");
}

/* The run AT begins once more, looking as it does. */
static void
put_run_again(struct walk *w, size_t at)
{
	const struct frame *f = &w->frames[at];

	put_start_tag(w, at);
	pj_buf_add(
	    &w->text, w->scan.bytes.ptr + f->props, f->props_end - f->props);
}

/* Marks in front of what is open in the run: a text, a sign. */
static void
before_child(struct walk *w, const struct stand *s, const struct point *points,
    size_t count)
{
	size_t run = s->around;

	if (!w->frames[run].has_content) {
		put_all(w, points, count, run - 1);
		insert(w, w->scan.open[run].begin, false);
		return;
	}
	put_end_tag(w, run);
	put_all(w, points, count, run - 1);
	put_run_again(w, run);
	insert(w, w->scan.open[run + 1].begin, false);
}

/* Whether the run's end tag is next, behind the last tag. */
static bool
run_ends_next(const struct walk *w)
{
	struct pj_str b = w->scan.bytes;
	size_t at = w->scan.end;

	while (at < b.len && (b.ptr[at] == ' ' || b.ptr[at] == '\t' ||
				 b.ptr[at] == '\n' || b.ptr[at] == '\r'))
		at++;
	return b.len - at >= 2 && !memcmp(b.ptr + at, "</", 2);
}

/* Ends behind the run's child that the last tag ends. */
static void
behind_child(struct walk *w, const struct stand *s, const struct point *points,
    size_t count)
{
	size_t run = s->around, i;

	if (run_ends_next(w)) {
		for (i = 0; i < count; i++)
			end_around(w, s, points[i].comment);
		return;
	}
	put_end_tag(w, run);
	put_all(w, points, count, run - 1);
	put_run_again(w, run);
	insert(w, w->scan.end, false);
}

/*
 * In the middle of a run's text: end text and run, put the marks, begin
 * both again.  Where white space at the edges of the text is dropped, that
 * beside the cut must not be, so it gets a text of its own that keeps it;
 * what was dropped before still is.
 */
static void
split(struct walk *w, const struct stand *s, const struct point *points,
    size_t count, const struct spot *spot)
{
	size_t run = s->around, text = run + 1;
	bool keeps = w->frames[text].keeps_space;
	bool behind = !keeps && spot->blank_end > spot->at;

	if (!keeps && spot->blank_begin < spot->at) {
		put_end_tag(w, text);
		put_keeping_tag(w, text);
		insert(w, spot->blank_begin, spot->begin_cdata);
	}
	put_end_tag(w, text);
	put_end_tag(w, run);
	put_all(w, points, count, run - 1);
	put_run_again(w, run);
	if (behind)
		put_keeping_tag(w, text);
	else
		put_start_tag(w, text);
	insert(w, spot->at, spot->cdata);
	if (behind) {
		put_end_tag(w, text);
		put_start_tag(w, text);
		insert(w, spot->blank_end, spot->end_cdata);
	}
}

static bool
all_ends(const struct point *points, size_t count)
{
	while (count > 0 && points[count - 1].is_end)
		count--;
	return count == 0;
}

static bool
all_begins(const struct point *points, size_t count)
{
	while (count > 0 && !points[count - 1].is_end)
		count--;
	return count == 0;
}

void
stand_in_text(struct walk *w, const struct point *points, size_t count,
    const struct spot *spot)
{
	struct stand s = find_stand(w);
	bool keeps = w->frames[w->depth - 1].keeps_space;

	if (s.paragraph == NOWHERE) {
		float_all(w, points, count);
	} else if (s.around == NOWHERE) {
		put_all(w, points, count, w->depth - 1);
		insert(w, spot->at, spot->cdata);
	} else if (w->frames[s.around].role != ROLE_RUN ||
		   s.around + 2 != w->depth) {
		all_around(w, &s, points, count);
	} else if ((keeps ? spot->first : spot->blank_first) &&
		   all_begins(points, count)) {
		before_child(w, &s, points, count);
	} else if ((keeps ? spot->last : spot->blank_last) &&
		   w->scan.kind == SCAN_END && all_ends(points, count)) {
		behind_child(w, &s, points, count);
	} else {
		split(w, &s, points, count, spot);
	}
}

/* A sign in a run, or an attribute. */
void
stand_at_tag(struct walk *w, const struct point *points, size_t count)
{
	struct stand s = find_stand(w);
	size_t i;

	if (s.paragraph == NOWHERE) {
		float_all(w, points, count);
		return;
	}
	/* Of an element that may hold marks: around that element. */
	if (s.around == NOWHERE)
		s.around = w->depth - 1;
	/* Of the paragraph itself, which is no place for words. */
	if (s.around == s.paragraph) {
		float_all(w, points, count);
		return;
	}
	if (w->frames[s.around].role != ROLE_RUN || s.around + 2 != w->depth ||
	    !scan_top(&w->scan)->empty) {
		all_around(w, &s, points, count);
		return;
	}
	for (i = 0; i < count; i++)
		if (points[i].is_end)
			behind_child(w, &s, points + i, 1);
		else
			before_child(w, &s, points + i, 1);
}

void
walk_around(struct walk *w, uint32_t comment)
{
	const struct point points[] = { { 0, 0, comment, false },
		{ 0, 0, comment, true } };

	stand_at_tag(w, points, 2);
}

/* Comments without words. */

void
walk_float(struct walk *w, uint32_t comment)
{
	uint32_t *more = pj_grow(w->floating, &w->floating_cap,
	    w->floating_count + 1, sizeof(*more));

	if (!more) {
		w->failed = true;
		pj_error_nomem(w->err);
		return;
	}
	w->floating = more;
	more[w->floating_count++] = comment;
}

/* All that float, to stand in element AT. */
static void
put_floating(struct walk *w, size_t at)
{
	size_t i;

	for (i = 0; i < w->floating_count; i++)
		put(w, MARK_POINT, w->floating[i], at);
	w->floating_count = 0;
}

/* A paragraph's place for marks is known. */
static void
settle(struct walk *w, size_t at)
{
	if (w->first_spot == 0) {
		w->first_spot = w->open_spot;
		w->first_at = at;
	}
	put_floating(w, at);
	insert(w, w->open_spot, false);
	w->open_spot = 0;
}

void
stand_see_start(struct walk *w)
{
	const struct frame *top = walk_top(w);
	size_t at = w->depth - 1;

	if (w->open_spot > 0 && !w->in_prefix) {
		w->in_prefix = top->role == ROLE_PREFIX;
		if (!w->in_prefix)
			settle(w, at - 1);
	}
	if (top->role != ROLE_PARAGRAPH || at == 0 || !top[-1].in_body)
		return;
	if (!scan_top(&w->scan)->empty) {
		w->open_spot = w->scan.end;
	} else if (w->empty_spot == 0) {
		w->empty_spot = w->scan.end - 2;
		w->empty_at = at;
		w->empty_name = scan_top(&w->scan)->name;
	}
}

void
stand_see_end(struct walk *w)
{
	if (w->open_spot == 0)
		return;
	if (!w->in_prefix) {
		settle(w, w->depth - 1);
	} else if (walk_top(w)->role == ROLE_PREFIX) {
		w->in_prefix = false;
		w->open_spot = w->scan.end;
		settle(w, w->depth - 2);
	}
}

/*
 * The only paragraph there is holds nothing and is written "<p/>": what
 * ends it ends an element in it that holds nothing, either.
 */
static void
open_empty(struct walk *w)
{
	struct pj_str name = w->empty_name;
	const char *colon = memchr(name.ptr, ':', name.len);

	pj_buf_putc(&w->text, '>');
	put_floating(w, w->empty_at);
	pj_buf_putc(&w->text, '<');
	if (colon)
		pj_buf_add(&w->text, name.ptr, (size_t)(colon + 1 - name.ptr));
	pj_buf_puts(&w->text, w->ops->filler);
	insert(w, w->empty_spot, false);
	pj_buf_puts(&w->text, "</");
	pj_buf_add(&w->text, name.ptr, name.len);
	pj_buf_putc(&w->text, '>');
	insert(w, w->empty_spot + 2, false);
}

/* Namespaces are no longer known: marks declare what they need. */
void
stand_see_done(struct walk *w)
{
	if (w->floating_count == 0)
		return;
	if (w->first_spot > 0) {
		put_floating(w, w->first_at);
		insert(w, w->first_spot, false);
	} else if (w->empty_spot > 0)
		open_empty(w);
}
