#ifndef TESTS_UNIT_RULES_FILES_H
#define TESTS_UNIT_RULES_FILES_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pingjian/fold.h"
#include "pingjian/rules.h"

/* Rule files of a test: written to a folder that is gone after loading. */
struct rule_file {
	const char *name;
	const char *text;
};

#define RULE_FILES_MAX 4

/* What every rule rests on. */
#define BASIS "format: 1\nbasis: [{id: b, title: {zh: 甲, en: A}}]\n"

/* The keys that a rule must have and a test does not look at. */
#define REST                                                                   \
	"  kind: bias\n  severity: warning\n  basis: [b]\n"                    \
	"  message: {zh: 因, en: Why}\n"

static inline void
write_folder(char *dir, const struct rule_file *files, size_t count)
{
	char path[128];

	cr_assert(mkdtemp(dir));
	for (size_t i = 0; i < count && files[i].name; i++) {
		FILE *f;

		snprintf(path, sizeof(path), "%s/%s", dir, files[i].name);
		f = fopen(path, "wb");
		cr_assert(f);
		fputs(files[i].text, f);
		cr_assert(fclose(f) == 0);
	}
}

static inline void
remove_folder(const char *dir, const struct rule_file *files, size_t count)
{
	char path[128];

	for (size_t i = 0; i < count && files[i].name; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, files[i].name);
		unlink(path);
	}
	cr_expect(rmdir(dir) == 0);
}

/* Load up to RULE_FILES_MAX FILES as one folder. */
static inline struct pj_rules *
load_files(const struct rule_file *files, bool examples, struct pj_error *err)
{
	char dir[] = "/tmp/pj-rules-XXXXXX";
	const char *dirs[] = { dir };
	struct pj_rules_options options = { .examples = examples };
	struct pj_rules *rules;

	*err = (struct pj_error){ 0 };
	write_folder(dir, files, RULE_FILES_MAX);
	rules = pj_rules_load(dirs, 1, &options, err);
	remove_folder(dir, files, RULE_FILES_MAX);
	return rules;
}

/* Load TEXT as one file beside the basis. */
static inline struct pj_rules *
load_text(const char *text, bool examples, struct pj_error *err)
{
	struct rule_file files[RULE_FILES_MAX] = { { "a.yml", text },
		{ "basis.yml", BASIS } };

	return load_files(files, examples, err);
}

/* The same, which must succeed. */
static inline struct pj_rules *
must_load(const char *text, bool examples)
{
	struct pj_error err;
	struct pj_rules *rules = load_text(text, examples, &err);

	cr_assert(rules, "%s:%u:%u: %s", err.where, err.line, err.column,
	    err.message);
	return rules;
}

/* The term that S folds to, or NULL. */
static inline const struct pj_term *
find_term(const struct pj_rules *rules, const char *s)
{
	struct pj_arena *arena = pj_arena_new((size_t)1 << 20);
	const struct pj_term *found = NULL;
	struct pj_fold fold;

	cr_assert(pj_fold_str(arena, pj_str(s), &fold, NULL));
	for (size_t i = 0; i < rules->term_count && !found; i++) {
		const struct pj_term *t = &rules->terms[i];

		if (t->count == fold.count &&
		    !memcmp(t->units, fold.units, 2 * fold.count))
			found = t;
	}
	pj_arena_free(arena);
	return found;
}

/* TERM's use of KIND, or NULL. */
static inline const struct pj_use *
find_use(const struct pj_rules *rules, const struct pj_term *term,
    enum pj_use_kind kind)
{
	for (uint32_t i = 0; term && i < term->use_count; i++)
		if (rules->uses[term->first_use + i].kind == kind)
			return &rules->uses[term->first_use + i];
	return NULL;
}

#endif /* TESTS_UNIT_RULES_FILES_H */
