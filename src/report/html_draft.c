#include "address.h"
#include "html.h"
#include "pingjian/fold.h"
#include "pingjian/text.h"

/*
 * A draft: what it is, its findings, each with the words around it, and
 * what the draft asks to pass over.
 */

/*
 * Text of drafts and suggestions is Chinese whatever the report speaks; its
 * script decides on the forms of characters and on the voice that reads it.
 */
static void
put_lang(struct pj_buf *out, const struct pj_result *r)
{
	pj_buf_printf(out, " lang=\"%s\"",
	    pj_text_is_hans(r->doc.text) ? "zh-Hans" : "zh-Hant");
}

/* The id of the place of a draft in the page. */
static void
put_id(struct pj_buf *out, const struct pj_result *r)
{
	pj_buf_printf(out, "d%zu", r->ordinal + 1);
}

/* The phrase in quotation marks. */
static void
put_phrase(struct pj_buf *out, const struct pj_result *r, struct pj_str s)
{
	struct pj_buf word = PJ_BUF_INIT;

	html_put(&word, s);
	pj_buf_putc(&word, '\0');
	pj_buf_puts(out, "<span");
	put_lang(out, r);
	pj_buf_putc(out, '>');
	if (word.failed)
		out->failed = true;
	else
		pj_buf_printf(out, _("\"%s\""), word.ptr);
	pj_buf_puts(out, "</span>");
	pj_buf_free(&word);
}

/* Where AT is, as people find it. */
static void
put_where(struct pj_buf *out, const struct pj_location *at)
{
	struct pj_buf place = PJ_BUF_INIT;

	if (pj_report_has_lines(at)) {
		pj_buf_printf(&place, _("line %u, character %u"),
		    at->source.line, at->source.column);
		if (address_known(at))
			pj_buf_puts(&place, _(", "));
		address_put(&place, at);
	} else {
		pj_report_put_place(&place, at);
	}
	pj_report_move(out, &place, pj_report_put_xml);
}

/* The words around F, its own marked. */
static void
put_excerpt(struct pj_buf *out, const struct pj_finding *f)
{
	struct pj_str s = f->excerpt;
	struct pj_text_span m = f->excerpt_mark;

	html_put(out, (struct pj_str){ s.ptr, m.begin });
	pj_buf_puts(out, "<mark>");
	html_put(out, pj_str_at(s, m));
	pj_buf_puts(out, "</mark>");
	html_put(out, (struct pj_str){ s.ptr + m.end, s.len - m.end });
}

static void
put_suggestions(struct pj_buf *out, const struct pj_result *r,
    const struct pj_strings *list)
{
	size_t i;

	if (list->count == 0)
		return;
	pj_buf_puts(out, "<div class=\"instead\"><span>");
	html_word(out, _("Instead:"));
	pj_buf_puts(out, "</span> <ul");
	put_lang(out, r);
	pj_buf_putc(out, '>');
	for (i = 0; i < list->count; i++) {
		pj_buf_puts(out, "<li>");
		html_put(out, pj_str(list->at[i]));
		pj_buf_puts(out, "</li> ");
	}
	pj_buf_puts(out, "</ul></div>\n");
}

/* What else F rests on. */
static void
put_evidence(
    struct pj_buf *out, const struct pj_result *r, const struct pj_finding *f)
{
	size_t i;

	if (f->evidence_count == 0)
		return;
	pj_buf_puts(out, "<dt>");
	html_word(out, _("With"));
	pj_buf_puts(out, "</dt><dd>");
	for (i = 0; i < f->evidence_count; i++) {
		pj_buf_puts(out, i > 0 ? "<br>" : "");
		put_phrase(out, r, f->evidence[i].text);
		pj_buf_putc(out, ' ');
		put_where(out, &f->evidence[i].location);
	}
	pj_buf_puts(out, "</dd>\n");
}

/* The items of the checklist that RULE answers to. */
static void
put_items(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_rule *rule)
{
	size_t i;

	if (rule->checklist.count == 0)
		return;
	pj_buf_puts(out, "<dt>");
	html_word(out, _("Checklist"));
	pj_buf_puts(out, "</dt><dd>");
	for (i = 0; i < rule->checklist.count; i++) {
		const struct pj_checklist_item *item =
		    o->rules ? pj_rules_item(o->rules, rule->checklist.at[i])
			     : NULL;

		pj_buf_puts(out, i > 0 ? "<br>" : "");
		html_word(out, rule->checklist.at[i]);
		if (!item)
			continue;
		pj_buf_puts(out, " ");
		html_word(
		    out, o->english ? item->question_en : item->question_zh);
	}
	pj_buf_puts(out, "</dd>\n");
}

