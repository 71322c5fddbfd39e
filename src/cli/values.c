#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#include "cli.h"

/*
 * Values that options and keys of the configuration share.  Each function
 * leaves its result alone where it refuses, so that the caller can tell of
 * the text as it was given.
 */

bool
cli_parse_level(const char *text, bool allow_none, int *out)
{
	int level;

	if (allow_none && strcmp(text, "none") == 0) {
		*out = CLI_LEVEL_NONE;
		return true;
	}
	for (level = PJ_ADVICE; level <= PJ_ERROR; level++)
		if (strcmp(text, pj_severity_name((enum pj_severity)level)) ==
		    0) {
			*out = level;
			return true;
		}
	return false;
}

bool
cli_parse_lang(const char *text, enum cli_lang *out)
{
	if (strcmp(text, "zh-TW") == 0)
		*out = CLI_LANG_ZH;
	else if (strcmp(text, "en") == 0)
		*out = CLI_LANG_EN;
	else
		return false;
	return true;
}

/* Bits to shift by for SUFFIX; -1 where it is none. */
static int
shift_of(const char *suffix)
{
	if (suffix[0] == '\0' || suffix[1] != '\0')
		return suffix[0] == '\0' ? 0 : -1;
	switch (suffix[0]) {
	case 'K':
	case 'k':
		return 10;
	case 'M':
	case 'm':
		return 20;
	case 'G':
	case 'g':
		return 30;
	default:
		return -1;
	}
}

/*
 * Only digits begin a number: strtoull alone would take spaces, signs and
 * so "-1" for the largest number there is.
 */
bool
cli_parse_size(const char *text, bool suffix, size_t max, size_t *out)
{
	unsigned long long value;
	char *end;
	int shift;

	if (!isdigit((unsigned char)text[0]))
		return false;
	errno = 0;
	value = strtoull(text, &end, 10);
	shift = suffix || *end == '\0' ? shift_of(end) : -1;
	if (errno || shift < 0 || value == 0 || value > (max >> shift))
		return false;
	*out = (size_t)value << shift;
	return true;
}

/* Longer words than this are nobody's slip. */
#define WORD_MAX 32

/* Edit distance between A and B, each at most WORD_MAX bytes. */
static size_t
distance(const char *a, const char *b)
{
	size_t row[WORD_MAX + 1], la = strlen(a), lb = strlen(b), i, j;

	for (j = 0; j <= lb; j++)
		row[j] = j;
	for (i = 1; i <= la; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (j = 1; j <= lb; j++) {
			size_t best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[lb];
}

/*
 * Near is at most half of the word, and three changes: two letters in a
 * long option are a slip, two in a short one are another word.
 */
const char *
cli_nearest(const char *word, const char *const *names, size_t count)
{
	const char *best = NULL;
	size_t i, least = strlen(word) / 2 < 3 ? strlen(word) / 2 + 1 : 4;

	if (strlen(word) > WORD_MAX)
		return NULL;
	for (i = 0; i < count; i++) {
		size_t d;

		if (strlen(names[i]) > WORD_MAX)
			continue;
		d = distance(word, names[i]);
		if (d < least) {
			least = d;
			best = names[i];
		}
	}
	return best;
}

bool
cli_list_add(struct cli_list *list, const char *text)
{
	const char **at =
	    pj_grow(list->at, &list->cap, list->count + 1, sizeof(*at));

	if (!at)
		return false;
	list->at = at;
	list->at[list->count++] = text;
	return true;
}

void
cli_list_free(struct cli_list *list)
{
	free(list->at);
	*list = (struct cli_list){ NULL, 0, 0 };
}
