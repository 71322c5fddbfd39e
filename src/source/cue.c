#include "pingjian/cue.h"

/* Hours that still fit into 32 bits of milliseconds. */
#define HOURS_MAX 1000

static void
skip_spaces(struct pj_str s, size_t *at)
{
	while (*at < s.len && (s.ptr[*at] == ' ' || s.ptr[*at] == '\t'))
		++*at;
}

/* From MIN to MAX digits at AT, which gets behind them. */
static bool
take_digits(
    struct pj_str s, size_t *at, size_t min, size_t max, uint32_t *value)
{
	size_t begin = *at;

	*value = 0;
	while (*at < s.len && s.ptr[*at] >= '0' && s.ptr[*at] <= '9' &&
	       *at - begin < max)
		*value = *value * 10 + (uint32_t)(s.ptr[(*at)++] - '0');
	return *at - begin >= min;
}

static bool
take_sign(struct pj_str s, size_t *at, char sign)
{
	if (*at == s.len || s.ptr[*at] != sign)
		return false;
	++*at;
	return true;
}

/* The digits of a fraction of a second, as milliseconds. */
static bool
take_fraction(struct pj_str s, size_t *at, uint32_t *ms)
{
	size_t begin = *at;

	if (!take_digits(s, at, 1, 3, ms))
		return false;
	for (begin = *at - begin; begin < 3; begin++)
		*ms *= 10;
	return true;
}

/* [H:]MM:SS[,mmm] */
static bool
take_time(struct pj_str s, size_t *at, uint32_t *ms)
{
	uint32_t part[3] = { 0, 0, 0 }, fraction = 0;
	size_t i = 0;

	do {
		if (!take_digits(s, at, 1, i == 0 ? 4 : 2, &part[i]))
			return false;
		i++;
	} while (i < 3 && take_sign(s, at, ':'));
	if (i < 2)
		return false;
	if (i == 2) { /* no hours */
		part[2] = part[1];
		part[1] = part[0];
		part[0] = 0;
	}
	if ((take_sign(s, at, ',') || take_sign(s, at, '.')) &&
	    !take_fraction(s, at, &fraction))
		return false;
	if (part[0] > HOURS_MAX || part[1] > 59 || part[2] > 59)
		return false;
	*ms = ((part[0] * 60 + part[1]) * 60 + part[2]) * 1000 + fraction;
	return true;
}

bool
pj_cue_timing(struct pj_str line, uint32_t ms[2])
{
	size_t at = 0;

	skip_spaces(line, &at);
	if (!take_time(line, &at, &ms[0]))
		return false;
	skip_spaces(line, &at);
	if (line.len - at < 3 || memcmp(line.ptr + at, "-->", 3))
		return false;
	at += 3;
	skip_spaces(line, &at);
	return take_time(line, &at, &ms[1]) &&
	       (at == line.len || (unsigned char)line.ptr[at] <= ' ');
}
