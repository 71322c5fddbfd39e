#include <stdlib.h>
#include <strings.h>

#include <zip.h>

#include "pingjian/text.h"
#include "source.h"

/*
 * Only as much of a container as tells what it holds: the names in its
 * central directory, OpenDocument's `mimetype`, which is stored first, and
 * the types of parts that Microsoft's programs list.  Whether its parts are
 * whole is for the reader of the format to find out.
 */

/* A list of types is looked at so far: real ones have a few KiB, those of
 * presentations with hundreds of slides a hundred. */
#define HEAD_MAX ((size_t)256 << 10)
#define TYPES "[Content_Types].xml"

#define END_SIZE 22      /* end of central directory record */
#define END_WITHIN 65557 /* it is followed by a comment of 64 KiB at most */
#define ENTRY_SIZE 46    /* an entry of the directory, without its name */
#define LOCAL_SIZE 30    /* the same before the entry's bytes */

#define ODF "application/vnd.oasis.opendocument."

/* What the names of a container tell. */
struct contents {
	size_t count;
	bool encrypted;
	bool types; /* [Content_Types].xml */
	bool excel;
	bool powerpoint;
	bool binary; /* an Excel file without XML */
	bool odf;    /* content.xml */
};

/* A little-endian number of BYTES bytes. */
static size_t
number(const char *at, size_t bytes)
{
	size_t n = 0;

	while (bytes-- > 0)
		n = n << 8 | (unsigned char)at[bytes];
	return n;
}

/* Offset of the end of central directory record; the length when none. */
static size_t
find_end(struct pj_str zip)
{
	size_t least = zip.len > END_WITHIN ? zip.len - END_WITHIN : 0;
	size_t at = zip.len < END_SIZE ? 0 : zip.len - END_SIZE + 1;

	while (at-- > least)
		if (!memcmp(zip.ptr + at, "PK\5\6", 4))
			return at;
	return zip.len;
}

static bool
begins(struct pj_str name, const char *z)
{
	size_t len = strlen(z);

	return name.len >= len && !memcmp(name.ptr, z, len);
}

/* Programs write the parts of each kind below a folder of their own. */
static void
note_name(struct contents *in, struct pj_str name)
{
	in->count++;
	in->types |= pj_str_equal(name, pj_str(TYPES));
	in->excel |= begins(name, "xl/");
	in->powerpoint |= begins(name, "ppt/");
	in->odf |= pj_str_equal(name, pj_str("content.xml"));
}

/* Walk the central directory; false when it is not whole. */
static bool
read_names(struct pj_str zip, struct contents *in)
{
	size_t end = find_end(zip), at, stop;

	if (end == zip.len)
		return false;
	at = number(zip.ptr + end + 16, 4);
	stop = at + number(zip.ptr + end + 12, 4);
	if (stop > end || stop < at)
		return false;
	while (stop - at >= ENTRY_SIZE && !memcmp(zip.ptr + at, "PK\1\2", 4)) {
		const char *entry = zip.ptr + at;
		struct pj_str name = { entry + ENTRY_SIZE,
			number(entry + 28, 2) };
		size_t size = ENTRY_SIZE + name.len + number(entry + 30, 2) +
		              number(entry + 32, 2);

		if (size > stop - at)
			return false;
		in->encrypted |= number(entry + 8, 2) & 1;
		note_name(in, name);
		at += size;
	}
	return at == stop;
}

/* The bytes of `mimetype` if it stands first and stored, else empty. */
static struct pj_str
mimetype(struct pj_str zip)
{
	struct pj_str none = { "", 0 }, value;
	size_t name_len, at;

	if (zip.len < LOCAL_SIZE || memcmp(zip.ptr, "PK\3\4", 4) ||
	    number(zip.ptr + 8, 2) != 0)
		return none;
	name_len = number(zip.ptr + 26, 2);
	at = LOCAL_SIZE + name_len + number(zip.ptr + 28, 2);
	if (name_len != 8 || at > zip.len ||
	    memcmp(zip.ptr + LOCAL_SIZE, "mimetype", 8))
		return none;
	value.ptr = zip.ptr + at;
	value.len = number(zip.ptr + 18, 4);
	if (value.len == 0) /* its size may stand behind it */
		value.len = number(zip.ptr + 22, 4);
	if (value.len > zip.len - at)
		value.len = zip.len - at;
	return value;
}

