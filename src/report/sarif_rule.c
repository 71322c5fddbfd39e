#include "sarif.h"

#include "pingjian/utf8.h"

/*
 * Rules as SARIF describes them: reportingDescriptor (3.49) in the language
 * of the report, and a translation (3.19.4, toolComponent) with the same
 * rules in the same order in the other one.  Both are needed whatever the
 * language of the run: no message here goes through gettext.
 */

/* What a text of a rule is made of. */
struct voice {
	const struct pj_rules *rules;
	bool english;
	bool markdown;
};

static const char *
message_of(const struct pj_rule *rule, bool english)
{
	return english ? rule->message_en : rule->message_zh;
}

/*
 * The first sentence or, where that is all, clause of a message: viewers
 * show it as the rule's name.
 */
static struct pj_str
first_sentence(const char *message)
{
	struct pj_str s = pj_str(message);
	size_t at = 0;

	while (at < s.len) {
		uint32_t cp = pj_utf8_next(s, &at);
		bool space = at < s.len && s.ptr[at] == ' ';

		if (cp == 0x3002 || cp == 0xFF1B || (cp == '.' && space))
			return (struct pj_str){ s.ptr, at };
		if (cp == ';' && space)
			return (struct pj_str){ s.ptr, at - 1 };
	}
	return s;
}

/* S in a line of its own; in Markdown as text. */
static void
put_words(struct pj_buf *out, const struct voice *v, const char *s)
{
	for (; *s; s++) {
		if (v->markdown && strchr("\\`*_[]<>#|", *s))
			pj_buf_putc(out, '\\');
		pj_buf_putc(out, *s == '\n' ? ' ' : *s);
	}
}

static void
put_suggestions(
    struct pj_buf *out, const struct voice *v, const struct pj_rule *rule)
{
	size_t i;

	if (rule->suggest.count == 0)
		return;
	pj_buf_puts(out, v->english ? "\n\nInstead:" : "\n\n建議改為：");
	for (i = 0; i < rule->suggest.count; i++) {
		pj_buf_puts(out, v->markdown ? "\n- " : "\n  ");
		put_words(out, v, rule->suggest.at[i]);
	}
}

/* The items of the checklist that RULE answers to, with their questions. */
static void
put_items(struct pj_buf *out, const struct voice *v, const struct pj_rule *rule)
{
	size_t i;

	if (!v->rules || rule->checklist.count == 0)
		return;
	pj_buf_puts(out, v->english ? "\n\nChecklist:" : "\n\n檢核項目：");
	for (i = 0; i < rule->checklist.count; i++) {
		const struct pj_checklist_item *item =
		    pj_rules_item(v->rules, rule->checklist.at[i]);

		pj_buf_puts(out, v->markdown ? "\n- " : "\n  ");
		put_words(out, v, rule->checklist.at[i]);
		if (!item)
			continue;
		pj_buf_puts(out, v->english ? ": " : "：");
		put_words(
		    out, v, v->english ? item->question_en : item->question_zh);
	}
}

/* One source: its title, as a link in Markdown. */
static void
put_source(struct pj_buf *out, const struct voice *v, const struct pj_basis *b)
{
	const char *title = v->english ? b->title_en : b->title_zh;

	if (v->markdown && b->url[0])
		pj_buf_putc(out, '[');
	put_words(out, v, title);
	if (b->url[0])
		pj_buf_printf(out, v->markdown ? "](<%s>)" : " %s", b->url);
}

static void
put_basis(struct pj_buf *out, const struct voice *v, const struct pj_rule *rule)
{
	size_t i;

	if (rule->basis.count == 0)
		return;
	pj_buf_puts(out, v->english ? "\n\nBasis:" : "\n\n依據：");
	for (i = 0; i < rule->basis.count; i++) {
		const struct pj_basis *b =
		    pj_report_basis(v->rules, rule->basis.at[i]);

		pj_buf_puts(out, v->markdown ? "\n- " : "\n  ");
		if (b)
			put_source(out, v, b);
		else
			put_words(out, v, rule->basis.at[i]);
	}
}

