#include "report.h"
#include "stream.h"

/*
 * The Reviewdog Diagnostic Format, as one object (rdjson) or one diagnostic
 * a line (rdjsonl).
 * https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto
 *
 * Lines count from 1, columns from 1 in bytes of UTF-8, ends are behind the
 * last.  A byte order mark is part of line 1: reviewdog takes columns from
 * the line as it stands in a diff.  A draft in another encoding has columns
 * of its text in UTF-8.  Where lines do not lead to the place there is a
 * path alone.  Suggestions are left out there and where markup stands within
 * the phrase: they could not be put in.
 */

/* Where a line begins; moves both ways, best onward. */
struct rows {
	struct pj_str text;
	uint32_t at;    /* looked at up to here */
	uint32_t begin; /* of the line that `at` is in */
	uint32_t bom;   /* bytes before the text on its first line */
};

/* The column of offset TO of the text, in bytes. */
static uint32_t
column_of(struct rows *rows, uint32_t to)
{
	const char *text = rows->text.ptr, *at;

	if (to > rows->text.len)
		to = (uint32_t)rows->text.len;
	while (rows->begin > to)
		for (rows->begin--;
		     rows->begin > 0 && text[rows->begin - 1] != '\n';)
			rows->begin--;
	if (rows->at > to)
		rows->at = to;
	while (rows->at < to &&
	       (at = memchr(text + rows->at, '\n', to - rows->at))) {
		rows->at = (uint32_t)(at - text) + 1;
		rows->begin = rows->at;
	}
	rows->at = to;
	return to - rows->begin + (rows->begin == 0 ? rows->bom : 0) + 1;
}

static void
put_position(
    struct json_stream *json, const char *key, uint32_t line, uint32_t column)
{
	json_open(json, key, '{');
	json_count(json, "line", line);
	json_count(json, "column", column);
	json_close(json, '}');
}

/* A range whose columns are in bytes already. */
static void
put_range(struct json_stream *json, const struct pj_lines *at)
{
	json_open(json, "range", '{');
	put_position(json, "start", at->line, at->column);
	put_position(json, "end", at->end_line, at->end_column);
	json_close(json, '}');
}

static const char *
severity_of(enum pj_severity severity)
{
	switch (severity) {
	case PJ_ERROR:
		return "ERROR";
	case PJ_WARNING:
		return "WARNING";
	case PJ_ADVICE:
		break;
	}
	return "INFO";
}

/* The address of what RULE rests on first; "" where none has one. */
static const char *
url_of(const struct pj_report_options *o, const struct pj_rule *rule)
{
	size_t i;

	for (i = 0; i < rule->basis.count; i++) {
		const struct pj_basis *b =
		    pj_report_basis(o->rules, rule->basis.at[i]);

		if (b && b->url[0])
			return b->url;
	}
	return "";
}

static void
put_source(struct json_stream *json)
{
	json_open(json, "source", '{');
	json_word(json, "name", "pingjian");
	json_close(json, '}');
}

/* CODE with the address of more about it, unless that is empty. */
static void
put_code(struct json_stream *json, const char *code, const char *url)
{
	json_open(json, "code", '{');
	json_word(json, "value", code);
	if (url[0])
		json_word(json, "url", url);
	json_close(json, '}');
}

/* What a diagnostic has whatever it is about. */
static void
put_common(struct json_stream *json, const char *severity, const char *code,
    const char *url)
{
	json_word(json, "severity", severity);
	put_source(json);
	put_code(json, code, url);
}

