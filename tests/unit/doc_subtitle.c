#include "blocks.h"

/* What is said in a file of subtitles, as blocks. */
struct subtitle_case {
	const char *why;
	enum pj_format format;
	const char *file;
	const char *want;
};

#define SRT PJ_FORMAT_SRT
#define VTT PJ_FORMAT_VTT
#define P "paragraph|"
#define ONE "1\n00:00:01,000 --> 00:00:02,000\n"
#define TWO "\n\n2\n00:00:02,000 --> 00:00:03,000\n"
#define LATER "\n\n3\n00:00:09,000 --> 00:00:10,000\n"
#define HEAD "WEBVTT\n\n"
#define CUE "00:01.000 --> 00:02.000\n"
#define NEXT "\n\n00:02.000 --> 00:03.000 line:0 align:start\n"

static struct subtitle_case cases[] = {
	{ "a phrase across two cues", SRT, ONE "女" TWO "司機", P "女/司機\n" },
	{ "two lines of a cue", SRT, ONE "女\n司機\n", P "女/司機\n" },
	{ "CR LF", SRT, "1\r\n00:00:01,000 --> 00:00:02,000\r\n女\r\n司\r\n\r\n",
	    P "女/司\n" },
	{ "a pause ends it", SRT, ONE "女" LATER "司機", P "女\n" P "司機\n" },
	{ "so does a full stop", SRT, ONE "女。」" TWO "司機",
	    P "女。」\n" P "司機\n" },
	{ "and who speaks next", SRT, ONE "- 女\n- 司機" TWO "－好",
	    P "- 女\n" P "- 司機\n" P "－好\n" },
	{ "an ellipsis does not", SRT, ONE "女…" TWO "…司機",
	    P "女…/…司機\n" },
	{ "tags are no words", SRT,
	    ONE "{\\an8}<font color=\"女\">女</font><i>司</I>機", P "女司機\n" },
	{ "other signs are", SRT, ONE "<3 {女} <司機> a<b &女 <x>",
	    P "<3 {女} <司機> a<b &女 <x>\n" },
	{ "references", SRT, ONE "A&amp;B &lt;3 &#22899;&nosuch;",
	    P "A&B <3 女&nosuch;\n" },
	{ "a cue without its number, and no blank line", SRT,
	    "00:01,0 --> 00:02,000\n女\n2\n00:00:02.000-->00:00:03.000 x:1\n司",
	    P "女/司\n" },
	{ "a cue without words", SRT, ONE "\n" TWO "女", P "女\n" },
	{ "a blank line in a cue", SRT, ONE "女\n\n司機" TWO "好",
	    P "女/司機/好\n" },
	{ "words that are a number", SRT, ONE "2024\n年" TWO "3月",
	    P "2024/年/3月\n" },
	{ "timings that are none are words", SRT,
	    ONE "女 --> 司機\n00:61:00,000 --> 00:00:00,000\n1:2:3 -> 1:2:4",
	    P "女 --> 司機/00:61:00,000 --> 00:00:00,000/1:2:3 -> 1:2:4\n" },
	{ "words before all cues", SRT, "女司機\n\n" ONE "好",
	    P "女司機/好\n" },
	{ "the end of the file cuts a cue off", SRT, ONE "女" TWO, P "女\n" },
	{ "nothing", SRT, "", "" },
	{ "WebVTT's notes and styles", VTT,
	    "WEBVTT 女\nKind: 女\n\nNOTE\n女\n女\n\nNOTE 女\n\nSTYLE\n"
	    "::cue(女) {}\n\nREGION\nid:女\n\n" CUE "司機",
	    P "司機\n" },
	{ "a cue's name and settings", VTT, HEAD "女司機\n" CUE "女" NEXT "司機",
	    P "女/司機\n" },
	{ "classes and times in a cue", VTT,
	    HEAD CUE "<c.yellow.bg>女</c><00:00:01.500><lang zh>司</lang>機",
	    P "女司機\n" },
	{ "a reading beside its characters", VTT,
	    HEAD CUE "<ruby>女<rt>ㄋㄩˇ</rt></ruby>司機", P "女司機\n" },
	{ "who speaks, once", VTT,
	    HEAD CUE "<v.loud 女記者>女</v>" NEXT "<v 女記者>司機</v>",
	    "field|女記者\n" P "女/司機\n" },
	{ "and the next", VTT, HEAD CUE "<v 甲>女" NEXT "<v 乙>司機",
	    "field|甲\n" P "女\nfield|乙\n" P "司機\n" },
	{ "captions that roll up are read once", VTT,
	    HEAD CUE "女\n司" NEXT "司\n機", P "女/司/機\n" },
	{ "a line again within a cue is one more", VTT, HEAD CUE "女\n女",
	    P "女/女\n" },
	{ "words that look like a section in a cue", VTT,
	    HEAD CUE "NOTE 女\nSTYLE", P "NOTE 女/STYLE\n" },
};

