/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. One record serves all three, for they need the same things. */
#include "src/flow/list-write.h"

#include "src/api/contacts.h"
#include "src/api/mailing-lists.h"
#include "src/flow/making.h"

typedef struct {
  ApiClient *client;
  Journal *journal;
  char *server; /* the client may be gone when the last word is written */
  char *directory_id, *list_id, *before, *name;
  GHashTable *there; /* IDs of the lists before a new one is made */
  Making *making;    /* its intent */
  gboolean posted;
  GError *doubt;    /* what a PUT or DELETE failed with that may have been done; NULL: it was taken */
  char *contact_id; /* of somebody on the list */
  ListPeople people;
} ListWrite;

static void
write_free(gpointer data)
{
  ListWrite *write = data;
  g_free(write->server);
  g_free(write->directory_id);
  g_free(write->list_id);
  g_free(write->before);
  g_free(write->name);
  g_free(write->contact_id);
  g_clear_error(&write->doubt);
  g_clear_pointer(&write->there, g_hash_table_unref);
  making_free(write->making);
  g_free(write);
}

static GTask *
task_new(ApiClient *client, Journal *journal, const char *directory_id, gpointer tag,
         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, NULL, callback, user_data);
  g_task_set_source_tag(task, tag);
  ListWrite *write = g_new0(ListWrite, 1);
  write->client = client;
  write->journal = journal;
  write->server = g_strdup(api_client_server(client));
  write->directory_id = g_strdup(directory_id);
  g_task_set_task_data(task, write, write_free);
  return task;
}

static void
note(const ListWrite *write, JournalKind kind, const char *list_id, const char *what, const GError *error)
{
  if (write->journal == NULL)
    return;
  g_autofree char *outcome = error != NULL ? g_strdup_printf("%s: %s", what, error->message) : g_strdup(what);
  JournalEntry entry = {.kind = kind,
                        .server = write->server,
                        .list_id = list_id,
                        .request_id = error != NULL ? api_error_request_id(error) : NULL,
                        .outcome = outcome};
  journal_append(write->journal, &entry, NULL);
}

const char *
list_name_refusal(const char *name)
{
  g_autofree char *bare = g_strstrip(g_strdup(name));
  if (*bare == '\0')
    return "A list needs a name.";
  return g_utf8_strlen(name, -1) > 100 ? "The name of a list has at most 100 characters." : NULL;
}

/* Making */

void
list_made_free(ListMade *made)
{
  if (made == NULL)
    return;
  g_free(made->id);
  g_free(made->reason);
  g_free(made);
}

static void
note_made(const ListWrite *write, JournalKind kind, const char *id, const char *what, const GError *error)
{
  g_autofree char *outcome = error != NULL ? g_strdup_printf("%s: %s", what, error->message) : g_strdup(what);
  making_end(write->journal, write->server, write->making, kind, id,
             error != NULL ? api_error_request_id(error) : NULL, outcome, NULL);
}

static void
end_made(GTask *task, WriteFate fate, const char *id, const char *reason)
{
  ListMade *made = g_new0(ListMade, 1);
  made->fate = fate;
  made->id = g_strdup(id);
  made->reason = g_strdup(reason);
  g_task_return_pointer(task, made, (GDestroyNotify) list_made_free);
}

/* An earlier one is not known to have been made or not: nothing is sent. */
static void
end_held(GTask *task, const char *reason)
{
  ListMade *made = g_new0(ListMade, 1);
  made->fate = WRITE_UNKNOWN;
  made->held = TRUE;
  made->reason = g_strdup(reason);
  g_task_return_pointer(task, made, (GDestroyNotify) list_made_free);
}

static void on_made(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data);
static void ask_lists(GTask *task, const char *next);

