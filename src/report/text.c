#include "pingjian/text.h"
#include "pingjian/utf8.h"

#include "address.h"
#include "text.h"

/*
 * The report for people: one paragraph a finding, closing lines that say
 * what was screened and what was not.  Nothing of a draft reaches the
 * terminal raw.
 */

#define EXCERPT_COLUMNS 72 /* fits 80 with the indent */
#define EXCERPT_BEFORE 30  /* columns kept before the phrase when cut */

/* CODE where colours are wanted, else nothing. */
static const char *
paint(const struct pj_report_options *o, const char *code)
{
	return o->color ? code : "";
}

/* Red, yellow, cyan: told apart also by the word beside them. */
static const char *
level_color(enum pj_severity severity)
{
	switch (severity) {
	case PJ_ERROR:
		return "\x1b[1;31m";
	case PJ_WARNING:
		return "\x1b[1;33m";
	case PJ_ADVICE:
		break;
	}
	return "\x1b[1;36m";
}

/*
 * Lines and columns lead to the place in a text file.  In other formats the
 * line is one of the extracted text, which its writer never sees: the cell,
 * or the kind of block and its number, say more.
 */
static void
put_place(
    struct pj_buf *out, const struct pj_result *r, const struct pj_location *at)
{
	pj_report_put_plain(out, pj_str(r->path));
	if (at->source.line > 0)
		pj_buf_printf(
		    out, ":%u:%u", at->source.line, at->source.column);
	else if (!at->cell[0])
		pj_buf_printf(out, _(", %s (paragraph %u)"),
		    pj_report_block_word(at->block), at->paragraph);
	if (address_known(at))
		pj_buf_puts(out, _(", "));
	address_put(out, at);
}

/* Where to begin and end showing, in bytes of the excerpt. */
struct window {
	size_t begin, end;
};

/*
 * Cut the excerpt to EXCERPT_COLUMNS around the phrase.  The first column
 * of the phrase is always shown.
 */
static struct window
cut_window(struct pj_str s, struct pj_text_span mark)
{
	struct window w = { mark.begin, mark.begin };
	size_t columns = 0, before = 0, at;

	while (w.begin > 0) {
		at = w.begin;
		before += pj_report_cp_columns(pj_utf8_prev(s, &at));
		if (before > EXCERPT_BEFORE)
			break;
		w.begin = at;
		columns = before;
	}
	while (w.end < s.len) {
		at = w.end;
		columns += pj_report_cp_columns(pj_utf8_next(s, &at));
		if (columns > EXCERPT_COLUMNS)
			break;
		w.end = at;
	}
	return w;
}

/* All of the excerpt where it fits on a line. */
static struct window
choose_window(struct pj_str s, struct pj_text_span mark)
{
	size_t at = 0, columns = 0;

	while (at < s.len && columns <= EXCERPT_COLUMNS)
		columns += pj_report_cp_columns(pj_utf8_next(s, &at));
	if (columns <= EXCERPT_COLUMNS)
		return (struct window){ 0, s.len };
	return cut_window(s, mark);
}

/* Terminal columns of S from byte BEGIN to byte END. */
static size_t
columns_of(struct pj_str s, size_t begin, size_t end)
{
	size_t columns = 0;

	while (begin < end)
		columns += pj_report_cp_columns(pj_utf8_next(s, &begin));
	return columns;
}

/* C, COUNT times. */
static void
put_run(struct pj_buf *out, char c, size_t count)
{
	while (count-- > 0)
		pj_buf_putc(out, c);
}

/* The excerpt, and a line of carets under the phrase. */
static void
put_excerpt(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_finding *f)
{
	struct pj_str s = f->excerpt;
	struct pj_text_span mark = f->excerpt_mark;
	struct window w = choose_window(s, mark);
	const char *head = w.begin > 0 ? "..." : "";
	const char *tail = w.end < s.len ? "..." : "";
	size_t end = mark.end < w.end ? mark.end : w.end;

	/* The marks of a cut are ASCII: three columns on any terminal. */
	pj_buf_puts(out, TEXT_INDENT);
	pj_buf_puts(out, head);
	pj_report_put_plain(
	    out, (struct pj_str){ s.ptr + w.begin, w.end - w.begin });
	pj_buf_printf(out, "%s\n" TEXT_INDENT, tail);
	put_run(out, ' ', strlen(head) + columns_of(s, w.begin, mark.begin));
	pj_buf_puts(out, paint(o, level_color(f->severity)));
	put_run(out, '^', columns_of(s, mark.begin, end));
	pj_buf_printf(out, "%s\n", paint(o, "\x1b[0m"));
}

/* The rule's name, its kind, and the items of the checklist it answers to. */
static void
put_rule(struct pj_buf *out, const struct pj_rule *rule)
{
	struct pj_buf ids = PJ_BUF_INIT;

	for (size_t i = 0; i < rule->checklist.count; i++)
		pj_buf_printf(
		    &ids, "%s%s", i ? _(", ") : "", rule->checklist.at[i]);
	pj_buf_putc(&ids, '\0');
	pj_buf_puts(out, TEXT_INDENT);
	if (ids.failed)
		out->failed = true;
	else if (rule->checklist.count > 0)
		pj_buf_printf(out, _("Rule: %s (%s; checklist %s)"), rule->id,
		    pj_report_kind_word(rule->kind), ids.ptr);
	else
		pj_buf_printf(out, _("Rule: %s (%s)"), rule->id,
		    pj_report_kind_word(rule->kind));
	pj_buf_putc(out, '\n');
	pj_buf_free(&ids);
}

