/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the command line or the keyring to an open client. Runs after the first paint; a missing keyring or
 * connection ends in the connection form, with the reason said.
 */
#include "src/api/client.h"
#include "src/api/whoami.h"
#include "src/local/secret-text.h"
#include "ui/app-private.h"
#include "ui/dialog.h"
#include "ui/forms/connection.h"
#include "ui/panes/panes.h"

gboolean
app_busy(gpointer data)
{
  App *app = data;
  if (app->asking_key)
    return TRUE;
  if (app->services.client) {
    FetcherStats stats = fetcher_stats(api_client_fetcher(app->services.client));
    if (stats.under_way + stats.waiting > 0)
      return TRUE;
  }
  for (int i = 0; i < SLOTS; i++)
    if (pane_busy(app->panes[i]) || (app->opened[i] && pane_busy(app->opened[i])))
      return TRUE;
  return app->full && pane_busy(app->full);
}

static void
on_activity(gpointer data)
{
  App *app = data;
  if (app_countdown_changes(app))
    app->host.start_ticking(app);
  loop_invalidate(app->loop);
}

static void
on_desk_changed(gpointer data)
{
  App *app = data;
  app_drafts_sends_changed(app);
  app->host.start_ticking(app);
  loop_invalidate(app->loop);
}

/* What was being called back when the program ended. */
static void
on_call_back_told(gboolean good, const char *text, gpointer data)
{
  App *app = data;
  app_say(app, good ? MESSAGE_OK : MESSAGE_ERROR, "%s", text);
  pane_act(app->panes[SLOT_DISTRIBUTIONS], ACT_REFRESH);
}

/* What was being made when the program ended. */
static void
on_making_told(const Making *making, WriteFate fate, const char *text, gpointer data)
{
  App *app = data;
  app_say(app, fate == WRITE_DONE ? MESSAGE_OK : MESSAGE_ERROR, "%s", text);
  if (fate == WRITE_DONE)
    pane_act(app->panes[making->kind == MAKING_LIST ? SLOT_DIRECTORIES : SLOT_CONTACTS], ACT_REFRESH);
  loop_invalidate(app->loop);
}

static void
on_other_host(gboolean yes, gpointer data)
{
  App *app = data;
  const char *host = app->services.client ? api_client_notice_host(app->services.client) : NULL;
  if (yes && host && app->connection)
    app_overlay(app, connection_form_edit(&app->host, &app->services, app->connection, host));
}

/* The server said that this account lives elsewhere: reading works, and nothing is written until it is put
 * right. */
static void
tell_other_host(App *app)
{
  const char *host = api_client_notice_host(app->services.client);
  if (!host || !app->connection)
    return;
  g_autofree char *text =
      g_strdup_printf("This account lives at %s, not at %s; until that is changed nothing is written.", host,
                      api_client_server(app->services.client));
  if (!app->services.connections || app->connection->source == CONNECTION_ENVIRONMENT) {
    app_say(app, MESSAGE_ERROR, "%s", text);
    return;
  }
  g_autofree char *question = g_strconcat(text, " Change it?", NULL);
  app_overlay(app, dialog_confirm("Another host", question, on_other_host, app));
}

static void
on_identity(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  App *app = data;
  g_autoptr(GError) error = NULL;
  Identity *identity = identity_get_finish(app->services.client, result, &error);
  if (was_cancelled(error))
    return;
  if (error) {
    app_say(app, MESSAGE_ERROR, "%s", error->message);
    return;
  }
  g_clear_pointer(&app->services.identity, identity_free);
  app->services.identity = identity;
  tell_other_host(app);
  loop_invalidate(app->loop);
}

void
app_disconnect(App *app)
{
  g_cancellable_cancel(app->connecting);
  g_clear_object(&app->connecting);
  app->services.session = app->connecting = g_cancellable_new();
  g_clear_pointer(&app->services.desk, launch_desk_free);
  g_clear_pointer(&app->services.making, making_desk_free);
  g_clear_pointer(&app->services.identity, identity_free);
  g_clear_pointer(&app->services.connection_name, g_free);
  g_clear_pointer(&app->connection, connection_free);
  g_clear_pointer(&app->services.client, api_client_free);
  refusals_clear(app->services.refusals);
  /* What was done in one account cannot be taken back in another. */
  g_ptr_array_set_size(app->undo, 0);
  g_ptr_array_set_size(app->redo, 0);
}

/* The panes begin anew: what they showed and asked belongs to the connection that is left. */
static void
restart_panes(App *app)
{
  for (int i = 0; i < SLOTS; i++) {
    g_clear_pointer(&app->opened[i], pane_free);
    const PaneClass *klass = pane_class(app->panes[i]);
    pane_free(app->panes[i]);
    app->panes[i] = app_pane_new(app, klass);
  }
}

