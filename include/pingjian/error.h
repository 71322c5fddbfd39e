#ifndef PJ_ERROR_H
#define PJ_ERROR_H

#include "pingjian/span.h"

struct pj_arena;

/*
 * How the world's failures are told: a pj_error is passed in last, filled
 * once where the failure is known, and passed up untouched.  A caller's
 * mistake asserts.  Trouble inside a document that does not stop it is a
 * note in its result.
 */
enum pj_code {
	PJ_OK,
	PJ_ENOMEM,       /* out of memory */
	PJ_EIO,          /* the system would not give or take bytes */
	PJ_EUSAGE,       /* the command line asks for something impossible */
	PJ_ECONFIG,      /* a rule or configuration file is wrong */
	PJ_EFORMAT,      /* a document is broken or not what it says */
	PJ_EUNSUPPORTED, /* a document of a kind that is not read */
	PJ_EENCRYPTED,   /* a document that needs a password */
	PJ_ELIMIT,       /* a limit of limits.h was reached */
};

#define PJ_ERROR_MESSAGE 512
#define PJ_ERROR_WHERE 256

/* All zero means no error. */
struct pj_error {
	enum pj_code code;
	uint32_t line;   /* from 1, 0 where there is none */
	uint32_t column; /* from 1 in code points, 0 where there is none */
	char message[PJ_ERROR_MESSAGE]; /* one translated line, valid UTF-8 */
	char where[PJ_ERROR_WHERE];     /* file, or file and part; "" unknown */
};

/*
 * Fill ERR unless it is NULL or already filled: the first failure is the
 * one told.  The message is cut at a whole character, and is valid UTF-8
 * whatever is put into it: other bytes become U+FFFD.  Returns false, so
 * that a function of type bool can end in it.
 */
bool pj_error_set(struct pj_error *err, enum pj_code code, const char *format,
    ...) __attribute__((format(printf, 3, 4)));

/* Name the place, unless one is named already. */
void pj_error_at(
    struct pj_error *err, const char *where, uint32_t line, uint32_t column);

/* The usual "out of memory".  Returns false. */
bool pj_error_nomem(struct pj_error *err);

/*
 * Notes: trouble in a document that its reader must know of, in the order
 * it was met.  CODE is a stable word for programs, MESSAGE one translated
 * line for people; both live in the arena of the list.
 */
struct pj_note {
	const char *code;
	const char *message;
	struct pj_note *next;
};

struct pj_notes {
	struct pj_arena *arena;
	struct pj_note *first;
	struct pj_note *last;
	size_t count;
};

/* Add a note, valid UTF-8 as above; does nothing when the arena is full. */
void pj_note_add(struct pj_notes *notes, const char *code, const char *format,
    ...) __attribute__((format(printf, 3, 4)));

#endif /* PJ_ERROR_H */
