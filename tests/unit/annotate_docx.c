#include "cases.h"
#include "copies.h"

#define NS_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define NS_R                                                                   \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define NAMESPACES                                                             \
	" xmlns:w='" NS_W "' xmlns:r='" NS_R "'"                               \
	" xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/"         \
	"wordprocessingDrawing'"                                               \
	" xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/"     \
	"math'"
#define HEAD "<w:document" NAMESPACES "><w:body>"
#define TAIL "</w:body></w:document>"
#define RELS(items)                                                            \
	"<Relationships xmlns='http://schemas.openxmlformats.org/package/"     \
	"2006/relationships'>" items "</Relationships>"
#define REL(id, type, target)                                                  \
	"<Relationship Id='" id "' Type='" NS_R "/" type "' Target='" target   \
	"'/>"
#define TYPES                                                                  \
	"<Types xmlns='http://schemas.openxmlformats.org/package/2006/"        \
	"content-types'/>"

#define P(body) "<w:p>" body "</w:p>"
#define R(text) "<w:r><w:t>" text "</w:t></w:r>"
#define B "<w:rPr><w:b/></w:rPr>"
#define KEEP " xml:space=\"preserve\""

/*
 * The body of a draft and of its copy.  In the copy "[0" is the mark where
 * comment 0 begins, "0]" where it ends, "*0" its reference.
 */
