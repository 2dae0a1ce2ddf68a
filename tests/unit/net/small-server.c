/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/net/small-server.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST_CONNECTIONS 512

typedef struct {
  SmallServer *server;
  int fd;
  pthread_t thread;
} Connection;

struct SmallServer {
  int fd;
  guint port;
  pthread_t thread;
  pthread_mutex_t lock; /* of all below */
  Connection connections[MOST_CONNECTIONS];
  guint count;
  GString *requests, *head;
};

static gboolean
send_all(int fd, const char *text)
{
  for (gsize left = strlen(text); left > 0;) {
    ssize_t sent = send(fd, text, left, MSG_NOSIGNAL);
    if (sent <= 0)
      return FALSE;
    text += sent;
    left -= (gsize) sent;
  }
  return TRUE;
}

static gboolean
answer(int fd, const char *status, const char *headers, const char *body)
{
  g_autofree char *text = g_strdup_printf("HTTP/1.1 %s\r\nDate: Tue, 24 Nov 2026 10:00:00 GMT\r\n"
                                          "Content-Type: application/json\r\nContent-Length: %zu\r\n%s\r\n%s",
                                          status, strlen(body), headers, body);
  return send_all(fd, text);
}

static void
stall(int fd)
{
  char byte;
  while (recv(fd, &byte, 1, 0) > 0)
    continue;
}

static gboolean
send_huge(int fd)
{
  g_autofree char *block = g_strnfill(64 * 1024, 'x');
  gboolean going = send_all(fd, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
  while (going)
    going = send_all(fd, block);
  return FALSE;
}

/* FALSE: the connection is to be closed. */
static gboolean
behave(int fd, const char *path, guint hits)
{
  if (g_str_equal(path, "/drop") || (g_str_equal(path, "/drop-once") && hits == 1))
    return FALSE;
  if (g_str_equal(path, "/stall")) {
    stall(fd);
    return FALSE;
  }
  if (g_str_equal(path, "/cut"))
    return send_all(fd, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf") && FALSE;
  if (g_str_equal(path, "/noise"))
    return send_all(fd, "SSH-2.0-OpenSSH_9.2\r\n") && FALSE;
  if (g_str_equal(path, "/huge"))
    return send_huge(fd);
  if (g_str_equal(path, "/redirect"))
    return answer(fd, "302 Found", "Location: https://evil.example/\r\n", "");
  if (g_str_equal(path, "/flaky") && hits == 1)
    return answer(fd, "503 Service Unavailable", "", "{}");
  if (g_str_equal(path, "/slow-down") && hits == 1)
    return answer(fd, "429 Too Many Requests", "Retry-After: 1\r\n", "{}");
  return answer(fd, "200 OK", "", path);
}

static guint
count_hits(const GString *requests, const char *path)
{
  guint hits = 0;
  g_auto(GStrv) lines = g_strsplit(requests->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    const char *space = strchr(lines[i], ' ');
    hits += space != NULL && g_str_equal(space + 1, path);
  }
  return hits;
}

static gboolean
serve(SmallServer *server, int fd, const GString *head)
{
  g_auto(GStrv) words = g_strsplit(head->str, " ", 3);
  pthread_mutex_lock(&server->lock);
  g_string_append_printf(server->requests, "%s %s\n", words[0], words[1]);
  g_string_assign(server->head, head->str);
  guint hits = count_hits(server->requests, words[1]);
  pthread_mutex_unlock(&server->lock);
  return behave(fd, words[1], hits);
}

/* Reads a head, and throws the body after it away. */
static gboolean
read_request(int fd, GString *head)
{
  char byte;
  g_string_truncate(head, 0);
  while (!g_str_has_suffix(head->str, "\r\n\r\n")) {
    if (recv(fd, &byte, 1, 0) != 1)
      return FALSE;
    g_string_append_c(head, byte);
  }
  const char *length = strstr(head->str, "Content-Length: ");
  guint64 left = length != NULL ? g_ascii_strtoull(length + 16, NULL, 10) : 0;
  while (left > 0 && recv(fd, &byte, 1, 0) == 1)
    left--;
  return left == 0;
}

static gpointer
run_connection(gpointer data)
{
  Connection *connection = data;
  GString *head = g_string_new(NULL);
  while (read_request(connection->fd, head) && serve(connection->server, connection->fd, head))
    continue;
  shutdown(connection->fd, SHUT_RDWR);
  g_string_free(head, TRUE);
  return NULL;
}

static gpointer
run_server(gpointer data)
{
  SmallServer *server = data;
  for (int fd; (fd = accept(server->fd, NULL, NULL)) >= 0;) {
    pthread_mutex_lock(&server->lock);
    g_assert_cmpuint(server->count, <, MOST_CONNECTIONS);
    Connection *connection = &server->connections[server->count++];
    *connection = (Connection){.server = server, .fd = fd};
    g_assert_cmpint(pthread_create(&connection->thread, NULL, run_connection, connection), ==, 0);
    pthread_mutex_unlock(&server->lock);
  }
  return NULL;
}

SmallServer *
small_server_new(void)
{
  SmallServer *server = g_new0(SmallServer, 1);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  server->requests = g_string_new(NULL);
  server->head = g_string_new(NULL);
  pthread_mutex_init(&server->lock, NULL);
  server->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint(bind(server->fd, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint(listen(server->fd, 16), ==, 0);
  g_assert_cmpint(getsockname(server->fd, (struct sockaddr *) &address, &length), ==, 0);
  server->port = ntohs(address.sin_port);
  g_assert_cmpint(pthread_create(&server->thread, NULL, run_server, server), ==, 0);
  return server;
}

void
small_server_free(SmallServer *server)
{
  shutdown(server->fd, SHUT_RDWR);
  pthread_join(server->thread, NULL);
  close(server->fd);
  for (guint i = 0; i < server->count; i++) {
    shutdown(server->connections[i].fd, SHUT_RDWR);
    pthread_join(server->connections[i].thread, NULL);
    close(server->connections[i].fd);
  }
  pthread_mutex_destroy(&server->lock);
  g_string_free(server->requests, TRUE);
  g_string_free(server->head, TRUE);
  g_free(server);
}

guint
small_server_port(const SmallServer *server)
{
  return server->port;
}

guint
small_server_connections(SmallServer *server)
{
  pthread_mutex_lock(&server->lock);
  guint count = server->count;
  pthread_mutex_unlock(&server->lock);
  return count;
}

guint
small_server_hits(SmallServer *server, const char *path)
{
  pthread_mutex_lock(&server->lock);
  guint hits = count_hits(server->requests, path);
  pthread_mutex_unlock(&server->lock);
  return hits;
}

char *
small_server_requests(SmallServer *server)
{
  pthread_mutex_lock(&server->lock);
  char *requests = g_strdup(server->requests->str);
  pthread_mutex_unlock(&server->lock);
  return requests;
}

char *
small_server_last_head(SmallServer *server)
{
  pthread_mutex_lock(&server->lock);
  char *head = g_strdup(server->head->str);
  pthread_mutex_unlock(&server->lock);
  return head;
}
