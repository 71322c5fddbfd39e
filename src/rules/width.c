#include "regex.h"

/*
 * More than any sentence has (PJ_SENTENCE_MAX), and PJ_PATTERN_MAX such items
 * one after another still add up to less than 2^31.
 */
#define WIDTH_MAX 100000

static struct reach width_of(struct loader *l, const struct re *re);

static int32_t
bound(int64_t width)
{
	return (int32_t)(width < WIDTH_MAX ? width : WIDTH_MAX);
}

void
pj_reach_join(struct reach *reach, struct reach other, bool first)
{
	if (first || other.least < reach->least)
		reach->least = other.least;
	if (first || other.most > reach->most)
		reach->most = other.most;
}

struct reach
pj_words_width(const struct units *words, size_t count)
{
	struct reach width = { 0, 0 };

	for (size_t i = 0; i < count; i++) {
		int32_t units = (int32_t)words[i].count;

		pj_reach_join(&width, (struct reach){ units, units }, i == 0);
	}
	return width;
}

static struct reach
width_of_cat(struct loader *l, const struct re *re)
{
	struct reach width = { 0, 0 };

	for (const struct re *r = re->first; r; r = r->next) {
		struct reach one = width_of(l, r);

		width.least = bound((int64_t)width.least + one.least);
		width.most = bound((int64_t)width.most + one.most);
	}
	return width;
}

static struct reach
width_of_alt(struct loader *l, const struct re *re)
{
	struct reach width = { 0, 0 };

	for (const struct re *r = re->first; r; r = r->next)
		pj_reach_join(&width, width_of(l, r), r == re->first);
	return width;
}

/* By kind; recursion is bounded by RE_DEPTH. */
static struct reach
width_of(struct loader *l, const struct re *re)
{
	const struct list *list;
	struct reach one;

	switch (re->kind) {
	case RE_UNIT:
	case RE_ANY:
	case RE_CLASS:
		return (struct reach){ 1, 1 };
	case RE_LIST:
		list = pj_list_at(l, re->list);
		return (
		    struct reach){ (int32_t)list->least, (int32_t)list->most };
	case RE_CAT:
		return width_of_cat(l, re);
	case RE_ALT:
		return width_of_alt(l, re);
	case RE_REPEAT:
		one = width_of(l, re->first);
		return (struct reach){ bound((int64_t)one.least * re->min),
			bound((int64_t)one.most * re->max) };
	case RE_LOOK:
	case RE_BEGIN:
	case RE_END:
		break;
	}
	return (struct reach){ 0, 0 };
}

struct reach
pj_re_width(struct loader *l, const struct re *re)
{
	return width_of(l, re);
}
