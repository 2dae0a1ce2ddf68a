/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal: what was written to Qualtrics from this machine, one JSON object a line, only ever appended,
 * each record on the disk before the call returns. It is what makes a send, a create or an import happen at
 * most once: the intent is in it before the POST goes out, and an intent without an end is looked for on the
 * next start. A torn last
 * line (power cut, kill) is skipped by readers and closed by the next append. Never holds a token or a mail's
 * text.
 */
#pragma once

#include "src/local/local-error.h"
#include "src/local/paths.h"

typedef enum {
  JOURNAL_SEND_INTENT,
  JOURNAL_SEND_DONE,      /* the server has it: distribution_id */
  JOURNAL_SEND_REFUSED,   /* surely nothing was or will be sent */
  JOURNAL_SEND_UNKNOWN,   /* not found until its second had passed; its list is held until a person decides */
  JOURNAL_SEND_CANCELLED, /* called back before it left */
  JOURNAL_EDIT,
  JOURNAL_CREATE, /* the server has it */
  JOURNAL_DELETE,
  JOURNAL_CALL,           /* a call made by hand that writes: outcome is "PUT /path: done" */
  JOURNAL_CREATE_INTENT,  /* a contact, a list or a batch of an import is about to be made */
  JOURNAL_CREATE_REFUSED, /* surely nothing was made */
  JOURNAL_CREATE_UNKNOWN, /* not found; held until a person decides */
  JOURNAL_SEND_CALLING,   /* it is about to be called back */
  JOURNAL_KINDS
} JournalKind;

/* Strings are NULL, and times 0, where they do not apply. For journal_append they are borrowed; in what the
 * journal returns they belong to the entry. */
typedef struct {
  JournalKind kind;
  gint64 when; /* ms UTC; 0 in journal_append: now */
  const char *intent_id;
  const char *connection; /* its name */
  const char *server;
  const char *survey_id;
  const char *list_id;
  const char *lookup_id;
  const char *batch_id;
  gint64 send_at; /* ms UTC, whole seconds */
  const char *subject;
  const char *distribution_id;
  const char *contact_id;
  const char *request_id;
  const char *outcome; /* a line for a person */
  const char *sending; /* what kind of launch, or of thing made; NULL: an email */
  const char *mark;    /* by what a launch is known again, beside its second; or what was made */
  const char *directory_id;
  const char *before; /* IDs, spaces between, of what bore the same mark before it was made */
  const char *run_id; /* of an import: what its batches belong to */
  const char *job_id; /* of an import: what Qualtrics calls the batch */
  const char *lines;  /* of the file that is imported: "2-5001,5003" */
} JournalEntry;

void journal_entry_free(JournalEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JournalEntry, journal_entry_free)

const char *journal_kind_name(JournalKind kind); /* "send-intent" */

/* The record as it stands in the file, without the line's end. New. */
char *journal_entry_to_json(const JournalEntry *entry);

typedef struct Journal Journal;

/* Opens state/journal, makes it when missing. LOCAL_ERROR_FILE or FULL. */
Journal *journal_open(const Paths *paths, GError **error);
void journal_close(Journal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Journal, journal_close)

/* What is done while the journal can't be written is done all the same where it needs no intent: then a
 * person is told, in one line and once until a record is written again. */
typedef void (*JournalLost)(const char *line, gpointer data);
void journal_set_lost(Journal *journal, JournalLost lost, gpointer data);

/* A new ID for an intent, unique across machines. */
char *journal_new_intent_id(void);

/* Between these two no other program and no other Journal appends, so that what is appended may rest on what
 * was read. Not nested; others wait meanwhile, so nothing else is done between. FALSE: LOCAL_ERROR_FILE, or
 * LOCAL_ERROR_LOCKED when another program has been holding it for a second: it was stopped meanwhile. As
 * long as it goes on with that, nobody waits so long again. */
gboolean journal_hold(Journal *journal, GError **error);
void journal_let_go(Journal *journal);

/* Appends and syncs. On an error (of journal_hold() too) nothing stays in the file: a send whose intent could
 * not be written must not go out. Who passes no @error does without the record: then it is JournalLost that
 * is told. */
gboolean journal_append(Journal *journal, const JournalEntry *entry, GError **error);

/* Appends a JOURNAL_CALL: @method and @path of what a person sent from the console or with `canvass api`, and
 * how it ended ("done", "not known: ..."). @request_id may be NULL. */
gboolean journal_append_call(Journal *journal, const char *connection, const char *server, const char *method,
                             const char *path, const char *ended, const char *request_id, GError **error);

/* The records about what has an intent (sends, what is made), oldest first, others' processes included; an
 * array of JournalEntry. They stay in memory and only what was appended since is read, so it may be asked
 * before every key. Owned by the journal, until the next call. */
const GPtrArray *journal_intents(Journal *journal, GError **error);

/* All records, oldest first, others' processes included; GPtrArray of JournalEntry, which owns them. Lines
 * that cannot be understood are left out. Reads everything: for showing, not for asking. */
GPtrArray *journal_read(Journal *journal, GError **error);

/* Moves the records that no intent needs to a file of their own; journal_append does so by itself when the
 * journal is large. Of them at least the latest 64 MB are kept (a quarter of a million edits), of sends and
 * of what was made all. FALSE: as journal_hold(). */
gboolean journal_tidy(Journal *journal, GError **error);

/* Whether an intent to @list_id or of @survey_id, other than a refused one, stands on the second of @send_at
 * (ms UTC). A journal that cannot be read says TRUE: then no second is free. */
gboolean
journal_send_second_taken(Journal *journal, const char *list_id, const char *survey_id, gint64 send_at);
