/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/body.h"

#include <string.h>

static const BodyKey *
key_named(const BodyKey *keys, guint n_keys, const char *name)
{
  for (guint i = 0; i < n_keys; i++)
    if (strcmp(keys[i].name, name) == 0)
      return &keys[i];
  return NULL;
}

static gboolean
is_of_kind(const cJSON *value, BodyKind kind)
{
  gint64 ms;
  switch (kind) {
  case BODY_STRING:
    return cJSON_IsString(value);
  case BODY_BOOLEAN:
    return cJSON_IsBool(value);
  case BODY_NUMBER:
    return cJSON_IsNumber(value);
  case BODY_OBJECT:
    return cJSON_IsObject(value);
  case BODY_ARRAY:
    return cJSON_IsArray(value);
  case BODY_MOMENT: /* some calls refuse milliseconds, so all do here */
    return cJSON_IsString(value) && !strchr(value->valuestring, '.') && iso_parse(value->valuestring, &ms);
  case BODY_ANY:
    break;
  }
  return !cJSON_IsNull(value);
}

gboolean
body_check(Call *call, const cJSON *object, const BodyKey *keys, guint n_keys)
{
  if (!cJSON_IsObject(object)) {
    call_refuse(call, 400, "RP_10", "Invalid request body. Expected a JSON object.");
    return FALSE;
  }
  for (const cJSON *value = object->child; value; value = value->next) {
    const BodyKey *key = key_named(keys, n_keys, value->string);
    if (!key)
      call_refuse(call, 400, "RP_9", "Unexpected json key provided: %s", value->string);
    else if (!is_of_kind(value, key->kind))
      call_refuse(call, 400, "GPR_1", "Invalid value for %s.", value->string);
    else if (key->max_length && g_utf8_strlen(value->valuestring, -1) > (glong) key->max_length)
      call_refuse(call, 400, "GPR_1", "Value for %s is longer than %u characters.", value->string,
                  key->max_length);
    if (call->status)
      return FALSE;
  }
  for (guint i = 0; i < n_keys; i++)
    if (keys[i].required && !cJSON_GetObjectItemCaseSensitive(object, keys[i].name)) {
      call_refuse(call, 400, "RP_10", "Missing required parameter: %s", keys[i].name);
      return FALSE;
    }
  return TRUE;
}

const char *
body_string(const cJSON *object, const char *name)
{
  return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
}