/* After the POST: is there a list of that name that was not there before? NULL: not on this page. */
static const char *
find_made(const ListWrite *write, const Page *page)
{
  for (guint i = 0; i < page->items->len; i++) {
    const MailingList *list = g_ptr_array_index(page->items, i);
    if (!g_hash_table_contains(write->there, list->id) && g_strcmp0(list->name, write->name) == 0)
      return list->id;
  }
  return NULL;
}

static void
begin(GTask *owned)
{
  g_autoptr(GTask) task = owned;
  ListWrite *write = g_task_get_task_data(task);
  g_autofree char *held = NULL;
  g_autoptr(GError) error = NULL;
  write->posted = TRUE;
  if (making_begin(write->journal, write->server, write->making, "about to create a list", &held, &error))
    mailing_list_create_async(write->client, write->directory_id, write->name, NULL, on_made,
                              g_steal_pointer(&task));
  else if (held != NULL)
    end_held(task, held);
  else
    end_made(task, WRITE_REFUSED, NULL, error->message);
}

static void
end_of_lists(GTask *task /* taken */)
{
  ListWrite *write = g_task_get_task_data(task);
  if (!write->posted) {
    begin(task);
    return;
  }
  const char *reason =
      "No clear answer came, and the list is not there. It may still appear: look again (r) before "
      "you make it a second time.";
  note_made(write, JOURNAL_CREATE_UNKNOWN, NULL, "unknown: no answer came, and the list is not there", NULL);
  end_made(task, WRITE_UNKNOWN, NULL, reason);
  g_object_unref(task);
}

static void
on_lists(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ListWrite *write = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = mailing_lists_list_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error(task, g_steal_pointer(&error));
    return;
  }
  if (page == NULL) {
    if (write->posted)
      note_made(write, JOURNAL_CREATE_UNKNOWN, NULL, "unknown: no answer came", error);
    end_made(task, write->posted ? WRITE_UNKNOWN : WRITE_REFUSED, NULL, error->message);
    return;
  }
  const char *made = write->posted ? find_made(write, page) : NULL;
  if (made != NULL) {
    note_made(write, JOURNAL_CREATE, made, "list created; the answer was lost, and it was found", NULL);
    end_made(task, WRITE_DONE, made, NULL);
    return;
  }
  for (guint i = 0; !write->posted && i < page->items->len; i++) {
    const MailingList *list = g_ptr_array_index(page->items, i);
    g_hash_table_add(write->there, g_strdup(list->id));
    if (g_strcmp0(list->name, write->name) == 0)
      making_add_before(write->making, list->id);
  }
  if (page->next != NULL)
    ask_lists(g_steal_pointer(&task), page->next);
  else
    end_of_lists(g_steal_pointer(&task));
}

/* Takes the task. */
static void
ask_lists(GTask *task, const char *next)
{
  const ListWrite *write = g_task_get_task_data(task);
  mailing_lists_list_async(write->client, FETCH_VISIBLE, write->directory_id, FALSE, next, NULL, on_lists,
                           task);
}

static void
on_made(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ListWrite *write = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  FetchProgress progress = FETCH_UNANSWERED;
  g_autofree char *id = mailing_list_create_finish(NULL, result, &progress, &error);
  if (id != NULL) {
    note_made(write, JOURNAL_CREATE, id, "list created", NULL);
    end_made(task, WRITE_DONE, id, NULL);
  } else if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error(task, g_steal_pointer(&error)); /* open: the next start looks for it */
  } else if (write_was_refused(progress, error)) {
    note_made(write, JOURNAL_CREATE_REFUSED, NULL, "list, refused", error);
    end_made(task, WRITE_REFUSED, NULL, error->message);
  } else
    ask_lists(g_steal_pointer(&task), NULL);
}

void
list_make_async(ApiClient *client, Journal *journal, const char *directory_id, const char *name,
                GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = task_new(client, journal, directory_id, list_make_async, callback, user_data);
  ListWrite *write = g_task_get_task_data(task);
  write->name = g_strdup(name);
  write->making = making_new(MAKING_LIST, directory_id, NULL, name, name);
  write->making->before = g_strdup("");
  write->there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  ask_lists(task, NULL);
}

