#include <strings.h>

#include <unicode/ucnv.h>

#include "source.h"

/*
 * Taiwan's Big5 is CP950 with the ETEN additions (circled numbers, kana,
 * 碁銹裏墻恒粧嫺); ICU's Big5-HKSCS table is the one that has them all.
 * ICU folds every GB name into GB18030's superset here.
 */
static const struct {
	const char *name;
	const char *converter;
} charsets[] = {
	{ "utf-8", "UTF-8" },
	{ "utf-16le", "UTF-16LE" },
	{ "utf-16be", "UTF-16BE" },
	{ "utf-32le", "UTF-32LE" },
	{ "utf-32be", "UTF-32BE" },
	{ "big5", "ibm-1375_P100-2008" },
	{ "gb18030", "gb18030" },
};

/* Other names under which people know them; ICU's converter, then ours. */
static const struct {
	const char *converter;
	const char *name;
} same[] = {
	{ "windows-950-2000", "big5" },
	{ "ibm-950_P110-1999", "big5" },
	{ "ibm-1373_P100-2002", "big5" },
	{ "ibm-5471_P100-2006", "big5" },
	{ "windows-936-2000", "gb18030" },
	{ "ibm-1386_P100-2001", "gb18030" },
	{ "ibm-1383_P110-1999", "gb18030" },
	{ "ibm-5478_P100-1995", "gb18030" },
	{ "UTF-16", "utf-16le" },
	{ "UTF-32", "utf-32le" },
};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* ICU's best-known name for CONVERTER; its table of names is for ever. */
static const char *
known_name(const char *converter)
{
	static const char *const standards[] = { "MIME", "IANA" };
	UErrorCode status;
	const char *name;
	size_t i;

	for (i = 0; i < LENGTH(standards); i++) {
		status = U_ZERO_ERROR;
		name = ucnv_getStandardName(converter, standards[i], &status);
		if (U_SUCCESS(status) && name)
			return name;
	}
	status = U_ZERO_ERROR;
	name = ucnv_getAlias(converter, 0, &status);
	return U_SUCCESS(status) ? name : NULL;
}

const char *
pj_charset_find(const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	const char *converter, *found = NULL;
	UConverter *cnv;
	size_t i;

	if (!name[0] || strlen(name) >= UCNV_MAX_CONVERTER_NAME_LENGTH)
		return NULL;
	cnv = ucnv_open(name, &status);
	if (U_FAILURE(status))
		return NULL;
	converter = ucnv_getName(cnv, &status);
	for (i = 0; !found && i < LENGTH(charsets); i++)
		if (!strcasecmp(converter, charsets[i].converter))
			found = charsets[i].name;
	for (i = 0; !found && i < LENGTH(same); i++)
		if (!strcasecmp(converter, same[i].converter))
			found = same[i].name;
	if (!found)
		found = known_name(converter);
	ucnv_close(cnv);
	return found;
}

bool
pj_charset_known(const char *name)
{
	return pj_charset_find(name) != NULL;
}

const char *
pj_charset_converter(const char *charset)
{
	size_t i;

	for (i = 0; i < LENGTH(charsets); i++)
		if (!strcmp(charset, charsets[i].name))
			return charsets[i].converter;
	return charset;
}

/*
 * Browsers read no page as UTF-7, SCSU or EBCDIC, whatever it says: such a
 * name would turn plain words into nothing that anybody sees.
 */
bool
pj_charset_is_web(const char *charset)
{
	static const char *const families[] = { "iso-8859-", "windows-125",
		"windows-874", "koi8-", "ibm866", "macintosh", "x-mac-cyrillic",
		"shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "ksc_5601" };
	size_t i;

	if (!strcmp(charset, "big5") || !strcmp(charset, "gb18030"))
		return true;
	for (i = 0; i < LENGTH(families); i++)
		if (!strncasecmp(charset, families[i], strlen(families[i])))
			return true;
	return false;
}
