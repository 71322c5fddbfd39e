#include <sodium.h>
#include <stdlib.h>

#include "finding.h"
#include "pingjian/text.h"

#define ELLIPSIS "…"

/* The script of a draft, not known until a suggestion is written. */
enum script { SCRIPT_UNKNOWN, SCRIPT_HANT, SCRIPT_HANS };

/* One document whose findings are made; borrows what it was called with. */
struct making {
	struct pj_arena *arena;
	const struct pj_rules *rules;
	const struct pj_doc *doc;
	const struct pj_fold *fold;
	const struct pj_segments *segments;
	const struct pj_hits *hits;
	enum script script;
	struct pj_buf buf; /* for whatever text is being put together */
	struct cites cites;
};

const char *
pj_verdict_name(enum pj_verdict verdict)
{
	static const char *const names[] = { "pass", "review", "block" };

	return names[verdict];
}

/* What BUF holds, moved to the arena; false out of memory. */
static bool
take(struct making *m, struct pj_str *out)
{
	struct pj_str s = pj_buf_str(&m->buf);

	if (m->buf.failed)
		return false;
	out->ptr = pj_arena_copy(m->arena, s);
	out->len = s.len;
	m->buf.len = 0;
	return out->ptr != NULL;
}

/* What those who open the file need to find AT, which stands in BLOCK. */
static void
locate_in_file(const struct pj_doc *doc, const struct pj_block *block,
    struct lines *lines, struct pj_text_span at, struct pj_location *out)
{
	if (doc->format == PJ_FORMAT_TEXT)
		out->source = (struct pj_lines){ out->line, out->column,
			out->end_line, out->end_column };
	else if (doc->origin.len > 0)
		lines_find(lines, doc, at, &out->source);
	if (doc->address_count > 0) {
		out->from = pj_doc_address_at(doc, at.begin);
		out->to = pj_doc_address_at(doc, at.end - 1);
	}
	if (pj_format_is_sheet(doc->format) ||
	    (out->from && out->from->cells)) {
		out->cell[0] = block->column;
		out->cell[1] = block->row;
	}
}

static void
locate(const struct making *m, struct walk *walk, const struct pj_hit *hit,
    struct pj_location *out)
{
	const struct pj_block *block =
	    &m->doc->blocks[m->segments->sentences[hit->sentence].block];
	struct cursor *cursor = &walk->text;
	struct cursor end;

	cursor_move(cursor, m->doc->text, hit->text.begin);
	end = *cursor;
	cursor_move(&end, m->doc->text, hit->text.end);
	out->line = cursor->line;
	out->column = cursor->chars - cursor->line_chars + 1;
	out->end_line = end.line;
	out->end_column = end.chars - end.line_chars + 1;
	out->chars[0] = cursor->chars;
	out->chars[1] = end.chars;
	out->bytes[0] = cursor->byte;
	out->bytes[1] = end.byte;
	out->utf16[0] = cursor->utf16;
	out->utf16[1] = end.utf16;
	out->block = block->kind;
	out->part =
	    m->doc->part_count > block->part ? m->doc->parts[block->part] : "";
	out->paragraph = block->paragraph;
	locate_in_file(m->doc, block, &walk->source, hit->text, out);
}

/*
 * Evidence lies before or behind what is flagged, and places are found in
 * one walk of the text: so it is located in a walk of its own, in order.
 */
static void
locate_cites(struct making *m)
{
	struct walk walk = WALK_INIT;
	size_t i;

	cites_sort(&m->cites);
	for (i = 0; i < m->cites.count; i++)
		locate(m, &walk, m->cites.at[i].hit, m->cites.at[i].location);
	m->cites.count = 0;
}

/* The sentence around HIT, cut to a size, marked. */
static bool
quote(struct making *m, const struct pj_hit *hit, struct pj_finding *out)
{
	struct pj_text_span sentence = m->segments->sentences[hit->sentence].at;
	struct pj_text_span window;
	struct pj_text_span mark = hit->text;

	if (sentence.begin > hit->text.begin)
		sentence.begin = hit->text.begin;
	if (sentence.end < hit->text.end)
		sentence.end = hit->text.end;
	window = excerpt_window(m->doc->text, sentence, hit->text);
	if (window.begin > sentence.begin)
		pj_buf_puts(&m->buf, ELLIPSIS);
	/* A sentence of subtitles is several lines long. */
	clean_add(&m->buf, m->doc->text, window, &mark,
	    m->doc->format == PJ_FORMAT_SRT || m->doc->format == PJ_FORMAT_VTT);
	if (window.end < sentence.end)
		pj_buf_puts(&m->buf, ELLIPSIS);
	out->excerpt_mark = mark;
	return take(m, &out->excerpt);
}

