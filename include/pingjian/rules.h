#ifndef PJ_RULES_H
#define PJ_RULES_H

#include "pingjian/arena.h"
#include "pingjian/buf.h"
#include "pingjian/error.h"
#include "pingjian/limits.h"

/*
 * rules: loads and checks the lexicons (lexicons/FORMAT.md), folds their
 * entries with the code that folds texts, and hands them out as one
 * immutable set of plain tables.  It never sees a document.
 *
 * Everything here is borrowed from the pj_rules it came from and may be
 * read by any number of threads.
 */

enum pj_kind { PJ_STEREOTYPE, PJ_BIAS, PJ_DISCRIMINATION };
enum pj_severity { PJ_ADVICE = 1, PJ_WARNING = 2, PJ_ERROR = 3 };

const char *pj_kind_name(enum pj_kind kind);             /* "stereotype" … */
const char *pj_severity_name(enum pj_severity severity); /* "warning" … */

/* How far around a hit a condition looks. */
enum pj_within {
	PJ_WITHIN_CLAUSE,
	PJ_WITHIN_SENTENCE,
	PJ_WITHIN_BLOCK,
	PJ_WITHIN_DOCUMENT,
};

enum pj_side { PJ_SIDE_ANY, PJ_SIDE_BEFORE, PJ_SIDE_AFTER };

/* What one test asks about a hit. */
enum pj_test_kind {
	PJ_TEST_INSIDE,  /* context `id` holds */
	PJ_TEST_NEAR,    /* a hit of cue `id` lies within/side/gap */
	PJ_TEST_COVERED, /* a hit of cue `id` covers the hit */
	PJ_TEST_QUOTED,  /* the hit lies whole within marks of `quote` */
	PJ_TEST_BLOCK,   /* the block's kind, or the place in it, is in the
	                    bit set `blocks` */
	PJ_TEST_HEADING, /* cue `id` hits in the governing heading or lead-in */
};

/* Bits of `blocks` beside those of the kinds. */
#define PJ_PLACE_HASHTAG (UINT32_C(1) << 24)
#define PJ_PLACE_FIRST_LINE (UINT32_C(1) << 25) /* of a social post */

struct pj_test {
	enum pj_test_kind kind;
	bool negated; /* YAML: not_near, not_quoted … */
	uint32_t id;
	enum pj_within within;
	enum pj_side side;
	uint32_t gap;    /* most units between, UINT32_MAX = any */
	uint32_t quote;  /* bit set of 1 << enum pj_quote_kind */
	uint32_t blocks; /* bit set of 1 << enum pj_block_kind, PJ_PLACE_… */
};

enum pj_effect {
	PJ_EFFECT_NONE,  /* contexts only: holds where a rule names it */
	PJ_EFFECT_DROP,  /* `unless` */
	PJ_EFFECT_LOWER, /* `lower`: one level */
	PJ_EFFECT_RAISE, /* `raise`: one level */
	PJ_EFFECT_NEED,  /* `only`: dropped where the test fails */
};

/* One test of a rule with what follows from it. */
struct pj_condition {
	enum pj_effect effect;
	struct pj_test test;
};

/*
 * A named context.  It holds for a hit when every test of any one of its
 * alternatives holds.  One with an effect other than NONE works on every
 * rule that does not name it in `despite`.  Its tests may be INSIDE other
 * contexts, never in a circle.  Where a rule's `only` or an alternative
 * names several contexts, a nameless one ("") stands for any of them.
 */
struct pj_when {
	const struct pj_test *tests;
	size_t count;
};

struct pj_context {
	const char *name;
	enum pj_effect effect; /* NONE, DROP or LOWER */
	const struct pj_when *when;
	size_t count;
};

/* Strings of a rule: count of them. */
struct pj_strings {
	const char *const *at;
	size_t count;
};

/*
 * What a document-level rule gathers its marks by.  A rule that is not one
 * judges every hit on its own.
 */
enum pj_together {
	PJ_ALONE,
	PJ_TOGETHER_CHAIN,    /* each within `gap` units of the one before */
	PJ_TOGETHER_BLOCK,    /* in one block */
	PJ_TOGETHER_DOCUMENT, /* anywhere in the document */
};

