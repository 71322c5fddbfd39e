#include <jansson.h>

#include "report.h"

/*
 * The JSON contract, schema 1.  Keys stand in the order of the contract:
 * jansson keeps the order in which they were packed.  Offsets count from 0
 * and are half-open; lines and columns count from 1.
 */

#define SCHEMA 1

/* For jansson: bytes as they come; a full buffer is told at the end. */
static int
add(const char *bytes, size_t len, void *out)
{
	pj_buf_add(out, bytes, len);
	return 0;
}

/*
 * Write VALUE and give it back.  A value that could not be built makes the
 * buffer fail: a document is written whole or the run ends in an error.
 */
static void
dump(struct pj_buf *out, json_t *value, size_t flags)
{
	if (!value || json_dump_callback(value, add, out, flags))
		out->failed = true;
	json_decref(value);
}

/* S may hold NUL; it is valid UTF-8 as all extracted text is. */
static json_t *
string(struct pj_str s)
{
	return json_stringn(s.ptr, s.len);
}

/* A file name may be any bytes; JSON must be UTF-8. */
static json_t *
name(const char *path)
{
	struct pj_buf valid = PJ_BUF_INIT;
	json_t *value;

	pj_report_put_valid(&valid, pj_str(path));
	value = valid.failed ? NULL : string(pj_buf_str(&valid));
	pj_buf_free(&valid);
	return value;
}

/* A list of strings; NULL out of memory, as everywhere below. */
static json_t *
strings(const struct pj_strings *list)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < list->count; i++)
		if (json_array_append_new(array, json_string(list->at[i])))
			goto fail;
	return array;
fail:
	json_decref(array);
	return NULL;
}

/* A pair of offsets, half-open. */
static json_t *
range(const uint32_t at[2])
{
	return json_pack("[I,I]", (json_int_t)at[0], (json_int_t)at[1]);
}

/* Where a finding stands, in every way of counting. */
static json_t *
location(const struct pj_location *at)
{
	return json_pack("{s:I,s:I,s:I,s:I,s:o,s:o,s:o,s:s,s:s,s:I}", "line",
	    (json_int_t)at->line, "column", (json_int_t)at->column, "endLine",
	    (json_int_t)at->end_line, "endColumn", (json_int_t)at->end_column,
	    "chars", range(at->chars), "bytes", range(at->bytes), "utf16",
	    range(at->utf16), "block", pj_block_kind_name(at->block), "part",
	    at->part ? at->part : "", "paragraph", (json_int_t)at->paragraph);
}

/* One finding; a dropped one has its reason behind the rest. */
static json_t *
finding(const struct pj_finding *f, const struct pj_report_options *o)
{
	const struct pj_rule *rule = f->rule;
	json_t *value = json_pack(
	    "{s:s,s:s,s:s,s:s,s:o,s:s,s:o,s:o,s:o,s:o,s:s}", "rule", rule->id,
	    "category", rule->category, "kind", pj_kind_name(rule->kind),
	    "severity", pj_severity_name(f->severity), "text", string(f->text),
	    "message", o->english ? rule->message_en : rule->message_zh,
	    "suggestions", strings(&f->suggestions), "basis",
	    strings(&rule->basis), "location", location(&f->location),
	    "excerpt", string(f->excerpt), "fingerprint", f->fingerprint);

	if (!value || f->reason == PJ_KEPT)
		return value;
	if (json_object_set_new(
		value, "reason", json_string(pj_reason_name(f->reason))))
		goto fail;
	if (f->detail && f->detail[0] &&
	    json_object_set_new(value, "detail", json_string(f->detail)))
		goto fail;
	return value;
fail:
	json_decref(value);
	return NULL;
}

/*
 * COUNT findings in order, written one by one: a large document has tens
 * of thousands, and a tree of them all costs more than finding them.
 */
static void
put_findings(struct pj_buf *out, const struct pj_finding *at, size_t count,
    const struct pj_report_options *o, size_t flags)
{
	size_t i;

	pj_buf_putc(out, '[');
	for (i = 0; i < count && !out->failed; i++) {
		if (i > 0)
			pj_buf_putc(out, ',');
		dump(out, finding(&at[i], o), flags);
	}
	pj_buf_putc(out, ']');
}

/* Trouble in the document that its reader should know of. */
static json_t *
notes(const struct pj_notes *list)
{
	json_t *array = json_array();
	const struct pj_note *n;

	for (n = list->first; n; n = n->next)
		if (json_array_append_new(
			array, json_pack("{s:s,s:s}", "code", n->code,
				   "message", n->message)))
			goto fail;
	return array;
fail:
	json_decref(array);
	return NULL;
}

/* What stands before the findings of a document. */
static json_t *
head(const struct pj_result *r)
{
	return json_pack("{s:i,s:o,s:s,s:s,s:s,s:I}", "schema", SCHEMA, "path",
	    name(r->path), "format", pj_format_name(r->doc.format), "charset",
	    r->doc.charset, "verdict", pj_verdict_name(r->verdict), "chars",
	    (json_int_t)r->doc.char_count);
}

/* One document, the object of both formats; FLAGS are jansson's. */
static void
put_document(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_result *r, size_t flags)
{
	const struct pj_findings *f = &r->findings;

	pj_buf_putc(out, '{');
	dump(out, head(r), flags | JSON_EMBED);
	pj_buf_puts(out, ",\"findings\":");
	put_findings(out, f->kept, f->kept_count, o, flags);
	if (o->explain) {
		pj_buf_puts(out, ",\"suppressed\":");
		put_findings(out, f->dropped, f->dropped_count, o, flags);
	}
	pj_buf_puts(out, ",\"notes\":");
	dump(out, notes(&r->notes), flags);
	pj_buf_putc(out, '}');
}

/* A stable word for programs; the message is for people. */
static const char *
code_name(enum pj_code code)
{
	switch (code) {
	case PJ_OK:
		break;
	case PJ_ENOMEM:
		return "memory";
	case PJ_EIO:
		return "io";
	case PJ_EUSAGE:
		return "usage";
	case PJ_ECONFIG:
		return "config";
	case PJ_EFORMAT:
		return "format";
	case PJ_EUNSUPPORTED:
		return "unsupported";
	case PJ_EENCRYPTED:
		return "encrypted";
	case PJ_ELIMIT:
		return "limit";
	}
	return "unknown";
}

/* What was not read: a program must not take silence for clean. */
static json_t *
failures(const struct pj_report_failure *at, size_t count)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < count; i++) {
		const struct pj_error *err = at[i].err;
		json_t *value = json_pack("{s:o,s:s,s:s,s:o,s:I,s:I}", "path",
		    name(at[i].path), "code", code_name(err->code), "message",
		    err->message, "where", name(err->where), "line",
		    (json_int_t)err->line, "column", (json_int_t)err->column);

		if (json_array_append_new(array, value))
			goto fail;
	}
	return array;
fail:
	json_decref(array);
	return NULL;
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
	put_document(out, o, result, JSON_INDENT(2));
}

static void
json_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_totals *totals,
    const struct pj_report_failure *failed)
{
	(void)o;
	pj_buf_puts(out, "\n], \"errors\": ");
	dump(out, failures(failed, totals->failed), JSON_INDENT(2));
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
	put_document(out, o, result, JSON_COMPACT);
	pj_buf_putc(out, '\n');
}

/* One document a line and nothing else: failures are told on stderr. */
static void
jsonl_end(struct pj_buf *out, const struct pj_report_options *o,
    const struct pj_report_totals *totals,
    const struct pj_report_failure *failed)
{
	(void)out;
	(void)o;
	(void)totals;
	(void)failed;
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
