/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /distributions/sms: the whole object comes back from a create, and surveyId is needed even to delete.
 */
#include "src/sandbox/sms.h"

#include <string.h>

#include "src/sandbox/body.h"
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/library.h"
#include "src/sandbox/outbox.h"
#include "src/sandbox/paging.h"

void
sms_free(gpointer data)
{
  Sms *sms = data;
  g_free(sms->name);
  g_free(sms->method);
  cJSON_Delete(sms->recipients);
  cJSON_Delete(sms->message);
  g_free(sms->parent_id);
  g_array_unref(sms->reached);
  g_free(sms);
}

static void
send_to_person(World *world, const MailingList *list, guint64 number, Sms *sms)
{
  g_autoptr(Person) person = world_person(world, number);
  gboolean reached = person->fields[PERSON_PHONE] && *person->fields[PERSON_PHONE] && !person->unsubscribed &&
                     !world_membership(world, list, number).unsubscribed;
  sms->n_failed += !reached;
  if (!reached)
    return;
  SmsRecipient recipient = {list->index, number};
  g_array_append_val(sms->reached, recipient);
  outbox_put_sms(world, sms, list, number);
}

static void
send_to_list(World *world, const MailingList *list, Sms *sms)
{
  guint64 number;
  for (guint64 i = 0; i < list_positions(list); i++)
    if (list_at(list, i, &number))
      send_to_person(world, list, number, sms);
}

static guint
n_finished(const Sms *sms)
{
  return sms->reached->len / 6;
}

/* Reminders go to those who did not finish, thank-yous to those who did. */
static void
send_to_parents(World *world, Sms *sms)
{
  guint64 index;
  if (!id_parse("SMSD", sms->parent_id, &index) || index >= world->sms->len)
    return;
  const Sms *parent = world->sms->pdata[index];
  gboolean thanks = strcmp(sms->method, "Thankyou") == 0;
  for (guint i = 0; i < parent->reached->len; i++) {
    const SmsRecipient *recipient = &g_array_index(parent->reached, SmsRecipient, i);
    if ((i < n_finished(parent)) == thanks)
      send_to_person(world, world->lists->pdata[recipient->list], recipient->person, sms);
  }
}

void
sms_send(World *world, Sms *sms)
{
  guint list;
  guint64 index, number;
  if (sms->parent_id)
    send_to_parents(world, sms);
  else if (lookup_id_parse(body_string(sms->recipients, "contactId"), &list, &number))
    send_to_person(world, world->lists->pdata[list], number, sms);
  else if (id_parse("BT", body_string(sms->recipients, "transactionBatchId"), &index)) {
    const Batch *batch = world->batches->pdata[index];
    for (guint i = 0; i < batch->members->len; i++) {
      const BatchMember *member = &g_array_index(batch->members, BatchMember, i);
      send_to_person(world, world->lists->pdata[member->list], member->person, sms);
    }
  } else if (id_parse("CG", body_string(sms->recipients, "mailingListId"), &index))
    send_to_list(world, world->lists->pdata[index], sms);
}

/* ## Written */

/* An SMS of up to 160 characters is one segment, a longer one is cut into pieces of 153. */
static gint64
segments_each(const Sms *sms)
{
  const char *text = body_string(sms->message, "messageText");
  glong length = text ? g_utf8_strlen(text, -1) : 0;
  return length <= 160 ? 1 : (length + 152) / 153;
}

static void
add_text(cJSON *to, const char *name, const cJSON *from)
{
  cJSON_AddItemToObject(to, name, json_string_or_null(body_string(from, name)));
}

static void
add_recipients(cJSON *json, const Sms *sms)
{
  g_autofree char *user = world_user_id();
  cJSON *recipients = cJSON_AddObjectToObject(json, "recipients");
  add_text(recipients, "mailingListId", sms->recipients);
  add_text(recipients, "transactionBatchId", sms->recipients);
  add_text(recipients, "transactionId", sms->recipients);
  add_text(recipients, "contactId", sms->recipients);
  cJSON_AddStringToObject(recipients, "libraryId", user);
  add_text(recipients, "sampleId", sms->recipients);
}

