#ifndef DECIDE_H
#define DECIDE_H

#include <criterion/criterion.h>

#include "small.h"

/*
 * Each test builds a few rules, screens one text and compares all
 * decisions, written "hit:reason[:detail][:severity if changed]".
 */
struct decide_case {
	const char *why;
	const char *text;
	const char *want;
};

static inline void
expect(struct small *s, const struct decide_case *c)
{
	small_text(s, c->text);
	small_resolve(s);
	cr_expect_str_eq(small_decisions(s), c->want, "%s: %s, want %s", c->why,
	    small_decisions(s), c->want);
	small_free(s);
}

#endif /* DECIDE_H */
