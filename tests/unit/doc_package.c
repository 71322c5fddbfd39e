#include "pingjian/package.h"
#include "cases.h"
#include "container.h"

static const struct part parts[] = {
	{ "word/document.xml", "one", 0 },
	{ "word/styles.xml", "two", 0 },
};

static bool
add(void *arg, struct pj_str piece)
{
	pj_buf_add(arg, piece.ptr, piece.len);
	return true;
}

static bool
stop(void *arg, struct pj_str piece)
{
	(void)piece;
	++*(int *)arg;
	return false;
}

/* Change A to B, of the same length, wherever it stands in BYTES. */
static void
patch(struct pj_str bytes, const char *a, const char *b)
{
	size_t len = strlen(a), i;

	for (i = 0; i + len <= bytes.len; i++)
		if (!memcmp(bytes.ptr + i, a, len))
			memcpy((char *)bytes.ptr + i, b, len);
}

/* Set bit 0 of the flags of every entry: encrypted. */
static void
patch_flags(struct pj_str bytes)
{
	char *p = (char *)bytes.ptr;
	size_t i;

	for (i = 0; i + 10 < bytes.len; i++) {
		if (!memcmp(p + i, "PK\001\002", 4))
			p[i + 8] |= 1;
		if (!memcmp(p + i, "PK\003\004", 4))
			p[i + 6] |= 1;
	}
}

/* Read PART of BYTES whole; the code of the error, or PJ_OK. */
static enum pj_code
read_part(struct pj_str bytes, const char *part, const struct pj_limits *limits,
    struct pj_buf *out, struct pj_error *err)
{
	struct pj_package *package = pj_package_open(
	    "draft", bytes, limits, pj_deadline_in(limits->seconds), err);

	if (package) {
		bool ok = pj_package_read(package, part, add, out, err);

		cr_expect_eq(ok, err->code == PJ_OK);
	}
	pj_package_close(package);
	return err->code;
}

struct find_case {
	const char *why;
	const char *part;
	const char *want; /* NULL: PJ_EFORMAT */
};

static struct find_case finds[] = {
	{ "by its name", "word/styles.xml", "two" },
	{ "another case of letters", "Word/Styles.xml", "two" },
	{ "none of this name", "word/style.xml", NULL },
	{ "a folder is no part", "word", NULL },
};

CASES(doc_package, finds, finds)
{
	const struct find_case *c = &finds[*row];
	struct pj_str bytes = container(parts, 2);
	struct pj_buf got = PJ_BUF_INIT;
	struct pj_error err = { 0 };

	read_part(bytes, c->part, &PJ_LIMITS_DEFAULT, &got, &err);
	cr_expect_eq(
	    err.code, c->want ? PJ_OK : PJ_EFORMAT, "%s: %d", c->why, err.code);
	if (c->want)
		cr_expect(pj_str_equal(pj_buf_str(&got), pj_str(c->want)), "%s",
		    c->why);
	else
		cr_expect_not_null(
		    strstr(err.where, c->part), "%s: %s", c->why, err.where);
	pj_buf_free(&got);
	free((void *)bytes.ptr);
}

Test(doc_package, letters_of_another_case_find_the_first_of_several)
{
	struct part three[] = { { "a/X.xml", "1", 0 }, { "a/x.XML", "2", 0 },
		{ "A/b.xml", "3", 0 } };
	struct pj_str bytes = container(three, 3);
	struct pj_error err = { 0 };
	struct pj_package *package = pj_package_open("draft", bytes,
	    &PJ_LIMITS_DEFAULT, (struct pj_deadline){ 0 }, &err);

	cr_assert_not_null(package);
	cr_expect(pj_package_has(package, "A/B.XML"));
	cr_expect_not(pj_package_has(package, "a/b"));
	cr_expect(pj_package_claim(package, "a/x.XML"), "as written");
	cr_expect(pj_package_claim(package, "A/x.xml"), "the first, a/X.xml");
	cr_expect_not(pj_package_claim(package, "a/X.xml"), "once only");
	cr_expect(pj_package_claim(package, "none"));
	cr_expect(pj_package_claim(package, "none"), "reading will tell");
	pj_package_close(package);
	free((void *)bytes.ptr);
}

struct resolve_case {
	const char *base;
	const char *target;
	const char *want; /* NULL: refused */
};

static struct resolve_case resolves[] = {
	{ "", "word/document.xml", "word/document.xml" },
	{ "", "/word/document.xml", "word/document.xml" },
	{ "word/document.xml", "header1.xml", "word/header1.xml" },
	{ "word/document.xml", "./a/../header1.xml", "word/header1.xml" },
	{ "word/document.xml", "../custom/item.xml", "custom/item.xml" },
	{ "word/document.xml", "/header1.xml", "header1.xml" },
	{ "word/document.xml", "a\\b.xml", "word/a/b.xml" },
	{ "word/document.xml", "../../etc/passwd", NULL },
	{ "", "..", NULL },
	{ "", "a/../..\\x", NULL },
	{ "word/document.xml", "", "word" },
};