/* The capture of HIT whose list is called NAME, or NULL. */
static const struct pj_capture *
capture_named(
    const struct making *m, const struct pj_hit *hit, struct pj_str name)
{
	uint32_t i;

	for (i = 0; i < hit->capture_count; i++) {
		const struct pj_capture *c =
		    &m->hits->captures[hit->captures + i];

		if (c->list < m->rules->lists.count &&
		    pj_str_equal(pj_str(m->rules->lists.at[c->list]), name))
			return c;
	}
	return NULL;
}

/* Whether the draft is in Simplified script; asked once. */
static bool
is_hans(struct making *m)
{
	if (m->script == SCRIPT_UNKNOWN)
		m->script =
		    pj_text_is_hans(m->doc->text) ? SCRIPT_HANS : SCRIPT_HANT;
	return m->script == SCRIPT_HANS;
}

/* The suggestion in the buffer in the script of the draft, moved on. */
static bool
take_suggestion(struct making *m, struct pj_str *out)
{
	struct pj_buf written = m->buf;

	if (is_hans(m)) {
		m->buf = (struct pj_buf)PJ_BUF_INIT;
		pj_text_put_hans(&m->buf, pj_buf_str(&written));
		m->buf.failed |= written.failed;
		pj_buf_free(&written);
	}
	return take(m, out);
}

/* Put SUGGESTION into the buffer, lists filled in; false if one is not. */
static bool
fill(struct making *m, const struct pj_hit *hit, const char *suggestion)
{
	const char *open, *close;
	const struct pj_capture *c;

	while (
	    (open = strchr(suggestion, '{')) && (close = strchr(open, '}'))) {
		struct pj_str name = { open + 1, (size_t)(close - open) - 1 };

		c = capture_named(m, hit, name);
		if (!c)
			return false;
		pj_buf_add(&m->buf, suggestion, (size_t)(open - suggestion));
		clean_add(&m->buf, m->doc->text,
		    pj_fold_back(m->fold, m->doc->text, c->fold), NULL, false);
		suggestion = close + 1;
	}
	pj_buf_puts(&m->buf, suggestion);
	return true;
}

/* Add SUGGESTION to the COUNT at AT unless it is there: forms may fold. */
static void
add_suggestion(const char **at, size_t *count, const char *suggestion)
{
	size_t i;

	for (i = 0; i < *count; i++)
		if (!strcmp(at[i], suggestion))
			return;
	at[(*count)++] = suggestion;
}

/* Suggestions that fit: one whose list is not in the hit is left out. */
static bool
suggest(struct making *m, const struct pj_hit *hit, const struct pj_rule *rule,
    struct pj_strings *out)
{
	const char **at;
	struct pj_str filled;
	size_t i;

	out->count = 0;
	at = pj_arena_alloc(m->arena, rule->suggest.count, sizeof(*at));
	if (!at)
		return false;
	for (i = 0; i < rule->suggest.count; i++) {
		if (!strchr(rule->suggest.at[i], '{') && !is_hans(m)) {
			add_suggestion(at, &out->count, rule->suggest.at[i]);
			continue;
		}
		if (!fill(m, hit, rule->suggest.at[i])) {
			m->buf.len = 0;
			continue;
		}
		if (!take_suggestion(m, &filled))
			return false;
		add_suggestion(at, &out->count, filled.ptr);
	}
	out->at = at;
	return true;
}

/* The evidence of DECISION, its places still unknown. */
static bool
cite(struct making *m, const struct pj_decision *decision,
    struct pj_finding *out)
{
	size_t count = decision->evidence_count, i;
	struct pj_finding_evidence *at =
	    pj_arena_alloc(m->arena, count, sizeof(*at));

	for (i = 0; at && i < count; i++) {
		at[i].name = decision->evidence[i].name;
		clean_add(&m->buf, m->doc->text,
		    decision->evidence[i].hit->text, NULL, false);
		if (!take(m, &at[i].text) ||
		    !cites_add(
			&m->cites, decision->evidence[i].hit, &at[i].location))
			return false;
	}
	out->evidence = at;
	out->evidence_count = count;
	return at != NULL;
}

