#ifndef PJ_FOLD_GEN_VARIANTS_H
#define PJ_FOLD_GEN_VARIANTS_H

#include <stdint.h>

/*
 * What readers take as one character and ICU keeps apart.  The first code
 * point of `forms` is the one form; it and the others are as they stand
 * after ICU's Traditional to Simplified mapping, though forms from before
 * it do no harm.
 *
 * Left apart on purpose, since a confusion would raise false alarms or
 * change what is said: 她/他, 它/牠, 伎/妓, 嬌/驕, 份/分, 決/絕.
 */
struct variant {
	const char *forms;
	const char *why;
};

static const struct variant variants[] = {
	{ "台臺檯枱坮", "one character in Taiwan's everyday writing" },
	{ "里裡裏", "裏 and 裡 are print and handwriting forms" },
	{ "你妳", "the female you is the same word" },
	{ "姐姊", "姊 is the standard form, 姐 the common one" },
	{ "为爲為", "爲 comes out of automatic conversion" },
	{ "着著", "着 comes out of automatic conversion" },
	{ "说説說", "説 is not in Big5, and comes from converted text" },
	{ "众衆眾", "衆 is the Hong Kong and Japanese form" },
	{ "群羣", "羣 is the form of old print" },
	{ "线綫線", "綫 is the Hong Kong form" },
	{ "峰峯", "峯 stands in names" },
	{ "启啓啟", "啓 is the Hong Kong form" },
	{ "秘祕", "祕 is the standard form, 秘 the common one" },
	{ "污汙汚", "汙 is the standard form, 污 the common one" },
	{ "占佔", "" },
	{ "炮砲", "約砲 is written both ways" },
	{ "痴癡", "" },
	{ "艳豔艷", "" },
	{ "湿溼濕", "溼 is the standard form, 濕 the common one" },
	{ "周週", "" },
	{ "奶嬭", "old form" },
	{ "奸姦", "強姦 is written 强奸 in Simplified" },
	{ "吃喫", "old form" },
	{ "床牀", "old form" },
	{ "鸡鷄雞", "" },
	{ "叫呌", "handwriting" },
	{ "淫婬滛", "婬 is the old form" },
	{ "侄姪", "" },
	{ "婿壻聟", "old forms" },
	{ "妆粧妝", "" },
	{ "妊姙", "" },
	{ "裸躶臝", "old forms" },
	{ "胸胷", "old form" },
	{ "唇脣", "脣 is the standard form" },
	{ "阴隂陰", "handwriting" },
	{ "骚騒骚", "騒 is the Japanese form" },
	{ "妇媍婦", "old form" },
	{ "体躰骵", "old forms" },
	{ "哑瘂痖", "" },
	{ "麻痲蔴", "痲瘋 is written both ways" },
	{ "苏甦", "" },
	{ "娴嫻嫺", "stands in names" },
	{ "妒妬", "" },
	{ "恒恆", "" },
	{ "昵暱", "" },
	{ "懒嬾", "old form" },
	{ "只祇衹秖", "" },
	{ "秋鞦", "鞦韆" },
	{ "强強彊", "強 is the standard form; Simplified writes 强" },
	{ "真眞", "眞 is the form of old print and Korean fonts" },
	{ "产產産", "産 comes out of automatic conversion" },
	{ "内內", "内 comes from Simplified fonts" },
	{ "户戶戸", "three drawings of one character" },
	{ "脱脫", "脱 comes from Simplified fonts" },
	{ "税稅", "the same split as 脫/脱" },
	{ "悦悅", "the same split as 脫/脱" },
	{ "绝絕絶", "絶 comes out of automatic conversion" },
	{ "青靑", "靑 is the form of old print" },
	{ "清淸", "the same split as 青/靑" },
	{ "黄黃", "黄 comes from Simplified fonts" },
	{ "教敎", "敎 is the form of old print" },
	{ "没沒", "没 comes from Simplified fonts" },
	{ "吴吳呉", "a family name" },
	{ "别別", "別 is the standard form" },
	{ "娱娛", "娱 comes from Simplified fonts" },
	{ "录錄録", "録 comes out of automatic conversion" },
	{ "回囘囬廻", "old forms" },
	{ "册冊", "" },
	{ "温溫", "溫 is the standard form" },
	{ "卫衛衞", "衞 is the Hong Kong form" },
	{ "荡盪蕩", "" },
	{ "够夠", "" },
	{ "晒曬", "" },
	{ "谣謡謠", "the same split as 搖/揺" },
	{ "摇搖揺", "Japanese form" },
	{ "妍姸", "form of old print" },
	{ "姗姍", "stands in names" },
};

#endif /* PJ_FOLD_GEN_VARIANTS_H */
