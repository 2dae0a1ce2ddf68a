/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libmicrohttpd calls on_request first with the headers, then with each piece of the body, last with none:
 * then the request is answered. The threads of stalled connections sleep in poll() on their own socket and go
 * when the client does.
 */
#include "src/sandbox/server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>

#include "src/sandbox/call.h"
#include "src/sandbox/control.h"
#include "src/sandbox/envelope.h"
#include "src/sandbox/router.h"
#include "src/sandbox/send-engine.h"

#define API_ROOT "/API/v3/"
enum { MAX_BODY = 5 * 1024 * 1024, CLIENT_PATIENCE_SECONDS = 300, SLICES_A_SECOND = 10 };

struct Server {
  const Options *options;
  World *world;
  FaultBook *book;
  struct MHD_Daemon *daemon;
  pthread_mutex_t lock; /* everything below, and the world and the book */
  guint64 n_requests;
  gint64 minute_began; /* monotonic, µs */
  gint minute_count;
};

/* A request on its way in. */
typedef struct {
  char *bytes;
  gsize length;
  gboolean too_large;
} Incoming;

/* An answer on its way out. */
typedef struct {
  char *text;
  gsize length, cut_at; /* 0: whole */
  gint64 bytes_a_second;
  int socket;
} Outgoing;

/* ## Bodies out */

