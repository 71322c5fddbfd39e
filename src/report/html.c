#include <sodium.h>

#include "html.h"
#include "pingjian/text.h"

/*
 * The report for people as one HTML file: no other file belongs to it and
 * it asks no network.  A Content Security Policy holds it to that: nothing
 * is loaded, and only the style and the script whose digests stand in it
 * are obeyed, so that not even a mistake in escaping lets a draft act.
 * https://html.spec.whatwg.org/  https://www.w3.org/TR/CSP3/
 *
 * The overview comes first and needs sums of all drafts: it is the cover.
 * Everything can be read without the script, which only adds a filter.
 */

const enum pj_severity html_levels[HTML_LEVELS] = { PJ_ERROR, PJ_WARNING,
	PJ_ADVICE };

size_t
html_level_count(const struct pj_report_levels *levels, enum pj_severity level)
{
	switch (level) {
	case PJ_ERROR:
		return levels->errors;
	case PJ_WARNING:
		return levels->warnings;
	case PJ_ADVICE:
		break;
	}
	return levels->advice;
}

size_t
html_level_sum(const struct pj_report_levels *levels)
{
	return levels->errors + levels->warnings + levels->advice;
}

void
html_put(struct pj_buf *out, struct pj_str s)
{
	struct pj_buf plain = PJ_BUF_INIT;

	pj_report_put_plain(&plain, s);
	pj_report_move(out, &plain, pj_report_put_xml);
}

void
html_word(struct pj_buf *out, const char *z)
{
	pj_report_put_xml(out, pj_str(z));
}

void
html_put_sign(struct pj_buf *out, enum pj_severity level)
{
	pj_buf_printf(out,
	    "<svg class=\"icon\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">"
	    "<use href=\"#i-%s\"/></svg>",
	    pj_severity_name(level));
}

void
html_put_level(struct pj_buf *out, enum pj_severity level)
{
	pj_buf_printf(out, "<span class=\"tag %s\">", pj_severity_name(level));
	html_put_sign(out, level);
	html_word(out, pj_report_level_word(level));
	pj_buf_puts(out, "</span>");
}

const char *
html_category(const struct pj_report_options *o, const char *id)
{
	size_t i;

	for (i = 0; o->rules && i < o->rules->category_count; i++) {
		const struct pj_category *c = &o->rules->categories[i];

		if (strcmp(c->id, id) == 0)
			return o->english ? c->title_en : c->title_zh;
	}
	return id;
}

/* 'sha256-…' of TEXT, as the policy names what it allows. */
static void
put_digest(struct pj_buf *out, struct pj_str text)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char word[sodium_base64_ENCODED_LEN(
	    crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)];

	crypto_hash_sha256(digest, (const unsigned char *)text.ptr, text.len);
	sodium_bin2base64(word, sizeof(word), digest, sizeof(digest),
	    sodium_base64_VARIANT_ORIGINAL);
	pj_buf_printf(out, "'sha256-%s'", word);
}

static void
put_policy(struct pj_buf *out)
{
	pj_buf_puts(out,
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; base-uri 'none'; form-action 'none'; "
	    "style-src ");
	put_digest(out, html_css);
	pj_buf_puts(out, "; script-src ");
	put_digest(out, html_js);
	pj_buf_puts(out, "\">\n");
}

/* The signs of the levels: told apart by form, not by colour alone. */
static void
put_signs(struct pj_buf *out)
{
	pj_buf_puts(out,
	    "<svg hidden aria-hidden=\"true\">"
	    "<symbol id=\"i-error\" viewBox=\"0 0 10 10\">"
	    "<path d=\"M5 0l5 5-5 5-5-5z\"/></symbol>"
	    "<symbol id=\"i-warning\" viewBox=\"0 0 10 10\">"
	    "<path d=\"M5 .5l5 9H0z\"/></symbol>"
	    "<symbol id=\"i-advice\" viewBox=\"0 0 10 10\">"
	    "<circle cx=\"5\" cy=\"5\" r=\"5\"/></symbol></svg>\n");
}

static void
html_begin(struct pj_buf *out, const struct pj_report_options *o)
{
	const char *title =
	    _("Screening for gender stereotype, bias and discrimination");

	pj_buf_printf(out,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n",
	    o->english ? "en" : "zh-Hant");
	put_policy(out);
	pj_buf_puts(out,
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n"
	    "<meta name=\"generator\" content=\"pingjian " PJ_VERSION "\">\n"
	    "<title>");
	html_word(out, title);
	pj_buf_puts(out, "</title>\n<style>");
	pj_buf_add(out, html_css.ptr, html_css.len);
	pj_buf_puts(out, "</style>\n</head>\n<body>\n");
	put_signs(out);
	pj_buf_puts(out, "<a class=\"skip\" href=\"#findings\">");
	html_word(out, _("Skip to the findings"));
	pj_buf_puts(out, "</a>\n<div class=\"wide\">\n<header>\n<h1>");
	html_word(out, title);
	pj_buf_puts(out, "</h1>\n<p>");
	html_word(
	    out, _("This is advice: whether to change a text is for people to "
		   "decide."));
	pj_buf_puts(out, "</p>\n</header>\n");
}

