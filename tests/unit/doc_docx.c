#include "cases.h"
#include "container.h"

#define NS_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define NS_R                                                                   \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define NAMESPACES                                                             \
	" xmlns:w='" NS_W "' xmlns:r='" NS_R "'"                               \
	" xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/"   \
	"2006'"                                                                \
	" xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/"         \
	"wordprocessingDrawing'"                                               \
	" xmlns:wps='http://schemas.microsoft.com/office/word/2010/"           \
	"wordprocessingShape'"                                                 \
	" xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"     \
	" xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/"     \
	"math'"                                                                \
	" xmlns:v='urn:schemas-microsoft-com:vml'"
#define DOCUMENT(body)                                                         \
	"<?xml version='1.0' encoding='UTF-8'?>"                               \
	"<w:document" NAMESPACES "><w:body>" body "</w:body></w:document>"
#define RELS(items)                                                            \
	"<Relationships xmlns='http://schemas.openxmlformats.org/package/"     \
	"2006/relationships'>" items "</Relationships>"
#define REL(id, type, target)                                                  \
	"<Relationship Id='" id "' Type='" NS_R "/" type "' Target='" target   \
	"'/>"
#define ROOT_RELS RELS(REL("rId1", "officeDocument", "word/document.xml"))

#define P(body) "<w:p>" body "</w:p>"
#define R(text) "<w:r><w:t>" text "</w:t></w:r>"
#define STYLED(style, text)                                                    \
	"<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr>" R(text) "</w:p>"
#define TC(body) "<w:tc>" body "</w:tc>"
#define TR(body) "<w:tr>" body "</w:tr>"
#define CHAR(type) "<w:r><w:fldChar w:fldCharType='" type "'/></w:r>"
#define INSTR(text) "<w:r><w:instrText>" text "</w:instrText></w:r>"
#define GONE_MARK "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
#define BOX(body) "<w:txbxContent>" body "</w:txbxContent>"

struct docx_case {
	const char *why;
	const char *body;
	const char *want;
};