static cJSON *
sms_json(const Sms *sms, gboolean whole)
{
  g_autofree char *id = id_new("SMSD", sms->index);
  g_autofree char *owner = world_user_id();
  g_autofree char *survey = id_new("SV", sms->survey);
  g_autofree char *sends = iso_from_ms(sms->sends);
  cJSON *json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "id", id);
  cJSON_AddStringToObject(json, "ownerId", owner);
  cJSON_AddStringToObject(json, "organizationId", "sandbox");
  cJSON_AddStringToObject(json, "requestStatus", sms->sent ? "Done" : "Scheduled");
  cJSON_AddStringToObject(json, "requestType", sms->method);
  cJSON_AddStringToObject(json, "surveyId", survey);
  cJSON_AddStringToObject(json, "name", sms->name);
  cJSON_AddStringToObject(json, "sendDate", sends);
  if (sms->parent_id)
    cJSON_AddStringToObject(json, "parentDistributionId", sms->parent_id);
  add_recipients(json, sms);
  cJSON *message = cJSON_AddObjectToObject(json, "message");
  add_text(message, "libraryId", sms->message);
  add_text(message, "messageId", sms->message);
  if (whole)
    add_text(message, "messageText", sms->message);
  else
    cJSON_AddStringToObject(message, "messageType",
                            body_string(sms->message, "messageId") ? "Library" : "Inline");
  gint64 sent = sms->reached->len, segments = sent * segments_each(sms);
  cJSON *stats = cJSON_AddObjectToObject(json, "stats");
  cJSON_AddNumberToObject(stats, "sent", (double) sent);
  cJSON_AddNumberToObject(stats, "failed", (double) sms->n_failed);
  cJSON_AddNumberToObject(stats, "started", (double) (sent / 4));
  cJSON_AddNumberToObject(stats, "finished", (double) n_finished(sms));
  cJSON_AddNumberToObject(stats, "credits", (double) segments);
  cJSON_AddNumberToObject(stats, "segments", (double) segments);
  return json;
}

/* ## Checks */

static gboolean
check_message(Call *call, const cJSON *message)
{
  static const BodyKey keys[] = {
      {"libraryId", BODY_STRING}, {"messageId", BODY_STRING}, {"messageText", BODY_STRING, FALSE, 10000}};
  if (!body_check(call, message, keys, G_N_ELEMENTS(keys)))
    return FALSE;
  const char *id = body_string(message, "messageId");
  if (!id == !body_string(message, "messageText"))
    call_refuse(call, 400, "GPR_1", "Exactly one of messageId and messageText must be given.");
  else if (id && !library_message(body_string(message, "libraryId"), id))
    call_refuse(call, 400, "GPR_1", "Message not found in the library.");
  return call->status == 0;
}

static gboolean
is_list_known(const Call *call, const char *id)
{
  guint64 index;
  return id_parse("CG", id, &index) && index < call->world->lists->len &&
         !((const MailingList *) call->world->lists->pdata[index])->gone;
}

static gboolean
check_recipients(Call *call, const cJSON *recipients)
{
  static const BodyKey keys[] = {{"mailingListId", BODY_STRING},
                                 {"contactId", BODY_STRING},
                                 {"sampleId", BODY_STRING},
                                 {"transactionId", BODY_STRING},
                                 {"transactionBatchId", BODY_STRING}};
  guint list;
  guint64 index;
  if (!body_check(call, recipients, keys, G_N_ELEMENTS(keys)))
    return FALSE;
  const char *list_text = body_string(recipients, "mailingListId");
  const char *batch = body_string(recipients, "transactionBatchId");
  const char *contact = body_string(recipients, "contactId");
  if (!list_text && !batch)
    call_refuse(call, 400, "RP_10", "Missing required parameter: recipients.mailingListId");
  else if (list_text && !is_list_known(call, list_text))
    call_refuse(call, 400, "GP_0", "Invalid mailing list id: %s", list_text);
  else if (batch && (!id_parse("BT", batch, &index) || index >= call->world->batches->len))
    call_refuse(call, 400, "GPR_1", "Transaction batch not found.");
  else if (contact && (!lookup_id_parse(contact, &list, &index) || list >= call->world->lists->len))
    call_refuse(call, 400, "GPR_1", "Invalid value for recipients.contactId.");
  return call->status == 0;
}

static gboolean
is_sms_known(const Call *call, const char *id)
{
  guint64 index;
  return id_parse("SMSD", id, &index) && index < call->world->sms->len &&
         !((const Sms *) call->world->sms->pdata[index])->gone;
}

