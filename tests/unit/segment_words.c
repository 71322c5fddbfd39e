#include <criterion/criterion.h>

#include "pingjian/segment.h"

/* Clauses and word boundaries; ‹…› stands around the place in question. */

struct place {
	char text[512];
	struct pj_text_span at;
};

static struct place
parse(const char *marked)
{
	static const char open[] = "‹", close[] = "›";
	const char *begin = strstr(marked, open), *end = strstr(marked, close);
	struct place place = { .text = "" };

	cr_assert(begin && end, "%s", marked);
	place.at.begin = (uint32_t)(begin - marked);
	place.at.end = (uint32_t)(end - marked - 3);
	memcpy(place.text, marked, place.at.begin);
	memcpy(place.text + place.at.begin, begin + 3,
	    (size_t)(end - begin - 3));
	strcpy(place.text + place.at.end, end + 3);
	return place;
}

struct clause_case {
	const char *why;
	const char *marked;
	const char *want;
};

static const struct clause_case clauses[] = {
	{ "all", "一名‹女司機›停車", "一名女司機停車" },
	{ "commas", "昨天，一名‹女司機›停車、離開", "一名女司機停車" },
	{ "a colon", "標題：‹女司機›停車：好", "女司機停車" },
	{ "stops", "好。‹女司機›停車！好", "女司機停車" },
	{ "quotation marks", "稱為「‹女司機›」者", "女司機" },
	{ "brackets", "她（‹女司機›）來", "女司機" },
	{ "a space", "台北 ‹女司機›停車 好", "女司機停車" },
	{ "a wide space", "台北　‹女司機›停車　好", "女司機停車" },
	{ "a soft line end", "台北\n‹女司機›停\n車", "台北\n女司機停\n車" },
	{ "with indentation", "台北 \n　　‹女司機›停\n　　車",
	    "台北 \n　　女司機停\n　　車" },
	{ "emoji", "台北✨‹女司機›\U0001F449停", "女司機" },
	{ "a number is whole", "共1,200名‹女司機›10:30停",
	    "共1,200名女司機10:30停" },
	{ "inside the place nothing is cut", "這位‹辣 妹›來", "這位辣 妹來" },
};

Test(segment_words, clauses)
{
	size_t i;

	for (i = 0; i < sizeof(clauses) / sizeof(*clauses); i++) {
		const struct clause_case *c = &clauses[i];
		struct place place = parse(c->marked);
		struct pj_doc doc = { .text = pj_str(place.text) };
		struct pj_text_span all = { 0, (uint32_t)doc.text.len };
		struct pj_str got = pj_str_at(
		    doc.text, pj_segment_clause(&doc, all, place.at));

		cr_expect(pj_str_equal(got, pj_str(c->want)),
		    "%s: “%.*s”, want “%s”", c->why, (int)got.len, got.ptr,
		    c->want);
	}
}

Test(segment_words, clause_stays_in_the_sentence)
{
	struct pj_doc doc = { .text = pj_str("女女女女") };
	struct pj_text_span got = pj_segment_clause(&doc,
	    (struct pj_text_span){ 3, 9 }, (struct pj_text_span){ 3, 6 });

	cr_expect_eq(got.begin, 3);
	cr_expect_eq(got.end, 9);
}

Test(segment_words, clause_is_bounded)
{
	static char text[3 * 5000];
	struct pj_doc doc = { .text = { text, sizeof(text) } };
	struct pj_text_span got;
	size_t i;

	for (i = 0; i < sizeof(text); i += 3)
		memcpy(text + i, "女", 3);
	got = pj_segment_clause(&doc,
	    (struct pj_text_span){ 0, sizeof(text) },
	    (struct pj_text_span){ 6000, 6006 });
	cr_expect_eq(got.begin, 6000 - PJ_CLAUSE_MAX / 2 * 3);
	cr_expect_eq(got.end, 6006 + PJ_CLAUSE_MAX / 2 * 3);
}

struct word_case {
	const char *why;
	const char *marked;
	bool want;
};

static const struct word_case words[] = {
	{ "a word", "一名‹女人›停車", true },
	{ "the whole clause", "‹女司機›", true },
	{ "國小|三年級", "國‹小三›年級", false },
	{ "婦女|司|機關", "婦‹女司機›關", false },
	{ "支援|交通", "支‹援交›通", false },
	{ "遺失|身分證", "遺‹失身›分證", false },
	{ "採買|春節", "採‹買春›節", false },
	{ "Simplified", "遗‹失身›分证", false },
	{ "a soft line end inside the words", "支‹援\n　　交›通", false },
	{ "spread out", "支 ‹援 交› 通", false },
	{ "spread out with marks", "支*‹援*交›*通", false },
	{ "invisible inside the words", "支\u200B‹援\u200B交›\u200B通", false },
	{ "a word spread out", "一名‹女*人›停車", true },
	{ "compatibility ideographs", "一名‹\uF981人›停車", true },
	{ "radicals", "一名‹\u2F25\u2F08›停車", true },
	{ "Latin among Chinese", "歡迎‹Chairman›致詞", true },
	{ "Latin between spaces", "本屆 ‹chairman› 致詞", true },
	{ "full-width Latin", "本屆‹ｃｈａｉｒｍａｎ›致詞", true },
	{ "the head of a longer Latin word", "談‹sportsman›ship精神", false },
	{ "the tail of a longer Latin word", "本‹woman›izer", false },
	{ "a plural", "兩位‹salesgirl›s到場", false },
	{ "a possessive", "見‹chairman›'s信", false },
	{ "full-width around half-width", "ｗｏ‹man›", false },
	{ "a digit follows", "型號‹man›2", false },
	{ "a name with underscores", "檔案‹chairman›_list", false },
	{ "a domain", "見www.‹chairman›.com網站", false },
	{ "both parts of a hyphenated word", "談‹man-made›湖", true },
	{ "an e-mail address", "寄‹chairman›@example.org", false },
	/* these are words to ICU: rules must look at the sign next to them */
	{ "half of a hyphenated word", "談‹man›-made湖", true },
	{ "a path", "見example.org/‹chairman›頁", true },
};

Test(segment_words, bounded)
{
	struct pj_words *segmenter = pj_words_new();
	size_t i;

	cr_assert_not_null(segmenter);
	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		const struct word_case *c = &words[i];
		struct place place = parse(c->marked);
		struct pj_str text = pj_str(place.text);
		bool unsure = true;

		cr_expect_eq(pj_words_bounded(segmenter, text,
				 (struct pj_text_span){
				     0, (uint32_t)text.len },
				 place.at, &unsure),
		    c->want, "%s: %s", c->why, c->marked);
		cr_expect_not(unsure);
	}
	pj_words_free(segmenter);
}

/* The kept clause must not answer for another one at the same address. */
Test(segment_words, another_text_at_the_same_place)
{
	struct pj_words *segmenter = pj_words_new();
	struct pj_text_span clause = { 0, 12 }, at = { 3, 9 };
	char text[] = "支援交通";
	struct pj_str s = { text, 12 };

	cr_expect_not(pj_words_bounded(segmenter, s, clause, at, NULL));
	memcpy(text, "的女人是", 12);
	cr_expect(pj_words_bounded(segmenter, s, clause, at, NULL));
	memcpy(text, "支援交通", 12);
	cr_expect_not(pj_words_bounded(segmenter, s, clause, at, NULL));
	pj_words_free(segmenter);
}

Test(segment_words, free_accepts_null)
{
	pj_words_free(NULL);
}
