/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An export of responses from start to end: the job is started, asked about with growing pauses, its file
 * read.
 */
#pragma once

#include "src/api/responses.h"

typedef struct {
  GPtrArray *responses; /* of Response, which it owns */
  char *token;          /* to go on from here; NULL when none was asked for or given */
} ResponsePull;

void response_pull_free(ResponsePull *pull);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ResponsePull, response_pull_free)

/* When the server refuses the token of @query (it lives for a week), the rest of @query is asked for instead.
 * A job that fails is API_ERROR_SERVER. */
void response_pull_async(ApiClient *client, const char *survey_id, const ResponseQuery *query,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
ResponsePull *response_pull_finish(ApiClient *client, GAsyncResult *result, GError **error);
