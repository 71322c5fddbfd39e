#include "blocks.h"

/* The cells of a file: table.row.column before "|". */
struct csv_case {
	const char *why;
	const char *file;
	const char *want;
};

#define C(row, column) "cell 1." #row "." #column "|"

static struct csv_case cases[] = {
	{ "rows and columns", "日期,內容\n3/8,女司機\n",
	    C(1, 1) "日期\n" C(1, 2) "內容\n" C(2, 1) "3/8\n" C(2, 2)
	        "女司機\n" },
	{ "empty cells count", ",,甲\n\n乙,\n",
	    C(1, 3) "甲\n" C(3, 1) "乙\n" },
	{ "quotes", "\"甲,乙\",\"說\"\"丙\"\"\"\n",
	    C(1, 1) "甲,乙\n" C(1, 2) "說\"丙\"\n" },
	{ "a line end in quotes is the writer's",
	    "a,\"女\r\n司機\n\n開\"\r\n丁", C(1, 1) "a\n" C(1, 2) "女\n" C(1, 2)
	        "司機\n" C(1, 2) "開\n" C(2, 1) "丁\n" },
	{ "a quote within a cell is a sign", "a\"b,\"c\"d\n",
	    C(1, 1) "a\"b\n" C(1, 2) "cd\n" },
	{ "tabs", "甲\t乙,丙\n丁\t戊\n",
	    C(1, 1) "甲\n" C(1, 2) "乙,丙\n" C(2, 1) "丁\n" C(2, 2) "戊\n" },
	{ "semicolons", "甲;乙\n\"1,5\";丙\n",
	    C(1, 1) "甲\n" C(1, 2) "乙\n" C(2, 1) "1,5\n" C(2, 2) "丙\n" },
	{ "what Excel says of it", "sep=|\r\n甲|乙,丙,丁\n",
	    C(1, 1) "甲\n" C(1, 2) "乙,丙,丁\n" },
	{ "one column", "甲\n乙", C(1, 1) "甲\n" C(2, 1) "乙\n" },
	{ "an old Mac's line ends", "甲,乙\r丙", C(1, 1) "甲\n" C(1, 2)
	    "乙\n" C(2, 1) "丙\n" },
	{ "white space around words", "  甲 ,　乙　\n",
	    C(1, 1) "甲\n" C(1, 2) "乙\n" },
	{ "the last cell is quoted", "甲,\"乙\"", C(1, 1) "甲\n" C(1, 2) "乙\n" },
	{ "a lone quote", "\"", C(1, 1) "\"\n" },
	{ "nothing in quotes", "\"\",甲", C(1, 2) "甲\n" },
	{ "nothing", "", "" },
	{ "nothing but signs", ",,\n,,\n", "" },
};

CASES(csv, cells, cases)
{
	const struct csv_case *c = &cases[*row];
	struct blocks b;

	blocks_read(&b, PJ_FORMAT_CSV, pj_str(c->file));
	cr_expect_str_eq(
	    blocks_show(&b), c->want, "%s:\n%s", c->why, b.shown.ptr);
	cr_expect_eq(blocks_check_runs(&b), b.doc.run_count, "%s", c->why);
	blocks_free(&b);
}

Test(csv, a_quote_that_nobody_closes_hides_nothing)
{
	struct blocks b;

	blocks_read(&b, PJ_FORMAT_CSV,
	    pj_str("甲,\"乙\n丙,\"丁\"\n\"戊\n己,庚\n"));
	/* The mark before 乙 is closed by the one before 丁. */
	cr_expect_str_eq(blocks_show(&b),
	    C(1, 1) "甲\n" C(1, 2) "乙\n" C(1, 2) "丙,丁\"\n" C(2, 1)
	        "\"戊\n" C(3, 1) "己\n" C(3, 2) "庚\n",
	    "%s", b.shown.ptr);
	cr_assert_eq(b.notes.count, 1);
	cr_expect_str_eq(b.notes.first->code, "csv-quote");
	cr_expect(strstr(b.notes.first->message, "2"));
	blocks_free(&b);
}

struct long_case {
	const char *why;
	const char *piece;
};

static struct long_case long_cases[] = {
	{ "one line", "女司機停車" },
	{ "open quotes", ",\"a" },
	{ "pairs of quotes", ",\"\"" },
	{ "quotes alone", "\"" },
	{ "rows of open quotes", "\"女\n\"" },
	{ "long cells", "\"女司機\n停車\"\"\"\n" },
};

CASES(csv, ten_megabytes, long_cases)
{
	const struct long_case *c = &long_cases[*row];
	struct pj_buf file = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct blocks b;

	while (file.len < (size_t)10 << 20)
		pj_buf_puts(&file, c->piece);
	if (!blocks_try(&b, PJ_FORMAT_CSV, pj_buf_str(&file), "utf-8", &err))
		cr_expect_eq(err.code, PJ_ELIMIT, "%s: %s", c->why, err.message);
	cr_expect(!strstr(err.message, "seconds"), "%s: slow", c->why);
	blocks_free(&b);
	pj_buf_free(&file);
}
