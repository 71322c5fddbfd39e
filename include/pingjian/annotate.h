#ifndef PJ_ANNOTATE_H
#define PJ_ANNOTATE_H

#include "pingjian/buf.h"
#include "pingjian/finding.h"

/*
 * annotate: a copy of a draft with a comment at each finding.  The copy is
 * the author's own file, byte for byte, but for what is put in; existing
 * comments, tracked changes, styles and pictures stay.  It looks at the
 * source, the document's runs and its findings, and decides nothing.
 */

/* Who the comments are by. */
#define PJ_ANNOTATE_AUTHOR "pingjian"
#define PJ_ANNOTATE_INITIALS "pj"

struct pj_annotate_options {
	bool english; /* rule messages in English, else zh-TW */
	int64_t when; /* date of the comments, seconds since 1970 */
	struct pj_limits limits;
};

/* Whether documents of FORMAT get an annotated copy. */
bool pj_annotate_knows(enum pj_format format);

/*
 * Add to OUT the bytes of SOURCE with the findings kept in RESULT, which is
 * SOURCE screened, as comments.  Without findings that is SOURCE itself.
 * Where a place may hold no comment (a footnote, a page header, a text
 * box, an alternative text) it stands at the nearest one that may, and
 * names the place.
 *
 * NOTES gets "signature" when the copy is no longer what was signed, and
 * "comments-left-out" when there were more findings than a document may
 * hold comments.  Returns false with ERR filled: PJ_EUNSUPPORTED (format,
 * or a part that is not in UTF-8), PJ_EFORMAT (the bytes are not what the
 * document was read from), PJ_ELIMIT, PJ_ENOMEM.
 */
bool pj_annotate(const struct pj_source *source, const struct pj_result *result,
    const struct pj_annotate_options *options, struct pj_buf *out,
    struct pj_notes *notes, struct pj_error *err);

#endif /* PJ_ANNOTATE_H */
