/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The directories of the account; usually one. GET /directories.
 */
#pragma once

#include "src/api/client.h"
#include "src/model/values.h"

/* @next: NULL for the first page, else the page's own. With @count_contacts the server counts, which is slow.
 */
void
directories_list_async(ApiClient *client, FetchPriority priority, gboolean count_contacts, const char *next,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* A page of Directory. */
Page *directories_list_finish(ApiClient *client, GAsyncResult *result, GError **error);
