#include <stdio.h>
#include <stdlib.h>

#include "docx.h"
#include "pingjian/text.h"
#include "pingjian/utf8.h"

#define COMMENTS_TYPE                                                          \
	"application/vnd.openxmlformats-officedocument.wordprocessingml."      \
	"comments+xml"
#define RELATION_ROOT                                                          \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATION_ROOT_STRICT                                                   \
	"http://purl.oclc.org/ooxml/officeDocument/relationships/"

static const char types_part[] = "[Content_Types].xml";

/* Signatures are told by a relation of the container. */
bool
docx_is_signed(struct job *job)
{
	static const char relation[] = "/digital-signature/origin";
	struct pj_str rels;

	return job_read(job, "_rels/.rels", &rels) &&
	       strstr(rels.ptr, relation) != NULL;
}

/* RAW decoded, in the job's arena; NULL out of memory. */
static const char *
decoded(struct docx *d, struct pj_str raw)
{
	struct pj_buf buf = PJ_BUF_INIT;
	const char *z;

	scan_decode(raw, &buf);
	z = buf.failed ? NULL : pj_arena_copy(d->job->arena, pj_buf_str(&buf));
	if (!z)
		pj_error_nomem(d->job->err);
	pj_buf_free(&buf);
	return z;
}

/* Attribute NAME of the element started last, decoded; NULL on failure. */
static const char *
attr(struct docx *d, const struct scan *s, const char *name)
{
	struct pj_str raw;

	scan_attr(s, (struct pj_str){ "", 0 }, name, &raw);
	return decoded(d, raw);
}

/* The last word of a relation's address. */
static const char *
short_type(struct docx *d, const char *type)
{
	size_t strict = sizeof(RELATION_ROOT_STRICT) - 1;
	size_t plain = sizeof(RELATION_ROOT) - 1;

	if (!strncmp(type, RELATION_ROOT, plain))
		return type + plain;
	if (!strncmp(type, RELATION_ROOT_STRICT, strict)) {
		d->strict = true;
		return type + strict;
	}
	return "";
}

/* The relation started last; what leads outside has no part. */
static bool
add_relation(struct docx *d, const struct scan *s, size_t *cap)
{
	const char *id = attr(d, s, "Id"), *type = attr(d, s, "Type");
	const char *target = attr(d, s, "Target");
	const char *mode = attr(d, s, "TargetMode");
	struct docx_relation *more, *r;

	if (!id || !type || !target || !mode)
		return false;
	more = pj_grow(d->relations, cap, d->relation_count + 1, sizeof(*more));
	if (!more)
		return pj_error_nomem(d->job->err);
	d->relations = more;
	r = &more[d->relation_count++];
	r->id = id;
	r->type = short_type(d, type);
	r->part = NULL;
	if (strcmp(mode, "External") != 0)
		r->part =
		    pj_package_resolve(d->job->arena, d->main, pj_str(target));
	return true;
}

bool
docx_read_relations(struct docx *d)
{
	const char *slash = strrchr(d->main, '/');
	const char *name = slash ? slash + 1 : d->main;
	struct scan s = { 0 };
	struct pj_str bytes;
	size_t cap = 0;
	bool ok;

	d->rels = pj_arena_printf(d->job->arena, "%.*s_rels/%s.rels",
	    (int)(name - d->main), d->main, name);
	if (!d->rels)
		return pj_error_nomem(d->job->err);
	if (!pj_package_has(d->job->package, d->rels))
		return true;
	ok = job_read(d->job, d->rels, &bytes) &&
	     scan_open(&s, bytes, d->job->err);
	while (ok) {
		enum scan_kind kind = scan_next(&s);

		if (kind == SCAN_DONE)
			break;
		ok = kind != SCAN_BAD;
		if (ok && kind == SCAN_START &&
		    pj_str_equal(scan_top(&s)->local, pj_str("Relationship")))
			ok = add_relation(d, &s, &cap);
	}
	scan_close(&s);
	return ok;
}

/* The part that holds comments already, or NULL. */
static const char *
comments_part(const struct docx *d)
{
	size_t i;

	for (i = 0; i < d->relation_count; i++)
		if (!strcmp(d->relations[i].type, "comments") &&
		    d->relations[i].part &&
		    pj_package_has(d->job->package, d->relations[i].part))
			return d->relations[i].part;
	return NULL;
}

/* Numbers that comments have already. */
struct taken {
	uint32_t *numbers;
	size_t count, cap;
};

static int
compare_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The number of a comment that is there, if this is one. */
static bool
take_number(struct docx *d, const struct scan *s, struct taken *taken)
{
	const struct scan_element *e = scan_top(s);
	struct pj_str raw;
	uint32_t number, *more;

	if (!pj_str_equal(e->local, pj_str("comment")) ||
	    !scan_attr(s, e->uri, "id", &raw) || !docx_parse_id(raw, &number))
		return true;
	more = pj_grow(
	    taken->numbers, &taken->cap, taken->count + 1, sizeof(*more));
	if (!more)
		return pj_error_nomem(d->job->err);
	taken->numbers = more;
	more[taken->count++] = number;
	return true;
}

