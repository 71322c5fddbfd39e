/*
 * Runs a fuzz target over a corpus without a fuzzer: every file of a
 * folder as it is, cut at several places, and changed by a fixed series of
 * small mutations, so that a run is the same everywhere.
 *
 *   replay_TARGET CORPUS [ROUNDS]
 *
 * Containers hold checksums, so that a change to the bytes of a .docx or
 * .odt is mostly refused by the archive: for those fuzz_screen tests that
 * refusal and little else.  What their parts may hold is tested by
 * fuzz_docx, fuzz_odt and fuzz_office, which get the XML and pack it
 * themselves.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "pingjian/buf.h"

#define ROUNDS 40 /* mutations of each file; more with the argument */

static uint64_t state = 88172645463325252u; /* xorshift64, Marsaglia 2003 */

static size_t
below(size_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return n ? (size_t)(state % n) : 0;
}

static bool
read_file(const char *path, struct pj_buf *out)
{
	FILE *f = fopen(path, "rb");
	char block[4096];
	size_t n;

	if (!f)
		return false;
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		pj_buf_add(out, block, n);
	fclose(f);
	return !out->failed;
}

/* Change up to four stretches of BYTES in place. */
static void
mutate(unsigned char *bytes, size_t len)
{
	static const unsigned char odd[] = { 0, 0xFF, '<', '>', '&', '"', '\n',
		0xE5, 0x80, '{', ':', '[', '\\' };
	size_t i, times = 1 + below(4);

	for (i = 0; i < times && len > 1; i++) {
		size_t at = below(len), from = below(len);
		size_t n = 1 + below(len - (at > from ? at : from));

		switch (below(3)) {
		case 0:
			bytes[at] = odd[below(sizeof(odd))];
			break;
		case 1:
			bytes[at] ^= (unsigned char)(1u << below(8));
			break;
		default:
			memmove(bytes + at, bytes + from, n > 64 ? 64 : n);
			break;
		}
	}
}

static void
play(struct pj_str s, size_t rounds)
{
	struct pj_buf copy = PJ_BUF_INIT;
	size_t i;

	LLVMFuzzerTestOneInput((const uint8_t *)s.ptr, s.len);
	for (i = 0; i < rounds; i++) {
		copy.len = 0;
		pj_buf_add(&copy, s.ptr, i % 4 ? s.len : below(s.len + 1));
		if (copy.failed || !copy.ptr)
			break;
		mutate((unsigned char *)copy.ptr, copy.len);
		LLVMFuzzerTestOneInput((const uint8_t *)copy.ptr, copy.len);
	}
	pj_buf_free(&copy);
}

static int
by_name(const void *a, const void *b)
{
	const struct dirent *const *x = a, *const *y = b;

	return strcmp((*x)->d_name, (*y)->d_name);
}

int
main(int argc, char **argv)
{
	size_t rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : ROUNDS;
	struct dirent **names = NULL;
	int count, i, files = 0;

	count = argc > 1 ? scandir(argv[1], &names, NULL, NULL) : -1;
	if (count < 0) {
		fprintf(stderr, "usage: %s CORPUS [ROUNDS]\n", argv[0]);
		return 2;
	}
	qsort(names, (size_t)count, sizeof(*names), by_name);
	for (i = 0; i < count; i++) {
		struct pj_buf bytes = PJ_BUF_INIT;
		char path[4096];

		snprintf(path, sizeof(path), "%s/%s", argv[1], names[i]->d_name);
		if (names[i]->d_name[0] != '.' && read_file(path, &bytes)) {
			play(pj_buf_str(&bytes), rounds);
			files++;
		}
		pj_buf_free(&bytes);
		free(names[i]);
	}
	free(names);
	if (files == 0) {
		fprintf(stderr, "%s: no file in %s\n", argv[0], argv[1]);
		return 1;
	}
	printf("%s: %d files, %zu mutations each\n", argv[0], files, rounds);
	return 0;
}
