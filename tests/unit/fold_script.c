#include "cases.h"
#include "pingjian/fold.h"

/* The script of a text is told by characters that only one script has. */

struct script_case {
	const char *why;
	const char *text;
	bool hans;
};

static const struct script_case scripts[] = {
	{ "Traditional", "昨日一名女司機停車時擦撞路旁的機車。", false },
	{ "Simplified", "昨日一名女司机停车时擦撞路旁的机车。", true },
	{ "one sign tells", "他们來了，国。", true },
	{ "nothing tells", "女主管分享心得。", false },
	{ "no Han at all", "Hello, world", false },
	{ "empty", "", false },
	{ "both scripts write 台里后干只云", "台北市里后干只云面才", false },
	{ "as many of both", "国國", false },
	{ "a pasted Simplified line in a Traditional draft",
	    "臺北市政府資訊局辦理數位課程，歡迎市民報名參加。\n\n"
	    "转贴：女强人分享。",
	    false },
	{ "a Traditional quotation in a Simplified draft",
	    "市政府将举办数字课程，欢迎市民报名参加，详情请见网站。\n\n"
	    "引用：「歡迎報名」",
	    true },
	{ "Traditional with a handful of short forms",
	    "臺灣女孩日活動，歡迎体驗、双人報名，與會貴賓致詞。", false },
	{ "everyday Traditional variants", "臺北裏外爲著妳羣眾說綫", false },
};

CASES(fold_script, tells, scripts)
{
	const struct script_case *c = &scripts[*row];

	cr_expect_eq(pj_text_is_hans(pj_str(c->text)), c->hans, "%s", c->why);
}

Test(fold_script, looks_no_further_than_the_bound)
{
	struct pj_buf text = PJ_BUF_INIT;

	pj_buf_puts(&text, "國");
	while (text.len < PJ_SCRIPT_BYTES)
		pj_buf_puts(&text, "甲");
	for (int i = 0; i < 100; i++)
		pj_buf_puts(&text, "国");
	cr_expect_not(pj_text_is_hans(pj_buf_str(&text)));
	text.ptr[0] = 'a'; /* no character in any case, but not 國 */
	text.ptr[1] = text.ptr[2] = 'a';
	cr_expect_not(pj_text_is_hans(pj_buf_str(&text)));
	memcpy(text.ptr, "国", 3);
	cr_expect(pj_text_is_hans(pj_buf_str(&text)));
	pj_buf_free(&text);
}

struct put_case {
	const char *why;
	const char *text;
	const char *want;
};

static const struct put_case puts_cases[] = {
	{ "Traditional", "護理師、職業與性別平等", "护理师、职业与性别平等" },
	{ "Simplified stays", "护理师", "护理师" },
	{ "what both scripts write stays", "主管、司", "主管、司" },
	{ "signs and Latin stay", "○○（AI）！\xF0\x9F\x98\x80 x",
	    "○○（AI）！\xF0\x9F\x98\x80 x" },
	{ "the other form of a variant", "臺北姊姊", "台北姐姐" },
	{ "she stays she", "她們", "她们" },
	{ "nothing", "", "" },
};

CASES(fold_script, puts_simplified, puts_cases)
{
	const struct put_case *c = &puts_cases[*row];
	struct pj_buf buf = PJ_BUF_INIT;

	pj_text_put_hans(&buf, pj_str(c->text));
	pj_buf_putc(&buf, '\0');
	cr_expect_str_eq(buf.ptr, c->want, "%s", c->why);
	pj_buf_free(&buf);
}
