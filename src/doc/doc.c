#include <assert.h>
#include <libxml/parser.h>

#include "doc.h"
#include "pingjian/arena.h"
#include "pingjian/text.h"
#include "pingjian/utf8.h"

typedef bool reader(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err);

/*
 * One row a format; `decode` when the reader wants text, not bytes, and
 * `origin` when its runs are bytes of that text.
 */
static const struct row {
	enum pj_format format;
	bool decode;
	bool origin;
	reader *read;
} readers[] = {
	{ PJ_FORMAT_TEXT, true, false, pj_doc_read_text },
	{ PJ_FORMAT_HTML, true, false, pj_doc_read_html },
	{ PJ_FORMAT_DOCX, false, false, pj_doc_read_docx },
	{ PJ_FORMAT_ODT, false, false, pj_doc_read_odt },
	{ PJ_FORMAT_ODP, false, false, pj_doc_read_odt },
	{ PJ_FORMAT_ODS, false, false, pj_doc_read_odt },
	{ PJ_FORMAT_SRT, true, true, pj_doc_read_srt },
	{ PJ_FORMAT_VTT, true, true, pj_doc_read_vtt },
	{ PJ_FORMAT_CSV, true, true, pj_doc_read_csv },
	{ PJ_FORMAT_JSON, true, true, pj_doc_read_json },
	{ PJ_FORMAT_EML, false, false, pj_doc_read_eml },
	{ PJ_FORMAT_MARKDOWN, true, true, pj_doc_read_markdown },
	{ PJ_FORMAT_PPTX, false, false, pj_doc_read_pptx },
	{ PJ_FORMAT_XLSX, false, false, pj_doc_read_xlsx },
};

static const char *const kind_names[] = {
	[PJ_BLOCK_PARAGRAPH] = "paragraph",
	[PJ_BLOCK_TITLE] = "title",
	[PJ_BLOCK_HEADING] = "heading",
	[PJ_BLOCK_LIST_ITEM] = "list-item",
	[PJ_BLOCK_CELL] = "cell",
	[PJ_BLOCK_CAPTION] = "caption",
	[PJ_BLOCK_ALT] = "alt",
	[PJ_BLOCK_NOTE] = "note",
	[PJ_BLOCK_HEADER] = "header",
	[PJ_BLOCK_FOOTER] = "footer",
	[PJ_BLOCK_TEXT_BOX] = "text-box",
	[PJ_BLOCK_FIELD] = "field",
	[PJ_BLOCK_BUTTON] = "button",
	[PJ_BLOCK_META] = "meta",
	[PJ_BLOCK_QUOTE] = "quote",
};

const char *
pj_block_kind_name(enum pj_block_kind kind)
{
	assert((size_t)kind < sizeof(kind_names) / sizeof(kind_names[0]));
	return kind_names[kind];
}

/* NULL for a format without a reader. */
static const struct row *
reader_of(enum pj_format format)
{
	size_t i;

	for (i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
		if (readers[i].format == format)
			return &readers[i];
	return NULL;
}

/* A text may hold this many bad places, or one in twenty, and be read. */
#define REPLACED_FEW 8

/* Decode what is text, and tell how much of it was no text at all. */
static bool
decode(struct pj_reading *in, struct pj_error *err)
{
	size_t replaced = 0;

	if (!pj_source_decode(in->arena, in->source, &in->text, &replaced, err))
		return false;
	if (replaced > REPLACED_FEW && replaced > pj_utf8_count(in->text) / 20)
		return pj_error_set(err, PJ_EFORMAT,
		    _("this is not %s text: %zu places do not fit; name the "
		      "right encoding with --encoding"),
		    in->source->charset, replaced);
	if (replaced > 0)
		pj_note_add(in->notes, "invalid-bytes",
		    _("%zu invalid byte sequences in %s text were replaced "
		      "by U+FFFD"),
		    replaced, in->source->charset);
	if (in->source->doubtful)
		pj_note_add(in->notes, "charset-doubtful",
		    _("no Chinese was found in the text when read as %s; if "
		      "that is not its encoding, name it with --encoding"),
		    in->source->charset);
	return true;
}

/* libxml2 prepares itself at its first use, but not for two at once. */
void
pj_doc_init(void)
{
	xmlInitParser();
}

bool
pj_doc_read(struct pj_arena *arena, const struct pj_source *source,
    const struct pj_limits *limits, struct pj_deadline deadline,
    struct pj_doc *out, struct pj_notes *notes, struct pj_error *err)
{
	struct pj_reading in = {
		.arena = arena,
		.source = source,
		.text = source->bytes,
		.limits = limits,
		.deadline = deadline,
		.notes = notes,
	};
	const struct row *row = reader_of(source->format);

	if (!row) {
		pj_error_set(err, PJ_EUNSUPPORTED,
		    _("files of this format cannot be read yet"));
		goto fail;
	}
	if (row->decode && !decode(&in, err))
		goto fail;
	if (!row->read(&in, out, err))
		goto fail;
	if (row->origin)
		out->origin = source->valid ? source->bytes : in.text;
	out->charset = source->charset;
	out->format = source->format;
	/* No finding in nothing is no good news. */
	if (out->char_count == 0 || out->block_count == 0)
		pj_note_add(notes, "no-text",
		    _("there was nothing to screen: the document holds no "
		      "text"));
	return true;
fail:
	pj_error_at(err, source->path, 0, 0);
	return false;
}

const struct pj_block *
pj_doc_block_at(const struct pj_doc *doc, uint32_t at)
{
	size_t lo = 0, hi = doc->block_count;

	/* Blocks before lo end at or before AT, those from hi on behind. */
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (doc->blocks[mid].at.end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == doc->block_count || doc->blocks[lo].at.begin > at)
		return NULL;
	return &doc->blocks[lo];
}

const struct pj_run *
pj_doc_run_at(const struct pj_doc *doc, uint32_t at)
{
	size_t lo = 0, hi = doc->run_count;

	/* Runs before lo begin at or before AT, those from hi on behind. */
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (doc->runs[mid].begin <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo > 0 ? &doc->runs[lo - 1] : NULL;
}

const struct pj_address *
pj_doc_address_at(const struct pj_doc *doc, uint32_t at)
{
	const struct pj_run *run = pj_doc_run_at(doc, at);

	if (!run || run->address == 0)
		return NULL;
	return &doc->addresses[run->address - 1];
}
