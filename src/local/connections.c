/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three sources of connections put together: the environment's first, then the config's, then the
 * keyring's. */
#include "src/local/connections.h"

#include <string.h>

#include "src/local/keyring.h"
#include "src/local/secret-text.h"
#include "src/local/token-command.h"

#define NAME_MOST 64

struct Connections {
  Settings *settings; /* borrowed */
  Connection *given;  /* from the environment, or NULL */
  char *given_token;
};

Connection *
connection_new(const char *name, const char *server, gboolean read_only, ConnectionSource source)
{
  Connection *connection = g_new0(Connection, 1);
  connection->name = g_strdup(name);
  connection->server = g_strdup(server);
  connection->read_only = read_only;
  connection->source = source;
  return connection;
}

Connection *
connection_copy(const Connection *connection)
{
  Connection *copy =
      connection_new(connection->name, connection->server, connection->read_only, connection->source);
  copy->is_default = connection->is_default;
  return copy;
}

void
connection_free(Connection *connection)
{
  if (!connection)
    return;
  g_free(connection->name);
  g_free(connection->server);
  g_free(connection);
}

char *
connection_notice(const Connection *connection)
{
  switch (connection->source) {
  case CONNECTION_COMMAND:
    return g_strdup_printf("the token of \"%s\" comes from token-command, not from the keyring",
                           connection->name);
  case CONNECTION_ENVIRONMENT:
    return g_strdup("the token comes from CANVASS_TOKEN, not from the keyring");
  case CONNECTION_KEYRING:
    break;
  }
  return NULL;
}

gboolean
connection_name_check(const char *name, GError **error)
{
  gboolean good = g_utf8_validate(name, -1, NULL) && *name && g_utf8_strlen(name, -1) <= NAME_MOST;
  for (const char *at = name; good && *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    good = g_unichar_isprint(c) && !strchr("/[]\\", (int) MIN(c, 127));
  }
  if (good && !g_unichar_isspace(g_utf8_get_char(name)))
    return TRUE;
  g_set_error(
      error, LOCAL_ERROR, LOCAL_ERROR_BAD_NAME,
      "a connection's name is 1 to %d characters, without / [ ] and \\, and does not begin with a space",
      NAME_MOST);
  return FALSE;
}

/* The bytes in the environment block itself are overwritten: they would stay readable in /proc/PID/environ.
 */
static char *
take_secret_variable(const char *name)
{
  char *value = (char *) g_getenv(name);
  if (!value)
    return NULL;
  char *secret = *value ? secret_text_new(value, -1) : NULL;
  secret_wipe(value, strlen(value));
  g_unsetenv(name);
  return secret;
}

void
environment_take_token(char **server, char **token)
{
  *token = take_secret_variable("CANVASS_TOKEN");
  *server = g_strdup(g_getenv("CANVASS_SERVER"));
}

Connections *
connections_new(Settings *settings, const char *server, const char *token)
{
  Connections *connections = g_new0(Connections, 1);
  connections->settings = settings;
  if (server && token) {
    connections->given = connection_new("environment", server, FALSE, CONNECTION_ENVIRONMENT);
    connections->given_token = secret_text_copy(token);
  }
  return connections;
}

void
connections_free(Connections *connections)
{
  if (!connections)
    return;
  connection_free(connections->given);
  secret_text_free(connections->given_token);
  g_free(connections);
}

/* ---- list ---- */

static void
add_from_config(const Connections *connections, GPtrArray *list)
{
  g_auto(GStrv) names = settings_connection_names(connections->settings);
  for (char **name = names; *name; name++) {
    g_autofree char *server = settings_connection_server(connections->settings, *name);
    g_autofree char *command = settings_connection_command(connections->settings, *name);
    if (server && command && connection_name_check(*name, NULL))
      g_ptr_array_add(list, connection_new(*name, server,
                                           settings_connection_read_only(connections->settings, *name),
                                           CONNECTION_COMMAND));
  }
}

static gboolean
has_name(const GPtrArray *list, const char *name)
{
  for (guint i = 0; i < list->len; i++)
    if (strcmp(((const Connection *) list->pdata[i])->name, name) == 0)
      return TRUE;
  return FALSE;
}

