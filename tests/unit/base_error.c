#include <criterion/criterion.h>
#include <criterion/parameterized.h>

#include "pingjian/arena.h"
#include "pingjian/error.h"
#include "pingjian/utf8.h"

#define FFFD "\xEF\xBF\xBD"

/* Arrays, not pointers: criterion runs each case in a process of its own. */
struct message_case {
	char why[48];
	char in[32], want[48];
};

static struct message_case cases[] = {
	{ "as it is", "女 a", "女 a" },
	{ "empty", "", "" },
	{ "a byte that begins nothing", "a\xFF" "b", "a" FFFD "b" },
	{ "two of them", "\xFF\xFE", FFFD FFFD },
	{ "a character cut short", "\xE5\xA5", FFFD },
	{ "then a whole one", "\xE5\xA5女", FFFD "女" },
	{ "a surrogate", "\xED\xA0\x80", FFFD },
	{ "over-long", "\xC0\xAF", FFFD },
	{ "only the rest of one", "\x80\x80" "b", FFFD "b" },
};

ParameterizedTestParameters(base_error, messages)
{
	return cr_make_param_array(struct message_case, cases,
	    sizeof(cases) / sizeof(cases[0]));
}

ParameterizedTest(struct message_case *c, base_error, messages)
{
	struct pj_error err = { 0 };
	struct pj_notes notes = { .arena = pj_arena_new(1 << 16) };

	cr_expect_not(pj_error_set(&err, PJ_EIO, "%s", c->in));
	cr_expect_str_eq(err.message, c->want, "%s: %s", c->why, err.message);
	pj_note_add(&notes, "code", "%s", c->in);
	cr_assert_eq(notes.count, 1);
	cr_expect_str_eq(notes.first->message, c->want, "%s", c->why);
	pj_arena_free(notes.arena);
}

/* Fill of every length around the bound, and every sort of filling. */
Test(base_error, long_messages_are_cut_whole)
{
	static const char *const fill[] = { "a", "\u00e9", "女", "\U0001F469",
		"\xFF", "女\xE5", "\xF0\x9F\x91" };
	size_t i, head, n;

	for (i = 0; i < sizeof(fill) / sizeof(fill[0]); i++)
		for (head = 0; head < 5; head++) {
			char in[1200] = "";
			struct pj_error err = { 0 };

			memset(in, 'x', head);
			while (strlen(in) < 1100)
				strcat(in, fill[i]);
			pj_error_set(&err, PJ_EIO, "%s", in);
			n = strlen(err.message);
			cr_expect_eq(pj_utf8_valid_prefix(pj_str(err.message)),
			    n, "%zu %zu", i, head);
			cr_expect_gt(n, PJ_ERROR_MESSAGE - 5, "%zu %zu: %zu",
			    i, head, n);
			cr_expect_lt(n, PJ_ERROR_MESSAGE);
		}
}

Test(base_error, the_first_failure_is_told)
{
	struct pj_error err = { 0 };

	pj_error_set(&err, PJ_EIO, "one");
	pj_error_set(&err, PJ_ELIMIT, "two");
	cr_expect_eq(err.code, PJ_EIO);
	cr_expect_str_eq(err.message, "one");
	cr_expect_not(pj_error_set(NULL, PJ_EIO, "nowhere"));
}

/* A place keeps its bytes, as it names a file; only its end is cut. */
Test(base_error, a_place_keeps_its_bytes)
{
	struct pj_error err = { 0 };
	char path[400] = "\xFF/";

	while (strlen(path) < 390)
		strcat(path, "女");
	pj_error_at(&err, path, 3, 4);
	cr_expect_eq(strncmp(err.where, path, strlen(err.where)), 0);
	cr_expect_geq(strlen(err.where), PJ_ERROR_WHERE - 4);
	cr_expect_eq((strlen(err.where) - 2) % 3, 0);
	pj_error_at(&err, "other", 5, 6);
	cr_expect_eq(err.line, 3);
}
