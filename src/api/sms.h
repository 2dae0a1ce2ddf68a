/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SMS distributions, which /distributions does not show. /distributions/sms. Creating one costs credits and
 * reaches people: use src/flow/launch.h, not the bare call. There is no history of them.
 */
#pragma once

#include "src/api/client.h"
#include "src/model/distribution.h"
#include "src/model/values.h"

/* GET /distributions/sms?surveyId=: a page of Distribution, is_sms set; without their texts. */
void sms_list_async(ApiClient *client, FetchPriority priority, const char *survey_id, const char *next,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
Page *sms_list_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* GET /distributions/sms/{sms}?surveyId= */
void sms_get_async(ApiClient *client, FetchPriority priority, const char *survey_id, const char *sms_id,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
Distribution *sms_get_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* POST /distributions/sms: the new ID (SMSD_). The launch's mark is its name. Never repeated; @progress says
 * how far it came. */
void sms_create_async(ApiClient *client, const Launch *launch, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data);
char *sms_create_finish(ApiClient *client, GAsyncResult *result, FetchProgress *progress, GError **error);

/* DELETE /distributions/sms/{sms}?surveyId=: before it is sent. The survey is the one it was made with. */
void sms_delete_async(ApiClient *client, const char *sms_id, const char *survey_id, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data);
gboolean sms_delete_finish(ApiClient *client, GAsyncResult *result, GError **error);
