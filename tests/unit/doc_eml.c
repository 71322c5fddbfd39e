#include "blocks.h"
#include "container.h"

/* What is read of a mail: its part before the kind, its attachment behind. */
struct mail_case {
	const char *why;
	const char *mail;
	const char *want;
};

#define HEAD "MIME-Version: 1.0\n"
#define MIXED HEAD "Content-Type: multipart/mixed; boundary=b\n\n"
#define ALTERNATIVE                                                            \
	HEAD "Content-Type: multipart/alternative; boundary=\"b\"\n\n"
#define PLAIN "--b\nContent-Type: text/plain; charset=utf-8\n\n"
#define PAGE "\n--b\nContent-Type: text/html; charset=utf-8\n\n"
#define END "\n--b--\n"

static struct mail_case cases[] = {
	{ "a plain mail", "Subject: x\nFrom: 女司機\n\n女司機\n",
	    "title|x\nparagraph|女司機\n" },
	{ "encoded words",
	    HEAD "Subject: =?utf-8?B?5aWz?= =?UTF-8?Q?=E5=8F=B8?=\n "
		 "=?big5?B?vvc=?= a\n\n",
	    "title|女司機 a\n" },
	{ "a subject of bare bytes",
	    HEAD "Subject: \xA4\x6B\xA5\x71\xBE\xF7\n\n", "title|女司機\n" },
	{ "quoted-printable",
	    HEAD "Content-Transfer-Encoding: quoted-printable\nContent-Type: "
		 "text/plain; charset=utf-8\n\n=E5=A5=B3=E5=8F=\n=B8=e6=a9=9f\n",
	    "paragraph|女司機\n" },
	{ "base64 and Big5",
	    HEAD "Content-Transfer-Encoding: base64\nContent-Type: text/plain; "
		 "charset=big5\n\npGulcb73\n",
	    "paragraph|女司機\n" },
	{ "a charset that is not true",
	    HEAD "Content-Type: text/plain; charset=us-ascii\n\n女司機\n",
	    "paragraph|女司機\n" },
	{ "a page",
	    HEAD "Content-Type: text/html\n\n<h1>女<b>司</b></h1><p>機",
	    "heading 1|女司\nparagraph|機\n" },
	{ "lines that flow",
	    HEAD "Content-Type: text/plain; format=flowed; delsp=yes\n\n"
		 "昨日一名女 \n司機停車。\n> 引 \n-- \n王小明\n",
	    "paragraph|昨日一名女司機停車。\nquote|> 引\n"
	    "paragraph|--\nparagraph|王小明\n" },
	{ "parts in turn",
	    MIXED "不\n" PLAIN "甲\n" PAGE "<p>乙" END "不",
	    "1 paragraph|甲\n2 paragraph|乙\n" },
	{ "alternatives that say the same are read once",
	    ALTERNATIVE PLAIN "女司機，\n停車\n" PAGE
			      "<p>女<b>司</b>機</p><p>停&#36554;</p><p>頁尾"
			      "</p>" END,
	    "2 paragraph|女司機\n2 paragraph|停車\n2 paragraph|頁尾\n" },
	{ "those that do not, twice",
	    ALTERNATIVE PLAIN "女司機\n" PAGE "<p>司機</p>" END,
	    "1 paragraph|女司機\n2 paragraph|司機\n" },
	{ "a page with its pictures",
	    ALTERNATIVE PLAIN
	    "女\n\n--b\nContent-Type: multipart/related; boundary=c\n\n--c\n"
	    "Content-Type: text/html\n\n<p>女</p>\n--c\nContent-Type: text/css"
	    "\n\n女{}\n--c--" END,
	    "2.1 paragraph|女\n" },
	{ "a mail in a mail",
	    MIXED PLAIN "甲\n\n--b\nContent-Type: message/rfc822\n\n"
			"Subject: =?utf-8?B?5aWz?=\n\n司機\n" END,
	    "1 paragraph|甲\n2 title|女\n2 paragraph|司機\n" },
	{ "attachments that can be read",
	    MIXED PLAIN
	    "甲\n\n--b\nContent-Type: application/octet-stream\n"
	    "Content-Disposition: attachment; "
	    "filename*=utf-8''%E5%A5%B3.csv\n\n乙,丙\n\n--b\nContent-Type: "
	    "text/plain; name=a.srt\n\n1\n00:00:01,000 --> 00:00:02,000\n丁\n"
	    END,
	    "1 paragraph|甲\n2 cell 1.1.1|乙@女.csv\n2 cell 1.1.2|丙@女.csv\n"
	    "3 paragraph|丁@a.srt\n" },
	{ "tables are told apart",
	    MIXED "--b\nContent-Type: text/html\n\n<table><tr><td>甲</table>"
		  "\n--b\nContent-Type: text/csv\n\n乙\n" END,
	    "1 cell 1.1.1|甲\n2 cell 2.1.1|乙\n" },
	{ "a signature is no text",
	    HEAD "Content-Type: multipart/signed; boundary=b\n\n" PLAIN
		 "甲\n\n--b\nContent-Type: application/pgp-signature\n\n女" END,
	    "1 paragraph|甲\n" },
	{ "a mailbox", "From a Mon\nSubject: a\n\n甲\n\nFrom b Tue\nSubject: "
		       "b\n\n乙\n",
	    "1 title|a\n1 paragraph|甲\n2 title|b\n2 paragraph|乙\n" },
	{ "a mail cut off", MIXED PLAIN "甲\n\n--b\nContent-", "1 paragraph|甲\n" },
	{ "a mail of nothing", HEAD "\n", "" },
};

