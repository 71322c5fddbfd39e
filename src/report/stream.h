#ifndef PJ_REPORT_STREAM_H
#define PJ_REPORT_STREAM_H

#include "pingjian/buf.h"
#include "pingjian/rules.h"

/*
 * JSON written as it comes: jansson builds a tree first, which for the
 * tens of thousands of findings of a large document costs more than
 * finding them.  Strings must be valid UTF-8.
 */
struct json_stream {
	struct pj_buf *out;
	bool pretty;    /* a line for each value, indented by two */
	unsigned depth; /* open objects and arrays */
	bool filled;    /* the innermost one holds something already */
};

/* Objects and arrays; KEY is NULL within arrays and at the top. */
void json_open(struct json_stream *json, const char *key, char bracket);
void json_close(struct json_stream *json, char bracket);

void json_text(struct json_stream *json, const char *key, struct pj_str value);
void json_word(struct json_stream *json, const char *key, const char *value);
void json_count(struct json_stream *json, const char *key, uint64_t value);
void json_flag(struct json_stream *json, const char *key, bool value);

/* A file name or the like, which may be any bytes. */
void json_name(struct json_stream *json, const char *key, const char *name);

/* What BUF holds, freed; failed where BUF has. */
void json_move(struct json_stream *json, const char *key, struct pj_buf *buf);

void json_strings(
    struct json_stream *json, const char *key, const struct pj_strings *list);

#endif /* PJ_REPORT_STREAM_H */
