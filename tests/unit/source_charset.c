#include <sys/resource.h>
#include <unicode/ucnv.h>

#include "../../src/source/source.h"
#include "cases.h"
#include "pingjian/arena.h"
#include "pingjian/limits.h"
#include "pingjian/utf8.h"

/* Short texts, encoded by ICU, must be told by their bytes alone. */
struct charset_case {
	const char *why;
	const char *text;
	const char *converter;
	const char *want;
};

static struct charset_case cases[] = {
	{ "ten characters", "他是一位女強人主管。", "windows-950", "big5" },
	{ "trail bytes 5C", "功許蓋餐淚育會魯", "windows-950", "big5" },
	{ "backslashes in a sentence", "許功蓋餐廳開幕了", "windows-950",
	    "big5" },
	{ "trail bytes 7C", "院四舉罵", "windows-950", "big5" },
	{ "three words", "外籍新娘", "windows-950", "big5" },
	{ "with ASCII", "2024年3月8日 婦女節 ABC", "windows-950", "big5" },
	{ "signs around", "「女司機」開車！", "windows-950", "big5" },
	{ "names with rare ones", "翁曉玲、葛葆萱到場", "windows-950", "big5" },
	{ "ETEN additions", "碁峰公司裏面恒溫", "ibm-1375_P100-2008", "big5" },
	{ "a letter's head", "檔　　號：保存年限：", "windows-950", "big5" },
	{ "a long line",
	    "為保障婦女權益，臺南市政府於今日上午召開記者會說明各項措施。",
	    "windows-950", "big5" },
	{ "Simplified, ten", "她是一位女强人主管。", "gb18030", "gb18030" },
	{ "Simplified, five", "女司机开车", "gb18030", "gb18030" },
	{ "Simplified, a sentence", "妇女能顶半边天，男女都一样。", "gb18030",
	    "gb18030" },
	{ "Simplified with ASCII", "2024年3月8日 妇女节 ABC", "gb18030",
	    "gb18030" },
	{ "four bytes in GB18030", "这个𠮷字是女性的名字", "gb18030",
	    "gb18030" },
	{ "Traditional in GB18030", "這位女士是總統府的發言人，她說明政策。",
	    "gb18030", "gb18030" },
	{ "UTF-8", "女司機", "UTF-8", "utf-8" },
	{ "UTF-8 with its mark", "\xEF\xBB\xBF女司機", "UTF-8", "utf-8" },
	{ "ASCII", "plain words", "UTF-8", "utf-8" },
	{ "nothing", "", "UTF-8", "utf-8" },
	{ "UTF-16LE, no mark", "他是女強人。\n", "UTF-16LE", "utf-16le" },
	{ "UTF-16BE, no mark", "他是女強人。\n", "UTF-16BE", "utf-16be" },
	{ "UTF-16LE of ASCII", "plain words", "UTF-16LE", "utf-16le" },
	{ "UTF-16BE of ASCII", "plain words", "UTF-16BE", "utf-16be" },
	{ "UTF-16LE with its mark", "\xEF\xBB\xBF女", "UTF-16LE", "utf-16le" },
	{ "UTF-16BE with its mark", "\xEF\xBB\xBF女", "UTF-16BE", "utf-16be" },
	{ "UTF-32LE with its mark", "\xEF\xBB\xBF女", "UTF-32LE", "utf-32le" },
	{ "Japanese", "これは日本語の文章です。とても短いです。", "Shift_JIS",
	    "Shift_JIS" },
	{ "Korean", "이것은 한국어 문장입니다. 아주 짧습니다.", "EUC-KR",
	    "EUC-KR" },
};

/* TEXT encoded; the mark U+FEFF is encoded like any character. */
static struct pj_str
encode(const char *text, const char *converter, char *space, size_t size)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *from = ucnv_open("UTF-8", &status);
	UConverter *to = ucnv_open(converter, &status);
	const char *in = text;
	char *out = space;

	ucnv_convertEx(to, from, &out, space + size, &in, text + strlen(text),
	    NULL, NULL, NULL, NULL, true, true, &status);
	cr_assert(U_SUCCESS(status), "%s: %s", converter, u_errorName(status));
	ucnv_close(from);
	ucnv_close(to);
	return (struct pj_str){ space, (size_t)(out - space) };
}

