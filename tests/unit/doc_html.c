#include "../../src/doc/doc.h"
#include "cases.h"
#include "pingjian/arena.h"
#include "pingjian/buf.h"

/* What blocks a page has: one a line, kind and place before "|". */
struct html_case {
	const char *why;
	const char *page;
	const char *want;
};

#define P "paragraph|"

static struct html_case cases[] = {
	{ "inline markup never splits", "女<b>司</b><span>機</span><a>開</a>車",
	    P "女司機開車\n" },
	{ "nor unknown elements", "女<x-a>司</x-a>機", P "女司機\n" },
	{ "nor <wbr>, references and comments",
	    "女<wbr>&#21496;<!-- x -->&#x6a5f;&amp;", P "女司機&\n" },
	{ "a soft hyphen stays, for the fold to drop", "女&shy;司機",
	    P "女\xC2\xAD司機\n" },
	{ "nor a picture", "女<img src=x>司機", P "女司機\n" },
	{ "an end of the page in a comment",
	    "<html><body><!-- </body --><p>甲</p></body></html>", P "甲\n" },
	{ "in an attribute", "<p title='</body>'>甲<b alt='</html>'>乙</b></p>",
	    "alt|</body>\nalt|</html>\n" P "甲乙\n" },
	{ "in a script", "<script>'</body>'+\"<p>\"</script>甲", P "甲\n" },
	{ "an element with nearly that name", "甲<bodyx>乙</bodyx>丙",
	    P "甲乙丙\n" },
	{ "words behind the page", "<body>甲</body></html><p>乙",
	    P "甲\n" P "乙\n" },
	{ "stray signs", "1 < 2 & 3 &copy 4 &foo; &#x; &#0;<3 </", P
	    "1 < 2 & 3 &copy 4 &foo; &#x; <3 </\n" },
	{ "references that are cut off", "&#22899司&#x6a5f&amp", P
	    "女司機&amp\n" },
	{ "a field holds no tags", "<textarea>甲<b>乙</textarea>丙",
	    "field|甲<b>乙\n" P "丙\n" },
	{ "nor does a title", "<title>甲<p>乙</title>丙", "title|甲<p>乙\n" P
	    "丙\n" },
	{ "blocks do", "甲<p>乙<div>丙</div>丁<section>戊</section>己",
	    P "甲\n" P "乙\n" P "丙\n" P "丁\n" P "戊\n" P "己\n" },
	{ "so does <br>", "女<br>司機<br/>開", P "女\n" P "司機\n" P "開\n" },
	{ "so does <hr>", "女<hr>司機", P "女\n" P "司機\n" },
	{ "white space is one space", "<p> 女 \n\t 司 <b> 機</b> \n</p>",
	    P "女 司 機\n" },
	{ "a no-break space is kept", "女&nbsp; 司", P "女\xC2\xA0 司\n" },
	{ "lines of <pre>", "<pre>女\n司 機</pre>", P "女\n" P "司 機\n" },
	{ "headings", "<h1>甲</h1><h6>乙<b>丙</b></h6>",
	    "heading 1|甲\nheading 6|乙丙\n" },
	{ "choices are seen as such",
	    "<p>甲：<input type=radio>男 <INPUT type='Radio' > 女"
	    "<input type=checkbox>其他<input type=text>乙",
	    P "甲：○男 ○女□其他乙\n" },
	{ "also with a label of their own",
	    "<label><input type=radio title=問>男</label>"
	    "<input id=a type=radio><label for=a><b>女</b></label>",
	    "alt|問\nfield|○男\nfield|○女\n" },
	{ "behind the words, they are put before them",
	    "<table><tr><td>男 <input type=radio></td>"
	    "<td>女 <input type=radio> </td></tr></table>",
	    "cell 1.1.1|○男\ncell 1.1.2|○女\n" },
	{ "in a label, and before a line end",
	    "<label>男<input type=radio></label>女 <input type=radio><br>乙",
	    "field|○男\n" P "○女\n" P "乙\n" },
	{ "but several stay where they are",
	    "<p>性別：男<input type=radio> 女 <input type=radio></p>",
	    P "性別：男 ○女 ○\n" },
	{ "a label behind a question has the sign",
	    "<p>性別 <input type=radio id=a><label for=a>男</label></p>",
	    P "性別\nfield|○男\n" },
	{ "but not in front of what is no label of them",
	    "<input type=checkbox><p>甲</p><p><input type=checkbox></p>乙",
	    P "甲\n" P "乙\n" },
	{ "nor where nothing is shown",
	    "<template><input type=radio>男</template>女", P "女\n" },
	{ "lists",
	    "<ul><li>甲<ol><li><p>乙</p></ol><li>丙</ul><dl><dt>丁<dd>戊",
	    "list-item 1|甲\nlist-item 2|乙\nlist-item 1|丙\n"
	    "list-item 1|丁\nlist-item 1|戊\n" },
	{ "an item without its list", "<li>甲</li>", "list-item 1|甲\n" },
	{ "a table",
	    "<table><caption>表</caption><tr><th>甲<th colspan=2>乙<th>丙"
	    "<tr><td><p>丁</p><td>女<td>司機</table><table><td>戊</table>",
	    "caption|表\ncell 1.1.1|甲\ncell 1.1.2|乙\ncell 1.1.4|丙\n"
	    "cell 1.2.1|丁\ncell 1.2.2|女\ncell 1.2.3|司機\n"
	    "cell 2.1.1|戊\n" },
	{ "a table in a table goes back",
	    "<table><tr><td>甲<table><tr><td>乙</table>丙<td>丁</table>",
	    "cell 1.1.1|甲\ncell 2.1.1|乙\ncell 1.1.1|丙\ncell 1.1.2|丁\n" },
	{ "cells without their table", "<tr><td>甲<td>乙",
	    "cell 1.1.1|甲\ncell 1.1.2|乙\n" },
	{ "quotes, captions",
	    "<blockquote>甲<p>乙</blockquote><figure><figcaption>丙",
	    "quote|甲\nquote|乙\ncaption|丙\n" },
	{ "a form",
	    "<form><label>姓名</label><input placeholder=請填 value=不>"
	    "<select><optgroup label=組><option>男<option>女</select>"
	    "<textarea placeholder=多>字\n行</textarea>"
	    "<fieldset><legend>例</legend></fieldset>"
	    "<input type=submit value=送出><input TYPE=Reset VALUE=重設>"
	    "<button aria-label=關>按</button></form>",
	    "field|姓名\nfield|請填\nfield|組\nfield|男\nfield|女\n"
	    "field|多\nfield|字\nfield|行\nfield|例\nbutton|送出\n"
	    "button|重設\nalt|關\nbutton|按\n" },
	{ "attributes stand beside the text",
	    "<p>女<img alt='圖 說' title=標>司<a title=示 href=女>機</a>",
	    "alt|圖 說\nalt|標\nalt|示\n" P "女司機\n" },
	{ "what a page says of itself",
	    "<head><title>題</title><meta name=description content=述>"
	    "<meta name=Keywords content='一,二'>"
	    "<meta property='og:title' content=網題>"
	    "<meta property='og:image:alt' content=圖>"
	    "<meta name='twitter:description' content=推>"
	    "<meta name=viewport content=不><meta property='og:url' "
	    "content=不><link title=表 href=x></head>",
	    "title|題\nmeta|述\nmeta|一,二\ntitle|網題\nmeta|圖\nmeta|推\n"
	    "alt|表\n" },
	{ "what is no text",
	    "甲<script>'<p>女'</script><style>女{}</style><!--女-->"
	    "<template><p title=女>女</p></template><noscript>女</noscript>"
	    "<iframe>女</iframe>乙",
	    P "甲乙\n" },
	{ "a drawing's title and description",
	    "甲<svg><title>題</title><text>女</text><desc>述</desc></svg>乙"
	    "<math><mi>女</mi></math>丙",
	    "alt|題\nalt|述\n" P "甲乙丙\n" },
	{ "ruby without its reading",
	    "<ruby>漢<rp>(</rp><rt>ㄏㄢˋ</rt><rp>)</rp>字</ruby>", P "漢字\n" },
	{ "text behind the root's end", "<html><body>甲</body></html><p>乙",
	    P "甲\n" P "乙\n" },
	{ "a piece that begins with an end", "</p></div>女<b>司</b>機</td>",
	    P "女司機\n" },
	{ "another meta does not change the charset",
	    "<meta charset=big5>女<meta http-equiv=content-type "
	    "content='text/html; charset=latin1'>司機",
	    P "女司機\n" },
	{ "broken markup", "<p>甲</b></i><b<i>乙</p></p>a < b && <3",
	    P "甲乙\n" P "a < b && <3\n" },
	{ "nothing", "<p> </p><br>", "" },
};

