#include "cases.h"
#include "container.h"

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define NAMESPACES                                                             \
	" xmlns:office='" OASIS "office:1.0' xmlns:text='" OASIS "text:1.0'"   \
	" xmlns:table='" OASIS "table:1.0' xmlns:draw='" OASIS "drawing:1.0'"  \
	" xmlns:style='" OASIS "style:1.0'"                                    \
	" xmlns:svg='" OASIS "svg-compatible:1.0'"                             \
	" xmlns:form='" OASIS "form:1.0'"                                      \
	" xmlns:xlink='http://www.w3.org/1999/xlink'"
#define AUTOMATIC                                                              \
	"<style:style style:name='P1' style:family='paragraph' "               \
	"style:parent-style-name='Title'/>"                                    \
	"<style:style style:name='P2' style:family='paragraph'>"               \
	"<style:text-properties text:display='none'/></style:style>"           \
	"<style:style style:name='T1' style:family='text'>"                    \
	"<style:text-properties text:display='none'/></style:style>"           \
	"<style:style style:name='P3' style:family='paragraph' "               \
	"style:parent-style-name='Illustration'/>"
#define CONTENT(body)                                                          \
	"<?xml version='1.0' encoding='UTF-8'?>"                               \
	"<office:document-content" NAMESPACES                                  \
	"><office:automatic-styles>" AUTOMATIC                                 \
	"</office:automatic-styles><office:body><office:text>" body            \
	"</office:text></office:body></office:document-content>"
#define STYLES                                                                 \
	"<office:document-styles" NAMESPACES "><office:styles>"                \
	"<style:style style:name='Illustration' style:family='paragraph' "     \
	"style:parent-style-name='Caption'/></office:styles>"                  \
	"<office:automatic-styles><style:style style:name='P1' "               \
	"style:family='paragraph' style:parent-style-name='Header'/>"          \
	"</office:automatic-styles><office:master-styles><style:master-page>"  \
	"<style:header><text:p text:style-name='P1'>頁首</text:p>"           \
	"</style:header><style:header-left style:display='false'><text:p>無"  \
	"</text:p></style:header-left><style:footer><text:p>頁尾</text:p>"   \
	"</style:footer></style:master-page></office:master-styles>"           \
	"</office:document-styles>"
#define MARGINS "header|頁首\nfooter|頁尾\n"
#define TYPE "application/vnd.oasis.opendocument.text"

#define P(body) "<text:p>" body "</text:p>"
#define CELL(body) "<table:table-cell>" body "</table:table-cell>"
#define ROW(body) "<table:table-row>" body "</table:table-row>"

struct odt_case {
	const char *why;
	const char *body;
	const char *want;
};

