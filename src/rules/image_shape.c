#include "image.h"

/*
 * The tables of rules.h member by member, inner ones first.  A member that
 * is added there and missing here comes out of an image as 0: the test
 * rules_image compares every table.
 */

#define SIZE(s, m) ((uint32_t)sizeof(((struct s *)NULL)->m))
#define AT(s, m) ((uint32_t)offsetof(struct s, m))

#define TEXT(s, m)                                                             \
	{                                                                      \
		.kind = FIELD_TEXT, .at = AT(s, m)                             \
	}
#define NUMBER(s, m, lo, hi)                                                   \
	{                                                                      \
		.kind = FIELD_NUMBER, .at = AT(s, m), .size = SIZE(s, m),      \
		.least = (lo), .most = (hi)                                    \
	}
#define FLAG(s, m) NUMBER(s, m, 0, 1)
#define ANY(s, m) NUMBER(s, m, 0, UINT32_MAX)
#define ARRAY(s, m, n, elements)                                               \
	{                                                                      \
		.kind = FIELD_ARRAY, .at = AT(s, m), .count_at = AT(s, n),     \
		.count_size = SIZE(s, n), .of = &(elements)                    \
	}
#define STRINGS(s, m) ARRAY(s, m.at, m.count, texts)
#define SHAPE(type, list)                                                      \
	{                                                                      \
		sizeof(type), _Alignof(type), sizeof(list) / sizeof(*(list)),  \
		    list                                                       \
	}

static const struct field text_fields[] = { { .kind = FIELD_TEXT } };
static const struct shape texts = SHAPE(const char *, text_fields);
static const struct shape units = { 2, 2, 0, NULL };
static const struct shape numbers = { 4, 4, 0, NULL };

static const struct field gate_fields[] = {
	ANY(pj_gate, set),
	ANY(pj_gate, least), /* both may be below 0 */
	ANY(pj_gate, most),
};
static const struct shape gates = SHAPE(struct pj_gate, gate_fields);

static const struct field test_fields[] = {
	NUMBER(pj_test, kind, 0, PJ_TEST_HEADING),
	FLAG(pj_test, negated),
	ANY(pj_test, id),
	NUMBER(pj_test, within, 0, PJ_WITHIN_DOCUMENT),
	NUMBER(pj_test, side, 0, PJ_SIDE_AFTER),
	ANY(pj_test, gap),
	ANY(pj_test, quote),
	ANY(pj_test, blocks),
};
static const struct shape tests = SHAPE(struct pj_test, test_fields);

static const struct field condition_fields[] = {
	NUMBER(pj_condition, effect, 0, PJ_EFFECT_NEED),
	NUMBER(pj_condition, test.kind, 0, PJ_TEST_HEADING),
	FLAG(pj_condition, test.negated),
	ANY(pj_condition, test.id),
	NUMBER(pj_condition, test.within, 0, PJ_WITHIN_DOCUMENT),
	NUMBER(pj_condition, test.side, 0, PJ_SIDE_AFTER),
	ANY(pj_condition, test.gap),
	ANY(pj_condition, test.quote),
	ANY(pj_condition, test.blocks),
};
static const struct shape conditions =
    SHAPE(struct pj_condition, condition_fields);

static const struct field when_fields[] = {
	ARRAY(pj_when, tests, count, tests),
};
static const struct shape whens = SHAPE(struct pj_when, when_fields);

static const struct field context_fields[] = {
	TEXT(pj_context, name),
	NUMBER(pj_context, effect, 0, PJ_EFFECT_LOWER),
	ARRAY(pj_context, when, count, whens),
};
static const struct shape contexts = SHAPE(struct pj_context, context_fields);

static const struct field mark_fields[] = {
	TEXT(pj_mark, name),
	ANY(pj_mark, least),
	ANY(pj_mark, blocks),
	STRINGS(pj_mark, find),
	STRINGS(pj_mark, pattern),
	STRINGS(pj_mark, with),
};
static const struct shape marks = SHAPE(struct pj_mark, mark_fields);