static const struct docx_case {
	const char *why;
	const char *body;
	const char *words[WORDS_MAX];
	const char *want;
} cases[] = {
	{ "in the middle of a run", P(R("甲乙丙")), { "乙" },
	    P(R("甲") "[0" R("乙") "0]*0" R("丙")) },
	{ "a whole run is not split", P(R("甲") R("乙")), { "乙" },
	    P(R("甲") "[0" R("乙") "0]*0") },
	{ "both pieces look alike",
	    P("<w:r w:rsidR='1'>" B "<w:t>甲乙</w:t></w:r>"), { "乙" },
	    P("<w:r w:rsidR='1'>" B "<w:t>甲</w:t></w:r>[0<w:r w:rsidR='1'>" B
	      "<w:t>乙</w:t></w:r>0]*0") },
	{ "over three runs", P(R("甲乙") R("丙") R("丁戊")), { "乙丙丁" },
	    P(R("甲") "[0" R("乙") R("丙") R("丁") "0]*0" R("戊")) },
	{ "two that touch", P(R("甲乙丙")), { "甲乙", "丙" },
	    P("[0" R("甲乙") "0]*0[1" R("丙") "1]*1") },
	{ "two that cross", P(R("甲乙丙丁")), { "甲乙丙", "乙丙丁" },
	    P("[0" R("甲") "[1" R("乙丙") "0]*0" R("丁") "1]*1") },
	{ "one in the other, with the same end", P(R("甲乙丙")),
	    { "甲乙丙", "丙" },
	    P("[0" R("甲乙") "[1" R("丙") "0]*0"
					  "1]*1") },
	{ "a blank at the cut is kept, one that was dropped still is",
	    P("<w:r><w:t> 甲 乙 </w:t></w:r>"), { "乙" },
	    P("<w:r><w:t> 甲</w:t><w:t" KEEP "> </w:t></w:r>[0"
	      "<w:r><w:t>乙 </w:t></w:r>0]*0") },
	{ "the same behind the words", P("<w:r><w:t>甲  乙</w:t></w:r>"),
	    { "甲" },
	    P("[0<w:r><w:t>甲</w:t></w:r>0]*0<w:r><w:t" KEEP
	      ">  </w:t><w:t>乙</w:t></w:r>") },
	{ "text that keeps its blanks needs no more",
	    P("<w:r><w:t xml:space='preserve'>甲 乙</w:t></w:r>"), { "乙" },
	    P("<w:r><w:t xml:space='preserve'>甲 </w:t></w:r>[0<w:r><w:t "
	      "xml:space='preserve'>乙</w:t></w:r>0]*0") },
	{ "a run of several texts and signs is cut between them",
	    P("<w:r>" B "<w:br/><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"),
	    { "甲" },
	    P("<w:r>" B "<w:br/></w:r>[0<w:r>" B "<w:t>甲</w:t></w:r>0]*0"
	      "<w:r>" B "<w:tab/><w:t>乙</w:t></w:r>") },
	{ "a sign of its own element is a character",
	    P("<w:r><w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t></w:r>"),
	    { "甲\xC2\xAD" },
	    P("[0<w:r><w:t>甲</w:t><w:softHyphen/></w:r>0]*0"
	      "<w:r><w:t>乙</w:t></w:r>") },
	{ "references, sections and comments in text",
	    P("<w:r><w:t>甲&#x4E59;<!-- 乙 --><![CDATA[丙丁]]></w:t></w:r>"),
	    { "乙丙" },
	    P("<w:r><w:t>甲</w:t></w:r>[0<w:r><w:t>&#x4E59;<!-- 乙 -->"
	      "<![CDATA[丙]]></w:t></w:r>0]*0<w:r><w:t><![CDATA[丁]]></w:t>"
	      "</w:r>") },
	{ "in a link",
	    P("<w:hyperlink w:anchor='a'>" R("甲乙") "</w:hyperlink>" R("丙")),
	    { "乙" },
	    P("<w:hyperlink w:anchor='a'>" R("甲") "[0" R(
		"乙") "0]*0</w:hyperlink>" R("丙")) },
	{ "from a tracked insertion into what was there",
	    P("<w:ins w:id='9'>" R("甲乙") "</w:ins>" R("丙丁")), { "乙丙" },
	    P("<w:ins w:id='9'>" R("甲") "[0" R("乙") "</w:ins>" R(
		"丙") "0]*0" R("丁")) },
	{ "across a tracked deletion",
	    P(R("甲") "<w:del w:id='9'><w:r><w:delText>乙</w:delText></w:r>"
		      "</w:del>" R("丙")),
	    { "甲丙" },
	    P("[0" R("甲") "<w:del w:id='9'><w:r><w:delText>乙</w:delText>"
			   "</w:r></w:del>" R("丙") "0]*0") },
	{ "over two paragraphs that a deleted mark joins",
	    P("<w:pPr><w:rPr><w:del w:id='9'/></w:rPr></w:pPr>" R("甲"))
		P(R("乙丙")),
	    { "甲乙" },
	    P("<w:pPr><w:rPr><w:del w:id='9'/></w:rPr></w:pPr>[0" R("甲"))
		P(R("乙") "0]*0" R("丙")) },
	{ "in a content control",
	    P("<w:sdt><w:sdtPr/><w:sdtContent>" R(
		"甲乙") "</w:sdtContent></w:sdt>"),
	    { "乙" },
	    P("<w:sdt><w:sdtPr/><w:sdtContent>" R("甲") "[0" R(
		"乙") "0]*0</w:sdtContent></w:sdt>") },
	{ "around a control that is filled from elsewhere",
	    P("<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>" R(
		"甲乙") "</w:sdtContent></w:sdt>"),
	    { "乙" },
	    P("[0<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>" R(
		"甲乙") "</w:sdtContent></w:sdt>0]*0") },
	{ "behind paragraphs that are filled from elsewhere",
	    "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>" P(
		R("甲")) "</w:sdtContent></w:sdt>" P(R("乙")),
	    { "甲" },
	    "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>" P(
		R("甲")) "</w:sdtContent></w:sdt>" P("*0" R("乙")) },
	{ "in a cell, and in a control that holds paragraphs",
	    "<w:tbl><w:tr><w:tc><w:sdt><w:sdtPr/><w:sdtContent>" P(
		R("甲")) "</w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>",
	    { "甲" },
	    "<w:tbl><w:tr><w:tc><w:sdt><w:sdtPr/><w:sdtContent>" P("[0" R(
		"甲") "0]*0") "</w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>" },
	{ "a text box takes none: around the run of its drawing",
	    P(R("甲") "<w:r><w:pict><w:txbxContent>" P(
		R("乙")) "</w:txbxContent></w:pict></w:r>"),
	    { "乙" },
	    P(R("甲") "[0<w:r><w:pict><w:txbxContent>" P(
		R("乙")) "</w:txbxContent></w:pict></w:r>0]*0") },
	{ "an alternative text stands at its picture",
	    P("<w:r><w:drawing><wp:docPr descr='甲乙'/></w:drawing></w:r>"),
	    { "乙" },
	    P("[0<w:r><w:drawing><wp:docPr descr='甲乙'/></w:drawing></w:r>"
	      "0]*0") },
	{ "what is shown over a link stands at the link",
	    P("<w:hyperlink w:tooltip='甲'>" R("乙") "</w:hyperlink>"),
	    { "甲" },
	    P("[0<w:hyperlink w:tooltip='甲'>" R("乙") "</w:hyperlink>0]*0") },
	{ "the words of a table as a whole: at the next paragraph",
	    P(R("乙")) "<w:tbl><w:tblPr><w:tblCaption w:val='甲'/></w:tblPr>"
		       "<w:tr><w:tc>" P(
			   "<w:pPr/>" R("丙")) "</w:tc></w:tr></w:tbl>",
	    { "甲" },
	    P(R("乙")) "<w:tbl><w:tblPr><w:tblCaption w:val='甲'/></w:tblPr>"
		       "<w:tr><w:tc>" P(
			   "<w:pPr/>*0" R("丙")) "</w:tc></w:tr></w:tbl>" },
	{ "ruby and formulas are not split",
	    P("<w:r><w:ruby><w:rubyBase>" R(
		"甲乙") "</w:rubyBase></w:ruby>"
			"</w:r><m:oMath><m:r><m:t>丙丁</m:t></m:r></m:oMath>"),
	    { "甲", "丙" },
	    P("[0<w:r><w:ruby><w:rubyBase>" R(
		"甲乙") "</w:rubyBase></w:ruby>"
			"</w:r>0]*0[1<m:oMath><m:r><m:t>丙丁</m:t></m:r></"
			"m:oMath>"
			"1]*1") },
};

