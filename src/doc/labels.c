#include "labels.h"
#include "pingjian/text.h"

/* Of the formulas by which labels are known again: some thousand, which
 * each further one is compared with. */
#define READ_MAX ((size_t)16 << 10)

void
pj_labels_free(struct pj_labels *labels)
{
	pj_buf_free(&labels->formula);
	pj_buf_free(&labels->read);
}

void
pj_labels_begin(struct pj_labels *labels)
{
	labels->in_formula = true;
	labels->formula.len = 0;
}

void
pj_labels_add(struct pj_labels *labels, struct pj_str s)
{
	if (labels->in_formula)
		pj_buf_add(&labels->formula, s.ptr, s.len);
}

void
pj_labels_end(struct pj_labels *labels, struct pj_xml *xml)
{
	labels->in_formula = false;
	if (labels->formula.failed)
		pj_xml_fail(xml, PJ_ENOMEM, _("out of memory"));
}

/* Whether FORMULA was met before; from now on it was. */
static bool
met_before(struct pj_labels *labels, struct pj_str formula)
{
	struct pj_buf *read = &labels->read;
	size_t at = 0;

	while (!read->failed && at < read->len) {
		struct pj_str one = pj_str(read->ptr + at);

		if (pj_str_equal(formula, one))
			return true;
		at += one.len + 1;
	}
	if (read->len + formula.len < READ_MAX) {
		pj_buf_add(read, formula.ptr, formula.len);
		pj_buf_putc(read, '\0');
	}
	return false;
}

/* "[" begins the name of another file. */
bool
pj_labels_known(struct pj_labels *labels, bool cells)
{
	struct pj_str formula = pj_buf_str(&labels->formula);

	labels->formula.len = 0;
	if (formula.len == 0)
		return false;
	return (cells && !memchr(formula.ptr, '[', formula.len)) ||
	       met_before(labels, formula);
}
