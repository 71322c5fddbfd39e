#ifndef PJ_DOC_EML_H
#define PJ_DOC_EML_H

#include "append.h"
#include "gmime.h"

/*
 * Mails: GMime takes them apart, eml.c walks the parts, eml_part.c makes a
 * source of each, which is read like a file of its own.
 */

struct eml {
	const struct pj_reading *in;
	const struct gmime *gmime;
	struct append append;
	struct pj_buf path; /* of the current part: "2.1" */
	unsigned depth;
	size_t parts;  /* so far */
	size_t unread; /* attachments */
};

/* A part that holds no other parts. */
struct eml_leaf {
	struct pj_str bytes;  /* decoded */
	const char *name;     /* to judge its format by */
	const char *attached; /* its name as an attachment, NULL for text */
	struct pj_source_options options;
	struct pj_source source;
};

/* What PART is, in ARENA; false out of memory. */
bool eml_leaf_read(struct eml *e, struct pj_arena *arena, GMimeObject *part,
    struct eml_leaf *out);

/*
 * Whether the I-th part of MULTIPART is a plain text, and a page behind it
 * has all its Chinese words in the same order.
 */
bool eml_is_said_again(struct eml *e, GMimeMultipart *multipart, int i);

#endif /* PJ_DOC_EML_H */
