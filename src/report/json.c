#include "address.h"
#include "stream.h"

/*
 * The JSON contract, schema 1.  Keys stand in the order of the contract.
 * Offsets count from 0 and are half-open; lines and columns count from 1.
 */

#define SCHEMA 1

/* A pair of offsets, half-open. */
static void
put_range(struct json_stream *json, const char *key, const uint32_t at[2])
{
	json_open(json, key, '[');
	json_count(json, NULL, at[0]);
	json_count(json, NULL, at[1]);
	json_close(json, ']');
}

/* What only some formats know of a place. */
static void
put_address(struct json_stream *json, const struct pj_location *at)
{
	const struct pj_address *a = at->from, *to = at->to ? at->to : at->from;
	char word[ADDRESS_WORD];

	if (at->cell[0])
		json_word(json, "cell", address_cell(word, at->cell));
	if (!a)
		return;
	if (a->sheet)
		json_word(json, "sheet", a->sheet);
	if (a->slide)
		json_count(json, "slide", a->slide);
	if (a->page)
		json_count(json, "page", a->page);
	if (a->pointer)
		json_word(json, "pointer", a->pointer);
	if (a->attached)
		json_word(json, "attached", a->attached);
	if (a->time[1]) {
		json_open(json, "time", '{');
		json_word(json, "start", address_time(word, a->time[0]));
		json_word(json, "end", address_time(word, to->time[1]));
		json_close(json, '}');
	}
}

/* Where it stands in the file, where that is not the text itself. */
static void
put_lines(struct json_stream *json, const struct pj_lines *at)
{
	json_open(json, "source", '{');
	json_count(json, "line", at->line);
	json_count(json, "column", at->column);
	json_count(json, "endLine", at->end_line);
	json_count(json, "endColumn", at->end_column);
	json_close(json, '}');
}

/* Where a finding of R stands, in every way of counting. */
static void
put_location(struct json_stream *json, const struct pj_result *r,
    const struct pj_location *at)
{
	json_open(json, "location", '{');
	json_count(json, "line", at->line);
	json_count(json, "column", at->column);
	json_count(json, "endLine", at->end_line);
	json_count(json, "endColumn", at->end_column);
	put_range(json, "chars", at->chars);
	put_range(json, "bytes", at->bytes);
	put_range(json, "utf16", at->utf16);
	json_word(json, "block", pj_block_kind_name(at->block));
	json_name(json, "part", at->part ? at->part : "");
	json_count(json, "paragraph", at->paragraph);
	if (at->source.line > 0 && r->doc.format != PJ_FORMAT_TEXT)
		put_lines(json, &at->source);
	put_address(json, at);
	json_close(json, '}');
}

