#include <strings.h>

#include "mapped.h"
#include "pingjian/cue.h"
#include "reference.h"
#include "subtitle.h"
#include "text.h"

/*
 * SRT and WebVTT.  What is said runs on from cue to cue, and cues are cut
 * where a line is full, also inside a word: so a block is what is said
 * without a pause, up to the end of a sentence or the next speaker, and
 * only the line ends in it tell of the cues.  Times are addresses.
 */

/* A pause that ends what was being said. */
#define PAUSE_MS 2000

/* Captions that roll show a line again in a cue that follows at once. */
#define ROLL_MS 100

/* What the lines up to the next blank one are. */
enum section {
	SECTION_NONE,
	SECTION_CUE,
	SECTION_SKIP, /* the header, NOTE, STYLE, REGION */
};

struct reading {
	struct pj_builder *b;
	struct pj_str text;
	uint32_t base; /* of the text in the source */
	bool vtt;
	enum section section;
	struct pj_address cue; /* its time */
	bool placed;           /* the builder knows it */
	bool first_line;       /* the next line is the first of its cue */
	uint32_t before;       /* when the cue before ended, in ms */
	bool open;             /* a block is */
	size_t line_end;       /* of the last line put, in the text */
	struct mapped line;    /* without tags */
	struct pj_buf last;    /* the line before, likewise */
	struct pj_buf speaker;
	struct pj_str directive; /* not told yet; empty for none */
	uint32_t directive_line;
};

static void
close_block(struct reading *r)
{
	pj_builder_end(r->b, PJ_BLOCK_PARAGRAPH, NULL);
	r->open = false;
}

/* A directive is for what is said next, not for the name of who says it. */
static void
tell_directive(struct reading *r)
{
	if (r->directive.len > 0)
		pj_builder_directive(r->b, r->directive, r->directive_line);
	r->directive.len = 0;
}

/* A cue of MS begins. */
static void
start_cue(struct reading *r, const uint32_t ms[2])
{
	r->before = r->cue.time[1];
	if (ms[0] > r->before && ms[0] - r->before > PAUSE_MS)
		close_block(r);
	r->cue.time[0] = ms[0];
	r->cue.time[1] = ms[1];
	r->section = SECTION_CUE;
	r->placed = false;
	r->first_line = true;
}

static void
place(struct reading *r)
{
	if (!r->placed)
		pj_builder_address(r->b, r->cue.time[1] ? &r->cue : NULL);
	r->placed = true;
}

/*
 * Who speaks, told by a tag.  A name is shown beside what is said, so it is
 * a block of its own, once for each change.
 */
static void
change_speaker(struct reading *r, struct pj_str name, size_t offset)
{
	if (pj_str_equal(pj_buf_str(&r->speaker), name))
		return;
	r->speaker.len = 0;
	pj_buf_add(&r->speaker, name.ptr, name.len);
	close_block(r);
	place(r);
	pj_builder_text(r->b, name, 0, r->base + (uint32_t)offset);
	pj_builder_end(r->b, PJ_BLOCK_FIELD, NULL);
}

/* Does 。！？ or the like end the line, perhaps with 」 behind it? */
static bool
ends_sentence(struct pj_str s)
{
	static const char *const ends[] = { "。", "！", "？", "!", "?" };
	static const char *const closers[] = { "」", "』", "）", "”" };
	size_t i, n;

	for (i = 0; i < sizeof(closers) / sizeof(closers[0]); i++) {
		n = strlen(closers[i]);
		if (s.len > n && !memcmp(s.ptr + s.len - n, closers[i], n)) {
			s.len -= n;
			break;
		}
	}
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		n = strlen(ends[i]);
		if (s.len >= n && !memcmp(s.ptr + s.len - n, ends[i], n))
			return true;
	}
	return false;
}

