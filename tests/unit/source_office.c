#include "../../src/source/source.h"
#include "cases.h"
#include "container.h"

/* What a container is, told by its list of types, its mimetype, the names
 * of its parts and, last, its own name. */

#define TYPE(main)                                                             \
	"<Types><Default Extension='xml' ContentType='application/xml'/>"      \
	"<Override PartName='/a.xml' ContentType='application/" main           \
	"+xml'/></Types>"
#define OOXML "vnd.openxmlformats-officedocument."
#define ODF "application/vnd.oasis.opendocument."
#define PARTS_MAX 3

struct office_case {
	const char *why;
	const char *name;
	struct part parts[PARTS_MAX];
	enum pj_format format;
	const char *says; /* of what is refused */
};

static struct office_case cases[] = {
	{ "a document", "a",
	    { { "[Content_Types].xml",
		TYPE(OOXML "wordprocessingml.document.main"), 0 } },
	    PJ_FORMAT_DOCX, NULL },
	{ "slides", "a",
	    { { "[Content_Types].xml",
		TYPE(OOXML "presentationml.presentation.main"), 0 } },
	    PJ_FORMAT_PPTX, NULL },
	{ "a show", "a.docx",
	    { { "[Content_Types].xml",
		TYPE(OOXML "presentationml.slideshow.main"), 0 } },
	    PJ_FORMAT_PPTX, NULL },
	{ "slides with macros", "a.pptm",
	    { { "[Content_Types].xml",
		TYPE("vnd.ms-powerpoint.presentation.macroEnabled.main"),
		0 } },
	    PJ_FORMAT_PPTX, NULL },
	{ "a template of slides", "a.potx",
	    { { "[Content_Types].xml",
		TYPE(OOXML "presentationml.template.main"), 0 } },
	    PJ_FORMAT_PPTX, NULL },
	{ "a workbook", "a.zip",
	    { { "[Content_Types].xml",
		TYPE(OOXML "spreadsheetml.sheet.main"), 0 } },
	    PJ_FORMAT_XLSX, NULL },
	{ "a workbook with macros", "a.xlsm",
	    { { "[Content_Types].xml",
		TYPE("vnd.ms-excel.sheet.macroEnabled.main"), 0 } },
	    PJ_FORMAT_XLSX, NULL },
	{ "a template of workbooks", "a.xltx",
	    { { "[Content_Types].xml",
		TYPE(OOXML "spreadsheetml.template.main"), 0 } },
	    PJ_FORMAT_XLSX, NULL },
	{ "a workbook without XML", "a.xlsb",
	    { { "[Content_Types].xml",
		  TYPE("vnd.ms-excel.sheet.binary.macroEnabled.main"), 0 },
		{ "xl/workbook.bin", "x", 0 } },
	    PJ_FORMAT_UNKNOWN, ".xlsb" },
	{ "a document with a workbook packed in it", "a",
	    { { "[Content_Types].xml",
		  "<Default Extension='xlsx' ContentType='application/" OOXML
		  "spreadsheetml.sheet'/>" TYPE(
		      OOXML "wordprocessingml.document.main"),
		  0 },
		{ "xl/a.xlsx", "x", 0 } },
	    PJ_FORMAT_DOCX, NULL },
	{ "slides by the folder of their parts", "a",
	    { { "[Content_Types].xml", "<Types/>", 0 },
		{ "ppt/presentation.xml", "x", 0 } },
	    PJ_FORMAT_PPTX, NULL },
	{ "a workbook by the folder of its parts", "a",
	    { { "[Content_Types].xml", "<Types/>", 0 },
		{ "xl/workbook.xml", "x", 0 } },
	    PJ_FORMAT_XLSX, NULL },
	{ "a sheet by its mimetype, whatever its name", "a.odt",
	    { { "mimetype", ODF "spreadsheet", 0 },
		{ "content.xml", "x", 0 } },
	    PJ_FORMAT_ODS, NULL },
	{ "a template of slides, by a type that stands behind", "a",
	    { { "content.xml", "x", 0 },
		{ "mimetype", ODF "presentation-template", 0 } },
	    PJ_FORMAT_ODP, NULL },
	{ "slides without a type, by their name", "a.ODP",
	    { { "content.xml", "x", 0 } }, PJ_FORMAT_ODP, NULL },
	{ "a sheet without a type, by its name", "a.b.ots",
	    { { "content.xml", "x", 0 } }, PJ_FORMAT_ODS, NULL },
	{ "a text without a type", "a", { { "content.xml", "x", 0 } },
	    PJ_FORMAT_ODT, NULL },
	{ "a drawing", "a.odg",
	    { { "mimetype", ODF "graphics", 0 }, { "content.xml", "x", 0 } },
	    PJ_FORMAT_UNKNOWN, "OpenDocument" },
	{ "a book", "a.epub",
	    { { "mimetype", "application/epub+zip", 0 },
		{ "content.xml", "x", 0 } },
	    PJ_FORMAT_UNKNOWN, "EPUB" },
	{ "an archive", "a.xlsx", { { "a.txt", "x", 0 } }, PJ_FORMAT_UNKNOWN,
	    "zip archive" },
};

CASES(source_office, detect, cases)
{
	const struct office_case *c = &cases[*row];
	struct pj_error err = { 0 };
	enum pj_format got;
	struct pj_str bytes;
	size_t count = 0;

	while (count < PARTS_MAX && c->parts[count].name)
		count++;
	bytes = container(c->parts, count);
	got = pj_format_detect(bytes, c->name, &err);
	cr_expect_eq(got, c->format, "%s: %s %s", c->why, pj_format_name(got),
	    err.message);
	if (c->says)
		cr_expect(strstr(err.message, c->says), "%s: \"%s\"", c->why,
		    err.message);
	free((void *)bytes.ptr);
}

/* A list of types that unpacks without end costs no more than its head. */
Test(source_office, types_are_looked_at_so_far)
{
	size_t len = 64 << 20;
	char *body = malloc(len);
	struct part parts[] = { { "[Content_Types].xml", body, len },
		{ "xl/workbook.xml", "x", 0 } };
	struct pj_error err = { 0 };
	struct pj_str bytes;

	memset(body, ' ', len);
	bytes = container(parts, 2);
	cr_expect_eq(pj_format_detect(bytes, "a", &err), PJ_FORMAT_XLSX);
	free((void *)bytes.ptr);
	free(body);
}

struct name_case {
	const char *name;
	enum pj_code code;
};

/* Words under the name of a container are a mistake to be told. */
static struct name_case names[] = {
	{ "a.pptx", PJ_EFORMAT },
	{ "a.PPSX", PJ_EFORMAT },
	{ "a.xlsm", PJ_EFORMAT },
	{ "a.odp", PJ_EFORMAT },
	{ "a.ots", PJ_EFORMAT },
	{ "a.xlsx.txt", PJ_OK },
};

CASES(source_office, names, names)
{
	const struct name_case *c = &names[*row];
	struct pj_error err = { 0 };

	pj_format_detect(pj_str("女司機"), c->name, &err);
	cr_expect_eq(err.code, c->code, "%s: %d", c->name, (int)err.code);
}
