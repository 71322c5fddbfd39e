#ifndef PJ_RULES_RULES_H
#define PJ_RULES_RULES_H

#include "pingjian/buf.h"
#include "pingjian/fold.h"
#include "pingjian/rules.h"

/*
 * How a rule set comes to be:
 *
 *   scan.c   names what YAML would misread in silence
 *   cut.c    leaves out examples where they are not wanted
 *   yaml.c   bytes → a tree of nodes with their places
 *   simple.h  the same for what is plainly written, much faster
 *   settings.c  the same reading for files of plain settings
 *   node.c   asks the tree for what it must hold, or says what is wrong
 *   words.c  named lists, and entries with {list} → plain texts
 *   terms.c  texts → folded terms and what they are used for; sets
 *   sort.c   words in order of units
 *   regex.c  pattern → tree; emit.c → PCRE2; gate.c → required sets
 *   shortest.c  of the words of a gate, those that are needed
 *   test.c   one key of a condition; when.c conditions and contexts
 *   rule.c   one rule; document.c the marks of a document-level one
 *   checklist.c  the checklist, and which rules answer to it
 *   change.c  what a later folder says of an earlier one's rules and lists
 *   account.c  what is different in the end from the first folder
 *   count.c  words that are counted
 *   collect.c  what stands in one file, for when all files are known
 *   files.c  a folder's files and their bytes
 *   load.c   folders and files in order, the finished tables
 *   image.h  the finished tables as one file, ready for use
 *
 * Trees and everything half-done live in `temp` and die with the load.
 */

#define NONE UINT32_MAX

/* --- small tools --------------------------------------------------------- */

/* A growing heap array.  Its owner frees `items`. */
struct vec {
	void *items;
	size_t count;
	size_t cap;
};

/* One more item of SIZE bytes, zeroed; NULL out of memory. */
void *pj_vec_add(struct vec *vec, size_t size);

/* A copy of all items in ARENA; NULL out of memory. */
void *pj_vec_keep(struct pj_arena *arena, const struct vec *vec, size_t size);

/*
 * Byte strings → numbers, first come.  Keys are borrowed; slots live in
 * ARENA.  For lists, rules, terms: anything that is looked up by name.
 */
struct table {
	struct pj_arena *arena;
	struct slot *slots;
	struct entry *entries; /* cap / 2 */
	size_t count;
	size_t cap; /* slots: power of two, or 0 */
};

/*
 * The number of KEY; puts VALUE there first if KEY is new.  A result other
 * than VALUE was there before.  NONE out of memory.
 */
uint32_t pj_table_put(struct table *table, struct pj_str key, uint32_t value);

/*
 * Another use of such a table, for all of its keys: SIZE bytes for each, a
 * multiple of 16, zeroed when KEY is new, and behind them a copy of KEY.
 * NULL out of memory.
 */
void *pj_table_item(struct table *table, struct pj_str key, size_t size);
uint32_t pj_table_get(const struct table *table, struct pj_str key);

/* Number of changes (insert, delete, replace, swap) between two names. */
size_t pj_name_distance(struct pj_str a, struct pj_str b);

/* Whether a name DISTANCE changes away may be what WANTED was meant for. */
bool pj_name_near(struct pj_str wanted, size_t distance);

/* --- the tree ------------------------------------------------------------ */

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	bool plain;            /* TEXT without quotation marks */
	uint32_t line, column; /* from 1, columns in code points */
	uint32_t key_line, key_column;
	uint32_t count;     /* children */
	struct pj_str key;  /* in a MAP; a NUL stands behind it */
	struct pj_str text; /* of TEXT; a NUL stands behind it */
	struct node *first; /* of LIST, MAP: children in order */
	struct node *next;
	const char *file;
};

/*
 * Look over raw TEXT for what YAML reads differently from what its writer
 * meant.  False with ERR filled at the first such place.
 */
bool pj_rules_scan(const char *file, struct pj_str text, struct pj_error *err);

/*
 * Take the examples out of TEXT, in place, leaving its lines; the new
 * length.
 */
size_t pj_rules_cut(char *text, size_t len);

/*
 * The tree of TEXT, in ARENA, into ROOT: NULL where it holds nothing.
 * False with ERR filled.  FILE is borrowed.
 */
bool pj_yaml_parse(struct pj_arena *arena, const char *file, struct pj_str text,
    struct node **root, struct pj_error *err);

/*
 * The same tree of TEXT where it is of the simple kind that nearly all rule
 * files are, and neither pj_rules_scan nor pj_yaml_parse would object to it;
 * else NULL, and they tell.  Ten times as fast.
 */
struct node *pj_simple_parse(
    struct pj_arena *arena, const char *file, struct pj_str text);

/* The same for a file that must hold something; NULL with ERR filled. */
struct node *pj_rules_parse(struct pj_arena *arena, const char *file,
    struct pj_str text, struct pj_error *err);