static struct pj_str
draft_of(const char *document)
{
	const struct part parts[] = {
		{ "[Content_Types].xml", TYPES, 0 },
		{ "_rels/.rels",
		    RELS(REL("r1", "officeDocument", "word/document.xml")), 0 },
		{ "word/document.xml", document, 0 },
	};

	return container(parts, 3);
}

/* Part NAME of the copy, marks of prefix w as in the table. */
static struct pj_buf
marked(const struct copied *c, const char *name)
{
	struct pj_buf got = part_of(pj_buf_str(&c->bytes), name);
	char from[100], to[16];
	int i;

	for (i = 0; i < WORDS_MAX; i++) {
		snprintf(from, sizeof(from),
		    "<w:commentRangeStart w:id=\"%d\"/>", i);
		snprintf(to, sizeof(to), "[%d", i);
		replace(&got, from, to);
		snprintf(
		    from, sizeof(from), "<w:commentRangeEnd w:id=\"%d\"/>", i);
		snprintf(to, sizeof(to), "%d]", i);
		replace(&got, from, to);
		snprintf(from, sizeof(from),
		    "<w:r><w:commentReference w:id=\"%d\"/></w:r>", i);
		snprintf(to, sizeof(to), "*%d", i);
		replace(&got, from, to);
	}
	return got;
}

CASES(annotate_docx, marks_stand_at_the_words, cases)
{
	const struct docx_case *k = &cases[*row];
	struct pj_buf document = PJ_BUF_INIT, want = PJ_BUF_INIT, got;
	struct pj_str draft;
	struct copied c;

	pj_buf_printf(&document, "%s%s%s%c", HEAD, k->body, TAIL, 0);
	pj_buf_printf(&want, "%s%s%s%c", HEAD, k->want, TAIL, 0);
	draft = draft_of(document.ptr);
	copy_draft(&c, PJ_FORMAT_DOCX, draft, k->words);
	cr_assert(c.ok, "%s: %s", k->why, c.err.message);
	got = marked(&c, "word/document.xml");
	cr_expect_str_eq(got.ptr, want.ptr, "%s:\n%s\n%s", k->why,
	    got.ptr + strlen(HEAD), k->want);
	pj_buf_free(&got);
	pj_buf_free(&want);
	pj_buf_free(&document);
	copied_free(&c);
	free((void *)draft.ptr);
}

/* The document's own prefix, whatever it is. */
Test(annotate_docx, names_are_those_of_the_place)
{
	static const struct {
		const char *root, *want;
	} ways[] = {
		{ "<x:document xmlns:x='" NS_W "'><x:body><x:p><x:r><x:t>甲"
		  "</x:t></x:r></x:p></x:body></x:document>",
		    "<x:commentRangeStart x:id=\"0\"/><x:r><x:t>甲</x:t></x:r>"
		    "<x:commentRangeEnd x:id=\"0\"/><x:r><x:commentReference "
		    "x:id=\"0\"/></x:r>" },
		{ "<document xmlns='" NS_W "'><body><p><r><t>甲</t></r></p>"
		  "</body></document>",
		    "<w:commentRangeStart xmlns:w=\"" NS_W "\" w:id=\"0\"/><r>"
		    "<t>甲</t></r>" },
	};
	static const char *const words[] = { "甲", NULL };
	size_t i;

	for (i = 0; i < 2; i++) {
		struct pj_str draft = draft_of(ways[i].root);
		struct pj_buf got;
		struct copied c;

		copy_draft(&c, PJ_FORMAT_DOCX, draft, words);
		cr_assert(c.ok, "%s", c.err.message);
		got = part_of(pj_buf_str(&c.bytes), "word/document.xml");
		cr_expect_not_null(
		    strstr(got.ptr, ways[i].want), "%s", got.ptr);
		pj_buf_free(&got);
		copied_free(&c);
		free((void *)draft.ptr);
	}
}

/* A place with words that are not those that were read is no place. */
Test(annotate_docx, bytes_that_changed_meanwhile_are_refused)
{
	struct pj_str draft = draft_of(HEAD P(R("甲乙")) TAIL);
	struct pj_str other = draft_of(HEAD P(R("甲丙")) TAIL);
	const struct pj_annotate_options options = {
		.limits = PJ_LIMITS_DEFAULT,
	};
	struct pj_finding finding = { .rule = &copies_rule,
		.severity = PJ_WARNING,
		.location.bytes = { 0, 3 } };
	struct pj_source source = {
		.path = "x", .bytes = other, .format = PJ_FORMAT_DOCX
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
	cr_expect_eq(err.code, PJ_EFORMAT);
	cr_expect_eq(out.len, 0);
	pj_buf_free(&out);
	pj_arena_free(r.arena);
	free((void *)draft.ptr);
	free((void *)other.ptr);
}
