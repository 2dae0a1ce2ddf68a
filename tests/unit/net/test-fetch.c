/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fetch thread against a server that misbehaves on demand: one outcome an ask, whatever happens. */
#include "src/net/fetch.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/net/small-server.h"

#define SECRET "s3cret-token"
#define LONGEST_SECONDS 60

typedef struct {
  SmallServer *server;
  Fetcher *fetcher;
  char *origin;
} Stage;

/* What became of an ask. */
typedef struct {
  guint times;
  char *value;
  GError *error;
  FetchProgress progress;
  guint status, tries;
  gint64 server_time_ms;
  Stage *stage;
  guint64 then_cancel;
  gboolean then_free, then_ask;
} Told;

static void
decode_text(const FetchReply *reply, gconstpointer data G_GNUC_UNUSED, FetchVerdict *verdict)
{
  if (reply->status >= 400) {
    verdict->error = g_error_new(G_IO_ERROR, G_IO_ERROR_FAILED, "status %u", reply->status);
    return;
  }
  verdict->value = g_strndup(reply->body, reply->length);
  verdict->free_value = g_free;
  verdict->request_id = g_strdup("r-1");
}

static void
stage_set(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  stage->server = small_server_new();
  stage->origin = g_strdup_printf("http://127.0.0.1:%u", small_server_port(stage->server));
  FetcherOptions options = {.origin = stage->origin, .secret_header = "X-API-TOKEN", .secret = SECRET};
  stage->fetcher = fetcher_new(&options);
}

static void
stage_clear(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  fetcher_free(stage->fetcher);
  small_server_free(stage->server);
  g_free(stage->origin);
}

static FetchRequest *
request_for(const Stage *stage, FetchMethod method, const char *path)
{
  g_autofree char *url = g_strconcat(stage->origin, path, NULL);
  FetchRequest *request = fetch_request_new(method, url);
  request->decode = decode_text;
  return request;
}

static void on_told(FetchOutcome *outcome, gpointer data);

static guint64
ask(Stage *stage, FetchMethod method, const char *path, Told *told)
{
  *told = (Told){.stage = stage};
  return fetcher_ask(stage->fetcher, request_for(stage, method, path), on_told, told);
}

static void
on_told(FetchOutcome *outcome, gpointer data)
{
  Told *told = data;
  told->times++;
  told->value = g_steal_pointer(&outcome->verdict.value);
  told->error = g_steal_pointer(&outcome->verdict.error);
  told->progress = outcome->progress;
  told->status = outcome->status;
  told->tries = outcome->tries;
  told->server_time_ms = outcome->server_time_ms;
  if (told->then_cancel != 0)
    fetcher_cancel(told->stage->fetcher, told->then_cancel);
  if (told->then_ask) {
    Told *next = told + 1;
    fetcher_ask(told->stage->fetcher, request_for(told->stage, FETCH_GET, "/late"), on_told, next);
  }
  if (told->then_free)
    fetcher_free(g_steal_pointer(&told->stage->fetcher));
}

static void
told_clear(Told *told)
{
  g_free(told->value);
  g_clear_error(&told->error);
}

