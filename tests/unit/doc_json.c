#include "../../src/doc/json.h"
#include "blocks.h"

/* What is read of a file, each block with its pointer behind "@". */
struct json_case {
	const char *why;
	const char *file;
	const char *pointers[3];
	const char *want;
};

static struct json_case cases[] = {
	{ "strings with Chinese letters", "{\"a\":\"女司機\",\"b\":\"x\",\"c\":1}",
	    { 0 }, "paragraph|女司機@/a\n" },
	{ "keys are none", "{\"女司機\":\"x\"}", { 0 }, "" },
	{ "a value alone", " \"女\" ", { 0 }, "paragraph|女@\n" },
	{ "lists", "[\"甲\",[\"乙\",{\"k\":[\"丙\"]}],\"丁\"]", { 0 },
	    "paragraph|甲@/0\nparagraph|乙@/1/0\nparagraph|丙@/1/1/k/0\n"
	    "paragraph|丁@/2\n" },
	{ "signs in keys", "{\"a/b\":{\"m~n\":\"甲\",\"\":\"乙\"}}", { 0 },
	    "paragraph|甲@/a~1b/m~0n\nparagraph|乙@/a~1b/\n" },
	{ "escapes", "[\"\\u5973\\\"\\\\\\/\\uD83D\\uDE00\\ud800\\u005A\"]",
	    { 0 }, "paragraph|女\"\\/\xF0\x9F\x98\x80\xEF\xBF\xBDZ@/0\n" },
	{ "half a pair before another", "[\"女\\uD83D\\uD83D\\uDE00\"]", { 0 },
	    "paragraph|女\xEF\xBF\xBD\xF0\x9F\x98\x80@/0\n" },
	{ "lines of a post, as those of a text",
	    "{\"t\":\"女\\n\\n一、司\\n- 機\\r\\n好。\"}", { 0 },
	    "title|女@/t\nlist-item 1|一、司@/t\nlist-item 1|- 機@/t\n"
	    "paragraph|好。@/t\n" },
	{ "names that tell what a string is",
	    "{\"Title\":\"甲\",\"alt_text\":\"乙\",\"圖說\":\"丙\"}", { 0 },
	    "title|甲@/Title\nalt|乙@/alt_text\ncaption|丙@/圖說\n" },
	{ "pages in strings",
	    "{\"b\":\"<h2>女&amp;<b>司<\\/b>機</h2><img alt='圖'>好<br>吧\"}",
	    { 0 },
	    "heading 2|女&司機@/b\nalt|圖@/b\nparagraph|好@/b\n"
	    "paragraph|吧@/b\n" },
	{ "nothing in them", "[true,false,null,-1.5e+3,{},[],\"\"]", { 0 }, "" },
	{ "JSON Lines", "{\"t\":\"甲\"}\n\n{\"t\":\"乙\"}\r\n[\"丙\"]", { 0 },
	    "paragraph|甲@/t\nparagraph|乙@/t\nparagraph|丙@/0\n" },
	{ "a pointer", "{\"a\":\"甲\",\"b\":\"乙\"}", { "/b" },
	    "paragraph|乙@/b\n" },
	{ "what stands below it", "{\"a\":{\"b\":\"x\",\"c\":[\"乙\"]},\"d\":\"丁\"}",
	    { "/a" }, "paragraph|x@/a/b\nparagraph|乙@/a/c/0\n" },
	{ "not what begins like it", "{\"ab\":\"甲\",\"a\":\"乙\"}", { "/a" },
	    "paragraph|乙@/a\n" },
	{ "any member", "[{\"t\":\"甲\",\"u\":\"x\"},{\"t\":\"乙\"}]", { "/*/t" },
	    "paragraph|甲@/0/t\nparagraph|乙@/1/t\n" },
	{ "several pointers", "{\"a\":\"甲\",\"b\":\"乙\",\"c\":\"丙\"}",
	    { "/c", "/a" }, "paragraph|甲@/a\nparagraph|丙@/c\n" },
	{ "everything", "{\"a\":\"x\",\"b\":\"乙\"}", { "" },
	    "paragraph|x@/a\nparagraph|乙@/b\n" },
	{ "an empty file", "", { 0 }, "" },
};

