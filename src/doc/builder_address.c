#include "builder.h"
#include "pingjian/text.h"

/*
 * Addresses: a reader says where it is, and text that follows is tied to
 * that through its runs.
 */

/* Z, with its NUL, in the builder's words: its offset from 1; 0 for NULL. */
static size_t
keep_words(struct pj_builder *b, const char *z)
{
	size_t at = b->words.len + 1, len, max = b->limits.unpacked_bytes;

	if (!z)
		return 0;
	/* Pointers repeat the way to each value: they must not outgrow it. */
	len = strlen(z) + 1;
	if (len > max || b->words.len > max - len) {
		pj_error_set(&b->err, PJ_ELIMIT,
		    _("the names of places take more than the limit of %zu "
		      "bytes"),
		    max);
		return 0;
	}
	pj_buf_add(&b->words, z, len);
	if (b->words.failed)
		pj_error_nomem(&b->err);
	return at;
}

void
pj_builder_address(struct pj_builder *b, const struct pj_address *address)
{
	struct builder_address *item;

	if (pj_builder_failed(b))
		return;
	b->address = 0;
	if (!address || !builder_spend(b, 0))
		return;
	item = builder_add(b, &b->addresses, sizeof(*item));
	if (!item)
		return;
	item->address = *address;
	item->sheet = keep_words(b, address->sheet);
	item->pointer = keep_words(b, address->pointer);
	item->attached = keep_words(b, address->attached);
	b->address = (uint32_t)b->addresses.count;
}
