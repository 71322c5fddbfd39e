/*
 * Words that are not written in Simplified script as their characters are
 * one by one: 著作, 乾坤, 計畫.  They are the rules of ICU's Hant-Hans of
 * more than one character.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "../fold.h"
#include "gen.h"

#define WORDS_MAX 4096

struct word {
	UChar from[PJ_HANS_WORD_MAX], to[PJ_HANS_WORD_MAX];
	int32_t from_len, to_len;
};

static struct {
	UConverter *gb2312;
	struct word words[WORDS_MAX];
	size_t count;
	uint16_t pool[WORDS_MAX * PJ_HANS_WORD_MAX];
	size_t pool_count;
} gen;

/* The Han characters at *AT, which moves behind them; 0 if too many. */
static int32_t
take_han(const UChar **at, UChar out[PJ_HANS_WORD_MAX])
{
	int32_t len = 0;

	while (**at >= 0x3400 && **at <= 0x9FFF) {
		if (len == PJ_HANS_WORD_MAX)
			return 0;
		out[len++] = *(*at)++;
	}
	return len;
}

/*
 * Whether Simplified texts write all of WORD.  A few of ICU's results are
 * not: it leaves the 銀 of 銀髮 as it is.
 */
static bool
is_simplified(const UChar *word, int32_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	char bytes[8 * PJ_HANS_WORD_MAX];

	ucnv_resetFromUnicode(gen.gb2312);
	ucnv_fromUChars(
	    gen.gb2312, bytes, (int32_t)sizeof(bytes), word, len, &status);
	return U_SUCCESS(status);
}

static void
add_word(const struct word *word)
{
	if (gen.count == WORDS_MAX)
		die("too many words", "");
	gen.words[gen.count++] = *word;
}

/* A rule of words, "A > B;"; any other line is none. */
static void
read_rule(const UChar *line)
{
	struct word word = { 0 };

	word.from_len = take_han(&line, word.from);
	if (word.from_len < 2 || u_strncmp(line, u" > ", 3) != 0)
		return;
	line += 3;
	word.to_len = take_han(&line, word.to);
	if (word.to_len > 0 && *line == ';' &&
	    is_simplified(word.to, word.to_len))
		add_word(&word);
}

static void
read_rules(const UTransliterator *simplify)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = utrans_toRules(simplify, false, NULL, 0, &status);
	UChar *rules = calloc((size_t)len + 1, sizeof(*rules)), *line;

	status = U_ZERO_ERROR;
	if (!rules)
		die("out of memory", "");
	utrans_toRules(simplify, false, rules, len + 1, &status);
	check(status, "rules of Hant-Hans");
	for (line = rules; line; line = u_strchr(line, '\n')) {
		line += *line == '\n';
		read_rule(line);
	}
	free(rules);
}

/*
 * A result must stay what it is when it is met again: 顯著 is 显著, of which
 * the single characters are 显着.
 */
static void
keep_results(const uint16_t hans[0x10000])
{
	size_t count = gen.count, i;
	int32_t k;

	for (i = 0; i < count; i++) {
		struct word word = gen.words[i];

		for (k = 0; k < word.to_len; k++)
			if (hans[word.to[k]] != word.to[k])
				break;
		if (k == word.to_len || word.to_len < 2)
			continue;
		u_memcpy(word.from, word.to, word.to_len);
		word.from_len = word.to_len;
		add_word(&word);
	}
}

/* By first character, and the longest word first. */
static int
compare(const void *left, const void *right)
{
	const struct word *a = left, *b = right;

	if (a->from[0] != b->from[0])
		return a->from[0] < b->from[0] ? -1 : 1;
	if (a->from_len != b->from_len)
		return a->from_len > b->from_len ? -1 : 1;
	return u_memcmp(a->from, b->from, a->from_len);
}

static void
pool(const UChar *units, int32_t len)
{
	int32_t i;

	if (gen.pool_count + (size_t)len > UINT16_MAX ||
	    gen.pool_count + (size_t)len > sizeof(gen.pool) / sizeof(*gen.pool))
		die("word pool too small", "");
	for (i = 0; i < len; i++)
		gen.pool[gen.pool_count++] = units[i];
}

void
print_hans_words(const UTransliterator *simplify, const uint16_t hans[0x10000])
{
	UErrorCode status = U_ZERO_ERROR;
	size_t i, n = 0;

	gen.gb2312 = ucnv_open("GB2312", &status);
	check(status, "GB2312");
	ucnv_setFromUCallBack(
	    gen.gb2312, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	check(status, "GB2312");
	read_rules(simplify);
	if (gen.count == 0)
		die("Hant-Hans has no words", "");
	keep_results(hans);
	qsort(gen.words, gen.count, sizeof(*gen.words), compare);
	printf("const struct pj_hans_word pj_hans_words[] = {\n");
	for (i = 0; i < gen.count; i++) {
		const struct word *word = &gen.words[i];

		if (i > 0 && !compare(word - 1, word))
			continue;
		printf("{ %zu, %d, %d },\n", gen.pool_count, word->from_len,
		    word->to_len);
		pool(word->from, word->from_len);
		pool(word->to, word->to_len);
		n++;
	}
	printf("};\nconst size_t pj_hans_word_count = %zu;\n", n);
	print_numbers(
	    "const uint16_t pj_hans_pool[]", gen.pool, gen.pool_count);
	ucnv_close(gen.gb2312);
}
