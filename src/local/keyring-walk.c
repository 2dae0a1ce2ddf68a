/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The walk's own cancellable is what libsecret sees, so that the clock can end it as well as the caller.
 */
#include "src/local/keyring-walk.h"

#include "src/local/connections.h"

static void
stop_clock(KeyringWalk *walk)
{
  if (walk->clock)
    g_source_destroy(walk->clock);
  g_clear_pointer(&walk->clock, g_source_unref);
}

void
keyring_walk_free(KeyringWalk *walk)
{
  stop_clock(walk);
  if (walk->outer_handler)
    g_cancellable_disconnect(g_task_get_cancellable(walk->task), walk->outer_handler);
  g_list_free_full(walk->items, g_object_unref);
  if (walk->free_data)
    walk->free_data(walk->data);
  g_object_unref(walk->inner);
  g_object_unref(walk->patience);
  g_object_unref(walk->task);
  g_free(walk->value);
  g_free(walk);
}

static gboolean
on_out_of_time(gpointer data)
{
  KeyringWalk *walk = data;
  walk->out_of_time = TRUE;
  g_cancellable_cancel(walk->inner);
  g_cancellable_cancel(walk->patience);
  return G_SOURCE_REMOVE;
}

static void
start_clock(KeyringWalk *walk, guint seconds)
{
  stop_clock(walk);
  walk->clock = g_timeout_source_new_seconds(seconds);
  g_source_set_callback(walk->clock, on_out_of_time, walk, NULL);
  g_source_attach(walk->clock, g_task_get_context(walk->task));
}

static void
on_outer_cancelled(GCancellable *outer G_GNUC_UNUSED, gpointer inner)
{
  g_cancellable_cancel(inner);
}

static const char help[] =
    "use token-command in the config, or CANVASS_SERVER and CANVASS_TOKEN in the environment";

static GError *
no_keyring(const char *why)
{
  return g_error_new(LOCAL_ERROR, LOCAL_ERROR_NO_KEYRING, "no keyring here (%s); %s", why, help);
}

static GError *
locked_error(void)
{
  return g_error_new(LOCAL_ERROR, LOCAL_ERROR_KEYRING_LOCKED, "the keyring is locked; unlock it, or %s",
                     help);
}

