#include "cases.h"
#include "copies.h"

/* The parts around the text: comments, relations, types, notes, margins. */

#define NS_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define NS_R                                                                   \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define NAMESPACES " xmlns:w='" NS_W "' xmlns:r='" NS_R "'"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define RELS(items)                                                            \
	"<Relationships xmlns='" PACKAGE "relationships'>" items               \
	"</Relationships>"
#define REL(id, type, target)                                                  \
	"<Relationship Id='" id "' Type='" NS_R "/" type "' Target='" target   \
	"'/>"
#define ROOT RELS(REL("r1", "officeDocument", "word/document.xml"))
#define R(text) "<w:r><w:t>" text "</w:t></w:r>"
#define DOCUMENT(body)                                                         \
	"<w:document" NAMESPACES "><w:body>" body "</w:body></w:document>"

struct kit {
	struct pj_str draft;
	struct copied c;
};

static void
make(struct kit *k, const struct part *parts, size_t count,
    const char *const *words)
{
	k->draft = container(parts, count);
	copy_draft(&k->c, PJ_FORMAT_DOCX, k->draft, words);
	cr_assert(k->c.ok, "%s", k->c.err.message);
}

/* Whether part NAME of the copy holds WORDS. */
static void
expect_in(const struct kit *k, const char *name, const char *words)
{
	struct pj_buf part = part_of(pj_buf_str(&k->c.bytes), name);

	cr_expect_not_null(
	    strstr(part.ptr, words), "%s lacks %s:\n%s", name, words, part.ptr);
	pj_buf_free(&part);
}

static void
give_up(struct kit *k)
{
	copied_free(&k->c);
	free((void *)k->draft.ptr);
}

Test(annotate_parts, comments_are_made_where_there_are_none)
{
	static const struct part parts[] = {
		{ "[Content_Types].xml",
		    "<t:Types xmlns:t='" PACKAGE "content-types'></t:Types>",
		    0 },
		{ "_rels/.rels", ROOT, 0 },
		{ "word/document.xml", DOCUMENT("<w:p>" R("甲&lt;") "</w:p>"),
		    0 },
		{ "word/comments.xml", "<not-one-of-ours/>", 0 },
	};
	static const char *const words[] = { "甲<", NULL };
	struct kit k;

	make(&k, parts, 4, words);
	expect_in(&k, "word/comments1.xml",
	    "<w:comment w:id=\"0\" w:author=\"pingjian\" "
	    "w:date=\"1970-01-01T00:00:00Z\" w:initials=\"pj\"><w:p><w:r>"
	    "<w:t xml:space=\"preserve\">please reconsider: &quot;甲&lt;&quot;"
	    "</w:t></w:r></w:p>");
	expect_in(&k, "word/comments1.xml", ">Why</w:t>");
	expect_in(&k, "word/comments1.xml",
	    ">Rule: test.rule (gender stereotype)</w:t>");
	expect_in(&k, "[Content_Types].xml",
	    "'><t:Override PartName=\"/word/comments1.xml\" ContentType=\"");
	expect_in(&k, "word/_rels/document.xml.rels",
	    "<Relationship Id=\"rIdPingjian1\" Type=\"" NS_R
	    "/comments\" Target=\"comments1.xml\"/></Relationships>");
	expect_in(&k, "word/comments.xml", "<not-one-of-ours/>");
	give_up(&k);
}

