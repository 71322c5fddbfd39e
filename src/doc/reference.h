#ifndef PJ_DOC_REFERENCE_H
#define PJ_DOC_REFERENCE_H

#include "pingjian/span.h"

/*
 * The character that the reference at AT of S, an "&", stands for: &amp;
 * &#22899; &#x5973; with its semicolon.  CP gets it; numbers that are no
 * character are beyond Unicode or U+FFFD.  Returns what is behind the
 * reference, or AT where there is none.
 */
size_t reference_read(struct pj_str s, size_t at, uint32_t *cp);

#endif /* PJ_DOC_REFERENCE_H */
