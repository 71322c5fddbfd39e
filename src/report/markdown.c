#include "pingjian/text.h"
#include "pingjian/utf8.h"

#include "address.h"

/*
 * Markdown for a comment, a wiki or a job summary: CommonMark with the
 * tables of GitHub Flavored Markdown.
 * https://spec.commonmark.org/0.31.2/  https://github.github.com/gfm/
 *
 * A draft's text stays text: every sign that could begin markup is escaped,
 * @ and # are kept from calling somebody, an address from becoming a link; a
 * phrase is marked by <b>, since ** fails beside Chinese punctuation.
 */

static bool
is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

/*
 * Whether CP, between BEFORE and AFTER (0 at an edge), could be read as
 * markup.  What counts at the begin of a line only does not: no text of a
 * draft stands there.
 */
static bool
is_markup(uint32_t before, uint32_t cp, uint32_t after)
{
	if (cp == '.') /* www.example.org */
		return before == 'w' || before == 'W';
	if (cp == ':') /* https://example.org, :smile:, but not 10:30 */
		return after > ' ' && after < 0x80 &&
		       !(is_digit(before) && is_digit(after));
	return cp > ' ' && cp < 0x80 && strchr("\\`*_[]|~$", (int)cp);
}

/* CP as text: a sign that is no markup, or one that is, escaped. */
static void
put_md_cp(struct pj_buf *out, uint32_t before, uint32_t cp, uint32_t after)
{
	switch (cp) {
	case '<':
		pj_buf_puts(out, "&lt;");
		return;
	case '>':
		pj_buf_puts(out, "&gt;");
		return;
	case '&':
		pj_buf_puts(out, "&amp;");
		return;
	case '@': /* an empty comment parts them from the name behind */
	case '#':
		pj_buf_printf(out, "%c<!-- -->", (int)cp);
		return;
	default:
		if (is_markup(before, cp, after))
			pj_buf_putc(out, '\\');
		pj_report_put_cp(out, cp);
	}
}

/* S, valid UTF-8, in one line. */
static void
put_md(struct pj_buf *out, struct pj_str s)
{
	uint32_t before = 0, cp = 0;
	size_t at = 0;

	while (at < s.len) {
		size_t next;

		cp = pj_utf8_next(s, &at);
		next = at;
		put_md_cp(
		    out, before, cp, at < s.len ? pj_utf8_next(s, &next) : 0);
		before = cp;
	}
}

static void
put_md_name(struct pj_buf *out, const char *name)
{
	struct pj_buf valid = PJ_BUF_INIT;

	pj_report_put_valid(&valid, pj_str(name));
	pj_report_move(out, &valid, put_md);
}

/* The excerpt with the phrase marked in it. */
static void
put_excerpt(struct pj_buf *out, const struct pj_finding *f)
{
	struct pj_str s = f->excerpt;
	struct pj_text_span m = f->excerpt_mark;

	put_md(out, (struct pj_str){ s.ptr, m.begin });
	pj_buf_puts(out, "<b>");
	put_md(out, pj_str_at(s, m));
	pj_buf_puts(out, "</b>");
	put_md(out, (struct pj_str){ s.ptr + m.end, s.len - m.end });
}

/* Line and column, or the block where no line leads there. */
static void
put_where(struct pj_buf *out, const struct pj_location *at)
{
	struct pj_buf place = PJ_BUF_INIT;

	if (pj_report_has_lines(at))
		pj_buf_printf(&place, "%u:%u%s", at->source.line,
		    at->source.column, address_known(at) ? _(", ") : "");
	if (pj_report_has_lines(at))
		address_put(&place, at);
	else
		pj_report_put_place(&place, at);
	pj_report_move(out, &place, put_md);
}

/* One row of the table. */
static void
put_row(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_finding *f)
{
	struct pj_buf list = PJ_BUF_INIT;

	pj_buf_puts(out, "| ");
	put_where(out, &f->location);
	pj_buf_puts(out, " | ");
	put_md(out, pj_str(pj_report_level_word(f->severity)));
	pj_buf_puts(out, " | ");
	put_excerpt(out, f);
	pj_buf_puts(out, " | ");
	put_md(out, pj_str(pj_report_why(o, f->rule)));
	pj_buf_puts(out, " | ");
	pj_report_put_list(&list, &f->suggestions);
	pj_report_move(out, &list, put_md);
	pj_buf_printf(out, " | `%s` |\n", f->rule->id);
}

static void
put_table(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	size_t i;

	pj_buf_printf(out, "| %s | %s | %s | %s | %s | %s |\n", _("Place"),
	    _("Level"), _("Sentence"), _("Why"), _("Instead"), _("Rule"));
	pj_buf_puts(out, "|---|---|---|---|---|---|\n");
	for (i = 0; i < r->findings.kept_count; i++)
		put_row(out, o, &r->findings.kept[i]);
}

static void
markdown_begin(struct pj_buf *out, const struct pj_report_options *o)
{
	(void)o;
	pj_buf_printf(out, "# %s\n",
	    _("Screening for gender stereotype, bias and discrimination"));
}

static void
markdown_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	const struct pj_findings *f = &r->findings;
	const struct pj_note *n;

	pj_buf_puts(out, "\n## ");
	put_md_name(out, r->path);
	pj_buf_puts(out, "\n\n");
	if (f->kept_count > 0)
		put_table(out, o, r);
	else if (f->below_count + f->suppressed_count > 0)
		pj_buf_printf(out, "%s\n", _("Nothing of what is shown here."));
	else if (r->doc.block_count > 0)
		pj_buf_puts(out, _("Nothing to point out.\n"));
	if (f->below_count > 0)
		pj_buf_printf(out,
		    _("\nNot shown, below --min-severity or min_severity: "
		      "%zu.\n"),
		    f->below_count);
	if (f->suppressed_count > 0)
		pj_buf_printf(out, _("\nSuppressed in the draft: %zu.\n"),
		    f->suppressed_count);
	for (n = r->notes.first; n; n = n->next) {
		pj_buf_printf(out, "\n> %s", _("note: "));
		put_md(out, pj_str(n->message));
		pj_buf_putc(out, '\n');
	}
}

/* What was not read stands before the sums. */
static void
markdown_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	const struct pj_report_totals *t = closing->totals;
	size_t i;

	(void)o;
	if (t->failed > 0)
		pj_buf_printf(out, "\n## %s\n\n", _("Not screened"));
	for (i = 0; i < t->failed; i++) {
		struct pj_buf why = PJ_BUF_INIT;

		pj_buf_puts(out, "- ");
		put_md_name(out, closing->failures[i].path);
		pj_buf_puts(out, " – ");
		pj_report_put_failure(&why, &closing->failures[i]);
		pj_report_move(out, &why, put_md);
		pj_buf_putc(out, '\n');
	}
	pj_buf_puts(out, "\n---\n\n");
	if (t->documents > 0)
		pj_buf_printf(out,
		    _("Screened: files %zu, characters %zu, paragraphs "
		      "%zu.\n"),
		    t->documents, t->chars, t->blocks);
	if (t->documents > 0)
		pj_buf_printf(out,
		    _("To change: %zu. To reconsider: %zu. For your "
		      "information: "
		      "%zu.\n"),
		    t->shown.errors, t->shown.warnings, t->shown.advice);
	pj_buf_puts(out, _("This is advice: whether to change a text is for "
			   "people to decide.\n"));
}

const struct pj_report_writer pj_report_markdown = {
	.name = "markdown",
	.between = "",
	.begin = markdown_begin,
	.document = markdown_document,
	.end = markdown_end,
};
