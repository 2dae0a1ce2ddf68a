/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accounts that this machine knows: Enter opens one, n makes one, e changes one, D takes one away, and t
 * asks it all there is to ask; what was found stands below the list.
 */
#include "src/flow/connection-check.h"
#include "src/local/secret-text.h"
#include "ui/asks.h"
#include "ui/dialog.h"
#include "ui/forms/connection.h"
#include "ui/panes/pane-list.h"
#include "ui/panes/panes.h"
#include "ui/text.h"
#include "ui/theme.h"

enum { WHAT_CELLS = 16, LEAST_ROWS = 3 };

typedef struct {
  CheckKind kind;
  char *what, *text;
} Finding;

typedef struct {
  PaneList list; /* of Connection, owned by it */
  Pane *pane;
  Services *services;
  GCancellable *cancellable;
  Connection *opening;  /* its token is being read */
  Connection *removing; /* what the question is about, wherever the cursor is by then */
  Connection *tested;   /* whose findings are shown, or NULL */
  ApiClient *client;    /* of a test of one that is not open */
  gboolean listing, testing;
  GPtrArray *findings; /* of Finding */
  char *other_host;    /* where the account lives, if it is not where we asked */
} State;

static void
finding_free(gpointer data)
{
  Finding *finding = data;
  g_free(finding->what);
  g_free(finding->text);
  g_free(finding);
}

static Style
row_style(State *state, const Connection *connection, gboolean open)
{
  const Settings *settings = state->services->settings;
  g_autofree char *colour = settings ? settings_connection_colour(settings, connection->name) : NULL;
  Style tag = theme_tag(colour);
  return tag == STYLE_NORMAL && open ? STYLE_OK : tag;
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  State *state = data;
  static const char *const sources[] = {"keyring", "token command", "environment"};
  const Connection *connection = g_ptr_array_index(state->list.shown, row);
  gboolean open = g_strcmp0(connection->name, state->services->connection_name) == 0;
  switch (column) {
  case 0:
    g_string_append_printf(text, "%s %s", open ? "●" : " ", connection->name);
    *style = row_style(state, connection, open);
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

static const char *
rows_id(gpointer data, guint row)
{
  State *state = data;
  return ((const Connection *) g_ptr_array_index(state->list.shown, row))->name;
}

static const TableRows rows = {.count = pane_list_count, .cell = rows_cell, .id = rows_id};

static const Column columns[] = {
    {"name", "Name", 10, 20, 1, ALIGN_LEFT, FALSE, FALSE},
    {"server", "Server", 20, 34, 2, ALIGN_LEFT, FALSE, FALSE},
    {"source", "Token from", 12, 14, 0, ALIGN_LEFT, FALSE, FALSE},
    {"notes", "", 9, 18, 0, ALIGN_LEFT, FALSE, FALSE},
};

/* Takes the list; NULL: there is none. */
static void
take_list(State *state, GPtrArray *list)
{
  g_ptr_array_unref(state->list.shown);
  state->list.shown = list ? list : g_ptr_array_new();
  table_rows_changed(state->list.table);
  pane_invalidate(state->pane);
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
  state->listing = FALSE;
  table_set_empty_text(state->list.table, error ? error->message : "None yet: n makes one");
  if (keyring_error)
    pane_say(state->pane, MESSAGE_WARNING, "%s", keyring_error->message);
  take_list(state, g_steal_pointer(&list));
}

static void
end_test(State *state)
{
  state->testing = FALSE;
  g_clear_pointer(&state->client, api_client_free);
}

/* What was asked for, whatever it is, is waited for no more. */
static void
stop(State *state)
{
  renew_cancellable(&state->cancellable);
  g_clear_pointer(&state->opening, connection_free);
  state->listing = FALSE;
  end_test(state);
}

/* The demo keeps none; the one that is open can be looked at all the same. */
static void
show_demo(State *state)
{
  const Services *services = state->services;
  table_set_empty_text(state->list.table, "The demo keeps no connections");
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify) connection_free);
  if (services->client)
    g_ptr_array_add(list, connection_new(services->connection_name, api_client_server(services->client),
                                         services->read_only, CONNECTION_ENVIRONMENT));
  take_list(state, list);
}