/* Which parts a body must have depends on the method. */
static gboolean
check_parts(Call *call, const char *method)
{
  static const char *const methods[] = {"Invite", "Interactive", "Reminder", "Thankyou", NULL};
  const cJSON *recipients = cJSON_GetObjectItemCaseSensitive(call->body, "recipients");
  const cJSON *message = cJSON_GetObjectItemCaseSensitive(call->body, "message");
  gboolean follows = strcmp(method, "Reminder") == 0 || strcmp(method, "Thankyou") == 0;
  gboolean wants_message = strcmp(method, "Interactive") != 0;
  if (!g_strv_contains(methods, method))
    call_refuse(call, 400, "GPR_1", "Invalid value for method.");
  else if (follows && !body_string(call->body, "parentDistributionId"))
    call_refuse(call, 400, "RP_10", "Missing required parameter: parentDistributionId");
  else if (follows && !is_sms_known(call, body_string(call->body, "parentDistributionId")))
    call_refuse(call, 404, "GED_3", "Distribution not found.");
  else if (follows && recipients)
    call_refuse(call, 400, "RP_9", "Unexpected json key provided: recipients");
  else if (!follows && !recipients)
    call_refuse(call, 400, "RP_10", "Missing required parameter: recipients");
  else if (wants_message != (message != NULL))
    call_refuse(call, 400, message ? "RP_9" : "RP_10", "%s: message",
                message ? "Unexpected json key provided" : "Missing required parameter");
  return !call->status && (!recipients || check_recipients(call, recipients)) &&
         (!message || check_message(call, message));
}

/* ## Endpoints */

static Sms *
find_sms(Call *call)
{
  const Survey *survey = call_query_survey(call);
  guint64 index;
  if (!survey)
    return NULL;
  if (id_parse("SMSD", call->params[0], &index) && index < call->world->sms->len) {
    Sms *sms = call->world->sms->pdata[index];
    if (!sms->gone && sms->survey == survey->index)
      return sms;
  }
  call_refuse(call, 404, "GED_3", "Distribution not found.");
  return NULL;
}

void
sms_index(Call *call)
{
  const Survey *survey = call_query_survey(call);
  if (!survey)
    return;
  cJSON *all = cJSON_CreateArray();
  for (guint i = 0; i < call->world->sms->len; i++) {
    const Sms *sms = call->world->sms->pdata[i];
    if (!sms->gone && sms->survey == survey->index)
      cJSON_AddItemToArray(all, sms_json(sms, FALSE));
  }
  page_answer_whole(call, 100, 100, all);
}

void
sms_create(Call *call)
{
  static const BodyKey keys[] = {
      {"surveyId", BODY_STRING, TRUE},       {"name", BODY_STRING, TRUE, 100},
      {"method", BODY_STRING, TRUE},         {"sendDate", BODY_MOMENT, TRUE},
      {"recipients", BODY_OBJECT},           {"message", BODY_OBJECT},
      {"parentDistributionId", BODY_STRING}, {"surveyLinkExpirationDate", BODY_MOMENT}};
  if (!body_check(call, call->body, keys, G_N_ELEMENTS(keys)))
    return;
  const Survey *survey = call_survey_id(call, body_string(call->body, "surveyId"));
  if (!survey || !check_parts(call, body_string(call->body, "method")))
    return;
  if (!survey->active) {
    call_refuse(call, 400, "GPR_1", "The survey is not active.");
    return;
  }
  Sms *sms = g_new0(Sms, 1);
  sms->index = call->world->sms->len;
  sms->reached = g_array_new(FALSE, FALSE, sizeof(SmsRecipient));
  sms->survey = survey->index;
  sms->name = g_strdup(body_string(call->body, "name"));
  sms->method = g_strdup(body_string(call->body, "method"));
  sms->recipients = cJSON_DetachItemFromObjectCaseSensitive(call->body, "recipients");
  sms->message = cJSON_DetachItemFromObjectCaseSensitive(call->body, "message");
  sms->parent_id = g_strdup(body_string(call->body, "parentDistributionId"));
  sms->created = world_now(call->world);
  iso_parse(body_string(call->body, "sendDate"), &sms->sends);
  g_ptr_array_add(call->world->sms, sms);
  call_answer(call, sms_json(sms, TRUE));
}

void
sms_get(Call *call)
{
  const Sms *sms = find_sms(call);
  if (sms)
    call_answer(call, sms_json(sms, TRUE));
}

void
sms_delete(Call *call)
{
  Sms *sms = find_sms(call);
  if (!sms)
    return;
  if (sms->sent) {
    call_refuse(call, 400, "GPR_1", "The distribution has already been sent.");
    return;
  }
  sms->gone = TRUE;
  call_done(call);
}
