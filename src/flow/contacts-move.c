/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the private header. */
#include "src/flow/contacts-move-private.h"

void
contact_failure_free(ContactFailure *failure)
{
  g_free(failure->contact_id);
  g_free(failure->reason);
  g_free(failure);
}

void
contacts_moved_free(ContactsMoved *moved)
{
  if (moved == NULL)
    return;
  g_ptr_array_unref(moved->done);
  g_ptr_array_unref(moved->failed);
  g_free(moved);
}

static void
move_free(gpointer data)
{
  Move *move = data;
  g_free(move->server);
  g_free(move->directory_id);
  g_free(move->list_id);
  g_ptr_array_unref(move->contacts);
  g_clear_object(&move->stop);
  contact_free(move->before);
  g_clear_error(&move->doubt);
  contacts_moved_free(move->moved);
  g_free(move);
}

GTask *
move_new(ApiClient *client, Journal *journal, const ContactPlace *place, GPtrArray *contacts,
         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, NULL, callback, user_data);
  g_task_set_source_tag(task, move_new);
  Move *move = g_new0(Move, 1);
  move->client = client;
  move->journal = journal;
  move->server = g_strdup(api_client_server(client));
  move->directory_id = g_strdup(place->directory_id);
  move->list_id = g_strdup(place->list_id);
  move->contacts = contacts;
  move->moved = g_new0(ContactsMoved, 1);
  move->moved->done = g_ptr_array_new_with_free_func((GDestroyNotify) contact_free);
  move->moved->failed = g_ptr_array_new_with_free_func((GDestroyNotify) contact_failure_free);
  g_task_set_task_data(task, move, move_free);
  return task;
}

ContactPlace
move_place(const Move *move)
{
  return (ContactPlace){move->directory_id, move->list_id};
}

const char *
move_id(const Move *move)
{
  const Contact *contact = g_ptr_array_index(move->contacts, move->at);
  return contact->fields[CONTACT_FIELD_ID];
}

static void
note(const Move *move, const char *request_id, const char *outcome)
{
  if (move->journal == NULL)
    return;
  JournalEntry entry = {.kind = move->kind,
                        .server = move->server,
                        .list_id = move->list_id,
                        .contact_id = move_id(move),
                        .request_id = request_id,
                        .outcome = outcome};
  journal_append(move->journal, &entry, NULL);
}

void
move_next(GTask *task)
{
  Move *move = g_task_get_task_data(task);
  gboolean stopped = move->stop != NULL && g_cancellable_is_cancelled(move->stop);
  g_clear_pointer(&move->before, contact_free);
  g_clear_error(&move->doubt);
  if (move->at < move->contacts->len && !stopped) {
    if (move->progress != NULL)
      move->progress(move->at, move->contacts->len, move->progress_data);
    move->step(task, move);
    return;
  }
  move->moved->left = move->contacts->len - move->at;
  g_task_return_pointer(task, g_steal_pointer(&move->moved), (GDestroyNotify) contacts_moved_free);
  g_object_unref(task);
}

void
move_done(GTask *task, Contact *contact, const char *outcome)
{
  Move *move = g_task_get_task_data(task);
  note(move, NULL, outcome);
  g_ptr_array_add(move->moved->done, contact);
  move->at++;
  move_next(task);
}

static void
add_failure(Move *move, const char *reason, gboolean refused, const char *request_id)
{
  g_autofree char *outcome = g_strdup_printf("failed: %s", reason);
  note(move, request_id, outcome);
  ContactFailure *failure = g_new0(ContactFailure, 1);
  failure->contact_id = g_strdup(move_id(move));
  failure->reason = g_strdup(reason);
  failure->refused = refused;
  g_ptr_array_add(move->moved->failed, failure);
}

void
move_failed(GTask *task, const GError *error)
{
  Move *move = g_task_get_task_data(task);
  gboolean refused = g_error_matches(error, API_ERROR, API_ERROR_REFUSED);
  add_failure(move, error->message, refused, api_error_request_id(error));
  move->at++;
  move_next(task);
}

void
move_refuse(Move *move, guint index, const char *reason)
{
  guint at = move->at;
  move->at = index;
  add_failure(move, reason, TRUE, NULL);
  move->at = at;
  g_ptr_array_remove_index(move->contacts, index);
}

gboolean
move_left(GTask *task, const GError *error, const char *outcome)
{
  if (!g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  if (outcome != NULL)
    note(g_task_get_task_data(task), NULL, outcome);
  g_task_return_error(task, g_error_copy(error));
  g_object_unref(task);
  return TRUE;
}

ContactsMoved *
contacts_move_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, move_new), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}
