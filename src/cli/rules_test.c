#include <stdlib.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "pingjian/text.h"
#include "pingjian/utf8.h"

#include "cli.h"

/*
 * Rules against their own examples, through the whole pipeline: a bad
 * example is found with its exact span, as written and in Simplified
 * script; an ok example is silent under this rule, and holds no error or
 * warning under any rule.
 */

#define OPEN_MARK "\xE2\x80\xB9"  /* ‹ */
#define CLOSE_MARK "\xE2\x80\xBA" /* › */
#define MARK_LEN (sizeof(OPEN_MARK) - 1)
#define CITE_OPEN "\xC2\xAB"  /* « */
#define CITE_CLOSE "\xC2\xBB" /* » */
#define CITE_LEN (sizeof(CITE_OPEN) - 1)

/* Room for the UTF-16 form of an example. */
#define EXAMPLE_MAX 4096

struct testing {
	const struct pj_rules *all;
	struct pj_screener *screener;
	UTransliterator *simplify;
	struct pj_buf *out;
	size_t rules, examples, failures;
};

/* An example in three stretches; `phrase` is what must be flagged. */
struct example {
	struct pj_str before, phrase, after;
};

/* One failure: where the rule stands, what is wrong, with which example. */
static void
complain(struct testing *t, const struct pj_rule *rule, const char *what,
    const char *example, const char *detail)
{
	t->failures++;
	pj_buf_printf(t->out, "%s:%u: %s: %s: %s%s%s\n", rule->file, rule->line,
	    rule->id, what, example, detail[0] ? " -- " : "", detail);
}

/* What an example marks as evidence, «…», in order of text. */
struct cited {
	struct pj_buf plain; /* the example without these marks */
	struct pj_str at[PJ_EVIDENCE_MAX];
	size_t count;
};

/* Take the marks of evidence out of TEXT; false where they do not pair. */
static bool
take_cited(const char *text, struct cited *out)
{
	const char *open, *close;

	*out = (struct cited){ .plain = PJ_BUF_INIT };
	while ((open = strstr(text, CITE_OPEN))) {
		pj_buf_add(&out->plain, text, (size_t)(open - text));
		open += CITE_LEN;
		close = strstr(open, CITE_CLOSE);
		if (!close || out->count == PJ_EVIDENCE_MAX)
			return false;
		out->at[out->count++] =
		    (struct pj_str){ open, (size_t)(close - open) };
		pj_buf_add(&out->plain, open, (size_t)(close - open));
		text = close + CITE_LEN;
	}
	pj_buf_puts(&out->plain, text);
	pj_buf_putc(&out->plain, '\0');
	return !strstr(text, CITE_CLOSE) && !out->plain.failed;
}

/* Whether F rests on just what is CITED; true where nothing is. */
static bool
has_cited(const struct pj_finding *f, const struct cited *cited)
{
	size_t i;

	if (cited->count == 0)
		return true;
	for (i = 0; i < f->evidence_count && i < cited->count; i++)
		if (!pj_str_equal(f->evidence[i].text, cited->at[i]))
			return false;
	return f->evidence_count == cited->count;
}

/* Take TEXT apart at its marks; false unless it holds exactly one pair. */
static bool
split(const char *text, struct example *out)
{
	const char *open = strstr(text, OPEN_MARK);
	const char *close = open ? strstr(open, CLOSE_MARK) : NULL;

	if (!close || close == open + MARK_LEN)
		return false;
	out->before = (struct pj_str){ text, (size_t)(open - text) };
	open += MARK_LEN;
	out->phrase = (struct pj_str){ open, (size_t)(close - open) };
	out->after = pj_str(close + MARK_LEN);
	return !strstr(out->after.ptr, OPEN_MARK);
}

