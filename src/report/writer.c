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
	&pj_report_html,
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

/* The tally of CATEGORY, made where there is none; NULL where none is left. */
static struct pj_report_tally *
tally_of(struct pj_report_totals *totals, const char *category)
{
	struct pj_report_tally *tally;
	size_t i;

	for (i = 0; i < totals->tally_count; i++)
		if (strcmp(totals->tallies[i].category, category) == 0)
			return &totals->tallies[i];
	if (i == PJ_REPORT_CATEGORIES)
		return NULL;
	tally = &totals->tallies[totals->tally_count++];
	*tally = (struct pj_report_tally){ .category = category };
	return tally;
}

static void
add_level(struct pj_report_levels *levels, enum pj_severity severity)
{
	switch (severity) {
	case PJ_ERROR:
		levels->errors++;
		break;
	case PJ_WARNING:
		levels->warnings++;
		break;
	case PJ_ADVICE:
		levels->advice++;
		break;
	}
}

static void
add_levels(struct pj_report_levels *levels, const struct pj_report_levels *more)
{
	levels->errors += more->errors;
	levels->warnings += more->warnings;
	levels->advice += more->advice;
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
	for (i = 0; i < result->findings.kept_count; i++) {
		const struct pj_finding *f = &result->findings.kept[i];
		struct pj_report_tally *tally =
		    tally_of(totals, f->rule->category);

		add_level(&totals->shown, f->severity);
		if (tally)
			add_level(&tally->shown, f->severity);
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
	add_levels(&totals->shown, &more->shown);
	totals->below += more->below;
	totals->suppressed += more->suppressed;
	add_mentions(totals, more->mentions, more->mention_count);
	for (size_t i = 0; i < more->tally_count; i++) {
		struct pj_report_tally *tally =
		    tally_of(totals, more->tallies[i].category);

		if (tally)
			add_levels(&tally->shown, &more->tallies[i].shown);
	}
}
