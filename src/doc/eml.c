#include "eml.h"
#include "pingjian/arena.h"
#include "pingjian/text.h"
#include "pingjian/utf8.h"

/* Messages and multiparts within each other; GMime itself goes further. */
#define DEPTH 100

/* Attachments that are told one by one. */
#define UNREAD_TOLD 20

/* Lines of a mail that may be headers: GMime keeps 500 bytes for each. */
#define HEADERS ((size_t)200000)

/* Bytes of a header's name; what is longer is no header. */
#define NAME ((size_t)80)

static bool
is_a(const struct eml *e, GMimeObject *object, GType type)
{
	return object && e->gmime->g_type_check_instance_is_a(
			     (GTypeInstance *)object, type);
}

static bool
is_type(const struct eml *e, GMimeObject *object, const char *type,
    const char *subtype)
{
	GMimeContentType *is = e->gmime->g_mime_object_get_content_type(object);

	return is && e->gmime->g_mime_content_type_is_type(is, type, subtype);
}

static void
fail(struct eml *e, enum pj_code code, const char *message)
{
	struct pj_error err = { 0 };

	pj_error_set(&err, code, "%s", message);
	pj_builder_fail(e->append.b, &err);
}

/* Z, which may be anything, as valid UTF-8 in ARENA; NULL for NULL. */
static const char *
valid(struct pj_arena *arena, const char *z)
{
	struct pj_buf buf = PJ_BUF_INIT;
	struct pj_str s = pj_str(z ? z : "");
	const char *copy = NULL;
	size_t good;

	while (s.len > 0) {
		good = pj_utf8_valid_prefix(s);
		pj_buf_add(&buf, s.ptr, good);
		s.ptr += good;
		s.len -= good;
		if (s.len == 0)
			break;
		pj_buf_put_cp(&buf, 0xFFFD);
		good = pj_utf8_invalid_run(s);
		s.ptr += good;
		s.len -= good;
	}
	if (z && !buf.failed)
		copy = pj_arena_copy(arena, pj_buf_str(&buf));
	pj_buf_free(&buf);
	return copy;
}

/* An attachment that is not read is told, since it may hold words. */
static void
tell_unread(struct eml *e, const char *name, const char *why)
{
	if (++e->unread <= UNREAD_TOLD)
		pj_note_add(e->in->notes, "attachment-unread",
		    _("the attachment %s was not read: %s"), name, why);
}

/* The notes of a part, with its name. */
static void
pass_on_notes(struct eml *e, const struct pj_notes *notes, const char *name)
{
	const struct pj_note *n;

	for (n = notes->first; n; n = n->next)
		if (strcmp(n->code, "no-text") != 0)
			pj_note_add(e->in->notes, n->code, _("%s: %s"), name,
			    n->message);
}

/*
 * Screen SOURCE as a part of the mail.  What is the mail's own text must be
 * read, or nothing is; an attachment is told.
 */
static void
read_source(struct eml *e, struct pj_arena *arena,
    const struct pj_source *source, const char *attached)
{
	struct pj_notes notes = { .arena = arena };
	struct pj_error err = { 0 };
	struct pj_doc doc;

	if (pj_doc_read(arena, source, e->in->limits, e->in->deadline, &doc,
		&notes, &err)) {
		e->append.attached = attached;
		append_doc(&e->append, &doc);
		pass_on_notes(e, &notes, source->path);
	} else if (attached) {
		tell_unread(e, attached, err.message);
	} else {
		fail(e, err.code, err.message);
	}
}

/* Signatures, keys, and what a page is drawn with, hold no words. */
static bool
is_wordless(const struct eml *e, GMimeObject *part)
{
	static const struct {
		const char *type;
		const char *subtype;
	} types[] = {
		{ "application", "pgp-signature" },
		{ "application", "pgp-keys" },
		{ "application", "pkcs7-signature" },
		{ "application", "x-pkcs7-signature" },
		{ "application", "javascript" },
		{ "text", "javascript" },
		{ "text", "css" },
		{ "font", "*" },
	};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (is_type(e, part, types[i].type, types[i].subtype))
			return true;
	return false;
}

