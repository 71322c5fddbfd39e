#include "cases.h"
#include "container.h"

#define NS_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define NS_R                                                                   \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STRICT_W "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define STRICT_R "http://purl.oclc.org/ooxml/officeDocument/relationships"
#define RELS(items)                                                            \
	"<Relationships xmlns='http://schemas.openxmlformats.org/package/"     \
	"2006/relationships'>" items "</Relationships>"
#define REL(id, type, target)                                                  \
	"<Relationship Id='" id "' Type='" NS_R "/" type "' Target='" target   \
	"'/>"
#define ROOT RELS(REL("rId1", "officeDocument", "word/document.xml"))
#define W(root, body)                                                          \
	"<w:" root " xmlns:w='" NS_W "' xmlns:r='" NS_R "'>" body "</w:" root  \
	">"
#define DOCUMENT(body) W("document", "<w:body>" body "</w:body>")
#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(style, text)                                                    \
	"<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr><w:r><w:t>" text     \
	"</w:t></w:r></w:p>"

enum { PARTS_MAX = 7 };

struct parts_case {
	const char *why;
	struct part parts[PARTS_MAX];
	const char *want; /* blocks, or NULL for an error */
	enum pj_code code;
	const char *where;
};

static const struct parts_case cases[] = {
	{ "the main part by its relation, wherever it is",
	    { { "_rels/.rels", RELS(REL("a", "officeDocument", "/x/y.xml")),
		  0 },
		{ "x/y.xml", DOCUMENT(P("文")), 0 },
		{ "word/document.xml", DOCUMENT(P("假")), 0 } },
	    "paragraph|文\n", PJ_OK, "" },
	{ "strict addresses",
	    { { "_rels/.rels",
		  RELS("<Relationship Id='a' Type='" STRICT_R
		       "/officeDocument' Target='word/document.xml'/>"),
		  0 },
		{ "word/document.xml", "<d xmlns='" STRICT_W "'><body/></d>",
		    0 } },
	    NULL, PJ_EUNSUPPORTED, "draft: word/document.xml" },
	{ "strict addresses, default namespace",
	    { { "_rels/.rels",
		  RELS("<Relationship Id='a' Type='" STRICT_R
		       "/officeDocument' Target='word/document.xml'/>"),
		  0 },
		{ "word/document.xml",
		    "<document xmlns='" STRICT_W "'><body><p><r><t>文</t></r>"
		    "</p></body></document>",
		    0 } },
	    "paragraph|文\n", PJ_OK, "" },
	{ "styles by their names, which numbers as ids stand for",
	    { { "_rels/.rels", ROOT, 0 },
		{ "word/document.xml",
		    DOCUMENT(STYLED("a3", "題") STYLED("1", "章")
			    STYLED("x", "節") STYLED("a5", "圖")
				STYLED("b", "項") STYLED("v", "密")),
		    0 },
		{ "word/_rels/document.xml.rels",
		    RELS(REL("s", "styles", "styles.xml")), 0 },
		{ "word/styles.xml",
		    W("styles",
			"<w:style w:styleId='a3'><w:name w:val='Title'/>"
			"</w:style><w:style w:styleId='1'><w:name "
			"w:val='heading 1'/></w:style><w:style w:styleId='x'>"
			"<w:name w:val='機關節名'/><w:basedOn w:val='y'/>"
			"</w:style><w:style w:styleId='y'><w:pPr>"
			"<w:outlineLvl w:val='1'/></w:pPr></w:style>"
			"<w:style w:styleId='a5'><w:name w:val='caption'/>"
			"</w:style><w:style w:styleId='b'><w:pPr><w:numPr>"
			"<w:numId w:val='2'/></w:numPr></w:pPr></w:style>"
			"<w:style w:styleId='v'><w:rPr><w:vanish/></w:rPr>"
			"</w:style>"),
		    0 } },
	    "title|題\nheading 1|章\nheading 2|節\ncaption|圖\n"
	    "list-item 1|項\n",
	    PJ_OK, "" },
	{ "styles based on each other in a ring",
	    { { "_rels/.rels", ROOT, 0 },
		{ "word/document.xml", DOCUMENT(STYLED("a", "文")), 0 },
		{ "word/_rels/document.xml.rels",
		    RELS(REL("s", "styles", "styles.xml")), 0 },
		{ "word/styles.xml",
		    W("styles", "<w:style w:styleId='a'><w:basedOn w:val='b'/>"
				"</w:style><w:style w:styleId='b'><w:basedOn "
				"w:val='a'/></w:style>"),
		    0 } },
	    "paragraph|文\n", PJ_OK, "" },
	{ "notes that are referred to, and no others",
	    { { "_rels/.rels", ROOT, 0 },
		{ "word/document.xml",
		    DOCUMENT("<w:p><w:r><w:t>女</w:t></w:r><w:r>"
			     "<w:footnoteReference w:id='2'/></w:r><w:del>"
			     "<w:r><w:footnoteReference w:id='3'/></w:r>"
			     "</w:del><w:r><w:t>人</w:t>"
			     "<w:endnoteReference w:id='2'/></w:r></w:p>"),
		    0 },
		{ "word/_rels/document.xml.rels",
		    RELS(REL("f", "footnotes", "footnotes.xml")
			    REL("e", "endnotes", "endnotes.xml")),
		    0 },
		{ "word/footnotes.xml",
		    W("footnotes",
			"<w:footnote w:id='-1' w:type='separator'>" P(
			    "線") "</w:footnote><w:footnote w:id='2'>" P("註")
			    P("二") "</w:footnote><w:footnote w:id='3'>" P(
				"刪") "</w:footnote>"),
		    0 },
		{ "word/endnotes.xml",
		    W("endnotes",
			"<w:endnote w:id='2'>" P("尾") "</w:endnote>"),
		    0 } },
	    "paragraph|女人\nnote|註\nnote|二\nnote|尾\n", PJ_OK, "" },
	{ "headers and footers that sections name, once each",
	    { { "_rels/.rels", ROOT, 0 },
		{ "word/document.xml",
		    DOCUMENT(P("文") "<w:sectPr><w:footerReference r:id='f'/>"
				     "<w:headerReference r:id='h'/>"
				     "<w:headerReference r:id='h'/>"
				     "<w:headerReference r:id='none'/>"
				     "</w:sectPr>"),
		    0 },
		{ "word/_rels/document.xml.rels",
		    RELS(REL("h", "header", "header1.xml") REL("u", "header",
			"header2.xml") REL("f", "footer", "footer1.xml")),
		    0 },
		{ "word/header1.xml", W("hdr", STYLED("Heading1", "首")), 0 },
		{ "word/header2.xml", W("hdr", P("無")), 0 },
		{ "word/footer1.xml", W("ftr", P("尾")), 0 } },
	    "paragraph|文\nfooter|尾\nheader|首\n", PJ_OK, "" },
	{ "comments are no part of the draft",
	    { { "_rels/.rels", ROOT, 0 },
		{ "word/document.xml", DOCUMENT(P("文")), 0 },
		{ "word/_rels/document.xml.rels",
		    RELS(REL("c", "comments", "comments.xml")), 0 },
		{ "word/comments.xml", W("comments", P("批")), 0 } },
	    "paragraph|文\n", PJ_OK, "" },
	{ "text in diagrams and charts",
	    { { "_rels/.rels", ROOT, 0 },
		{ "word/document.xml", DOCUMENT(P("文")), 0 },
		{ "word/_rels/document.xml.rels",
		    RELS(REL("a", "diagramData", "diagrams/data1.xml")
			    REL("b", "chart", "charts/chart1.xml")),
		    0 },
		{ "word/diagrams/data1.xml",
		    "<d:dataModel xmlns:d='http://schemas.openxmlformats.org/"
		    "drawingml/2006/diagram' xmlns:a='http://schemas."
		    "openxmlformats.org/drawingml/2006/main'><d:t><a:p><a:r>"
		    "<a:t>甲</a:t></a:r></a:p><a:p><a:r><a:t>乙</a:t></a:r>"
		    "</a:p></d:t></d:dataModel>",
		    0 },
		{ "word/charts/chart1.xml",
		    "<c:chartSpace xmlns:c='http://schemas.openxmlformats.org/"
		    "drawingml/2006/chart'><c:strCache><c:v>男</c:v>"
		    "<c:v>女</c:v></c:strCache><c:numCache><c:v>1</c:v>"
		    "</c:numCache></c:chartSpace>",
		    0 } },
	    "paragraph|文\ntext-box|甲\ntext-box|乙\ntext-box|男\n"
	    "text-box|女\n",
	    PJ_OK, "" },
	{ "no relations at all", { { "word/document.xml", DOCUMENT(""), 0 } },
	    NULL, PJ_EFORMAT, "draft: _rels/.rels" },
	{ "no main part among them",
	    { { "_rels/.rels", RELS(REL("a", "thumbnail", "t.png")), 0 } },
	    NULL, PJ_EFORMAT, "draft: _rels/.rels" },
	{ "a main part outside the container",
	    { { "_rels/.rels",
		RELS("<Relationship Id='a' Type='" NS_R "/officeDocument' "
		     "Target='http://example.org/' TargetMode='External'/>"),
		0 } },
	    NULL, PJ_EFORMAT, "draft: _rels/.rels" },
	{ "a main part above the container",
	    { { "_rels/.rels",
		RELS(REL("a", "officeDocument", "../../etc/passwd")), 0 } },
	    NULL, PJ_EFORMAT, "draft: _rels/.rels" },
	{ "a main part that is not there", { { "_rels/.rels", ROOT, 0 } }, NULL,
	    PJ_EFORMAT, "draft: word/document.xml" },
	{ "a header that is not there",
	    { { "_rels/.rels", ROOT, 0 },
		{ "word/document.xml",
		    DOCUMENT(P("文") "<w:sectPr><w:headerReference r:id='h'/>"
				     "</w:sectPr>"),
		    0 },
		{ "word/_rels/document.xml.rels",
		    RELS(REL("h", "header", "header1.xml")), 0 } },
	    NULL, PJ_EFORMAT, "draft: word/header1.xml" },
	{ "a workbook",
	    { { "_rels/.rels",
		  RELS(REL("a", "officeDocument", "xl/workbook.xml")), 0 },
		{ "xl/workbook.xml", "<workbook/>", 0 } },
	    NULL, PJ_EUNSUPPORTED, "draft: xl/workbook.xml" },
	{ "another document taken in",
	    { { "_rels/.rels", ROOT, 0 },
		{ "word/document.xml", DOCUMENT("<w:altChunk r:id='x'/>"),
		    0 } },
	    NULL, PJ_EUNSUPPORTED, "draft: word/document.xml" },
	{ "text that an endless field swallows",
	    { { "_rels/.rels", ROOT, 0 },
		{ "word/document.xml",
		    DOCUMENT("<w:p><w:r><w:fldChar w:fldCharType='begin'/>"
			     "</w:r></w:p>" P("吞")),
		    0 } },
	    NULL, PJ_EFORMAT, "draft: word/document.xml" },
};

