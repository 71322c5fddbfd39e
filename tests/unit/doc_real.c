#include <dirent.h>
#include <sys/stat.h>
#include <time.h>

#include "container.h"

/*
 * Documents of other projects' test collections, found beside the
 * project's folder: each gives a document or an error that says why, in
 * good time, and a document whose pieces fit together.
 */
#define FOLDER "../shared/eval/docs"
#define SECONDS_MAX 2
#define PATH_MAX_HERE 1024

static enum pj_format
format_of(const char *name)
{
	static const struct {
		const char *end;
		enum pj_format format;
	} ends[] = {
		{ ".docx", PJ_FORMAT_DOCX },
		{ ".pptx", PJ_FORMAT_PPTX },
		{ ".xlsx", PJ_FORMAT_XLSX },
		{ ".odt", PJ_FORMAT_ODT },
		{ ".odp", PJ_FORMAT_ODP },
		{ ".ods", PJ_FORMAT_ODS },
	};
	const char *dot = strrchr(name, '.');
	size_t i;

	for (i = 0; dot && i < sizeof(ends) / sizeof(ends[0]); i++)
		if (!strcmp(dot, ends[i].end))
			return ends[i].format;
	return PJ_FORMAT_UNKNOWN;
}

static void
check_doc(const char *path, const struct pj_doc *doc)
{
	uint32_t end = 0;
	size_t i;

	for (i = 0; i < doc->block_count; i++) {
		const struct pj_block *b = &doc->blocks[i];

		cr_expect(b->at.begin >= end && b->at.begin < b->at.end,
		    "%s: block %zu", path, i);
		cr_expect_lt(b->part, doc->part_count, "%s", path);
		end = b->at.end;
	}
	cr_expect_leq(end, doc->text.len, "%s", path);
	for (i = 1; i < doc->run_count; i++)
		cr_expect_gt(doc->runs[i].begin, doc->runs[i - 1].begin,
		    "%s: run %zu", path, i);
}

static void
check_file(const char *path, enum pj_format format)
{
	FILE *file = fopen(path, "rb");
	struct pj_buf bytes = PJ_BUF_INIT;
	char piece[4096];
	struct read r;
	clock_t start = clock();
	size_t got;

	cr_assert_not_null(file, "%s", path);
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		pj_buf_add(&bytes, piece, got);
	fclose(file);
	read_bytes(&r, format, pj_buf_str(&bytes), &PJ_LIMITS_DEFAULT);
	if (r.ok)
		check_doc(path, &r.doc);
	else
		cr_expect(r.err.code != PJ_OK && r.err.message[0], "%s", path);
	cr_expect_lt(
	    (clock() - start) / CLOCKS_PER_SEC, SECONDS_MAX, "%s", path);
	pj_arena_free(r.arena);
	pj_buf_free(&bytes);
}

static size_t
walk(const char *folder)
{
	char path[PATH_MAX_HERE];
	DIR *dir = opendir(folder);
	struct dirent *entry;
	struct stat status;
	size_t count = 0;

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		if (stat(path, &status) != 0)
			continue;
		if (S_ISDIR(status.st_mode))
			count += walk(path);
		else if (format_of(path) != PJ_FORMAT_UNKNOWN) {
			check_file(path, format_of(path));
			count++;
		}
	}
	if (dir)
		closedir(dir);
	return count;
}

Test(doc_real, every_document_gives_a_document_or_an_error)
{
	size_t count = walk(FOLDER);

	if (count == 0) {
		fprintf(stderr, "doc_real: skipped, %s is not there\n", FOLDER);
		cr_skip("%s is not there", FOLDER);
	}
}