/* A part that is no container: text of the mail, or an attachment. */
static void
read_leaf(struct eml *e, GMimeObject *part)
{
	struct pj_arena *arena = pj_arena_new(PJ_ARENA_MAX);
	struct pj_error err = { 0 };
	struct eml_leaf leaf;

	if (!arena || !eml_leaf_read(e, arena, part, &leaf)) {
		fail(e, PJ_ENOMEM, _("out of memory"));
		goto out;
	}
	if (leaf.bytes.len == 0 || is_wordless(e, part))
		goto out;
	if (!pj_source_from_bytes(
		leaf.name, leaf.bytes, &leaf.options, &leaf.source, &err)) {
		if (leaf.attached)
			tell_unread(e, leaf.attached, err.message);
		else
			fail(e, err.code, err.message);
		goto out;
	}
	/* A mail in a mail comes as a message, not as a file. */
	if (leaf.source.format == PJ_FORMAT_EML && e->depth >= DEPTH)
		fail(e, PJ_ELIMIT, _("mails are nested too deep"));
	else
		read_source(e, arena, &leaf.source, leaf.attached);
out:
	pj_arena_free(arena);
}

static void read_object(struct eml *e, GMimeObject *object);

/* The name of the part that comes next within the current one, from 1. */
static size_t
enter(struct eml *e, int number)
{
	size_t len = e->path.len;

	pj_buf_printf(&e->path, "%s%d", len ? "." : "", number);
	pj_buf_add(&e->path, "", 1);
	e->path.len -= !e->path.failed;
	e->append.part = e->path.failed ? "" : e->path.ptr;
	return len;
}

static void
leave(struct eml *e, size_t len)
{
	e->path.len = len;
	if (e->path.ptr)
		e->path.ptr[len] = '\0';
}

/*
 * Parts in turn.  Of alternatives, which say the same in several ways, a
 * plain text is passed over where a page says all of it.
 */
static void
read_multipart(struct eml *e, GMimeMultipart *multipart)
{
	int count = e->gmime->g_mime_multipart_get_count(multipart), i;
	bool same =
	    is_type(e, (GMimeObject *)multipart, "multipart", "alternative");

	for (i = 0; i < count && !pj_builder_failed(e->append.b); i++) {
		GMimeObject *part =
		    e->gmime->g_mime_multipart_get_part(multipart, i);
		size_t len;

		if (++e->parts > PJ_PART_MAX)
			fail(e, PJ_ELIMIT,
			    _("the mail has too many parts or headers"));
		if (same && eml_is_said_again(e, multipart, i))
			continue;
		len = enter(e, i + 1);
		read_object(e, part);
		leave(e, len);
	}
}

static void
read_message(struct eml *e, GMimeMessage *message)
{
	const char *subject = e->gmime->g_mime_message_get_subject(message);
	GMimeObject *body = e->gmime->g_mime_message_get_mime_part(message);

	subject = valid(e->in->arena, subject);
	if (subject) {
		pj_builder_part(e->append.b, e->append.part);
		pj_builder_text(e->append.b, pj_str(subject), 1, 0);
		pj_builder_end(e->append.b, PJ_BLOCK_TITLE, NULL);
	}
	if (body)
		read_object(e, body);
}

/* One more level of parts. */
static void
read_object(struct eml *e, GMimeObject *object)
{
	if (e->depth >= DEPTH) {
		fail(e, PJ_ELIMIT, _("mails are nested too deep"));
		return;
	}
	e->depth++;
	if (is_type(e, object, "multipart", "encrypted") ||
	    is_type(e, object, "application", "pkcs7-mime") ||
	    is_type(e, object, "application", "x-pkcs7-mime")) {
		fail(e, PJ_EENCRYPTED,
		    _("the mail is encrypted; open it and save it as text"));
	} else if (is_a(e, object, e->gmime->g_mime_multipart_get_type())) {
		read_multipart(e, (GMimeMultipart *)object);
	} else if (is_a(e, object, e->gmime->g_mime_message_part_get_type())) {
		GMimeMessage *message =
		    e->gmime->g_mime_message_part_get_message(
			(GMimeMessagePart *)object);

		if (message)
			read_message(e, message);
	} else if (is_a(e, object, e->gmime->g_mime_part_get_type())) {
		read_leaf(e, object);
	}
	e->depth--;
}

