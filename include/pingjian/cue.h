#ifndef PJ_CUE_H
#define PJ_CUE_H

#include "pingjian/span.h"

/*
 * cue: the line of a subtitle file that tells when its words are shown.
 * The one idea of such a line: source knows subtitles by it, doc reads them
 * by it.
 */

/*
 * Whether LINE, without its line end, is "00:01:02,500 --> 00:01:04,000" as
 * SRT and WebVTT write it, with settings behind it or not; hours may lack,
 * and the fraction.  MS gets begin and end in milliseconds.
 */
bool pj_cue_timing(struct pj_str line, uint32_t ms[2]);

#endif /* PJ_CUE_H */
