/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/distributions.h"

#include "src/api/call.h"
#include "src/api/json.h"
#include "src/model/timestamp.h"

static DistributionStats
decode_stats(const cJSON *stats)
{
  return (DistributionStats){.sent = json_integer(stats, "sent", 0),
                             .failed = json_integer(stats, "failed", 0),
                             .started = json_integer(stats, "started", 0),
                             .bounced = json_integer(stats, "bounced", 0),
                             .opened = json_integer(stats, "opened", 0),
                             .skipped = json_integer(stats, "skipped", 0),
                             .finished = json_integer(stats, "finished", 0),
                             .complaints = json_integer(stats, "complaints", 0),
                             .blocked = json_integer(stats, "blocked", 0)};
}

static gpointer
decode_distribution(const cJSON *item)
{
  char *id = json_text(item, "id");
  if (id == NULL)
    return NULL;
  Distribution *distribution = distribution_new();
  const cJSON *headers = json_get(item, "headers"), *recipients = json_get(item, "recipients"),
              *message = json_get(item, "message"), *link = json_get(item, "surveyLink");
  distribution->id = id;
  distribution->parent_id = json_text(item, "parentDistributionId");
  distribution->request_type = json_text(item, "requestType");
  distribution->request_status = json_text(item, "requestStatus");
  distribution->sends = json_time(item, "sendDate");
  distribution->created = json_time(item, "createdDate");
  distribution->from_email = json_text(headers, "fromEmail");
  distribution->from_name = json_text(headers, "fromName");
  distribution->reply_to = json_text(headers, "replyToEmail");
  distribution->subject = json_text(headers, "subject");
  distribution->list_id = json_text(recipients, "mailingListId");
  distribution->lookup_id = json_text(recipients, "contactId");
  distribution->batch_id = json_text(recipients, "transactionBatchId");
  distribution->sample_id = json_text(recipients, "sampleId");
  distribution->library_id = json_text(message, "libraryId");
  distribution->message_id = json_text(message, "messageId");
  distribution->message_text = json_value_text(json_get(message, "messageText"), TRUE);
  distribution->survey_id = json_text(link, "surveyId");
  distribution->link_type = json_text(link, "linkType");
  distribution->link_expires = json_time(link, "expirationDate");
  distribution->stats = decode_stats(json_get(item, "stats"));
  return distribution;
}

static gpointer
decode_one(const ApiReply *reply)
{
  return decode_distribution(reply->result);
}

static gpointer
decode_distributions(const ApiReply *reply)
{
  return api_decode_page(reply, decode_distribution, (GDestroyNotify) distribution_free);
}

/* A reminder's answer calls it distributionId. */
static gpointer
decode_created(const ApiReply *reply)
{
  char *id = json_text(reply->result, "distributionId");
  return id != NULL ? id : json_text(reply->result, "id");
}

static gpointer
decode_entry(const cJSON *item)
{
  if (!cJSON_IsObject(item))
    return NULL;
  DistributionEntry *entry = g_new0(DistributionEntry, 1);
  entry->contact_id = json_text(item, "contactId");
  entry->lookup_id = json_text(item, "contactLookupId");
  entry->status = json_text(item, "status");
  entry->response_id = json_text(item, "responseId");
  entry->sent = json_time(item, "sentAt");
  entry->opened = json_time(item, "openedAt");
  entry->started = json_time(item, "responseStartedAt");
  entry->completed = json_time(item, "responseCompletedAt");
  entry->link = json_text(item, "surveyLink");
  entry->link_expires = TIMESTAMP_NONE;
  return entry;
}

static gpointer
decode_link(const cJSON *item)
{
  if (!cJSON_IsObject(item))
    return NULL;
  DistributionEntry *entry = g_new0(DistributionEntry, 1);
  entry->contact_id = json_text(item, "contactId");
  entry->status = json_text(item, "status");
  entry->sent = entry->opened = entry->started = entry->completed = TIMESTAMP_NONE;
  entry->first_name = json_text(item, "firstName");
  entry->last_name = json_text(item, "lastName");
  entry->email = json_text(item, "email");
  entry->ext_ref = json_text(item, "externalDataReference");
  entry->link = json_text(item, "link");
  entry->link_expires = json_time(item, "linkExpiration");
  entry->unsubscribed = json_flag(item, "unsubscribed");
  return entry;
}

