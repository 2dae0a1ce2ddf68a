/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a contact was sent and answered, newest last.
 */
#include <string.h>

#include "src/sandbox/contact-find.h"
#include "src/sandbox/distribution-json.h"
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/paging.h"

enum { PAGE = 100 };

static gboolean
find_recipient(const World *world, const Distribution *distribution, guint64 person, Recipient *found)
{
  if (!distribution->recipients && distribution->sent) {
    const MailingList *list = world->lists->pdata[distribution->list];
    if (person < list->first || person - list->first >= list->count)
      return FALSE;
    *found = distribution_recipient(world, distribution, person - list->first);
    return TRUE;
  }
  for (guint64 i = 0; i < distribution_n_recipients(world, distribution); i++) {
    *found = distribution_recipient(world, distribution, i);
    if (found->person == person)
      return TRUE;
  }
  return FALSE;
}

static void
add_date(cJSON *json, const char *name, gint64 ms)
{
  g_autofree char *text = ms ? plain_date_from_ms(ms) : NULL;
  cJSON_AddItemToObject(json, name, json_string_or_null(text));
}

static void
add_bounce(cJSON *json)
{
  cJSON *bounce = cJSON_AddObjectToObject(json, "bounceInfo");
  cJSON_AddStringToObject(bounce, "type", "Hard");
  cJSON_AddStringToObject(bounce, "statusCode", "5.1.1");
  cJSON_AddStringToObject(bounce, "reason", "smtp; 550 mailbox unavailable");
  cJSON_AddFalseToObject(bounce, "blacklisted");
}

static cJSON *
email_entry(const World *world, const Distribution *distribution, const Recipient *recipient,
            const Progress *progress)
{
  static const char *const results[] = {"Success", "Skipped", "Error", "Bounce"};
  g_autofree char *id = id_new("EMD", distribution->index);
  g_autofree char *survey = distribution->survey < 0 ? NULL : id_new("SV", (guint64) distribution->survey);
  g_autofree char *lookup = lookup_id(world->lists->pdata[recipient->list], recipient->person);
  cJSON *json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "distributionId", id);
  add_date(json, "date", distribution->sends);
  cJSON_AddStringToObject(json, "type", distribution_request_type(distribution));
  cJSON_AddStringToObject(json, "result", results[recipient->fate]);
  if (recipient->fate == FATE_BOUNCED)
    add_bounce(json);
  cJSON_AddItemToObject(json, "surveyId", json_string_or_null(survey));
  cJSON_AddBoolToObject(json, "read", progress->opened > 0);
  cJSON_AddStringToObject(json, "lookupId", lookup);
  return json;
}

static cJSON *
response_entry(const Distribution *distribution, const Recipient *recipient, const Progress *progress,
               gboolean of_list)
{
  g_autofree char *response = id_new("R", (guint64) distribution->index << 40 | recipient->person);
  g_autofree char *id = id_new("EMD", distribution->index);
  g_autofree char *survey = id_new("SV", (guint64) distribution->survey);
  cJSON *json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "responseId", response);
  cJSON_AddStringToObject(json, "distributionId", id);
  cJSON_AddStringToObject(json, "surveyId", survey);
  cJSON_AddBoolToObject(json, "surveyFinished", progress->finished > 0);
  add_date(json, of_list ? "surveyStartedDate" : "dateStarted", progress->started);
  add_date(json, of_list ? "surveyCompletedDate" : "dateCompleted", progress->finished);
  return json;
}

static void
answer_history(Call *call, guint64 person, gint list)
{
  const char *type = call_query(call, "type");
  if (!type || (strcmp(type, "email") != 0 && strcmp(type, "response") != 0)) {
    call_refuse(call, 400, type ? "GPR_1" : "RP_10", "%s query parameter: type",
                type ? "Invalid" : "Missing");
    return;
  }
  cJSON *all = cJSON_CreateArray();
  for (guint i = 0; i < call->world->distributions->len; i++) {
    const Distribution *distribution = call->world->distributions->pdata[i];
    Recipient recipient;
    if (distribution->kind == KIND_LINKS || !find_recipient(call->world, distribution, person, &recipient) ||
        (list >= 0 && recipient.list != (guint) list))
      continue;
    Progress progress = distribution_progress(call->world, distribution, &recipient);
    if (strcmp(type, "email") == 0)
      cJSON_AddItemToArray(all, email_entry(call->world, distribution, &recipient, &progress));
    else if (progress.started)
      cJSON_AddItemToArray(all, response_entry(distribution, &recipient, &progress, list >= 0));
  }
  page_answer_whole(call, PAGE, PAGE, all);
}

void
contacts_history_in_directory(Call *call)
{
  Directory *directory;
  guint64 number;
  if (contact_find_in_directory(call, &directory, &number))
    answer_history(call, number, -1);
}

void
contacts_history_in_list(Call *call)
{
  MailingList *list;
  guint64 number;
  if (contact_find_in_list(call, &list, &number))
    answer_history(call, number, (gint) list->index);
}
