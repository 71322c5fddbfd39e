#include "../../src/doc/doc.h"
#include "cases.h"
#include "pingjian/arena.h"
#include "pingjian/buf.h"

/*
 * What blocks a text has: one a line, its kind before "|"; a line end
 * inside a block is shown as "/".
 */
struct text_case {
	const char *why;
	const char *text;
	const char *want;
};

/* 38 Han characters, the width of an official letter. */
#define LINE38                                                                                                   \
	"檢送本府辦理之性別平等教育宣導計畫一份，請貴校轉知所屬教職員工及家長" \
	"踴躍"

static struct text_case cases[] = {
	{ "blank lines end blocks", "甲\n\n乙\r\n\r\n丙",
	    "title|甲\n"
	    "paragraph|乙\nparagraph|丙\n" },
	{ "white space is a blank line", "甲。\n　 \t\n乙。",
	    "paragraph|甲。\nparagraph|乙。\n" },
	{ "a title stands alone above the text",
	    "市府辦理活動 歡迎參加！\n\n為鼓勵市民…\n",
	    "title|市府辦理活動 歡迎參加！\nparagraph|為鼓勵市民…\n" },
	{ "a sentence is no title", "今天放假。\n\n好。\n",
	    "paragraph|今天放假。\nparagraph|好。\n" },
	{ "a whole text is no title", "女司機", "paragraph|女司機\n" },
	{ "an official letter",
	    "主旨：" LINE38 "\n　　　參加，請查照。\n說明：\n"
	    "　一、依據性別平等教育法辦理。\n　二、" LINE38 "\n　　　報名。\n",
	    "paragraph|主旨：" LINE38 "/　　　參加，請查照。\n"
	    "paragraph|說明：\n"
	    "list-item 1|一、依據性別平等教育法辦理。\n"
	    "list-item 1|二、" LINE38 "/　　　報名。\n" },
	{ "CR LF and a paragraph set in",
	    "　　" LINE38 "\r\n" LINE38 "參加\r\n前來。\r\n　　另案辦理。",
	    "paragraph|" LINE38 "/" LINE38 "參加/前來。\n"
	    "paragraph|另案辦理。\n" },
	{ "a word across a PDF's margin, narrow",
	    "為提升女性同仁參與公共事務，本局昨日邀集女\n"
	    "司機座談，與會者踴躍發言，並就職場友善措施\n"
	    "交換意見。",
	    "paragraph|為提升女性同仁參與公共事務，本局昨日邀集女/"
	    "司機座談，與會者踴躍發言，並就職場友善措施/交換意見。\n" },
	{ "a social post's lines are not glued",
	    "今天遇到一位美女\n人妖嬈多姿\n真是太棒了\n快來留言",
	    "paragraph|今天遇到一位美女\nparagraph|人妖嬈多姿\n"
	    "paragraph|真是太棒了\nparagraph|快來留言\n" },
	{ "nor long ones without any comma",
	    "我們推出全新的育兒津貼方案歡迎大家來申請喔\n"
	    "爸爸媽媽一起來參加活動可以拿到精美的小禮物\n"
	    "數量有限送完為止請把握機會趕快揪團報名參加",
	    "paragraph|我們推出全新的育兒津貼方案歡迎大家來申請喔\n"
	    "paragraph|爸爸媽媽一起來參加活動可以拿到精美的小禮物\n"
	    "paragraph|數量有限送完為止請把握機會趕快揪團報名參加\n" },
	{ "a comma goes on", "她說，\n今天放假",
	    "paragraph|她說，/今天放假\n" },
	{ "a closing sign goes on", "今天放假\n」她說",
	    "paragraph|今天放假/」她說\n" },
	{ "labels stand by themselves",
	    "主辦單位：臺南市政府社會局，婦女及兒童少年福利科暨性別平等辦公室"
	    "聯合主辦單位\n聯絡人：王小姐",
	    "paragraph|主辦單位：臺南市政府社會局，婦女及兒童少年福利科暨"
	    "性別平等辦公室聯合主辦單位\nparagraph|聯絡人：王小姐\n" },
	{ "list marks",
	    "(一)甲\n（二）乙\n1.丙\n２、丁\n(3)戊\n①己\n■庚\n• 辛\n- 壬\n※癸",
	    "list-item 2|(一)甲\nlist-item 2|（二）乙\nlist-item 3|1.丙\n"
	    "list-item 3|２、丁\nlist-item 4|(3)戊\nlist-item 3|①己\n"
	    "list-item 1|■庚\nlist-item 1|• 辛\nlist-item 1|- 壬\n"
	    "list-item 1|※癸\n" },
	{ "a picture begins an item", "報名\n📣快來\n❤️愛你",
	    "paragraph|報名\nlist-item 1|📣快來\nlist-item "
	    "1|❤️愛你\n" },
	{ "no list marks", "1.5倍\n○○夫人\n-5度\n十分好\n2024.3.8",
	    "paragraph|1.5倍\nparagraph|○○夫人\nparagraph|-5度\n"
	    "paragraph|十分好\nparagraph|2024.3.8\n" },
	{ "headings", "壹、前言\n本計畫。\n第二章 目標\n【報名方式】\n# 題",
	    "heading 1|壹、前言\nparagraph|本計畫。\nheading 2|第二章 目標\n"
	    "heading 3|【報名方式】\nheading 1|# 題\n" },
	{ "words behind 【】", "好。\n【重要】今天放假",
	    "paragraph|好。\nlist-item 1|【重要】今天放假\n" },
	{ "a table by tabs", "姓名\t職稱\n王小明\t\t主任\n以上。",
	    "cell 1.1.1|姓名\ncell 1.1.2|職稱\ncell 1.2.1|王小明\n"
	    "cell 1.2.3|主任\nparagraph|以上。\n" },
	{ "a tab behind a mark is none", "一、\t依據",
	    "list-item 1|一、\t依據\n" },
	{ "an old Mac's line ends", "甲。\r乙。\r\r丙",
	    "paragraph|甲。\nparagraph|乙。\nparagraph|丙\n" },
	{ "nothing at all", "", "" },
	{ "nothing but white space", " \n\n　\n", "" },
};

