/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row need not give all of what tells people apart: who is on the list is remembered once for each set of
 * fields that some row gives.
 */
#include "src/flow/import-settled.h"

static const ContactField telling[] = {CONTACT_FIELD_EMAIL, CONTACT_FIELD_EXT_REF, CONTACT_FIELD_FIRST_NAME,
                                       CONTACT_FIELD_LAST_NAME};

enum { SETS = 1 << G_N_ELEMENTS(telling) };

typedef struct {
  ApiClient *client;
  char *directory_id, *list_id;
  GPtrArray *rows;         /* of char *: the keys of the settled rows */
  GArray *numbers;         /* of guint: which rows they are */
  gboolean is_given[SETS]; /* some row gives these fields */
  GHashTable *there;       /* keys of those on the list */
} Settled;

static void
settled_free(gpointer data)
{
  Settled *settled = data;
  g_free(settled->directory_id);
  g_free(settled->list_id);
  g_ptr_array_unref(settled->rows);
  g_array_unref(settled->numbers);
  g_hash_table_unref(settled->there);
  g_free(settled);
}

static gboolean
is_said(const char *value)
{
  return value != NULL && *value != '\0';
}

/* Of the fields in @set, as the server may write them; new. */
static char *
key_of(const char *const *values, guint set)
{
  GString *key = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(telling); i++) {
    if ((set & 1u << i) == 0)
      continue;
    g_autofree char *folded = g_utf8_casefold(values[i] != NULL ? values[i] : "", -1);
    g_string_append_printf(key, "%u=%s\n", i, g_strstrip(folded));
  }
  return g_string_free(key, FALSE);
}

static void
add_row(Settled *settled, const ImportPlan *plan, guint row)
{
  g_autoptr(Contact) contact = import_plan_contact(plan, row);
  const char *values[G_N_ELEMENTS(telling)];
  guint set = 0;
  for (guint i = 0; i < G_N_ELEMENTS(telling); i++) {
    values[i] = contact->fields[telling[i]];
    set |= is_said(values[i]) ? 1u << i : 0;
  }
  settled->is_given[set] = TRUE;
  g_ptr_array_add(settled->rows, key_of(values, set));
  g_array_append_val(settled->numbers, row);
}

static void
add_there(Settled *settled, const ContactPage *page)
{
  for (guint at = 0; at < contact_page_length(page); at++) {
    const char *values[G_N_ELEMENTS(telling)];
    for (guint i = 0; i < G_N_ELEMENTS(telling); i++)
      values[i] = contact_page_field(page, at, telling[i]);
    for (guint set = 0; set < SETS; set++)
      if (settled->is_given[set])
        g_hash_table_add(settled->there, key_of(values, set));
  }
}

static void
on_page(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Settled *settled = g_task_get_task_data(task);
  GError *error = NULL;
  g_autoptr(ContactPage) page = contacts_list_finish(NULL, result, &error);
  if (page == NULL) {
    g_task_return_error(task, error);
    return;
  }
  add_there(settled, page);
  if (contact_page_next(page) != NULL) {
    const ContactPlace list = {settled->directory_id, settled->list_id};
    GCancellable *cancellable = g_task_get_cancellable(task);
    contacts_list_async(settled->client, &list, FETCH_VISIBLE, contact_page_next(page), cancellable, on_page,
                        g_steal_pointer(&task));
    return;
  }
  GArray *missing = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < settled->rows->len; i++)
    if (!g_hash_table_contains(settled->there, g_ptr_array_index(settled->rows, i)))
      g_array_append_val(missing, g_array_index(settled->numbers, guint, i));
  g_task_return_pointer(task, missing, (GDestroyNotify) g_array_unref);
}

void
import_settled_async(ApiClient *client, const ContactPlace *list, const ImportPlan *plan,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, import_settled_async);
  Settled *settled = g_new0(Settled, 1);
  settled->client = client;
  settled->directory_id = g_strdup(list->directory_id);
  settled->list_id = g_strdup(list->list_id);
  settled->rows = g_ptr_array_new_with_free_func(g_free);
  settled->numbers = g_array_new(FALSE, FALSE, sizeof(guint));
  settled->there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data(task, settled, settled_free);
  for (guint row = 0; row < plan->table->rows->len; row++)
    if (import_plan_was_settled(plan, row))
      add_row(settled, plan, row);
  contacts_list_async(client, list, FETCH_VISIBLE, NULL, cancellable, on_page, task);
}

GArray *
import_settled_finish(GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, import_settled_async), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}
