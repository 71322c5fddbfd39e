#include "pingjian/utf8.h"

#include "rules.h"

/* Names longer than this are not compared. */
#define NAME_MAX_LEN 64

/* The code points of S into OUT; their number, or SIZE_MAX if too many. */
static size_t
code_points(struct pj_str s, uint32_t out[NAME_MAX_LEN])
{
	size_t at = 0, count = 0;

	while (at < s.len) {
		if (count == NAME_MAX_LEN)
			return SIZE_MAX;
		out[count++] = pj_utf8_next(s, &at);
	}
	return count;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: two neighbours swapped are one change. */
size_t
pj_name_distance(struct pj_str a, struct pj_str b)
{
	uint32_t x[NAME_MAX_LEN], y[NAME_MAX_LEN];
	size_t rows[3][NAME_MAX_LEN + 1];
	size_t *two = rows[0], *one = rows[1], *now = rows[2], *swap;
	size_t n = code_points(a, x), m = code_points(b, y);

	if (n == SIZE_MAX || m == SIZE_MAX)
		return SIZE_MAX;
	for (size_t j = 0; j <= m; j++)
		one[j] = j;
	for (size_t i = 1; i <= n; i++) {
		now[0] = i;
		for (size_t j = 1; j <= m; j++) {
			now[j] = least(least(now[j - 1], one[j]) + 1,
			    one[j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] &&
			    x[i - 2] == y[j - 1])
				now[j] = least(now[j], two[j - 2] + 1);
		}
		swap = two;
		two = one;
		one = now;
		now = swap;
	}
	return one[m];
}

bool
pj_name_near(struct pj_str wanted, size_t distance)
{
	size_t len = pj_utf8_count(wanted);

	/* One change in a short name, two in a long one, never all of it. */
	return distance <= (len < 5       ? 1U
			       : len < 12 ? 2U
					  : 3U) &&
	       distance < len;
}

const char *
pj_found_nearest(const struct vec *found, struct pj_str name)
{
	const struct found *at = found->items;
	const char *near = NULL;
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < found->count; i++) {
		size_t d = pj_name_distance(name, at[i].id);

		if (d < best) {
			best = d;
			near = at[i].id.ptr;
		}
	}
	return near && pj_name_near(name, best) ? near : NULL;
}
