#ifndef PJ_FOLD_GEN_GEN_H
#define PJ_FOLD_GEN_GEN_H

#include <stdint.h>

#include <unicode/utrans.h>

/* What the files of the generator share. */

/* DETAIL says where or how, "" if the reason says it all. */
_Noreturn void die(const char *why, const char *detail);
void check(UErrorCode status, const char *what);

/* Print COUNT numbers as the array that HEAD declares. */
void print_numbers(const char *head, const uint16_t *numbers, size_t count);

/*
 * Print the words of SIMPLIFY, ICU's Hant-Hans; HANS is what it makes of
 * single characters.
 */
void print_hans_words(
    const UTransliterator *simplify, const uint16_t hans[0x10000]);

#endif /* PJ_FOLD_GEN_GEN_H */
