#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "cases.h"
#include "pingjian/fold.h"
#include "pingjian/rules.h"

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
	{ "a word that keeps a character", "著作", "著作" },
	{ "others", "顯著、乾坤、名著", "显著、乾坤、名著" },
	{ "the character by itself", "跟著乾淨的", "跟着干净的" },
	{ "a word of other characters", "計畫、規畫", "计划、规划" },
	{ "a longer word before a shorter", "扭轉乾坤", "扭转乾坤" },
	{ "half a word at the end", "乾", "干" },
	{ "a Simplified word stays", "显著的著作", "显著的著作" },
	{ "not what ICU leaves Traditional", "銀髮族", "银发族" },
	{ "beyond the BMP", "\U00020000著\U00020000作", "\U00020000着\U00020000作" },
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

/* --- beside ICU ---------------------------------------------------------- */

#define TEXT_MAX 2000

/* S as ICU's transliterator has the whole of it; its length. */
static int32_t
by_icu(UTransliterator *simplify, const char *s, UChar out[TEXT_MAX])
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = 0, limit;

	u_strFromUTF8(out, TEXT_MAX, &len, s, -1, &status);
	limit = len;
	utrans_transUChars(simplify, out, &len, TEXT_MAX, 0, &limit, &status);
	cr_assert(U_SUCCESS(status), "%s", u_errorName(status));
	return len;
}

/* Whether all of the text is in GB 2312: a few words of ICU's are not. */
static bool
in_gb2312(UConverter *gb2312, const UChar *text, int32_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	static char bytes[4 * TEXT_MAX];

	ucnv_resetFromUnicode(gb2312);
	ucnv_fromUChars(gb2312, bytes, sizeof(bytes), text, len, &status);
	return U_SUCCESS(status);
}

static void
compare_one(UTransliterator *simplify, UConverter *gb2312, const char *s)
{
	static UChar want[TEXT_MAX], got[TEXT_MAX];
	int32_t want_len = by_icu(simplify, s, want), got_len = 0;
	struct pj_buf buf = PJ_BUF_INIT;
	UErrorCode status = U_ZERO_ERROR;

	pj_text_put_hans(&buf, pj_str(s));
	u_strFromUTF8(got, TEXT_MAX, &got_len, buf.ptr ? buf.ptr : "",
	    (int32_t)buf.len, &status);
	cr_assert(U_SUCCESS(status));
	if (in_gb2312(gb2312, want, want_len))
		cr_expect(got_len == want_len &&
			      !u_memcmp(got, want, want_len),
		    "%s: %.*s", s, (int)buf.len, buf.ptr);
	pj_buf_free(&buf);
}

/* Where the tests run in the source tree, what the shipped rules suggest. */
Test(fold_script, suggestions_are_as_icu_has_them)
{
	const char *dirs[] = { "lexicons" };
	struct pj_rules_options none = { 0 };
	UErrorCode status = U_ZERO_ERROR;
	struct pj_error err = { 0 };
	UTransliterator *simplify = utrans_openU(
	    u"Hant-Hans", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	UConverter *gb2312 = ucnv_open("GB2312", &status);
	struct pj_rules *rules = pj_rules_load(dirs, 1, &none, &err);
	size_t count = 0;

	ucnv_setFromUCallBack(gb2312, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL,
	    NULL, &status);
	cr_assert(U_SUCCESS(status), "%s", u_errorName(status));
	cr_assert(rules, "%s:%u: %s", err.where, err.line, err.message);
	compare_one(simplify, gb2312, "乾隆年間的巨著、規畫與計畫");
	for (size_t i = 0; i < rules->rule_count; i++)
		for (size_t k = 0; k < rules->rules[i].suggest.count; k++, count++)
			compare_one(simplify, gb2312,
			    rules->rules[i].suggest.at[k]);
	cr_expect_gt(count, 100);
	pj_rules_free(rules);
	ucnv_close(gb2312);
	utrans_close(simplify);
}
