/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading distributions, who did what, the links; calling one back.
 */
#include <string.h>

#include "src/sandbox/distribution-find.h"
#include "src/sandbox/distribution-json.h"
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/outbox.h"
#include "src/sandbox/paging.h"

enum { PAGE = 100 };

Distribution *
distribution_find(Call *call, guint param)
{
  guint64 index;
  Distribution *distribution = NULL;
  if (id_parse("EMD", call->params[param], &index) && index < call->world->distributions->len)
    distribution = call->world->distributions->pdata[index];
  if (distribution && !distribution->gone)
    return distribution;
  call_refuse(call, 404, "GED_3", "Distribution not found.");
  return NULL;
}

/* The distribution of the path, when it belongs to the survey of the query. */
static Distribution *
find_of_survey(Call *call)
{
  const Survey *survey = call_query_survey(call);
  Distribution *distribution = survey ? distribution_find(call, 0) : NULL;
  if (!distribution || distribution->survey == (gint) survey->index || distribution->survey < 0)
    return distribution;
  call_refuse(call, 404, "GED_3", "Distribution not found.");
  return NULL;
}

/* A bound of sendDate in the query; absent: @fallback. */
static gboolean
read_bound(Call *call, const char *name, gint64 fallback, gint64 *ms)
{
  const char *text = call_query(call, name);
  *ms = fallback;
  if (!text || iso_parse(text, ms))
    return TRUE;
  call_refuse(call, 400, "GPR_1", "Invalid value for %s.", name);
  return FALSE;
}

static gboolean
is_asked_for(const Call *call, const Distribution *distribution)
{
  const char *list = call_query(call, "mailingListId"), *type = call_query(call, "distributionRequestType");
  g_autofree char *id = distribution->list < 0 ? NULL : id_new("CG", (guint64) distribution->list);
  return (!list || g_strcmp0(list, id) == 0) &&
         (!type || strcmp(type, distribution_request_type(distribution)) == 0);
}

void
distributions_index(Call *call)
{
  const Survey *survey = call_query_survey(call);
  gint64 from, to;
  if (!survey || !read_bound(call, "sendStartDate", 0, &from) ||
      !read_bound(call, "sendEndDate", G_MAXINT64, &to))
    return;
  cJSON *all = cJSON_CreateArray();
  for (guint i = 0; i < call->world->distributions->len; i++) {
    Distribution *distribution = call->world->distributions->pdata[i];
    if (!distribution->gone && distribution->survey == (gint) survey->index && distribution->sends >= from &&
        distribution->sends <= to && is_asked_for(call, distribution))
      cJSON_AddItemToArray(all, distribution_json(call->world, distribution, FALSE));
  }
  page_answer_whole(call, PAGE, PAGE, all);
}

void
distributions_get(Call *call)
{
  Distribution *distribution = find_of_survey(call);
  if (distribution)
    call_answer(call, distribution_json(call->world, distribution, TRUE));
}

/* What has been sent can't be called back. */
void
distributions_delete(Call *call)
{
  Distribution *distribution = distribution_find(call, 0);
  if (!distribution)
    return;
  if (distribution->sent && distribution->kind != KIND_LINKS) {
    call_refuse(call, 400, "GPR_1", "The distribution has already been sent.");
    return;
  }
  distribution->gone = TRUE;
  call_done(call);
}

/* ## History */

static const char *
status_of(const Distribution *distribution, const Recipient *recipient, const Progress *progress)
{
  if (distribution->kind == KIND_LINKS || (distribution->is_reset && !progress->started))
    return "Pending";
  static const char *const fates[] = {"Success", "Skipped", "Error", "HardBounce"};
  return progress->finished  ? "SurveyFinished"
         : progress->started ? "SurveyStarted"
         : progress->opened  ? "Opened"
                             : fates[recipient->fate];
}

static void
add_moment(cJSON *json, const char *name, gint64 ms)
{
  g_autofree char *text = ms ? iso_from_ms_exact(ms) : NULL;
  cJSON_AddItemToObject(json, name, json_string_or_null(text));
}

