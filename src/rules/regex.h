#ifndef PJ_RULES_REGEX_H
#define PJ_RULES_REGEX_H

#include "rules.h"

/*
 * The part of PCRE2 that rules may use (lexicons/FORMAT.md), as a tree
 * over folded units.  It is read here and not handed through because lists
 * are expanded, literals folded, and the words that a match must hold
 * found out.
 */
enum re_kind {
	RE_UNIT,   /* `unit` */
	RE_ANY,    /* . */
	RE_CLASS,  /* any of `ranges`, or none of them if `negated` */
	RE_LIST,   /* any word of `list`, captured */
	RE_CAT,    /* children one after another; none: nothing */
	RE_ALT,    /* one of its children */
	RE_REPEAT, /* its child `min` to `max` times */
	RE_LOOK,   /* (?= (?! (?<= (?<! */
	RE_BEGIN,  /* ^ */
	RE_END,    /* $ */
};

struct re_range {
	uint16_t first, last; /* both in it */
};

struct re {
	enum re_kind kind;
	uint16_t unit;
	char mode; /* REPEAT: '?' lazy, '+' possessive, 0 greedy */
	bool negated : 1, behind : 1;
	struct re *first, *next;
	uint32_t list;
	uint32_t min, max;
	uint32_t range_count;
	const struct re_range *ranges;
};

/* Deeper groups are a mistake, and recursion ends. */
#define RE_DEPTH 16

/* Most repetitions. */
#define RE_REPEAT_MAX 40

/*
 * NODE's pattern; NULL with ERR filled.  It and all that is found out about
 * it is in the loader's `work`: good until the next pattern.
 */
struct re *pj_re_parse(struct loader *l, const struct node *node);

/* Every text that RE matches, if they are few. */
struct re_words {
	const struct units *at; /* borrowed: a list's own, or in `work` */
	size_t count;
};

/*
 * The finite language of RE (look-around and anchors count as nothing), at
 * most LIMIT texts.  False where it has more, or on failure with
 * ERR filled.
 */
bool pj_re_words(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out);

/* A longer text tells no more. */
#define WORD_UNITS 32

/*
 * The units in a row from *AT, an RE_UNIT, on as one word, up to WORD_UNITS
 * of them; *AT moves behind them.
 */
bool pj_re_literal(
    struct loader *l, const struct re **at, struct re_words *out);

/* Every word of A followed by every word of B; the same. */
bool pj_re_words_join(struct loader *l, const struct re_words *a,
    const struct re_words *b, size_t limit, struct re_words *out);

/* Least and most units. */
struct reach {
	int32_t least, most;
};

/* Widen REACH by OTHER; the FIRST one is taken as it is. */
void pj_reach_join(struct reach *reach, struct reach other, bool first);

/* Units of the shortest and of the longest of WORDS; 0 of none. */
struct reach pj_words_width(const struct units *words, size_t count);

/* Units that a match of RE takes; look-around and anchors take none. */
struct reach pj_re_width(struct loader *l, const struct re *re);

/* Most words of a run, for patterns in which fewer would tell nothing. */
#define RUN_WORDS_MOST 400

/*
 * WORDS without those that hold another one, where that is too; *COUNT of
 * them, at most RUN_WORDS_MOST, of at least one unit.  NULL with ERR filled.
 */
const struct units *pj_words_shortest(
    struct loader *l, const struct units *words, size_t *count);

/* Weight of a word without a character that tells anything: no gate. */
#define WEIGHT_USELESS 1e9

/* Ideographs, letters and digits of WORD: marks tell nothing. */
uint32_t pj_word_telling(const struct units *word);

/*
 * How often WORD is met, roughly: one-character words everywhere, long ones
 * hardly.  TELLING is what pj_word_telling says.  40 is about a hundred times
 * in 50 MB of government texts.
 */
double pj_word_weight(
    const struct loader *l, const struct units *word, uint32_t telling);

/*
 * All words of LIST, folded, together: WEIGHT_USELESS or more if one of them
 * is.
 */
double pj_list_weight(const struct loader *l, struct list *list);

/* RE in PCRE2 syntax, and the list behind each of its groups. */
bool pj_re_emit(struct loader *l, const struct node *node, const struct re *re,
    struct pj_pattern *out);

/*
 * The sets of which every match holds a word: the most telling ones, at
 * most three, into OUT's gates.
 */
bool pj_re_gates(struct loader *l, const struct node *node, const struct re *re,
    struct pj_pattern *out);

#endif /* PJ_RULES_REGEX_H */