/* A dash before words: somebody else speaks. */
static bool
begins_speech(struct pj_str s)
{
	static const char *const signs[] = { "-", "－", "–", "—", ">>" };
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (s.len > strlen(signs[i]) &&
		    !memcmp(s.ptr, signs[i], strlen(signs[i])))
			return true;
	return false;
}

/* Captions that roll: the cue begins with the line that was there before. */
static bool
is_rolled(struct reading *r, struct pj_str words)
{
	return r->first_line && r->cue.time[0] <= r->before + ROLL_MS &&
	       pj_str_equal(words, pj_buf_str(&r->last));
}

/* The words AT of the line, which ends at END of the text. */
static void
put_words(struct reading *r, struct pj_text_span at, size_t end)
{
	struct pj_str words = pj_str_at(pj_buf_str(&r->line.text), at);
	bool rolled = is_rolled(r, words);

	r->first_line = false;
	if (rolled)
		return;
	if (begins_speech(words))
		close_block(r);
	if (r->open)
		pj_builder_text(
		    r->b, pj_str("\n"), 0, r->base + (uint32_t)r->line_end);
	place(r);
	tell_directive(r);
	mapped_put(&r->line, at, r->b, 0);
	r->open = true;
	r->line_end = end;
	r->last.len = 0;
	pj_buf_add(&r->last, words.ptr, words.len);
	if (ends_sentence(words))
		close_block(r);
}

/* The text between BEGIN and END as a line of what is said. */
static void
read_words(struct reading *r, size_t begin, size_t end)
{
	struct pj_str tag, name = { NULL, 0 };
	struct line line;
	size_t at = begin;
	bool hidden = false;

	mapped_clear(&r->line);
	while (at < end) {
		struct pj_str s = { r->text.ptr, end };
		size_t next = subtitle_plain_end(s, at);
		uint32_t cp;

		if (!hidden)
			mapped_add(&r->line,
			    (struct pj_str){ s.ptr + at, next - at },
			    r->base + at);
		at = next;
		if (at == end)
			break;
		next = subtitle_tag(s, at, &tag);
		if (next == at && s.ptr[at] == '&')
			next = reference_read(s, at, &cp);
		else
			cp = 0;
		if (next == at) { /* a sign like any other */
			next = at + 1;
			cp = (unsigned char)s.ptr[at];
		}
		if (cp != 0 && !hidden)
			mapped_add_cp(&r->line, cp, r->base + at);
		else if (cp == 0 && subtitle_tag_is(tag, "rt"))
			hidden = tag.ptr[-1] != '/';
		else if (cp == 0 && subtitle_voice(tag, &name))
			change_speaker(
			    r, name, (size_t)(name.ptr - r->text.ptr));
		at = next;
	}
	if (line_read(pj_buf_str(&r->line.text), 0, r->line.text.len, &line))
		put_words(r, line.at, end);
}

/* WORDS of line NUMBER as a comment to this program, if they are one. */
static bool
keep_directive(struct reading *r, struct pj_str words, uint32_t number)
{
	static const char begin[] = "pingjian-";

	if (words.len < sizeof(begin) ||
	    memcmp(words.ptr, begin, sizeof(begin) - 1))
		return false;
	close_block(r);
	tell_directive(r);
	r->directive = words;
	r->directive_line = number;
	return true;
}

/*
 * The first line behind a blank one, of WebVTT: what section it begins.
 * Lines of no section are words all the same: a blank line in a cue is a
 * slip, and what follows is shown by some players.
 */
static enum section
section_of(struct pj_str line, uint32_t number)
{
	static const char *const names[] = { "NOTE", "STYLE", "REGION" };
	size_t i;

	if (number == 1 && line.len >= 6 && !memcmp(line.ptr, "WEBVTT", 6))
		return SECTION_SKIP;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t n = strlen(names[i]);

		if (line.len >= n && !memcmp(line.ptr, names[i], n) &&
		    (line.len == n || line.ptr[n] == ' ' ||
			line.ptr[n] == '\t'))
			return SECTION_SKIP;
	}
	return SECTION_NONE;
}

