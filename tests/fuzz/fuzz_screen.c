/* Any bytes, named by the first: text, HTML, DOCX or ODT. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "a.txt", "a.html", "a.docx",
		"a.odt" };

	if (size > 0)
		fuzz_screen(names[data[0] % 4],
		    (struct pj_str){ (const char *)data + 1, size - 1 });
	return 0;
}