static struct docx_case cases[] = {
	{ "a word over two runs is one word", P(R("女") R("強人")),
	    "paragraph|女強人\n" },
	{ "an empty paragraph leaves no trace", P("") P(R(" ")) P(R("一")),
	    "paragraph|一\n" },
	{ "space is kept only where it is asked for",
	    P("<w:r><w:t> a </w:t></w:r>"
	      "<w:r><w:t xml:space='preserve'> b</w:t></w:r>"),
	    "paragraph|a b\n" },
	{ "styles by their ids when there is no list of styles",
	    STYLED("Title", "題") STYLED("Heading2", "節") STYLED("Body", "文"),
	    "title|題\nheading 2|節\nparagraph|文\n" },
	{ "an outline level makes a heading",
	    P("<w:pPr><w:outlineLvl w:val='2'/></w:pPr>" R("節")),
	    "heading 3|節\n" },
	{ "numbered paragraphs are list items; number 0 is none",
	    P("<w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='3'/>"
	      "</w:numPr></w:pPr>" R("項"))
		P("<w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>" R(
		    "文")),
	    "list-item 2|項\nparagraph|文\n" },
	{ "a tab in a run, not the tab stop of a paragraph",
	    P("<w:pPr><w:tabs><w:tab w:pos='9'/></w:tabs></w:pPr>" R(
		"甲") "<w:r><w:tab/><w:t>乙</w:t></w:r>"),
	    "paragraph|甲\t乙\n" },
	{ "a line break ends the block",
	    P("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t>"
	      "</w:r>"),
	    "paragraph|甲\nparagraph|乙\nparagraph|丙\n" },
	{ "hyphens and symbols",
	    P("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/>"
	      "<w:t>c</w:t><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>"),
	    "paragraph|a\u2011b\u00ADc\u25A1\n" },
	{ "the box of an old form field",
	    P("<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox>"
	      "<w:default w:val='0'/></w:checkBox></w:ffData></w:fldChar>"
	      "</w:r>" INSTR("FORMCHECKBOX") CHAR("separate") CHAR("end") R(
		  "男")),
	    "paragraph|\u25A1男\n" },
	{ "cells with their place; spans count",
	    "<w:tbl>" TR(
		TC(P(R("甲"))) TC("<w:tcPr><w:gridSpan w:val='2'/>"
				  "</w:tcPr>" P(R("乙"))) TC(P(R("丙"))))
		TR("<w:trPr><w:gridBefore w:val='1'/></w:trPr>" TC(
		    P(R("丁")) P(R("戊")))) "</w:tbl>" P(R("己")),
	    "cell 1:1:1|甲\ncell 1:1:2|乙\ncell 1:1:4|丙\ncell 1:2:2|丁\n"
	    "cell 1:2:2|戊\nparagraph|己\n" },
	{ "a table in a cell",
	    "<w:tbl>" TR(TC(P(R("外")) "<w:tbl>" TR(TC(
		P(R("內")))) "</w:tbl>" P(R("後"))) TC(P(R("旁")))) "</w:tbl>",
	    "cell 1:1:1|外\ncell 2:1:1|內\ncell 1:1:1|後\ncell 1:1:2|旁\n" },
	{ "insertions in, deletions out, one phrase across",
	    P(R("女") "<w:del><w:r><w:delText>司</w:delText><w:t>司</w:t></w:r>"
		      "</w:del><w:ins>" R("強") "</w:ins>" R("人")),
	    "paragraph|女強人\n" },
	{ "moved text counts where it goes",
	    P("<w:moveFrom>" R("甲") "</w:moveFrom>" R("乙") "<w:moveTo>" R(
		"甲") "</w:moveTo>"),
	    "paragraph|乙甲\n" },
	{ "a deleted paragraph mark joins, and the next one's kind counts",
	    P(GONE_MARK R("女強")) STYLED("Heading1", "人"),
	    "heading 1|女強人\n" },
	{ "a deleted mark before a table joins nothing",
	    P(GONE_MARK R("甲")) "<w:tbl>" TR(
		TC(P(GONE_MARK R("乙"))) TC(P(R("丙")))) "</w:tbl>",
	    "paragraph|甲\ncell 1:1:1|乙\ncell 1:1:2|丙\n" },
	{ "a deleted table row is out",
	    "<w:tbl>" TR("<w:trPr><w:del/></w:trPr>" TC(P(R("甲"))))
		TR(TC(P(R("乙")))) "</w:tbl>",
	    "cell 1:2:1|乙\n" },
	{ "what properties were before is no property",
	    P("<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val='Title'/></w:pPr>"
	      "</w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange><w:rPr>"
	      "<w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>文</w:t></w:r>"),
	    "paragraph|文\n" },
	{ "hidden text is not published",
	    P("<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>" R(
		"明") "<w:r><w:rPr><w:vanish "
		      "w:val='0'/></w:rPr><w:t>文</w:t></w:r>"),
	    "paragraph|明文\n" },
	{ "a field's result, not its instruction",
	    P(R("甲") CHAR("begin") INSTR("PAGE 女") CHAR("separate") R("乙")
		    CHAR("end") R("丙")),
	    "paragraph|甲乙丙\n" },
	{ "fields in an instruction and in a result",
	    P(CHAR("begin") INSTR("IF") CHAR("begin") INSTR("X")
		    CHAR("separate") R("隱") CHAR("end") CHAR("separate")
			R("甲") CHAR("begin") INSTR("Y") CHAR("separate")
			    R("乙") CHAR("end") CHAR("end") R("丙")),
	    "paragraph|甲乙丙\n" },
	{ "a field over two paragraphs",
	    P(CHAR("begin") INSTR("TOC") CHAR("separate") R("甲"))
		P(R("乙") CHAR("end")) P(R("丙")),
	    "paragraph|甲\nparagraph|乙\nparagraph|丙\n" },
	{ "wrappers are walked through",
	    P("<w:fldSimple w:instr='X'>" R(
		"甲") "</w:fldSimple>"
		      "<w:hyperlink r:id='x' w:tooltip='提示'>" R(
			  "乙") "</w:hyperlink><w:smartTag>" R("丙") "</"
								     "w:"
								     "smartTag>"
								     "<w:"
								     "customXml"
								     ">" R(
									 "丁") "</w:customXml>"),
	    "alt|提示\nparagraph|甲乙丙丁\n" },
	{ "content controls; a prompt is no text, a choice is a field",
	    P("<w:sdt><w:sdtPr><w:dropDownList><w:listItem "
	      "w:displayText='先生'/></w:dropDownList></"
	      "w:sdtPr><w:sdtContent>" R(
		  "甲") "</w:sdtContent></w:sdt><w:sdt><w:sdtPr>"
			"<w:showingPlcHdr/></w:sdtPr><w:sdtContent>" R(
			    "按這裡") "</w:sdtContent></w:sdt>" R("乙")),
	    "field|先生\nparagraph|甲乙\n" },
	{ "ruby: the base alone",
	    P("<w:r><w:ruby><w:rt>" R("ㄒ") "</w:rt><w:rubyBase>" R(
		"嫻") "</w:rubyBase></w:ruby></w:r>" R("淑")),
	    "paragraph|嫻淑\n" },
	{ "a text box once, out of the paragraph it stands in",
	    P(R("女強") "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
			"<wps:txbx>" BOX(
			    P(R("框"))) "</wps:txbx></mc:Choice>"
					"<mc:Fallback><v:textbox>" BOX(P(R(
					    "框"))) "</v:textbox></mc:Fallback>"
						    "</mc:AlternateContent></"
						    "w:r>" R("人")),
	    "text-box|框\nparagraph|女強人\n" },
	{ "the fallback when nothing else is offered",
	    P("<w:r><mc:AlternateContent><mc:Fallback>" BOX(
		P(R("框"))) "</mc:Fallback></mc:AlternateContent></w:r>"),
	    "text-box|框\n" },
	{ "a table in a text box in a cell",
	    "<w:tbl>" TR(TC(P("<w:r>" BOX("<w:tbl>" TR(TC(P(R(
		"內")))) "</w:tbl>" P(R("框"))) "</w:r>" R("外")))) "</w:tbl>",
	    "text-box 2:1:1|內\ntext-box|框\ncell 1:1:1|外\n" },
	{ "alt text, title and description",
	    P("<w:r><w:drawing><wp:docPr id='1' title='圖一' descr='賢內助 "
	      "&amp; 孩子'/></w:drawing></w:r>" R("文")),
	    "alt|圖一\nalt|賢內助 & 孩子\nparagraph|文\n" },
	{ "equations are text",
	    P(R("比 ") "<m:oMath><m:r><m:t>女/男</m:t></m:r>"
		       "</m:oMath>"),
	    "paragraph|比女/男\n" },
	{ "characters by number, and marked sections",
	    P("<w:r><w:t>&#22899;<![CDATA[強]]>&#x4EBA;&lt;</w:t></w:r>"),
	    "paragraph|女強人<\n" },
	{ "comments and processing instructions do not split",
	    P("<w:r><w:t>女<!-- x -->強<?x y?>人</w:t></w:r>"),
	    "paragraph|女強人\n" },
};

static struct pj_str
docx(const char *document)
{
	struct part parts[] = {
		{ "_rels/.rels", ROOT_RELS, 0 },
		{ "word/document.xml", document, 0 },
	};

	return container(parts, 2);
}

CASES(doc_docx, body, cases)
{
	const struct docx_case *c = &cases[*row];
	struct pj_buf document = PJ_BUF_INIT, got;
	struct pj_str bytes;
	struct read r;

	pj_buf_printf(&document, DOCUMENT("%s"), c->body);
	bytes = docx(document.ptr);
	read_bytes(&r, PJ_FORMAT_DOCX, bytes, &PJ_LIMITS_DEFAULT);
	cr_assert(r.ok, "%s: %s: %s", c->why, r.err.where, r.err.message);
	got = blocks_as_lines(&r.doc);
	cr_expect_str_eq(
	    got.ptr ? got.ptr : "", c->want, "%s:\n%s", c->why, got.ptr);
	pj_buf_free(&got);
	pj_buf_free(&document);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}