static struct pj_arena *arena;
static struct pj_doc doc;

static void
read_text(struct pj_str text, const char *charset)
{
	struct pj_source source = { .path = "t",
		.bytes = text,
		.format = PJ_FORMAT_TEXT,
		.charset = charset,
		.valid = !strcmp(charset, "utf-8") };
	struct pj_error err = { 0 };
	struct pj_notes notes;

	arena = pj_arena_new(1 << 26);
	notes = (struct pj_notes){ .arena = arena };
	cr_assert(pj_doc_read(arena, &source, &PJ_LIMITS_DEFAULT,
		      pj_deadline_in(20), &doc, &notes, &err),
	    "%s", err.message);
}

static void
show_blocks(struct pj_buf *out)
{
	size_t i, k;

	for (i = 0; i < doc.block_count; i++) {
		const struct pj_block *b = &doc.blocks[i];

		pj_buf_puts(out, pj_block_kind_name(b->kind));
		if (b->table)
			pj_buf_printf(
			    out, " %u.%u.%u", b->table, b->row, b->column);
		if (b->level)
			pj_buf_printf(out, " %u", b->level);
		pj_buf_putc(out, '|');
		for (k = b->at.begin; k < b->at.end; k++)
			if (doc.text.ptr[k] == '\n')
				pj_buf_putc(out, '/');
			else if (doc.text.ptr[k] != '\r')
				pj_buf_putc(out, doc.text.ptr[k]);
		pj_buf_putc(out, '\n');
	}
	pj_buf_add(out, "", 1);
}

CASES(text, blocks, cases)
{
	const struct text_case *c = &cases[*row];
	struct pj_buf got = PJ_BUF_INIT;

	read_text(pj_str(c->text), "utf-8");
	show_blocks(&got);
	cr_expect_str_eq(got.ptr, c->want, "%s:\n%s", c->why, got.ptr);
	pj_buf_free(&got);
	pj_arena_free(arena);
}

struct directive_case {
	const char *why;
	const char *text;
	const char *body;
	uint32_t line;
	uint32_t at;
};

static struct directive_case directives[] = {
	{ "a comment of HTML",
	    "甲\n<!-- pingjian-disable-next a.b -- 引用 -->\n乙",
	    "pingjian-disable-next a.b -- 引用", 2, 49 },
	{ "a hash", "# pingjian-disable-next a.b\n乙",
	    "pingjian-disable-next a.b", 1, 28 },
	{ "slashes, no space", "//pingjian-x\n乙", "pingjian-x", 1, 13 },
	{ "a per cent sign", "\n\n  % pingjian-x y \r\n乙", "pingjian-x y", 3,
	    21 },
};

CASES(text, directives, directives)
{
	const struct directive_case *c = &directives[*row];
	struct pj_buf blocks = PJ_BUF_INIT;

	read_text(pj_str(c->text), "utf-8");
	cr_assert_eq(doc.directive_count, 1, "%s", c->why);
	cr_expect(pj_str_equal(doc.directives[0].body, pj_str(c->body)),
	    "%s: %.*s", c->why, (int)doc.directives[0].body.len,
	    doc.directives[0].body.ptr);
	cr_expect_eq(doc.directives[0].line, c->line, "%s", c->why);
	cr_expect_eq(doc.directives[0].at, c->at, "%s: %u", c->why,
	    doc.directives[0].at);
	show_blocks(&blocks);
	cr_expect_null(
	    strstr(blocks.ptr, "pingjian"), "%s: part of a block", c->why);
	pj_buf_free(&blocks);
	pj_arena_free(arena);
}

