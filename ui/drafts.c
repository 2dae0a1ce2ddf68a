/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In the vault a draft is a key file: the group "draft" says what it is, the rest is whatever its owner put
 * there. Writing waits for the turn of the loop in which no key does, so that a held key is written once.
 */
#include "ui/drafts.h"

#include <string.h>

#include "src/model/timestamp.h"

#define GROUP "draft"

struct Drafts {
  Vault *vault;
  const PaneHost *host;
  char *connection, *server;
  GHashTable *drafts;  /* name -> Draft */
  GHashTable *waiting; /* set of names whose draft is newer than the vault's */
  GHashTable *held;    /* name -> how many hold it here */
  GPtrArray *sorted;   /* borrowed from drafts; NULL: to be made */
  guint slice, serial;
  gboolean told; /* that it cannot be written */
};

static const char *const kinds[DRAFT_KINDS] = {"new-contact", "edit",      "send",  "call",
                                               "bulk",        "list-name", "import"};

static void
draft_free(gpointer data)
{
  Draft *draft = data;
  if (!draft)
    return;
  g_free(draft->id);
  g_free(draft->title);
  g_free(draft->reason);
  g_free(draft->connection);
  g_free(draft->server);
  g_key_file_unref(draft->body);
  g_free(draft->name);
  g_free(draft);
}

Drafts *
drafts_new(Vault *vault, const PaneHost *host)
{
  Drafts *drafts = g_new0(Drafts, 1);
  drafts->vault = vault;
  drafts->host = host;
  drafts->drafts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, draft_free);
  drafts->waiting = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  drafts->held = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return drafts;
}

void
drafts_free(Drafts *drafts)
{
  if (!drafts)
    return;
  drafts_flush(drafts);
  if (drafts->slice)
    drafts->host->remove_slice(drafts->host->app, drafts->slice);
  g_clear_pointer(&drafts->sorted, g_ptr_array_unref);
  g_hash_table_unref(drafts->drafts);
  g_hash_table_unref(drafts->waiting);
  g_hash_table_unref(drafts->held);
  vault_free(drafts->vault);
  g_free(drafts->connection);
  g_free(drafts->server);
  g_free(drafts);
}

static void
changed(Drafts *drafts)
{
  drafts->serial++;
  g_clear_pointer(&drafts->sorted, g_ptr_array_unref);
  drafts->host->invalidate(drafts->host->app);
}

char *
draft_when(const Draft *draft)
{
  g_autofree char *day = timestamp_to_local(draft->at, "%d %b");
  g_autofree char *today = timestamp_to_local(g_get_real_time() / 1000, "%d %b");
  return timestamp_to_local(draft->at, g_str_equal(day, today) ? "%H:%M" : "%d %b %H:%M");
}

/* As text, and back */

static char *
draft_text(const Draft *draft)
{
  GKeyFile *file = draft->body;
  g_key_file_set_string(file, GROUP, "kind", kinds[draft->kind]);
  g_key_file_set_string(file, GROUP, "id", draft->id);
  g_key_file_set_string(file, GROUP, "title", draft->title);
  g_key_file_set_string(file, GROUP, "connection", draft->connection);
  g_key_file_set_string(file, GROUP, "server", draft->server);
  g_key_file_set_int64(file, GROUP, "at", draft->at);
  if (draft->reason)
    g_key_file_set_string(file, GROUP, "reason", draft->reason);
  else
    g_key_file_remove_key(file, GROUP, "reason", NULL);
  return g_key_file_to_data(file, NULL, NULL);
}

static char *
read_string(GKeyFile *file, const char *key)
{
  char *value = g_key_file_get_string(file, GROUP, key, NULL);
  return value ? value : g_strdup("");
}