#define PJ_MARKS_MAX 8 /* kinds of marks of one rule */

/*
 * A kind of mark: what a document-level rule looks for, and what that is
 * to it.  Hits of it are candidates of the rule with `mark` its index.
 */
struct pj_mark {
	const char *name;
	uint32_t least;         /* so many must be there; 0: none may be */
	uint32_t blocks;        /* bit set of 1 << enum pj_block_kind; 0 any */
	struct pj_strings find; /* as written, for show */
	struct pj_strings pattern;
	struct pj_strings with; /* patterns: only beside one of these */
};

struct pj_rule {
	const char *id;       /* "occupation.woman-marked" */
	const char *category; /* "occupation" */
	enum pj_kind kind;
	enum pj_severity severity;
	const char *message_zh;
	const char *message_en;
	struct pj_strings basis;
	struct pj_strings suggest; /* may hold {LIST}: the word that matched */
	struct pj_strings find;    /* as written, for show */
	struct pj_strings pattern; /* as written */
	struct pj_strings except;  /* as written */
	struct pj_strings bad;     /* with ‹…›; empty unless loaded */
	struct pj_strings ok;
	struct pj_strings checklist; /* ids of the items it answers to */
	const struct pj_condition *conditions;
	size_t condition_count;
	const uint32_t *despite; /* contexts that do not touch this rule */
	size_t despite_count;
	bool pair; /* silent where its counterpart stands in the sentence */
	bool off;  /* switched off by a later folder: it finds nothing */
	enum pj_together together;   /* ALONE, or of marks, and then `find` and
	                                `pattern` are empty */
	uint32_t gap;                /* of a CHAIN: units between two marks */
	const struct pj_mark *marks; /* the first is what is flagged */
	size_t mark_count;           /* 0 if ALONE, else up to PJ_MARKS_MAX */
	const char *file;            /* where it is written */
	uint32_t line;
};

/* What a term's hit is good for. */
enum pj_use_kind {
	PJ_USE_RULE,    /* a candidate for rule `id` */
	PJ_USE_PROTECT, /* a protected phrase, group `id` */
	PJ_USE_EXCEPT,  /* protected from rule `id` alone */
	PJ_USE_SET,     /* a word of set `id` */
	PJ_USE_COUNT,   /* counted as count `id`; UINT32_MAX: as none, so that
	                   no word within it is counted */
};

struct pj_use {
	enum pj_use_kind kind;
	uint32_t id;
	uint16_t capture_begin; /* RULE: the word of list `capture_list` in */
	uint16_t capture_count; /* the term, units; 0 where there is none */
	uint32_t capture_list;
	bool word;    /* RULE: the hit must be made of whole words */
	uint8_t mark; /* RULE: index into its marks; 0 where it has none */
};

/* A folded literal; every distinct one once. */
struct pj_term {
	const uint16_t *units;
	uint32_t count; /* units, at least 1 */
	uint32_t first_use;
	uint32_t use_count;
};

/*
 * A set of words that patterns are gated by and cues are made of.  `kept`
 * where some test asks for its hits; else the hit only opens gates.
 */
struct pj_set {
	const char *name; /* of the list, or "" */
	bool kept;
};

/* What a pattern's match is good for. */
enum pj_pattern_kind {
	PJ_PATTERN_RULE,    /* a candidate for rule `id` */
	PJ_PATTERN_SET,     /* a hit of set `id` */
	PJ_PATTERN_PROTECT, /* a protected phrase, group `id` */
};

/*
 * Every match of a pattern holds a word of `set`, which begins `least` to
 * `most` units behind the begin of the match (before it, if negative).
 */
struct pj_gate {
	uint32_t set;
	int32_t least, most;
};

/* Bounds of a gate that may be anywhere in the sentence. */
#define PJ_GATE_FAR INT32_C(0x3FFFFFFF)

/*
 * A regular expression over folded units, PCRE2 syntax, no flags, lists
 * expanded to groups.  It can match only in a sentence in which every set
 * of `gates` has a hit (at least one gate).
 */
