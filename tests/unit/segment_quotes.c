#include <criterion/criterion.h>
#include <stdlib.h>

#include "pingjian/buf.h"
#include "pingjian/segment.h"

/*
 * Quotations, written as what stands between the marks, with kind and
 * depth: S speech, T title, P parentheses.
 */
struct quote_case {
	const char *why;
	const char *text;
	const char *want;
};

static const struct quote_case cases[] = {
	{ "none", "女司機", "" },
	{ "speech", "稱為「女司機」", "S1女司機" },
	{ "nested", "「他說『好』了」", "S1他說『好』了 S2好" },
	{ "curly", "“好”與‘是’", "S1好 S1是" },
	{ "an apostrophe", "don’t “don’t”", "S1don’t" },
	{ "straight", "\"好\"與\"是\"", "S1好 S1是" },
	{ "wide straight", "＂好＂", "S1好" },
	{ "titles", "《女\U0001F469誌》〈她〉", "T1女\U0001F469誌 T1她" },
	{ "brackets", "（一）(二)【三】［四］[五]〔六〕",
	    "P1一 P1二 P1三 P1四 P1五 P1六" },
	{ "kinds in one another", "《「好」（是）》",
	    "T1「好」（是） S2好 P2是" },
	{ "nothing between", "「」()", "" },
	{ "an opening mark alone", "「女", "" },
	{ "a closing mark alone", "女」", "" },
	{ "an unmatched one inside", "「（女」）", "S1（女" },
	{ "an unmatched one before", "((「女」", "S1女" },
	{ "in order of begin", "（一「二」三『四』）「五」",
	    "P1一「二」三『四』 S2二 S2四 S1五" },
	{ "deep", "((((((((一))))))))",
	    "P1(((((((一))))))) P2((((((一)))))) P3(((((一))))) "
	    "P4((((一)))) P5(((一))) P6((一)) P7(一) P8一" },
	{ "too deep: the outermost is given up",
	    "「((((((((一))))))))」",
	    "P1(((((((一))))))) P2((((((一)))))) P3(((((一))))) "
	    "P4((((一)))) P5(((一))) P6((一)) P7(一) P8一" },
};

static struct pj_segments
segment(struct pj_arena *arena, struct pj_str text,
    const struct pj_block *blocks, size_t count)
{
	struct pj_doc doc = { .text = text, .blocks = blocks,
		.block_count = count };
	struct pj_segments segments = { 0 };
	struct pj_error err = { 0 };

	cr_assert(pj_segment_doc(arena, &doc, (struct pj_deadline){ 0 },
	    &segments, &err), "%s", err.message);
	return segments;
}

static void
check_case(const struct quote_case *c)
{
	static const char kinds[] = { [PJ_QUOTE_SPEECH] = 'S',
		[PJ_QUOTE_TITLE] = 'T', [PJ_QUOTE_PAREN] = 'P' };
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_str text = pj_str(c->text), inner;
	struct pj_block block = { .at = { 0, (uint32_t)text.len } };
	struct pj_segments segments = segment(arena, text, &block, 1);
	struct pj_buf got = PJ_BUF_INIT;
	size_t i;

	for (i = 0; i < segments.quote_count; i++) {
		inner = pj_str_at(text, segments.quotes[i].inner);
		pj_buf_printf(&got, "%s%c%u%.*s", i ? " " : "",
		    kinds[segments.quotes[i].kind], segments.quotes[i].depth,
		    (int)inner.len, inner.ptr);
	}
	pj_buf_putc(&got, '\0');
	cr_expect_str_eq(got.ptr, c->want, "%s: “%s”, want “%s”", c->why,
	    got.ptr, c->want);
	pj_buf_free(&got);
	pj_arena_free(arena);
}

Test(segment_quotes, found)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_case(&cases[i]);
}

Test(segment_quotes, never_cross_a_block)
{
	static const struct pj_block blocks[] = {
		{ .at = { 0, 6 } }, { .at = { 7, 13 } } };
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_segments segments =
	    segment(arena, pj_str("「女\n人」"), blocks, 2);

	cr_expect_eq(segments.quote_count, 0);
	pj_arena_free(arena);
}

/* The slow way to say the same. */
static const struct pj_quote *
around(const struct pj_segments *segments, struct pj_text_span at,
    enum pj_quote_kind kind)
{
	const struct pj_quote *best = NULL;
	size_t i;

	for (i = 0; i < segments->quote_count; i++) {
		const struct pj_quote *q = &segments->quotes[i];

		if (q->kind == kind && q->inner.begin <= at.begin &&
		    at.end <= q->inner.end)
			best = q;
	}
	return best;
}

static void
check_random(int length)
{
	static const char *const marks[] = { "「", "」", "（", "）", "《",
		"》", "\"", "女", "女", "。" };
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_buf text = PJ_BUF_INIT;
	struct pj_segments segments;
	struct pj_block block = { 0 };
	struct pj_text_span at;
	int kind;
	size_t i;

	while (length-- > 0)
		pj_buf_puts(&text, marks[rand() % 10]);
	block.at.end = (uint32_t)text.len;
	segments = segment(arena, pj_buf_str(&text), &block, 1);
	for (i = 0; i < segments.quote_count; i++) {
		const struct pj_quote *q = &segments.quotes[i];

		cr_assert(q->at.begin < q->inner.begin &&
		    q->inner.begin < q->inner.end &&
		    q->inner.end < q->at.end);
		cr_assert(i == 0 || q[-1].at.begin < q->at.begin);
		cr_assert(q->parent == PJ_QUOTE_NONE ?
			q->depth == 1 :
			q->depth == segments.quotes[q->parent].depth + 1);
	}
	for (at.begin = 0; at.begin < text.len; at.begin++)
		for (at.end = at.begin + 1;
		     at.end <= text.len && at.end < at.begin + 8; at.end++)
			for (kind = 0; kind < 3; kind++)
				cr_assert_eq(pj_segment_quote_around(&segments,
						 at, kind),
				    around(&segments, at, kind));
	pj_buf_free(&text);
	pj_arena_free(arena);
}

Test(segment_quotes, around_is_the_innermost)
{
	int round;

	srand(3);
	for (round = 0; round < 5000; round++)
		check_random(rand() % 30);
}

/* A million of anything takes well under the time limit of the test. */
Test(segment_quotes, linear, .timeout = 10)
{
	static const char *const pieces[] = { "（", "）", "(", "「」", "(a)",
		"((a)a)", "\"", "\"「" };
	size_t i, n;

	for (i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct pj_arena *arena = pj_arena_new((size_t)1 << 30);
		struct pj_buf text = PJ_BUF_INIT;
		struct pj_block block = { 0 };
		struct pj_segments segments;

		for (n = 0; n < 1000000; n++)
			pj_buf_puts(&text, pieces[i]);
		block.at.end = (uint32_t)text.len;
		segments = segment(arena, pj_buf_str(&text), &block, 1);
		cr_expect_leq(segments.quote_count, 2 * n);
		pj_buf_free(&text);
		pj_arena_free(arena);
	}
}
