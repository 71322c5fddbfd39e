#include <libxml/HTMLparser.h>

#include "reference.h"

/* No reference to a character is longer; a name is one of HTML 4. */
#define NAME_MAX_LEN 16

/* The number in Z, in BASE, or a value that is no character. */
static uint32_t
read_number(const char *z, uint32_t base)
{
	uint32_t value = 0;

	if (!*z)
		return UINT32_MAX;
	for (; *z; z++) {
		uint32_t digit = 16;

		if (*z >= '0' && *z <= '9')
			digit = (uint32_t)(*z - '0');
		else if ((*z | 0x20) >= 'a' && (*z | 0x20) <= 'f')
			digit = (uint32_t)((*z | 0x20) - 'a') + 10;
		if (digit >= base)
			return UINT32_MAX;
		if (value < 0x110000)
			value = value * base + digit;
	}
	return value;
}

/* The code point of the reference NAME; UINT32_MAX when it is none. */
static uint32_t
look_up(const char *name)
{
	const htmlEntityDesc *entity;

	if (name[0] == '#' && (name[1] | 0x20) == 'x')
		return read_number(name + 2, 16);
	if (name[0] == '#')
		return read_number(name + 1, 10);
	entity = htmlEntityLookup((const xmlChar *)name);
	return entity ? entity->value : UINT32_MAX;
}

size_t
reference_read(struct pj_str s, size_t at, uint32_t *cp)
{
	char name[NAME_MAX_LEN];
	size_t n = 0;

	while (n + 1 < sizeof(name) && at + 1 + n < s.len) {
		char c = s.ptr[at + 1 + n];

		if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
		    !(c >= '0' && c <= '9') && !(c == '#' && n == 0))
			break;
		name[n++] = c;
	}
	name[n] = '\0';
	if (n == 0 || at + 1 + n >= s.len || s.ptr[at + 1 + n] != ';')
		return at;
	*cp = look_up(name);
	if (*cp == UINT32_MAX)
		return at;
	if (*cp == 0)
		*cp = 0xFFFD;
	return at + n + 2;
}
