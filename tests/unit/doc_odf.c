#include "cases.h"
#include "container.h"

/* Slides and sheets of OpenDocument; texts are in doc_odt.c. */

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define NAMESPACES                                                             \
	" xmlns:office='" OASIS "office:1.0' xmlns:text='" OASIS "text:1.0'"   \
	" xmlns:table='" OASIS "table:1.0' xmlns:draw='" OASIS "drawing:1.0'"  \
	" xmlns:style='" OASIS "style:1.0'"                                    \
	" xmlns:presentation='" OASIS "presentation:1.0'"                      \
	" xmlns:svg='" OASIS "svg-compatible:1.0'"                             \
	" xmlns:xlink='http://www.w3.org/1999/xlink'"
#define CONTENT(body)                                                          \
	"<office:document-content" NAMESPACES "><office:body>" body            \
	"</office:body></office:document-content>"
#define MASTER(body)                                                           \
	"<office:document-styles" NAMESPACES "><office:master-styles>"         \
	"<style:master-page>" body                                             \
	"</style:master-page></office:master-styles></office:document-styles>"
/* What slides have in common is not theirs; what sheets' pages have, is. */
#define PROMPTS                                                                \
	MASTER(FRAME(CLASS("title"), P("母片")) "<style:header>" P(             \
	    "頁首") "</style:header>")
#define MARGINS                                                                \
	MASTER("<style:header>" P("頁首") "</style:header><style:footer "     \
					    "style:display='false'>" P(         \
	    "無") "</style:footer>")
/* What a chart on a sheet repeats of its cells, and one on a slide has. */
#define CHARTED                                                                \
	"<chart:plot-area xmlns:chart='" OASIS "chart:1.0' "                   \
	"table:cell-range-address='A.A1:A.B1'/><table:table>" ROW(             \
	    "<table:table-cell office:value-type='float'>" P("7") "</table:"   \
							      "table-cell>"    \
	    CELL(P("名"))) "</table:table>"
#define TYPE "application/vnd.oasis.opendocument."

#define P(text) "<text:p>" text "</text:p>"
#define FRAME(attributes, body)                                                \
	"<draw:frame " attributes "><draw:text-box>" body                      \
	"</draw:text-box></draw:frame>"
#define CLASS(class) "presentation:class='" class "'"
#define PAGE(body) "<draw:page draw:name='page1'>" body "</draw:page>"
#define CELL(body) "<table:table-cell>" body "</table:table-cell>"
#define ROW(body) "<table:table-row>" body "</table:table-row>"
#define SHEET(name, rows)                                                      \
	"<table:table table:name='" name "'>" rows "</table:table>"

struct odf_case {
	const char *why;
	const char *body; /* of the element of the format */
	const char *want;
};

