#include "cases.h"
#include "container.h"

#define OOXML "http://schemas.openxmlformats.org/"
#define STRICT "http://purl.oclc.org/ooxml/"
#define NAMESPACES                                                             \
	" xmlns:p='" OOXML "presentationml/2006/main'"                         \
	" xmlns:a='" OOXML "drawingml/2006/main'"                              \
	" xmlns:c='" OOXML "drawingml/2006/chart'"                             \
	" xmlns:dgm='" OOXML "drawingml/2006/diagram'"                         \
	" xmlns:m='" OOXML "officeDocument/2006/math'"                         \
	" xmlns:mc='" OOXML "markup-compatibility/2006'"                       \
	" xmlns:r='" OOXML "officeDocument/2006/relationships'"
#define MICROSOFT "http://schemas.microsoft.com/office/"
#define CHARTEX MICROSOFT "drawing/2014/chartex"
#define RELS(body)                                                             \
	"<Relationships xmlns='" OOXML                                         \
	"package/2006/relationships'>" body "</Relationships>"
#define REL(id, type, target)                                                  \
	"<Relationship Id='" id "' Type='" OOXML                               \
	"officeDocument/2006/relationships/" type "' Target='" target "'/>"
#define ROOT RELS(REL("m", "officeDocument", "ppt/presentation.xml"))

#define P(text) "<a:p><a:r><a:t>" text "</a:t></a:r></a:p>"
#define SHAPE(placeholder, body)                                               \
	"<p:sp><p:nvSpPr><p:cNvPr id='1' name='形狀'/><p:nvPr>" placeholder  \
	"</p:nvPr></p:nvSpPr><p:txBody>" body "</p:txBody></p:sp>"
#define PH(type) "<p:ph type='" type "'/>"
#define SLIDE(body)                                                            \
	"<p:sld" NAMESPACES "><p:cSld><p:spTree>" body                         \
	"</p:spTree></p:cSld></p:sld>"
#define NOTES(body)                                                            \
	"<p:notes" NAMESPACES "><p:cSld><p:spTree>" body                       \
	"</p:spTree></p:cSld></p:notes>"
#define SHOW(ids)                                                              \
	"<p:presentation" NAMESPACES "><p:sldIdLst>" ids                       \
	"</p:sldIdLst></p:presentation>"
#define ID(id) "<p:sldId id='256' r:id='" id "'/>"

/* One slide, alone in its presentation. */
struct slide_case {
	const char *why;
	const char *body;
	const char *want;
};

