#ifndef PJ_ANNOTATE_SCAN_H
#define PJ_ANNOTATE_SCAN_H

#include "pingjian/buf.h"
#include "pingjian/error.h"

/*
 * scan: where tags and characters of an XML part stand, byte by byte.  doc
 * has read the part with libxml2, so it is well formed and free of
 * entities; what libxml2 does not tell, and a copy needs, is the bytes.
 * Tags are counted as struct pj_run does (pingjian/doc.h).
 */

enum scan_kind {
	SCAN_START,
	SCAN_END,
	SCAN_DONE,
	SCAN_BAD, /* not what libxml2 read: give up */
};

/* An open element. */
struct scan_element {
	size_t begin, end;   /* its start tag, bytes */
	struct pj_str name;  /* as written */
	struct pj_str local; /* of it, without prefix */
	struct pj_str uri;   /* as written; "" for none */
	size_t bindings;     /* of namespaces around it */
	bool empty;          /* <a/> */
	bool binds;          /* declares namespaces itself */
};

struct scan_binding {
	struct pj_str prefix; /* "" for the default */
	struct pj_str uri;
};

struct scan {
	struct pj_str bytes;
	size_t at;
	uint32_t tags;
	enum scan_kind kind;       /* of the last step */
	size_t text_begin;         /* text before the last tag, raw */
	size_t begin, end;         /* the last tag; empty: twice the same */
	struct scan_element *open; /* the last tag's own is the innermost,
	                              also when it has just ended */
	size_t depth, open_cap;
	struct scan_binding *bindings;
	size_t binding_count, binding_cap;
	struct pj_error *err;
};

/*
 * Begin with BYTES, borrowed.  False with ERR filled (PJ_EUNSUPPORTED) when
 * they are not UTF-8 by their mark or declaration.  Release with scan_close
 * in any case.
 */
bool scan_open(struct scan *s, struct pj_str bytes, struct pj_error *err);
void scan_close(struct scan *s);

/* The next tag.  SCAN_BAD fills the error given to scan_open. */
enum scan_kind scan_next(struct scan *s);

/* Nodes of the last tag, and of the text in front of it. */
static inline uint32_t
scan_tag_node(const struct scan *s)
{
	return 2 * s->tags - 1;
}

static inline uint32_t
scan_text_node(const struct scan *s)
{
	return 2 * (s->tags - 1);
}

/* The innermost open element; the one just ended still counts. */
static inline const struct scan_element *
scan_top(const struct scan *s)
{
	return &s->open[s->depth - 1];
}

/*
 * Attribute LOCAL of the element started last, its value as written: in
 * namespace URI, or without any for "".  False when there is none.
 */
bool scan_attr(const struct scan *s, struct pj_str uri, const char *local,
    struct pj_str *value);

/*
 * The attributes of element E, one by one: *AT is 0 before the first.
 * Names and values as written.
 */
bool scan_each_attr(const struct scan *s, const struct scan_element *e,
    size_t *at, struct pj_str *name, struct pj_str *value);

/*
 * A prefix, not the default, that stands for URI where the children of
 * open element AT stand; false for none.
 */
bool scan_prefix(
    const struct scan *s, size_t at, struct pj_str uri, struct pj_str *prefix);

/* Characters of a stretch of text between two tags, one by one. */
struct scan_text {
	struct pj_str bytes;
	size_t at, end;
	bool cdata;
};

struct scan_char {
	size_t begin, end; /* raw */
	char bytes[4];     /* decoded */
	uint8_t len;
	bool cdata; /* stands in a marked section */
};

struct scan_text scan_text(const struct scan *s);

/* The next character; false at the end. */
bool scan_char(struct scan_text *t, struct scan_char *out);

/* Whether what OUT holds is white space of XML. */
static inline bool
scan_is_white(const struct scan_char *c)
{
	return c->len == 1 && (c->bytes[0] == ' ' || c->bytes[0] == '\t' ||
				  c->bytes[0] == '\n' || c->bytes[0] == '\r');
}

/* RAW, an attribute's value, decoded into OUT. */
void scan_decode(struct pj_str raw, struct pj_buf *out);

#endif /* PJ_ANNOTATE_SCAN_H */