static void
refresh(State *state)
{
  stop(state);
  if (!state->services->connections) {
    show_demo(state);
    return;
  }
  table_set_empty_text(state->list.table, "Asking the keyring…");
  state->listing = TRUE;
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

/* Testing */

static void
on_finding(CheckKind kind, const char *what, const char *text, gpointer data)
{
  State *state = data;
  Finding *finding = g_new0(Finding, 1);
  *finding = (Finding){kind, g_strdup(what), g_strdup(text)};
  g_ptr_array_add(state->findings, finding);
  pane_invalidate(state->pane);
}

static void
on_other_host(gboolean yes, gpointer data)
{
  State *state = data;
  const PaneHost *host = pane_host(state->pane);
  if (yes)
    host->overlay(host->app, connection_form_edit(host, state->services, state->tested, state->other_host));
}

/* The server said where this account lives: it is offered to be kept. */
static void
offer_other_host(State *state, const ApiClient *client)
{
  const PaneHost *host = pane_host(state->pane);
  if (!api_client_notice_host(client) || state->tested->source == CONNECTION_ENVIRONMENT)
    return;
  g_free(state->other_host);
  state->other_host = g_strdup(api_client_notice_host(client));
  g_autofree char *text = g_strdup_printf("%s is at %s, but its account lives at %s. Nothing is written "
                                          "there until that is put right. Change it?",
                                          state->tested->name, state->tested->server, state->other_host);
  host->overlay(host->app, dialog_confirm("Another host", text, on_other_host, state));
}

static void
on_checked(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  gboolean good = connection_check_finish(result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  if (good)
    offer_other_host(state, state->client ? state->client : state->services->client);
  end_test(state);
  pane_invalidate(state->pane);
}

static void
check(State *state, ApiClient *client)
{
  connection_check_async(client, state->cancellable, on_finding, on_checked, state);
}

static void
on_test_token(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  char *token = connection_load_token_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  g_autofree char *server = token ? server_address_normalize(state->tested->server, &error) : NULL;
  if (server) {
    const ApiClientOptions options = {.server = server, .token = token, .read_only = TRUE};
    state->client = api_client_new(&options);
    check(state, state->client);
  } else {
    on_finding(CHECK_BAD, token ? "host" : "token", error->message, state);
    end_test(state);
  }
  secret_text_free(token);
}

static void
test(State *state, const Connection *connection)
{
  const Services *services = state->services;
  stop(state);
  g_ptr_array_set_size(state->findings, 0);
  g_clear_pointer(&state->tested, connection_free);
  state->tested = connection_copy(connection);
  state->testing = TRUE;
  if (services->client && g_strcmp0(connection->name, services->connection_name) == 0)
    check(state, services->client);
  else
    connection_load_token_async(services->connections, connection, state->cancellable, on_test_token, state);
}

/* Taking away */

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
remove_from_config(State *state, const char *name)
{
  static const char *const keys[] = {"server", "token-command", "read-only", "colour"};
  g_autoptr(GError) error = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(keys) && !error; i++)
    settings_set_connection_value(state->services->settings, name, keys[i], NULL, &error);
  if (error)
    say_failed(state->pane, "Not removed", error);
  refresh(state);
}

static void
on_remove(gboolean yes, gpointer data)
{
  State *state = data;
  const Connection *connection = state->removing;
  if (yes && connection && connection->source == CONNECTION_COMMAND)
    remove_from_config(state, connection->name);
  else if (yes && connection)
    connection_remove_async(state->services->connections, connection->name, state->cancellable, on_removed,
                            state);
}

static void
ask_remove(State *state, const Connection *connection)
{
  const PaneHost *host = pane_host(state->pane);
  connection_free(state->removing);
  state->removing = connection_copy(connection);
  g_autofree char *text = g_strdup_printf(connection->source == CONNECTION_COMMAND
                                              ? "Take %s out of the config? Its token stays where it is."
                                              : "Take %s and its token out of the keyring?",
                                          connection->name);
  host->overlay(host->app, dialog_confirm("Remove a connection", text, on_remove, state));
}

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  state->findings = g_ptr_array_new_with_free_func(finding_free);
  pane_list_init(&state->list, columns, G_N_ELEMENTS(columns), &rows, NULL);
  refresh(state);
}

static void
done(gpointer data)
{
  State *state = data;
  drop_cancellable(&state->cancellable);
  connection_free(state->opening);
  connection_free(state->removing);
  connection_free(state->tested);
  g_clear_pointer(&state->client, api_client_free);
  g_ptr_array_unref(state->findings);
  g_free(state->other_host);
  pane_list_clear(&state->list);
}

