#include "../../src/doc/xml.h"
#include "cases.h"
#include "container.h"

/* What the parser makes of a part that was made to do harm, or is broken. */

struct seen {
	struct pj_buf buf;
};

static void
start_a(void *arg, struct pj_xml *xml)
{
	struct seen *seen = arg;
	struct pj_str value;

	pj_buf_puts(&seen->buf, "<");
	if (pj_xml_attr(xml, "p:v", &value))
		pj_buf_add(&seen->buf, value.ptr, value.len);
	if (pj_xml_attr(xml, "v", &value))
		pj_buf_printf(&seen->buf, "[%.*s]", (int)value.len, value.ptr);
}

static void
end_a(void *arg, struct pj_xml *xml)
{
	(void)xml;
	pj_buf_puts(&((struct seen *)arg)->buf, ">");
}

static void
skip(void *arg, struct pj_xml *xml)
{
	(void)arg;
	pj_xml_skip(xml);
}

static void
see_text(void *arg, struct pj_str s)
{
	pj_buf_add(&((struct seen *)arg)->buf, s.ptr, s.len);
}

static const struct pj_xml_namespace namespaces[] = {
	{ "urn:p", "p" },
	{ "urn:p2", "p" },
};
static const struct pj_xml_rule rules[] = {
	{ "p:a", start_a, end_a },
	{ "p:skip", skip, end_a },
};
static const struct pj_xml_vocabulary vocabulary = {
	.namespaces = namespaces,
	.namespace_count = 2,
	.rules = rules,
	.rule_count = 2,
	.text = see_text,
};

static void
read_xml(const char *xml, size_t len, const struct pj_limits *limits,
    struct seen *seen, struct pj_error *err)
{
	struct part part = { "x", xml, len };
	struct pj_str bytes = container(&part, 1);
	struct pj_package *package = pj_package_open(
	    "draft", bytes, limits, pj_deadline_in(limits->seconds), err);
	bool ok;

	cr_assert_not_null(package);
	ok = pj_xml_read(package, "x", &vocabulary, seen, err);
	cr_expect_eq(ok, err->code == PJ_OK);
	pj_package_close(package);
	free((void *)bytes.ptr);
}

struct xml_case {
	const char *why;
	const char *xml;
	const char *want; /* NULL: an error */
	enum pj_code code;
	uint32_t line;
};

static const struct xml_case cases[] = {
	{ "prefixes by address, whatever the part calls them",
	    "<q:a xmlns:q='urn:p' q:v='1' v='2'>x<a xmlns='urn:p2'/></q:a>",
	    "<1[2]x<>>", PJ_OK, 0 },
	{ "another address is another element", "<a xmlns='urn:q'>x<b/>y</a>",
	    "xy", PJ_OK, 0 },
	{ "what is skipped is not seen, its end neither",
	    "<r xmlns='urn:p'>1<skip>2<a/>3</skip>4<a/></r>", "14<>", PJ_OK,
	    0 },
	{ "the five entities, characters by number, marked sections",
	    "<a xmlns='urn:p' v='&amp;&lt;&#38;&quot;'>&lt;&gt;&amp;&apos;"
	    "&quot;&#x5973;<![CDATA[<&]]></a>",
	    "<[&<&\"]<>&'\"女<&>", PJ_OK, 0 },
	{ "UTF-16 by its byte order mark is not this test's, a BOM is",
	    "\xEF\xBB\xBF<a xmlns='urn:p'>x</a>", "<x>", PJ_OK, 0 },
	{ "a document type alone is passed over, and nothing is fetched",
	    "<!DOCTYPE a PUBLIC 'x' 'http://127.0.0.1:1/x.dtd'>"
	    "<a xmlns='urn:p'>x</a>",
	    "<x>", PJ_OK, 0 },
	{ "billion laughs",
	    "<!DOCTYPE a [\n<!ENTITY l 'ha'>\n<!ENTITY m '&l;&l;&l;&l;'>]>"
	    "<a>&m;&m;</a>",
	    NULL, PJ_EFORMAT, 2 },
	{ "a file as an entity",
	    "<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
	    "<a>&f;</a>",
	    NULL, PJ_EFORMAT, 1 },
	{ "a file as a parameter entity",
	    "<!DOCTYPE a [<!ENTITY % f SYSTEM 'file:///etc/passwd'> %f;]>"
	    "<a/>",
	    NULL, PJ_EFORMAT, 1 },
	{ "an entity that nobody declared", "<a>\n&nbsp;</a>", NULL, PJ_EFORMAT,
	    2 },
	{ "one that an outer file might declare",
	    "<!DOCTYPE a SYSTEM 'x.dtd'><a>&nbsp;</a>", NULL, PJ_EFORMAT, 1 },
	{ "the same in an attribute",
	    "<!DOCTYPE a SYSTEM 'x.dtd'><a v='&nbsp;'/>", NULL, PJ_EFORMAT, 1 },
	{ "ends that do not match", "<a>\n<b>\n</a>", NULL, PJ_EFORMAT, 3 },
	{ "an end that is missing", "<a>\n<b></b>", NULL, PJ_EFORMAT, 2 },
	{ "two roots", "<a/><b/>", NULL, PJ_EFORMAT, 1 },
	{ "no root", "<?xml version='1.0'?>", NULL, PJ_EFORMAT, 1 },
	{ "bytes that are no UTF-8", "<a>\xFF\xFE</a>", NULL, PJ_EFORMAT, 1 },
	{ "a prefix without an address is no reason to stop",
	    "<a xmlns='urn:p'><o:x/>y</a>", "<y>", PJ_OK, 0 },
};

