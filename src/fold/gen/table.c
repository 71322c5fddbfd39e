/*
 * Writes the fold table as C, from ICU's data and variants.h.  Run when
 * the program is built, so that the program itself starts without ICU.
 *
 * A code point is folded by NFKC with full case folding (which drops what
 * is ignorable), radicals to their characters, Traditional to Simplified,
 * variants to one form, again and again until nothing changes: folding is
 * idempotent because this loop ends.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "../fold.h"
#include "gen.h"
#include "radicals.h"
#include "variants.h"

/* Room for any fold, before and after cutting to PJ_FOLD_UNITS_MAX. */
#define ROOM 64

/* A character whose NFKC form is longer stays as it is: a text of such
 * ligatures must not grow without measure. */
#define EXPAND_MAX 6

struct text {
	UChar at[ROOM];
	int32_t count;
};

/* The single characters that spread a word when set between its own. */
static const UChar separators[] = u"*·‧・•∙⋅.-‐_~∼|+^#@∗";

static struct {
	UConverter *big5;
	const UNormalizer2 *nfkc;
	UTransliterator *simplify;
	uint16_t one[0x10000];  /* Traditional and variants to one form */
	uint16_t hans[0x10000]; /* Traditional to Simplified, nothing else */
	uint16_t bmp[0x10000];
	struct pj_fold_special specials[2048];
	size_t special_count;
	uint16_t pool[8192];
	size_t pool_count;
	struct pj_fold_range ranges[8192];
	size_t range_count;
} gen;

_Noreturn void
die(const char *why, const char *detail)
{
	fprintf(stderr, "fold table: %s %s\n", why, detail);
	exit(1);
}

/* The same about CP. */
static _Noreturn void
die_at(const char *why, uint32_t cp)
{
	char name[16];

	snprintf(name, sizeof(name), "U+%04X", cp);
	die(why, name);
}

void
check(UErrorCode status, const char *what)
{
	if (U_FAILURE(status))
		die(what, u_errorName(status));
}

/* What ICU makes of CP alone; CP itself unless that is one BMP character. */
static uint16_t
simplified(UChar cp)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar text[ROOM] = { cp };
	int32_t len = 1, limit = 1;

	utrans_transUChars(gen.simplify, text, &len, ROOM, 0, &limit, &status);
	check(status, "Hant-Hans");
	return len == 1 && !U16_IS_SURROGATE(text[0]) ? text[0] : cp;
}

static void
load_variants(const struct variant *variant)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar forms[ROOM];
	int32_t len = 0, i;

	u_strFromUTF8(forms, ROOM, &len, variant->forms, -1, &status);
	check(status, variant->forms);
	for (i = 1; i < len; i++)
		if (gen.one[forms[i]] == forms[i])
			gen.one[forms[i]] = forms[0];
}

/*
 * Follow CP to the form that stays.  ICU's mapping holds a few circles
 * (each form is the Traditional of the other): their least member stays.
 */
static uint16_t
settled(uint16_t cp)
{
	uint16_t at = cp, least;
	int steps;

	for (steps = 0; steps < 8 && at != gen.one[at]; steps++)
		at = gen.one[at];
	least = at;
	for (; steps == 8 && gen.one[at] != least; at = gen.one[at])
		least = gen.one[at] < least ? gen.one[at] : least;
	gen.one[least] = least;
	return least;
}

