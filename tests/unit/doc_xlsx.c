#include "cases.h"
#include "container.h"

#define OOXML "http://schemas.openxmlformats.org/"
#define NAMESPACES                                                             \
	" xmlns='" OOXML "spreadsheetml/2006/main'"                            \
	" xmlns:r='" OOXML "officeDocument/2006/relationships'"                \
	" xmlns:a='" OOXML "drawingml/2006/main'"                              \
	" xmlns:xdr='" OOXML "drawingml/2006/spreadsheetDrawing'"              \
	" xmlns:c='" OOXML "drawingml/2006/chart'"
#define RELS(body)                                                             \
	"<Relationships xmlns='" OOXML                                         \
	"package/2006/relationships'>" body "</Relationships>"
#define REL(id, type, target)                                                  \
	"<Relationship Id='" id "' Type='" OOXML                               \
	"officeDocument/2006/relationships/" type "' Target='" target "'/>"
#define ROOT RELS(REL("m", "officeDocument", "xl/workbook.xml"))
#define BOOK(sheets)                                                           \
	"<workbook" NAMESPACES "><sheets>" sheets "</sheets></workbook>"
#define TAB(name, id) "<sheet name='" name "' sheetId='1' r:id='" id "'/>"
#define SHEET(cells)                                                           \
	"<worksheet" NAMESPACES "><sheetData>" cells "</sheetData></worksheet>"
#define ROW(body) "<row>" body "</row>"
#define INLINE(ref, text)                                                      \
	"<c r='" ref "' t='inlineStr'><is><t>" text "</t></is></c>"
#define SHARED(ref, number) "<c r='" ref "' t='s'><v>" number "</v></c>"
#define STRINGS                                                                \
	"<sst" NAMESPACES "><si><t>女司機</t></si><si><r><t>女強</t></r>"    \
	"<r><rPr><b/></rPr><t xml:space='preserve'>人 </t></r>"               \
	"<rPh sb='0' eb='1'><t>おんな</t></rPh><phoneticPr fontId='1'/>"    \
	"</si><si><t>一\n二_x000D_\n三_x005F_</t></si><si/></sst>"

/* What stands in the one sheet 貼文 behind its cells' text, or instead. */
struct sheet_case {
	const char *why;
	const char *sheet; /* whole */
	const char *want;  /* below the sheet's name */
};

