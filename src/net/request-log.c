/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/net/request-log.h"

#include <string.h>

#define KEPT 2000

struct RequestLog {
  GQueue entries; /* of RequestLogEntry, oldest first */
  void (*on_changed)(gpointer data);
  gpointer changed_data;
};

static void
entry_free(gpointer data)
{
  RequestLogEntry *entry = data;
  g_free(entry->target);
  g_free(entry->request_id);
  g_free(entry->text);
  g_free(entry);
}

RequestLog *
request_log_new(void)
{
  RequestLog *log = g_new0(RequestLog, 1);
  g_queue_init(&log->entries);
  return log;
}

void
request_log_free(RequestLog *log)
{
  if (log == NULL)
    return;
  g_queue_clear_full(&log->entries, entry_free);
  g_free(log);
}

void
request_log_set_on_changed(RequestLog *log, void (*on_changed)(gpointer data), gpointer data)
{
  log->on_changed = on_changed;
  log->changed_data = data;
}

void
request_log_changed(RequestLog *log)
{
  if (log->on_changed != NULL)
    log->on_changed(log->changed_data);
}

guint
request_log_length(const RequestLog *log)
{
  return log->entries.length;
}

const RequestLogEntry *
request_log_nth(const RequestLog *log, guint n)
{
  return g_queue_peek_nth((GQueue *) &log->entries, n);
}

/* Scheme and host are the connection's and only take room; what follows may come from a server. */
static char *
target_of(const char *url)
{
  const char *path = strstr(url, "://");
  path = path != NULL ? strchr(path + 3, '/') : NULL;
  char *target = g_utf8_make_valid(path != NULL ? path : url, -1);
  target[strcspn(target, "#")] = '\0';
  for (char *p = target; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      *p = ' ';
  return target;
}

RequestLogEntry *
request_log_add(RequestLog *log, guint64 id, const char *method, const char *url)
{
  RequestLogEntry *entry = g_new0(RequestLogEntry, 1);
  entry->id = id;
  entry->when = g_get_real_time() / 1000;
  entry->method = method;
  entry->target = target_of(url);
  g_queue_push_tail(&log->entries, entry);
  if (log->entries.length > KEPT)
    entry_free(g_queue_pop_head(&log->entries));
  request_log_changed(log);
  return entry;
}

RequestLogEntry *
request_log_find(RequestLog *log, guint64 id)
{
  for (GList *link = log->entries.tail; link != NULL; link = link->prev)
    if (((RequestLogEntry *) link->data)->id == id)
      return link->data;
  return NULL;
}
