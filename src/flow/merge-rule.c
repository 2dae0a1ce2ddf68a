/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. That all fields of a rule must agree, and that an empty one agrees with nothing, is how it
 * is understood here; the documentation does not say. */
#include "src/flow/merge-rule.h"

#include "src/api/directories.h"

MergeRule
merge_rule_of(const Directory *directory)
{
  return (directory->dedup_email ? 1u << CONTACT_FIELD_EMAIL : 0) |
         (directory->dedup_first_name ? 1u << CONTACT_FIELD_FIRST_NAME : 0) |
         (directory->dedup_last_name ? 1u << CONTACT_FIELD_LAST_NAME : 0) |
         (directory->dedup_ext_ref ? 1u << CONTACT_FIELD_EXT_REF : 0) |
         (directory->dedup_phone ? 1u << CONTACT_FIELD_PHONE : 0);
}

gboolean
merge_rule_applies(MergeRule rule, const Contact *contact)
{
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++)
    if ((rule & 1u << i) && (!contact->fields[i] || !*contact->fields[i]))
      return FALSE;
  return rule != 0;
}

char *
merge_rule_words(MergeRule rule)
{
  static const char *const words[N_CONTACT_EDITABLE] = {"email",    "first name",         "last name",
                                                        "language", "external reference", "phone"};
  g_autoptr(GPtrArray) named = g_ptr_array_new();
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++)
    if (rule & 1u << i)
      g_ptr_array_add(named, (gpointer) words[i]);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < named->len; i++)
    g_string_append_printf(text, "%s%s",
                           i == 0               ? ""
                           : i + 1 < named->len ? ", "
                                                : " and ",
                           (const char *) g_ptr_array_index(named, i));
  return g_string_free(text, FALSE);
}

char *
merge_rule_explain(MergeRule rule, const char *directory_name)
{
  if (!rule)
    return g_strdup_printf("%s merges nothing: everyone becomes a new contact, also who is there already.",
                           directory_name);
  g_autofree char *fields = merge_rule_words(rule);
  return g_strdup_printf("A row with the same %s as someone in %s does not come twice: it changes that "
                         "person, in every list (merges); empty cells change nothing.",
                         fields, directory_name);
}

typedef struct {
  ApiClient *client;
  char *directory_id;
} Reading;

static void
reading_free(gpointer data)
{
  Reading *reading = data;
  g_free(reading->directory_id);
  g_free(reading);
}

static void
on_page(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(Page) page = directories_list_finish(NULL, result, &error);
  if (page == NULL) {
    g_task_return_error(task, error);
    return;
  }
  const Reading *reading = g_task_get_task_data(task);
  for (guint i = 0; i < page->items->len; i++) {
    const Directory *directory = g_ptr_array_index(page->items, i);
    if (g_strcmp0(directory->id, reading->directory_id) == 0) {
      g_task_return_int(task, merge_rule_of(directory));
      return;
    }
  }
  if (page->next == NULL) {
    g_task_return_new_error(task, API_ERROR, API_ERROR_NOT_FOUND,
                            "This directory is no longer among those of the account.");
    return;
  }
  GCancellable *cancellable = g_task_get_cancellable(task);
  directories_list_async(reading->client, FETCH_VISIBLE, FALSE, page->next, cancellable, on_page,
                         g_steal_pointer(&task));
}

void
merge_rule_read_async(ApiClient *client, const char *directory_id, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, merge_rule_read_async);
  Reading *reading = g_new0(Reading, 1);
  reading->client = client;
  reading->directory_id = g_strdup(directory_id);
  g_task_set_task_data(task, reading, reading_free);
  directories_list_async(client, FETCH_VISIBLE, FALSE, NULL, cancellable, on_page, task);
}

gboolean
merge_rule_read_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, MergeRule *rule, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, merge_rule_read_async), FALSE);
  gssize read = g_task_propagate_int(G_TASK(result), error);
  if (read >= 0)
    *rule = (MergeRule) read;
  return read >= 0;
}