CASES(doc_xml, cases, cases)
{
	const struct xml_case *c = &cases[*row];
	struct seen seen = { PJ_BUF_INIT };
	struct pj_error err = { 0 };

	read_xml(c->xml, 0, &PJ_LIMITS_DEFAULT, &seen, &err);
	cr_expect_eq(
	    err.code, c->code, "%s: %d %s", c->why, err.code, err.message);
	if (c->want)
		cr_expect(pj_str_equal(pj_buf_str(&seen.buf), pj_str(c->want)),
		    "%s: %.*s", c->why, (int)seen.buf.len, seen.buf.ptr);
	else {
		cr_expect_eq(
		    err.line, c->line, "%s: line %u", c->why, err.line);
		cr_expect_str_eq(err.where, "draft: x", "%s", c->why);
		pj_buf_putc(&seen.buf, '\0');
		cr_expect_null(strstr(seen.buf.ptr, "root:"));
	}
	pj_buf_free(&seen.buf);
}

/* BEFORE, then UNIT COUNT times, then AFTER. */
static struct pj_error
read_many(const char *before, const char *unit, size_t count, const char *after,
    const struct pj_limits *limits)
{
	struct pj_buf xml = PJ_BUF_INIT;
	struct seen seen = { PJ_BUF_INIT };
	struct pj_error err = { 0 };

	pj_buf_puts(&xml, before);
	while (count-- > 0)
		pj_buf_puts(&xml, unit);
	pj_buf_puts(&xml, after);
	read_xml(xml.ptr, xml.len, limits, &seen, &err);
	pj_buf_free(&xml);
	pj_buf_free(&seen.buf);
	return err;
}

Test(doc_xml, nesting_is_limited)
{
	struct pj_limits limits = PJ_LIMITS_DEFAULT;
	struct pj_error err;

	limits.ratio = 0;
	err = read_many("", "<a>", 200000, "", &limits);
	cr_expect_eq(err.code, PJ_ELIMIT, "%d %s", err.code, err.message);
	err = read_many("", "<a>", 10001, "", &limits);
	cr_expect_eq(err.code, PJ_ELIMIT);
	err = read_many("", "<a>", 10000, "", &limits);
	cr_expect_eq(err.code, PJ_EFORMAT, "the ends are missing");
}

struct large_case {
	const char *why;
	const char *before;
	const char *unit;
	size_t count;
	const char *after;
	enum pj_code code;
};

/* Each within a second: what grows with the square is cut short. */
static const struct large_case larges[] = {
	{ "text", "<a>", "0123456789", 1500000, "</a>", PJ_OK },
	{ "characters", "<a>", "&#22899;", 1000000, "</a>", PJ_OK },
	{ "elements", "<a>", "<b/>", 1000000, "</a>", PJ_OK },
	{ "a fair attribute", "<a v='", "0123456789", 500000, "'/>", PJ_OK },
	{ "an attribute", "<a v='", "0123456789", 1500000, "'/>", PJ_ELIMIT },
	{ "a comment", "<a><!--", "0123456789", 1500000, "-->", PJ_ELIMIT },
	{ "a marked section", "<a><![CDATA[", "0123456789", 1500000, "]]>",
	    PJ_ELIMIT },
	{ "half attributes", "<a ", "b123456789 ", 1500000, "/>", PJ_ELIMIT },
	{ "attributes", "<a ", "b\n=\t'1' ", 500000, "/>", PJ_ELIMIT },
	{ "text like attributes", "<a><b/>", "b='1'", 9999, "</a>", PJ_OK },
	{ "a name", "<a", "0123456789", 1500000, "/>", PJ_ELIMIT },
	{ "brackets", "<a>", "<", 1000000, "", PJ_EFORMAT },
};

/* Names are kept for the whole part, so there is an end to them. */
Test(doc_xml, ever_new_names)
{
	struct pj_limits limits = PJ_LIMITS_DEFAULT;
	struct seen seen = { PJ_BUF_INIT };
	struct pj_buf xml = PJ_BUF_INIT;
	struct pj_error err = { 0 };
	int i;

	limits.seconds = 5;
	pj_buf_puts(&xml, "<a>");
	for (i = 0; i < 300000; i++)
		pj_buf_printf(&xml, "<n%d/>", i);
	pj_buf_puts(&xml, "</a>");
	read_xml(xml.ptr, xml.len, &limits, &seen, &err);
	cr_expect_eq(err.code, PJ_ELIMIT, "%d %s", err.code, err.message);
	cr_expect_null(strstr(err.message, "seconds"), "%s", err.message);
	pj_buf_free(&xml);
	pj_buf_free(&seen.buf);
}

CASES(doc_xml, larges, larges)
{
	const struct large_case *c = &larges[*row];
	struct pj_limits limits = PJ_LIMITS_DEFAULT;
	struct pj_error err;

	limits.ratio = 0;
	limits.seconds = 5;
	err = read_many(c->before, c->unit, c->count, c->after, &limits);
	cr_expect_eq(
	    err.code, c->code, "%s: %d %s", c->why, err.code, err.message);
}
