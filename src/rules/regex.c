#include <ctype.h>

#include "pingjian/fold.h"
#include "pingjian/text.h"
#include "pingjian/utf8.h"

#include "regex.h"

/* Units that one character may fold to. */
#define FOLD_UNITS 18

/* Ranges and characters of one class. */
#define CLASS_MAX 200

struct parser {
	struct loader *l;
	const struct node *node;
	struct pj_str s;
	size_t at;
	size_t depth;
};

static struct re *parse_alt(struct parser *p);

/* Fill the error; the place is the node's, the character in the text. */
static struct re *
fail(struct parser *p, const char *message)
{
	struct pj_str head = { p->s.ptr, p->at < p->s.len ? p->at : p->s.len };

	pj_node_fail(p->node, p->l->err, _("pattern, character %zu: %s"),
	    pj_utf8_count(head) + 1, message);
	return NULL;
}

/* A node of KIND; NULL with ERR filled. */
static struct re *
make(struct parser *p, enum re_kind kind)
{
	struct re *re = pj_arena_alloc(p->l->work, 1, sizeof(*re));

	if (!re) {
		pj_error_nomem(p->l->err);
		return NULL;
	}
	re->kind = kind;
	return re;
}

static bool
is_at(const struct parser *p, const char *z)
{
	size_t len = strlen(z);

	return p->s.len - p->at >= len && !memcmp(p->s.ptr + p->at, z, len);
}

/* The byte that comes next, or -1 at the end. */
static int
next_of(const struct parser *p)
{
	return p->at < p->s.len ? (unsigned char)p->s.ptr[p->at] : -1;
}

static bool
is(const struct parser *p, char c)
{
	return next_of(p) == (unsigned char)c;
}

static bool
skip(struct parser *p, char c)
{
	bool found = is(p, c);

	p->at += found;
	return found;
}

/* Character CP as written, folded: one unit, or several in a row. */
static struct re *
make_literal(struct parser *p, uint32_t cp)
{
	uint16_t units[FOLD_UNITS];
	size_t count = pj_fold_cp(cp, units);
	struct re *cat = NULL, *unit, **tail = NULL;

	if (count == 0)
		return fail(p, _("this character does not stay in folded "
				 "text, so nothing can match it"));
	if (count > 1) {
		cat = make(p, RE_CAT);
		if (!cat)
			return NULL;
		tail = &cat->first;
	}
	for (size_t i = 0; i < count; i++) {
		unit = make(p, RE_UNIT);
		if (!unit)
			return NULL;
		unit->unit = units[i];
		if (!tail)
			return unit;
		*tail = unit;
		tail = &unit->next;
	}
	return cat;
}

/* --- classes ------------------------------------------------------------- */

struct class
{
	struct re_range ranges[CLASS_MAX];
	uint32_t count;
};

static bool
add_range(struct parser *p, struct class *c, uint16_t first, uint16_t last)
{
	if (c->count == CLASS_MAX)
		return fail(p, _("too much in one [ ]"));
	c->ranges[c->count++] = (struct re_range){ first, last };
	return true;
}

/* \d and \s; false if C is neither. */
static bool
add_escape(struct class *c, char name)
{
	static const struct re_range digit = { '0', '9' };
	static const struct re_range control = { '\t', '\r' };
	static const struct re_range space = { ' ', ' ' };

	if (c->count + 2 > CLASS_MAX)
		return false;
	if (name == 'd') {
		c->ranges[c->count++] = digit;
	} else if (name == 's') {
		c->ranges[c->count++] = control;
		c->ranges[c->count++] = space;
	} else {
		return false;
	}
	return true;
}

/* C as a node. */
static struct re *
finish_class(struct parser *p, const struct class *c, bool negated)
{
	struct re *re = make(p, RE_CLASS);
	struct re_range *ranges =
	    pj_arena_alloc(p->l->work, c->count, sizeof(*ranges));

	if (!re || !ranges) {
		pj_error_nomem(p->l->err);
		return NULL;
	}
	memcpy(ranges, c->ranges, c->count * sizeof(*ranges));
	re->ranges = ranges;
	re->range_count = c->count;
	re->negated = negated;
	return re;
}

/*
 * The ends of a range.  Folding would tear a range of ideographs apart, so
 * those stand as written; letters and digits are folded.
 */
static bool
add_span(struct parser *p, struct class *c, uint32_t first, uint32_t last)
{
	uint16_t a[FOLD_UNITS], b[FOLD_UNITS];

	if (pj_cp_is_han(first) && pj_cp_is_han(last) && first <= last &&
	    last <= 0xFFFF)
		return add_range(p, c, (uint16_t)first, (uint16_t)last);
	if (pj_fold_cp(first, a) == 1 && pj_fold_cp(last, b) == 1 &&
	    a[0] <= b[0] &&
	    ((isdigit(a[0]) && isdigit(b[0])) ||
		(islower(a[0]) && islower(b[0]))))
		return add_range(p, c, a[0], b[0]);
	return fail(p, _("a range in [ ] goes between two letters, two "
			 "digits or two ideographs, the lower one first"));
}