CASES(subtitle, blocks, cases)
{
	const struct subtitle_case *c = &cases[*row];
	struct blocks b;

	blocks_read(&b, c->format, pj_str(c->file));
	cr_expect_str_eq(
	    blocks_show(&b), c->want, "%s:\n%s", c->why, b.shown.ptr);
	blocks_check_runs(&b);
	blocks_free(&b);
}

Test(subtitle, a_note_may_be_a_directive)
{
	struct blocks b;

	blocks_read(&b, VTT,
	    pj_str(HEAD "NOTE pingjian-disable-next a.b -- 引用\n\n" CUE "女"));
	cr_assert_eq(b.doc.directive_count, 1);
	cr_expect(pj_str_equal(b.doc.directives[0].body,
	    pj_str("pingjian-disable-next a.b -- 引用")));
	cr_expect_eq(b.doc.directives[0].line, 3);
	cr_expect_str_eq(blocks_show(&b), P "女\n");
	blocks_free(&b);
}

Test(subtitle, a_directive_is_not_for_the_name_of_who_speaks)
{
	struct blocks b;

	blocks_read(&b, VTT,
	    pj_str(HEAD "NOTE pingjian-a\n\nNOTE pingjian-b\n\n" CUE
			"<v 甲>女\n\nNOTE pingjian-c\n"));
	cr_assert_eq(b.doc.directive_count, 3);
	cr_expect_eq(b.doc.directives[0].at, 0);
	cr_expect_eq(b.doc.directives[1].at, 4, "behind 甲");
	cr_expect_eq(b.doc.directives[2].at, 8, "at the end");
	blocks_free(&b);
}

Test(subtitle, words_know_when_they_are_said)
{
	static const char file[] = ONE "女<b>司</b>" TWO "機";
	const struct pj_address *a;
	struct blocks b;

	blocks_read(&b, SRT, pj_str(file));
	a = pj_doc_address_at(&b.doc, 0);
	cr_assert(a);
	cr_expect_eq(a->time[0], 1000);
	cr_expect_eq(a->time[1], 2000);
	cr_expect_eq(pj_doc_address_at(&b.doc, 3), a, "the same cue");
	a = pj_doc_address_at(&b.doc, 7);
	cr_expect_eq(a->time[1], 3000, "機, behind the line end");
	cr_expect_eq(blocks_check_runs(&b), b.doc.run_count,
	    "every run leads to its own bytes");
	cr_expect_eq(pj_doc_run_at(&b.doc, 3)->offset,
	    (uint32_t)(strstr(file, "司") - file));
	blocks_free(&b);
}

Test(subtitle, a_byte_order_mark_counts_as_in_plain_text)
{
	struct blocks b = { .source = { .path = "t",
				.bytes = pj_str("\xEF\xBB\xBF" ONE "女"),
				.format = SRT,
				.charset = "utf-8",
				.valid = true,
				.bom = 3 } };
	struct pj_error err = { 0 };

	b.arena = pj_arena_new(1 << 20);
	b.notes.arena = b.arena;
	cr_assert(pj_doc_read(b.arena, &b.source, &PJ_LIMITS_DEFAULT,
	    pj_deadline_in(20), &b.doc, &b.notes, &err));
	cr_expect_eq(blocks_check_runs(&b), 1);
	cr_expect_eq(b.doc.runs[0].offset, 3 + strlen(ONE));
	blocks_free(&b);
}

/* Lines that hold nothing but what may begin something. */
struct long_case {
	const char *why;
	const char *piece;
};

static struct long_case long_cases[] = {
	{ "begins of tags", "<" },
	{ "begins of overrides", "{" },
	{ "begins of references", "&" },
	{ "tags", "<b>" },
	{ "references", "&amp;" },
	{ "speakers", "<v a><v b>" },
	{ "words", "女" },
	{ "timings", "\n00:00:01,000 --> 00:00:02,000\n" },
	{ "cues", "\n\n1\n00:00:01,000 --> 00:00:02,000\n女" },
};

CASES(subtitle, ten_megabytes, long_cases)
{
	const struct long_case *c = &long_cases[*row];
	struct pj_buf file = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct blocks b;

	pj_buf_puts(&file, ONE);
	while (file.len < (size_t)10 << 20)
		pj_buf_puts(&file, c->piece);
	if (!blocks_try(&b, SRT, pj_buf_str(&file), "utf-8", &err))
		cr_expect_eq(err.code, PJ_ELIMIT, "%s: %s", c->why, err.message);
	cr_expect(!strstr(err.message, "seconds"), "%s: slow", c->why);
	blocks_free(&b);
	pj_buf_free(&file);
}
