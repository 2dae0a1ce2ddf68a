/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main thread's side: who asked, and who is told.
 */
#include "src/net/fetch.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#include "src/net/fetch-job.h"

#define MAX_BODY ((gsize) 16 * 1024 * 1024)

typedef struct {
  guint64 id;
  FetchDone done;
  gpointer data;
} Ask;

struct Fetcher {
  FetchThreadStart start;
  gboolean has_thread;
  pthread_t thread;
  guint64 last_id;
  GHashTable *asks;  /* id -> Ask, without an outcome yet */
  GArray *cancelled; /* of Ask: told from the loop */
  guint cancel_source;
  GQueue recent; /* of gint64*: when requests ended, the last minute */
  RequestLog *log;
  void (*on_activity)(gpointer data);
  gpointer activity_data;
};

/* Requests and verdicts */

const char *
fetch_method_name(FetchMethod method)
{
  static const char *const names[] = {"GET", "POST", "PUT", "DELETE"};
  return names[method];
}

FetchRequest *
fetch_request_new(FetchMethod method, const char *url)
{
  FetchRequest *request = g_new0(FetchRequest, 1);
  request->method = method;
  request->url = g_strdup(url);
  request->max_body = MAX_BODY;
  return request;
}

void
fetch_request_free(FetchRequest *request)
{
  if (request == NULL)
    return;
  g_free(request->url);
  g_free(request->body);
  g_strfreev(request->headers);
  if (request->free_decode_data != NULL)
    request->free_decode_data(request->decode_data);
  g_free(request);
}

void
fetch_verdict_clear(FetchVerdict *verdict)
{
  if (verdict->value != NULL && verdict->free_value != NULL)
    verdict->free_value(verdict->value);
  g_clear_error(&verdict->error);
  g_free(verdict->request_id);
  g_free(verdict->notice);
  *verdict = (FetchVerdict){0};
}

void
fetch_record_free(gpointer data)
{
  Record *record = data;
  if (record->kind == RECORD_JOB) {
    Job *job = data;
    fetch_verdict_clear(&job->outcome.verdict);
    fetch_request_free(job->request);
  }
  g_free(record);
}

/* Telling */

static void
activity(Fetcher *fetcher)
{
  if (fetcher->on_activity != NULL)
    fetcher->on_activity(fetcher->activity_data);
}

static void
tell_cancelled(const Ask *ask)
{
  FetchOutcome outcome = {.progress = FETCH_UNANSWERED};
  outcome.verdict.error = g_error_new_literal(G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled.");
  ask->done(&outcome, ask->data);
  fetch_verdict_clear(&outcome.verdict);
}

static gboolean
on_cancelled(gpointer data)
{
  Fetcher *fetcher = data;
  fetcher->cancel_source = 0;
  GArray *asks = fetcher->cancelled;
  fetcher->cancelled = g_array_new(FALSE, FALSE, sizeof(Ask));
  for (guint i = 0; i < asks->len; i++)
    tell_cancelled(&g_array_index(asks, Ask, i));
  g_array_unref(asks);
  activity(fetcher);
  return G_SOURCE_REMOVE;
}

static void
write_log(Fetcher *fetcher, const Job *job, gboolean was_cancelled)
{
  RequestLogEntry *entry = request_log_find(fetcher->log, job->record.id);
  if (entry == NULL)
    return;
  const FetchOutcome *outcome = &job->outcome;
  entry->state = was_cancelled                    ? REQUEST_CANCELLED
                 : outcome->verdict.error != NULL ? REQUEST_FAILED
                                                  : REQUEST_DONE;
  entry->status = outcome->status;
  entry->tries = outcome->tries;
  entry->ms = job->took_ms;
  entry->bytes = job->bytes;
  entry->request_id = g_strdup(outcome->verdict.request_id);
  if (outcome->verdict.error != NULL && !was_cancelled)
    entry->text = g_strdup(outcome->verdict.error->message);
}

static void
count_request(Fetcher *fetcher)
{
  gint64 *when = g_new(gint64, 1);
  *when = g_get_monotonic_time();
  g_queue_push_tail(&fetcher->recent, when);
}

static void
take_record(gpointer data, gpointer user_data)
{
  Fetcher *fetcher = user_data;
  Record *record = data;
  if (record->kind == RECORD_RETRYING) {
    RequestLogEntry *entry = request_log_find(fetcher->log, record->id);
    if (entry != NULL) {
      entry->state = REQUEST_RETRYING;
      entry->tries = record->tries;
    }
    count_request(fetcher);
  } else {
    Job *job = data;
    Ask *ask = g_hash_table_lookup(fetcher->asks, &record->id);
    count_request(fetcher);
    write_log(fetcher, job, ask == NULL);
    if (ask != NULL) {
      Ask copy = *ask;
      g_hash_table_remove(fetcher->asks, &record->id);
      copy.done(&job->outcome, copy.data);
    }
  }
  fetch_record_free(record);
  activity(fetcher);
}

/* The fetcher */

static char *
secret_line(const FetcherOptions *options)
{
  if (options->secret == NULL)
    return NULL;
  gsize length = strlen(options->secret_header) + strlen(options->secret) + 3;
  char *line = sodium_malloc(length);
  g_snprintf(line, length, "%s: %s", options->secret_header, options->secret);
  return line;
}

Fetcher *
fetcher_new(const FetcherOptions *options)
{
  if (sodium_init() < 0)
    g_error("libsodium can't start");
  fetch_error_quark(); /* GLib's table of quarks is filled before the thread reads it */
  Fetcher *fetcher = g_new0(Fetcher, 1);
  fetcher->asks = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
  fetcher->cancelled = g_array_new(FALSE, FALSE, sizeof(Ask));
  g_queue_init(&fetcher->recent);
  fetcher->log = request_log_new();
  fetcher->start = (FetchThreadStart){.handover = handover_new(take_record, fetcher),
                                      .origin = g_strdup(options->origin),
                                      .trusted_suffix = g_strdup(options->trusted_suffix),
                                      .secret_line = secret_line(options)};
  return fetcher;
}

static void
stop_thread(Fetcher *fetcher)
{
  if (!fetcher->has_thread)
    return;
  Record *stop = g_new0(Record, 1);
  stop->kind = RECORD_STOP;
  handover_down(fetcher->start.handover, stop);
  pthread_join(fetcher->thread, NULL);
}

void
fetcher_free(Fetcher *fetcher)
{
  if (fetcher == NULL)
    return;
  fetcher->on_activity = NULL;
  stop_thread(fetcher);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, fetcher->asks);
  while (g_hash_table_iter_next(&iter, NULL, &value))
    g_array_append_vals(fetcher->cancelled, value, 1);
  for (guint i = 0; i < fetcher->cancelled->len; i++)
    tell_cancelled(&g_array_index(fetcher->cancelled, Ask, i));
  if (fetcher->cancel_source != 0)
    g_source_remove(fetcher->cancel_source);
  handover_free(fetcher->start.handover, fetch_record_free);
  g_free(fetcher->start.origin);
  g_free(fetcher->start.trusted_suffix);
  if (fetcher->start.secret_line != NULL)
    sodium_free(fetcher->start.secret_line);
  g_hash_table_unref(fetcher->asks);
  g_array_unref(fetcher->cancelled);
  g_queue_clear_full(&fetcher->recent, g_free);
  request_log_free(fetcher->log);
  g_free(fetcher);
}

