/* The main part of an otherwise sound DOCX file. */
#include "container.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char types[] =
	    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
	    "content-types\"/>";
	static const char rels[] =
	    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/"
	    "2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas."
	    "openxmlformats.org/officeDocument/2006/relationships/"
	    "officeDocument\" Target=\"word/document.xml\"/></Relationships>";
	const struct member members[] = {
		{ "[Content_Types].xml", pj_str(types) },
		{ "_rels/.rels", pj_str(rels) },
		{ "word/document.xml", { (const char *)data, size } },
	};

	fuzz_container("a.docx", members, 3);
	return 0;
}
