#ifndef PJ_SEGMENT_H
#define PJ_SEGMENT_H

#include "pingjian/doc.h"

/*
 * segment: sentences, clauses and quotations of the original text, and
 * word boundaries on demand around a place.  It knows nothing of rules.
 */

/*
 * A sentence: ends after 。！？；… (with the closing marks and white space
 * that follow), at the end of its block, behind an emoji that does not
 * begin it, at a run of spaces in Chinese text, before and behind a hashtag,
 * or after PJ_SENTENCE_MAX code points (then at its last clause mark).
 * Sentences cover all blocks, in order, without gaps inside a block.
 */
struct pj_sentence {
	struct pj_text_span at;
	uint32_t block; /* index into the document's blocks */
};

enum pj_quote_kind {
	PJ_QUOTE_SPEECH, /* 「」『』“”"" */
	PJ_QUOTE_TITLE,  /* 《》〈〉 */
	PJ_QUOTE_PAREN,  /* （）() 【】 */
};

/* A pair of marks within one block; `inner` is what stands between. */
struct pj_quote {
	struct pj_text_span at; /* marks included */
	struct pj_text_span inner;
	enum pj_quote_kind kind;
	uint32_t depth;  /* 1 = outermost */
	uint32_t parent; /* index of the quotation around it */
};

#define PJ_QUOTE_NONE UINT32_MAX /* the parent of an outermost one */

struct pj_segments {
	const struct pj_sentence *sentences;
	size_t sentence_count;
	const struct pj_quote *quotes; /* by begin */
	size_t quote_count;
	const struct pj_text_span *hashtags; /* with their #; by begin */
	size_t hashtag_count;
	bool post; /* it is a social post */
};

/*
 * A hashtag: # or ＃, at the begin of a sentence or behind white space, and
 * the letters, digits and _ that follow, Chinese ones among them, at most
 * PJ_HASHTAG_MAX.  It is a sentence of its own.  (#MeToo within a sentence
 * is a word of it.)
 *
 * A social post is plain text or a piece of HTML (no page with a title), of
 * at most PJ_POST_MAX code points, with a hashtag of two letters or more or
 * an emoji in its first block, or with hashtags for a last line.  Emoji of
 * contact lines and forms (a telephone, a tick) do not count.
 *
 * Lives in ARENA.  Linear in the text.
 */
bool pj_segment_doc(struct pj_arena *arena, const struct pj_doc *doc,
    struct pj_deadline deadline, struct pj_segments *out, struct pj_error *err);

/* Index of the sentence that holds text offset AT, or of the next one. */
size_t pj_segment_sentence_at(const struct pj_segments *segments, uint32_t at);

/*
 * The clause around AT inside SENTENCE: cut at ，、：, a sentence's marks,
 * quotation marks and brackets, emoji, and white space that holds no line
 * end; about PJ_CLAUSE_MAX code points at most besides AT, which stands in
 * its middle then.
 */
struct pj_text_span pj_segment_clause(const struct pj_doc *doc,
    struct pj_text_span sentence, struct pj_text_span at);

/*
 * The innermost quotation of KIND that holds AT whole between its marks,
 * or NULL.  O(log of their number + PJ_QUOTE_DEPTH).
 */
const struct pj_quote *pj_segment_quote_around(
    const struct pj_segments *segments, struct pj_text_span at,
    enum pj_quote_kind kind);

/*
 * Whether AT lies whole in a hashtag; whether the text of SENTENCE, but for
 * what stands around, is one.  O(log of their number).
 */
bool pj_segment_in_hashtag(
    const struct pj_segments *segments, struct pj_text_span at);
bool pj_segment_is_hashtag(
    const struct pj_segments *segments, const struct pj_sentence *sentence);

/*
 * Word boundaries by ICU's dictionary.  A segmenter belongs to one thread;
 * ICU is opened at the first question (16-22 ms, then 2-9 us a clause).
 */
struct pj_words;

struct pj_words *pj_words_new(void); /* NULL out of memory */
void pj_words_free(struct pj_words *words);

/*
 * Whether AT begins and ends at word boundaries of CLAUSE, which holds it.
 * Soft line ends, spread-out spaces and invisible characters inside words
 * do not count as boundaries.  True also when ICU has no dictionary (then
 * *UNSURE, if not NULL, is set).
 */
bool pj_words_bounded(struct pj_words *words, struct pj_str text,
    struct pj_text_span clause, struct pj_text_span at, bool *unsure);

#endif /* PJ_SEGMENT_H */