static void
show(struct blocks *b)
{
	size_t i;

	for (i = 0; i < b->doc.block_count; i++) {
		const struct pj_block *block = &b->doc.blocks[i];
		struct pj_str s = pj_str_at(b->doc.text, block->at);
		const struct pj_address *a =
		    pj_doc_address_at(&b->doc, block->at.begin);
		const char *part = b->doc.parts[block->part];

		pj_buf_printf(&b->shown, "%s%s%s", part, part[0] ? " " : "",
		    pj_block_kind_name(block->kind));
		if (block->table)
			pj_buf_printf(&b->shown, " %u.%u.%u", block->table,
			    block->row, block->column);
		if (block->level)
			pj_buf_printf(&b->shown, " %u", block->level);
		pj_buf_printf(&b->shown, "|%.*s%s%s\n", (int)s.len, s.ptr,
		    a && a->attached ? "@" : "",
		    a && a->attached ? a->attached : "");
	}
	pj_buf_add(&b->shown, "", 1);
}

CASES(eml, blocks, cases)
{
	const struct mail_case *c = &cases[*row];
	struct blocks b;

	blocks_read(&b, PJ_FORMAT_EML, pj_str(c->mail));
	show(&b);
	cr_expect_str_eq(b.shown.ptr, c->want, "%s:\n%s", c->why, b.shown.ptr);
	blocks_free(&b);
}

Test(eml, what_stands_in_an_attachment_has_its_address)
{
	const struct pj_address *a;
	struct blocks b;

	blocks_read(&b, PJ_FORMAT_EML,
	    pj_str(MIXED "--b\nContent-Disposition: attachment; "
			 "filename=a.srt\n\n00:01,000 --> 00:02,000\n甲\n"
			 "\n--b\nContent-Type: text/csv; name=b.csv\n\n,乙" END));
	cr_assert_eq(b.doc.block_count, 2);
	a = pj_doc_address_at(&b.doc, 0);
	cr_expect_str_eq(a->attached, "a.srt");
	cr_expect_eq(a->time[1], 2000);
	a = pj_doc_address_at(&b.doc, b.doc.blocks[1].at.begin);
	cr_expect(a->cells);
	cr_expect_eq(b.doc.blocks[1].column, 2);
	blocks_free(&b);
}

