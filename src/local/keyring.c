/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each call is the same walk (keyring-walk.h) with another end: list, load, store or clear.
 */
#include "src/local/keyring.h"

#include <string.h>

#include "src/local/keyring-walk.h"
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

/* What storing takes along. */
typedef struct {
  Connection *connection;
  SecretValue *token;
} Storing;

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
give_list(KeyringWalk *walk)
{
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify) connection_free);
  for (GList *link = walk->items; link; link = link->next) {
    Connection *connection = connection_of(link->data);
    if (connection)
      g_ptr_array_add(list, connection);
  }
  g_ptr_array_sort(list, by_name);
  g_task_return_pointer(walk->task, list, (GDestroyNotify) g_ptr_array_unref);
  keyring_walk_free(walk);
}

void
keyring_list_async(GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  keyring_walk_start(keyring_walk_new(&schema, NULL, give_list, cancellable, callback, user_data));
}

GPtrArray *
keyring_list_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}

/* ---- load ---- */

static void
fail_not_found(KeyringWalk *walk)
{
  keyring_walk_fail(
      walk, g_error_new(LOCAL_ERROR, LOCAL_ERROR_NOT_FOUND,
                        "there is no connection \"%s\" in the keyring; \"canvass connection list\" shows all",
                        walk->value));
}

static void
on_loaded(GObject *source, GAsyncResult *result, gpointer data)
{
  KeyringWalk *walk = data;
  g_autoptr(GError) cause = NULL;
  secret_item_load_secret_finish(SECRET_ITEM(source), result, &cause);
  if (keyring_walk_failed(walk, cause))
    return;
  g_autoptr(SecretValue) value = secret_item_get_secret(SECRET_ITEM(source));
  gsize length = 0;
  const char *text = value ? secret_value_get(value, &length) : "";
  g_task_return_pointer(walk->task, secret_text_new(text, (gssize) length),
                        (GDestroyNotify) secret_text_free);
  keyring_walk_free(walk);
}

static void
load_first(KeyringWalk *walk)
{
  if (walk->items)
    secret_item_load_secret(walk->items->data, walk->inner, on_loaded, walk);
  else
    fail_not_found(walk);
}

void
keyring_load_async(const char *name, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  keyring_walk_start(keyring_walk_new(&schema, name, load_first, cancellable, callback, user_data));
}

char *
keyring_load_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}

/* ---- remove ---- */

static void delete_next(KeyringWalk *walk);

static void
on_deleted(GObject *source, GAsyncResult *result, gpointer data)
{
  KeyringWalk *walk = data;
  g_autoptr(GError) cause = NULL;
  secret_item_delete_finish(SECRET_ITEM(source), result, &cause);
  if (!keyring_walk_failed(walk, cause))
    delete_next(walk);
}

static void
delete_next(KeyringWalk *walk)
{
  if (!walk->items) {
    g_task_return_boolean(walk->task, TRUE);
    keyring_walk_free(walk);
    return;
  }
  g_autoptr(SecretItem) item = walk->items->data;
  walk->items = g_list_delete_link(walk->items, walk->items);
  secret_item_delete(item, walk->inner, on_deleted, walk);
}

static void
remove_all(KeyringWalk *walk)
{
  if (walk->items)
    delete_next(walk);
  else
    fail_not_found(walk);
}

void
keyring_remove_async(const char *name, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  keyring_walk_start(keyring_walk_new(&schema, name, remove_all, cancellable, callback, user_data));
}

gboolean
keyring_remove_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean(G_TASK(result), error);
}

/* ---- store ---- */

/* The service replaces an item with the very same attributes; one that differs is deleted by us. */
static void
forget_replaced(KeyringWalk *walk)
{
  const Connection *stored = ((const Storing *) walk->data)->connection;
  GList *next;
  for (GList *link = walk->items; link; link = next) {
    next = link->next;
    g_autoptr(Connection) old = connection_of(link->data);
    if (!old || strcmp(old->server, stored->server) != 0 || old->read_only != stored->read_only)
      continue;
    g_object_unref(link->data);
    walk->items = g_list_delete_link(walk->items, link);
  }
}

static void
on_stored(GObject *source, GAsyncResult *result, gpointer data)
{
  KeyringWalk *walk = data;
  g_autoptr(GError) cause = NULL;
  secret_service_store_finish(SECRET_SERVICE(source), result, &cause);
  if (keyring_walk_failed(walk, cause))
    return;
  forget_replaced(walk);
  delete_next(walk);
}

static void
store_in_collection(KeyringWalk *walk)
{
  const Storing *storing = walk->data;
  const Connection *connection = storing->connection;
  g_autofree char *label = g_strdup_printf("canvass: %s (%s)", connection->name, connection->server);
  g_autoptr(GHashTable) attributes = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_insert(attributes, (gpointer) "connection", connection->name);
  g_hash_table_insert(attributes, (gpointer) "server", connection->server);
  g_hash_table_insert(attributes, (gpointer) "read-only", (gpointer) (connection->read_only ? "yes" : "no"));
  secret_service_store(NULL, &schema, attributes, SECRET_COLLECTION_DEFAULT, label, storing->token,
                       walk->inner, on_stored, walk);
}

static void
look_at_collection(KeyringWalk *walk)
{
  keyring_walk_to_collection(walk, store_in_collection);
}

static void
storing_free(gpointer data)
{
  Storing *storing = data;
  connection_free(storing->connection);
  secret_value_unref(storing->token);
  g_free(storing);
}

void
keyring_store_async(const Connection *connection, const char *token, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  Storing *storing = g_new0(Storing, 1);
  storing->connection = connection_copy(connection);
  storing->token = secret_value_new(token, -1, "text/plain");
  KeyringWalk *walk =
      keyring_walk_new(&schema, connection->name, look_at_collection, cancellable, callback, user_data);
  walk->data = storing;
  walk->free_data = storing_free;
  keyring_walk_start(walk);
}

gboolean
keyring_store_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean(G_TASK(result), error);
}
