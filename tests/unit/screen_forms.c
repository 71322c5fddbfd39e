#include "cases.h"
#include "container.h"
#include "pingjian/screen.h"

/*
 * Forms and line-ups in every format, by the shipped rules: what is found
 * by rules over the whole document, and what looks like it and is none.
 * Findings are written "rule:text" with "+text" for each evidence.
 */

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define DOCX(body)                                                             \
	"<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='" W        \
	"'><w:body>" body "</w:body></w:document>"
#define RELS                                                                   \
	"<Relationships xmlns='http://schemas.openxmlformats.org/package/"     \
	"2006/relationships'><Relationship Id='r' Target='word/document.xml' " \
	"Type='http://schemas.openxmlformats.org/officeDocument/2006/"         \
	"relationships/officeDocument'/></Relationships>"
#define WP(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define WTABLE(rows) "<w:tbl>" rows "</w:tbl>"
#define WROW(cells) "<w:tr>" cells "</w:tr>"
#define WCELL(text) "<w:tc>" WP(text) "</w:tc>"
#define WBOX(text)                                                             \
	"<w:tc><w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData>"          \
	"<w:checkBox/></w:ffData></w:fldChar></w:r><w:r><w:fldChar "           \
	"w:fldCharType='end'/></w:r><w:r><w:t>" text "</w:t></w:r></w:p>"      \
	"</w:tc>"
#define WMENU(items)                                                           \
	"<w:p><w:sdt><w:sdtPr><w:dropDownList>" items                          \
	"</w:dropDownList><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r>"     \
	"<w:t>選擇</w:t></w:r></w:sdtContent></w:sdt></w:p>"
#define WITEM(text)                                                            \
	"<w:listItem w:displayText='" text "' w:value='" text "'/>"

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define ODT(body)                                                              \
	"<?xml version='1.0' encoding='UTF-8'?><office:document-content "      \
	"xmlns:office='" OASIS "office:1.0' xmlns:text='" OASIS                \
	"text:1.0' xmlns:table='" OASIS "table:1.0' xmlns:form='" OASIS        \
	"form:1.0'><office:body><office:text>" body                            \
	"</office:text></office:body></office:document-content>"
#define OP(text) "<text:p>" text "</text:p>"
#define OTABLE(rows) "<table:table>" rows "</table:table>"
#define OROW(cells) "<table:table-row>" cells "</table:table-row>"
#define OCELL(text) "<table:table-cell>" OP(text) "</table:table-cell>"
#define ORADIO(text) "<form:radio form:label='" text "'/>"

struct form_case {
	const char *why;
	enum pj_format format;
	const char *body;
	const char *want;
};

#define CHOICES "form-sex-choices:"
#define MENU "form-sex-menu:"
#define LESSER "lineup-lesser-title-list:"

