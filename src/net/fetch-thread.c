/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fetch thread. One loop: take what came down, start what may start, let curl work, finish what is done,
 * sleep in curl_multi_poll until a socket, a pause or the main thread wakes it. No GObject is touched here.
 */
#include "src/net/fetch-job.h"

#include <sodium.h>
#include <string.h>

#include "src/net/fetch-memory.h"
#include "src/net/fetch-outcome.h"
#include "src/net/origin.h"
#include "src/net/pace.h"
#include "src/net/retry.h"
#include "src/net/steady-clock.h"

#define CONNECT_SECONDS 15L
#define STALL_SECONDS 60L
/* A connection that was idle for longer than this may be closed at the other end. */
#define FRESH_SECONDS 5L

typedef struct {
  Job *job;
  CURL *easy; /* NULL while it waits */
  struct curl_slist *headers;
  GString *body;
  gboolean too_large;
  gboolean too_late;
  gboolean is_kept; /* a cache had the answer */
  guint starts;     /* of this try: curl may begin again by itself */
  gint64 due;       /* monotonic us: not before */
  gint64 late;      /* steady us: not sent later than this; 0: no matter */
} Transfer;

typedef struct {
  FetchThreadStart *start;
  CURLM *multi;
  GPtrArray *spare;                     /* easy handles */
  GQueue waiting[FETCH_BACKGROUND + 1]; /* of Transfer, by priority */
  GQueue running;                       /* of Transfer */
  Pace pace;
  GRand *random;
  gboolean stop;
} FetchThread;

/* Replies coming in */

static size_t
on_body(char *bytes, size_t size, size_t count, void *data)
{
  Transfer *transfer = data;
  gsize length = size * count;
  if (transfer->body->len + length > transfer->job->request->max_body) {
    transfer->too_large = TRUE;
    return 0;
  }
  g_string_append_len(transfer->body, bytes, (gssize) length);
  return length;
}

static size_t
on_header(char *line, size_t size, size_t count, void *data)
{
  Transfer *transfer = data;
  gsize length = size * count;
  FetchOutcome *outcome = &transfer->job->outcome;
  if (length > 5 && g_ascii_strncasecmp(line, "http/", 5) == 0) { /* another try, or 100 before 200 */
    outcome->server_time_ms = 0;
    transfer->is_kept = FALSE;
  } else if (length > 6 && g_ascii_strncasecmp(line, "date:", 5) == 0) {
    g_autofree char *date = g_strndup(line + 5, length - 5);
    time_t seconds = curl_getdate(date, NULL);
    outcome->server_time_ms = seconds > 0 ? (gint64) seconds * 1000 : 0;
    outcome->at_us = steady_clock_us();
  } else if (length > 5 && g_ascii_strncasecmp(line, "age:", 4) == 0) {
    g_autofree char *age = g_strndup(line + 4, length - 4);
    transfer->is_kept = g_ascii_strtoull(age, NULL, 10) > 0;
  }
  if (transfer->is_kept) /* out of a cache: its Date is of then */
    outcome->server_time_ms = 0;
  return length;
}

/* Starting */

/* The connection stands, which may have taken a night in a machine that slept, and nothing was sent yet; or a
 * kept one was closed under the request, and curl would send it again on another. */
static int
on_connected(void *data, char *to G_GNUC_UNUSED, char *from G_GNUC_UNUSED, int to_port G_GNUC_UNUSED,
             int from_port G_GNUC_UNUSED)
{
  Transfer *transfer = data;
  transfer->too_late = transfer->late > 0 && steady_clock_us() >= transfer->late;
  gboolean again = ++transfer->starts > 1 && transfer->job->request->never_repeat;
  return transfer->too_late || again ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

static void
set_headers(const FetchThread *thread, Transfer *transfer)
{
  const FetchRequest *request = transfer->job->request;
  struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/json");
  headers = curl_slist_append(headers, "Cache-Control: no-cache");
  headers = curl_slist_append(headers, "Expect:");
  if (request->body != NULL)
    headers = curl_slist_append(headers, "Content-Type: application/json");
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
    headers = curl_slist_append(headers, request->headers[i]);
  if (thread->start->secret_line != NULL)
    headers = curl_slist_append(headers, thread->start->secret_line);
  transfer->headers = headers;
  curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, headers);
}

