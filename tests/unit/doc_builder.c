#include <criterion/criterion.h>
#include <stdio.h>

#include "../../src/doc/doc.h"
#include "pingjian/arena.h"

static struct pj_arena *arena;
static struct pj_notes notes;
static struct pj_builder *b;
static struct pj_doc doc;
static struct pj_error err;

static void
open_builder(void)
{
	arena = pj_arena_new(1 << 24);
	notes = (struct pj_notes){ .arena = arena };
	err = (struct pj_error){ 0 };
	b = pj_builder_new(
	    &PJ_LIMITS_DEFAULT, (struct pj_deadline){ 0 }, &notes);
}

static void
close_builder(void)
{
	pj_builder_free(b);
	pj_arena_free(arena);
}

TestSuite(builder, .init = open_builder, .fini = close_builder);

static void
add(const char *z, uint32_t node, uint32_t offset)
{
	pj_builder_text(b, pj_str(z), node, offset);
}

static void
finish(void)
{
	cr_assert(pj_builder_finish(b, arena, &doc, &err), "%s", err.message);
}

static void
expect_text(const char *want)
{
	cr_assert(pj_str_equal(doc.text, pj_str(want)), "got \"%.*s\"",
	    (int)doc.text.len, doc.text.ptr);
}

Test(builder, blocks_end_in_a_line_and_count_paragraphs_by_part)
{
	struct pj_block cell = { .table = 1, .row = 2, .column = 3 };

	pj_builder_part(b, "a");
	add("甲", 1, 0);
	pj_builder_end(b, PJ_BLOCK_HEADING, &(struct pj_block){ .level = 2 });
	pj_builder_part(b, "b");
	add("乙", 1, 0);
	pj_builder_end(b, PJ_BLOCK_CELL, &cell);
	pj_builder_part(b, "a");
	add("丙", 2, 0);
	pj_builder_end(b, PJ_BLOCK_PARAGRAPH, NULL);
	finish();
	expect_text("甲\n乙\n丙\n");
	cr_assert_eq(doc.block_count, 3);
	cr_expect_eq(doc.blocks[0].level, 2);
	cr_expect_eq(doc.blocks[0].at.end, 3);
	cr_expect_eq(doc.blocks[1].column, 3);
	cr_expect_eq(doc.blocks[1].part, 1);
	cr_expect_eq(doc.blocks[1].paragraph, 1);
	cr_expect_eq(doc.blocks[2].part, 0);
	cr_expect_eq(doc.blocks[2].paragraph, 2);
	cr_expect_eq(doc.part_count, 2);
	cr_expect_str_eq(doc.parts[1], "b");
	cr_expect_eq(doc.char_count, 6);
}

Test(builder, white_space_alone_leaves_no_trace)
{
	add(" \t\n　\xC2\xA0\xE2\x80\x8B", 1, 0);
	pj_builder_end(b, PJ_BLOCK_PARAGRAPH, NULL);
	add("字", 2, 0);
	finish();
	expect_text("字\n");
	cr_assert_eq(doc.block_count, 1);
	cr_expect_eq(doc.run_count, 1);
	cr_expect_eq(doc.runs[0].node, 2);
	cr_expect_str_eq(doc.parts[0], "", "a document has a part");
}

Test(builder, text_that_runs_on_is_one_run)
{
	add("甲", 1, 0);
	add("乙", 1, 3);
	add("丙", 1, 9);
	add("丁", 2, 12);
	finish();
	cr_assert_eq(doc.run_count, 3);
	cr_expect_eq(doc.runs[1].begin, 6);
	cr_expect_eq(doc.runs[1].offset, 9);
	cr_expect_eq(doc.runs[2].node, 2);
}

Test(builder, text_may_be_put_first)
{
	add("前", 1, 0);
	pj_builder_end(b, PJ_BLOCK_PARAGRAPH, NULL);
	add("男", 2, 0);
	pj_builder_push(b);
	pj_builder_text_first(b, pj_str("註"), 3, 0);
	pj_builder_end(b, PJ_BLOCK_NOTE, NULL);
	pj_builder_pop(b);
	pj_builder_directive(b, pj_str("pingjian-a"), 1);
	add("性", 4, 6);
	pj_builder_text_first(b, pj_str("○"), 5, 0);
	finish();
	expect_text("前\n註\n○男性\n");
	cr_assert_eq(doc.run_count, 5);
	cr_expect_eq(doc.runs[2].node, 5);
	cr_expect_eq(doc.runs[2].begin, 8);
	cr_expect_eq(doc.runs[3].node, 2);
	cr_expect_eq(doc.runs[3].begin, 11);
	cr_expect_eq(doc.runs[4].begin, 14);
	cr_expect_eq(doc.runs[4].offset, 6);
	cr_expect_eq(doc.directives[0].at, 14, "behind 男 as before");
}

