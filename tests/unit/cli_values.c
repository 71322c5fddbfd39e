#include <criterion/criterion.h>
#include <criterion/parameterized.h>

/* The program is not part of the library: its values are tested whole. */
#include "../../src/cli/values.c"

struct size_case {
	char why[48];
	char text[32];
	bool suffix;
	size_t max, want; /* 0: refused */
};

static struct size_case size_cases[] = {
	{ "a plain number", "12", true, 100, 12 },
	{ "K is 1024", "2K", true, 4096, 2048 },
	{ "small letters too", "1m", true, (size_t)1 << 30, 1048576 },
	{ "as large as allowed", "100", true, 100, 100 },
	{ "larger than allowed", "101", true, 100, 0 },
	{ "larger by its suffix", "1G", true, 4096, 0 },
	{ "nothing is none", "0", true, 100, 0 },
	{ "no sign", "-1", true, 100, 0 },
	{ "no plus either", "+1", true, 100, 0 },
	{ "no space", " 1", true, 100, 0 },
	{ "empty", "", true, 100, 0 },
	{ "a suffix where none is allowed", "1K", false, 4096, 0 },
	{ "two suffixes", "1KK", true, SIZE_MAX, 0 },
	{ "more than 64 bits", "99999999999999999999", true, SIZE_MAX, 0 },
	{ "a shift that would overflow", "18446744073709551615K", true,
	    SIZE_MAX, 0 },
};

ParameterizedTestParameters(cli, sizes)
{
	return cr_make_param_array(struct size_case, size_cases,
	    sizeof(size_cases) / sizeof(size_cases[0]));
}

ParameterizedTest(struct size_case *c, cli, sizes)
{
	size_t got = 0;
	bool ok = cli_parse_size(c->text, c->suffix, c->max, &got);

	cr_expect_eq(ok, c->want != 0, "%s", c->why);
	cr_expect_eq(got, c->want, "%s: got %zu", c->why, got);
}

Test(cli, levels)
{
	int level = 99;

	cr_expect(cli_parse_level("none", true, &level));
	cr_expect_eq(level, CLI_LEVEL_NONE);
	cr_expect_not(cli_parse_level("none", false, &level));
	cr_expect(cli_parse_level("error", false, &level));
	cr_expect_eq(level, PJ_ERROR);
	cr_expect_not(cli_parse_level("Error", true, &level));
	cr_expect_not(cli_parse_level("", true, &level));
	cr_expect_eq(level, PJ_ERROR, "a refusal leaves the value");
}

Test(cli, nearest_is_near_or_none)
{
	static const char *const names[] = { "fail-level", "format", "only" };

	cr_expect_str_eq(cli_nearest("fail-levle", names, 3), "fail-level");
	cr_expect_str_eq(cli_nearest("formt", names, 3), "format");
	cr_expect_null(cli_nearest("x", names, 3));
	cr_expect_null(cli_nearest("completely-else", names, 3));
	cr_expect_null(cli_nearest(
	    "a-word-that-is-far-longer-than-any-option-of-ours", names, 3));
}
