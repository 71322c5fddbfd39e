#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "pingjian/arena.h"
#include "pingjian/buf.h"
#include "pingjian/source.h"

static struct pj_arena *arena;
static struct pj_error err;
static struct pj_source source;
static struct pj_source_options options;
static char dir[64];

static void
open_folder(void)
{
	arena = pj_arena_new(1 << 26);
	err = (struct pj_error){ 0 };
	options = (struct pj_source_options){ .limits = PJ_LIMITS_DEFAULT };
	snprintf(dir, sizeof(dir), "/tmp/pingjian-read-XXXXXX");
	cr_assert_not_null(mkdtemp(dir));
	cr_assert_eq(chdir(dir), 0);
}

static void
close_folder(void)
{
	char command[96];

	pj_arena_free(arena);
	snprintf(command, sizeof(command), "rm -rf %s", dir);
	cr_assert_eq(system(command), 0);
}

TestSuite(read, .init = open_folder, .fini = close_folder);

static void
put(const char *path, const char *content)
{
	FILE *f = fopen(path, "wb");

	cr_assert_not_null(f, "%s", path);
	fputs(content, f);
	fclose(f);
}

static bool
read_path(const char *path)
{
	return pj_source_read(arena, path, &options, &source, &err);
}

Test(read, a_file)
{
	put("a.txt", "\xEF\xBB\xBF女司機");
	cr_assert(read_path("a.txt"), "%s", err.message);
	cr_expect_eq(source.bytes.len, 12, "unchanged, with its mark");
	cr_expect_eq(source.bom, 3);
	cr_expect(source.valid);
	cr_expect_eq(source.format, PJ_FORMAT_TEXT);
	cr_expect_str_eq(source.charset, "utf-8");
	cr_expect_str_eq(source.path, "a.txt");
}

Test(read, an_empty_file_is_an_empty_text)
{
	put("a.txt", "");
	cr_assert(read_path("a.txt"), "%s", err.message);
	cr_expect_eq(source.bytes.len, 0);
	cr_expect_eq(source.format, PJ_FORMAT_TEXT);
}

Test(read, what_is_not_there)
{
	cr_expect_not(read_path("none.txt"));
	cr_expect_eq(err.code, PJ_EIO);
	cr_expect_str_eq(err.where, "none.txt");
}

Test(read, a_folder_is_no_file)
{
	cr_expect_not(read_path("."));
	cr_expect_eq(err.code, PJ_EIO);
	cr_expect(strstr(err.message, "folder"), "%s", err.message);
}

Test(read, a_file_over_the_limit)
{
	options.limits.file_bytes = 8;
	put("a.txt", "123456789");
	cr_expect_not(read_path("a.txt"));
	cr_expect_eq(err.code, PJ_ELIMIT);
	cr_expect(strstr(err.message, "8 bytes"), "%s", err.message);
	err = (struct pj_error){ 0 };
	put("a.txt", "12345678");
	cr_expect(read_path("a.txt"), "the limit itself is fine");
}

Test(read, an_endless_device_ends_at_the_limit)
{
	options.limits.file_bytes = 1 << 20;
	cr_expect_not(read_path("/dev/zero"));
	cr_expect_eq(err.code, PJ_ELIMIT);
}

Test(read, standard_input_is_judged_by_the_name_given)
{
	put("in", "女<b>司機</b>");
	cr_assert_not_null(freopen("in", "rb", stdin));
	options.filename = "draft.html";
	cr_assert(read_path("-"), "%s", err.message);
	cr_expect_eq(source.format, PJ_FORMAT_HTML);
	cr_expect_str_eq(source.path, "-");
}

Test(read, a_pipe_is_read_to_its_end)
{
	struct pj_buf want = PJ_BUF_INIT;
	FILE *from;
	size_t i;

	for (i = 0; i < 100000; i++)
		pj_buf_puts(&want, "女司機\n");
	from = fopen("big.txt", "wb");
	fwrite(want.ptr, 1, want.len, from);
	fclose(from);
	from = popen("cat big.txt", "r");
	cr_assert_not_null(from);
	cr_assert_geq(dup2(fileno(from), STDIN_FILENO), 0);
	cr_assert(read_path("-"), "%s", err.message);
	cr_expect(pj_str_equal(source.bytes, pj_buf_str(&want)));
	pclose(from);
	pj_buf_free(&want);
}

Test(read, an_encoding_is_obeyed)
{
	put("a.txt", "\xA4\x6B");
	options.encoding = "cp950";
	cr_assert(read_path("a.txt"), "%s", err.message);
	cr_expect_str_eq(source.charset, "big5");
	options.encoding = "latin1";
	cr_assert(read_path("a.txt"), "%s", err.message);
	cr_expect_str_eq(source.charset, "ISO-8859-1");
	put("a.txt", "\xEF\xBB\xBFx");
	cr_assert(read_path("a.txt"), "%s", err.message);
	cr_expect_eq(source.bom, 0, "another charset's mark is text");
}

Test(read, utf16_has_the_order_of_its_mark)
{
	char bytes[] = "\xFE\xFF\x59\x73";

	options.encoding = "UTF-16";
	cr_assert(pj_source_from_bytes(
	    "a.txt", pj_str(bytes), &options, &source, &err));
	cr_expect_str_eq(source.charset, "utf-16be");
	cr_expect_eq(source.bom, 2);
}

