/* Any bytes, named by the first: each format that files are told to be. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "a.txt", "a.html", "a.docx",
		"a.odt", "a.srt", "a.vtt", "a.csv" };

	if (size > 0)
		fuzz_screen(names[data[0] % (sizeof(names) / sizeof(names[0]))],
		    (struct pj_str){ (const char *)data + 1, size - 1 });
	return 0;
}
