#include <criterion/criterion.h>
#include <stdlib.h>

#include "pingjian/buf.h"
#include "pingjian/segment.h"
#include "pingjian/utf8.h"

/* Sentences: each case is one block, `want` the same with | at each cut. */

struct sentence_case {
	const char *why;
	const char *want;
};

static const struct sentence_case cases[] = {
	{ "full stops", "她來了。|他走了！|是嗎？|好；|完" },
	{ "half-width stops", "她來了!|他走了?|好;|完" },
	{ "runs of stops", "真的嗎？！！|是……|好" },
	{ "closing marks are taken in", "他說：「好。」|她說：（對！）|完" },
	{ "a stop within a phrase", "參加「罩得住！」活動。|請勿稱「女強人？」者" },
	{ "a stop within a phrase that ends", "參加「罩得住！」" },
	{ "speech behind a colon", "她說：「來了！」|大家鼓掌" },
	{ "a full stop in speech", "她說「來了。」|大家鼓掌" },
	{ "titles keep their stops", "看《怎麼賺錢？怎麼花錢？》等書。|完" },
	{ "a title mark alone", "看《好。完。" },
	{ "an emoji before a comma", "加油❤️，同步守護" },
	{ "nested closing marks", "「『好！』」|完" },
	{ "straight quotes close", "他說\"好。\"|她走了" },
	{ "straight quotes open", "他走了。|\"好\"她說" },
	{ "white space goes with what ends", "一。 　|二。\n|三" },
	{ "today (18)", "市長今(18)日出席表示，參見3.5節及10:30。|完" },
	{ "a full-width date", "今（１８）日" },
	{ "URL", "見https://a.gov.tw/x?a=b;c!d.html，或來電。|完" },
	{ "a URL at the end", "見https://a.gov.tw/x?a=b。|完" },
	{ "Latin sentences", "This is it. |That is not. |He said \"no.\" |Yes" },
	{ "decimals and abbreviations in Latin", "About 3.5 of v1.2 at gov.tw" },
	{ "a year ends a Latin sentence", "It was 2024. |The end" },
	{ "list numbers", "1. 女強人" },
	{ "list numbers, Latin", "1. Women first" },
	{ "a Chinese sentence with a full stop of ASCII", "她走了. |他來了." },
	{ "a comma is no end", "她走了，他來了、又走了：好" },
	{ "a soft line end is none", "女司\n機停車。|完" },
	{ "with indentation", "本局同仁女\r\n　　司機停車" },
	{ "only stops", "。。。" },
	{ "stops first", "……|她" },

	{ "emoji end", "歡迎參加✨|我們出發\U0001F449\U0001F3FB|這裡" },
	{ "emoji that begin", "\U0001F539報名方式\U0001F4E3|洽詢電話" },
	{ "a heart with its selector", "我❤️|你" },
	{ "a heart as text", "我❤你" },
	{ "signs of text", "註冊®商標™與©所有①②※→↑" },
	{ "flags", "台灣\U0001F1F9\U0001F1FC|加油" },
	{ "a family is one emoji",
	    "闔家\U0001F468\u200D\U0001F469\u200D\U0001F467|歡迎" },
	{ "key caps are digits", "第1\uFE0F\u20E3名" },
	{ "runs of spaces", "台北燈節開跑  |女警帶你逛" },
	{ "wide spaces", "台北燈節開跑　　|女警帶你逛" },
	{ "one space is none", "台北燈節開跑 女警帶你逛" },
	{ "labels are no sentences", "聯絡電話  一九九九轉二三二〇" },
	{ "behind a colon", "本案承辦聯絡人：  王小姐" },
	{ "Latin words with two spaces", "the end  is near" },
	{ "hashtags", "一起來逛燈節 |#正妹女警 |#台北" },
	{ "a hashtag that begins", "#正妹女警帶你逛" },
	{ "a hashtag that a space ends", "#辣妹警察 |今天來囉" },
	{ "full-width hashes", "來逛燈節 |＃正妹女警 |＃台北　|一起來" },
	{ "hashtags without a space", "#正妹女警|#逛燈節|#台北_2026" },
	{ "a hashtag on the next line", "來逛燈節\n|#正妹女警\n|#台北" },
	{ "a hashtag behind an emoji", "\U0001F525#正妹女警 |來了" },
	{ "emoji end a hashtag", "#正妹女警|\U0001F525燈節" },
	{ "marks stay with their hashtag", "#正妹女警！|來了。|#辣妹，|快來" },
	{ "a hash within a word is a sign", "全球掀起#性別平等風潮，女性" },
	{ "a quoted hashtag is a word", "以「#我是女生」為名的活動" },
	{ "a Latin hashtag is a word of its sentence", "#MeToo 運動興起" },
	{ "a number is no hashtag", "#3 號出口與 |#5 號出口" },
	{ "a heading of Markdown", "# 女警 |## 台北" },
	{ "programs and colours", "C# 語言與 F#課程" },
	{ "a line without end is no hashtag",
	    "#甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸"
	    "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲 來" },
	{ "only a hash", "#" },
	{ "hashes", "###" },
	{ "spaces at the begin", "　　女司機停車" },
	{ "unmatched marks", "（她走了。」|他來了" },
	{ "official letter",
	    "主旨：檢送本府「性別平等」研習\n　　　計畫1份，請查照。\n|"
	    "說明：依據111年4月28日\n　　　函辦理。" },
};

