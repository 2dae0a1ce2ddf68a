/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A DELETE is repeated by the fetch thread; that the last try finds nobody means it is done.
 * Where it had no clear answer, the contact is looked for. */
#include "src/flow/contacts-move-private.h"

#include "src/flow/refusal.h"

static Contact *
bare_contact(const char *id)
{
  Contact *contact = contact_new();
  contact_set(contact, CONTACT_FIELD_ID, id);
  return contact;
}

/* Takes the task. */
static void
gone(GTask *task)
{
  Move *move = g_task_get_task_data(task);
  Contact *before = move->before != NULL ? g_steal_pointer(&move->before) : bare_contact(move_id(move));
  move_done(task, before, move->list_id != NULL ? "taken off the list" : "deleted from the directory");
}

static void
on_looked(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Move *move = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) there = contact_get_finish(NULL, result, &error);
  if (move_left(task, error, "unknown: the connection was left before it was looked for"))
    return;
  if (write_finds_nothing(error)) {
    gone(task);
    return;
  }
  if (there == NULL)
    g_prefix_error(&move->doubt, "gone or not, nobody knows, look again (r): ");
  move_failed(task, move->doubt);
}

static void
on_deleted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Move *move = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  gboolean is_gone = contact_delete_finish(NULL, result, &error) || write_finds_nothing(error);
  if (move_left(task, error, "unknown: the connection was left before the answer came"))
    return;
  if (is_gone)
    gone(task);
  else if (!delete_is_doubtful(error))
    move_failed(task, error);
  else {
    ContactPlace place = move_place(move);
    move->doubt = g_steal_pointer(&error);
    contact_get_async(move->client, &place, move_id(move), NULL, on_looked, task);
  }
}

static void
on_read(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Move *move = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  move->before = contact_get_finish(NULL, result, &error);
  if (move_left(task, error, NULL))
    return;
  if (write_finds_nothing(error)) {
    move_done(task, bare_contact(move_id(move)), "was not on the list");
    return;
  }
  if (error != NULL) {
    move_failed(task, error);
    return;
  }
  ContactPlace place = move_place(move);
  contact_delete_async(move->client, &place, move_id(move), NULL, on_deleted, task);
}

static void
remove_one(GTask *task, Move *move)
{
  ContactPlace place = move_place(move);
  if (move->list_id != NULL)
    contact_get_async(move->client, &place, move_id(move), NULL, on_read, task);
  else
    contact_delete_async(move->client, &place, move_id(move), NULL, on_deleted, task);
}

void
contacts_remove_async(ApiClient *client, Journal *journal, const ContactPlace *place,
                      const GPtrArray *contact_ids, GCancellable *stop, ContactsProgress progress,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func((GDestroyNotify) contact_free);
  for (guint i = 0; i < contact_ids->len; i++)
    g_ptr_array_add(contacts, bare_contact(g_ptr_array_index(contact_ids, i)));
  GTask *task = move_new(client, journal, place, contacts, callback, user_data);
  Move *move = g_task_get_task_data(task);
  move->step = remove_one;
  move->kind = JOURNAL_DELETE;
  move->stop = stop != NULL ? g_object_ref(stop) : NULL;
  move->progress = progress;
  move->progress_data = user_data;
  move_next(task);
}
