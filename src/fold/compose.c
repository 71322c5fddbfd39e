#include <unicode/unorm2.h>

#include "fold.h"
#include "pingjian/utf8.h"

/* Stream-Safe Text Format: no sign of any script needs more marks. */
#define MARKS_MAX 30
#define ROOM (2 * (MARKS_MAX + 1))

static bool
is_nonspacing(uint32_t cp)
{
	return U_GET_GC_MASK((UChar32)cp) & (U_GC_MN_MASK | U_GC_ME_MASK);
}

/* CLUSTER as UTF-16, at most MARKS_MAX + 1 code points of it. */
static int32_t
to_utf16(struct pj_str cluster, UChar out[ROOM])
{
	size_t at = 0;
	int32_t len = 0;
	int chars;

	for (chars = 0; at < cluster.len && chars <= MARKS_MAX; chars++) {
		UChar32 cp = (UChar32)pj_utf8_next(cluster, &at);

		U16_APPEND_UNSAFE(out, len, cp);
	}
	return len;
}

size_t
pj_fold_compose(struct pj_str cluster, uint16_t out[PJ_FOLD_COMPOSED_MAX])
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&status);
	UChar in[ROOM], made[8 * ROOM];
	int32_t len = to_utf16(cluster, in), i = 0;
	uint16_t units[PJ_FOLD_UNITS_MAX];
	size_t count = 0, more;
	int32_t cp;

	len = unorm2_normalize(nfkc, in, len, made,
	    (int32_t)(sizeof(made) / sizeof(*made)), &status);
	if (U_FAILURE(status))
		return 0;
	while (i < len) {
		cp = made[i++];
		if (U16_IS_LEAD(made[i - 1]) && i < len)
			cp = U16_GET_SUPPLEMENTARY(cp, made[i++]);
		more = pj_fold_cp((uint32_t)cp, units);
		if (is_nonspacing((uint32_t)cp) ||
		    count + more > PJ_FOLD_COMPOSED_MAX)
			continue;
		memcpy(out + count, units, more * sizeof(*units));
		count += more;
	}
	return count;
}
