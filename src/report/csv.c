#include "pingjian/text.h"
#include "pingjian/utf8.h"

#include "address.h"

/*
 * A table for Excel and LibreOffice: RFC 4180 (every cell in quotes, CRLF),
 * with a byte order mark, without which Excel takes UTF-8 for Big5.
 * https://www.rfc-editor.org/rfc/rfc4180
 *
 * A draft is not trusted, and a spreadsheet runs a cell that begins like a
 * formula: such a cell gets an apostrophe before it, and no cell holds a
 * tab or a line end.  Full-width signs count, since East Asian versions
 * take them for the ASCII ones.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */

/* Begins a formula; blank before it does not help. */
static bool
starts_formula(struct pj_str s)
{
	size_t at = 0;
	uint32_t cp = ' ';

	while (at < s.len && (cp <= ' ' || cp == 0x3000 || cp == 0xA0))
		cp = pj_utf8_next(s, &at);
	if (cp >= 0xFF01 && cp <= 0xFF5E)
		cp -= 0xFF01 - '!';
	return cp == '=' || cp == '+' || cp == '-' || cp == '@';
}

/* S, valid UTF-8, as one cell of any row. */
static void
put_cell(struct pj_buf *out, struct pj_str s)
{
	size_t at = 0;

	pj_buf_puts(out, starts_formula(s) ? "\"'" : "\"");
	while (at < s.len) {
		uint32_t cp = pj_utf8_next(s, &at);

		if (cp == '"')
			pj_buf_putc(out, '"');
		pj_report_put_cp(out, cp);
	}
	pj_buf_putc(out, '"');
}

/* The cell S and a comma. */
static void
put_next(struct pj_buf *out, struct pj_str s)
{
	put_cell(out, s);
	pj_buf_putc(out, ',');
}

static void
put_number(struct pj_buf *out, uint32_t value)
{
	pj_buf_printf(out, "%u,", value);
}

static void
put_path(struct pj_buf *out, const char *path)
{
	struct pj_buf valid = PJ_BUF_INIT;

	pj_report_put_valid(&valid, pj_str(path));
	pj_report_move(out, &valid, put_next);
}

/* Columns, in the order of the rows below. */
static const char *const heads[] = {
	N_("File"),
	N_("Level"),
	N_("Phrase"),
	N_("Instead"),
	N_("Why"),
	N_("Sentence"),
	N_("Status"),
	N_("Line"),
	N_("Column"),
	N_("Block"),
	N_("Paragraph"),
	N_("Address"),
	N_("Part"),
	N_("Rule"),
	N_("Kind"),
	N_("Checklist items"),
	N_("Fingerprint"),
};

#define HEADS (sizeof(heads) / sizeof(heads[0]))

static void
csv_begin(struct pj_buf *out, const struct pj_report_options *o)
{
	size_t i;

	(void)o;
	pj_buf_puts(out, "\xEF\xBB\xBF");
	for (i = 0; i < HEADS; i++) {
		put_cell(out, pj_str(_(heads[i])));
		pj_buf_puts(out, i + 1 < HEADS ? "," : "\r\n");
	}
}

/* "shown", or why not. */
static void
put_status(struct pj_buf *out, const struct pj_finding *f)
{
	struct pj_buf status = PJ_BUF_INIT;

	if (f->reason == PJ_KEPT) {
		pj_buf_puts(&status, _("pointed out"));
	} else if (f->detail && f->detail[0]) {
		pj_buf_printf(&status, _("%s: %s"),
		    pj_report_reason_word(f->reason), f->detail);
	} else {
		pj_buf_puts(&status, pj_report_reason_word(f->reason));
	}
	pj_report_move(out, &status, put_next);
}

/* Line and column where they lead to the place, then what else is known. */
static void
put_where(struct pj_buf *out, const struct pj_location *at)
{
	struct pj_buf address = PJ_BUF_INIT;

	if (pj_report_has_lines(at)) {
		put_number(out, at->source.line);
		put_number(out, at->source.column);
	} else {
		pj_buf_puts(out, ",,");
	}
	put_next(out, pj_str(pj_report_block_word(at->block)));
	put_number(out, at->paragraph);
	address_put(&address, at);
	pj_report_move(out, &address, put_next);
	put_path(out, at->part ? at->part : "");
}

static void
put_finding(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r, const struct pj_finding *f)
{
	struct pj_buf list = PJ_BUF_INIT;

	put_path(out, r->path);
	put_next(out, pj_str(pj_report_level_word(f->severity)));
	put_next(out, f->text);
	pj_report_put_list(&list, &f->suggestions);
	pj_report_move(out, &list, put_next);
	put_next(out, pj_str(pj_report_why(o, f->rule)));
	put_next(out, f->excerpt);
	put_status(out, f);
	put_where(out, &f->location);
	put_next(out, pj_str(f->rule->id));
	put_next(out, pj_str(pj_report_kind_word(f->rule->kind)));
	list = (struct pj_buf)PJ_BUF_INIT;
	pj_report_put_list(&list, &f->rule->checklist);
	pj_report_move(out, &list, put_next);
	put_cell(out, pj_str(f->fingerprint));
	pj_buf_puts(out, "\r\n");
}

/* A row on the file called PATH as a whole: what STATUS it has, and WHY. */
static void
put_whole(struct pj_buf *out, const char *path, const char *status,
    struct pj_buf *why)
{
	size_t i;

	put_path(out, path);
	pj_buf_puts(out, ",,,");
	pj_report_move(out, why, put_next);
	pj_buf_putc(out, ',');
	put_cell(out, pj_str(status));
	for (i = 7; i < HEADS; i++)
		pj_buf_putc(out, ',');
	pj_buf_puts(out, "\r\n");
}

/* A draft that nothing is said of has a row, too: it was read. */
static void
csv_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	const struct pj_findings *f = &r->findings;
	const struct pj_note *n;
	struct pj_buf why = PJ_BUF_INIT;
	size_t i, begin = out->len;

	for (i = 0; i < f->kept_count; i++)
		put_finding(out, o, r, &f->kept[i]);
	for (i = 0; i < f->dropped_count; i++)
		if (o->explain || f->dropped[i].reason == PJ_DROP_SUPPRESSED)
			put_finding(out, o, r, &f->dropped[i]);
	for (n = r->notes.first; n; n = n->next) {
		why = (struct pj_buf)PJ_BUF_INIT;
		pj_buf_puts(&why, n->message);
		put_whole(out, r->path, _("remark"), &why);
	}
	why = (struct pj_buf)PJ_BUF_INIT;
	if (out->len == begin)
		put_whole(out, r->path,
		    f->below_count > 0 ? _("only findings below what is shown")
				       : _("nothing to point out"),
		    &why);
}

static void
csv_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	size_t i;

	(void)o;
	for (i = 0; i < closing->totals->failed; i++) {
		struct pj_buf why = PJ_BUF_INIT;

		pj_report_put_failure(&why, &closing->failures[i]);
		put_whole(out, closing->failures[i].path, _("not read"), &why);
	}
}

const struct pj_report_writer pj_report_csv = {
	.name = "csv",
	.between = "",
	.suppressed = true,
	.begin = csv_begin,
	.document = csv_document,
	.end = csv_end,
};