static struct odf_case slides[] = {
	{ "titles: the first slide's is the document's",
	    PAGE(FRAME(CLASS("title"), P("甲"))
		    FRAME(CLASS("subtitle"), P("副")))
		PAGE(FRAME(CLASS("title"), P("乙"))),
	    "title|甲\nheading 2|副\nheading 1|乙\n" },
	{ "a title is one phrase over its line breaks, a box is not",
	    PAGE(FRAME(CLASS("title"), P("女強<text:line-break/>人"))
		    FRAME("", P("女強<text:line-break/>人"))),
	    "title|女強\n人\ntext-box|女強\ntext-box|人\n" },
	{ "breaks around a title are none of it",
	    PAGE(FRAME(CLASS("title"),
		P("<text:line-break/>女<text:line-break/><text:line-break/>"
		  "司機"))),
	    "title|女\n司機\n" },
	{ "outlines by depth, and text without bullets",
	    PAGE(FRAME(CLASS("outline"),
		"<text:list><text:list-item>" P(
		    "一") "<text:list><text:list-item>" P(
		    "二") "</text:list-item></text:list></text:list-item>"
			  "</text:list>" P("文"))),
	    "list-item 1|一\nlist-item 2|二\nparagraph|文\n" },
	{ "shapes in groups, with what is read aloud",
	    PAGE("<draw:g><svg:desc>群</svg:desc><draw:custom-shape>" P(
		"形") "</draw:custom-shape><draw:g><draw:rect>" P(
		"內") "</draw:rect></draw:g></draw:g><draw:frame><draw:image/>"
		      "<svg:title>女司機</svg:title></draw:frame>"),
	    "alt|群\ntext-box|形\ntext-box|內\nalt|女司機\n" },
	{ "a shape can be a placeholder, too",
	    PAGE("<draw:custom-shape " CLASS("title") ">" P(
		"題") "</draw:custom-shape>"),
	    "title|題\n" },
	{ "the role ends with its frame",
	    PAGE(FRAME(CLASS("title"), P("題")) "<draw:text-box>" P(
		"框") "</draw:text-box>"),
	    "title|題\ntext-box|框\n" },
	{ "prompts and numbers of pages are not shown",
	    PAGE(FRAME(CLASS("title") " presentation:placeholder='true'",
		     P("按一下以新增標題"))
		    FRAME(CLASS("page-number"), P("7"))),
	    "" },
	{ "a table with places",
	    PAGE("<draw:frame><table:table>" ROW(CELL(P("甲")) CELL(P("乙")))
		    ROW(CELL(P("丙"))) "</table:table></draw:frame>"),
	    "cell 1:1:1|甲\ncell 1:1:2|乙\ncell 1:2:1|丙\n" },
	{ "speaker's notes, comments left out",
	    PAGE(FRAME("", P("框")) "<office:annotation>" P(
		"批") "</office:annotation><presentation:notes>" FRAME(
		CLASS("notes"),
		P("賢內助")) FRAME(CLASS("header"),
		P("頁首")) "</presentation:notes>") PAGE(FRAME("", P("框"))),
	    "text-box|框\nnote|賢內助\nheader|頁首\ntext-box|框\n" },
	{ "words that slides name for their margins",
	    "<presentation:header-decl presentation:name='h'>頁首"
	    "</presentation:header-decl><presentation:footer-decl>社會處"
	    "</presentation:footer-decl><presentation:date-time-decl>三月八日"
	    "</presentation:date-time-decl>" PAGE(""),
	    "header|頁首\nfooter|社會處\nfooter|三月八日\n" },
	{ "hidden slides are read",
	    "<draw:page presentation:visibility='hidden'>" FRAME(
		"", P("密")) "</draw:page>",
	    "text-box|密\n" },
};

static struct odf_case sheets[] = {
	{ "a sheet under its name, cells with their place",
	    SHEET("貼文", ROW(CELL(P("甲")) CELL(P("乙"))) ROW(CELL(P("丙")))),
	    "heading 1|貼文\ncell 1:1:1|甲\ncell 1:1:2|乙\ncell 1:2:1|丙\n" },
	{ "a cell of several paragraphs, with spans",
	    SHEET("甲", ROW(CELL(P("一") P("女<text:span>司</text:span>機")))),
	    "heading 1|甲\ncell 1:1:1|一\ncell 1:1:1|女司機\n" },
	{ "repeats up to the edge of the sheet count and cost nothing",
	    SHEET("甲",
		"<table:table-row table:number-rows-repeated='1048570'>"
		"<table:table-cell table:number-columns-repeated='16384'/>"
		"</table:table-row><table:table-row>"
		"<table:table-cell table:number-columns-repeated='16383'>" P(
		    "一") "</table:table-cell>" CELL(P("二"))
		    "</table:table-row>"),
	    "heading 1|甲\ncell 1:1048571:1|一\ncell 1:1048571:16384|二\n" },
	{ "repeats beyond every sheet count as one",
	    SHEET("甲",
		"<table:table-row table:number-rows-repeated='99999999999'>"
		"<table:table-cell "
		"table:number-columns-repeated='99999999999'/>" CELL(
		    P("一")) "</table:table-row>" ROW(CELL(P("二")))),
	    "heading 1|甲\ncell 1:1:2|一\ncell 1:2:1|二\n" },
	{ "what a merged cell covers is not seen",
	    SHEET("甲",
		ROW("<table:table-cell table:number-columns-spanned='2'>" P(
		    "一") "</table:table-cell><table:covered-table-cell>" P(
		    "蓋") "</table:covered-table-cell>" CELL(P("二")))),
	    "heading 1|甲\ncell 1:1:1|一\ncell 1:1:3|二\n" },
	{ "comments are out, hidden sheets are not",
	    SHEET("甲",
		ROW(CELL("<office:annotation>" P(
		    "批") "</office:annotation>" P("一"))))
		SHEET("密' table:style-name='hidden", ROW(CELL(P("二")))),
	    "heading 1|甲\ncell 1:1:1|一\nheading 1|密\ncell 2:1:1|二\n" },
	{ "drawn things, in cells and beside them",
	    SHEET("甲",
		"<table:shapes><draw:frame><draw:text-box>" P(
		    "框") "</draw:text-box><svg:desc>圖</svg:desc></draw:frame>"
			  "</table:shapes>" ROW(
			      CELL(P("一") "<draw:custom-shape>" P(
				  "形") "</draw:custom-shape>" P("二")))),
	    "heading 1|甲\ntext-box|框\nalt|圖\ncell 1:1:1|一\ntext-box|形\n"
	    "cell 1:1:1|二\n" },
	{ "choices and what is shown to those who fill in",
	    "<table:content-validations><table:content-validation "
	    "table:condition='of:cell-content-is-in-list(\"先生\";\"小姐\")'>"
	    "<table:help-message table:title='稱謂'>" P(
		"請選") "</table:help-message></table:content-validation>"
			"<table:content-validation table:condition='"
			"of:cell-content()=\"7\"'/>"
			"</table:content-validations>",
	    "field|先生\nfield|小姐\nfield|稱謂\nfield|請選\n" },
	{ "what was changed is out",
	    "<table:tracked-changes><table:cell-content-change>"
	    "<table:previous><table:change-track-table-cell>" P(
		"舊") "</table:change-track-table-cell></table:previous>"
		      "</table:cell-content-change></table:tracked-changes>"
		SHEET("甲", ""),
	    "heading 1|甲\n" },
};