/* Marks the default one, and what the settings make read-only. */
static void
apply_settings(const Connections *connections, GPtrArray *list)
{
  const char *chosen = settings_default_connection(connections->settings);
  for (guint i = 0; i < list->len; i++) {
    Connection *connection = list->pdata[i];
    connection->is_default = g_strcmp0(connection->name, chosen) == 0;
    connection->read_only |= settings_read_only(connections->settings) ||
                             settings_connection_read_only(connections->settings, connection->name);
  }
}

/* The environment's, the config's. */
static GPtrArray *
list_near(const Connections *connections)
{
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify) connection_free);
  if (connections->given)
    g_ptr_array_add(list, connection_copy(connections->given));
  add_from_config(connections, list);
  return list;
}

/* Whether it is the one that @name means; NULL: the one that is opened when none is named. */
static gboolean
is_meant(const Connection *connection, const char *name)
{
  return name ? strcmp(connection->name, name) == 0
              : connection->is_default || connection->source == CONNECTION_ENVIRONMENT;
}

Connection *
connections_choose_near(const Connections *connections, const char *name)
{
  g_autoptr(GPtrArray) list = list_near(connections);
  apply_settings(connections, list);
  for (guint i = 0; i < list->len; i++) {
    const Connection *connection = list->pdata[i];
    if (is_meant(connection, name))
      return connection_copy(connection);
  }
  return NULL;
}

typedef struct {
  Connections *connections;
  GPtrArray *list;
  GError *keyring_error;
} Listing;

static void
listing_free(Listing *listing)
{
  g_clear_pointer(&listing->list, g_ptr_array_unref);
  g_clear_error(&listing->keyring_error);
  g_free(listing);
}

static void
on_keyring_listed(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Listing *listing = g_task_get_task_data(task);
  g_autoptr(GPtrArray) kept = keyring_list_finish(result, &listing->keyring_error);
  if (g_task_return_error_if_cancelled(task))
    return;
  if (listing->keyring_error && listing->list->len == 0) {
    g_task_return_error(task, g_steal_pointer(&listing->keyring_error));
    return;
  }
  /* A name that is in the config as well means the config's: it was written there on purpose. */
  for (guint i = 0; kept && i < kept->len; i++)
    if (!has_name(listing->list, ((const Connection *) kept->pdata[i])->name))
      g_ptr_array_add(listing->list, connection_copy(kept->pdata[i]));
  apply_settings(listing->connections, listing->list);
  g_task_return_boolean(task, TRUE);
}

void
connections_list_async(Connections *connections, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  Listing *listing = g_new0(Listing, 1);
  listing->connections = connections;
  listing->list = list_near(connections);
  g_task_set_task_data(task, listing, (GDestroyNotify) listing_free);
  keyring_list_async(cancellable, on_keyring_listed, task);
}

GPtrArray *
connections_list_finish(Connections *connections G_GNUC_UNUSED, GAsyncResult *result, GError **keyring_error,
                        GError **error)
{
  Listing *listing = g_task_get_task_data(G_TASK(result));
  if (!g_task_propagate_boolean(G_TASK(result), error))
    return NULL;
  if (keyring_error)
    *keyring_error = g_steal_pointer(&listing->keyring_error);
  return g_steal_pointer(&listing->list);
}

const Connection *
connections_choose(const GPtrArray *list, const char *name, GError **error)
{
  for (guint i = 0; i < list->len; i++) {
    const Connection *connection = list->pdata[i];
    if (is_meant(connection, name))
      return connection;
  }
  if (!name && list->len == 1)
    return list->pdata[0];
  if (name)
    g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_NOT_FOUND,
                "there is no connection \"%s\"; \"canvass connection list\" shows all", name);
  else if (list->len > 1)
    g_set_error_literal(error, LOCAL_ERROR, LOCAL_ERROR_NOT_FOUND,
                        "no connection is the default; choose one with -c NAME");
  else
    g_set_error_literal(error, LOCAL_ERROR, LOCAL_ERROR_NOT_FOUND,
                        "there is no connection yet; \"canvass connection add NAME --server S\" makes one");
  return NULL;
}

