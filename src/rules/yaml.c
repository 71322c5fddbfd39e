#include <yaml.h>

#include "pingjian/text.h"
#include "pingjian/utf8.h"

#include "rules.h"

/* More keys than this in one mapping are no lexicon; keeps checks for
 * keys that come twice cheap. */
#define KEYS_MAX 4000

/* A container that is open. */
struct level {
	struct node *node;
	struct node *last; /* its last child */
	bool has_key;      /* MAP: a key waits for its value */
	struct pj_str key;
	yaml_mark_t key_mark;
};

struct reading {
	struct pj_arena *arena;
	const char *file;
	struct pj_error *err;
	struct level levels[PJ_RULE_DEPTH];
	size_t depth;
	struct node *root;
	bool done;
};

/* libyaml counts from 0. */
static bool
fail_at(struct reading *r, yaml_mark_t mark, const char *message)
{
	pj_error_set(r->err, PJ_ECONFIG, "%s", message);
	pj_error_at(r->err, r->file, (uint32_t)mark.line + 1,
	    (uint32_t)mark.column + 1);
	return false;
}

/* What libyaml says, and what it means to whoever wrote the file. */
static const struct {
	const char *theirs;
	const char *ours;
} problems[] = {
	{ "mapping values are not allowed",
	    N_("a second \": \" on this line, or a key indented deeper than "
	       "its neighbours; put text that holds \": \" in quotation "
	       "marks") },
	{ "could not find expected ':'",
	    N_("a key without \": \" behind it, or a line indented less than "
	       "the text it belongs to") },
	{ "did not find expected key",
	    N_("this line is indented differently from its neighbours, or "
	       "text goes on behind a closing quotation mark") },
	{ "did not find expected '-' indicator",
	    N_("this line should begin with \"- \" like its neighbours") },
	{ "did not find expected ',' or ']'",
	    N_("a list in [ ] is not closed or lacks a comma; entries with "
	       "{ } or [ ] need quotation marks") },
	{ "did not find expected ',' or '}'",
	    N_("a mapping in { } is not closed or lacks a comma; texts with "
	       "a comma, { } or [ ] need quotation marks") },
	{ "cannot start any token",
	    N_("a text cannot begin with this character; put it in "
	       "quotation marks") },
	{ "unexpected end of stream",
	    N_("a quotation mark or bracket is not closed") },
	{ "unknown escape character",
	    N_("\"\\\" begins an escape in double quotation marks; write "
	       "\"\\\\\", or use single quotation marks") },
};

/* Turn the failure of PARSER into ours. */
static bool
fail_yaml(struct reading *r, const yaml_parser_t *parser)
{
	const char *theirs = parser->problem ? parser->problem : "";

	if (parser->error == YAML_MEMORY_ERROR)
		return pj_error_nomem(r->err);
	for (size_t i = 0; i < sizeof(problems) / sizeof(*problems); i++)
		if (strstr(theirs, problems[i].theirs))
			return fail_at(
			    r, parser->problem_mark, _(problems[i].ours));
	pj_error_set(
	    r->err, PJ_ECONFIG, _("this is not valid YAML: %s"), theirs);
	return fail_at(r, parser->problem_mark, "");
}

/* The text of a scalar in the arena; libyaml frees its own. */
static bool
copy_text(struct reading *r, const yaml_event_t *event, struct pj_str *out)
{
	struct pj_str s = { (const char *)event->data.scalar.value,
		event->data.scalar.length };

	out->ptr = pj_arena_copy(r->arena, s);
	out->len = s.len;
	if (!out->ptr)
		return pj_error_nomem(r->err);
	if (memchr(s.ptr, 0, s.len))
		return fail_at(r, event->start_mark,
		    _("a text must not hold the character \\0"));
	return true;
}

/* A scalar where a key must stand. */
static bool
take_key(struct reading *r, struct level *level, const yaml_event_t *event)
{
	if (event->type != YAML_SCALAR_EVENT)
		return fail_at(r, event->start_mark,
		    _("a key must be plain text; text with { } or [ ] needs "
		      "quotation marks"));
	if (!copy_text(r, event, &level->key))
		return false;
	if (level->node->count >= KEYS_MAX)
		return fail_at(r, event->start_mark, _("too many keys"));
	for (struct node *n = level->node->first; n; n = n->next) {
		if (!pj_str_equal(n->key, level->key))
			continue;
		pj_error_set(r->err, PJ_ECONFIG,
		    _("the key \"%s\" stands here twice; the first is in "
		      "line %u"),
		    level->key.ptr, n->key_line);
		return fail_at(r, event->start_mark, "");
	}
	level->has_key = true;
	level->key_mark = event->start_mark;
	return true;
}

/* Hang a new node of KIND where the reading stands. */
static struct node *
add_node(struct reading *r, enum node_kind kind, const yaml_event_t *event)
{
	struct node *node = pj_arena_alloc(r->arena, 1, sizeof(*node));
	struct level *level = r->depth ? &r->levels[r->depth - 1] : NULL;

	if (!node) {
		pj_error_nomem(r->err);
		return NULL;
	}
	node->kind = kind;
	node->file = r->file;
	node->line = (uint32_t)event->start_mark.line + 1;
	node->column = (uint32_t)event->start_mark.column + 1;
	node->key_line = node->line;
	node->key_column = node->column;
	if (!level) {
		r->root = node;
		return node;
	}
	if (level->has_key) {
		node->key = level->key;
		node->key_line = (uint32_t)level->key_mark.line + 1;
		node->key_column = (uint32_t)level->key_mark.column + 1;
		level->has_key = false;
	}
	if (level->last)
		level->last->next = node;
	else
		level->node->first = node;
	level->last = node;
	level->node->count++;
	return node;
}

