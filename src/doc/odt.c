#include <stdlib.h>

#include "odt.h"
#include "office.h"
#include "pingjian/text.h"

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"

/* The types of files that are read, and of their templates and the like,
 * which begin with the same words. */
static const struct {
	enum pj_format format;
	const char *type;
} types[] = {
	{ PJ_FORMAT_ODT, "application/vnd.oasis.opendocument.text" },
	{ PJ_FORMAT_ODP, "application/vnd.oasis.opendocument.presentation" },
	{ PJ_FORMAT_ODS, "application/vnd.oasis.opendocument.spreadsheet" },
};

const struct pj_xml_namespace pj_odt_namespaces[] = {
	{ OASIS "office:1.0", "office" },
	{ OASIS "text:1.0", "text" },
	{ OASIS "table:1.0", "table" },
	{ OASIS "drawing:1.0", "draw" },
	{ OASIS "style:1.0", "style" },
	{ OASIS "form:1.0", "form" },
	{ OASIS "presentation:1.0", "presentation" },
	{ OASIS "chart:1.0", "chart" },
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

/* All kinds come in the same kind of container. */
static bool
check_type(const struct pj_odt_flow_in *in, struct pj_error *err)
{
	struct head head = { .len = 0 };
	size_t i, len;

	/* LibreOffice reads documents that lack it, and so does this. */
	if (!pj_package_has(in->package, "mimetype"))
		return true;
	if (!pj_package_read(in->package, "mimetype", take_head, &head, err))
		return false;
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		len = strlen(types[i].type);
		if (types[i].format == in->format && head.len >= len &&
		    !memcmp(head.bytes, types[i].type, len))
			return true;
	}
	pj_error_set(err, PJ_EUNSUPPORTED,
	    _("the file says that it is a document of another kind; save it "
	      "anew from the program that made it"));
	pj_package_blame(in->package, "mimetype", 0, err);
	return false;
}

/* Any encrypted part means that the text is, too. */
static void
encrypted(void *arg, struct pj_xml *xml)
{
	(void)arg;
	pj_xml_fail(xml, PJ_EENCRYPTED,
	    _("the document is protected by a password; open it in Microsoft "
	      "Office or LibreOffice, remove the password and save"));
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

/* Objects of the body that are documents of their own: charts.  Each is
 * read once, where it is shown first. */
static bool
read_objects(struct pj_odt_flow_in *in, struct pj_error *err)
{
	const char *part;
	size_t i;

	for (i = 0; i < in->object_count; i++) {
		part = pj_arena_printf(
		    in->arena, "%s/content.xml", in->objects[i].folder);
		if (!part)
			return pj_error_nomem(err);
		if (!pj_package_has(in->package, part) ||
		    !pj_package_claim(in->package, part))
			continue;
		pj_builder_address(in->builder, &in->objects[i].at);
		if (!pj_odt_flow(in, part, PJ_ODT_OBJECT, err))
			return false;
	}
	return true;
}

/*
 * Styles first, since the body names them; margins after the body, as
 * people read a draft.  What slides have in common are prompts and
 * ornaments of their masters.
 */
static bool
read_flows(struct pj_odt_flow_in *in, struct pj_error *err)
{
	static const char styles[] = "styles.xml";
	bool has_styles = pj_package_has(in->package, styles);

	if (!check_manifest(in->package, err) || !check_type(in, err))
		return false;
	if (has_styles && !pj_odt_flow(in, styles, PJ_ODT_STYLES, err))
		return false;
	if (!pj_odt_flow(in, "content.xml", PJ_ODT_BODY, err))
		return false;
	pj_builder_address(in->builder, NULL);
	if (has_styles && in->format != PJ_FORMAT_ODP &&
	    !pj_odt_flow(in, styles, PJ_ODT_MARGINS, err))
		return false;
	return read_objects(in, err);
}

static bool
read_parts(const struct pj_reading *reading, struct pj_package *package,
    struct pj_builder *builder, struct pj_error *err)
{
	struct pj_odt_styles styles = { .arena = reading->arena };
	struct pj_odt_flow_in in = {
		.format = reading->source->format,
		.arena = reading->arena,
		.package = package,
		.builder = builder,
		.styles = &styles,
	};
	bool ok = read_flows(&in, err);

	free(in.objects);
	pj_odt_styles_free(&styles);
	return ok;
}

bool
pj_doc_read_odt(
    const struct pj_reading *in, struct pj_doc *out, struct pj_error *err)
{
	return pj_office_read(in, read_parts, out, err);
}