guint64
fetcher_ask(Fetcher *fetcher, FetchRequest *request, FetchDone done, gpointer data)
{
  Job *job = g_new0(Job, 1);
  job->record = (Record){.kind = RECORD_JOB, .id = ++fetcher->last_id};
  job->request = request;
  job->began_us = g_get_monotonic_time();
  Ask *ask = g_new0(Ask, 1);
  *ask = (Ask){.id = fetcher->last_id, .done = done, .data = data};
  g_hash_table_insert(fetcher->asks, &ask->id, ask);
  request_log_add(fetcher->log, ask->id, fetch_method_name(request->method), request->url);
  if (!fetcher->has_thread) {
    fetcher->has_thread = pthread_create(&fetcher->thread, NULL, fetch_thread_run, &fetcher->start) == 0;
    if (!fetcher->has_thread)
      g_error("No thread can be started");
  }
  handover_down(fetcher->start.handover, job);
  activity(fetcher);
  return fetcher->last_id;
}

void
fetcher_cancel(Fetcher *fetcher, guint64 id)
{
  Ask *ask = g_hash_table_lookup(fetcher->asks, &id);
  if (ask == NULL)
    return;
  g_array_append_vals(fetcher->cancelled, ask, 1);
  g_hash_table_remove(fetcher->asks, &id);
  if (fetcher->cancel_source == 0)
    fetcher->cancel_source = g_idle_add_full(G_PRIORITY_DEFAULT, on_cancelled, fetcher, NULL);
  Record *cancel = g_new0(Record, 1);
  *cancel = (Record){.kind = RECORD_CANCEL, .id = id};
  handover_down(fetcher->start.handover, cancel);
}

void
fetcher_stats(Fetcher *fetcher, FetcherStats *stats)
{
  gint64 minute_ago = g_get_monotonic_time() - G_USEC_PER_SEC * 60;
  while (fetcher->recent.length > 0 && *(gint64 *) fetcher->recent.head->data < minute_ago)
    g_free(g_queue_pop_head(&fetcher->recent));
  stats->under_way = g_hash_table_size(fetcher->asks) + fetcher->cancelled->len;
  stats->per_minute = fetcher->recent.length;
}

void
fetcher_set_on_activity(Fetcher *fetcher, void (*on_activity)(gpointer data), gpointer data)
{
  fetcher->on_activity = on_activity;
  fetcher->activity_data = data;
}

RequestLog *
fetcher_log(Fetcher *fetcher)
{
  return fetcher->log;
}
