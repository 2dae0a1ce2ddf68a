/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file is a nonce and a box; in the box stand the name, a NUL and the text. Its own name is a keyed hash of
 * the draft's, so that the folder does not tell whose contacts were edited, and it has an ending of its own
 * where another copy of the program goes on with that, or keeps something there that is not known here.
 */
#include "src/local/vault.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "src/local/byte-locks.h"
#include "src/local/secret-text.h"

#define MAX_FILE ((gsize) 4 * 1024 * 1024)
#define HALF_IS_OLD_US ((gint64) 3600 * G_USEC_PER_SEC)

G_STATIC_ASSERT(VAULT_KEY_BYTES == crypto_secretbox_KEYBYTES);

#define SUM_BYTES 16
/* Between the name of a draft and what makes it another's. */
#define BESIDE '\x1f'

typedef struct {
  char *name;
  char *text;            /* in secret memory; NULL: nothing is typed yet */
  char *path;            /* NULL: it has no place on the disk */
  gboolean is_written;   /* there: */
  guint8 sum[SUM_BYTES]; /* of all the bytes that this copy read or wrote; each writing has another nonce */
  gboolean is_taken;     /* until it is let go of */
  gboolean is_locked;    /* its path */
  gboolean is_elsewhere; /* locked by another copy, when it was looked at last */
} Slot;

struct Vault {
  char *folder;
  ByteLocks *locks;
  guint8 *key;       /* sodium_malloc, NULL: none yet */
  GHashTable *slots; /* name -> Slot */
};

static void
slot_free(gpointer data)
{
  Slot *slot = data;
  g_free(slot->name);
  secret_text_free(slot->text);
  g_free(slot->path);
  g_free(slot);
}

Vault *
vault_new(const Paths *paths)
{
  if (sodium_init() < 0)
    g_error("libsodium can't start");
  Vault *vault = g_new0(Vault, 1);
  g_autofree char *locks = g_build_filename(paths->state, "drafts.lock", NULL);
  vault->folder = g_build_filename(paths->state, "drafts", NULL);
  vault->locks = byte_locks_new(locks);
  vault->slots = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, slot_free);
  return vault;
}

void
vault_free(Vault *vault)
{
  if (vault == NULL)
    return;
  if (vault->key != NULL)
    sodium_free(vault->key);
  g_hash_table_unref(vault->slots);
  byte_locks_free(vault->locks);
  g_free(vault->folder);
  g_free(vault);
}

gboolean
vault_is_sealed(const Vault *vault)
{
  return vault->key != NULL;
}

/* Names */

static Slot *
slot_find(const Vault *vault, const char *name)
{
  return g_hash_table_lookup(vault->slots, name);
}

static Slot *
slot_add(Vault *vault, const char *name)
{
  Slot *slot = g_new0(Slot, 1);
  slot->name = g_strdup(name);
  g_hash_table_insert(vault->slots, slot->name, slot);
  return slot;
}

static void
slot_set_text(Slot *slot, const char *text)
{
  secret_text_free(slot->text);
  slot->text = text != NULL ? secret_text_new(text, -1) : NULL;
}

static void
slot_rename(Vault *vault, Slot *slot, const char *name)
{
  g_hash_table_steal(vault->slots, slot->name);
  g_free(slot->name);
  slot->name = g_strdup(name);
  g_hash_table_insert(vault->slots, slot->name, slot);
}

char *
vault_first_name(const char *name)
{
  const char *end = strchr(name, BESIDE);
  return end != NULL ? g_strndup(name, (gsize) (end - name)) : g_strdup(name);
}

/* A name beside @first_name that no slot has; new. */
static char *
free_name(const Vault *vault, const char *first_name)
{
  for (guint i = 2;; i++) {
    g_autofree char *name = g_strdup_printf("%s%c%u", first_name, BESIDE, i);
    if (slot_find(vault, name) == NULL)
      return g_steal_pointer(&name);
  }
}

void
vault_put_aside(Vault *vault, const char *first_name)
{
  Slot *slot = slot_find(vault, first_name);
  g_autofree char *name = free_name(vault, first_name);
  if (slot != NULL)
    slot_rename(vault, slot, name);
}

void
vault_prefer(Vault *vault, const char *name)
{
  Slot *slot = slot_find(vault, name);
  g_autofree char *first_name = vault_first_name(name);
  if (slot == NULL || g_str_equal(first_name, name))
    return;
  vault_put_aside(vault, first_name);
  slot_rename(vault, slot, first_name);
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* @first_name NULL: all. */
static char **
collect_names(const Vault *vault, const char *first_name)
{
  GPtrArray *names = g_ptr_array_new();
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, vault->slots);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const Slot *slot = value;
    g_autofree char *first = vault_first_name(slot->name);
    if (slot->text != NULL && (first_name == NULL || g_str_equal(first, first_name)))
      g_ptr_array_add(names, g_strdup(slot->name));
  }
  g_ptr_array_sort(names, compare_names);
  g_ptr_array_add(names, NULL);
  return (char **) g_ptr_array_free(names, FALSE);
}

