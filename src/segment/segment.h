#ifndef PJ_SEGMENT_SEGMENT_H
#define PJ_SEGMENT_SEGMENT_H

#include "pingjian/segment.h"

/* What a character means to sentences, clauses and quotations. */
enum pj_mark_class {
	PJ_MARK_NONE,
	PJ_MARK_STOP,   /* ends a sentence: 。！？；… */
	PJ_MARK_ASCII,  /* ends one where no ASCII runs on: ! ? ; */
	PJ_MARK_DOT,    /* ends one in Latin text: . */
	PJ_MARK_CLAUSE, /* ，、： */
	PJ_MARK_COMMA,  /* the same where no digits stand around: , : */
	PJ_MARK_OPEN,
	PJ_MARK_CLOSE,
	PJ_MARK_STRAIGHT, /* the straight double quotes, open or close */
	PJ_MARK_SPACE,
	PJ_MARK_LINE, /* a line end, soft */
	PJ_MARK_SIGN, /* perhaps an emoji */
};

enum pj_mark_class pj_mark_class(uint32_t cp);

/*
 * The closing mark for the opening mark CP, and the kind of quotation.
 * A straight mark closes itself.
 */
uint32_t pj_mark_partner(uint32_t cp, enum pj_quote_kind *kind);

/*
 * The end of the emoji with its modifiers and joiners at byte AT of TEXT;
 * AT itself where the character there is read as text.
 */
size_t pj_mark_emoji_end(struct pj_str text, size_t at);

/* An opening mark that waits for its partner. */
struct pj_open {
	uint32_t partner; /* code point */
	enum pj_quote_kind kind;
	struct pj_text_span at;
	size_t first; /* quotations that were there when it opened */
};

/* Quotations as they are found; heap memory. */
struct pj_quoting {
	struct pj_open open[PJ_QUOTE_DEPTH];
	size_t depth;
	struct pj_quote *quotes;
	size_t count;
	size_t cap;
};

/*
 * Take in the opening, closing or straight mark CP at AT.  When too many
 * stand open the outermost is given up, so that each mark costs the same
 * whatever came before.  False when out of memory.
 */
bool pj_quoting_mark(struct pj_quoting *q, uint32_t cp, struct pj_text_span at);

/* The innermost open mark that CP would close, or NULL. */
const struct pj_open *pj_quoting_find(const struct pj_quoting *q, uint32_t cp);

/* Fill depth and parent of all quotations. */
void pj_quoting_finish(struct pj_quoting *q);

/*
 * The end of the hashtag whose # stands at byte AT of TEXT; AT where none
 * does.  What may stand before it is the caller's business.
 */
size_t pj_hashtag_end(struct pj_str text, size_t at);

/* Hashtags found so far; `at` is the owner's to free. */
struct pj_hashtags {
	struct pj_text_span *at;
	size_t count, cap;
};

/* One more, from byte BEGIN to END; false out of memory. */
bool pj_hashtags_add(struct pj_hashtags *list, size_t begin, size_t end);

/* Copy them into OUT, in ARENA; false out of memory. */
bool pj_hashtags_keep(const struct pj_hashtags *list, struct pj_arena *arena,
    struct pj_segments *out);

/* Whether DOC, whose hashtags SEGMENTS holds, is a post: see there. */
bool pj_is_post(const struct pj_doc *doc, const struct pj_segments *segments);

#endif /* PJ_SEGMENT_SEGMENT_H */