/* Fill ERR with PJ_ECONFIG and the place of NODE.  Returns false. */
bool pj_node_fail(const struct node *node, struct pj_error *err,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same, at the key of NODE. */
bool pj_node_fail_key(const struct node *node, struct pj_error *err,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Child KEY of MAP, or NULL. */
const struct node *pj_node_get(const struct node *map, const char *key);

/* MAP is a mapping and has no key outside of KEYS (NULL at the end). */
bool pj_node_keys(
    const struct node *map, const char *const *keys, struct pj_error *err);

/* Required child KEY of MAP; NULL with ERR filled where it is missing. */
const struct node *pj_node_need(
    const struct node *map, const char *key, struct pj_error *err);

/* NODE is a non-empty text; is a list; is a text or a list of texts. */
bool pj_node_is_text(const struct node *node, struct pj_error *err);
bool pj_node_is_list(const struct node *node, struct pj_error *err);
bool pj_node_is_texts(const struct node *node, struct pj_error *err);

/* NODE, which has a key, is a number of at most five digits: into OUT. */
bool pj_node_number(
    const struct node *node, uint32_t *out, struct pj_error *err);

/* First text of a text or list; step with `next` while in a list. */
const struct node *pj_node_texts(const struct node *node);

/*
 * Index of NODE's text in NAMES (NULL at the end), or NONE with ERR filled
 * with all that would do.
 */
uint32_t pj_node_choice(
    const struct node *node, const char *const *names, struct pj_error *err);

/* Copy the texts of NODE (may be NULL) into ARENA. */
bool pj_node_strings(struct pj_arena *arena, const struct node *node,
    struct pj_strings *out, struct pj_error *err);

/* --- loading ------------------------------------------------------------- */

enum list_state { LIST_NEW, LIST_OPEN, LIST_DONE };

/* A folded word. */
struct units {
	const uint16_t *at;
	uint32_t count;
};

/*
 * An entry of `changes`.  Those that hold hang on the rule or list that
 * they speak of, in order of folders.
 */
struct change {
	const struct node *node;
	uint32_t dir;
	struct change *next;
};

/* A named word list. */
struct list {
	const struct node *node;   /* its key is the name */
	const struct node *before; /* the first one, if it was replaced */
	struct change *changes;
	uint32_t first; /* folder that defined it */
	uint32_t dir;   /* folder that did so last */
	enum list_state state;
	bool used;
	struct pj_str *words; /* as written, lists within taken in */
	uint32_t count;
	struct units *folded; /* distinct, in order of units; or NULL yet */
	uint32_t folded_count;
	uint32_t set; /* NONE until something is gated by it */

	/* Once folded: what each pattern with the list in it asks for. */
	uint32_t least, most; /* units of a word */
	double weight;        /* of all words (weight.c); 0: not known yet */
	struct units pattern; /* in PCRE2 syntax (emit.c); none yet */
};

/* A rule that was found; those of later folders replace earlier ones. */
struct found {
	const struct node *node;
	const struct node *before; /* the first one, if it was replaced */
	struct change *changes;
	struct pj_str id;
	uint32_t category;
	uint32_t first; /* folder that defined it */
	uint32_t dir;   /* folder that did so last */
};

/* The tree of one file, and its folder. */
struct file {
	const struct node *tree;
	uint32_t dir;
};

/* Bits that tell nearly all words that are not common from those that are. */
#define COMMON_ENDS 16384

struct loader {
	struct pj_arena *arena; /* of the result */
	struct pj_arena *temp;  /* of the trees */
	struct pj_arena *fold;  /* of one text that is folded */
	struct pj_arena *work;  /* of one pattern */
	const struct pj_rules_options *options;
	struct pj_error *err;
	struct pj_rules *out;
	uint32_t dir;        /* index of the folder being read */
	struct pj_buf bytes; /* of the file being read */

	struct vec files;   /* struct file */
	struct vec changes; /* struct change */
	struct vec account; /* struct pj_change */
	struct vec lists;   /* struct list */
	struct table list_names;
	struct vec contexts; /* struct found */
	struct table context_names;
	struct vec whens; /* struct pj_context: named ones, then nameless */
	struct vec basis; /* struct found */
	struct table basis_names;
	const struct node *checklist; /* the last folder's, or NULL */
	uint32_t checklist_dir;
	bool checklist_replaced; /* there was one in an earlier folder */
	struct vec found;        /* struct found */
	struct table rule_names;
	struct vec categories; /* struct pj_category */
	struct table category_names;
	struct vec counts; /* struct found */
	struct table count_names;
	struct vec protects; /* const char * */
	struct table protect_names;
	struct vec pairs; /* struct pj_pair */
	/* Units of words that ordinary texts are full of → rank, 0 first. */
	struct table common;
	uint64_t common_ends[COMMON_ENDS / 64]; /* bits, see pj_common_bit */

	struct term *first_term, *last_term; /* see terms.c */
	size_t term_count;
	struct vec sets; /* struct pj_set */
	struct table set_names;
	struct vec patterns; /* struct pj_pattern */
	struct vec emitted;  /* uint16_t, of the pattern being made */
	struct vec literals; /* const char *, with examples only */
};

/* --- changes ------------------------------------------------------------- */

/* ENTRY, of a later folder, says why it stands there. */
bool pj_reason_check(struct loader *l, const struct node *entry);

/* Note the entries of `changes`. */
bool pj_changes_collect(struct loader *l, const struct node *changes);

/* What stood first where NODE, or nothing yet, stood after BEFORE. */
const struct node *pj_first_node(
    const struct node *before, const struct node *node);

/* Hang them on their rules and lists, when all files are known. */
bool pj_changes_settle(struct loader *l);

/*
 * What the first change from *AT on that has KEY says behind it; *AT moves
 * behind that change.  NULL where there is none.
 */
const struct node *pj_change_next(const struct change **at, const char *key);

/* The texts of list OWN (may be NULL), then those of CHANGES behind KEY. */
bool pj_changed_strings(struct loader *l, const struct node *own,
    const struct change *changes, const char *key, struct pj_strings *out);

/* Put the account of all changes into the result, with examples only. */
bool pj_changes_account(struct loader *l);

/* --- words --------------------------------------------------------------- */

/* Note the lists of a `words` mapping. */
bool pj_lists_collect(struct loader *l, const struct node *words);

/* Take in lists within lists, for every list. */
bool pj_lists_resolve(struct loader *l);

/* The list called NAME, or NONE with ERR filled, blaming NODE. */
uint32_t pj_list_named(
    struct loader *l, struct pj_str name, const struct node *node);

/* Mark every list that the texts of NODE name as used. */
void pj_lists_use(struct loader *l, const struct node *node);

struct list *pj_list_at(const struct loader *l, uint32_t list);

/* Fold the words of LIST, once: distinct, in order of units. */
bool pj_list_fold(struct loader *l, struct list *list);

/*
 * The next {name} in TEXT at or after *AT: sets BEGIN and END of the
 * braces, *AT behind them, and NAME.  False where there is none.  A brace
 * that does not close fails with ERR and returns false.
 */
bool pj_list_next(struct pj_str text, size_t *at, size_t *begin,
    struct pj_str *name, const struct node *node, struct pj_error *err);

/* One text that an entry stands for. */
struct expansion {
	struct pj_str text;
	uint32_t list;     /* captured list, or NONE */
	size_t begin, end; /* bytes of its word in text */
};

typedef bool expand_fn(void *arg, const struct expansion *one);

/*
 * Call EACH with every text that ENTRY stands for.  The word of list
 * PREFER is the captured one if ENTRY holds it, else that of its first
 * list.  At most PJ_EXPAND_MAX texts.
 */
bool pj_entry_expand(struct loader *l, const struct node *entry,
    uint32_t prefer, expand_fn *each, void *arg);

/* --- terms and sets ------------------------------------------------------ */

/*
 * Fold S; an error if nothing or too much is left of it.  OUT is good until
 * the next text is folded, units are in temp.
 */
bool pj_text_fold(struct loader *l, struct pj_str s, const struct node *node,
    struct pj_fold *out);
bool pj_units_fold(struct loader *l, struct pj_str s, const struct node *node,
    struct units *out);
int pj_units_compare(const struct units *a, const struct units *b);

/* Sort the COUNT words at WORDS, and drop what comes twice. */
bool pj_units_sort(struct loader *l, struct units *words, size_t *count);

/*
 * A word to be sorted.  `head` orders as its first HEAD_UNITS units do, so
 * that most words need not be fetched to be compared.
 */
#define HEAD_UNITS 4

struct order {
	uint64_t head;
	uint32_t count; /* units of the word */
	bool again;     /* for who made it to use */
	const struct units *word;
};

/* Order of two words by their units. */
int pj_orders_compare(const struct order *a, const struct order *b);

/*
 * The COUNT words of AT, in order: AT itself or in ARENA; equal ones stay as
 * they were.  Sets heads and counts.  NULL out of memory.
 */
struct order *pj_words_order(
    struct pj_arena *arena, struct order *at, size_t count);

/* UNITS are used for USE. */
bool pj_term_add(struct loader *l, struct units units, struct pj_use use);

/* Every text that each entry of NODE stands for is a term for KIND, ID. */
bool pj_terms_add(struct loader *l, const struct node *node,
    enum pj_use_kind kind, uint32_t id);

/*
 * The set of exactly these WORDS (sorted, distinct) and, if not NULL,
 * patterns TAIL; made at need.  NAME is for show.  NONE on failure.
 */
uint32_t pj_set_of(struct loader *l, const char *name,
    const struct units *words, size_t count, const struct node *patterns,
    bool *made);

/* Move terms and uses into the result. */
bool pj_terms_finish(struct loader *l);

/* The bit in common_ends of all words with the first and last unit of WORD. */
static inline uint32_t
pj_common_bit(struct units word)
{
	return (word.at[0] * 37U ^ word.at[word.count - 1]) % COMMON_ENDS;
}

/* --- patterns ------------------------------------------------------------ */

/*
 * Read NODE's pattern, and add it for KIND, ID.  WORD: its matches must be
 * made of whole words.
 */
bool pj_pattern_add(struct loader *l, const struct node *node,
    enum pj_pattern_kind kind, uint32_t id, bool word);

/* --- conditions ---------------------------------------------------------- */

/* An empty test at the end of TESTS (struct pj_test); NULL with ERR. */
struct pj_test *pj_test_add(struct loader *l, struct vec *tests);

/*
 * Key NODE of a condition, other than `inside`: adds one test, or one for
 * each mapping of a list.
 */
bool pj_test_read(struct loader *l, const struct node *node, struct vec *tests);

/*
 * The set of the words of ANY, a text or a list of them, made at need;
 * NONE with ERR filled.
 */
uint32_t pj_set_of_words(struct loader *l, const struct node *any);

/* The kinds of blocks that NODE names, as a bit set. */
bool pj_blocks_read(struct loader *l, const struct node *node, uint32_t *out);

/* Read the contexts of all files; needs the lists. */
bool pj_contexts_finish(struct loader *l);

/* The conditions and `despite` of a rule. */
bool pj_conditions_read(
    struct loader *l, const struct node *rule, struct pj_rule *out);

/* --- the checklist ------------------------------------------------------- */

/* Note NODE, a file's checklist: it replaces that of earlier folders. */
bool pj_checklist_collect(struct loader *l, const struct node *node);

/* Read it into the result, and into each of the COUNT RULES its items. */
bool pj_checklist_read(struct loader *l, struct pj_rule *rules, size_t count);

/*
 * The number of categories and rules that it names and that are not there.
 * OUT, unless NULL, has room for as many errors and gets them.
 */
size_t pj_checklist_check(const struct loader *l, struct pj_error *out);

/* --- files and rules ----------------------------------------------------- */

/*
 * The paths of DIR's rule files (char *, in ARENA), in byte order of names,
 * behind PATHS, whose items the caller frees.  None is an error.
 */
bool pj_rule_files(struct pj_arena *arena, const char *dir, struct vec *paths,
    struct pj_error *err);

/* The bytes of a rule file behind BUF, up to PJ_RULE_FILE_MAX. */
bool pj_rule_file_read(
    const char *path, struct pj_buf *buf, struct pj_error *err);

/* The name of FOUND (struct found) that NAME may be meant for, or NULL. */
const char *pj_found_nearest(const struct vec *found, struct pj_str name);

/* Read what is counted, of all files; needs the lists. */
bool pj_counts_finish(struct loader *l);

/* Note what stands in FILE, the tree of one file. */
bool pj_file_collect(struct loader *l, const struct node *file);

/* Read the protected phrases of FILE; needs the lists. */
bool pj_file_protected(struct loader *l, const struct file *file);

/* Both languages of NODE, {zh: …, en: …}; zh stands for both alone. */
bool pj_title_read(struct loader *l, const struct node *node, const char **zh,
    const char **en);

bool pj_basis_read(
    struct loader *l, const struct node *node, struct pj_basis *out);

/* Whether what is found must be made of whole words. */
enum boundary { BOUNDARY_WORD, BOUNDARY_NONE, BOUNDARY_DEFAULT };

/* For whom something is looked for. */
struct seek {
	uint32_t id;            /* of the rule */
	uint8_t mark;           /* of its marks; 0 where it has none */
	enum boundary boundary; /* DEFAULT: literals of three units or less */
	uint32_t prefer;        /* list whose word to note, or NONE */
	bool off;               /* the rule finds nothing: keep no term */
};

/* FIND, PATTERN (may be NULL) are looked for; as written into OUT. */
bool pj_seek_find(struct loader *l, const struct node *find,
    const struct seek *seek, struct pj_strings *out);
bool pj_seek_pattern(struct loader *l, const struct node *pattern,
    const struct seek *seek, struct pj_strings *out);

/* The key `document` of a rule, NODE: how marks are gathered, and which. */
bool pj_document_read(struct loader *l, const struct node *node,
    const struct seek *seek, struct pj_rule *out);

/* Rule number ID of the result. */
bool pj_rule_read(struct loader *l, const struct found *found, uint32_t id,
    struct pj_rule *out);

#endif /* PJ_RULES_RULES_H */
