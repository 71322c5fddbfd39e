#include <unicode/ucnv.h>

#include "pingjian/utf8.h"
#include "source.h"

/*
 * CP950 and GB18030 share their code space, and a short text is valid in
 * both.  But common characters of the one are rare characters of the other:
 * so read the text both ways and see which reading looks like Chinese.
 */

/*
 * The 600 most frequent characters of Taiwan's government news and answers
 * (open data, each source weighing the same): 84 % of their text.
 */
static const char common_traditional[] =
    "的市人及國會年臺一有為長動與中南在家民時以日工業大區是之生政發心"
    "不統公表總局理地務新行於學請台府本月也出關上作成全可活提力同來社"
    "場能者定要所期育合用對自等多辦展經灣資並員或性化分間更後進到服位"
    "助安文至前北過重外事共持方教下示將機主女加法應處各第體現開申相今"
    "實我計個防保如平設入建小費續程們讓元內由參部運供黃產得查次高議別"
    "路子電都情就度立最照補通推感眾車其親勞規利未水單名這金交身代明協"
    "每受美了特住已好偉團件接友和科意項案品哲證二起際院他因兒福面管專"
    "護疫物施式手向庭此善需報目三網收點節園天正書結檢健指創任達當職獎"
    "環無導基強校境康聯托而營戶造數使完除依道顧調醫題權站農觀線障謝選"
    "副透量話先優轉問獲視投稿果影商委世濟包衛館畫何領支說再制光詢即技"
    "具求標母萬遊條師常樂備原限治界整望打陳華婦口驗改致積老舉約近流見"
    "係愛隊里系取信登午滿回容步傳從置歲帶知記放課林居給核訓訊列解升則"
    "球非增兩認另永習預準例希媽訪精絡但溫格風質十免且城源種款演許組連"
    "確益義段深童旅極落率禮山花礙價熱賽維少策朋假藝低病去稅志空練歡養"
    "該停清貼東額消範軍做籍海努幼否四看色班配術劃亦才廣票害域送榮變念"
    "勢型士週客集卡比很著迎氣然考土宣享五須研僅往首司智縣席號仁止她超"
    "西形直適災構邀效付婚還料象警食祝模值青含療署揚告興若修父必括企李"
    "毒屬德決門互神息官移伴雙購失響均待勵火戰排廠歷識洽執據類擔臨六樓"
    "獻份懷宅休評察仍張引快室惠佳附論語承只座險些王採";

/* Their Simplified forms, where those differ. */
static const char common_simplified[] =
    "国会为长动与时业区发统总务于学请关来场对办经湾资并员间后进过将机"
    "应处体现开实计个设费续们让内参运黄产议别电补众车亲劳规单这协伟团"
    "项证际儿专护报网点节园书结检创达当职奖环无导强联营户数顾调医题权"
    "农观线谢选话优转问获视济卫馆画领说询标万游条师乐备陈华妇验积举约"
    "见爱队满传从岁带记课给训讯则两认习预准妈访络温风质种许组连确义极"
    "礼碍价热赛维艺税练欢养该贴东额范军术划广荣变势周着气须仅县号适灾"
    "构还疗扬兴属决门双购响励战厂历识执据类担临楼献怀评张论语险采";

/* Signs that any Chinese text has; the last one is U+3000. */
static const char common_signs[] =
    "，。、；：？！「」『』（）《》〈〉【】“”‘’—…．·％～"
    "０１２３４５６７８９　";

/* As much as is read both ways; a page tells enough. */
#define SAMPLE 16384

/* A mean worth (times 100) that no wrong reading reaches. */
#define CHINESE 50

/* Worth of one character, by how a right reading would have it. */
enum worth {
	WORTH_COMMON = 3,
	WORTH_SIGN = 2,
	WORTH_PLAIN = 0,    /* in the charset's table of common ones */
	WORTH_OTHER = -1,   /* letters and signs of other scripts */
	WORTH_RARE = -2,    /* in its tables of rare ones */
	WORTH_PRIVATE = -4, /* a character that only one machine has */
	WORTH_INVALID = -6,
};

/* A set of code points below U+10000. */
struct set {
	unsigned char bits[0x10000 / 8];
};