/* What was not read stands first: it is not clean. */
static void
put_failures(struct pj_buf *out, const struct pj_report_closing *closing)
{
	size_t i;

	if (closing->totals->failed == 0)
		return;
	pj_buf_puts(out,
	    "<section class=\"card alert error\" aria-labelledby=\"unread\">\n"
	    "<h2 id=\"unread\">");
	html_word(out, _("Not screened"));
	pj_buf_puts(out, "</h2>\n<ul>\n");
	for (i = 0; i < closing->totals->failed; i++) {
		struct pj_buf why = PJ_BUF_INIT;

		pj_buf_puts(out, "<li><b>");
		html_put(out, pj_str(closing->failures[i].path));
		pj_buf_puts(out, "</b>");
		pj_report_put_failure(&why, &closing->failures[i]);
		pj_report_move(out, &why, pj_report_put_xml);
		pj_buf_puts(out, "</li>\n");
	}
	pj_buf_puts(out, "</ul>\n</section>\n");
}

/* One box of the filter; COUNT findings answer to it. */
static void
put_box(struct pj_buf *out, const char *name, const char *value,
    const char *word, size_t count)
{
	pj_buf_printf(
	    out, "<label><input type=\"checkbox\" checked name=\"%s\"", name);
	pj_report_put_attribute(out, "value", pj_str(value));
	pj_buf_puts(out, "> <span>");
	html_word(out, word);
	pj_buf_printf(
	    out, "</span> <span class=\"count\">%zu</span></label>\n", count);
}

/* Hidden until the script, without which it does nothing, shows it. */
static void
put_filter(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_totals *t)
{
	const struct pj_report_tally *sorted[PJ_REPORT_CATEGORIES];
	size_t i;

	if (html_level_sum(&t->shown) == 0)
		return;
	html_sort_tallies(sorted, t);
	pj_buf_puts(out, "<form id=\"filter\" hidden>\n<h2>");
	html_word(out, _("Filter"));
	pj_buf_puts(out, "</h2>\n<output aria-live=\"polite\"");
	pj_report_put_attribute(
	    out, "data-words", pj_str(_("Shown: {shown} of {all}")));
	pj_buf_puts(out, "></output>\n<fieldset>\n<legend>");
	html_word(out, _("Level"));
	pj_buf_puts(out, "</legend>\n");
	for (i = 0; i < HTML_LEVELS; i++)
		put_box(out, "level", pj_severity_name(html_levels[i]),
		    pj_report_level_word(html_levels[i]),
		    html_level_count(&t->shown, html_levels[i]));
	pj_buf_puts(out, "</fieldset>\n<fieldset>\n<legend>");
	html_word(out, _("Category"));
	pj_buf_puts(out, "</legend>\n");
	for (i = 0; i < t->tally_count; i++)
		put_box(out, "category", sorted[i]->category,
		    html_category(o, sorted[i]->category),
		    html_level_sum(&sorted[i]->shown));
	pj_buf_puts(out, "</fieldset>\n<button type=\"reset\">");
	html_word(out, _("Show all"));
	pj_buf_puts(out, "</button>\n</form>\n");
}

/* The list of drafts, and the filter. */
static void
put_side(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	pj_buf_puts(out, "<div class=\"side card\">\n"
			 "<nav aria-labelledby=\"drafts\">\n"
			 "<h2 id=\"drafts\">");
	html_word(out, _("Drafts"));
	pj_buf_puts(out, "</h2>\n<ul>\n");
	pj_buf_add(out, closing->late[0].ptr, closing->late[0].len);
	pj_buf_puts(out, "</ul>\n</nav>\n");
	put_filter(out, o, closing->totals);
	pj_buf_puts(out, "</div>\n");
}

/* Overview, list of drafts, filter; then the drafts follow. */
static void
html_cover(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	const struct pj_report_totals *t = closing->totals;

	pj_buf_puts(out, "<main>\n");
	put_failures(out, closing);
	if (t->documents > 0) {
		html_put_levels(out, &t->shown);
		html_put_charts(out, o, t);
	}
	pj_buf_puts(out, "<div class=\"columns\">\n");
	if (t->documents > 0)
		put_side(out, o, closing);
	pj_buf_puts(out, "<div id=\"findings\" tabindex=\"-1\">\n");
}

static void
html_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	html_put_draft(out, o, r);
}

static void
html_late(struct pj_buf late[PJ_REPORT_LATE], const struct pj_report_options *o,
    const struct pj_result *r)
{
	(void)o;
	html_put_entry(&late[0], r);
}

static void
html_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	(void)o;
	(void)closing;
	pj_buf_puts(out, "</div>\n</div>\n</main>\n<footer>");
	html_word(out,
	    _("A draft without findings has not been approved: it holds none "
	      "of the phrases that the rules know."));
	pj_buf_puts(out, " pingjian 平檢 " PJ_VERSION "</footer>\n</div>\n"
			 "<script>");
	pj_buf_add(out, html_js.ptr, html_js.len);
	pj_buf_puts(out, "</script>\n</body>\n</html>\n");
}

const struct pj_report_writer pj_report_html = {
	.name = "html",
	.between = "",
	.suppressed = true,
	.begin = html_begin,
	.cover = html_cover,
	.document = html_document,
	.late = html_late,
	.end = html_end,
};
