#include <strings.h>

#include "json.h"

/* The token at AT of PATH, behind its "/"; AT gets behind it. */
static struct pj_str
take_token(struct pj_str path, size_t *at)
{
	size_t begin = *at + 1, end = begin;

	while (end < path.len && path.ptr[end] != '/')
		end++;
	*at = end;
	return (struct pj_str){ path.ptr + begin, end - begin };
}

bool
json_leads_to(const char *pointer, struct pj_str path)
{
	struct pj_str from = pj_str(pointer);
	size_t i = 0, k = 0;

	while (i < from.len) {
		struct pj_str want = take_token(from, &i), is;

		if (k == path.len)
			return false;
		is = take_token(path, &k);
		if (!pj_str_equal(want, pj_str("*")) && !pj_str_equal(want, is))
			return false;
	}
	return true;
}

enum pj_block_kind
json_kind(struct pj_str path)
{
	static const struct {
		const char *name;
		enum pj_block_kind kind;
	} names[] = {
		{ "title", PJ_BLOCK_TITLE },
		{ "headline", PJ_BLOCK_TITLE },
		{ "subject", PJ_BLOCK_TITLE },
		{ "標題", PJ_BLOCK_TITLE },
		{ "主旨", PJ_BLOCK_TITLE },
		{ "alt", PJ_BLOCK_ALT },
		{ "alt_text", PJ_BLOCK_ALT },
		{ "alttext", PJ_BLOCK_ALT },
		{ "替代文字", PJ_BLOCK_ALT },
		{ "caption", PJ_BLOCK_CAPTION },
		{ "圖說", PJ_BLOCK_CAPTION },
	};
	size_t at = path.len, i;

	while (at > 0 && path.ptr[at - 1] != '/')
		at--;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (path.len - at == strlen(names[i].name) &&
		    !strncasecmp(path.ptr + at, names[i].name, path.len - at))
			return names[i].kind;
	return PJ_BLOCK_PARAGRAPH;
}
