#include "office.h"

bool
pj_office_read(const struct pj_reading *in, pj_office_parts *parts,
    struct pj_doc *out, struct pj_error *err)
{
	struct pj_package *package = pj_package_open(
	    in->source->path, in->source->bytes, in->limits, in->deadline, err);
	struct pj_builder *builder = NULL;
	bool ok = false;

	if (!package)
		return false;
	builder = pj_builder_new(in->limits, in->deadline, in->notes);
	if (!builder) {
		pj_error_nomem(err);
		goto out;
	}
	ok = parts(in, package, builder, err) || pj_builder_failed(builder);
	if (ok)
		ok = pj_builder_finish(builder, in->arena, out, err);
out:
	pj_builder_free(builder);
	pj_package_close(package);
	return ok;
}

void
pj_office_aside(struct pj_builder *b, const struct pj_xml *xml,
    const char *name, enum pj_block_kind kind)
{
	struct pj_str value;

	if (!pj_xml_attr(xml, name, &value) || value.len == 0)
		return;
	pj_builder_push(b);
	pj_builder_text(b, value, pj_xml_tag_node(xml), 0);
	pj_builder_end(b, kind, NULL);
	pj_builder_pop(b);
}
