/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accounts that this machine knows: Enter opens one, n makes one, D takes one out of the keyring.
 */
#include "src/local/secret-text.h"
#include "ui/dialog.h"
#include "ui/forms/connection.h"
#include "ui/panes/common.h"
#include "ui/panes/panes.h"

typedef struct {
  Pane *pane;
  Services *services;
  Table *table;
  GPtrArray *list; /* of Connection, or NULL */
  GCancellable *cancellable;
  Connection *opening;
} State;

static guint
rows_count(gpointer data)
{
  State *state = data;
  return state->list ? state->list->len : 0;
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  State *state = data;
  static const char *const sources[] = {"keyring", "token command", "environment"};
  const Connection *connection = g_ptr_array_index(state->list, row);
  gboolean open = g_strcmp0(connection->name, state->services->connection_name) == 0;
  switch (column) {
  case 0:
    g_string_append_printf(text, "%s %s", open ? "●" : " ", connection->name);
    if (open)
      *style = STYLE_OK;
    break;
  case 1:
    g_string_append(text, connection->server ? connection->server : "");
    break;
  case 2:
    g_string_append(text, sources[connection->source]);
    break;
  default:
    g_string_append_printf(text, "%s%s", connection->is_default ? "default " : "",
                           connection->read_only ? "read-only" : "");
    break;
  }
}

static const TableRows rows = {.count = rows_count, .cell = rows_cell};

static const Column columns[] = {
    {"name", "Name", 10, 20, 1, ALIGN_LEFT, FALSE, FALSE},
    {"server", "Server", 20, 34, 2, ALIGN_LEFT, FALSE, FALSE},
    {"source", "Token from", 12, 14, 0, ALIGN_LEFT, FALSE, FALSE},
    {"notes", "", 9, 18, 0, ALIGN_LEFT, FALSE, FALSE},
};

static const Connection *
current(State *state)
{
  gint64 row = table_cursor(state->table);
  return row < 0 || row >= rows_count(state) ? NULL : g_ptr_array_index(state->list, row);
}

static void
on_list(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) keyring_error = NULL;
  g_autoptr(GPtrArray) list = connections_list_finish(NULL, result, &keyring_error, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  table_set_empty_text(state->table, error ? error->message : "None yet: n makes one");
  if (keyring_error)
    pane_say(state->pane, MESSAGE_WARNING, "%s", keyring_error->message);
  g_clear_pointer(&state->list, g_ptr_array_unref);
  state->list = g_steal_pointer(&list);
  table_rows_changed(state->table);
  pane_invalidate(state->pane);
}

static void
refresh(State *state)
{
  renew_cancellable(&state->cancellable);
  if (!state->services->connections) {
    table_set_empty_text(state->table, "The demo keeps no connections");
    return;
  }
  table_set_empty_text(state->table, "Asking the keyring…");
  connections_list_async(state->services->connections, state->cancellable, on_list, state);
}

static void
on_token(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  char *token = connection_load_token_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  g_autoptr(Connection) connection = g_steal_pointer(&state->opening);
  g_autofree char *server = token ? server_address_normalize(connection->server, &error) : NULL;
  if (!server) {
    say_failed(state->pane, connection->name, error);
    secret_text_free(token);
    return;
  }
  g_free(connection->server);
  connection->server = g_steal_pointer(&server);
  state->services->connect(state->services->app, connection, token);
  secret_text_free(token);
}

static void
open_connection(State *state, const Connection *connection)
{
  g_clear_pointer(&state->opening, connection_free);
  state->opening = connection_copy(connection);
  connection_load_token_async(state->services->connections, connection, state->cancellable, on_token, state);
}

static void
on_removed(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  connection_remove_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  if (error)
    say_failed(state->pane, "Not removed", error);
  refresh(state);
}

static void
on_remove(gboolean yes, gpointer data)
{
  State *state = data;
  const Connection *connection = current(state);
  if (yes && connection)
    connection_remove_async(state->services->connections, connection->name, state->cancellable, on_removed,
                            state);
}

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  state->table = table_new(columns, G_N_ELEMENTS(columns), &rows, state);
  refresh(state);
}

static void
done(gpointer data)
{
  State *state = data;
  g_cancellable_cancel(state->cancellable);
  g_clear_object(&state->cancellable);
  g_clear_pointer(&state->list, g_ptr_array_unref);
  connection_free(state->opening);
  table_free(state->table);
}

static void
draw(gpointer data, Canvas *canvas, Rect rect, gboolean focused)
{
  State *state = data;
  table_draw(state->table, canvas, rect, focused);
}

static gboolean
has_row(gpointer data)
{
  return current(data) != NULL;
}

static char *
refuse(gpointer data, ActionId action)
{
  State *state = data;
  const Connection *connection = current(state);
  if (action == ACT_DELETE && connection && connection->source != CONNECTION_KEYRING)
    return g_strdup("Only connections of the keyring are removed here");
  if (action == ACT_EDIT)
    return g_strdup("Make it anew with n: the same name replaces it");
  return NULL;
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  const PaneHost *host = pane_host(state->pane);
  switch (action) {
  case ACT_OPEN:
    open_connection(state, current(state));
    return TRUE;
  case ACT_REFRESH:
    refresh(state);
    return TRUE;
  case ACT_NEW:
    host->overlay(host->app, connection_form_new(host, state->services, NULL));
    return TRUE;
  case ACT_DELETE: {
    g_autofree char *text =
        g_strdup_printf("Take %s and its token out of the keyring?", current(state)->name);
    host->overlay(host->app, dialog_confirm("Remove a connection", text, on_remove, state));
    return TRUE;
  }
  default:
    return table_act(state->table, action, NULL);
  }
}

static Table *
table(gpointer data)
{
  State *state = data;
  return state->table;
}

const PaneClass pane_connections = {
    .name = "connections",
    .title = "Connections",
    .place = PLACE_CONNECTIONS,
    .state_size = sizeof(State),
    .columns = columns,
    .n_columns = G_N_ELEMENTS(columns),
    .init = init,
    .done = done,
    .draw = draw,
    .has_row = has_row,
    .refuse = refuse,
    .act = act,
    .table = table,
};