static void
load_forms(void)
{
	UErrorCode status = U_ZERO_ERROR;
	uint32_t cp;
	size_t i;

	gen.nfkc = unorm2_getNFKCCasefoldInstance(&status);
	check(status, "NFKC");
	gen.simplify = utrans_openU(
	    u"Hant-Hans", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	check(status, "Hant-Hans");
	for (cp = 0; cp < 0x10000; cp++)
		gen.hans[cp] = gen.one[cp] =
		    U16_IS_SURROGATE(cp) ? (uint16_t)cp : simplified((UChar)cp);
	for (i = 0; i < sizeof(radicals) / sizeof(*radicals); i++)
		gen.one[radicals[i].radical] = radicals[i].character;
	for (i = 0; i < sizeof(variants) / sizeof(*variants); i++)
		load_variants(&variants[i]);
	for (cp = 0; cp < 0x10000; cp++)
		gen.one[cp] = settled((uint16_t)cp);
}

static bool
is_mark(UChar32 cp)
{
	return U_GET_GC_MASK(cp) & (U_GC_MN_MASK | U_GC_ME_MASK);
}

static bool
is_invisible(UChar32 cp)
{
	return U_GET_GC_MASK(cp) & (U_GC_CF_MASK | U_GC_CC_MASK) ||
	       u_hasBinaryProperty(cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/* The code point at *I, which moves behind it. */
static UChar32
next(const struct text *text, int32_t *i)
{
	UChar lead = text->at[(*i)++];

	if (!U16_IS_LEAD(lead) || *i == text->count)
		return lead;
	return U16_GET_SUPPLEMENTARY(lead, text->at[(*i)++]);
}

/* NFKC, case and width of CP; CP itself where that leads to no good. */
static void
normalize(UChar32 cp, struct text *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar in[2];
	int32_t len = 0;

	U16_APPEND_UNSAFE(in, len, cp);
	out->count =
	    unorm2_normalize(gen.nfkc, in, len, out->at, ROOM, &status);
	check(status, "normalize");
	/* A spacing accent is no space. */
	if (out->count > EXPAND_MAX ||
	    (out->count > 1 && u_isUWhiteSpace(out->at[0]))) {
		memcpy(out->at, in, sizeof(in));
		out->count = len;
	}
}

/* Fold the one code point CP to OUT, without a look at the result. */
static void
fold_once(UChar32 cp, struct text *out)
{
	struct text wide;
	int32_t i = 0;
	UChar32 c;

	out->count = 0;
	normalize(cp, &wide);
	while (i < wide.count) {
		c = next(&wide, &i);
		if (is_mark(c) || is_invisible(c))
			continue;
		if (c > 0xFFFF)
			c = PJ_UNIT_OTHER;
		out->at[out->count++] = gen.one[c];
	}
}

/* Fold CP until nothing changes. */
static void
fold(UChar32 cp, struct text *out)
{
	struct text last, part;
	int32_t i, round;

	fold_once(cp, out);
	for (round = 0; round < 8; round++) {
		last = *out;
		out->count = 0;
		for (i = 0; i < last.count; i++) {
			fold_once(last.at[i], &part);
			memcpy(out->at + out->count, part.at,
			    (size_t)part.count * sizeof(UChar));
			out->count += part.count;
		}
		if (out->count > EXPAND_MAX)
			die_at("endless growth of", (uint32_t)cp);
		if (out->count == last.count &&
		    !u_memcmp(out->at, last.at, out->count))
			return;
	}
	die_at("a circle from", (uint32_t)cp);
}

/* Whether CP may join what stands before it: accents, Hangul vowels. */
static bool
may_compose(UChar32 cp)
{
	struct text wide;
	UChar32 first;
	int32_t i = 0;

	normalize(cp, &wide);
	if (wide.count == 0)
		return false;
	first = next(&wide, &i);
	return is_mark(first) || u_getIntPropertyValue(first,
				     UCHAR_NFC_QUICK_CHECK) == UNORM_MAYBE;
}

static bool
is_line(UChar32 cp)
{
	return cp == '\n' || cp == '\r' || cp == 0x85 || cp == 0x2028 ||
	       cp == 0x2029;
}

/* The kind of CP, which folds to TEXT; -1 for a plain unit. */
static int
kind_of(UChar32 cp, const struct text *text)
{
	if (is_line(cp))
		return PJ_FOLD_LINE;
	if (u_isUWhiteSpace(cp) || cp == 0x2800)
		return PJ_FOLD_SPACE;
	if (is_invisible(cp))
		return PJ_FOLD_DROP;
	if (may_compose(cp))
		return PJ_FOLD_MARK;
	if (text->count != 1)
		return text->count ? PJ_FOLD_EXPAND : PJ_FOLD_DROP;
	if (u_strchr(separators, text->at[0]))
		return PJ_FOLD_SEPARATOR;
	if (text->at[0] == cp &&
	    u_hasBinaryProperty(cp, UCHAR_EXTENDED_PICTOGRAPHIC))
		return PJ_FOLD_SIGN;
	return -1;
}

/* Where TEXT stands in the pool, added if new. */
static uint16_t
pooled(const struct text *text)
{
	size_t count = (size_t)text->count, i;

	for (i = 0; i + count <= gen.pool_count; i++)
		if (!memcmp(gen.pool + i, text->at, count * sizeof(UChar)))
			return (uint16_t)i;
	if (i + count > sizeof(gen.pool) / sizeof(*gen.pool))
		die("pool too small", "");
	memcpy(gen.pool + gen.pool_count, text->at, count * sizeof(UChar));
	gen.pool_count += count;
	return (uint16_t)(gen.pool_count - count);
}

/* The value of a code point of KIND that folds to TEXT. */
static uint16_t
special(int kind, const struct text *text)
{
	struct pj_fold_special want = { (uint8_t)kind, (uint8_t)text->count,
		text->count ? pooled(text) : 0 };
	size_t i;

	for (i = 0; i < gen.special_count; i++)
		if (!memcmp(&gen.specials[i], &want, sizeof(want)))
			return (uint16_t)(PJ_FOLD_ESCAPE + i);
	if (i == sizeof(gen.specials) / sizeof(*gen.specials))
		die("too many specials", "");
	gen.specials[gen.special_count++] = want;
	return (uint16_t)(PJ_FOLD_ESCAPE + i);
}

static uint16_t
value_of(uint32_t cp)
{
	static const struct text space = { u" ", 1 }, none = { u"", 0 };
	struct text text;
	int kind;

	if (U_IS_SURROGATE(cp))
		return 0xFFFD;
	fold((UChar32)cp, &text);
	kind = kind_of((UChar32)cp, &text);
	switch (kind) {
	case -1:
		return text.at[0];
	case PJ_FOLD_LINE:
	case PJ_FOLD_SPACE:
		return special(kind, &space);
	case PJ_FOLD_DROP:
		return special(kind, &none);
	default:
		return special(kind, &text);
	}
}

/* Outside the BMP most fold to OTHER, and only the rest is written. */
static void
add_range(uint32_t cp, uint16_t value)
{
	struct pj_fold_range *last =
	    gen.range_count ? &gen.ranges[gen.range_count - 1] : NULL;

	if (value == PJ_UNIT_OTHER ||
	    (pj_fold_is_special(value) &&
		gen.specials[value - PJ_FOLD_ESCAPE].kind == PJ_FOLD_SIGN))
		return;
	if (last && last->value == value && last->last + 1 == cp) {
		last->last = cp;
		return;
	}
	if (gen.range_count == sizeof(gen.ranges) / sizeof(*gen.ranges))
		die("too many ranges", "");
	gen.ranges[gen.range_count++] = (struct pj_fold_range){ cp, cp, value };
}

/* Whether Traditional texts write CP as well (后, 里, 台 …). */
static bool
in_big5(UChar cp)
{
	UErrorCode status = U_ZERO_ERROR;
	char bytes[8];

	ucnv_resetFromUnicode(gen.big5);
	ucnv_fromUChars(gen.big5, bytes, sizeof(bytes), &cp, 1, &status);
	return U_SUCCESS(status);
}

/* Bits of the characters that only Simplified texts write. */
static void
mark_simplified(uint16_t bits[PJ_HAN_COUNT / 16])
{
	UErrorCode status = U_ZERO_ERROR;

	gen.big5 = ucnv_open("Big5", &status);
	check(status, "Big5");
	ucnv_setFromUCallBack(
	    gen.big5, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	check(status, "Big5");
	for (uint32_t cp = PJ_HAN_FIRST; cp < PJ_HAN_FIRST + PJ_HAN_COUNT;
	     cp++) {
		uint16_t to = gen.hans[cp];
		uint32_t at = (uint32_t)to - PJ_HAN_FIRST;

		if (to != cp && at < PJ_HAN_COUNT && gen.hans[to] == to &&
		    !in_big5(to))
			bits[at / 16] |= (uint16_t)(1 << at % 16);
	}
	ucnv_close(gen.big5);
}

void
print_numbers(const char *head, const uint16_t *numbers, size_t count)
{
	size_t i;

	printf("%s = {", head);
	for (i = 0; i < count; i++)
		printf("%s%u,", i % 12 ? "" : "\n", numbers[i]);
	printf("\n};\n");
}

int
main(void)
{
	static uint16_t only[PJ_HAN_COUNT / 16];
	uint32_t cp;
	size_t i;

	load_forms();
	mark_simplified(only);
	for (cp = 0; cp < 0x10000; cp++)
		gen.bmp[cp] = value_of(cp);
	for (; cp < 0x110000; cp++)
		add_range(cp, value_of(cp));

	printf("#include \"fold.h\"\n");
	print_numbers("const uint16_t pj_fold_bmp[0x10000]", gen.bmp, 0x10000);
	print_numbers("const uint16_t pj_fold_hans[PJ_HAN_COUNT]",
	    gen.hans + PJ_HAN_FIRST, PJ_HAN_COUNT);
	print_numbers("const uint16_t pj_fold_hans_only[PJ_HAN_COUNT / 16]",
	    only, PJ_HAN_COUNT / 16);
	print_numbers(
	    "const uint16_t pj_fold_pool[]", gen.pool, gen.pool_count);
	printf("const struct pj_fold_special pj_fold_specials[] = {\n");
	for (i = 0; i < gen.special_count; i++)
		printf("{ %u, %u, %u },\n", gen.specials[i].kind,
		    gen.specials[i].count, gen.specials[i].at);
	printf("};\nconst struct pj_fold_range pj_fold_ranges[] = {\n");
	for (i = 0; i < gen.range_count; i++)
		printf("{ 0x%X, 0x%X, %u },\n", gen.ranges[i].first,
		    gen.ranges[i].last, gen.ranges[i].value);
	printf(
	    "};\nconst size_t pj_fold_range_count = %zu;\n", gen.range_count);
	print_hans_words(gen.simplify, gen.hans);
	utrans_close(gen.simplify);
	return fflush(stdout) || ferror(stdout);
}