/* A file of TYPE_NAME with BODY in ELEMENT and further parts. */
static struct pj_str
odf(const char *type_name, const char *element, const char *body)
{
	struct pj_buf type = PJ_BUF_INIT, content = PJ_BUF_INIT;
	struct pj_str bytes;

	pj_buf_printf(&type, TYPE "%s", type_name);
	pj_buf_printf(&content, CONTENT("<office:%s>%s</office:%s>"), element,
	    body, element);
	{
		struct part parts[] = {
			{ "mimetype", type.ptr, type.len },
			{ "content.xml", content.ptr, content.len },
			{ "styles.xml", strcmp(element, "presentation") ? MARGINS : PROMPTS, 0 },
			{ "Object 1/content.xml",
			    CONTENT("<office:chart>" P("圖表") CHARTED "</office:chart>"),
			    0 },
		};

		bytes = container(parts, 4);
	}
	pj_buf_free(&type);
	pj_buf_free(&content);
	return bytes;
}

static void
check(const struct odf_case *c, enum pj_format format, const char *element,
    const char *behind)
{
	struct pj_str bytes = odf(element, element, c->body);
	struct pj_buf want = PJ_BUF_INIT, got;
	struct read r;

	read_bytes(&r, format, bytes, &PJ_LIMITS_DEFAULT);
	cr_assert(r.ok, "%s: %s: %s", c->why, r.err.where, r.err.message);
	got = blocks_as_lines(&r.doc);
	pj_buf_printf(&want, "%s%s", c->want, behind);
	cr_expect_str_eq(got.ptr ? got.ptr : "", want.ptr, "%s:\n%s", c->why,
	    got.ptr ? got.ptr : "");
	pj_buf_free(&got);
	pj_buf_free(&want);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

CASES(doc_odf, slides, slides)
{
	check(&slides[*row], PJ_FORMAT_ODP, "presentation", "");
}

CASES(doc_odf, sheets, sheets)
{
	check(&sheets[*row], PJ_FORMAT_ODS, "spreadsheet", "header|頁首\n");
}

#define OBJECT "<draw:frame><draw:object xlink:href='./Object 1'/></draw:frame>"

struct address_case {
	const char *why;
	enum pj_format format;
	const char *element;
	const char *body;
	const char *want; /* a letter a block: its slide or sheet, or - */
};

static struct address_case addresses[] = {
	{ "slides, with their notes and charts", PJ_FORMAT_ODP, "presentation",
	    PAGE(FRAME("", P("一")))
		PAGE(OBJECT "<presentation:notes>" FRAME("", P("註"))
			 "</presentation:notes>") PAGE(OBJECT FRAME("", P("三"))),
	    "12322" },
	{ "sheets, with their charts; margins are everybody's", PJ_FORMAT_ODS,
	    "spreadsheet",
	    SHEET("A", ROW(CELL(P("一"))))
		SHEET("B", ROW(CELL(P("二") OBJECT))),
	    "AABB-B" },
};

CASES(doc_odf, addresses, addresses)
{
	const struct address_case *c = &addresses[*row];
	struct pj_str bytes = odf(c->element, c->element, c->body);
	struct pj_buf got = PJ_BUF_INIT;
	struct read r;
	size_t i;

	read_bytes(&r, c->format, bytes, &PJ_LIMITS_DEFAULT);
	cr_assert(r.ok, "%s: %s", c->why, r.err.message);
	for (i = 0; i < r.doc.block_count; i++) {
		const struct pj_address *at =
		    pj_doc_address_at(&r.doc, r.doc.blocks[i].at.begin);

		if (!at)
			pj_buf_putc(&got, '-');
		else if (at->sheet)
			pj_buf_puts(&got, at->sheet);
		else
			pj_buf_printf(&got, "%u", at->slide);
	}
	pj_buf_putc(&got, '\0');
	cr_expect_str_eq(got.ptr, c->want, "%s", c->why);
	pj_buf_free(&got);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

struct refusal_case {
	const char *why;
	enum pj_format format;
	const char *type;
	const char *element;
	const char *body;
	enum pj_code code;
};

static struct refusal_case refusals[] = {
	{ "a text that says it is slides", PJ_FORMAT_ODP, "presentation", "text",
	    P("一"), PJ_EUNSUPPORTED },
	{ "slides that say they are a sheet", PJ_FORMAT_ODP, "spreadsheet",
	    "presentation", PAGE(""), PJ_EUNSUPPORTED },
	{ "a sheet cut off", PJ_FORMAT_ODS, "spreadsheet", "spreadsheet",
	    "<table:table>", PJ_EFORMAT },
	{ "an entity", PJ_FORMAT_ODS, "spreadsheet", "spreadsheet", "&e;",
	    PJ_EFORMAT },
};

CASES(doc_odf, refusals, refusals)
{
	const struct refusal_case *c = &refusals[*row];
	struct pj_str bytes = odf(c->type, c->element, c->body);
	struct read r;

	read_bytes(&r, c->format, bytes, &PJ_LIMITS_DEFAULT);
	cr_expect_not(r.ok, "%s", c->why);
	cr_expect_eq(r.err.code, c->code, "%s: %d %s", c->why, r.err.code,
	    r.err.message);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

/* A password is told, not a broken file. */
Test(doc_odf, passwords_are_told)
{
	static const struct part parts[] = {
		{ "mimetype", TYPE "spreadsheet", 0 },
		{ "content.xml", "\x01\x02\x03", 0 },
		{ "META-INF/manifest.xml",
		    "<m:manifest xmlns:m='" OASIS "manifest:1.0'>"
		    "<m:file-entry><m:encryption-data/></m:file-entry>"
		    "</m:manifest>",
		    0 },
	};
	struct pj_str bytes = container(parts, 3);
	struct read r;

	read_bytes(&r, PJ_FORMAT_ODS, bytes, &PJ_LIMITS_DEFAULT);
	cr_expect_not(r.ok);
	cr_expect_eq(r.err.code, PJ_EENCRYPTED);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

/* Sheets that repeat text to their edges are read in no time. */
Test(doc_odf, repeated_text_is_told_once)
{
	struct pj_buf body = PJ_BUF_INIT;
	struct pj_str bytes;
	struct read r;
	int i;

	pj_buf_puts(&body, "<table:table table:name='A'>");
	for (i = 0; i < 1000; i++)
		pj_buf_puts(&body,
		    "<table:table-row table:number-rows-repeated='16777216'>"
		    "<table:table-cell "
		    "table:number-columns-repeated='16777216'>" P(
			"女") "</table:table-cell></table:table-row>");
	pj_buf_puts(&body, "</table:table>");
	bytes = odf("spreadsheet", "spreadsheet", body.ptr);
	read_bytes(&r, PJ_FORMAT_ODS, bytes, &PJ_LIMITS_DEFAULT);
	cr_assert(r.ok, "%s", r.err.message);
	cr_expect_eq(r.doc.block_count, 1002, "sheet, cells, header");
	pj_buf_free(&body);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}
