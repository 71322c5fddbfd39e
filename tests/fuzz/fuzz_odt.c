/* The content of an otherwise sound ODT file. */
#include "container.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct member members[] = {
		{ "mimetype",
		    pj_str("application/vnd.oasis.opendocument.text") },
		{ "content.xml", { (const char *)data, size } },
	};

	fuzz_container("a.odt", members, 2);
	return 0;
}
