#ifndef PJ_DOC_MARKDOWN_H
#define PJ_DOC_MARKDOWN_H

#include "doc.h"

/*
 * Markdown: md4c parses it, markdown.c turns its calls into blocks,
 * markdown_front.c reads what stands before the text proper.
 */

/*
 * Give the front matter that TEXT begins with (YAML between "---", TOML
 * between "+++") to B, its first byte at BASE of the source: `title` as a
 * title, other values with Chinese letters as what a page says of itself.
 * Returns where the text proper begins, 0 where there is no front matter.
 */
size_t markdown_front(struct pj_builder *b, struct pj_str text, uint32_t base);

/*
 * TEXT with nothing in it that md4c would take for a link's definition and
 * leave out though it is words: [^1]: 註解.  The same length, in ARENA where
 * it had to be changed; NULL out of memory.
 */
const char *markdown_without_notes(struct pj_arena *arena, struct pj_str text);

/*
 * Whether md4c would take too long for TEXT, or too much memory: for each
 * bracket in a paragraph it walks over the lines of that paragraph, it keeps
 * all signs of a paragraph, and all quotations and lists, DEPTH of which may
 * stand in each other.  Linear.
 */
bool markdown_is_dense(struct pj_str text, uint32_t depth);

#endif /* PJ_DOC_MARKDOWN_H */
