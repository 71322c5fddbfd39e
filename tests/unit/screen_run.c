#include <criterion/criterion.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pingjian/screen.h"

/* The whole pipeline, with a lexicon of the test's own. */
static const char lexicon[] =
    "format: 1\n"
    "category: test\n"
    "title: {zh: 測試, en: Test}\n"
    "basis:\n"
    "- id: test.basis\n"
    "  title: {zh: 依據, en: Basis}\n"
    "  url: https://example.org/\n"
    "words:\n"
    "  職稱: [司機, 醫師]\n"
    "rules:\n"
    "- id: test.driver\n"
    "  kind: stereotype\n"
    "  severity: warning\n"
    "  basis: [test.basis]\n"
    "  find: [\"女{職稱}\"]\n"
    "  except: [女司機協會]\n"
    "  suggest: [\"{職稱}\"]\n"
    "  message: {zh: 無需標示性別。, en: No need to mark.}\n"
    "  bad: [一名‹女司機›。]\n"
    "  ok: [一名司機。]\n"
    "- id: test.slur\n"
    "  kind: discrimination\n"
    "  severity: error\n"
    "  basis: [test.basis]\n"
    "  find: [潑婦罵街]\n"
    "  suggest: []\n"
    "  message: {zh: 貶抑。, en: Demeaning.}\n"
    "  bad: [‹潑婦罵街›。]\n"
    "  ok: [罵街。]\n"
    "- id: test.nature\n"
    "  kind: bias\n"
    "  severity: advice\n"
    "  basis: [test.basis]\n"
    "  pattern: \"女性[^，。]{0,4}天生\"\n"
    "  suggest: []\n"
    "  message: {zh: 天性。, en: Nature.}\n"
    "  bad: [‹女性是天生›。]\n"
    "  ok: [天生。]\n"
    "- id: test.hint\n"
    "  kind: bias\n"
    "  severity: advice\n"
    "  basis: [test.basis]\n"
    "  find: [夫人前往]\n"
    "  suggest: []\n"
    "  message: {zh: 稱謂。, en: Title.}\n"
    "  bad: [‹夫人前往›。]\n"
    "  ok: [夫人。]\n";

static char folder[] = "/tmp/pingjian-screen-XXXXXX";
static struct pj_engine *engine;
static struct pj_screener *screener;