static void
add_all(struct set *set, const char *z)
{
	struct pj_str s = pj_str(z);
	size_t at = 0;

	while (at < s.len) {
		uint32_t cp = pj_utf8_next(s, &at);

		set->bits[cp >> 3] |= (unsigned char)(1U << (cp & 7));
	}
}

static bool
has(const struct set *set, uint32_t cp)
{
	return cp < 0x10000 && (set->bits[cp >> 3] >> (cp & 7) & 1);
}

/*
 * Is the character of bytes P in the charset's table of common Han: Big5
 * level 1 up to C67E, GB 2312 level 1 from B0A1 to D7F9?
 */
static bool
is_level_one(bool big5, const char *p, size_t len)
{
	unsigned char lead = (unsigned char)p[0];

	if (len != 2)
		return false;
	if (big5)
		return lead >= 0xA4 && lead <= 0xC6;
	return lead >= 0xB0 && lead <= 0xD7 && (unsigned char)p[1] >= 0xA1;
}

/* What CP adds to the reading it stands in; LEVEL_ONE as above. */
static int
worth(const struct set *common, const struct set *signs, uint32_t cp,
    bool level_one)
{
	if (cp == 0xFFFD)
		return WORTH_INVALID;
	if (has(common, cp))
		return WORTH_COMMON;
	if (has(signs, cp))
		return WORTH_SIGN;
	if ((cp >= 0xE000 && cp <= 0xF8FF) || cp >= 0xF0000)
		return WORTH_PRIVATE;
	if (pj_cp_is_han(cp))
		return level_one ? WORTH_PLAIN : WORTH_RARE;
	return WORTH_OTHER;
}

/* Mean worth, times 100, of what is beyond ASCII in BYTES as CHARSET. */
static int
score(struct pj_str bytes, const char *charset, const struct set *common,
    const struct set *signs)
{
	const char *in = bytes.ptr, *end = in + bytes.len;
	bool big5 = !strcmp(charset, "big5");
	UErrorCode status = U_ZERO_ERROR;
	UConverter *cnv = ucnv_open(pj_charset_converter(charset), &status);
	int sum = 0, count = 0;

	while (U_SUCCESS(status) && in < end) {
		const char *from = in;
		UChar32 cp = ucnv_getNextUChar(cnv, &in, end, &status);

		if (status == U_TRUNCATED_CHAR_FOUND ||
		    status == U_INDEX_OUTOFBOUNDS_ERROR)
			break; /* the sample ends inside a character */
		if (U_FAILURE(status)) {
			status = U_ZERO_ERROR;
			cp = 0xFFFD;
		}
		if (cp < 0x80)
			continue;
		count++;
		sum += worth(common, signs, (uint32_t)cp,
		    is_level_one(big5, from, (size_t)(in - from)));
	}
	ucnv_close(cnv);
	return count > 0 ? sum * 100 / count : 0;
}

/*
 * What to read: pages begin with much ASCII that tells nothing.  Cut at a
 * whole unit of UTF-16 and UTF-32.
 */
static struct pj_str
sample(struct pj_str bytes)
{
	size_t at = 0;

	while (at < bytes.len && (unsigned char)bytes.ptr[at] < 0x80)
		at++;
	at -= at % 4;
	bytes.ptr += at;
	bytes.len -= at;
	if (bytes.len > SAMPLE)
		bytes.len = SAMPLE;
	return bytes;
}

const char *
pj_charset_chinese(struct pj_str bytes, const char *also)
{
	struct set common = { 0 }, signs = { 0 };
	const char *name = "big5";
	int best, next;

	bytes = sample(bytes);
	add_all(&signs, common_signs);
	add_all(&common, common_traditional);
	best = score(bytes, name, &common, &signs);
	/* Mainland tools write Traditional texts in GB18030, too. */
	add_all(&common, common_simplified);
	next = score(bytes, "gb18030", &common, &signs);
	if (next > best) {
		best = next;
		name = "gb18030";
	}
	next = also ? score(bytes, also, &common, &signs) : 0;
	if (also && next >= best) {
		best = next;
		name = also;
	}
	return best >= CHINESE ? name : NULL;
}
