#ifndef PJ_DOC_SUBTITLE_H
#define PJ_DOC_SUBTITLE_H

#include "doc.h"

/*
 * What stands in a line of subtitles beside words.  subtitle.c reads the
 * lines, subtitle_tag.c knows the tags.
 */

/* Where the next sign from AT of S is that may begin a tag or reference. */
size_t subtitle_plain_end(struct pj_str s, size_t at);

/*
 * The tag at AT of S: <b>, </i>, <font color=…>, <00:00:01.000>, {\an8}.
 * TAG gets what stands in it, without "/".  Returns what is behind it, or
 * AT where there is none: <3, <姓名>.
 */
size_t subtitle_tag(struct pj_str s, size_t at, struct pj_str *tag);

/* Whether TAG is one of the element NAME, with classes or not. */
bool subtitle_tag_is(struct pj_str tag, const char *name);

/* The NAME in <v.loud NAME>; false where TAG is no such tag. */
bool subtitle_voice(struct pj_str tag, struct pj_str *name);

#endif /* PJ_DOC_SUBTITLE_H */
