#include <stdlib.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "pingjian/buf.h"
#include "pingjian/text.h"
#include "xml.h"

/* Names met in one part, all together.  Real parts have some 4 KiB, and
 * libxml2 becomes slow with more than a hundred thousand names. */
#define NAMES_MAX ((size_t)1 << 20)

/* Attributes of one element: libxml2 compares each with all before it.
 * Real elements have some forty, most of them namespaces. */
#define ATTRIBUTES_MAX 10000

/* A tag, comment or marked section longer than this is refused: libxml2
 * looks for its end anew with every piece, which takes the square of its
 * length.  Word's largest attributes, packed drawings, stay below. */
#define TOKEN_MAX ((ptrdiff_t)8 << 20)

/* Longest "prefix:name" of any rule. */
#define RULE_NAME_MAX 64

/* Fields of an attribute as SAX2 gives it. */
enum { ATTR_LOCAL, ATTR_PREFIX, ATTR_URI, ATTR_BEGIN, ATTR_END, ATTR_FIELDS };

struct pj_xml {
	struct pj_package *package;
	const char *part;
	const struct pj_xml_vocabulary *vocabulary;
	void *arg;
	xmlParserCtxtPtr ctxt;
	const struct pj_xml_rule **open; /* one an open element, or NULL */
	size_t cap;
	size_t depth;
	size_t skip;   /* depth of the element passed over, 0 = none */
	uint32_t tags; /* begun and ended so far, also in what is skipped */
	/* Of the element being started. */
	const xmlChar **attrs;
	size_t attr_count;
	/* libxml2 keeps one copy of each address: compare pointers first. */
	const xmlChar *last_uri;
	const char *last_prefix;
	/* Of the bytes since the last "<", for too_many_attributes. */
	size_t equals;
	bool after_equals;
	bool stopped;
	struct pj_error *err;
};

void
pj_xml_stop(struct pj_xml *xml)
{
	xml->stopped = true;
	xmlStopParser(xml->ctxt);
}

void
pj_xml_fail(struct pj_xml *xml, enum pj_code code, const char *message)
{
	int line = xmlSAX2GetLineNumber(xml->ctxt);

	if (xml->stopped)
		return;
	pj_error_set(xml->err, code, "%s", message);
	pj_package_blame(
	    xml->package, xml->part, line > 0 ? (uint32_t)line : 0, xml->err);
	pj_xml_stop(xml);
}

/* The vocabulary's prefix for URI; NULL for one it does not know. */
static const char *
prefix_of(struct pj_xml *xml, const xmlChar *uri)
{
	const struct pj_xml_vocabulary *v = xml->vocabulary;
	size_t i;

	if (!uri)
		return "";
	if (uri == xml->last_uri)
		return xml->last_prefix;
	xml->last_uri = uri;
	xml->last_prefix = NULL;
	for (i = 0; i < v->namespace_count; i++)
		if (!strcmp((const char *)uri, v->namespaces[i].uri)) {
			xml->last_prefix = v->namespaces[i].prefix;
			break;
		}
	return xml->last_prefix;
}

/* Whether the vocabulary's prefix for URI is what NAME has up to COLON. */
static bool
is_prefix(const struct pj_xml *xml, const xmlChar *uri, const char *name,
    const char *colon)
{
	const struct pj_xml_vocabulary *v = xml->vocabulary;
	size_t len = (size_t)(colon - name), i;

	for (i = 0; i < v->namespace_count; i++)
		if (!strncmp(v->namespaces[i].prefix, name, len) &&
		    !v->namespaces[i].prefix[len] &&
		    !strcmp(v->namespaces[i].uri, (const char *)uri))
			return true;
	return false;
}

static int
compare_rule(const void *name, const void *rule)
{
	return strcmp(name, ((const struct pj_xml_rule *)rule)->name);
}

/* A name longer than any rule's has none. */
static const struct pj_xml_rule *
rule_of(struct pj_xml *xml, const xmlChar *local, const xmlChar *uri)
{
	const struct pj_xml_vocabulary *v = xml->vocabulary;
	const char *prefix = prefix_of(xml, uri);
	char name[RULE_NAME_MAX];
	size_t head, tail = strlen((const char *)local);

	if (!prefix)
		return NULL;
	head = strlen(prefix);
	if (head + 1 + tail >= sizeof(name))
		return NULL;
	memcpy(name, prefix, head);
	if (head > 0)
		name[head++] = ':';
	memcpy(name + head, local, tail + 1);
	return bsearch(
	    name, v->rules, v->rule_count, sizeof(*v->rules), compare_rule);
}

