/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Email distributions. /distributions. Creating one mails people: use src/flow/launch.h, not the bare call.
 */
#pragma once

#include "src/api/client.h"
#include "src/model/distribution.h"
#include "src/model/values.h"

/* GET /distributions?surveyId=: a page of Distribution. @list_id may be NULL; @from and @to (TIMESTAMP_NONE:
 * open) are about the time it sends. */
void distributions_list_async(ApiClient *client, FetchPriority priority, const char *survey_id,
                              const char *list_id, gint64 from, gint64 to, const char *next,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
Page *distributions_list_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* GET /distributions/{distribution}?surveyId= */
void distribution_get_async(ApiClient *client, FetchPriority priority, const char *survey_id,
                            const char *distribution_id, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
Distribution *distribution_get_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* POST /distributions (a mail, a set of links), or /distributions/{parent}/reminders or /thankyous, as the
 * launch's kind says: the new ID. Never repeated; @progress says how far it came. Not for an SMS. */
void distribution_create_async(ApiClient *client, const Launch *launch, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
char *
distribution_create_finish(ApiClient *client, GAsyncResult *result, FetchProgress *progress, GError **error);

/* DELETE /distributions/{distribution}: before it is sent. If that is refused with 400, once more with the
 * survey (may be NULL). */
void distribution_delete_async(ApiClient *client, const char *distribution_id, const char *survey_id,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean distribution_delete_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* GET /distributions/{distribution}/history: a page of DistributionEntry. */
void distribution_history_async(ApiClient *client, FetchPriority priority, const char *distribution_id,
                                const char *next, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
Page *distribution_history_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* GET /distributions/{distribution}/links?surveyId=: a page of DistributionEntry. Only of a set of links
 * (GeneratedInvite): of what was mailed this GET resets the dates and states of the mails. */
void distribution_links_async(ApiClient *client, FetchPriority priority, const char *survey_id,
                              const char *distribution_id, const char *next, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
Page *distribution_links_finish(ApiClient *client, GAsyncResult *result, GError **error);