static void
read_json(struct blocks *b, const char *file, const char *const *pointers)
{
	struct pj_error err = { 0 };

	*b = (struct blocks){ .source = { .path = "t",
				  .bytes = pj_str(file),
				  .format = PJ_FORMAT_JSON,
				  .charset = "utf-8",
				  .valid = true,
				  .pointers = pointers } };
	while (pointers[b->source.pointer_count])
		b->source.pointer_count++;
	b->arena = pj_arena_new((size_t)1 << 30);
	b->notes.arena = b->arena;
	cr_assert(pj_doc_read(b->arena, &b->source, &PJ_LIMITS_DEFAULT,
		      pj_deadline_in(20), &b->doc, &b->notes, &err),
	    "%s", err.message);
}

static void
show(struct blocks *b)
{
	size_t i;

	for (i = 0; i < b->doc.block_count; i++) {
		const struct pj_block *block = &b->doc.blocks[i];
		struct pj_str s = pj_str_at(b->doc.text, block->at);

		pj_buf_puts(&b->shown, pj_block_kind_name(block->kind));
		if (block->level)
			pj_buf_printf(&b->shown, " %u", block->level);
		pj_buf_printf(&b->shown, "|%.*s@%s\n", (int)s.len, s.ptr,
		    pj_doc_address_at(&b->doc, block->at.begin)->pointer);
	}
	pj_buf_add(&b->shown, "", 1);
}

CASES(json, strings, cases)
{
	const struct json_case *c = &cases[*row];
	struct blocks b;

	read_json(&b, c->file, c->pointers);
	show(&b);
	cr_expect_str_eq(b.shown.ptr, c->want, "%s:\n%s", c->why, b.shown.ptr);
	blocks_check_runs(&b);
	blocks_free(&b);
}

struct wrong_case {
	const char *file;
	uint32_t line, column;
	const char *says;
};

static struct wrong_case wrong_cases[] = {
	{ "{", 1, 2, "a key" },
	{ "[", 1, 2, "a value" },
	{ "[\"女\",]", 1, 6, "a value" },
	{ "{\"女\":1,}", 1, 8, "a key" },
	{ "{\n\"a\" 1}", 2, 5, "a colon" },
	{ "{'a':1}", 1, 2, "a key" },
	{ "[1 2]", 1, 4, "a comma or ]" },
	{ "{\"a\":1 \"b\"}", 1, 8, "a comma or }" },
	{ "[1}", 1, 3, "a comma or ]" },
	{ "]", 1, 1, "a value" },
	{ "[\"女", 1, 4, "not ended" },
	{ "[\"女\\", 1, 4, "an escape" },
	{ "[\"\\x\"]", 1, 3, "an escape" },
	{ "[\"\\u12g4\"]", 1, 3, "an escape" },
	{ "[NaN]", 1, 2, "a value" },
	{ "// 註\n{}", 1, 1, "a value" },
	{ "{} 好", 1, 4, "a value" },
};

CASES(json, wrong, wrong_cases)
{
	const struct wrong_case *c = &wrong_cases[*row];
	struct pj_error err = { 0 };
	struct blocks b;

	cr_assert_not(
	    blocks_try(&b, PJ_FORMAT_JSON, pj_str(c->file), "utf-8", &err));
	cr_expect_eq(err.code, PJ_EFORMAT);
	cr_expect(strstr(err.message, c->says), "%s: %s", c->file, err.message);
	cr_expect_eq(err.line, c->line, "%s: line %u", c->file, err.line);
	cr_expect_eq(
	    err.column, c->column, "%s: column %u", c->file, err.column);
	cr_expect_str_eq(err.where, "t");
	blocks_free(&b);
}

Test(json, a_pointer_that_leads_nowhere_is_told)
{
	const char *pointers[] = { "/a", "/b", "/c/0", NULL };
	struct blocks b;

	read_json(&b, "{\"a\":\"甲\",\"c\":[]}", pointers);
	cr_assert_eq(b.notes.count, 2);
	cr_expect_str_eq(b.notes.first->code, "json-pointer");
	cr_expect(strstr(b.notes.first->message, "/b"));
	cr_expect(strstr(b.notes.last->message, "/c/0"));
	blocks_free(&b);
}