static void
set_method(CURL *easy, const FetchRequest *request)
{
  gboolean has_body = request->body != NULL || request->method == FETCH_POST || request->method == FETCH_PUT;
  const char *body = request->body != NULL ? request->body : "";
  if (has_body) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) strlen(body));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
  }
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, fetch_method_name(request->method));
  /* On a kept connection that the server closes, curl sends a request again by itself; on a new one it does
   * not. What goes out once, a POST above all, and was received and not answered must not go out twice. */
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, request->method == FETCH_POST ? 1L : 0L);
  if (request->never_repeat)
    curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, FRESH_SECONDS);
}

static void
set_limits(CURL *easy, const char *url)
{
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long) (CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
#if LIBCURL_VERSION_NUM >= 0x075700
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, STALL_SECONDS);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_2TLS);
  /* Over TLS it is known from the handshake whether a connection can be shared; without, curl would wait for
   * the first answer, and one that never comes would hold up all others. */
  curl_easy_setopt(easy, CURLOPT_PIPEWAIT, g_ascii_strncasecmp(url, "https:", 6) == 0 ? 1L : 0L);
  if (origin_is_loopback(url))
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
}

static void
transfer_start(FetchThread *thread, Transfer *transfer)
{
  const char *url = transfer->job->request->url;
  CURL *easy = thread->spare->len > 0 ? g_ptr_array_steal_index(thread->spare, thread->spare->len - 1)
                                      : curl_easy_init();
  transfer->easy = easy;
  transfer->too_large = FALSE;
  transfer->starts = 0;
  g_string_truncate(transfer->body, 0);
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_connected);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
  set_method(easy, transfer->job->request);
  set_limits(easy, url);
  set_headers(thread, transfer);
  transfer->job->outcome.tries++;
  g_queue_push_tail(&thread->running, transfer);
  atomic_store(&thread->start->running, thread->running.length);
  curl_multi_add_handle(thread->multi, easy);
}

/* Takes the transfer off curl; its copy of the secret is wiped. */
static void
transfer_detach(FetchThread *thread, Transfer *transfer)
{
  if (transfer->easy == NULL)
    return;
  curl_multi_remove_handle(thread->multi, transfer->easy);
  curl_easy_reset(transfer->easy);
  g_ptr_array_add(thread->spare, transfer->easy);
  transfer->easy = NULL;
  for (struct curl_slist *line = transfer->headers; line != NULL; line = line->next)
    sodium_memzero(line->data, strlen(line->data));
  curl_slist_free_all(transfer->headers);
  transfer->headers = NULL;
  g_queue_remove(&thread->running, transfer);
  atomic_store(&thread->start->running, thread->running.length);
}

/* Ending */

static void
transfer_free(Transfer *transfer)
{
  g_string_free(transfer->body, TRUE);
  g_free(transfer);
}

static void
hand_up(FetchThread *thread, Transfer *transfer)
{
  Job *job = transfer->job;
  job->took_ms = (g_get_monotonic_time() - job->began_us) / 1000;
  job->bytes = transfer->body->len;
  transfer_free(transfer);
  handover_up(thread->start->handover, job);
}

static void
wait_and_retry(FetchThread *thread, Transfer *transfer, gint64 pause_ms)
{
  Record *note = g_new0(Record, 1);
  note->kind = RECORD_RETRYING;
  note->id = transfer->job->record.id;
  note->tries = transfer->job->outcome.tries;
  handover_up(thread->start->handover, note);
  transfer->due = g_get_monotonic_time() + pause_ms * 1000;
  g_queue_push_head(&thread->waiting[transfer->job->request->priority], transfer);
}

static void
learn_pace(FetchThread *thread, const FetchOutcome *outcome, gint64 asked)
{
  if (outcome->status == 429)
    pace_slow_down(&thread->pace, g_get_monotonic_time(), asked);
  else if (outcome->progress == FETCH_ANSWERED)
    pace_speed_up(&thread->pace);
  atomic_store(&thread->start->paused_until_us, thread->pace.paused_until);
}

