#ifndef PJ_DOC_XLSX_H
#define PJ_DOC_XLSX_H

#include "doc.h"
#include "opc.h"

/*
 * The pieces of the XLSX reader: the texts that cells share, the flow of a
 * sheet, and, in xlsx.c, which parts are read in which order.
 */

/* Texts by number, one behind the other. */
struct pj_xlsx_strings {
	struct pj_buf text;
	uint32_t *ends; /* heap; of each in `text` */
	size_t count;
	size_t cap;
};

/* Read PART into OUT, which is empty; free it also after a failure. */
bool pj_xlsx_strings_read(struct pj_package *package, const char *part,
    struct pj_xlsx_strings *out, struct pj_error *err);
void pj_xlsx_strings_free(struct pj_xlsx_strings *strings);

/* Undo what Excel writes for characters that XML cannot hold (_x000D_) in
 * TEXT from byte FROM on. */
void pj_xlsx_unescape(struct pj_buf *text, size_t from);

/*
 * Put TEXT, a header or footer, which KIND is and which stands at NODE, into
 * the builder without its signs; left, middle and right apart, and each line.
 */
void pj_xlsx_put_margin(struct pj_builder *b, struct pj_str text, uint32_t node,
    enum pj_block_kind kind);

struct pj_xlsx_sheet_in {
	struct pj_arena *arena;
	struct pj_package *package;
	struct pj_builder *builder;
	const struct pj_xlsx_strings *strings;
	uint32_t table;    /* ordinal of the sheet, from 1 */
	size_t unreckoned; /* formulas met that hold no result; added to */
};

/*
 * Put the text of the sheet PART into the builder: cells as they come, what
 * is drawn on it, header and footer.  A cell's text that is shared is told
 * as if it stood where its number does.  Returns false with ERR filled, or
 * with the builder failed.
 */
bool pj_xlsx_sheet_read(
    struct pj_xlsx_sheet_in *in, const char *part, struct pj_error *err);

#endif /* PJ_DOC_XLSX_H */
