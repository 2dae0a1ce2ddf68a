/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header: two walks over the same contacts, the first reads, the second saves. */
#include "src/flow/contacts-edit.h"

#include "src/flow/contact-save.h"

typedef struct {
  ApiClient *client;
  Journal *journal;
  char *directory_id, *list_id;
  GPtrArray *edits;      /* of ContactEdit; empty ones while it is planned */
  ContactChange *change; /* NULL: the edits are saved */
  guint at;
  GCancellable *stop;
  ContactsProgress progress;
  gpointer progress_data;
  ContactsEdited *edited;
} Walk;

static void next(GTask *task);

void
contacts_edited_free(ContactsEdited *edited)
{
  if (edited == NULL)
    return;
  g_ptr_array_unref(edited->edits);
  g_ptr_array_unref(edited->now);
  g_ptr_array_unref(edited->failed);
  g_free(edited);
}

static void
walk_free(gpointer data)
{
  Walk *walk = data;
  g_free(walk->directory_id);
  g_free(walk->list_id);
  g_ptr_array_unref(walk->edits);
  if (walk->change != NULL) {
    g_free(walk->change->embedded);
    g_free(walk->change->after);
    g_free(walk->change);
  }
  g_clear_object(&walk->stop);
  contacts_edited_free(walk->edited);
  g_free(walk);
}

static GPtrArray *
edits_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify) contact_edit_free);
}

static GTask *
walk_new(ApiClient *client, const ContactPlace *place, GCancellable *stop, ContactsProgress progress,
         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, NULL, callback, user_data);
  g_task_set_source_tag(task, walk_new);
  Walk *walk = g_new0(Walk, 1);
  walk->client = client;
  walk->directory_id = g_strdup(place->directory_id);
  walk->list_id = g_strdup(place->list_id);
  walk->edits = edits_new();
  walk->stop = stop != NULL ? g_object_ref(stop) : NULL;
  walk->progress = progress;
  walk->progress_data = user_data;
  walk->edited = g_new0(ContactsEdited, 1);
  walk->edited->edits = edits_new();
  walk->edited->now = g_ptr_array_new_with_free_func((GDestroyNotify) contact_free);
  walk->edited->failed = g_ptr_array_new_with_free_func((GDestroyNotify) contact_failure_free);
  g_task_set_task_data(task, walk, walk_free);
  return task;
}

static void
fail(Walk *walk, const char *reason, gboolean refused)
{
  const ContactEdit *edit = g_ptr_array_index(walk->edits, walk->at);
  ContactFailure *failure = g_new0(ContactFailure, 1);
  failure->contact_id = g_strdup(edit->contact_id);
  failure->reason = g_strdup(reason);
  failure->refused = refused;
  g_ptr_array_add(walk->edited->failed, failure);
}

/* The client went away: TRUE, and the task is over (and taken). */
static gboolean
was_left(GTask *task, const GError *error)
{
  if (!g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_task_return_error(task, g_error_copy(error));
  g_object_unref(task);
  return TRUE;
}

static void
go_on(GTask *task, const GError *error)
{
  Walk *walk = g_task_get_task_data(task);
  if (error != NULL)
    fail(walk, error->message, g_error_matches(error, API_ERROR, API_ERROR_REFUSED));
  walk->at++;
  next(task);
}

static void
on_read(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Walk *walk = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) contact = contact_get_finish(NULL, result, &error);
  if (was_left(task, error))
    return;
  if (contact != NULL) {
    ContactEdit *edit = contact_edit_copy(g_ptr_array_index(walk->edits, walk->at));
    if (walk->change->embedded != NULL)
      contact_edit_set_embedded(edit, contact, walk->change->embedded, walk->change->after);
    else
      contact_edit_set(edit, contact, walk->change->field, walk->change->after);
    if (contact_edit_is_empty(edit)) {
      walk->edited->same++;
      contact_edit_free(edit);
    } else
      g_ptr_array_add(walk->edited->edits, edit);
  }
  go_on(task, error);
}

static void
on_saved(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Walk *walk = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactSaved) saved = contact_save_finish(NULL, result, &error);
  if (was_left(task, error))
    return;
  if (saved != NULL && saved->saved) {
    g_ptr_array_add(walk->edited->edits, contact_edit_copy(g_ptr_array_index(walk->edits, walk->at)));
    g_ptr_array_add(walk->edited->now, g_steal_pointer(&saved->now));
  } else if (saved != NULL) {
    const ContactChange *change = g_ptr_array_index(saved->conflicts, 0);
    g_autofree char *reason = g_strdup_printf(
        "changed by someone else meanwhile: %s is %s now", change->embedded != NULL ? change->embedded : "it",
        change->before != NULL && *change->before != '\0' ? change->before : "empty");
    fail(walk, reason, FALSE);
  }
  go_on(task, error);
}

static void
next(GTask *task)
{
  Walk *walk = g_task_get_task_data(task);
  gboolean stopped = walk->stop != NULL && g_cancellable_is_cancelled(walk->stop);
  if (walk->at == walk->edits->len || stopped) {
    walk->edited->left = walk->edits->len - walk->at;
    g_task_return_pointer(task, g_steal_pointer(&walk->edited), (GDestroyNotify) contacts_edited_free);
    g_object_unref(task);
    return;
  }
  if (walk->progress != NULL)
    walk->progress(walk->at, walk->edits->len, walk->progress_data);
  ContactPlace place = {walk->directory_id, walk->list_id};
  const ContactEdit *edit = g_ptr_array_index(walk->edits, walk->at);
  if (walk->change != NULL)
    contact_get_async(walk->client, &place, edit->contact_id, NULL, on_read, task);
  else
    contact_save_async(walk->client, walk->journal, &place, edit, FALSE, NULL, on_saved, task);
}

void
contacts_edit_plan_async(ApiClient *client, const ContactPlace *place, const GPtrArray *contact_ids,
                         const ContactChange *change, GCancellable *stop, ContactsProgress progress,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = walk_new(client, place, stop, progress, callback, user_data);
  Walk *walk = g_task_get_task_data(task);
  walk->change = g_new0(ContactChange, 1);
  walk->change->field = change->field;
  walk->change->embedded = g_strdup(change->embedded);
  walk->change->after = g_strdup(change->after);
  for (guint i = 0; i < contact_ids->len; i++)
    g_ptr_array_add(walk->edits, contact_edit_new(g_ptr_array_index(contact_ids, i)));
  next(task);
}

void
contacts_edit_async(ApiClient *client, Journal *journal, const ContactPlace *place, const GPtrArray *edits,
                    GCancellable *stop, ContactsProgress progress, GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = walk_new(client, place, stop, progress, callback, user_data);
  Walk *walk = g_task_get_task_data(task);
  walk->journal = journal;
  for (guint i = 0; i < edits->len; i++)
    g_ptr_array_add(walk->edits, contact_edit_copy(g_ptr_array_index(edits, i)));
  next(task);
}

ContactsEdited *
contacts_edit_finish(GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, walk_new), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}
