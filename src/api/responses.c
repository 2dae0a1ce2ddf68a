/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/responses.h"

#include <string.h>

#include "src/api/call.h"
#include "src/api/json.h"
#include "src/model/timestamp.h"

#define MAX_FILE ((gsize) 256 * 1024 * 1024)

/* ## One response */

/* Of a list all that is in it, parted by ", ". */
static char *
text_of(const cJSON *value)
{
  if (!cJSON_IsArray(value))
    return json_value_text(value, TRUE);
  GString *all = g_string_new(NULL);
  const cJSON *item;
  cJSON_ArrayForEach(item, value)
  {
    g_autofree char *text = json_value_text(item, TRUE);
    if (text != NULL)
      g_string_append_printf(all, "%s%s", all->len > 0 ? ", " : "", text);
  }
  return g_string_free(all, FALSE);
}

static void
take_fields(Response *response, const cJSON *values, const cJSON *labels)
{
  const cJSON *value;
  cJSON_ArrayForEach(value, values)
  {
    char *text = text_of(value), *key = text != NULL ? json_name(value) : NULL;
    if (key == NULL) {
      g_free(text);
      continue;
    }
    response_add(response, key, text, text_of(json_get(labels, value->string)));
  }
}

/* NULL when it has no ID. */
static Response *
decode_response(const cJSON *item)
{
  const cJSON *values = json_get(item, "values");
  char *id = json_text(item, "responseId");
  if (id == NULL || *id == '\0') {
    g_free(id);
    return NULL;
  }
  Response *response = response_new();
  response->id = id;
  response->recorded = json_time(values, "recordedDate");
  response->started = json_time(values, "startDate");
  response->ended = json_time(values, "endDate");
  response->duration = json_integer(values, "duration", -1);
  response->status = json_integer(values, "status", -1);
  response->finished = json_flag(values, "finished");
  take_fields(response, values, json_get(item, "labels"));
  char *line = cJSON_PrintUnformatted(item);
  response->json = g_strdup(line);
  cJSON_free(line);
  return response;
}

/* ## Jobs */

static ResponseExportState
state_of(const cJSON *result)
{
  g_autofree char *status = json_text(result, "status");
  if (status != NULL && g_ascii_strcasecmp(status, "complete") == 0)
    return RESPONSE_EXPORT_COMPLETE;
  return status != NULL && g_ascii_strcasecmp(status, "failed") == 0 ? RESPONSE_EXPORT_FAILED
                                                                     : RESPONSE_EXPORT_RUNNING;
}

/* Not the percentage: a failed one may say 100. */
static gpointer
decode_job(const ApiReply *reply)
{
  if (!cJSON_IsObject(reply->result))
    return NULL;
  const cJSON *percent = json_get(reply->result, "percentComplete");
  ResponseExport *job = g_new0(ResponseExport, 1);
  job->state = state_of(reply->result);
  job->progress_id = json_text(reply->result, "progressId");
  job->file_id = json_text(reply->result, "fileId");
  job->token = json_text(reply->result, "continuationToken");
  job->percent = cJSON_IsNumber(percent) ? percent->valuedouble : 0;
  if (job->state == RESPONSE_EXPORT_COMPLETE && job->file_id == NULL)
    job->state = RESPONSE_EXPORT_FAILED;
  return job;
}

/* A start without an ID to ask about leads nowhere. */
static gpointer
decode_start(const ApiReply *reply)
{
  ResponseExport *job = decode_job(reply);
  if (job != NULL && job->progress_id == NULL)
    g_clear_pointer(&job, response_export_free);
  return job;
}

/* A token goes on by itself; together with what it implies the server refuses it. */
static cJSON *
query_body(const ResponseQuery *query)
{
  cJSON *body = cJSON_CreateObject();
  json_add_text(body, "format", "ndjson");
  cJSON_AddFalseToObject(body, "compress");
  json_add_text(body, "continuationToken", query->token);
  if (query->token != NULL)
    return body;
  g_autofree char *since = timestamp_to_api(query->since);
  json_add_text(body, "startDate", since);
  if (query->by_change)
    cJSON_AddTrueToObject(body, "sortByLastModifiedDate");
  if (query->continuing)
    cJSON_AddTrueToObject(body, "allowContinuation");
  return body;
}

void
response_export_start_async(ApiClient *client, const char *survey_id, const ResponseQuery *query,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call =
      api_call_new(FETCH_POST, "export the responses", "surveys", survey_id, "export-responses", NULL);
  api_call_body(call, query_body(query));
  api_call_changes_nothing(call);
  api_call_decode(call, decode_start, (GDestroyNotify) response_export_free);
  api_call_run(client, call, response_export_start_async, cancellable, callback, user_data);
}

ResponseExport *
response_export_start_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, response_export_start_async, NULL, error);
}

void
response_export_progress_async(ApiClient *client, const char *survey_id, const char *progress_id,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "export the responses", "surveys", survey_id, "export-responses",
                               progress_id, NULL);
  api_call_decode(call, decode_job, (GDestroyNotify) response_export_free);
  api_call_run(client, call, response_export_progress_async, cancellable, callback, user_data);
}

ResponseExport *
response_export_progress_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, response_export_progress_async, NULL, error);
}

/* ## Files */

static gboolean
take_response(GPtrArray *responses, const cJSON *item)
{
  Response *response = decode_response(item);
  if (response != NULL)
    g_ptr_array_add(responses, response);
  return response != NULL;
}

/* One line of ndjson; a blank one is nothing. */
static gboolean
take_line(GPtrArray *responses, const char *line, gsize length)
{
  if (strspn(line, " \t\r\n") >= length)
    return TRUE;
  cJSON *item = json_parse(line, length);
  gboolean taken = item != NULL && take_response(responses, item);
  cJSON_Delete(item);
  return taken;
}

static gpointer
decode_file(const ApiReply *reply)
{
  g_autoptr(GPtrArray) responses = g_ptr_array_new_with_free_func((GDestroyNotify) response_free);
  const char *end = reply->body + reply->length;
  for (const char *line = reply->body; line < end;) {
    const char *stop = memchr(line, '\n', (gsize) (end - line));
    gsize length = (gsize) ((stop != NULL ? stop : end) - line);
    if (!take_line(responses, line, length))
      return NULL;
    line += length + 1;
  }
  return g_steal_pointer(&responses);
}

void
response_export_file_async(ApiClient *client, const char *survey_id, const char *file_id,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "read the exported responses", "surveys", survey_id,
                               "export-responses", file_id, "file", NULL);
  api_call_file(call, MAX_FILE);
  api_call_decode(call, decode_file, (GDestroyNotify) g_ptr_array_unref);
  api_call_run(client, call, response_export_file_async, cancellable, callback, user_data);
}

GPtrArray *
response_export_file_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, response_export_file_async, NULL, error);
}
