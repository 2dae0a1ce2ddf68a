/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Undo and redo of an edit of many contacts: each one back while it is as we left it; who is not stays as it
 * is, and is told of.
 */
#include "src/flow/contacts-edit.h"
#include "ui/app-private.h"
#include "ui/dialog.h"
#include "ui/panes/panes.h"
#include "ui/text.h"

static GPtrArray *
copies(const GPtrArray *edits, gboolean reversed)
{
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify) contact_edit_free);
  for (guint i = 0; i < edits->len; i++) {
    const ContactEdit *edit = g_ptr_array_index(edits, i);
    g_ptr_array_add(all, reversed ? contact_edit_reverse(edit) : contact_edit_copy(edit));
  }
  return all;
}

static EditDone *
done_new(const ContactPlace *place, GPtrArray *edits /* taken */)
{
  EditDone *done = g_new0(EditDone, 1);
  done->directory_id = g_strdup(place->directory_id);
  done->list_id = g_strdup(place->list_id);
  done->title = text_counted(edits->len, "contact");
  done->edits = edits;
  return done;
}

void
app_edited_many(gpointer data, const ContactPlace *place, const GPtrArray *edits)
{
  App *app = data;
  app_done(app, done_new(place, copies(edits, FALSE)));
}

typedef struct {
  App *app;
  EditDone *done;
  gboolean forth;
} Step;

static void
tell(App *app, const ContactsEdited *edited, gboolean forth)
{
  contacts_pane_take_contacts(app->panes[SLOT_CONTACTS], edited->now);
  g_autofree char *count = text_counted(edited->edits->len, "contact");
  g_autofree char *stay =
      edited->failed->len ? g_strdup_printf("; %u stay as they are", edited->failed->len) : NULL;
  gboolean one = edited->edits->len == 1;
  const char *now = forth ? (one ? "is changed again" : "are changed again")
                          : (one ? "is as it was before" : "are as they were before");
  app_say(app, stay ? MESSAGE_WARNING : MESSAGE_OK, "%s %s%s", count, now, stay ? stay : "");
  if (!edited->failed->len)
    return;
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < edited->failed->len; i++) {
    const ContactFailure *failure = g_ptr_array_index(edited->failed, i);
    g_string_append_printf(text, "%s\n  %s\n", failure->contact_id, failure->reason);
  }
  app_overlay(app, dialog_view("These stay as they are", text->str));
}

static void
on_step(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autofree Step *step = data;
  App *app = step->app;
  app->services.saves--;
  g_autoptr(ContactsEdited) edited = contacts_edit_finish(result, NULL);
  if (edited) {
    tell(app, edited, step->forth);
    ContactPlace place = {step->done->directory_id, step->done->list_id};
    if (edited->edits->len)
      g_ptr_array_add(step->forth ? app->undo : app->redo,
                      done_new(&place, copies(edited->edits, !step->forth)));
  }
  edit_done_free(step->done);
}

void
app_step_many(App *app, EditDone *done, gboolean forth)
{
  Step *step = g_new0(Step, 1);
  *step = (Step){.app = app, .done = done, .forth = forth};
  app->services.saves++;
  g_autoptr(GPtrArray) edits = copies(done->edits, !forth);
  ContactPlace place = {done->directory_id, done->list_id};
  app_say(app, MESSAGE_INFO, "%s: %s…", done->title, forth ? "changing again" : "taking back");
  contacts_edit_async(app->services.client, app->journal, &place, edits, NULL, NULL, on_step, step);
}