static struct slide_case slides[] = {
	{ "the first slide's title is the document's",
	    SHAPE(PH("ctrTitle"), P("女強人")) SHAPE(PH("subTitle"), P("副")),
	    "title|女強人\nheading 2|副\n" },
	{ "a title is one phrase over its line breaks",
	    SHAPE(PH("title"), "<a:p><a:r><a:t>女強</a:t></a:r><a:br/>"
			       "<a:r><a:t>人</a:t></a:r></a:p>"),
	    "title|女強\n人\n" },
	{ "breaks around a title are none of it",
	    SHAPE(PH("title"), "<a:p><a:br/><a:r><a:t>女</a:t></a:r><a:br/>"
			       "<a:br/><a:r><a:t>司機</a:t></a:r></a:p>"),
	    "title|女\n司機\n" },
	{ "elsewhere a line break ends the block",
	    SHAPE("", "<a:p><a:r><a:t>甲</a:t></a:r><a:br/>"
		      "<a:r><a:t>乙</a:t></a:r></a:p>"),
	    "text-box|甲\ntext-box|乙\n" },
	{ "a word over runs is one word",
	    SHAPE("", "<a:p><a:r><a:rPr b='1'/><a:t>女</a:t></a:r>"
		      "<a:r><a:t>強人 </a:t></a:r></a:p>"),
	    "text-box|女強人 \n" },
	{ "the body is a list by level, unless without bullets",
	    SHAPE("<p:ph idx='1'/>",
		P("一") "<a:p><a:pPr lvl='1'/><a:r><a:t>二</a:t></a:r></a:p>"
			"<a:p><a:pPr><a:buNone/></a:pPr><a:r><a:t>文</a:t>"
			"</a:r></a:p>"),
	    "list-item 1|一\nlist-item 2|二\nparagraph|文\n" },
	{ "shapes in groups, in order",
	    "<p:grpSp><p:nvGrpSpPr><p:cNvPr id='1' name='' descr='群'/>"
	    "</p:nvGrpSpPr><p:grpSp>" SHAPE("", P("內")) "</p:grpSp>" SHAPE(
		"", P("外")) "</p:grpSp>" SHAPE("", P("後")),
	    "alt|群\ntext-box|內\ntext-box|外\ntext-box|後\n" },
	{ "alternative texts of pictures, names are none",
	    "<p:pic><p:nvPicPr><p:cNvPr id='4' name='圖片 3' title='照片' "
	    "descr='女司機&#10;開車'/></p:nvPicPr></p:pic>",
	    "alt|照片\nalt|女司機\n開車\n" },
	{ "cells with their place, covered ones left out",
	    "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='4' name=''/>"
	    "<p:nvPr><p:ph type='tbl'/></p:nvPr></p:nvGraphicFramePr><a:tbl>"
	    "<a:tr><a:tc gridSpan='2'><a:txBody>" P(
		"甲") "</a:txBody></a:tc><a:tc hMerge='1'><a:txBody>" P(
		"蓋") "</a:txBody></a:tc></a:tr><a:tr><a:tc><a:txBody>" P("乙")
		P("丙") "</a:txBody></a:tc><a:tc vMerge='true'><a:txBody>" P(
		    "蓋") "</a:txBody></a:tc><a:tc><a:txBody>" P(
		    "丁") "</a:txBody></a:tc></a:tr></a:tbl></"
			  "p:graphicFrame>" SHAPE("", P("後")),
	    "cell 1:1:1|甲\ncell 1:2:1|乙\ncell 1:2:1|丙\n"
	    "cell 1:2:3|丁\ntext-box|後\n" },
	{ "dates and footers; numbers of slides are no words",
	    SHAPE(PH("dt"), P("三月八日")) SHAPE(PH("ftr"), P("社會處"))
		SHAPE(PH("sldNum"), "<a:p><a:fld type='slidenum'><a:t>7</a:t>"
				    "</a:fld></a:p>"),
	    "footer|三月八日\nfooter|社會處\n" },
	{ "fields keep their text",
	    SHAPE("", "<a:p><a:fld type='datetime1'><a:t>今日</a:t></a:fld>"
		      "</a:p>"),
	    "text-box|今日\n" },
	{ "what a link shows comes first",
	    SHAPE("", "<a:p><a:r><a:rPr><a:hlinkClick tooltip='提示'/></a:rPr>"
		      "<a:t>連結</a:t></a:r></a:p>"),
	    "alt|提示\ntext-box|連結\n" },
	{ "one of several forms",
	    "<mc:AlternateContent><mc:Choice Requires='x'>" SHAPE("",
		"<a:p><m:oMath><m:r><m:t>式</m:t></m:r></m:oMath></a:p>")
	    "</mc:Choice><mc:Fallback>" SHAPE(
		"", P("圖")) "</mc:Fallback></mc:AlternateContent>",
	    "text-box|式\n" },
	{ "text outside shapes is none", "鬼" SHAPE("", "魂" P("文")),
	    "text-box|文\n" },
};

