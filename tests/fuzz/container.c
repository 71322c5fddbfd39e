#include <zip.h>

#include "container.h"
#include "fuzz.h"

/* Add every member, the first one stored, as ODF asks. */
static bool
add_members(zip_t *zip, const struct member *members, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		zip_source_t *s = zip_source_buffer(zip, members[i].bytes.ptr,
		    members[i].bytes.len, 0);
		zip_int64_t at;

		at = s ? zip_file_add(zip, members[i].name, s, 0) : -1;
		if (at < 0) {
			zip_source_free(s);
			return false;
		}
		zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0);
	}
	return true;
}

/* All that OUT holds. */
static char *
drain(zip_source_t *out, size_t *size)
{
	zip_int64_t len;
	char *bytes;

	zip_source_open(out);
	zip_source_seek(out, 0, SEEK_END);
	len = zip_source_tell(out);
	zip_source_seek(out, 0, SEEK_SET);
	bytes = malloc(len > 0 ? (size_t)len : 1);
	if (bytes && zip_source_read(out, bytes, (zip_uint64_t)len) != len) {
		free(bytes);
		bytes = NULL;
	}
	zip_source_close(out);
	*size = (size_t)len;
	return bytes;
}

char *
fuzz_pack(const struct member *members, size_t count, size_t *len)
{
	zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = out ? zip_open_from_source(out, ZIP_TRUNCATE, NULL) : NULL;
	char *bytes = NULL;

	if (!zip) {
		zip_source_free(out);
		return NULL;
	}
	zip_source_keep(out);
	if (!add_members(zip, members, count) || zip_close(zip) != 0)
		zip_discard(zip);
	else
		bytes = drain(out, len);
	zip_source_free(out);
	return bytes;
}

void
fuzz_container(const char *path, const struct member *members, size_t count)
{
	size_t len;
	char *bytes = fuzz_pack(members, count, &len);

	if (bytes)
		fuzz_screen(path, (struct pj_str){ bytes, len });
	free(bytes);
}
