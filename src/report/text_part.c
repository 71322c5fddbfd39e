#include "pingjian/text.h"

#include "address.h"
#include "text.h"

/* Parts of the report for people that are lists of something. */

/* S in quotation marks of the language. */
void
text_put_quoted(struct pj_buf *out, struct pj_str s)
{
	struct pj_buf plain = PJ_BUF_INIT;

	pj_report_put_plain(&plain, s);
	pj_buf_putc(&plain, '\0');
	if (plain.failed)
		out->failed = true;
	else
		pj_buf_printf(out, _("\"%s\""), plain.ptr);
	pj_buf_free(&plain);
}

/* A place in the draft that the finding itself is in. */
static void
put_short_place(struct pj_buf *out, const struct pj_location *at)
{
	if (at->source.line > 0)
		pj_buf_printf(
		    out, " %u:%u", at->source.line, at->source.column);
	else if (!at->cell[0])
		pj_buf_printf(out, _(" (paragraph %u)"), at->paragraph);
	if (!address_known(at))
		return;
	pj_buf_puts(out, " (");
	address_put(out, at);
	pj_buf_puts(out, ")");
}

/*
 * What else a document-level finding rests on, each with its line, or
 * where lines lead nowhere with its paragraph.
 */
void
text_put_evidence(struct pj_buf *out, const struct pj_finding *f)
{
	size_t i;

	if (f->evidence_count == 0)
		return;
	pj_buf_puts(out, TEXT_INDENT);
	pj_buf_puts(out, _("With: "));
	for (i = 0; i < f->evidence_count; i++) {
		const struct pj_finding_evidence *e = &f->evidence[i];

		if (i > 0)
			pj_buf_puts(out, _(", "));
		text_put_quoted(out, e->text);
		put_short_place(out, &e->location);
	}
	pj_buf_putc(out, '\n');
}

/* What to write instead; nothing where the rule knows none. */
void
text_put_suggestions(struct pj_buf *out, const struct pj_strings *list)
{
	size_t i;

	if (list->count == 0)
		return;
	pj_buf_puts(out, TEXT_INDENT);
	pj_buf_puts(out, _("Instead: "));
	for (i = 0; i < list->count; i++) {
		if (i > 0)
			pj_buf_puts(out, _(", "));
		pj_report_put_plain(out, pj_str(list->at[i]));
	}
	pj_buf_putc(out, '\n');
}

/* The sources of RULE: what a reason rests on. */
void
text_put_basis(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_rule *rule)
{
	size_t i;

	for (i = 0; i < rule->basis.count; i++) {
		const char *id = rule->basis.at[i];
		const struct pj_basis *b = pj_report_basis(o->rules, id);

		pj_buf_puts(out, TEXT_INDENT);
		if (b)
			pj_buf_printf(out, _("Basis: %s [%s]"),
			    o->english ? b->title_en : b->title_zh, id);
		else
			pj_buf_printf(out, _("Basis: [%s]"), id);
		if (b && b->url[0])
			pj_buf_printf(out, " %s", b->url);
		pj_buf_putc(out, '\n');
	}
}

/* The same items with their questions. */
void
text_put_items(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_rule *rule)
{
	for (size_t i = 0; o->rules && i < rule->checklist.count; i++) {
		const struct pj_checklist_item *item =
		    pj_rules_item(o->rules, rule->checklist.at[i]);

		if (!item)
			continue;
		pj_buf_puts(out, TEXT_INDENT);
		pj_buf_printf(out, _("Checklist: %s [%s]"),
		    o->english ? item->question_en : item->question_zh,
		    item->id);
		pj_buf_putc(out, '\n');
	}
}

/*
 * How often words that tell a gender stand in the drafts, and their shares:
 * a statistic, of which nothing follows.
 */
void
text_put_mentions(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_totals *t)
{
	size_t sum = 0, i;

	for (i = 0; i < t->mention_count; i++)
		sum += t->mentions[i].count;
	if (sum == 0)
		return;
	pj_buf_puts(out, _("Mentions: "));
	for (i = 0; i < t->mention_count; i++) {
		const struct pj_mentions *m = &t->mentions[i];

		if (i > 0)
			pj_buf_puts(out, _(", "));
		pj_buf_printf(out, _("%s %zu (%zu%%)"),
		    o->english ? m->what->title_en : m->what->title_zh,
		    m->count, (m->count * 100 + sum / 2) / sum);
	}
	pj_buf_puts(out, _(". A statistic only.\n"));
}
