#ifndef PJ_TESTS_CONTAINER_H
#define PJ_TESTS_CONTAINER_H

#include "pingjian/span.h"

struct member {
	const char *name;
	struct pj_str bytes;
};

/* Put MEMBERS into a zip file in memory and screen it as PATH. */
void fuzz_container(const char *path, const struct member *members,
    size_t count);

#endif /* PJ_TESTS_CONTAINER_H */
