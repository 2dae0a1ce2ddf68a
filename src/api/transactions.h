/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A transaction batch: how some contacts of a list get one distribution. POST
 * /directories/{directory}/transactions (one for each contact), then POST .../transactionbatches.
 */
#pragma once

#include "src/api/client.h"

/* @contact_ids: of char *, CID_; copied. When the server leaves out any of them the
 * error names it, and no batch is made. Nothing is mailed by it. */
void transaction_batch_create_async(ApiClient *client, const char *directory_id, const char *list_id,
                                    const GPtrArray *contact_ids, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* The batch's ID, BT_. */
char *transaction_batch_create_finish(ApiClient *client, GAsyncResult *result, GError **error);
