#include <stdlib.h>

#include "pingjian/text.h"
#include "walk.h"

/* The bytes are not those that the document was read from. */
static bool
lost(struct walk *w)
{
	w->failed = true;
	return pj_error_set(w->err, PJ_EFORMAT,
	    _("the words of this part are not found again where they were "
	      "read, so no copy with comments was made; open the file in "
	      "Word or LibreOffice and save it anew"));
}

/* Does character C of the part give the bytes AT of the text? */
static bool
is_same(const struct walk *w, const struct scan_char *c, uint32_t at)
{
	const char *text = w->doc->text.ptr + at;

	if (w->ops->collapses && *text == ' ' && scan_is_white(c))
		return true;
	return w->doc->text.len - at >= c->len &&
	       !memcmp(text, c->bytes, c->len);
}

/*
 * Compare C, at OFFSET of text NODE, with the runs that tell of it.  They
 * are in order and disjoint.
 */
static bool
compare(
    struct walk *w, uint32_t node, uint32_t offset, const struct scan_char *c)
{
	const struct stretch *s;
	uint32_t at;

	if (w->next_stretch == w->stretch_count)
		return true;
	s = &w->stretches[w->next_stretch];
	if (s->node != node || offset < s->offset)
		return s->node >= node;
	at = s->at.begin + (offset - s->offset);
	if (at >= s->at.end || !is_same(w, c, at))
		return false;
	if (at + c->len == s->at.end)
		w->next_stretch++;
	return true;
}

/* What follows in T up to the next sign that is no white space. */
static void
look_ahead(struct scan_text t, struct spot *spot)
{
	struct scan_char c;

	spot->last = true;
	spot->blank_last = true;
	spot->blank_end = spot->at;
	spot->end_cdata = spot->cdata;
	while (scan_char(&t, &c)) {
		spot->last = false;
		spot->blank_last = scan_is_white(&c);
		if (!spot->blank_last)
			return;
		spot->blank_end = c.end;
		spot->end_cdata = c.cdata;
	}
}

/* The points at OFFSET of NODE that come next. */
static size_t
group(const struct walk *w, uint32_t node, uint32_t offset)
{
	size_t count = 0;

	while (w->next_point + count < w->point_count &&
	       w->points[w->next_point + count].node == node &&
	       w->points[w->next_point + count].offset == offset)
		count++;
	return count;
}

/* All points of NODE up to OFFSET, where T now is. */
static void
see_points(struct walk *w, uint32_t node, uint32_t offset,
    const struct scan_text *t, struct spot *spot)
{
	size_t count = group(w, node, offset);
	struct scan_text ahead = *t;
	struct scan_char c;

	if (count == 0)
		return;
	if (spot->first && scan_char(&ahead, &c)) {
		spot->at = c.begin;
		spot->cdata = c.cdata;
	}
	look_ahead(*t, spot);
	if (spot->blank_begin == 0 || spot->first) {
		spot->blank_begin = spot->at;
		spot->begin_cdata = spot->cdata;
	}
	stand_in_text(w, w->points + w->next_point, count, spot);
	w->next_point += count;
}

/* SPOT moves behind C. */
static void
pass(struct spot *spot, const struct scan_char *c)
{
	bool white = scan_is_white(c);

	spot->at = c->end;
	spot->cdata = c->cdata;
	spot->first = false;
	if (!white) {
		spot->blank_first = false;
		spot->blank_begin = c->end;
		spot->begin_cdata = c->cdata;
	} else if (spot->blank_begin == 0) {
		spot->blank_begin = c->begin;
		spot->begin_cdata = c->cdata;
	}
}

/* The text in front of the last tag. */
static bool
see_text(struct walk *w)
{
	uint32_t node = scan_text_node(&w->scan), offset = 0;
	struct scan_text t = scan_text(&w->scan);
	struct spot spot = { .at = t.at, .first = true, .blank_first = true };
	struct scan_char c;

	if ((w->next_stretch == w->stretch_count ||
		w->stretches[w->next_stretch].node > node) &&
	    (w->next_point == w->point_count ||
		w->points[w->next_point].node > node))
		return true;
	/* The element that begins behind the text does not hold it. */
	w->depth = w->scan.depth - (w->scan.kind == SCAN_START);
	for (;;) {
		see_points(w, node, offset, &t, &spot);
		if (!scan_char(&t, &c))
			break;
		if (!compare(w, node, offset, &c))
			return lost(w);
		pass(&spot, &c);
		offset += c.len;
	}
	/* What was to be in this text and was not there. */
	if ((w->next_stretch < w->stretch_count &&
		w->stretches[w->next_stretch].node <= node) ||
	    (w->next_point < w->point_count &&
		w->points[w->next_point].node <= node))
		return lost(w);
	return true;
}

/* Signs and attributes: that the tag is there is all there is to see. */
static void
see_tag(struct walk *w)
{
	uint32_t node = scan_tag_node(&w->scan);
	size_t count = 0;

	while (w->next_stretch < w->stretch_count &&
	       w->stretches[w->next_stretch].node == node)
		w->next_stretch++;
	while (w->next_point + count < w->point_count &&
	       w->points[w->next_point + count].node == node)
		count++;
	if (count > 0)
		stand_at_tag(w, w->points + w->next_point, count);
	w->next_point += count;
}

static bool
start(struct walk *w)
{
	struct frame *more =
	    pj_grow(w->frames, &w->frame_cap, w->scan.depth, sizeof(*more));
	bool in_body;

	if (!more) {
		w->failed = true;
		return pj_error_nomem(w->err);
	}
	w->frames = more;
	w->depth = w->scan.depth;
	*walk_top(w) = (struct frame){ .role = ROLE_OTHER };
	in_body = w->scan.depth == 1 || more[w->scan.depth - 2].in_body;
	walk_top(w)->role = w->ops->start(w);
	walk_top(w)->in_body = in_body && walk_top(w)->role == ROLE_BODY;
	stand_see_start(w);
	see_tag(w);
	return !w->failed;
}

static bool
end(struct walk *w)
{
	w->depth = w->scan.depth;
	see_tag(w);
	if (w->ops->end)
		w->ops->end(w);
	stand_flush(w);
	stand_see_end(w);
	if (w->scan.depth > 1 && walk_top(w)->role != ROLE_PREFIX)
		w->frames[w->scan.depth - 2].has_content = true;
	return !w->failed;
}

bool
walk_part(struct walk *w, struct pj_str bytes)
{
	bool ok = scan_open(&w->scan, bytes, w->err);

	while (ok) {
		enum scan_kind kind = scan_next(&w->scan);

		if (kind == SCAN_DONE)
			break;
		ok = kind != SCAN_BAD && see_text(w) &&
		     (kind == SCAN_START ? start(w) : end(w));
	}
	if (ok && (w->next_stretch < w->stretch_count ||
		      w->next_point < w->point_count))
		ok = lost(w);
	w->depth = 0;
	if (ok && w->ops->done)
		w->ops->done(w);
	if (ok)
		stand_see_done(w);
	scan_close(&w->scan);
	return ok && !w->failed;
}

void
walk_free(struct walk *w)
{
	free(w->frames);
	free(w->pending);
	free(w->floating);
	pj_buf_free(&w->text);
}
