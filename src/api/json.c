/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/api/json.h"

#include <math.h>
#include <string.h>

#include "src/model/clean-text.h"
#include "src/model/timestamp.h"

#define MAX_TEXT ((gsize) 64 * 1024)
#define MAX_NAME ((gsize) 200 * 4)

static gboolean
is_deeper(const char *text, gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;
  for (gsize i = 0; i < length; i++) {
    char c = text[i];
    if (quoted) {
      if (c == '\\')
        i++;
      else if (c == '"')
        quoted = FALSE;
    } else if (c == '"') {
      quoted = TRUE;
    } else if (c == '[' || c == '{') {
      if (++depth > JSON_DEPTH)
        return TRUE;
    } else if ((c == ']' || c == '}') && depth > 0) {
      depth--;
    }
  }
  return FALSE;
}

cJSON *
json_parse(const char *text, gsize length)
{
  return is_deeper(text, length) ? NULL : cJSON_ParseWithLength(text, length);
}

const cJSON *
json_get(const cJSON *object, const char *name)
{
  return cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, name) : NULL;
}

static char *
number_text(double number)
{
  if (fabs(number) < 9007199254740992.0 && number == floor(number))
    return g_strdup_printf("%" G_GINT64_FORMAT, (gint64) number);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup(g_ascii_dtostr(text, sizeof text, number));
}

char *
json_value_text(const cJSON *value, gboolean lines)
{
  if (cJSON_IsString(value))
    return lines ? clean_text_lines(value->valuestring, -1, MAX_TEXT)
                 : clean_text(value->valuestring, -1, MAX_TEXT);
  if (cJSON_IsNumber(value))
    return number_text(value->valuedouble);
  if (cJSON_IsBool(value))
    return g_strdup(cJSON_IsTrue(value) ? "true" : "false");
  return NULL;
}

char *
json_text(const cJSON *object, const char *name)
{
  return json_value_text(json_get(object, name), FALSE);
}

char *
json_name(const cJSON *member)
{
  return member->string != NULL ? clean_text(member->string, -1, MAX_NAME) : NULL;
}

gint64
json_integer(const cJSON *object, const char *name, gint64 otherwise)
{
  const cJSON *value = json_get(object, name);
  gint64 number = otherwise;
  if (cJSON_IsNumber(value) && fabs(value->valuedouble) < 9e18)
    return (gint64) value->valuedouble;
  if (cJSON_IsString(value) &&
      !g_ascii_string_to_signed(value->valuestring, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return otherwise;
  return number;
}

gboolean
json_flag(const cJSON *object, const char *name)
{
  const cJSON *value = json_get(object, name);
  if (cJSON_IsString(value))
    return g_ascii_strcasecmp(value->valuestring, "true") == 0 || strcmp(value->valuestring, "1") == 0;
  return cJSON_IsTrue(value) || (cJSON_IsNumber(value) && value->valuedouble != 0);
}

gint64
json_time(const cJSON *object, const char *name)
{
  g_autofree char *text = json_text(object, name);
  gint64 ms = TIMESTAMP_NONE;
  return timestamp_parse(text, &ms) ? ms : TIMESTAMP_NONE;
}

void
json_add_text(cJSON *object, const char *name, const char *value)
{
  if (value != NULL)
    cJSON_AddStringToObject(object, name, value);
}
