/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each call is the same walk with another end: reach the bus, search our items, unlock what is locked, then
 * list, load, store or clear. A Call goes along; its own cancellable is what libsecret sees, so that the
 * clock can end the walk as well as the caller.
 */
#include "src/local/keyring.h"

#include <libsecret/secret.h>
#include <string.h>

#include "src/local/secret-text.h"

static const SecretSchema schema = {
    "io.canvass.Connection",
    SECRET_SCHEMA_NONE,
    {
        {"connection", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {"server", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {"read-only", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {NULL, 0},
    },
};

typedef struct Call Call;
typedef void (*CallStep)(Call *call);

struct Call {
  GTask *task;    /* owned: the walk's only holder */
  CallStep found; /* what to do once the items are found and unlocked */
  char *name;     /* whose; NULL: everyone's */
  Connection *connection;
  SecretValue *token;
  GList *items; /* of SecretItem */
  GCancellable *inner;
  gulong outer_handler;
  GSource *clock;
  gboolean out_of_time;
};

static void
stop_clock(Call *call)
{
  if (call->clock)
    g_source_destroy(call->clock);
  g_clear_pointer(&call->clock, g_source_unref);
}

/* Takes everything the walk held; the task has been answered. */
static void
call_free(Call *call)
{
  stop_clock(call);
  if (call->outer_handler)
    g_cancellable_disconnect(g_task_get_cancellable(call->task), call->outer_handler);
  g_list_free_full(call->items, g_object_unref);
  g_clear_pointer(&call->token, secret_value_unref);
  connection_free(call->connection);
  g_object_unref(call->inner);
  g_object_unref(call->task);
  g_free(call->name);
  g_free(call);
}

static gboolean
on_out_of_time(gpointer data)
{
  Call *call = data;
  call->out_of_time = TRUE;
  g_cancellable_cancel(call->inner);
  return G_SOURCE_REMOVE;
}

static void
start_clock(Call *call, guint seconds)
{
  stop_clock(call);
  call->clock = g_timeout_source_new_seconds(seconds);
  g_source_set_callback(call->clock, on_out_of_time, call, NULL);
  g_source_attach(call->clock, g_task_get_context(call->task));
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
explain(const Call *call, const GError *cause)
{
  GCancellable *outer = g_task_get_cancellable(call->task);
  if (outer && g_cancellable_is_cancelled(outer))
    return g_error_new_literal(G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  if (call->out_of_time)
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

static void
fail_with(Call *call, GError *taken)
{
  g_task_return_error(call->task, taken);
  call_free(call);
}

/* Ends the walk when @cause is an error, or when it was cancelled in between; TRUE: do not go on. */
static gboolean
failed(Call *call, const GError *cause)
{
  if (!cause && !g_cancellable_is_cancelled(call->inner))
    return FALSE;
  fail_with(call, explain(call, cause));
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
  Call *call = data;
  g_autoptr(GError) cause = NULL;
  int count = secret_service_unlock_finish(SECRET_SERVICE(source), result, NULL, &cause);
  if (failed(call, cause))
    return;
  if (count == 0)
    fail_with(call, explain(call, NULL));
  else
    call->found(call);
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
  Call *call = data;
  g_autoptr(GError) cause = NULL;
  call->items = secret_service_search_finish(SECRET_SERVICE(source), result, &cause);
  if (failed(call, cause))
    return;
  if (!any_locked(call->items))
    call->found(call);
  else if (!can_prompt())
    fail_with(call, locked_error());
  else {
    start_clock(call, UNLOCK_SECONDS);
    secret_service_unlock(SECRET_SERVICE(source), call->items, call->inner, on_unlocked, call);
  }
}

static void
on_service(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  g_autoptr(GError) cause = NULL;
  g_autoptr(SecretService) service = secret_service_get_finish(result, &cause);
  if (failed(call, cause))
    return;
  g_autoptr(GHashTable) attributes = g_hash_table_new(g_str_hash, g_str_equal);
  if (call->name)
    g_hash_table_insert(attributes, (gpointer) "connection", call->name);
  secret_service_search(service, &schema, attributes, SECRET_SEARCH_ALL, call->inner, on_searched, call);
}

static void
on_bus(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  g_autoptr(GError) cause = NULL;
  g_autoptr(GDBusConnection) bus = g_bus_get_finish(result, &cause);
  if (failed(call, cause))
    return;
  /* By default GLib ends the process with the bus; the screen must outlive a desktop that logs out. */
  g_dbus_connection_set_exit_on_close(bus, FALSE);
  secret_service_get(SECRET_SERVICE_NONE, call->inner, on_service, call);
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

/* A new walk to the items of @name (NULL: all), which ends in @found. */
static Call *
call_new(const char *name, CallStep found, GCancellable *cancellable, GAsyncReadyCallback callback,
         gpointer user_data)
{
  Call *call = g_new0(Call, 1);
  call->task = g_task_new(NULL, cancellable, callback, user_data);
  call->name = g_strdup(name);
  call->found = found;
  call->inner = g_cancellable_new();
  return call;
}

static void
call_start(Call *call)
{
  GCancellable *outer = g_task_get_cancellable(call->task);
  if (outer)
    call->outer_handler = g_cancellable_connect(outer, G_CALLBACK(on_outer_cancelled),
                                                g_object_ref(call->inner), g_object_unref);
  if (!bus_is_there()) {
    fail_with(call, no_keyring("no session bus"));
    return;
  }
  start_clock(call, KEYRING_SECONDS);
  g_bus_get(G_BUS_TYPE_SESSION, call->inner, on_bus, call);
}

/* ---- list ---- */

/* Attributes are text that any program of this person may have written: what is no connection is left out. */
static Connection *
connection_of(SecretItem *item)
{
  g_autoptr(GHashTable) attributes = secret_item_get_attributes(item);
  const char *name = g_hash_table_lookup(attributes, "connection");
  const char *server = g_hash_table_lookup(attributes, "server");
  if (!name || !server || !connection_name_check(name, NULL))
    return NULL;
  gboolean read_only = g_strcmp0(g_hash_table_lookup(attributes, "read-only"), "yes") == 0;
  return connection_new(name, server, read_only, CONNECTION_KEYRING);
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
  return g_utf8_collate((*(Connection *const *) a)->name, (*(Connection *const *) b)->name);
}

static void
give_list(Call *call)
{
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify) connection_free);
  for (GList *link = call->items; link; link = link->next) {
    Connection *connection = connection_of(link->data);
    if (connection)
      g_ptr_array_add(list, connection);
  }
  g_ptr_array_sort(list, by_name);
  g_task_return_pointer(call->task, list, (GDestroyNotify) g_ptr_array_unref);
  call_free(call);
}

void
keyring_list_async(GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  call_start(call_new(NULL, give_list, cancellable, callback, user_data));
}

GPtrArray *
keyring_list_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}

/* ---- load ---- */

static void
fail_not_found(Call *call)
{
  fail_with(call,
            g_error_new(LOCAL_ERROR, LOCAL_ERROR_NOT_FOUND,
                        "there is no connection \"%s\" in the keyring; \"canvass connection list\" shows all",
                        call->name));
}

static void
on_loaded(GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  g_autoptr(GError) cause = NULL;
  secret_item_load_secret_finish(SECRET_ITEM(source), result, &cause);
  if (failed(call, cause))
    return;
  g_autoptr(SecretValue) value = secret_item_get_secret(SECRET_ITEM(source));
  gsize length = 0;
  const char *text = value ? secret_value_get(value, &length) : "";
  g_task_return_pointer(call->task, secret_text_new(text, (gssize) length),
                        (GDestroyNotify) secret_text_free);
  call_free(call);
}

static void
load_first(Call *call)
{
  if (call->items)
    secret_item_load_secret(call->items->data, call->inner, on_loaded, call);
  else
    fail_not_found(call);
}

void
keyring_load_async(const char *name, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  call_start(call_new(name, load_first, cancellable, callback, user_data));
}

char *
keyring_load_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}

/* ---- remove ---- */

static void delete_next(Call *call);

static void
on_deleted(GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  g_autoptr(GError) cause = NULL;
  secret_item_delete_finish(SECRET_ITEM(source), result, &cause);
  if (!failed(call, cause))
    delete_next(call);
}

static void
delete_next(Call *call)
{
  if (!call->items) {
    g_task_return_boolean(call->task, TRUE);
    call_free(call);
    return;
  }
  g_autoptr(SecretItem) item = call->items->data;
  call->items = g_list_delete_link(call->items, call->items);
  secret_item_delete(item, call->inner, on_deleted, call);
}

static void
remove_all(Call *call)
{
  if (call->items)
    delete_next(call);
  else
    fail_not_found(call);
}

void
keyring_remove_async(const char *name, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  call_start(call_new(name, remove_all, cancellable, callback, user_data));
}

gboolean
keyring_remove_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean(G_TASK(result), error);
}

/* ---- store ---- */

/* The service replaces an item with the very same attributes; one that differs is deleted by us. */
static void
forget_replaced(Call *call)
{
  GList *next;
  for (GList *link = call->items; link; link = next) {
    next = link->next;
    g_autoptr(Connection) old = connection_of(link->data);
    if (!old || strcmp(old->server, call->connection->server) != 0 ||
        old->read_only != call->connection->read_only)
      continue;
    g_object_unref(link->data);
    call->items = g_list_delete_link(call->items, link);
  }
}

static void
on_stored(GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  g_autoptr(GError) cause = NULL;
  secret_service_store_finish(SECRET_SERVICE(source), result, &cause);
  if (failed(call, cause))
    return;
  forget_replaced(call);
  delete_next(call);
}

static void
on_collection(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  const Connection *connection = call->connection;
  g_autoptr(GError) cause = NULL;
  g_autoptr(SecretCollection) collection = secret_collection_for_alias_finish(result, &cause);
  if (failed(call, cause))
    return;
  gboolean prompts = !collection || secret_collection_get_locked(collection);
  if (prompts && !can_prompt()) {
    fail_with(call, locked_error());
    return;
  }
  if (prompts)
    start_clock(call, UNLOCK_SECONDS);
  g_autofree char *label = g_strdup_printf("canvass: %s (%s)", connection->name, connection->server);
  g_autoptr(GHashTable) attributes = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_insert(attributes, (gpointer) "connection", connection->name);
  g_hash_table_insert(attributes, (gpointer) "server", connection->server);
  g_hash_table_insert(attributes, (gpointer) "read-only", (gpointer) (connection->read_only ? "yes" : "no"));
  secret_service_store(NULL, &schema, attributes, SECRET_COLLECTION_DEFAULT, label, call->token, call->inner,
                       on_stored, call);
}

static void
look_at_collection(Call *call)
{
  secret_collection_for_alias(NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, call->inner,
                              on_collection, call);
}

void
keyring_store_async(const Connection *connection, const char *token, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  Call *call = call_new(connection->name, look_at_collection, cancellable, callback, user_data);
  call->connection = connection_copy(connection);
  call->token = secret_value_new(token, -1, "text/plain");
  call_start(call);
}

gboolean
keyring_store_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean(G_TASK(result), error);
}