static void
give_up_late(FetchThread *thread, Transfer *transfer)
{
  transfer->job->outcome.verdict.error =
      g_error_new(FETCH_ERROR, FETCH_ERROR_LATE,
                  "its turn did not come within %u seconds, so it was not sent at all: try again.",
                  transfer->job->request->start_within_ms / 1000);
  hand_up(thread, transfer);
}

static void
transfer_finish(FetchThread *thread, Transfer *transfer, CURLcode code)
{
  Job *job = transfer->job;
  const FetchOutcome *outcome = &job->outcome;
  if (transfer->too_late) {
    transfer_detach(thread, transfer);
    give_up_late(thread, transfer);
    return;
  }
  gboolean may_repeat = fetch_outcome_read(job, transfer->easy, code, transfer->body, transfer->too_large) &&
                        !job->request->never_repeat;
  gint64 asked = fetch_outcome_pause(job, transfer->easy);
  learn_pace(thread, outcome, asked);
  transfer_detach(thread, transfer);
  gint64 pause = may_repeat ? retry_pause(job->request->method, outcome->progress, outcome->status,
                                          outcome->tries, asked, g_rand_double(thread->random))
                            : -1;
  if (pause >= 0)
    wait_and_retry(thread, transfer, pause);
  else
    hand_up(thread, transfer);
}

/* The loop */

/* The last gate: may this leave at all? What was read with the secret masked must not be written back over
 * it. */
static gboolean
may_leave(const FetchThreadStart *start, const Job *job, GError **error)
{
  const FetchRequest *request = job->request;
  gboolean writes = request->method != FETCH_GET && !request->only_asks;
  if (writes && start->read_only)
    g_set_error_literal(error, FETCH_ERROR, FETCH_ERROR_READ_ONLY,
                        "This connection is read-only; nothing was sent.");
  else if (writes && job->mask != NULL && request->body != NULL &&
           strstr(request->body, SECRET_MASKED) != NULL)
    g_set_error_literal(error, FETCH_ERROR, FETCH_ERROR_MASKED,
                        "Not sent: it holds \"" SECRET_MASKED
                        "\", which stands where the server has the token of this "
                        "connection in a text. Change that text first.");
  else
    return origin_allows(start->origin, start->trusted_suffix, request->url, error);
  return FALSE;
}

static void
take_job(FetchThread *thread, Job *job)
{
  Transfer *transfer = g_new0(Transfer, 1);
  transfer->job = job;
  transfer->body = g_string_new(NULL);
  if (job->request->start_after_ms > 0)
    transfer->due = g_get_monotonic_time() + (gint64) job->request->start_after_ms * 1000;
  if (job->request->start_within_ms > 0)
    transfer->late = steady_clock_us() + (gint64) job->request->start_within_ms * 1000;
  GError *error = NULL;
  if (!may_leave(thread->start, job, &error)) {
    job->outcome.verdict.error = error;
    hand_up(thread, transfer);
    return;
  }
  g_queue_push_tail(&thread->waiting[job->request->priority], transfer);
}

/* Takes what waits out of its queue; NULL when it does not wait. */
static Transfer *
take_waiting(FetchThread *thread, guint64 id)
{
  for (guint p = 0; p < G_N_ELEMENTS(thread->waiting); p++)
    for (GList *link = thread->waiting[p].head; link != NULL; link = link->next) {
      Transfer *transfer = link->data;
      if (transfer->job->record.id == id) {
        g_queue_delete_link(&thread->waiting[p], link);
        return transfer;
      }
    }
  return NULL;
}

/* The main thread has told its caller already; the job goes up all the same, for the log. */
static void
cancel(FetchThread *thread, guint64 id)
{
  Transfer *transfer = take_waiting(thread, id);
  for (GList *link = thread->running.head; transfer == NULL && link != NULL; link = link->next)
    if (((Transfer *) link->data)->job->record.id == id)
      transfer = link->data;
  if (transfer == NULL)
    return;
  transfer_detach(thread, transfer);
  hand_up(thread, transfer);
}

static void
take_down(FetchThread *thread)
{
  GQueue *records = handover_take_down(thread->start->handover);
  for (Record *record; (record = g_queue_pop_head(records)) != NULL;) {
    switch (record->kind) {
    case RECORD_JOB:
      take_job(thread, (Job *) record);
      continue; /* kept */
    case RECORD_CANCEL:
      cancel(thread, record->id);
      break;
    default:
      thread->stop = TRUE;
      break;
    }
    g_free(record);
  }
  g_queue_free(records);
}

