/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/distribution-json.h"

#include "src/sandbox/call.h"
#include "src/sandbox/ids.h"

const char *
distribution_request_type(const Distribution *distribution)
{
  static const char *const types[] = {"Invite", "Reminder", "ThankYou", "Email", "GeneratedInvite"};
  return types[distribution->kind];
}

static void
add_id(cJSON *json, const char *name, const char *prefix, gint index)
{
  g_autofree char *id = index < 0 ? NULL : id_new(prefix, (guint64) index);
  cJSON_AddItemToObject(json, name, json_string_or_null(id));
}

static void
add_text(cJSON *json, const char *name, const char *text)
{
  cJSON_AddItemToObject(json, name, json_string_or_null(text));
}

static void
add_headers(cJSON *json, const Distribution *distribution)
{
  cJSON *headers = cJSON_AddObjectToObject(json, "headers");
  add_text(headers, "fromEmail", distribution->from_email);
  add_text(headers, "replyToEmail", distribution->reply_to);
  add_text(headers, "fromName", distribution->from_name);
  if (distribution->kind != KIND_LINKS)
    add_text(headers, "subject", distribution->subject);
}

static void
add_recipients(cJSON *json, const World *world, const Distribution *distribution)
{
  g_autofree char *user = world_user_id();
  g_autofree char *lookup =
      distribution->to_one ? lookup_id(world->lists->pdata[distribution->list], distribution->person) : NULL;
  cJSON *recipients = cJSON_AddObjectToObject(json, "recipients");
  add_id(recipients, "mailingListId", "CG", distribution->list);
  add_text(recipients, "contactId", lookup);
  cJSON_AddStringToObject(recipients, "libraryId", user);
  cJSON_AddNullToObject(recipients, "sampleId");
  if (distribution->batch >= 0)
    add_id(recipients, "transactionBatchId", "BT", distribution->batch);
}

static void
add_message(cJSON *json, const Distribution *distribution, gboolean whole)
{
  cJSON *message = cJSON_AddObjectToObject(json, "message");
  add_text(message, "libraryId", distribution->library_id);
  add_text(message, "messageId", distribution->message_id);
  if (whole || distribution->kind == KIND_LINKS)
    add_text(message, "messageText", distribution->message_text);
  if (distribution->kind != KIND_LINKS)
    cJSON_AddStringToObject(message, "messageType", distribution->message_id ? "Library" : "Inline");
}

static void
add_stats(cJSON *json, const World *world, Distribution *distribution)
{
  Stats stats = distribution_stats(world, distribution);
  cJSON *object = cJSON_AddObjectToObject(json, "stats");
  cJSON_AddNumberToObject(object, "sent", (double) stats.sent);
  cJSON_AddNumberToObject(object, "failed", (double) stats.failed);
  cJSON_AddNumberToObject(object, "started", (double) stats.started);
  cJSON_AddNumberToObject(object, "bounced", (double) stats.bounced);
  cJSON_AddNumberToObject(object, "opened", (double) stats.opened);
  cJSON_AddNumberToObject(object, "skipped", (double) stats.skipped);
  cJSON_AddNumberToObject(object, "finished", (double) stats.finished);
  cJSON_AddNumberToObject(object, "complaints", 0);
  cJSON_AddNumberToObject(object, "blocked", 0);
}

static void
add_dates(cJSON *json, const Distribution *distribution)
{
  g_autofree char *sends = iso_from_ms(distribution->sends);
  g_autofree char *created = iso_from_ms(distribution->created);
  /* A local time that calls itself UTC: hours before the creation. */
  g_autofree char *modified = iso_from_ms(distribution->created - 7 * 3600 * 1000);
  cJSON_AddStringToObject(json, "sendDate", sends);
  cJSON_AddStringToObject(json, "createdDate", created);
  cJSON_AddStringToObject(json, "modifiedDate", modified);
}

cJSON *
distribution_json(const World *world, Distribution *distribution, gboolean whole)
{
  g_autofree char *owner = world_user_id();
  cJSON *json = cJSON_CreateObject();
  add_id(json, "id", "EMD", (gint) distribution->index);
  add_id(json, "parentDistributionId", "EMD", distribution->parent ? (gint) distribution->parent->index : -1);
  cJSON_AddStringToObject(json, "ownerId", owner);
  cJSON_AddStringToObject(json, "organizationId", "sandbox");
  cJSON_AddStringToObject(json, "requestStatus",
                          distribution->kind == KIND_LINKS ? "Generated"
                          : !distribution->sent            ? "Pending"
                          : distribution->index % 5 == 4   ? "done"
                                                           : "Done");
  cJSON_AddStringToObject(json, "requestType", distribution_request_type(distribution));
  add_dates(json, distribution);
  cJSON_AddObjectToObject(json, "customHeaders");
  add_headers(json, distribution);
  add_recipients(json, world, distribution);
  add_message(json, distribution, whole);
  cJSON *link = cJSON_AddObjectToObject(json, "surveyLink");
  add_id(link, "surveyId", "SV", distribution->survey);
  add_text(link, "expirationDate", distribution->link_expires);
  add_text(link, "linkType", distribution->link_type);
  cJSON_AddItemToObject(json, "embeddedData",
                        whole && distribution->embedded ? cJSON_Duplicate(distribution->embedded, TRUE)
                                                        : cJSON_CreateNull());
  add_stats(json, world, distribution);
  return json;
}
