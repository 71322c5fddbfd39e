#include <criterion/criterion.h>
#include <stdlib.h>

#include "pingjian/buf.h"
#include "pingjian/utf8.h"

/* Counting by words says what counting one by one says. */

static size_t
slow_count(struct pj_str s)
{
	size_t at = 0, count = 0;

	for (; at < s.len; count++)
		pj_utf8_next(s, &at);
	return count;
}

Test(utf8, counts)
{
	static const uint32_t chars[] = { 'a', 0, 0xE9, 0x5973, 0x1F469 };
	struct pj_buf text = PJ_BUF_INIT;
	int i;

	srand(4);
	cr_expect_eq(pj_utf8_count(pj_buf_str(&text)), 0);
	for (i = 0; i < 4000; i++) {
		struct pj_str s;

		pj_buf_put_cp(&text, chars[rand() % 5]);
		s = pj_buf_str(&text);
		cr_assert_eq(pj_utf8_count(s), slow_count(s), "%d", i);
	}
	pj_buf_free(&text);
}
