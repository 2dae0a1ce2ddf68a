/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Responses: exports of many (a job is started, asked about, its file read), or one by its ID.
 * /surveys/{S}/export-responses, /surveys/{S}/responses. src/flow/response-pull.h takes the three steps at
 * once.
 */
#pragma once

#include "src/api/client.h"
#include "src/model/response.h"

/* What a job shall bring. */
typedef struct {
  const char *token;   /* of the job before: what came since; the rest is ignored then */
  gint64 since;        /* recorded (or changed, with @by_change) then or later; TIMESTAMP_NONE: all */
  gboolean by_change;  /* in the order of the last change */
  gboolean continuing; /* ask for a token */
} ResponseQuery;

/* POST /surveys/{S}/export-responses, as ndjson and not packed. It changes nothing, so a read-only connection
 * may do it; 100 a minute for the whole brand. */
void response_export_start_async(ApiClient *client, const char *survey_id, const ResponseQuery *query,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
ResponseExport *response_export_start_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* GET /surveys/{S}/export-responses/{progress} */
void
response_export_progress_async(ApiClient *client, const char *survey_id, const char *progress_id,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
ResponseExport *response_export_progress_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* GET /surveys/{S}/export-responses/{file}/file: a GPtrArray of Response, which it owns. A file that is
 * broken anywhere is an error as a whole. */
void response_export_file_async(ApiClient *client, const char *survey_id, const char *file_id,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *response_export_file_finish(ApiClient *client, GAsyncResult *result, GError **error);
