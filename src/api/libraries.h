/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Libraries and their messages. /libraries.
 */
#pragma once

#include "src/api/client.h"
#include "src/model/values.h"

/* GET /libraries: a page of Library. */
void libraries_list_async(ApiClient *client, FetchPriority priority, const char *next,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
Page *libraries_list_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* GET /libraries/{library}/messages: a page of LibraryMessage without texts. @category: "invite", or NULL for
 * all. */
void library_messages_list_async(ApiClient *client, FetchPriority priority, const char *library_id,
                                 const char *category, const char *next, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
Page *library_messages_list_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* GET /libraries/{library}/messages/{message}: with its texts. */
void library_message_get_async(ApiClient *client, const char *library_id, const char *message_id,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
LibraryMessage *library_message_get_finish(ApiClient *client, GAsyncResult *result, GError **error);