/* ---- load ---- */

static void
on_keyring_loaded(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  char *token = keyring_load_finish(result, &error);
  if (token)
    g_task_return_pointer(task, token, (GDestroyNotify) secret_text_free);
  else
    g_task_return_error(task, error);
}

static void
on_command_ran(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  char *token = token_command_run_finish(result, &error);
  if (token)
    g_task_return_pointer(task, token, (GDestroyNotify) secret_text_free);
  else
    g_task_return_error(task, error);
}

/* Takes @task. */
static void
run_command_of(Connections *connections, const char *name, GTask *task)
{
  g_autofree char *command = settings_connection_command(connections->settings, name);
  if (command) {
    token_command_run_async(command, g_task_get_cancellable(task), on_command_ran, task);
    return;
  }
  g_task_return_new_error(task, LOCAL_ERROR, LOCAL_ERROR_NOT_FOUND, "\"%s\" has no token-command", name);
  g_object_unref(task);
}

void
connection_load_token_async(Connections *connections, const Connection *connection, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  switch (connection->source) {
  case CONNECTION_KEYRING:
    keyring_load_async(connection->name, cancellable, on_keyring_loaded, task);
    break;
  case CONNECTION_COMMAND:
    run_command_of(connections, connection->name, task);
    break;
  case CONNECTION_ENVIRONMENT:
    if (connections->given_token)
      g_task_return_pointer(task, secret_text_copy(connections->given_token),
                            (GDestroyNotify) secret_text_free);
    else
      g_task_return_new_error(task, LOCAL_ERROR, LOCAL_ERROR_NOT_FOUND, "CANVASS_TOKEN is not set");
    g_object_unref(task);
    break;
  }
}

char *
connection_load_token_finish(Connections *connections G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}

/* ---- store and remove ---- */

typedef struct {
  Connections *connections;
  char *name;
  gboolean make_default;
} Change;

static void
change_free(Change *change)
{
  g_free(change->name);
  g_free(change);
}

static GTask *
change_task(Connections *connections, const char *name, gboolean make_default, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  Change *change = g_new0(Change, 1);
  change->connections = connections;
  change->name = g_strdup(name);
  change->make_default = make_default;
  g_task_set_task_data(task, change, (GDestroyNotify) change_free);
  return task;
}

/* The keyring has @changed; now the settings follow: @name becomes the default, or NULL is. */
static void
finish_change(GTask *task, gboolean changed, gboolean touch_default, const char *name, GError *error)
{
  const Change *change = g_task_get_task_data(task);
  if (changed && touch_default)
    changed = settings_set_default_connection(change->connections->settings, name, &error);
  if (changed)
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

static void
on_stored(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  const Change *change = g_task_get_task_data(task);
  GError *error = NULL;
  gboolean changed = keyring_store_finish(result, &error);
  finish_change(task, changed, change->make_default, change->name, error);
}

void
connection_store_async(Connections *connections, const Connection *connection, const char *token,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task =
      change_task(connections, connection->name, connection->is_default, cancellable, callback, user_data);
  GError *error = NULL;
  if (connection_name_check(connection->name, &error)) {
    keyring_store_async(connection, token, cancellable, on_stored, task);
    return;
  }
  g_task_return_error(task, error);
  g_object_unref(task);
}

gboolean
connection_store_finish(Connections *connections G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean(G_TASK(result), error);
}

static void
on_removed(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  const Change *change = g_task_get_task_data(task);
  GError *error = NULL;
  gboolean changed = keyring_remove_finish(result, &error);
  gboolean was_default =
      g_strcmp0(settings_default_connection(change->connections->settings), change->name) == 0;
  finish_change(task, changed, was_default, NULL, error);
}

void
connection_remove_async(Connections *connections, const char *name, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = change_task(connections, name, FALSE, cancellable, callback, user_data);
  keyring_remove_async(name, cancellable, on_removed, task);
}

gboolean
connection_remove_finish(Connections *connections G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean(G_TASK(result), error);
}
