#include <stdlib.h>

#include "pingjian/buf.h"
#include "pingjian/text.h"
#include "pingjian/utf8.h"
#include "segment.h"

/* Bytes between two looks at the clock. */
#define STEP ((size_t)64 << 10)

/* A stretch shorter than this before a run of spaces is a label
 * (聯絡電話  …), not a sentence. */
#define LABEL_MAX 4

/* Bytes of the longest title whose stops are its own; a lone 《 must not
 * hold up sentences for long. */
#define TITLE_MAX 180

/* Subtitles have no full stops: what is said in about four cues is taken
 * for a sentence, and ends at a line end. */
#define SPOKEN_CHARS 60

struct scan {
	struct pj_str text; /* up to the end of the block */
	uint32_t block;
	size_t at;        /* bytes read */
	size_t begin;     /* of the sentence */
	size_t content;   /* behind the spaces and emoji it begins with */
	size_t chars;     /* code points in it so far */
	size_t cut;       /* behind its last clause mark; begin if none */
	size_t cut_chars; /* code points up to there */
	struct pj_sentence *sentences;
	size_t count, cap;
	struct pj_hashtags hashtags;
	struct pj_quoting quoting;
	bool spoken; /* subtitles */
};

/* End the sentence at byte END, up to which there are CHARS code points. */
static bool
end_sentence(struct scan *s, size_t end, size_t chars)
{
	struct pj_sentence *sentences;

	if (end == s->begin)
		return true;
	sentences =
	    pj_grow(s->sentences, &s->cap, s->count + 1, sizeof(*sentences));
	if (!sentences)
		return false;
	s->sentences = sentences;
	sentences[s->count++] = (struct pj_sentence){
		.at = { (uint32_t)s->begin, (uint32_t)end },
		.block = s->block,
	};
	s->begin = s->content = s->cut = end;
	s->cut_chars = 0;
	s->chars -= chars;
	return true;
}

/* A sentence without end: up to its last clause mark, or just here. */
static bool
cut_sentence(struct scan *s)
{
	if (s->cut > s->begin)
		return end_sentence(s, s->cut, s->cut_chars);
	return end_sentence(s, s->at, s->chars);
}

static uint32_t
peek(const struct scan *s, size_t at)
{
	return at < s->text.len ? pj_utf8_next(s->text, &at) : 0;
}

/* The code point before byte AT of the sentence, 0 at its begin. */
static uint32_t
before(const struct scan *s, size_t at)
{
	return at > s->begin ? pj_utf8_prev(s->text, &at) : 0;
}

static bool
is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

static bool
is_space(uint32_t cp)
{
	enum pj_mark_class class = pj_mark_class(cp);

	return class == PJ_MARK_SPACE || class == PJ_MARK_LINE;
}

static bool
is_letter(uint32_t cp)
{
	return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
}

/* Han, kana, and the punctuation that goes with them. */
static bool
is_chinese(uint32_t cp)
{
	return cp >= 0x2E80;
}

static bool
is_ascii_word(uint32_t cp)
{
	return cp < 0x80 && cp > ' ' && pj_mark_class(cp) == PJ_MARK_NONE;
}

/* Take in the character at the scan's place. */
static uint32_t
take(struct scan *s)
{
	s->chars++;
	return pj_utf8_next(s->text, &s->at);
}

static void
take_spaces(struct scan *s)
{
	while (s->chars < PJ_SENTENCE_MAX && is_space(peek(s, s->at)) &&
	       s->at < s->text.len)
		take(s);
}

static bool
take_mark(struct scan *s)
{
	uint32_t begin = (uint32_t)s->at, cp = take(s);

	return pj_quoting_mark(
	    &s->quoting, cp, (struct pj_text_span){ begin, (uint32_t)s->at });
}

/* Whether the stop just read is part of a title: 《怎麼花錢？》. */
static bool
in_title(const struct scan *s)
{
	const struct pj_open *open = s->quoting.open + s->quoting.depth;

	return open-- > s->quoting.open && open->kind == PJ_QUOTE_TITLE &&
	       s->at - open->at.begin < TITLE_MAX;
}

/* Whether OPEN stands within a phrase: 參加「罩得住！」活動. */
static bool
within_phrase(const struct scan *s, const struct pj_open *open)
{
	uint32_t cp = open ? before(s, open->at.begin) : 0;

	return cp && pj_mark_class(cp) == PJ_MARK_NONE;
}

/*
 * End the sentence behind the stop CP just read, further stops, the
 * closing marks that follow, and white space; but not where a mark with
 * its 「！」 stands within a phrase that goes on.
 */
