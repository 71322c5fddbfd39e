#define _GNU_SOURCE /* memmem */
#include <strings.h>

#include "eml.h"
#include "pingjian/arena.h"
#include "pingjian/markup.h"
#include "pingjian/utf8.h"
#include "reference.h"

/* Ways of saying the same that are compared; no program writes as many. */
#define ALTERNATIVES 8

/* What a text is called that has no name, so that its format is known. */
static const struct {
	const char *subtype;
	const char *name;
} text_names[] = {
	{ "plain", "mail.txt" },
	{ "html", "mail.html" },
	{ "markdown", "mail.md" },
	{ "csv", "mail.csv" },
	{ "vtt", "mail.vtt" },
};

static bool
is_text(struct eml *e, GMimeObject *part, const char *subtype)
{
	GMimeContentType *type = e->gmime->g_mime_object_get_content_type(part);

	return type &&
	       e->gmime->g_mime_content_type_is_type(type, "text", subtype);
}

/* The bytes of PART without their transfer encoding, in ARENA. */
static bool
decode(struct eml *e, struct pj_arena *arena, GMimeObject *part,
    struct pj_str *out)
{
	const struct gmime *g = e->gmime;
	GMimeDataWrapper *content =
	    g->g_mime_part_get_content((GMimePart *)part);
	GMimeStream *stream;
	GByteArray *bytes;

	*out = (struct pj_str){ "", 0 };
	if (!content)
		return true;
	stream = g->g_mime_stream_mem_new();
	g->g_mime_data_wrapper_write_to_stream(content, stream);
	bytes = g->g_mime_stream_mem_get_byte_array((GMimeStreamMem *)stream);
	out->len = bytes->len;
	if (bytes->len > 0)
		out->ptr = pj_arena_copy(arena,
		    (struct pj_str){ (const char *)bytes->data, bytes->len });
	g->g_object_unref(stream);
	return out->ptr != NULL;
}

/* The charset that PART names, if that can be true of BYTES; else NULL. */
static const char *
charset_of(struct eml *e, GMimeObject *part, struct pj_str bytes)
{
	const char *name =
	    e->gmime->g_mime_object_get_content_type_parameter(part, "charset");

	/* Programs write us-ascii where they do not know. */
	if (!name || !strcasecmp(name, "us-ascii") || !pj_charset_known(name))
		return NULL;
	if (!strcasecmp(name, "utf-8") &&
	    pj_utf8_valid_prefix(bytes) < bytes.len)
		return NULL;
	return name;
}

/*
 * Lines that end in a space go on (RFC 3676): a program broke them.  With
 * DELSP that space is its, too.  In place.
 */
static void
unflow(char *bytes, size_t *len, bool delsp)
{
	size_t at, to = 0, begin = 0;

	for (at = 0; at < *len; at++) {
		bool flows = bytes[at] == '\n' && to > begin &&
		             bytes[to - 1] == ' ' && bytes[begin] != '>' &&
		             to - begin != 3; /* "-- " signs */

		if (bytes[at] == '\r' && at + 1 < *len && bytes[at + 1] == '\n')
			continue;
		if (flows) {
			to -= delsp;
			continue;
		}
		bytes[to++] = bytes[at];
		if (bytes[at] == '\n')
			begin = to;
	}
	*len = to;
}

/* Undo what PART says of its lines. */
static bool
mend_lines(struct eml *e, struct pj_arena *arena, GMimeObject *part,
    struct pj_str *bytes)
{
	const struct gmime *g = e->gmime;
	const char *format =
	    g->g_mime_object_get_content_type_parameter(part, "format");
	const char *delsp =
	    g->g_mime_object_get_content_type_parameter(part, "delsp");
	char *copy;

	if (!format || strcasecmp(format, "flowed") != 0)
		return true;
	copy = pj_arena_copy(arena, *bytes);
	if (!copy)
		return false;
	unflow(copy, &bytes->len, delsp && !strcasecmp(delsp, "yes"));
	bytes->ptr = copy;
	return true;
}

/* NAME as valid UTF-8, since it stands in reports; in ARENA, or NULL. */
static const char *
clean_name(struct pj_arena *arena, const char *name)
{
	struct pj_str s = pj_str(name);

	s.len = pj_utf8_valid_prefix(s);
	return pj_arena_copy(arena, s);
}

bool
eml_leaf_read(struct eml *e, struct pj_arena *arena, GMimeObject *part,
    struct eml_leaf *out)
{
	const struct gmime *g = e->gmime;
	const char *name = g->g_mime_part_get_filename((GMimePart *)part);
	const char *disposition = g->g_mime_object_get_disposition(part);
	bool text = is_text(e, part, "*");
	size_t i;