static gpointer
decode_links(const ApiReply *reply)
{
  return api_decode_page(reply, decode_link, (GDestroyNotify) distribution_entry_free);
}

static gpointer
decode_history(const ApiReply *reply)
{
  return api_decode_page(reply, decode_entry, (GDestroyNotify) distribution_entry_free);
}

static void
query_time(ApiCall *call, const char *name, gint64 ms)
{
  g_autofree char *text = ms != TIMESTAMP_NONE ? timestamp_to_api(ms) : NULL;
  api_call_query(call, name, text);
}

void
distributions_list_async(ApiClient *client, FetchPriority priority, const char *survey_id,
                         const char *list_id, gint64 from, gint64 to, const char *next,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "read the distributions", "distributions", NULL);
  api_call_query(call, "surveyId", survey_id);
  api_call_query(call, "mailingListId", list_id);
  query_time(call, "sendStartDate", from);
  query_time(call, "sendEndDate", to);
  api_call_query(call, "pageSize", "100");
  api_call_query(call, "useNewPaginationScheme", "true");
  api_call_address(call, next);
  api_call_priority(call, priority);
  api_call_decode(call, decode_distributions, (GDestroyNotify) page_free);
  api_call_run(client, call, distributions_list_async, cancellable, callback, user_data);
}

Page *
distributions_list_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, distributions_list_async, NULL, error);
}

void
distribution_get_async(ApiClient *client, FetchPriority priority, const char *survey_id,
                       const char *distribution_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "read the distribution", "distributions", distribution_id, NULL);
  api_call_query(call, "surveyId", survey_id);
  api_call_priority(call, priority);
  api_call_decode(call, decode_one, (GDestroyNotify) distribution_free);
  api_call_run(client, call, distribution_get_async, cancellable, callback, user_data);
}

Distribution *
distribution_get_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, distribution_get_async, NULL, error);
}

/* Message, header and time, which a mail and its followers share. */
static cJSON *
mail_body(const Launch *launch)
{
  cJSON *body = cJSON_CreateObject(), *message = cJSON_AddObjectToObject(body, "message"),
        *header = cJSON_AddObjectToObject(body, "header");
  g_autofree char *sends = timestamp_to_api(launch->send_at);
  if (launch->message_id != NULL) {
    json_add_text(message, "libraryId", launch->library_id);
    json_add_text(message, "messageId", launch->message_id);
  } else {
    json_add_text(message, "messageText", launch->message_text);
  }
  json_add_text(header, "fromEmail", launch->from_email);
  json_add_text(header, "fromName", launch->from_name);
  if (launch->reply_to != NULL && *launch->reply_to != '\0')
    json_add_text(header, "replyToEmail", launch->reply_to);
  json_add_text(header, "subject", launch->subject);
  json_add_text(body, "sendDate", sends);
  return body;
}

static cJSON *
launch_body(const Launch *launch)
{
  cJSON *body = mail_body(launch), *recipients = cJSON_AddObjectToObject(body, "recipients"),
        *link = cJSON_AddObjectToObject(body, "surveyLink");
  g_autofree char *expires = timestamp_to_api(launch->link_expires);
  if (launch->batch_id != NULL) {
    json_add_text(recipients, "transactionBatchId", launch->batch_id);
  } else {
    json_add_text(recipients, "mailingListId", launch->list_id);
    json_add_text(recipients, "contactId", launch->lookup_id);
  }
  json_add_text(link, "surveyId", launch->survey_id);
  json_add_text(link, "type", launch->link_type);
  json_add_text(link, "expirationDate", expires);
  return body;
}

/* Another body at the same address; one must not have anything of the other. */
static cJSON *
links_body(const Launch *launch)
{
  cJSON *body = cJSON_CreateObject();
  gboolean is_batch = launch->batch_id != NULL;
  g_autofree char *expires = timestamp_to_api(launch->link_expires);
  json_add_text(body, "action", is_batch ? "CreateTransactionBatchDistribution" : "CreateDistribution");
  json_add_text(body, "surveyId", launch->survey_id);
  json_add_text(body, "linkType", launch->link_type);
  json_add_text(body, "description", launch->subject);
  json_add_text(body, "expirationDate", expires);
  json_add_text(body, is_batch ? "transactionBatchId" : "mailingListId",
                is_batch ? launch->batch_id : launch->list_id);
  return body;
}

