#include "../../src/source/source.h"
#include "cases.h"
#include "pingjian/arena.h"
#include "pingjian/buf.h"

/* A container with one entry NAME of CONTENT, stored. */
#define LOCAL(len, size)                                                       \
	"PK\3\4\24\0\0\0\0\0\0\0\0\0\0\0\0\0" size size len "\0\0"
#define ENTRY(flags, len, size)                                                \
	"PK\1\2\24\0\24\0" flags "\0\0\0\0\0\0\0\0\0\0" size size len          \
	"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"

struct format_case {
	const char *why;
	const char *name;
	const char *bytes;
	size_t len; /* 0: up to the NUL */
	enum pj_format format;
	enum pj_code code; /* where the format is unknown */
	const char *says;  /* part of the message */
};

#define BYTES(literal) literal, sizeof(literal) - 1

static struct format_case cases[] = {
	{ "plain words", "a.txt", "女司機", 0, PJ_FORMAT_TEXT, 0, NULL },
	{ "nothing", "a.txt", "", 0, PJ_FORMAT_TEXT, 0, NULL },
	{ "a page", "a.html", "<!DOCTYPE html><p>x", 0, PJ_FORMAT_HTML, 0,
	    NULL },
	{ "a page by another name", "a.txt", "\n <HTML lang=zh><p>x", 0,
	    PJ_FORMAT_HTML, 0, NULL },
	{ "a page behind comments", "a",
	    "<?xml version='1.0'?><!-- > --> <html>", 0, PJ_FORMAT_HTML, 0,
	    NULL },
	{ "a page in UTF-16", "a.txt", BYTES("\xFF\xFE<\0h\0t\0m\0l\0>\0"),
	    PJ_FORMAT_HTML, 0, NULL },
	{ "a fragment without a name", "", "<p>女<b>司機</b></p>", 0,
	    PJ_FORMAT_HTML, 0, NULL },
	{ "words before the first tag", "a.html", "女<b>司機</b>", 0,
	    PJ_FORMAT_HTML, 0, NULL },
	{ "only a reference", "a.html", "&#22899;司機", 0, PJ_FORMAT_HTML, 0,
	    NULL },
	{ "a text saved as a page", "a.html", "女司機\n開車", 0, PJ_FORMAT_TEXT,
	    0, NULL },
	{ "a text with an arrow", "a.html", "女 <- 司機 & 乘客", 0,
	    PJ_FORMAT_TEXT, 0, NULL },
	{ "Markdown with a piece of HTML", "a.md", "<div>x</div>\n# 女", 0,
	    PJ_FORMAT_MARKDOWN, 0, NULL },
	{ "Markdown by name", "a.Markdown", "# 女", 0, PJ_FORMAT_MARKDOWN, 0,
	    NULL },
	{ "not by content", "a.txt", "# 女\n\n- **司機**\n", 0, PJ_FORMAT_TEXT,
	    0, NULL },
	{ "a page named so", "a.md", "<html><p>女", 0, PJ_FORMAT_HTML, 0, NULL },
	{ "a heart", "a.txt", "<3 女司機", 0, PJ_FORMAT_TEXT, 0, NULL },
	{ "a placeholder", "a.txt", "<姓名> 小姐", 0, PJ_FORMAT_TEXT, 0, NULL },
	{ "a list of tags is not a page", "a.txt", "<pingjian> x", 0,
	    PJ_FORMAT_TEXT, 0, NULL },
	{ "PDF", "a.txt", "%PDF-1.7\n...", 0, PJ_FORMAT_UNKNOWN,
	    PJ_EUNSUPPORTED, "PDF" },
	{ "a web archive of Chrome", "a.mht",
	    "From: <Saved by Blink>\r\nSnapshot-Content-Location: x\r\n"
	    "Subject: =?utf-8?Q?=E5?=\r\nMIME-Version: 1.0\r\n\r\nx",
	    0, PJ_FORMAT_EML, 0, NULL },
	{ "a mail", "a.eml",
	    "Received: from a\n\tby b; Mon\nDKIM-Signature: v=1;\n b=x\n"
	    "content-transfer-encoding: base64\n\nx",
	    0, PJ_FORMAT_EML, 0, NULL },
	{ "a mailbox", "a", "From a@b Mon Jan 1\nTo: c\nMime-Version: 1.0\n\n",
	    0, PJ_FORMAT_EML, 0, NULL },
	{ "a mail without encodings, by name", "a.eml", "Subject: a\n\nb", 0,
	    PJ_FORMAT_EML, 0, NULL },
	{ "headers alone are words", "a.txt", "Subject: a\n\nb", 0,
	    PJ_FORMAT_TEXT, 0, NULL },
	{ "a page named so", "a.eml", "<p>女</p>", 0, PJ_FORMAT_HTML, 0, NULL },
	{ "words about mail", "a.txt", "Note: x\n\nMIME-Version: 1.0\n", 0,
	    PJ_FORMAT_TEXT, 0, NULL },
	{ "a draft with headings of its own", "a.txt",
	    "To: 局長\n聯絡人: 王\nMIME-Version: 1.0\n", 0, PJ_FORMAT_TEXT, 0,
	    NULL },
	{ "RTF named .doc", "a.doc", "{\\rtf1\\ansi", 0, PJ_FORMAT_UNKNOWN,
	    PJ_EUNSUPPORTED, "RTF" },
	{ "PNG", "a.png", BYTES("\x89PNG\r\n\x1A\n\0\0"), PJ_FORMAT_UNKNOWN,
	    PJ_EUNSUPPORTED, "PNG" },
	{ "JPEG", "a.docx", BYTES("\xFF\xD8\xFF\xE0\0\x10JFIF"),
	    PJ_FORMAT_UNKNOWN, PJ_EUNSUPPORTED, "JPEG" },
	{ "GIF", "a.gif", BYTES("GIF89a\1\0\1\0"), PJ_FORMAT_UNKNOWN,
	    PJ_EUNSUPPORTED, "GIF" },
	{ "WebP", "a", BYTES("RIFF\x10\0\0\0WEBPVP8 "), PJ_FORMAT_UNKNOWN,
	    PJ_EUNSUPPORTED, "WebP" },
	{ "SVG", "a.svg", "<svg xmlns='x'><text>女</text></svg>", 0,
	    PJ_FORMAT_UNKNOWN, PJ_EUNSUPPORTED, "SVG" },
	{ "flat ODF", "a.fodt", "<?xml version='1.0'?>\n<office:document x=''>",
	    0, PJ_FORMAT_UNKNOWN, PJ_EUNSUPPORTED, ".odt" },
	{ "any XML", "a.xml", "<?xml version='1.0'?><rss/>", 0,
	    PJ_FORMAT_UNKNOWN, PJ_EUNSUPPORTED, "XML" },
	{ "XML without its declaration", "a.rels",
	    "<Relationships xmlns=\"http://x\"><a/></Relationships>", 0,
	    PJ_FORMAT_UNKNOWN, PJ_EUNSUPPORTED, "XML" },
	{ "a piece of XHTML", "a", "<div xmlns='http://x'>女</div>", 0,
	    PJ_FORMAT_HTML, 0, NULL },
	{ "words named .docx", "a.docx", "女司機", 0, PJ_FORMAT_UNKNOWN,
	    PJ_EFORMAT, "by its name" },
	{ "an empty .docx", "a.docx", "", 0, PJ_FORMAT_UNKNOWN, PJ_EFORMAT,
	    "empty" },
	{ "an old Word file", "a.doc",
	    BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"
		  "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"),
	    PJ_FORMAT_UNKNOWN, PJ_EUNSUPPORTED, ".doc" },
	{ "an old Excel file", "a.xls",
	    BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0k\0b\0o\0o\0k\0"),
	    PJ_FORMAT_UNKNOWN, PJ_EUNSUPPORTED, "Excel" },
	{ "a password", "a.docx",
	    BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0E\0E\0n\0c\0r\0y\0p\0t\0"
		  "e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
	    PJ_FORMAT_UNKNOWN, PJ_EENCRYPTED, "password" },
	{ "an empty container", "a.docx",
	    BYTES("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
	    PJ_FORMAT_UNKNOWN, PJ_EFORMAT, "empty" },
	{ "a container cut off", "a.docx",
	    BYTES("PK\3\4\24\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
	    PJ_FORMAT_UNKNOWN, PJ_EFORMAT, "cut off" },
	{ "a directory that points elsewhere", "a.docx",
	    BYTES("PK\5\6\0\0\0\0\1\0\1\0\xFF\xFF\0\0\xFF\xFF\xFF\xFF\0\0"),
	    PJ_FORMAT_UNKNOWN, PJ_EFORMAT, "cut off" },
	{ "a plain archive", "a.zip",
	    BYTES(LOCAL("\1\0", "\0\0\0\0") "a" ENTRY("\0\0", "\1\0",
		"\0\0\0\0") "a"
			    "PK\5\6\0\0\0\0\1\0\1\0\57\0\0\0\37\0\0\0\0\0"),
	    PJ_FORMAT_UNKNOWN, PJ_EUNSUPPORTED, "zip" },
	{ "an archive with a password", "a.zip",
	    BYTES(LOCAL("\1\0", "\0\0\0\0") "a" ENTRY("\1\0", "\1\0",
		"\0\0\0\0") "a"
			    "PK\5\6\0\0\0\0\1\0\1\0\57\0\0\0\37\0\0\0\0\0"),
	    PJ_FORMAT_UNKNOWN, PJ_EENCRYPTED, "password" },
	{ "a Word file by its types", "a.zip",
	    BYTES(LOCAL("\23\0", "\0\0\0\0") "[Content_Types].xml" ENTRY("\0\0",
		"\23\0",
		"\0\0\0\0") "[Content_Types].xml"
			    "PK\5\6\0\0\0\0\1\0\1\0\101\0\0\0\61\0\0\0\0\0"),
	    PJ_FORMAT_DOCX, 0, NULL },
	{ "a text by its mimetype", "a",
	    BYTES(LOCAL("\10\0",
		"\47\0\0\0") "mimetype"
			     "application/vnd.oasis.opendocument.text" ENTRY(
				 "\0\0", "\10\0",
				 "\47\0\0\0") "mimetype"
					      "PK\5\6\0\0\0\0\1\0\1\0\66\0\0\0"
					      "\115\0\0\0\0\0"),
	    PJ_FORMAT_ODT, 0, NULL },
	{ "slides by their mimetype", "a.odt",
	    BYTES(LOCAL("\10\0",
		"\57\0\0\0") "mimetype"
			     "application/"
			     "vnd.oasis.opendocument.presentation" ENTRY("\0\0",
				 "\10\0",
				 "\57\0\0\0") "mimetype"
					      "PK\5\6\0\0\0\0\1\0\1\0\66\0\0\0"
					      "\125\0\0\0\0\0"),
	    PJ_FORMAT_ODP, 0, NULL },
};

CASES(format, detect, cases)
{
	const struct format_case *c = &cases[*row];
	struct pj_str bytes = { c->bytes, c->len ? c->len : strlen(c->bytes) };
	struct pj_error err = { 0 };
	enum pj_format got = pj_format_detect(bytes, c->name, &err);

	cr_assert_eq(got, c->format, "%s: %s %s", c->why, pj_format_name(got),
	    err.message);
	if (got != PJ_FORMAT_UNKNOWN) {
		cr_expect_eq(err.code, PJ_OK);
		return;
	}
	cr_expect_eq(err.code, c->code, "%s: %d", c->why, (int)err.code);
	cr_expect(
	    strstr(err.message, c->says), "%s: \"%s\"", c->why, err.message);
}

struct junk_case {
	const char *why;
	const char *bytes;
	size_t len;
	bool junk;
};

static struct junk_case junk_cases[] = {
	{ "words", BYTES("女司機\r\n\t開車"), false },
	{ "one NUL", BYTES("女\0司機"), false },
	{ "two stray controls", BYTES("\1女\2"), false },
	{ "many NULs", BYTES("\0\0\0\0\0\0\0\0\0\0\0\0a\0\0\0"), true },
	{ "many controls", BYTES("\1\2\3\4\5\6\1\2\3\4abc\xFF\xFE"), true },
};

CASES(format, junk, junk_cases)
{
	const struct junk_case *c = &junk_cases[*row];
	struct pj_str bytes = { c->bytes, c->len };

	cr_expect_eq(pj_format_is_junk(bytes), c->junk, "%s", c->why);
}

/* A page behind a comment of TIMES letters. */
static enum pj_format
behind_comment(size_t times)
{
	struct pj_buf page = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	enum pj_format format;

	pj_buf_puts(&page, "<!-- ");
	while (times-- > 0)
		pj_buf_putc(&page, 'x');
	pj_buf_puts(&page, " -->\n<html><p>x");
	format = pj_format_detect(pj_buf_str(&page), "", &err);
	pj_buf_free(&page);
	return format;
}

Test(format, a_page_may_stand_behind_a_long_comment)
{
	cr_expect_eq(behind_comment(2000), PJ_FORMAT_HTML);
	cr_expect_eq(behind_comment(60000), PJ_FORMAT_HTML);
	cr_expect_eq(behind_comment(70000), PJ_FORMAT_TEXT, "bounded");
}