/* One character of a class, an escape resolved. */
static bool
class_char(struct parser *p, uint32_t *cp)
{
	if (is(p, '{') || is(p, '['))
		return fail(p, _("\"{\" and \"[\" in [ ] need a \"\\\" before "
				 "them; a list cannot stand in [ ]"));
	if (skip(p, '\\')) {
		if (p->at >= p->s.len ||
		    isalnum((unsigned char)p->s.ptr[p->at]))
			return fail(p, _("unknown escape"));
	}
	*cp = pj_utf8_next(p->s, &p->at);
	return true;
}

/* One character, escape or range. */
static bool
class_item(struct parser *p, struct class *c)
{
	uint16_t units[FOLD_UNITS];
	uint32_t first, last;

	if (is(p, '\\') && p->at + 1 < p->s.len &&
	    add_escape(c, p->s.ptr[p->at + 1])) {
		p->at += 2;
		return true;
	}
	if (!class_char(p, &first))
		return false;
	if (is(p, '-') && !is_at(p, "-]")) {
		p->at++;
		if (p->at >= p->s.len)
			return true; /* the caller finds it unclosed */
		return class_char(p, &last) && add_span(p, c, first, last);
	}
	if (pj_fold_cp(first, units) != 1)
		return fail(p, _("this character is none or several in folded "
				 "text and cannot stand in [ ]"));
	return add_range(p, c, units[0], units[0]);
}

/* A class, its "[" skipped. */
static struct re *
parse_class(struct parser *p)
{
	struct class c = { .count = 0 };
	bool negated = skip(p, '^');

	while (p->at < p->s.len && !is(p, ']'))
		if (!class_item(p, &c))
			return NULL;
	if (c.count == 0)
		return fail(p, _("[ ] holds nothing"));
	if (!skip(p, ']'))
		return fail(p, _("\"[\" is not closed"));
	return finish_class(p, &c, negated);
}

/* --- atoms --------------------------------------------------------------- */

/* What stands behind "\\", which is skipped. */
static struct re *
parse_escape(struct parser *p)
{
	struct class c = { .count = 0 };

	if (p->at >= p->s.len)
		return fail(p, _("nothing follows \"\\\""));
	if (add_escape(&c, p->s.ptr[p->at])) {
		p->at++;
		return finish_class(p, &c, false);
	}
	if (p->s.ptr[p->at] >= '1' && p->s.ptr[p->at] <= '9')
		return fail(p, _("back references are not allowed"));
	if (isalnum((unsigned char)p->s.ptr[p->at]))
		return fail(p, _("unknown escape"));
	return make_literal(p, pj_utf8_next(p->s, &p->at));
}

/* {name}, the brace skipped. */
static struct re *
parse_list(struct parser *p)
{
	const char *begin = p->s.ptr + p->at;
	const char *close = memchr(begin, '}', p->s.len - p->at);
	struct pj_str name;
	struct re *re;

	if (!close || close == begin)
		return fail(p, _("\"{\" must be followed by a list and \"}\", "
				 "or stand as {least,most} behind what is "
				 "repeated"));
	name = (struct pj_str){ begin, (size_t)(close - begin) };
	re = make(p, RE_LIST);
	if (!re)
		return NULL;
	re->list = pj_list_named(p->l, name, p->node);
	if (re->list == NONE || !pj_list_fold(p->l, pj_list_at(p->l, re->list)))
		return NULL;
	p->at += name.len + 1;
	return re;
}

/* A group, its parenthesis skipped. */
static struct re *
parse_group(struct parser *p)
{
	struct re *look = NULL, *inner;

	if (is(p, '?')) {
		bool behind = is_at(p, "?<=") || is_at(p, "?<!");
		bool ahead = is_at(p, "?=") || is_at(p, "?!");

		if (!behind && !ahead && !is_at(p, "?:"))
			return fail(p, _("only (?: (?= (?! (?<= (?<! may "
					 "begin with \"(?\""));
		p->at += behind ? 3 : 2;
		if (behind || ahead) {
			look = make(p, RE_LOOK);
			if (!look)
				return NULL;
			look->negated = p->s.ptr[p->at - 1] == '!';
			look->behind = behind;
		}
	}
	if (++p->depth > RE_DEPTH)
		return fail(p, _("groups are nested too deep"));
	inner = parse_alt(p);
	if (!inner)
		return NULL;
	p->depth--;
	if (!skip(p, ')'))
		return fail(p, _("\"(\" is not closed"));
	if (look)
		look->first = inner;
	return look ? look : inner;
}