	*out = (struct eml_leaf){ .options = { .limits = *e->in->limits } };
	if (!decode(e, arena, part, &out->bytes))
		return false;
	if (name)
		out->name = clean_name(e->in->arena, name);
	else if (!text)
		out->name = pj_arena_copy(e->in->arena, pj_str(e->append.part));
	else
		out->name = "mail.txt";
	if (!out->name)
		return false;
	if (!text ||
	    (name && (!disposition || strcasecmp(disposition, "inline") != 0)))
		out->attached = out->name;
	if (text)
		out->options.encoding = charset_of(e, part, out->bytes);
	for (i = 0; i < sizeof(text_names) / sizeof(text_names[0]); i++)
		if (!name && is_text(e, part, text_names[i].subtype))
			out->name = text_names[i].name;
	out->options.pointers = e->in->source->pointers;
	out->options.pointer_count = e->in->source->pointer_count;
	return !is_text(e, part, "plain") ||
	       mend_lines(e, arena, part, &out->bytes);
}

/* Add the Chinese letters of S to OUT. */
static void
add_han(struct pj_buf *out, struct pj_str s)
{
	size_t at = 0, begin;

	while (at < s.len) {
		begin = at;
		if (pj_cp_is_han(pj_utf8_next(s, &at)))
			pj_buf_add(out, s.ptr + begin, at - begin);
	}
}

/* The same for the words of a page, references among them. */
static void
add_page(struct pj_buf *out, struct pj_str page)
{
	struct pj_markup markup = { .text = page };
	struct pj_markup_token token;

	while (pj_markup_next(&markup, &token)) {
		struct pj_str s = token.all;
		size_t at = 0, next;
		uint32_t cp;

		if (token.kind != PJ_MARKUP_TEXT &&
		    token.kind != PJ_MARKUP_WORDS)
			continue;
		while (at < s.len) {
			next = at;
			if (s.ptr[at] == '&')
				next = reference_read(s, at, &cp);
			if (next == at) {
				cp = pj_utf8_next(s, &at);
				next = at;
			}
			if (pj_cp_is_han(cp))
				pj_buf_put_cp(out, cp);
			at = next;
		}
	}
}

/* The Chinese letters of PART, in OUT; false where it cannot be read. */
static bool
letters_of(struct eml *e, struct pj_arena *arena, GMimeObject *part,
    struct pj_buf *out)
{
	struct pj_error err = { 0 };
	struct eml_leaf leaf;
	struct pj_str text;
	size_t replaced;

	if (!eml_leaf_read(e, arena, part, &leaf) ||
	    !pj_source_from_bytes(
		leaf.name, leaf.bytes, &leaf.options, &leaf.source, &err) ||
	    !pj_source_decode(arena, &leaf.source, &text, &replaced, &err))
		return false;
	if (is_text(e, part, "html"))
		add_page(out, text);
	else
		add_han(out, text);
	return !out->failed;
}

/* The page that PART is, or is put together from (multipart/related). */
static GMimeObject *
page_in(struct eml *e, GMimeObject *part)
{
	const struct gmime *g = e->gmime;

	if (g->g_type_check_instance_is_a(
		(GTypeInstance *)part, g->g_mime_multipart_get_type()) &&
	    g->g_mime_multipart_get_count((GMimeMultipart *)part) > 0)
		part = g->g_mime_multipart_get_part((GMimeMultipart *)part, 0);
	if (g->g_type_check_instance_is_a(
		(GTypeInstance *)part, g->g_mime_part_get_type()) &&
	    is_text(e, part, "html"))
		return part;
	return NULL;
}

/* What a page says beside a plain text (a footer, say) does no harm. */
static bool
says_all(struct eml *e, GMimeObject *plain, GMimeObject *page)
{
	struct pj_arena *arena = pj_arena_new(PJ_ARENA_MAX);
	struct pj_buf a = PJ_BUF_INIT, b = PJ_BUF_INIT;
	bool all = arena && letters_of(e, arena, plain, &a) &&
	           letters_of(e, arena, page, &b) &&
	           (a.len == 0 ||
		       (b.len >= a.len && memmem(b.ptr, b.len, a.ptr, a.len)));

	pj_buf_free(&a);
	pj_buf_free(&b);
	pj_arena_free(arena);
	return all;
}

bool
eml_is_said_again(struct eml *e, GMimeMultipart *multipart, int i)
{
	const struct gmime *g = e->gmime;
	GMimeObject *part = g->g_mime_multipart_get_part(multipart, i), *page;
	int count = g->g_mime_multipart_get_count(multipart);

	if (count > ALTERNATIVES ||
	    !g->g_type_check_instance_is_a(
		(GTypeInstance *)part, g->g_mime_part_get_type()) ||
	    !is_text(e, part, "plain"))
		return false;
	while (++i < count) {
		page = page_in(e, g->g_mime_multipart_get_part(multipart, i));
		if (page && says_all(e, part, page))
			return true;
	}
	return false;
}
