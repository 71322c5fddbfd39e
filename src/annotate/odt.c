#include <stdlib.h>

#include "annotate.h"
#include "pingjian/text.h"

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"

/*
 * ODT keeps a comment in the text itself: <office:annotation> where its
 * words begin, <office:annotation-end> of the same name where they end.
 * LibreOffice takes none in notes and margins, nor in shapes, so those
 * stand at the note, the first paragraph, the shape.
 */

static const char body_part[] = "content.xml";

/* Our names are these letters and a number. */
static const char name_head[] = "pj";

enum space { SPACE_OFFICE, SPACE_TEXT, SPACE_DC, SPACES };

static const struct {
	const char *prefix;
	const char *uri;
} spaces[SPACES] = {
	[SPACE_OFFICE] = { "office", OASIS "office:1.0" },
	[SPACE_TEXT] = { "text", OASIS "text:1.0" },
	[SPACE_DC] = { "dc", "http://purl.org/dc/elements/1.1/" },
};

struct odt {
	struct job *job;
	uint32_t numbers; /* highest of ours that the draft has already */
	/* For each part of the document: its comments lie side by side. */
	struct odt_part {
		size_t first, count;
		bool met;
	} * parts;
	bool measuring; /* nothing is written yet */
	struct pj_buf words;
};

/* What elements are, by local name; their namespaces share none of these. */
static const struct element_name {
	const char *name;
	enum role role;
} elements[] = {
	{ "a", ROLE_INLINE },
	{ "annotation", ROLE_ELSEWHERE },
	{ "body", ROLE_BODY },
	{ "caption", ROLE_ELSEWHERE },
	{ "circle", ROLE_ELSEWHERE },
	{ "connector", ROLE_ELSEWHERE },
	{ "custom-shape", ROLE_ELSEWHERE },
	{ "document-content", ROLE_BODY },
	{ "ellipse", ROLE_ELSEWHERE },
	{ "forms", ROLE_ELSEWHERE },
	{ "frame", ROLE_ELSEWHERE },
	{ "g", ROLE_ELSEWHERE },
	{ "h", ROLE_PARAGRAPH },
	{ "index-body", ROLE_BODY },
	{ "line", ROLE_ELSEWHERE },
	{ "list", ROLE_BODY },
	{ "list-header", ROLE_BODY },
	{ "list-item", ROLE_BODY },
	{ "measure", ROLE_ELSEWHERE },
	{ "meta", ROLE_INLINE },
	{ "note", ROLE_ELSEWHERE },
	{ "numbered-paragraph", ROLE_BODY },
	{ "p", ROLE_PARAGRAPH },
	{ "path", ROLE_ELSEWHERE },
	{ "polygon", ROLE_ELSEWHERE },
	{ "polyline", ROLE_ELSEWHERE },
	{ "rect", ROLE_ELSEWHERE },
	{ "regular-polygon", ROLE_ELSEWHERE },
	{ "section", ROLE_BODY },
	{ "span", ROLE_INLINE },
	{ "table", ROLE_BODY },
	{ "table-cell", ROLE_BODY },
	{ "table-header-rows", ROLE_BODY },
	{ "table-of-content", ROLE_BODY },
	{ "table-row", ROLE_BODY },
	{ "table-row-group", ROLE_BODY },
	{ "table-rows", ROLE_BODY },
	{ "text", ROLE_BODY },
	{ "tracked-changes", ROLE_ELSEWHERE },
};

static int
compare_name(const void *key, const void *item)
{
	const struct pj_str *name = key;
	const char *other = ((const struct element_name *)item)->name;
	size_t len = strlen(other);
	int order = memcmp(name->ptr, other, name->len < len ? name->len : len);

	return order != 0 ? order : (name->len > len) - (name->len < len);
}

/* The comments on part PART stand around the element started last. */
static void
meet(struct walk *w, size_t part)
{
	struct odt *o = w->arg;
	struct odt_part *p = &o->parts[part];
	size_t i;

	for (i = 0; !p->met && i < p->count; i++)
		walk_around(w, (uint32_t)(p->first + i));
	p->met = true;
}

/* A chart and the like, which is a document in a folder of its own. */
static void
meet_object(struct walk *w)
{
	struct odt *o = w->arg;
	const struct pj_doc *doc = w->doc;
	struct pj_str href;
	const char *folder;
	size_t len, i;

	if (!scan_attr(&w->scan, pj_str("http://www.w3.org/1999/xlink"), "href",
		&href))
		return;
	folder = pj_package_resolve(o->job->arena, "", href);
	len = folder ? strlen(folder) : 0;
	for (i = 1; folder && i < doc->part_count; i++)
		if (strncmp(doc->parts[i], folder, len) == 0 &&
		    doc->parts[i][len] == '/' &&
		    strcmp(doc->parts[i] + len + 1, body_part) == 0)
			meet(w, i);
}

