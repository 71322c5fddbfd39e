#include "pingjian/text.h"

#include "cli.h"

/* Columns of the longest option with its value. */
#define HELP_COLUMN 28

/* One row of the table: letter, name, value, help. */
static void
put_option(struct pj_buf *out, const struct cli_option *o)
{
	char left[64];

	if (o->letter)
		snprintf(left, sizeof(left), "-%c, --%s %s", o->letter, o->name,
		    o->value ? o->value : "");
	else
		snprintf(left, sizeof(left), "--%s %s", o->name,
		    o->value ? o->value : "");
	pj_buf_printf(out, "  %-*s %s\n", HELP_COLUMN, left, _(o->help));
}

void
cli_help(struct pj_buf *out)
{
	const struct cli_option *o;
	size_t i;

	pj_buf_puts(out,
	    _("pingjian screens Chinese drafts for gender stereotype, bias "
	      "and discrimination.\nIt advises; people decide.\n\n"));
	pj_buf_puts(
	    out, _("Usage:\n"
		   "  pingjian check [OPTION]... FILE|FOLDER|-...   screen "
		   "drafts\n"
		   "  pingjian rules list                           list the "
		   "rules\n"
		   "  pingjian rules show RULE                      show one "
		   "rule\n"
		   "  pingjian rules test                           test the "
		   "rules by their examples\n"
		   "  pingjian rules lint                           look for "
		   "mistakes in the rules\n"
		   "  pingjian rules coverage                       rules for "
		   "each item of the checklist\n"
		   "  pingjian rules diff                           what your "
		   "folders change in them\n"
		   "  pingjian rules compile DIR... -o FILE         make them "
		   "quick to load\n"
		   "  pingjian explain RULE                         why a rule "
		   "exists, with examples\n\n"));
	pj_buf_puts(out,
	    _("Drafts: .docx .pptx .xlsx .odt .odp .ods, with macros and "
	      "templates, too;\n.html .txt .srt .vtt .csv .tsv .json .jsonl.  "
	      "README tells what is read of each.\n\n"));
	pj_buf_puts(out, _("Options:\n"));
	for (i = 0; (o = cli_option_at(i)) != NULL; i++)
		put_option(out, o);
	pj_buf_puts(
	    out, _("\nExit status: 0 nothing at or above the fail level; 1 "
		   "something found;\n2 wrong usage or configuration, or an "
		   "input that could not be read.\n"));
}