Test(builder, what_is_set_aside_comes_after_what_ends_in_between)
{
	add("女", 1, 0);
	pj_builder_push(b);
	add("註", 2, 0);
	pj_builder_push(b);
	add("註中註", 3, 0);
	pj_builder_end(b, PJ_BLOCK_NOTE, NULL);
	pj_builder_pop(b);
	add("腳", 2, 3);
	pj_builder_end(b, PJ_BLOCK_NOTE, NULL);
	pj_builder_pop(b);
	add("司機", 4, 0);
	pj_builder_end(b, PJ_BLOCK_PARAGRAPH, NULL);
	finish();
	expect_text("註中註\n註腳\n女司機\n");
	cr_assert_eq(doc.run_count, 4, "%zu", doc.run_count);
	cr_expect_eq(doc.runs[1].begin, 10, "runs move with their text");
	cr_expect_eq(doc.runs[3].begin, 20);
	cr_expect_eq(doc.runs[3].node, 4);
}

Test(builder, what_nobody_ended_does_not_run_on)
{
	add("甲", 1, 0);
	pj_builder_push(b);
	add("乙", 2, 0);
	pj_builder_pop(b);
	add("丙", 1, 3);
	finish();
	expect_text("乙\n甲丙\n");
}

Test(builder, a_directive_keeps_its_place)
{
	pj_builder_directive(b, pj_str("pingjian-a"), 1);
	pj_builder_end(b, PJ_BLOCK_PARAGRAPH, NULL);
	add("甲", 1, 0);
	pj_builder_push(b);
	add("乙", 2, 0);
	pj_builder_end(b, PJ_BLOCK_NOTE, NULL);
	pj_builder_pop(b);
	pj_builder_directive(b, pj_str("pingjian-b"), 7);
	add("丙", 1, 3);
	finish();
	expect_text("乙\n甲丙\n");
	cr_assert_eq(doc.directive_count, 2);
	cr_expect_eq(doc.directives[0].at, 0);
	cr_expect_eq(doc.directives[1].at, 7, "behind 甲, wherever it went");
	cr_expect_eq(doc.directives[1].line, 7);
	cr_expect(pj_str_equal(doc.directives[1].body, pj_str("pingjian-b")));
}

Test(builder, the_first_failure_is_told)
{
	struct pj_error first = { .code = PJ_EFORMAT, .message = "first" };
	struct pj_error second = { .code = PJ_EIO, .message = "second" };

	add("甲", 1, 0);
	pj_builder_fail(b, &first);
	pj_builder_fail(b, &second);
	add("乙", 1, 3);
	pj_builder_push(b);
	pj_builder_end(b, PJ_BLOCK_PARAGRAPH, NULL);
	pj_builder_pop(b);
	cr_expect(pj_builder_failed(b));
	cr_expect_not(pj_builder_finish(b, arena, &doc, &err));
	cr_expect_eq(err.code, PJ_EFORMAT);
	cr_expect_str_eq(err.message, "first");
}

Test(builder, text_is_bounded)
{
	struct pj_limits limits = PJ_LIMITS_DEFAULT;

	limits.unpacked_bytes = 7;
	pj_builder_free(b);
	b = pj_builder_new(&limits, (struct pj_deadline){ 0 }, &notes);
	add("甲乙", 1, 0);
	cr_expect_not(pj_builder_failed(b));
	add("丙", 1, 6);
	cr_expect_not(pj_builder_finish(b, arena, &doc, &err));
	cr_expect_eq(err.code, PJ_ELIMIT);
}

Test(builder, pieces_are_bounded)
{
	size_t i;

	for (i = 0; i <= PJ_PIECE_MAX && !pj_builder_failed(b); i++)
		add("a", 1, 0);
	cr_expect_eq(i, PJ_PIECE_MAX + 1, "no run joins another");
	cr_expect_not(pj_builder_finish(b, arena, &doc, &err));
	cr_expect_eq(err.code, PJ_ELIMIT);
}

Test(builder, blocks_are_bounded)
{
	static const char text[] = "a";
	size_t i;

	pj_builder_lend(b, pj_str(text));
	for (i = 0; i <= PJ_PIECE_MAX && !pj_builder_failed(b); i++)
		pj_builder_mark(b, (struct pj_text_span){ 0, 1 },
		    PJ_BLOCK_PARAGRAPH, NULL);
	cr_expect_eq(i, PJ_PIECE_MAX + 1);
	cr_expect_not(pj_builder_finish(b, arena, &doc, &err));
	cr_expect_eq(err.code, PJ_ELIMIT);
}

