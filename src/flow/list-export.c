/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/flow/list-export.h"

#include "src/local/out-file.h"
#include "src/local/rows.h"

static const char *const field_columns[N_CONTACT_FIELDS] = {
    [CONTACT_FIELD_EMAIL] = "email",        [CONTACT_FIELD_FIRST_NAME] = "firstName",
    [CONTACT_FIELD_LAST_NAME] = "lastName", [CONTACT_FIELD_LANGUAGE] = "language",
    [CONTACT_FIELD_EXT_REF] = "extRef",     [CONTACT_FIELD_PHONE] = "phone",
    [CONTACT_FIELD_ID] = "contactId",       [CONTACT_FIELD_LOOKUP_ID] = "lookupId",
};
enum { FLAG_COLUMN = N_CONTACT_FIELDS };
#define FLAG_NAME "unsubscribed"

typedef struct {
  ApiClient *client;
  char *directory_id, *list_id;
  char *path; /* NULL: into out */
  FILE *out;  /* borrowed */
  gboolean json;
  ListExportProgress progress;
  gpointer progress_data;
  GHashTable *only; /* NULL: everyone */
  guint read;
  GPtrArray *contacts;
  GHashTable *column_of; /* name of embedded data -> column */
  GPtrArray *columns;    /* of char *, without a NULL at the end until it is written */
} Export;

static void
export_free(gpointer data)
{
  Export *export = data;
  g_free(export->directory_id);
  g_free(export->list_id);
  g_free(export->path);
  g_clear_pointer(&export->only, g_hash_table_unref);
  g_ptr_array_unref(export->contacts);
  g_hash_table_unref(export->column_of);
  g_ptr_array_unref(export->columns);
  g_free(export);
}

/* Embedded data may be called as a column is. */
static gboolean
is_fixed(const char *name)
{
  for (guint i = 0; i < N_CONTACT_FIELDS; i++)
    if (g_ascii_strcasecmp(field_columns[i], name) == 0)
      return TRUE;
  return g_ascii_strcasecmp(FLAG_NAME, name) == 0;
}

static void
learn_columns(Export *export, const Contact *contact)
{
  for (guint i = 0; i < contact->embedded->len; i++) {
    const EmbeddedField *field = g_ptr_array_index(contact->embedded, i);
    if (g_hash_table_contains(export->column_of, field->name))
      continue;
    g_hash_table_insert(export->column_of, g_strdup(field->name), GUINT_TO_POINTER(export->columns->len));
    g_ptr_array_add(export->columns, is_fixed(field->name) ? g_strconcat("embeddedData.", field->name, NULL)
                                                           : g_strdup(field->name));
  }
}

static void
write_contact(const Export *export, Rows *rows, const Contact *contact)
{
  g_autofree const char **values = g_new0(const char *, export->columns->len);
  for (guint i = 0; i < N_CONTACT_FIELDS; i++)
    values[i] = contact->fields[i];
  values[FLAG_COLUMN] =
      contact->flags & (CONTACT_UNSUBSCRIBED | CONTACT_UNSUBSCRIBED_FROM_LIST) ? "true" : "false";
  for (guint i = 0; i < contact->embedded->len; i++) {
    const EmbeddedField *field = g_ptr_array_index(contact->embedded, i);
    values[GPOINTER_TO_UINT(g_hash_table_lookup(export->column_of, field->name))] = field->value;
  }
  rows_add(rows, values);
}

static void
write_rows(Export *export, FILE *out)
{
  g_ptr_array_add(export->columns, NULL);
  Rows *rows = rows_new(out, export->json, (const char *const *) export->columns->pdata);
  for (guint i = 0; i < export->contacts->len; i++)
    write_contact(export, rows, g_ptr_array_index(export->contacts, i));
  rows_end(rows);
}

static gboolean
write_whole(Export *export, GError **error)
{
  if (export->path == NULL) {
    write_rows(export, export->out);
    return TRUE;
  }
  OutFile *file = out_file_open(export->path, error);
  if (file == NULL)
    return FALSE;
  write_rows(export, out_file_stream(file));
  return out_file_keep(file, error);
}

/* Of those who are not meant not even the names of their data are learnt. */
static void
take_contacts(Export *export, GPtrArray *contacts)
{
  export->read += contacts->len;
  while (contacts->len > 0) {
    Contact *contact = g_ptr_array_steal_index(contacts, 0);
    if (export->only != NULL && !g_hash_table_contains(export->only, contact->fields[CONTACT_FIELD_ID])) {
      contact_free(contact);
      continue;
    }
    learn_columns(export, contact);
    g_ptr_array_add(export->contacts, contact);
  }
}

static void
on_page(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Export *export = g_task_get_task_data(task);
  GError *error = NULL;
  g_autoptr(Page) page = contacts_list_whole_finish(NULL, result, &error);
  if (page == NULL) {
    g_task_return_error(task, error);
    return;
  }
  take_contacts(export, page->items);
  if (export->progress != NULL)
    export->progress(export->read, export->progress_data);
  const ContactPlace place = {export->directory_id, export->list_id};
  if (page->next != NULL)
    contacts_list_whole_async(export->client, &place, page->next, g_task_get_cancellable(task), on_page,
                              g_object_ref(task));
  else if (write_whole(export, &error))
    g_task_return_int(task, export->contacts->len);
  else
    g_task_return_error(task, error);
}

static Export *
export_new(ApiClient *client, const ContactPlace *place)
{
  Export *export = g_new0(Export, 1);
  export->client = client;
  export->directory_id = g_strdup(place->directory_id);
  export->list_id = g_strdup(place->list_id);
  export->contacts = g_ptr_array_new_with_free_func((GDestroyNotify) contact_free);
  export->column_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  export->columns = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < N_CONTACT_FIELDS; i++)
    g_ptr_array_add(export->columns, g_strdup(field_columns[i]));
  g_ptr_array_add(export->columns, g_strdup(FLAG_NAME));
  return export;
}

/* Takes @export and the task. */
static void
start(GTask *task, Export *export, ListExportProgress progress, gpointer progress_data)
{
  g_task_set_source_tag(task, list_export_async);
  export->progress = progress;
  export->progress_data = progress_data;
  g_task_set_task_data(task, export, export_free);
  const ContactPlace place = {export->directory_id, export->list_id};
  contacts_list_whole_async(export->client, &place, NULL, g_task_get_cancellable(task), on_page, task);
}

void
list_export_async(ApiClient *client, const ContactPlace *place, const char *path, ListExportProgress progress,
                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  list_export_some_async(client, place, NULL, path, progress, cancellable, callback, user_data);
}

void
list_export_some_async(ApiClient *client, const ContactPlace *place, GHashTable *only, const char *path,
                       ListExportProgress progress, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Export *export = export_new(client, place);
  GHashTableIter iter;
  gpointer id;
  if (only != NULL) {
    export->only = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_iter_init(&iter, only);
    while (g_hash_table_iter_next(&iter, &id, NULL))
      g_hash_table_add(export->only, g_strdup(id));
  }
  export->path = g_strdup(path);
  export->json = g_str_has_suffix(path, ".json");
  start(g_task_new(NULL, cancellable, callback, user_data), export, progress, user_data);
}

void
list_export_to_async(ApiClient *client, const ContactPlace *place, FILE *out, gboolean json,
                     ListExportProgress progress, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Export *export = export_new(client, place);
  export->out = out;
  export->json = json;
  start(g_task_new(NULL, cancellable, callback, user_data), export, progress, user_data);
}

gssize
list_export_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, list_export_async), -1);
  return g_task_propagate_int(G_TASK(result), error);
}
