#include "pingjian/text.h"

#include "rules.h"

/* Literals up to this long must be whole words unless the rule says
 * otherwise: shorter ones straddle words too often. */
#define WORD_UNITS 3

static const char *const rule_keys[] = { "id", "kind", "severity", "basis",
	"find", "pattern", "document", "boundary", "except", "unless", "only",
	"lower", "raise", "despite", "pair", "suggest", "message", "bad", "ok",
	"reason", NULL };
static const char *const kinds[] = { "stereotype", "bias", "discrimination",
	NULL };
static const char *const severities[] = { "advice", "warning", "error", NULL };
static const char *const boundaries[] = { "word", "none", NULL };
static const char *const booleans[] = { "false", "true", NULL };
static const char *const languages[] = { "zh", "en", NULL };

const char *
pj_kind_name(enum pj_kind kind)
{
	return kinds[kind];
}

const char *
pj_severity_name(enum pj_severity severity)
{
	return severities[severity - PJ_ADVICE];
}

/* A required key with one of NAMES. */
static bool
read_choice(struct loader *l, const struct node *rule, const char *key,
    const char *const *names, uint32_t *out)
{
	const struct node *node = pj_node_need(rule, key, l->err);

	if (!node)
		return false;
	*out = pj_node_choice(node, names, l->err);
	return *out != NONE;
}

/* The text in both languages under KEY; one may stand for both. */
static bool
read_message(struct loader *l, const struct node *rule, struct pj_rule *out)
{
	const struct node *message = pj_node_need(rule, "message", l->err);
	const struct node *zh, *en;

	if (!message || !pj_node_keys(message, languages, l->err))
		return false;
	zh = pj_node_need(message, "zh", l->err);
	if (!zh || !pj_node_is_text(zh, l->err))
		return false;
	en = pj_node_get(message, "en");
	if (en && !pj_node_is_text(en, l->err))
		return false;
	out->message_zh = pj_arena_copy(l->arena, zh->text);
	out->message_en =
	    en ? pj_arena_copy(l->arena, en->text) : out->message_zh;
	return (out->message_zh && out->message_en) || pj_error_nomem(l->err);
}

/* "No basis X; did you mean Y?" */
static bool
fail_basis(struct loader *l, const struct node *node)
{
	const char *near = pj_found_nearest(&l->basis, node->text);

	if (near)
		return pj_node_fail(node, l->err,
		    _("there is no basis \"%s\"; did you mean \"%s\"?"),
		    node->text.ptr, near);
	return pj_node_fail(
	    node, l->err, _("there is no basis \"%s\""), node->text.ptr);
}

/* Ids of sources, each of which must be known. */
static bool
read_basis(struct loader *l, const struct node *rule, struct pj_rule *out)
{
	const struct node *list = pj_node_need(rule, "basis", l->err);

	if (!list || !pj_node_is_list(list, l->err) ||
	    !pj_node_is_texts(list, l->err))
		return false;
	for (const struct node *n = list->first; n; n = n->next)
		if (pj_table_get(&l->basis_names, n->text) == NONE)
			return fail_basis(l, n);
	return pj_node_strings(l->arena, list, &out->basis, l->err);
}

struct finding_entry {
	const struct seek *seek;
	struct loader *l;
	const struct node *entry;
};

/* Where the captured word stands among the folded units. */
static void
note_capture(
    const struct pj_fold *fold, const struct expansion *one, struct pj_use *use)
{
	uint32_t begin, end;

	if (one->list == NONE)
		return;
	begin = pj_fold_at(fold, (uint32_t)one->begin);
	end = pj_fold_at(fold, (uint32_t)one->end);
	if (begin >= end)
		return;
	use->capture_begin = (uint16_t)begin;
	use->capture_count = (uint16_t)(end - begin);
	use->capture_list = one->list;
}

/* Keep TEXT as written, for those who list literals. */
static bool
keep_written(struct loader *l, struct pj_str text)
{
	const char **at;

	if (!l->options->examples)
		return true;
	at = pj_vec_add(&l->literals, sizeof(*at));
	if (at)
		*at = pj_arena_copy(l->arena, text);
	return (at && *at) || pj_error_nomem(l->err);
}

/* One text of a `find` entry becomes a term. */
static bool
add_literal(void *arg, const struct expansion *one)
{
	struct finding_entry *f = arg;
	struct pj_use use = { .kind = PJ_USE_RULE,
		.id = f->seek->id,
		.mark = f->seek->mark,
		.capture_list = NONE };
	struct pj_fold fold;
	struct units units;

	if (!pj_text_fold(f->l, one->text, f->entry, &fold))
		return false;
	units = (struct units){ fold.units, (uint32_t)fold.count };
	if (units.count < 2)
		return pj_node_fail(f->entry, f->l->err,
		    _("\"%.*s\" is too short: a literal needs at least two "
		      "characters"),
		    (int)one->text.len, one->text.ptr);
	use.word = f->seek->boundary == BOUNDARY_WORD ||
	           (f->seek->boundary == BOUNDARY_DEFAULT &&
		       units.count <= WORD_UNITS);
	note_capture(&fold, one, &use);
	if (pj_term_add(f->l, units, use) && keep_written(f->l, one->text))
		return true;
	pj_error_at(
	    f->l->err, f->entry->file, f->entry->line, f->entry->column);
	return false;
}