Test(builder, a_part_is_found_again_among_many)
{
	char name[16];
	uint32_t i;

	for (i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "p%u", i * 7 % 1000);
		pj_builder_part(b, name);
		add("甲", 1, 0);
		pj_builder_end(b, PJ_BLOCK_PARAGRAPH, NULL);
	}
	pj_builder_part(b, "p21");
	add("乙", 1, 0);
	finish();
	cr_assert_eq(doc.part_count, 1000, "%zu", doc.part_count);
	cr_expect_eq(doc.blocks[1000].part, 3);
	cr_expect_eq(doc.blocks[1000].paragraph, 2);
	cr_expect_str_eq(doc.parts[3], "p21", "in the order of their coming");
}

Test(builder, the_deadline_ends_it)
{
	size_t i;

	pj_builder_free(b);
	b = pj_builder_new(
	    &PJ_LIMITS_DEFAULT, (struct pj_deadline){ 1 }, &notes);
	for (i = 0; i < 100000 && !pj_builder_failed(b); i++)
		add("甲", 1, 0);
	cr_expect_lt(i, 70000, "the clock is asked each 64 KiB");
	cr_expect_not(pj_builder_finish(b, arena, &doc, &err));
	cr_expect_eq(err.code, PJ_ELIMIT);
}

Test(builder, a_block_is_found_by_an_offset_in_it)
{
	add("甲", 1, 0);
	pj_builder_end(b, PJ_BLOCK_PARAGRAPH, NULL);
	add("乙", 1, 0);
	finish();
	cr_expect_eq(pj_doc_block_at(&doc, 0), &doc.blocks[0]);
	cr_expect_eq(pj_doc_block_at(&doc, 2), &doc.blocks[0]);
	cr_expect_null(pj_doc_block_at(&doc, 3), "between blocks");
	cr_expect_eq(pj_doc_block_at(&doc, 4), &doc.blocks[1]);
	cr_expect_null(pj_doc_block_at(&doc, 7));
	cr_expect_null(pj_doc_block_at(&doc, 99));
}

Test(builder, a_lent_text_is_not_copied)
{
	static const char text[] = "甲\n\n乙";

	pj_builder_lend(b, pj_str(text));
	pj_builder_mark_run(b, 0, 3);
	pj_builder_mark(b, (struct pj_text_span){ 0, 3 }, PJ_BLOCK_TITLE, NULL);
	pj_builder_mark_directive(b, 4, pj_str("pingjian-x"), 2);
	pj_builder_mark(
	    b, (struct pj_text_span){ 5, 8 }, PJ_BLOCK_PARAGRAPH, NULL);
	finish();
	cr_expect_eq(doc.text.ptr, text);
	cr_assert_eq(doc.block_count, 2);
	cr_expect_eq(doc.blocks[1].paragraph, 2);
	cr_expect_eq(doc.runs[0].offset, 3);
	cr_expect_eq(doc.directives[0].at, 4);
}

Test(builder, an_address_holds_until_the_next)
{
	struct pj_address here = { .time = { 5, 9 }, .pointer = "/甲" };
	struct pj_address there = { .sheet = "表", .slide = 3 };

	add("零", 1, 0);
	pj_builder_address(b, &here);
	add("甲", 1, 3);
	pj_builder_push(b);
	pj_builder_address(b, &there);
	add("註", 2, 0);
	pj_builder_end(b, PJ_BLOCK_NOTE, NULL);
	pj_builder_pop(b);
	add("丙", 1, 6);
	pj_builder_address(b, NULL);
	add("丁", 1, 9);
	finish();
	expect_text("註\n零甲丙丁\n");
	cr_assert_eq(doc.address_count, 2);
	cr_expect_null(pj_doc_address_at(&doc, 4), "零");
	cr_expect_str_eq(pj_doc_address_at(&doc, 7)->pointer, "/甲");
	cr_expect_eq(pj_doc_address_at(&doc, 9)->time[1], 9, "in 甲");
	cr_expect_eq(pj_doc_address_at(&doc, 10)->slide, 3, "丙");
	cr_expect_str_eq(pj_doc_address_at(&doc, 0)->sheet, "表");
	cr_expect_null(pj_doc_address_at(&doc, 0)->pointer);
	cr_expect_null(pj_doc_address_at(&doc, 13), "丁");
}

Test(builder, words_of_addresses_are_bounded)
{
	struct pj_address here = { .pointer = "/23456789" };
	struct pj_limits limits = PJ_LIMITS_DEFAULT;

	limits.unpacked_bytes = 20;
	pj_builder_free(b);
	b = pj_builder_new(&limits, (struct pj_deadline){ 0 }, &notes);
	pj_builder_address(b, &here);
	pj_builder_address(b, &here);
	cr_expect_not(pj_builder_failed(b), "10 bytes each with their NUL");
	pj_builder_address(b, &here);
	cr_expect_not(pj_builder_finish(b, arena, &doc, &err));
	cr_expect_eq(err.code, PJ_ELIMIT);
}

Test(builder, text_before_all_runs_has_none)
{
	finish();
	cr_expect_null(pj_doc_run_at(&doc, 0));
	cr_expect_null(pj_doc_address_at(&doc, 0));
}