static struct sheet_case sheets[] = {
	{ "shared texts, of several runs, without their reading",
	    SHEET(ROW(SHARED("A1", "1") SHARED("C1", "0"))
		    ROW(SHARED("B2", "0"))),
	    "cell 1:1:1|女強人 \ncell 1:1:3|女司機\ncell 1:2:2|女司機\n" },
	{ "a line end in a cell ends the block, not the cell",
	    SHEET(ROW(SHARED("A1", "2") SHARED("B1", "3"))),
	    "cell 1:1:1|一\ncell 1:1:1|二\ncell 1:1:1|三_\n" },
	{ "texts in the cell, of one run or more",
	    SHEET(ROW(
		INLINE("B3", "甲") "<c r='C3' t='inlineStr'><is><r><t>女</t>"
				   "</r><r><t>司機</t></r><rPh><t>ㄋ</t></rPh>"
				   "</is></c>")),
	    "cell 1:3:2|甲\ncell 1:3:3|女司機\n" },
	{ "results of formulas, not the formulas",
	    SHEET(ROW("<c r='A1' t='str'><f>\"老處\"&amp;\"女\"</f>"
		      "<v>女司機_x000A_甲</v></c>"
		      "<c r='B1'><f>1+1</f><v>2</v></c>")),
	    "cell 1:1:1|女司機\ncell 1:1:1|甲\ncell 1:1:2|2\n" },
	{ "truth values and errors are no words",
	    SHEET(ROW("<c r='A1' t='b'><v>1</v></c><c r='B1' t='e'><v>#N/A"
		      "</v></c><c r='C1' t='d'><v>2026-03-08</v></c>")),
	    "cell 1:1:3|2026-03-08\n" },
	{ "cells that do not say where they are follow one another",
	    SHEET("<row r='4'><c><v>1</v></c><c><v>2</v></c>"
		  "<c r='AB4'><v>3</v></c><c><v>4</v></c></row>" ROW(
		      "<c><v>5</v></c>")),
	    "cell 1:4:1|1\ncell 1:4:2|2\ncell 1:4:28|3\ncell 1:4:29|4\n"
	    "cell 1:5:1|5\n" },
	{ "places beyond every sheet count on",
	    SHEET("<row r='99999999'><c r='ZZZZ1'><v>1</v></c>"
		  "<c r='A99999999'><v>2</v></c><c r='1A'><v>3</v></c></row>"),
	    "cell 1:1:1|1\ncell 1:1:2|2\ncell 1:1:3|3\n" },
	{ "merged cells have one text",
	    "<worksheet" NAMESPACES "><sheetData>" ROW(INLINE(
		"A1", "甲") "<c r='B1'/>") "</sheetData><mergeCells><mergeCell "
					   "ref='A1:B1'/></mergeCells>"
					   "</worksheet>",
	    "cell 1:1:1|甲\n" },
	{ "page headers and footers without their signs",
	    "<worksheet" NAMESPACES
	    "><headerFooter><oddHeader>&amp;L&amp;\"標楷體,標準\"&amp;12機密"
	    "&amp;C&amp;K01+000女&amp;B司機&amp;R&amp;P / &amp;N</oddHeader>"
	    "<oddFooter>&amp;C甲&amp;&amp;乙\n丙&amp;</oddFooter>"
	    "<evenHeader>無</evenHeader><firstFooter>無</firstFooter>"
	    "</headerFooter></worksheet>",
	    "header|機密\nheader|女司機\nheader| / \nfooter|甲&乙\n"
	    "footer|丙\n" },
	{ "those of first and even pages where they are told apart",
	    "<worksheet" NAMESPACES
	    "><headerFooter differentOddEven='1' differentFirst='true'>"
	    "<evenHeader>雙</evenHeader><firstFooter>首</firstFooter>"
	    "</headerFooter></worksheet>",
	    "header|雙\nfooter|首\n" },
	{ "what is shown to those who fill in, and their choices",
	    "<worksheet" NAMESPACES "><dataValidations><dataValidation "
	    "type='list' promptTitle='稱謂' prompt='請選' error='錯'>"
	    "<formula1>\"先生,小姐\"</formula1></dataValidation>"
	    "<dataValidation type='list'><formula1>$A$1:$A$9</formula1>"
	    "</dataValidation><dataValidation type='whole'><formula1>\"7\""
	    "</formula1></dataValidation></dataValidations><hyperlinks>"
	    "<hyperlink ref='A1' tooltip='提示'/></hyperlinks></worksheet>",
	    "field|稱謂\nfield|請選\nfield|錯\nfield|先生\nfield|小姐\n"
	    "alt|提示\n" },
	{ "drawn things behind the cells",
	    "<worksheet" NAMESPACES "><sheetData>" ROW(
		INLINE("A1", "甲")) "</sheetData><drawing r:id='d'/>"
				    "</worksheet>",
	    "cell 1:1:1|甲\nalt|女司機照片\ntext-box|框\ntext-box|圖表\ntext-box|他檔\n" },
};

#define DRAWING                                                                \
	"<xdr:wsDr" NAMESPACES "><xdr:twoCellAnchor><xdr:pic><xdr:nvPicPr>"    \
	"<xdr:cNvPr id='2' name='圖片 1' descr='女司機照片'/></xdr:nvPicPr>" \
	"</xdr:pic></xdr:twoCellAnchor><xdr:twoCellAnchor><xdr:sp><xdr:txBody>"\
	"<a:p><a:r><a:t>框</a:t></a:r></a:p></xdr:txBody></xdr:sp>"           \
	"</xdr:twoCellAnchor><xdr:twoCellAnchor><c:chart r:id='c'/>"           \
	"</xdr:twoCellAnchor></xdr:wsDr>"
#define CHART                                                                  \
	"<c:chartSpace" NAMESPACES "><a:p><a:t>圖表</a:t></a:p>"             \
	"<c:strRef><c:f>Sheet1!A1</c:f><c:strCache><c:v>在格中</c:v>"        \
	"</c:strCache></c:strRef><c:strRef><c:f>[1]S!A1</c:f><c:strCache>"     \
	"<c:v>他檔</c:v></c:strCache></c:strRef></c:chartSpace>"