CASES(charset, detect, cases)
{
	const struct charset_case *c = &cases[*row];
	char space[512];
	struct pj_str bytes =
	    encode(c->text, c->converter, space, sizeof(space));
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_source source = { .bytes = bytes };
	struct pj_error err = { 0 };
	struct pj_str text;
	size_t replaced, skip = !strncmp(c->text, "\xEF\xBB\xBF", 3) ? 3 : 0;

	source.charset =
	    pj_charset_detect(bytes, NULL, &source.bom, &source.valid,
		&source.doubtful);
	cr_assert_not_null(source.charset, "%s", c->why);
	cr_assert_str_eq(
	    source.charset, c->want, "%s: got %s", c->why, source.charset);
	cr_assert(pj_source_decode(arena, &source, &text, &replaced, &err));
	cr_expect(pj_str_equal(text, pj_str(c->text + skip)), "%s: \"%.*s\"",
	    c->why, (int)text.len, text.ptr);
	cr_expect_eq(replaced, 0);
	pj_arena_free(arena);
}

struct bytes_case {
	const char *why;
	const char *bytes;
	const char *charset; /* NULL: none */
	const char *text;    /* decoded, if that matters */
	size_t replaced;
	bool doubtful;
};

/* 他是女司機。 in Big5. */
#define DRIVER "\xA5\x4C\xAC\x4F\xA4\x6B\xA5\x71\xBE\xF7\xA1\x43"

static struct bytes_case raw_cases[] = {
	{ "one wrong byte does not unmake UTF-8", "女強人是\xFF主管", "utf-8",
	    "女強人是\xEF\xBF\xBD主管", 1, false },
	{ "a character cut off at the end", "女強人\xE4\xB8", "utf-8",
	    "女強人\xEF\xBF\xBD", 1, false },
	{ "a meta that is wrong about UTF-8",
	    "<meta charset=big5><p>女強人</p>", "utf-8", NULL, 0, false },
	{ "a meta for what statistics would not tell",
	    "<meta charset='windows-1252'>caf\xE9", "windows-1252", NULL, 0, true },
	{ "the long form of a meta",
	    "<META http-equiv=Content-Type content=\"text/html; "
	    "charset=GB2312\">\xC5\xAE",
	    "gb18030", NULL, 0, false },
	{ "an XML declaration", "<?xml version='1.0' encoding='big5'?>\xA4\x6B",
	    "big5", NULL, 0, false },
	{ "Big5 that says it is Latin-1", "<meta charset=iso-8859-1>" DRIVER,
	    "big5", "<meta charset=iso-8859-1>他是女司機。", 0, false },
	{ "Big5 that says it is Japanese", "<meta charset=shift_jis>" DRIVER,
	    "big5", NULL, 0, false },
	{ "Big5 that says it is GB 2312", "<meta charset=gb2312>" DRIVER,
	    "big5", NULL, 0, false },
	{ "no page is UTF-7", "<meta charset=utf-7>" DRIVER, "big5", NULL, 0, false },
	{ "nor EBCDIC", "<meta charset=ibm-037>" DRIVER, "big5", NULL, 0, false },
	{ "nor SCSU", "<meta charset=scsu>" DRIVER, "big5", NULL, 0, false },
	{ "UTF-8 by chance is no reason for Latin-1",
	    "<meta charset=iso-8859-1>caf\xC3\xA9", "utf-8", NULL, 0, false },
	{ "a declaration that the bytes deny",
	    "<meta charset=euc-kr>na\xEFve caf\xE9 \xFF", "ISO-8859-1", NULL,
	    0, true },
	{ "a charset that is none",
	    "<meta charset=nonsense>\xA4\x6B\xA5\x71"
	    "\xBE\xF7\xB6\x7D\xA8\xAE",
	    "big5", NULL, 0, false },
	{ "an unmapped pair of Big5",
	    "\xA4\x6B\xA5\x71\xBE\xF7\xFF\xB6\x7D"
	    "\xA8\xAE",
	    "big5", "女司機\xEF\xBF\xBD開車", 1, false },
};

CASES(charset, raw, raw_cases)
{
	const struct bytes_case *c = &raw_cases[*row];
	struct pj_source source = { .bytes = pj_str(c->bytes) };
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_error err = { 0 };
	struct pj_str text;
	size_t replaced;

	source.charset =
	    pj_charset_detect(source.bytes, NULL, &source.bom, &source.valid,
		&source.doubtful);
	cr_assert_not_null(source.charset, "%s", c->why);
	cr_assert_str_eq(
	    source.charset, c->charset, "%s: got %s", c->why, source.charset);
	cr_assert(pj_source_decode(arena, &source, &text, &replaced, &err));
	cr_expect_eq(pj_utf8_valid_prefix(text), text.len);
	cr_expect_eq(replaced, c->replaced, "%s: %zu", c->why, replaced);
	cr_expect_eq(source.doubtful, c->doubtful, "%s", c->why);
	if (c->text)
		cr_expect(pj_str_equal(text, pj_str(c->text)), "%s: \"%.*s\"",
		    c->why, (int)text.len, text.ptr);
	pj_arena_free(arena);
}