static void
set_up(void)
{
	const char *dirs[] = { folder };
	struct pj_rules_options options = { 0 };
	struct pj_error err = { 0 };
	char path[sizeof(folder) + 16];
	FILE *file;

	cr_assert(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/test.yml", folder);
	file = fopen(path, "w");
	cr_assert(file);
	fputs(lexicon, file);
	fclose(file);
	engine = pj_engine_new(dirs, 1, &options, &err);
	unlink(path);
	rmdir(folder);
	cr_assert(engine, "%s:%u: %s", err.where, err.line, err.message);
	screener = pj_screener_new(engine, 3);
	cr_assert(screener);
}

static void
tear_down(void)
{
	pj_screener_free(screener);
	pj_engine_free(engine);
}

TestSuite(screen, .init = set_up, .fini = tear_down);

static bool
screen(const char *text, const struct pj_screen_options *options,
    struct pj_result *result, struct pj_error *err)
{
	struct pj_source_options source_options = { .filename = "a.txt",
		.limits = PJ_LIMITS_DEFAULT };
	static struct pj_source source;

	return pj_source_from_bytes(
		   "a.txt", pj_str(text), &source_options, &source, err) &&
	       pj_screen(screener, &source, options, result, err);
}

static struct pj_screen_options
defaults(void)
{
	return (struct pj_screen_options){ .min_severity = PJ_ADVICE,
		.limits = PJ_LIMITS_DEFAULT };
}

Test(screen, a_finding_is_whole)
{
	struct pj_screen_options options = defaults();
	struct pj_error err = { 0 };
	struct pj_result r;
	const struct pj_finding *f;

	cr_assert(screen("本市昨日上午在市政府前廣場舉行交通安全宣導活動，現場"
			 "有一名女\n司機停車。",
		      &options, &r, &err),
	    "%s", err.message);
	cr_assert_eq(r.findings.kept_count, 1);
	f = &r.findings.kept[0];
	cr_expect_str_eq(f->rule->id, "test.driver");
	cr_expect_str_eq(f->text.ptr, "女司機");
	cr_assert_eq(f->suggestions.count, 1);
	cr_expect_str_eq(f->suggestions.at[0], "司機");
	cr_expect_eq(f->location.chars[0], 29);
	cr_expect_eq(f->location.chars[1], 33);
	cr_expect_str_eq(f->excerpt.ptr, "本市昨日上午在市政府前廣場舉行交通安"
					 "全宣導活動，現場有一名女司機停車。");
	cr_expect_eq(r.verdict, PJ_REVIEW);
	cr_expect_str_eq(r.path, "a.txt");
	cr_expect_eq(r.doc.char_count, 36);
	pj_result_free(&r);
}

struct verdict_case {
	const char *why;
	const char *text;
	enum pj_severity least;
	size_t findings, below;
	int highest;
	enum pj_verdict verdict;
};

static const struct verdict_case verdicts[] = {
	{ "nothing passes", "今日天晴。", PJ_ADVICE, 0, 0, 0, PJ_PASS },
	{ "no text passes", "", PJ_ADVICE, 0, 0, 0, PJ_PASS },
	{ "advice passes", "夫人前往。", PJ_ADVICE, 1, 0, PJ_ADVICE, PJ_PASS },
	{ "a warning asks for review", "女司機。", PJ_ADVICE, 1, 0, PJ_WARNING,
	    PJ_REVIEW },
	{ "an error blocks", "女司機潑婦罵街。", PJ_ADVICE, 2, 0, PJ_ERROR,
	    PJ_BLOCK },
	{ "what is left out still counts", "女司機。", PJ_ERROR, 0, 1, PJ_WARNING,
	    PJ_REVIEW },
	{ "only what is below is left out", "夫人前往。女司機。潑婦罵街。",
	    PJ_WARNING, 2, 1, PJ_ERROR, PJ_BLOCK },
	{ "advice that is left out", "夫人前往。", PJ_WARNING, 0, 1, PJ_ADVICE,
	    PJ_PASS },
};

Test(screen, verdicts)
{
	size_t i;

	for (i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
		const struct verdict_case *c = &verdicts[i];
		struct pj_screen_options options = defaults();
		struct pj_error err = { 0 };
		struct pj_result r;

		options.min_severity = c->least;
		cr_assert(screen(c->text, &options, &r, &err), "%s: %s", c->why,
		    err.message);
		cr_expect_eq(r.findings.kept_count, c->findings,
		    "%s: %zu findings", c->why, r.findings.kept_count);
		cr_expect_eq(r.findings.below_count, c->below, "%s: %zu below",
		    c->why, r.findings.below_count);
		cr_expect_eq(
		    r.highest, c->highest, "%s: highest %d", c->why, r.highest);
		cr_expect_eq(r.verdict, c->verdict, "%s: %s", c->why,
		    pj_verdict_name(r.verdict));
		pj_result_free(&r);
	}
}

Test(screen, dropped_hits_are_kept_for_explaining_only)
{
	struct pj_screen_options options = defaults();
	struct pj_error err = { 0 };
	struct pj_result r;

	cr_assert(screen("女司機協會。", &options, &r, &err));
	cr_expect_eq(r.findings.dropped_count, 0);
	pj_result_free(&r);
	options.explain = true;
	cr_assert(screen("女司機協會。", &options, &r, &err));
	cr_assert_eq(r.findings.dropped_count, 1);
	cr_expect_eq(r.findings.dropped[0].reason, PJ_DROP_EXCEPT);
	cr_expect_eq(r.findings.kept_count, 0);
	pj_result_free(&r);
}

Test(screen, a_text_of_nothing_but_hits_ends_in_an_error_or_a_result)
{
	static const char phrase[] = "女司機";
	struct pj_screen_options options = defaults();
	struct pj_error err = { 0 };
	size_t size = (size_t)6 << 20, i;
	char *text = malloc(size + 1);
	struct pj_result r;

	cr_assert(text);
	for (i = 0; i < size; i++)
		text[i] = phrase[i % (sizeof(phrase) - 1)];
	text[size / 9 * 9] = '\0';
	cr_expect_not(screen(text, &options, &r, &err));
	cr_expect_eq(err.code, PJ_ELIMIT, "%s", err.message);
	cr_expect_str_eq(err.where, "a.txt");
	pj_result_free(&r);
	free(text);
}

Test(screen, one_screener_takes_many_drafts)
{
	struct pj_screen_options options = defaults();
	struct pj_error err = { 0 };
	struct pj_result r[8];
	size_t i;

	for (i = 0; i < 8; i++)
		cr_assert(screen(
		    i % 2 ? "女醫師。" : "今日天晴。", &options, &r[i], &err));
	for (i = 0; i < 8; i++) {
		cr_expect_eq(r[i].findings.kept_count, i % 2);
		pj_result_free(&r[i]);
	}
}

/* One thread's work; what it got wrong. */
static void *
screen_often(void *arg)
{
	struct pj_screener *own = pj_screener_new(engine, 3);
	struct pj_source_options source_options = { .filename = "a.txt",
		.limits = PJ_LIMITS_DEFAULT };
	struct pj_screen_options options = defaults();
	size_t *wrong = arg;
	int i;

	for (i = 0; own && i < 50; i++) {
		struct pj_error err = { 0 };
		struct pj_source source;
		struct pj_result r = { 0 };

		if (!pj_source_from_bytes("a.txt",
			pj_str("女司機。女性似乎天生。"), &source_options,
			&source, &err) ||
		    !pj_screen(own, &source, &options, &r, &err) ||
		    r.findings.kept_count != 2)
			++*wrong;
		pj_result_free(&r);
	}
	*wrong += own == NULL;
	pj_screener_free(own);
	return NULL;
}

/* Patterns are compiled at first need: by whichever thread is first. */
Test(screen, threads_share_an_engine)
{
	pthread_t threads[4];
	size_t wrong[4] = { 0 }, i;

	for (i = 0; i < 4; i++)
		cr_assert_eq(
		    pthread_create(&threads[i], NULL, screen_often, &wrong[i]),
		    0);
	for (i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		cr_expect_eq(wrong[i], 0);
	}
}