/* Main parts in a list of types, plain and with macros; of templates, too. */
static const struct {
	const char *type;
	enum pj_format format;
} kinds[] = {
	{ "wordprocessingml.document.main", PJ_FORMAT_DOCX },
	{ "wordprocessingml.template.main", PJ_FORMAT_DOCX },
	{ "ms-word.document.macroEnabled.main", PJ_FORMAT_DOCX },
	{ "ms-word.template.macroEnabledTemplate.main", PJ_FORMAT_DOCX },
	{ "presentationml.presentation.main", PJ_FORMAT_PPTX },
	{ "presentationml.slideshow.main", PJ_FORMAT_PPTX },
	{ "presentationml.template.main", PJ_FORMAT_PPTX },
	{ "ms-powerpoint.presentation.macroEnabled.main", PJ_FORMAT_PPTX },
	{ "ms-powerpoint.slideshow.macroEnabled.main", PJ_FORMAT_PPTX },
	{ "ms-powerpoint.template.macroEnabled.main", PJ_FORMAT_PPTX },
	{ "spreadsheetml.sheet.main", PJ_FORMAT_XLSX },
	{ "spreadsheetml.template.main", PJ_FORMAT_XLSX },
	{ "ms-excel.sheet.macroEnabled.main", PJ_FORMAT_XLSX },
	{ "ms-excel.template.macroEnabled.main", PJ_FORMAT_XLSX },
};

/* Does NEEDLE stand in HAY? */
static bool
holds(struct pj_str hay, const char *needle)
{
	size_t len = strlen(needle);
	const char *at = hay.ptr, *end = hay.ptr + hay.len;

	while ((size_t)(end - at) >= len) {
		at = memchr(at, needle[0], (size_t)(end - at) - len + 1);
		if (!at)
			return false;
		if (!memcmp(at, needle, len))
			return true;
		at++;
	}
	return false;
}

/* The first HEAD_MAX bytes of part NAME of ZIP, into SPACE; empty when it
 * cannot be read, which is for the reader of the format to find out. */
static struct pj_str
read_head(struct pj_str zip, const char *name, char *space)
{
	struct pj_str out = { space, 0 };
	zip_source_t *source =
	    zip_source_buffer_create(zip.ptr, zip.len, 0, NULL);
	zip_t *container = NULL;
	zip_file_t *file = NULL;
	zip_int64_t got;

	if (source)
		container = zip_open_from_source(source, ZIP_RDONLY, NULL);
	if (!container) {
		zip_source_free(source);
		return out;
	}
	file = zip_fopen(container, name, 0);
	while (file && out.len < HEAD_MAX) {
		got = zip_fread(file, space + out.len, HEAD_MAX - out.len);
		if (got <= 0)
			break;
		out.len += (size_t)got;
	}
	if (file)
		zip_fclose(file);
	zip_discard(container);
	return out;
}

/*
 * What a container with a list of types is: by the list, else by the
 * folders of its parts.  A document may hold others, packed, whose types do
 * not end in "main".
 */
static enum pj_format
by_types(struct pj_str types, struct contents *in)
{
	size_t i;

	in->binary = holds(types, "sheet.binary.macroEnabled.main");
	if (in->binary)
		return PJ_FORMAT_UNKNOWN;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (holds(types, kinds[i].type))
			return kinds[i].format;
	if (in->excel)
		return PJ_FORMAT_XLSX;
	return in->powerpoint ? PJ_FORMAT_PPTX : PJ_FORMAT_DOCX;
}

/* What an OpenDocument file is by its type, else by the end of its NAME. */
static enum pj_format
by_mimetype(struct pj_str mime, const char *name)
{
	static const struct {
		const char *type;
		const char *ends[2];
		enum pj_format format;
	} types[] = {
		{ ODF "text", { ".odt", ".ott" }, PJ_FORMAT_ODT },
		{ ODF "presentation", { ".odp", ".otp" }, PJ_FORMAT_ODP },
		{ ODF "spreadsheet", { ".ods", ".ots" }, PJ_FORMAT_ODS },
	};
	const char *dot = strrchr(name, '.');
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (begins(mime, types[i].type))
			return types[i].format;
	if (mime.len > 0)
		return PJ_FORMAT_UNKNOWN;
	for (i = 0; dot && i < sizeof(types) / sizeof(types[0]); i++)
		if (!strcasecmp(dot, types[i].ends[0]) ||
		    !strcasecmp(dot, types[i].ends[1]))
			return types[i].format;
	return PJ_FORMAT_ODT;
}