/* All messages: one in a mail, several in a mailbox. */
static void
read_messages(struct eml *e, GMimeParser *parser, GMimeParserOptions *options,
    bool mailbox)
{
	const struct gmime *g = e->gmime;
	GMimeMessage *message;
	int count = 0;
	size_t len;

	do {
		message = g->g_mime_parser_construct_message(parser, options);
		if (!message)
			break;
		len = mailbox ? enter(e, ++count) : 0;
		read_message(e, message);
		leave(e, len);
		g->g_object_unref(message);
	} while (mailbox && !g->g_mime_parser_eos(parser) &&
		 !pj_builder_failed(e->append.b));
}

static void
parse(struct eml *e)
{
	static const char *charsets[] = { "utf-8", "big5", "gb18030", NULL };
	struct pj_str bytes = e->in->source->bytes;
	bool mailbox = bytes.len > 5 && !memcmp(bytes.ptr, "From ", 5);
	const struct gmime *g = e->gmime;
	GMimeParserOptions *options = g->g_mime_parser_options_new();
	GMimeStream *stream =
	    g->g_mime_stream_mem_new_with_buffer(bytes.ptr, bytes.len);
	GMimeParser *parser = g->g_mime_parser_new_with_stream(stream);

	g->g_mime_parser_options_set_fallback_charsets(options, charsets);
	if (mailbox)
		g->g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
	e->append.part = "";
	read_messages(e, parser, options, mailbox);
	g->g_object_unref(parser);
	g->g_object_unref(stream);
	g->g_mime_parser_options_free(options);
	if (e->unread > UNREAD_TOLD)
		pj_note_add(e->in->notes, "attachment-unread",
		    _("further attachments were not read: %zu"),
		    e->unread - UNREAD_TOLD);
}

/* Does a header begin at P: a name of no more than NAME bytes and a colon? */
static bool
is_header(const char *p, size_t len)
{
	size_t i = 0, max = len < NAME ? len : NAME;

	while (i < max && p[i] > ' ' && p[i] < 0x7F && p[i] != ':')
		i++;
	return i > 0 && i < max && p[i] == ':';
}

/*
 * GMime makes an object of each part, and of each header, before we see
 * any: so lines that may be such are counted first.
 */
static bool
is_overgrown(struct pj_str bytes)
{
	const char *p = bytes.ptr, *end = p + bytes.len;
	size_t parts = 0, headers = 0;

	while (p < end && parts <= 2 * PJ_PART_MAX && headers <= HEADERS) {
		size_t left = (size_t)(end - p);

		parts += left > 2 && p[0] == '-' && p[1] == '-';
		headers += is_header(p, left);
		p = memchr(p, '\n', left);
		p = p ? p + 1 : end;
	}
	return parts > 2 * PJ_PART_MAX || headers > HEADERS;
}

bool
pj_doc_read_eml(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	struct eml e = { .in = in, .gmime = gmime_open() };
	bool ok;

	if (!e.gmime)
		return pj_error_set(err, PJ_EUNSUPPORTED,
		    _("mails are read with GMime, which is not installed "
		      "here (libgmime-3.0); save the mail as text"));
	if (is_overgrown(in->source->bytes))
		return pj_error_set(err, PJ_ELIMIT,
		    _("the mail has too many parts or headers"));
	e.append.b = pj_builder_new(in->limits, in->deadline, in->notes);
	if (!e.append.b)
		return pj_error_nomem(err);
	parse(&e);
	ok = pj_builder_finish(e.append.b, in->arena, out, err);
	if (ok && e.path.failed)
		ok = pj_error_nomem(err);
	pj_builder_free(e.append.b);
	pj_buf_free(&e.path);
	return ok;
}