static gboolean
keep_ticking(gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

/* Turns the loop until @condition; it is looked at each turn, and every few ms. */
#define WAIT_FOR(condition)                                                   \
  do {                                                                        \
    guint ticks = g_timeout_add(5, keep_ticking, NULL);                       \
    gint64 until = g_get_monotonic_time() + LONGEST_SECONDS * G_USEC_PER_SEC; \
    while (!(condition)) {                                                    \
      g_assert_cmpint(g_get_monotonic_time(), <, until);                      \
      g_main_context_iteration(NULL, TRUE);                                   \
    }                                                                         \
    g_source_remove(ticks);                                                   \
  } while (0)

static void
turn_the_loop(void)
{
  while (g_main_context_iteration(NULL, FALSE))
    continue;
}

static const RequestLogEntry *
last_entry(const Stage *stage)
{
  RequestLog *log = fetcher_log(stage->fetcher);
  return request_log_nth(log, request_log_length(log) - 1);
}

static void
test_pages_share_a_connection(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < 20; i++) {
    Told told;
    ask(stage, FETCH_GET, "/page", &told);
    WAIT_FOR(told.times == 1);
    g_assert_no_error(told.error);
    g_assert_cmpstr(told.value, ==, "/page");
    g_assert_cmpint(told.progress, ==, FETCH_ANSWERED);
    g_assert_cmpint(told.server_time_ms, ==, 1795514400000);
    told_clear(&told);
  }
  g_autofree char *head = small_server_last_head(stage->server);
  g_assert_nonnull(strstr(head, "\r\nX-API-TOKEN: " SECRET "\r\n"));
  g_assert_nonnull(strstr(head, "\r\nAccept-Encoding: "));
  g_assert_cmpuint(small_server_connections(stage->server), ==, 1);
  FetcherStats stats = fetcher_stats(stage->fetcher);
  g_assert_cmpuint(stats.last_minute, ==, 20);
  g_assert_cmpuint(stats.bytes, ==, 20 * strlen("/page"));
  g_assert_cmpuint(stats.under_way + stats.waiting, ==, 0);
  g_assert_cmpint(last_entry(stage)->state, ==, REQUEST_DONE);
  g_assert_cmpstr(last_entry(stage)->target, ==, "/page");
  g_assert_cmpstr(last_entry(stage)->request_id, ==, "r-1");
}

static void
assert_tried_again(Stage *stage, FetchMethod method, const char *path)
{
  Told told;
  ask(stage, method, path, &told);
  WAIT_FOR(told.times == 1);
  g_assert_no_error(told.error);
  g_assert_cmpuint(told.status, ==, 200);
  g_assert_cmpuint(small_server_hits(stage->server, path), ==, 2);
  g_assert_cmpuint(last_entry(stage)->tries, ==, told.tries);
  told_clear(&told);
}

static void
test_what_passes_is_tried_again(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  assert_tried_again(stage, FETCH_GET, "/flaky");
  g_assert_cmpuint(last_entry(stage)->tries, ==, 2);
  /* On a kept connection curl itself may be the one who tries again. */
  assert_tried_again(stage, FETCH_PUT, "/drop-once");
}

static void
test_retry_after_is_honoured(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  gint64 began = g_get_monotonic_time();
  assert_tried_again(stage, FETCH_DELETE, "/slow-down");
  g_assert_cmpint(g_get_monotonic_time() - began, >=, 1000 * 1000);
  g_assert_cmpint(fetcher_stats(stage->fetcher).paused_until_us, >, began);
}

/* On a kept connection too, where curl by itself would send it again. */
static void
test_a_post_goes_out_once(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const paths[] = {"/drop", "/cut", "/flaky"};
  for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
    Told warm, told;
    ask(stage, FETCH_GET, "/warm", &warm);
    WAIT_FOR(warm.times == 1);
    ask(stage, FETCH_POST, paths[i], &told);
    WAIT_FOR(told.times == 1);
    g_assert_nonnull(told.error);
    g_assert_cmpint(told.progress, ==, i < 2 ? FETCH_UNANSWERED : FETCH_ANSWERED);
    g_assert_cmpuint(told.tries, ==, 1);
    g_assert_cmpuint(small_server_hits(stage->server, paths[i]), ==, 1);
    told_clear(&warm);
    told_clear(&told);
  }
}

/* The second goes out on the connection of the first, where curl by itself would send it again. */
static void
test_never_repeat(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const paths[] = {"/flaky", "/drop-once"};
  for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
    Told told = {.stage = stage};
    FetchRequest *request = request_for(stage, FETCH_PUT, paths[i]);
    request->never_repeat = TRUE;
    fetcher_ask(stage->fetcher, request, on_told, &told);
    WAIT_FOR(told.times == 1);
    g_assert_cmpuint(told.status, ==, i == 0 ? 503 : 0);
    g_assert_cmpuint(told.tries, ==, 1);
    g_assert_cmpint(told.progress, ==, i == 0 ? FETCH_ANSWERED : FETCH_UNANSWERED);
    g_assert_cmpuint(small_server_hits(stage->server, paths[i]), ==, 1);
    WAIT_FOR(small_server_connections(stage->server) == 1 + i); /* which it may not have taken yet */
    told_clear(&told);
  }
}