/* All numbers in PART, sorted. */
static bool
read_taken(struct docx *d, const char *part, struct taken *taken)
{
	struct scan s = { 0 };
	struct pj_str bytes;
	bool ok =
	    job_read(d->job, part, &bytes) && scan_open(&s, bytes, d->job->err);

	while (ok) {
		enum scan_kind kind = scan_next(&s);

		if (kind == SCAN_DONE)
			break;
		ok = kind != SCAN_BAD;
		if (ok && kind == SCAN_START)
			ok = take_number(d, &s, taken);
	}
	scan_close(&s);
	if (taken->count > 0)
		qsort(taken->numbers, taken->count, sizeof(uint32_t),
		    compare_number);
	return ok;
}

/* The lowest numbers that nobody has.  Comments beyond what Word reads are
 * lost; the first ones are not. */
bool
docx_number(struct docx *d)
{
	const char *part = comments_part(d);
	struct job *job = d->job;
	struct taken taken = { 0 };
	uint32_t number = 0;
	size_t next = 0, i;
	bool ok = !part || read_taken(d, part, &taken);

	for (i = 0; ok && i < job->count; i++) {
		while (next < taken.count && taken.numbers[next] <= number)
			number += taken.numbers[next++] == number;
		job->comments[i].number = number++;
		if (taken.count + i >= COMMENTS_MAX)
			job->comments[i].lost = true;
	}
	free(taken.numbers);
	return ok;
}

/* One paragraph a line of TEXT, with elements of prefix P. */
static void
put_lines(struct pj_buf *out, struct pj_str text, struct pj_str p)
{
	const char *line = text.ptr, *end = text.ptr + text.len, *stop;
	int n = (int)p.len;

	while (line < end) {
		stop = memchr(line, '\n', (size_t)(end - line));
		if (!stop)
			stop = end;
		pj_buf_printf(out,
		    "<%.*s:p><%.*s:r><%.*s:t"
		    " xml:space=\"preserve\">",
		    n, p.ptr, n, p.ptr, n, p.ptr);
		comment_put_xml(
		    out, (struct pj_str){ line, (size_t)(stop - line) });
		pj_buf_printf(out, "</%.*s:t></%.*s:r></%.*s:p>", n, p.ptr, n,
		    p.ptr, n, p.ptr);
		line = stop + 1;
	}
}

/* All new comments; those without a prefix known declare one. */
static void
put_comments(const struct docx *d, struct pj_buf *out, const struct pj_str *p)
{
	const struct job *job = d->job;
	struct pj_str prefix = p ? *p : pj_str("w");
	struct pj_buf text = PJ_BUF_INIT;
	int n = (int)prefix.len;
	size_t i;

	for (i = 0; i < job->count; i++) {
		if (job->comments[i].lost)
			continue;
		text.len = 0;
		comment_put(&text, job, &job->comments[i]);
		pj_buf_printf(out, "<%.*s:comment", n, prefix.ptr);
		if (!p)
			pj_buf_printf(out, " xmlns:w=\"%.*s\"", (int)d->uri.len,
			    d->uri.ptr);
		pj_buf_printf(out,
		    " %.*s:id=\"%u\" %.*s:author=\"" PJ_ANNOTATE_AUTHOR
		    "\" %.*s:date=\"",
		    n, prefix.ptr, job->comments[i].number, n, prefix.ptr, n,
		    prefix.ptr);
		comment_put_date(out, job->options->when);
		pj_buf_printf(out,
		    "\" %.*s:initials=\"" PJ_ANNOTATE_INITIALS "\">", n,
		    prefix.ptr);
		put_lines(out, pj_buf_str(&text), prefix);
		pj_buf_printf(out, "</%.*s:comment>", n, prefix.ptr);
	}
	out->failed = out->failed || text.failed;
	pj_buf_free(&text);
}

/*
 * Let PART be as it is but for S in front of its root's end.  S may be
 * written by WRITE once the prefix of the root's namespace is known.
 */
static bool
append(struct docx *d, const char *part,
    void (*write)(
	const struct docx *d, const struct scan *s, struct pj_buf *out))
{
	struct job *job = d->job;
	struct pj_buf text = PJ_BUF_INIT, *out = job_write(job, part);
	struct scan s = { 0 };
	struct edits edits;
	struct pj_str bytes;
	enum scan_kind kind = SCAN_BAD;
	bool ok;

	edits_init(&edits, job->options->limits.unpacked_bytes);
	ok = out && job_read(job, part, &bytes) &&
	     scan_open(&s, bytes, job->err);
	while (ok && (kind = scan_next(&s)) != SCAN_BAD &&
	       !(kind == SCAN_END && s.depth == 1))
		ok = kind != SCAN_DONE;
	ok = ok && kind == SCAN_END;
	if (ok && scan_top(&s)->empty) {
		/* <a/> becomes <a>…</a>. */
		pj_buf_putc(&text, '>');
		write(d, &s, &text);
		pj_buf_printf(&text, "</%.*s>", (int)scan_top(&s)->name.len,
		    scan_top(&s)->name.ptr);
		edits_replace(&edits, s.end - 2, 2, pj_buf_str(&text));
	} else if (ok) {
		write(d, &s, &text);
		edits_insert(&edits, s.begin, pj_buf_str(&text));
	}
	if (ok && text.failed)
		ok = pj_error_nomem(job->err);
	ok = ok && edits_apply(&edits, bytes, out, job->err);
	scan_close(&s);
	edits_free(&edits);
	pj_buf_free(&text);
	return ok;
}

