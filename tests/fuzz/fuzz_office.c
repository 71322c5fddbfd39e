/* One part of otherwise sound slides and workbooks; the first byte, a letter
 * from A, says which. */
#include "container.h"
#include "fuzz.h"

#define OOXML "http://schemas.openxmlformats.org/"
#define RELS(body)                                                             \
	"<Relationships xmlns='" OOXML "package/2006/relationships'>" body     \
	"</Relationships>"
#define REL(id, type, target)                                                  \
	"<Relationship Id='" id "' Type='" OOXML                               \
	"officeDocument/2006/relationships/" type "' Target='" target "'/>"
#define P                                                                      \
	" xmlns:p='" OOXML "presentationml/2006/main' xmlns:a='" OOXML         \
	"drawingml/2006/main' xmlns:r='" OOXML                                 \
	"officeDocument/2006/relationships' xmlns:c='" OOXML                   \
	"drawingml/2006/chart' xmlns:dgm='" OOXML "drawingml/2006/diagram'"
#define X                                                                      \
	" xmlns='" OOXML "spreadsheetml/2006/main' xmlns:r='" OOXML            \
	"officeDocument/2006/relationships' xmlns:xdr='" OOXML                 \
	"drawingml/2006/spreadsheetDrawing' xmlns:a='" OOXML                   \
	"drawingml/2006/main'"
#define TEXT "<a:p><a:r><a:t>女司機</a:t></a:r></a:p>"
#define O                                                                      \
	" xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"     \
	" xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"

static const char types[] = "<Types/>";

#define PARTS_MAX 12
#define CHANGED_MAX 8

/* A file, and the parts of it that may be replaced. */
static const struct {
	const char *path;
	struct {
		const char *name, *body;
	} parts[PARTS_MAX];
	const char *changed[CHANGED_MAX];
} files[] = {
	{ "a.pptx",
	    { { "[Content_Types].xml", types },
		{ "_rels/.rels",
		    RELS(REL("m", "officeDocument", "ppt/p.xml")) },
		{ "ppt/p.xml",
		    "<p:presentation" P "><p:sldId r:id='s'/>"
		    "</p:presentation>" },
		{ "ppt/_rels/p.xml.rels", RELS(REL("s", "slide", "s.xml")) },
		{ "ppt/s.xml",
		    "<p:sld" P "><c:chart r:id='c'/><dgm:relIds r:dm='d'/>" TEXT
		    "</p:sld>" },
		{ "ppt/_rels/s.xml.rels",
		    RELS(REL("c", "chart", "c.xml") REL("d", "diagramData",
			"d.xml") REL("n", "notesSlide", "n.xml")) },
		{ "ppt/c.xml", "<c:chartSpace" P ">" TEXT "</c:chartSpace>" },
		{ "ppt/d.xml", "<dgm:dataModel" P ">" TEXT "</dgm:dataModel>" },
		{ "ppt/n.xml", "<p:notes" P ">" TEXT "</p:notes>" } },
	    { "ppt/s.xml", "ppt/p.xml", "ppt/_rels/p.xml.rels",
		"ppt/_rels/s.xml.rels", "ppt/c.xml", "ppt/d.xml",
		"ppt/n.xml" } },
	{ "a.xlsx",
	    { { "[Content_Types].xml", types },
		{ "_rels/.rels",
		    RELS(REL("m", "officeDocument", "xl/w.xml")) },
		{ "xl/w.xml",
		    "<workbook" X "><sheet name='甲' r:id='s'/></workbook>" },
		{ "xl/_rels/w.xml.rels",
		    RELS(REL("s", "worksheet", "s.xml")
			    REL("t", "sharedStrings", "t.xml")) },
		{ "xl/s.xml",
		    "<worksheet" X "><row><c t='s'><v>0</v></c></row>"
		    "<drawing r:id='d'/></worksheet>" },
		{ "xl/_rels/s.xml.rels", RELS(REL("d", "drawing", "d.xml")) },
		{ "xl/t.xml",
		    "<sst" X "><si><t>女司機</t></si><si><t>乙</t></si></sst>" },
		{ "xl/d.xml", "<xdr:wsDr" X ">" TEXT "</xdr:wsDr>" } },
	    { "xl/s.xml", "xl/w.xml", "xl/t.xml", "xl/d.xml" } },
	{ "a.odp",
	    { { "mimetype",
		  "application/vnd.oasis.opendocument.presentation" },
		{ "content.xml", "" } },
	    { "content.xml" } },
	{ "a.ods",
	    { { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
		{ "content.xml", "" },
		{ "styles.xml", "<office:document-styles" O "/>" } },
	    { "content.xml" } },
};

/* Screen file F with BYTES in place of its part NAME. */
static void
screen(size_t f, const char *name, struct pj_str bytes)
{
	struct member members[PARTS_MAX];
	size_t i;

	for (i = 0; i < PARTS_MAX && files[f].parts[i].name; i++) {
		members[i].name = files[f].parts[i].name;
		members[i].bytes = strcmp(members[i].name, name)
		                       ? pj_str(files[f].parts[i].body)
		                       : bytes;
	}
	fuzz_container(files[f].path, members, i);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t number = size > 0 ? (size_t)(data[0] - 'A') & 0xFF : 0, f, i;

	if (size == 0)
		return 0;
	for (f = 0; f < sizeof(files) / sizeof(files[0]); f++)
		for (i = 0; i < CHANGED_MAX && files[f].changed[i]; i++)
			if (number-- == 0)
				screen(f, files[f].changed[i],
				    (struct pj_str){ (const char *)data + 1,
					size - 1 });
	return 0;
}
