#include "sarif.h"
#include "address.h"

/*
 * SARIF 2.1.0, one object of one run.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 * (numbers below are its sections).  It is written as it comes: the rules
 * first, then results document by document; artifacts and notifications of
 * documents, which stand in arrays of their own, are put off to the end.
 *
 * Columns count code points (columnKind, 3.14.17), regions are half-open,
 * charOffset leaves out a byte order mark and byteOffset counts it.  Only
 * where lines of the file are known are there regions.  Of other formats a
 * viewer knows the file and not the text that was taken out of it: a region
 * would mark a wrong place, or bytes of an archive.  There, the place is a
 * logical location (3.33), the part of the file and the paragraph in it, and
 * offsets in the text that was taken out are properties.
 */

#define SCHEMA                                                                 \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"  \
	"sarif-schema-2.1.0.json"

/* Sections that come after all results. */
enum { ARTIFACTS, NOTIFICATIONS };

const char *
sarif_level(enum pj_severity severity)
{
	switch (severity) {
	case PJ_ERROR:
		return "error";
	case PJ_WARNING:
		return "warning";
	case PJ_ADVICE:
		break;
	}
	return "note";
}

void
sarif_text(struct json_stream *json, const char *key, struct pj_str text)
{
	json_open(json, key, '{');
	json_text(json, "text", text);
	json_close(json, '}');
}

/* A message (3.11) of what BUF holds; frees it. */
static void
put_message(struct json_stream *json, struct pj_buf *buf)
{
	json_open(json, "message", '{');
	json_move(json, "text", buf);
	json_close(json, '}');
}

/* An artifactLocation (3.4). */
static void
put_artifact(struct json_stream *json, const char *key, const char *path)
{
	struct pj_buf uri = PJ_BUF_INIT;

	json_open(json, key, '{');
	pj_report_put_uri(&uri, path);
	json_move(json, "uri", &uri);
	json_close(json, '}');
}

/*
 * A region (3.30), under KEY.  Lines are of the file; offsets in characters
 * only where the file is the text, and in bytes where it is so in UTF-8.
 */
static void
put_region(struct json_stream *json, const char *key, const struct pj_result *r,
    const struct pj_location *at)
{
	struct pj_text_span span = pj_report_file_span(r, at);
	struct pj_str file = pj_report_file_text(r);

	json_open(json, key, '{');
	json_count(json, "startLine", at->source.line);
	json_count(json, "startColumn", at->source.column);
	json_count(json, "endLine", at->source.end_line);
	json_count(json, "endColumn", at->source.end_column);
	if (r->doc.format == PJ_FORMAT_TEXT) {
		json_count(json, "charOffset", at->chars[0]);
		json_count(json, "charLength", at->chars[1] - at->chars[0]);
	}
	if (pj_report_has_offsets(r)) {
		json_count(json, "byteOffset", span.begin + pj_report_bom(r));
		json_count(json, "byteLength", span.end - span.begin);
	}
	if (span.end <= file.len)
		sarif_text(json, "snippet", pj_str_at(file, span));
	json_close(json, '}');
}

/* The steps to AT that stand before its own name. */
static void
put_steps(struct pj_buf *full, const struct pj_location *at)
{
	const struct pj_address *a = at->from;

	if (at->part && at->part[0]) {
		pj_report_put_valid(full, pj_str(at->part));
		pj_buf_putc(full, '/');
	}
	if (!a)
		return;
	if (a->attached)
		pj_buf_printf(full, "%s/", a->attached);
	if (a->sheet)
		pj_buf_printf(full, "%s/", a->sheet);
	if (a->slide)
		pj_buf_printf(full, "slide[%u]/", a->slide);
	if (a->page)
		pj_buf_printf(full, "page[%u]/", a->page);
	if (a->pointer)
		pj_buf_printf(full, "%s/", a->pointer);
}

