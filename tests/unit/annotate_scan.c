#include "../../src/annotate/edits.h"
#include "../../src/annotate/scan.h"
#include "cases.h"

/*
 * What the tokenizer sees of a part: "2'甲'" for text of node 2, "<1a:u>"
 * for the start of a in namespace u with tag node 1, "<3/>" for an end.
 */
static struct pj_buf
seen(struct scan *s)
{
	struct pj_buf out = PJ_BUF_INIT;
	struct scan_text t;
	struct scan_char c;
	enum scan_kind kind;
	bool any;

	while ((kind = scan_next(s)) != SCAN_DONE && kind != SCAN_BAD) {
		any = false;
		for (t = scan_text(s); scan_char(&t, &c); any = true) {
			if (!any)
				pj_buf_printf(&out, "%u'", scan_text_node(s));
			pj_buf_add(&out, c.bytes, c.len);
		}
		pj_buf_puts(&out, any ? "'" : "");
		if (kind == SCAN_START)
			pj_buf_printf(&out, "<%u%.*s:%.*s>", scan_tag_node(s),
			    (int)scan_top(s)->local.len, scan_top(s)->local.ptr,
			    (int)scan_top(s)->uri.len, scan_top(s)->uri.ptr);
		else
			pj_buf_printf(&out, "<%u/>", scan_tag_node(s));
	}
	if (kind == SCAN_BAD)
		pj_buf_puts(&out, "BAD");
	pj_buf_putc(&out, '\0');
	return out;
}

static const struct scan_case {
	const char *why;
	const char *xml;
	const char *want; /* NULL: not even begun */
} cases[] = {
	{ "an empty element is two tags", "<a>甲<b/>乙</a>",
	    "<1a:>2'甲'<3b:><5/>6'乙'<7/>" },
	{ "comments and instructions are no tags and no text",
	    "<?xml version='1.0'?><!-- <x> --><a>甲<!-- </a> -->乙<?p <b>?>丙"
	    "</a><!-- -->",
	    "<1a:>2'甲乙丙'<3/>" },
	{ "a marked section is text as it stands",
	    "<a>甲<![CDATA[<b>&amp;]]>&amp;]]</a>",
	    "<1a:>2'甲<b>&amp;&]]'<3/>" },
	{ "references by number and the five names",
	    "<a>&#22899;&#x5973;&lt;&gt;&quot;&apos;&#x1F600;</a>",
	    "<1a:>2'女女<>\"'😀'<3/>" },
	{ "a line end is one sign, but not where it is referred to",
	    "<a>1\r\n2\r3\n4&#13;5</a>", "<1a:>2'1\n2\n3\n4\r5'<3/>" },
	{ "\">\" and \"/\" in values end no tag", "<a b='>/' c=\"'/>\"/>",
	    "<1a:><3/>" },
	{ "white space in tags", "<a\n b = 'c'\t>甲</a\n>", "<1a:>2'甲'<3/>" },
	{ "prefixes, the default and its end",
	    "<p:a xmlns:p='u'><b xmlns='v'/><b/><p:c xmlns:p='w'/></p:a>",
	    "<1a:u><3b:v><5/><7b:><9/><11c:w><13/><15/>" },
	{ "a byte order mark is nothing", "\xEF\xBB\xBF<a>甲</a>",
	    "<1a:>2'甲'<3/>" },
	{ "a document type without declarations is nothing",
	    "<!DOCTYPE a SYSTEM 'x>y'><a/>", "<1a:><3/>" },
	{ "declarations could change what is read: given up",
	    "<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]><a/>", "BAD" },
	{ "tags that do not match", "<a></b>", "<1a:>BAD" },
	{ "an end that is missing", "<a>甲", "<1a:>BAD" },
	{ "encodings that are not UTF-8",
	    "<?xml version='1.0' encoding='Big5'?><a/>", NULL },
	{ "UTF-8 by any case", "<?xml version='1.0' encoding=\"utf-8\"?><a/>",
	    "<1a:><3/>" },
	{ "UTF-16 by its mark", "\xFF\xFE<", NULL },
};

