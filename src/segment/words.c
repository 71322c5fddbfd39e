#include <stdlib.h>
#include <unicode/ubrk.h>

#include "pingjian/buf.h"
#include "pingjian/fold.h"
#include "pingjian/utf8.h"
#include "segment.h"

/* Far above a clause of PJ_CLAUSE_MAX around a hit. */
#define ARENA_MAX ((size_t)1 << 20)

/*
 * The last clause is kept, since the hits of a clause come together.  It
 * is compared by its bytes: another document may stand at its address.
 */
struct pj_words {
	UBreakIterator *iterator; /* NULL until first asked */
	bool failed;              /* ICU has none, or memory ended */
	struct pj_buf clause;
	uint16_t *units; /* the clause as ICU sees it */
	uint32_t *from;  /* byte of the clause where each begins */
	bool *boundary;  /* count + 1 of them */
	size_t count;
	size_t unit_cap, from_cap, boundary_cap;
};

struct pj_words *
pj_words_new(void)
{
	return calloc(1, sizeof(struct pj_words));
}

void
pj_words_free(struct pj_words *words)
{
	if (!words)
		return;
	if (words->iterator)
		ubrk_close(words->iterator);
	pj_buf_free(&words->clause);
	free(words->units);
	free(words->from);
	free(words->boundary);
	free(words);
}

static bool
open_iterator(struct pj_words *words)
{
	UErrorCode status = U_ZERO_ERROR;

	if (words->iterator)
		return true;
	if (words->failed)
		return false;
	words->iterator = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
	if (U_FAILURE(status)) {
		words->iterator = NULL;
		words->failed = true;
	}
	return !words->failed;
}

static bool
make_room(struct pj_words *words, size_t count)
{
	uint16_t *units =
	    pj_grow(words->units, &words->unit_cap, count + 1, sizeof(*units));
	uint32_t *from;
	bool *boundary;

	if (!units)
		return false;
	words->units = units;
	from = pj_grow(words->from, &words->from_cap, count + 1, sizeof(*from));
	if (!from)
		return false;
	words->from = from;
	boundary = pj_grow(words->boundary, &words->boundary_cap, count + 1,
	    sizeof(*boundary));
	if (!boundary)
		return false;
	words->boundary = boundary;
	return true;
}

/*
 * What ICU is to see at byte AT of CLAUSE, which folded to UNIT.  Its
 * dictionary knows more words in the script they were written in; only
 * what no dictionary writes (width, radicals) is better folded.
 */
static uint16_t
as_written(struct pj_str clause, size_t at, uint16_t unit)
{
	uint32_t cp = pj_utf8_next(clause, &at);

	return cp >= 0x4E00 && cp <= 0x9FFF ? (uint16_t)cp : unit;
}

/*
 * Lay out CLAUSE for ICU without what folding drops, so that soft line
 * ends, spread-out separators and what is invisible part no words.
 */
static bool
lay_out(struct pj_words *words, struct pj_str clause)
{
	struct pj_arena *arena = pj_arena_new(ARENA_MAX);
	struct pj_fold fold;
	bool ok = false;
	size_t i;

	if (!arena || !pj_fold_str(arena, clause, &fold, NULL) ||
	    !make_room(words, fold.count))
		goto out;
	words->count = fold.count;
	for (i = 0; i < fold.count; i++)
		words->units[i] =
		    as_written(clause, fold.text[i], fold.units[i]);
	memcpy(words->from, fold.text, (fold.count + 1) * sizeof(*fold.text));
	ok = true;
out:
	pj_arena_free(arena);
	return ok;
}

/* Ask ICU for all boundaries of the clause at once. */
static bool
find_boundaries(struct pj_words *words)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t at;

	memset(
	    words->boundary, 0, (words->count + 1) * sizeof(*words->boundary));
	ubrk_setText(
	    words->iterator, words->units, (int32_t)words->count, &status);
	if (U_FAILURE(status))
		return false;
	for (at = ubrk_first(words->iterator); at != UBRK_DONE;
	     at = ubrk_next(words->iterator))
		words->boundary[at] = true;
	words->boundary[0] = words->boundary[words->count] = true;
	return true;
}

static bool
set_clause(struct pj_words *words, struct pj_str clause)
{
	if (words->count > 0 &&
	    pj_str_equal(pj_buf_str(&words->clause), clause))
		return true;
	words->count = 0;
	words->clause.len = 0;
	pj_buf_add(&words->clause, clause.ptr, clause.len);
	if (words->clause.failed || !open_iterator(words) ||
	    !lay_out(words, clause) || !find_boundaries(words)) {
		words->count = 0;
		return false;
	}
	return true;
}

/* Index of the first unit at or behind byte AT of the clause. */
static size_t
unit_at(const struct pj_words *words, uint32_t at)
{
	struct pj_fold fold = { words->units, words->from, words->count };

	return pj_fold_at(&fold, at);
}

bool
pj_words_bounded(struct pj_words *words, struct pj_str text,
    struct pj_text_span clause, struct pj_text_span at, bool *unsure)
{
	if (unsure)
		*unsure = false;
	if (!set_clause(words, pj_str_at(text, clause))) {
		if (unsure)
			*unsure = true;
		return true;
	}
	return words->boundary[unit_at(words, at.begin - clause.begin)] &&
	       words->boundary[unit_at(words, at.end - clause.begin)];
}