/* Place and phrase, the sentence, why, what instead, which rule. */
static void
put_finding(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r, const struct pj_finding *f)
{
	const struct pj_rule *rule = f->rule;

	pj_buf_puts(out, paint(o, "\x1b[1m"));
	put_place(out, r, &f->location);
	pj_buf_printf(out, "%s %s", paint(o, "\x1b[0m"),
	    paint(o, level_color(f->severity)));
	pj_buf_printf(out, _("%s: "), pj_report_level_word(f->severity));
	pj_buf_puts(out, paint(o, "\x1b[0m"));
	text_put_quoted(out, f->text);
	pj_buf_putc(out, '\n');
	put_excerpt(out, o, f);
	text_put_evidence(out, f);
	pj_buf_puts(out, TEXT_INDENT);
	pj_buf_printf(out, _("Why: %s"),
	    o->english ? rule->message_en : rule->message_zh);
	pj_buf_putc(out, '\n');
	text_put_suggestions(out, &f->suggestions);
	put_rule(out, rule);
	if (o->explain) {
		text_put_items(out, o, rule);
		text_put_basis(out, o, rule);
	}
	pj_buf_putc(out, '\n');
}

/* A dropped hit takes one line: place, phrase, rule, reason, detail. */
static void
put_dropped(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r, const struct pj_finding *f)
{
	pj_buf_puts(out, paint(o, "\x1b[2m"));
	put_place(out, r, &f->location);
	pj_buf_printf(out, " %s", _("passed over: "));
	text_put_quoted(out, f->text);
	pj_buf_printf(
	    out, " %s: %s", f->rule->id, pj_report_reason_word(f->reason));
	if (f->detail && f->detail[0]) {
		pj_buf_puts(out, " [");
		pj_report_put_plain(out, pj_str(f->detail));
		pj_buf_putc(out, ']');
	}
	pj_buf_printf(out, "%s\n", paint(o, "\x1b[0m"));
}

static void
text_begin(struct pj_buf *out, const struct pj_report_options *o)
{
	(void)out;
	(void)o;
}

/* Findings in order of the text, then what was passed over, notes. */
static void
text_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	const struct pj_findings *f = &r->findings;
	const struct pj_note *n;
	size_t i;

	for (i = 0; i < f->kept_count; i++)
		put_finding(out, o, r, &f->kept[i]);
	for (i = 0; o->explain && i < f->dropped_count; i++)
		put_dropped(out, o, r, &f->dropped[i]);
	if (o->explain && f->dropped_count > 0)
		pj_buf_putc(out, '\n');
	for (n = r->notes.first; n; n = n->next) {
		pj_report_put_plain(out, pj_str(r->path));
		pj_buf_printf(out, " %s", _("note: "));
		pj_report_put_plain(out, pj_str(n->message));
		pj_buf_putc(out, '\n');
	}
	if (r->notes.first)
		pj_buf_putc(out, '\n');
}

/*
 * How many findings of each level, and how many more there are that are not
 * shown; that there are none only where there are none at all.
 */
static void
put_counts(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_totals *t)
{
	if (t->shown.errors + t->shown.warnings + t->shown.advice + t->below +
		t->suppressed ==
	    0) {
		pj_buf_puts(out, _("Nothing to point out.\n"));
		return;
	}
	pj_buf_printf(out,
	    _("To change: %zu. To reconsider: %zu. For your information: "
	      "%zu.\n"),
	    t->shown.errors, t->shown.warnings, t->shown.advice);
	if (t->below > 0)
		pj_buf_printf(out,
		    _("Not shown, below --min-severity or min_severity: "
		      "%zu.\n"),
		    t->below);
	if (t->suppressed > 0 && o->explain)
		pj_buf_printf(
		    out, _("Suppressed in drafts: %zu.\n"), t->suppressed);
	else if (t->suppressed > 0)
		pj_buf_printf(out,
		    _("Suppressed in drafts: %zu (--explain shows them).\n"),
		    t->suppressed);
}

/*
 * What was screened, and what was not.  Nothing is called clean where no
 * document was read.
 */
static void
text_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	const struct pj_report_totals *t = closing->totals;

	if (t->documents > 0) {
		pj_buf_printf(out,
		    _("Screened: files %zu, characters %zu, paragraphs "
		      "%zu.\n"),
		    t->documents, t->chars, t->blocks);
		put_counts(out, o, t);
		text_put_mentions(out, o, t);
	}
	if (t->failed > 0)
		pj_buf_printf(out,
		    dngettext(PJ_DOMAIN,
			"Not screened: %zu input, which could not be read.\n",
			"Not screened: %zu inputs, which could not be read.\n",
			t->failed),
		    t->failed);
	if (t->documents > 0)
		pj_buf_puts(
		    out, _("This is advice: whether to change a text is for "
			   "people to decide.\n"));
}

const struct pj_report_writer pj_report_text = {
	.name = "text",
	.between = "",
	.terminal = true,
	.begin = text_begin,
	.document = text_document,
	.end = text_end,
};
