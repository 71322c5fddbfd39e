#ifndef PJ_FOLD_H
#define PJ_FOLD_H

#include "pingjian/buf.h"
#include "pingjian/doc.h"

/*
 * fold: reduces text to the form rules are written in, and keeps the way
 * back.  One form for what a reader takes as the same: NFKC, lower case,
 * Simplified script, variants (臺/台, 妳/你, 姊/姐), compatibility and
 * radical code points, width.  Invisible characters, soft line ends
 * between Chinese characters, and a single separator set between two
 * Chinese characters leave no unit.  Rules and text are folded by the same
 * code.  It knows nothing of words.
 *
 * A folded unit is one 16-bit number: a BMP code point, or PJ_UNIT_OTHER
 * for a sign outside the BMP that folds to nothing in it; an emoji with
 * its modifiers and joined emoji, or a flag, is one sign.  Fixed width
 * makes positions plain indexes, for the matcher as for PCRE2 (16 bit).
 */

#define PJ_UNIT_OTHER 0xFFFC /* any other sign: emoji, rare ideographs */
#define PJ_UNIT_BREAK '\n'   /* stands between blocks; nothing matches it */

struct pj_fold {
	const uint16_t *units; /* count of them */
	const uint32_t *text;  /* count + 1: text byte where each unit begins;
	                          last = end of text; never decreasing */
	size_t count;
};

/*
 * Fold the blocks of DOC, one PJ_UNIT_BREAK after each; text outside
 * blocks leaves no units.  OUT lives in ARENA and borrows nothing.
 */
bool pj_fold_doc(struct pj_arena *arena, const struct pj_doc *doc,
    struct pj_deadline deadline, struct pj_fold *out, struct pj_error *err);

/*
 * Fold S, valid UTF-8, as one block without a break (for rule entries and
 * for small texts).  Lives in ARENA.
 */
bool pj_fold_str(struct pj_arena *arena, struct pj_str s, struct pj_fold *out,
    struct pj_error *err);

/* CP alone: its folded units into OUT (at most 18); 0 if it leaves none. */
size_t pj_fold_cp(uint32_t cp, uint16_t out[18]);

/*
 * Whether TEXT is written in Simplified script: of the characters that only
 * one script has, it has more that are Simplified.  A text that has none,
 * or as many of both, is Traditional.  Looks at the first PJ_SCRIPT_BYTES.
 */
bool pj_text_is_hans(struct pj_str text);

/*
 * Add S in Simplified script to BUF: words as ICU's Hant-Hans has them (著作,
 * not 着作; 計畫 as 计划), the longest first, then character by character.
 * What is Simplified stays as it is.  The words are in a table that is made
 * when the program is built: ICU is not opened.
 */
void pj_text_put_hans(struct pj_buf *buf, struct pj_str s);

/*
 * The stretch of text that AT came from; TEXT is the text that was folded.
 * AT must be non-empty and inside.  Where one character folded to several
 * units, or several to one, the stretch is widened to whole characters,
 * with the marks and selectors that belong to the last one: the result
 * never splits what a reader sees as one sign, and ends before whatever
 * was dropped behind it.
 */
struct pj_text_span pj_fold_back(
    const struct pj_fold *fold, struct pj_str text, struct pj_fold_span at);

/*
 * What stands in TEXT, which was folded, between unit AT and the next one
 * and left no unit, as one number: the same for the same signs, and 0 where
 * nothing visible stands, or only a line end with its indentation.  SPACES:
 * white space is nothing, either.  There must be a next unit.
 */
uint32_t pj_fold_gap(
    const struct pj_fold *fold, struct pj_str text, uint32_t at, bool spaces);

/*
 * The first unit whose text begins at or after text offset AT; count where
 * there is none.  O(log count).
 */
uint32_t pj_fold_at(const struct pj_fold *fold, uint32_t at);

#endif /* PJ_FOLD_H */