struct pj_pattern {
	enum pj_pattern_kind kind;
	uint32_t id; /* of the rule, set or group */
	const uint16_t *units;
	uint32_t count;
	const struct pj_gate *gates; /* rarest first */
	uint32_t gate_count;
	const uint32_t *captures; /* list behind group i + 1; UINT32_MAX none */
	uint32_t capture_count;
	const char *source; /* as written */
	bool word;          /* RULE: the match must be made of whole words */
	uint8_t mark;       /* RULE: index into its marks */
};

/* Counterparts for `pair`: folded, e.g. 女 and 男. */
struct pj_pair {
	const uint16_t *a, *b;
	uint32_t a_count, b_count;
};

/* A basis: a public source of a rule. */
struct pj_basis {
	const char *id;
	const char *title_zh, *title_en;
	const char *url; /* "" where there is none */
};

struct pj_category {
	const char *id;
	const char *title_zh, *title_en;
};

/*
 * A question of the checklist that drafts are judged by before they go out.
 * Rules answer to it by their category or one by one; `people` where no
 * rule can (pictures, how it was decided).
 */
struct pj_checklist_item {
	const char *id;
	const char *question_zh, *question_en;
	struct pj_strings categories; /* may name what is not there: lint */
	struct pj_strings rules;
	bool people;
};

struct pj_checklist {
	const char *title_zh, *title_en; /* "" where there is no checklist */
	bool provisional;                /* not an agency's own text */
	const struct pj_checklist_item *items;
	size_t count;
};

/* How a later folder makes something different from the first. */
enum pj_change_kind {
	PJ_CHANGE_ADDED,      /* it is new */
	PJ_CHANGE_REPLACED,   /* as a whole, by one of the same name */
	PJ_CHANGE_OFF,        /* a rule that finds nothing any more */
	PJ_CHANGE_ON,         /* one that was off finds again */
	PJ_CHANGE_SEVERITY,   /* a rule's level */
	PJ_CHANGE_TERMS,      /* more literals or words */
	PJ_CHANGE_EXCEPTIONS, /* more exceptions of a rule */
};

enum pj_subject {
	PJ_SUBJECT_RULE,
	PJ_SUBJECT_LIST,
	PJ_SUBJECT_CONTEXT,
	PJ_SUBJECT_BASIS,
	PJ_SUBJECT_PROTECTED, /* phrases, by their kind */
	PJ_SUBJECT_PAIR,
	PJ_SUBJECT_CHECKLIST,
	PJ_SUBJECT_COUNT,
};

const char *pj_change_kind_name(enum pj_change_kind kind); /* "added" … */
const char *pj_subject_name(enum pj_subject subject);      /* "rule" … */

/* One such difference.  Strings are empty where they do not apply. */
struct pj_change {
	enum pj_change_kind kind;
	enum pj_subject subject;
	const char *name;          /* rule id, name of the list … */
	const char *reason;        /* "" where the file gives none */
	enum pj_severity was, now; /* SEVERITY, REPLACED; else the same */
	struct pj_strings more;    /* texts that are new */
	struct pj_strings less;    /* REPLACED: texts that are gone */
	struct pj_strings keys;    /* REPLACED: keys that differ, of a rule */
	const char *file;
	uint32_t line;
};

/* Whether CHANGE asks for what is so without it. */
bool pj_change_is_idle(const struct pj_change *change);

/* Words that are counted for a statistic; nothing is judged by it. */
struct pj_count {
	const char *name; /* "women" */
	const char *title_zh, *title_en;
	struct pj_strings find; /* as written */
	struct pj_strings except;
};

#define PJ_COUNTS_MAX 8

