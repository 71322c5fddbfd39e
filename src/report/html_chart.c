#include "html.h"
#include "pingjian/text.h"

/*
 * Numbers of the overview.  Each chart is a table or a list first, so that
 * it can be read aloud; bars, inline SVG, repeat its numbers for the eye and
 * are hidden from screen readers.
 */

#define BAR_WIDTH 1000 /* in the SVG's own units */
#define BAR_GAP 6

/* What a level says of a phrase. */
static const char *
level_hint(enum pj_severity level)
{
	switch (level) {
	case PJ_ERROR:
		return _("demeans, sexualises, or blames a victim");
	case PJ_WARNING:
		return _("likely stereotype or bias: change it or be able to "
			 "justify it");
	case PJ_ADVICE:
		break;
	}
	return _("depends on the context");
}

void
html_put_levels(struct pj_buf *out, const struct pj_report_levels *levels)
{
	size_t i;

	pj_buf_puts(out, "<section aria-labelledby=\"levels\">\n"
			 "<h2 id=\"levels\" class=\"aside\">");
	html_word(out, _("Findings by level"));
	pj_buf_puts(out, "</h2>\n<ul class=\"levels\">\n");
	for (i = 0; i < HTML_LEVELS; i++) {
		enum pj_severity level = html_levels[i];

		pj_buf_printf(out,
		    "<li class=\"card %s\"><span class=\"number\">%zu</span> "
		    "<b>",
		    pj_severity_name(level), html_level_count(levels, level));
		html_word(out, pj_report_level_word(level));
		pj_buf_puts(out, "</b> <small>");
		html_word(out, level_hint(level));
		pj_buf_puts(out, "</small></li>\n");
	}
	pj_buf_puts(out, "</ul>\n</section>\n");
}

/* A bar of COUNT parts to WHOLE; part I has the class FILLS[I]. */
static void
put_bar(struct pj_buf *out, const size_t *parts, const char *const *fills,
    size_t count, size_t whole)
{
	size_t i, x = 0;

	pj_buf_printf(out,
	    "<svg viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" "
	    "aria-hidden=\"true\"><rect class=\"fill-rest\" width=\"%d\" "
	    "height=\"10\"/>",
	    BAR_WIDTH, BAR_WIDTH);
	for (i = 0; i < count; i++) {
		size_t width = whole > 0 ? parts[i] * BAR_WIDTH / whole : 0;

		/* A gap keeps two parts apart without their colours. */
		if (width > BAR_GAP)
			pj_buf_printf(out,
			    "<rect class=\"fill-%s\" x=\"%zu\" width=\"%zu\" "
			    "height=\"10\"/>",
			    fills[i], x, width - BAR_GAP);
		x += width;
	}
	pj_buf_puts(out, "</svg>");
}

/* One category: its name, a bar to MOST findings, a number a level. */
static void
put_category(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_tally *tally, size_t most)
{
	const char *fills[HTML_LEVELS];
	size_t parts[HTML_LEVELS], i;

	for (i = 0; i < HTML_LEVELS; i++) {
		fills[i] = pj_severity_name(html_levels[i]);
		parts[i] = html_level_count(&tally->shown, html_levels[i]);
	}
	pj_buf_puts(out, "<tr><th scope=\"row\">");
	html_word(out, html_category(o, tally->category));
	pj_buf_puts(out, "</th><td class=\"bar\">");
	put_bar(out, parts, fills, HTML_LEVELS, most);
	pj_buf_puts(out, "</td>");
	for (i = 0; i < HTML_LEVELS; i++)
		pj_buf_printf(out, "<td>%zu</td>", parts[i]);
	pj_buf_puts(out, "</tr>\n");
}

void
html_sort_tallies(const struct pj_report_tally *sorted[PJ_REPORT_CATEGORIES],
    const struct pj_report_totals *totals)
{
	size_t i, k;

	for (i = 0; i < totals->tally_count; i++) {
		const struct pj_report_tally *one = &totals->tallies[i];
		size_t sum = html_level_sum(&one->shown);

		for (k = i; k > 0; k--) {
			if (sum <= html_level_sum(&sorted[k - 1]->shown))
				break;
			sorted[k] = sorted[k - 1];
		}
		sorted[k] = one;
	}
}

