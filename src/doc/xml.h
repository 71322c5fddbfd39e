#ifndef PJ_DOC_XML_H
#define PJ_DOC_XML_H

#include "pingjian/package.h"

/*
 * xml: the XML of a container's part as a flow of elements, attributes and
 * text, by libxml2's push parser.  A reader lists the elements it cares
 * for; xml finds their rules and keeps the nesting.  No network, no file,
 * no external subset, no entity but the five predefined and characters by
 * number; a part that declares or uses others is refused.
 */
struct pj_xml;

typedef void pj_xml_act(void *arg, struct pj_xml *xml);

/* What to do with one element.  Either act may be NULL. */
struct pj_xml_rule {
	const char *name; /* "w:p", the prefix by the vocabulary */
	pj_xml_act *start;
	pj_xml_act *end;
};

/* Prefixes that rules and pj_xml_attr go by, whatever the part calls them.
 * Several addresses may share a prefix (strict and transitional). */
struct pj_xml_namespace {
	const char *uri;
	const char *prefix;
};

struct pj_xml_vocabulary {
	const struct pj_xml_namespace *namespaces;
	size_t namespace_count;
	const struct pj_xml_rule *rules; /* in byte order of names */
	size_t rule_count;
	void (*text)(void *arg, struct pj_str s); /* in pieces; or NULL */
};

/*
 * Read PART of PACKAGE to its end.  Elements without a rule are walked
 * through.  Returns false after pj_xml_stop, or with ERR filled:
 * PJ_EFORMAT (not well formed, with the line; entities), PJ_ELIMIT
 * (nesting deeper than the limit), and what pj_package_read fails with.
 * What was seen of a part that fails must be thrown away.
 */
bool pj_xml_read(struct pj_package *package, const char *part,
    const struct pj_xml_vocabulary *vocabulary, void *arg,
    struct pj_error *err);

/*
 * For a start act: the value of attribute NAME ("w:val", "descr"), valid
 * until the act returns; false, with OUT empty, when there is none.
 */
bool pj_xml_attr(
    const struct pj_xml *xml, const char *name, struct pj_str *out);

/* Whether attribute NAME is there and equals Z. */
bool pj_xml_attr_is(const struct pj_xml *xml, const char *name, const char *z);

/* Its value as a decimal number from 0 to MAX; FALLBACK when it is not. */
uint32_t pj_xml_attr_number(const struct pj_xml *xml, const char *name,
    uint32_t max, uint32_t fallback);

/*
 * Where the reading is, as struct pj_run numbers it (pingjian/doc.h): for a
 * start act the number of its tag, and that of text met now.
 */
uint32_t pj_xml_tag_node(const struct pj_xml *xml);
uint32_t pj_xml_text_node(const struct pj_xml *xml);

/* For a start act: pass over all that this element holds, and its end. */
void pj_xml_skip(struct pj_xml *xml);

/* ITEMS with room for one more than COUNT; NULL, the reading stopped, when
 * there is no memory: then ITEMS stay the caller's as they are. */
void *pj_xml_grow(
    struct pj_xml *xml, void *items, size_t *cap, size_t count, size_t size);

/* Read no further: the reader knows why. */
void pj_xml_stop(struct pj_xml *xml);

/* The same with the reason told here. */
void pj_xml_fail(struct pj_xml *xml, enum pj_code code, const char *message);

#endif /* PJ_DOC_XML_H */
