#ifndef PJ_DOC_GMIME_H
#define PJ_DOC_GMIME_H

/* Its headers are not written for our warnings. */
#pragma GCC system_header
#include <gmime/gmime.h>

/*
 * GMime, loaded when the first mail is read: linked like the others, it and
 * GLib would add 10 ms to each start of the program, mail or not (measured;
 * a start takes 2 ms).
 */

/* All of it that is used, by their own names and types. */
#define GMIME_FUNCTIONS(X)                                                     \
	X(g_mime_init)                                                         \
	X(g_mime_parser_options_new)                                           \
	X(g_mime_parser_options_set_fallback_charsets)                         \
	X(g_mime_parser_options_free)                                          \
	X(g_mime_parser_new_with_stream)                                       \
	X(g_mime_parser_set_format)                                            \
	X(g_mime_parser_construct_message)                                     \
	X(g_mime_parser_eos)                                                   \
	X(g_mime_message_get_subject)                                          \
	X(g_mime_message_get_mime_part)                                        \
	X(g_mime_message_part_get_message)                                     \
	X(g_mime_message_part_get_type)                                        \
	X(g_mime_multipart_get_count)                                          \
	X(g_mime_multipart_get_part)                                           \
	X(g_mime_multipart_get_type)                                           \
	X(g_mime_part_get_type)                                                \
	X(g_mime_part_get_filename)                                            \
	X(g_mime_part_get_content)                                             \
	X(g_mime_object_get_content_type)                                      \
	X(g_mime_object_get_content_type_parameter)                            \
	X(g_mime_object_get_disposition)                                       \
	X(g_mime_content_type_is_type)                                         \
	X(g_mime_data_wrapper_write_to_stream)                                 \
	X(g_mime_stream_mem_new)                                               \
	X(g_mime_stream_mem_new_with_buffer)                                   \
	X(g_mime_stream_mem_get_byte_array)                                    \
	X(g_type_check_instance_is_a)                                          \
	X(g_object_unref)

struct gmime {
#define GMIME_MEMBER(name) __typeof__(name) *name;
	GMIME_FUNCTIONS(GMIME_MEMBER)
#undef GMIME_MEMBER
};

/* The library, ready for use by any thread; NULL where it is not there. */
const struct gmime *gmime_open(void);

#endif /* PJ_DOC_GMIME_H */