static void
put_category_head(struct pj_buf *out)
{
	size_t i;

	pj_buf_puts(out, "<table aria-labelledby=\"categories\">\n<thead><tr>"
			 "<th scope=\"col\">");
	html_word(out, _("Category"));
	pj_buf_puts(out, "</th><td class=\"bar\"></td>");
	for (i = 0; i < HTML_LEVELS; i++) {
		pj_buf_printf(out, "<th scope=\"col\" class=\"count %s\">",
		    pj_severity_name(html_levels[i]));
		html_put_sign(out, html_levels[i]);
		pj_buf_puts(out, "<span>");
		html_word(out, pj_report_level_word(html_levels[i]));
		pj_buf_puts(out, "</span></th>");
	}
	pj_buf_puts(out, "</tr></thead>\n<tbody>\n");
}

static void
put_categories(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_totals *t)
{
	const struct pj_report_tally *sorted[PJ_REPORT_CATEGORIES];
	size_t i;

	if (t->tally_count == 0)
		return;
	html_sort_tallies(sorted, t);
	pj_buf_puts(out, "<section class=\"card\">\n<h2 id=\"categories\">");
	html_word(out, _("Findings by category"));
	pj_buf_puts(out, "</h2>\n");
	put_category_head(out);
	for (i = 0; i < t->tally_count; i++)
		put_category(
		    out, o, sorted[i], html_level_sum(&sorted[0]->shown));
	pj_buf_puts(out, "</tbody>\n</table>\n</section>\n");
}

/* What was screened, and what of it is not shown. */
static void
put_sums(struct pj_buf *out, const struct pj_report_totals *t)
{
	pj_buf_puts(out, "<p>");
	pj_buf_printf(out,
	    _("Screened: files %zu, characters %zu, paragraphs %zu."),
	    t->documents, t->chars, t->blocks);
	pj_buf_puts(out, "</p>\n");
	if (t->below > 0) {
		pj_buf_puts(out, "<p class=\"note\">");
		pj_buf_printf(out,
		    _("Not shown, below --min-severity or min_severity: "
		      "%zu."),
		    t->below);
		pj_buf_puts(out, "</p>\n");
	}
	if (t->suppressed > 0) {
		pj_buf_puts(out, "<p class=\"note\">");
		pj_buf_printf(
		    out, _("Suppressed in drafts: %zu."), t->suppressed);
		pj_buf_puts(out, "</p>\n");
	}
}

/* How often women and men are mentioned; nothing where nobody is. */
static void
put_mentions(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_totals *t)
{
	/* Two are told apart by colour, more are not. */
	static const char *const fills[PJ_COUNTS_MAX] = { "0", "1", "rest",
		"rest", "rest", "rest", "rest", "rest" };
	size_t parts[PJ_COUNTS_MAX], sum = 0, i;

	for (i = 0; i < t->mention_count; i++)
		sum += parts[i] = t->mentions[i].count;
	if (sum == 0)
		return;
	pj_buf_puts(out, "<div class=\"share\">\n");
	put_bar(out, parts, fills, t->mention_count, sum);
	pj_buf_puts(out, "<ul>\n");
	for (i = 0; i < t->mention_count; i++) {
		const struct pj_count *what = t->mentions[i].what;

		pj_buf_printf(out,
		    "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\">"
		    "<rect class=\"fill-%s\" width=\"10\" height=\"10\"/>"
		    "</svg> ",
		    fills[i]);
		html_word(out, o->english ? what->title_en : what->title_zh);
		pj_buf_printf(out, " %zu (%zu%%)</li>\n", parts[i],
		    (parts[i] * 100 + sum / 2) / sum);
	}
	pj_buf_puts(out, "</ul>\n</div>\n<p class=\"note\">");
	html_word(out, _("A statistic, from which nothing follows."));
	pj_buf_puts(out, "</p>\n");
}

void
html_put_charts(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_totals *totals)
{
	struct pj_buf mentions = PJ_BUF_INIT;

	pj_buf_puts(out, "<div class=\"charts\">\n");
	put_categories(out, o, totals);
	pj_buf_puts(out, "<section class=\"card\">\n<h2>");
	html_word(out, _("What was screened"));
	pj_buf_puts(out, "</h2>\n");
	put_sums(out, totals);
	put_mentions(&mentions, o, totals);
	if (mentions.len > 0) {
		pj_buf_puts(out, "<h3>");
		html_word(out, _("Mentions of women and men"));
		pj_buf_puts(out, "</h3>\n");
	}
	pj_buf_add(out, mentions.ptr, mentions.len);
	out->failed |= mentions.failed;
	pj_buf_free(&mentions);
	pj_buf_puts(out, "</section>\n</div>\n");
}
