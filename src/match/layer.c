#include <stdlib.h>

#include "match.h"

/* Layer L, where USE is a use of it, as a number for `acts`; else NONE. */
static uint32_t
act_of(const struct pj_rules *rules, uint32_t use, const struct set_use *sets,
    unsigned l)
{
	const struct pj_use *u = &rules->uses[use];
	const struct set_use *set;
	unsigned gate, hit;

	if (u->kind == PJ_USE_COUNT)
		return l == LAYER_WAKE ? ACT_COUNT | (u->id & ACT_NOT_COUNTED)
		                       : NONE;
	if (u->kind == PJ_USE_RULE)
		return l == LAYER_WAKE ? ACT_HIT | use : NONE;
	if (u->kind != PJ_USE_SET)
		return l == LAYER_REST ? ACT_HIT | use : NONE;

	set = &sets[u->id];
	gate = set->wakes ? LAYER_WAKE : LAYER_REST;
	hit = set->scope == SCOPE_BLOCK ? LAYER_BLOCK : gate;
	if (set->kept && l == hit)
		return ACT_HIT | use;
	if (set->block_gate && l == LAYER_BLOCK)
		return u->id;
	return set->gate && l == gate ? u->id : NONE;
}

/* Put TERM into LAYER with its acts there, if there are any. */
static void
add_term(struct layer *layer, const struct pj_rules *rules,
    const struct pj_term *term, const struct set_use *sets, unsigned l)
{
	uint32_t before = layer->first_act[layer->count], n = before, u;
	uint32_t counts = 0; /* acts that only count stand first */

	for (u = 0; u < term->use_count; u++) {
		uint32_t act = act_of(rules, term->first_use + u, sets, l);

		if (act == NONE)
			continue;
		layer->acts[n++] = act;
		if ((act & (ACT_HIT | ACT_COUNT)) == ACT_COUNT) {
			layer->acts[n - 1] = layer->acts[before + counts];
			layer->acts[before + counts++] = act;
		}
	}
	if (n == before)
		return;
	layer->terms[layer->count++] = *term;
	layer->first_act[layer->count] = n;
}

/* Room for all terms of RULES and all that they are used for. */
static bool
open_layer(struct layer *layer, const struct pj_rules *rules)
{
	size_t t, uses = 1;

	/* Uses that two terms share stand in `acts` twice. */
	for (t = 0; t < rules->term_count; t++)
		uses += rules->terms[t].use_count;
	layer->terms = malloc((rules->term_count + 1) * sizeof(*layer->terms));
	layer->first_act =
	    malloc((rules->term_count + 1) * sizeof(*layer->first_act));
	layer->acts = malloc(uses * sizeof(*layer->acts));
	if (!layer->terms || !layer->first_act || !layer->acts)
		return false;
	layer->first_act[0] = 0;
	return true;
}

bool
layers_make(struct layer layers[LAYERS], const struct pj_rules *rules,
    const struct set_use *sets)
{
	unsigned l;
	size_t t;

	for (l = 0; l < LAYERS; l++) {
		if (!open_layer(&layers[l], rules))
			return false;
		for (t = 0; t < rules->term_count; t++)
			add_term(&layers[l], rules, &rules->terms[t], sets, l);
		layers[l].trie = trie_new(layers[l].terms, layers[l].count);
		if (!layers[l].trie)
			return false;
	}
	return true;
}

void
layers_free(struct layer layers[LAYERS])
{
	unsigned l;

	for (l = 0; l < LAYERS; l++) {
		trie_free(layers[l].trie);
		free(layers[l].terms);
		free(layers[l].first_act);
		free(layers[l].acts);
	}
}