CASES(annotate_scan, sees_tags_and_text, cases)
{
	const struct scan_case *c = &cases[*row];
	struct pj_error err = { 0 };
	struct pj_buf got;
	struct scan s;
	bool ok = scan_open(&s, pj_str(c->xml), &err);

	cr_expect_eq(ok, c->want != NULL, "%s", c->why);
	if (ok && c->want) {
		got = seen(&s);
		cr_expect_str_eq(got.ptr, c->want, "%s: %s", c->why, got.ptr);
		cr_expect_eq(
		    err.code != PJ_OK, !!strstr(c->want, "BAD"), "%s", c->why);
		pj_buf_free(&got);
	} else {
		cr_expect_eq(err.code, PJ_EUNSUPPORTED, "%s", c->why);
	}
	scan_close(&s);
}

/* Each character's bytes in the part are those it was decoded from. */
Test(annotate_scan, characters_know_their_bytes)
{
	static const char xml[] = "<a>x&#x5973;<![CDATA[女]]>\r\n</a>";
	static const char *const raw[] = { "x", "&#x5973;", "女", "\r\n" };
	struct scan s;
	struct scan_text t;
	struct scan_char c;
	size_t i = 0;

	cr_assert(scan_open(&s, pj_str(xml), NULL));
	cr_assert_eq(scan_next(&s), SCAN_START);
	cr_assert_eq(scan_next(&s), SCAN_END);
	for (t = scan_text(&s); scan_char(&t, &c); i++) {
		cr_assert_lt(i, 4);
		cr_expect(
		    pj_str_equal(pj_str(raw[i]),
			(struct pj_str){ xml + c.begin, c.end - c.begin }),
		    "%zu", i);
		cr_expect_eq(c.cdata, i == 2);
	}
	cr_expect_eq(i, 4);
	scan_close(&s);
}

Test(annotate_scan, a_prefix_that_means_something_else_inside_is_not_used)
{
	static const char xml[] =
	    "<p:a xmlns:p='u' xmlns:q='u'><b xmlns:q='v'><c/></b></p:a>";
	struct pj_str prefix;
	struct scan s;

	cr_assert(scan_open(&s, pj_str(xml), NULL));
	while (scan_next(&s) == SCAN_START && s.depth < 3)
		;
	cr_expect(scan_prefix(&s, 0, pj_str("u"), &prefix));
	cr_expect(pj_str_equal(prefix, pj_str("q")));
	cr_expect(scan_prefix(&s, 1, pj_str("u"), &prefix));
	cr_expect(pj_str_equal(prefix, pj_str("p")));
	cr_expect_not(scan_prefix(&s, 1, pj_str("w"), &prefix));
	scan_close(&s);
}

Test(annotate_scan, attributes_by_namespace)
{
	static const char xml[] =
	    "<a xmlns:p='u' p:id='1' id='2' xml:space='preserve'/>";
	struct pj_str value;
	struct scan s;

	cr_assert(scan_open(&s, pj_str(xml), NULL));
	cr_assert_eq(scan_next(&s), SCAN_START);
	cr_expect(scan_attr(&s, pj_str("u"), "id", &value));
	cr_expect(pj_str_equal(value, pj_str("1")));
	cr_expect(scan_attr(&s, pj_str(""), "id", &value));
	cr_expect(pj_str_equal(value, pj_str("2")));
	cr_expect(scan_attr(&s, pj_str("http://www.w3.org/XML/1998/namespace"),
	    "space", &value));
	cr_expect_not(scan_attr(&s, pj_str("v"), "id", &value));
	scan_close(&s);
}

/* Edits. */

Test(annotate_edits, stand_in_order_of_place_then_of_coming)
{
	struct pj_buf out = PJ_BUF_INIT;
	struct edits e;

	edits_init(&e, 100);
	edits_insert(&e, 3, pj_str("3a"));
	edits_insert(&e, 0, pj_str("0"));
	edits_insert(&e, 3, pj_str("3b"));
	edits_replace(&e, 4, 2, pj_str("-"));
	edits_insert(&e, 6, pj_str("end"));
	cr_assert(edits_apply(&e, pj_str("abcdef"), &out, NULL));
	pj_buf_putc(&out, '\0');
	cr_expect_str_eq(out.ptr, "0abc3a3bd-end");
	pj_buf_free(&out);
	edits_free(&e);
}

Test(annotate_edits, too_much_is_an_error_and_no_half_part)
{
	struct pj_buf out = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	struct edits e;

	edits_init(&e, 5);
	edits_insert(&e, 0, pj_str("123"));
	edits_insert(&e, 0, pj_str("456"));
	cr_expect_not(edits_apply(&e, pj_str("abc"), &out, &err));
	cr_expect_eq(err.code, PJ_ELIMIT);
	cr_expect_eq(out.len, 0);
	pj_buf_free(&out);
	edits_free(&e);
}