static void
test_later(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  Told later = {.stage = stage}, told;
  FetchRequest *request = request_for(stage, FETCH_GET, "/later");
  request->start_after_ms = 300;
  gint64 began = g_get_monotonic_time();
  fetcher_ask(stage->fetcher, request, on_told, &later);
  ask(stage, FETCH_GET, "/now", &told);
  WAIT_FOR(told.times == 1);
  g_assert_cmpuint(later.times, ==, 0);
  WAIT_FOR(later.times == 1);
  g_assert_cmpint(g_get_monotonic_time() - began, >=, 300 * 1000);
  told_clear(&told);
  told_clear(&later);
}

static void
assert_fails(Stage *stage, const char *path, gint code, FetchProgress progress)
{
  Told told = {.stage = stage};
  FetchRequest *request = request_for(stage, FETCH_GET, path);
  request->never_repeat = TRUE;
  request->max_body = 100 * 1000;
  fetcher_ask(stage->fetcher, request, on_told, &told);
  WAIT_FOR(told.times == 1);
  g_assert_error(told.error, FETCH_ERROR, code);
  g_assert_true(g_str_has_prefix(told.error->message, "127.0.0.1 "));
  g_assert_null(strstr(told.error->message, SECRET));
  g_assert_cmpint(told.progress, ==, progress);
  g_assert_cmpint(last_entry(stage)->state, ==, REQUEST_FAILED);
  g_assert_cmpstr(last_entry(stage)->text, ==, told.error->message);
  told_clear(&told);
}

static void
test_one_clear_line_each(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails(stage, "/huge", FETCH_ERROR_TOO_LARGE, FETCH_UNANSWERED);
  assert_fails(stage, "/cut", FETCH_ERROR_BROKEN, FETCH_UNANSWERED);
  assert_fails(stage, "/drop", FETCH_ERROR_BROKEN, FETCH_UNANSWERED);
  assert_fails(stage, "/noise", FETCH_ERROR_BROKEN, FETCH_UNANSWERED);
  assert_fails(stage, "/redirect", FETCH_ERROR_REDIRECT, FETCH_ANSWERED);
}

static void
test_the_secret_stays_at_home(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  SmallServer *other = small_server_new();
  g_autofree char *url = g_strdup_printf("http://127.0.0.1:%u/x", small_server_port(other));
  Told told = {.stage = stage};
  fetcher_ask(stage->fetcher, fetch_request_new(FETCH_POST, url), on_told, &told);
  WAIT_FOR(told.times == 1);
  g_assert_error(told.error, FETCH_ERROR, FETCH_ERROR_FORBIDDEN_ORIGIN);
  g_assert_cmpint(told.progress, ==, FETCH_NOT_SENT);
  g_assert_cmpuint(small_server_connections(other), ==, 0);
  told_clear(&told);
  small_server_free(other);
}

/* A text that was read masked, written back, would be lost at the server. */
static void
test_what_is_masked_is_not_written(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < 3; i++) {
    Told told = {.stage = stage};
    FetchRequest *request = request_for(stage, i == 0 ? FETCH_PUT : FETCH_POST, "/write");
    request->body = g_strdup("{\"name\":\"said (the token)\"}");
    request->only_asks = i == 2;
    fetcher_ask(stage->fetcher, request, on_told, &told);
    WAIT_FOR(told.times == 1);
    if (i < 2) {
      g_assert_error(told.error, FETCH_ERROR, FETCH_ERROR_MASKED);
      g_assert_cmpint(told.progress, ==, FETCH_NOT_SENT);
      g_assert_cmpuint(small_server_connections(stage->server), ==, 0);
    } else
      g_assert_no_error(told.error);
    told_clear(&told);
  }
}

