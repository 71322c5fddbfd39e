#ifndef PJ_PACKAGE_H
#define PJ_PACKAGE_H

#include "pingjian/arena.h"
#include "pingjian/error.h"
#include "pingjian/limits.h"

/*
 * package: the parts of a zip container, read from memory under limits.
 * What is inside a part is none of its business.  Sizes in the container
 * are never believed: limits are checked on the bytes that come out.
 * Every error names the part, or the file where no part is to blame.
 */
struct pj_package;

/*
 * Open the container BYTES, which stay borrowed, as PATH and LIMITS do;
 * PATH is only a name.  Returns NULL with ERR filled: PJ_EFORMAT (no zip
 * file, cut off, a part name that leads outside), PJ_ELIMIT, PJ_ENOMEM.
 * Close with pj_package_close, which takes NULL.
 */
struct pj_package *pj_package_open(const char *path, struct pj_str bytes,
    const struct pj_limits *limits, struct pj_deadline deadline,
    struct pj_error *err);
void pj_package_close(struct pj_package *package);

const struct pj_limits *pj_package_limits(const struct pj_package *package);

/* Whether there is a part of this name, as pj_package_read looks it up. */
bool pj_package_has(const struct pj_package *package, const char *part);

/* The same, and at which INDEX it stands in the container. */
bool pj_package_index(
    const struct pj_package *package, const char *part, uint64_t *index);

/*
 * Whether PART was not claimed before, under whatever reference it comes
 * again; so that each is read once.  True for one that is not there, whose
 * reading will tell.
 */
bool pj_package_claim(struct pj_package *package, const char *part);

/*
 * Inflate PART and hand it to TAKE in pieces of at most 64 KiB, in order.
 * TAKE returns false to stop.  Names are told apart as written, or else
 * without regard to ASCII case.
 *
 * Returns false when TAKE did, and with ERR filled on PJ_EENCRYPTED,
 * PJ_EFORMAT (no such part, two of them, damaged), PJ_ELIMIT (unpacked
 * size of all parts read so far, ratio, time).
 */
bool pj_package_read(struct pj_package *package, const char *part,
    bool (*take)(void *arg, struct pj_str piece), void *arg,
    struct pj_error *err);

/*
 * The name of the part that TARGET, a reference in part BASE ("" for the
 * container itself), leads to.  Lives in ARENA.  NULL when it leads out of
 * the container, or without memory.
 */
const char *pj_package_resolve(
    struct pj_arena *arena, const char *base, struct pj_str target);

/* Let ERR, filled just now, name PART (and its LINE, or 0). */
void pj_package_blame(const struct pj_package *package, const char *part,
    uint32_t line, struct pj_error *err);

#endif /* PJ_PACKAGE_H */
