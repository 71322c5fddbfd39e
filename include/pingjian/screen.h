#ifndef PJ_SCREEN_H
#define PJ_SCREEN_H

#include "pingjian/finding.h"

/*
 * screen: the whole pipeline for one document, the library's front door.
 */

/* A rule set with its matcher: immutable, shared by all threads. */
struct pj_engine;

/* As pj_rules_load. */
struct pj_engine *pj_engine_new(const char *const *dirs, size_t count,
    const struct pj_rules_options *options, struct pj_error *err);

/*
 * The same without examples, from the compiled rule set IMAGE where it was
 * made from just these DIRS and is whole (pj_rules_open), else from DIRS.
 */
struct pj_engine *pj_engine_open(const char *image, const char *const *dirs,
    size_t count, struct pj_error *err);
void pj_engine_free(struct pj_engine *engine);
const struct pj_rules *pj_engine_rules(const struct pj_engine *engine);
struct pj_matcher *pj_engine_matcher(const struct pj_engine *engine);

/*
 * What one caller at a time needs to screen.  Borrows ENGINE.  A large
 * document is shared by up to THREADS threads (1 to PJ_THREADS_MAX).
 */
struct pj_screener;

struct pj_screener *pj_screener_new(struct pj_engine *engine, size_t threads);
void pj_screener_free(struct pj_screener *screener);

struct pj_screen_options {
	bool explain;                  /* keep dropped hits */
	enum pj_severity min_severity; /* findings below are left out */
	struct pj_limits limits;
};

/*
 * Screen SOURCE, which must outlive the result.  OUT is the caller's, its
 * arena new: release with pj_result_free, also after a failure.
 */
bool pj_screen(struct pj_screener *screener, const struct pj_source *source,
    const struct pj_screen_options *options, struct pj_result *out,
    struct pj_error *err);

#endif /* PJ_SCREEN_H */