static void
connect_to(App *app, const Connection *connection, const char *token)
{
  restart_panes(app);
  app_disconnect(app);
  /* Settings that could not be read may have forbidden to write. */
  gboolean read_only = connection->read_only || app->options->read_only || !app->services.settings ||
                       settings_read_only(app->services.settings);
  ApiClientOptions options = {.server = connection->server, .token = token, .read_only = read_only};
  app->services.read_only = read_only;
  app->services.client = api_client_new(&options);
  app->services.connection_name = g_strdup(connection->name);
  app->connection = connection_copy(connection);
  fetcher_set_on_activity(api_client_fetcher(app->services.client), on_activity, app);
  g_autofree char *notice = app->options->demo ? NULL : connection_notice(connection);
  if (notice)
    app_say(app, MESSAGE_WARNING, "%s", notice);
  app_drafts_connected(app);
  identity_get_async(app->services.client, app->connecting, on_identity, app);
  if (app->journal) {
    app->services.desk =
        launch_desk_new(app->services.client, app->journal, app->options->paths, on_desk_changed, app);
    launch_desk_set_told(app->services.desk, on_call_back_told, app);
    launch_desk_recover(app->services.desk);
    app->services.making = making_desk_new(app->services.client, app->journal, on_making_told, app);
    making_desk_recover(app->services.making);
  }
  pane_act(app->panes[SLOT_DIRECTORIES], ACT_REFRESH);
  pane_act(app->panes[SLOT_SURVEYS], ACT_REFRESH);
  loop_invalidate(app->loop);
}

/* Whoever chose a connection wants to see it. At the start a pane that covers the others stays: it may have
 * been opened meanwhile, with a question over it. */
void
app_connect_to(gpointer data, const Connection *connection, const char *token)
{
  App *app = data;
  g_clear_pointer(&app->full, pane_free);
  connect_to(app, connection, token);
}

static void
ask_for_connection(App *app, const char *reason)
{
  app->doing = "no connection";
  app_overlay(app, connection_form_new(&app->host, &app->services, reason));
}

typedef struct {
  App *app;
  Connection *connection;
} Opening;

static void
on_token(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Opening *opening = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(Connection) connection = opening->connection;
  App *app = opening->app;
  g_free(opening);
  char *token = connection_load_token_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  if (!token) {
    app->doing = "no connection";
    app_say(app, MESSAGE_ERROR, "%s: %s", connection->name, error->message);
    ask_for_connection(app, error->message);
    return;
  }
  g_autofree char *server = server_address_normalize(connection->server, &error);
  if (server) {
    g_free(connection->server);
    connection->server = g_steal_pointer(&server);
    connect_to(app, connection, token);
  } else
    app_say(app, MESSAGE_ERROR, "%s: %s", connection->name, error->message);
  secret_text_free(token);
}

static void
on_connections(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL, keyring_error = NULL;
  g_autoptr(GPtrArray) list = connections_list_finish(NULL, result, &keyring_error, &error);
  if (was_cancelled(error))
    return;
  App *app = data;
  if (!list) {
    ask_for_connection(app, error->message);
    return;
  }
  if (keyring_error)
    app_say(app, MESSAGE_WARNING, "%s", keyring_error->message);
  const Connection *chosen = connections_choose(list, app->options->connection_name, &error);
  if (!chosen) {
    if (list->len == 0)
      ask_for_connection(app, NULL);
    else {
      app->doing = "no connection";
      app_say(app, MESSAGE_ERROR, "%s", error->message);
      app_open_full(app, &pane_connections);
    }
    return;
  }
  app->doing = "reading the token";
  Opening *opening = g_new0(Opening, 1);
  opening->app = app;
  opening->connection = connection_copy(chosen);
  connection_load_token_async(app->services.connections, chosen, app->connecting, on_token, opening);
}

void
app_connect_start(App *app)
{
  const AppOptions *options = app->options;
  if (options->server && options->token && !options->connection_name) {
    g_autoptr(GError) error = NULL;
    g_autofree char *server = server_address_normalize(options->server, &error);
    if (!server) {
      app->doing = "no connection";
      app_say(app, MESSAGE_ERROR, "%s", error->message);
      return;
    }
    g_autoptr(Connection) connection = connection_new(options->demo ? "demo" : "environment", server,
                                                      options->read_only, CONNECTION_ENVIRONMENT);
    connect_to(app, connection, options->token);
    return;
  }
  if (!app->services.connections) {
    app->doing = "no connection";
    loop_invalidate(app->loop);
    return;
  }
  app->doing = "reading the connections";
  connections_list_async(app->services.connections, app->connecting, on_connections, app);
  loop_invalidate(app->loop);
}