static struct pj_segments
segment(struct pj_arena *arena, const struct pj_doc *doc)
{
	struct pj_segments segments = { 0 };
	struct pj_error err = { 0 };

	cr_assert(pj_segment_doc(arena, doc, (struct pj_deadline){ 0 },
	    &segments, &err), "%s", err.message);
	return segments;
}

static struct pj_doc
one_block(struct pj_str text, struct pj_block *block)
{
	struct pj_doc doc = { .text = text, .blocks = block, .block_count = 1 };

	*block = (struct pj_block){ .at = { 0, (uint32_t)text.len } };
	return doc;
}

static void
check_case(const struct sentence_case *c)
{
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_buf text = PJ_BUF_INIT, got = PJ_BUF_INIT;
	struct pj_segments segments;
	struct pj_block block;
	struct pj_doc doc;
	const char *p;
	size_t i;

	for (p = c->want; *p; p++)
		if (*p != '|')
			pj_buf_putc(&text, *p);
	doc = one_block(pj_buf_str(&text), &block);
	segments = segment(arena, &doc);
	for (i = 0; i < segments.sentence_count; i++) {
		struct pj_str s =
		    pj_str_at(doc.text, segments.sentences[i].at);

		pj_buf_puts(&got, i ? "|" : "");
		pj_buf_add(&got, s.ptr, s.len);
	}
	pj_buf_putc(&got, '\0');
	cr_expect_str_eq(got.ptr, c->want, "%s: “%s”, want “%s”", c->why,
	    got.ptr, c->want);
	pj_buf_free(&text);
	pj_buf_free(&got);
	pj_arena_free(arena);
}

Test(segment_sentences, cuts)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_case(&cases[i]);
}

/* Sentences cover each block, in order, without gaps or overlaps. */
static void
check_cover(const struct pj_doc *doc, const struct pj_segments *segments)
{
	size_t i, block = 0;
	uint32_t at = doc->block_count ? doc->blocks[0].at.begin : 0;

	for (i = 0; i < segments->sentence_count; i++) {
		const struct pj_sentence *s = &segments->sentences[i];

		while (at == doc->blocks[block].at.end) {
			block++;
			cr_assert_lt(block, doc->block_count);
			at = doc->blocks[block].at.begin;
		}
		cr_assert_eq(s->block, block);
		cr_assert_eq(s->at.begin, at);
		cr_assert_gt(s->at.end, at);
		cr_assert_leq(s->at.end, doc->blocks[block].at.end);
		cr_assert_leq(pj_utf8_count(pj_str_at(doc->text, s->at)),
		    PJ_SENTENCE_MAX);
		cr_assert_eq(
		    pj_segment_sentence_at(segments, s->at.begin), i);
		cr_assert_eq(
		    pj_segment_sentence_at(segments, s->at.end - 1), i);
		at = s->at.end;
	}
	for (; block < doc->block_count; block++)
		cr_assert(at == doc->blocks[block].at.end ||
		    doc->blocks[block].at.begin == doc->blocks[block].at.end);
}

static void
random_text(struct pj_buf *text, int length)
{
	static const uint32_t chars[] = { 0x5973, 0x53F8, 'a', '.', ' ', '?',
		'\n', 0x3000, 0x300C, 0x300D, 0x3002, 0xFF0C, '"', '(', ')',
		0x1F469, 0x1F3FB, 0x200D, 0xFE0F, 0x2764, '#', '1', 0x2026,
		0x201C, 0x201D, 0x300A, 0x300B, 0xE9 };

	while (length-- > 0)
		pj_buf_put_cp(text,
		    chars[(size_t)rand() % (sizeof(chars) / sizeof(*chars))]);
}