static struct pj_arena *arena;
static struct pj_doc doc;
static struct pj_notes notes;
static struct pj_error err;

static bool
read_limited(struct pj_str page, const struct pj_limits *limits)
{
	struct pj_source source = { .path = "t",
		.bytes = page,
		.format = PJ_FORMAT_HTML,
		.charset = "utf-8",
		.valid = true };

	err = (struct pj_error){ 0 };
	arena = pj_arena_new(1 << 28);
	notes = (struct pj_notes){ .arena = arena };
	return pj_doc_read(
	    arena, &source, limits, pj_deadline_in(20), &doc, &notes, &err);
}

static void
read_page(struct pj_str page)
{
	cr_assert(read_limited(page, &PJ_LIMITS_DEFAULT), "%s", err.message);
}

static void
show_blocks(struct pj_buf *out)
{
	size_t i;

	for (i = 0; i < doc.block_count; i++) {
		const struct pj_block *b = &doc.blocks[i];

		pj_buf_puts(out, pj_block_kind_name(b->kind));
		if (b->table)
			pj_buf_printf(
			    out, " %u.%u.%u", b->table, b->row, b->column);
		if (b->level)
			pj_buf_printf(out, " %u", b->level);
		pj_buf_printf(out, "|%.*s\n", (int)(b->at.end - b->at.begin),
		    doc.text.ptr + b->at.begin);
	}
	pj_buf_add(out, "", 1);
}

