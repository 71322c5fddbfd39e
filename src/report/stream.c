#include "stream.h"
#include "report.h"

static void
put_string(struct pj_buf *out, struct pj_str s)
{
	static const char hex[] = "0123456789abcdef";
	size_t at, plain = 0;

	pj_buf_putc(out, '"');
	for (at = 0; at < s.len; at++) {
		unsigned char c = (unsigned char)s.ptr[at];

		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
			continue;
		pj_buf_add(out, s.ptr + plain, at - plain);
		plain = at + 1;
		if (c == '"' || c == '\\') {
			pj_buf_putc(out, '\\');
			pj_buf_putc(out, (char)c);
		} else if (c == '\n') {
			pj_buf_puts(out, "\\n");
		} else {
			pj_buf_puts(out, "\\u00");
			pj_buf_putc(out, hex[c >> 4]);
			pj_buf_putc(out, hex[c & 15]);
		}
	}
	pj_buf_add(out, s.ptr + plain, s.len - plain);
	pj_buf_putc(out, '"');
}

static void
new_line(struct json_stream *json)
{
	unsigned i;

	if (!json->pretty)
		return;
	pj_buf_putc(json->out, '\n');
	for (i = 0; i < json->depth; i++)
		pj_buf_puts(json->out, "  ");
}

/* What stands before a value. */
static void
begin_value(struct json_stream *json, const char *key)
{
	if (json->filled)
		pj_buf_putc(json->out, ',');
	if (json->depth > 0)
		new_line(json);
	json->filled = true;
	if (!key)
		return;
	put_string(json->out, pj_str(key));
	pj_buf_puts(json->out, json->pretty ? ": " : ":");
}

void
json_open(struct json_stream *json, const char *key, char bracket)
{
	begin_value(json, key);
	pj_buf_putc(json->out, bracket);
	json->depth++;
	json->filled = false;
}

void
json_close(struct json_stream *json, char bracket)
{
	json->depth--;
	if (json->filled)
		new_line(json);
	pj_buf_putc(json->out, bracket);
	json->filled = true;
}

void
json_text(struct json_stream *json, const char *key, struct pj_str value)
{
	begin_value(json, key);
	put_string(json->out, value);
}

void
json_word(struct json_stream *json, const char *key, const char *value)
{
	json_text(json, key, pj_str(value));
}

void
json_count(struct json_stream *json, const char *key, uint64_t value)
{
	char digits[20];
	size_t at = sizeof(digits);

	begin_value(json, key);
	do {
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value > 0);
	pj_buf_add(json->out, digits + at, sizeof(digits) - at);
}

void
json_name(struct json_stream *json, const char *key, const char *name)
{
	struct pj_buf valid = PJ_BUF_INIT;

	pj_report_put_valid(&valid, pj_str(name));
	json_move(json, key, &valid);
}

void
json_move(struct json_stream *json, const char *key, struct pj_buf *buf)
{
	if (buf->failed)
		json->out->failed = true;
	else
		json_text(json, key, pj_buf_str(buf));
	pj_buf_free(buf);
}

void
json_strings(
    struct json_stream *json, const char *key, const struct pj_strings *list)
{
	size_t i;

	json_open(json, key, '[');
	for (i = 0; i < list->count; i++)
		json_word(json, NULL, list->at[i]);
	json_close(json, ']');
}

void
json_flag(struct json_stream *json, const char *key, bool value)
{
	begin_value(json, key);
	pj_buf_puts(json->out, value ? "true" : "false");
}