/* KEY of `help`: why, what instead, checklist, sources. */
static void
put_help(struct json_stream *json, const char *key, const struct voice *v,
    const struct pj_rule *rule)
{
	struct pj_buf text = PJ_BUF_INIT;

	put_words(&text, v, message_of(rule, v->english));
	put_suggestions(&text, v, rule);
	put_items(&text, v, rule);
	put_basis(&text, v, rule);
	json_move(json, key, &text);
}

/* What of RULE is in a language. */
static void
put_texts(struct json_stream *json, const struct pj_rules *rules,
    const struct pj_rule *rule, bool english)
{
	struct voice v = { .rules = rules, .english = english };
	const char *message = message_of(rule, english);

	sarif_text(json, "shortDescription", first_sentence(message));
	sarif_text(json, "fullDescription", pj_str(message));
	json_open(json, "help", '{');
	put_help(json, "text", &v, rule);
	v.markdown = true;
	put_help(json, "markdown", &v, rule);
	json_close(json, '}');
}

/* The address of the first source that has one. */
static void
put_help_uri(struct json_stream *json, const struct pj_rules *rules,
    const struct pj_rule *rule)
{
	size_t i;

	for (i = 0; i < rule->basis.count; i++) {
		const struct pj_basis *b =
		    pj_report_basis(rules, rule->basis.at[i]);

		if (b && b->url[0]) {
			json_word(json, "helpUri", b->url);
			return;
		}
	}
}

/* What of RULE is in no language. */
static void
put_settings(struct json_stream *json, const struct pj_rules *rules,
    const struct pj_rule *rule)
{
	put_help_uri(json, rules, rule);
	json_open(json, "defaultConfiguration", '{');
	if (rule->off)
		json_flag(json, "enabled", false);
	json_word(json, "level", sarif_level(rule->severity));
	json_close(json, '}');
	json_open(json, "properties", '{');
	json_open(json, "tags", '[');
	json_word(json, NULL, rule->category);
	json_word(json, NULL, pj_kind_name(rule->kind));
	json_close(json, ']');
	json_strings(json, "checklist", &rule->checklist);
	json_strings(json, "basis", &rule->basis);
	json_close(json, '}');
}

void
sarif_put_rules(struct pj_buf *out, const struct pj_report_options *o)
{
	size_t i;

	for (i = 0; o->rules && i < o->rules->rule_count; i++) {
		const struct pj_rule *rule = &o->rules->rules[i];
		struct json_stream json = { .out = out };

		pj_buf_puts(out, i > 0 ? ",\n" : "\n");
		json_open(&json, NULL, '{');
		json_word(&json, "id", rule->id);
		put_texts(&json, o->rules, rule, o->english);
		put_settings(&json, o->rules, rule);
		json_close(&json, '}');
	}
}

void
sarif_put_translation(struct pj_buf *out, const struct pj_report_options *o)
{
	size_t i;

	pj_buf_printf(out,
	    "{\"name\":\"" SARIF_NAME "\",\"language\":\"%s\","
	    "\"contents\":[\"localizedData\"],"
	    "\"associatedComponent\":{\"name\":\"" SARIF_NAME "\"},"
	    "\"translationMetadata\":{\"name\":\"" SARIF_NAME " (%s)\"},"
	    "\"rules\":[",
	    o->english ? "zh-TW" : "en", o->english ? "zh-TW" : "en");
	for (i = 0; o->rules && i < o->rules->rule_count; i++) {
		const struct pj_rule *rule = &o->rules->rules[i];
		struct json_stream json = { .out = out };

		pj_buf_puts(out, i > 0 ? ",\n" : "\n");
		json_open(&json, NULL, '{');
		json_word(&json, "id", rule->id);
		put_texts(&json, o->rules, rule, !o->english);
		json_close(&json, '}');
	}
	pj_buf_puts(out, "]}");
}
