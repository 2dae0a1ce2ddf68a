/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Contacts that came or went, told to every pane that shows them, whoever made it so: a form, a pane or an
 * undo.
 */
#include "src/flow/contacts-remove.h"
#include "ui/app-private.h"
#include "ui/panes/panes.h"

void
app_came(gpointer data, const ContactPlace *place, const Contact *contact, gboolean is_new)
{
  App *app = data;
  gboolean was_there = contacts_pane_take_new(app->panes[SLOT_CONTACTS], place, contact);
  Pane *directories = app->panes[SLOT_DIRECTORIES];
  if (place->list_id && !was_there)
    directories_pane_count(directories, place->directory_id, place->list_id, 1);
  if (is_new)
    directories_pane_count(directories, place->directory_id, NULL, 1);
}

void
app_went(gpointer data, const ContactPlace *place, const GPtrArray *contacts)
{
  App *app = data;
  contacts_pane_drop(app->panes[SLOT_CONTACTS], place, contacts);
  directories_pane_count(app->panes[SLOT_DIRECTORIES], place->directory_id, place->list_id,
                         -(int) contacts->len);
}

/* Putting back */

typedef struct {
  App *app;
  EditDone *done;
} PutBack;

static void
put_back_free(PutBack *back)
{
  edit_done_free(back->done);
  g_free(back);
}

/* What failed for now stays to be tried again by the next undo; what was refused does not. */
static void
keep_for_later(PutBack *back, const GPtrArray *failed)
{
  GPtrArray *removed = back->done->removed;
  for (guint i = removed->len; i > 0; i--) {
    const Contact *contact = g_ptr_array_index(removed, i - 1);
    gboolean again = FALSE;
    for (guint k = 0; k < failed->len; k++) {
      const ContactFailure *failure = g_ptr_array_index(failed, k);
      again |= !failure->refused && g_str_equal(failure->contact_id, contact->fields[CONTACT_FIELD_ID]);
    }
    if (!again)
      g_ptr_array_remove_index(removed, i - 1);
  }
  if (removed->len)
    g_ptr_array_add(back->app->undo, g_steal_pointer(&back->done));
}

static void
say_back(PutBack *back, const ContactsMoved *moved)
{
  App *app = back->app;
  const char *list = back->done->title;
  if (moved->done->len == 1) {
    g_autofree char *title = contact_title(g_ptr_array_index(moved->done, 0));
    app_say(app, MESSAGE_OK, "%s: back on %s", title, list);
  } else if (moved->done->len)
    app_say(app, MESSAGE_OK, "%u contacts are back on %s", moved->done->len, list);
  if (moved->failed->len) {
    const ContactFailure *first = g_ptr_array_index(moved->failed, 0);
    g_autofree char *more =
        moved->failed->len > 1 ? g_strdup_printf(" (and %u more)", moved->failed->len - 1) : g_strdup("");
    app_say(app, MESSAGE_ERROR, "%s%s: not put back on %s: %s", first->contact_id, more, list, first->reason);
  }
}

static void
on_put_back(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  PutBack *back = data;
  App *app = back->app;
  app->services.saves--;
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactsMoved) moved = contacts_move_finish(NULL, result, &error);
  if (was_cancelled(error)) {
    put_back_free(back);
    return;
  }
  if (error) {
    app_say(app, MESSAGE_ERROR, "Not put back on %s: %s", back->done->title, error->message);
    g_ptr_array_add(app->undo, g_steal_pointer(&back->done));
    put_back_free(back);
    return;
  }
  ContactPlace place = {back->done->directory_id, back->done->list_id};
  for (guint i = 0; i < moved->done->len; i++)
    app_came(app, &place, g_ptr_array_index(moved->done, i), FALSE);
  say_back(back, moved);
  keep_for_later(back, moved->failed);
  put_back_free(back);
}

void
app_put_back(App *app, EditDone *done)
{
  if (!done->list_id) {
    app_say(app, MESSAGE_WARNING, "Deleting from %s is for good; u again takes back what was done before it",
            done->title);
    edit_done_free(done);
    return;
  }
  PutBack *back = g_new0(PutBack, 1);
  back->app = app;
  back->done = done;
  app->services.saves++;
  ContactPlace place = {done->directory_id, done->list_id};
  app_say(app, MESSAGE_INFO, "Putting back on %s…", done->title);
  contacts_put_back_async(app->services.client, app->journal, &place, done->removed, on_put_back, back);
}
