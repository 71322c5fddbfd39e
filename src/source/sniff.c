#include <assert.h>
#include <strings.h>

#include "pingjian/markup.h"
#include "pingjian/text.h"
#include "source.h"

/*
 * What is looked at to tell one text format from another: a page may begin
 * with a licence in a comment.
 */
#define HEAD (64 << 10)

/* Where control characters are counted, at three places of a file. */
#define SAMPLE ((size_t)16 << 10)

const char *
pj_format_name(enum pj_format format)
{
	static const char *const names[] = {
		[PJ_FORMAT_UNKNOWN] = "unknown",
		[PJ_FORMAT_TEXT] = "text",
		[PJ_FORMAT_HTML] = "html",
		[PJ_FORMAT_DOCX] = "docx",
		[PJ_FORMAT_ODT] = "odt",
		[PJ_FORMAT_MARKDOWN] = "markdown",
		[PJ_FORMAT_SRT] = "srt",
		[PJ_FORMAT_VTT] = "vtt",
		[PJ_FORMAT_CSV] = "csv",
		[PJ_FORMAT_JSON] = "json",
		[PJ_FORMAT_EML] = "eml",
		[PJ_FORMAT_PPTX] = "pptx",
		[PJ_FORMAT_ODP] = "odp",
		[PJ_FORMAT_XLSX] = "xlsx",
		[PJ_FORMAT_ODS] = "ods",
	};

	assert((size_t)format < sizeof(names) / sizeof(names[0]));
	return names[format];
}

bool
pj_format_is_container(enum pj_format format)
{
	return format == PJ_FORMAT_DOCX || format == PJ_FORMAT_ODT ||
	       format == PJ_FORMAT_PPTX || format == PJ_FORMAT_ODP ||
	       format == PJ_FORMAT_XLSX || format == PJ_FORMAT_ODS;
}

bool
pj_format_is_sheet(enum pj_format format)
{
	return format == PJ_FORMAT_CSV || format == PJ_FORMAT_XLSX ||
	       format == PJ_FORMAT_ODS;
}

/* How files of other kinds begin, and what their owner can do. */
static const struct {
	size_t at;
	const char *bytes;
	size_t len;
	const char *what;
} others[] = {
	{ 0, "%PDF-", 5,
	    N_("this is a PDF file; save the draft it was made from as "
	       ".docx, .odt or .txt and screen that") },
	{ 0, "{\\rtf", 5,
	    N_("this is an RTF file; open it and save it as .docx or .odt") },
	{ 0, "\x89PNG", 4,
	    N_("this is a PNG image; screen its words as "
	       "text, for words in pictures are not read") },
	{ 0, "\xFF\xD8\xFF", 3,
	    N_("this is a JPEG image; screen its words as text, for words "
	       "in pictures are not read") },
	{ 0, "GIF89a", 6,
	    N_("this is a GIF image; screen its words as text, "
	       "for words in pictures are not read") },
	{ 8, "WEBPVP8", 7,
	    N_("this is a WebP image; screen its words as text, "
	       "for words in pictures are not read") },
	{ 0, "II*\0", 4,
	    N_("this is a TIFF image; screen its words as text, "
	       "for words in pictures are not read") },
	{ 0, "MM\0*", 4,
	    N_("this is a TIFF image; screen its words as text, "
	       "for words in pictures are not read") },
	{ 4, "ftyp", 4,
	    N_("this is a video, a sound or a photograph; screen "
	       "its words as text") },
	{ 0, "ID3\3", 4, N_("this is a sound; screen its words as text") },
	{ 0, "ID3\4", 4, N_("this is a sound; screen its words as text") },
	{ 0, "\x1F\x8B\x08", 3,
	    N_("this is a gzip archive; unpack it and screen the files") },
	{ 0, "7z\xBC\xAF\x27\x1C", 6,
	    N_("this is a 7z archive; unpack it and screen the files") },
	{ 0, "Rar!\x1A\x07", 6,
	    N_("this is a RAR archive; unpack it and screen the files") },
	{ 0,
	    "\x7F"
	    "ELF",
	    4, N_("this is a program, not a draft") },
	{ 0, "MZ\x90\0", 4, N_("this is a program, not a draft") },
};