/* Whether any text of NODE (may be NULL) names the list NAME. */
static bool
names_list(struct loader *l, const struct node *node, struct pj_str name)
{
	const struct node *n = node ? pj_node_texts(node) : NULL;

	for (; n; n = node->kind == NODE_LIST ? n->next : NULL) {
		size_t at = 0, begin;
		struct pj_str found;

		/* Patterns hold quantifiers as well, {0,4}. */
		while (pj_list_next(n->text, &at, &begin, &found, n, NULL))
			if (pj_str_equal(found, name))
				return true;
	}
	(void)l;
	return false;
}

/*
 * The lists that suggestions name must occur in what is found.  PREFER is
 * the first of them: the one to note in a literal.
 */
static bool
read_suggestions(struct loader *l, const struct node *rule, struct pj_rule *out,
    uint32_t *prefer)
{
	const struct node *suggest = pj_node_get(rule, "suggest");

	*prefer = NONE;
	if (!suggest)
		return true;
	if (!pj_node_is_list(suggest, l->err) ||
	    !pj_node_is_texts(suggest, l->err))
		return false;
	for (const struct node *n = suggest->first; n; n = n->next) {
		size_t at = 0, begin;
		struct pj_str name;

		while (pj_list_next(n->text, &at, &begin, &name, n, l->err)) {
			uint32_t list = pj_list_named(l, name, n);

			if (list == NONE)
				return false;
			if (*prefer == NONE)
				*prefer = list;
			if (!names_list(l, pj_node_get(rule, "find"), name) &&
			    !names_list(l, pj_node_get(rule, "pattern"), name))
				return pj_node_fail(n, l->err,
				    _("\"{%.*s}\" stands neither in find nor "
				      "in pattern, so there is no word to "
				      "put here"),
				    (int)name.len, name.ptr);
		}
		if (l->err->code != PJ_OK)
			return false;
	}
	return pj_node_strings(l->arena, suggest, &out->suggest, l->err);
}

/* NODE, if it is there, is a list of texts. */
static bool
is_texts(struct loader *l, const struct node *node)
{
	return !node || (pj_node_is_list(node, l->err) &&
			    pj_node_is_texts(node, l->err));
}

bool
pj_seek_find(struct loader *l, const struct node *find, const struct seek *seek,
    struct pj_strings *out)
{
	struct finding_entry f = { seek, l, NULL };

	if (!find)
		return true;
	if (!is_texts(l, find))
		return false;
	f.entry = seek->off ? NULL : find->first;
	for (; f.entry; f.entry = f.entry->next)
		if (!pj_entry_expand(l, f.entry, seek->prefer, add_literal, &f))
			return false;
	return pj_node_strings(l->arena, find, out, l->err);
}

/* Patterns need no boundary unless the rule asks for one. */
bool
pj_seek_pattern(struct loader *l, const struct node *pattern,
    const struct seek *seek, struct pj_strings *out)
{
	bool word = seek->boundary == BOUNDARY_WORD;
	const struct node *n;

	if (!pattern)
		return true;
	if (!pj_node_is_texts(pattern, l->err))
		return false;
	n = seek->off ? NULL : pj_node_texts(pattern);
	for (; n; n = pattern->kind == NODE_LIST ? n->next : NULL) {
		struct pj_pattern *last;

		if (!pj_pattern_add(l, n, PJ_PATTERN_RULE, seek->id, word))
			return false;
		last = (struct pj_pattern *)l->patterns.items +
		       l->patterns.count - 1;
		last->mark = seek->mark;
	}
	return pj_node_strings(l->arena, pattern, out, l->err);
}

/* Exceptions, the rule's own and those of changes. */
static bool
read_exceptions(struct loader *l, const struct found *found,
    const struct seek *seek, struct pj_rule *out)
{
	const struct node *own = pj_node_get(found->node, "except");
	const struct change *c = found->changes;
	const struct node *n;

	if (own && !is_texts(l, own))
		return false;
	for (n = own ? own : pj_change_next(&c, "except"); n && !seek->off;
	     n = pj_change_next(&c, "except"))
		if (!pj_terms_add(l, n, PJ_USE_EXCEPT, seek->id))
			return false;
	return pj_changed_strings(
	    l, own, found->changes, "except", &out->except);
}

/* Literals that changes add to the rule's own; marks are not literals. */
static bool
read_more(struct loader *l, const struct found *found, const struct seek *seek,
    struct pj_rule *out)
{
	const struct change *c = found->changes;
	struct pj_strings seen;
	const struct node *n;