/* S in Simplified script behind OUT; false when it is too long. */
static bool
put_simplified(struct testing *t, struct pj_buf *out, struct pj_str s)
{
	UChar wide[EXAMPLE_MAX];
	char narrow[EXAMPLE_MAX * 3];
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = 0, limit, bytes = 0;

	if (s.len > INT32_MAX)
		return false;
	u_strFromUTF8(wide, EXAMPLE_MAX, &len, s.ptr, (int32_t)s.len, &status);
	limit = len;
	utrans_transUChars(
	    t->simplify, wide, &len, EXAMPLE_MAX, 0, &limit, &status);
	u_strToUTF8(
	    narrow, (int32_t)sizeof(narrow), &bytes, wide, len, &status);
	if (U_FAILURE(status))
		return false;
	pj_buf_add(out, narrow, (size_t)bytes);
	return true;
}

/* Screen TEXT.  Release RESULT with pj_result_free in any case. */
static bool
screen(struct testing *t, const struct pj_buf *text, struct pj_result *result,
    struct pj_error *err)
{
	const struct pj_source_options reading = { .encoding = "utf-8",
		.limits = PJ_LIMITS_DEFAULT };
	const struct pj_screen_options screening = { true, PJ_ADVICE,
		PJ_LIMITS_DEFAULT };
	bool html = memchr(text->ptr, '<', text->len) != NULL;
	struct pj_source source;

	return pj_source_from_bytes(html ? "example.html" : "example.txt",
		   pj_buf_str(text), &reading, &source, err) &&
	       pj_screen(t->screener, &source, &screening, result, err);
}

/* What F rests on, as an example would mark it. */
static void
put_evidence(struct pj_buf *out, const struct pj_finding *f)
{
	size_t i;

	for (i = 0; i < f->evidence_count; i++)
		pj_buf_printf(out, " %s%.*s%s", CITE_OPEN,
		    (int)f->evidence[i].text.len, f->evidence[i].text.ptr,
		    CITE_CLOSE);
}

/* What became of RULE in RESULT, for the message of a failure. */
static void
describe(
    struct pj_buf *out, const struct pj_result *r, const struct pj_rule *rule)
{
	const struct pj_findings *f = &r->findings;
	size_t i;

	for (i = 0; i < f->kept_count; i++) {
		pj_buf_printf(out, " %s %s%.*s%s", f->kept[i].rule->id,
		    OPEN_MARK, (int)f->kept[i].text.len, f->kept[i].text.ptr,
		    CLOSE_MARK);
		put_evidence(out, &f->kept[i]);
	}
	for (i = 0; i < f->dropped_count; i++)
		if (f->dropped[i].rule == rule)
			pj_buf_printf(out, " (%s %s%.*s%s: %s %s)",
			    f->dropped[i].rule->id, OPEN_MARK,
			    (int)f->dropped[i].text.len, f->dropped[i].text.ptr,
			    CLOSE_MARK, pj_reason_name(f->dropped[i].reason),
			    f->dropped[i].detail ? f->dropped[i].detail : "");
	pj_buf_putc(out, '\0');
}

/*
 * Whether RULE found PHRASE at byte BEGIN, with what is CITED.  In HTML, where
 * the text is not the example, the phrase alone is compared.
 */
static bool
found(const struct pj_result *r, const struct pj_rule *rule, size_t begin,
    struct pj_str phrase, const struct cited *cited)
{
	size_t i;

	for (i = 0; i < r->findings.kept_count; i++) {
		const struct pj_finding *f = &r->findings.kept[i];

		if (f->rule != rule || !has_cited(f, cited))
			continue;
		if (r->doc.format != PJ_FORMAT_TEXT
			? pj_str_equal(f->text, phrase)
			: f->location.bytes[0] == begin &&
			      f->location.bytes[1] == begin + phrase.len)
			return true;
	}
	return false;
}

/* Whether a later folder changes RULE in the way KIND. */
static bool
is_changed(const struct testing *t, const char *rule, enum pj_change_kind kind)
{
	size_t i;

	for (i = 0; i < t->all->change_count; i++)
		if (t->all->changes[i].kind == kind &&
		    t->all->changes[i].subject == PJ_SUBJECT_RULE &&
		    strcmp(t->all->changes[i].name, rule) == 0)
			return true;
	return false;
}

