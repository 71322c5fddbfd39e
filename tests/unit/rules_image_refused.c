#include <criterion/criterion.h>

#include "image.h"
#include "pingjian/screen.h"

/* A compiled rule set that is not what it says is refused. */

/* Change a rule file behind the image's back. */
static void
append(const struct compiled *c, const char *name, const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", c->dir, name);
	file = fopen(path, "ab");
	cr_assert(file);
	fputs(text, file);
	cr_assert_eq(fclose(file), 0);
}

Test(rules_image, other_rules_are_refused)
{
	struct compiled c;
	char old[128], new[128];
	struct pj_error err = { 0 };
	struct pj_engine *engine;

	compile(&c);
	cr_expect_not(is_refused(&c, PJ_ECONFIG), "as compiled");
	snprintf(old, sizeof(old), "%s/a.yml", c.dir);
	snprintf(new, sizeof(new), "%s/c.yml", c.dir);
	cr_assert_eq(rename(old, new), 0);
	cr_expect(is_refused(&c, PJ_ECONFIG), "a file of another name");
	cr_assert_eq(rename(new, old), 0);
	cr_expect_not(is_refused(&c, PJ_ECONFIG), "as before");
	append(&c, "a.yml", "# a note\n");
	cr_expect(is_refused(&c, PJ_ECONFIG), "another byte");
	engine = pj_engine_open(c.path, c.dirs, 1, &err);
	cr_expect(engine, "the rules are loaded instead: %s", err.message);
	pj_engine_free(engine);
	discard(&c);
}

Test(rules_image, other_folders_are_refused)
{
	struct pj_error err = { 0 };
	struct compiled c;
	const char *twice[2], *none[] = { "/nonexistent" };

	compile(&c);
	twice[0] = twice[1] = c.dir;
	cr_expect_null(pj_rules_open(c.path, twice, 2, &err));
	cr_expect_eq(err.code, PJ_ECONFIG);
	cr_expect_null(pj_rules_open(c.path, twice, 0, NULL));
	err = (struct pj_error){ 0 };
	cr_expect_null(pj_rules_open(c.path, none, 1, &err));
	cr_expect_eq(err.code, PJ_EIO);
	err = (struct pj_error){ 0 };
	cr_expect_null(pj_engine_open(c.path, none, 1, &err));
	cr_expect_eq(err.code, PJ_EIO, "loading tells what is wrong");
	unlink(c.path);
	cr_expect(is_refused(&c, PJ_EIO), "no image");
	discard(&c);
}

Test(rules_image, a_shorter_file_is_refused)
{
	struct compiled c;

	compile(&c);
	for (size_t len = 0; len < c.image.len; len += len < 200 ? 1 : 97) {
		put_image(&c, c.image.ptr, len);
		cr_expect(is_refused(&c, PJ_ECONFIG), "%zu bytes", len);
	}
	pj_buf_putc(&c.image, '\0');
	put_image(&c, c.image.ptr, c.image.len);
	cr_expect(is_refused(&c, PJ_ECONFIG), "one byte more");
	discard(&c);
}

Test(rules_image, a_flipped_bit_is_refused)
{
	struct compiled c;

	compile(&c);
	for (size_t i = 0; i < c.image.len; i += i < 200 ? 1 : 13) {
		c.image.ptr[i] ^= (char)(1 << i % 8);
		put_image(&c, c.image.ptr, c.image.len);
		cr_expect(is_refused(&c, PJ_ECONFIG), "byte %zu", i);
		c.image.ptr[i] ^= (char)(1 << i % 8);
	}
	discard(&c);
}