struct pj_rules {
	const struct pj_rule *rules;
	size_t rule_count;
	const struct pj_category *categories;
	size_t category_count;
	const struct pj_basis *basis;
	size_t basis_count;
	const struct pj_context *contexts;
	size_t context_count;
	const struct pj_set *sets;
	size_t set_count;
	const struct pj_term *terms; /* in order of units */
	size_t term_count;
	const struct pj_use *uses;
	size_t use_count;
	const struct pj_pattern *patterns;
	size_t pattern_count;
	const struct pj_pair *pairs;
	size_t pair_count;
	struct pj_checklist checklist;
	const struct pj_count *counts; /* up to PJ_COUNTS_MAX */
	size_t count_count;
	struct pj_strings protects; /* names of protected groups */
	struct pj_strings lists;    /* names of word lists */
	struct pj_strings literals; /* texts that `find` entries stand for, as
	                               written; only with examples */
	const struct pj_change *changes; /* by later folders, as they hold in
	                                    the end; only with examples */
	size_t change_count;
	const struct pj_error *remarks; /* what lint says of the files */
	size_t remark_count;
	struct pj_arena *arena; /* everything above lives here */
};

struct pj_rules_options {
	bool examples; /* read bad and ok; screening needs none */
};

/*
 * Load every *.yml of each of DIRS in order (words.yml, protected.yml,
 * contexts.yml and basis.yml by their top-level keys, not their names).
 * A later folder's rule replaces an earlier one of the same id; its
 * `changes` work on the rules and lists of folders before it.  Returns
 * NULL with ERR filled (PJ_ECONFIG with file, line and column; PJ_EIO).
 */
struct pj_rules *pj_rules_load(const char *const *dirs, size_t count,
    const struct pj_rules_options *options, struct pj_error *err);
void pj_rules_free(struct pj_rules *rules);

/*
 * A compiled rule set is one file that is opened in a tenth of the time
 * that loading takes.  It is for this program on this kind of machine.
 *
 * Put RULES, loaded without examples from just these DIRS, behind OUT.
 */
bool pj_rules_write(const struct pj_rules *rules, const char *const *dirs,
    size_t count, struct pj_buf *out, struct pj_error *err);

/*
 * What pj_rules_load gives for DIRS without examples, from the compiled
 * rule set at PATH.  NULL with ERR filled where that is missing (PJ_EIO),
 * or damaged, or made from other rule files or by another program
 * (PJ_ECONFIG): load DIRS then.
 */
struct pj_rules *pj_rules_open(const char *path, const char *const *dirs,
    size_t count, struct pj_error *err);

/* The rule with this id, or NULL. */
const struct pj_rule *pj_rules_find(
    const struct pj_rules *rules, struct pj_str id);

/* The item of the checklist with this id, or NULL. */
const struct pj_checklist_item *pj_rules_item(
    const struct pj_rules *rules, const char *id);

/* The rule id nearest to ID by edit distance, or NULL if none is near. */
const char *pj_rules_nearest(const struct pj_rules *rules, struct pj_str id);

/*
 * Call EACH with every finding of lint: patterns that may run out of their
 * limits; literals, exceptions, lists and contexts without effect; a
 * literal in two rules; suggestions that are themselves flagged; missing
 * examples and languages.  Their code is PJ_ECONFIG; with code PJ_OK it is
 * a hint: a basis no rule rests on, protected phrases that hold nothing a
 * rule finds, fewer `ok` than exceptions.  Needs RULES loaded with examples.
 * Returns the number of findings without the hints; out of memory is one of
 * them.
 */
size_t pj_rules_lint(const struct pj_rules *rules,
    void (*each)(void *arg, const struct pj_error *finding), void *arg);

/* A key of a file of settings, and what the file says behind it. */
struct pj_setting {
	const char *key;
	bool list;                /* several texts will do, in a list */
	struct pj_strings values; /* none where the key is not there */
	uint32_t line, column;    /* of the value, from 1 */
};

/*
 * Read file PATH into the COUNT SETTINGS, whose `key` and `list` the caller
 * has set: one YAML mapping from keys to texts, read as strictly as rule
 * files are (no anchors, aliases, tags, second documents, unknown keys or
 * keys twice), or nothing at all.  Values live in ARENA.  False with ERR
 * filled: PJ_ECONFIG with file, line and column; PJ_EIO.
 */
bool pj_settings_read(struct pj_arena *arena, const char *path,
    struct pj_setting *settings, size_t count, struct pj_error *err);

#endif /* PJ_RULES_H */
