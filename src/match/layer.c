#include <stdlib.h>

#include "match.h"

/* Whether a hit of TERM alone may lead to a finding, or be asked for. */
static bool
wakes(const struct pj_rules *rules, const struct pj_term *term,
    const struct set_use *sets)
{
	const struct pj_use *use = &rules->uses[term->first_use];
	uint32_t u;

	for (u = 0; u < term->use_count; u++, use++)
		if (use->kind == PJ_USE_RULE ||
		    (use->kind == PJ_USE_SET && sets[use->id].wakes))
			return true;
	return false;
}

/* Put down the uses of the layer's terms in short. */
static bool
shorten_uses(struct layer *layer, const struct pj_rules *rules,
    const struct set_use *sets)
{
	uint32_t n = 0, u;
	size_t t;

	for (t = 0; t < layer->count; t++)
		n += layer->terms[t].use_count;
	/* One more than needed: an empty array is not a failure. */
	layer->first_act = calloc(layer->count + 1, sizeof(*layer->first_act));
	layer->acts = calloc((size_t)n + 1, sizeof(*layer->acts));
	if (!layer->first_act || !layer->acts)
		return false;
	for (n = 0, t = 0; t < layer->count; t++) {
		const struct pj_use *use =
		    &rules->uses[layer->terms[t].first_use];

		layer->first_act[t] = n;
		for (u = 0; u < layer->terms[t].use_count; u++, use++)
			layer->acts[n++] = use->kind == PJ_USE_SET &&
			                           !sets[use->id].kept
			                       ? use->id
			                       : ACT_HIT;
	}
	layer->first_act[t] = n;
	return true;
}

bool
layers_make(struct layer layers[LAYERS], const struct pj_rules *rules,
    const struct set_use *sets)
{
	size_t t, l;

	for (l = 0; l < LAYERS; l++) {
		layers[l].terms =
		    calloc(rules->term_count + 1, sizeof(*layers[l].terms));
		if (!layers[l].terms)
			return false;
	}
	for (t = 0; t < rules->term_count; t++) {
		const struct pj_term *term = &rules->terms[t];
		struct layer *layer =
		    &layers[wakes(rules, term, sets) ? LAYER_WAKE : LAYER_REST];

		layer->terms[layer->count++] = *term;
	}
	for (l = 0; l < LAYERS; l++) {
		layers[l].trie = trie_new(layers[l].terms, layers[l].count);
		if (!layers[l].trie || !shorten_uses(&layers[l], rules, sets))
			return false;
	}
	return true;
}

void
layers_free(struct layer layers[LAYERS])
{
	size_t l;

	for (l = 0; l < LAYERS; l++) {
		trie_free(layers[l].trie);
		free(layers[l].terms);
		free(layers[l].first_act);
		free(layers[l].acts);
	}
}