/*
 * Whether RULE lost what it found to a rule that an agency gave another
 * level: the draft is still pointed at, as that agency wants it.
 */
static bool
taken_over(const struct testing *t, const struct pj_result *r,
    const struct pj_rule *rule)
{
	size_t i;

	for (i = 0; i < r->findings.dropped_count; i++) {
		const struct pj_finding *f = &r->findings.dropped[i];

		if (f->rule == rule && f->reason == PJ_DROP_OVERLAP &&
		    f->detail && is_changed(t, f->detail, PJ_CHANGE_SEVERITY))
			return true;
	}
	return false;
}

/*
 * Screen TEXT and complain by WHAT unless RULE found PHRASE at BEGIN, with
 * what is CITED.
 */
static void
expect_found(struct testing *t, const struct pj_rule *rule, const char *example,
    const struct pj_buf *text, size_t begin, struct pj_str phrase,
    const struct cited *cited, const char *what)
{
	struct pj_result result = { 0 };
	struct pj_error err = { 0 };
	struct pj_buf detail = PJ_BUF_INIT;

	t->examples++;
	if (!screen(t, text, &result, &err)) {
		complain(t, rule, what, example, err.message);
	} else if (!found(&result, rule, begin, phrase, cited) &&
		   !taken_over(t, &result, rule)) {
		describe(&detail, &result, rule);
		complain(t, rule, what, example, detail.ptr ? detail.ptr : "");
	}
	pj_buf_free(&detail);
	pj_result_free(&result);
}

/*
 * The stretches of E behind PLAIN, SIMPLIFIED or as written; PHRASE tells
 * where that of E stands.  False when one is too long.
 */
static bool
put_example(struct testing *t, const struct example *e, bool simplified,
    struct pj_buf *plain, struct pj_text_span *phrase)
{
	const struct pj_str pieces[] = { e->before, e->phrase, e->after };
	size_t ends[3], i;

	/* Piece by piece, so that the span is known in either script. */
	for (i = 0; i < 3; i++) {
		if (!simplified)
			pj_buf_add(plain, pieces[i].ptr, pieces[i].len);
		else if (!put_simplified(t, plain, pieces[i]))
			return false;
		ends[i] = plain->len;
	}
	*phrase = (struct pj_text_span){ (uint32_t)ends[0], (uint32_t)ends[1] };
	return !plain->failed;
}

/*
 * One bad example, as written or SIMPLIFIED, without its marks.  Evidence is
 * compared as it is written.
 */
static void
test_bad(struct testing *t, const struct pj_rule *rule, const char *text,
    bool simplified)
{
	struct pj_buf plain = PJ_BUF_INIT;
	struct pj_text_span at;
	struct cited cited;
	struct example e;

	if (!take_cited(text, &cited) || !split(cited.plain.ptr, &e)) {
		if (!simplified)
			complain(t, rule, _("a bad example needs one ‹…›"),
			    text, "");
		goto out;
	}
	if (simplified)
		cited.count = 0;
	if (!put_example(t, &e, simplified, &plain, &at))
		complain(t, rule, _("too long"), text, "");
	else
		expect_found(t, rule, text, &plain, at.begin,
		    pj_str_at(pj_buf_str(&plain), at), &cited,
		    simplified ? _("not found in Simplified script")
			       : _("not found"));
out:
	pj_buf_free(&cited.plain);
	pj_buf_free(&plain);
}

/*
 * Whether FINDING breaks the silence of an ok example of RULE.  That an
 * agency raised the level of another rule is no fault of the example.
 */
static bool
is_loud(const struct testing *t, const struct pj_finding *finding,
    const struct pj_rule *rule)
{
	return finding->rule == rule ||
	       (finding->severity > PJ_ADVICE &&
		   !is_changed(t, finding->rule->id, PJ_CHANGE_SEVERITY));
}

