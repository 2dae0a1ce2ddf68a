/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/envelope.h"

#include <string.h>

#include "src/sandbox/ids.h"

static char *
uuid_of(guint64 dice)
{
  guint64 more = mix64(dice);
  return g_strdup_printf("%08x-%04x-4%03x-a%03x-%012" G_GINT64_MODIFIER "x", (guint) (dice >> 32),
                         (guint) (dice >> 16) & 0xffff, (guint) dice & 0xfff, (guint) (more >> 52),
                         more & G_GUINT64_CONSTANT(0xffffffffffff));
}

/* Writes can be named in a question to support, so they always have one. */
static cJSON *
request_id(const Call *call, guint64 dice)
{
  if (strcmp(call->method, "GET") == 0 && call->status == 200 && dice % 16 == 0)
    return cJSON_CreateNull();
  if (strcmp(call->method, "GET") == 0 && call->status == 200 && dice % 16 == 1)
    return cJSON_CreateString("");
  g_autofree char *uuid = uuid_of(dice);
  return cJSON_CreateString(uuid);
}

static void
add_error(cJSON *meta, const Call *call, guint64 dice)
{
  if (call->old_envelope) {
    g_autofree char *uuid = uuid_of(mix64(dice));
    cJSON_AddStringToObject(meta, "status", "Error");
    cJSON_AddStringToObject(meta, "errorMessage", call->error_message);
    cJSON_AddStringToObject(meta, "internalErrorCode", call->error_code);
    cJSON_AddStringToObject(meta, "errorId", uuid);
    return;
  }
  cJSON *error = cJSON_AddObjectToObject(meta, "error");
  cJSON_AddStringToObject(error, "errorMessage", call->error_message);
  if (call->error_code)
    cJSON_AddStringToObject(error, "errorCode", call->error_code);
}

static cJSON *
meta_new(const Call *call, guint64 dice)
{
  cJSON *meta = cJSON_CreateObject();
  if (call->old_envelope) {
    add_error(meta, call, dice);
    return meta;
  }
  g_autofree char *status = call_status_line(call->status);
  gboolean id_first = dice >> 20 & 1;
  if (id_first)
    cJSON_AddItemToObject(meta, "requestId", request_id(call, dice));
  cJSON_AddStringToObject(meta, "httpStatus", status);
  if (call->error_message)
    add_error(meta, call, dice);
  if (!id_first)
    cJSON_AddItemToObject(meta, "requestId", request_id(call, dice));
  if (call->proxied_host) {
    g_autofree char *notice = g_strdup_printf(
        "Request proxied. For faster response times, use this host instead: %s", call->proxied_host);
    cJSON_AddStringToObject(meta, "notice", notice);
  } else if (dice % 32 == 5)
    cJSON_AddNullToObject(meta, "notice");
  return meta;
}

cJSON *
envelope_new(Call *call)
{
  guint64 dice = mix64(call->world->seed ^ call->count << 8);
  cJSON *meta = meta_new(call, dice);
  cJSON *envelope = cJSON_CreateObject();
  cJSON *result = call->old_envelope ? cJSON_CreateNull() : g_steal_pointer(&call->result);
  gboolean meta_first = dice >> 21 & 1;
  if (meta_first)
    cJSON_AddItemToObject(envelope, "meta", meta);
  if (result)
    cJSON_AddItemToObject(envelope, "result", result);
  while (call->beside && call->beside->child) {
    cJSON *member = cJSON_DetachItemViaPointer(call->beside, call->beside->child);
    cJSON_AddItemToObject(envelope, member->string, member);
  }
  if (!meta_first)
    cJSON_AddItemToObject(envelope, "meta", meta);
  return envelope;
}
