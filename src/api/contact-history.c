/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/contact-history.h"

#include "src/api/call.h"
#include "src/api/json.h"
#include "src/model/timestamp.h"

static ContactEvent *
decode_event(const cJSON *item, ContactHistory kind)
{
  if (!cJSON_IsObject(item))
    return NULL;
  ContactEvent *event = contact_event_new(kind);
  event->survey_id = json_text(item, "surveyId");
  event->distribution_id = json_text(item, "distributionId");
  return event;
}

/* The answer of the server that refused it says most: its status code and its words. */
static char *
decode_bounce(const cJSON *bounce)
{
  g_autofree char *code = json_text(bounce, "statusCode"), *reason = json_text(bounce, "reason");
  if (code == NULL || *code == '\0')
    return reason != NULL && *reason != '\0' ? g_steal_pointer(&reason) : NULL;
  if (reason == NULL || *reason == '\0')
    return g_steal_pointer(&code);
  return g_strdup_printf("%s %s", code, reason);
}

static gpointer
decode_mail(const cJSON *item)
{
  ContactEvent *event = decode_event(item, CONTACT_MAILS);
  if (event == NULL)
    return NULL;
  event->when = json_time(item, "date");
  event->type = json_text(item, "type");
  event->result = json_text(item, "result");
  event->bounce = decode_bounce(json_get(item, "bounceInfo"));
  event->read = json_flag(item, "read");
  return event;
}

/* The times have other names at a list. */
static gint64
decode_time(const cJSON *item, const char *name, const char *at_list)
{
  gint64 when = json_time(item, name);
  return when != TIMESTAMP_NONE ? when : json_time(item, at_list);
}

static gpointer
decode_response(const cJSON *item)
{
  ContactEvent *event = decode_event(item, CONTACT_RESPONSES);
  if (event == NULL)
    return NULL;
  event->response_id = json_text(item, "responseId");
  event->finished = json_flag(item, "surveyFinished");
  event->when = decode_time(item, "dateCompleted", "surveyCompletedDate");
  if (event->when == TIMESTAMP_NONE)
    event->when = decode_time(item, "dateStarted", "surveyStartedDate");
  return event;
}

static gpointer
decode_mails(const ApiReply *reply)
{
  return api_decode_page(reply, decode_mail, (GDestroyNotify) contact_event_free);
}

static gpointer
decode_responses(const ApiReply *reply)
{
  return api_decode_page(reply, decode_response, (GDestroyNotify) contact_event_free);
}

void
contact_history_async(ApiClient *client, const ContactPlace *place, const char *contact_id,
                      ContactHistory kind, const char *next, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  gboolean mails = kind == CONTACT_MAILS;
  const char *intent = mails ? "read the mails" : "read the responses";
  ApiCall *call = place->list_id != NULL
                      ? api_call_new(FETCH_GET, intent, "directories", place->directory_id, "mailinglists",
                                     place->list_id, "contacts", contact_id, "history", NULL)
                      : api_call_new(FETCH_GET, intent, "directories", place->directory_id, "contacts",
                                     contact_id, "history", NULL);
  api_call_query(call, "type", mails ? "email" : "response");
  api_call_query(call, "pageSize", "100");
  api_call_address(call, next);
  api_call_priority(call, FETCH_NEXT); /* behind the contact itself */
  api_call_decode(call, mails ? decode_mails : decode_responses, (GDestroyNotify) page_free);
  api_call_run(client, call, contact_history_async, cancellable, callback, user_data);
}

Page *
contact_history_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, contact_history_async, NULL, error);
}
