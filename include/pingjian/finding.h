#ifndef PJ_FINDING_H
#define PJ_FINDING_H

#include "pingjian/resolve.h"

/*
 * finding: gives a decided hit what people and programs need: its place in
 * text and source, an excerpt, suggestions that fit, and a fingerprint
 * that stays when the text around moves.
 */

/* Lines and columns of a file, from 1, columns in code points; half-open.
 * All 0 where lines of the file are nothing that its readers see. */
struct pj_lines {
	uint32_t line, column;
	uint32_t end_line, end_column;
};

struct pj_location {
	uint32_t line, column;         /* from 1, columns in code points */
	uint32_t end_line, end_column; /* half-open */
	uint32_t chars[2];             /* code points from 0, half-open */
	uint32_t bytes[2];
	uint32_t utf16[2];
	enum pj_block_kind block;
	const char *part;
	uint32_t paragraph;
	struct pj_lines source; /* in the file; for plain text the same */
	uint32_t cell[2];       /* column and row of a sheet, from 1; 0 none */
	/* Of the first and the last character; NULL where there is none. */
	const struct pj_address *from, *to;
};

/* A further place that a finding rests on. */
struct pj_finding_evidence {
	const char *name; /* what it is to the rule: a kind of mark */
	struct pj_str text;
	struct pj_location location;
};

struct pj_finding {
	const struct pj_rule *rule;
	enum pj_severity severity;
	enum pj_reason reason; /* PJ_KEPT, or why it was dropped */
	const char *detail;
	struct pj_str text; /* the phrase as read: no soft line ends, no
	                       invisible characters */
	struct pj_strings suggestions;
	struct pj_location location;
	struct pj_str excerpt; /* about a sentence around it, one line */
	struct pj_text_span excerpt_mark; /* the phrase within excerpt, bytes */
	const char *fingerprint;          /* 32 hexadecimal digits */
	const struct pj_finding_evidence *evidence; /* in order of text */
	size_t evidence_count; /* 0 but for document-level rules */
};

/* How often words of a count of the rules stand in the draft. */
struct pj_mentions {
	const struct pj_count *what;
	size_t count;
};

struct pj_findings {
	const struct pj_finding *kept;
	size_t kept_count;
	const struct pj_finding *dropped; /* empty unless asked for */
	size_t dropped_count;
	size_t suppressed_count; /* dropped because the draft says so; counted
	                            whether asked for or not */
	const struct pj_mentions *mentions; /* a statistic, never a verdict */
	size_t mention_count;               /* as many as the rules count */
	size_t below_count; /* left out of kept: below min_severity */
};

/* OUT lives in ARENA and borrows DOC and the rules.  Linear in the text. */
bool pj_findings_make(struct pj_arena *arena, const struct pj_rules *rules,
    const struct pj_doc *doc, const struct pj_fold *fold,
    const struct pj_segments *segments, const struct pj_hits *hits,
    const struct pj_decisions *decisions, bool with_dropped,
    struct pj_findings *out, struct pj_error *err);

enum pj_verdict { PJ_PASS, PJ_REVIEW, PJ_BLOCK };

const char *pj_verdict_name(enum pj_verdict verdict);

/* One document's result.  Everything lives in `arena`. */
struct pj_result {
	struct pj_arena *arena;
	const char *path;
	size_t
	    ordinal; /* among the inputs, from 0; the caller's, for reports */
	struct pj_doc doc;
	struct pj_findings findings;
	struct pj_notes notes;
	int highest; /* enum pj_severity of the draft's findings, whatever of
	                them is kept; 0 for none */
	enum pj_verdict verdict; /* follows from `highest` */
};

/* Give back the arena of RESULT; RESULT itself is the caller's. */
void pj_result_free(struct pj_result *result);

#endif /* PJ_FINDING_H */
