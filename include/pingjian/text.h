#ifndef PJ_TEXT_H
#define PJ_TEXT_H

#include <libintl.h>

/*
 * Messages for people go through gettext, domain "pingjian".  Message ids
 * are English; src/po/zh_TW.po holds the Traditional Chinese.
 */
#define PJ_DOMAIN "pingjian"
#define _(message) dgettext(PJ_DOMAIN, message)
#define N_(message) message

#endif /* PJ_TEXT_H */
