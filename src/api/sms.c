/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/sms.h"

#include "src/api/call.h"
#include "src/api/json.h"
#include "src/model/timestamp.h"

static gpointer
decode_sms(const cJSON *item)
{
  char *id = json_text(item, "id");
  if (id == NULL)
    return NULL;
  Distribution *sms = distribution_new();
  const cJSON *recipients = json_get(item, "recipients"), *message = json_get(item, "message"),
              *stats = json_get(item, "stats");
  sms->is_sms = TRUE;
  sms->id = id;
  sms->parent_id = json_text(item, "parentDistributionId");
  sms->request_type = json_text(item, "requestType");
  sms->request_status = json_text(item, "requestStatus");
  sms->sends = json_time(item, "sendDate");
  sms->created = json_time(item, "createdDate");
  sms->subject = json_text(item, "name");
  sms->list_id = json_text(recipients, "mailingListId");
  sms->lookup_id = json_text(recipients, "contactId");
  sms->batch_id = json_text(recipients, "transactionBatchId");
  sms->sample_id = json_text(recipients, "sampleId");
  sms->library_id = json_text(message, "libraryId");
  sms->message_id = json_text(message, "messageId");
  sms->message_text = json_value_text(json_get(message, "messageText"), TRUE);
  sms->survey_id = json_text(item, "surveyId");
  sms->link_expires = json_time(item, "surveyLinkExpirationDate");
  sms->stats = (DistributionStats){.sent = json_integer(stats, "sent", 0),
                                   .failed = json_integer(stats, "failed", 0),
                                   .started = json_integer(stats, "started", 0),
                                   .finished = json_integer(stats, "finished", 0),
                                   .credits = json_integer(stats, "credits", 0),
                                   .segments = json_integer(stats, "segments", 0)};
  return sms;
}

static gpointer
decode_one(const ApiReply *reply)
{
  return decode_sms(reply->result);
}

static gpointer
decode_page(const ApiReply *reply)
{
  return api_decode_page(reply, decode_sms, (GDestroyNotify) distribution_free);
}

static gpointer
decode_created(const ApiReply *reply)
{
  return json_text(reply->result, "id");
}

void
sms_list_async(ApiClient *client, FetchPriority priority, const char *survey_id, const char *next,
               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "read the SMS", "distributions", "sms", NULL);
  api_call_query(call, "surveyId", survey_id);
  api_call_query(call, "pageSize", "100");
  api_call_address(call, next);
  api_call_priority(call, priority);
  api_call_decode(call, decode_page, (GDestroyNotify) page_free);
  api_call_run(client, call, sms_list_async, cancellable, callback, user_data);
}

Page *
sms_list_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, sms_list_async, NULL, error);
}

void
sms_get_async(ApiClient *client, FetchPriority priority, const char *survey_id, const char *sms_id,
              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "read the SMS", "distributions", "sms", sms_id, NULL);
  api_call_query(call, "surveyId", survey_id);
  api_call_priority(call, priority);
  api_call_decode(call, decode_one, (GDestroyNotify) distribution_free);
  api_call_run(client, call, sms_get_async, cancellable, callback, user_data);
}

Distribution *
sms_get_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, sms_get_async, NULL, error);
}

/* A reminder or thank-you names what it follows instead. */
static void
add_recipients(cJSON *body, const Launch *launch)
{
  if (launch->parent_id != NULL) {
    json_add_text(body, "parentDistributionId", launch->parent_id);
    return;
  }
  cJSON *recipients = cJSON_AddObjectToObject(body, "recipients");
  if (launch->batch_id != NULL) {
    json_add_text(recipients, "transactionBatchId", launch->batch_id);
    return;
  }
  json_add_text(recipients, "mailingListId", launch->list_id);
  json_add_text(recipients, "contactId", launch->lookup_id);
}

/* The expiration stands at the top, unlike a mail's. A two-way SMS asks the questions themselves and has no
 * message. */
static cJSON *
sms_body(const Launch *launch)
{
  cJSON *body = cJSON_CreateObject();
  g_autofree char *sends = timestamp_to_api(launch->send_at);
  g_autofree char *expires = timestamp_to_api(launch->link_expires);
  json_add_text(body, "surveyId", launch->survey_id);
  json_add_text(body, "name", launch->mark);
  json_add_text(body, "method", launch->method);
  json_add_text(body, "sendDate", sends);
  json_add_text(body, "surveyLinkExpirationDate", expires);
  add_recipients(body, launch);
  if (g_strcmp0(launch->method, "Interactive") == 0)
    return body;
  cJSON *message = cJSON_AddObjectToObject(body, "message");
  if (launch->message_id != NULL) {
    json_add_text(message, "libraryId", launch->library_id);
    json_add_text(message, "messageId", launch->message_id);
  } else {
    json_add_text(message, "messageText", launch->message_text);
  }
  return body;
}

void
sms_create_async(ApiClient *client, const Launch *launch, GCancellable *cancellable,
                 GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_POST, "launch the SMS", "distributions", "sms", NULL);
  api_call_body(call, sms_body(launch));
  api_call_decode(call, decode_created, g_free);
  api_call_sends(call);
  api_call_run(client, call, sms_create_async, cancellable, callback, user_data);
}

char *
sms_create_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, FetchProgress *progress,
                  GError **error)
{
  return api_call_finish(result, sms_create_async, progress, error);
}

void
sms_delete_async(ApiClient *client, const char *sms_id, const char *survey_id, GCancellable *cancellable,
                 GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_DELETE, "call the SMS back", "distributions", "sms", sms_id, NULL);
  api_call_query(call, "surveyId", survey_id);
  api_call_run(client, call, sms_delete_async, cancellable, callback, user_data);
}

gboolean
sms_delete_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, sms_delete_async, NULL, error) != NULL;
}