/* Below whoever asks: what is no GET stays here, unless it says that it only asks. */
static void
test_read_only_lets_no_write_out(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  static const FetchMethod methods[] = {FETCH_POST, FETCH_PUT, FETCH_DELETE};
  FetcherOptions options = {
      .origin = stage->origin, .secret_header = "X-API-TOKEN", .secret = SECRET, .read_only = TRUE};
  fetcher_free(stage->fetcher);
  stage->fetcher = fetcher_new(&options);
  for (guint i = 0; i < G_N_ELEMENTS(methods); i++) {
    Told told;
    ask(stage, methods[i], "/write", &told);
    WAIT_FOR(told.times == 1);
    g_assert_error(told.error, FETCH_ERROR, FETCH_ERROR_READ_ONLY);
    g_assert_cmpint(told.progress, ==, FETCH_NOT_SENT);
    told_clear(&told);
  }
  g_assert_cmpuint(small_server_connections(stage->server), ==, 0);
  Told read, search = {.stage = stage};
  ask(stage, FETCH_GET, "/read", &read);
  FetchRequest *request = request_for(stage, FETCH_POST, "/search");
  request->only_asks = TRUE;
  fetcher_ask(stage->fetcher, request, on_told, &search);
  WAIT_FOR(read.times == 1 && search.times == 1);
  g_assert_no_error(read.error);
  g_assert_no_error(search.error);
  told_clear(&read);
  told_clear(&search);
}