CASES(doc_xlsx, sheets, sheets)
{
	const struct sheet_case *c = &sheets[*row];
	const struct part parts[] = {
		{ "_rels/.rels", ROOT, 0 },
		{ "xl/workbook.xml", BOOK(TAB("貼文", "s")), 0 },
		{ "xl/_rels/workbook.xml.rels",
		    RELS(REL("s", "worksheet", "worksheets/sheet1.xml")
			    REL("t", "sharedStrings", "sharedStrings.xml")),
		    0 },
		{ "xl/sharedStrings.xml", STRINGS, 0 },
		{ "xl/worksheets/sheet1.xml", c->sheet, 0 },
		{ "xl/worksheets/_rels/sheet1.xml.rels",
		    RELS(REL("d", "drawing", "../drawings/drawing1.xml")
			    REL("v", "comments", "../comments1.xml")),
		    0 },
		{ "xl/drawings/drawing1.xml", DRAWING, 0 },
		{ "xl/drawings/_rels/drawing1.xml.rels",
		    RELS(REL("c", "chart", "/xl/charts/chart1.xml")), 0 },
		{ "xl/charts/chart1.xml", CHART, 0 },
		{ "xl/comments1.xml", "<comments" NAMESPACES "><t>批</t>"
				      "</comments>",
		    0 },
	};
	struct pj_str bytes = container(parts, sizeof(parts) / sizeof(*parts));
	struct pj_buf want = PJ_BUF_INIT, got;
	struct read r;

	read_bytes(&r, PJ_FORMAT_XLSX, bytes, &PJ_LIMITS_DEFAULT);
	cr_assert(r.ok, "%s: %s: %s", c->why, r.err.where, r.err.message);
	got = blocks_as_lines(&r.doc);
	pj_buf_printf(&want, "heading 1|貼文\n%s", c->want);
	cr_expect_str_eq(got.ptr, want.ptr, "%s:\n%s", c->why, got.ptr);
	cr_expect_eq(r.notes.count, 0, "%s", c->why);
	pj_buf_free(&got);
	pj_buf_free(&want);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

/* Whole workbooks. */

#define PARTS_MAX 8

struct book_case {
	const char *why;
	struct part parts[PARTS_MAX];
	const char *want; /* NULL: refused, with */
	enum pj_code code;
	const char *where;
};

#define BOOK_OF(tabs, relations)                                               \
	{ "_rels/.rels", ROOT, 0 }, { "xl/workbook.xml", BOOK(tabs), 0 },      \
	{                                                                      \
		"xl/_rels/workbook.xml.rels", RELS(relations), 0               \
	}
#define ONE BOOK_OF(TAB("甲", "s"), REL("s", "worksheet", "s1.xml"))

static struct book_case books[] = {
	{ "sheets in the order of their tabs, hidden ones too",
	    { BOOK_OF(TAB("乙", "b") "<sheet name='密' state='veryHidden' "
				     "r:id='a'/>",
		  REL("a", "worksheet", "s1.xml")
		      REL("b", "worksheet", "/xl/s2.xml")),
		{ "xl/s1.xml", SHEET(ROW(INLINE("A1", "一"))), 0 },
		{ "xl/s2.xml", SHEET(ROW(INLINE("A1", "二"))), 0 } },
	    "heading 1|乙\ncell 1:1:1|二\nheading 1|密\ncell 2:1:1|一\n", PJ_OK,
	    "" },
	{ "a sheet of a chart",
	    { BOOK_OF(TAB("圖", "s"), REL("s", "chartsheet", "s1.xml")),
		{ "xl/s1.xml",
		    "<chartsheet" NAMESPACES "><drawing r:id='d'/>"
		    "</chartsheet>",
		    0 },
		{ "xl/_rels/s1.xml.rels", RELS(REL("d", "drawing", "d.xml")),
		    0 },
		{ "xl/d.xml",
		    "<xdr:wsDr" NAMESPACES "><c:chart r:id='c'/></xdr:wsDr>",
		    0 },
		{ "xl/_rels/d.xml.rels", RELS(REL("c", "chart", "c.xml")), 0 },
		{ "xl/c.xml", CHART, 0 } },
	    "heading 1|圖\ntext-box|圖表\ntext-box|他檔\n", PJ_OK, "" },
	{ "a sheet named twice is read once",
	    { BOOK_OF(TAB("甲", "a") TAB("乙", "b"),
		  REL("a", "worksheet", "s1.xml")
		      REL("b", "worksheet", "s1.xml")),
		{ "xl/s1.xml", SHEET(ROW(INLINE("A1", "一"))), 0 } },
	    "heading 1|甲\ncell 1:1:1|一\n", PJ_OK, "" },
	{ "a text that there is not",
	    { BOOK_OF(TAB("甲", "s"), REL("s", "worksheet", "s1.xml")
			  REL("t", "sharedStrings", "t.xml")),
		{ "xl/s1.xml", SHEET(ROW(SHARED("A1", "4"))), 0 },
		{ "xl/t.xml", STRINGS, 0 } },
	    NULL, PJ_EFORMAT, "draft: xl/s1.xml" },
	{ "a text of a number too large for any",
	    { BOOK_OF(TAB("甲", "s"), REL("s", "worksheet", "s1.xml")
			  REL("t", "sharedStrings", "t.xml")),
		{ "xl/s1.xml",
		    SHEET(ROW(SHARED("A1", "99999999999999999999999999"))), 0 },
		{ "xl/t.xml", STRINGS, 0 } },
	    NULL, PJ_EFORMAT, "draft: xl/s1.xml" },
	{ "a text whose number is none",
	    { BOOK_OF(TAB("甲", "s"), REL("s", "worksheet", "s1.xml")
			  REL("t", "sharedStrings", "t.xml")),
		{ "xl/s1.xml", SHEET(ROW(SHARED("A1", "-1"))), 0 },
		{ "xl/t.xml", STRINGS, 0 } },
	    NULL, PJ_EFORMAT, "draft: xl/s1.xml" },
	{ "texts that are not there",
	    { ONE, { "xl/s1.xml", SHEET(ROW(SHARED("A1", "0"))), 0 } }, NULL,
	    PJ_EFORMAT, "draft: xl/s1.xml" },
	{ "texts in a part that is missing",
	    { BOOK_OF(TAB("甲", "s"), REL("s", "worksheet", "s1.xml")
			  REL("t", "sharedStrings", "t.xml")),
		{ "xl/s1.xml", SHEET(""), 0 } },
	    NULL, PJ_EFORMAT, "draft: xl/t.xml" },
	{ "texts that are something else",
	    { BOOK_OF(TAB("甲", "s"), REL("s", "worksheet", "s1.xml")
			  REL("t", "sharedStrings", "s1.xml")),
		{ "xl/s1.xml", SHEET(""), 0 } },
	    NULL, PJ_EFORMAT, "draft: xl/s1.xml" },
	{ "a sheet without its relation",
	    { BOOK_OF(TAB("甲", "x"), REL("s", "worksheet", "s1.xml")) }, NULL,
	    PJ_EFORMAT, "draft: xl/workbook.xml" },
	{ "a sheet that is something else",
	    { BOOK_OF(TAB("甲", "s"), REL("s", "styles", "s1.xml")) }, NULL,
	    PJ_EFORMAT, "draft: xl/workbook.xml" },
	{ "a sheet outside the container",
	    { BOOK_OF(TAB("甲", "s"),
		REL("s", "worksheet", "../../../etc/passwd")) },
	    NULL, PJ_EFORMAT, "draft: xl/workbook.xml" },
	{ "a sheet that is not there", { ONE }, NULL, PJ_EFORMAT,
	    "draft: xl/s1.xml" },
	{ "a sheet that is none", { ONE, { "xl/s1.xml", "<x/>", 0 } }, NULL,
	    PJ_EUNSUPPORTED, "draft: xl/s1.xml" },
	{ "a sheet cut off",
	    { ONE, { "xl/s1.xml", "<worksheet" NAMESPACES "><sheetData>", 0 } },
	    NULL, PJ_EFORMAT, "draft: xl/s1.xml" },
	{ "a drawing without its relation",
	    { ONE,
		{ "xl/s1.xml",
		    "<worksheet" NAMESPACES "><drawing r:id='d'/></worksheet>",
		    0 } },
	    NULL, PJ_EFORMAT, "draft: xl/s1.xml" },
	{ "slides by another name",
	    { { "_rels/.rels",
		  RELS(REL("m", "officeDocument", "ppt/p.xml")), 0 },
		{ "ppt/p.xml", "<presentation/>", 0 } },
	    NULL, PJ_EUNSUPPORTED, "draft: ppt/p.xml" },
};

CASES(doc_xlsx, books, books)
{
	const struct book_case *c = &books[*row];
	struct pj_str bytes;
	struct pj_buf got;
	struct read r;
	size_t count = 0;

	while (count < PARTS_MAX && c->parts[count].name)
		count++;
	bytes = container(c->parts, count);
	read_bytes(&r, PJ_FORMAT_XLSX, bytes, &PJ_LIMITS_DEFAULT);
	cr_expect_eq(r.err.code, c->code, "%s: %d %s", c->why, r.err.code,
	    r.err.message);
	cr_expect_str_eq(r.err.where, c->where,
	    "%s: %s", c->why, r.err.where);
	cr_expect_eq(r.ok, c->want != NULL, "%s", c->why);
	got = blocks_as_lines(&r.doc);
	if (r.ok && c->want)
		cr_expect_str_eq(got.ptr, c->want, "%s:\n%s", c->why, got.ptr);
	pj_buf_free(&got);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

Test(doc_xlsx, text_knows_its_sheet)
{
	static const struct part parts[] = {
		BOOK_OF(TAB("甲", "a") TAB("乙", "b"),
		    REL("a", "worksheet", "s1.xml")
			REL("b", "worksheet", "s2.xml")),
		{ "xl/s1.xml", SHEET(ROW(INLINE("A1", "一"))), 0 },
		{ "xl/s2.xml", SHEET(ROW(INLINE("A1", "二"))), 0 },
	};
	static const char *const want[] = { "甲", "甲", "乙", "乙" };
	struct pj_str bytes = container(parts, 5);
	struct read r;
	size_t i;

	read_bytes(&r, PJ_FORMAT_XLSX, bytes, &PJ_LIMITS_DEFAULT);
	cr_assert(r.ok, "%s", r.err.message);
	cr_assert_eq(r.doc.block_count, 4);
	for (i = 0; i < 4; i++) {
		const struct pj_address *at =
		    pj_doc_address_at(&r.doc, r.doc.blocks[i].at.begin);

		cr_assert_not_null(at);
		cr_expect_str_eq(at->sheet, want[i], "block %zu", i);
	}
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

/* What a formula shows is told as not screened where it is not stored. */
Test(doc_xlsx, formulas_without_results_are_noted)
{
	static const struct part parts[] = {
		ONE,
		{ "xl/s1.xml",
		    SHEET(ROW("<c r='A1'><f>B1</f></c><c r='B1'><f>C1</f><v/>"
			      "</c><c r='C1' t='str'><f>D1</f><v/></c>")),
		    0 },
	};
	struct pj_str bytes = container(parts, 4);
	struct read r;

	read_bytes(&r, PJ_FORMAT_XLSX, bytes, &PJ_LIMITS_DEFAULT);
	cr_assert(r.ok, "%s", r.err.message);
	cr_assert_eq(r.notes.count, 1);
	cr_expect_str_eq(r.notes.first->code, "formula-without-result");
	cr_expect_not_null(strstr(r.notes.first->message, ": 2;"));
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

/* One long text in a million cells is refused before it is written out. */
Test(doc_xlsx, a_text_in_many_cells_is_bounded)
{
	struct pj_limits limits = PJ_LIMITS_DEFAULT;
	struct pj_buf strings = PJ_BUF_INIT, sheet = PJ_BUF_INIT;
	struct pj_str bytes;
	struct read r;
	int i;

	limits.unpacked_bytes = 4 << 20;
	pj_buf_puts(&strings, "<sst" NAMESPACES "><si><t>");
	for (i = 0; i < 10000; i++)
		pj_buf_puts(&strings, "女強人");
	pj_buf_puts(&strings, "</t></si></sst>");
	pj_buf_puts(&sheet, "<worksheet" NAMESPACES "><sheetData><row>");
	for (i = 0; i < 10000; i++)
		pj_buf_puts(&sheet, "<c t='s'><v>0</v></c>");
	pj_buf_puts(&sheet, "</row></sheetData></worksheet>");
	{
		struct part parts[] = { BOOK_OF(TAB("甲", "s"),
					    REL("s", "worksheet", "s1.xml")
						REL("t", "sharedStrings",
						    "t.xml")),
			{ "xl/s1.xml", sheet.ptr, sheet.len },
			{ "xl/t.xml", strings.ptr, strings.len } };

		bytes = container(parts, 5);
	}
	read_bytes(&r, PJ_FORMAT_XLSX, bytes, &limits);
	cr_expect_not(r.ok);
	cr_expect_eq(r.err.code, PJ_ELIMIT, "%s", r.err.message);
	pj_buf_free(&strings);
	pj_buf_free(&sheet);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}
