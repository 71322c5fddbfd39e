#include "cases.h"
#include "pingjian/buf.h"
#include "rules_files.h"

#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>

#define WORDS                                                                  \
	"format: 1\ncategory: c\n"                                             \
	"words:\n"                                                             \
	"  女性: [女性, 女生, 女, 女強人]\n"                         \
	"  性格: [細心, 溫柔, 溫和]\n"                                 \
	"  字: [一, 二, 三, 四, 五, 六, 七, 八, 九, 十]\n"          \
	"  百: [\"{字}{字}\"]\n"                                            \
	"rules:\n- id: c.r\n" REST

/* One pattern, written in single quotation marks. */
static struct pj_rules *
load_pattern(const char *pattern, struct pj_error *err)
{
	char text[2048];

	snprintf(text, sizeof(text), WORDS "  pattern: '%s'\n", pattern);
	return load_text(text, false, err);
}

/* Where COMPILED first matches S, folded: "begin,end", or "-". */
static const char *
try_match(pcre2_code *compiled, const char *s)
{
	static char out[32];
	struct pj_arena *arena = pj_arena_new((size_t)1 << 20);
	pcre2_match_data *data =
	    pcre2_match_data_create_from_pattern(compiled, NULL);
	struct pj_fold fold;

	cr_assert(pj_fold_str(arena, pj_str(s), &fold, NULL));
	strcpy(out, "-");
	if (pcre2_match(compiled, fold.units, fold.count, 0, 0, data, NULL) > 0)
		snprintf(out, sizeof(out), "%zu,%zu",
		    pcre2_get_ovector_pointer(data)[0],
		    pcre2_get_ovector_pointer(data)[1]);
	pcre2_match_data_free(data);
	pj_arena_free(arena);
	return out;
}

struct match_case {
	const char *why;
	const char *pattern;
	const char *text;
	const char *want;
};

static const struct match_case matches[] = {
	{ "a list, longest word first", "{女性}", "那位女強人", "2,5" },
	{ "a list, a word that others go on from", "{女性}", "女工", "0,1" },
	{ "literals are folded", "說明天性", "说明天性", "0,4" },
	{ "both ways", "说明天性", "說明天性", "0,4" },
	{ "classes are folded", "女性[說讲]", "女性说", "0,3" },
	{ "full-width comma in a negated class", "女性[^，。]{0,3}細心",
	    "女性，細心", "-" },
	{ "a gap within a clause", "女性[^，。]{0,3}細心", "女性都很細心",
	    "0,6" },
	{ "capitals and width", "ＡI小姐", "ai小姐", "0,4" },
	{ "a literal question mark", "女生嗎？", "女生嗎?", "0,4" },
	{ "full-width parentheses are literal", "女生（無）", "女生(無)",
	    "0,5" },
	{ "groups and alternatives", "(女性|女生)(天生|就是){1,2}細心",
	    "女生天生就是細心", "0,8" },
	{ "optional group", "身為(一個)?女性", "身為女性", "0,4" },
	{ "exact count", "女生(很){2}細心", "女生很細心", "-" },
	{ "exact count met", "女生(很){2}細心", "女生很很細心", "0,6" },
	{ "look-ahead", "女生(?=很細心)", "女生很細心", "0,2" },
	{ "negative look-ahead", "女生(?!很細心)", "女生很細心", "-" },
	{ "look-behind by a list", "(?<={性格}的)女生", "溫和的女生", "3,5" },
	{ "negative look-behind", "(?<!{性格}的)女生", "溫和的女生", "-" },
	{ "look-behind of words of several lengths", "(?<!男|婦女|子)女工人",
	    "婦女女工人", "-" },
	{ "range of ideographs as written", "女性[一-龥]{2}長", "女性副局長",
	    "0,5" },
	{ "range of digits", "女性[0-9]{1,3}人", "女性１２人", "0,5" },
	{ "escaped class", "女性\\d人", "女性7人", "0,4" },
	{ "escaped sign", "女性\\(細心", "女性(細心", "0,5" },
	{ "anchors", "^女性細心$", "女性細心", "0,4" },
	{ "dot", "女性.細心", "女性很細心", "0,5" },
	{ "lazy", "女性.{0,4}?細心", "女性細心細心", "0,4" },
	{ "list repeated", "({女性}、?){2,3}細心", "女性、女生細心", "0,7" },
};

CASES(rules_pattern, matches, matches)
{
	const struct match_case *c = &matches[*row];
	struct pj_error err;
	struct pj_rules *rules = load_pattern(c->pattern, &err);
	const struct pj_pattern *p;
	uint32_t groups = 0;
	pcre2_code *code;
	PCRE2_SIZE at;
	int bad;

	cr_assert(rules, "%s: %s", c->why, err.message);
	p = &rules->patterns[0];
	code = pcre2_compile(p->units, p->count, 0, &bad, &at, NULL);
	cr_assert(code, "%s: PCRE2 error %d at %zu", c->why, bad, at);
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
	cr_expect_eq(groups, p->capture_count, "%s: %u groups", c->why, groups);
	cr_expect_str_eq(try_match(code, c->text), c->want, "%s", c->why);
	cr_expect_str_eq(p->source, c->pattern);
	pcre2_code_free(code);
	pj_rules_free(rules);
}