CASES(html, blocks, cases)
{
	const struct html_case *c = &cases[*row];
	struct pj_buf got = PJ_BUF_INIT;

	read_page(pj_str(c->page));
	show_blocks(&got);
	cr_expect_str_eq(got.ptr, c->want, "%s:\n%s", c->why, got.ptr);
	pj_buf_free(&got);
	pj_arena_free(arena);
}

Test(html, runs_lead_back_to_nodes)
{
	/* Nodes: 1 the title, 2 " a ", 3 "b&c". */
	read_page(pj_str("<p title=x> a <b>b&amp;c</b></p>"));
	cr_assert_eq(doc.text.len, 8, "%.*s", (int)doc.text.len,
	    doc.text.ptr); /* x\n a bbc... */
	cr_assert_eq(doc.run_count, 3, "%zu", doc.run_count);
	cr_expect_eq(doc.runs[0].node, 1);
	cr_expect_eq(doc.runs[1].begin, 2);
	cr_expect_eq(doc.runs[1].node, 2);
	cr_expect_eq(doc.runs[1].offset, 1, "the space before is dropped");
	cr_expect_eq(doc.runs[2].begin, 4);
	cr_expect_eq(doc.runs[2].node, 3);
	cr_expect_eq(doc.runs[2].offset, 0, "a reference is decoded");
	pj_arena_free(arena);
}

Test(html, a_comment_to_us_is_a_directive)
{
	read_page(pj_str("<p>甲</p>\n<!--\n pingjian-disable-next a.b -- 理由\n"
			 "-->\n<p>乙<!-- not pingjian-x -->"));
	cr_assert_eq(doc.directive_count, 1);
	cr_expect(pj_str_equal(doc.directives[0].body,
		      pj_str("pingjian-disable-next a.b -- 理由")),
	    "%.*s", (int)doc.directives[0].body.len,
	    doc.directives[0].body.ptr);
	cr_expect_eq(doc.directives[0].at, 4);
	cr_expect_eq(doc.directives[0].line, 3, "%u", doc.directives[0].line);
	cr_expect_eq(doc.block_count, 2);
	pj_arena_free(arena);
}

