/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file is a nonce and a box; in the box stand the name, a NUL and the text. Its own name is a keyed hash of
 * the draft's, so that the folder does not tell whose contacts were edited.
 */
#include "src/local/vault.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "src/local/secret-text.h"

#define MAX_FILE ((gsize) 4 * 1024 * 1024)

G_STATIC_ASSERT(VAULT_KEY_BYTES == crypto_secretbox_KEYBYTES);

struct Vault {
  char *folder;
  guint8 *key;        /* sodium_malloc, NULL: none yet */
  GHashTable *drafts; /* name -> text, in secret memory */
};

static void
free_secret(gpointer text)
{
  secret_text_free(text);
}

Vault *
vault_new(const Paths *paths)
{
  if (sodium_init() < 0)
    g_error("libsodium can't start");
  Vault *vault = g_new0(Vault, 1);
  vault->folder = g_build_filename(paths->state, "drafts", NULL);
  vault->drafts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_secret);
  return vault;
}

void
vault_free(Vault *vault)
{
  if (vault == NULL)
    return;
  if (vault->key != NULL)
    sodium_free(vault->key);
  g_hash_table_unref(vault->drafts);
  g_free(vault->folder);
  g_free(vault);
}

gboolean
vault_is_sealed(const Vault *vault)
{
  return vault->key != NULL;
}

/* On the disk */

static char *
path_of(const Vault *vault, const char *name)
{
  guint8 hash[16];
  char hex[sizeof hash * 2 + 1];
  crypto_generichash(hash, sizeof hash, (const guint8 *) name, strlen(name), vault->key, VAULT_KEY_BYTES);
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return g_build_filename(vault->folder, hex, NULL);
}

static gboolean
write_sealed(const Vault *vault, const char *name, const char *text, GError **error)
{
  gsize name_length = strlen(name) + 1, length = name_length + strlen(text);
  gsize sealed = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + length;
  g_autofree guint8 *plain = g_malloc(length), *file = g_malloc(sealed);
  memcpy(plain, name, name_length);
  memcpy(plain + name_length, text, length - name_length);
  randombytes_buf(file, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(file + crypto_secretbox_NONCEBYTES, plain, length, file, vault->key);
  secret_wipe(plain, length);
  g_autofree char *path = path_of(vault, name);
  return private_file_write_soon(path, (const char *) file, sealed, error);
}

/* Takes the draft of @path into memory, unless there is one of its name. */
static void
read_sealed(Vault *vault, const char *path)
{
  g_autofree char *file = NULL;
  gsize sealed = 0, head = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (!g_file_get_contents(path, &file, &sealed, NULL) || sealed <= head || sealed > MAX_FILE)
    return;
  gsize length = sealed - head;
  char *plain = secret_text_reserve(length + 1);
  const guint8 *bytes = (const guint8 *) file;
  gboolean opened = crypto_secretbox_open_easy((guint8 *) plain, bytes + crypto_secretbox_NONCEBYTES,
                                               sealed - crypto_secretbox_NONCEBYTES, bytes, vault->key) == 0;
  if (opened) {
    plain[length] = '\0';
    gsize name_length = strlen(plain);
    if (name_length < length && !g_hash_table_contains(vault->drafts, plain))
      g_hash_table_insert(vault->drafts, g_strdup(plain), secret_text_new(plain + name_length + 1, -1));
  }
  secret_text_free(plain);
}

static void
read_all(Vault *vault)
{
  GDir *folder = g_dir_open(vault->folder, 0, NULL);
  for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
    g_autofree char *path = g_build_filename(vault->folder, name, NULL);
    if (!g_str_has_suffix(name, PRIVATE_FILE_NEW)) /* the program was killed before it was whole */
      read_sealed(vault, path);
  }
  if (folder != NULL)
    g_dir_close(folder);
}

gboolean
vault_unlock(Vault *vault, const guint8 *key, GError **error)
{
  if (g_mkdir_with_parents(vault->folder, 0700) < 0) {
    g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_FILE, "Drafts can't be kept in %s: %s", vault->folder,
                g_strerror(errno));
    return FALSE;
  }
  if (vault->key == NULL)
    vault->key = sodium_malloc(VAULT_KEY_BYTES);
  memcpy(vault->key, key, VAULT_KEY_BYTES);
  g_auto(GStrv) names = vault_names(vault);
  read_all(vault);
  for (char **name = names; *name; name++)
    if (!write_sealed(vault, *name, vault_get(vault, *name), error))
      return FALSE;
  return TRUE;
}

/* Drafts */

gboolean
vault_keep(Vault *vault, const char *name, const char *text, GError **error)
{
  g_hash_table_replace(vault->drafts, g_strdup(name), secret_text_new(text, -1));
  return vault->key == NULL || write_sealed(vault, name, text, error);
}

const char *
vault_get(const Vault *vault, const char *name)
{
  return g_hash_table_lookup(vault->drafts, name);
}

void
vault_drop(Vault *vault, const char *name)
{
  if (vault->key != NULL) {
    g_autofree char *path = path_of(vault, name), *new = g_strconcat(path, PRIVATE_FILE_NEW, NULL);
    g_unlink(path);
    g_unlink(new);
  }
  g_hash_table_remove(vault->drafts, name);
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *) a, *(const char *const *) b);
}

char **
vault_names(const Vault *vault)
{
  guint count = 0;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array(vault->drafts, &count);
  char **names = g_new0(char *, count + 1);
  for (guint i = 0; i < count; i++)
    names[i] = g_strdup(keys[i]);
  qsort(names, count, sizeof *names, compare_names);
  return names;
}