/* Names like ours are from an earlier copy: ours go on behind. */
static void
see_name(struct walk *w)
{
	struct odt *o = w->arg;
	size_t head = sizeof(name_head) - 1, i;
	struct pj_str name;
	uint32_t number = 0;

	if (!scan_attr(
		&w->scan, pj_str(spaces[SPACE_OFFICE].uri), "name", &name) ||
	    name.len <= head || name.len > head + 8 ||
	    memcmp(name.ptr, name_head, head) != 0)
		return;
	for (i = head; i < name.len; i++) {
		if (name.ptr[i] < '0' || name.ptr[i] > '9')
			return;
		number = number * 10 + (uint32_t)(name.ptr[i] - '0');
	}
	if (number > o->numbers)
		o->numbers = number;
}

static enum role
start(struct walk *w)
{
	const struct odt *o = w->arg;
	const struct scan_element *e = scan_top(&w->scan);
	const struct element_name *found =
	    bsearch(&e->local, elements, sizeof(elements) / sizeof(elements[0]),
		sizeof(elements[0]), compare_name);
	enum role outer =
	    w->scan.depth > 1 ? w->frames[w->scan.depth - 2].role : ROLE_BODY;

	if (o->measuring && pj_str_equal(e->local, pj_str("annotation")))
		see_name(w);
	if (pj_str_equal(e->local, pj_str("object")))
		meet_object(w);
	if (!found)
		return ROLE_OTHER;
	if (found->role == ROLE_INLINE && outer != ROLE_PARAGRAPH &&
	    outer != ROLE_INLINE)
		return ROLE_OTHER;
	return found->role;
}

/* The prefix of each namespace at open element AT, "" where there is none;
 * and declarations of the missing ones into OUT. */
static void
find_prefixes(const struct walk *w, size_t at, struct pj_str prefixes[SPACES],
    struct pj_buf *declared)
{
	size_t i;

	for (i = 0; i < SPACES; i++) {
		if (scan_prefix(
			&w->scan, at, pj_str(spaces[i].uri), &prefixes[i]))
			continue;
		prefixes[i] = pj_str(spaces[i].prefix);
		pj_buf_printf(declared, " xmlns:%s=\"%s\"", spaces[i].prefix,
		    spaces[i].uri);
	}
}

/* "<P:NAME>", with "/" for an end tag. */
static void
put_tag(struct pj_buf *out, const char *slash, struct pj_str prefix,
    const char *name)
{
	pj_buf_printf(
	    out, "<%s%.*s:%s>", slash, (int)prefix.len, prefix.ptr, name);
}

/* Who, when, and the words, a paragraph a line. */
static void
put_content(struct odt *o, const struct comment *c,
    const struct pj_str prefixes[SPACES], struct pj_buf *out)
{
	struct pj_str rest;

	put_tag(out, "", prefixes[SPACE_DC], "creator");
	pj_buf_puts(out, PJ_ANNOTATE_AUTHOR);
	put_tag(out, "/", prefixes[SPACE_DC], "creator");
	put_tag(out, "", prefixes[SPACE_DC], "date");
	comment_put_date(out, o->job->options->when);
	put_tag(out, "/", prefixes[SPACE_DC], "date");
	o->words.len = 0;
	comment_put(&o->words, o->job, c);
	rest = pj_buf_str(&o->words);
	while (rest.len > 0) {
		const char *stop = memchr(rest.ptr, '\n', rest.len);
		size_t len = stop ? (size_t)(stop - rest.ptr) : rest.len;

		put_tag(out, "", prefixes[SPACE_TEXT], "p");
		comment_put_xml(out, (struct pj_str){ rest.ptr, len });
		put_tag(out, "/", prefixes[SPACE_TEXT], "p");
		len += stop != NULL;
		rest.ptr += len;
		rest.len -= len;
	}
}

/* The attribute that ties both ends together; a point has but one. */
static void
put_own_name(struct pj_buf *out, struct pj_str prefix, uint32_t number)
{
	pj_buf_printf(out, " %.*s:name=\"%s%u\"", (int)prefix.len, prefix.ptr,
	    name_head, number);
}