/* One ok example: silent under RULE; no error or warning of any rule. */
static void
test_ok(struct testing *t, const struct pj_rule *rule, const char *text)
{
	struct pj_result result = { 0 };
	struct pj_error err = { 0 };
	struct pj_buf plain = PJ_BUF_INIT, detail = PJ_BUF_INIT;
	bool silent = true;
	size_t i;

	t->examples++;
	pj_buf_puts(&plain, text);
	if (!screen(t, &plain, &result, &err)) {
		complain(t, rule, _("not silent"), text, err.message);
	} else {
		for (i = 0; i < result.findings.kept_count; i++)
			if (is_loud(t, &result.findings.kept[i], rule))
				silent = false;
		if (!silent) {
			describe(&detail, &result, rule);
			complain(t, rule, _("not silent"), text,
			    detail.ptr ? detail.ptr : "");
		}
	}
	pj_buf_free(&plain);
	pj_buf_free(&detail);
	pj_result_free(&result);
}

/* Every example of RULE.  A rule without examples is a failure. */
static void
test_rule(struct testing *t, const struct pj_rule *rule)
{
	size_t i;

	t->rules++;
	if (rule->bad.count == 0)
		complain(t, rule, _("has no bad example"), "", "");
	if (rule->ok.count == 0)
		complain(t, rule, _("has no ok example"), "", "");
	for (i = 0; i < rule->bad.count; i++) {
		test_bad(t, rule, rule->bad.at[i], false);
		test_bad(t, rule, rule->bad.at[i], true);
	}
	for (i = 0; i < rule->ok.count; i++)
		test_ok(t, rule, rule->ok.at[i]);
}

/* Whether --only lets RULE through: by its id or its category. */
static bool
wanted(const struct cli *cli, const struct pj_rule *rule)
{
	const char *only = cli->options.only;

	return !only || strcmp(only, rule->id) == 0 ||
	       strcmp(only, rule->category) == 0;
}

/* Whether ID (may be NULL) is a rule that a later folder switched off. */
static bool
is_off(const struct pj_rules *rules, const char *id)
{
	const struct pj_rule *rule =
	    id ? pj_rules_find(rules, pj_str(id)) : NULL;

	return rule && rule->off;
}

/* ICU's own transliterator: not the code under test. */
static UTransliterator *
open_simplify(void)
{
	static const UChar id[] = u"Hant-Hans";
	UErrorCode status = U_ZERO_ERROR;

	return utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
}

int
cli_rules_test(struct cli *cli, struct pj_engine *engine)
{
	const struct pj_rules *rules = pj_engine_rules(engine);
	struct pj_buf out = PJ_BUF_INIT;
	struct testing t = { .all = rules, .out = &out };
	struct pj_error err = { 0 };
	int status = CLI_TROUBLE;
	size_t i;

	t.screener = pj_screener_new(engine, 1);
	t.simplify = open_simplify();
	if (!t.screener || !t.simplify) {
		pj_error_nomem(&err);
		cli_say_error(NULL, &err);
		goto out;
	}
	for (i = 0; i < rules->rule_count; i++)
		if (wanted(cli, &rules->rules[i]) && !rules->rules[i].off)
			test_rule(&t, &rules->rules[i]);
	if (t.rules == 0) {
		pj_error_set(&err, PJ_EUSAGE,
		    is_off(rules, cli->options.only)
			? _("the rule \"%s\" is switched off")
			: _("no rule or category \"%s\""),
		    cli->options.only ? cli->options.only : "");
		cli_say_error(NULL, &err);
		goto out;
	}
	pj_buf_printf(&out, _("rules: %zu, examples: %zu, failures: %zu\n"),
	    t.rules, t.examples, t.failures);
	status = cli_print(&out, t.failures ? CLI_FOUND : CLI_CLEAN);
out:
	utrans_close(t.simplify);
	pj_screener_free(t.screener);
	pj_buf_free(&out);
	return status;
}
