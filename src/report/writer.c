#include "report.h"

/* A format is a row here and a file beside this one. */
static const struct pj_report_writer *const writers[] = {
	&pj_report_text,
	&pj_report_json,
	&pj_report_jsonl,
	&pj_report_sarif,
	&pj_report_rdjson,
	&pj_report_rdjsonl,
	&pj_report_github,
	&pj_report_checkstyle,
	&pj_report_junit,
	&pj_report_csv,
	&pj_report_markdown,
};

#define WRITERS (sizeof(writers) / sizeof(writers[0]))

const struct pj_report_writer *
pj_report_writer(const char *name)
{
	size_t i;

	for (i = 0; i < WRITERS; i++)
		if (strcmp(writers[i]->name, name) == 0)
			return writers[i];
	return NULL;
}

const struct pj_report_writer *
pj_report_writer_at(size_t i)
{
	return i < WRITERS ? writers[i] : NULL;
}

/*
 * Documents may be screened by different rules: what is counted goes by its
 * name.  What comes after PJ_COUNTS_MAX of them is left out.
 */
static void
add_mentions(struct pj_report_totals *totals, const struct pj_mentions *more,
    size_t count)
{
	size_t i, k;

	for (i = 0; i < count; i++) {
		for (k = 0; k < totals->mention_count; k++)
			if (strcmp(totals->mentions[k].what->name,
				more[i].what->name) == 0)
				break;
		if (k == PJ_COUNTS_MAX)
			continue;
		if (k == totals->mention_count) {
			totals->mentions[k].what = more[i].what;
			totals->mention_count++;
		}
		totals->mentions[k].count += more[i].count;
	}
}

/*
 * Counts by level what is shown.  The verdict, and so the exit status, knows
 * also of findings that --min-severity leaves out.
 */
void
pj_report_count(struct pj_report_totals *totals, const struct pj_result *result)
{
	size_t i;

	totals->documents++;
	totals->chars += result->doc.char_count;
	totals->blocks += result->doc.block_count;
	totals->below += result->findings.below_count;
	totals->suppressed += result->findings.suppressed_count;
	add_mentions(
	    totals, result->findings.mentions, result->findings.mention_count);
	for (i = 0; i < result->findings.kept_count; i++)
		switch (result->findings.kept[i].severity) {
		case PJ_ERROR:
			totals->errors++;
			break;
		case PJ_WARNING:
			totals->warnings++;
			break;
		case PJ_ADVICE:
			totals->advice++;
			break;
		}
}

void
pj_report_add(
    struct pj_report_totals *totals, const struct pj_report_totals *more)
{
	totals->documents += more->documents;
	totals->failed += more->failed;
	totals->chars += more->chars;
	totals->blocks += more->blocks;
	totals->errors += more->errors;
	totals->warnings += more->warnings;
	totals->advice += more->advice;
	totals->below += more->below;
	totals->suppressed += more->suppressed;
	add_mentions(totals, more->mentions, more->mention_count);
}
