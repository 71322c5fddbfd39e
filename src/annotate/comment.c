#include <time.h>

#include "annotate.h"
#include "pingjian/report.h"
#include "pingjian/text.h"
#include "pingjian/utf8.h"

/* LIST with the language's commas between. */
static void
put_list(struct pj_buf *out, const struct pj_strings *list)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		pj_buf_printf(out, "%s%s", i > 0 ? _(", ") : "", list->at[i]);
}

/* FORMAT, which has one %s, with S in its place. */
static void
put_str(struct pj_buf *out, const char *format, struct pj_str s)
{
	struct pj_buf z = PJ_BUF_INIT;

	pj_buf_add(&z, s.ptr, s.len);
	pj_buf_putc(&z, '\0');
	if (z.failed)
		out->failed = true;
	else
		pj_buf_printf(out, format, z.ptr);
	pj_buf_free(&z);
}

/* What is asked, and of which words; where they are, if not here. */
static void
put_head(struct pj_buf *out, const struct comment *c)
{
	const struct pj_finding *f = c->finding;

	pj_buf_printf(out, _("%s: "), pj_report_level_word(f->severity));
	put_str(out, _("\"%s\""), f->text);
	if (!c->exact)
		pj_buf_printf(out, _(", %s (paragraph %u)"),
		    pj_report_block_word(f->location.block),
		    f->location.paragraph);
	pj_buf_putc(out, '\n');
}

/* Other places that the finding rests on. */
static void
put_evidence(struct pj_buf *out, const struct pj_finding *f)
{
	size_t i;

	if (f->evidence_count == 0)
		return;
	pj_buf_puts(out, _("With: "));
	for (i = 0; i < f->evidence_count; i++) {
		pj_buf_puts(out, i > 0 ? _(", ") : "");
		put_str(out, _("\"%s\""), f->evidence[i].text);
	}
	pj_buf_putc(out, '\n');
}

static void
put_rule(struct pj_buf *out, const struct pj_rule *rule)
{
	struct pj_buf ids = PJ_BUF_INIT;

	put_list(&ids, &rule->checklist);
	pj_buf_putc(&ids, '\0');
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

void
comment_put(struct pj_buf *out, const struct job *job, const struct comment *c)
{
	const struct pj_finding *f = c->finding;

	put_head(out, c);
	pj_buf_printf(out, "%s\n",
	    job->options->english ? f->rule->message_en : f->rule->message_zh);
	put_evidence(out, f);
	if (f->suggestions.count > 0) {
		pj_buf_puts(out, _("Instead: "));
		put_list(out, &f->suggestions);
		pj_buf_putc(out, '\n');
	}
	put_rule(out, f->rule);
}

/* Whether XML 1.0 can hold CP. */
static bool
is_xml(uint32_t cp)
{
	return cp == '\t' || cp == '\n' || cp == '\r' ||
	       (cp >= 0x20 && cp != 0xFFFE && cp != 0xFFFF);
}

void
comment_put_xml(struct pj_buf *out, struct pj_str s)
{
	size_t at = 0;

	while (at < s.len) {
		uint32_t cp = pj_utf8_next(s, &at);

		if (cp == '&')
			pj_buf_puts(out, "&amp;");
		else if (cp == '<')
			pj_buf_puts(out, "&lt;");
		else if (cp == '>')
			pj_buf_puts(out, "&gt;");
		else if (cp == '"')
			pj_buf_puts(out, "&quot;");
		else
			pj_buf_put_cp(out, is_xml(cp) ? cp : 0xFFFD);
	}
}

void
comment_put_date(struct pj_buf *out, int64_t when)
{
	time_t seconds = (time_t)when;
	struct tm tm;
	char text[32] = "1970-01-01T00:00:00Z";

	if (gmtime_r(&seconds, &tm))
		strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	pj_buf_puts(out, text);
}