ListMade *
list_make_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, list_make_async), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}

/* What was asked of a list that is there, and of which the answer may lie */

/* TRUE: it was surely not done, or the connection was left, and @task has ended. FALSE: it is looked at. */
static gboolean
end_if_refused(GTask *task, JournalKind kind, const char *what, const char *prefix, GError *error /* taken */)
{
  ListWrite *write = g_task_get_task_data(task);
  if (error == NULL || (kind == JOURNAL_DELETE ? delete_is_doubtful(error) : write_is_doubtful(error))) {
    write->doubt = error;
    return FALSE;
  }
  note(write, kind, write->list_id, what, error);
  write_fail(task, prefix, error);
  return TRUE;
}

/* It can't be seen what became of it. */
static void
end_unseen(GTask *task, JournalKind kind, const char *what, const char *prefix)
{
  ListWrite *write = g_task_get_task_data(task);
  note(write, kind, write->list_id, what, write->doubt);
  write_fail(task, prefix, g_steal_pointer(&write->doubt));
}

/* It is seen that it was not done. */
static void
end_undone(GTask *task, JournalKind kind, const char *what, const char *prefix)
{
  ListWrite *write = g_task_get_task_data(task);
  note(write, kind, write->list_id, what, write->doubt);
  if (write->doubt == NULL)
    write->doubt = g_error_new_literal(API_ERROR, API_ERROR_SERVER,
                                       "Qualtrics took it, but shows it as it was. Look again (r) before you "
                                       "try again.");
  write_fail(task, prefix, g_steal_pointer(&write->doubt));
}

/* Renaming */

#define NOT_RENAMED "Not renamed"

static void
on_renamed_read(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ListWrite *write = g_task_get_task_data(task);
  g_autoptr(MailingList) list = mailing_list_get_finish(NULL, result, NULL);
  const char *now = list != NULL && list->name != NULL ? list->name : NULL;
  gboolean is_named = g_strcmp0(now, write->name) == 0;
  if (now == NULL && write->doubt != NULL)
    end_unseen(task, JOURNAL_EDIT, "list renamed or not", "Renamed or not, nobody knows, look again (r)");
  else if (g_strcmp0(now, write->before) == 0 || (write->doubt != NULL && !is_named))
    end_undone(task, JOURNAL_EDIT, "list not renamed", NOT_RENAMED);
  else {
    note(write, JOURNAL_EDIT, write->list_id,
         write->doubt != NULL ? "list renamed; the answer was lost, and it was found so" : "list renamed",
         NULL);
    g_task_return_pointer(task, g_strdup(now != NULL ? now : write->name), g_free);
  }
}

static void
on_renamed(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  const ListWrite *write = g_task_get_task_data(task);
  GError *error = NULL;
  mailing_list_rename_finish(NULL, result, &error);
  if (!end_if_refused(task, JOURNAL_EDIT, "list not renamed", NOT_RENAMED, error))
    mailing_list_get_async(write->client, FETCH_VISIBLE, write->directory_id, write->list_id, NULL,
                           on_renamed_read, g_steal_pointer(&task));
}

static void
on_named(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  const ListWrite *write = g_task_get_task_data(task);
  GError *error = NULL;
  g_autoptr(MailingList) list = mailing_list_get_finish(NULL, result, &error);
  if (list == NULL)
    write_fail(task, NOT_RENAMED, error);
  else if (g_strcmp0(list->name, write->before) != 0 && g_strcmp0(list->name, write->name) != 0)
    g_task_return_new_error(task, API_ERROR, API_ERROR_REFUSED,
                            NOT_RENAMED
                            ": Someone else named it \xe2\x80\x9c%s\xe2\x80\x9d meanwhile; nothing "
                            "was changed.",
                            list->name != NULL ? list->name : "");
  else
    mailing_list_rename_async(write->client, write->directory_id, write->list_id, write->name, NULL,
                              on_renamed, g_steal_pointer(&task));
}

