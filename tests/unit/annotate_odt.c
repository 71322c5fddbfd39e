#include "cases.h"
#include "copies.h"

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define NAMESPACES                                                             \
	" xmlns:office='" OASIS "office:1.0' xmlns:text='" OASIS "text:1.0'"   \
	" xmlns:draw='" OASIS "drawing:1.0' xmlns:svg='" OASIS                 \
	"svg-compatible:1.0' xmlns:style='" OASIS "style:1.0'"                 \
	" xmlns:dc='http://purl.org/dc/elements/1.1/'"                         \
	" xmlns:xlink='http://www.w3.org/1999/xlink'"
#define HEAD "<office:document-content" NAMESPACES "><office:body><office:text>"
#define TAIL "</office:text></office:body></office:document-content>"
#define STYLES                                                                 \
	"<office:document-styles" NAMESPACES "><office:master-styles>"         \
	"<style:master-page><style:header><text:p>頁首</text:p>"             \
	"</style:header></style:master-page></office:master-styles>"           \
	"</office:document-styles>"
#define TYPE "application/vnd.oasis.opendocument.text"

#define P(body) "<text:p>" body "</text:p>"
#define SPAN(body) "<text:span>" body "</text:span>"
#define NOTE(body)                                                             \
	"<text:note><text:note-body>" body "</text:note-body></text:note>"
#define BOX(body)                                                              \
	"<draw:frame><draw:text-box>" body "</draw:text-box></draw:frame>"

/* In the copy "[1" is the whole of comment 1, "1]" the mark of its end. */
static const struct odt_case {
	const char *why;
	const char *body;
	const char *words[WORDS_MAX];
	const char *want;
} cases[] = {
	{ "in the middle of a text", P("甲乙丙"), { "乙" }, P("甲[1乙1]丙") },
	{ "in front of a span, not in it", P("甲" SPAN("乙") "丙"), { "甲" },
	    P("[1甲1]" SPAN("乙") "丙") },
	{ "from a span into what follows", P(SPAN("甲乙") "丙丁"), { "乙丙" },
	    P(SPAN("甲[1乙") "丙1]丁") },
	{ "in a link and across a change",
	    P("<text:a>甲<text:change text:change-id='c'/>乙</text:a>"),
	    { "甲乙" },
	    P("<text:a>[1甲<text:change text:change-id='c'/>乙1]</text:a>") },
	{ "two that cross", P("甲乙丙丁"), { "甲乙丙", "乙丙丁" },
	    P("[1甲[2乙丙1]丁2]") },
	{ "white space that collapses stays", P("\n 甲 \n 乙 \n"), { "甲 乙" },
	    P("\n [1甲 \n 乙1] \n") },
	{ "blanks as elements", P("甲<text:s text:c='2'/>乙"), { "甲  " },
	    P("[1甲<text:s text:c='2'/>1]乙") },
	{ "in a marked section", P("<![CDATA[甲乙]]>"), { "乙" },
	    P("<![CDATA[甲]]>[1<![CDATA[乙]]>1]<![CDATA[]]>") },
	{ "a note takes none: around it", P("甲" NOTE(P("乙")) "丙"), { "乙" },
	    P("甲[1" NOTE(P("乙")) "1]丙") },
	{ "nor does a box", P("甲" BOX(P("乙"))), { "乙" },
	    P("甲[1" BOX(P("乙")) "1]") },
	{ "nor a field, which is made anew",
	    P("甲<text:title>乙丙</text:title>"), { "甲乙" },
	    P("[1甲<text:title>乙丙</text:title>1]") },
	{ "an alternative text at its picture",
	    P("<draw:frame><svg:desc>甲</svg:desc></draw:frame>"), { "甲" },
	    P("[1<draw:frame><svg:desc>甲</svg:desc></draw:frame>1]") },
	{ "a box on the page: at the next paragraph", BOX(P("甲")) P("乙"),
	    { "甲" }, BOX(P("甲")) P("[1乙") },
	{ "a margin: at the first paragraph", P("甲") P("乙"), { "頁首" },
	    P("[1甲") P("乙") },
	{ "a comment of an earlier copy keeps its name",
	    P("甲<office:annotation office:name='pj1'/>乙"), { "乙" },
	    P("甲<office:annotation office:name='pj1'/>[2乙2]") },
};

static struct pj_str
draft_of(const char *content)
{
	const struct part parts[] = {
		{ "mimetype", TYPE, 0 },
		{ "content.xml", content, 0 },
		{ "styles.xml", STYLES, 0 },
	};

	return container(parts, 3);
}