static ApiCall *
create_call(const Launch *launch)
{
  if (launch->kind != LAUNCH_REMINDER && launch->kind != LAUNCH_THANK_YOU) {
    ApiCall *call = api_call_new(FETCH_POST, "launch the distribution", "distributions", NULL);
    api_call_body(call, launch->kind == LAUNCH_LINKS ? links_body(launch) : launch_body(launch));
    return call;
  }
  ApiCall *call = api_call_new(FETCH_POST, "follow the distribution up", "distributions", launch->parent_id,
                               launch->kind == LAUNCH_REMINDER ? "reminders" : "thankyous", NULL);
  api_call_body(call, mail_body(launch));
  return call;
}

void
distribution_create_async(ApiClient *client, const Launch *launch, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = create_call(launch);
  api_call_decode(call, decode_created, g_free);
  api_call_sends(call);
  api_call_run(client, call, distribution_create_async, cancellable, callback, user_data);
}

char *
distribution_create_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, FetchProgress *progress,
                           GError **error)
{
  return api_call_finish(result, distribution_create_async, progress, error);
}

typedef struct {
  ApiClient *client;
  char *distribution_id, *survey_id;
  gboolean with_survey;
} Deletion;

static void
deletion_free(gpointer data)
{
  Deletion *deletion = data;
  g_free(deletion->distribution_id);
  g_free(deletion->survey_id);
  g_free(deletion);
}

static void delete_once(GTask *task);

/* The documentation wants no survey here for email, as it does for SMS; a server that wants it says 400. */
static void
on_deleted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Deletion *deletion = g_task_get_task_data(task);
  GError *error = NULL;
  if (api_call_finish(result, on_deleted, NULL, &error) != NULL) {
    g_task_return_boolean(task, TRUE);
  } else if (api_error_http_status(error) == 400 && !deletion->with_survey && deletion->survey_id != NULL) {
    g_error_free(error);
    deletion->with_survey = TRUE;
    delete_once(g_steal_pointer(&task));
  } else {
    g_task_return_error(task, error);
  }
}

/* Takes @task. */
static void
delete_once(GTask *task)
{
  const Deletion *deletion = g_task_get_task_data(task);
  ApiCall *call = api_call_new(FETCH_DELETE, "call the distribution back", "distributions",
                               deletion->distribution_id, NULL);
  api_call_query(call, "surveyId", deletion->with_survey ? deletion->survey_id : NULL);
  api_call_run(deletion->client, call, on_deleted, g_task_get_cancellable(task), on_deleted, task);
}

void
distribution_delete_async(ApiClient *client, const char *distribution_id, const char *survey_id,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, distribution_delete_async);
  Deletion *deletion = g_new0(Deletion, 1);
  deletion->client = client;
  deletion->distribution_id = g_strdup(distribution_id);
  deletion->survey_id = g_strdup(survey_id);
  g_task_set_task_data(task, deletion, deletion_free);
  delete_once(task);
}

gboolean
distribution_delete_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, distribution_delete_async), FALSE);
  return g_task_propagate_boolean(G_TASK(result), error);
}

void
distribution_history_async(ApiClient *client, FetchPriority priority, const char *distribution_id,
                           const char *next, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  ApiCall *call =
      api_call_new(FETCH_GET, "read who got it", "distributions", distribution_id, "history", NULL);
  api_call_address(call, next);
  api_call_priority(call, priority);
  api_call_decode(call, decode_history, (GDestroyNotify) page_free);
  api_call_run(client, call, distribution_history_async, cancellable, callback, user_data);
}

Page *
distribution_history_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, distribution_history_async, NULL, error);
}

void
distribution_links_async(ApiClient *client, FetchPriority priority, const char *survey_id,
                         const char *distribution_id, const char *next, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "read the links", "distributions", distribution_id, "links", NULL);
  api_call_query(call, "surveyId", survey_id);
  api_call_address(call, next);
  api_call_priority(call, priority);
  api_call_decode(call, decode_links, (GDestroyNotify) page_free);
  api_call_run(client, call, distribution_links_async, cancellable, callback, user_data);
}

Page *
distribution_links_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, distribution_links_async, NULL, error);
}
