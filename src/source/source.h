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
 * May a page declare CHARSET (from pj_charset_find)?  The legacy charsets
 * of the web; Unicode is told by its form, not by its name.
 */
bool pj_charset_is_web(const char *charset);

/*
 * The charset of BYTES, a text: FORCED (from pj_charset_find) or, if NULL,
 * by byte order mark, validity, declaration and detection.  A declaration
 * counts where the text reads no better as another charset.  BOM gets the
 * bytes of a byte order mark, VALID whether the rest is valid UTF-8, and
 * DOUBTFUL whether the charset is a guess with which nothing Chinese
 * comes out.  NULL when no charset makes a text of BYTES.
 */
const char *pj_charset_detect(struct pj_str bytes, const char *forced,
    size_t *bom, bool *valid, bool *doubtful);

/*
 * Whichever of "big5", "gb18030" and ALSO (a charset, or NULL) makes the
 * best Chinese of BYTES, ALSO where it is as good; NULL when none does.
 */
const char *pj_charset_chinese(struct pj_str bytes, const char *also);

/*
 * The format of BYTES, by content first and the end of NAME second.
 * Returns PJ_FORMAT_UNKNOWN with ERR filled for what is not read.
 */
enum pj_format pj_format_detect(
    struct pj_str bytes, const char *name, struct pj_error *err);

/*
 * Which of the formats that are made of lines or values (subtitles, CSV,
 * JSON) the text BYTES is: HEAD is its begin in small letters of ASCII.
 * PJ_FORMAT_UNKNOWN when none.
 */
enum pj_format pj_format_lines(
    struct pj_str head, struct pj_str bytes, const char *name);

/* Whether NAME ends in END, in any case, and is longer. */
bool pj_name_ends(const char *name, const char *end);

/* The same for a zip container: docx, pptx, xlsx, odt, odp, ods, or ERR
 * filled. */
enum pj_format pj_format_zip(
    struct pj_str zip, const char *name, struct pj_error *err);

/* Fill ERR with what an OLE container is and what to do. */
void pj_format_refuse_ole(struct pj_str ole, struct pj_error *err);

/*
 * Are BYTES (of no 16- or 32-bit charset) too full of control characters
 * to be a text?
 */
bool pj_format_is_junk(struct pj_str bytes);

#endif /* PJ_SOURCE_SOURCE_H */