/* What else a document-level finding rests on. */
static void
put_evidence(struct json_stream *json, const struct pj_result *r,
    const struct pj_finding *f)
{
	size_t i;

	json_open(json, "evidence", '[');
	for (i = 0; i < f->evidence_count; i++) {
		json_open(json, NULL, '{');
		json_word(json, "name", f->evidence[i].name);
		json_text(json, "text", f->evidence[i].text);
		put_location(json, r, &f->evidence[i].location);
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* One finding; a dropped one has its reason behind the rest. */
static void
put_finding(struct json_stream *json, const struct pj_report_options *o,
    const struct pj_result *r, const struct pj_finding *f)
{
	const struct pj_rule *rule = f->rule;

	json_open(json, NULL, '{');
	json_word(json, "rule", rule->id);
	json_word(json, "category", rule->category);
	json_word(json, "kind", pj_kind_name(rule->kind));
	json_word(json, "severity", pj_severity_name(f->severity));
	json_text(json, "text", f->text);
	json_word(
	    json, "message", o->english ? rule->message_en : rule->message_zh);
	json_strings(json, "suggestions", &f->suggestions);
	json_strings(json, "basis", &rule->basis);
	json_strings(json, "checklist", &rule->checklist);
	put_location(json, r, &f->location);
	json_text(json, "excerpt", f->excerpt);
	json_word(json, "fingerprint", f->fingerprint);
	if (rule->mark_count > 0)
		put_evidence(json, r, f);
	if (f->reason != PJ_KEPT)
		json_word(json, "reason", pj_reason_name(f->reason));
	if (f->reason != PJ_KEPT && f->detail && f->detail[0])
		json_word(json, "detail", f->detail);
	json_close(json, '}');
}

/* COUNT findings in order. */
static void
put_findings(struct json_stream *json, const char *key,
    const struct pj_finding *at, size_t count,
    const struct pj_report_options *o, const struct pj_result *r)
{
	size_t i;

	json_open(json, key, '[');
	for (i = 0; i < count; i++)
		put_finding(json, o, r, &at[i]);
	json_close(json, ']');
}

/* Trouble in the document that its reader should know of. */
static void
put_notes(struct json_stream *json, const struct pj_notes *list)
{
	const struct pj_note *n;

	json_open(json, "notes", '[');
	for (n = list->first; n; n = n->next) {
		json_open(json, NULL, '{');
		json_word(json, "code", n->code);
		json_word(json, "message", n->message);
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* A statistic, for those who look at many documents. */
static void
put_mentions(struct json_stream *json, const struct pj_findings *f)
{
	size_t i;

	json_open(json, "counts", '{');
	for (i = 0; i < f->mention_count; i++)
		json_count(
		    json, f->mentions[i].what->name, f->mentions[i].count);
	json_close(json, '}');
}

/* One document, the object of both formats. */
static void
put_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r, bool pretty)
{
	struct json_stream json = { .out = out, .pretty = pretty };
	const struct pj_findings *f = &r->findings;

	json_open(&json, NULL, '{');
	json_count(&json, "schema", SCHEMA);
	json_name(&json, "path", r->path);
	json_word(&json, "format", pj_format_name(r->doc.format));
	json_word(&json, "charset", r->doc.charset);
	json_word(&json, "verdict", pj_verdict_name(r->verdict));
	json_count(&json, "chars", r->doc.char_count);
	put_findings(&json, "findings", f->kept, f->kept_count, o, r);
	if (o->explain)
		put_findings(
		    &json, "suppressed", f->dropped, f->dropped_count, o, r);
	put_notes(&json, &r->notes);
	if (f->mention_count > 0)
		put_mentions(&json, f);
	json_close(&json, '}');
}

/* What was not read: a program must not take silence for clean. */
static void
put_failures(
    struct json_stream *json, const struct pj_report_failure *at, size_t count)
{
	size_t i;

	json_open(json, NULL, '[');
	for (i = 0; i < count; i++) {
		const struct pj_error *err = at[i].err;

		json_open(json, NULL, '{');
		json_name(json, "path", at[i].path);
		json_word(json, "code", pj_report_code_name(err->code));
		json_name(json, "message", err->message);
		json_name(json, "where", err->where);
		json_count(json, "line", err->line);
		json_count(json, "column", err->column);
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* The object that holds all documents: pieces, joined by `between`. */
static void
json_begin(struct pj_buf *out, const struct pj_report_options *o)
{
	(void)o;
	pj_buf_printf(out, "{\"schema\": %d, \"documents\": [\n", SCHEMA);
}

static void
json_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *result)
{
	put_document(out, o, result, true);
}

static void
json_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	struct json_stream json = { .out = out, .pretty = true };

	(void)o;
	pj_buf_puts(out, "\n], \"errors\": ");
	put_failures(&json, closing->failures, closing->totals->failed);
	pj_buf_puts(out, "}\n");
}

static void
jsonl_begin(struct pj_buf *out, const struct pj_report_options *o)
{
	(void)out;
	(void)o;
}

static void
jsonl_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *result)
{
	put_document(out, o, result, false);
	pj_buf_putc(out, '\n');
}

/* One document a line and nothing else: failures are told on stderr. */
static void
jsonl_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	(void)out;
	(void)o;
	(void)closing;
}

const struct pj_report_writer pj_report_json = {
	.name = "json",
	.between = ",\n",
	.begin = json_begin,
	.document = json_document,
	.end = json_end,
};

const struct pj_report_writer pj_report_jsonl = {
	.name = "jsonl",
	.between = "",
	.begin = jsonl_begin,
	.document = jsonl_document,
	.end = jsonl_end,
};
