#include <criterion/criterion.h>

#include "small.h"

/*
 * Where a hit stands may raise it: in a hashtag, or on the first line of a
 * social post.  One rule raises by both and by headings.
 */
struct place_case {
	const char *why;
	const char *text;
	const char *want; /* as small_decisions writes it */
};

#define TEN "甲乙丙丁戊己庚辛壬癸"
#define FIFTY TEN TEN TEN TEN TEN

static struct place_case cases[] = {
	{ "in a sentence", "市府說，辣妹來。", "辣妹:kept" },
	{ "in a hashtag", "來逛燈節。 #辣妹警察", "辣妹:kept:error" },
	{ "full-width hash", "來逛燈節。 ＃辣妹警察", "辣妹:kept:error" },
	{ "in the second of two", "來。 #燈節#辣妹警察",
	    "辣妹:kept:error" },
	{ "behind a hashtag", "來。\n\n#燈節 辣妹來。", "辣妹:kept" },
	{ "a hash within a word is none", "甲。\n\n看#辣妹警察帶路",
	    "辣妹:kept" },
	{ "not across two hashtags", "來。 #警辣#妹警察", "辣#妹:spread" },
	{ "spread within a sentence", "來。辣#妹。", "辣#妹:kept" },
	{ "in a heading", "甲。\n\n# 辣妹", "辣妹:kept:error" },

	{ "a letter with an extension", "辣妹來囉\n\n請洽分機 #三 號。",
	    "辣妹:kept" },
	{ "an item of a list", "辣妹 依 #乙 案辦理。\n\n今晚見。",
	    "辣妹:kept" },
	{ "a hashtag further below", "辣妹來囉\n\n看 #台北燈節 的人\n\n今晚見。",
	    "辣妹:kept" },
	{ "a hashtag in the first block", "辣妹來 #台北燈節 囉\n\n今晚見。",
	    "辣妹:kept:error" },
	{ "a row behind the text", "辣妹來囉\n\n今晚見。 #台北 #燈節",
	    "辣妹:kept:error" },
	{ "one tag behind the text", "辣妹來囉\n\n今晚見。 #燈節活動",
	    "辣妹:kept" },
	{ "a row with a Latin tag", "辣妹來囉\n\n今晚見。\n#台北 #Taipei",
	    "辣妹:kept:error" },
	{ "two tags written together", "辣妹來囉\n\n今晚見。 ＃台北＃燈節",
	    "辣妹:kept:error" },
	{ "a telephone", "辣妹 \U0001F4DE02-27208889\n\n今晚見。",
	    "辣妹:kept" },
	{ "an emoji further below", "辣妹來囉\n\n今晚見\U0001F525。",
	    "辣妹:kept" },
	{ "first line, no post", "辣妹來囉\n\n今晚見。", "辣妹:kept" },
	{ "first line of a post with a hashtag",
	    "辣妹來囉\n\n今晚見。\n\n#台北燈節", "辣妹:kept:error" },
	{ "first line of a post with an emoji",
	    "\U0001F525辣妹來囉\n\n今晚見。", "辣妹:kept:error" },
	{ "the second line", "大家好\n辣妹來囉\U0001F525", "辣妹:kept" },
	{ "the second block", "大家好\n\n辣妹來囉\U0001F525", "辣妹:kept" },
	{ "within the first sixty characters", FIFTY "辣妹來囉\U0001F525",
	    "辣妹:kept:error" },
	{ "behind the first sixty characters",
	    FIFTY TEN "辣妹來囉\U0001F525", "辣妹:kept" },
};

/* The rule of all tests here. */
static const struct pj_condition raise = { PJ_EFFECT_RAISE,
	{ .kind = PJ_TEST_BLOCK,
	    .blocks = 1 << PJ_BLOCK_HEADING | PJ_PLACE_HASHTAG |
	              PJ_PLACE_FIRST_LINE } };

ParameterizedTestParameters(resolve_place, raises)
{
	return SMALL_CASES(cases);
}