Test(html, nuls_do_not_end_it)
{
	read_page((struct pj_str){ "<p>女\0司\0機", 14 });
	cr_expect(pj_str_equal(doc.text, pj_str("女司機\n")));
	cr_assert_eq(notes.count, 1);
	cr_expect_str_eq(notes.first->code, "nul-bytes");
	pj_arena_free(arena);
}

struct hostile_case {
	const char *why;
	const char *before;
	const char *again;
	const char *behind;
	size_t times;
	enum pj_code code;
	size_t chars;
};

static struct hostile_case hostile[] = {
	{ "nested blocks", "", "<div>", "x", 200000, PJ_ELIMIT, 0 },
	{ "nested inline", "", "<b>", "x", 200000, PJ_ELIMIT, 0 },
	{ "nested, but not too deep", "", "<div>", "x", 9000, PJ_OK, 2 },
	{ "blocks that are not closed", "", "<p>女", "", 200000, PJ_OK,
	    400000 },
	{ "open signs", "<p>", "<", "", 1000000, PJ_OK, 1000001 },
	{ "stray signs", "<p>", "&", "", 1000000, PJ_OK, 1000001 },
	{ "signs in a script", "甲<script>", "</", "", 5000000, PJ_OK, 2 },
	{ "what is no character", "甲", "\xEF\xBF\xBF", "", 2000000, PJ_OK,
	    2 },
	{ "attributes behind a script in a comment", "<!-- <script> --><p ",
	    "a ", ">x", 100000, PJ_ELIMIT, 0 },
	{ "attributes of a tag that does not end", "<p ", "a ", "", 100000,
	    PJ_ELIMIT, 0 },
	{ "end tags without end", "甲", "</div>", "", 2000000, PJ_ELIMIT, 0 },
	{ "brackets", "<p>", "「", "", 1000000, PJ_OK, 1000001 },
	{ "one long line", "<p>", "女司機開車", "", 1000000, PJ_OK, 5000001 },
	{ "a long attribute", "<p title='", "女", "'>x", 350000, PJ_OK,
	    350003 },
	{ "too many attributes", "<p ", "a ", ">x", 100000, PJ_ELIMIT, 0 },
	{ "comments that do not end", "甲", "<!--", "", 1000000, PJ_OK, 2 },
	{ "references that do not end", "<p>", "&abc", "", 200000, PJ_OK,
	    800001 },
	{ "end tags", "甲", "</div>", "乙", 200000, PJ_OK, 3 },
	{ "ends of the root", "甲", "</html>", "乙", 200000, PJ_OK, 3 },
	{ "scripts that do not end", "甲<script>", "<", "", 1000000, PJ_OK, 2 },
};

CASES(html, hostile, hostile)
{
	const struct hostile_case *c = &hostile[*row];
	struct pj_buf page = PJ_BUF_INIT;
	/* A run-away takes minutes; a loaded machine some seconds. */
	struct pj_deadline deadline = pj_deadline_in(60);
	size_t i;

	pj_buf_puts(&page, c->before);
	for (i = 0; i < c->times; i++)
		pj_buf_puts(&page, c->again);
	pj_buf_puts(&page, c->behind);
	cr_expect_eq(read_limited(pj_buf_str(&page), &PJ_LIMITS_DEFAULT),
	    c->code == PJ_OK, "%s: %s", c->why, err.message);
	cr_expect_eq(err.code, c->code, "%s: %s", c->why, err.message);
	if (c->code == PJ_OK)
		cr_expect_eq(doc.char_count, c->chars, "%s: %zu", c->why,
		    doc.char_count);
	cr_expect_not(pj_deadline_passed(deadline), "%s", c->why);
	pj_buf_free(&page);
	pj_arena_free(arena);
}

Test(html, the_depth_limit_can_be_moved)
{
	struct pj_limits limits = PJ_LIMITS_DEFAULT;

	limits.depth = 5;
	cr_expect(read_limited(pj_str("<i><i><i><i><i>x"), &limits));
	pj_arena_free(arena);
	cr_expect_not(read_limited(pj_str("<i><i><i><i><i><i>x"), &limits));
	cr_expect_eq(err.code, PJ_ELIMIT);
	cr_expect(strstr(err.message, "5"), "%s", err.message);
	pj_arena_free(arena);
}
