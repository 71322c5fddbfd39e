#include <stdlib.h>

#include "pingjian/text.h"
#include "xlsx.h"

/* A sign written as _xHHHH_. */
#define ESCAPE_LEN 7

struct reading {
	struct pj_xlsx_strings *out;
	bool in_text;
	size_t begin; /* of the element's text */
	bool saw_root;
};

/* The UTF-16 unit that P, ESCAPE_LEN bytes, stands for; -1 for none. */
static int32_t
escaped_unit(const char *p)
{
	int32_t unit = 0;
	size_t i;

	if (p[0] != '_' || p[1] != 'x' || p[6] != '_')
		return -1;
	for (i = 2; i < 6; i++) {
		char c = p[i];
		int digit = c >= '0' && c <= '9'   ? c - '0'
		            : c >= 'A' && c <= 'F' ? c - 'A' + 10
		            : c >= 'a' && c <= 'f' ? c - 'a' + 10
		                                   : -1;

		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

/* UNIT, no half of a character, as UTF-8 at TO; its length. */
static size_t
put_unit(char *to, uint32_t unit)
{
	if (unit < 0x80) {
		to[0] = (char)unit;
		return 1;
	}
	if (unit < 0x800) {
		to[0] = (char)(0xC0 | unit >> 6);
		to[1] = (char)(0x80 | (unit & 0x3F));
		return 2;
	}
	to[0] = (char)(0xE0 | unit >> 12);
	to[1] = (char)(0x80 | (unit >> 6 & 0x3F));
	to[2] = (char)(0x80 | (unit & 0x3F));
	return 3;
}

/* What comes out is never longer than its escape. */
void
pj_xlsx_unescape(struct pj_buf *text, size_t from)
{
	size_t to = from;
	int32_t unit;

	if (text->failed)
		return;
	while (from < text->len) {
		unit = -1;
		if (text->len - from >= ESCAPE_LEN)
			unit = escaped_unit(text->ptr + from);
		if (unit < 0) {
			text->ptr[to++] = text->ptr[from++];
			continue;
		}
		from += ESCAPE_LEN;
		/* Half a character, or one that shows nothing, is left out. */
		if ((unit >= 0xD800 && unit <= 0xDFFF) || unit < '\t')
			continue;
		to += put_unit(text->ptr + to, (uint32_t)unit);
	}
	text->len = to;
}

static void
start_root(void *arg, struct pj_xml *xml)
{
	(void)xml;
	((struct reading *)arg)->saw_root = true;
}

static void
start_text(void *arg, struct pj_xml *xml)
{
	struct reading *r = arg;

	(void)xml;
	r->in_text = true;
	r->begin = r->out->text.len;
}

static void
characters(void *arg, struct pj_str s)
{
	struct reading *r = arg;

	if (r->in_text)
		pj_buf_add(&r->out->text, s.ptr, s.len);
}

static void
end_text(void *arg, struct pj_xml *xml)
{
	struct reading *r = arg;

	r->in_text = false;
	pj_xlsx_unescape(&r->out->text, r->begin);
	if (r->out->text.failed)
		pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
}

/* The runs of a text in several formats are one text. */
static void
end_item(void *arg, struct pj_xml *xml)
{
	struct pj_xlsx_strings *out = ((struct reading *)arg)->out;
	uint32_t *ends;

	if (out->count >= PJ_PIECE_MAX) {
		pj_xml_fail(xml, PJ_ELIMIT,
		    _("the workbook holds more texts than the limit allows"));
		return;
	}
	ends =
	    pj_xml_grow(xml, out->ends, &out->cap, out->count, sizeof(*ends));
	if (!ends)
		return;
	out->ends = ends;
	ends[out->count++] = (uint32_t)out->text.len;
}

static void
pass_over(void *arg, struct pj_xml *xml)
{
	(void)arg;
	pj_xml_skip(xml);
}

/* x:rPh tells how a text is read aloud, above or beside it. */
static const struct pj_xml_rule rules[] = {
	{ "x:rPh", pass_over, NULL },
	{ "x:si", NULL, end_item },
	{ "x:sst", start_root, NULL },
	{ "x:t", start_text, end_text },
};

bool
pj_xlsx_strings_read(struct pj_package *package, const char *part,
    struct pj_xlsx_strings *out, struct pj_error *err)
{
	struct pj_xml_vocabulary vocabulary = {
		.namespaces = pj_opc_namespaces,
		.namespace_count = pj_opc_namespace_count,
		.rules = rules,
		.rule_count = sizeof(rules) / sizeof(rules[0]),
		.text = characters,
	};
	struct reading r = { .out = out };

	if (!pj_xml_read(package, part, &vocabulary, &r, err))
		return false;
	if (r.saw_root)
		return true;
	pj_error_set(err, PJ_EFORMAT,
	    _("this part holds no texts of cells; open the file in Microsoft "
	      "Office or LibreOffice and save it anew"));
	pj_package_blame(package, part, 0, err);
	return false;
}

void
pj_xlsx_strings_free(struct pj_xlsx_strings *strings)
{
	pj_buf_free(&strings->text);
	free(strings->ends);
}
