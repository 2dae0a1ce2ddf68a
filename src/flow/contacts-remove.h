/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Contacts taken off a list, or deleted from their directory: one after the other, each written in the
 * journal. From a list they are read first, so that they can be put back; from a directory they are gone for
 * good.
 */
#pragma once

#include "src/api/contacts.h"
#include "src/flow/merge-rule.h"
#include "src/local/journal.h"

typedef struct {
  char *contact_id;
  char *reason;     /* a line for a person */
  gboolean refused; /* trying again changes nothing */
} ContactFailure;

void contact_failure_free(ContactFailure *failure);

typedef struct {
  GPtrArray *done;   /* of Contact. Removed from a list: as it was before; from a directory: its ID. Put back:
                        as it is now */
  GPtrArray *failed; /* of ContactFailure */
  guint left;        /* not touched: it was stopped before */
} ContactsMoved;

void contacts_moved_free(ContactsMoved *moved);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContactsMoved, contacts_moved_free)

/* Before each contact: so many of @total are done. */
typedef void (*ContactsProgress)(guint done, guint total, gpointer data);

/* @contact_ids: of char *; copied. @stop (may be NULL) ends it after the contact that is under way; what was
 * done until then is the result. @progress may be NULL. */
void contacts_remove_async(ApiClient *client, Journal *journal, const ContactPlace *place,
                           const GPtrArray *contact_ids, GCancellable *stop, ContactsProgress progress,
                           GAsyncReadyCallback callback, gpointer user_data);

/* Puts contacts that contacts_remove_async() took off a list back on it. The API has no call for it but the
 * creation of a contact, which merges with the one that is there: so it needs a directory that merges, and is
 * refused, contact by contact, where another or a second person could be touched. Only what the rule looks at
 * is written, and the opt-out from the list. The rule is read anew. */
void contacts_put_back_async(ApiClient *client, Journal *journal, const ContactPlace *place,
                             const GPtrArray *contacts, GAsyncReadyCallback callback, gpointer user_data);

/* For both. NULL and G_IO_ERROR_CANCELLED when the client went away meanwhile. */
ContactsMoved *contacts_move_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* Why @contact could not be put back by @rule, static; NULL when it could. */
const char *contact_put_back_refusal(MergeRule rule, const Contact *contact);
