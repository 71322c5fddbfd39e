#ifndef PJ_SOURCE_SOURCE_H
#define PJ_SOURCE_SOURCE_H

#include "pingjian/source.h"

/*
 * Charsets go by our own lower-case names, which stand in reports; each
 * has the ICU converter that reads it as Taiwan's files are written.
 */

/*
 * The charset that NAME (any alias ICU knows, in any case) means: our name
 * where there is one, else ICU's, both for ever.  NULL when unknown or not
 * a charset of texts.
 */
const char *pj_charset_find(const char *name);

/* The ICU converter for CHARSET as pj_charset_find names it. */
const char *pj_charset_converter(const char *charset);

/*
 * The charset of BYTES, a text.  FORCED (from pj_charset_find) or NULL;
 * HTML when it may declare one.  BOM gets the bytes of a byte order mark.
 * NULL when no charset makes a text of BYTES.
 */
const char *pj_charset_detect(
    struct pj_str bytes, const char *forced, size_t *bom);

/* Is BYTES, without declaration or mark, CP950 rather than GB18030?
 * Returns "big5", "gb18030", or NULL when neither reads well. */
const char *pj_charset_chinese(struct pj_str bytes);

/*
 * The format of BYTES, by content first and the end of NAME second.
 * Returns PJ_FORMAT_UNKNOWN with ERR filled for what is not read.
 */
enum pj_format pj_format_detect(
    struct pj_str bytes, const char *name, struct pj_error *err);

#endif /* PJ_SOURCE_SOURCE_H */
