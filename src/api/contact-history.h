/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one contact was sent and answered. In the order of the server, which is no order to rely on.
 */
#pragma once

#include "src/api/contacts.h"
#include "src/model/contact-event.h"

/* GET .../contacts/{contact}/history?type=email|response: a page of ContactEvent. At a list: what happened
 * through that list alone. */
void contact_history_async(ApiClient *client, const ContactPlace *place, const char *contact_id,
                           ContactHistory kind, const char *next, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
Page *contact_history_finish(ApiClient *client, GAsyncResult *result, GError **error);