char **
vault_names(const Vault *vault)
{
  return collect_names(vault, NULL);
}

char **
vault_names_of(const Vault *vault, const char *first_name)
{
  return collect_names(vault, first_name);
}

/* Files */

static char *
path_of(const Vault *vault, const char *name)
{
  guint8 hash[16];
  char hex[sizeof hash * 2 + 1];
  g_autofree char *first = vault_first_name(name);
  crypto_generichash(hash, sizeof hash, (const guint8 *) first, strlen(first), vault->key, VAULT_KEY_BYTES);
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return g_build_filename(vault->folder, hex, NULL);
}

static void
sum_of(const char *file, gsize length, guint8 *sum)
{
  crypto_generichash(sum, SUM_BYTES, (const guint8 *) file, length, NULL, 0);
}

static void
know(Slot *slot, const char *file, gsize length)
{
  slot->is_written = TRUE;
  sum_of(file, length, slot->sum);
}

/* Is what stands there now what was read or written here last? */
static gboolean
is_known(const Slot *slot)
{
  g_autofree char *file = NULL;
  gsize length = 0;
  guint8 sum[SUM_BYTES];
  if (!slot->is_written || !g_file_get_contents(slot->path, &file, &length, NULL))
    return FALSE;
  sum_of(file, length, sum);
  return memcmp(sum, slot->sum, SUM_BYTES) == 0;
}

/* What stands in the box: a name, a NUL, a text. NULL: it can't be opened. Free with secret_text_free. */
static char *
open_box(const Vault *vault, const char *file, gsize length)
{
  gsize head = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (length <= head || length > MAX_FILE)
    return NULL;
  char *plain = secret_text_reserve(length - head + 1);
  const guint8 *bytes = (const guint8 *) file;
  gboolean opened = crypto_secretbox_open_easy((guint8 *) plain, bytes + crypto_secretbox_NONCEBYTES,
                                               length - crypto_secretbox_NONCEBYTES, bytes, vault->key) == 0;
  plain[opened ? length - head : 0] = '\0';
  if (opened && strlen(plain) < length - head)
    return plain;
  secret_text_free(plain);
  return NULL;
}

/* Reads it anew. TRUE: it is another text than it was, or none. */
static gboolean
slot_reread(const Vault *vault, Slot *slot)
{
  g_autofree char *file = NULL;
  gsize length = 0;
  if (is_known(slot))
    return FALSE;
  gboolean is_there = g_file_get_contents(slot->path, &file, &length, NULL);
  char *plain = is_there ? open_box(vault, file, length) : NULL;
  slot_set_text(slot, plain != NULL ? plain + strlen(plain) + 1 : NULL);
  slot->is_written = FALSE;
  if (plain != NULL)
    know(slot, file, length);
  secret_text_free(plain);
  return TRUE;
}

/* A file that no slot stands for. TRUE: it is a draft. */
static gboolean
read_new(Vault *vault, const char *path)
{
  g_autofree char *file = NULL;
  gsize length = 0;
  char *plain = g_file_get_contents(path, &file, &length, NULL) ? open_box(vault, file, length) : NULL;
  if (plain == NULL)
    return FALSE;
  g_autofree char *first = vault_first_name(plain);
  g_autofree char *beside = slot_find(vault, first) != NULL ? free_name(vault, first) : NULL;
  Slot *slot = slot_add(vault, beside != NULL ? beside : first);
  slot->path = g_strdup(path);
  slot_set_text(slot, plain + strlen(plain) + 1);
  know(slot, file, length);
  secret_text_free(plain);
  return TRUE;
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

static gboolean
is_slots_own(gpointer name G_GNUC_UNUSED, gpointer value, gpointer path)
{
  return g_strcmp0(((const Slot *) value)->path, path) == 0;
}

/* What a copy that was killed had not written whole. A write takes no time: an old one is nobody's. */
static void
remove_halves(const Vault *vault)
{
  gint64 old = g_get_real_time() - HALF_IS_OLD_US;
  GDir *folder = g_dir_open(vault->folder, 0, NULL);
  for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
    g_autofree char *path = g_build_filename(vault->folder, name, NULL);
    gint64 at = g_str_has_suffix(name, PRIVATE_FILE_NEW) ? changed_at(path) : 0;
    if (at != 0 && at < old)
      g_unlink(path);
  }
  if (folder != NULL)
    g_dir_close(folder);
}