/* What may not wait longer ends, whatever else holds it up: a pause, other requests, a machine that slept.
 * Returns the us until the next one, or G_MAXINT64. */
static gint64
drop_late(FetchThread *thread)
{
  gint64 now = steady_clock_us(), sooner = G_MAXINT64;
  for (guint p = 0; p < G_N_ELEMENTS(thread->waiting); p++)
    for (GList *link = thread->waiting[p].head; link != NULL;) {
      GList *next = link->next;
      Transfer *transfer = link->data;
      if (transfer->late > 0 && now >= transfer->late) {
        g_queue_delete_link(&thread->waiting[p], link);
        give_up_late(thread, transfer);
      } else if (transfer->late > 0)
        sooner = MIN(sooner, transfer->late - now);
      link = next;
    }
  return sooner;
}

/* Starts what may start; returns the ms until something else may, or @otherwise. */
static int
start_waiting(FetchThread *thread, int otherwise)
{
  gint64 now = g_get_monotonic_time(), sooner = drop_late(thread);
  for (guint p = 0; p < G_N_ELEMENTS(thread->waiting); p++) {
    for (GList *link = thread->waiting[p].head; link != NULL;) {
      GList *next = link->next;
      Transfer *transfer = link->data;
      if (thread->running.length >= thread->pace.parallel)
        return sooner == G_MAXINT64 ? otherwise : (int) MIN(sooner / 1000 + 1, otherwise);
      if (transfer->due > now) {
        sooner = MIN(sooner, transfer->due - now);
      } else {
        gint64 pause = pace_take(&thread->pace, now);
        if (pause > 0)
          return (int) MIN(MIN(sooner, pause) / 1000 + 1, otherwise);
        g_queue_delete_link(&thread->waiting[p], link);
        transfer_start(thread, transfer);
      }
      link = next;
    }
  }
  return sooner == G_MAXINT64 ? otherwise : (int) MIN(sooner / 1000 + 1, otherwise);
}

static void
finish_done(FetchThread *thread)
{
  int left;
  for (CURLMsg *message; (message = curl_multi_info_read(thread->multi, &left)) != NULL;) {
    if (message->msg != CURLMSG_DONE)
      continue;
    Transfer *transfer = NULL;
    CURLcode code = message->data.result;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **) &transfer);
    transfer_finish(thread, transfer, code);
  }
}

static void
give_back(FetchThread *thread)
{
  while (thread->running.length > 0) {
    Transfer *transfer = thread->running.head->data;
    transfer_detach(thread, transfer);
    hand_up(thread, transfer);
  }
  for (guint p = 0; p < G_N_ELEMENTS(thread->waiting); p++)
    for (Transfer *transfer; (transfer = g_queue_pop_head(&thread->waiting[p])) != NULL;)
      hand_up(thread, transfer);
}

gpointer
fetch_thread_run(gpointer data)
{
  FetchThread thread = {.start = data};
  fetch_memory_init(CURL_GLOBAL_DEFAULT);
  thread.multi = curl_multi_init();
  thread.spare = g_ptr_array_new_with_free_func(curl_easy_cleanup);
  thread.random = g_rand_new();
  pace_init(&thread.pace, origin_is_loopback(thread.start->origin), g_get_monotonic_time());
  handover_set_multi(thread.start->handover, thread.multi);
  while (TRUE) {
    int running;
    take_down(&thread);
    if (thread.stop)
      break;
    int wait = start_waiting(&thread, G_MAXINT);
    curl_multi_perform(thread.multi, &running);
    finish_done(&thread);
    wait = MIN(wait, start_waiting(&thread, wait));
    curl_multi_poll(thread.multi, NULL, 0, wait, NULL);
  }
  handover_set_multi(thread.start->handover, NULL);
  give_back(&thread);
  g_ptr_array_unref(thread.spare);
  curl_multi_cleanup(thread.multi);
  g_rand_free(thread.random);
  curl_global_cleanup();
  return NULL;
}
