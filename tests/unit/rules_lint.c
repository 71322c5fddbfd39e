#include "cases.h"
#include "rules_files.h"

#define HEAD "format: 1\ncategory: c\n"
#define EXAMPLES "  bad: [‹甲甲›]\n  ok: [無事, 無事二, 無事三]\n"

/* What lint said, and how much of it. */
struct said {
	size_t faults, hints;
	const char *part;
	bool found;
	char all[4096];
};

static void
hear(void *arg, const struct pj_error *finding)
{
	struct said *said = arg;
	size_t len = strlen(said->all);

	if (finding->code == PJ_OK)
		said->hints++;
	else
		said->faults++;
	if (said->part && strstr(finding->message, said->part))
		said->found = true;
	snprintf(
	    said->all + len, sizeof(said->all) - len, "%s\n", finding->message);
}

struct lint_case {
	const char *why;
	const char *text;
	const char *part; /* of one finding, or NULL: all is well */
	size_t faults;
};

static const struct lint_case cases[] = {
	{ "nothing to say",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
		 "  except: [甲甲乙]\n" EXAMPLES,
	    NULL, 0 },
	{ "no examples", HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n",
	    "\"bad\" has no example", 2 },
	{ "no mark in bad",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
		 "  bad: [甲甲]\n  ok: [無]\n",
	    "must stand around", 1 },
	{ "mark not closed",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
		 "  bad: [‹甲甲]\n  ok: [無]\n",
	    "must stand around", 1 },
	{ "mark in ok",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
		 "  bad: [‹甲甲›]\n  ok: [‹無›]\n",
	    "in an \"ok\" example", 1 },
	{ "one language",
	    HEAD "rules:\n- id: c.r\n  kind: bias\n  severity: advice\n"
		 "  basis: [b]\n  message: {zh: 因}\n  find: [甲甲]\n" EXAMPLES,
	    "missing in English", 1 },
	{ "literal in two rules",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n" EXAMPLES
		 "- id: c.s\n" REST "  find: [甲甲]\n" EXAMPLES,
	    "c.s: \"甲甲\" is a literal of c.r", 1 },
	{ "exception without a literal",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
		 "  except: [乙乙甲]\n" EXAMPLES,
	    "\"乙乙甲\" holds none", 1 },
	{ "exception that is the literal",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
		 "  except: [甲甲]\n" EXAMPLES,
	    "holds none", 1 },
	{ "dead rule",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n" EXAMPLES
		 "protected: [{kind: k, phrases: [甲甲]}]\n",
	    "finds nothing", 2 },
	{ "suggestion that is flagged",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
		 "  suggest: [乙乙]\n" EXAMPLES "- id: c.s\n" REST
		 "  find: [乙乙]\n" EXAMPLES,
	    "\"乙乙\" is itself flagged by c.s", 1 },
	{ "suggestion of which a whole word might be a part",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
		 "  suggest: [丙乙乙]\n" EXAMPLES "- id: c.s\n" REST
		 "  find: [乙乙]\n" EXAMPLES,
	    NULL, 0 },
	{ "suggestion that an exception covers",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
		 "  suggest: [丙乙乙]\n" EXAMPLES "- id: c.s\n" REST
		 "  find: [乙乙]\n  boundary: none\n"
		 "  except: [丙乙乙]\n" EXAMPLES,
	    NULL, 0 },
	{ "unused list",
	    HEAD "words: {x: [乙]}\nrules:\n- id: c.r\n" REST
		 "  find: [甲甲]\n" EXAMPLES,
	    "nothing uses the list \"x\"", 1 },
	{ "unused context",
	    HEAD "contexts:\n- name: m\n  effect: none\n"
		 "  when: [{quoted: title}]\nrules:\n- id: c.r\n" REST
		 "  find: [甲甲]\n" EXAMPLES,
	    "nothing uses the context \"m\"", 1 },
	{ "repetitions within repetitions",
	    HEAD "rules:\n- id: c.r\n" REST
		 "  pattern: 甲甲(.{0,20}乙){0,20}\n" EXAMPLES,
	    "repetitions within", 1 },
	{ "bounded repetitions",
	    HEAD "rules:\n- id: c.r\n" REST
		 "  pattern: 甲甲(.{0,20}乙){0,4}[^，]{0,40}\n" EXAMPLES,
	    NULL, 0 },
	{ "protected for nothing is a hint",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n" EXAMPLES
		 "protected: [{kind: k, phrases: [丙丙, 甲甲丙]}]\n",
	    "1 protected phrases of the kind \"k\"", 0 },
	{ "fewer examples than exceptions is a hint",
	    HEAD "rules:\n- id: c.r\n" REST "  find: [甲甲]\n"
		 "  except: [甲甲乙, 甲甲丙]\n  bad: [‹甲甲›]\n  ok: [無]\n",
	    "2 exceptions, but only 1", 0 },
};

CASES(rules_lint, cases, cases)
{
	const struct lint_case *c = &cases[*row];
	struct pj_rules *rules = must_load(c->text, true);
	struct said said = { .part = c->part };
	size_t count = pj_rules_lint(rules, hear, &said);

	cr_expect_eq(count, said.faults, "%s: returns %zu", c->why, count);
	cr_expect_eq(said.faults, c->faults, "%s: %zu faults:\n%s", c->why,
	    said.faults, said.all);
	if (c->part)
		cr_expect(said.found, "%s:\n%s", c->why, said.all);
	else
		cr_expect_eq(said.hints, 0, "%s:\n%s", c->why, said.all);
	pj_rules_free(rules);
}

Test(rules_lint, a_basis_that_nothing_rests_on)
{
	static const struct rule_file files[RULE_FILES_MAX] = { { "a.yml",
	    "format: 1\nbasis:\n- id: x.1\n  title: {zh: 甲, en: A}\n" } };
	struct said said = { .part = "no rule rests on the basis \"x.1\"" };
	struct pj_error err;
	struct pj_rules *rules = load_files(files, true, &err);

	cr_assert(rules);
	cr_expect_eq(pj_rules_lint(rules, hear, &said), 0);
	cr_expect(said.found);
	pj_rules_free(rules);
}