static void
put(struct walk *w, enum mark mark, uint32_t comment, size_t at,
    struct pj_buf *out)
{
	struct odt *o = w->arg;
	const struct comment *c = &o->job->comments[comment];
	struct pj_str prefixes[SPACES], office;
	struct pj_buf declared = PJ_BUF_INIT;

	if (o->measuring)
		return;
	find_prefixes(w, at, prefixes, &declared);
	office = prefixes[SPACE_OFFICE];
	pj_buf_printf(out, "<%.*s:annotation%s", (int)office.len, office.ptr,
	    mark == MARK_END ? "-end" : "");
	pj_buf_add(out, declared.ptr, declared.len);
	put_own_name(out, office, c->number);
	if (mark == MARK_END)
		pj_buf_puts(out, "/>");
	else {
		pj_buf_putc(out, '>');
		put_content(o, c, prefixes, out);
		put_tag(out, "/", office, "annotation");
	}
	out->failed = out->failed || declared.failed || o->words.failed;
	pj_buf_free(&declared);
}

static void
moved(struct walk *w, uint32_t comment)
{
	const struct odt *o = w->arg;

	o->job->comments[comment].exact = false;
}

/* Let the comments on other parts that were not met float. */
static void
float_part(struct walk *w, size_t part)
{
	struct odt *o = w->arg;
	struct odt_part *p = &o->parts[part];
	size_t i;

	for (i = 0; !p->met && i < p->count; i++)
		walk_float(w, (uint32_t)(p->first + i));
	p->met = true;
}

static void
done(struct walk *w)
{
	size_t i;

	for (i = 1; i < w->doc->part_count; i++)
		float_part(w, i);
}

static const struct walk_ops ops = {
	.start = start,
	.put = put,
	.moved = moved,
	.done = done,
	.filler = "span",
	.collapses = true,
};

/* Which comments are in which part. */
static bool
sort_parts(struct odt *o)
{
	struct job *job = o->job;
	size_t i;

	o->parts = pj_arena_alloc(
	    job->arena, job->result->doc.part_count, sizeof(*o->parts));
	if (!o->parts)
		return pj_error_nomem(job->err);
	for (i = 0; i < job->count; i++) {
		struct comment *c = &job->comments[i];
		struct odt_part *p = &o->parts[c->part];

		if (c->lost)
			continue;
		if (p->count++ == 0)
			p->first = i;
		if (c->part > 0)
			c->exact = false;
	}
	return true;
}

/* One pass over BYTES, which writes the part unless it only measures. */
static bool
mark_body(struct odt *o, struct pj_str bytes)
{
	struct pj_buf *out = NULL;
	struct job *job = o->job;
	const struct pj_doc *doc = &job->result->doc;
	struct edits edits;
	struct walk w = { .ops = &ops,
		.arg = o,
		.doc = doc,
		.edits = &edits,
		.err = job->err };
	size_t i;
	bool ok;

	for (i = 0; i < doc->part_count; i++)
		o->parts[i].met = false;
	edits_init(&edits, job->options->limits.unpacked_bytes);
	ok = places_walk(job, 0, &w);
	/* What is in the margins belongs to the beginning. */
	for (i = 1; ok && i < doc->part_count; i++)
		if (!strchr(doc->parts[i], '/'))
			float_part(&w, i);
	ok = ok && walk_part(&w, bytes);
	for (i = 0; ok && i < w.floating_count; i++)
		job->comments[w.floating[i]].lost = true;
	if (ok && !o->measuring && edits_any(&edits)) {
		out = job_write(job, body_part);
		ok = out && edits_apply(&edits, bytes, out, job->err);
	}
	walk_free(&w);
	edits_free(&edits);
	return ok;
}

bool
odt_is_signed(struct job *job)
{
	return pj_package_has(job->package, "META-INF/documentsignatures.xml");
}

/*
 * The words of a comment stand where it begins and tell whether it ends at
 * its words, too: so a first pass only finds out.
 */
bool
odt_annotate(struct job *job)
{
	struct odt o = { .job = job, .measuring = true, .words = PJ_BUF_INIT };
	struct pj_str bytes;
	size_t i;
	bool ok;

	ok = sort_parts(&o) && job_read(job, body_part, &bytes) &&
	     mark_body(&o, bytes);
	for (i = 0; ok && i < job->count; i++)
		job->comments[i].number = o.numbers + 1 + (uint32_t)i;
	o.measuring = false;
	ok = ok && mark_body(&o, bytes);
	pj_buf_free(&o.words);
	return ok;
}