static bool
stop(struct scan *s, uint32_t cp)
{
	bool full = cp == U'。', phrase = false;
	const struct pj_open *open;
	enum pj_mark_class class;

	while (s->at < s->text.len && s->chars < PJ_SENTENCE_MAX) {
		cp = peek(s, s->at);
		class = pj_mark_class(cp);
		if (class == PJ_MARK_STOP || class == PJ_MARK_ASCII ||
		    class == PJ_MARK_DOT) {
			full |= cp == U'。';
			take(s);
			continue;
		}
		if (class != PJ_MARK_CLOSE && class != PJ_MARK_STRAIGHT)
			break;
		open = pj_quoting_find(&s->quoting, cp);
		if (!open && class == PJ_MARK_STRAIGHT)
			break;
		phrase = !full && within_phrase(s, open);
		if (!take_mark(s))
			return false;
	}
	cp = peek(s, s->at);
	if (phrase && is_chinese(cp) && pj_mark_class(cp) != PJ_MARK_OPEN &&
	    pj_mark_class(cp) != PJ_MARK_SPACE)
		return true;
	take_spaces(s);
	return end_sentence(s, s->at, s->chars);
}

/*
 * Whether the full stop at byte AT ends a sentence: 3.5, gov.tw and the
 * number of a list item do not, "in 2024. The" does.
 */
static bool
dot_stops(const struct scan *s, size_t at)
{
	uint32_t next = peek(s, at + 1);
	size_t behind = at + 1;

	while (pj_mark_class(next) == PJ_MARK_CLOSE ||
	       pj_mark_class(next) == PJ_MARK_STRAIGHT) {
		pj_utf8_next(s->text, &behind);
		next = peek(s, behind);
	}
	if (behind < s->text.len && !is_space(next))
		return false;
	if (!is_digit(before(s, at)) || behind == s->text.len)
		return at > s->begin;
	while (is_space(next)) {
		behind += 1;
		next = peek(s, behind);
		if (behind - at > LABEL_MAX)
			break;
	}
	return next >= 'A' && next <= 'Z' && at - s->begin > LABEL_MAX;
}

static bool
is_hash(uint32_t cp)
{
	return cp == '#' || cp == U'＃';
}

/* Marks that belong to what ends before them, as far as there is room. */
static bool
take_marks(struct scan *s)
{
	while (s->chars < PJ_SENTENCE_MAX) {
		switch (pj_mark_class(peek(s, s->at))) {
		case PJ_MARK_STOP:
		case PJ_MARK_ASCII:
		case PJ_MARK_DOT:
		case PJ_MARK_CLAUSE:
		case PJ_MARK_COMMA:
			take(s);
			continue;
		case PJ_MARK_CLOSE:
			if (!take_mark(s))
				return false;
			continue;
		default:
			return true;
		}
	}
	return true;
}

/* A # at the scan's place: a hashtag is a sentence of its own. */
static bool
hash(struct scan *s)
{
	size_t begin = s->at, end = begin;

	if (begin <= s->content || is_space(before(s, begin)))
		end = pj_hashtag_end(s->text, begin);
	if (end == begin) {
		take(s);
		return true;
	}
	if (s->content < begin && !end_sentence(s, begin, s->chars))
		return false;
	while (s->at < end && s->chars < PJ_SENTENCE_MAX)
		take(s);
	if (!pj_hashtags_add(&s->hashtags, begin, s->at) || !take_marks(s))
		return false;
	take_spaces(s);
	return end_sentence(s, s->at, s->chars);
}

/*
 * White space: a run of it in Chinese text, or one before a hashtag, ends
 * a sentence in social posts.  A line end is soft.
 */
static bool
space(struct scan *s, size_t begin)
{
	size_t chars = s->chars - 1, before_chars = s->chars - 1, i = begin;
	uint32_t last = before(s, begin), next;
	bool soft = false;

	take_spaces(s);
	chars = s->chars - chars;
	while (i < s->at)
		soft |=
		    pj_mark_class(pj_utf8_next(s->text, &i)) == PJ_MARK_LINE;
	next = peek(s, s->at);
	if (s->content == begin) {
		s->content = s->at;
		return true;
	}
	s->cut = s->at;
	s->cut_chars = s->chars;
	if (soft && s->spoken && before_chars >= SPOKEN_CHARS)
		return end_sentence(s, s->at, s->chars);
	if (soft || s->at == s->text.len)
		return true;
	if (is_hash(next))
		return end_sentence(s, s->at, s->chars);
	if (chars < 2 || !is_chinese(last) || !is_chinese(next) ||
	    before_chars <= LABEL_MAX || pj_mark_class(last) == PJ_MARK_CLAUSE)
		return true;
	return end_sentence(s, s->at, s->chars);
}

/* Emoji end what stands before them, and begin what they stand before. */
static bool
sign(struct scan *s, size_t begin)
{
	size_t end = pj_mark_emoji_end(s->text, begin);

	if (end == begin)
		return true;
	do {
		while (s->at < end && s->chars < PJ_SENTENCE_MAX)
			take(s);
		if (s->chars < PJ_SENTENCE_MAX)
			end = pj_mark_emoji_end(s->text, s->at);
	} while (s->at < end && s->chars < PJ_SENTENCE_MAX);
	if (s->content == begin) {
		s->content = s->at;
		return true;
	}
	take_spaces(s);
	switch (pj_mark_class(peek(s, s->at))) {
	case PJ_MARK_CLAUSE:
	case PJ_MARK_COMMA:
	case PJ_MARK_CLOSE:
		return true; /* it stands within a sentence */
	default:
		return end_sentence(s, s->at, s->chars);
	}
}