CASES(doc_package, resolves, resolves)
{
	const struct resolve_case *c = &resolves[*row];
	struct pj_arena *arena = pj_arena_new(1 << 20);
	const char *got = pj_package_resolve(arena, c->base, pj_str(c->target));

	cr_expect_eq(got == NULL, c->want == NULL, "%s in %s gives %s",
	    c->target, c->base, got ? got : "nothing");
	if (got && c->want)
		cr_expect_str_eq(got, c->want);
	pj_arena_free(arena);
}

struct name_case {
	const char *why;
	const char *name;
	const char *part;
	enum pj_code code;
};

static struct name_case names[] = {
	{ "a way out in front", "../x.xml", "x.xml", PJ_EFORMAT },
	{ "a way out inside", "word/../../x.xml", "x.xml", PJ_EFORMAT },
	{ "a way out at the end", "word/..", "word", PJ_EFORMAT },
	{ "a way out by backslashes", "word\\..\\..\\x", "x", PJ_EFORMAT },
	{ "dots in a name are a name", "word/..x..", "word/..x..", PJ_OK },
	{ "backslashes are slashes", "word\\x.xml", "word/x.xml", PJ_OK },
	{ "an absolute name is in the container", "/x.xml", "x.xml", PJ_OK },
};

CASES(doc_package, names, names)
{
	const struct name_case *c = &names[*row];
	struct part named = { c->name, "body", 0 };
	struct pj_str bytes = container(&named, 1);
	struct pj_buf got = PJ_BUF_INIT;
	struct pj_error err = { 0 };

	read_part(bytes, c->part, &PJ_LIMITS_DEFAULT, &got, &err);
	cr_expect_eq(err.code, c->code, "%s: %d", c->why, err.code);
	pj_buf_free(&got);
	free((void *)bytes.ptr);
}

Test(doc_package, a_part_that_is_there_twice_is_refused)
{
	struct part two[] = { { "a/aa.xml", "1", 0 }, { "a/ab.xml", "2", 0 },
		{ "b.xml", "3", 0 } };
	struct pj_str bytes = container(two, 3);
	struct pj_buf got = PJ_BUF_INIT;
	struct pj_error err = { 0 }, none = { 0 };

	patch(bytes, "a/ab.xml", "a/aa.xml");
	read_part(bytes, "a/aa.xml", &PJ_LIMITS_DEFAULT, &got, &err);
	cr_expect_eq(err.code, PJ_EFORMAT);
	cr_expect_str_eq(err.where, "draft: a/aa.xml");
	read_part(bytes, "b.xml", &PJ_LIMITS_DEFAULT, &got, &none);
	cr_expect_eq(none.code, PJ_OK, "other parts are as good as ever");
	pj_buf_free(&got);
	free((void *)bytes.ptr);
}

Test(doc_package, an_encrypted_part_asks_for_the_password_to_be_removed)
{
	struct pj_str bytes = container(parts, 2);
	struct pj_buf got = PJ_BUF_INIT;
	struct pj_error err = { 0 };

	patch_flags(bytes);
	read_part(bytes, "word/styles.xml", &PJ_LIMITS_DEFAULT, &got, &err);
	cr_expect_eq(err.code, PJ_EENCRYPTED);
	cr_expect_str_eq(err.where, "draft: word/styles.xml");
	pj_buf_free(&got);
	free((void *)bytes.ptr);
}

/* A container of SIZE equal letters in one part, read under LIMITS. */
static struct pj_error
read_letters(size_t size, const struct pj_limits *limits)
{
	char *letters = malloc(size + 1);
	struct pj_buf got = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct pj_str bytes;
	struct part part = { "a", letters, size };

	memset(letters, 'x', size);
	bytes = container(&part, 1);
	read_part(bytes, "a", limits, &got, &err);
	pj_buf_free(&got);
	free(letters);
	free((void *)bytes.ptr);
	return err;
}

Test(doc_package, what_unpacks_to_too_much_is_refused)
{
	struct pj_limits limits = PJ_LIMITS_DEFAULT;
	struct pj_error err;

	err = read_letters((size_t)1 << 20, &limits);
	cr_expect_eq(err.code, PJ_OK, "small parts may be packed well");
	err = read_letters((size_t)4 << 20, &limits);
	cr_expect_eq(err.code, PJ_ELIMIT, "1000 : 1 is a bomb");
	cr_expect_str_eq(err.where, "draft: a");
	limits.ratio = 0;
	err = read_letters((size_t)4 << 20, &limits);
	cr_expect_eq(err.code, PJ_OK, "no ratio is asked for");
	limits.unpacked_bytes = (size_t)1 << 20;
	err = read_letters((size_t)4 << 20, &limits);
	cr_expect_eq(err.code, PJ_ELIMIT, "over the size of all parts");
}