static int
socket_of(struct MHD_Connection *connection)
{
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

/* Sleeps, but no longer than the client stays; -1 ms: as long as it stays. */
static void
wait_ms(int socket, int ms)
{
  struct pollfd client = {.fd = socket, .events = POLLRDHUP};
  if (ms)
    poll(&client, 1, ms);
}

static ssize_t
on_body_wanted(void *data, uint64_t position, char *buffer, size_t room)
{
  const Outgoing *outgoing = data;
  gsize end = outgoing->cut_at ? outgoing->cut_at : outgoing->length;
  if (position >= end)
    return MHD_CONTENT_READER_END_WITH_ERROR;
  gsize n = MIN(room, end - position);
  if (outgoing->bytes_a_second) {
    n = MIN(n, (gsize) MAX(1, outgoing->bytes_a_second / SLICES_A_SECOND));
    wait_ms(outgoing->socket, 1000 / SLICES_A_SECOND);
  }
  memcpy(buffer, outgoing->text + position, n);
  return (ssize_t) n;
}

static void
on_body_over(void *data)
{
  Outgoing *outgoing = data;
  g_free(outgoing->text);
  g_free(outgoing);
}

static struct MHD_Response *
response_new(char *text, gsize length, const Fault *fault, int socket)
{
  Outgoing *outgoing = g_new0(Outgoing, 1);
  *outgoing = (Outgoing){.text = text, .length = length, .socket = socket};
  if (fault->action == FAULT_CUT)
    outgoing->cut_at = MAX(1, length / 2);
  if (fault->action == FAULT_SLOW)
    outgoing->bytes_a_second = fault->argument;
  if (length == 0 || (!outgoing->cut_at && !outgoing->bytes_a_second)) {
    struct MHD_Response *response = MHD_create_response_from_buffer(length, text, MHD_RESPMEM_MUST_COPY);
    on_body_over(outgoing);
    return response;
  }
  return MHD_create_response_from_callback(length, 4096, on_body_wanted, outgoing, on_body_over);
}

/* The sandbox's clock may have been turned; libmicrohttpd would write the machine's. */
static void
add_date(struct MHD_Response *response, gint64 now)
{
  static const char *const days[] = {"", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static const char *const months[] = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(now / 1000);
  g_autofree char *clock = g_date_time_format(moment, "%Y %H:%M:%S GMT");
  g_autofree char *date =
      g_strdup_printf("%s, %02d %s %s", days[g_date_time_get_day_of_week(moment)],
                      g_date_time_get_day_of_month(moment), months[g_date_time_get_month(moment)], clock);
  MHD_add_response_header(response, MHD_HTTP_HEADER_DATE, date);
}

typedef struct {
  guint status;
  char *text;   /* taken by send_reply */
  gsize length; /* of a file; 0: the text is a string */
  const char *content_type;
  gint64 retry_after; /* seconds, 0: none */
  gint64 now;
} Reply;

static enum MHD_Result
send_reply(struct MHD_Connection *connection, const Reply *reply, const Fault *fault)
{
  gsize length = reply->length ? reply->length : strlen(reply->text);
  struct MHD_Response *response = response_new(reply->text, length, fault, socket_of(connection));
  MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->content_type);
  gint64 shift = fault->action == FAULT_SKEW    ? fault->argument
                 : fault->action == FAULT_STALE ? -fault->argument
                                                : 0;
  add_date(response, reply->now + shift * 1000);
  if (fault->action == FAULT_STALE) {
    g_autofree char *age = g_strdup_printf("%" G_GINT64_FORMAT, fault->argument);
    MHD_add_response_header(response, MHD_HTTP_HEADER_AGE, age);
  }
  if (reply->retry_after) {
    g_autofree char *seconds = g_strdup_printf("%" G_GINT64_FORMAT, reply->retry_after);
    MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
  }
  enum MHD_Result queued = MHD_queue_response(connection, reply->status, response);
  MHD_destroy_response(response);
  return queued;
}

/* ## What comes in */

static enum MHD_Result
on_query_part(void *data, enum MHD_ValueKind kind G_GNUC_UNUSED, const char *name, const char *value)
{
  g_hash_table_insert(data, g_strdup(name), g_strdup(value ? value : ""));
  return MHD_YES;
}

static const char *
header(struct MHD_Connection *connection, const char *name)
{
  return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* Who asks: nobody, a stranger, or the user. */
static gboolean
check_token(const Server *server, struct MHD_Connection *connection, Call *call)
{
  const char *token = header(connection, "X-API-TOKEN");
  const char *bearer = header(connection, MHD_HTTP_HEADER_AUTHORIZATION);
  if (!token && bearer && g_str_has_prefix(bearer, "Bearer "))
    token = bearer + strlen("Bearer ");
  if (!token)
    call_refuse(call, 400, "ATP_2", "Expected authorization in headers, but none provided.");
  else if (!*token || (server->options->token && strcmp(token, server->options->token) != 0))
    call_refuse(call, 401, "DCD_7", "Unrecognized X-API-TOKEN.");
  return call->status == 0;
}

static gboolean
is_json_type(const char *type)
{
  return type && (g_ascii_strcasecmp(type, "application/json") == 0 ||
                  g_ascii_strncasecmp(type, "application/json;", strlen("application/json;")) == 0);
}

static enum MHD_Result
on_header(void *data, enum MHD_ValueKind kind G_GNUC_UNUSED, const char *name,
          const char *value G_GNUC_UNUSED)
{
  *(int *) data += g_ascii_strcasecmp(name, MHD_HTTP_HEADER_CONTENT_TYPE) == 0;
  return MHD_YES;
}

static gboolean
check_body(struct MHD_Connection *connection, const Incoming *incoming, Call *call)
{
  int n_types = 0;
  if (strcmp(call->method, "POST") != 0 && strcmp(call->method, "PUT") != 0)
    return TRUE;
  MHD_get_connection_values(connection, MHD_HEADER_KIND, on_header, &n_types);
  if (!header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH) &&
      !header(connection, MHD_HTTP_HEADER_TRANSFER_ENCODING))
    call_refuse(call, 411, NULL, "Length Required");
  else if (incoming->too_large)
    call_refuse(call, 413, NULL, "Request body too large.");
  else if (n_types != 1 || !is_json_type(header(connection, MHD_HTTP_HEADER_CONTENT_TYPE)))
    call_refuse(call, 415, NULL, "Invalid Content-Type. Expected application/json");
  else if (!(call->body = cJSON_Parse(incoming->bytes ? incoming->bytes : "")))
    call_refuse(call, 400, "RP_1", "Invalid JSON in the request body.");
  return call->status == 0;
}

/* FALSE when this minute's requests are used up. Under the lock. */
static gboolean
take_from_pace(Server *server, Reply *reply)
{
  gint64 now = g_get_monotonic_time();
  if (now - server->minute_began > 60 * G_USEC_PER_SEC) {
    server->minute_began = now;
    server->minute_count = 0;
  }
  if (!server->options->rate_limit || server->minute_count++ < server->options->rate_limit)
    return TRUE;
  reply->retry_after = 1 + 60 - (now - server->minute_began) / G_USEC_PER_SEC;
  return FALSE;
}

/* ## Answering */

static void
refuse_with_status(Call *call, guint status)
{
  call_refuse(call, status, NULL, "%s", MHD_get_reason_phrase_for(status));
}

/* Under the lock. */
static void
dispatch(Server *server, struct MHD_Connection *connection, const Incoming *incoming, const Fault *fault,
         Call *call, Reply *reply)
{
  if (!take_from_pace(server, reply))
    call_refuse(call, 429, NULL, "Too many requests.");
  else if (fault->action == FAULT_RETRY_AFTER) {
    reply->retry_after = fault->argument;
    call_refuse(call, 429, NULL, "Too many requests.");
  } else if (fault->action == FAULT_STATUS || (fault->action == FAULT_ECHO && fault->argument))
    refuse_with_status(call, (guint) fault->argument);
  else if (check_token(server, connection, call) && check_body(connection, incoming, call)) {
    send_engine_run(server->world);
    router_dispatch(call);
    send_engine_run(server->world);
  }
  reply->retry_after = MAX(reply->retry_after, call->retry_after);
}

/* A file has no envelope; of the faults in what is said it knows the broken one only. */
static void
fill_with_file(const Call *call, const Fault *fault, Reply *reply)
{
  gsize length;
  const char *bytes = g_bytes_get_data(call->file, &length);
  char *text = g_memdup2(bytes ? bytes : "", length + !length);
  reply->content_type = call->file_type;
  reply->length = length;
  reply->text = g_realloc(text, length + 1);
  reply->text[length] = '\0';
  if (fault->action == FAULT_GARBLE) {
    reply->text = fault_spoil_text(fault, reply->text);
    reply->length = 0;
  }
}

static void
fill_with_envelope(Call *call, const Fault *fault, const char *token, Reply *reply)
{
  cJSON *envelope = envelope_new(call);
  fault_spoil_tree(fault, token, envelope);
  reply->text = fault_spoil_text(fault, cJSON_PrintUnformatted(envelope));
  reply->content_type = call->count % 4 ? "application/json" : "application/json; charset=utf-8";
  cJSON_Delete(envelope);
}

/* The answer of an API call, or of a control route. */
static void
make_reply(Server *server, struct MHD_Connection *connection, const char *url, const char *method,
           const Incoming *incoming, const Fault *fault, Reply *reply)
{
  const char *host = header(connection, MHD_HTTP_HEADER_HOST);
  g_autoptr(GHashTable) query = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, on_query_part, query);
  pthread_mutex_lock(&server->lock);
  Call call = {.world = server->world,
               .method = method,
               .path = g_str_has_prefix(url, API_ROOT) ? url + strlen(API_ROOT) : url,
               .query = query,
               .host = host ? host : "127.0.0.1",
               .proxied_host = server->options->proxied_host,
               .count = server->n_requests++};
  dispatch(server, connection, incoming, fault, &call, reply);
  reply->status = call.status;
  reply->now = world_now(server->world);
  pthread_mutex_unlock(&server->lock);
  if (call.file)
    fill_with_file(&call, fault, reply);
  else
    fill_with_envelope(&call, fault, header(connection, "X-API-TOKEN"), reply);
  cJSON_Delete(call.body);
  call_clear(&call);
}