/* Depth counts also what is passed over. */
static bool
enter(struct pj_xml *xml, const struct pj_xml_rule *rule)
{
	const struct pj_xml_rule **open;

	if (xml->depth >= pj_package_limits(xml->package)->depth) {
		pj_xml_fail(xml, PJ_ELIMIT,
		    _("elements are nested deeper than the limit allows"));
		return false;
	}
	open = pj_grow(xml->open, &xml->cap, xml->depth + 1, sizeof(*open));
	if (!open) {
		pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
		return false;
	}
	xml->open = open;
	xml->open[xml->depth++] = rule;
	return true;
}

static void
start_element(void *arg, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int ns_count, const xmlChar **namespaces,
    int attr_count, int defaulted, const xmlChar **attrs)
{
	struct pj_xml *xml = arg;
	const struct pj_xml_rule *rule = NULL;

	(void)prefix, (void)ns_count, (void)namespaces, (void)defaulted;
	if (xml->stopped)
		return;
	xml->tags++;
	if (!xml->skip)
		rule = rule_of(xml, local, uri);
	if (!enter(xml, rule) || !rule || !rule->start)
		return;
	xml->attrs = attrs;
	xml->attr_count = (size_t)attr_count;
	rule->start(xml->arg, xml);
	xml->attr_count = 0;
}

/* The rule is that of the start; names are libxml2's to compare. */
static void
end_element(
    void *arg, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct pj_xml *xml = arg;
	const struct pj_xml_rule *rule;

	(void)local, (void)prefix, (void)uri;
	if (xml->stopped || xml->depth == 0)
		return;
	xml->tags++;
	rule = xml->open[xml->depth - 1];
	if (xml->skip == xml->depth)
		xml->skip = 0;
	else if (!xml->skip && rule && rule->end)
		rule->end(xml->arg, xml);
	xml->depth--;
}

static void
characters(void *arg, const xmlChar *text, int len)
{
	struct pj_xml *xml = arg;

	if (!xml->stopped && !xml->skip && xml->vocabulary->text)
		xml->vocabulary->text(xml->arg,
		    (struct pj_str){ (const char *)text, (size_t)len });
}

static void
refuse_entity(struct pj_xml *xml)
{
	pj_xml_fail(xml, PJ_EFORMAT,
	    _("the part declares or uses entities of its own, which no office "
	      "program does; the file is not read"));
}

/* Refused when declared, so that none is ever used. */
static void
declare_entity(void *arg, const xmlChar *name, int type,
    const xmlChar *public_id, const xmlChar *system_id, xmlChar *content)
{
	(void)name, (void)type, (void)public_id, (void)system_id, (void)content;
	refuse_entity(arg);
}

static void
use_entity(void *arg, const xmlChar *name)
{
	(void)name;
	refuse_entity(arg);
}

/* What libxml2 cannot go on after, and entities nobody declared. */
static void
complain(void *arg, xmlErrorPtr error)
{
	struct pj_xml *xml = arg;

	if (xml->stopped)
		return;
	if (error->code == XML_WAR_UNDECLARED_ENTITY ||
	    error->code == XML_ERR_UNDECLARED_ENTITY) {
		refuse_entity(xml);
		return;
	}
	if (error->level != XML_ERR_FATAL)
		return;
	if (xmlDictGetUsage(xml->ctxt->dict) > NAMES_MAX / 2) {
		pj_xml_fail(xml, PJ_ELIMIT,
		    _("the part uses more different names than any office "
		      "program does"));
		return;
	}
	if (error->code == XML_ERR_NO_MEMORY) {
		pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
		return;
	}
	pj_error_set(xml->err, PJ_EFORMAT,
	    _("the XML of this part is broken; get the file again, or open it "
	      "in Microsoft Office or LibreOffice and save it anew"));
	pj_package_blame(xml->package, xml->part,
	    error->line > 0 ? (uint32_t)error->line : 0, xml->err);
	pj_xml_stop(xml);
}

/*
 * Whether PIECE brings more attributes between two "<" than any element
 * has, told by their equals signs and quotes, since the parser looks at a
 * tag as a whole.  Other white space and the zeros of UTF-16 may stand
 * between the two.
 */
static bool
too_many_attributes(struct pj_xml *xml, struct pj_str piece)
{
	size_t i;

	for (i = 0; i < piece.len; i++)
		switch (piece.ptr[i]) {
		case '<':
			xml->equals = 0;
			xml->after_equals = false;
			break;
		case '=':
			xml->after_equals = true;
			break;
		case '"':
		case '\'':
			xml->equals += xml->after_equals;
			xml->after_equals = false;
			break;
		case '\0':
		case ' ':
		case '\t':
		case '\r':
		case '\n':
			break;
		default:
			xml->after_equals = false;
		}
	return xml->equals > ATTRIBUTES_MAX;
}