Test(text, a_directive_may_stand_bare_on_its_line)
{
	read_text(pj_str("pingjian-disable-next x -- y\n本文"), "utf-8");
	cr_assert_eq(doc.directive_count, 1);
	cr_expect(pj_str_equal(doc.directives[0].body,
	    pj_str("pingjian-disable-next x -- y")));
	cr_expect_eq(doc.block_count, 1);
	pj_arena_free(arena);
}

Test(text, words_about_the_program_are_words)
{
	read_text(pj_str("本文由 pingjian-check 檢查\npingjian-check 說明"),
	    "utf-8");
	cr_expect_eq(doc.directive_count, 0);
	cr_expect_eq(doc.block_count, 2);
	pj_arena_free(arena);
}

Test(text, the_source_is_borrowed_and_its_mark_counted)
{
	struct pj_source source = { .path = "t",
		.bytes = pj_str("\xEF\xBB\xBF女"),
		.format = PJ_FORMAT_TEXT,
		.charset = "utf-8",
		.bom = 3,
		.valid = true };
	struct pj_error err = { 0 };
	struct pj_notes notes = { 0 };

	arena = pj_arena_new(1 << 20);
	notes.arena = arena;
	cr_assert(pj_doc_read(arena, &source, &PJ_LIMITS_DEFAULT,
	    pj_deadline_in(20), &doc, &notes, &err));
	cr_expect_eq(doc.text.ptr, source.bytes.ptr + 3);
	cr_expect_eq(doc.char_count, 1);
	cr_assert_eq(doc.run_count, 1);
	cr_expect_eq(doc.runs[0].offset, 3);
	cr_expect_str_eq(doc.charset, "utf-8");
	cr_expect_eq(notes.count, 0);
	pj_arena_free(arena);
}

Test(text, invalid_bytes_become_a_note_that_counts_them)
{
	struct pj_source source = { .path = "t",
		.bytes = pj_str("女\xFF司\xE5\xA5機"),
		.format = PJ_FORMAT_TEXT,
		.charset = "utf-8" };
	struct pj_error err = { 0 };
	struct pj_notes notes = { 0 };

	arena = pj_arena_new(1 << 20);
	notes.arena = arena;
	cr_assert(pj_doc_read(arena, &source, &PJ_LIMITS_DEFAULT,
	    pj_deadline_in(20), &doc, &notes, &err));
	cr_expect_eq(doc.char_count, 5);
	cr_assert_eq(notes.count, 1);
	cr_expect_str_eq(notes.first->code, "invalid-bytes");
	cr_expect(
	    strstr(notes.first->message, "2 "), "%s", notes.first->message);
	pj_arena_free(arena);
}

Test(text, a_nul_does_not_end_it)
{
	read_text((struct pj_str){ "a\0b。\nc", 8 }, "utf-8");
	cr_assert_eq(doc.block_count, 2);
	cr_expect_eq(doc.blocks[1].at.begin, 7);
	pj_arena_free(arena);
}

Test(text, many_lines_without_a_blank_are_joined_alike)
{
	struct pj_buf buf = PJ_BUF_INIT;
	size_t i;

	for (i = 0; i < 3000; i++)
		pj_buf_puts(&buf, LINE38 "\n");
	read_text(pj_buf_str(&buf), "utf-8");
	cr_expect_eq(doc.block_count, 1, "%zu", doc.block_count);
	pj_arena_free(arena);
	pj_buf_free(&buf);
}

Test(text, a_table_longer_than_a_group_counts_its_rows)
{
	struct pj_buf buf = PJ_BUF_INIT;
	size_t i;

	for (i = 0; i < 1000; i++)
		pj_buf_puts(&buf, "甲\t乙\n");
	read_text(pj_buf_str(&buf), "utf-8");
	cr_assert_eq(doc.block_count, 2000, "%zu", doc.block_count);
	cr_expect_eq(doc.blocks[1999].row, 1000);
	cr_expect_eq(doc.blocks[1999].table, 1);
	pj_arena_free(arena);
	pj_buf_free(&buf);
}

Test(text, blocks_are_in_order_and_apart)
{
	size_t i;

	read_text(pj_str("題\n\n一、甲\n乙\t丙\n\n丁，\n戊\n"), "utf-8");
	for (i = 0; i + 1 < doc.block_count; i++)
		cr_expect_leq(doc.blocks[i].at.end, doc.blocks[i + 1].at.begin);
	cr_expect_eq(doc.block_count, 5);
	pj_arena_free(arena);
}