/* --- gates --------------------------------------------------------------- */

/* The words of SET, folded, joined by spaces, in order of units. */
static void
words_of(const struct pj_rules *rules, uint32_t set, struct pj_buf *out)
{
	for (size_t i = 0; i < rules->term_count; i++) {
		const struct pj_term *t = &rules->terms[i];

		for (uint32_t k = 0; k < t->use_count; k++) {
			const struct pj_use *use =
			    &rules->uses[t->first_use + k];

			if (use->kind != PJ_USE_SET || use->id != set)
				continue;
			if (out->len > 0 && out->ptr[out->len - 1] != ';')
				pj_buf_putc(out, ' ');
			for (uint32_t u = 0; u < t->count; u++)
				pj_buf_put_cp(out, t->units[u]);
		}
	}
}

struct gate_case {
	const char *why;
	const char *pattern;
	const char *want; /* folded sets, each ended by ; */
};

static const struct gate_case gates[] = {
	{ "a run", "天生[^，]{0,3}的", "天生;" },
	{ "two runs", "天生[^，]{0,3}就是", "天生;就是;" },
	{ "a list beside a gap", "{性格}.{0,3}的", "温和 温柔 细心;" },
	{ "a list runs on into its neighbours", "{性格}的人",
	    "温和的人 温柔的人 细心的人;" },
	{ "alternatives, one each", "(天生|就是很).的", "天生 就是很;" },
	{ "one character in an alternative: met too often beside another",
	    "(天生|很).{0,2}就是", "就是;" },
	{ "optional parts give nothing", "(天生)?[^，]就是", "就是;" },
	{ "a single character and alternatives run together", "不(輸|讓)男",
	    "不让男 不输男;" },
	{ "a class of few runs on", "[男女]生天", "女生天 男生天;" },
	{ "a longer word is needless beside its part", "首位(女|女性)",
	    "首位女;" },
	{ "negative look-ahead gives nothing", "(?!天生)就是", "就是;" },
	{ "look-ahead gives", "就.(?=[^，]{0,3}天生)", "天生;" },
	{ "a repeated part that must be there", "(天生){1,3}.", "天生;" },
	{ "rarest first", "(天|就)是.{0,3}三從四德", "三从四德;天是 就是;" },
	{ "a large list stands for itself", "{百}.", NULL },
};

CASES(rules_pattern, gates, gates)
{
	const struct gate_case *c = &gates[*row];
	struct pj_buf got = PJ_BUF_INIT;
	struct pj_error err;
	struct pj_rules *rules = load_pattern(c->pattern, &err);

	cr_assert(rules, "%s: %s", c->why, err.message);
	for (uint32_t g = 0; g < rules->patterns[0].gate_count; g++) {
		words_of(rules, rules->patterns[0].gates[g].set, &got);
		pj_buf_putc(&got, ';');
	}
	if (c->want) {
		cr_expect(pj_str_equal(pj_buf_str(&got), pj_str(c->want)),
		    "%s: %.*s", c->why, (int)got.len, got.ptr);
	} else {
		uint32_t set = rules->patterns[0].gates[0].set;

		cr_expect_str_eq(rules->sets[set].name, "百");
		cr_expect_not(rules->sets[set].kept);
	}
	pj_buf_free(&got);
	pj_rules_free(rules);
}

struct reach_case {
	const char *why;
	const char *pattern;
	int least, most; /* units from the match's begin to its first gate */
};

static const struct reach_case reaches[] = {
	{ "at the begin", "天生.", 0, 0 },
	{ "behind a gap", "不[^，]{1,7}天生", 2, 8 },
	{ "behind something optional", "(不要)?[^，]天生", 1, 3 },
	{ "behind a list of words of two lengths", "{女性}.三從四德", 2, 4 },
	{ "in alternatives", "(.天生|...就是很)", 1, 3 },
	{ "in a look-ahead", ".(?=[^，]{0,3}天生)", 1, 4 },
	{ "in a look-behind, before the match", "(?<=天生|天生很).", -3, -1 },
	{ "a shorter word within a longer one", ".(天生|一天生)", 1, 2 },
	{ "in what is repeated", ".(天生很){1,3}", 1, 7 },
};

CASES(rules_pattern, gates_reach, reaches)
{
	const struct reach_case *c = &reaches[*row];
	struct pj_error err;
	struct pj_rules *rules = load_pattern(c->pattern, &err);
	const struct pj_gate *gate;

	cr_assert(rules, "%s: %s", c->why, err.message);
	gate = &rules->patterns[0].gates[0];
	cr_expect_eq(gate->least, c->least, "%s: %d", c->why, gate->least);
	cr_expect_eq(gate->most, c->most, "%s: %d", c->why, gate->most);
	pj_rules_free(rules);
}