	while ((n = pj_change_next(&c, "add"))) {
		if (out->together != PJ_ALONE)
			return pj_node_fail_key(n, l->err,
			    _("the rule looks for marks of a document, to "
			      "which nothing can be added: write the whole "
			      "rule anew"));
		if (!pj_seek_find(l, n, seek, &seen))
			return false;
	}
	return pj_changed_strings(l, pj_node_get(found->node, "find"),
	    found->changes, "add", &out->find);
}

/* What the rule looks for: by itself, or as marks of a document. */
static bool
read_sought(struct loader *l, const struct found *found, struct seek *seek,
    struct pj_rule *out)
{
	const struct node *rule = found->node;
	const struct node *find = pj_node_get(rule, "find");
	const struct node *pattern = pj_node_get(rule, "pattern");
	const struct node *document = pj_node_get(rule, "document");

	if (document && (find || pattern))
		return pj_node_fail_key(find ? find : pattern, l->err,
		    _("what a rule with \"document\" looks for stands under "
		      "its \"need\" and \"none\""));
	if (document && !pj_document_read(l, document, seek, out))
		return false;
	return pj_seek_find(l, find, seek, &out->find) &&
	       read_more(l, found, seek, out) &&
	       pj_seek_pattern(l, pattern, seek, &out->pattern) &&
	       read_exceptions(l, found, seek, out);
}

/* Kept as written; testing them is not the loader's business. */
static bool
read_examples(struct loader *l, const struct found *found, struct pj_rule *out)
{
	const struct node *bad = pj_node_get(found->node, "bad");
	const struct node *ok = pj_node_get(found->node, "ok");

	if (!is_texts(l, bad) || !is_texts(l, ok))
		return false;
	if (!l->options->examples)
		return true;
	return pj_changed_strings(l, bad, found->changes, "bad", &out->bad) &&
	       pj_changed_strings(l, ok, found->changes, "ok", &out->ok);
}

/* What later folders say of its level, and whether it works at all. */
static void
read_changes(const struct change *changes, struct pj_rule *out)
{
	const struct change *c;
	const struct node *n;

	/* The values were checked when the file was read. */
	for (c = changes; (n = pj_change_next(&c, "disable"));)
		out->off = n->text.ptr[0] == 't';
	for (c = changes; (n = pj_change_next(&c, "severity"));)
		for (uint32_t i = 0; severities[i]; i++)
			if (!strcmp(n->text.ptr, severities[i]))
				out->severity =
				    (enum pj_severity)(PJ_ADVICE + i);
}

/* What is one word each: kind, severity, boundary, pair. */
static bool
read_choices(struct loader *l, const struct node *rule, enum boundary *boundary,
    struct pj_rule *out)
{
	const struct node *node;
	uint32_t kind, severity, at;

	if (!read_choice(l, rule, "kind", kinds, &kind) ||
	    !read_choice(l, rule, "severity", severities, &severity))
		return false;
	out->kind = (enum pj_kind)kind;
	out->severity = (enum pj_severity)(PJ_ADVICE + severity);

	*boundary = BOUNDARY_DEFAULT;
	node = pj_node_get(rule, "boundary");
	if (node) {
		at = pj_node_choice(node, boundaries, l->err);
		if (at == NONE)
			return false;
		*boundary = (enum boundary)at;
	}
	node = pj_node_get(rule, "pair");
	if (node) {
		at = pj_node_choice(node, booleans, l->err);
		if (at == NONE)
			return false;
		out->pair = at == 1;
	}
	return true;
}

bool
pj_rule_read(struct loader *l, const struct found *found, uint32_t id,
    struct pj_rule *out)
{
	const struct pj_category *categories = l->categories.items;
	const struct node *rule = found->node;
	const struct node *reason = pj_node_get(rule, "reason");
	struct seek seek = { .id = id };

	if (!pj_node_keys(rule, rule_keys, l->err))
		return false;
	if (!pj_node_get(rule, "find") && !pj_node_get(rule, "pattern") &&
	    !pj_node_get(rule, "document"))
		return pj_node_fail(rule, l->err,
		    _("the rule needs \"find\", \"pattern\" or "
		      "\"document\""));
	out->id = pj_arena_copy(l->arena, found->id);
	if (!out->id)
		return pj_error_nomem(l->err);
	out->category = categories[found->category].id;
	out->file = rule->file;
	out->line = rule->line;
	if ((reason && !pj_node_is_text(reason, l->err)) ||
	    !read_choices(l, rule, &seek.boundary, out))
		return false;
	read_changes(found->changes, out);
	seek.off = out->off;
	if (out->off)
		pj_lists_use(l, rule);
	return read_basis(l, rule, out) && read_message(l, rule, out) &&
	       read_suggestions(l, rule, out, &seek.prefer) &&
	       read_sought(l, found, &seek, out) &&
	       pj_conditions_read(l, rule, out) && read_examples(l, found, out);
}
