/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Contacts, of a directory or of a mailing list: the same calls at two places, which mean different things
 * (delete: gone everywhere, or off this list; unsubscribed: from all, or from this list).
 */
#pragma once

#include "src/api/client.h"
#include "src/model/contact-edit.h"
#include "src/model/contact-query.h"
#include "src/model/values.h"

typedef struct {
  const char *directory_id;
  const char *list_id; /* NULL: the directory itself */
} ContactPlace;

/* GET .../contacts: a sealed page, 50 of a list, 100 of a directory. */
void
contacts_list_async(ApiClient *client, const ContactPlace *place, FetchPriority priority, const char *next,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
ContactPage *contacts_list_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* Those of a place that Qualtrics keeps account of by itself. */
typedef enum {
  CONTACTS_EVERYBODY,
  CONTACTS_OPTED_OUT, /* of a list, its own opt-outs and those of the directory */
  CONTACTS_BOUNCED    /* of a list only: their mail came back */
} ContactsView;

/* GET .../optedOutContacts, .../bouncedContacts: a sealed page, without lookup IDs. */
void contacts_view_async(ApiClient *client, const ContactPlace *place, ContactsView view,
                         FetchPriority priority, const char *next, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
ContactPage *contacts_view_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* The same as contacts_list with embedded data (of a list: includeEmbedded=true): a Page of Contact. */
void contacts_list_whole_async(ApiClient *client, const ContactPlace *place, const char *next,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
Page *contacts_list_whole_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* GET .../contacts/{contact}; memberships come from the directory only. */
void contact_get_async(ApiClient *client, const ContactPlace *place, const char *contact_id,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The same, not before @ms have passed; contact_get_finish for it too. */
void contact_get_later_async(ApiClient *client, const ContactPlace *place, const char *contact_id, guint ms,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
Contact *contact_get_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* POST .../contacts: returns a Contact with its new ID (and lookup ID, in a list) only. Into a list that the
 * contact's flags say it opted out of it comes opted out. */
void contact_create_async(ApiClient *client, const ContactPlace *place, const Contact *contact,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
Contact *
contact_create_finish(ApiClient *client, GAsyncResult *result, FetchProgress *progress, GError **error);

/* PUT .../contacts/{contact}: what @edit changes; of embedded data, once touched, the whole map of @base (the
 * contact as just read) with the changes in it. It is sent once: after 429, 5xx or silence the contact is to
 * be read again before anything is written to it. */
void contact_update_async(ApiClient *client, const ContactPlace *place, const ContactEdit *edit,
                          const Contact *base, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean contact_update_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* DELETE .../contacts/{contact} */
void contact_delete_async(ApiClient *client, const ContactPlace *place, const char *contact_id,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean contact_delete_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* What a search asks: the whole text of an editable field, without case. */
typedef struct {
  ContactField field;
  const char *value;
} ContactCondition;

/* POST /directories/{directory}/contacts/search: a sealed page of those for whom all of 1 to 5 conditions
 * hold.
 * @next: contact_page_next() of the page before, NULL for the first. It changes nothing, so a read-only
 * connection may do it. Not with the light directory. */
void contact_search_async(ApiClient *client, const char *directory_id, const ContactCondition *conditions,
                          guint n_conditions, const char *next, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
/* The same call for all that contact_query_parse reads. @terms: of ContactTerm. Beyond 10,000 hits the server
 * refuses. */
void
contact_query_async(ApiClient *client, const char *directory_id, const GPtrArray *terms, const char *next,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
ContactPage *contact_query_finish(ApiClient *client, GAsyncResult *result, GError **error);
ContactPage *contact_search_finish(ApiClient *client, GAsyncResult *result, GError **error);