ParameterizedTest(size_t *number, resolve_place, raises)
{
	const struct place_case *c = &cases[*number];
	struct small *s = small_new();

	small_rule(s, "c.a", PJ_WARNING);
	s->rule[0].conditions = &raise;
	s->rule[0].condition_count = 1;
	small_term(s, "辣妹", PJ_USE_RULE, 0);
	small_build(s);
	small_text(s, c->text);
	small_resolve(s);
	cr_expect_str_eq(small_decisions(s), c->want, "%s: %s, want %s", c->why,
	    small_decisions(s), c->want);
	small_free(s);
}

/* --- what is a post */

struct post_case {
	const char *why;
	enum pj_format format;
	enum pj_block_kind kind; /* of the second block */
	size_t chars;            /* of the third */
	const char *want;
};

static struct post_case post_cases[] = {
	{ "plain text", PJ_FORMAT_TEXT, PJ_BLOCK_PARAGRAPH, 1,
	    "辣妹:kept:error" },
	{ "as long as a post may be", PJ_FORMAT_TEXT, PJ_BLOCK_PARAGRAPH,
	    PJ_POST_MAX - 10, "辣妹:kept:error" },
	{ "longer than that", PJ_FORMAT_TEXT, PJ_BLOCK_PARAGRAPH,
	    PJ_POST_MAX - 9, "辣妹:kept" },
	{ "a piece of HTML", PJ_FORMAT_HTML, PJ_BLOCK_PARAGRAPH, 1,
	    "辣妹:kept:error" },
	{ "a page with a title", PJ_FORMAT_HTML, PJ_BLOCK_TITLE, 1,
	    "辣妹:kept" },
	{ "a text with a title", PJ_FORMAT_TEXT, PJ_BLOCK_TITLE, 1,
	    "辣妹:kept:error" },
	{ "a file of Word", PJ_FORMAT_DOCX, PJ_BLOCK_PARAGRAPH, 1,
	    "辣妹:kept" },
};

ParameterizedTestParameters(resolve_place, posts)
{
	return SMALL_CASES(post_cases);
}

ParameterizedTest(size_t *number, resolve_place, posts)
{
	const struct post_case *c = &post_cases[*number];
	struct pj_buf text = PJ_BUF_INIT;
	struct small *s = small_new();
	size_t i;

	small_rule(s, "c.a", PJ_WARNING);
	s->rule[0].conditions = &raise;
	s->rule[0].condition_count = 1;
	small_term(s, "辣妹", PJ_USE_RULE, 0);
	small_build(s);
	pj_buf_puts(&text, "\U0001F525辣妹來\n\n乙\n\n"); /* nine */
	for (i = 0; i < c->chars; i++)
		pj_buf_puts(&text, "甲");
	pj_buf_putc(&text, '\n');
	pj_buf_putc(&text, '\0');
	small_text(s, text.ptr);
	s->doc.format = c->format;
	s->block[1].kind = c->kind;
	cr_assert(pj_segment_doc(s->arena, &s->doc, (struct pj_deadline){ 0 },
	    &s->segments, &s->err));
	small_resolve(s);
	cr_expect_str_eq(small_decisions(s), c->want, "%s: %s", c->why,
	    small_decisions(s));
	pj_buf_free(&text);
	small_free(s);
}

/* --- counterparts among hashtags */

static struct place_case pair_cases[] = {
	{ "in the next hashtag", "#男警 #女警", "女警:pair" },
	{ "in one before", "\U0001F525＃男警 #燈節＃女警", "女警:pair" },
	{ "in the text before", "男警來了。 #女警", "女警:kept" },
	{ "in another block", "#男警\n\n#女警", "女警:kept" },
	{ "text between", "#男警 來了 #女警", "女警:kept" },
	{ "none", "#燈節 #女警", "女警:kept" },
};

ParameterizedTestParameters(resolve_place, pairs)
{
	return SMALL_CASES(pair_cases);
}

ParameterizedTest(size_t *number, resolve_place, pairs)
{
	const struct place_case *c = &pair_cases[*number];
	struct small *s = small_new();

	small_rule(s, "c.a", PJ_WARNING);
	s->rule[0].pair = true;
	small_term(s, "女警", PJ_USE_RULE, 0);
	small_pair(s, "女", "男");
	small_build(s);
	small_text(s, c->text);
	small_resolve(s);
	cr_expect_str_eq(small_decisions(s), c->want, "%s: %s, want %s", c->why,
	    small_decisions(s), c->want);
	small_free(s);
}