void
list_rename_async(ApiClient *client, Journal *journal, const char *directory_id, const char *list_id,
                  const char *before, const char *name, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = task_new(client, journal, directory_id, list_rename_async, callback, user_data);
  ListWrite *write = g_task_get_task_data(task);
  write->list_id = g_strdup(list_id);
  write->before = g_strdup(before);
  write->name = g_strdup(name);
  mailing_list_get_async(client, FETCH_VISIBLE, directory_id, list_id, NULL, on_named, task);
}

char *
list_rename_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, list_rename_async), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}

/* Deleting */

static void
on_looked(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ListWrite *write = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) contact = contact_get_finish(NULL, result, &error);
  write->people = contact != NULL              ? LIST_PEOPLE_STAY
                  : write_finds_nothing(error) ? LIST_PEOPLE_GONE
                                               : LIST_PEOPLE_UNKNOWN;
  g_task_return_boolean(task, TRUE);
}

static void
end_gone(GTask *task /* taken */)
{
  g_autoptr(GTask) owned = task;
  const ListWrite *write = g_task_get_task_data(task);
  ContactPlace directory = {write->directory_id, NULL};
  note(write, JOURNAL_DELETE, write->list_id,
       write->doubt != NULL ? "list deleted; the answer was lost, and it is not there" : "list deleted",
       NULL);
  if (write->contact_id != NULL)
    contact_get_async(write->client, &directory, write->contact_id, NULL, on_looked, g_steal_pointer(&owned));
  else
    g_task_return_boolean(task, TRUE);
}

static void
on_deleted_read(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  const ListWrite *write = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autoptr(MailingList) list = mailing_list_get_finish(NULL, result, &error);
  if (list != NULL)
    end_undone(task, JOURNAL_DELETE, "list not deleted", "not deleted");
  else if (write->doubt == NULL || write_finds_nothing(error))
    end_gone(g_steal_pointer(&task));
  else
    end_unseen(task, JOURNAL_DELETE, "list deleted or not", "deleted or not, nobody knows, look again (r)");
}

static void
on_deleted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  const ListWrite *write = g_task_get_task_data(task);
  GError *error = NULL;
  mailing_list_delete_finish(NULL, result, &error);
  if (!end_if_refused(task, JOURNAL_DELETE, "list not deleted", "not deleted", error))
    mailing_list_get_async(write->client, FETCH_VISIBLE, write->directory_id, write->list_id, NULL,
                           on_deleted_read, g_steal_pointer(&task));
}

static void
on_first_page(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ListWrite *write = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactPage) page = contacts_list_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error(task, g_steal_pointer(&error));
    return;
  }
  write->people = page != NULL ? LIST_WAS_EMPTY : LIST_PEOPLE_UNKNOWN;
  if (page != NULL && contact_page_length(page) > 0)
    write->contact_id = g_strdup(contact_page_field(page, 0, CONTACT_FIELD_ID));
  mailing_list_delete_async(write->client, write->directory_id, write->list_id, NULL, on_deleted,
                            g_steal_pointer(&task));
}

void
list_remove_async(ApiClient *client, Journal *journal, const char *directory_id, const char *list_id,
                  GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = task_new(client, journal, directory_id, list_remove_async, callback, user_data);
  ListWrite *write = g_task_get_task_data(task);
  write->list_id = g_strdup(list_id);
  ContactPlace place = {directory_id, list_id};
  contacts_list_async(client, &place, FETCH_VISIBLE, NULL, NULL, on_first_page, task);
}

gboolean
list_remove_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, ListPeople *people,
                   char **contact_id, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, list_remove_async), FALSE);
  const ListWrite *write = g_task_get_task_data(G_TASK(result));
  *people = write->people;
  *contact_id = g_strdup(write->contact_id);
  return g_task_propagate_boolean(G_TASK(result), error);
}