static struct form_case forms[] = {
	{ "boxes in cells", PJ_FORMAT_DOCX,
	    DOCX(WTABLE(WROW(WCELL("性別") WCELL("☐男") WCELL("☐女")))),
	    CHOICES "☐男+☐女 " },
	{ "a third box", PJ_FORMAT_DOCX,
	    DOCX(WTABLE(WROW(
		WCELL("性別") WCELL("☐男") WCELL("☐女") WCELL("☐其他")))),
	    "" },
	{ "old form fields", PJ_FORMAT_DOCX,
	    DOCX(WTABLE(WROW(WCELL("性別") WBOX("男性") WBOX("女性")))),
	    CHOICES "□男性+□女性 " },
	{ "a content control", PJ_FORMAT_DOCX,
	    DOCX(WP("性別") WMENU(WITEM("男") WITEM("女"))), MENU "男+女 " },
	{ "one with a third choice", PJ_FORMAT_DOCX,
	    DOCX(WP("性別") WMENU(WITEM("男") WITEM("女") WITEM("不透露"))),
	    "" },
	{ "sex-disaggregated figures", PJ_FORMAT_DOCX,
	    DOCX(WTABLE(WROW(WCELL("年度") WCELL("男") WCELL("女"))
		    WROW(WCELL("112") WCELL("30") WCELL("28")))),
	    "" },
	{ "a screening programme", PJ_FORMAT_DOCX,
	    DOCX(WTABLE(WROW(WCELL("乳癌篩檢") WCELL("☐男") WCELL("☐女")))
		    WP("")),
	    "" },
	{ "one row a person", PJ_FORMAT_DOCX,
	    DOCX(WTABLE(WROW(WCELL("李文雄教授")) WROW(WCELL("張大年院長"))
		    WROW(WCELL("林小姐")))),
	    LESSER "林小姐+李文雄教授+張大年院長 " },
	{ "one with a title each", PJ_FORMAT_DOCX,
	    DOCX(WTABLE(WROW(WCELL("李文雄教授")) WROW(WCELL("張大年院長"))
		    WROW(WCELL("林淑芬主任")))),
	    "" },
	{ "boxes in cells of ODT", PJ_FORMAT_ODT,
	    ODT(OTABLE(OROW(OCELL("性別") OCELL("□男") OCELL("□女")))),
	    CHOICES "□男+□女 " },
	{ "a third box in ODT", PJ_FORMAT_ODT,
	    ODT(OTABLE(OROW(
		OCELL("性別") OCELL("□男") OCELL("□女") OCELL("□其他")))),
	    "" },
	{ "radio buttons of ODT", PJ_FORMAT_ODT,
	    ODT(ORADIO("男") ORADIO("女") OP("報名表")), MENU "男+女 " },
	{ "toilets", PJ_FORMAT_ODT,
	    ODT(OTABLE(OROW(OCELL("□男廁") OCELL("□女廁")))), "" },
	{ "a page with radio buttons", PJ_FORMAT_HTML,
	    "<p>性別</p><label><input type=radio>男</label>"
	    "<label><input type=radio>女</label>",
	    CHOICES "○男+○女 " },
	{ "labels beside them", PJ_FORMAT_HTML,
	    "<p>性別</p><input type=radio id=m><label for=m>男</label>"
	    "<input type=radio id=f><label for=f>女</label>",
	    CHOICES "○男+○女 " },
	{ "buttons behind the words", PJ_FORMAT_HTML,
	    "<table><tr><td>性別</td><td>男 <input type=radio></td>"
	    "<td>女 <input type=radio></td></tr></table>",
	    CHOICES "○男+○女 " },
	{ "a third", PJ_FORMAT_HTML,
	    "<p>性別</p><label><input type=radio>男</label>"
	    "<label><input type=radio>女</label>"
	    "<label><input type=radio>其他</label>",
	    "" },
	{ "a menu", PJ_FORMAT_HTML,
	    "<select><option>請選擇<option>男<option>女</select>",
	    MENU "男+女 " },
	{ "two menus are two findings", PJ_FORMAT_HTML,
	    "<select><option>男<option>女</select><p>監護人的性別欄</p>"
	    "<select><option>男<option>女</select>",
	    MENU "男+女 " MENU "男+女 " },
};

/* The bytes of C's document; the caller frees them unless it is HTML. */
static struct pj_str
bytes_of(const struct form_case *c)
{
	const struct part docx[] = { { "_rels/.rels", RELS, 0 },
		{ "word/document.xml", c->body, 0 } };
	const struct part odt[] = {
		{ "mimetype", "application/vnd.oasis.opendocument.text", 0 },
		{ "content.xml", c->body, 0 }
	};

	if (c->format == PJ_FORMAT_DOCX)
		return container(docx, 2);
	return c->format == PJ_FORMAT_ODT ? container(odt, 2) : pj_str(c->body);
}

/* What rules over the whole document find in R. */
static void
put_findings(struct pj_buf *out, const struct pj_result *r)
{
	for (size_t i = 0; i < r->findings.kept_count; i++) {
		const struct pj_finding *f = &r->findings.kept[i];

		if (f->rule->mark_count == 0)
			continue;
		pj_buf_printf(out, "%s:%.*s", strchr(f->rule->id, '.') + 1,
		    (int)f->text.len, f->text.ptr);
		for (size_t k = 0; k < f->evidence_count; k++)
			pj_buf_printf(out, "+%.*s",
			    (int)f->evidence[k].text.len,
			    f->evidence[k].text.ptr);
		pj_buf_putc(out, ' ');
	}
	pj_buf_putc(out, '\0');
}

CASES(screen_forms, formats, forms)
{
	const struct form_case *c = &forms[*row];
	const char *dirs[] = { "lexicons" };
	const struct pj_screen_options options = { false, PJ_ADVICE,
		PJ_LIMITS_DEFAULT };
	struct pj_str bytes = bytes_of(c);
	struct pj_source source = {
		.path = "draft",
		.bytes = bytes,
		.format = c->format,
		.charset = "utf-8",
		.valid = true,
	};
	struct pj_error err = { 0 };
	struct pj_engine *engine = pj_engine_new(dirs, 1, NULL, &err);
	struct pj_screener *screener;
	struct pj_result result = { 0 };
	struct pj_buf found = PJ_BUF_INIT;

	cr_assert(engine, "%s: %s", err.where, err.message);
	screener = pj_screener_new(engine, 1);
	cr_assert(pj_screen(screener, &source, &options, &result, &err),
	    "%s: %s", c->why, err.message);
	put_findings(&found, &result);
	cr_expect_str_eq(
	    found.ptr, c->want, "%s: %s, want %s", c->why, found.ptr, c->want);
	pj_buf_free(&found);
	pj_result_free(&result);
	pj_screener_free(screener);
	pj_engine_free(engine);
	if (c->format != PJ_FORMAT_HTML)
		free((char *)(uintptr_t)bytes.ptr);
}