/* A source of a rule; only an address of the web becomes a link. */
static void
put_source(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_basis *b)
{
	bool web = strncmp(b->url, "https://", 8) == 0 ||
	           strncmp(b->url, "http://", 7) == 0;

	if (web) {
		pj_buf_puts(out, "<a rel=\"noreferrer\"");
		pj_report_put_attribute(out, "href", pj_str(b->url));
		pj_buf_putc(out, '>');
	}
	html_word(out, o->english ? b->title_en : b->title_zh);
	pj_buf_puts(out, web ? "</a>" : "");
}

static void
put_basis(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_rule *rule)
{
	size_t i;

	if (rule->basis.count == 0)
		return;
	pj_buf_puts(out, "<dt>");
	html_word(out, _("Basis"));
	pj_buf_puts(out, "</dt><dd>");
	for (i = 0; i < rule->basis.count; i++) {
		const struct pj_basis *b =
		    pj_report_basis(o->rules, rule->basis.at[i]);

		html_word(out, i > 0 ? _("; ") : "");
		if (b)
			put_source(out, o, b);
		else
			html_word(out, rule->basis.at[i]);
	}
	pj_buf_puts(out, "</dd>\n");
}

/* What the rule is and what it rests on. */
static void
put_rule(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r, const struct pj_finding *f)
{
	const struct pj_rule *rule = f->rule;

	pj_buf_puts(out, "<dl>\n");
	put_evidence(out, r, f);
	put_items(out, o, rule);
	put_basis(out, o, rule);
	pj_buf_puts(out, "<dt>");
	html_word(out, _("Rule"));
	pj_buf_puts(out, "</dt><dd>");
	html_word(out, html_category(o, rule->category));
	html_word(out, _(", "));
	html_word(out, pj_report_kind_word(rule->kind));
	pj_buf_puts(out, " <code>");
	html_word(out, rule->id);
	pj_buf_puts(out, "</code></dd>\n</dl>\n");
}

/* The I-th finding of R, F. */
static void
put_finding(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r, size_t i)
{
	const struct pj_finding *f = &r->findings.kept[i];
	const char *level = pj_severity_name(f->severity);

	pj_buf_puts(out, "<li id=\"");
	put_id(out, r);
	pj_buf_printf(out, "-%zu\" class=\"finding card %s\" data-level=\"%s\"",
	    i + 1, level, level);
	pj_report_put_attribute(
	    out, "data-category", pj_str(f->rule->category));
	pj_buf_puts(out, ">\n<h3>");
	html_put_level(out, f->severity);
	pj_buf_putc(out, ' ');
	put_phrase(out, r, f->text);
	pj_buf_puts(out, " <span class=\"place\">");
	put_where(out, &f->location);
	pj_buf_puts(out, "</span></h3>\n<blockquote");
	put_lang(out, r);
	pj_buf_putc(out, '>');
	put_excerpt(out, f);
	pj_buf_puts(out, "</blockquote>\n<p>");
	html_word(out, pj_report_why(o, f->rule));
	pj_buf_puts(out, "</p>\n");
	put_suggestions(out, r, &f->suggestions);
	put_rule(out, o, r, f);
	pj_buf_puts(out, "</li>\n");
}

/* What was dropped and is to be shown: what the draft says, or all. */
static bool
is_told(const struct pj_report_options *o, const struct pj_finding *f)
{
	return o->explain || f->reason == PJ_DROP_SUPPRESSED;
}

/* What was passed over, with the reason. */
static void
put_dropped(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	const struct pj_findings *f = &r->findings;
	size_t i, count = 0;

	for (i = 0; i < f->dropped_count; i++)
		count += is_told(o, &f->dropped[i]);
	if (count == 0)
		return;
	pj_buf_puts(out, "<details>\n<summary>");
	pj_buf_printf(out, _("Passed over: %zu"), count);
	pj_buf_puts(out, "</summary>\n<ul>\n");
	for (i = 0; i < f->dropped_count; i++) {
		const struct pj_finding *one = &f->dropped[i];

		if (!is_told(o, one))
			continue;
		pj_buf_puts(out, "<li>");
		put_phrase(out, r, one->text);
		pj_buf_putc(out, ' ');
		put_where(out, &one->location);
		pj_buf_puts(out, " <code>");
		html_word(out, one->rule->id);
		pj_buf_puts(out, "</code><br>");
		html_word(out, pj_report_reason_word(one->reason));
		if (one->detail && one->detail[0]) {
			html_word(out, _(": "));
			html_put(out, pj_str(one->detail));
		}
		pj_buf_puts(out, "</li>\n");
	}
	pj_buf_puts(out, "</ul>\n</details>\n");
}