/* TRUE: there was something new. */
static gboolean
read_folder(Vault *vault)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  GDir *folder = g_dir_open(vault->folder, 0, NULL);
  for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
    g_autofree char *path = g_build_filename(vault->folder, name, NULL);
    /* .new: the program was killed before it was whole. */
    if (!g_str_has_suffix(name, PRIVATE_FILE_NEW) && !g_hash_table_find(vault->slots, is_slots_own, path))
      g_ptr_array_add(paths, g_steal_pointer(&path));
  }
  if (folder != NULL)
    g_dir_close(folder);
  g_ptr_array_sort(paths, newest_first);
  gboolean is_new = FALSE;
  for (guint i = 0; i < paths->len; i++)
    is_new |= read_new(vault, g_ptr_array_index(paths, i));
  return is_new;
}

/* Locks */

static gboolean
lock_path(Vault *vault, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename(path);
  return byte_locks_take(vault->locks, name, error);
}

static void
unlock_path(Vault *vault, const char *path)
{
  g_autofree char *name = g_path_get_basename(path);
  byte_locks_let_go(vault->locks, name);
}

static void
slot_unlock(Vault *vault, Slot *slot)
{
  if (slot->is_locked)
    unlock_path(vault, slot->path);
  slot->is_locked = FALSE;
}

/* Where @slot stands, and nobody has made something else of it; or a place where nothing stands. */
static gboolean
may_write(const Slot *slot, const char *path)
{
  return !g_file_test(path, G_FILE_TEST_EXISTS) || (g_strcmp0(slot->path, path) == 0 && is_known(slot));
}

/* Gives it a place to be written at that is locked: its own, or one beside that of another copy. */
static gboolean
slot_lock(Vault *vault, Slot *slot, GError **error)
{
  if (slot->is_locked)
    return TRUE;
  g_autofree char *first = path_of(vault, slot->name);
  g_autofree char *path = g_strdup(slot->path != NULL ? slot->path : first);
  g_autoptr(GError) own = NULL;
  while (!lock_path(vault, path, &own) || !may_write(slot, path)) {
    if (own == NULL)
      unlock_path(vault, path);
    else if (!g_error_matches(own, LOCAL_ERROR, LOCAL_ERROR_LOCKED)) {
      g_propagate_error(error, g_steal_pointer(&own));
      return FALSE;
    }
    g_clear_error(&own);
    g_free(path);
    path = g_strdup_printf("%s-%08x", first, randombytes_random());
  }
  if (g_strcmp0(slot->path, path) != 0)
    slot->is_written = FALSE;
  g_free(slot->path);
  slot->path = g_steal_pointer(&path);
  slot->is_locked = TRUE;
  return TRUE;
}

gboolean
vault_take(Vault *vault, const char *name, GError **error)
{
  g_autoptr(GError) own = NULL;
  Slot *slot = slot_find(vault, name);
  if (slot == NULL)
    slot = slot_add(vault, name);
  if (slot->is_taken)
    return TRUE;
  if (vault->key != NULL && slot->is_written) {
    slot->is_locked = lock_path(vault, slot->path, &own);
    slot->is_elsewhere = g_error_matches(own, LOCAL_ERROR, LOCAL_ERROR_LOCKED);
    if (slot->is_elsewhere) {
      g_propagate_error(error, g_steal_pointer(&own));
      return FALSE;
    }
    slot_reread(vault, slot);
    if (slot->text == NULL) {
      slot_unlock(vault, slot);
      g_hash_table_remove(vault->slots, name);
      g_set_error_literal(error, LOCAL_ERROR, LOCAL_ERROR_NOT_FOUND,
                          "another copy of canvass was through with it");
      return FALSE;
    }
  } else if (vault->key != NULL)
    slot_lock(vault, slot, NULL);
  slot->is_taken = TRUE;
  return TRUE;
}

void
vault_let_go(Vault *vault, const char *name)
{
  Slot *slot = slot_find(vault, name);
  if (slot == NULL)
    return;
  slot_unlock(vault, slot);
  slot->is_taken = FALSE;
  if (slot->text == NULL)
    g_hash_table_remove(vault->slots, name);
}

gboolean
vault_is_elsewhere(const Vault *vault, const char *name)
{
  const Slot *slot = slot_find(vault, name);
  return slot != NULL && slot->is_elsewhere;
}