static const struct field rule_fields[] = {
	TEXT(pj_rule, id),
	TEXT(pj_rule, category),
	NUMBER(pj_rule, kind, 0, PJ_DISCRIMINATION),
	NUMBER(pj_rule, severity, PJ_ADVICE, PJ_ERROR),
	TEXT(pj_rule, message_zh),
	TEXT(pj_rule, message_en),
	STRINGS(pj_rule, basis),
	STRINGS(pj_rule, suggest),
	STRINGS(pj_rule, find),
	STRINGS(pj_rule, pattern),
	STRINGS(pj_rule, except),
	STRINGS(pj_rule, bad),
	STRINGS(pj_rule, ok),
	STRINGS(pj_rule, checklist),
	ARRAY(pj_rule, conditions, condition_count, conditions),
	ARRAY(pj_rule, despite, despite_count, numbers),
	FLAG(pj_rule, pair),
	NUMBER(pj_rule, together, 0, PJ_TOGETHER_DOCUMENT),
	ANY(pj_rule, gap),
	ARRAY(pj_rule, marks, mark_count, marks),
	FLAG(pj_rule, off),
	TEXT(pj_rule, file),
	ANY(pj_rule, line),
};
static const struct shape rules = SHAPE(struct pj_rule, rule_fields);

static const struct field use_fields[] = {
	NUMBER(pj_use, kind, 0, PJ_USE_COUNT),
	ANY(pj_use, id),
	ANY(pj_use, capture_begin),
	ANY(pj_use, capture_count),
	ANY(pj_use, capture_list),
	FLAG(pj_use, word),
	ANY(pj_use, mark),
};
static const struct shape uses = SHAPE(struct pj_use, use_fields);

static const struct field term_fields[] = {
	ARRAY(pj_term, units, count, units),
	ANY(pj_term, first_use),
	ANY(pj_term, use_count),
};
static const struct shape terms = SHAPE(struct pj_term, term_fields);

static const struct field set_fields[] = {
	TEXT(pj_set, name),
	FLAG(pj_set, kept),
};
static const struct shape sets = SHAPE(struct pj_set, set_fields);

static const struct field pattern_fields[] = {
	NUMBER(pj_pattern, kind, 0, PJ_PATTERN_PROTECT),
	ANY(pj_pattern, id),
	ARRAY(pj_pattern, units, count, units),
	ARRAY(pj_pattern, gates, gate_count, gates),
	ARRAY(pj_pattern, captures, capture_count, numbers),
	TEXT(pj_pattern, source),
	FLAG(pj_pattern, word),
	ANY(pj_pattern, mark),
};
static const struct shape patterns = SHAPE(struct pj_pattern, pattern_fields);

static const struct field pair_fields[] = {
	ARRAY(pj_pair, a, a_count, units),
	ARRAY(pj_pair, b, b_count, units),
};
static const struct shape pairs = SHAPE(struct pj_pair, pair_fields);

static const struct field basis_fields[] = {
	TEXT(pj_basis, id),
	TEXT(pj_basis, title_zh),
	TEXT(pj_basis, title_en),
	TEXT(pj_basis, url),
};
static const struct shape basis = SHAPE(struct pj_basis, basis_fields);

static const struct field category_fields[] = {
	TEXT(pj_category, id),
	TEXT(pj_category, title_zh),
	TEXT(pj_category, title_en),
};
static const struct shape categories =
    SHAPE(struct pj_category, category_fields);

static const struct field item_fields[] = {
	TEXT(pj_checklist_item, id),
	TEXT(pj_checklist_item, question_zh),
	TEXT(pj_checklist_item, question_en),
	STRINGS(pj_checklist_item, categories),
	STRINGS(pj_checklist_item, rules),
	FLAG(pj_checklist_item, people),
};
static const struct shape items = SHAPE(struct pj_checklist_item, item_fields);

static const struct field count_fields[] = {
	TEXT(pj_count, name),
	TEXT(pj_count, title_zh),
	TEXT(pj_count, title_en),
	STRINGS(pj_count, find),
	STRINGS(pj_count, except),
};
static const struct shape counts = SHAPE(struct pj_count, count_fields);

static const struct field all_fields[] = {
	ARRAY(pj_rules, rules, rule_count, rules),
	ARRAY(pj_rules, categories, category_count, categories),
	ARRAY(pj_rules, basis, basis_count, basis),
	ARRAY(pj_rules, contexts, context_count, contexts),
	ARRAY(pj_rules, sets, set_count, sets),
	ARRAY(pj_rules, terms, term_count, terms),
	ARRAY(pj_rules, uses, use_count, uses),
	ARRAY(pj_rules, patterns, pattern_count, patterns),
	ARRAY(pj_rules, pairs, pair_count, pairs),
	TEXT(pj_rules, checklist.title_zh),
	TEXT(pj_rules, checklist.title_en),
	FLAG(pj_rules, checklist.provisional),
	ARRAY(pj_rules, checklist.items, checklist.count, items),
	ARRAY(pj_rules, counts, count_count, counts),
	STRINGS(pj_rules, protects),
	STRINGS(pj_rules, lists),
	STRINGS(pj_rules, literals),
};
const struct shape pj_rules_shape = SHAPE(struct pj_rules, all_fields);
