/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/surveys.h"

#include "src/api/call.h"
#include "src/api/json.h"
#include "src/model/timestamp.h"

static gpointer
decode_survey(const cJSON *item)
{
  char *id = json_text(item, "id");
  if (id == NULL)
    return NULL;
  Survey *survey = g_new0(Survey, 1);
  const cJSON *expiration = json_get(item, "expiration"), *counts = json_get(item, "responseCounts");
  survey->id = id;
  survey->name = json_title(item, "name", survey->id);
  survey->owner_id = json_text(item, "ownerId");
  survey->is_active = json_flag(item, "isActive");
  survey->created = json_time(item, "creationDate");
  survey->modified = json_time(item, "lastModified");
  if (survey->modified == TIMESTAMP_NONE)
    survey->modified = json_time(item, "lastModifiedDate"); /* GET one calls it so */
  survey->starts = json_time(expiration, "startDate");
  survey->ends = json_time(expiration, "endDate");
  survey->auditable = json_integer(counts, "auditable", -1);
  survey->generated = json_integer(counts, "generated", -1);
  survey->deleted = json_integer(counts, "deleted", -1);
  return survey;
}

static gpointer
decode_one(const ApiReply *reply)
{
  return decode_survey(reply->result);
}

static gpointer
decode_surveys(const ApiReply *reply)
{
  return api_decode_page(reply, decode_survey, (GDestroyNotify) survey_free);
}

void
surveys_list_async(ApiClient *client, FetchPriority priority, const char *next, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "read the surveys", "surveys", NULL);
  api_call_address(call, next);
  api_call_priority(call, priority);
  api_call_decode(call, decode_surveys, (GDestroyNotify) page_free);
  api_call_run(client, call, surveys_list_async, cancellable, callback, user_data);
}

Page *
surveys_list_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, surveys_list_async, NULL, error);
}

void
survey_get_async(ApiClient *client, const char *survey_id, GCancellable *cancellable,
                 GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "read the survey", "surveys", survey_id, NULL);
  api_call_decode(call, decode_one, (GDestroyNotify) survey_free);
  api_call_run(client, call, survey_get_async, cancellable, callback, user_data);
}

Survey *
survey_get_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, survey_get_async, NULL, error);
}

void
survey_set_active_async(ApiClient *client, const char *survey_id, gboolean active, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_PUT, active ? "activate the survey" : "deactivate the survey", "surveys",
                               survey_id, NULL);
  cJSON *body = cJSON_CreateObject();
  cJSON_AddBoolToObject(body, "isActive", active);
  api_call_body(call, body);
  api_call_run(client, call, survey_set_active_async, cancellable, callback, user_data);
}

gboolean
survey_set_active_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, survey_set_active_async, NULL, error) != NULL;
}