/* The character at the scan's place, which may mean something. */
static bool
scan_one(struct scan *s)
{
	size_t begin = s->at;
	uint32_t cp = peek(s, begin);

	if (is_hash(cp))
		return hash(s);
	switch (pj_mark_class(cp)) {
	case PJ_MARK_STOP:
		take(s);
		return in_title(s) || stop(s, cp);
	case PJ_MARK_ASCII:
		take(s);
		return in_title(s) || is_ascii_word(peek(s, s->at)) ||
		       stop(s, cp);
	case PJ_MARK_DOT:
		take(s);
		return !dot_stops(s, begin) || stop(s, cp);
	case PJ_MARK_CLAUSE:
	case PJ_MARK_COMMA:
		take(s);
		s->cut = s->at;
		s->cut_chars = s->chars;
		return true;
	case PJ_MARK_OPEN:
	case PJ_MARK_CLOSE:
	case PJ_MARK_STRAIGHT:
		return take_mark(s);
	case PJ_MARK_SPACE:
	case PJ_MARK_LINE:
		take(s);
		return space(s, begin);
	case PJ_MARK_SIGN:
		take(s);
		return sign(s, begin);
	case PJ_MARK_NONE:
		take(s);
	}
	return true;
}

static bool
is_han_lead(unsigned char c)
{
	return c >= 0xE4 && c <= 0xE9;
}

/*
 * Pass over characters that mean nothing here: Han, told by their lead
 * bytes and counted by their length, and ASCII letters and digits.
 */
static void
skip_plain(struct scan *s)
{
	const unsigned char *p = (const unsigned char *)s->text.ptr;
	size_t at = s->at, end = s->text.len, begin, stop;

	do {
		begin = at;
		stop = begin + 3 * (PJ_SENTENCE_MAX - s->chars);
		stop = stop < end ? stop : end;
		while (at < stop && is_han_lead(p[at]))
			at += 3;
		s->chars += (at - begin) / 3;
		for (; at < end && s->chars < PJ_SENTENCE_MAX; at++, s->chars++)
			if (!is_digit(p[at]) && !is_letter(p[at]))
				break;
	} while (at < end && s->chars < PJ_SENTENCE_MAX && is_han_lead(p[at]));
	s->at = at;
}

static bool
scan_block(struct scan *s, const struct pj_block *block,
    struct pj_deadline deadline, struct pj_error *err)
{
	size_t next_look;

	s->text.len = block->at.end;
	s->at = s->begin = s->content = s->cut = block->at.begin;
	s->chars = s->cut_chars = 0;
	s->quoting.depth = 0;
	next_look = s->at + STEP;
	while (s->at < s->text.len) {
		skip_plain(s);
		if (s->chars >= PJ_SENTENCE_MAX) {
			if (!cut_sentence(s))
				return pj_error_nomem(err);
		} else if (s->at < s->text.len && !scan_one(s)) {
			return pj_error_nomem(err);
		}
		if (s->at < next_look)
			continue;
		next_look = s->at + STEP;
		if (pj_deadline_passed(deadline))
			return pj_error_set(err, PJ_ELIMIT,
			    _("screening took longer than the time limit"));
	}
	return end_sentence(s, s->at, s->chars) || pj_error_nomem(err);
}

static bool
keep(struct scan *s, struct pj_arena *arena, struct pj_segments *out)
{
	struct pj_sentence *sentences =
	    pj_arena_alloc(arena, s->count, sizeof(*sentences));
	struct pj_quote *quotes =
	    pj_arena_alloc(arena, s->quoting.count, sizeof(*quotes));

	if (!sentences || !quotes)
		return false;
	if (s->count > 0)
		memcpy(sentences, s->sentences, s->count * sizeof(*sentences));
	if (s->quoting.count > 0)
		memcpy(quotes, s->quoting.quotes,
		    s->quoting.count * sizeof(*quotes));
	*out = (struct pj_segments){
		.sentences = sentences,
		.sentence_count = s->count,
		.quotes = quotes,
		.quote_count = s->quoting.count,
	};
	return pj_hashtags_keep(&s->hashtags, arena, out);
}

bool
pj_segment_doc(struct pj_arena *arena, const struct pj_doc *doc,
    struct pj_deadline deadline, struct pj_segments *out, struct pj_error *err)
{
	struct scan s = { .text = doc->text };
	bool ok = false;
	size_t i;

	s.spoken =
	    doc->format == PJ_FORMAT_SRT || doc->format == PJ_FORMAT_VTT;
	for (i = 0; i < doc->block_count; i++) {
		s.block = (uint32_t)i;
		if (!scan_block(&s, &doc->blocks[i], deadline, err))
			goto out;
	}
	pj_quoting_finish(&s.quoting);
	ok = keep(&s, arena, out) || pj_error_nomem(err);
	if (ok)
		out->post = pj_is_post(doc, out);
out:
	free(s.sentences);
	free(s.hashtags.at);
	free(s.quoting.quotes);
	return ok;
}
