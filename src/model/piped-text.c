/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/model/piped-text.h"

#include <string.h>

#define EMBEDDED "e://Field/"

/* ${l://NAME?d=WORDS}: the words, else those of the row. */
static const struct {
  const char *code, *words;
} links[] = {{"l://SurveyLink", "survey link"},
             {"l://SurveyURL", "survey link"},
             {"l://OptOutLink", "opt-out link"},
             {"l://OptOutURL", "opt-out link"}};

static const struct {
  const char *code;
  ContactField field;
} fields[] = {
    {"m://FirstName", CONTACT_FIELD_FIRST_NAME}, {"m://LastName", CONTACT_FIELD_LAST_NAME},
    {"m://Email", CONTACT_FIELD_EMAIL},          {"m://ExternalDataReference", CONTACT_FIELD_EXT_REF},
    {"m://Language", CONTACT_FIELD_LANGUAGE},    {"m://Phone", CONTACT_FIELD_PHONE}};

static gboolean
append_link(GString *out, const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS(links); i++) {
    if (!g_str_has_prefix(code, links[i].code))
      continue;
    const char *words = strstr(code, "?d=");
    g_string_append_printf(out, "[%s]", words && words[3] ? words + 3 : links[i].words);
    return TRUE;
  }
  return FALSE;
}

/* FALSE: nobody here knows what stands between the braces. */
static gboolean
append_code(GString *out, const char *code, const Contact *who)
{
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    if (g_ascii_strcasecmp(code, fields[i].code) == 0) {
      g_string_append(out, who->fields[fields[i].field] ? who->fields[fields[i].field] : "");
      return TRUE;
    }
  if (!g_str_has_prefix(code, EMBEDDED))
    return append_link(out, code);
  const char *value = contact_embedded(who, code + strlen(EMBEDDED));
  g_string_append(out, value ? value : "");
  return TRUE;
}

char *
piped_text_fill(const char *text, const Contact *who)
{
  GString *out = g_string_new(NULL);
  while (*text) {
    const char *end = g_str_has_prefix(text, "${") ? strchr(text, '}') : NULL;
    g_autofree char *code = end ? g_strndup(text + 2, (gsize) (end - text - 2)) : NULL;
    if (code && append_code(out, code, who))
      text = end + 1;
    else
      g_string_append_c(out, *text++);
  }
  return g_string_free(out, FALSE);
}

gboolean
piped_text_needs_embedded(const char *text)
{
  return text && strstr(text, "${" EMBEDDED) != NULL;
}