Test(annotate_parts, comments_go_behind_those_there_are)
{
	static const struct part parts[] = {
		{ "[Content_Types].xml",
		    "<Types xmlns='" PACKAGE "content-types'/>", 0 },
		{ "_rels/.rels", ROOT, 0 },
		{ "word/document.xml", DOCUMENT("<w:p>" R("甲乙丙") "</w:p>"),
		    0 },
		{ "word/notes/c.xml",
		    "<c:comments xmlns:c='" NS_W "'><c:comment c:id='1'/>"
		    "<c:comment c:id='0'/><c:comment c:id='3'/></c:comments>",
		    0 },
		{ "word/_rels/document.xml.rels",
		    RELS(REL("r", "comments", "/word/notes/c.xml")), 0 },
	};
	static const char *const words[] = { "甲", "乙", "丙", NULL };
	struct kit k;

	make(&k, parts, 5, words);
	expect_in(&k, "word/notes/c.xml",
	    "<c:comment c:id='3'/><c:comment c:id=\"2\" c:author=\"pingjian\"");
	expect_in(&k, "word/notes/c.xml", "<c:comment c:id=\"4\"");
	expect_in(&k, "word/notes/c.xml", "</c:p></c:comment></c:comments>");
	expect_in(&k, "word/document.xml", "<w:commentReference w:id=\"5\"/>");
	expect_in(&k, "[Content_Types].xml", "content-types'/>");
	give_up(&k);
}

Test(annotate_parts, an_empty_list_of_comments_is_filled)
{
	static const struct part parts[] = {
		{ "[Content_Types].xml", "<Types/>", 0 },
		{ "_rels/.rels", ROOT, 0 },
		{ "word/document.xml", DOCUMENT("<w:p>" R("甲") "</w:p>"), 0 },
		{ "word/comments.xml", "<w:comments xmlns:w='" NS_W "' />", 0 },
		{ "word/_rels/document.xml.rels",
		    RELS(REL("r", "comments", "comments.xml")), 0 },
	};
	static const char *const words[] = { "甲", NULL };
	struct kit k;

	make(&k, parts, 5, words);
	expect_in(&k, "word/comments.xml", "' ><w:comment w:id=\"0\"");
	expect_in(&k, "word/comments.xml", "</w:comment></w:comments>");
	give_up(&k);
}

/* Where Word takes no comment: its place is named. */
Test(annotate_parts, notes_and_margins_are_answered_in_the_text)
{
	static const struct part parts[] = {
		{ "[Content_Types].xml", "<Types></Types>", 0 },
		{ "_rels/.rels", ROOT, 0 },
		{ "word/document.xml",
		    DOCUMENT("<w:p><w:pPr/>" R(
			"甲") "<w:r><w:t>乙</w:t>"
			      "<w:footnoteReference "
			      "w:id='2'/><w:t>丙</w:t></w:r>"
			      "</w:p><w:sectPr><w:headerReference r:id='h'/>"
			      "</w:sectPr>"),
		    0 },
		{ "word/_rels/document.xml.rels",
		    RELS(REL("f", "footnotes", "footnotes.xml")
			    REL("h", "header", "header.xml")),
		    0 },
		{ "word/footnotes.xml",
		    "<w:footnotes" NAMESPACES "><w:footnote w:id='2'><w:p>" R(
			"註") "</w:p></w:footnote></w:footnotes>",
		    0 },
		{ "word/header.xml",
		    "<w:hdr" NAMESPACES "><w:p>" R("頁首") "</w:p></w:hdr>",
		    0 },
	};
	static const char *const words[] = { "註", "頁首", NULL };
	struct kit k;

	make(&k, parts, 6, words);
	expect_in(&k, "word/document.xml",
	    "<w:p><w:pPr/><w:r><w:commentReference w:id=\"1\"/></w:r>" R(
		"甲") "<w:r><w:t>乙</w:t></w:r><w:commentRangeStart "
		      "w:id=\"0\"/><w:r>"
		      "<w:footnoteReference w:id='2'/></w:r><w:commentRangeEnd "
		      "w:id=\"0\"/><w:r><w:commentReference "
		      "w:id=\"0\"/></w:r><w:r>"
		      "<w:t>丙</w:t></w:r>");
	expect_in(&k, "word/comments.xml",
	    "&quot;註&quot;, note (paragraph 1)</w:t>");
	expect_in(&k, "word/comments.xml",
	    "&quot;頁首&quot;, page header (paragraph 1)</w:t>");
	expect_in(&k, "word/footnotes.xml", R("註"));
	give_up(&k);
}

