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
  GHashTable *asks; /* id -> Ask, without an outcome yet */
  GQueue cancelled; /* of Ask: told from the loop */
  guint cancel_source;
  GQueue recent; /* of gint64*: when requests ended, the last minute */
  guint64 bytes;
  guint telling;    /* callbacks that are running */
  gboolean closing; /* asks are refused */
  gboolean closed;  /* to be freed when the last callback has returned */
  SecretMask *mask; /* read by the thread too */
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

static void fetcher_destroy(Fetcher *fetcher);

/* A callback may free the fetcher: between these two it stays, and after the second it may be gone. */
static void
begin_telling(Fetcher *fetcher)
{
  fetcher->telling++;
}

static void
end_telling(Fetcher *fetcher)
{
  if (--fetcher->telling == 0 && fetcher->closed)
    fetcher_destroy(fetcher);
}

/* A callback may cancel, ask or free; so one at a time is taken. */
static void
tell_cancelled(Fetcher *fetcher)
{
  for (Ask *ask; (ask = g_queue_pop_head(&fetcher->cancelled)) != NULL;) {
    FetchOutcome outcome = {.progress = FETCH_UNANSWERED};
    outcome.verdict.error = g_error_new_literal(G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled.");
    ask->done(&outcome, ask->data);
    fetch_verdict_clear(&outcome.verdict);
    g_free(ask);
  }
}

static gboolean
on_cancelled(gpointer data)
{
  Fetcher *fetcher = data;
  fetcher->cancel_source = 0;
  begin_telling(fetcher);
  tell_cancelled(fetcher);
  activity(fetcher);
  end_telling(fetcher);
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
  request_log_changed(fetcher->log);
}

static void
forget_old(Fetcher *fetcher)
{
  gint64 minute_ago = g_get_monotonic_time() - G_USEC_PER_SEC * 60;
  while (fetcher->recent.length > 0 && *(gint64 *) fetcher->recent.head->data < minute_ago)
    g_free(g_queue_pop_head(&fetcher->recent));
}

static void
count_request(Fetcher *fetcher)
{
  gint64 *when = g_new(gint64, 1);
  *when = g_get_monotonic_time();
  g_queue_push_tail(&fetcher->recent, when);
  forget_old(fetcher);
}

static void
take_retrying(Fetcher *fetcher, const Record *record)
{
  RequestLogEntry *entry = request_log_find(fetcher->log, record->id);
  count_request(fetcher);
  if (entry == NULL)
    return;
  entry->state = REQUEST_RETRYING;
  entry->tries = record->tries;
  request_log_changed(fetcher->log);
}

static void
take_job(Fetcher *fetcher, Job *job)
{
  Ask *ask = g_hash_table_lookup(fetcher->asks, &job->record.id);
  if (job->outcome.tries > 0)
    count_request(fetcher);
  fetcher->bytes += job->bytes;
  write_log(fetcher, job, ask == NULL && job->outcome.progress != FETCH_ANSWERED);
  if (ask == NULL)
    return;
  Ask copy = *ask;
  g_hash_table_remove(fetcher->asks, &job->record.id);
  copy.done(&job->outcome, copy.data);
}

static void
take_record(gpointer data, gpointer user_data)
{
  Fetcher *fetcher = user_data;
  Record *record = data;
  begin_telling(fetcher);
  if (record->kind == RECORD_RETRYING)
    take_retrying(fetcher, record);
  else
    take_job(fetcher, data);
  fetch_record_free(record);
  activity(fetcher);
  end_telling(fetcher);
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
  g_queue_init(&fetcher->cancelled);
  g_queue_init(&fetcher->recent);
  fetcher->log = request_log_new();
  fetcher->start.handover = handover_new(take_record, fetcher);
  fetcher->start.origin = g_strdup(options->origin);
  fetcher->start.trusted_suffix = g_strdup(options->trusted_suffix);
  fetcher->start.read_only = options->read_only;
  fetcher->start.secret_line = secret_line(options);
  fetcher->mask = secret_mask_new(options->secret);
  return fetcher;
}

gboolean
fetcher_secret_is_in(const Fetcher *fetcher, const char *text)
{
  return secret_mask_finds(fetcher->mask, text);
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
  fetcher->has_thread = FALSE;
}

static void
fetcher_destroy(Fetcher *fetcher)
{
  if (fetcher->cancel_source != 0)
    g_source_remove(fetcher->cancel_source);
  handover_free(fetcher->start.handover, fetch_record_free);
  g_free(fetcher->start.origin);
  g_free(fetcher->start.trusted_suffix);
  if (fetcher->start.secret_line != NULL)
    sodium_free(fetcher->start.secret_line);
  secret_mask_free(fetcher->mask);
  g_hash_table_unref(fetcher->asks);
  g_queue_clear_full(&fetcher->recent, g_free);
  request_log_free(fetcher->log);
  g_free(fetcher);
}

/* From here on it is the queue's, and gets the one outcome that is left. */
static void
move_to_cancelled(Fetcher *fetcher, guint64 id)
{
  Ask *ask = NULL;
  if (g_hash_table_steal_extended(fetcher->asks, &id, NULL, (gpointer *) &ask))
    g_queue_push_tail(&fetcher->cancelled, ask);
}

static gint
by_id(gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  guint64 one = ((const Ask *) a)->id, other = ((const Ask *) b)->id;
  return one < other ? -1 : one > other;
}

void
fetcher_free(Fetcher *fetcher)
{
  if (fetcher == NULL || fetcher->closing)
    return;
  fetcher->closing = TRUE;
  fetcher->on_activity = NULL;
  request_log_set_on_changed(fetcher->log, NULL, NULL);
  begin_telling(fetcher);
  stop_thread(fetcher);
  GHashTableIter iter;
  gpointer ask;
  g_hash_table_iter_init(&iter, fetcher->asks);
  while (g_hash_table_iter_next(&iter, NULL, &ask)) {
    g_hash_table_iter_steal(&iter);
    g_queue_insert_sorted(&fetcher->cancelled, ask, by_id, NULL);
  }
  tell_cancelled(fetcher);
  fetcher->closed = TRUE;
  end_telling(fetcher);
}

static void
start_thread(Fetcher *fetcher)
{
  if (fetcher->has_thread)
    return;
  fetcher->has_thread = pthread_create(&fetcher->thread, NULL, fetch_thread_run, &fetcher->start) == 0;
  if (!fetcher->has_thread)
    g_error("No thread can be started");
}

guint64
fetcher_ask(Fetcher *fetcher, FetchRequest *request, FetchDone done, gpointer data)
{
  Ask *ask = g_new0(Ask, 1);
  *ask = (Ask){.id = ++fetcher->last_id, .done = done, .data = data};
  if (fetcher->closing) { /* asked by a callback of fetcher_free, which tells this one too */
    fetch_request_free(request);
    g_queue_push_tail(&fetcher->cancelled, ask);
    return ask->id;
  }
  Job *job = g_new0(Job, 1);
  job->record = (Record){.kind = RECORD_JOB, .id = ask->id};
  job->mask = fetcher->mask;
  job->request = request;
  job->began_us = g_get_monotonic_time();
  g_hash_table_insert(fetcher->asks, &ask->id, ask);
  g_autofree char *url = secret_mask_copy(fetcher->mask, request->url);
  request_log_add(fetcher->log, ask->id, fetch_method_name(request->method), url);
  start_thread(fetcher);
  handover_down(fetcher->start.handover, job);
  activity(fetcher);
  return fetcher->last_id;
}

static void
send_note(Fetcher *fetcher, Record note)
{
  handover_down(fetcher->start.handover, g_memdup2(&note, sizeof note));
}

void
fetcher_cancel(Fetcher *fetcher, guint64 id)
{
  if (!g_hash_table_contains(fetcher->asks, &id))
    return;
  move_to_cancelled(fetcher, id);
  if (fetcher->cancel_source == 0)
    fetcher->cancel_source = g_idle_add_full(G_PRIORITY_DEFAULT, on_cancelled, fetcher, NULL);
  send_note(fetcher, (Record){.kind = RECORD_CANCEL, .id = id});
}

FetcherStats
fetcher_stats(Fetcher *fetcher)
{
  forget_old(fetcher);
  guint asks = g_hash_table_size(fetcher->asks), running = atomic_load(&fetcher->start.running);
  guint under_way = MIN(running, asks);
  return (FetcherStats){.under_way = under_way,
                        .waiting = asks - under_way,
                        .last_minute = fetcher->recent.length,
                        .bytes = fetcher->bytes,
                        .paused_until_us = atomic_load(&fetcher->start.paused_until_us)};
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
