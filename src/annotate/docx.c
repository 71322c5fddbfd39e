#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "docx.h"
#include "pingjian/text.h"

#define TRANSITIONAL                                                           \
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"

/*
 * Word takes comments in the main story alone: those in notes, margins and
 * text boxes it ignores ([MS-OI29500] 2.1.315).  So a comment on a note
 * stands at its reference, one on a text box at its drawing, and one on a
 * margin at the first paragraph.
 */

bool
docx_is_word(struct pj_str uri)
{
	return pj_str_equal(uri, pj_str(TRANSITIONAL)) ||
	       pj_str_equal(uri, pj_str(STRICT));
}

bool
docx_parse_id(struct pj_str raw, uint32_t *out)
{
	uint64_t number = 0;
	size_t i;

	for (i = 0; i < raw.len; i++) {
		if (raw.ptr[i] < '0' || raw.ptr[i] > '9')
			return false;
		number = number * 10 + (uint64_t)(raw.ptr[i] - '0');
		if (number >= UINT32_MAX)
			return false;
	}
	*out = (uint32_t)number;
	return raw.len > 0;
}

/* Elements that decide where marks may stand. */
enum element {
	EL_OTHER,
	EL_STORY,  /* holds paragraphs */
	EL_INLINE, /* within a paragraph holds runs and marks */
	EL_EITHER, /* both, by where it stands */
	EL_P,
	EL_P_PROPS,
	EL_R,
	EL_R_PROPS,
	EL_T,
	EL_SDT,
	EL_SDT_CONTENT,
	EL_BOUND,  /* that its content comes from data is read anew */
	EL_FILLED, /* what a content control is filled with from elsewhere */
	EL_BOX,    /* a text box */
	EL_FOOTNOTE,
	EL_ENDNOTE,
};

