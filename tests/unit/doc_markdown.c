#include "blocks.h"

/* The blocks of a file of Markdown. */
struct markdown_case {
	const char *why;
	const char *file;
	const char *want;
};

#define P "paragraph|"

static struct markdown_case cases[] = {
	{ "emphasis never splits", "女**司**_機_ ***開***~~車~~\n",
	    P "女司機 開車\n" },
	{ "a line end is soft, two spaces before it are not",
	    "女\n司機  \n開\\\n車\n\n好", P "女/司機\n" P "開\n" P "車\n" P
	                                  "好\n" },
	{ "headings; the first is the title",
	    "# 甲\n## 乙 ##\n丙\n===\n丁\n---\n###### 戊",
	    "title|甲\nheading 2|乙\nheading 1|丙\nheading 2|丁\nheading 6|戊\n" },
	{ "words before it", "好\n# 甲", P "好\nheading 1|甲\n" },
	{ "a sign without a space is none", "#女司機 #好", P "#女司機 #好\n" },
	{ "lists, tight and loose",
	    "- 甲\n  - 乙\n    丙\n- 丁\n\n\n1. 戊\n\n   己\n\n2) 庚\n",
	    "list-item 1|甲\nlist-item 2|乙/丙\nlist-item 1|丁\n"
	    "list-item 1|戊\nlist-item 1|己\nlist-item 1|庚\n" },
	{ "tasks", "- [ ] 甲\n- [x] 乙", "list-item 1|甲\nlist-item 1|乙\n" },
	{ "quotations", "> 甲\n> > 乙\n> - 丙\n\n丁",
	    "quote|甲\nquote|乙\nlist-item 1|丙\n" P "丁\n" },
	{ "a quotation in a list", "- 甲\n  > 乙\n", "list-item 1|甲\nquote|乙\n" },
	{ "tables", "好\n\n| 甲 | 乙 |\n|---|:-:|\n| 女**司** | 丙 |\n| | 丁 | 戊 |\n",
	    P "好\ncell 1.1.1|甲\ncell 1.1.2|乙\ncell 1.2.1|女司\n"
	      "cell 1.2.2|丙\ncell 1.3.2|丁\n" },
	{ "a line break in a cell", "|甲|\n|---|\n|女<br>司|\n",
	    "cell 1.1.1|甲\ncell 1.2.1|女\ncell 1.2.1|司\n" },
	{ "code is left out", "甲\n```py\n女司機\n```\n~~~\n女\n~~~\n乙",
	    P "甲\n" P "乙\n" },
	{ "in a line it parts words", "女`x`司機 ``a`b`` 好",
	    P "女`code`司機 `code` 好\n" },
	{ "words set in are words", "甲\n\n    女司機\n\n\t好",
	    P "甲\n" P "女司機\n" P "好\n" },
	{ "pictures and links", "看![圖*說*](a \"標 &amp; 題\")與[女](b '示')司機。",
	    "alt|圖說\nalt|標 & 題\nalt|示\n" P "看與女司機。\n" },
	{ "addresses are words", "<https://a.b/女>", P "https://a.b/女\n" },
	{ "definitions of links are not",
	    "[女][a] [司機]\n\n[a]: http://x \"title\"\n[司機]: <http://y>\n",
	    "alt|title\n" P "女 司機\n" },
	{ "notes are",
	    "甲[^1]\n\n[^1]: 這是女司機的註解。\n[^a b]: 好\n\n> [乙]: 丙",
	    P "甲[^1]\n" P "[^1]: 這是女司機的註解。\n" P
	      "[^a b]: 好\nquote|[乙]: 丙\n" },
	{ "escapes and references", "\\*女\\* &lt;&#22899;&nosuch; a&b",
	    P "*女* <女&nosuch; a&b\n" },
	{ "tags in a line",
	    "女<b>司</b>機<!-- 女 --><img alt=\"圖\">好<br>吧 <3 <姓名>",
	    "alt|圖\n" P "女司機好\n" P "吧 <3 <姓名>\n" },
	{ "pieces of a page",
	    "<div>\n<h2>甲</h2>\n女<b>司</b>機\n<script>女</script>\n</div>\n\n"
	    "<table><tr><td>乙</td></tr></table>\n\n|丙|\n|---|\n",
	    "heading 2|甲\n" P "女司機\ncell 1.1.1|乙\ncell 2.1.1|丙\n" },
	{ "front matter",
	    "---\nTitle: \"甲\"\ndate: 2024\ntags: [乙, 丙]\nsummary: >\n"
	    "  丁\n  戊\n- 己\n---\n# 庚\n",
	    "title|甲\nmeta|乙, 丙\nmeta|丁\nmeta|戊\nmeta|己\ntitle|庚\n" },
	{ "of TOML", "+++\r\ntitle = '甲'\r\n+++\r\n乙", "title|甲\n" P "乙\n" },
	{ "a line is no front matter", "---\n甲: 乙\n\n丙",
	    P "甲: 乙\n" P "丙\n" },
	{ "nothing", "", "" },
	{ "nothing but marks", "# \n\n- \n\n>\n\n***\n\n![](a)\n", "" },
};

