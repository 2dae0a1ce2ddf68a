/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who the token belongs to: the best test of a connection. GET /whoami.
 */
#pragma once

#include "src/api/client.h"
#include "src/model/values.h"

/* GET /whoami. The result is freed with identity_free. */
void identity_get_async(ApiClient *client, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);
Identity *identity_get_finish(ApiClient *client, GAsyncResult *result, GError **error);
