#ifndef TESTS_COPIES_H
#define TESTS_COPIES_H

#include "container.h"
#include "pingjian/annotate.h"
#include "pingjian/package.h"

/* Copies of small containers with comments at words that a test names. */

#define WORDS_MAX 4

static struct pj_rule copies_rule = {
	.id = "test.rule",
	.severity = PJ_WARNING,
	.message_zh = "為何",
	.message_en = "Why",
};

struct copied {
	struct read draft;
	struct pj_finding findings[WORDS_MAX];
	struct pj_buf bytes;
	struct pj_error err;
	bool ok;
};

/* The draft of PARTS, annotated at each of WORDS (up to a NULL), which stand
 * in its text; a word that begins with "+" is looked for behind the last. */
static inline void
copy_draft(struct copied *c, enum pj_format format, struct pj_str draft,
    const char *const *words)
{
	const struct pj_annotate_options options = {
		.english = true,
		.limits = PJ_LIMITS_DEFAULT,
	};
	struct pj_source source = { .path = "draft",
		.bytes = draft,
		.format = format,
		.charset = "utf-8" };
	struct pj_result result = { 0 };
	size_t i, at = 0;

	memset(c, 0, sizeof(*c));
	read_bytes(&c->draft, format, draft, &PJ_LIMITS_DEFAULT);
	cr_assert(c->draft.ok, "%s", c->draft.err.message);
	for (i = 0; i < WORDS_MAX && words[i]; i++) {
		const char *word = words[i] + (words[i][0] == '+');
		const char *text = c->draft.doc.text.ptr;
		const char *found =
		    strstr(words[i][0] == '+' ? text + at : text, word);
		const struct pj_block *block;

		cr_assert_not_null(found, "%s is not in %s", word, text);
		at = (size_t)(found - text);
		block = pj_doc_block_at(&c->draft.doc, (uint32_t)at);
		c->findings[i].rule = &copies_rule;
		c->findings[i].severity = PJ_WARNING;
		c->findings[i].text = pj_str(word);
		c->findings[i].location.bytes[0] = (uint32_t)at;
		at += strlen(word);
		c->findings[i].location.bytes[1] = (uint32_t)at;
		c->findings[i].location.block = block->kind;
		c->findings[i].location.paragraph = block->paragraph;
	}
	result.doc = c->draft.doc;
	result.findings.kept = c->findings;
	result.findings.kept_count = i;
	c->ok = pj_annotate(
	    &source, &result, &options, &c->bytes, &c->draft.notes, &c->err);
}

static inline bool
copies_take(void *arg, struct pj_str piece)
{
	pj_buf_add(arg, piece.ptr, piece.len);
	return true;
}

/* Part NAME of container BYTES, with a NUL; yours to pj_buf_free. */
static inline struct pj_buf
part_of(struct pj_str bytes, const char *name)
{
	struct pj_error err = { 0 };
	struct pj_package *package = pj_package_open(
	    "copy", bytes, &PJ_LIMITS_DEFAULT, pj_deadline_in(10), &err);
	struct pj_buf out = PJ_BUF_INIT;

	cr_assert_not_null(package, "%s", err.message);
	cr_assert(pj_package_read(package, name, copies_take, &out, &err),
	    "%s: %s", name, err.message);
	pj_buf_putc(&out, '\0');
	pj_package_close(package);
	return out;
}

/* TEXT with each FROM as TO; yours to pj_buf_free. */
static inline struct pj_buf
replaced(const char *text, const char *from, const char *to)
{
	struct pj_buf out = PJ_BUF_INIT;
	const char *found;

	while ((found = strstr(text, from))) {
		pj_buf_add(&out, text, (size_t)(found - text));
		pj_buf_puts(&out, to);
		text = found + strlen(from);
	}
	pj_buf_puts(&out, text);
	pj_buf_putc(&out, '\0');
	return out;
}

static inline void
replace(struct pj_buf *text, const char *from, const char *to)
{
	struct pj_buf out = replaced(text->ptr, from, to);

	pj_buf_free(text);
	*text = out;
}

static inline void
copied_free(struct copied *c)
{
	pj_buf_free(&c->bytes);
	pj_arena_free(c->draft.arena);
}

#endif /* TESTS_COPIES_H */