static struct
    odt_case
	cases
	    [] = {
		    { "a word over spans, links and bookmarks is one word",
			P("<text:span>女</text:span><text:a "
			  "office:title='提示'>強</text:a>"
			  "<text:bookmark-start/>人<text:soft-page-break/>！"),
			"alt|提示\nparagraph|女強人！\n" },
		    { "headings with their level, titles by style",
			"<text:h text:outline-level='2'>節</text:h><text:p "
			"text:style-name='P1'>題</text:p><text:h>章</text:h>",
			"heading 2|節\ntitle|題\nheading 1|章\n" },
		    { "a caption by the parent of its parent",
			"<text:p text:style-name='P3'>圖 1</text:p>",
			"caption|圖 1\n" },
		    { "white space is one space, and none in front",
			P("\n  女 \n <text:span> 強</text:span>\t人"),
			"paragraph|女 強 人\n" },
		    { "spaces and tabs of their own elements",
			P("a<text:s text:c='3'/>b<text:tab/>c<text:s/> d"),
			"paragraph|a   b\tc  d\n" },
		    { "a run of spaces is a few, however many it says",
			P("a<text:s text:c='9999'/>b<text:s text:c='8'/>c"
			  "<text:s text:c='0'/>d"),
			"paragraph|a        b        cd\n" },
		    { "a line break ends the block",
			P("甲<text:line-break/>乙"),
			"paragraph|甲\nparagraph|乙\n" },
		    { "lists by depth",
			"<text:list><text:list-item>" P(
			    "一") "<text:list><text:list-item>" P("甲") "</"
									"text:"
									"list-"
									"item><"
									"/text:"
									"list><"
									"/text:"
									"list-"
									"item><"
									"/text:"
									"list"
									">" P(
									    "文"),
			"list-item 1|一\nlist-item 2|甲\nparagraph|文\n" },
		    { "cells with their place; repeats and covered cells count",
			"<table:table>" ROW(
			    CELL(P("甲")) "<table:covered-table-cell>" P("蓋") "</table:covered-table-cell>" CELL(
				P("乙"))) "<table:table-row "
					  "table:number-rows-repeated='3'>"
					  "<table:table-cell "
					  "table:number-columns-repeated='2'/"
					  ">" CELL(
					      P("丙")) "</"
						       "table:table-"
						       "row>" ROW(CELL(P(
							   "丁"))) "</"
								   "table:"
								   "table"
								   ">" P("文"),
			"cell 1:1:1|甲\ncell 1:1:3|乙\ncell 1:2:3|丙\ncell "
			"1:5:1|丁\n"
			"paragraph|文\n" },
		    { "a note out of its paragraph, without its number",
			P("女強<text:note><text:note-citation>1</"
			  "text:note-citation>"
			  "<text:note-body>" P(
			      "註") "</text:note-body></text:note>人"),
			"note|註\nparagraph|女強人\n" },
		    { "text boxes, shapes and alt text",
			P("女強<draw:frame><draw:text-box>" P(
			    "框") "</draw:text-box><svg:title>圖</svg:title>"
				  "<svg:desc>賢內助</svg:desc></draw:frame>"
				  "<draw:custom-shape>" P(
				      "形") "</draw:custom-shape>人"),
			"text-box|框\nalt|圖\nalt|賢內助\ntext-box|形\n"
			"paragraph|女強人\n" },
		    { "tracked deletions are out",
			"<text:tracked-changes><text:changed-region><text:"
			"deletion>" P(
			    "刪") "</text:deletion></text:changed-region>"
				  "</text:tracked-changes>" P(
				      "女強<text:change/>人<text:change-start/"
				      ">們"
				      "<text:change-end/>"),
			"paragraph|女強人們\n" },
		    { "annotations are out",
			P("女<office:annotation>" P(
			    "批") "</"
				  "office:annotation>強<office:annotation-end/"
				  ">人"),
			"paragraph|女強人\n" },
		    { "hidden text, spans, paragraphs and sections are out",
			P("明<text:hidden-text>密</text:hidden-text><text:span "
			  "text:style-name='T1'>密</text:span>文") "<text:p "
								   "text:style-"
								   "name='P2'>"
								   "密</text:p>"
								   "<text:"
								   "section "
								   "text:"
								   "display='"
								   "none'>" P(
								       "密") "<"
									     "/"
									     "t"
									     "e"
									     "x"
									     "t"
									     ":"
									     "s"
									     "e"
									     "c"
									     "t"
									     "i"
									     "o"
									     "n"
									     ">",
			"paragraph|明文\n" },
		    { "a field can hide its paragraph",
			P("密<text:hidden-paragraph text:is-hidden='true'/>密")
			    P("明<text:hidden-paragraph "
			      "text:is-hidden='false'/>"),
			"paragraph|明\n" },
		    { "fields keep their text; ruby its base",
			P("<text:page-number>3</text:page-number><text:ruby>"
			  "<text:ruby-base>嫻</"
			  "text:ruby-base><text:ruby-text>ㄒ"
			  "</text:ruby-text></text:ruby>淑"),
			"paragraph|3嫻淑\n" },
		    { "labels of forms",
			"<office:forms><form:form><form:button "
			"form:label='送出'/>"
			"<form:radio "
			"form:label='先生'/></form:form></office:forms>",
			"button|送出\nfield|先生\n" },
		    { "text outside paragraphs is none", "鬼" P("文") "魂",
			"paragraph|文\n" },
	    };

static struct pj_str
odt(const char *mimetype, const char *content)
{
	struct part parts[] = {
		{ "mimetype", mimetype, 0 },
		{ "content.xml", content, 0 },
		{ "styles.xml", STYLES, 0 },
	};

	return container(parts, 3);
}

