/*
 * A rule file of any bytes, as the only folder and as one behind another:
 * loads, or says where it is wrong.
 */
#include <stdio.h>
#include <string.h>

#include "fuzz.h"

/* What a file behind it may change. */
static const char first[] =
    "format: 1\ncategory: x\nwords:\n  n: [司機, 記者]\n"
    "basis: [{id: b, title: {zh: 甲}}]\nrules:\n"
    "- id: x.one\n  kind: bias\n  severity: warning\n  basis: [b]\n"
    "  find: [甲乙丙丁, \"女{n}\"]\n  message: {zh: 因}\n"
    "- id: x.two\n  kind: bias\n  severity: advice\n  basis: [b]\n"
    "  pattern: \"戊己{n}\"\n  message: {zh: 因}\n";

static void
put(const char *dir, const void *bytes, size_t size)
{
	char path[64];
	FILE *f;

	snprintf(path, sizeof(path), "%s/a.yml", dir);
	f = fopen(path, "wb");
	if (!f)
		return;
	fwrite(bytes, 1, size, f);
	fclose(f);
}

static void
load(const char *const *dirs, size_t count)
{
	struct pj_rules_options options = { .examples = true };
	struct pj_error err = { 0 };
	struct pj_rules *rules = pj_rules_load(dirs, count, &options, &err);

	if (!rules && (err.code == PJ_OK || !err.message[0]))
		abort();
	pj_rules_free(rules);
}

static void
remove_folder(const char *dir)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/a.yml", dir);
	unlink(path);
	rmdir(dir);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char base[] = "/tmp/pj-fuzz-XXXXXX", dir[] = "/tmp/pj-fuzz-XXXXXX";
	const char *dirs[] = { base, dir };

	if (!mkdtemp(base))
		return 0;
	if (mkdtemp(dir)) {
		put(base, first, sizeof(first) - 1);
		put(dir, data, size);
		load(dirs + 1, 1);
		load(dirs, 2);
		remove_folder(dir);
	}
	remove_folder(base);
	return 0;
}