static bool
is_number(struct pj_str line)
{
	size_t i = 0;

	while (i < line.len && line.ptr[i] >= '0' && line.ptr[i] <= '9')
		i++;
	return i == line.len && i > 0;
}

/* A line of the file and what is known of those beside it. */
struct view {
	size_t begin, end; /* without its line end */
	uint32_t number;   /* from 1 */
	bool fresh;        /* the first of all, or behind a blank one */
	bool timing_next;  /* the next one is a timing */
};

static void
read_line(struct reading *r, const struct view *v)
{
	struct pj_str s = { r->text.ptr + v->begin, v->end - v->begin };
	struct pj_text_span at = { (uint32_t)v->begin, (uint32_t)v->end };
	static const char note[] = "NOTE ";
	const size_t n = sizeof(note) - 1;
	uint32_t ms[2];

	if (v->fresh && r->vtt) {
		r->section = section_of(s, v->number);
		if (s.len > n && !memcmp(s.ptr, note, n) &&
		    keep_directive(
			r, (struct pj_str){ s.ptr + n, s.len - n }, v->number))
			return;
	}
	if (pj_cue_timing(s, ms)) {
		start_cue(r, ms);
		return;
	}
	if (r->section == SECTION_SKIP ||
	    keep_directive(r, line_directive(r->text, at), v->number))
		return;
	/* The number of a cue, or its name. */
	if (v->timing_next && (is_number(s) || (r->vtt && v->fresh)))
		return;
	read_words(r, v->begin, v->end);
}

/* The line that begins at AT; returns where the next one begins. */
static size_t
view_line(struct pj_str text, size_t at, struct view *v)
{
	const char *found = memchr(text.ptr + at, '\n', text.len - at);
	size_t end = found ? (size_t)(found - text.ptr) : text.len;

	v->begin = at;
	v->end = end;
	while (v->end > at && (unsigned char)text.ptr[v->end - 1] <= ' ')
		v->end--;
	while (v->begin < v->end && (unsigned char)text.ptr[v->begin] <= ' ')
		v->begin++;
	v->number++;
	return found ? end + 1 : end;
}

static void
read_lines(struct reading *r)
{
	struct view v = { .fresh = true }, next;
	size_t at = view_line(r->text, 0, &v);
	uint32_t ms[2];

	for (;;) {
		bool last = at == r->text.len;

		next = v;
		if (!last)
			at = view_line(r->text, at, &next);
		v.timing_next =
		    !last &&
		    pj_cue_timing((struct pj_str){ r->text.ptr + next.begin,
				      next.end - next.begin },
			ms);
		if (v.end > v.begin)
			read_line(r, &v);
		else if (r->vtt)
			r->section = SECTION_NONE;
		if (last || pj_builder_failed(r->b))
			return;
		next.fresh = v.end == v.begin;
		v = next;
	}
}

/* Both formats; they differ in what stands between cues. */
static bool
read_subtitles(const struct pj_reading *in, bool vtt, struct pj_doc *out,
    struct pj_error *err)
{
	struct reading r = { .text = in->text, .vtt = vtt };
	bool ok;

	r.b = pj_builder_new(in->limits, in->deadline, in->notes);
	if (!r.b)
		return pj_error_nomem(err);
	r.base = pj_reading_base(in);
	if (r.text.len > 0)
		read_lines(&r);
	tell_directive(&r);
	ok = pj_builder_finish(r.b, in->arena, out, err);
	if (ok && (r.last.failed || r.speaker.failed))
		ok = pj_error_nomem(err);
	pj_builder_free(r.b);
	mapped_free(&r.line);
	pj_buf_free(&r.last);
	pj_buf_free(&r.speaker);
	return ok;
}

bool
pj_doc_read_srt(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	return read_subtitles(in, false, out, err);
}

bool
pj_doc_read_vtt(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	return read_subtitles(in, true, out, err);
}