/* Of somebody on the way: the request gets no further. */
static void
make_foreign(Server *server, const Fault *fault, Reply *reply)
{
  guint usual = fault->action == FAULT_HTML ? 502 : 200;
  pthread_mutex_lock(&server->lock);
  reply->now = world_now(server->world);
  pthread_mutex_unlock(&server->lock);
  reply->status = fault->argument ? (guint) fault->argument : usual;
  reply->content_type = fault->action == FAULT_HTML ? "text/html" : "application/json";
  if (fault->action == FAULT_EMPTY) {
    reply->text = g_strdup("");
    return;
  }
  reply->text =
      g_strdup("<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad "
               "Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n");
}

static void
make_control(Server *server, const char *url, const char *method, const Incoming *incoming, Reply *reply)
{
  pthread_mutex_lock(&server->lock);
  reply->content_type = "text/plain; charset=utf-8";
  reply->text = control_answer(server->world, server->book, method, url,
                               incoming->bytes ? incoming->bytes : "", &reply->status);
  reply->now = world_now(server->world);
  pthread_mutex_unlock(&server->lock);
}

static enum MHD_Result
answer(Server *server, struct MHD_Connection *connection, const char *url, const char *method,
       const Incoming *incoming)
{
  Fault fault = {FAULT_NONE, 0};
  Reply reply = {0};
  int socket = socket_of(connection);
  if (g_str_has_prefix(url, "/sandbox/")) {
    make_control(server, url, method, incoming, &reply);
    return send_reply(connection, &reply, &fault);
  }
  pthread_mutex_lock(&server->lock);
  fault = fault_book_take(server->book, method, url);
  pthread_mutex_unlock(&server->lock);
  wait_ms(socket, server->options->latency);
  if (fault.action == FAULT_STALL)
    wait_ms(socket, -1);
  if (fault.action == FAULT_DELAY)
    wait_ms(socket, (int) fault.argument);
  if (fault.action == FAULT_STALL || fault.action == FAULT_DROP_BEFORE)
    return MHD_NO;
  if (fault.action == FAULT_HTML || fault.action == FAULT_EMPTY)
    make_foreign(server, &fault, &reply);
  else
    make_reply(server, connection, url, method, incoming, &fault, &reply);
  if (fault.action == FAULT_DROP_AFTER) {
    g_free(reply.text);
    return MHD_NO;
  }
  return send_reply(connection, &reply, &fault);
}

