#ifndef TESTS_UNIT_IMAGE_H
#define TESTS_UNIT_IMAGE_H

#include "../../src/rules/image.h"
#include "rules_files.h"

/* Compiled rule sets made inside a test, and what can be done to them. */

#define IMAGE "/tmp/pj-image-XXXXXX"

/* Rules of every kind, so that no table of an image is empty. */
static const struct rule_file image_files[RULE_FILES_MAX] = {
	{ "a.yml",
	    "format: 1\n"
	    "category: test\n"
	    "title: {zh: 測試, en: Test}\n"
	    "words:\n"
	    "  職稱: [司機, 醫師]\n"
	    "  女性: [女性, 女生, 女人]\n"
	    "pairs:\n"
	    "- [女, 男]\n"
	    "contexts:\n"
	    "- name: history\n"
	    "  effect: lower\n"
	    "  when:\n"
	    "  - heading: {any: [歷史]}\n"
	    "  - near: {within: sentence, gap: 9, any: [昔日]}\n"
	    "    not_quoted: [speech]\n"
	    "rules:\n"
	    "- id: test.driver\n" REST "  find: [\"女{職稱}\"]\n"
	    "  except: [女司機協會]\n"
	    "  suggest: [\"{職稱}\"]\n"
	    "  pair: true\n"
	    "  despite: [history]\n"
	    "  lower: {covered: {any: [女司機日]}}\n"
	    "  raise: {block: [heading, first-line], quoted: [title]}\n"
	    "  bad: [一名‹女司機›。]\n"
	    "  ok: [一名司機。, 女司機協會。]\n"
	    "- id: test.nature\n" REST
	    "  pattern: \"{女性}[^，。]{0,4}天生\"\n"
	    "  unless: {inside: [history], near: {any: [刻板]}}\n"
	    "  suggest: []\n"
	    "  bad: [‹女性是天生›。]\n"
	    "  ok: [天生。, 女性天生是刻板印象。]\n"
	    "- id: test.together\n" REST
	    "  document:\n"
	    "    together: chain\n"
	    "    gap: 7\n"
	    "    need:\n"
	    "    - {name: 甲, find: [天氣晴, 天氣陰], block: [paragraph]}\n"
	    "    - {name: 乙, pattern: \"{女性}{0,1}今日\", least: 2, with: [今日]}\n"
	    "    none:\n"
	    "    - {name: 丙, find: [今晚]}\n"
	    "  bad: [‹天氣晴›。今日，今日。]\n"
	    "  ok: [天氣晴。今日。今日。今晚。]\n" },
	{ "basis.yml",
	    BASIS "checklist:\n  status: provisional\n"
		  "  title: {zh: 檢核表, en: Checklist}\n  items:\n"
		  "  - {id: A1, question: {zh: 問, en: Ask}, categories: [test],"
		  " rules: [test.driver]}\n"
		  "  - {id: A2, question: {zh: 圖}, people: true}\n" },
	{ "protected.yml",
	    "format: 1\ncounts:\n- name: women\n  title: {zh: 女性, en: women}\n"
	    "  find: [女性]\n  except: [女性主義]\nprotected:\n- kind: team\n  phrases: [女司機車隊]\n" },
};

/* Rule files in a folder, and their image in a file; both on disk. */
struct compiled {
	char dir[32], path[32];
	const char *dirs[1];
	struct pj_rules *loaded;
	struct pj_buf image;
};

static inline void
put_image(const struct compiled *c, const char *bytes, size_t len)
{
	FILE *file = fopen(c->path, "wb");

	cr_assert(file);
	cr_assert_eq(fwrite(bytes, 1, len, file), len);
	cr_assert_eq(fclose(file), 0);
}

static inline void
compile(struct compiled *c)
{
	struct pj_error err = { 0 };
	int fd;

	*c = (struct compiled){ "/tmp/pj-rules-XXXXXX", IMAGE,
		.image = PJ_BUF_INIT };
	write_folder(c->dir, image_files, RULE_FILES_MAX);
	fd = mkstemp(c->path);
	cr_assert(fd >= 0);
	close(fd);
	c->dirs[0] = c->dir;
	c->loaded = pj_rules_load(c->dirs, 1, NULL, &err);
	cr_assert(c->loaded, "%s:%u: %s", err.where, err.line, err.message);
	cr_assert(pj_rules_write(c->loaded, c->dirs, 1, &c->image, &err), "%s",
	    err.message);
	put_image(c, c->image.ptr, c->image.len);
}

static inline void
discard(struct compiled *c)
{
	pj_rules_free(c->loaded);
	pj_buf_free(&c->image);
	unlink(c->path);
	remove_folder(c->dir, image_files, RULE_FILES_MAX);
}

/* Whether the image is refused, with CODE and its own place. */
static inline bool
is_refused(const struct compiled *c, enum pj_code code)
{
	struct pj_error err = { 0 };
	struct pj_rules *rules = pj_rules_open(c->path, c->dirs, 1, &err);
	bool refused = !rules && err.code == code && err.message[0] &&
	               strcmp(err.where, c->path) == 0;

	pj_rules_free(rules);
	return refused;
}

/* Put VALUE over the word at AT, with a sum that agrees. */
static inline void
forge(struct compiled *c, size_t at, uint32_t value)
{
	struct image_header header;

	memcpy(c->image.ptr + at, &value, sizeof(value));
	memcpy(&header, c->image.ptr, sizeof(header));
	pj_image_sum(c->image.ptr + sizeof(header),
	    c->image.len - sizeof(header), header.sum);
	memcpy(c->image.ptr, &header, sizeof(header));
	put_image(c, c->image.ptr, c->image.len);
}

#endif /* TESTS_UNIT_IMAGE_H */
