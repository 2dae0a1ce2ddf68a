/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mailing lists of a directory. /directories/{directory}/mailinglists.
 */
#pragma once

#include "src/api/client.h"
#include "src/model/values.h"

/* GET, a page of MailingList. Counts are approximate, and slow to get. */
void mailing_lists_list_async(ApiClient *client, FetchPriority priority, const char *directory_id,
                              gboolean count_contacts, const char *next, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
Page *mailing_lists_list_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* GET one, counted. */
void mailing_list_get_async(ApiClient *client, FetchPriority priority, const char *directory_id,
                            const char *list_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
MailingList *mailing_list_get_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* POST; the new list's ID. */
void mailing_list_create_async(ApiClient *client, const char *directory_id, const char *name,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *
mailing_list_create_finish(ApiClient *client, GAsyncResult *result, FetchProgress *progress, GError **error);

/* PUT */
void
mailing_list_rename_async(ApiClient *client, const char *directory_id, const char *list_id, const char *name,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean mailing_list_rename_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* DELETE */
void mailing_list_delete_async(ApiClient *client, const char *directory_id, const char *list_id,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean mailing_list_delete_finish(ApiClient *client, GAsyncResult *result, GError **error);
