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

/* The UTF-16 unit of an escape "\\uXXXX" at the start of @text, or -1. */
static int
escaped_unit(const char *text, gsize length)
{
  int unit = 0;
  if (length < 6 || text[0] != '\\' || text[1] != 'u')
    return -1;
  for (int i = 2; i < 6; i++) {
    int digit = g_ascii_xdigit_value(text[i]);
    if (digit < 0)
      return -1;
    unit = unit << 4 | digit;
  }
  return unit;
}

/* How many bytes the escape at @text takes, and whether it stands for a character: half a pair does not, nor
 * does NUL, which would end a C string early. cJSON refuses the whole page for the one and cuts the text at
 * the other. */
static gsize
escape_length(const char *text, gsize length, gboolean *good)
{
  int unit = escaped_unit(text, length);
  *good = TRUE;
  if (unit < 0)
    return MIN(length, 2);
  if (unit >= 0xd800 && unit < 0xdc00) {
    int second = escaped_unit(text + 6, length - 6);
    *good = second >= 0xdc00 && second < 0xe000;
    return *good ? 12 : 6;
  }
  *good = unit != 0 && !(unit >= 0xdc00 && unit < 0xe000);
  return 6;
}

/* A copy in which U+FFFD stands for each escape that stands for nothing; NULL when there is none. An escape
 * outside of a string is wrong anyway, so strings need not be told apart. */
static char *
repaired(const char *text, gsize length)
{
  char *copy = NULL;
  gsize step = 1;
  for (gsize i = 0; i < length; i += step) {
    gboolean good = TRUE;
    step = text[i] == '\\' ? escape_length(text + i, length - i, &good) : 1;
    if (good)
      continue;
    if (copy == NULL)
      copy = g_memdup2(text, length);
    memcpy(copy + i + 2, "fffd", 4);
  }
  return copy;
}

cJSON *
json_parse(const char *text, gsize length)
{
  if (is_deeper(text, length))
    return NULL;
  g_autofree char *mended = repaired(text, length);
  return cJSON_ParseWithLength(mended != NULL ? mended : text, length);
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

static gboolean
can_be_seen(const char *text)
{
  for (const char *p = text ? text : ""; *p; p = g_utf8_next_char(p))
    if (g_unichar_isgraph(g_utf8_get_char(p)) && !g_unichar_iszerowidth(g_utf8_get_char(p)))
      return TRUE;
  return FALSE;
}

char *
json_title(const cJSON *object, const char *name, const char *id)
{
  g_autofree char *title = json_text(object, name);
  return can_be_seen(title) ? g_steal_pointer(&title) : g_strdup(id);
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
  if (cJSON_IsNumber(value) && fabs(value->valuedouble) <= JSON_INTEGER_MAX)
    return (gint64) value->valuedouble;
  if (cJSON_IsString(value) &&
      !g_ascii_string_to_signed(value->valuestring, 10, -JSON_INTEGER_MAX, JSON_INTEGER_MAX, &number, NULL))
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