/* Findings of R by level. */
static struct pj_report_levels
levels_of(const struct pj_result *r)
{
	struct pj_report_levels levels = { 0 };
	size_t i;

	for (i = 0; i < r->findings.kept_count; i++)
		switch (r->findings.kept[i].severity) {
		case PJ_ERROR:
			levels.errors++;
			break;
		case PJ_WARNING:
			levels.warnings++;
			break;
		case PJ_ADVICE:
			levels.advice++;
			break;
		}
	return levels;
}

/* Nothing is called fine where something is not shown, or was not there. */
static bool
is_fine(const struct pj_result *r)
{
	const struct pj_findings *f = &r->findings;

	return r->doc.block_count > 0 &&
	       f->kept_count + f->below_count + f->suppressed_count == 0;
}

/* Name, sums, and what kind of file it is. */
static void
put_head(struct pj_buf *out, const struct pj_result *r)
{
	struct pj_report_levels levels = levels_of(r);
	size_t i;

	pj_buf_puts(out, "<h2 id=\"");
	put_id(out, r);
	pj_buf_puts(out, "-h\">");
	html_put(out, pj_str(r->path));
	pj_buf_puts(out, "</h2>\n<div class=\"facts\">");
	for (i = 0; i < HTML_LEVELS; i++) {
		size_t n = html_level_count(&levels, html_levels[i]);

		if (n == 0)
			continue;
		pj_buf_puts(out, "<span>");
		html_put_level(out, html_levels[i]);
		pj_buf_printf(out, " %zu</span> ", n);
	}
	if (is_fine(r)) {
		pj_buf_puts(out, "<span class=\"tag fine\">");
		html_word(out, _("nothing to point out"));
		pj_buf_puts(out, "</span> ");
	}
	pj_buf_puts(out, "<span class=\"format\">");
	html_word(out, pj_format_name(r->doc.format));
	pj_buf_puts(out, "</span> <span>");
	pj_buf_printf(out, _("%zu characters"), r->doc.char_count);
	pj_buf_puts(out, "</span></div>\n");
}

/* Trouble in the draft that its reader should know of. */
static void
put_notes(struct pj_buf *out, const struct pj_notes *notes)
{
	const struct pj_note *n;

	if (!notes->first)
		return;
	pj_buf_puts(out, "<ul class=\"remarks\">\n");
	for (n = notes->first; n; n = n->next) {
		pj_buf_puts(out, "<li>");
		html_word(out, _("note: "));
		html_put(out, pj_str(n->message));
		pj_buf_puts(out, "</li>\n");
	}
	pj_buf_puts(out, "</ul>\n");
}

void
html_put_draft(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	const struct pj_findings *f = &r->findings;
	size_t i;

	pj_buf_puts(out, "<section class=\"draft\" id=\"");
	put_id(out, r);
	pj_buf_puts(out, "\" aria-labelledby=\"");
	put_id(out, r);
	pj_buf_puts(out, "-h\">\n");
	put_head(out, r);
	put_notes(out, &r->notes);
	if (f->kept_count > 0) {
		pj_buf_puts(out, "<ol>\n");
		for (i = 0; i < f->kept_count; i++)
			put_finding(out, o, r, i);
		pj_buf_puts(out, "</ol>\n");
	}
	if (f->below_count > 0) {
		pj_buf_puts(out, "<p class=\"note\">");
		pj_buf_printf(out,
		    _("Not shown, below --min-severity or min_severity: "
		      "%zu."),
		    f->below_count);
		pj_buf_puts(out, "</p>\n");
	}
	put_dropped(out, o, r);
	pj_buf_puts(out, "</section>\n");
}

void
html_put_entry(struct pj_buf *out, const struct pj_result *r)
{
	struct pj_report_levels levels = levels_of(r);
	size_t i, count = 0;

	pj_buf_puts(out, "<li><a href=\"#");
	put_id(out, r);
	pj_buf_puts(out, "\">");
	html_put(out, pj_str(r->path));
	pj_buf_puts(out, "</a> <span class=\"count\">");
	for (i = 0; i < HTML_LEVELS; i++)
		count += html_level_count(&levels, html_levels[i]);
	pj_buf_printf(out, "%zu</span></li>\n", count);
}
