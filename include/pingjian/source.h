#ifndef PJ_SOURCE_H
#define PJ_SOURCE_H

#include "pingjian/arena.h"
#include "pingjian/error.h"
#include "pingjian/limits.h"

/*
 * source: bytes from a file, standard input or a request, with the names
 * of their format and charset.  It keeps the bytes unchanged and knows
 * nothing of what a document means.  Turning a folder into files is the
 * command line's work (pj_source_walk does the walking).
 */

enum pj_format {
	PJ_FORMAT_UNKNOWN,
	PJ_FORMAT_TEXT,
	PJ_FORMAT_HTML,
	PJ_FORMAT_DOCX,
	PJ_FORMAT_ODT,
	PJ_FORMAT_MARKDOWN,
	PJ_FORMAT_SRT,
	PJ_FORMAT_VTT,
	PJ_FORMAT_CSV,
	PJ_FORMAT_JSON, /* also JSON Lines */
	PJ_FORMAT_EML,
	PJ_FORMAT_PPTX,
	PJ_FORMAT_ODP,
	PJ_FORMAT_XLSX,
	PJ_FORMAT_ODS,
};

/* "text", "html", "docx", "odt" …; the name in the JSON contract. */
const char *pj_format_name(enum pj_format format);

/* Whether FORMAT is a zip container of XML, which names its own charset. */
bool pj_format_is_container(enum pj_format format);

/* Whether row and column of a cell are those of a sheet, as in B3. */
bool pj_format_is_sheet(enum pj_format format);

struct pj_source {
	const char *path;    /* as the user named it; "-" for stdin */
	struct pj_str bytes; /* unchanged, with any byte order mark */
	enum pj_format format;
	const char *charset; /* "utf-8", "utf-16le", "big5", "gb18030" …;
	                        for containers "utf-8" */
	size_t bom;          /* bytes of byte order mark at the start */
	bool valid;          /* the rest is known to be valid UTF-8 */
	bool doubtful;       /* the charset is a guess and gives no Chinese */
	const char *const *pointers; /* as in pj_source_options */
	size_t pointer_count;
};

/* Whether NAME, of any case, is the name of a charset that can be read. */
bool pj_charset_known(const char *name);

struct pj_source_options {
	const char *filename; /* name to judge by when reading stdin, or NULL */
	const char *encoding; /* forced charset (an ICU name), or NULL */
	struct pj_limits limits;
	/* Of JSON: what is screened, as JSON pointers in which a token "*" is
	 * any; none for every string with Chinese letters.  Borrowed. */
	const char *const *pointers;
	size_t pointer_count;
};

/*
 * Read PATH ("-" is stdin) into ARENA, and name its format (content
 * first, name second) and charset (byte order mark, UTF-8 validity, HTML
 * meta or XML declaration, then detection; see detect.c).
 * OUT borrows PATH.  Returns false with ERR filled: PJ_EIO, PJ_ELIMIT,
 * PJ_EUNSUPPORTED (PDF, .doc, images … with what to do), PJ_EENCRYPTED
 * (OLE container with an encrypted OOXML package), PJ_EFORMAT.
 */
bool pj_source_read(struct pj_arena *arena, const char *path,
    const struct pj_source_options *options, struct pj_source *out,
    struct pj_error *err);

/* The same for BYTES in memory, borrowed; PATH is only a name. */
bool pj_source_from_bytes(const char *path, struct pj_str bytes,
    const struct pj_source_options *options, struct pj_source *out,
    struct pj_error *err);

/*
 * The text of SOURCE (whose format is text or HTML) as valid UTF-8
 * without its byte order mark.  Borrows the bytes of SOURCE where they are
 * valid UTF-8 already, else lives in ARENA.  Each maximal invalid sequence
 * becomes one U+FFFD; REPLACED gets their number.  NUL stays a character.
 */
bool pj_source_decode(struct pj_arena *arena, const struct pj_source *source,
    struct pj_str *text, size_t *replaced, struct pj_error *err);

/* Whom a walk tells what it meets; each returns false to stop it. */
struct pj_walker {
	void *arg;
	bool (*file)(void *arg, const char *path); /* to be read */
	bool (*left)(void *arg, const char *path); /* may hold words, too */
	bool (*failed)(void *arg, const struct pj_error *why);
	bool json; /* files named .json and the like are `file`, not `left` */
};

/*
 * Tell WALKER of every regular file below PATH, in byte order of names,
 * depth first; hidden files and folders are passed over.  `file` gets those
 * whose name ends like a format that is read (.txt .md .html .docx .pptx
 * .xlsx .odt .odp .ods .srt .csv … and their kin) or like one that drafts are
 * written in and that is refused when it is read (.doc .pdf .rtf …); `left`
 * gets pictures and archives.  Paths are valid during the call.  Symbolic links
 * to folders are not followed. A folder that cannot be looked into is told to
 * `failed`, and the walk goes on.  A PATH that is a file is one call of `file`.
 * Returns false when WALKER does, or with ERR filled: PJ_EIO (no PATH),
 * PJ_ENOMEM.
 */
bool pj_source_walk(
    const char *path, const struct pj_walker *walker, struct pj_error *err);

#endif /* PJ_SOURCE_H */