CASES(markdown, blocks, cases)
{
	const struct markdown_case *c = &cases[*row];
	struct blocks b;

	blocks_read(&b, PJ_FORMAT_MARKDOWN, pj_str(c->file));
	cr_expect_str_eq(
	    blocks_show(&b), c->want, "%s:\n%s", c->why, b.shown.ptr);
	blocks_check_runs(&b);
	blocks_free(&b);
}

Test(markdown, words_lead_to_where_they_are_written)
{
	static const char file[] = "---\ntitle: 題\n---\n# 甲**乙**\n\n"
				   "[^1]: 丙\n\n<p>丁</p>\n";
	struct blocks b;

	blocks_read(&b, PJ_FORMAT_MARKDOWN, pj_str(file));
	cr_assert_eq(b.doc.block_count, 4);
	cr_expect_eq(blocks_check_runs(&b), b.doc.run_count);
	cr_expect_eq(pj_doc_run_at(&b.doc, b.doc.blocks[1].at.begin + 3)->offset,
	    (uint32_t)(strstr(file, "乙") - file));
	blocks_free(&b);
}

Test(markdown, comments_are_directives)
{
	struct blocks b;

	blocks_read(&b, PJ_FORMAT_MARKDOWN,
	    pj_str("---\na: b\n---\n甲\n\n<!-- 女\n-->\n"
		   "<!-- pingjian-a -->\n乙<!-- pingjian-b -->\n\n"
		   "```\n<!-- pingjian-c -->\n```\n"));
	cr_assert_eq(b.doc.directive_count, 2);
	cr_expect(pj_str_equal(b.doc.directives[0].body, pj_str("pingjian-a")));
	cr_expect_eq(b.doc.directives[0].line, 8, "%u",
	    b.doc.directives[0].line);
	cr_expect_eq(b.doc.directives[0].at, 4, "behind 甲");
	cr_expect_eq(b.doc.directives[1].line, 9, "%u",
	    b.doc.directives[1].line);
	blocks_free(&b);
}

struct long_case {
	const char *why;
	const char *begin, *piece;
	enum pj_code code; /* PJ_OK where it may be read */
};

static struct long_case long_cases[] = {
	{ "one line", "", "女司機", PJ_OK },
	{ "deep quotations", "", ">", PJ_ELIMIT },
	{ "deep lists", "", "- + ", PJ_ELIMIT },
	{ "brackets", "", "[", PJ_OK },
	{ "pictures", "", "![", PJ_OK },
	{ "stars", "", "*a_", PJ_OK },
	{ "ticks", "", "`a``", PJ_OK },
	{ "comments that never end", "", "<!--", PJ_OK },
	{ "tags", "", "<b>", PJ_OK },
	{ "blocks of HTML", "", "<p>\n\n", PJ_OK },
	{ "comments", "", "<!-- x -->\n\n", PJ_OK },
	{ "definitions", "", "[甲]: 乙\n", PJ_ELIMIT },
	{ "empty notes", "", "[^1]:\n", PJ_ELIMIT },
	{ "references", "", "&amp;", PJ_OK },
	{ "rows", "|a|\n|---|\n", "|女|\n", PJ_OK },
	{ "front matter without end", "---\n", "a: 女\n", PJ_OK },
};

CASES(markdown, four_megabytes, long_cases)
{
	const struct long_case *c = &long_cases[*row];
	struct pj_buf file = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct blocks b;

	pj_buf_puts(&file, c->begin);
	while (file.len < (size_t)4 << 20)
		pj_buf_puts(&file, c->piece);
	blocks_try(&b, PJ_FORMAT_MARKDOWN, pj_buf_str(&file), "utf-8", &err);
	cr_expect_eq(err.code, c->code, "%s: %s", c->why, err.message);
	cr_expect(!strstr(err.message, "seconds"), "%s: slow", c->why);
	blocks_free(&b);
	pj_buf_free(&file);
}

Test(markdown, wide_tables_of_empty_rows_are_bounded)
{
	struct pj_buf file = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct blocks b;
	size_t i;

	for (i = 0; i < 5000; i++)
		pj_buf_puts(&file, "|a");
	pj_buf_puts(&file, "\n");
	for (i = 0; i < 5000; i++)
		pj_buf_puts(&file, "|---");
	pj_buf_puts(&file, "\n");
	for (i = 0; i < 5000; i++)
		pj_buf_puts(&file, "|x\n");
	cr_assert_not(blocks_try(
	    &b, PJ_FORMAT_MARKDOWN, pj_buf_str(&file), "utf-8", &err));
	cr_expect_eq(err.code, PJ_ELIMIT, "%s", err.message);
	blocks_free(&b);
	pj_buf_free(&file);
}