/* A list or mapping, which later events fill. */
static bool
open_node(struct reading *r, enum node_kind kind, const yaml_event_t *event)
{
	struct node *node = add_node(r, kind, event);

	if (!node)
		return false;
	if (r->depth == PJ_RULE_DEPTH)
		return fail_at(r, event->start_mark,
		    _("lists and mappings are nested too deep"));
	r->levels[r->depth++] = (struct level){ .node = node };
	return true;
}

/* A value. */
static bool
take_text(struct reading *r, const yaml_event_t *event)
{
	struct node *node = add_node(r, NODE_TEXT, event);

	if (!node || !copy_text(r, event, &node->text))
		return false;
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	return true;
}

/* No anchors, tags, aliases. */
static bool
is_allowed(struct reading *r, const yaml_event_t *event)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	if (event->type == YAML_ALIAS_EVENT)
		return fail_at(r, event->start_mark,
		    _("\"*\" begins an alias, which these files do not have; "
		      "put the text in quotation marks"));
	if (event->type == YAML_SCALAR_EVENT) {
		anchor = event->data.scalar.anchor;
		tag = event->data.scalar.tag;
	} else if (event->type == YAML_SEQUENCE_START_EVENT) {
		anchor = event->data.sequence_start.anchor;
		tag = event->data.sequence_start.tag;
	} else if (event->type == YAML_MAPPING_START_EVENT) {
		anchor = event->data.mapping_start.anchor;
		tag = event->data.mapping_start.tag;
	}
	if (anchor)
		return fail_at(r, event->start_mark,
		    _("\"&\" begins an anchor, which these files do not have; "
		      "put the text in quotation marks"));
	if (tag)
		return fail_at(r, event->start_mark,
		    _("\"!\" begins a tag, which these files do not have; put "
		      "the text in quotation marks"));
	return true;
}

/* One event; the levels say where it belongs. */
static bool
take_event(struct reading *r, const yaml_event_t *event)
{
	struct level *level = r->depth ? &r->levels[r->depth - 1] : NULL;

	if (!is_allowed(r, event))
		return false;
	switch (event->type) {
	case YAML_STREAM_END_EVENT:
		r->done = true;
		return true;
	case YAML_DOCUMENT_START_EVENT:
		if (r->root)
			return fail_at(r, event->start_mark,
			    _("\"---\" begins a second document; one file "
			      "holds one"));
		return true;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		r->depth--;
		return true;
	case YAML_SCALAR_EVENT:
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		break;
	default:
		return true;
	}
	if (level && level->node && level->node->kind == NODE_MAP &&
	    !level->has_key)
		return take_key(r, level, event);
	if (event->type == YAML_SCALAR_EVENT)
		return take_text(r, event);
	return open_node(r,
	    event->type == YAML_MAPPING_START_EVENT ? NODE_MAP : NODE_LIST,
	    event);
}

/* YAML is UTF-8 here; say where it is not. */
static bool
check_utf8(const char *file, struct pj_str text, struct pj_error *err)
{
	size_t valid = pj_utf8_valid_prefix(text), begin;
	uint32_t line = 1;

	if (valid == text.len)
		return true;
	for (size_t i = 0; i < valid; i++)
		line += text.ptr[i] == '\n';
	for (begin = valid; begin > 0 && text.ptr[begin - 1] != '\n';)
		begin--;
	pj_error_set(
	    err, PJ_ECONFIG, _("this is not UTF-8; save the file as UTF-8"));
	pj_error_at(err, file, line,
	    (uint32_t)pj_utf8_count(
		(struct pj_str){ text.ptr + begin, valid - begin }) +
		1);
	return false;
}

bool
pj_yaml_parse(struct pj_arena *arena, const char *file, struct pj_str text,
    struct node **root, struct pj_error *err)
{
	struct reading r = { .arena = arena, .file = file, .err = err };
	yaml_parser_t parser;
	yaml_event_t event;
	bool good = true;

	*root = NULL;
	if (!check_utf8(file, text, err))
		return false;
	if (!yaml_parser_initialize(&parser))
		return pj_error_nomem(err);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &parser, (const unsigned char *)text.ptr, text.len);
	while (good && !r.done) {
		if (!yaml_parser_parse(&parser, &event)) {
			good = fail_yaml(&r, &parser);
			break;
		}
		good = take_event(&r, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	if (good)
		*root = r.root;
	return good;
}

struct node *
pj_rules_parse(struct pj_arena *arena, const char *file, struct pj_str text,
    struct pj_error *err)
{
	struct node *root;

	if (pj_yaml_parse(arena, file, text, &root, err) && !root) {
		pj_error_set(err, PJ_ECONFIG, _("the file holds nothing"));
		pj_error_at(err, file, 1, 1);
	}
	return root;
}
