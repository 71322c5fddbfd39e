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
	struct re *first, *next;
	uint16_t unit;
	uint32_t list;
	uint32_t min, max;
	char mode; /* REPEAT: '?' lazy, '+' possessive, 0 greedy */
	bool negated, behind;
	const struct re_range *ranges;
	uint32_t range_count;
};

/* Deeper groups are a mistake, and recursion ends. */
#define RE_DEPTH 16

/* Most repetitions. */
#define RE_REPEAT_MAX 40

/* NODE's pattern in temp; NULL with ERR filled. */
struct re *pj_re_parse(struct loader *l, const struct node *node);

/* Every text that RE matches, if they are few. */
struct re_words {
	struct units *at;
	size_t count;
};

/*
 * The finite language of RE (look-around and anchors count as nothing), at
 * most LIMIT texts in temp.  False where it has more, or on failure with
 * ERR filled.
 */
bool pj_re_words(
    struct loader *l, const struct re *re, size_t limit, struct re_words *out);

/* Every word of A followed by every word of B; the same. */
bool pj_re_words_join(struct loader *l, const struct re_words *a,
    const struct re_words *b, size_t limit, struct re_words *out);

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
