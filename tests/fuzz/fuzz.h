#ifndef PJ_TESTS_FUZZ_H
#define PJ_TESTS_FUZZ_H

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "pingjian/screen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * Screen BYTES, named PATH, by the rules of tests/fuzz/rules (or of
 * $PJ_FUZZ_RULES), and check what must hold for every result.
 */
void fuzz_screen(const char *path, struct pj_str bytes);

#endif /* PJ_TESTS_FUZZ_H */
