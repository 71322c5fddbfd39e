#ifndef PJ_TESTS_CONTAINER_H
#define PJ_TESTS_CONTAINER_H

#include <stddef.h>

#include "pingjian/span.h"

struct member {
	const char *name;
	struct pj_str bytes;
};

/* MEMBERS in a zip file in memory, yours to free; NULL where that fails. */
char *fuzz_pack(const struct member *members, size_t count, size_t *len);

/* Put MEMBERS into a zip file in memory and screen it as PATH. */
void fuzz_container(const char *path, const struct member *members,
    size_t count);

#endif /* PJ_TESTS_CONTAINER_H */