/* The format of ZIP, whose names told IN; MIME is what it was told by, and
 * SPACE for HEAD_MAX bytes. */
static enum pj_format
find_format(struct pj_str zip, const char *name, struct contents *in,
    struct pj_str *mime, char *space)
{
	/* More parts than are ever read take libzip too long to list. */
	bool readable = in->count <= PJ_PART_MAX;
	struct pj_str types = { "", 0 };

	if (in->types && !begins(*mime, ODF)) {
		if (readable)
			types = read_head(zip, TYPES, space);
		return by_types(types, in);
	}
	if (mime->len == 0 && !in->odf)
		return PJ_FORMAT_UNKNOWN;
	/* Some programs pack the type, or put it behind other parts. */
	if (mime->len == 0 && readable)
		*mime = read_head(zip, "mimetype", space);
	return by_mimetype(*mime, name);
}

/* What else a container can be, and what its owner can do. */
static const char *
other_kind(const struct contents *in, struct pj_str mime)
{
	if (in->binary)
		return N_("this is a binary Excel file (.xlsb); save it as "
			  ".xlsx or .ods");
	if (begins(mime, "application/epub"))
		return N_("this is an EPUB book; save its words as .docx, "
			  ".odt or .txt");
	if (begins(mime, ODF))
		return N_("this is an OpenDocument file, but no text, slides "
			  "or spreadsheet; save its words as .odt or .txt");
	return N_("this is a zip archive; unpack it and screen the files");
}

enum pj_format
pj_format_zip(struct pj_str zip, const char *name, struct pj_error *err)
{
	struct pj_str mime = mimetype(zip);
	struct contents in = { 0 };
	enum pj_format format;
	char *space;

	if (!read_names(zip, &in)) {
		pj_error_set(err, PJ_EFORMAT,
		    _("the file is cut off or damaged: its zip container has "
		      "no whole directory; save it again"));
		return PJ_FORMAT_UNKNOWN;
	}
	if (in.count == 0) {
		pj_error_set(err, PJ_EFORMAT,
		    _("the file is an empty zip container; save it again"));
		return PJ_FORMAT_UNKNOWN;
	}
	if (in.encrypted) {
		pj_error_set(err, PJ_EENCRYPTED,
		    _("the file needs a password; save it without one"));
		return PJ_FORMAT_UNKNOWN;
	}
	space = malloc(HEAD_MAX);
	if (!space) {
		pj_error_nomem(err);
		return PJ_FORMAT_UNKNOWN;
	}
	format = find_format(zip, name, &in, &mime, space);
	if (format == PJ_FORMAT_UNKNOWN)
		pj_error_set(
		    err, PJ_EUNSUPPORTED, "%s", _(other_kind(&in, mime)));
	free(space);
	return format;
}

/* OLE containers name their streams in UTF-16LE. */
static bool
has_stream(struct pj_str ole, const char *name)
{
	char wide[64] = { 0 }; /* every name asked for fits */
	size_t len = strlen(name) * 2, i;
	const char *at = ole.ptr, *end = ole.ptr + ole.len;

	for (i = 0; i < len; i++)
		wide[i] = i % 2 ? '\0' : name[i / 2];
	for (; (size_t)(end - at) >= len; at++) {
		at = memchr(at, wide[0], (size_t)(end - at) - len + 1);
		if (!at)
			return false;
		if (!memcmp(at, wide, len))
			return true;
	}
	return false;
}

void
pj_format_refuse_ole(struct pj_str ole, struct pj_error *err)
{
	if (has_stream(ole, "EncryptedPackage") ||
	    has_stream(ole, "EncryptionInfo"))
		pj_error_set(err, PJ_EENCRYPTED,
		    _("the document needs a password; save it without one"));
	else if (has_stream(ole, "WordDocument"))
		pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this is an old Word file (.doc); open it and save it "
		      "as .docx or .odt"));
	else if (has_stream(ole, "Workbook") || has_stream(ole, "Book"))
		pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this is an old Excel file (.xls); save it as .xlsx or "
		      ".ods"));
	else if (has_stream(ole, "PowerPoint Document"))
		pj_error_set(err, PJ_EUNSUPPORTED,
		    _("these are old PowerPoint slides (.ppt); save them as "
		      ".pptx or .odp"));
	else
		pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this is an old Office or other OLE file; save it as "
		      ".docx or .odt"));
}
