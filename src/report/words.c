#include "pingjian/text.h"

#include "report.h"

/* What people call things, in the language of the run; codes for programs. */

/* What a level asks of the writer. */
const char *
pj_report_level_word(enum pj_severity severity)
{
	switch (severity) {
	case PJ_ERROR:
		return _("must change");
	case PJ_WARNING:
		return _("please reconsider");
	case PJ_ADVICE:
		break;
	}
	return _("for your information");
}

/* The plan's three criteria. */
const char *
pj_report_kind_word(enum pj_kind kind)
{
	switch (kind) {
	case PJ_STEREOTYPE:
		return _("gender stereotype");
	case PJ_BIAS:
		return _("gender bias");
	case PJ_DISCRIMINATION:
		break;
	}
	return _("gender discrimination");
}

/* The kind of block, as people call it. */
const char *
pj_report_block_word(enum pj_block_kind kind)
{
	static const char *const words[] = {
		[PJ_BLOCK_PARAGRAPH] = N_("paragraph"),
		[PJ_BLOCK_TITLE] = N_("title"),
		[PJ_BLOCK_HEADING] = N_("heading"),
		[PJ_BLOCK_LIST_ITEM] = N_("list item"),
		[PJ_BLOCK_CELL] = N_("table cell"),
		[PJ_BLOCK_CAPTION] = N_("caption"),
		[PJ_BLOCK_ALT] = N_("alternative text"),
		[PJ_BLOCK_NOTE] = N_("note"),
		[PJ_BLOCK_HEADER] = N_("page header"),
		[PJ_BLOCK_FOOTER] = N_("page footer"),
		[PJ_BLOCK_TEXT_BOX] = N_("text box"),
		[PJ_BLOCK_FIELD] = N_("form field"),
		[PJ_BLOCK_BUTTON] = N_("button"),
		[PJ_BLOCK_META] = N_("page description"),
		[PJ_BLOCK_QUOTE] = N_("quotation"),
	};

	return _(words[kind]);
}

/* Why a hit was passed over. */
const char *
pj_report_reason_word(enum pj_reason reason)
{
	switch (reason) {
	case PJ_KEPT:
		break;
	case PJ_DROP_PROTECTED:
		return _("part of a protected name or word");
	case PJ_DROP_EXCEPT:
		return _("an exception of the rule covers it");
	case PJ_DROP_BOUNDARY:
		return _("not a word of its own here");
	case PJ_DROP_SPREAD:
		return _("the signs between its characters are ordinary");
	case PJ_DROP_CONTEXT:
		return _("the context makes it harmless");
	case PJ_DROP_NEED:
		return _("what the rule asks for is not there");
	case PJ_DROP_PAIR:
		return _("its counterpart stands beside it");
	case PJ_DROP_OVERLAP:
		return _("another rule covers the place");
	case PJ_DROP_SUPPRESSED:
		return _("the draft asks to pass over it");
	case PJ_DROP_REPEAT:
		return _("the same advice was given before");
	}
	return "";
}

const char *
pj_report_code_name(enum pj_code code)
{
	switch (code) {
	case PJ_OK:
		break;
	case PJ_ENOMEM:
		return "memory";
	case PJ_EIO:
		return "io";
	case PJ_EUSAGE:
		return "usage";
	case PJ_ECONFIG:
		return "config";
	case PJ_EFORMAT:
		return "format";
	case PJ_EUNSUPPORTED:
		return "unsupported";
	case PJ_EENCRYPTED:
		return "encrypted";
	case PJ_ELIMIT:
		return "limit";
	}
	return "unknown";
}