Test(eml, attachments_that_are_not_read_are_named)
{
	struct blocks b;

	blocks_read(&b, PJ_FORMAT_EML,
	    pj_str(MIXED PLAIN
		"甲\n\n--b\nContent-Type: image/png; name=a.png\n\n"
		"\x89PNG\r\n\x1A\n\1\2\n--b\nContent-Type: "
		"application/x-zip\n\nPK\3\4\n" END));
	cr_assert_eq(b.notes.count, 2);
	cr_expect_str_eq(b.notes.first->code, "attachment-unread");
	cr_expect(strstr(b.notes.first->message, "a.png"));
	cr_expect(strstr(b.notes.last->message, "3"), "%s",
	    b.notes.last->message);
	blocks_free(&b);
}

struct wrong_case {
	const char *why;
	const char *mail;
	enum pj_code code;
};

static struct wrong_case wrong_cases[] = {
	{ "PGP", HEAD "Content-Type: multipart/encrypted; boundary=b\n\n--b\n",
	    PJ_EENCRYPTED },
	{ "S/MIME", HEAD "Content-Type: application/pkcs7-mime\n\nMII\n",
	    PJ_EENCRYPTED },
	{ "a text that is none",
	    HEAD "Content-Type: text/plain\n\n\1\2\3\4\5\6\1\2\3\4\n",
	    PJ_EUNSUPPORTED },
};

CASES(eml, wrong, wrong_cases)
{
	const struct wrong_case *c = &wrong_cases[*row];
	struct pj_error err = { 0 };
	struct blocks b;

	cr_assert_not(
	    blocks_try(&b, PJ_FORMAT_EML, pj_str(c->mail), "utf-8", &err));
	cr_expect_eq(err.code, c->code, "%s: %s", c->why, err.message);
	cr_expect_str_eq(err.where, "t", "%s: not the name of a part", c->why);
	blocks_free(&b);
}

/* Mails of one kind of piece. */
struct long_case {
	const char *why;
	const char *begin, *piece;
	size_t count;
	enum pj_code code; /* PJ_OK where it may be read */
};

static struct long_case long_cases[] = {
	{ "parts", MIXED, "--b\n\nx\n", 500000, PJ_ELIMIT },
	{ "mails in mails", HEAD, "Content-Type: message/rfc822\n\n", 100000,
	    PJ_OK },
	{ "headers", HEAD, "X: y\n", 500000, PJ_OK },
	{ "a long header", HEAD "Subject: ", "=?utf-8?Q?=E5=A5=B3?= ", 100000,
	    PJ_OK },
	{ "parameters", HEAD "Content-Type: text/plain", "; a*0=x", 100000,
	    PJ_OK },
	{ "boundaries", MIXED, "--b", 1000000, PJ_OK },
	{ "lines that flow",
	    HEAD "Content-Type: text/plain; format=flowed\n\n", "a \n", 1000000,
	    PJ_OK },
};

CASES(eml, many, long_cases)
{
	const struct long_case *c = &long_cases[*row];
	struct pj_buf file = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct blocks b;
	size_t i;

	pj_buf_puts(&file, c->begin);
	for (i = 0; i < c->count; i++)
		pj_buf_puts(&file, c->piece);
	blocks_try(&b, PJ_FORMAT_EML, pj_buf_str(&file), "utf-8", &err);
	if (c->code == PJ_OK && err.code == PJ_ELIMIT)
		err.code = PJ_OK; /* a bound is as good */
	cr_expect_eq(err.code, c->code, "%s: %s", c->why, err.message);
	cr_expect(!strstr(err.message, "seconds"), "%s: slow", c->why);
	blocks_free(&b);
	pj_buf_free(&file);
}

/* Multiparts in multiparts, as deep as a file is long. */
Test(eml, nesting_is_bounded)
{
	struct pj_buf file = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct blocks b;
	size_t i;

	pj_buf_puts(&file, HEAD);
	for (i = 0; i < 20000; i++)
		pj_buf_printf(&file,
		    "Content-Type: multipart/mixed; boundary=b%zu\n\n--b%zu\n",
		    i, i);
	pj_buf_puts(&file, "\n女");
	if (!blocks_try(&b, PJ_FORMAT_EML, pj_buf_str(&file), "utf-8", &err))
		cr_expect_eq(err.code, PJ_ELIMIT, "%s", err.message);
	blocks_free(&b);
	pj_buf_free(&file);
}