/* A port that nobody listens on: bound, so that nobody else takes it. */
static void
test_nobody_there_is_not_sent(void)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  g_assert_cmpint(bind(fd, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint(getsockname(fd, (struct sockaddr *) &address, &length), ==, 0);
  g_autofree char *origin = g_strdup_printf("http://127.0.0.1:%u", ntohs(address.sin_port));
  FetcherOptions options = {.origin = origin};
  Stage stage = {.fetcher = fetcher_new(&options), .origin = origin};
  Told told = {.stage = &stage};
  FetchRequest *request = request_for(&stage, FETCH_POST, "/x");
  request->never_repeat = TRUE;
  fetcher_ask(stage.fetcher, request, on_told, &told);
  WAIT_FOR(told.times == 1);
  g_assert_error(told.error, FETCH_ERROR, FETCH_ERROR_NO_CONNECTION);
  g_assert_cmpint(told.progress, ==, FETCH_NOT_SENT);
  told_clear(&told);
  fetcher_free(stage.fetcher);
  close(fd);
}

static void
test_cancel(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  Told stalled, first;
  guint64 id = ask(stage, FETCH_GET, "/stall", &stalled);
  WAIT_FOR(small_server_hits(stage->server, "/stall") == 1);
  g_assert_cmpuint(fetcher_stats(stage->fetcher).under_way, ==, 1);
  fetcher_cancel(stage->fetcher, id);
  fetcher_cancel(stage->fetcher, id);
  g_assert_cmpuint(stalled.times, ==, 0); /* from the loop, not from here */
  WAIT_FOR(stalled.times == 1);
  g_assert_error(stalled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  told_clear(&stalled);
  /* From within a callback. */
  id = ask(stage, FETCH_GET, "/stall", &stalled);
  ask(stage, FETCH_GET, "/ok", &first);
  first.then_cancel = id;
  WAIT_FOR(first.times == 1 && stalled.times == 1);
  g_assert_error(stalled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  WAIT_FOR(request_log_find(fetcher_log(stage->fetcher), id)->state == REQUEST_CANCELLED);
  g_assert_cmpuint(stalled.times, ==, 1);
  told_clear(&first);
  told_clear(&stalled);
}

/* Six stall; of what waits for their places the visible goes first, then the next page. */
static void
test_what_is_looked_at_goes_first(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  Told stalled[6], told[3] = {{.stage = stage}, {.stage = stage}, {.stage = stage}};
  static const char *const paths[] = {"/background", "/next", "/visible"};
  static const FetchPriority priorities[] = {FETCH_BACKGROUND, FETCH_NEXT, FETCH_VISIBLE};
  guint64 stalled_id = 0;
  for (guint i = 0; i < 6; i++)
    stalled_id = ask(stage, FETCH_GET, "/stall", &stalled[i]);
  WAIT_FOR(small_server_hits(stage->server, "/stall") == 6);
  for (guint i = 0; i < 3; i++) {
    FetchRequest *request = request_for(stage, FETCH_GET, paths[i]);
    request->priority = priorities[i];
    fetcher_ask(stage->fetcher, request, on_told, &told[i]);
  }
  g_assert_cmpuint(fetcher_stats(stage->fetcher).waiting, ==, 3);
  fetcher_cancel(stage->fetcher, stalled_id);
  WAIT_FOR(told[0].times == 1 && told[1].times == 1 && told[2].times == 1);
  g_autofree char *requests = small_server_requests(stage->server);
  g_assert_true(g_str_has_suffix(requests, "GET /visible\nGET /next\nGET /background\n"));
  fetcher_free(g_steal_pointer(&stage->fetcher));
  for (guint i = 0; i < 6; i++) {
    g_assert_cmpuint(stalled[i].times, ==, 1);
    told_clear(&stalled[i]);
  }
  for (guint i = 0; i < 3; i++)
    told_clear(&told[i]);
}

static void
test_free_tells_all_and_waits_for_none(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  Told told[5] = {0};
  for (guint i = 0; i < 3; i++)
    ask(stage, FETCH_GET, "/stall", &told[i]);
  WAIT_FOR(small_server_hits(stage->server, "/stall") == 3);
  told[0].then_cancel = 2; /* is being told as well */
  told[2].then_ask = TRUE; /* told[3] is refused at once */
  gint64 began = g_get_monotonic_time();
  fetcher_free(stage->fetcher);
  stage->fetcher = NULL;
  g_assert_cmpint(g_get_monotonic_time() - began, <, 5 * G_USEC_PER_SEC);
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpuint(told[i].times, ==, 1);
    g_assert_error(told[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    told_clear(&told[i]);
  }
  turn_the_loop();
}

static void
test_freed_by_a_callback(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  Told first, stalled;
  ask(stage, FETCH_GET, "/stall", &stalled);
  ask(stage, FETCH_GET, "/ok", &first);
  first.then_free = TRUE;
  WAIT_FOR(first.times == 1);
  g_assert_null(stage->fetcher);
  g_assert_no_error(first.error);
  g_assert_cmpuint(stalled.times, ==, 1);
  g_assert_error(stalled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  told_clear(&first);
  told_clear(&stalled);
  turn_the_loop();
}

static void
count_call(gpointer data)
{
  ++*(guint *) data;
}

static void
test_activity_is_said(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  guint calls = 0;
  Told told;
  fetcher_set_on_activity(stage->fetcher, count_call, &calls);
  ask(stage, FETCH_GET, "/ok", &told);
  g_assert_cmpuint(calls, ==, 1);
  WAIT_FOR(calls == 2);
  g_assert_cmpuint(told.times, ==, 1);
  told_clear(&told);
}

/* Each is asked for once and told once, and a tenth is called off on the way. */
static void
test_two_thousand_asks(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  enum { ASKS = 2000 };
  Told *told = g_new0(Told, ASKS);
  guint left = 0;
  for (guint i = 0; i < ASKS; i++) {
    guint64 id = ask(stage, FETCH_GET, "/many", &told[i]);
    if (i % 10 == 0)
      fetcher_cancel(stage->fetcher, id);
  }
  WAIT_FOR(fetcher_stats(stage->fetcher).waiting + fetcher_stats(stage->fetcher).under_way == 0);
  turn_the_loop();
  for (guint i = 0; i < ASKS; i++) {
    g_assert_cmpuint(told[i].times, ==, 1);
    g_assert_true((told[i].error != NULL) == (i % 10 == 0));
    left += told[i].value != NULL;
    told_clear(&told[i]);
  }
  g_assert_cmpuint(left, ==, ASKS - ASKS / 10);
  g_assert_cmpuint(small_server_connections(stage->server), <=, 6 + ASKS / 10);
  g_free(told);
}

static void
test_what_comes_too_late_is_not_sent(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  Told stalled[8], told = {.stage = stage};
  guint64 ids[G_N_ELEMENTS(stalled)];
  for (guint i = 0; i < G_N_ELEMENTS(stalled); i++)
    ids[i] = ask(stage, FETCH_GET, "/stall", &stalled[i]);
  FetchRequest *request = request_for(stage, FETCH_POST, "/mail");
  request->start_within_ms = 100;
  fetcher_ask(stage->fetcher, request, on_told, &told);
  WAIT_FOR(told.times == 1);
  g_assert_error(told.error, FETCH_ERROR, FETCH_ERROR_LATE);
  g_assert_cmpint(told.progress, ==, FETCH_NOT_SENT);
  for (guint i = 0; i < G_N_ELEMENTS(stalled); i++)
    fetcher_cancel(stage->fetcher, ids[i]);
  told_clear(&told);
  ask(stage, FETCH_GET, "/after", &told);
  WAIT_FOR(told.times == 1);
  g_assert_cmpuint(small_server_hits(stage->server, "/mail"), ==, 0);
  told_clear(&told);
  for (guint i = 0; i < G_N_ELEMENTS(stalled); i++)
    told_clear(&stalled[i]);
}

/* A listener of that port on which no connection is taken, with its queue full: a handshake waits for room.
 */
static int
full_listener(int fillers[4], guint16 *port)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  g_assert_cmpint(bind(listener, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint(listen(listener, 0), ==, 0);
  g_assert_cmpint(getsockname(listener, (struct sockaddr *) &address, &length), ==, 0);
  for (guint i = 0; i < 4; i++) {
    fillers[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    (void) connect(fillers[i], (struct sockaddr *) &address, length);
  }
  *port = ntohs(address.sin_port);
  return listener;
}

/* Bytes that came in on the connections that wait, which are closed. */
static gssize
drain(int listener)
{
  gssize bytes = 0;
  char some[64];
  for (int fd; (fd = accept(listener, NULL, NULL)) >= 0; close(fd)) {
    gssize got = recv(fd, some, sizeof some, MSG_DONTWAIT);
    bytes += MAX(got, 0);
  }
  return bytes;
}

static void
test_what_connects_too_late_is_not_sent(Stage *stage, gconstpointer data G_GNUC_UNUSED)
{
  int fillers[4];
  guint16 port;
  int listener = full_listener(fillers, &port);
  g_free(stage->origin);
  stage->origin = g_strdup_printf("http://127.0.0.1:%u", port);
  FetcherOptions options = {.origin = stage->origin};
  fetcher_free(stage->fetcher);
  stage->fetcher = fetcher_new(&options);
  Told told = {.stage = stage};
  FetchRequest *request = request_for(stage, FETCH_POST, "/mail");
  request->start_within_ms = 300;
  gint64 late = g_get_monotonic_time() + 400 * 1000;
  fetcher_ask(stage->fetcher, request, on_told, &told);
  WAIT_FOR(g_get_monotonic_time() > late);
  for (guint i = 0; i < G_N_ELEMENTS(fillers); i++)
    close(fillers[i]);
  gssize came = 0;
  WAIT_FOR((came += drain(listener), told.times == 1));
  g_assert_error(told.error, FETCH_ERROR, FETCH_ERROR_LATE);
  g_assert_cmpint(told.progress, ==, FETCH_NOT_SENT);
  g_assert_cmpint(came + drain(listener), ==, 0);
  told_clear(&told);
  close(listener);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function) g_test_add("/fetch/" name, Stage, NULL, stage_set, function, stage_clear)
  ADD("pages-share-a-connection", test_pages_share_a_connection);
  ADD("what-passes-is-tried-again", test_what_passes_is_tried_again);
  ADD("retry-after-is-honoured", test_retry_after_is_honoured);
  ADD("a-post-goes-out-once", test_a_post_goes_out_once);
  ADD("never-repeat", test_never_repeat);
  ADD("later", test_later);
  ADD("one-clear-line-each", test_one_clear_line_each);
  ADD("the-secret-stays-at-home", test_the_secret_stays_at_home);
  ADD("what-is-masked-is-not-written", test_what_is_masked_is_not_written);
  ADD("read-only-lets-no-write-out", test_read_only_lets_no_write_out);
  ADD("cancel", test_cancel);
  ADD("what-is-looked-at-goes-first", test_what_is_looked_at_goes_first);
  ADD("free-tells-all-and-waits-for-none", test_free_tells_all_and_waits_for_none);
  ADD("freed-by-a-callback", test_freed_by_a_callback);
  ADD("activity-is-said", test_activity_is_said);
  ADD("two-thousand-asks", test_two_thousand_asks);
  ADD("what-comes-too-late-is-not-sent", test_what_comes_too_late_is_not_sent);
  ADD("what-connects-too-late-is-not-sent", test_what_connects_too_late_is_not_sent);
  g_test_add_func("/fetch/nobody-there-is-not-sent", test_nobody_there_is_not_sent);
  return g_test_run();
}
