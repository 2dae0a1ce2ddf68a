/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record and its line. */
#include <cjson/cJSON.h>
#include <string.h>

#include "src/local/journal-private.h"

static const char *const kind_names[JOURNAL_KINDS] = {
    [JOURNAL_SEND_INTENT] = "send-intent",
    [JOURNAL_SEND_DONE] = "send-done",
    [JOURNAL_SEND_REFUSED] = "send-refused",
    [JOURNAL_SEND_UNKNOWN] = "send-unknown",
    [JOURNAL_SEND_CANCELLED] = "send-cancelled",
    [JOURNAL_SEND_CALLING] = "send-calling",
    [JOURNAL_EDIT] = "edit",
    [JOURNAL_CREATE] = "create",
    [JOURNAL_DELETE] = "delete",
    [JOURNAL_CALL] = "call",
    [JOURNAL_CREATE_INTENT] = "create-intent",
    [JOURNAL_CREATE_REFUSED] = "create-refused",
    [JOURNAL_CREATE_UNKNOWN] = "create-unknown",
};

/* The strings of an entry and their names in the file, for writing, reading and freeing alike. */
static const struct {
  const char *name;
  gsize offset;
} fields[] = {
    {"intent", G_STRUCT_OFFSET(JournalEntry, intent_id)},
    {"connection", G_STRUCT_OFFSET(JournalEntry, connection)},
    {"server", G_STRUCT_OFFSET(JournalEntry, server)},
    {"survey", G_STRUCT_OFFSET(JournalEntry, survey_id)},
    {"list", G_STRUCT_OFFSET(JournalEntry, list_id)},
    {"lookup", G_STRUCT_OFFSET(JournalEntry, lookup_id)},
    {"batch", G_STRUCT_OFFSET(JournalEntry, batch_id)},
    {"subject", G_STRUCT_OFFSET(JournalEntry, subject)},
    {"distribution", G_STRUCT_OFFSET(JournalEntry, distribution_id)},
    {"contact", G_STRUCT_OFFSET(JournalEntry, contact_id)},
    {"request", G_STRUCT_OFFSET(JournalEntry, request_id)},
    {"outcome", G_STRUCT_OFFSET(JournalEntry, outcome)},
    {"sending", G_STRUCT_OFFSET(JournalEntry, sending)},
    {"mark", G_STRUCT_OFFSET(JournalEntry, mark)},
    {"directory", G_STRUCT_OFFSET(JournalEntry, directory_id)},
    {"before", G_STRUCT_OFFSET(JournalEntry, before)},
    {"run", G_STRUCT_OFFSET(JournalEntry, run_id)},
    {"job", G_STRUCT_OFFSET(JournalEntry, job_id)},
    {"lines", G_STRUCT_OFFSET(JournalEntry, lines)},
};

static const char **
field_of(const JournalEntry *entry, gsize i)
{
  return (const char **) G_STRUCT_MEMBER_P(entry, fields[i].offset);
}

void
journal_entry_free(JournalEntry *entry)
{
  if (!entry)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    g_free((char *) *field_of(entry, i));
  g_free(entry);
}

const char *
journal_kind_name(JournalKind kind)
{
  return kind_names[kind];
}

/* Server text in an entry was cleaned at the door, but what is no UTF-8 would make the line unreadable. */
static void
add_text(cJSON *object, const char *name, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  cJSON_AddStringToObject(object, name, valid);
}

/* Times are whole milliseconds, which a double holds exactly. */
char *
journal_entry_to_json(const JournalEntry *entry)
{
  cJSON *object = cJSON_CreateObject();
  gint64 when = entry->when ? entry->when : g_get_real_time() / 1000;
  cJSON_AddNumberToObject(object, "when", (double) when);
  cJSON_AddStringToObject(object, "kind", kind_names[entry->kind]);
  if (entry->send_at)
    cJSON_AddNumberToObject(object, "sendAt", (double) entry->send_at);
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    if (*field_of(entry, i))
      add_text(object, fields[i].name, *field_of(entry, i));
  char *json = cJSON_PrintUnformatted(object);
  char *copy = g_strdup(json);
  cJSON_free(json);
  cJSON_Delete(object);
  return copy;
}

static gboolean
kind_from_name(const char *name, JournalKind *kind)
{
  for (int i = 0; i < JOURNAL_KINDS; i++)
    if (g_strcmp0(name, kind_names[i]) == 0) {
      *kind = (JournalKind) i;
      return TRUE;
    }
  return FALSE;
}

static gint64
number_of(const cJSON *object, const char *name)
{
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
  return cJSON_IsNumber(item) && item->valuedouble > 0 && item->valuedouble < 1e15
             ? (gint64) item->valuedouble
             : 0;
}

JournalEntry *
journal_entry_from_line(const char *line)
{
  cJSON *object = cJSON_ParseWithOpts(line, NULL, TRUE);
  JournalKind kind;
  if (!kind_from_name(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, "kind")), &kind)) {
    cJSON_Delete(object);
    return NULL;
  }
  JournalEntry *entry = g_new0(JournalEntry, 1);
  entry->kind = kind;
  entry->when = number_of(object, "when");
  entry->send_at = number_of(object, "sendAt");
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    *field_of(entry, i) =
        g_strdup(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, fields[i].name)));
  cJSON_Delete(object);
  return entry;
}

gboolean
journal_line_is_history(const char *line)
{
  static const char before[] = "{\"when\":", between[] = ",\"kind\":\"";
  static const JournalKind kinds[] = {JOURNAL_EDIT, JOURNAL_DELETE, JOURNAL_CALL};
  if (!g_str_has_prefix(line, before))
    return FALSE;
  line += strlen(before);
  line += strspn(line, "0123456789");
  if (!g_str_has_prefix(line, between))
    return FALSE;
  line += strlen(between);
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_str_has_prefix(line, kind_names[kinds[i]]) && line[strlen(kind_names[kinds[i]])] == '"')
      return TRUE;
  return FALSE;
}