/* Ends and whole comments of TEXT in short, from <office:annotation> on. */
static struct pj_buf
marked(const struct copied *c)
{
	struct pj_buf got = part_of(pj_buf_str(&c->bytes), "content.xml");
	char from[100], to[16];
	char *begin, *end;
	int i;

	for (i = 1; i < WORDS_MAX; i++) {
		snprintf(from, sizeof(from),
		    "<office:annotation-end office:name=\"pj%d\"/>", i);
		snprintf(to, sizeof(to), "%d]", i);
		replace(&got, from, to);
		snprintf(from, sizeof(from),
		    "<office:annotation office:name=\"pj%d\">", i);
		begin = strstr(got.ptr, from);
		if (!begin)
			continue;
		end = strstr(begin, "</office:annotation>");
		cr_assert_not_null(end);
		end += strlen("</office:annotation>");
		snprintf(to, sizeof(to), "[%d", i);
		memcpy(begin, to, strlen(to));
		memmove(begin + strlen(to), end, strlen(end) + 1);
	}
	return got;
}

CASES(annotate_odt, marks_stand_at_the_words, cases)
{
	const struct odt_case *k = &cases[*row];
	struct pj_buf content = PJ_BUF_INIT, want = PJ_BUF_INIT, got;
	struct pj_str draft;
	struct copied c;

	pj_buf_printf(&content, "%s%s%s%c", HEAD, k->body, TAIL, 0);
	pj_buf_printf(&want, "%s%s%s%c", HEAD, k->want, TAIL, 0);
	draft = draft_of(content.ptr);
	copy_draft(&c, PJ_FORMAT_ODT, draft, k->words);
	cr_assert(c.ok, "%s: %s", k->why, c.err.message);
	got = marked(&c);
	cr_expect_str_eq(got.ptr, want.ptr, "%s:\n%s\n%s", k->why,
	    got.ptr + strlen(HEAD), k->want);
	pj_buf_free(&got);
	pj_buf_free(&want);
	pj_buf_free(&content);
	copied_free(&c);
	free((void *)draft.ptr);
}

/* Who, when, what, and which place where it does not stand at its words. */
Test(annotate_odt, a_comment_says_who_when_and_what)
{
	static const char *const words[] = { "甲", "乙", NULL };
	struct pj_str draft = draft_of(HEAD P("甲" NOTE(P("乙"))) TAIL);
	struct pj_buf got;
	struct copied c;

	copy_draft(&c, PJ_FORMAT_ODT, draft, words);
	cr_assert(c.ok, "%s", c.err.message);
	got = part_of(pj_buf_str(&c.bytes), "content.xml");
	cr_expect_not_null(strstr(got.ptr,
	    "<office:annotation office:name=\"pj1\"><dc:creator>pingjian"
	    "</dc:creator><dc:date>1970-01-01T00:00:00Z</dc:date><text:p>"
	    "please reconsider: &quot;甲&quot;</text:p><text:p>Why</text:p>"));
	cr_expect_not_null(
	    strstr(got.ptr, "&quot;乙&quot;, note (paragraph 1)</text:p>"),
	    "%s", got.ptr);
	pj_buf_free(&got);
	copied_free(&c);
	free((void *)draft.ptr);
}

/* Namespaces that the part does not know are declared on the spot. */
Test(annotate_odt, names_are_those_of_the_place)
{
	static const char content[] =
	    "<o:document-content xmlns:o='" OASIS "office:1.0' xmlns='" OASIS
	    "text:1.0'><o:body><o:text><p>甲</p></o:text></o:body>"
	    "</o:document-content>";
	static const char *const words[] = { "甲", NULL };
	struct pj_str draft = draft_of(content);
	struct pj_buf got;
	struct copied c;

	copy_draft(&c, PJ_FORMAT_ODT, draft, words);
	cr_assert(c.ok, "%s", c.err.message);
	got = part_of(pj_buf_str(&c.bytes), "content.xml");
	cr_expect_not_null(
	    strstr(got.ptr,
		"<p><o:annotation xmlns:text=\"" OASIS "text:1.0\" xmlns:dc=\""
		"http://purl.org/dc/elements/1.1/\" o:name=\"pj1\">"
		"<dc:creator>"),
	    "%s", got.ptr);
	pj_buf_free(&got);
	copied_free(&c);
	free((void *)draft.ptr);
}

/* The type stays first and is not packed, as the format demands. */
Test(annotate_odt, the_type_stays_in_front)
{
	static const char *const words[] = { "甲", NULL };
	struct pj_str draft = draft_of(HEAD P("甲") TAIL);
	struct copied c;

	copy_draft(&c, PJ_FORMAT_ODT, draft, words);
	cr_assert(c.ok, "%s", c.err.message);
	cr_expect_eq(memcmp(c.bytes.ptr + 30, "mimetype", 8), 0);
	copied_free(&c);
	free((void *)draft.ptr);
}
