#include <stdlib.h>

#include "odt.h"
#include "pingjian/text.h"

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"

/* Kinds of documents that hold a text: also .ott, .odm and the like. */
static const char text_type[] = "application/vnd.oasis.opendocument.text";

const struct pj_xml_namespace pj_odt_namespaces[] = {
	{ OASIS "office:1.0", "office" },
	{ OASIS "text:1.0", "text" },
	{ OASIS "table:1.0", "table" },
	{ OASIS "drawing:1.0", "draw" },
	{ OASIS "style:1.0", "style" },
	{ OASIS "form:1.0", "form" },
	{ OASIS "svg-compatible:1.0", "svg" },
	{ OASIS "manifest:1.0", "manifest" },
	{ "http://www.w3.org/1999/xlink", "xlink" },
	{ "urn:org:documentfoundation:names:experimental:office:xmlns:loext:"
	  "1.0",
	    "loext" },
};
const size_t pj_odt_namespace_count =
    sizeof(pj_odt_namespaces) / sizeof(pj_odt_namespaces[0]);

/* The beginning of a part, as much as fits. */
struct head {
	char bytes[128];
	size_t len;
};

/* A type is short: what is longer is none. */
static bool
take_head(void *arg, struct pj_str piece)
{
	struct head *head = arg;
	size_t room = sizeof(head->bytes) - head->len;
	size_t len = piece.len < room ? piece.len : room;

	memcpy(head->bytes + head->len, piece.ptr, len);
	head->len += len;
	return true;
}

/* Spreadsheets and slides come in the same kind of container. */
static bool
check_type(struct pj_package *package, struct pj_error *err)
{
	struct head head = { .len = 0 };

	/* LibreOffice reads documents that lack it, and so does this. */
	if (!pj_package_has(package, "mimetype"))
		return true;
	if (!pj_package_read(package, "mimetype", take_head, &head, err))
		return false;
	if (head.len >= sizeof(text_type) - 1 &&
	    !memcmp(head.bytes, text_type, sizeof(text_type) - 1))
		return true;
	pj_error_set(err, PJ_EUNSUPPORTED,
	    _("this is no text document; save the text as .odt or .docx"));
	pj_package_blame(package, "mimetype", 0, err);
	return false;
}

/* Any encrypted part means that the text is, too. */
static void
encrypted(void *arg, struct pj_xml *xml)
{
	(void)arg;
	pj_xml_fail(xml, PJ_EENCRYPTED,
	    _("the document is protected by a password; open it in Word or "
	      "LibreOffice, remove the password and save"));
}

/*
 * Asked before anything else, since an encrypted content.xml looks like
 * broken XML.
 */
static bool
check_manifest(struct pj_package *package, struct pj_error *err)
{
	static const struct pj_xml_rule rules[] = {
		{ "manifest:encryption-data", encrypted, NULL },
	};
	struct pj_xml_vocabulary vocabulary = {
		.namespaces = pj_odt_namespaces,
		.namespace_count = pj_odt_namespace_count,
		.rules = rules,
		.rule_count = 1,
	};
	static const char part[] = "META-INF/manifest.xml";

	return !pj_package_has(package, part) ||
	       pj_xml_read(package, part, &vocabulary, NULL, err);
}

static int
by_string(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Objects of the body that are documents of their own: charts. */
static bool
read_objects(struct pj_odt_flow_in *in, struct pj_error *err)
{
	const char *part;
	size_t i;

	if (in->object_count > 0)
		qsort(in->objects, in->object_count, sizeof(*in->objects),
		    by_string);
	for (i = 0; i < in->object_count; i++) {
		if (i > 0 && !strcmp(in->objects[i], in->objects[i - 1]))
			continue;
		part = pj_arena_printf(
		    in->arena, "%s/content.xml", in->objects[i]);
		if (!part)
			return pj_error_nomem(err);
		if (pj_package_has(in->package, part) &&
		    !pj_odt_flow(in, part, PJ_ODT_OBJECT, err))
			return false;
	}
	return true;
}

/*
 * Styles first, since the body names them; margins after the body, as
 * people read a draft.
 */
static bool
read_parts(struct pj_odt_flow_in *in, struct pj_error *err)
{
	static const char styles[] = "styles.xml";
	bool has_styles = pj_package_has(in->package, styles);

	if (!check_manifest(in->package, err) || !check_type(in->package, err))
		return false;
	if (has_styles && !pj_odt_flow(in, styles, PJ_ODT_STYLES, err))
		return false;
	if (!pj_odt_flow(in, "content.xml", PJ_ODT_BODY, err))
		return false;
	if (has_styles && !pj_odt_flow(in, styles, PJ_ODT_MARGINS, err))
		return false;
	return read_objects(in, err);
}

bool
pj_doc_read_odt(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	struct pj_odt_styles styles = { .arena = in->arena };
	struct pj_odt_flow_in flow = { .arena = in->arena, .styles = &styles };
	bool ok = false;

	flow.package = pj_package_open(
	    in->source->path, in->source->bytes, in->limits, in->deadline, err);
	if (!flow.package)
		return false;
	flow.builder = pj_builder_new(in->limits, in->deadline, in->notes);
	if (!flow.builder) {
		pj_error_nomem(err);
		goto out;
	}
	ok = read_parts(&flow, err) || pj_builder_failed(flow.builder);
	if (ok)
		ok = pj_builder_finish(flow.builder, in->arena, out, err);
out:
	free(flow.objects);
	pj_odt_styles_free(&styles);
	pj_builder_free(flow.builder);
	pj_package_close(flow.package);
	return ok;
}
