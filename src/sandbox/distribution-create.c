/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POST /distributions, as email or as a set of links (the two bodies don't mix), and the reminders and
 * thank-yous of one that is there. What is accepted is sent by the engine when its time has come.
 */
#include <string.h>

#include "src/sandbox/body.h"
#include "src/sandbox/distribution-find.h"
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/library.h"

enum { MAX_PAIRS = 10 };

static const cJSON *
part(const Call *call, const char *name)
{
  return cJSON_GetObjectItemCaseSensitive(call->body, name);
}

/* ## Checks; each has refused the call when it says FALSE */

static gboolean
check_message(Call *call)
{
  static const BodyKey keys[] = {
      {"libraryId", BODY_STRING}, {"messageId", BODY_STRING}, {"messageText", BODY_STRING}};
  const cJSON *message = part(call, "message");
  if (!body_check(call, message, keys, G_N_ELEMENTS(keys)))
    return FALSE;
  const char *library = body_string(message, "libraryId"), *id = body_string(message, "messageId");
  const char *text = body_string(message, "messageText");
  if (!id && !text)
    call_refuse(call, 400, "RP_10", "Missing required parameter: message.messageId");
  else if (id && text)
    call_refuse(call, 400, "GPR_1", "Only one of messageId and messageText may be given.");
  else if (id && !library)
    call_refuse(call, 400, "RP_10", "Missing required parameter: message.libraryId");
  else if (id && !library_message(library, id))
    call_refuse(call, 400, "GPR_1", "Message not found in the library.");
  return call->status == 0;
}

static gboolean
check_header(Call *call)
{
  static const BodyKey keys[] = {{"fromEmail", BODY_STRING, TRUE},
                                 {"fromName", BODY_STRING, TRUE},
                                 {"replyToEmail", BODY_STRING},
                                 {"subject", BODY_STRING, TRUE}};
  const cJSON *header = part(call, "header");
  if (!body_check(call, header, keys, G_N_ELEMENTS(keys)))
    return FALSE;
  const char *from = body_string(header, "fromEmail"), *subject = body_string(header, "subject");
  if (!strchr(from, '@'))
    call_refuse(call, 400, "GPR_1", "Invalid value for fromEmail.");
  else if (id_has_prefix("MS", subject) && !library_message_anywhere(subject))
    call_refuse(call, 400, "GPR_1", "Subject message not found.");
  return call->status == 0;
}

static gboolean
check_link(Call *call)
{
  static const BodyKey keys[] = {
      {"surveyId", BODY_STRING, TRUE}, {"type", BODY_STRING, TRUE}, {"expirationDate", BODY_MOMENT}};
  static const char *const types[] = {"Individual", "Multiple", "Anonymous", NULL};
  const cJSON *link = part(call, "surveyLink");
  if (!link)
    return TRUE;
  if (!body_check(call, link, keys, G_N_ELEMENTS(keys)))
    return FALSE;
  if (!g_strv_contains(types, body_string(link, "type"))) {
    call_refuse(call, 400, "GPR_1", "Invalid value for surveyLink.type.");
    return FALSE;
  }
  const Survey *survey = call_survey_id(call, body_string(link, "surveyId"));
  if (survey && !survey->active)
    call_refuse(call, 400, "GPR_1", "The survey is not active.");
  return call->status == 0;
}

static gboolean
check_embedded(Call *call)
{
  const cJSON *pairs = part(call, "embeddedData");
  if (pairs && cJSON_GetArraySize(pairs) > MAX_PAIRS)
    call_refuse(call, 400, "GPR_1", "At most %d embedded data pairs are allowed.", MAX_PAIRS);
  return call->status == 0;
}

/* ## Recipients */

typedef struct {
  gint list, batch; /* -1: none */
  gboolean to_one;
  guint64 person;
} Target;

static gboolean
read_list(Call *call, const char *id, Target *target)
{
  g_autofree char *user = world_user_id();
  guint64 index;
  const MailingList *list = NULL;
  if (id_parse("CG", id, &index) && index < call->world->lists->len)
    list = call->world->lists->pdata[index];
  if (!list || list->gone || strcmp(list->owner, user) != 0) {
    call_refuse(call, 400, "GP_0", "Invalid mailing list id: %s", id);
    return FALSE;
  }
  target->list = (gint) index;
  return TRUE;
}

static gboolean
read_batch(Call *call, const char *id, Target *target)
{
  guint64 index;
  if (!id_parse("BT", id, &index) || index >= call->world->batches->len) {
    call_refuse(call, 400, "GPR_1", "Transaction batch not found.");
    return FALSE;
  }
  target->batch = (gint) index;
  return TRUE;
}

static gboolean
read_person(Call *call, const char *id, Target *target)
{
  guint list;
  if (!lookup_id_parse(id, &list, &target->person) || (gint) list != target->list ||
      !list_has(call->world->lists->pdata[list], target->person)) {
    call_refuse(call, 400, "GPR_1", "Invalid value for recipients.contactId.");
    return FALSE;
  }
  target->to_one = TRUE;
  return TRUE;
}

static gboolean
read_recipients(Call *call, Target *target)
{
  static const BodyKey keys[] = {
      {"mailingListId", BODY_STRING}, {"contactId", BODY_STRING}, {"transactionBatchId", BODY_STRING}};
  const cJSON *recipients = part(call, "recipients");
  *target = (Target){.list = -1, .batch = -1};
  if (!body_check(call, recipients, keys, G_N_ELEMENTS(keys)))
    return FALSE;
  const char *list = body_string(recipients, "mailingListId"),
             *contact = body_string(recipients, "contactId");
  const char *batch = body_string(recipients, "transactionBatchId");
  if (!list && !batch)
    call_refuse(call, 400, "RP_10", "Missing required parameter: recipients.mailingListId");
  else if (contact && (batch || !list))
    call_refuse(call, 400, "GPR_1", "recipients.contactId goes together with mailingListId only.");
  return !call->status && (!list || read_list(call, list, target)) &&
         (!batch || read_batch(call, batch, target)) && (!contact || read_person(call, contact, target));
}

/* ## Making */

static void
fill_target(Distribution *distribution, const Target *target)
{
  distribution->list = target->list;
  distribution->batch = target->batch;
  distribution->to_one = target->to_one;
  distribution->person = target->person;
}

/* Message, header, date and pairs, which an email and its followers share. */
static void
fill_mail(const Call *call, Distribution *distribution)
{
  const cJSON *message = part(call, "message"), *header = part(call, "header");
  const cJSON *pairs = part(call, "embeddedData");
  distribution->library_id = g_strdup(body_string(message, "libraryId"));
  distribution->message_id = g_strdup(body_string(message, "messageId"));
  distribution->message_text = g_strdup(body_string(message, "messageText"));
  distribution->from_email = g_strdup(body_string(header, "fromEmail"));
  distribution->from_name = g_strdup(body_string(header, "fromName"));
  distribution->reply_to = g_strdup(body_string(header, "replyToEmail"));
  distribution->subject = g_strdup(body_string(header, "subject"));
  distribution->embedded = pairs ? cJSON_Duplicate(pairs, TRUE) : NULL;
  iso_parse(body_string(call->body, "sendDate"), &distribution->sends);
}

static void
answer_id(Call *call, const char *name, const Distribution *distribution)
{
  g_autofree char *id = id_new("EMD", distribution->index);
  cJSON *result = cJSON_CreateObject();
  cJSON_AddStringToObject(result, name, id);
  call_answer(call, result);
}

static void
create_email(Call *call)
{
  static const BodyKey keys[] = {{"message", BODY_OBJECT, TRUE},  {"recipients", BODY_OBJECT, TRUE},
                                 {"header", BODY_OBJECT, TRUE},   {"surveyLink", BODY_OBJECT},
                                 {"sendDate", BODY_MOMENT, TRUE}, {"embeddedData", BODY_OBJECT}};
  Target target;
  if (!body_check(call, call->body, keys, G_N_ELEMENTS(keys)) || !check_message(call) ||
      !check_header(call) || !check_link(call) || !check_embedded(call) || !read_recipients(call, &target))
    return;
  const cJSON *link = part(call, "surveyLink");
  const Survey *survey = link ? call_survey_id(call, body_string(link, "surveyId")) : NULL;
  Distribution *distribution = distribution_add(call->world, link ? KIND_INVITE : KIND_EMAIL, survey);
  fill_target(distribution, &target);
  fill_mail(call, distribution);
  distribution->link_type = g_strdup(body_string(link, "type"));
  distribution->link_expires = g_strdup(body_string(link, "expirationDate"));
  answer_id(call, "id", distribution);
}

static void
create_links(Call *call)
{
  static const BodyKey keys[] = {{"action", BODY_STRING, TRUE},      {"surveyId", BODY_STRING, TRUE},
                                 {"linkType", BODY_STRING, TRUE},    {"description", BODY_STRING, TRUE},
                                 {"expirationDate", BODY_MOMENT},    {"mailingListId", BODY_STRING},
                                 {"transactionBatchId", BODY_STRING}};
  if (!body_check(call, call->body, keys, G_N_ELEMENTS(keys)))
    return;
  Target target = {.list = -1, .batch = -1};
  const char *list = body_string(call->body, "mailingListId");
  const char *batch = body_string(call->body, "transactionBatchId");
  gboolean by_batch = strcmp(body_string(call->body, "action"), "CreateTransactionBatchDistribution") == 0;
  if (by_batch ? !batch : !list) {
    call_refuse(call, 400, "RP_10", "Missing required parameter: %s",
                by_batch ? "transactionBatchId" : "mailingListId");
    return;
  }
  if (by_batch ? !read_batch(call, batch, &target) : !read_list(call, list, &target))
    return;
  const Survey *survey = call_survey_id(call, body_string(call->body, "surveyId"));
  if (!survey)
    return;
  Distribution *distribution = distribution_add(call->world, KIND_LINKS, survey);
  fill_target(distribution, &target);
  distribution->sends = distribution->created;
  distribution->link_type = g_strdup(body_string(call->body, "linkType"));
  distribution->link_expires = g_strdup(body_string(call->body, "expirationDate"));
  answer_id(call, "id", distribution);
}

void
distributions_create(Call *call)
{
  if (part(call, "action"))
    create_links(call);
  else
    create_email(call);
}

static void
follow_up(Call *call, DistributionKind kind)
{
  static const BodyKey keys[] = {{"message", BODY_OBJECT, TRUE},
                                 {"header", BODY_OBJECT, TRUE},
                                 {"sendDate", BODY_MOMENT, TRUE},
                                 {"embeddedData", BODY_OBJECT}};
  Distribution *parent = distribution_find(call, 0);
  if (!parent || !body_check(call, call->body, keys, G_N_ELEMENTS(keys)) || !check_message(call) ||
      !check_header(call) || !check_embedded(call))
    return;
  if (parent->survey < 0 || parent->kind == KIND_LINKS) {
    call_refuse(call, 400, "GPR_1", "The distribution can't be followed up.");
    return;
  }
  Distribution *distribution =
      distribution_add(call->world, kind, call->world->surveys->pdata[parent->survey]);
  distribution->parent = parent;
  distribution->list = parent->list;
  distribution->batch = parent->batch;
  fill_mail(call, distribution);
  distribution->link_type = g_strdup(parent->link_type);
  distribution->link_expires = g_strdup(parent->link_expires);
  answer_id(call, "distributionId", distribution);
}

void
distributions_remind(Call *call)
{
  follow_up(call, KIND_REMINDER);
}

void
distributions_thank(Call *call)
{
  follow_up(call, KIND_THANK_YOU);
}