/* A logicalLocation (3.33): "word/document.xml/paragraph[4]", "Plan/B3". */
static void
put_logical(struct json_stream *json, const struct pj_location *at)
{
	struct pj_buf name = PJ_BUF_INIT, full = PJ_BUF_INIT;
	char word[ADDRESS_WORD];

	if (at->cell[0])
		pj_buf_puts(&name, address_cell(word, at->cell));
	else
		pj_buf_printf(&name, "paragraph[%u]", at->paragraph);
	put_steps(&full, at);
	pj_buf_add(&full, name.ptr, name.len);
	json_open(json, "logicalLocations", '[');
	json_open(json, NULL, '{');
	json_move(json, "name", &name);
	json_move(json, "fullyQualifiedName", &full);
	json_word(json, "kind", pj_block_kind_name(at->block));
	json_close(json, '}');
	json_close(json, ']');
}

/* Where in the text that was taken out of the file. */
static void
put_extracted(struct json_stream *json, const struct pj_location *at)
{
	json_open(json, "properties", '{');
	json_count(json, "line", at->line);
	json_count(json, "column", at->column);
	json_count(json, "charOffset", at->chars[0]);
	json_count(json, "charLength", at->chars[1] - at->chars[0]);
	json_close(json, '}');
}

/* The members of a location (3.28) but its id and message. */
static void
put_location(struct json_stream *json, const struct pj_result *r,
    const struct pj_location *at)
{
	bool lines = pj_report_has_lines(at);

	json_open(json, "physicalLocation", '{');
	put_artifact(json, "artifactLocation", r->path);
	if (lines)
		put_region(json, "region", r, at);
	json_close(json, '}');
	if (!lines || address_known(at))
		put_logical(json, at);
	if (!lines)
		put_extracted(json, at);
}