/* A text that is nothing but an empty paragraph has room for a comment. */
Test(annotate_parts, an_empty_paragraph_is_opened)
{
	static const struct part parts[] = {
		{ "[Content_Types].xml", "<Types></Types>", 0 },
		{ "_rels/.rels", ROOT, 0 },
		{ "word/document.xml",
		    DOCUMENT("<w:p w:x='1' /><w:sectPr><w:headerReference "
			     "r:id='h'/></w:sectPr>"),
		    0 },
		{ "word/_rels/document.xml.rels",
		    RELS(REL("h", "header", "header.xml")), 0 },
		{ "word/header.xml",
		    "<w:hdr" NAMESPACES "><w:p>" R("頁首") "</w:p></w:hdr>",
		    0 },
	};
	static const char *const words[] = { "頁首", NULL };
	struct kit k;

	make(&k, parts, 5, words);
	expect_in(&k, "word/document.xml", "<w:p w:x='1' ><w:r ");
	expect_in(&k, "word/document.xml",
	    "w:id=\"0\"/></w:r><w:r/></w:p><w:sectPr>");
	give_up(&k);
}

Test(annotate_parts, a_signature_no_longer_holds)
{
	static const struct part parts[] = {
		{ "[Content_Types].xml", "<Types></Types>", 0 },
		{ "_rels/.rels",
		    RELS(REL("r1", "officeDocument",
			"word/document.xml") "<Relationship Id='s' "
		                             "Type='" PACKAGE
					     "relationships/digital-signature/"
		                             "origin' "
					     "Target='_xmlsignatures/"
		                             "origin.sigs'/>"),
		    0 },
		{ "word/document.xml", DOCUMENT("<w:p>" R("甲") "</w:p>"), 0 },
		{ "_xmlsignatures/origin.sigs", "x", 0 },
	};
	static const char *const words[] = { "甲", NULL };
	struct kit k;

	make(&k, parts, 4, words);
	cr_assert_not_null(k.c.draft.notes.first);
	cr_expect_str_eq(k.c.draft.notes.first->code, "signature");
	expect_in(&k, "_xmlsignatures/origin.sigs", "x");
	give_up(&k);
}

Test(annotate_parts, without_findings_the_copy_is_the_draft)
{
	static const struct part parts[] = {
		{ "_rels/.rels", ROOT, 0 },
		{ "word/document.xml", DOCUMENT("<w:p>" R("甲") "</w:p>"), 0 },
	};
	static const char *const words[] = { NULL };
	struct kit k;

	make(&k, parts, 2, words);
	cr_expect(pj_str_equal(pj_buf_str(&k.c.bytes), k.draft));
	give_up(&k);
}

Test(annotate_parts, a_draft_in_utf16_is_refused_with_what_to_do)
{
	static const char words16[] =
	    "\xFF\xFE<\0x\0/\0>"; /* only begun: the scan stops here */
	static const struct part parts[] = {
		{ "_rels/.rels", ROOT, 0 },
		{ "word/document.xml", DOCUMENT("<w:p>" R("甲") "</w:p>"), 0 },
	};
	const struct part other[] = {
		parts[0],
		{ "word/document.xml", words16, sizeof(words16) },
	};
	struct pj_str draft = container(parts, 2), bytes = container(other, 2);
	const struct pj_annotate_options options = {
		.limits = PJ_LIMITS_DEFAULT,
	};
	struct pj_finding finding = { .rule = &copies_rule,
		.severity = PJ_WARNING,
		.location.bytes = { 0, 3 } };
	struct pj_source source = {
		.path = "x", .bytes = bytes, .format = PJ_FORMAT_DOCX
	};
	struct pj_result result = { 0 };
	struct pj_buf out = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct read r;

	read_bytes(&r, PJ_FORMAT_DOCX, draft, &PJ_LIMITS_DEFAULT);
	result.doc = r.doc;
	result.findings.kept = &finding;
	result.findings.kept_count = 1;
	cr_expect_not(
	    pj_annotate(&source, &result, &options, &out, &r.notes, &err));
	cr_expect_eq(err.code, PJ_EUNSUPPORTED);
	pj_buf_free(&out);
	pj_arena_free(r.arena);
	free((void *)draft.ptr);
	free((void *)bytes.ptr);
}
