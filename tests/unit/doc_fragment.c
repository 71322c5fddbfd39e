#include "../../src/doc/fragment.h"
#include "blocks.h"

/* A piece of HTML, read from a string of JSON, as blocks. */
struct fragment_case {
	const char *why;
	const char *piece; /* single quotes only */
	const char *want;
};

#define P "paragraph|"

static struct fragment_case cases[] = {
	{ "inline tags never split", "<p>女<b>司</b><i class='x'>機</i></p>",
	    P "女司機\n" },
	{ "blocks do", "甲<p>乙<div>丙</div>丁", P "甲\n" P "乙\n" P "丙\n" P
						    "丁\n" },
	{ "a line break does", "女<br/>司機", P "女\n" P "司機\n" },
	{ "references", "<p>&lt;&#22899;&#x53f8;&copy;&x;&</p>",
	    P "<女司\xC2\xA9&x;&\n" },
	{ "headings, lists, quotes",
	    "<h3>甲</h3><ul><li>乙<li>丙</ul><blockquote>丁</blockquote>戊",
	    "heading 3|甲\nlist-item 1|乙\nlist-item 1|丙\nquote|丁\n" P
	    "戊\n" },
	{ "tables",
	    "<table><tr><th>甲<td>乙<tr><td>丙</table><table><td>丁</table>",
	    "cell 1.1.1|甲\ncell 1.1.2|乙\ncell 1.2.1|丙\ncell 2.1.1|丁\n" },
	{ "attributes stand beside the text",
	    "<p>女<img src=x ALT = '圖&amp;' title=標 data-alt='x'>司"
	    "<input placeholder='填'/></p>",
	    "alt|圖&\nalt|標\nfield|填\n" P "女司\n" },
	{ "attributes without values", "<p>女<img alt title><b alt=>司",
	    P "女司\n" },
	{ "what is no text",
	    "甲<script>女</script><style>女</style><noscript>女<p>女"
	    "</noscript><!-- 女 --><!DOCTYPE 女>乙<b>",
	    P "甲乙\n" },
	{ "words that only look like tags", "<b>a</b> < 女 <3 <姓名>",
	    P "a < 女 <3 <姓名>\n" },
	{ "a tag cut off", "<p>女<b title='司機", "alt|司機\n" P "女\n" },
};

CASES(fragment, blocks, cases)
{
	const struct fragment_case *c = &cases[*row];
	struct pj_buf file = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	const char *all[] = { "" };
	struct blocks b = { 0 };

	pj_buf_printf(&file, "[\"%s\"]", c->piece);
	b.source = (struct pj_source){ .path = "t",
		.bytes = pj_buf_str(&file),
		.format = PJ_FORMAT_JSON,
		.charset = "utf-8",
		.valid = true,
		.pointers = all,
		.pointer_count = 1 };
	b.arena = pj_arena_new((size_t)1 << 30);
	b.notes.arena = b.arena;
	cr_assert(pj_doc_read(b.arena, &b.source, &PJ_LIMITS_DEFAULT,
	    pj_deadline_in(20), &b.doc, &b.notes, &err));
	cr_expect_str_eq(
	    blocks_show(&b), c->want, "%s:\n%s", c->why, b.shown.ptr);
	blocks_check_runs(&b);
	blocks_free(&b);
	pj_buf_free(&file);
}

struct is_case {
	const char *text;
	bool is;
};

static struct is_case is_cases[] = {
	{ "<p>女", true },
	{ "女<br>司", true },
	{ "女</strong>", true },
	{ "女<IMG src=x>", true },
	{ "女司機", false },
	{ "", false },
	{ "<3", false },
	{ "<姓名>", false },
	{ "<name>", false },
	{ "a < b > c", false },
	{ "<!-- 女 -->", false },
};

CASES(fragment, is, is_cases)
{
	const struct is_case *c = &is_cases[*row];

	cr_expect_eq(fragment_is(pj_str(c->text)), c->is, "%s", c->text);
}