static bool
make_finding(struct making *m, const struct pj_decision *decision,
    struct walk *walk, struct print_table *prints, struct pj_finding *out)
{
	const struct pj_hit *hit = decision->hit;

	out->rule = decision->rule;
	out->severity = decision->severity;
	out->reason = decision->reason;
	out->detail = decision->detail;
	locate(m, walk, hit, &out->location);
	clean_add(&m->buf, m->doc->text, hit->text, NULL, false);
	if (!take(m, &out->text) || !quote(m, hit, out) ||
	    !suggest(m, hit, decision->rule, &out->suggestions) ||
	    !cite(m, decision, out))
		return false;
	out->fingerprint = print_make(
	    m->arena, prints, decision->rule->id, m->fold, hit->fold);
	return out->fingerprint != NULL;
}

/* The findings of all decisions that were KEPT, or were not. */
static bool
make_all(struct making *m, const struct pj_decisions *decisions, bool kept,
    const struct pj_finding **out, size_t *out_count, struct pj_error *err)
{
	struct walk walk = WALK_INIT;
	struct print_table *prints = print_table_new();
	struct pj_finding *at = NULL;
	size_t i, n = 0, count = 0;
	bool ok = prints != NULL;

	for (i = 0; i < decisions->count; i++)
		count += (decisions->at[i].reason == PJ_KEPT) == kept;
	if (count > PJ_FINDING_MAX)
		ok = pj_error_set(err, PJ_ELIMIT,
		    _("more than %zu findings: this is not a draft"),
		    PJ_FINDING_MAX);
	else
		at = pj_arena_alloc(m->arena, count, sizeof(*at));
	ok = ok && at;
	for (i = 0; ok && i < decisions->count; i++)
		if ((decisions->at[i].reason == PJ_KEPT) == kept)
			ok = make_finding(
			    m, &decisions->at[i], &walk, prints, &at[n++]);
	locate_cites(m);
	print_table_free(prints);
	*out = at;
	*out_count = n;
	return ok || pj_error_nomem(err);
}

/* A statistic of the text, beside all findings. */
static bool
count_mentions(const struct making *m, struct pj_findings *out)
{
	size_t count = m->rules->count_count, i;
	struct pj_mentions *at = pj_arena_alloc(m->arena, count, sizeof(*at));

	for (i = 0; at && i < count; i++)
		at[i] = (struct pj_mentions){ &m->rules->counts[i],
			m->hits->counts[i] };
	out->mentions = at;
	out->mention_count = count;
	return at != NULL;
}

/* Places that the draft suppresses; what overlaps there is one place. */
static size_t
count_suppressed(const struct pj_decisions *decisions)
{
	uint32_t end = 0;
	size_t count = 0, i;

	for (i = 0; i < decisions->count; i++) {
		const struct pj_decision *d = &decisions->at[i];

		if (d->reason != PJ_DROP_SUPPRESSED)
			continue;
		count += count == 0 || d->hit->text.begin >= end;
		if (d->hit->text.end > end)
			end = d->hit->text.end;
	}
	return count;
}

bool
pj_findings_make(struct pj_arena *arena, const struct pj_rules *rules,
    const struct pj_doc *doc, const struct pj_fold *fold,
    const struct pj_segments *segments, const struct pj_hits *hits,
    const struct pj_decisions *decisions, bool with_dropped,
    struct pj_findings *out, struct pj_error *err)
{
	struct making m = { arena, rules, doc, fold, segments, hits,
		SCRIPT_UNKNOWN, PJ_BUF_INIT, { 0 } };
	bool ok = sodium_init() >= 0;

	*out = (struct pj_findings){ 0 };
	out->suppressed_count = count_suppressed(decisions);
	if (!ok)
		pj_error_set(err, PJ_EIO,
		    _("the system has no source of random numbers"));
	if (ok && !count_mentions(&m, out))
		ok = pj_error_nomem(err);
	ok = ok &&
	     make_all(&m, decisions, true, &out->kept, &out->kept_count, err);
	if (ok && with_dropped)
		ok = make_all(&m, decisions, false, &out->dropped,
		    &out->dropped_count, err);
	pj_buf_free(&m.buf);
	free(m.cites.at);
	return ok;
}

void
pj_result_free(struct pj_result *result)
{
	pj_arena_free(result->arena);
	result->arena = NULL;
}