/* NULL for what is none, or of a kind that only a newer version knows; it stays in the vault. */
static Draft *
draft_of_text(const char *name, const char *text)
{
  g_autoptr(GKeyFile) file = g_key_file_new();
  if (!g_key_file_load_from_data(file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return NULL;
  g_autofree char *kind = read_string(file, "kind");
  guint found = 0;
  while (found < DRAFT_KINDS && !g_str_equal(kinds[found], kind))
    found++;
  if (found == DRAFT_KINDS)
    return NULL;
  Draft *draft = g_new0(Draft, 1);
  draft->kind = found;
  draft->name = g_strdup(name);
  draft->id = read_string(file, "id");
  draft->title = read_string(file, "title");
  draft->reason = g_key_file_get_string(file, GROUP, "reason", NULL);
  draft->connection = read_string(file, "connection");
  draft->server = read_string(file, "server");
  draft->at = g_key_file_get_int64(file, GROUP, "at", NULL);
  draft->body = g_steal_pointer(&file);
  return draft;
}

/* All that the vault has. */
static void
reload(Drafts *drafts)
{
  g_clear_pointer(&drafts->sorted, g_ptr_array_unref);
  g_hash_table_remove_all(drafts->drafts);
  g_auto(GStrv) names = vault_names(drafts->vault);
  for (char **name = names; *name; name++) {
    Draft *draft = draft_of_text(*name, vault_get(drafts->vault, *name));
    if (!draft)
      continue;
    draft->elsewhere = vault_is_elsewhere(drafts->vault, *name);
    g_hash_table_insert(drafts->drafts, draft->name, draft);
  }
  changed(drafts);
}

gboolean
drafts_unlock(Drafts *drafts, const guint8 *key, GError **error)
{
  drafts_flush(drafts);
  gboolean unlocked = vault_unlock(drafts->vault, key, error);
  reload(drafts);
  return unlocked;
}

void
drafts_sync(Drafts *drafts)
{
  drafts_flush(drafts);
  if (vault_sync(drafts->vault))
    reload(drafts);
}

guint
drafts_in_memory_only(const Drafts *drafts)
{
  return vault_is_sealed(drafts->vault) ? 0 : g_hash_table_size(drafts->drafts);
}

/* Writing */

static void
tell_trouble(Drafts *drafts, const GError *error)
{
  if (drafts->told)
    return;
  drafts->told = TRUE;
  g_autofree char *text = g_strdup_printf("Drafts live in memory only for now: %s", error->message);
  drafts->host->say(drafts->host->app, MESSAGE_ERROR, text);
}

void
drafts_flush(Drafts *drafts)
{
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init(&iter, drafts->waiting);
  while (g_hash_table_iter_next(&iter, &name, NULL)) {
    const Draft *draft = g_hash_table_lookup(drafts->drafts, name);
    g_autofree char *text = draft_text(draft);
    g_autoptr(GError) error = NULL;
    if (vault_keep(drafts->vault, name, text, &error))
      drafts->told = FALSE;
    else
      tell_trouble(drafts, error);
  }
  g_hash_table_remove_all(drafts->waiting);
}

static gboolean
on_idle(gpointer data)
{
  Drafts *drafts = data;
  drafts->slice = 0;
  drafts_flush(drafts);
  return G_SOURCE_REMOVE;
}

static void
write_soon(Drafts *drafts, const char *name)
{
  g_hash_table_add(drafts->waiting, g_strdup(name));
  if (!drafts->slice)
    drafts->slice = drafts->host->add_slice(drafts->host->app, on_idle, drafts, NULL);
}

/* One draft */

void
drafts_open(Drafts *drafts, const char *connection, const char *server)
{
  g_free(drafts->connection);
  g_free(drafts->server);
  drafts->connection = g_strdup(connection);
  drafts->server = g_strdup(server);
  changed(drafts);
}

static char *
name_of(const Drafts *drafts, DraftKind kind, const char *id)
{
  return g_strdup_printf("%s %s %s %s", kinds[kind], drafts->connection ? drafts->connection : "",
                         drafts->server ? drafts->server : "", id);
}

/* Holding */

static guint
count_held(const Drafts *drafts, const char *name)
{
  return GPOINTER_TO_UINT(g_hash_table_lookup(drafts->held, name));
}

static char *
hold(Drafts *drafts, const char *name)
{
  guint count = count_held(drafts, name) + 1;
  g_hash_table_replace(drafts->held, g_strdup(name), GUINT_TO_POINTER(count));
  return g_strdup(name);
}

/* The first of the name that no other copy has bears it; if there is none, the name is free. */
static void
take_first(Drafts *drafts, const char *name)
{
  g_auto(GStrv) names = vault_names_of(drafts->vault, name);
  for (char **one = names; *one; one++)
    if (vault_take(drafts->vault, *one, NULL)) {
      vault_prefer(drafts->vault, *one);
      return;
    }
  vault_put_aside(drafts->vault, name);
  vault_take(drafts->vault, name, NULL);
}

char *
drafts_take(Drafts *drafts, DraftKind kind, const char *id)
{
  g_autofree char *name = name_of(drafts, kind, id);
  if (count_held(drafts, name) == 0) {
    drafts_sync(drafts);
    take_first(drafts, name);
    reload(drafts);
  }
  return hold(drafts, name);
}

char *
drafts_take_name(Drafts *drafts, const char *name, GError **error)
{
  g_autofree char *first = vault_first_name(name);
  g_autoptr(GError) own = NULL;
  if (count_held(drafts, first) > 0) {
    if (g_str_equal(first, name))
      return hold(drafts, name);
    g_set_error_literal(error, LOCAL_ERROR, LOCAL_ERROR_LOCKED,
                        "Another draft of the same is open here: that one first");
    return NULL;
  }
  drafts_flush(drafts);
  gboolean is_there = vault_get(drafts->vault, name) != NULL;
  gboolean is_taken = is_there && vault_take(drafts->vault, name, &own);
  if (is_taken)
    vault_prefer(drafts->vault, name);
  reload(drafts);
  if (is_taken)
    return hold(drafts, first);
  gboolean is_locked = g_error_matches(own, LOCAL_ERROR, LOCAL_ERROR_LOCKED);
  g_set_error_literal(error, LOCAL_ERROR, is_locked ? LOCAL_ERROR_LOCKED : LOCAL_ERROR_NOT_FOUND,
                      is_locked
                          ? "This draft is open in another copy of canvass: close it there, or end that copy"
                          : "This draft is gone: another copy of canvass was through with it");
  return NULL;
}

void
drafts_let_go(Drafts *drafts, char *held)
{
  g_autofree char *name = held;
  guint count = drafts && name ? count_held(drafts, name) : 0;
  if (count > 1)
    g_hash_table_replace(drafts->held, g_strdup(name), GUINT_TO_POINTER(count - 1));
  if (count != 1)
    return;
  drafts_flush(drafts);
  g_hash_table_remove(drafts->held, name);
  vault_let_go(drafts->vault, name);
}

void
drafts_keep(Drafts *drafts, DraftKind kind, const char *id, const char *title, const char *reason,
            GKeyFile *body)
{
  Draft *draft = g_new0(Draft, 1);
  draft->kind = kind;
  draft->id = g_strdup(id);
  draft->title = g_strdup(title);
  draft->reason = g_strdup(reason);
  draft->connection = g_strdup(drafts->connection ? drafts->connection : "");
  draft->server = g_strdup(drafts->server ? drafts->server : "");
  draft->at = g_get_real_time() / 1000;
  draft->body = body;
  draft->name = name_of(drafts, kind, id);
  write_soon(drafts, draft->name);
  g_hash_table_replace(drafts->drafts, draft->name, draft);
  changed(drafts);
}

const Draft *
drafts_find_name(const Drafts *drafts, const char *name)
{
  return g_hash_table_lookup(drafts->drafts, name);
}

const Draft *
drafts_find(const Drafts *drafts, DraftKind kind, const char *id)
{
  g_autofree char *name = name_of(drafts, kind, id);
  return drafts_find_name(drafts, name);
}

void
drafts_set_reason(Drafts *drafts, DraftKind kind, const char *id, const char *reason)
{
  g_autofree char *name = name_of(drafts, kind, id);
  Draft *draft = g_hash_table_lookup(drafts->drafts, name);
  if (!draft)
    return;
  g_free(draft->reason);
  draft->reason = g_strdup(reason);
  draft->at = g_get_real_time() / 1000;
  write_soon(drafts, name);
  changed(drafts);
}

void
drafts_drop_name(Drafts *drafts, const char *name)
{
  g_autofree char *own = g_strdup(name);
  g_hash_table_remove(drafts->waiting, own);
  vault_drop(drafts->vault, own);
  if (g_hash_table_remove(drafts->drafts, own))
    changed(drafts);
}

void
drafts_drop(Drafts *drafts, DraftKind kind, const char *id)
{
  g_autofree char *name = name_of(drafts, kind, id);
  drafts_drop_name(drafts, name);
}

/* All of them */

static gint
newest_first(gconstpointer a, gconstpointer b)
{
  const Draft *one = *(const Draft *const *) a, *other = *(const Draft *const *) b;
  return one->at != other->at ? (one->at < other->at ? 1 : -1) : strcmp(one->name, other->name);
}

const GPtrArray *
drafts_all(Drafts *drafts)
{
  if (!drafts->sorted) {
    drafts->sorted = g_ptr_array_new();
    GHashTableIter iter;
    gpointer draft;
    g_hash_table_iter_init(&iter, drafts->drafts);
    while (g_hash_table_iter_next(&iter, NULL, &draft))
      g_ptr_array_add(drafts->sorted, draft);
    g_ptr_array_sort(drafts->sorted, newest_first);
  }
  return drafts->sorted;
}

gboolean
drafts_is_here(const Drafts *drafts, const Draft *draft)
{
  return g_strcmp0(drafts->connection, draft->connection) == 0 &&
         g_strcmp0(drafts->server, draft->server) == 0;
}

guint
drafts_serial(const Drafts *drafts)
{
  return drafts->serial;
}
