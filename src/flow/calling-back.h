/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls one distribution back, and believes no answer alone: whoever stands on the way may say 200 without a
 * word, or 404. It is called back when Qualtrics does not have it any more. Whether it may be called back,
 * and the journal, are launch.c's.
 */
#pragma once

#include "src/api/client.h"
#include "src/model/distribution.h"

/* All is copied. @cancellable ends the looking, never the DELETE. Of the kinds only LAUNCH_SMS matters. */
void
calling_back_async(ApiClient *client, LaunchKind kind, const char *distribution_id, const char *survey_id,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Only looks, after a DELETE whose answer nobody saw. */
void calling_back_look_async(ApiClient *client, LaunchKind kind, const char *distribution_id,
                             const char *survey_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
/* TRUE: it is gone. FALSE: @error says in a whole line whether it still leaves, or (API_ERROR_SERVER) that
 * nobody knows. */
gboolean calling_back_finish(GAsyncResult *result, GError **error);
