/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is being made: a contact, a mailing list, a batch of an import. Its intent is in the journal before
 * its one POST, with what it will be known by and what was known by that before; so after a lost answer, a
 * crash or a kill it can be told whether it was made, and nothing is made a second time until that is known.
 * Looking for it is making-desk.c's.
 */
#pragma once

#include "src/api/contacts.h"
#include "src/flow/merge-rule.h"
#include "src/local/journal.h"

typedef enum {
  MAKING_CONTACT,
  MAKING_MERGE, /* the directory merges it: repeating it makes no second one, so it holds nothing */
  MAKING_LIST,
  MAKING_IMPORT, /* a batch; its list is held */
} MakingKind;

typedef enum {
  MAKING_OPEN,    /* no answer is known */
  MAKING_UNKNOWN, /* it was looked for and not found */
  MAKING_TAKEN,   /* a batch that Qualtrics works through, or did until the program ended */
  MAKING_DONE,    /* a batch that is on the list, of a file that is not wholly there */
} MakingState;

typedef struct {
  MakingKind kind;
  MakingState state;
  char *intent_id;
  char *server; /* where it was sent to */
  char *directory_id, *list_id;
  char *mark;                    /* the fields of a contact, the name of a list, the fingerprint of a file */
  char *before;                  /* IDs, spaces between, of what had the mark before; NULL: not known */
  char *title;                   /* for a person */
  char *run_id, *lines, *job_id; /* of an import */
  gboolean is_settled;           /* a batch: that it came is what a person said */
  gint64 began;                  /* ms, this machine's clock */
} Making;

/* Strings are copied. */
Making *making_new(MakingKind kind, const char *directory_id, const char *list_id, const char *mark,
                   const char *title);
void making_free(Making *making);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Making, making_free)

/* Remembers that @id had the mark before. */
void making_add_before(Making *making, const char *id);
gboolean making_was_before(const Making *making, const char *id);

/* By what a contact is searched, out of its mark, and the fields of that as a rule. The mark of a contact
 * that nothing tells from others is empty. */
char *making_contact_mark(guint fields, const Contact *contact);
Contact *making_marked_contact(const Making *making, MergeRule *fields);

/* All that is not over, of @server (NULL: of all), oldest first: GPtrArray of Making, which owns them. */
GPtrArray *making_read(Journal *journal, const char *server, GError **error);

/* Why @making may not begin over @server: the same is open or unknown, there or over another name of the
 * server; new, or NULL. FALSE and @error: the journal can't be read. */
gboolean making_held(Journal *journal, const char *server, const Making *making, char **held, GError **error);

/* Writes the intent and gives it its ID, with no other program writing between the look and the intent; @what
 * is a line for a person. FALSE: nothing may be sent, since it is held (then @held, new, says why) or the
 * journal can't be written. @journal is NULL where there is none. */
gboolean making_begin(Journal *journal, const char *server, Making *making, const char *what, char **held,
                      GError **error);

/* Writes how it ended: JOURNAL_CREATE (with the new @id, or the job_id of a batch), _REFUSED or _UNKNOWN.
 * @error may be NULL: when it can't be written the intent stays open, and the next start looks for it. */
gboolean making_end(Journal *journal, const char *server, const Making *making, JournalKind kind,
                    const char *id, const char *request_id, const char *outcome, GError **error);

/* A batch is on the list: what its job did. */
void making_job_ended(Journal *journal, const char *server, const Making *making, const char *outcome);

/* The file @mark is wholly on the list, or is not gone on with: its batches hold and leave out nothing. */
void making_run_ended(Journal *journal, const char *server, const char *list_id, const char *mark,
                      const char *outcome);

/* Goes on with the latest one like @making that is unknown or open: takes its intent and who was there before
 * it. */
void making_resume(Journal *journal, const char *server, Making *making);

/* A person decided: what is like @making and unknown is taken as not made, and holds nothing any more. */
gboolean making_let_go(Journal *journal, const char *server, const Making *making, GError **error);
