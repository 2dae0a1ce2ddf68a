/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/echo.h"

#include <string.h>

typedef char *(*Dress)(const char *token);

/* Each @every'th letter of @token as a number: 'd' is decimal, '4' four digits of hex, '2' two. */
static char *
written(const char *token, const char *before, char number, const char *after, guint every)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; token[i] != '\0'; i++) {
    guint letter = (guchar) token[i];
    if (i % every > 0)
      g_string_append_c(out, token[i]);
    else if (number == 'd')
      g_string_append_printf(out, "%s%u%s", before, letter, after);
    else
      g_string_append_printf(out, number == '4' ? "%s%04x%s" : "%s%02X%s", before, letter, after);
  }
  return g_string_free(out, FALSE);
}

static char *
base64(const char *before, const char *token)
{
  g_autofree char *whole = g_strconcat(before, token, NULL);
  return g_base64_encode((const guchar *) whole, strlen(whole));
}

/* clang-format off */
static char *plain(const char *token) { return g_strdup(token); }
static char *upper(const char *token) { return g_ascii_strup(token, -1); }
static char *backwards(const char *token) { return g_strreverse(g_strdup(token)); }
static char *percent(const char *token) { return written(token, "%", '2', "", 1); }
static char *some_percent(const char *token) { return written(token, "%", '2', "", 3); }
static char *twice_percent(const char *token) { return written(token, "%25", '2', "", 1); }
static char *unicode(const char *token) { return written(token, "\\u", '4', "", 1); }
static char *some_unicode(const char *token) { return written(token, "\\u", '4', "", 2); }
static char *said_unicode(const char *token) { return written(token, "\\\\u", '4', "", 1); }
static char *said_x(const char *token) { return written(token, "\\\\x", '2', "", 1); }
static char *entities(const char *token) { return written(token, "&#", 'd', ";", 1); }
static char *hex_entities(const char *token) { return written(token, "&#x", '2', ";", 1); }
static char *twice_entities(const char *token) { return written(token, "&amp;#", 'd', ";", 1); }
static char *hex(const char *token) { return written(token, "", '2', "", 1); }
static char *hex_with_colons(const char *token) { return written(token, ":", '2', "", 1); }
static char *base64_0(const char *token) { return base64("", token); }
static char *base64_1(const char *token) { return base64("a", token); }
static char *base64_2(const char *token) { return base64("ab", token); }
static char *basic(const char *token) { return base64("user:", token); }
/* clang-format on */

static char *
hex_backwards(const char *token)
{
  return g_strreverse(hex(token));
}

/* Nothing of what is between can be seen. */
static char *
with_gaps(const char *token)
{
  GString *out = g_string_new(NULL);
  for (; *token != '\0'; token++)
    g_string_append_printf(out, "%c\\u200b", *token);
  return g_string_free(out, FALSE);
}

static char *
with_slashes(const char *token)
{
  GString *out = g_string_new(NULL);
  for (; *token != '\0'; token++)
    g_string_append_printf(out, "\\/%c", *token);
  return g_string_free(out, FALSE);
}

static const Dress dresses[] = {
    plain,          upper,        backwards,       percent,       some_percent, twice_percent,
    unicode,        some_unicode, said_x,          entities,      hex_entities, hex,
    base64_0,       base64_1,     base64_2,        basic,         with_gaps,    said_unicode,
    twice_entities, with_slashes, hex_with_colons, hex_backwards,
};
enum { N_DRESSES = G_N_ELEMENTS(dresses) };

char *
echo_dress(const char *token, guint n)
{
  return dresses[n % N_DRESSES](token);
}

static gboolean
is_said(const cJSON *item)
{
  static const char *const names[] = {
      "firstName",    "lastName",  "name",      "subject",           "libraryName",
      "description",  "errorCode", "requestId", "internalErrorCode", "errorId",
      "errorMessage", "notice",    "extRef",    "userName",          "brandId"};
  if (!item->string || !cJSON_IsString(item))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(item->string, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
say(cJSON *item, const char *text)
{
  g_autofree char *quoted = g_strdup_printf("\"%s\"", text);
  cJSON_SetValuestring(item, quoted);
  item->type = cJSON_Raw | (item->type & cJSON_StringIsConst);
}

/* A person reads a line of an error, and all that is in it. */
static char *
all_dresses(const char *token)
{
  GString *all = g_string_new("You sent");
  for (guint n = 0; n < N_DRESSES; n++) {
    g_autofree char *dress = echo_dress(token, n);
    g_string_append_printf(all, " <%s>", dress);
  }
  return g_string_free(all, FALSE);
}

static void
echo_from(cJSON *item, const char *token, guint *n)
{
  for (cJSON *child = item->child; child; child = child->next) {
    if (!is_said(child)) {
      echo_from(child, token, n);
      continue;
    }
    g_autofree char *text =
        strcmp(child->string, "errorMessage") == 0 ? all_dresses(token) : echo_dress(token, (*n)++);
    say(child, text);
  }
}

void
echo_into(cJSON *envelope, const char *token)
{
  guint n = 0;
  if (token)
    echo_from(envelope, token, &n);
}