/* One finding from row @y on; the row after it. */
static int
draw_finding(const Finding *finding, Canvas *canvas, Rect rect, int y)
{
  static const char *const marks[] = {"✓", "·", "✗"};
  static const Style styles[] = {STYLE_OK, STYLE_DIM, STYLE_ERROR};
  int x = rect.x + 1 + WHAT_CELLS, width = rect.x + rect.width - 1 - x;
  canvas_text(canvas, y, rect.x + 1, 1, marks[finding->kind], styles[finding->kind]);
  canvas_text(canvas, y, rect.x + 3, WHAT_CELLS - 3, finding->what, STYLE_KEY);
  g_autoptr(GPtrArray) lines = text_wrap(finding->text, MAX(width, 8));
  for (guint i = 0; i < lines->len && y < rect.y + rect.height; i++, y++)
    canvas_text(canvas, y, x, width, lines->pdata[i], STYLE_NORMAL);
  return y;
}

static void
draw_findings(State *state, Canvas *canvas, Rect rect)
{
  int y = rect.y;
  canvas_printf(canvas, y++, rect.x + 1, rect.width - 2, STYLE_HEADER, "%s %s", state->tested->name,
                state->testing ? "is being tested… Esc stops" : "was tested");
  for (guint i = 0; i < state->findings->len && y < rect.y + rect.height; i++)
    y = draw_finding(state->findings->pdata[i], canvas, rect, y);
}

static void
draw(gpointer data, Canvas *canvas, Rect rect, gboolean focused)
{
  State *state = data;
  if (state->tested) {
    int above = CLAMP((int) state->list.shown->len + 2, LEAST_ROWS, MAX(rect.height / 2, LEAST_ROWS));
    draw_findings(state, canvas, (Rect){rect.y + above, rect.x, rect.height - above, rect.width});
    rect.height = above - 1;
  }
  pane_list_draw(data, canvas, rect, focused);
}

/* Esc: the test that is under way, then what it has found. */
static gboolean
back(State *state)
{
  if (!state->tested)
    return FALSE;
  if (state->testing)
    stop(state);
  else
    g_clear_pointer(&state->tested, connection_free);
  return TRUE;
}

static void
copy(State *state)
{
  const Connection *connection = pane_list_current(&state->list);
  GString *text = g_string_new(connection->name);
  for (guint i = 0; state->tested && i < state->findings->len; i++) {
    const Finding *finding = state->findings->pdata[i];
    g_string_append_printf(text, "\n%s: %s", finding->what, finding->text);
  }
  state->services->copy(state->services->app, text->str);
  pane_say(state->pane, MESSAGE_OK, state->tested ? "Copied what the test found" : "Copied the name");
  g_string_free(text, TRUE);
}

static char *
refuse(gpointer data, ActionId action)
{
  State *state = data;
  const Connection *connection = pane_list_current(&state->list);
  gboolean changes = action == ACT_DELETE || action == ACT_EDIT || action == ACT_OPEN || action == ACT_NEW;
  if (changes && !state->services->connections)
    return g_strdup("The demo keeps no connections");
  if ((action == ACT_DELETE || action == ACT_EDIT) && connection &&
      connection->source == CONNECTION_ENVIRONMENT)
    return g_strdup("It is in the environment of this run, and nowhere else");
  /* The pane goes as soon as it is open, and a question about it must not be left behind. */
  if ((changes || action == ACT_TEST_CONNECTION || action == ACT_COPY) && state->opening)
    return g_strdup_printf("%s is being opened", state->opening->name);
  if (action == ACT_FILTER || action == ACT_SORT)
    return g_strdup("This list is a short one");
  return NULL;
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  const Connection *connection = pane_list_current(&state->list);
  const PaneHost *host = pane_host(state->pane);
  switch (action) {
  case ACT_OPEN:
    open_connection(state, connection);
    return TRUE;
  case ACT_REFRESH:
    refresh(state);
    return TRUE;
  case ACT_NEW:
    host->overlay(host->app, connection_form_new(host, state->services, NULL));
    return TRUE;
  case ACT_EDIT:
    host->overlay(host->app, connection_form_edit(host, state->services, connection, NULL));
    return TRUE;
  case ACT_TEST_CONNECTION:
    test(state, connection);
    return TRUE;
  case ACT_COPY:
    copy(state);
    return TRUE;
  case ACT_DELETE:
    ask_remove(state, connection);
    return TRUE;
  case ACT_BACK:
    return back(state);
  default:
    return pane_list_act(&state->list, action);
  }
}

static gboolean
busy(gpointer data)
{
  State *state = data;
  return state->listing || state->testing || state->opening;
}

const PaneClass pane_connections = {
    .name = "connections",
    .title = "Connections",
    .place = PLACE_CONNECTIONS,
    .state_size = sizeof(State),
    .init = init,
    .done = done,
    .draw = draw,
    .has_row = pane_list_has_row,
    .refuse = refuse,
    .act = act,
    .busy = busy,
    .table = pane_list_table,
};