CASES(doc_odt, body, cases)
{
	const struct odt_case *c = &cases[*row];
	struct pj_buf content = PJ_BUF_INIT, want = PJ_BUF_INIT, got;
	struct pj_str bytes;
	struct read r;

	pj_buf_printf(&content, CONTENT("%s"), c->body);
	pj_buf_printf(&want, "%s" MARGINS, c->want);
	bytes = odt(TYPE, content.ptr);
	read_bytes(&r, PJ_FORMAT_ODT, bytes, &PJ_LIMITS_DEFAULT);
	cr_assert(r.ok, "%s: %s: %s", c->why, r.err.where, r.err.message);
	got = blocks_as_lines(&r.doc);
	cr_expect_str_eq(got.ptr, want.ptr, "%s:\n%s", c->why, got.ptr);
	pj_buf_free(&got);
	pj_buf_free(&want);
	pj_buf_free(&content);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

/* Tags in front of WORDS in XML, an empty element's counted twice. */
static uint32_t
tags_before(const char *xml, const char *words)
{
	const char *end = strstr(xml, words);
	uint32_t tags = 0;

	for (; xml < end; xml++)
		tags += (*xml == '<' && xml[1] != '?') ||
		        (*xml == '/' && xml[1] == '>');
	return tags;
}

/* From the text back to the tag it stands behind, and what counts as one. */
Test(doc_odt, runs_lead_back_to_the_node)
{
	static const char content[] =
	    CONTENT(P("一") P("二<text:s text:c='2'/>  三<draw:rect>" P(
		"框") "</draw:rect>四<!-- -->五"));
	struct pj_str bytes = odt(TYPE, content);
	struct read r;
	static const struct {
		const char *text, *in_front_of;
		uint32_t tag; /* 1: of the tag itself */
		uint32_t offset;
	} want[] = {
		{ "一", "一", 0, 0 },
		{ "框", "框", 0, 0 },
		{ "二", "二", 0, 0 },
		{ "  ", "<text:s", 1, 0 },
		{ " ", "  三", 0, 0 },
		{ "三", "三", 0, 2 },
		{ "四五", "四", 0, 0 },
	};
	size_t i;

	read_bytes(&r, PJ_FORMAT_ODT, bytes, &PJ_LIMITS_DEFAULT);
	cr_assert(r.ok, "%s", r.err.message);
	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		const struct pj_run *run = &r.doc.runs[i];

		cr_assert_lt(i, r.doc.run_count);
		cr_expect_eq(
		    strncmp(r.doc.text.ptr + run->begin, want[i].text,
			strlen(want[i].text)),
		    0, "run %zu", i);
		cr_expect_eq(run->node,
		    2 * tags_before(content, want[i].in_front_of) +
			want[i].tag,
		    "run %zu", i);
		cr_expect_eq(run->offset, want[i].offset, "run %zu", i);
	}
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}

struct refusal_case {
	const char *why;
	const char *mimetype;
	const char *content;
	const char *manifest;
	enum pj_code code;
	const char *where;
};

static struct refusal_case refusals[] = {
	{ "a spreadsheet by its type",
	    "application/vnd.oasis.opendocument.spreadsheet", CONTENT(""), "",
	    PJ_EUNSUPPORTED, "draft: mimetype" },
	{ "a document without a text", TYPE,
	    "<office:document-content" NAMESPACES "/>", "", PJ_EUNSUPPORTED,
	    "draft: content.xml" },
	{ "a password", TYPE, "\x01\x02\x03",
	    "<m:manifest xmlns:m='" OASIS "manifest:1.0'><m:file-entry>"
	    "<m:encryption-data/></m:file-entry></m:manifest>",
	    PJ_EENCRYPTED, "draft: META-INF/manifest.xml" },
	{ "broken XML", TYPE, "<office:document-content" NAMESPACES "><a></b>",
	    "", PJ_EFORMAT, "draft: content.xml" },
};

CASES(doc_odt, refusals, refusals)
{
	const struct refusal_case *c = &refusals[*row];
	struct part parts[] = {
		{ "mimetype", c->mimetype, 0 },
		{ "content.xml", c->content, 0 },
		{ "META-INF/manifest.xml", c->manifest, 0 },
	};
	struct pj_str bytes = container(parts, c->manifest[0] ? 3 : 2);
	struct read r;

	read_bytes(&r, PJ_FORMAT_ODT, bytes, &PJ_LIMITS_DEFAULT);
	cr_expect_not(r.ok, "%s", c->why);
	cr_expect_eq(r.err.code, c->code, "%s: code %d", c->why, r.err.code);
	cr_expect_str_eq(r.err.where, c->where, "%s: %s", c->why, r.err.where);
	pj_arena_free(r.arena);
	free((void *)bytes.ptr);
}
