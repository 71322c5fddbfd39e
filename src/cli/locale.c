#include <locale.h>
#include <stdlib.h>

#include "pingjian/text.h"

#include "cli.h"

/* The variable that decides the language of messages. */
static const char *
messages_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	size_t i;

	for (i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);

		if (value && value[0])
			return value;
	}
	return "";
}

/* The drafts are Chinese: only English asks for English. */
enum cli_lang
cli_locale_lang(void)
{
	return strncmp(messages_locale(), "en", 2) == 0 ? CLI_LANG_EN
	                                                : CLI_LANG_ZH;
}

/*
 * gettext ignores LANGUAGE in locale "C" but not in "C.UTF-8", which every
 * Debian has: there, too, both languages work without a generated locale.
 */
void
cli_locale_set(struct cli *cli, enum cli_lang lang)
{
	const char *folder = cli_data_locale(cli->arena);
	const char *now = setlocale(LC_MESSAGES, "");

	if (!now || strcmp(now, "C") == 0 || strcmp(now, "POSIX") == 0)
		setlocale(LC_MESSAGES, "C.UTF-8");
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		setlocale(LC_CTYPE, "");
	setenv("LANGUAGE", lang == CLI_LANG_EN ? "en" : "zh_TW", 1);
	cli->english = lang == CLI_LANG_EN;
	if (folder)
		bindtextdomain(PJ_DOMAIN, folder);
	/* Always UTF-8, as the documents' text is. */
	bind_textdomain_codeset(PJ_DOMAIN, "UTF-8");
}
