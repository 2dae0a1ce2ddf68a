/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saving an edit: four steps, in the order of the callbacks below.
 */
#include "src/flow/contact-save.h"

#include "src/flow/refusal.h"

typedef struct {
  ApiClient *client;
  Journal *journal;
  char *server; /* the client may be gone when the last word is written */
  char *directory_id;
  char *list_id;
  ContactEdit *edit;
  gboolean overwrite;
  Contact *before; /* as read before the write */
  GError *doubt;   /* what the write failed with, while it is looked whether it was done */
} Save;

static void
save_free(gpointer data)
{
  Save *save = data;
  g_free(save->server);
  g_free(save->directory_id);
  g_free(save->list_id);
  contact_edit_free(save->edit);
  contact_free(save->before);
  g_clear_error(&save->doubt);
  g_free(save);
}

void
contact_saved_free(ContactSaved *saved)
{
  if (saved == NULL)
    return;
  contact_free(saved->now);
  g_clear_pointer(&saved->conflicts, g_ptr_array_unref);
  g_clear_pointer(&saved->differences, g_ptr_array_unref);
  g_free(saved);
}

static ContactPlace
save_place(const Save *save)
{
  return (ContactPlace){.directory_id = save->directory_id, .list_id = save->list_id};
}

static void
return_saved(GTask *task, gboolean confirmed, Contact *now /* taken */)
{
  Save *save = g_task_get_task_data(task);
  ContactSaved *saved = g_new0(ContactSaved, 1);
  saved->saved = TRUE;
  saved->confirmed = confirmed;
  saved->now = now;
  if (confirmed)
    saved->differences = contact_edit_differences(save->edit, now);
  g_task_return_pointer(task, saved, (GDestroyNotify) contact_saved_free);
}

/* The write is done; when it can't be read back, what was wanted is what we believe, and say so. */
static void
on_read_back(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Save *save = g_task_get_task_data(task);
  Contact *now = contact_get_finish(save->client, result, NULL);
  if (now != NULL) {
    return_saved(task, TRUE, now);
    return;
  }
  contact_edit_apply(save->edit, save->before);
  return_saved(task, FALSE, g_steal_pointer(&save->before));
}

static void
note(const Save *save, const GError *error)
{
  if (save->journal == NULL)
    return;
  g_autofree char *what = contact_edit_describe(save->edit);
  g_autofree char *outcome = error == NULL ? g_strdup(what)
                             : g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                                 ? g_strdup_printf("unknown, the connection was left: %s", what)
                                 : g_strdup_printf("failed: %s: %s", what, error->message);
  JournalEntry entry = {.kind = JOURNAL_EDIT,
                        .server = save->server,
                        .list_id = save->list_id,
                        .contact_id = save->edit->contact_id,
                        .request_id = error != NULL ? api_error_request_id(error) : NULL,
                        .outcome = outcome};
  journal_append(save->journal, &entry, NULL);
}

/* An answer that says no is a no; all others may come after the contact was written. */
static gboolean
is_doubtful(const GError *error)
{
  return error->domain != G_IO_ERROR && !write_was_refused(FETCH_ANSWERED, error);
}

static void
on_looked(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Save *save = g_task_get_task_data(task);
  g_autoptr(Contact) now = contact_get_finish(save->client, result, NULL);
  g_autoptr(GPtrArray) missing = now != NULL ? contact_edit_differences(save->edit, now) : NULL;
  gboolean written = missing != NULL && missing->len == 0;
  note(save, written ? NULL : save->doubt);
  if (written)
    return_saved(task, TRUE, g_steal_pointer(&now));
  else
    g_task_return_error(task, g_steal_pointer(&save->doubt));
}

static void
on_written(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Save *save = g_task_get_task_data(task);
  GError *error = NULL;
  gboolean written = contact_update_finish(save->client, result, &error);
  ContactPlace place = save_place(save);
  if (!written && is_doubtful(error)) {
    save->doubt = error;
    contact_get_async(save->client, &place, save->edit->contact_id, NULL, on_looked, g_steal_pointer(&task));
    return;
  }
  note(save, error);
  if (!written) {
    g_task_return_error(task, error);
    return;
  }
  /* Once written, leaving the place no longer matters: what the server made of it belongs to the journal. */
  contact_get_async(save->client, &place, save->edit->contact_id, NULL, on_read_back, g_steal_pointer(&task));
}

static void
on_read(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Save *save = g_task_get_task_data(task);
  GError *error = NULL;
  save->before = contact_get_finish(save->client, result, &error);
  if (save->before == NULL) {
    g_task_return_error(task, error);
    return;
  }
  g_autoptr(GPtrArray) conflicts = contact_edit_conflicts(save->edit, save->before);
  if (conflicts->len > 0 && !save->overwrite) {
    ContactSaved *saved = g_new0(ContactSaved, 1);
    saved->confirmed = TRUE;
    saved->now = g_steal_pointer(&save->before);
    saved->conflicts = g_steal_pointer(&conflicts);
    g_task_return_pointer(task, saved, (GDestroyNotify) contact_saved_free);
    return;
  }
  ContactPlace place = save_place(save);
  GCancellable *cancellable = g_task_get_cancellable(task); /* before the task is stolen, in whatever order */
  contact_update_async(save->client, &place, save->edit, save->before, cancellable, on_written,
                       g_steal_pointer(&task));
}

void
contact_save_async(ApiClient *client, Journal *journal, const ContactPlace *place, const ContactEdit *edit,
                   gboolean overwrite, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, contact_save_async);
  Save *save = g_new0(Save, 1);
  save->client = client;
  save->journal = journal;
  save->server = g_strdup(api_client_server(client));
  save->directory_id = g_strdup(place->directory_id);
  save->list_id = g_strdup(place->list_id);
  save->edit = contact_edit_copy(edit);
  save->overwrite = overwrite;
  g_task_set_task_data(task, save, save_free);
  contact_get_async(client, place, edit->contact_id, cancellable, on_read, task);
}

ContactSaved *
contact_save_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, contact_save_async), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}