/* Headers of a mail stand within so many bytes; some carry signatures. */
#define HEADERS ((size_t)64 << 10)

/* Behind the name of the header in LINE, or 0 when it is none. */
static size_t
header_name(struct pj_str line)
{
	size_t i = 0;

	while (i < line.len && line.ptr[i] > ' ' && line.ptr[i] < 0x7F &&
	       line.ptr[i] != ':')
		i++;
	return i < line.len && line.ptr[i] == ':' ? i : 0;
}

/*
 * Mails and web archives begin with headers in any order, one a line, long
 * ones folded; those that tell how the rest is encoded are theirs alone.
 */
static bool
is_mail(struct pj_str bytes)
{
	static const char *const telling[] = { "MIME-Version",
		"Content-Transfer-Encoding" };
	size_t max = bytes.len < HEADERS ? bytes.len : HEADERS, at = 0, i, len;

	while (at < max) {
		const char *p = bytes.ptr + at;
		const char *end = memchr(p, '\n', max - at);
		struct pj_str line = { p, end ? (size_t)(end - p) : max - at };

		len = header_name(line);
		/* A mailbox has a line of its own before the headers. */
		if (len == 0 && !(at > 0 && (*p == ' ' || *p == '\t')) &&
		    !(at == 0 && line.len > 5 && !memcmp(p, "From ", 5)))
			return false;
		for (i = 0; i < sizeof(telling) / sizeof(telling[0]); i++)
			if (len == strlen(telling[i]) &&
			    !strncasecmp(p, telling[i], len))
				return true;
		at += line.len + 1;
	}
	return false;
}

/* Does BYTES begin with a header, as mails without encodings do? */
static bool
has_header(struct pj_str bytes)
{
	return header_name(bytes) > 0;
}

/* Refuse what begins like another kind of file; true when it does not. */
static bool
refuse_others(struct pj_str bytes, struct pj_error *err)
{
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		size_t end = others[i].at + others[i].len;

		if (bytes.len >= end && !memcmp(bytes.ptr + others[i].at,
					    others[i].bytes, others[i].len))
			return pj_error_set(
			    err, PJ_EUNSUPPORTED, "%s", _(others[i].what));
	}
	return true;
}

/*
 * The beginning of BYTES as ASCII: NULs dropped (so that UTF-16 reads, too),
 * a mark and white space skipped, folded to small letters.
 */
