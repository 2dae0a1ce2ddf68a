/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Connections in the Secret Service, by way of libsecret; used by connections.c only. Each call ends within
 * its time (connections.h) and its errors are LOCAL_ERROR, or G_IO_ERROR_CANCELLED when the caller cancelled.
 */
#pragma once

#include "src/local/connections.h"

/* The connections in the keyring, sorted by name; GPtrArray of Connection, which owns them. */
void keyring_list_async(GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *keyring_list_finish(GAsyncResult *result, GError **error);

/* The token of the connection called @name, in secret memory. */
void keyring_load_async(const char *name, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);
char *keyring_load_finish(GAsyncResult *result, GError **error);

/* Stores @connection; what was under its name before is gone only once the new one is in. */
void keyring_store_async(const Connection *connection, const char *token, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
gboolean keyring_store_finish(GAsyncResult *result, GError **error);

void keyring_remove_async(const char *name, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean keyring_remove_finish(GAsyncResult *result, GError **error);