Test(segment_sentences, cover_random_texts)
{
	int round;

	srand(2);
	for (round = 0; round < 20000; round++) {
		struct pj_arena *arena = pj_arena_new(1 << 20);
		struct pj_buf text = PJ_BUF_INIT;
		struct pj_block blocks[3];
		struct pj_segments segments;
		struct pj_doc doc;
		uint32_t i, at = 0;

		for (i = 0; i < 3; i++) {
			random_text(&text, rand() % 20);
			blocks[i] = (struct pj_block){
				.at = { at, (uint32_t)text.len } };
			pj_buf_putc(&text, '\n');
			at = (uint32_t)text.len;
		}
		doc = (struct pj_doc){ .text = pj_buf_str(&text),
			.blocks = blocks, .block_count = 3 };
		segments = segment(arena, &doc);
		check_cover(&doc, &segments);
		pj_buf_free(&text);
		pj_arena_free(arena);
	}
}

/* HEAD, and TIMES that PIECE: at most MOST sentences, none too long. */
static void
check_behind(const char *head, const char *piece, size_t times, size_t most)
{
	struct pj_arena *arena = pj_arena_new((size_t)1 << 30);
	struct pj_buf text = PJ_BUF_INIT;
	struct pj_segments segments;
	struct pj_block block;
	struct pj_doc doc;
	size_t i;

	pj_buf_puts(&text, head);
	for (i = 0; i < times; i++)
		pj_buf_puts(&text, piece);
	doc = one_block(pj_buf_str(&text), &block);
	segments = segment(arena, &doc);
	check_cover(&doc, &segments);
	cr_expect_leq(segments.sentence_count, most, "%s%s: %zu", head, piece,
	    segments.sentence_count);
	pj_buf_free(&text);
	pj_arena_free(arena);
}

static void
check_long(const char *piece, size_t times, size_t most)
{
	check_behind("", piece, times, most);
}

/* Whatever a text lacks, a sentence stays bounded and time linear. */
Test(segment_sentences, long_ones_are_cut, .timeout = 20)
{
	check_long("女", 1000000, 501);
	check_long("女人，", 300000, 600);
	check_long(" ", 1000000, 501);
	check_long("。", 1000000, 501);
	check_long("\U0001F469", 1000000, 501);
	check_long("《。", 1000000, 1000000);
	check_long("\U0001F469\u200D", 1000000, 1001);
	check_long("」", 1000000, 501);
	check_long("（", 1000000, 501);
	check_long("(\"「", 1000000, 1501);
	check_long("\"", 1000000, 501);
	check_long(". ", 100000, 100000);
	check_behind("#女警", "！", 50000, 26);
	check_behind("#女警", "，", 50000, 26);
	check_behind("#女警", "」", 50000, 26);
	check_behind("#女警", "　", 50000, 26);
	check_behind("\U0001F525", "！", 50000, 26);
}

Test(segment_sentences, cut_at_the_last_clause_mark)
{
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_buf text = PJ_BUF_INIT;
	struct pj_segments segments;
	struct pj_block block;
	struct pj_doc doc;
	int i;

	for (i = 0; i < PJ_SENTENCE_MAX - 5; i++)
		pj_buf_puts(&text, "女");
	pj_buf_puts(&text, "，");
	for (i = 0; i < 10; i++)
		pj_buf_puts(&text, "人");
	doc = one_block(pj_buf_str(&text), &block);
	segments = segment(arena, &doc);
	cr_assert_eq(segments.sentence_count, 2);
	cr_expect_eq(segments.sentences[1].at.begin, (PJ_SENTENCE_MAX - 4) * 3);
	pj_buf_free(&text);
	pj_arena_free(arena);
}

Test(segment_sentences, sentence_at_between_blocks_is_the_next)
{
	static const struct pj_block blocks[] = {
		{ .at = { 0, 3 } }, { .at = { 5, 8 } } };
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_doc doc = { .text = pj_str("女\n\n人"), .blocks = blocks,
		.block_count = 2 };
	struct pj_segments segments = segment(arena, &doc);

	cr_expect_eq(pj_segment_sentence_at(&segments, 2), 0);
	cr_expect_eq(pj_segment_sentence_at(&segments, 3), 1);
	cr_expect_eq(pj_segment_sentence_at(&segments, 7), 1);
	cr_expect_eq(pj_segment_sentence_at(&segments, 8), 2);
	pj_arena_free(arena);
}

Test(segment_sentences, stops_at_the_deadline)
{
	struct pj_arena *arena = pj_arena_new(1 << 24);
	struct pj_buf text = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct pj_segments segments;
	struct pj_block block;
	struct pj_doc doc;
	int i;

	for (i = 0; i < 100000; i++)
		pj_buf_puts(&text, "女");
	doc = one_block(pj_buf_str(&text), &block);
	cr_expect_not(pj_segment_doc(
	    arena, &doc, (struct pj_deadline){ 1 }, &segments, &err));
	cr_expect_eq(err.code, PJ_ELIMIT);
	pj_buf_free(&text);
	pj_arena_free(arena);
}
