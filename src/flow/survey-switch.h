/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A survey activated or deactivated: read, written, read back, and in the journal.
 */
#pragma once

#include "src/api/client.h"
#include "src/local/journal.h"
#include "src/model/values.h"

/* GET, PUT, GET: no answer to the PUT is believed alone; nothing is written when it is so already. @journal
 * may be NULL. It cannot be cancelled; when the client goes away meanwhile _finish says G_IO_ERROR_CANCELLED.
 */
void survey_switch_async(ApiClient *client, Journal *journal, const char *survey_id, gboolean active,
                         GAsyncReadyCallback callback, gpointer user_data);

/* The survey as it is now; @was_so (may be NULL): it was before. An @error says in a whole
 * line whether it was not done, or that nobody knows. */
Survey *survey_switch_finish(ApiClient *client, GAsyncResult *result, gboolean *was_so, GError **error);