Test(doc_package, all_parts_together_are_limited)
{
	struct part two[] = { { "a", "123456", 0 }, { "b", "123456", 0 } };
	struct pj_limits limits = PJ_LIMITS_DEFAULT;
	struct pj_str bytes = container(two, 2);
	struct pj_buf got = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct pj_package *package;

	limits.unpacked_bytes = 10;
	package = pj_package_open(
	    "draft", bytes, &limits, (struct pj_deadline){ 0 }, &err);
	cr_assert_not_null(package);
	cr_expect(pj_package_read(package, "a", add, &got, &err));
	cr_expect_not(pj_package_read(package, "b", add, &got, &err));
	cr_expect_eq(err.code, PJ_ELIMIT);
	pj_package_close(package);
	pj_buf_free(&got);
	free((void *)bytes.ptr);
}

Test(doc_package, a_deadline_that_has_passed_ends_the_reading)
{
	struct pj_str bytes = container(parts, 2);
	struct pj_buf got = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct pj_package *package = pj_package_open("draft", bytes,
	    &PJ_LIMITS_DEFAULT, (struct pj_deadline){ 1 }, &err);

	cr_assert_not_null(package);
	cr_expect_not(
	    pj_package_read(package, "word/styles.xml", add, &got, &err));
	cr_expect_eq(err.code, PJ_ELIMIT);
	pj_package_close(package);
	pj_buf_free(&got);
	free((void *)bytes.ptr);
}

Test(doc_package, the_taker_may_stop_without_an_error)
{
	struct pj_str bytes = container(parts, 2);
	struct pj_error err = { 0 };
	struct pj_package *package = pj_package_open("draft", bytes,
	    &PJ_LIMITS_DEFAULT, (struct pj_deadline){ 0 }, &err);
	int calls = 0;

	cr_assert_not_null(package);
	cr_expect_not(
	    pj_package_read(package, "word/styles.xml", stop, &calls, &err));
	cr_expect_eq(calls, 1);
	cr_expect_eq(err.code, PJ_OK);
	pj_package_close(package);
	free((void *)bytes.ptr);
}

Test(doc_package, more_parts_than_any_document_has)
{
	enum { MANY = 20001 };
	struct part *many = calloc(MANY, sizeof(*many));
	char(*many_names)[12] = calloc(MANY, sizeof(*many_names));
	struct pj_buf got = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct pj_str bytes;
	int i;

	for (i = 0; i < MANY; i++) {
		snprintf(many_names[i], sizeof(many_names[i]), "%d", i);
		many[i] = (struct part){ many_names[i], "x", 1 };
	}
	bytes = container(many, MANY);
	read_part(bytes, "1", &PJ_LIMITS_DEFAULT, &got, &err);
	cr_expect_eq(err.code, PJ_ELIMIT);
	pj_buf_free(&got);
	free(many_names);
	free(many);
	free((void *)bytes.ptr);
}

/* Cut anywhere, a container is told to be broken, and nothing is read. */
Test(doc_package, cut_off_anywhere)
{
	struct pj_str whole = container(parts, 2);
	size_t len;

	for (len = 0; len < whole.len; len++) {
		struct pj_buf got = PJ_BUF_INIT;
		struct pj_error err = { 0 };
		/* Its own memory, so that ASan sees one byte too far. */
		char *copy = malloc(len ? len : 1);

		memcpy(copy, whole.ptr, len);
		read_part((struct pj_str){ copy, len }, "word/document.xml",
		    &PJ_LIMITS_DEFAULT, &got, &err);
		cr_expect_eq(
		    err.code, PJ_EFORMAT, "cut at %zu: %d", len, err.code);
		cr_expect_neq(err.message[0], '\0');
		pj_buf_free(&got);
		free(copy);
	}
	free((void *)whole.ptr);
}

/* With any byte turned over, the part is what it was or an error. */
Test(doc_package, damaged_anywhere)
{
	struct pj_str whole = container(parts, 2);
	size_t at;

	for (at = 0; at < whole.len; at++) {
		struct pj_buf got = PJ_BUF_INIT;
		struct pj_error err = { 0 };
		char *copy = malloc(whole.len);

		memcpy(copy, whole.ptr, whole.len);
		copy[at] = (char)(copy[at] ^ 0xFF);
		read_part((struct pj_str){ copy, whole.len },
		    "word/document.xml", &PJ_LIMITS_DEFAULT, &got, &err);
		if (err.code == PJ_OK)
			cr_expect(pj_str_equal(pj_buf_str(&got), pj_str("one")),
			    "byte %zu turned: other text, no error", at);
		pj_buf_free(&got);
		free(copy);
	}
	free((void *)whole.ptr);
}
