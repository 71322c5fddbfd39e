#include "address.h"
#include "pingjian/text.h"

const char *
address_cell(char word[ADDRESS_WORD], const uint32_t cell[2])
{
	uint32_t column = cell[0], i = 8;
	char letters[9] = { 0 }; /* seven are enough for 32 bits */

	/* A to Z, then AA: digits from 1 to 26 without a zero. */
	for (; column > 0; column = (column - 1) / 26)
		letters[--i] = (char)('A' + (column - 1) % 26);
	snprintf(word, ADDRESS_WORD, "%s%u", letters + i, cell[1]);
	return word;
}

const char *
address_time(char word[ADDRESS_WORD], uint32_t ms)
{
	snprintf(word, ADDRESS_WORD, "%02u:%02u:%02u,%03u", ms / 3600000,
	    ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
	return word;
}

bool
address_known(const struct pj_location *at)
{
	const struct pj_address *a = at->from;

	return at->cell[0] ||
	       (a && (a->sheet || a->slide || a->page || a->pointer ||
			 a->attached || a->time[1]));
}

/* What stands between two parts of an address. */
static void
next(struct pj_buf *out, bool *more)
{
	if (*more)
		pj_buf_puts(out, _(", "));
	*more = true;
}

/* FORMAT with the words Z, which are the draft's. */
static void
put_named(struct pj_buf *out, const char *format, const char *z)
{
	struct pj_buf plain = PJ_BUF_INIT;

	pj_report_put_plain(&plain, pj_str(z));
	pj_buf_putc(&plain, '\0');
	if (plain.failed)
		out->failed = true;
	else
		pj_buf_printf(out, format, plain.ptr);
	pj_buf_free(&plain);
}

/* Where people look first, first: in which file, sheet, slide or page. */
static void
put_address(
    struct pj_buf *out, const struct pj_address *a, uint32_t end, bool *more)
{
	char from[ADDRESS_WORD], to[ADDRESS_WORD];

	if (a->attached) {
		next(out, more);
		put_named(out, _("attachment %s"), a->attached);
	}
	if (a->sheet) {
		next(out, more);
		put_named(out, _("sheet %s"), a->sheet);
	}
	if (a->slide) {
		next(out, more);
		pj_buf_printf(out, _("slide %u"), a->slide);
	}
	if (a->page) {
		next(out, more);
		pj_buf_printf(out, _("page %u"), a->page);
	}
	if (a->pointer) {
		next(out, more);
		put_named(out, "%s", a->pointer);
	}
	if (a->time[1]) {
		next(out, more);
		pj_buf_printf(out, _("%s to %s"),
		    address_time(from, a->time[0]), address_time(to, end));
	}
}

void
address_put(struct pj_buf *out, const struct pj_location *at)
{
	const struct pj_address *to = at->to ? at->to : at->from;
	char word[ADDRESS_WORD];
	bool more = false;

	if (at->from)
		put_address(out, at->from, to->time[1], &more);
	if (at->cell[0]) {
		next(out, &more);
		pj_buf_printf(out, _("cell %s"), address_cell(word, at->cell));
	}
}
