/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many contacts at once into a mailing list: a job that Qualtrics works through by itself.
 * /directories/{directory}/mailinglists/{list}/transactioncontacts.
 */
#pragma once

#include "src/api/contacts.h"
#include "src/model/values.h"

/* What one POST takes. */
enum { IMPORT_MAX_CONTACTS = 10000, IMPORT_MAX_BYTES = 5 * 1000 * 1000 };

typedef struct {
  char *id;
  GArray *unprocessed; /* of guint: which of the contacts were refused at once, counted from 0 */
} ImportStart;
void import_start_free(ImportStart *start);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImportStart, import_start_free)

/* Bytes that @contact takes in a POST. */
gsize import_contact_size(const Contact *contact);

/* POST, never repeated by itself. @contacts: of Contact, at most IMPORT_MAX_CONTACTS and IMPORT_MAX_BYTES;
 * empty fields are left out, so that nobody's is cleared. CONTACT_UNSUBSCRIBED_FROM_LIST sends
 * "unsubscribed"; nobody is opted in again. */
void import_start_async(ApiClient *client, const ContactPlace *list, const GPtrArray *contacts,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
ImportStart *
import_start_finish(ApiClient *client, GAsyncResult *result, FetchProgress *progress, GError **error);

typedef struct {
  gboolean complete;
  gint64 added, updated, failed; /* of a complete one; all 0: directory, list or job does not exist */
} ImportStatus;

/* GET .../transactioncontacts/{job}; free it with g_free. */
void import_status_async(ApiClient *client, const ContactPlace *list, const char *import_id,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
ImportStatus *import_status_finish(ApiClient *client, GAsyncResult *result, GError **error);

typedef struct {
  gint64 index; /* of the contact in its POST; -1: not said */
  char *contact_id;
  char *status; /* in Qualtrics' words, which no documentation lists */
} ImportEntry;

/* GET /directories/{directory}/imports/api-import/jobs/{job}/report: a Page of ImportEntry. */
void import_report_async(ApiClient *client, const char *directory_id, const char *import_id, const char *next,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
Page *import_report_finish(ApiClient *client, GAsyncResult *result, GError **error);