/* Where text offset AT is in the file. */
static long
source_at(const struct pj_doc *doc, uint32_t at)
{
	const struct pj_run *run = pj_doc_run_at(doc, at);

	return (long)run->offset + (long)(at - run->begin);
}

Test(json, each_character_leads_to_where_it_is_written)
{
	static const char file[] = "{\"a\":\"甲\\u5973\\n<x>乙\"}";
	struct blocks b;

	blocks_read(&b, PJ_FORMAT_JSON, pj_str(file));
	cr_assert_eq(b.doc.block_count, 2);
	cr_expect_eq(source_at(&b.doc, 0), strstr(file, "甲") - file);
	cr_expect_eq(source_at(&b.doc, 3), strstr(file, "\\u5973") - file);
	cr_expect_eq(source_at(&b.doc, 7), strstr(file, "<x>") - file);
	cr_expect_eq(source_at(&b.doc, 10), strstr(file, "乙") - file);
	blocks_free(&b);
}

struct pointer_case {
	const char *pointer, *path;
	bool leads;
};

static struct pointer_case pointer_cases[] = {
	{ "", "", true },
	{ "", "/a", true },
	{ "/a", "", false },
	{ "/a", "/a", true },
	{ "/a", "/a/b", true },
	{ "/a", "/ab", false },
	{ "/ab", "/a", false },
	{ "/", "/", true },
	{ "/", "/a", false },
	{ "/*", "/", true },
	{ "/*/b", "/a/b/c", true },
	{ "/*/b", "/a/c", false },
	{ "/a/*", "/a", false },
	{ "/a~1b", "/a~1b", true },
};

CASES(json, pointer, pointer_cases)
{
	const struct pointer_case *c = &pointer_cases[*row];

	cr_expect_eq(json_leads_to(c->pointer, pj_str(c->path)), c->leads,
	    "%s %s", c->pointer, c->path);
}

/* Files of one kind of piece, up to where something must give in. */
struct long_case {
	const char *why;
	const char *begin, *piece;
	enum pj_code code; /* PJ_OK where it may be read */
};

static struct long_case long_cases[] = {
	{ "deep lists", "", "[", PJ_ELIMIT },
	{ "deep objects", "", "{\"女司機\":", PJ_ELIMIT },
	{ "one string that never ends", "[\"", "女", PJ_EFORMAT },
	{ "escapes", "[\"", "\\u5973", PJ_EFORMAT },
	{ "many strings", "[\"\"", ",\"女司機\"", PJ_EFORMAT },
	{ "many values", "", "1 ", PJ_OK },
	{ "digits", "", "1", PJ_OK },
	{ "white space", "", "\n", PJ_OK },
	{ "tags", "[\"", "<p>", PJ_EFORMAT },
};

CASES(json, ten_megabytes, long_cases)
{
	const struct long_case *c = &long_cases[*row];
	struct pj_buf file = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct blocks b;

	pj_buf_puts(&file, c->begin);
	while (file.len < (size_t)10 << 20)
		pj_buf_puts(&file, c->piece);
	blocks_try(&b, PJ_FORMAT_JSON, pj_buf_str(&file), "utf-8", &err);
	cr_expect_eq(err.code, c->code, "%s: %s", c->why, err.message);
	cr_expect(!strstr(err.message, "seconds"), "%s: slow", c->why);
	blocks_free(&b);
	pj_buf_free(&file);
}

Test(json, the_way_to_values_is_bounded)
{
	struct pj_buf file = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct blocks b;
	size_t i;

	/* A name of a megabyte that 1,000 pointers would repeat. */
	pj_buf_puts(&file, "{\"");
	for (i = 0; i < (size_t)1 << 20; i++)
		pj_buf_putc(&file, 'x');
	pj_buf_puts(&file, "\":[\"\"");
	for (i = 0; i < 1000; i++)
		pj_buf_puts(&file, ",\"女\"");
	pj_buf_puts(&file, "]}");
	cr_assert_not(blocks_try(
	    &b, PJ_FORMAT_JSON, pj_buf_str(&file), "utf-8", &err));
	cr_expect_eq(err.code, PJ_ELIMIT, "%s", err.message);
	blocks_free(&b);
	pj_buf_free(&file);
}