Test(rules_pattern, sets_of_the_same_words_are_one)
{
	struct pj_rules *rules = must_load(WORDS
	    "  pattern: ['天生.{1,2}的', '(天生|天生).{1,3}啊', '{性格}.',\n"
	    "    '(細心|溫和|溫柔).{0,2}']\n"
	    "  unless: {near: {any: [天生]}}\n",
	    false);

	cr_expect_eq(
	    rules->patterns[0].gates[0].set, rules->patterns[1].gates[0].set);
	cr_expect_eq(
	    rules->patterns[2].gates[0].set, rules->patterns[3].gates[0].set);
	cr_expect(rules->sets[rules->patterns[0].gates[0].set].kept,
	    "a gate that is a cue as well");
	cr_expect_not(rules->sets[rules->patterns[2].gates[0].set].kept);
	pj_rules_free(rules);
}

Test(rules_pattern, captures_are_lists)
{
	struct pj_rules *rules =
	    must_load(WORDS "  pattern: '({女性})(很|都){性格}(?!{女性})'\n"
			    "  suggest: [\"{性格}\"]\n",
		false);
	const struct pj_pattern *p = &rules->patterns[0];

	cr_assert_eq(p->capture_count, 3);
	cr_expect_str_eq(rules->lists.at[p->captures[0]], "女性");
	cr_expect_str_eq(rules->lists.at[p->captures[1]], "性格");
	cr_expect_str_eq(rules->lists.at[p->captures[2]], "女性");
	cr_expect_not(p->word);
	pj_rules_free(rules);
}

/* A pattern that lists blow up, and one that is too long as written. */
Test(rules_pattern, too_long)
{
	char text[PJ_PATTERN_MAX + 600] = WORDS "  pattern: '";
	struct pj_error err;
	size_t head = strlen(text);

	for (int i = 0; i < 400; i++)
		strcat(text, "{百}");
	strcat(text, "'\n");
	cr_expect_null(load_text(text, false, &err));
	cr_expect(strstr(err.message, "with its lists"), "%s", err.message);

	memset(text + head, 'a', PJ_PATTERN_MAX + 1);
	strcpy(text + head + PJ_PATTERN_MAX + 1, "'\n");
	cr_expect_null(load_text(text, false, &err));
	cr_expect(strstr(err.message, "too long"), "%s", err.message);
}

/* --- mistakes ------------------------------------------------------------ */

struct mistake {
	const char *pattern;
	const char *part; /* of the message */
};

static const struct mistake mistakes[] = {
	{ "女性.*細心", "character 4: \"*\" and \"+\" have no upper bound" },
	{ "女性.+細心", "no upper bound" },
	{ "女性.{2,}細心", "no upper bound" },
	{ "女性.{0,41}細心", "40 repetitions" },
	{ "女性.{3,2}細心", "must rise" },
	{ "女性.{0}細心", "at least 1" },
	{ "女性{2}{3}", "nothing to repeat" },
	{ "?女性", "nothing to repeat" },
	{ "(女性|)", "alternative is empty" },
	{ "()女性", "alternative is empty" },
	{ "(女性", "is not closed" },
	{ "女性)", "closes nothing" },
	{ "女性]", "not opened" },
	{ "[女性", "is not closed" },
	{ "女性[]", "holds nothing" },
	{ "(女性)\\1", "back references" },
	{ "\\w女性", "unknown escape" },
	{ "女性\\p", "unknown escape" },
	{ "女性\\", "nothing follows" },
	{ "(?i)女性", "only (?:" },
	{ "(?<名>女性)", "only (?:" },
	{ "女性[龥-一]", "lower one first" },
	{ "女性[a-9]", "a range" },
	{ "女性[{性格}]", "a list cannot stand in [ ]" },
	{ "{性個}很", "did you mean" },
	{ "{}女性", "must be followed by a list" },
	{ "女性^{2}", "cannot be repeated" },
	{ "(?<={百}{百}.{0,3})女性", "fixed length" },
	{ "女.性", "two Chinese characters" },
	{ "(女性)?.{0,3}", "two Chinese characters" },
	{ "(女性|很).", "two Chinese characters" },
	{ "((((((((((((((((((女性))))))))))))))))))", "nested too deep" },
	{ "女性\xE2\x80\x8B", "does not stay" },
};

CASES(rules_pattern, mistakes, mistakes)
{
	const struct mistake *m = &mistakes[*row];
	struct pj_error err;

	cr_assert_null(load_pattern(m->pattern, &err), "%s loads", m->pattern);
	cr_expect_eq(err.code, PJ_ECONFIG);
	cr_expect(
	    strstr(err.message, m->part), "%s: %s", m->pattern, err.message);
	cr_expect_eq(err.line, 14, "%s: line %u", m->pattern, err.line);
}
