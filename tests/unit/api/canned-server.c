/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/api/canned-server.h"

#include <gio/gio.h>
#include <string.h>

struct CannedServer {
  GSocketService *service;
  char *url;
  GQueue answers;      /* of GString, whole HTTP answers */
  GPtrArray *requests; /* of CannedRequest */
};

static void
request_free(gpointer data)
{
  CannedRequest *request = data;
  g_free(request->line);
  g_free(request->headers);
  g_free(request->body);
  g_free(request);
}

static gsize
announced_length(const char *headers)
{
  const char *length = strstr(headers, "\r\ncontent-length:");
  return length != NULL ? g_ascii_strtoull(length + strlen("\r\ncontent-length:"), NULL, 10) : 0;
}

/* Reads to the end of the request; the client sends it in one go, so waiting for it here is short. */
static CannedRequest *
read_request(GInputStream *in)
{
  g_autoptr(GString) text = g_string_new(NULL);
  const char *end = NULL;
  gsize wanted = G_MAXSIZE;
  char block[4096];
  while (text->len < wanted) {
    gssize got = g_input_stream_read(in, block, sizeof block, NULL, NULL);
    if (got <= 0)
      return NULL;
    g_string_append_len(text, block, got);
    end = strstr(text->str, "\r\n\r\n");
    if (end == NULL)
      continue;
    g_autofree char *headers = g_ascii_strdown(text->str, end - text->str);
    wanted = (gsize) (end - text->str) + 4 + announced_length(headers);
  }
  CannedRequest *request = g_new0(CannedRequest, 1);
  end = strstr(text->str, "\r\n\r\n");
  const char *line_end = strstr(text->str, "\r\n"), *version = strstr(text->str, " HTTP/");
  request->line = g_strndup(text->str, MIN(version, line_end) - text->str);
  request->headers = g_ascii_strdown(line_end, end - line_end);
  request->body = g_strdup(end + 4);
  return request;
}

static gboolean
on_incoming(GSocketService *service G_GNUC_UNUSED, GSocketConnection *connection,
            GObject *source G_GNUC_UNUSED, gpointer data)
{
  CannedServer *server = data;
  CannedRequest *request = read_request(g_io_stream_get_input_stream(G_IO_STREAM(connection)));
  if (request != NULL) {
    g_ptr_array_add(server->requests, request);
    GString *answer = g_queue_pop_head(&server->answers);
    if (answer != NULL) {
      g_output_stream_write_all(g_io_stream_get_output_stream(G_IO_STREAM(connection)), answer->str,
                                answer->len, NULL, NULL, NULL);
      g_string_free(answer, TRUE);
    }
  }
  g_io_stream_close(G_IO_STREAM(connection), NULL, NULL);
  return TRUE;
}

CannedServer *
canned_server_new(void)
{
  CannedServer *server = g_new0(CannedServer, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback(G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new(loopback, 0);
  g_autoptr(GSocketAddress) got = NULL;
  server->service = g_socket_service_new();
  g_assert_true(g_socket_listener_add_address(G_SOCKET_LISTENER(server->service), any, G_SOCKET_TYPE_STREAM,
                                              G_SOCKET_PROTOCOL_TCP, NULL, &got, NULL));
  server->url =
      g_strdup_printf("http://127.0.0.1:%u", g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(got)));
  g_queue_init(&server->answers);
  server->requests = g_ptr_array_new_with_free_func(request_free);
  g_signal_connect(server->service, "incoming", G_CALLBACK(on_incoming), server);
  return server;
}

static void
answer_free(gpointer answer)
{
  g_string_free(answer, TRUE);
}

void
canned_server_free(CannedServer *server)
{
  if (server == NULL)
    return;
  g_socket_service_stop(server->service);
  g_socket_listener_close(G_SOCKET_LISTENER(server->service));
  g_object_unref(server->service);
  g_queue_clear_full(&server->answers, answer_free);
  g_ptr_array_unref(server->requests);
  g_free(server->url);
  g_free(server);
}

const char *
canned_server_url(const CannedServer *server)
{
  return server->url;
}

static void
say(CannedServer *server, guint status, const char *type, const char *body, gsize length, gsize announced)
{
  GString *answer = g_string_new(NULL);
  g_string_append_printf(answer, "HTTP/1.1 %u Said\r\nContent-Length: %zu\r\nConnection: close\r\n", status,
                         announced);
  if (type != NULL)
    g_string_append_printf(answer, "Content-Type: %s\r\n", type);
  g_string_append(answer, "\r\n");
  g_string_append_len(answer, body, (gssize) length);
  g_queue_push_tail(&server->answers, answer);
}

void
canned_server_say(CannedServer *server, guint status, const char *type, const char *body, gssize length)
{
  gsize bytes = length < 0 ? strlen(body) : (gsize) length;
  say(server, status, type, body, bytes, bytes);
}

void
canned_server_say_file(CannedServer *server, guint status, const char *name)
{
  g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", name, NULL);
  g_autofree char *body = NULL;
  gsize length;
  g_assert_true(g_file_get_contents(path, &body, &length, NULL));
  say(server, status, "application/json", body, length, length);
}

void
canned_server_say_half(CannedServer *server, const char *body, gsize length)
{
  say(server, 200, "application/json", body, strlen(body), length);
}

guint
canned_server_count(const CannedServer *server)
{
  return server->requests->len;
}

const CannedRequest *
canned_server_request(const CannedServer *server, guint n)
{
  g_assert_cmpuint(n, <, server->requests->len);
  return g_ptr_array_index(server->requests, n);
}
