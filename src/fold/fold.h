#ifndef PJ_FOLD_FOLD_H
#define PJ_FOLD_FOLD_H

#include "pingjian/fold.h"

/*
 * The table that src/fold/gen/ writes when the program is built.  A value
 * outside 0xD800-0xDFFF is the one unit that a code point folds to; one
 * inside is 0xD800 + index into pj_fold_specials.  No text folds to a
 * surrogate, so the test costs one mask in the loop over a text.
 */

enum pj_fold_kind {
	PJ_FOLD_EXPAND,    /* folds to `count` units */
	PJ_FOLD_DROP,      /* invisible: no unit */
	PJ_FOLD_MARK,      /* may compose with what stands before it; if not,
	                      folds to `count` units, often none */
	PJ_FOLD_SPACE,     /* white space */
	PJ_FOLD_LINE,      /* a line end, soft inside a block */
	PJ_FOLD_SEPARATOR, /* drops out when alone between Han */
	PJ_FOLD_SIGN,      /* a pictograph: emoji sequences start here */
};

struct pj_fold_special {
	uint8_t kind;  /* enum pj_fold_kind */
	uint8_t count; /* units at pj_fold_pool + at */
	uint16_t at;
};

/* Code points FIRST..LAST outside the BMP all have VALUE. */
struct pj_fold_range {
	uint32_t first, last;
	uint16_t value;
};

#define PJ_FOLD_ESCAPE 0xD800
#define PJ_FOLD_UNITS_MAX 18
#define PJ_FOLD_COMPOSED_MAX 64

extern const uint16_t pj_fold_bmp[0x10000];
extern const struct pj_fold_special pj_fold_specials[];
extern const uint16_t pj_fold_pool[];
extern const struct pj_fold_range pj_fold_ranges[]; /* ascending */
extern const size_t pj_fold_range_count;

/*
 * The unified ideographs, for telling and changing a text's script: what
 * each is in Simplified script (itself, mostly), and a bit for each that
 * only Simplified texts write.
 */
#define PJ_HAN_FIRST 0x4E00
#define PJ_HAN_COUNT 0x5200

extern const uint16_t pj_fold_hans[PJ_HAN_COUNT];
extern const uint16_t pj_fold_hans_only[PJ_HAN_COUNT / 16];

/*
 * Words whose Simplified form is not that of their characters: `from` units
 * at pj_hans_pool + at, then the `to` units they become.  In order of the
 * first unit, longer ones first.
 */
#define PJ_HANS_WORD_MAX 8

struct pj_hans_word {
	uint16_t at;
	uint8_t from, to;
};

extern const struct pj_hans_word pj_hans_words[];
extern const size_t pj_hans_word_count;
extern const uint16_t pj_hans_pool[];

static inline bool
pj_fold_is_special(uint16_t value)
{
	return (value & 0xF800) == PJ_FOLD_ESCAPE;
}

static inline const struct pj_fold_special *
pj_fold_special(uint16_t value)
{
	return &pj_fold_specials[value - PJ_FOLD_ESCAPE];
}

/* The table's value for CP; pictographs outside the BMP are OTHER. */
uint16_t pj_fold_value(uint32_t cp);

/* Whether CP has this kind. */
bool pj_fold_is(uint32_t cp, enum pj_fold_kind kind);

/*
 * The end of the sign that begins at byte AT of TEXT: its character, the
 * marks and selectors behind it, and for a pictograph the skin tones,
 * tags and joined pictographs, for a flag its second letter.
 */
size_t pj_fold_sign_end(struct pj_str text, size_t at);

/*
 * Compose the character that CLUSTER begins with and the marks behind it
 * into OUT; returns the number of units.  Marks beyond 30 are ignored,
 * as are those that compose with nothing.
 */
size_t pj_fold_compose(
    struct pj_str cluster, uint16_t out[PJ_FOLD_COMPOSED_MAX]);

#endif /* PJ_FOLD_FOLD_H */