static struct pj_str
ascii_head(struct pj_str bytes, char head[static HEAD])
{
	struct pj_str out = { head, 0 };
	size_t i;

	for (i = 0; i < bytes.len && out.len < HEAD; i++) {
		unsigned char c = (unsigned char)bytes.ptr[i];

		if (c == 0 || (out.len == 0 && (c <= ' ' || c >= 0xEF)) ||
		    (out.len == 0 && i < 3 && (c == 0xBB || c == 0xBF)))
			continue;
		head[out.len++] =
		    (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	}
	return out;
}

/* HEAD has small letters only, and so has Z. */
static bool
starts_with(struct pj_str s, size_t at, const char *z)
{
	size_t len = strlen(z);

	return s.len - at >= len && !memcmp(s.ptr + at, z, len);
}

/* Is TOKEN white space alone? */
static bool
is_white(const struct pj_markup_token *token)
{
	size_t i = 0;

	while (i < token->all.len && (unsigned char)token->all.ptr[i] <= ' ')
		i++;
	return i == token->all.len;
}

/* Where the first piece begins that is no comment, declaration or space. */
static size_t
skip_prolog(struct pj_str head)
{
	struct pj_markup markup = { .text = head };
	struct pj_markup_token token;

	while (pj_markup_next(&markup, &token)) {
		size_t at = (size_t)(token.all.ptr - head.ptr);

		if (token.kind == PJ_MARKUP_COMMENT ||
		    starts_with(head, at, "<?xml"))
			continue;
		if (token.kind != PJ_MARKUP_TEXT || !is_white(&token))
			return at;
	}
	return head.len;
}

/* Elements that a piece of a page may begin with. */
static const char *const fragment_tags[] = { "a", "article", "aside", "b",
	"blockquote", "br", "button", "center", "dd", "details", "div", "dl",
	"dt", "em", "fieldset", "figure", "font", "footer", "form", "h1", "h2",
	"h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "input",
	"label", "li", "link", "main", "meta", "nav", "ol", "option", "p",
	"picture", "pre", "ruby", "script", "section", "select", "small",
	"span", "strong", "style", "sub", "summary", "sup", "table", "tbody",
	"td", "textarea", "th", "thead", "title", "tr", "u", "ul", "video" };

/* Does a tag NAME begin at AT of HEAD (behind its "<")? */
static bool
is_tag(struct pj_str head, size_t at, const char *name)
{
	size_t end = at + strlen(name);

	return starts_with(head, at, name) && end < head.len &&
	       strchr(" \t\r\n/>", head.ptr[end]);
}

/* Does a whole page begin at AT? */
static bool
is_page(struct pj_str head, size_t at)
{
	return starts_with(head, at, "<!doctype html") ||
	       (starts_with(head, at, "<") &&
		   (is_tag(head, at + 1, "html") ||
		       is_tag(head, at + 1, "head") ||
		       is_tag(head, at + 1, "body")));
}

/* Does a piece of a page, as an editor of a site posts it? */
static bool
is_fragment(struct pj_str head, size_t at)
{
	size_t i;

	if (!starts_with(head, at, "<"))
		return false;
	for (i = 0; i < sizeof(fragment_tags) / sizeof(fragment_tags[0]); i++)
		if (is_tag(head, at + 1, fragment_tags[i]))
			return true;
	return false;
}

/* Does a reference begin at the "&" of S? */
static bool
is_reference(struct pj_str s)
{
	return s.len > 3 &&
	       (s.ptr[1] == '#' ||
		   ((s.ptr[1] | 0x20) >= 'a' && (s.ptr[1] | 0x20) <= 'z')) &&
	       memchr(s.ptr, ';', s.len > 12 ? 12 : s.len);
}

static bool
has_reference(struct pj_str s)
{
	const char *p;

	while ((p = memchr(s.ptr, '&', s.len))) {
		s.len -= (size_t)(p - s.ptr);
		s.ptr = p;
		if (is_reference(s))
			return true;
		s.ptr++;
		s.len--;
	}
	return false;
}

/* Is anything in S a tag or a reference? */
static bool
has_markup(struct pj_str s)
{
	struct pj_markup markup = { .text = s };
	struct pj_markup_token token;

	while (pj_markup_next(&markup, &token))
		if (token.kind != PJ_MARKUP_TEXT || has_reference(token.all))
			return true;
	return false;
}

/* XHTML is read by the rules of HTML, which forgive more. */
static bool
is_html_name(const char *name)
{
	return pj_name_ends(name, ".html") || pj_name_ends(name, ".htm") ||
	       pj_name_ends(name, ".xhtml");
}

/* Does the first tag at AT, of no page, declare a namespace? */
static bool
has_namespace(struct pj_str head, size_t at)
{
	const char *tag = head.ptr + at, *end, *found;

	if (!starts_with(head, at, "<") || is_fragment(head, at))
		return false;
	end = strchr(tag, '>');
	found = strstr(tag, " xmlns");
	return found && (!end || found < end);
}

/* XML whose root is not a page's: name what it is, if that helps. */
static bool
refuse_xml(struct pj_str head, size_t at, struct pj_error *err)
{
	if (starts_with(head, at, "<office:document"))
		return pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this is a flat OpenDocument file; save it as .odt"));
	if (starts_with(head, at, "<svg"))
		return pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this is an SVG image; screen its words as text"));
	if (starts_with(head, at, "<w:worddocument") ||
	    starts_with(head, at, "<pkg:package"))
		return pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this is a Word XML file; save it as .docx"));
	if (starts_with(head, 0, "<?xml") || has_namespace(head, at))
		return pj_error_set(err, PJ_EUNSUPPORTED,
		    _("this is an XML file of a kind that is not read; save "
		      "its words as .docx, .odt, .html or .txt"));
	return true;
}

/* A name that promises a container, which the bytes are not. */
static bool
refuse_name(struct pj_str bytes, const char *name, struct pj_error *err)
{
	static const char *const ends[] = { ".docx", ".docm", ".dotx", ".odt",
		".ott", ".pptx", ".pptm", ".ppsx", ".potx", ".odp", ".otp",
		".xlsx", ".xlsm", ".xltx", ".ods", ".ots" };
	size_t i = 0;

	while (
	    i < sizeof(ends) / sizeof(ends[0]) && !pj_name_ends(name, ends[i]))
		i++;
	if (i == sizeof(ends) / sizeof(ends[0]))
		return true;
	if (bytes.len == 0)
		return pj_error_set(err, PJ_EFORMAT,
		    _("the file is empty; it should hold a document"));
	return pj_error_set(err, PJ_EFORMAT,
	    _("by its name this is a document, but its content is not; save "
	      "it again from the program it was written with"));
}

/* Control characters of BYTES that no text has; NULs are told apart. */
static void
count_controls(struct pj_str bytes, size_t *controls, size_t *nuls)
{
	size_t i;

	for (i = 0; i < bytes.len; i++) {
		unsigned char c = (unsigned char)bytes.ptr[i];

		*nuls += c == 0;
		*controls += c > 0 && c < 0x20 && !strchr("\t\n\v\f\r\x1B", c);
	}
}

bool
pj_format_is_junk(struct pj_str bytes)
{
	size_t step =
	    bytes.len > 3 * SAMPLE ? (bytes.len - SAMPLE) / 2 : SAMPLE;
	size_t controls = 0, nuls = 0, seen = 0, at, i;

	for (i = 0, at = 0; i < 3 && at < bytes.len; i++, at += step) {
		struct pj_str s = { bytes.ptr + at,
			bytes.len - at < SAMPLE ? bytes.len - at : SAMPLE };

		count_controls(s, &controls, &nuls);
		seen += s.len;
	}
	/* Two control characters may stray into any text. */
	return (controls > 2 && controls * 25 > seen) ||
	       (nuls > 8 && nuls * 5 > seen);
}

enum pj_format
pj_format_detect(struct pj_str bytes, const char *name, struct pj_error *err)
{
	char space[HEAD + 1];
	enum pj_format format;
	struct pj_str head;
	size_t at;

	if (bytes.len >= 4 && !memcmp(bytes.ptr, "PK", 2) &&
	    (unsigned char)bytes.ptr[2] < 9)
		return pj_format_zip(bytes, name, err);
	if (bytes.len >= 8 &&
	    !memcmp(bytes.ptr, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8)) {
		pj_format_refuse_ole(bytes, err);
		return PJ_FORMAT_UNKNOWN;
	}
	if (!refuse_others(bytes, err) || !refuse_name(bytes, name, err))
		return PJ_FORMAT_UNKNOWN;

	if (is_mail(bytes) || (pj_name_ends(name, ".eml") && has_header(bytes)))
		return PJ_FORMAT_EML;
	head = ascii_head(bytes, space);
	space[head.len] = '\0';
	at = skip_prolog(head);
	if (is_page(head, at))
		return PJ_FORMAT_HTML;
	format = pj_format_lines(head, bytes, name);
	if (format != PJ_FORMAT_UNKNOWN)
		return format;
	if (!refuse_xml(head, at, err))
		return PJ_FORMAT_UNKNOWN;
	if (is_html_name(name))
		return has_markup(head) || has_markup(bytes) ? PJ_FORMAT_HTML
		                                             : PJ_FORMAT_TEXT;
	if (is_fragment(head, at))
		return PJ_FORMAT_HTML;
	return PJ_FORMAT_TEXT;
}
