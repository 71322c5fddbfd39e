#include "pingjian/utf8.h"
#include "segment.h"

/*
 * Whether a document is a social post.  Letters and forms hold emoji and
 * hashes, too: a telephone before a number, a tick, an extension (#三).
 * So a post must be short, and show itself as one at its begin, or at its
 * end by a row of hashtags.
 */

/* A tag of fewer letters is a number or a letter of a list: #三, #乙. */
#define TAG_MIN 2

/* Emoji that stand on contact lines and in forms as well: clocks, telephones,
 * ticks and crosses, letters, houses, papers, pins, links and calendars. */
static const uint32_t plain_signs[] = { 0x231A, 0x231B, 0x23F0, 0x260E, 0x2611,
	0x2705, 0x2709, 0x2714, 0x2716, 0x274C, 0x274E, 0x2B55, 0x1F310,
	0x1F3E0, 0x1F3E2, 0x1F4C4, 0x1F4C5, 0x1F4C6, 0x1F4CC, 0x1F4CD, 0x1F4CE,
	0x1F4DD, 0x1F4DE, 0x1F4DF, 0x1F4E0, 0x1F4E7, 0x1F4E8, 0x1F4E9, 0x1F4EC,
	0x1F4EE, 0x1F4F1, 0x1F4F2, 0x1F517, 0x1F550, 0x1F5D3, 0x1F5FA };

static bool
is_plain_sign(uint32_t cp)
{
	size_t i;

	for (i = 0; i < sizeof(plain_signs) / sizeof(*plain_signs); i++)
		if (plain_signs[i] == cp)
			return true;
	return false;
}

/* A text that somebody may paste into a network: no page, no file of Word. */
static bool
may_be_post(const struct pj_doc *doc)
{
	size_t i;

	if (doc->block_count == 0 || doc->text.len > 4 * PJ_POST_MAX ||
	    (doc->format != PJ_FORMAT_TEXT && doc->format != PJ_FORMAT_HTML) ||
	    pj_utf8_count(doc->text) > PJ_POST_MAX)
		return false;
	for (i = 0; i < doc->block_count && doc->format == PJ_FORMAT_HTML; i++)
		if (doc->blocks[i].kind == PJ_BLOCK_TITLE ||
		    doc->blocks[i].kind == PJ_BLOCK_META)
			return false; /* a page, not a piece of one */
	return true;
}

/* Whether an emoji that is drawn to please stands in AT. */
static bool
has_emoji(const struct pj_doc *doc, struct pj_text_span at)
{
	struct pj_str text = { doc->text.ptr, at.end };
	size_t i = at.begin, next;

	while (i < text.len) {
		uint32_t cp;

		next = i;
		cp = pj_utf8_next(text, &next);
		if (pj_mark_class(cp) == PJ_MARK_SIGN && !is_plain_sign(cp) &&
		    pj_mark_emoji_end(text, i) > i)
			return true;
		i = next;
	}
	return false;
}

static bool
is_long_tag(const struct pj_doc *doc, struct pj_text_span tag)
{
	return pj_utf8_count(pj_str_at(doc->text, tag)) > TAG_MIN;
}

/* From byte AT back to BEGIN over white space, or over all else. */
static size_t
back_over(struct pj_str text, size_t begin, size_t at, bool spaces)
{
	while (at > begin) {
		size_t before = at;
		enum pj_mark_class class =
		    pj_mark_class(pj_utf8_prev(text, &before));
		bool space = class == PJ_MARK_SPACE || class == PJ_MARK_LINE;

		if (space != spaces)
			break;
		at = before;
	}
	return at;
}

/*
 * Where the words begin that AT ends with and that all begin with a #;
 * *COUNT of them.
 */
static size_t
row_begin(const struct pj_doc *doc, struct pj_text_span at, size_t *count)
{
	size_t row = at.end;

	for (*count = 0;; ++*count) {
		size_t end = back_over(doc->text, at.begin, row, true);
		size_t word = back_over(doc->text, at.begin, end, false);
		size_t next = word;
		uint32_t cp;

		cp = word < end ? pj_utf8_next(doc->text, &next) : 0;
		if (cp != '#' && cp != U'＃')
			return row;
		row = word;
	}
}

/* Whether the text ends with hashtags on a line of their own, or several. */
static bool
has_closing_row(const struct pj_doc *doc, const struct pj_segments *segments)
{
	struct pj_text_span at = doc->blocks[doc->block_count - 1].at;
	size_t words, i = segments->hashtag_count;
	size_t begin = row_begin(doc, at, &words);
	bool long_tag = false;

	while (i > 0 && segments->hashtags[i - 1].begin >= begin)
		long_tag |= is_long_tag(doc, segments->hashtags[--i]);
	if (!long_tag)
		return false;
	return words > 1 || segments->hashtag_count - i > 1 ||
	       begin == at.begin || doc->text.ptr[begin - 1] == '\n';
}

bool
pj_is_post(const struct pj_doc *doc, const struct pj_segments *segments)
{
	struct pj_text_span first;
	size_t i;

	if (!may_be_post(doc))
		return false;
	first = doc->blocks[0].at;
	for (i = 0; i < segments->hashtag_count; i++)
		if (segments->hashtags[i].end <= first.end &&
		    is_long_tag(doc, segments->hashtags[i]))
			return true;
	return has_emoji(doc, first) || has_closing_row(doc, segments);
}