/* Those that are not taken here, as they are now. */
static gboolean
look_again(Vault *vault)
{
  gboolean is_changed = FALSE;
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, vault->slots);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    Slot *slot = value;
    if (!slot->is_written || slot->is_taken)
      continue;
    is_changed |= slot_reread(vault, slot);
    if (slot->text == NULL)
      g_hash_table_iter_remove(&iter);
  }
  return is_changed;
}

static gboolean
look_at_locks(Vault *vault)
{
  gboolean is_changed = FALSE;
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, vault->slots);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    Slot *slot = value;
    g_autofree char *name = slot->path != NULL ? g_path_get_basename(slot->path) : NULL;
    gboolean is_elsewhere = name != NULL && !slot->is_locked && byte_locks_is_elsewhere(vault->locks, name);
    is_changed |= is_elsewhere != slot->is_elsewhere;
    slot->is_elsewhere = is_elsewhere;
  }
  return is_changed;
}

/* Whose first one is gone bears the name. */
static gboolean
bring_forward(Vault *vault)
{
  gboolean is_changed = FALSE;
  g_auto(GStrv) names = vault_names(vault);
  for (char **name = names; *name; name++) {
    g_autofree char *first = vault_first_name(*name);
    if (slot_find(vault, first) != NULL)
      continue;
    slot_rename(vault, slot_find(vault, *name), first);
    is_changed = TRUE;
  }
  return is_changed;
}

gboolean
vault_sync(Vault *vault)
{
  if (vault->key == NULL)
    return FALSE;
  gboolean is_changed = look_again(vault);
  is_changed |= read_folder(vault);
  is_changed |= bring_forward(vault);
  is_changed |= look_at_locks(vault);
  return is_changed;
}

/* Drafts */

static gboolean
write_box(Vault *vault, Slot *slot, GError **error)
{
  g_autofree char *name = vault_first_name(slot->name);
  gsize name_length = strlen(name) + 1, length = name_length + strlen(slot->text);
  gsize sealed = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + length;
  g_autofree guint8 *plain = g_malloc(length), *file = g_malloc(sealed);
  memcpy(plain, name, name_length);
  memcpy(plain + name_length, slot->text, length - name_length);
  randombytes_buf(file, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(file + crypto_secretbox_NONCEBYTES, plain, length, file, vault->key);
  secret_wipe(plain, length);
  if (!private_file_write_soon(slot->path, (const char *) file, sealed, error))
    return FALSE;
  know(slot, (const char *) file, sealed);
  return TRUE;
}

static gboolean
slot_write(Vault *vault, Slot *slot, GError **error)
{
  gboolean is_written = slot_lock(vault, slot, error) && write_box(vault, slot, error);
  if (!slot->is_taken)
    slot_unlock(vault, slot);
  return is_written;
}

/* What was typed or opened before there was a key. */
static gboolean
slot_settle(Vault *vault, Slot *slot, GError **error)
{
  if (slot->text != NULL)
    return slot_write(vault, slot, error);
  return slot_lock(vault, slot, error);
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
  g_autoptr(GError) own = NULL;
  gboolean is_kept = byte_locks_open(vault->locks, &own);
  g_autoptr(GList) before = g_hash_table_get_values(vault->slots);
  remove_halves(vault);
  read_folder(vault);
  for (GList *at = before; is_kept && at != NULL; at = at->next)
    is_kept = slot_settle(vault, at->data, &own);
  look_at_locks(vault);
  if (own != NULL)
    g_propagate_error(error, g_steal_pointer(&own));
  return is_kept;
}

gboolean
vault_keep(Vault *vault, const char *name, const char *text, GError **error)
{
  Slot *slot = slot_find(vault, name);
  if (slot == NULL)
    slot = slot_add(vault, name);
  slot_set_text(slot, text);
  return vault->key == NULL || slot_write(vault, slot, error);
}

const char *
vault_get(const Vault *vault, const char *name)
{
  const Slot *slot = slot_find(vault, name);
  return slot != NULL ? slot->text : NULL;
}

/* What another copy has, or made of it, stays on the disk. */
static void
remove_file(Vault *vault, Slot *slot)
{
  slot->is_locked = slot->is_locked || lock_path(vault, slot->path, NULL);
  if (!slot->is_locked || !is_known(slot))
    return;
  g_autofree char *new = g_strconcat(slot->path, PRIVATE_FILE_NEW, NULL);
  g_unlink(slot->path);
  g_unlink(new);
}

void
vault_drop(Vault *vault, const char *name)
{
  Slot *slot = slot_find(vault, name);
  if (slot == NULL)
    return;
  if (slot->is_written)
    remove_file(vault, slot);
  slot->is_written = FALSE;
  slot_set_text(slot, NULL);
  if (!slot->is_taken)
    vault_let_go(vault, name);
}