/* ## libmicrohttpd */

static void
take_piece(Incoming *incoming, const char *piece, gsize length)
{
  if (incoming->length + length > MAX_BODY) {
    incoming->too_large = TRUE;
    return;
  }
  incoming->bytes = g_realloc(incoming->bytes, incoming->length + length + 1);
  memcpy(incoming->bytes + incoming->length, piece, length);
  incoming->length += length;
  incoming->bytes[incoming->length] = '\0';
}

static gboolean
drops_early(Server *server, const char *method, const char *url)
{
  pthread_mutex_lock(&server->lock);
  gboolean drops = fault_book_take_early(server->book, method, url);
  pthread_mutex_unlock(&server->lock);
  return drops;
}

static enum MHD_Result
on_request(void *data, struct MHD_Connection *connection, const char *url, const char *method,
           const char *version G_GNUC_UNUSED, const char *piece, size_t *length, void **state)
{
  if (!*state) {
    if (drops_early(data, method, url))
      return MHD_NO;
    *state = g_new0(Incoming, 1);
    return MHD_YES;
  }
  if (*length) {
    take_piece(*state, piece, *length);
    *length = 0;
    return MHD_YES;
  }
  return answer(data, connection, url, method, *state);
}

static void
on_request_over(void *data G_GNUC_UNUSED, struct MHD_Connection *connection G_GNUC_UNUSED, void **state,
                enum MHD_RequestTerminationCode why G_GNUC_UNUSED)
{
  Incoming *incoming = *state;
  if (incoming)
    g_free(incoming->bytes);
  g_free(incoming);
  *state = NULL;
}

Server *
server_start(const Options *options, World *world, FaultBook *book, char **reason)
{
  Server *server = g_new0(Server, 1);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t) options->port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  server->options = options;
  server->world = world;
  server->book = book;
  server->minute_began = g_get_monotonic_time();
  pthread_mutex_init(&server->lock, NULL);
  server->daemon = MHD_start_daemon(
      MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_SUPPRESS_DATE_NO_CLOCK,
      (uint16_t) options->port, NULL, NULL, on_request, server, MHD_OPTION_SOCK_ADDR,
      (struct sockaddr *) &address, MHD_OPTION_NOTIFY_COMPLETED, on_request_over, NULL,
      MHD_OPTION_CONNECTION_TIMEOUT, (unsigned) CLIENT_PATIENCE_SECONDS, MHD_OPTION_CONNECTION_LIMIT, 256u,
      MHD_OPTION_END);
  if (server->daemon)
    return server;
  *reason = g_strdup_printf("can't listen on 127.0.0.1:%d", options->port);
  g_free(server);
  return NULL;
}

guint
server_port(const Server *server)
{
  return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

void
server_tick(Server *server)
{
  pthread_mutex_lock(&server->lock);
  send_engine_run(server->world);
  pthread_mutex_unlock(&server->lock);
}
