/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a CSV file into a mailing list, in batches as large as Qualtrics takes. Each batch is in the
 * journal before its one POST; a lost answer is looked after by the list's count and called unknown, never
 * sent again, and its list is held. Nothing is sent after a batch that failed. What was sent of a file before
 * it was cut off is import-resume.h's; who of a batch that a person settled as come is not there is among the
 * rejects.
 */
#pragma once

#include "src/api/contacts.h"
#include "src/local/journal.h"
#include "src/local/paths.h"
#include "src/model/import-plan.h"

typedef struct {
  guint row;        /* of the table */
  gboolean unknown; /* it may be on the list */
  char *reason;
} ImportReject;

typedef struct {
  gint64 added, updated; /* as Qualtrics counts */
  GPtrArray *rejects;    /* of ImportReject */
  GPtrArray *notes;      /* of char *: lines for a person */
  GError *refusal;       /* what ended it, when that was an answer that says no */
} ImportOutcome;

void import_outcome_free(ImportOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImportOutcome, import_outcome_free)

/* How many rows are on the server (or refused), and how many it has taken and works on, of how many. */
typedef void (*ImportProgress)(guint done, guint taken, guint total, gpointer user_data);

/* @plan and its table are borrowed until the callback. Without a @journal nothing is sent. @cancellable:
 * cancelled when the connection is left; what was sent then is not taken back. */
void contacts_import_async(ApiClient *client, Journal *journal, const ContactPlace *list,
                           const ImportPlan *plan, ImportProgress progress, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
/* NULL and an error when nothing was sent (API_ERROR_REFUSED: the list is held), or the connection was left.
 */
ImportOutcome *contacts_import_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* "", or ", in batches of at most 10,000" when @rows are more than one POST takes. New. */
char *import_batches_words(guint rows);

/* The rejected rows as a CSV file at @path: the columns of the file they came from, then "line" and "reason".
 * Only for the owner's eyes. */
gboolean
import_write_rejects(const ImportPlan *plan, const ImportOutcome *outcome, const char *path, GError **error);
/* The same into the state folder; where that is, new, or NULL and an error. */
char *
import_keep_rejects(const ImportPlan *plan, const ImportOutcome *outcome, const Paths *paths, GError **error);
