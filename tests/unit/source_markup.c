#include "cases.h"
#include "pingjian/buf.h"
#include "pingjian/markup.h"

/* Pieces of a page, each with a letter for its kind, "|" between them. */
struct markup_case {
	const char *why;
	const char *page;
	const char *want;
};

static struct markup_case cases[] = {
	{ "words", "女 司機", "T:女 司機" },
	{ "nothing", "", "" },
	{ "tags", "<p>女</p>", "S:<p>|T:女|E:</p>" },
	{ "signs that begin nothing", "1 < 2 <3 <女 <- << <",
	    "T:1 < 2 <3 <女 <- << <" },
	{ "a sign before a tag", "<<b>", "T:<|S:<b>" },
	{ "an end without a name", "a</>b</ p>c</3>d",
	    "T:a|O:</>|T:b|O:</ p>|T:c|O:</3>|T:d" },
	{ "an end cut off", "a</", "T:a</" },
	{ "a tag cut off", "a<p title='x", "T:a|S:<p title='x" },
	{ "a sign in quotes", "<a title=\"1>0\" alt='>'>x",
	    "S:<a title=\"1>0\" alt='>'>|T:x" },
	{ "quotes that begin no value", "<a \"b>c\">", "S:<a \"b>|T:c\">" },
	{ "a tag in quotes", "<a title='</body>'>x",
	    "S:<a title='</body>'>|T:x" },
	{ "a comment", "a<!-- <b> -->c", "T:a|C:<!-- <b> -->|T:c" },
	{ "an end tag in a comment", "<!-- </body --><p>",
	    "C:<!-- </body -->|S:<p>" },
	{ "a script in a comment", "<!-- <script> --><p>",
	    "C:<!-- <script> -->|S:<p>" },
	{ "comments that end at once", "<!-->a<!--->b<!---->c",
	    "C:<!-->|T:a|C:<!--->|T:b|C:<!---->|T:c" },
	{ "a comment that ends oddly", "<!--a--!>b<!--c->d--->e",
	    "C:<!--a--!>|T:b|C:<!--c->d--->|T:e" },
	{ "a comment that does not end", "a<!-- b> c", "T:a|C:<!-- b> c" },
	{ "nothing but its begin", "<!--", "C:<!--" },
	{ "declarations", "<!DOCTYPE html><?xml version='1.0'?><![CDATA[x]]>y",
	    "O:<!DOCTYPE html>|O:<?xml version='1.0'?>|O:<![CDATA[x]]>|T:y" },
	{ "a script", "<script>a<b></p></scriptx></SCRIPT >c",
	    "S:<script>|R:a<b></p></scriptx>|E:</SCRIPT >|T:c" },
	{ "an empty one", "<style></style>x", "S:<style>|E:</style>|T:x" },
	{ "one that is closed", "<script/>a<b>", "S:<script/>|T:a|S:<b>" },
	{ "one that does not end", "<script>a</b>", "S:<script>|R:a</b>" },
	{ "a comment in a script", "<script><!-- </script>x",
	    "S:<script>|R:<!-- |E:</script>|T:x" },
	{ "words of a field", "<textarea>a<b></textarea>c",
	    "S:<textarea>|W:a<b>|E:</textarea>|T:c" },
	{ "words of a title", "<TITLE>a<!--b</title>c",
	    "S:<TITLE>|W:a<!--b|E:</title>|T:c" },
	{ "another element", "<titles>a<b>", "S:<titles>|T:a|S:<b>" },
};

CASES(markup, pieces, cases)
{
	static const char letters[] = "TWRSECO";
	const struct markup_case *c = &cases[*row];
	struct pj_markup m = { .text = pj_str(c->page) };
	struct pj_markup_token token;
	struct pj_buf got = PJ_BUF_INIT;
	size_t all = 0;

	while (pj_markup_next(&m, &token)) {
		pj_buf_printf(&got, "%s%c:%.*s", got.len ? "|" : "",
		    letters[token.kind], (int)token.all.len, token.all.ptr);
		cr_assert_gt(token.all.len, 0, "%s", c->why);
		all += token.all.len;
	}
	cr_expect_eq(all, strlen(c->page), "%s", c->why);
	cr_expect(pj_str_equal(pj_buf_str(&got), pj_str(c->want)),
	    "%s: got %.*s", c->why, (int)got.len, pj_buf_str(&got).ptr);
	pj_buf_free(&got);
}

struct inner_case {
	const char *page;
	const char *inner;
	size_t attributes;
};

static struct inner_case inners[] = {
	{ "<p>", "p", 0 },
	{ "<H1 a b=c d = 'e f' >", "H1", 3 },
	{ "<br/>", "br", 0 },
	{ "<a href=/x/>", "a", 1 },
	{ "<a / \" =>", "a", 3 },
	{ "<a b c=\"", "a", 2 },
	{ "<a b c", "a", 2 },
	{ "</Body x>", "Body", 0 },
	{ "<!-- a -->", " a ", 0 },
	{ "<!---->", "", 0 },
	{ "<!--a--!>", "a", 0 },
	{ "<!--!>a-->", "!>a", 0 },
	{ "<!--a>", "a>", 0 },
};

CASES(markup, inner, inners)
{
	const struct inner_case *c = &inners[*row];
	struct pj_markup m = { .text = pj_str(c->page) };
	struct pj_markup_token token;

	cr_assert(pj_markup_next(&m, &token));
	cr_expect(pj_str_equal(token.inner, pj_str(c->inner)), "%s: %.*s",
	    c->page, (int)token.inner.len, token.inner.ptr);
	cr_expect_eq(token.attributes, c->attributes, "%s: %zu", c->page,
	    token.attributes);
	cr_expect_not(pj_markup_next(&m, &token), "%s", c->page);
}
