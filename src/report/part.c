#include "pingjian/text.h"
#include "pingjian/utf8.h"

#include "address.h"

/* What formats for programs say alike, and the escapes several share. */

bool
pj_report_has_lines(const struct pj_location *at)
{
	return at->source.line > 0;
}

struct pj_str
pj_report_file_text(const struct pj_result *r)
{
	return r->doc.format == PJ_FORMAT_TEXT ? r->doc.text : r->doc.origin;
}

/* Text offset AT, of the run that holds byte HELD, in the file's text. */
static uint32_t
file_offset(const struct pj_doc *doc, uint32_t held, uint32_t at)
{
	const struct pj_run *run = pj_doc_run_at(doc, held);
	size_t to = run ? (size_t)run->offset + (at - run->begin) : 0;

	return (uint32_t)(to < doc->origin.len ? to : doc->origin.len);
}

struct pj_text_span
pj_report_file_span(const struct pj_result *r, const struct pj_location *at)
{
	struct pj_text_span span = { at->bytes[0], at->bytes[1] };

	if (r->doc.format == PJ_FORMAT_TEXT || span.end <= span.begin)
		return span;
	span.begin = file_offset(&r->doc, at->bytes[0], at->bytes[0]);
	span.end = file_offset(&r->doc, at->bytes[1] - 1, at->bytes[1]);
	if (span.end < span.begin)
		span.end = span.begin;
	return span;
}

bool
pj_report_is_plain(const struct pj_result *r, const struct pj_location *at)
{
	struct pj_text_span here = { at->bytes[0], at->bytes[1] };
	struct pj_text_span there = pj_report_file_span(r, at);
	struct pj_str file = pj_report_file_text(r);

	return pj_report_has_lines(at) && here.end <= r->doc.text.len &&
	       there.end <= file.len &&
	       pj_str_equal(
		   pj_str_at(r->doc.text, here), pj_str_at(file, there));
}

uint32_t
pj_report_bom(const struct pj_result *r)
{
	/* The text begins behind the mark; elsewhere nobody tells. */
	if (!pj_report_has_offsets(r) || r->doc.run_count == 0)
		return 0;
	return r->doc.runs[0].offset - r->doc.runs[0].begin;
}

bool
pj_report_has_offsets(const struct pj_result *r)
{
	const struct pj_note *n;

	if (r->doc.format != PJ_FORMAT_TEXT ||
	    strcmp(r->doc.charset, "utf-8") != 0)
		return false;
	/* What was replaced has other bytes in the file. */
	for (n = r->notes.first; n; n = n->next)
		if (strcmp(n->code, "invalid-bytes") == 0)
			return false;
	return true;
}

const char *
pj_report_path(const char *path)
{
	const char *rest = path;

	while (rest[0] == '.' && rest[1] == '/')
		rest += 1 + strspn(rest + 1, "/");
	return rest[0] ? rest : path;
}

const char *
pj_report_why(const struct pj_report_options *o, const struct pj_rule *rule)
{
	return o->english ? rule->message_en : rule->message_zh;
}

const struct pj_basis *
pj_report_basis(const struct pj_rules *rules, const char *id)
{
	size_t i;

	for (i = 0; rules && i < rules->basis_count; i++)
		if (strcmp(rules->basis[i].id, id) == 0)
			return &rules->basis[i];
	return NULL;
}

void
pj_report_put_list(struct pj_buf *out, const struct pj_strings *list)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (i > 0)
			pj_buf_puts(out, _(", "));
		pj_report_put_plain(out, pj_str(list->at[i]));
	}
}

void
pj_report_put_place(struct pj_buf *out, const struct pj_location *at)
{
	address_put(out, at);
	if (at->cell[0])
		return;
	if (address_known(at))
		pj_buf_puts(out, _(", "));
	if (at->block == PJ_BLOCK_PARAGRAPH)
		pj_buf_printf(out, _("paragraph %u"), at->paragraph);
	else
		pj_buf_printf(out, _("%s (paragraph %u)"),
		    pj_report_block_word(at->block), at->paragraph);
}

void
pj_report_put_message(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_finding *f)
{
	struct pj_buf phrase = PJ_BUF_INIT;

	if (!pj_report_has_lines(&f->location) || address_known(&f->location)) {
		pj_buf_putc(out, '[');
		pj_report_put_place(out, &f->location);
		pj_buf_puts(out, "] ");
	}
	pj_report_put_plain(&phrase, f->text);
	pj_buf_putc(&phrase, '\0');
	if (phrase.failed)
		out->failed = true;
	else
		pj_buf_printf(out, _("\"%s\": "), phrase.ptr);
	pj_buf_free(&phrase);
	pj_report_put_plain(out, pj_str(pj_report_why(o, f->rule)));
	if (f->suggestions.count == 0)
		return;
	pj_buf_puts(out, o->english ? " " : "");
	pj_buf_puts(out, _("Instead: "));
	pj_report_put_list(out, &f->suggestions);
	pj_buf_puts(out, _("."));
}

void
pj_report_put_failure(
    struct pj_buf *out, const struct pj_report_failure *failure)
{
	const struct pj_error *err = failure->err;

	pj_buf_puts(out, _("not read: "));
	if (err->where[0] && strcmp(err->where, failure->path) != 0) {
		pj_report_put_plain(out, pj_str(err->where));
		pj_buf_puts(out, ": ");
	}
	pj_report_put_plain(out, pj_str(err->message));
}

/* RFC 3986, unreserved, and the slash between names. */
static bool
stays_in_uri(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("-._~/", c));
}

void
pj_report_put_uri(struct pj_buf *out, const char *path)
{
	path = pj_report_path(path);
	if (path[0] == '/')
		pj_buf_puts(out, "file://");
	for (; *path; path++)
		if (stays_in_uri((unsigned char)*path))
			pj_buf_putc(out, *path);
		else
			pj_buf_printf(out, "%%%02X", (unsigned char)*path);
}

/* XML 1.0, production 2; a line end or tab would not live in an attribute. */
static void
put_xml_cp(struct pj_buf *out, uint32_t cp)
{
	switch (cp) {
	case '&':
		pj_buf_puts(out, "&amp;");
		return;
	case '<':
		pj_buf_puts(out, "&lt;");
		return;
	case '>':
		pj_buf_puts(out, "&gt;");
		return;
	case '"':
		pj_buf_puts(out, "&quot;");
		return;
	case '\t':
	case '\n':
	case '\r':
		pj_buf_printf(out, "&#%u;", (unsigned)cp);
		return;
	default:
		pj_buf_put_cp(out,
		    cp < 0x20 || cp == 0xFFFE || cp == 0xFFFF ? 0xFFFD : cp);
	}
}

void
pj_report_put_xml(struct pj_buf *out, struct pj_str s)
{
	struct pj_buf valid = PJ_BUF_INIT;
	size_t at = 0;

	pj_report_put_valid(&valid, s);
	if (valid.failed)
		out->failed = true;
	s = pj_buf_str(&valid);
	while (at < s.len)
		put_xml_cp(out, pj_utf8_next(s, &at));
	pj_buf_free(&valid);
}

void
pj_report_put_attribute(
    struct pj_buf *out, const char *name, struct pj_str value)
{
	pj_buf_printf(out, " %s=\"", name);
	pj_report_put_xml(out, value);
	pj_buf_putc(out, '"');
}

void
pj_report_move(struct pj_buf *out, struct pj_buf *buf,
    void (*put)(struct pj_buf *out, struct pj_str s))
{
	if (buf->failed)
		out->failed = true;
	else
		put(out, pj_buf_str(buf));
	pj_buf_free(buf);
}