static bool
take_piece(void *arg, struct pj_str piece)
{
	struct pj_xml *xml = arg;

	if (too_many_attributes(xml, piece)) {
		pj_xml_fail(xml, PJ_ELIMIT,
		    _("an element has more attributes than any office program "
		      "writes"));
		return false;
	}
	xmlParseChunk(xml->ctxt, piece.ptr, (int)piece.len, 0);
	if (!xml->stopped &&
	    xml->ctxt->input->end - xml->ctxt->input->cur > TOKEN_MAX)
		pj_xml_fail(xml, PJ_ELIMIT,
		    _("a tag or comment is larger than any office program "
		      "writes"));
	return !xml->stopped;
}

/* Handlers that are not set do nothing: no DTD is loaded or kept. */
static xmlParserCtxtPtr
new_context(struct pj_xml *xml)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = start_element,
		.endElementNs = end_element,
		.characters = characters,
		.ignorableWhitespace = characters,
		.cdataBlock = characters,
		.entityDecl = declare_entity,
		.reference = use_entity,
		.serror = complain,
	};
	xmlParserCtxtPtr ctxt =
	    xmlCreatePushParserCtxt(&sax, xml, NULL, 0, NULL);

	if (!ctxt)
		return NULL;
	/*
	 * HUGE lifts a depth of 256 and node sizes below those of this
	 * program's limits.  NOENT only lets "&amp;" in an attribute come out
	 * as "&": there are no other entities, see declare_entity.
	 */
	xmlCtxtUseOptions(
	    ctxt, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT);
	xmlDictSetLimit(ctxt->dict, NAMES_MAX);
	return ctxt;
}

bool
pj_xml_read(struct pj_package *package, const char *part,
    const struct pj_xml_vocabulary *vocabulary, void *arg, struct pj_error *err)
{
	struct pj_error ignored = { 0 };
	struct pj_xml xml = {
		.package = package,
		.part = part,
		.vocabulary = vocabulary,
		.arg = arg,
		.err = err ? err : &ignored,
	};
	bool ok = false;

	xml.ctxt = new_context(&xml);
	if (!xml.ctxt)
		return pj_error_nomem(err);
	if (pj_package_read(package, part, take_piece, &xml, xml.err)) {
		xmlParseChunk(xml.ctxt, NULL, 0, 1);
		if (!xml.ctxt->wellFormed && !xml.stopped)
			pj_xml_fail(&xml, PJ_EFORMAT,
			    _("the XML of this part is broken; get the file "
			      "again, or open it in Microsoft Office or "
			      "LibreOffice and save it anew"));
		ok = !xml.stopped;
	}
	/* Entities that were declared before the reading stopped. */
	if (xml.ctxt->myDoc)
		xmlFreeDoc(xml.ctxt->myDoc);
	xmlFreeParserCtxt(xml.ctxt);
	free(xml.open);
	return ok;
}

bool
pj_xml_attr(const struct pj_xml *xml, const char *name, struct pj_str *out)
{
	const char *colon = strchr(name, ':');
	const char *local = colon ? colon + 1 : name;
	const xmlChar **attr = xml->attrs;
	size_t i;

	*out = (struct pj_str){ "", 0 };
	for (i = 0; i < xml->attr_count; i++, attr += ATTR_FIELDS) {
		if (strcmp((const char *)attr[ATTR_LOCAL], local) != 0)
			continue;
		if (!colon != !attr[ATTR_URI])
			continue;
		if (colon && !is_prefix(xml, attr[ATTR_URI], name, colon))
			continue;
		out->ptr = (const char *)attr[ATTR_BEGIN];
		out->len = (size_t)(attr[ATTR_END] - attr[ATTR_BEGIN]);
		return true;
	}
	return false;
}

bool
pj_xml_attr_is(const struct pj_xml *xml, const char *name, const char *z)
{
	struct pj_str value;

	return pj_xml_attr(xml, name, &value) && pj_str_equal(value, pj_str(z));
}

uint32_t
pj_xml_attr_number(
    const struct pj_xml *xml, const char *name, uint32_t max, uint32_t fallback)
{
	struct pj_str value;
	uint64_t number = 0;
	size_t i;

	if (!pj_xml_attr(xml, name, &value) || value.len == 0)
		return fallback;
	for (i = 0; i < value.len; i++) {
		if (value.ptr[i] < '0' || value.ptr[i] > '9')
			return fallback;
		number = number * 10 + (uint64_t)(value.ptr[i] - '0');
		if (number > max)
			return fallback;
	}
	return (uint32_t)number;
}

uint32_t
pj_xml_tag_node(const struct pj_xml *xml)
{
	return 2 * xml->tags - 1;
}

uint32_t
pj_xml_text_node(const struct pj_xml *xml)
{
	return 2 * xml->tags;
}

void
pj_xml_skip(struct pj_xml *xml)
{
	xml->skip = xml->depth;
}

void *
pj_xml_grow(
    struct pj_xml *xml, void *items, size_t *cap, size_t count, size_t size)
{
	void *moved = pj_grow(items, cap, count + 1, size);

	if (!moved)
		pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
	return moved;
}