CASES(doc_docx_parts, cases, cases)
{
	const struct parts_case *c = &cases[*row];
	struct pj_str bytes;
	struct pj_buf got;
	struct read r;
	size_t count = 0;

	while (count < PARTS_MAX && c->parts[count].name)
		count++;
	bytes = container(c->parts, count);
	read_bytes(&r, PJ_FORMAT_DOCX, bytes, &PJ_LIMITS_DEFAULT);
	cr_expect_eq(r.err.code, c->code, "%s: %d %s", c->why, r.err.code,
	    r.err.message);
	cr_expect_str_eq(r.err.where, c->where, "%s: %s", c->why, r.err.where);
	cr_expect_eq(r.ok, c->want != NULL, "%s", c->why);
	got = blocks_as_lines(&r.doc);
	if (r.ok && c->want)
		cr_expect_str_eq(got.ptr, c->want, "%s:\n%s", c->why, got.ptr);
	pj_buf_free(&got);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

/* Every stretch of text stands where its run says it does. */
Test(doc_docx_parts, runs_name_part_node_and_offset)
{
	static const struct part parts[] = {
		{ "_rels/.rels", ROOT, 0 },
		{ "word/document.xml",
		    DOCUMENT(
			P("一") "<w:p><w:r><w:t> 女</w:t></w:r><w:del>"
				"<w:r><w:delText>司</w:delText></w:r>"
				"</w:del><w:r><w:t>強人</w:t></w:r></w:p>"),
		    0 },
	};
	struct pj_str bytes = container(parts, 2);
	const struct pj_run *runs;
	struct read r;

	read_bytes(&r, PJ_FORMAT_DOCX, bytes, &PJ_LIMITS_DEFAULT);
	cr_assert(r.ok);
	cr_assert_eq(r.doc.run_count, 3);
	runs = r.doc.runs;
	cr_expect_eq(runs[0].node, 2 * 5, "behind document, body, p, r, t");
	cr_expect_eq(runs[1].node, 2 * (5 + 6));
	cr_expect_eq(runs[1].offset, 1, "the space in front was dropped");
	cr_expect_eq(runs[2].node, 2 * (11 + 10), "deletions count, too");
	cr_expect_eq(runs[2].offset, 0);
	cr_expect_eq(runs[2].begin, 7, "一, a line end, 女");
	cr_expect_str_eq(r.doc.parts[runs[2].part], "word/document.xml");
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}