/* What a quantifier can stand behind. */
static struct re *
parse_atom(struct parser *p)
{
	int next = next_of(p);

	if (next >= 0x80 || isalnum(next))
		return make_literal(p, pj_utf8_next(p->s, &p->at));
	if (skip(p, '('))
		return parse_group(p);
	if (skip(p, '['))
		return parse_class(p);
	if (skip(p, '\\'))
		return parse_escape(p);
	if (is(p, '*') || is(p, '+'))
		return fail(p, _("\"*\" and \"+\" have no upper bound; write "
				 "{least,most}"));
	if (is(p, '?') || (is(p, '{') && p->at + 1 < p->s.len &&
			      (isdigit((unsigned char)p->s.ptr[p->at + 1]) ||
				  p->s.ptr[p->at + 1] == ',')))
		return fail(p, _("there is nothing to repeat here"));
	if (skip(p, '{'))
		return parse_list(p);
	if (is(p, ']') || is(p, '}'))
		return fail(p, _("a bracket is closed that was not opened; "
				 "write \"\\\" before it to mean the sign"));
	if (skip(p, '.'))
		return make(p, RE_ANY);
	if (skip(p, '^'))
		return make(p, RE_BEGIN);
	if (skip(p, '$'))
		return make(p, RE_END);
	return make_literal(p, pj_utf8_next(p->s, &p->at));
}

/* --- repetition, sequence, alternatives ---------------------------------- */

/* Up to four digits; false where there is none. */
static bool
parse_number(struct parser *p, uint32_t *out)
{
	size_t from = p->at;

	*out = 0;
	while (p->at < p->s.len && isdigit((unsigned char)p->s.ptr[p->at]) &&
	       p->at - from < 4)
		*out = *out * 10 + (uint32_t)(p->s.ptr[p->at++] - '0');
	return p->at > from;
}

/* {m}, {m,n} or ?; leaves MIN = MAX = 1 where there is none. */
static bool
parse_bounds(struct parser *p, uint32_t *min, uint32_t *max)
{
	*min = *max = 1;
	if (is(p, '*') || is(p, '+'))
		return fail(p, _("\"*\" and \"+\" have no upper bound; write "
				 "{least,most}"));
	if (skip(p, '?')) {
		*min = 0;
		return true;
	}
	if (!is(p, '{') || p->at + 1 >= p->s.len ||
	    !isdigit((unsigned char)p->s.ptr[p->at + 1]))
		return true;
	p->at++;
	parse_number(p, min);
	*max = *min;
	if (skip(p, ',') && !parse_number(p, max))
		return fail(p, _("{least,} has no upper bound; write "
				 "{least,most}"));
	if (!skip(p, '}'))
		return fail(p, _("\"{\" is not closed"));
	if (*min > *max || *max == 0)
		return fail(p, _("{least,most} must rise, and most be at "
				 "least 1"));
	if (*max > RE_REPEAT_MAX)
		return fail(p, _("at most 40 repetitions are allowed"));
	return true;
}

/* An atom with its quantifier, if it has one. */
static struct re *
parse_repeat(struct parser *p)
{
	struct re *atom = parse_atom(p), *repeat;
	uint32_t min, max;
	int next = next_of(p);

	/* Most stand alone. */
	if (!atom || next >= 0x80 || next == '|')
		return atom;
	if (!parse_bounds(p, &min, &max))
		return NULL;
	if (min == 1 && max == 1)
		return atom;
	if (atom->kind == RE_LOOK || atom->kind == RE_BEGIN ||
	    atom->kind == RE_END)
		return fail(p, _("look-around and anchors cannot be "
				 "repeated"));
	repeat = make(p, RE_REPEAT);
	if (!repeat)
		return NULL;
	repeat->first = atom;
	repeat->min = min;
	repeat->max = max;
	if (skip(p, '?'))
		repeat->mode = '?';
	else if (skip(p, '+'))
		repeat->mode = '+';
	return repeat;
}

static bool
ends_cat(const struct parser *p)
{
	return next_of(p) < 0 || is(p, '|') || is(p, ')');
}

/* Atoms in a row, up to "|", ")" or the end. */
static struct re *
parse_cat(struct parser *p)
{
	struct re *first = NULL, **tail = &first, *cat;

	if (ends_cat(p))
		return fail(p, _("an alternative is empty; use ? behind a "
				 "group to make it optional"));
	for (; !ends_cat(p); tail = &(*tail)->next) {
		*tail = parse_repeat(p);
		if (!*tail)
			return NULL;
	}
	cat = first->next ? make(p, RE_CAT) : first;
	if (cat && cat != first)
		cat->first = first;
	return cat;
}

/* Alternatives; a single one stands for itself. */
static struct re *
parse_alt(struct parser *p)
{
	struct re *first = parse_cat(p), *alt, **tail;

	if (!first || !is(p, '|'))
		return first;
	alt = make(p, RE_ALT);
	if (!alt)
		return NULL;
	alt->first = first;
	tail = &first->next;
	while (skip(p, '|')) {
		*tail = parse_cat(p);
		if (!*tail)
			return NULL;
		tail = &(*tail)->next;
	}
	return alt;
}

struct re *
pj_re_parse(struct loader *l, const struct node *node)
{
	struct parser p = { l, node, node->text, 0, 0 };
	struct re *re;

	if (node->text.len > PJ_PATTERN_MAX)
		return fail(&p, _("the pattern is too long"));
	re = parse_alt(&p);
	if (re && p.at < p.s.len)
		return fail(&p, _("\")\" closes nothing"));
	return re;
}
