#ifndef PJ_FOLD_GEN_VARIANTS_H
#define PJ_FOLD_GEN_VARIANTS_H

#include <stdint.h>

/*
 * What readers take as one character, and neither NFKC nor ICU's mapping to
 * Simplified makes one.  Those do the most of it (裡/裏, 姊/姐, 着/著,
 * 祕/秘, 砲/炮 …) and need no line here.  The first of `forms`
 * is the one that stays.
 *
 * Left apart on purpose, since a confusion would raise false alarms or
 * change what is said: 她/他, 它/牠, 伎/妓, 祇/只, 嬌/驕, 份/分.
 */
struct variant {
	const char *forms;
	const char *why;
};

static const struct variant variants[] = {
	{ "台臺檯枱坮", "one character in Taiwan's everyday writing" },
	{ "你妳", "the female you is the same word" },
	{ "峰峯", "峯 stands in names" },
	{ "污汙汚", "汙 is the standard form, 污 the common one" },
	{ "奶嬭", "old form" },
	{ "叫呌", "handwriting" },
	{ "淫婬滛", "婬 is the old form" },
	{ "婿壻聟", "old forms" },
	{ "妊姙", "old form" },
	{ "裸躶臝", "old forms" },
	{ "胸胷", "old form" },
	{ "阴隂陰", "handwriting" },
	{ "骚騒騷", "騒 is the Japanese form" },
	{ "妇媍婦", "old form" },
	{ "体躰骵", "old forms" },
	{ "哑瘂痖", "three forms of one word" },
	{ "麻痲蔴", "痲瘋 is written both ways" },
	{ "苏甦", "甦醒 is written both ways" },
	{ "娴嫻嫺", "stands in names" },
	{ "妒妬", "old form" },
	{ "懒嬾", "old form" },
	{ "强強彊", "強 is the standard form; Simplified writes 强" },
	{ "户戶戸", "three drawings of one character" },
	{ "青靑", "靑 is the form of old print" },
	{ "清淸", "the same split as 青/靑" },
	{ "教敎", "敎 is the form of old print" },
	{ "吴吳呉", "a family name" },
	{ "回囘囬廻", "old forms" },
	{ "卫衛衞", "衞 is the Hong Kong form" },
	{ "摇搖揺", "Japanese form" },
	{ "妍姸", "form of old print" },
};

#endif /* PJ_FOLD_GEN_VARIANTS_H */