static cJSON *
history_entry(const World *world, const Distribution *distribution, const Recipient *recipient)
{
  Progress progress = distribution_progress(world, distribution, recipient);
  g_autofree char *id = contact_id(recipient->person);
  g_autofree char *lookup = lookup_id(world->lists->pdata[recipient->list], recipient->person);
  g_autofree char *emd = id_new("EMD", distribution->index);
  g_autofree char *link =
      distribution->kind == KIND_LINKS ? outbox_link(world, distribution, recipient) : NULL;
  g_autofree char *response =
      progress.finished ? id_new("R", (guint64) distribution->index << 40 | recipient->person) : NULL;
  cJSON *json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "contactId", id);
  cJSON_AddStringToObject(json, "contactLookupId", lookup);
  cJSON_AddStringToObject(json, "distributionId", emd);
  cJSON_AddStringToObject(json, "status", status_of(distribution, recipient, &progress));
  cJSON_AddItemToObject(json, "surveyLink", json_string_or_null(link));
  cJSON_AddNullToObject(json, "contactFrequencyRuleId");
  cJSON_AddItemToObject(json, "responseId", json_string_or_null(response));
  add_moment(json, "responseCompletedAt", progress.finished);
  add_moment(json, "sentAt", distribution->is_reset ? 0 : progress.sent);
  add_moment(json, "openedAt", progress.opened);
  add_moment(json, "responseStartedAt", progress.started);
  cJSON_AddNullToObject(json, "surveySessionId");
  return json;
}

static cJSON *
link_entry(const World *world, const Distribution *distribution, const Recipient *recipient)
{
  g_autoptr(Person) person = world_person(world, recipient->person);
  g_autofree char *id = contact_id(recipient->person);
  g_autofree char *link = outbox_link(world, distribution, recipient);
  cJSON *json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "contactId", id);
  cJSON_AddNullToObject(json, "transactionId");
  cJSON_AddStringToObject(json, "link", link);
  cJSON_AddBoolToObject(json, "exceededContactFrequency", FALSE);
  cJSON_AddItemToObject(json, "linkExpiration", json_string_or_null(distribution->link_expires));
  cJSON_AddStringToObject(json, "status", "Email not sent");
  cJSON_AddItemToObject(json, "lastName", json_string_or_null(person->fields[PERSON_LAST_NAME]));
  cJSON_AddItemToObject(json, "firstName", json_string_or_null(person->fields[PERSON_FIRST_NAME]));
  cJSON_AddItemToObject(json, "externalDataReference", json_string_or_null(person->fields[PERSON_EXT_REF]));
  cJSON_AddItemToObject(json, "email", json_string_or_null(person->fields[PERSON_EMAIL]));
  if (recipient->person % 2)
    cJSON_AddStringToObject(json, "unsubscribed", person->unsubscribed ? "1" : "0");
  else
    cJSON_AddBoolToObject(json, "unsubscribed", person->unsubscribed);
  return json;
}

static void
answer_recipients(Call *call, const Distribution *distribution,
                  cJSON *(*element)(const World *, const Distribution *, const Recipient *) )
{
  Page page;
  if (!page_read(call, PAGE, PAGE, &page))
    return;
  guint64 total = distribution_n_recipients(call->world, distribution);
  guint64 end = MIN(total, page.start + page.size);
  cJSON *elements = cJSON_CreateArray();
  for (guint64 i = page.start; i < end; i++) {
    Recipient recipient = distribution_recipient(call->world, distribution, i);
    cJSON_AddItemToArray(elements, element(call->world, distribution, &recipient));
  }
  page_answer(call, &page, elements, end, total);
}

void
distributions_history(Call *call)
{
  const Distribution *distribution = distribution_find(call, 0);
  if (distribution)
    answer_recipients(call, distribution, history_entry);
}

/* Of what was mailed this GET forgets when, and what became of the mails. */
void
distributions_links(Call *call)
{
  Distribution *distribution = find_of_survey(call);
  if (!distribution)
    return;
  distribution->is_reset |= distribution->kind != KIND_LINKS;
  answer_recipients(call, distribution, link_entry);
}
