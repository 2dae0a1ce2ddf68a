/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One change made to many contacts: first all are read, which says what would change from what to what; then
 * each edit is saved so that it overwrites nobody. One after the other; each that is written stands in the
 * journal.
 */
#pragma once

#include "src/flow/contacts-remove.h"
#include "src/model/contact-edit.h"

typedef struct {
  GPtrArray *edits;  /* of ContactEdit: planned, or written */
  GPtrArray *now;    /* of Contact: as they are now, the written ones */
  GPtrArray *failed; /* of ContactFailure; also those that someone else changed meanwhile */
  guint same;        /* planning: they are so already */
  guint left;        /* not touched: it was stopped before */
} ContactsEdited;

void contacts_edited_free(ContactsEdited *edited);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContactsEdited, contacts_edited_free)

/* Reads @contact_ids (of char *) and writes nothing: the edits that bring @change's `after` to each. Its
 * `before` does not matter. Everything is copied; @stop and @progress may be NULL. */
void contacts_edit_plan_async(ApiClient *client, const ContactPlace *place, const GPtrArray *contact_ids,
                              const ContactChange *change, GCancellable *stop, ContactsProgress progress,
                              GAsyncReadyCallback callback, gpointer user_data);

/* Saves @edits (of ContactEdit; copied). @stop ends it after the contact that is under way. @journal may be
 * NULL. */
void contacts_edit_async(ApiClient *client, Journal *journal, const ContactPlace *place,
                         const GPtrArray *edits, GCancellable *stop, ContactsProgress progress,
                         GAsyncReadyCallback callback, gpointer user_data);

/* For both. NULL and G_IO_ERROR_CANCELLED when the client went away meanwhile. */
ContactsEdited *contacts_edit_finish(GAsyncResult *result, GError **error);
