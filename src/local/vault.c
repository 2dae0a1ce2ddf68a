/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file is a nonce and a box; in the box stand the name, a NUL and the text. Its own name is a keyed hash of
 * the draft's, so that the folder does not tell whose contacts were edited. Where another copy of the program
 * keeps something there that is not known here, it has an ending of its own as well.
 */
#include "src/local/vault.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "src/local/secret-text.h"

#define MAX_FILE ((gsize) 4 * 1024 * 1024)

G_STATIC_ASSERT(VAULT_KEY_BYTES == crypto_secretbox_KEYBYTES);

#define SUM_BYTES 16

/* A file as this copy of the program read or wrote it last. */
typedef struct {
  char *path;
  guint8 sum[SUM_BYTES]; /* of all its bytes; the nonce makes each writing another */
} Sealed;

struct Vault {
  char *folder;
  guint8 *key;        /* sodium_malloc, NULL: none yet */
  GHashTable *drafts; /* name -> text, in secret memory */
  GHashTable *sealed; /* name -> Sealed */
};

static void
sealed_free(gpointer data)
{
  Sealed *sealed = data;
  g_free(sealed->path);
  g_free(sealed);
}

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
  vault->sealed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, sealed_free);
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
  g_hash_table_unref(vault->sealed);
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

static void
know(Vault *vault, const char *name, const char *path, const guint8 *file, gsize length)
{
  Sealed *sealed = g_new0(Sealed, 1);
  sealed->path = g_strdup(path);
  crypto_generichash(sealed->sum, SUM_BYTES, file, length, NULL, 0);
  g_hash_table_replace(vault->sealed, g_strdup(name), sealed);
}

/* Is what stands there now what was read or written here last? */
static gboolean
is_known(const Sealed *sealed)
{
  g_autofree char *file = NULL;
  gsize length = 0;
  guint8 sum[SUM_BYTES];
  if (!g_file_get_contents(sealed->path, &file, &length, NULL))
    return FALSE;
  crypto_generichash(sum, SUM_BYTES, (const guint8 *) file, length, NULL, 0);
  return memcmp(sum, sealed->sum, SUM_BYTES) == 0;
}

/* Where a draft can be written without taking the place of another copy's. New. */
static char *
free_path(const Vault *vault, const char *name)
{
  const Sealed *sealed = g_hash_table_lookup(vault->sealed, name);
  g_autofree char *plain = sealed ? g_strdup(sealed->path) : path_of(vault, name);
  if (!g_file_test(plain, G_FILE_TEST_EXISTS) || (sealed && is_known(sealed)))
    return g_steal_pointer(&plain);
  g_autofree char *first = path_of(vault, name);
  return g_strdup_printf("%s-%08x", first, randombytes_random());
}

static gboolean
write_sealed(Vault *vault, const char *name, const char *text, GError **error)
{
  gsize name_length = strlen(name) + 1, length = name_length + strlen(text);
  gsize sealed = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + length;
  g_autofree guint8 *plain = g_malloc(length), *file = g_malloc(sealed);
  memcpy(plain, name, name_length);
  memcpy(plain + name_length, text, length - name_length);
  randombytes_buf(file, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(file + crypto_secretbox_NONCEBYTES, plain, length, file, vault->key);
  secret_wipe(plain, length);
  g_autofree char *path = free_path(vault, name);
  if (!private_file_write_soon(path, (const char *) file, sealed, error))
    return FALSE;
  know(vault, name, path, file, sealed);
  return TRUE;
}

/* Takes the draft of @path into memory, unless there is one of its name. A second file of the same name waits
 * on the disk until the first is gone. */
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
    gboolean is_first = name_length < length && !g_hash_table_contains(vault->sealed, plain);
    if (is_first)
      know(vault, plain, path, bytes, sealed);
    if (is_first && !g_hash_table_contains(vault->drafts, plain))
      g_hash_table_insert(vault->drafts, g_strdup(plain), secret_text_new(plain + name_length + 1, -1));
  }
  secret_text_free(plain);
}

static gint64
changed_at(const char *path)
{
  GStatBuf file;
  return g_stat(path, &file) == 0 ? file.st_mtim.tv_sec * G_USEC_PER_SEC + file.st_mtim.tv_nsec / 1000 : 0;
}

static gint
newest_first(gconstpointer a, gconstpointer b)
{
  gint64 one = changed_at(*(const char *const *) a), other = changed_at(*(const char *const *) b);
  return (one < other) - (one > other);
}

static void
read_all(Vault *vault)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  GDir *folder = g_dir_open(vault->folder, 0, NULL);
  for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
    if (!g_str_has_suffix(name, PRIVATE_FILE_NEW)) /* the program was killed before it was whole */
      g_ptr_array_add(paths, g_build_filename(vault->folder, name, NULL));
  }
  if (folder != NULL)
    g_dir_close(folder);
  g_ptr_array_sort(paths, newest_first);
  for (guint i = 0; i < paths->len; i++)
    read_sealed(vault, g_ptr_array_index(paths, i));
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
  const Sealed *sealed = g_hash_table_lookup(vault->sealed, name);
  if (sealed != NULL && is_known(sealed)) {
    g_autofree char *new = g_strconcat(sealed->path, PRIVATE_FILE_NEW, NULL);
    g_unlink(sealed->path);
    g_unlink(new);
  }
  g_hash_table_remove(vault->sealed, name);
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
