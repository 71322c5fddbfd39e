#include "rules.h"

bool
pj_rules_scan(const char *file, struct pj_str text, struct pj_error *err)
{
	(void)file;
	(void)text;
	(void)err;
	return true;
}
