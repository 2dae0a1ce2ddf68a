/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saving an edit: the turn, a read, a comparison, a write, a read. After a write that may have been done the
 * read and the comparison come again, and the write only when the contact is still as it was.
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
  gboolean goes_on;
  Turn *turn;
  Contact *before; /* as read before the write */
  guint writes;
  GError *doubt; /* what the last write failed with, while it is looked whether it was done */
} Save;

/* About as often as the fetch thread tries what it tries by itself, and with its pauses. */
#define MOST_WRITES 3
#define FIRST_PAUSE_MS 500
/* Who is sent away for longer than this is told, and nothing waits unseen. */
#define LONGEST_PAUSE_US (60 * G_USEC_PER_SEC)

static void
save_free(gpointer data)
{
  Save *save = data;
  turn_end(save->turn);
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
  contact_edit_free(saved->edit);
  g_clear_pointer(&saved->conflicts, g_ptr_array_unref);
  g_clear_pointer(&saved->differences, g_ptr_array_unref);
  g_free(saved);
}

static ContactPlace
save_place(const Save *save)
{
  return (ContactPlace){.directory_id = save->directory_id, .list_id = save->list_id};
}

/* The next one is let in before the task's last reference goes, which may be someone's for long. */
static void
fail(GTask *task, GError *error /* taken */)
{
  Save *save = g_task_get_task_data(task);
  g_clear_pointer(&save->turn, turn_end);
  g_task_return_error(task, error);
}

static void
return_saved(GTask *task, gboolean confirmed, Contact *now /* taken */)
{
  Save *save = g_task_get_task_data(task);
  turn_tell(save->turn, save->edit->changes);
  g_clear_pointer(&save->turn, turn_end);
  ContactSaved *saved = g_new0(ContactSaved, 1);
  saved->saved = TRUE;
  saved->confirmed = confirmed;
  saved->now = now;
  saved->edit = contact_edit_copy(save->edit);
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
  g_autoptr(GError) error = NULL;
  Contact *now = contact_get_finish(save->client, result, &error);
  if (now != NULL) {
    return_saved(task, TRUE, now);
    return;
  }
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) { /* whoever asked must not go on */
    fail(task, g_steal_pointer(&error));
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

static void on_looked(GObject *source, GAsyncResult *result, gpointer user_data);

/* Should it be looked whether @error hides a write that was done, or be written once more? A pause that the
 * server asked for holds the read up too, and after it the contact may be another's. */
static gboolean
is_to_be_looked_at(const Save *save, const GError *error)
{
  if (!g_error_matches(error, API_ERROR, API_ERROR_BUSY))
    return write_is_doubtful(error);
  gint64 until = fetcher_stats(api_client_fetcher(save->client)).paused_until_us;
  return save->writes < MOST_WRITES && until - g_get_monotonic_time() <= LONGEST_PAUSE_US;
}

static void
on_written(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Save *save = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  gboolean written = contact_update_finish(save->client, result, &error);
  ContactPlace place = save_place(save);
  if (!written && is_to_be_looked_at(save, error)) {
    g_clear_error(&save->doubt);
    save->doubt = g_steal_pointer(&error);
    contact_get_later_async(save->client, &place, save->edit->contact_id,
                            FIRST_PAUSE_MS << (save->writes - 1), NULL, on_looked, g_steal_pointer(&task));
    return;
  }
  note(save, error);
  if (!written) {
    fail(task, g_steal_pointer(&error));
    return;
  }
  /* Once written, leaving the place no longer matters: what the server made of it belongs to the journal. */
  contact_get_async(save->client, &place, save->edit->contact_id, NULL, on_read_back, g_steal_pointer(&task));
}

static void
write_edit(GTask *task /* taken */)
{
  Save *save = g_task_get_task_data(task);
  ContactPlace place = save_place(save);
  save->writes++;
  contact_update_async(save->client, &place, save->edit, save->before, g_task_get_cancellable(task),
                       on_written, task);
}

/* TRUE when somebody else changed the same: the task is over then. */
static gboolean
return_conflicts(GTask *task)
{
  Save *save = g_task_get_task_data(task);
  g_autoptr(GPtrArray) conflicts = contact_edit_conflicts(save->edit, save->before);
  if (conflicts->len == 0)
    return FALSE;
  ContactSaved *saved = g_new0(ContactSaved, 1);
  saved->confirmed = TRUE;
  saved->now = g_steal_pointer(&save->before);
  saved->edit = contact_edit_copy(save->edit);
  saved->conflicts = g_steal_pointer(&conflicts);
  g_clear_pointer(&save->turn, turn_end);
  g_task_return_pointer(task, saved, (GDestroyNotify) contact_saved_free);
  return TRUE;
}

/* It is as it was wanted, or as it was before, or someone else has been there since the write. */
static void
on_looked(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Save *save = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  Contact *now = contact_get_finish(save->client, result, &error);
  if (now == NULL) {
    gboolean left = g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    note(save, left ? error : save->doubt);
    fail(task, left ? g_steal_pointer(&error) : g_steal_pointer(&save->doubt));
    return;
  }
  g_autoptr(GPtrArray) missing = contact_edit_differences(save->edit, now);
  if (missing->len == 0) {
    note(save, NULL);
    return_saved(task, TRUE, now);
    return;
  }
  contact_free(save->before);
  save->before = now;
  g_autoptr(GPtrArray) conflicts = contact_edit_conflicts(save->edit, now);
  gboolean may_write =
      save->writes < MOST_WRITES && !g_cancellable_is_cancelled(g_task_get_cancellable(task));
  if (conflicts->len == 0 && may_write) {
    write_edit(g_steal_pointer(&task));
    return;
  }
  note(save, save->doubt);
  if (!return_conflicts(task))
    fail(task, g_steal_pointer(&save->doubt));
}

static void
on_read(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Save *save = g_task_get_task_data(task);
  GError *error = NULL;
  save->before = contact_get_finish(save->client, result, &error);
  if (save->before == NULL)
    fail(task, error);
  else if (!return_conflicts(task))
    write_edit(g_steal_pointer(&task));
}

static void
on_turn(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Save *save = g_task_get_task_data(task);
  GError *error = NULL;
  save->turn = turn_take_finish(result, &error);
  if (save->turn == NULL) {
    g_task_return_error(task, error);
    return;
  }
  const GPtrArray *news = turn_news(save->turn);
  for (guint i = 0; save->goes_on && i < news->len; i++)
    contact_edit_begin_after(save->edit, g_ptr_array_index(news, i));
  ContactPlace place = save_place(save);
  GCancellable *cancellable = g_task_get_cancellable(task); /* before the task is stolen, in whatever order */
  contact_get_async(save->client, &place, save->edit->contact_id, cancellable, on_read,
                    g_steal_pointer(&task));
}

void
contact_save_async(ApiClient *client, Journal *journal, const ContactPlace *place, const ContactEdit *edit,
                   gboolean goes_on, GCancellable *cancellable, GAsyncReadyCallback callback,
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
  save->goes_on = goes_on;
  g_task_set_task_data(task, save, save_free);
  turn_take_async(api_client_turns(client), edit->contact_id, cancellable, on_turn, task);
}

ContactSaved *
contact_save_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, contact_save_async), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}