struct name_case {
	const char *name;
	const char *want;
};

static struct name_case names[] = {
	{ "UTF8", "utf-8" },
	{ "Big5", "big5" },
	{ "CP950", "big5" },
	{ "big5-hkscs", "big5" },
	{ "GBK", "gb18030" },
	{ "gb2312", "gb18030" },
	{ "cp936", "gb18030" },
	{ "utf-16", "utf-16le" },
	{ "latin1", "ISO-8859-1" },
	{ "no-such-charset", NULL },
	{ "", NULL },
};

CASES(charset, name, names)
{
	const struct name_case *c = &names[*row];
	const char *got = pj_charset_find(c->name);

	if (!c->want)
		cr_assert_null(got, "%s: %s", c->name, got);
	else
		cr_assert(got && !strcmp(got, c->want), "%s: %s", c->name,
		    got ? got : "(none)");
}

Test(charset, a_nul_is_a_character)
{
	struct pj_source source = { .bytes = { "\xA4\x6B\0\xA5\x71", 5 },
		.charset = "big5" };
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_error err = { 0 };
	struct pj_str text;
	size_t replaced;

	cr_assert(pj_source_decode(arena, &source, &text, &replaced, &err));
	cr_expect_eq(text.len, 7);
	cr_expect_eq(text.ptr[3], '\0');
	pj_arena_free(arena);
}

Test(charset, valid_utf8_is_borrowed)
{
	struct pj_source source = { .bytes = pj_str("\xEF\xBB\xBF女"),
		.charset = "utf-8",
		.bom = 3,
		.valid = true };
	struct pj_error err = { 0 };
	struct pj_str text;
	size_t replaced;

	cr_assert(pj_source_decode(NULL, &source, &text, &replaced, &err));
	cr_expect_eq(text.ptr, source.bytes.ptr + 3);
}

Test(charset, what_is_not_whole_may_stand_behind_much_ASCII)
{
	static char page[40000];
	struct pj_str bytes = { page, sizeof(page) };
	size_t bom;
	bool valid, doubtful;
	const char *name;

	memset(page, ' ', sizeof(page));
	memcpy(page, "<meta charset=iso-8859-1>", 25);
	memcpy(page + 39001, DRIVER, sizeof(DRIVER) - 1);
	name = pj_charset_detect(bytes, NULL, &bom, &valid, &doubtful);
	cr_expect_str_eq(name, "big5");
	cr_expect_not(doubtful);
}

Test(charset, an_error_of_the_converter_is_named)
{
	struct pj_source source = { .bytes = pj_str("\xA4\x6B"),
		.charset = "no-such-charset" };
	struct pj_arena *arena = pj_arena_new(1 << 20);
	struct pj_error err = { 0 };
	struct pj_str text;
	size_t replaced;

	cr_expect_not(
	    pj_source_decode(arena, &source, &text, &replaced, &err));
	cr_expect_eq(err.code, PJ_EFORMAT);
	cr_expect_not_null(strstr(err.message, "U_FILE_ACCESS_ERROR"), "%s",
	    err.message);
	pj_arena_free(arena);
}

/* ASan keeps so much address space that no limit on it can be set. */
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
Test(charset, no_memory_is_no_broken_text)
{
	struct rlimit limit = { (rlim_t)256 << 20, (rlim_t)256 << 20 };
	size_t len = (size_t)100 << 20, replaced, i;
	char *big = malloc(len);
	struct pj_source source = { .bytes = { big, len },
		.charset = "big5" };
	struct pj_arena *arena = pj_arena_new(PJ_ARENA_MAX);
	struct pj_error err = { 0 };
	struct pj_str text;

	cr_assert_not_null(big);
	for (i = 0; i < len; i += 2)
		memcpy(big + i, "\xA4\x6B", 2);
	cr_assert_eq(setrlimit(RLIMIT_AS, &limit), 0);
	cr_expect_not(
	    pj_source_decode(arena, &source, &text, &replaced, &err));
	cr_expect_eq(err.code, PJ_ENOMEM, "%s", err.message);
	pj_arena_free(arena);
	free(big);
}
#endif
