/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saving an edit so that it overwrites nobody: read the contact again, see whether someone else changed the
 * same thing, write only what changed, read back what the server made of it. Two edits of one contact go one
 * after the other. A write whose answer is lost, broken or "later" is never just sent again: what the contact
 * has by then says whether it is saved, is written once more, or has become another's.
 */
#pragma once

#include "src/api/client.h"
#include "src/api/contacts.h"
#include "src/local/journal.h"
#include "src/model/contact-edit.h"

typedef struct {
  gboolean saved;         /* FALSE: a conflict, nothing was written */
  gboolean confirmed;     /* it was read back; otherwise @now is what we believe */
  Contact *now;           /* the contact as the server has it */
  ContactEdit *edit;      /* as it was written, or stopped at a conflict */
  GPtrArray *conflicts;   /* of ContactChange: before = what it is now, after = what the edit wants */
  GPtrArray *differences; /* of ContactChange: before = what was wanted, after = what the server made */
} ContactSaved;
void contact_saved_free(ContactSaved *saved);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContactSaved, contact_saved_free)

/* Its turn, GET, compare, PUT, GET. @edit and @place are copied; what was written stands in @journal (may be
 * NULL). With @goes_on an edit that was under way when this one began is no conflict: a person who types on
 * goes on from there. Also used for undo: contact_edit_reverse() is done only while the contact is as we left
 * it. */
void contact_save_async(ApiClient *client, Journal *journal, const ContactPlace *place,
                        const ContactEdit *edit, gboolean goes_on, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data);

/* NULL and an error when the server or the network said no; the edit is still the caller's. Free the result
 * with contact_saved_free. */
ContactSaved *contact_save_finish(ApiClient *client, GAsyncResult *result, GError **error);