/* What to write instead of the range AT. */
static void
put_suggestions(struct json_stream *json, const struct pj_lines *at,
    const struct pj_strings *list)
{
	size_t i;

	json_open(json, "suggestions", '[');
	for (i = 0; i < list->count; i++) {
		json_open(json, NULL, '{');
		put_range(json, at);
		json_word(json, "text", list->at[i]);
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* The diagnostic of F; ROWS is moved to its begin. */
static void
put_finding(struct json_stream *json, const struct pj_report_options *o,
    const struct pj_result *r, const struct pj_finding *f, struct rows *rows)
{
	struct pj_text_span span = pj_report_file_span(r, &f->location);
	struct pj_lines at = f->location.source;
	struct pj_buf message = PJ_BUF_INIT;
	struct rows end;

	if (at.line > 0) {
		at.column = column_of(rows, span.begin);
		end = *rows;
		at.end_column = column_of(&end, span.end);
	}
	pj_report_put_message(&message, o, f);
	json_open(json, NULL, '{');
	json_move(json, "message", &message);
	json_open(json, "location", '{');
	json_name(json, "path", pj_report_path(r->path));
	if (at.line > 0)
		put_range(json, &at);
	json_close(json, '}');
	put_common(
	    json, severity_of(f->severity), f->rule->id, url_of(o, f->rule));
	if (f->suggestions.count > 0 && pj_report_is_plain(r, &f->location))
		put_suggestions(json, &at, &f->suggestions);
	json_close(json, '}');
}

/* A diagnostic on the file called PATH as a whole; frees MESSAGE. */
static void
put_whole(struct json_stream *json, const char *path, struct pj_buf *message,
    const char *severity, const char *code)
{
	json_open(json, NULL, '{');
	json_move(json, "message", message);
	json_open(json, "location", '{');
	json_name(json, "path", pj_report_path(path));
	json_close(json, '}');
	put_common(json, severity, code, "");
	json_close(json, '}');
}

/* Every diagnostic of R on a line; BETWEEN stands between two. */
static void
put_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r, const char *between)
{
	struct rows rows = { .text = pj_report_file_text(r),
		.bom = pj_report_bom(r) };
	const struct pj_note *n;
	size_t i, begin = out->len;

	for (i = 0; i < r->findings.kept_count; i++) {
		struct json_stream json = { .out = out };

		pj_buf_puts(out, out->len > begin ? between : "");
		put_finding(&json, o, r, &r->findings.kept[i], &rows);
	}
	for (n = r->notes.first; n; n = n->next) {
		struct json_stream json = { .out = out };
		struct pj_buf message = PJ_BUF_INIT;

		pj_buf_puts(out, out->len > begin ? between : "");
		pj_buf_puts(&message, n->message);
		put_whole(&json, r->path, &message, "INFO", n->code);
	}
}

/* What was not read; nothing, if there is none. */
static void
put_failures(struct pj_buf *out, const struct pj_report_closing *closing,
    const char *between)
{
	size_t i;

	for (i = 0; i < closing->totals->failed; i++) {
		struct json_stream json = { .out = out };
		struct pj_buf message = PJ_BUF_INIT;

		pj_buf_puts(out, closing->filled || i > 0 ? between : "");
		pj_report_put_failure(&message, &closing->failures[i]);
		put_whole(&json, closing->failures[i].path, &message, "ERROR",
		    "not-read");
	}
}

static void
rdjson_begin(struct pj_buf *out, const struct pj_report_options *o)
{
	(void)o;
	pj_buf_puts(
	    out, "{\"source\":{\"name\":\"pingjian\"},\"diagnostics\":[\n");
}

static void
rdjson_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	put_document(out, o, r, ",\n");
}

static void
rdjson_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	(void)o;
	put_failures(out, closing, ",\n");
	pj_buf_puts(out, "\n]}\n");
}

static void
rdjsonl_begin(struct pj_buf *out, const struct pj_report_options *o)
{
	(void)out;
	(void)o;
}

static void
rdjsonl_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r)
{
	put_document(out, o, r, "\n");
}

static void
rdjsonl_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_closing *closing)
{
	(void)o;
	put_failures(out, closing, "\n");
	if (closing->filled || closing->totals->failed > 0)
		pj_buf_putc(out, '\n');
}

const struct pj_report_writer pj_report_rdjson = {
	.name = "rdjson",
	.between = ",\n",
	.begin = rdjson_begin,
	.document = rdjson_document,
	.end = rdjson_end,
};

const struct pj_report_writer pj_report_rdjsonl = {
	.name = "rdjsonl",
	.between = "\n",
	.begin = rdjsonl_begin,
	.document = rdjsonl_document,
	.end = rdjsonl_end,
};