/* What else a document-level finding rests on. */
static void
put_related(struct json_stream *json, const struct pj_report_options *o,
    const struct pj_result *r, const struct pj_finding *f)
{
	size_t i;

	if (f->evidence_count == 0)
		return;
	json_open(json, "relatedLocations", '[');
	for (i = 0; i < f->evidence_count; i++) {
		const struct pj_finding_evidence *e = &f->evidence[i];
		struct pj_buf message = PJ_BUF_INIT;

		pj_buf_printf(&message, o->english ? "%s: " : "%s：", e->name);
		pj_buf_add(&message, e->text.ptr, e->text.len);
		json_open(json, NULL, '{');
		json_count(json, "id", i + 1);
		put_location(json, r, &e->location);
		put_message(json, &message);
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* Each suggestion as a fix (3.55); only where it could be put in. */
static void
put_fixes(struct json_stream *json, const struct pj_result *r,
    const struct pj_finding *f)
{
	size_t i;

	if (f->suggestions.count == 0 || !pj_report_is_plain(r, &f->location))
		return;
	json_open(json, "fixes", '[');
	for (i = 0; i < f->suggestions.count; i++) {
		struct pj_str text = pj_str(f->suggestions.at[i]);

		json_open(json, NULL, '{');
		sarif_text(json, "description", text);
		json_open(json, "artifactChanges", '[');
		json_open(json, NULL, '{');
		put_artifact(json, "artifactLocation", r->path);
		json_open(json, "replacements", '[');
		json_open(json, NULL, '{');
		put_region(json, "deletedRegion", r, &f->location);
		sarif_text(json, "insertedContent", text);
		json_close(json, '}');
		json_close(json, ']');
		json_close(json, '}');
		json_close(json, ']');
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* None, or the draft's own (3.35): all results must then have the key. */
static void
put_suppressions(struct json_stream *json, const struct pj_finding *f)
{
	json_open(json, "suppressions", '[');
	if (f->reason == PJ_DROP_SUPPRESSED) {
		json_open(json, NULL, '{');
		json_word(json, "kind", "inSource");
		json_word(json, "status", "accepted");
		json_name(json, "justification", f->detail);
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* The rule, and its place among those of the tool where it is one. */
static void
put_rule(struct json_stream *json, const struct pj_rules *rules,
    const struct pj_rule *rule)
{
	const struct pj_rule *known =
	    rules ? pj_rules_find(rules, pj_str(rule->id)) : NULL;

	json_word(json, "ruleId", rule->id);
	if (known)
		json_count(json, "ruleIndex", (uint64_t)(known - rules->rules));
}

/* What SARIF has no member for. */
static void
put_properties(struct json_stream *json, const struct pj_finding *f)
{
	json_open(json, "properties", '{');
	json_text(json, "text", f->text);
	json_text(json, "excerpt", f->excerpt);
	json_strings(json, "suggestions", &f->suggestions);
	json_word(json, "category", f->rule->category);
	json_word(json, "kind", pj_kind_name(f->rule->kind));
	json_strings(json, "checklist", &f->rule->checklist);
	json_close(json, '}');
}

/* A result (3.27). */
static void
put_result(struct json_stream *json, const struct pj_report_options *o,
    const struct pj_result *r, const struct pj_finding *f)
{
	struct pj_buf message = PJ_BUF_INIT;

	pj_report_put_message(&message, o, f);
	json_open(json, NULL, '{');
	put_rule(json, o->rules, f->rule);
	json_word(json, "level", sarif_level(f->severity));
	put_message(json, &message);
	json_open(json, "locations", '[');
	json_open(json, NULL, '{');
	put_location(json, r, &f->location);
	json_close(json, '}');
	json_close(json, ']');
	put_related(json, o, r, f);
	json_open(json, "partialFingerprints", '{');
	json_word(json, "pingjian/v1", f->fingerprint);
	json_close(json, '}');
	put_suppressions(json, f);
	put_fixes(json, r, f);
	put_properties(json, f);
	json_close(json, '}');
}

static void
sarif_begin(struct pj_buf *out, const struct pj_report_options *o)
{
	const char *language = o->english ? "en" : "zh-TW";

	pj_buf_printf(out,
	    "{\"$schema\":\"" SCHEMA "\",\"version\":\"2.1.0\",\"runs\":[\n"
	    "{\"columnKind\":\"unicodeCodePoints\",\"language\":\"%s\","
	    "\"tool\":{\"driver\":{\"name\":\"" SARIF_NAME "\","
	    "\"version\":\"" PJ_VERSION "\","
	    "\"semanticVersion\":\"" PJ_VERSION "\","
	    "\"language\":\"%s\",\"rules\":[",
	    language, language);
	sarif_put_rules(out, o);
	pj_buf_puts(out, "]}},\n\"results\":[\n");
}

static void
sarif_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	const struct pj_findings *f = &r->findings;
	size_t i, begin = out->len;

	for (i = 0; i < f->kept_count + f->dropped_count; i++) {
		const struct pj_finding *one =
		    i < f->kept_count ? &f->kept[i]
				      : &f->dropped[i - f->kept_count];
		struct json_stream json = { .out = out };

		if (one->reason != PJ_KEPT && one->reason != PJ_DROP_SUPPRESSED)
			continue;
		pj_buf_puts(out, out->len > begin ? ",\n" : "");
		put_result(&json, o, r, one);
	}
}

#define OOXML "application/vnd.openxmlformats-officedocument."

/* As registered with IANA; NULL where there is none. */
static const char *
mime_type(enum pj_format format)
{
	switch (format) {
	case PJ_FORMAT_TEXT:
		return "text/plain";
	case PJ_FORMAT_HTML:
		return "text/html";
	case PJ_FORMAT_DOCX:
		return OOXML "wordprocessingml.document";
	case PJ_FORMAT_ODT:
		return "application/vnd.oasis.opendocument.text";
	case PJ_FORMAT_ODP:
		return "application/vnd.oasis.opendocument.presentation";
	case PJ_FORMAT_ODS:
		return "application/vnd.oasis.opendocument.spreadsheet";
	case PJ_FORMAT_PPTX:
		return OOXML "presentationml.presentation";
	case PJ_FORMAT_XLSX:
		return OOXML "spreadsheetml.sheet";
	case PJ_FORMAT_JSON:
		return "application/json";
	case PJ_FORMAT_MARKDOWN:
		return "text/markdown";
	case PJ_FORMAT_VTT:
		return "text/vtt";
	case PJ_FORMAT_CSV:
		return "text/csv";
	case PJ_FORMAT_EML:
		return "message/rfc822";
	default:
		return NULL;
	}
}

/* A notification (3.58) about the file called PATH; frees MESSAGE. */
static void
put_notification(struct pj_buf *out, const char *path, const char *level,
    const char *code, struct pj_buf *message)
{
	struct json_stream json = { .out = out };

	json_open(&json, NULL, '{');
	json_open(&json, "descriptor", '{');
	json_word(&json, "id", code);
	json_close(&json, '}');
	json_word(&json, "level", level);
	put_message(&json, message);
	json_open(&json, "locations", '[');
	json_open(&json, NULL, '{');
	json_open(&json, "physicalLocation", '{');
	put_artifact(&json, "artifactLocation", path);
	json_close(&json, '}');
	json_close(&json, '}');
	json_close(&json, ']');
	json_close(&json, '}');
}

/* The document as an artifact (3.24), and its notes as notifications. */
static void
sarif_late(struct pj_buf late[PJ_REPORT_LATE],
    const struct pj_report_options *o, const struct pj_result *r)
{
	struct json_stream json = { .out = &late[ARTIFACTS] };
	const char *mime = mime_type(r->doc.format);
	const struct pj_note *n;

	(void)o;
	json_open(&json, NULL, '{');
	put_artifact(&json, "location", r->path);
	json_open(&json, "roles", '[');
	json_word(&json, NULL, "analysisTarget");
	json_close(&json, ']');
	if (mime)
		json_word(&json, "mimeType", mime);
	if (!pj_format_is_container(r->doc.format))
		json_word(&json, "encoding", r->doc.charset);
	json_open(&json, "properties", '{');
	json_word(&json, "format", pj_format_name(r->doc.format));
	json_word(&json, "verdict", pj_verdict_name(r->verdict));
	json_count(&json, "chars", r->doc.char_count);
	json_close(&json, '}');
	json_close(&json, '}');
	for (n = r->notes.first; n; n = n->next) {
		struct pj_buf message = PJ_BUF_INIT;

		if (late[NOTIFICATIONS].len > 0)
			pj_buf_puts(&late[NOTIFICATIONS], ",\n");
		pj_buf_puts(&message, n->message);
		put_notification(
		    &late[NOTIFICATIONS], r->path, "note", n->code, &message);
	}
}

/* What was not read: the run was then no success (3.20.14). */
static void
put_invocation(struct pj_buf *out, const struct pj_report_closing *closing)
{
	size_t failed = closing->totals->failed, i;
	struct pj_str notes = closing->late[NOTIFICATIONS];

	pj_buf_printf(out,
	    "{\"executionSuccessful\":%s,"
	    "\"toolExecutionNotifications\":[",
	    failed > 0 ? "false" : "true");
	pj_buf_puts(out, notes.len > 0 ? "\n" : "");
	pj_buf_add(out, notes.ptr, notes.len);
	for (i = 0; i < failed; i++) {
		const struct pj_report_failure *at = &closing->failures[i];
		struct pj_buf message = PJ_BUF_INIT;

		pj_buf_puts(out, notes.len > 0 || i > 0 ? ",\n" : "\n");
		pj_report_put_failure(&message, at);
		put_notification(out, at->path, "error",
		    pj_report_code_name(at->err->code), &message);
	}
	pj_buf_puts(out, "]}");
}

static void
sarif_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	struct pj_str artifacts = closing->late[ARTIFACTS];

	pj_buf_puts(out, "\n],\n\"artifacts\":[\n");
	pj_buf_add(out, artifacts.ptr, artifacts.len);
	pj_buf_puts(out, "\n],\n\"invocations\":[");
	put_invocation(out, closing);
	pj_buf_puts(out, "],\n\"translations\":[\n");
	sarif_put_translation(out, o);
	pj_buf_puts(out, "\n]}\n]}\n");
}

const struct pj_report_writer pj_report_sarif = {
	.name = "sarif",
	.between = ",\n",
	.suppressed = true,
	.begin = sarif_begin,
	.document = sarif_document,
	.late = sarif_late,
	.end = sarif_end,
};
