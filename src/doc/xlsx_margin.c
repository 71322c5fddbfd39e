#include "xlsx.h"

/*
 * Headers and footers of sheets: one text in which signs that begin with "&"
 * tell place, font and fields.
 */

/*
 * Bytes of the sign at the start of S, which begins with "&": a font in
 * quotation marks, a size, a colour, a field, a style, a place.
 */
static size_t
sign_len(struct pj_str s)
{
	size_t n = 2;

	if (s.len < 2)
		return s.len;
	if (s.ptr[1] == '"') {
		while (n < s.len && s.ptr[n] != '"')
			n++;
		n++;
	} else if (s.ptr[1] == 'K')
		n += 6;
	else
		while (n < s.len && s.ptr[1] >= '0' && s.ptr[1] <= '9' &&
		       s.ptr[n] >= '0' && s.ptr[n] <= '9')
			n++;
	return n < s.len ? n : s.len;
}

/* Left, middle and right are apart, and so are lines. */
void
pj_xlsx_put_margin(struct pj_builder *b, struct pj_str text, uint32_t node,
    enum pj_block_kind kind)
{
	size_t i = 0, begin;

	while (i < text.len) {
		begin = i;
		while (
		    i < text.len && text.ptr[i] != '&' && text.ptr[i] != '\n')
			i++;
		pj_builder_text(b,
		    (struct pj_str){ text.ptr + begin, i - begin }, node,
		    (uint32_t)begin);
		if (i == text.len)
			break;
		if (text.ptr[i] == '\n') {
			pj_builder_end(b, kind, NULL);
			i++;
			continue;
		}
		if (i + 1 < text.len && text.ptr[i + 1] == '&')
			pj_builder_text(b, pj_str("&"), node, (uint32_t)i);
		else if (i + 1 < text.len && strchr("LCR", text.ptr[i + 1]))
			pj_builder_end(b, kind, NULL);
		i += sign_len((struct pj_str){ text.ptr + i, text.len - i });
	}
	pj_builder_end(b, kind, NULL);
}