/* New comments, by the names that the part itself uses. */
static void
write_comments(const struct docx *d, const struct scan *s, struct pj_buf *out)
{
	struct pj_str prefix;
	bool known = scan_prefix(s, s->depth - 1, scan_top(s)->uri, &prefix);

	put_comments(d, out, known ? &prefix : NULL);
}

/* NAME with the prefix of the root of S. */
static void
put_root_name(const struct scan *s, const char *name, struct pj_buf *out)
{
	struct pj_str root = scan_top(s)->name;

	pj_buf_add(out, root.ptr, root.len - scan_top(s)->local.len);
	pj_buf_puts(out, name);
}

/* A relation name that no other has. */
static void
put_relation_id(const struct docx *d, struct pj_buf *out)
{
	size_t number, i;
	char name[32];

	for (number = 1;; number++) {
		snprintf(name, sizeof(name), "rIdPingjian%zu", number);
		for (i = 0; i < d->relation_count; i++)
			if (!strcmp(d->relations[i].id, name))
				break;
		if (i == d->relation_count)
			break;
	}
	pj_buf_puts(out, name);
}

/* From the main part to its comments, which are beside it. */
static void
write_relation(const struct docx *d, const struct scan *s, struct pj_buf *out)
{
	const char *slash = strrchr(d->comments, '/');

	pj_buf_putc(out, '<');
	put_root_name(s, "Relationship", out);
	pj_buf_puts(out, " Id=\"");
	put_relation_id(d, out);
	pj_buf_printf(out, "\" Type=\"%scomments\" Target=\"",
	    d->strict ? RELATION_ROOT_STRICT : RELATION_ROOT);
	comment_put_xml(out, pj_str(slash ? slash + 1 : d->comments));
	pj_buf_puts(out, "\"/>");
}

/* What kind of part the comments are. */
static void
write_type(const struct docx *d, const struct scan *s, struct pj_buf *out)
{
	pj_buf_putc(out, '<');
	put_root_name(s, "Override", out);
	pj_buf_puts(out, " PartName=\"/");
	comment_put_xml(out, pj_str(d->comments));
	pj_buf_puts(out, "\" ContentType=\"" COMMENTS_TYPE "\"/>");
}

/* A name beside the main part that no part has. */
static bool
name_comments(struct docx *d)
{
	const char *slash = strrchr(d->main, '/');
	int folder = slash ? (int)(slash + 1 - d->main) : 0;
	size_t number = 0;

	d->comments =
	    pj_arena_printf(d->job->arena, "%.*scomments.xml", folder, d->main);
	while (d->comments && pj_package_has(d->job->package, d->comments))
		d->comments = pj_arena_printf(d->job->arena,
		    "%.*scomments%zu.xml", folder, d->main, ++number);
	return d->comments || pj_error_nomem(d->job->err);
}

/* The part of comments where there was none. */
static bool
create_comments(struct docx *d)
{
	static const struct pj_str w = { "w", 1 };
	struct pj_buf *out = job_write(d->job, d->comments);

	if (!out)
		return false;
	pj_buf_printf(out,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
	    "<w:comments xmlns:w=\"%.*s\">",
	    (int)d->uri.len, d->uri.ptr);
	put_comments(d, out, &w);
	pj_buf_puts(out, "</w:comments>");
	return !out->failed || pj_error_nomem(d->job->err);
}

/* The part of relations where there was none. */
static bool
create_relations(struct docx *d)
{
	static const char empty[] =
	    "<Relationships xmlns=\"http://schemas.openxmlformats.org/"
	    "package/2006/relationships\">";
	struct pj_buf *out = job_write(d->job, d->rels);
	struct scan s = { 0 };
	bool ok;

	ok = out && scan_open(&s, pj_str(empty), d->job->err) &&
	     scan_next(&s) == SCAN_START;
	if (ok) {
		pj_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" "
				 "standalone=\"yes\"?>\n");
		pj_buf_puts(out, empty);
		write_relation(d, &s, out);
		pj_buf_puts(out, "</Relationships>");
		ok = !out->failed || pj_error_nomem(d->job->err);
	}
	scan_close(&s);
	return ok;
}

bool
docx_write_comments(struct docx *d)
{
	const struct job *job = d->job;
	const char *part = comments_part(d);
	size_t i;

	for (i = 0; i < job->count && job->comments[i].lost; i++)
		;
	if (i == job->count)
		return true;
	if (part)
		return append(d, part, write_comments);
	if (!name_comments(d) || !create_comments(d) ||
	    !append(d, types_part, write_type))
		return false;
	return pj_package_has(d->job->package, d->rels)
	           ? append(d, d->rels, write_relation)
	           : create_relations(d);
}
