/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The key is stored as 64 hexadecimal digits. A new one is used only as it is read back: had two programs
 * made one at the same time, both go on with the one that stayed.
 */
#include "src/local/vault-key.h"

#include <sodium.h>

#include "src/local/keyring-walk.h"
#include "src/local/secret-text.h"

#define HEX (VAULT_KEY_BYTES * 2)

static const SecretSchema schema = {
    "io.canvass.Vault",
    SECRET_SCHEMA_NONE,
    {{"for", SECRET_SCHEMA_ATTRIBUTE_STRING}, {NULL, 0}},
};
static const char purpose[] = "drafts";

static void
free_key(gpointer key)
{
  secret_text_free(key);
}

/* The key that @hex spells, or NULL. */
static guint8 *
key_of(const char *hex, gsize length)
{
  guint8 *key = (guint8 *) secret_text_reserve(VAULT_KEY_BYTES);
  gsize bytes = 0;
  if (hex && length == HEX && sodium_hex2bin(key, VAULT_KEY_BYTES, hex, length, NULL, &bytes, NULL) == 0 &&
      bytes == VAULT_KEY_BYTES)
    return key;
  free_key(key);
  return NULL;
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
  const char *hex = value ? secret_value_get(value, &length) : NULL;
  guint8 *key = key_of(hex, length);
  if (key) {
    g_task_return_pointer(walk->task, key, free_key);
    keyring_walk_free(walk);
  } else
    keyring_walk_fail(walk, g_error_new(LOCAL_ERROR, LOCAL_ERROR_FILE,
                                        "the key for drafts in the keyring is none that this version made"));
}

static void
load_first(KeyringWalk *walk)
{
  secret_item_load_secret(walk->items->data, walk->inner, on_loaded, walk);
}

/* Making one */

static void
on_read_back(GObject *source, GAsyncResult *result, gpointer data)
{
  KeyringWalk *walk = data;
  g_autoptr(GError) cause = NULL;
  walk->items = secret_service_search_finish(SECRET_SERVICE(source), result, &cause);
  if (keyring_walk_failed(walk, cause))
    return;
  if (walk->items)
    load_first(walk);
  else
    keyring_walk_fail(walk, g_error_new(LOCAL_ERROR, LOCAL_ERROR_NO_KEYRING,
                                        "the keyring does not keep the key for drafts"));
}

static void
on_service(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  KeyringWalk *walk = data;
  g_autoptr(GError) cause = NULL;
  g_autoptr(SecretService) service = secret_service_get_finish(result, &cause);
  if (!keyring_walk_failed(walk, cause))
    keyring_walk_search(walk, service, on_read_back);
}

static void
on_stored(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  KeyringWalk *walk = data;
  g_autoptr(GError) cause = NULL;
  secret_service_store_finish(NULL, result, &cause);
  if (!keyring_walk_failed(walk, cause))
    secret_service_get(SECRET_SERVICE_NONE, walk->inner, on_service, walk);
}

static void
store_new(KeyringWalk *walk)
{
  char *key = secret_text_reserve(VAULT_KEY_BYTES), *hex = secret_text_reserve(HEX + 1);
  randombytes_buf(key, VAULT_KEY_BYTES);
  sodium_bin2hex(hex, HEX + 1, (const guint8 *) key, VAULT_KEY_BYTES);
  g_autoptr(SecretValue) value = secret_value_new(hex, HEX, "text/plain");
  secret_text_free(key);
  secret_text_free(hex);
  g_autoptr(GHashTable) attributes = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_insert(attributes, (gpointer) "for", (gpointer) purpose);
  secret_service_store(NULL, &schema, attributes, SECRET_COLLECTION_DEFAULT, "canvass: key for drafts", value,
                       walk->inner, on_stored, walk);
}

static void
load_or_make(KeyringWalk *walk)
{
  if (walk->items)
    load_first(walk);
  else
    keyring_walk_to_collection(walk, store_new);
}

void
vault_key_async(GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  if (sodium_init() < 0)
    g_error("libsodium can't start");
  keyring_walk_start(keyring_walk_new(&schema, purpose, load_or_make, cancellable, callback, user_data));
}

guint8 *
vault_key_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}