static const struct element_name {
	const char *name;
	enum element element;
} elements[] = {
	{ "bdo", EL_INLINE },
	{ "body", EL_STORY },
	{ "comboBox", EL_FILLED },
	{ "customXml", EL_EITHER },
	{ "dataBinding", EL_BOUND },
	{ "date", EL_FILLED },
	{ "dir", EL_INLINE },
	{ "document", EL_STORY },
	{ "dropDownList", EL_FILLED },
	{ "endnoteReference", EL_ENDNOTE },
	{ "footnoteReference", EL_FOOTNOTE },
	{ "hyperlink", EL_INLINE },
	{ "ins", EL_INLINE },
	{ "moveTo", EL_INLINE },
	{ "p", EL_P },
	{ "pPr", EL_P_PROPS },
	{ "r", EL_R },
	{ "rPr", EL_R_PROPS },
	{ "sdt", EL_SDT },
	{ "sdtContent", EL_SDT_CONTENT },
	{ "smartTag", EL_INLINE },
	{ "t", EL_T },
	{ "tbl", EL_STORY },
	{ "tc", EL_STORY },
	{ "text", EL_FILLED },
	{ "tr", EL_STORY },
	{ "txbxContent", EL_BOX },
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

/* Data bindings of newer Words have an address of their own. */
static enum element
element_of(const struct scan_element *e)
{
	const struct element_name *found =
	    bsearch(&e->local, elements, sizeof(elements) / sizeof(elements[0]),
		sizeof(elements[0]), compare_name);

	if (!found)
		return EL_OTHER;
	return found->element == EL_BOUND || docx_is_word(e->uri)
	           ? found->element
	           : EL_OTHER;
}

#define FLAG_CONTROL 1 /* w:sdt */
#define FLAG_FILLED 2  /* its content is a value: marks stand around it */
#define FLAG_BOUND 4   /* … that Word takes from elsewhere on opening */

/* Put the comments that wait for KEY around the element started last. */
static void
meet(struct walk *w, const struct docx_ref *key)
{
	struct docx *d = w->arg;
	size_t i = docx_ref_first(d, key);

	/* The first reference takes them all. */
	for (; i < d->ref_count && !d->refs[i].met &&
	       docx_ref_compare(&d->refs[i], key) == 0;
	     i++) {
		walk_around(w, d->refs[i].comment);
		d->refs[i].met = true;
	}
}

/* A reference to a note: comments on that note stand here. */
static void
meet_note(struct walk *w, bool endnote)
{
	struct docx *d = w->arg;
	struct docx_ref key = { .endnote = endnote };
	struct pj_str raw;

	if (d->ref_count > 0 && scan_attr(&w->scan, d->uri, "id", &raw) &&
	    docx_parse_id(raw, &key.note))
		meet(w, &key);
}

/* A chart or diagram, which has a part of its own. */
static void
meet_drawing(struct walk *w)
{
	const struct docx *d = w->arg;
	const struct scan_element *e = scan_top(&w->scan);
	struct pj_str name, value;
	struct docx_ref key = { 0 };
	char id[64];
	size_t at = 0;

	if (d->ref_count == 0 || (!pj_str_equal(e->local, pj_str("chart")) &&
				     !pj_str_equal(e->local, pj_str("relIds"))))
		return;
	key.id = id;
	while (scan_each_attr(&w->scan, e, &at, &name, &value)) {
		snprintf(id, sizeof(id), "%.*s",
		    (int)(value.len < sizeof(id) ? value.len : 0), value.ptr);
		meet(w, &key);
	}
}

/* The role of a content control's parts is known with its properties. */
static enum role
control_content(struct walk *w, bool in_paragraph)
{
	size_t parent = w->scan.depth - 2;

	if (!in_paragraph)
		return w->frames[parent].flags & FLAG_BOUND ? ROLE_ELSEWHERE
		                                            : ROLE_BODY;
	if (w->frames[parent].flags & FLAG_FILLED)
		return ROLE_OTHER;
	w->frames[parent].role = ROLE_INLINE;
	return ROLE_INLINE;
}

/* The control whose properties this stands in has FLAGS. */
static void
flag_control(struct walk *w, uint32_t flags)
{
	size_t depth = w->scan.depth;

	if (depth >= 3 && w->frames[depth - 3].flags & FLAG_CONTROL)
		w->frames[depth - 3].flags |= flags;
}

/* White space at the edges of a text is dropped unless it says so. */
static bool
keeps_space(const struct scan *s)
{
	struct pj_str value;

	return scan_attr(s, pj_str("http://www.w3.org/XML/1998/namespace"),
		   "space", &value) &&
	       pj_str_equal(value, pj_str("preserve"));
}

/* Whether what stands in open element AT stands in a paragraph. */
static bool
holds_runs(const struct walk *w, size_t at)
{
	enum role role = w->frames[at].role;

	/* A control's role is settled only when its content begins. */
	while (at > 0 && w->frames[at].flags & FLAG_CONTROL)
		role = w->frames[--at].role;
	return role == ROLE_PARAGRAPH || role == ROLE_INLINE;
}

static enum role
start(struct walk *w)
{
	struct docx *d = w->arg;
	size_t depth = w->scan.depth;
	enum role outer = depth > 1 ? w->frames[depth - 2].role : ROLE_BODY;
	bool runs = depth > 1 && holds_runs(w, depth - 2);
	enum element element = element_of(scan_top(&w->scan));

	if (depth == 1)
		d->uri = scan_top(&w->scan)->uri;
	switch (element) {
	case EL_STORY:
		return ROLE_BODY;
	case EL_INLINE:
		return runs ? ROLE_INLINE : ROLE_OTHER;
	case EL_EITHER:
		return runs ? ROLE_INLINE : ROLE_BODY;
	case EL_P:
		return ROLE_PARAGRAPH;
	case EL_P_PROPS:
		return outer == ROLE_PARAGRAPH ? ROLE_PREFIX : ROLE_OTHER;
	case EL_R:
		return runs ? ROLE_RUN : ROLE_OTHER;
	case EL_R_PROPS:
		return outer == ROLE_RUN ? ROLE_PREFIX : ROLE_OTHER;
	case EL_T:
		walk_top(w)->keeps_space = keeps_space(&w->scan);
		return ROLE_OTHER;
	case EL_SDT:
		walk_top(w)->flags = FLAG_CONTROL;
		return runs ? ROLE_OTHER : ROLE_BODY;
	case EL_SDT_CONTENT:
		return control_content(w, runs);
	case EL_BOX:
		return ROLE_ELSEWHERE;
	case EL_BOUND:
		flag_control(w, FLAG_FILLED | FLAG_BOUND);
		return ROLE_OTHER;
	case EL_FILLED:
		flag_control(w, FLAG_FILLED);
		return ROLE_OTHER;
	case EL_FOOTNOTE:
	case EL_ENDNOTE:
		meet_note(w, element == EL_ENDNOTE);
		return ROLE_OTHER;
	case EL_OTHER:
		break;
	}
	meet_drawing(w);
	return ROLE_OTHER;
}

/* A run's properties are what each piece of it repeats. */
static void
end(struct walk *w)
{
	struct frame *outer;

	if (walk_top(w)->role != ROLE_PREFIX)
		return;
	outer = &w->frames[w->scan.depth - 2];
	outer->props = scan_top(&w->scan)->begin;
	outer->props_end = w->scan.end;
}

/* "<P:NAME", with the prefix of the place or one declared here. */
static size_t
put_name(struct walk *w, size_t at, const char *name, struct pj_str *prefix,
    struct pj_buf *out)
{
	const struct docx *d = w->arg;
	bool known = scan_prefix(&w->scan, at, d->uri, prefix);

	if (!known)
		*prefix = pj_str("w");
	pj_buf_printf(out, "<%.*s:%s", (int)prefix->len, prefix->ptr, name);
	if (!known)
		pj_buf_printf(
		    out, " xmlns:w=\"%.*s\"", (int)d->uri.len, d->uri.ptr);
	return out->len;
}

/* A mark of a range: an element with the comment's number. */
static void
put_range(struct walk *w, const char *name, uint32_t number, size_t at,
    struct pj_buf *out)
{
	struct pj_str p;

	put_name(w, at, name, &p, out);
	pj_buf_printf(out, " %.*s:id=\"%u\"/>", (int)p.len, p.ptr, number);
}

/* What ties a place to the comment; a run, since it is a character. */
static void
put_reference(struct walk *w, uint32_t number, size_t at, struct pj_buf *out)
{
	struct pj_str p;

	put_name(w, at, "r", &p, out);
	pj_buf_printf(out, "><%.*s:commentReference %.*s:id=\"%u\"/></%.*s:r>",
	    (int)p.len, p.ptr, (int)p.len, p.ptr, number, (int)p.len, p.ptr);
}

static void
put(struct walk *w, enum mark mark, uint32_t comment, size_t at,
    struct pj_buf *out)
{
	const struct docx *d = w->arg;
	uint32_t number = d->job->comments[comment].number;

	switch (mark) {
	case MARK_BEGIN:
		put_range(w, "commentRangeStart", number, at, out);
		break;
	case MARK_END:
		/* LibreOffice knows no range whose reference comes later. */
		put_range(w, "commentRangeEnd", number, at, out);
		put_reference(w, number, at, out);
		break;
	case MARK_POINT:
		put_reference(w, number, at, out);
		break;
	}
}

static void
moved(struct walk *w, uint32_t comment)
{
	const struct docx *d = w->arg;

	d->job->comments[comment].exact = false;
}

/*
 * Let comments on other parts stand at the beginning: BEFORE the main part
 * is read those that nothing refers to, in the end those whose reference
 * was not met.
 */
static void
float_rest(struct walk *w, bool before)
{
	struct docx *d = w->arg;
	size_t i;

	for (i = 0; i < d->ref_count; i++) {
		struct docx_ref *r = &d->refs[i];
		bool leads = r->id || r->note != UINT32_MAX;

		if (!r->met && (!before || !leads)) {
			walk_float(w, r->comment);
			r->met = true;
		}
	}
}

static void
done(struct walk *w)
{
	float_rest(w, false);
}

static const struct walk_ops ops = {
	.start = start,
	.end = end,
	.put = put,
	.moved = moved,
	.done = done,
	.filler = "r",
};

/* The main part with its marks; only now is it known what is exact. */
static bool
mark_main(struct docx *d)
{
	struct job *job = d->job;
	struct edits edits;
	struct walk w = { .ops = &ops,
		.arg = d,
		.doc = &job->result->doc,
		.edits = &edits,
		.err = job->err };
	struct pj_str bytes;
	struct pj_buf *out = NULL;
	size_t i;
	bool ok;

	edits_init(&edits, job->options->limits.unpacked_bytes);
	ok = places_walk(job, 0, &w) && job_read(job, d->main, &bytes);
	if (ok) {
		float_rest(&w, true);
		ok = walk_part(&w, bytes);
	}
	for (i = 0; ok && i < w.floating_count; i++)
		job->comments[w.floating[i]].lost = true;
	if (ok && edits_any(&edits)) {
		out = job_write(job, d->main);
		ok = out && edits_apply(&edits, bytes, out, job->err);
	}
	walk_free(&w);
	edits_free(&edits);
	return ok;
}

bool
docx_annotate(struct job *job)
{
	struct docx d = { .job = job };
	bool ok;

	/* There are findings, so there is a part they are in. */
	assert(job->result->doc.part_count > 0);
	d.main = job->result->doc.parts[0];
	ok = docx_read_relations(&d) && docx_number(&d) && docx_find_refs(&d) &&
	     mark_main(&d) && docx_write_comments(&d);
	free(d.relations);
	return ok;
}
