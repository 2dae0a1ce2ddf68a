/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields are parted by tabs; tabs and line ends inside become blanks, which changes nothing in JSON. */
#include "src/local/call-history.h"

#include <string.h>

enum { MOST_CALLS = 200, LONGEST_BODY = 16 * 1024, LARGEST_FILE = 8 * 1024 * 1024 };

struct CallHistory {
  char *path;
  GPtrArray *calls; /* of char **, three fields each; the oldest first */
};

static void
take_line(CallHistory *history, const char *line)
{
  char **fields = g_strsplit(line, "\t", 3);
  if (g_strv_length(fields) == 3 && **fields)
    g_ptr_array_add(history->calls, fields);
  else
    g_strfreev(fields);
}

CallHistory *
call_history_load(const Paths *paths)
{
  CallHistory *history = g_new0(CallHistory, 1);
  history->path = g_build_filename(paths->state, "api-history", NULL);
  history->calls = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  g_autofree char *text = NULL;
  gsize length = 0;
  if (!g_file_get_contents(history->path, &text, &length, NULL) || length > LARGEST_FILE ||
      !g_utf8_validate(text, (gssize) length, NULL))
    return history;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line; line++)
    take_line(history, *line);
  return history;
}

void
call_history_free(CallHistory *history)
{
  if (!history)
    return;
  g_ptr_array_unref(history->calls);
  g_free(history->path);
  g_free(history);
}

guint
call_history_length(const CallHistory *history)
{
  return history->calls->len;
}

CallHistoryEntry
call_history_nth(const CallHistory *history, guint n)
{
  char **fields = history->calls->pdata[history->calls->len - 1 - n];
  return (CallHistoryEntry){fields[0], fields[1], fields[2]};
}

static char *
one_line(const char *text)
{
  return g_strdelimit(g_strdup(text ? text : ""), "\t\r\n", ' ');
}

static void
drop_same(CallHistory *history, char **fields)
{
  for (guint i = history->calls->len; i > 0; i--)
    if (g_strv_equal(history->calls->pdata[i - 1], (const char *const *) fields))
      g_ptr_array_remove_index(history->calls, i - 1);
}

static gboolean
save(const CallHistory *history, GError **error)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < history->calls->len; i++) {
    char **fields = history->calls->pdata[i];
    g_string_append_printf(text, "%s\t%s\t%s\n", fields[0], fields[1], fields[2]);
  }
  return private_file_write(history->path, text->str, (gssize) text->len, error);
}

gboolean
call_history_add(CallHistory *history, const CallHistoryEntry *entry, GError **error)
{
  gboolean keeps_body = entry->body && strlen(entry->body) <= LONGEST_BODY;
  char **fields = g_new0(char *, 4);
  fields[0] = one_line(entry->call);
  fields[1] = one_line(entry->query);
  fields[2] = one_line(keeps_body ? entry->body : "");
  drop_same(history, fields);
  g_ptr_array_add(history->calls, fields);
  if (history->calls->len > MOST_CALLS)
    g_ptr_array_remove_index(history->calls, 0);
  return save(history, error);
}
