#include <stdlib.h>

#include "append.h"

/* Go to PART of the document, below that of A. */
static void
go_to_part(struct append *a, const char *part)
{
	struct pj_buf name = PJ_BUF_INIT;
	struct pj_error err = { 0 };

	pj_buf_puts(&name, a->part);
	if (a->part[0] && part[0])
		pj_buf_putc(&name, '/');
	pj_buf_puts(&name, part);
	pj_buf_add(&name, "", 1);
	if (name.failed) {
		pj_error_nomem(&err);
		pj_builder_fail(a->b, &err);
	} else {
		pj_builder_part(a->b, name.ptr);
	}
	pj_buf_free(&name);
}

/* Say where text at ADDRESS of the document stands. */
static void
say_address(struct append *a, const struct pj_doc *doc,
    const struct pj_address *address)
{
	struct pj_address here = { 0 };

	if (address)
		here = *address;
	here.attached = a->attached;
	here.cells = here.cells || pj_format_is_sheet(doc->format);
	pj_builder_address(
	    a->b, address || a->attached || here.cells ? &here : NULL);
}

/* The text AT of DOC, run by run; RUN is the one that holds its begin. */
static void
put_runs(struct append *a, const struct pj_doc *doc, struct pj_text_span at)
{
	const struct pj_run *run = pj_doc_run_at(doc, at.begin);
	const struct pj_run *end = doc->runs + doc->run_count;
	uint32_t begin = at.begin, address = UINT32_MAX;

	for (; run && begin < at.end; run++) {
		uint32_t stop = run + 1 < end && run[1].begin < at.end
		                    ? run[1].begin
		                    : at.end;
		struct pj_text_span piece = { begin, stop };

		if (run->address != address)
			say_address(a, doc,
			    run->address ? &doc->addresses[run->address - 1]
					 : NULL);
		address = run->address;
		pj_builder_text(a->b, pj_str_at(doc->text, piece), run->node,
		    run->offset + (begin - run->begin));
		begin = stop;
	}
}

void
append_doc(struct append *a, const struct pj_doc *doc)
{
	uint32_t tables = 0;
	size_t i, k = 0;

	go_to_part(a, "");
	for (i = 0; i < doc->block_count && !pj_builder_failed(a->b); i++) {
		const struct pj_block *block = &doc->blocks[i];
		struct pj_block where = *block;

		for (; k < doc->directive_count &&
		       doc->directives[k].at <= block->at.begin;
		     k++)
			pj_builder_directive(a->b, doc->directives[k].body,
			    doc->directives[k].line);
		if (where.table > tables)
			tables = where.table;
		where.table += where.table ? a->tables : 0;
		if (block->part < doc->part_count)
			go_to_part(a, doc->parts[block->part]);
		put_runs(a, doc, block->at);
		pj_builder_end(a->b, block->kind, &where);
	}
	a->tables += tables;
	pj_builder_address(a->b, NULL);
}