Test(read, an_unknown_encoding_is_the_users_mistake)
{
	put("a.txt", "x");
	options.encoding = "big6";
	cr_expect_not(read_path("a.txt"));
	cr_expect_eq(err.code, PJ_EUSAGE);
	cr_expect(strstr(err.message, "big6"), "%s", err.message);
}

Test(read, junk_is_refused)
{
	char junk[256];
	size_t i;

	for (i = 0; i < sizeof(junk); i++)
		junk[i] = (char)(i * 7);
	cr_expect_not(pj_source_from_bytes("a.txt",
	    (struct pj_str){ junk, sizeof(junk) }, &options, &source, &err));
	cr_expect_eq(err.code, PJ_EUNSUPPORTED);
	cr_expect_str_eq(err.where, "a.txt");
}

static struct pj_buf seen;

static bool
note_path(void *arg, const char *path)
{
	size_t *left = arg;

	pj_buf_printf(&seen, "%s;", path);
	return (*left)-- > 1;
}

static bool
note_left(void *arg, const char *path)
{
	(void)arg;
	pj_buf_printf(&seen, "(%s);", path);
	return true;
}

static bool
note_failed(void *arg, const struct pj_error *why)
{
	(void)arg;
	pj_buf_printf(&seen, "!%d %s;", (int)why->code, why->where);
	return true;
}

static bool read_json; /* whether JSON files are drafts */

/* Walk, noting LEFT files at most. */
static bool
walk(const char *path, size_t *left)
{
	const struct pj_walker walker = { .arg = left,
		.file = note_path,
		.left = note_left,
		.failed = note_failed,
		.json = read_json };

	return pj_source_walk(path, &walker, &err);
}

static void
fill_tree(void)
{
	cr_assert_eq(mkdir("t", 0700), 0);
	cr_assert_eq(mkdir("t/b", 0700), 0);
	cr_assert_eq(mkdir("t/.hidden", 0700), 0);
	put("t/c.txt", "c");
	put("t/a.HTML", "a");
	put("t/b/z.docx", "z");
	put("t/b/.x.txt", "x");
	put("t/.hidden/y.txt", "y");
	put("t/~$c.docx", "lock");
	put("t/program.c", "no");
	cr_assert_eq(symlink("b", "t/link.txt"), 0);
	cr_assert_eq(symlink("c.txt", "t/same.txt"), 0);
}

Test(read, data_files_are_left_unless_they_are_asked_for)
{
	size_t left = 100;

	cr_assert_eq(mkdir("t", 0700), 0);
	put("t/a.json", "{}");
	put("t/b.JSONL", "");
	put("t/c.md", "c");
	put("t/d.vtt", "d");
	cr_assert(walk("t", &left));
	pj_buf_puts(&seen, " ");
	read_json = true;
	cr_assert(walk("t", &left));
	cr_expect(pj_str_equal(pj_buf_str(&seen),
		      pj_str("(t/a.json);(t/b.JSONL);t/c.md;t/d.vtt; "
			     "t/a.json;t/b.JSONL;t/c.md;t/d.vtt;")),
	    "%.*s", (int)seen.len, seen.ptr);
}

Test(read, a_walk_goes_in_order_of_names)
{
	size_t left = 100;

	fill_tree();
	cr_assert(
	    walk("t", &left), "%s", err.message);
	cr_expect_str_eq(seen.ptr, "t/a.HTML;t/b/z.docx;t/c.txt;t/same.txt;");
	pj_buf_free(&seen);
}

Test(read, a_walk_stops_when_told)
{
	size_t left = 2;

	fill_tree();
	cr_expect_not(walk("t/", &left));
	cr_expect_eq(err.code, PJ_OK);
	cr_expect_str_eq(seen.ptr, "t/a.HTML;t/b/z.docx;");
	pj_buf_free(&seen);
}

Test(read, a_walk_to_a_file_is_one_call)
{
	size_t left = 100;

	fill_tree();
	cr_expect(walk("t/program.c", &left));
	cr_expect_str_eq(seen.ptr, "t/program.c;", "a file that was named");
	pj_buf_free(&seen);
	cr_expect_not(walk("none", &left));
	cr_expect_eq(err.code, PJ_EIO);
	cr_expect_str_eq(err.where, "none");
}

Test(read, folders_without_end_are_refused)
{
	char path[256] = "d";
	size_t left = 100, i;

	for (i = 0; i < 40; i++) {
		cr_assert_eq(mkdir(path, 0700), 0);
		strcat(path, "/d");
	}
	put("d/z.txt", "z");
	cr_expect(walk("d", &left), "%s", err.message);
	cr_expect_not_null(strstr(seen.ptr, "!8 d/d/"), "%s", seen.ptr);
	cr_expect_not_null(strstr(seen.ptr, ";d/z.txt;"), "%s", seen.ptr);
	pj_buf_free(&seen);
}

Test(read, one_folder_that_fails_is_one_folder)
{
	size_t left = 100;

	cr_assert_eq(mkdir("f", 0700), 0);
	cr_assert_eq(mkdir("f/b", 0000), 0);
	put("f/a.doc", "a");
	put("f/c.PDF", "c");
	put("f/d.jpg", "d");
	cr_expect(walk("f", &left), "%s", err.message);
	/* Nothing is closed to root; too deep a folder fails for all. */
	if (geteuid() != 0)
		cr_expect_str_eq(
		    seen.ptr, "f/a.doc;!2 f/b;f/c.PDF;(f/d.jpg);");
	else
		cr_expect_str_eq(seen.ptr, "f/a.doc;f/c.PDF;(f/d.jpg);");
	pj_buf_free(&seen);
}
