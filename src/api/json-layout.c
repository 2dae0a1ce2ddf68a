/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk over the text that knows strings, brackets and commas, and nothing else. */
#include "src/api/json-layout.h"

#include <cjson/cJSON.h>
#include <gio/gio.h>
#include <string.h>

#include "src/model/clean-text.h"

#define INDENT 2
#define DEEPEST 64

/* The end of the string that begins at @p. */
static const char *
string_end(const char *p)
{
  for (p++; *p != '\0' && *p != '"'; p++)
    if (*p == '\\' && p[1] != '\0')
      p++;
  return *p == '"' ? p + 1 : p;
}

static const char *
skip_blanks(const char *p)
{
  return p + strspn(p, " \t\r\n");
}

static void
new_line(GString *out, guint level)
{
  g_string_append_printf(out, "\n%*s", (int) MIN(level, DEEPEST) * INDENT, "");
}

/* @p stands on what is no string; returns what comes after it. */
static const char *
lay_out(GString *out, const char *p, guint *level)
{
  const char *next = skip_blanks(p + 1);
  gboolean opens = *p == '{' || *p == '[', closes = *p == '}' || *p == ']';
  if (opens && (*next == '}' || *next == ']')) {
    g_string_append_c(out, *p);
    g_string_append_c(out, *next);
    return next + 1;
  }
  if (closes) {
    *level -= *level > 0;
    new_line(out, *level);
  }
  g_string_append_c(out, *p);
  if (opens)
    new_line(out, ++*level);
  else if (*p == ',')
    new_line(out, *level);
  else if (*p == ':')
    g_string_append_c(out, ' ');
  return p + 1;
}

/* Ends behind @max_bytes: a blank is cheap for who sends [1,1,1, and dear for us. */
static char *
walk(const char *json, gboolean lines, gsize max_bytes)
{
  GString *out = g_string_sized_new(MIN(strlen(json), max_bytes));
  guint level = 0;
  for (const char *p = skip_blanks(json); *p != '\0' && out->len <= max_bytes; p = skip_blanks(p)) {
    const char *end = *p == '"' ? string_end(p) : p + strcspn(p, "\"{}[],: \t\r\n");
    g_string_append_len(out, p, end - p);
    if (end == p && lines)
      end = lay_out(out, p, &level);
    else if (end == p)
      g_string_append_c(out, *end++);
    p = end;
  }
  return g_string_free(out, FALSE);
}

char *
json_layout_lines(const char *json, gsize max_bytes)
{
  g_autofree char *text = walk(json, TRUE, max_bytes);
  return clean_text_lines(text, -1, max_bytes);
}

char *
json_layout_compact(const char *json)
{
  return walk(json, FALSE, G_MAXSIZE);
}

gboolean
json_layout_check(const char *json, GError **error)
{
  const char *end = json;
  cJSON *parsed = cJSON_ParseWithOpts(json, &end, TRUE);
  gboolean good = parsed != NULL;
  cJSON_Delete(parsed);
  guint line = 1;
  for (const char *p = json; p < end && *p != '\0'; p++)
    line += *p == '\n';
  if (!good)
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "This is not JSON: see line %u", line);
  return good;
}
