/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Surveys. /surveys.
 */
#pragma once

#include "src/api/client.h"
#include "src/model/values.h"

/* GET /surveys: a page of Survey; an empty last page is normal. */
void surveys_list_async(ApiClient *client, FetchPriority priority, const char *next,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
Page *surveys_list_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* GET /surveys/{survey}: with expiration and response counts. */
void survey_get_async(ApiClient *client, const char *survey_id, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data);
Survey *survey_get_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* PUT /surveys/{survey} {"isActive": ...} */
void survey_set_active_async(ApiClient *client, const char *survey_id, gboolean active,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean survey_set_active_finish(ApiClient *client, GAsyncResult *result, GError **error);
