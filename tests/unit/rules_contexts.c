#include "pingjian/buf.h"
#include "pingjian/limits.h"
#include "rules_files.h"

/* Contexts that are inside of contexts. */

/*
 * COUNT contexts, each inside of the next AHEAD ones, the last inside of
 * LAST ("" for none); the error of loading them.
 */
static struct pj_error
load_chain(int count, int ahead, const char *last)
{
	struct pj_buf text = PJ_BUF_INIT;
	struct pj_error err;
	struct pj_rules *rules;
	int i, k;

	pj_buf_puts(&text, "format: 1\ncontexts:\n");
	for (i = 0; i < count; i++) {
		pj_buf_printf(&text, "- name: m%d\n  effect: none\n  when:\n"
				     "  - quoted: title\n", i);
		for (k = i + 1; k <= i + ahead && k < count; k++)
			pj_buf_printf(&text, "  - inside: m%d\n", k);
		if (i == count - 1 && *last)
			pj_buf_printf(&text, "  - inside: %s\n", last);
	}
	pj_buf_putc(&text, '\0');
	cr_assert_not(text.failed);
	rules = load_text(text.ptr, false, &err);
	cr_expect_eq(rules != NULL, err.code == PJ_OK);
	pj_rules_free(rules);
	pj_buf_free(&text);
	return err;
}

Test(rules_contexts, contexts_of_contexts)
{
	struct pj_error err = load_chain(PJ_RULE_DEPTH, PJ_RULE_DEPTH, "");

	cr_expect_eq(err.code, PJ_OK, "%s", err.message);
	err = load_chain(PJ_RULE_DEPTH + 1, 1, "");
	cr_expect(strstr(err.message, "too deep"), "%s", err.message);
	err = load_chain(PJ_RULE_DEPTH, 2, "m3");
	cr_expect(strstr(err.message, "inside itself"), "%s", err.message);
	err = load_chain(2000, 0, "m1999");
	cr_expect(strstr(err.message, "\"m1999\""), "%s", err.message);
}

/*
 * Layers of thirty contexts, each inside all of the next layer: 30^15 ways
 * from top to bottom.
 */
Test(rules_contexts, contexts_by_every_way, .timeout = 10)
{
	struct pj_buf text = PJ_BUF_INIT;
	struct pj_error err;
	struct pj_rules *rules;
	int layer, i, k;

	pj_buf_puts(&text, "format: 1\ncontexts:\n");
	for (layer = 0; layer < PJ_RULE_DEPTH; layer++)
		for (i = 0; i < 30; i++) {
			pj_buf_printf(&text,
			    "- name: m%d-%d\n  effect: none\n  when:\n"
			    "  - quoted: title\n",
			    layer, i);
			for (k = 0; k < 30 && layer + 1 < PJ_RULE_DEPTH; k++)
				pj_buf_printf(&text, "  - inside: m%d-%d\n",
				    layer + 1, k);
		}
	pj_buf_putc(&text, '\0');
	cr_assert_not(text.failed);
	rules = load_text(text.ptr, false, &err);
	cr_expect(rules, "%s", err.message);
	pj_rules_free(rules);
	pj_buf_free(&text);
}
