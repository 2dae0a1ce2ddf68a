/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/command/open.h"

#include "src/command/common.h"
#include "src/local/secret-text.h"

Desk *
desk_open(const CommandContext *context, GError **error)
{
  Settings *settings = settings_load(context->paths, error);
  if (!settings)
    return NULL;
  Desk *desk = g_new0(Desk, 1);
  desk->context = context;
  desk->settings = settings;
  desk->connections = connections_new(settings, context->server, context->token);
  return desk;
}

void
desk_free(Desk *desk)
{
  if (!desk)
    return;
  connections_free(desk->connections);
  settings_free(desk->settings);
  g_free(desk);
}

static GPtrArray *
list_all(Desk *desk, GError **keyring_error, GError **error)
{
  g_auto(Wait) wait = {0};
  connections_list_async(desk->connections, NULL, wait_callback, &wait);
  return connections_list_finish(desk->connections, wait_for(&wait), keyring_error, error);
}

GPtrArray *
desk_list(Desk *desk, GError **error)
{
  g_autoptr(GError) keyring_error = NULL;
  GPtrArray *list = list_all(desk, &keyring_error, error);
  if (keyring_error)
    complain("%s", keyring_error->message);
  return list;
}

static char *
load_token(Desk *desk, const Connection *connection, GError **error)
{
  g_auto(Wait) wait = {0};
  connection_load_token_async(desk->connections, connection, NULL, wait_callback, &wait);
  return connection_load_token_finish(desk->connections, wait_for(&wait), error);
}

/* A keyring that hangs is not waited for where it is not needed. */
static Connection *
choose(Desk *desk, const char *name, GError **error)
{
  Connection *near = connections_choose_near(desk->connections, name);
  if (near)
    return near;
  g_autoptr(GError) keyring_error = NULL;
  g_autoptr(GPtrArray) list = list_all(desk, &keyring_error, error);
  const Connection *connection = list ? connections_choose(list, name, error) : NULL;
  if (!connection && keyring_error)
    complain("%s", keyring_error->message);
  return connection ? connection_copy(connection) : NULL;
}

ApiClient *
desk_connect(Desk *desk, const char *name, GError **error)
{
  g_autoptr(Connection) connection = choose(desk, name, error);
  if (!connection)
    return NULL;
  g_autofree char *notice = connection_notice(connection);
  if (notice)
    complain("%s", notice);
  g_autofree char *server = server_address_normalize(connection->server, error);
  char *token = server ? load_token(desk, connection, error) : NULL;
  if (!token)
    return NULL;
  const ApiClientOptions options = {
      .server = server, .token = token, .read_only = connection->read_only || desk->context->read_only};
  ApiClient *client = api_client_new(&options);
  secret_text_free(token);
  return client;
}

void
warn_of_notice(const ApiClient *client)
{
  const char *host = api_client_notice_host(client);
  if (host)
    complain(
        "warning: the server says that this account lives on %s; nothing is written until the connection "
        "names that host (canvass connection add NAME --server %s)",
        host, host);
}
