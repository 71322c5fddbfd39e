/* A rule file of any bytes: loads, or says where it is wrong. */
#include <stdio.h>
#include <string.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char dir[] = "/tmp/pj-fuzz-XXXXXX", path[64];
	const char *dirs[] = { dir };
	struct pj_rules_options options = { .examples = true };
	struct pj_error err = { 0 };
	struct pj_rules *rules;
	FILE *f;

	if (!mkdtemp(dir))
		return 0;
	snprintf(path, sizeof(path), "%s/a.yml", dir);
	f = fopen(path, "wb");
	if (f) {
		fwrite(data, 1, size, f);
		fclose(f);
		rules = pj_rules_load(dirs, 1, &options, &err);
		if (!rules && (err.code == PJ_OK || !err.message[0]))
			abort();
		pj_rules_free(rules);
	}
	unlink(path);
	rmdir(dir);
	return 0;
}