static gboolean
says_nobody_there(const GError *cause)
{
  return g_error_matches(cause, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches(cause, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches(cause, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) ||
         g_error_matches(cause, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
         g_error_matches(cause, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER) || cause->domain == G_IO_ERROR ||
         (cause->domain == G_DBUS_ERROR && cause->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED &&
          cause->code <= G_DBUS_ERROR_SPAWN_FILE_INVALID);
}

/* What @cause (may be NULL: a prompt that was turned down) means to a person. */
static GError *
explain(const KeyringWalk *walk, const GError *cause)
{
  GCancellable *outer = g_task_get_cancellable(walk->task);
  if (outer && g_cancellable_is_cancelled(outer))
    return g_error_new_literal(G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  if (walk->out_of_time)
    return g_error_new(LOCAL_ERROR, LOCAL_ERROR_KEYRING_TIMEOUT, "the keyring does not answer; %s", help);
  if (!cause || g_error_matches(cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches(cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return locked_error();
  g_autofree char *text = g_strdup(cause->message);
  g_autoptr(GError) stripped = g_error_copy(cause);
  if (g_dbus_error_strip_remote_error(stripped)) {
    g_free(text);
    text = g_strdup(stripped->message);
  }
  if (says_nobody_there(cause))
    return no_keyring(text);
  return g_error_new(LOCAL_ERROR, LOCAL_ERROR_NO_KEYRING, "the keyring says: %s", text);
}

void
keyring_walk_fail(KeyringWalk *walk, GError *taken)
{
  g_task_return_error(walk->task, taken);
  keyring_walk_free(walk);
}

gboolean
keyring_walk_failed(KeyringWalk *walk, const GError *cause)
{
  if (!cause && !g_cancellable_is_cancelled(walk->inner))
    return FALSE;
  keyring_walk_fail(walk, explain(walk, cause));
  return TRUE;
}

/* Whether there is anybody to show a password prompt to. */
static gboolean
can_prompt(void)
{
  return g_getenv("DISPLAY") || g_getenv("WAYLAND_DISPLAY");
}

static void
on_unlocked(GObject *source, GAsyncResult *result, gpointer data)
{
  KeyringWalk *walk = data;
  g_autoptr(GError) cause = NULL;
  int count = secret_service_unlock_finish(SECRET_SERVICE(source), result, NULL, &cause);
  if (keyring_walk_failed(walk, cause))
    return;
  if (count == 0)
    keyring_walk_fail(walk, explain(walk, NULL));
  else
    walk->found(walk);
}

static gboolean
any_locked(GList *items)
{
  for (GList *link = items; link; link = link->next)
    if (secret_item_get_locked(link->data))
      return TRUE;
  return FALSE;
}

static void
on_searched(GObject *source, GAsyncResult *result, gpointer data)
{
  KeyringWalk *walk = data;
  g_autoptr(GError) cause = NULL;
  walk->items = secret_service_search_finish(SECRET_SERVICE(source), result, &cause);
  if (keyring_walk_failed(walk, cause))
    return;
  if (!any_locked(walk->items))
    walk->found(walk);
  else if (!can_prompt())
    keyring_walk_fail(walk, locked_error());
  else {
    start_clock(walk, UNLOCK_SECONDS);
    secret_service_unlock(SECRET_SERVICE(source), walk->items, walk->inner, on_unlocked, walk);
  }
}

void
keyring_walk_search(KeyringWalk *walk, SecretService *service, GAsyncReadyCallback found)
{
  g_autoptr(GHashTable) attributes = g_hash_table_new(g_str_hash, g_str_equal);
  if (walk->value)
    g_hash_table_insert(attributes, (gpointer) walk->schema->attributes[0].name, walk->value);
  secret_service_search(service, walk->schema, attributes, SECRET_SEARCH_ALL, walk->patience, found, walk);
}

static void
on_service(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  KeyringWalk *walk = data;
  g_autoptr(GError) cause = NULL;
  g_autoptr(SecretService) service = secret_service_get_finish(result, &cause);
  if (!keyring_walk_failed(walk, cause))
    keyring_walk_search(walk, service, on_searched);
}

static void on_bus(GObject *source, GAsyncResult *result, gpointer data);

static void
get_bus(KeyringWalk *walk)
{
  g_bus_get(G_BUS_TYPE_SESSION, walk->inner, on_bus, walk);
}

static void
on_bus(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  KeyringWalk *walk = data;
  g_autoptr(GError) cause = NULL;
  g_autoptr(GDBusConnection) bus = g_bus_get_finish(result, &cause);
  /* All who ask for the bus while it is being opened have the fate of the first, who was cancelled. */
  if (g_error_matches(cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !g_cancellable_is_cancelled(walk->inner)) {
    get_bus(walk);
    return;
  }
  if (keyring_walk_failed(walk, cause))
    return;
  /* By default GLib ends the process with the bus; the screen must outlive a desktop that logs out. */
  g_dbus_connection_set_exit_on_close(bus, FALSE);
  secret_service_get(SECRET_SERVICE_NONE, walk->inner, on_service, walk);
}

/* Without an address GLib would start a bus of its own by dbus-launch, or wait for one. */
static gboolean
bus_is_there(void)
{
  if (g_getenv("DBUS_SESSION_BUS_ADDRESS"))
    return TRUE;
  const char *runtime = g_getenv("XDG_RUNTIME_DIR");
  g_autofree char *socket = runtime ? g_build_filename(runtime, "bus", NULL) : NULL;
  return socket && g_file_test(socket, G_FILE_TEST_EXISTS);
}

KeyringWalk *
keyring_walk_new(const SecretSchema *schema, const char *value, KeyringStep found, GCancellable *cancellable,
                 GAsyncReadyCallback callback, gpointer user_data)
{
  KeyringWalk *walk = g_new0(KeyringWalk, 1);
  walk->task = g_task_new(NULL, cancellable, callback, user_data);
  walk->schema = schema;
  walk->value = g_strdup(value);
  walk->found = found;
  walk->inner = g_cancellable_new();
  walk->patience = g_cancellable_new();
  return walk;
}

void
keyring_walk_start(KeyringWalk *walk)
{
  GCancellable *outer = g_task_get_cancellable(walk->task);
  if (outer)
    walk->outer_handler = g_cancellable_connect(outer, G_CALLBACK(on_outer_cancelled),
                                                g_object_ref(walk->inner), g_object_unref);
  if (!bus_is_there()) {
    keyring_walk_fail(walk, no_keyring("no session bus"));
    return;
  }
  start_clock(walk, KEYRING_SECONDS);
  get_bus(walk);
}

/* ---- the collection that new items go to ---- */

static void
on_collection(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  KeyringWalk *walk = data;
  g_autoptr(GError) cause = NULL;
  g_autoptr(SecretCollection) collection = secret_collection_for_alias_finish(result, &cause);
  if (keyring_walk_failed(walk, cause))
    return;
  gboolean prompts = !collection || secret_collection_get_locked(collection);
  if (prompts && !can_prompt()) {
    keyring_walk_fail(walk, locked_error());
    return;
  }
  if (prompts)
    start_clock(walk, UNLOCK_SECONDS);
  walk->store(walk);
}

void
keyring_walk_to_collection(KeyringWalk *walk, KeyringStep store)
{
  walk->store = store;
  secret_collection_for_alias(NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, walk->inner,
                              on_collection, walk);
}