CASES(doc_pptx, slides, slides)
{
	const struct slide_case *c = &slides[*row];
	struct pj_buf slide = PJ_BUF_INIT, got;
	struct pj_str bytes;
	struct read r;

	pj_buf_printf(&slide, SLIDE("%s"), c->body);
	{
		struct part parts[] = {
			{ "_rels/.rels", ROOT, 0 },
			{ "ppt/presentation.xml", SHOW(ID("s")), 0 },
			{ "ppt/_rels/presentation.xml.rels",
			    RELS(REL("s", "slide", "slides/slide1.xml")), 0 },
			{ "ppt/slides/slide1.xml", slide.ptr, slide.len },
		};

		bytes = container(parts, 4);
	}
	read_bytes(&r, PJ_FORMAT_PPTX, bytes, &PJ_LIMITS_DEFAULT);
	cr_assert(r.ok, "%s: %s: %s", c->why, r.err.where, r.err.message);
	got = blocks_as_lines(&r.doc);
	cr_expect_str_eq(got.ptr, c->want, "%s:\n%s", c->why, got.ptr);
	pj_buf_free(&got);
	pj_buf_free(&slide);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

/* Whole presentations. */

#define PARTS_MAX 12

struct show_case {
	const char *why;
	struct part parts[PARTS_MAX];
	const char *want; /* NULL: refused, with */
	enum pj_code code;
	const char *where;
};

/* A presentation of SHOW_IDS with relations RELATIONS. */
#define DECK(show_ids, relations)                                              \
	{ "_rels/.rels", ROOT, 0 },                                            \
	    { "ppt/presentation.xml", SHOW(show_ids), 0 },                     \
	{                                                                      \
		"ppt/_rels/presentation.xml.rels", RELS(relations), 0          \
	}
#define ONE DECK(ID("s"), REL("s", "slide", "slides/slide1.xml"))
#define TITLED(text) SLIDE(SHAPE(PH("title"), P(text)))

#define LABEL(formula, text)                                                   \
	"<c:strRef><c:f>" formula "</c:f><c:strCache><c:pt><c:v>" text         \
	"</c:v></c:pt></c:strCache></c:strRef>"
#define SERIES(column, name)                                                   \
	"<c:ser><c:tx>" LABEL(column "1", name) "</c:tx><c:cat>" LABEL(        \
	    "A2", "女司機") "</c:cat></c:ser>"

static struct show_case shows[] = {
	{ "slides in the order of the show, hidden ones too",
	    { DECK(ID("c") ID("a") ID("b"),
		  REL("a", "slide", "slides/slide1.xml")
		      REL("b", "slide", "/ppt/slides/slide2.xml")
			  REL("c", "slide", "slides/../slides/slide3.xml")),
		{ "ppt/slides/slide1.xml", TITLED("甲"), 0 },
		{ "ppt/slides/slide2.xml",
		    "<p:sld show='0'" NAMESPACES ">" SHAPE(
			PH("title"), P("乙")) "</p:sld>",
		    0 },
		{ "ppt/slides/slide3.xml", TITLED("丙"), 0 } },
	    "title|丙\nheading 1|甲\nheading 1|乙\n", PJ_OK, "" },
	{ "masters, layouts and comments are none of it",
	    { ONE, { "ppt/slides/slide1.xml", TITLED("甲"), 0 },
		{ "ppt/slides/_rels/slide1.xml.rels",
		    RELS(REL("l", "slideLayout", "../slideLayouts/l.xml")
			    REL("c", "comments", "../comments/c.xml")),
		    0 },
		{ "ppt/slideLayouts/l.xml", TITLED("按一下以編輯"), 0 },
		{ "ppt/comments/c.xml", TITLED("批"), 0 } },
	    "title|甲\n", PJ_OK, "" },
	{ "speaker's notes behind their slide, without its number",
	    { ONE, { "ppt/slides/slide1.xml", TITLED("甲"), 0 },
		{ "ppt/slides/_rels/slide1.xml.rels",
		    RELS(REL("n", "notesSlide", "../notesSlides/n.xml")), 0 },
		{ "ppt/notesSlides/n.xml",
		    NOTES(SHAPE(PH("sldImg"), "") SHAPE(PH("body"), P("女強人"))
			    SHAPE(PH("sldNum"),
				"<a:p><a:fld type='slidenum'><a:t>1</a:t>"
				"</a:fld></a:p>")),
		    0 } },
	    "title|甲\nnote|女強人\n", PJ_OK, "" },
	{ "charts and diagrams of a slide, each once",
	    { ONE,
		{ "ppt/slides/slide1.xml",
		    SLIDE("<p:graphicFrame><c:chart r:id='c'/></p:graphicFrame>"
			  "<p:graphicFrame><dgm:relIds r:dm='d'/>"
			  "</p:graphicFrame>"),
		    0 },
		{ "ppt/slides/_rels/slide1.xml.rels",
		    RELS(REL("c", "chart", "../charts/c.xml")
			    REL("d", "diagramData", "../diagrams/d.xml")
				REL("e", "chart", "../charts/c.xml")),
		    0 },
		{ "ppt/charts/c.xml",
		    "<c:chartSpace" NAMESPACES "><c:chart><c:title><c:rich>" P(
			"題") "</c:rich></c:title><c:ser><c:cat><c:strRef><c:f>"
			      "Sheet1!A1</c:f><c:strCache><c:pt><c:v>女司機"
			      "</c:v></c:pt></c:strCache></c:strRef></c:cat>"
			      "<c:val><c:numRef><c:numCache><c:pt><c:v>7</c:v>"
			      "</c:pt></c:numCache></c:numRef></c:val></c:ser>"
			      "</c:chart></c:chartSpace>",
		    0 },
		{ "ppt/charts/_rels/c.xml.rels",
		    RELS(REL("u", "chartUserShapes", "../drawings/u.xml")), 0 },
		{ "ppt/drawings/u.xml",
		    "<c:userShapes" NAMESPACES ">" P("標") "</c:userShapes>",
		    0 },
		{ "ppt/diagrams/d.xml",
		    "<dgm:dataModel" NAMESPACES "><dgm:ptLst><dgm:pt><dgm:t>" P(
			"步") "</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>",
		    0 } },
	    "text-box|題\ntext-box|女司機\ntext-box|標\ntext-box|步\n", PJ_OK,
	    "" },
	{ "the strict dialect",
	    { { "_rels/.rels",
		  RELS("<Relationship Id='m' Type='" STRICT
		       "officeDocument/relationships/officeDocument' "
		       "Target='ppt/presentation.xml'/>"),
		  0 },
		{ "ppt/presentation.xml",
		    "<presentation xmlns='" STRICT
		    "presentationml/main' xmlns:r='" STRICT
		    "officeDocument/relationships'><sldId r:id='s'/>"
		    "</presentation>",
		    0 },
		{ "ppt/_rels/presentation.xml.rels",
		    RELS("<Relationship Id='s' Type='" STRICT
			 "officeDocument/relationships/slide' "
			 "Target='slides/slide1.xml'/>"),
		    0 },
		{ "ppt/slides/slide1.xml",
		    "<sld xmlns='" STRICT "presentationml/main' xmlns:a='"
		    STRICT "drawingml/main'><sp><nvSpPr><cNvPr/><nvPr>"
		    "<ph type='title'/></nvPr></nvSpPr>" P("甲") "</sp></sld>",
		    0 } },
	    "title|甲\n", PJ_OK, "" },
	{ "charts of newer kinds, what is read aloud in a diagram",
	    { ONE,
		{ "ppt/slides/slide1.xml",
		    SLIDE("<mc:AlternateContent><mc:Choice Requires='cx1'>"
			  "<cx:chart xmlns:cx='" CHARTEX "' r:id='c'/>"
			  "</mc:Choice><mc:Fallback>" SHAPE(
			      "", P("此處無法顯示圖表")) "</mc:Fallback>"
							  "</mc:"
							  "AlternateContent>"),
		    0 },
		{ "ppt/slides/_rels/slide1.xml.rels",
		    RELS("<Relationship Id='c' Type='" MICROSOFT
			 "2014/relationships/chartEx' Target='c.xml'/>" REL(
			     "d", "diagramData", "d.xml")),
		    0 },
		{ "ppt/slides/c.xml",
		    "<cx:chartSpace" NAMESPACES " xmlns:cx='" CHARTEX
		    "'><cx:strDim><cx:f>A1</cx:f><cx:lvl><cx:pt>女司機</cx:pt>"
		    "<cx:pt>乙</cx:pt></cx:lvl></cx:strDim><cx:numDim><cx:pt>7"
		    "</cx:pt></cx:numDim><cx:txData><cx:v>列</cx:v></cx:txData>"
		    "</cx:chartSpace>",
		    0 },
		{ "ppt/slides/d.xml",
		    "<dgm:dataModel" NAMESPACES " xmlns:d='" MICROSOFT
		    "drawing/2010/diagram'><d:cNvPr descr='照片'/>"
		    "</dgm:dataModel>",
		    0 } },
	    "text-box|女司機\ntext-box|乙\ntext-box|列\nalt|照片\n", PJ_OK,
	    "" },
	{ "labels that every series repeats are read once",
	    { ONE, { "ppt/slides/slide1.xml", SLIDE(""), 0 },
		{ "ppt/slides/_rels/slide1.xml.rels",
		    RELS(REL("c", "chart", "../charts/c.xml")), 0 },
		{ "ppt/charts/c.xml",
		    "<c:chartSpace" NAMESPACES ">" SERIES("B", "甲")
			SERIES("C", "乙") "</c:chartSpace>",
		    0 } },
	    "text-box|甲\ntext-box|女司機\ntext-box|乙\n", PJ_OK, "" },
	{ "a slide named twice is read once",
	    { DECK(ID("a") ID("b"), REL("a", "slide", "slides/slide1.xml")
		      REL("b", "slide", "slides/slide1.xml")),
		{ "ppt/slides/slide1.xml", TITLED("甲"), 0 } },
	    "title|甲\n", PJ_OK, "" },
	{ "no slides at all", { DECK("", "") }, "", PJ_OK, "" },
	{ "a slide without its relation",
	    { DECK(ID("x"), REL("s", "slide", "slides/slide1.xml")),
		{ "ppt/slides/slide1.xml", TITLED("甲"), 0 } },
	    NULL, PJ_EFORMAT, "draft: ppt/presentation.xml" },
	{ "a slide that is something else",
	    { DECK(ID("s"), REL("s", "chart", "slides/slide1.xml")),
		{ "ppt/slides/slide1.xml", TITLED("甲"), 0 } },
	    NULL, PJ_EFORMAT, "draft: ppt/presentation.xml" },
	{ "a slide outside the container",
	    { DECK(ID("s"), REL("s", "slide", "../../etc/passwd")) }, NULL,
	    PJ_EFORMAT, "draft: ppt/presentation.xml" },
	{ "a slide on another machine",
	    { DECK(ID("s"),
		"<Relationship Id='s' TargetMode='External' Type='" OOXML
		"officeDocument/2006/relationships/slide' "
		"Target='http://x/s.xml'/>") },
	    NULL, PJ_EFORMAT, "draft: ppt/presentation.xml" },
	{ "a slide that is not there", { ONE }, NULL, PJ_EFORMAT,
	    "draft: ppt/slides/slide1.xml" },
	{ "a slide cut off",
	    { ONE,
		{ "ppt/slides/slide1.xml",
		    "<p:sld" NAMESPACES ">" SHAPE("", P("女")), 0 } },
	    NULL, PJ_EFORMAT, "draft: ppt/slides/slide1.xml" },
	{ "a slide that is none",
	    { ONE, { "ppt/slides/slide1.xml", "<x/>", 0 } }, NULL,
	    PJ_EUNSUPPORTED, "draft: ppt/slides/slide1.xml" },
	{ "notes that are not there",
	    { ONE, { "ppt/slides/slide1.xml", TITLED("甲"), 0 },
		{ "ppt/slides/_rels/slide1.xml.rels",
		    RELS(REL("n", "notesSlide", "../notesSlides/n.xml")),
		    0 } },
	    NULL, PJ_EFORMAT, "draft: ppt/notesSlides/n.xml" },
	{ "a chart without its relation",
	    { ONE,
		{ "ppt/slides/slide1.xml",
		    SLIDE("<p:graphicFrame><c:chart r:id='c'/>"
			  "</p:graphicFrame>"),
		    0 } },
	    NULL, PJ_EFORMAT, "draft: ppt/slides/slide1.xml" },
	{ "an entity of its own",
	    { ONE,
		{ "ppt/slides/slide1.xml",
		    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
		    "<p:sld" NAMESPACES ">&e;</p:sld>",
		    0 } },
	    NULL, PJ_EFORMAT, "draft: ppt/slides/slide1.xml" },
	{ "a document of Word by another name",
	    { { "_rels/.rels",
		  RELS(REL("m", "officeDocument", "word/document.xml")), 0 },
		{ "word/document.xml", "<document/>", 0 } },
	    NULL, PJ_EUNSUPPORTED, "draft: word/document.xml" },
	{ "no main part", { { "_rels/.rels", RELS(""), 0 } }, NULL, PJ_EFORMAT,
	    "draft: _rels/.rels" },
};

CASES(doc_pptx, shows, shows)
{
	const struct show_case *c = &shows[*row];
	struct pj_str bytes;
	struct pj_buf got;
	struct read r;
	size_t count = 0;

	while (count < PARTS_MAX && c->parts[count].name)
		count++;
	bytes = container(c->parts, count);
	read_bytes(&r, PJ_FORMAT_PPTX, bytes, &PJ_LIMITS_DEFAULT);
	cr_expect_eq(r.err.code, c->code, "%s: %d %s", c->why, r.err.code,
	    r.err.message);
	cr_expect_str_eq(r.err.where, c->where, "%s: %s", c->why, r.err.where);
	cr_expect_eq(r.ok, c->want != NULL, "%s", c->why);
	got = blocks_as_lines(&r.doc);
	if (r.ok && c->want)
		cr_expect_str_eq(got.ptr ? got.ptr : "", c->want, "%s:\n%s",
		    c->why, got.ptr ? got.ptr : "");
	pj_buf_free(&got);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

/* Text is tied to the slide it stands on, that of its notes as well. */
Test(doc_pptx, text_knows_its_slide)
{
	static const struct part parts[] = {
		DECK(ID("a") ID("b"), REL("b", "slide", "slides/slide2.xml")
			REL("a", "slide", "slides/slide1.xml")),
		{ "ppt/slides/slide1.xml", TITLED("甲"), 0 },
		{ "ppt/slides/slide2.xml", TITLED("乙"), 0 },
		{ "ppt/slides/_rels/slide2.xml.rels",
		    RELS(REL("n", "notesSlide", "../notesSlides/n.xml")), 0 },
		{ "ppt/notesSlides/n.xml", NOTES(SHAPE(PH("body"), P("註"))),
		    0 },
	};
	static const uint32_t want[] = { 1, 2, 2 };
	struct pj_str bytes = container(parts, 7);
	struct read r;
	size_t i;

	read_bytes(&r, PJ_FORMAT_PPTX, bytes, &PJ_LIMITS_DEFAULT);
	cr_assert(r.ok, "%s", r.err.message);
	cr_assert_eq(r.doc.block_count, 3);
	for (i = 0; i < 3; i++) {
		const struct pj_address *at =
		    pj_doc_address_at(&r.doc, r.doc.blocks[i].at.begin);

		cr_assert_not_null(at);
		cr_expect_eq(at->slide, want[i], "block %zu", i);
	}
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

/* Groups in groups without end are refused, not followed. */
Test(doc_pptx, nesting_is_bounded)
{
	struct pj_limits limits = PJ_LIMITS_DEFAULT;
	struct pj_buf slide = PJ_BUF_INIT;
	struct pj_str bytes;
	struct read r;
	int i;

	limits.depth = 50;
	pj_buf_puts(&slide, "<p:sld" NAMESPACES ">");
	for (i = 0; i < 60; i++)
		pj_buf_puts(&slide, "<p:grpSp>");
	for (i = 0; i < 60; i++)
		pj_buf_puts(&slide, "</p:grpSp>");
	pj_buf_puts(&slide, "</p:sld>");
	{
		struct part parts[] = { ONE,
			{ "ppt/slides/slide1.xml", slide.ptr, slide.len } };

		bytes = container(parts, 4);
	}
	read_bytes(&r, PJ_FORMAT_PPTX, bytes, &limits);
	cr_expect_not(r.ok);
	cr_expect_eq(r.err.code, PJ_ELIMIT);
	pj_buf_free(&slide);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

/* A slide that packs into little and unpacks into much. */
Test(doc_pptx, bombs_are_bounded)
{
	struct pj_limits limits = PJ_LIMITS_DEFAULT;
	struct pj_buf slide = PJ_BUF_INIT;
	struct pj_str bytes;
	struct read r;
	int i;

	limits.unpacked_bytes = 1 << 20;
	pj_buf_puts(&slide, "<p:sld" NAMESPACES ">");
	for (i = 0; i < 1 << 16; i++)
		pj_buf_puts(&slide, P("女強人女強人"));
	pj_buf_puts(&slide, "</p:sld>");
	{
		struct part parts[] = { ONE,
			{ "ppt/slides/slide1.xml", slide.ptr, slide.len } };

		bytes = container(parts, 4);
	}
	read_bytes(&r, PJ_FORMAT_PPTX, bytes, &limits);
	cr_expect_not(r.ok);
	cr_expect_eq(r.err.code, PJ_ELIMIT);
	pj_buf_free(&slide);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}
