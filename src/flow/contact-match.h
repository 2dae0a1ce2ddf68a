/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is there already that a new contact would be merged with, or would stand beside as a second one.
 */
#pragma once

#include "src/api/contacts.h"
#include "src/flow/merge-rule.h"

typedef struct {
  gboolean merges;     /* by the directory's rule: the one found would be changed, no new one made */
  GPtrArray *contacts; /* of Contact: what the search says of them (no embedded data) */
} ContactMatch;

void contact_match_free(ContactMatch *match);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContactMatch, contact_match_free)

/* By which fields (1 << ContactField) contact_match_async searches: what tells this person from others. 0:
 * there is nothing to search by. */
guint contact_match_fields(MergeRule rule, const Contact *contact);

/* Is that contact among them? */
gboolean contact_match_has(const ContactMatch *match, const char *contact_id);

/* Searches the directory by the fields of its rule, where @contact has them all; else, since nothing is
 * merged then, by email, by external reference, or by the names and phone there are. @contact is copied. */
void contact_match_async(ApiClient *client, const char *directory_id, MergeRule rule, const Contact *contact,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
ContactMatch *contact_match_finish(ApiClient *client, GAsyncResult *result, GError **error);
