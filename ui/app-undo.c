/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Undo over the whole program: the last thing done is taken back first, be it an edit (the reverse edit,
 * while the contact is as we left it), a list renamed, a survey switched, contacts taken off a list, marks
 * taken away, or a send that has not left.
 */
#include "src/api/api-error.h"
#include "src/flow/contact-save.h"
#include "ui/app-private.h"
#include "ui/panes/panes.h"
#include "ui/saver.h"

void
edit_done_free(gpointer data)
{
  EditDone *done = data;
  if (!done)
    return;
  g_free(done->directory_id);
  g_free(done->list_id);
  g_free(done->title);
  contact_edit_free(done->edit);
  g_clear_pointer(&done->removed, g_ptr_array_unref);
  g_clear_pointer(&done->edits, g_ptr_array_unref);
  g_clear_pointer(&done->marks, g_ptr_array_unref);
  g_free(done->sent);
  g_free(done->before);
  g_free(done->survey_id);
  g_free(done);
}

void
app_done(App *app, EditDone *done)
{
  g_ptr_array_add(app->undo, done);
  g_ptr_array_set_size(app->redo, 0);
}

void
app_edited(gpointer data, const ContactPlace *place, const ContactEdit *edit, const char *title)
{
  App *app = data;
  EditDone *done = g_new0(EditDone, 1);
  done->directory_id = g_strdup(place->directory_id);
  done->list_id = g_strdup(place->list_id);
  done->title = g_strdup(title);
  done->edit = contact_edit_copy(edit);
  app_done(app, done);
}

void
app_taken_off(gpointer data, const ContactPlace *place, const char *name, const GPtrArray *contacts)
{
  App *app = data;
  EditDone *done = g_new0(EditDone, 1);
  done->directory_id = g_strdup(place->directory_id);
  done->list_id = g_strdup(place->list_id);
  done->title = g_strdup(name);
  done->removed = g_ptr_array_new_with_free_func((GDestroyNotify) contact_free);
  for (guint i = 0; i < contacts->len; i++)
    g_ptr_array_add(done->removed, contact_copy(g_ptr_array_index(contacts, i)));
  app_done(app, done);
}

void
app_unmarked(gpointer data, const ContactPlace *place, const GPtrArray *ids)
{
  App *app = data;
  EditDone *done = g_new0(EditDone, 1);
  done->directory_id = g_strdup(place->directory_id);
  done->list_id = g_strdup(place->list_id);
  done->marks = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add(done->marks, g_strdup(g_ptr_array_index(ids, i)));
  g_ptr_array_add(app->undo, done);
}

static gboolean
can_be_undone(App *app, const EditDone *done)
{
  const ContactPlace place = {done->directory_id, done->list_id};
  if (done->sent)
    return app_send_waits(app, done);
  return !done->marks || contacts_pane_is_at(app->panes[SLOT_CONTACTS], &place);
}

/* What `u` takes back: the last thing done. Marks only where they were, so that what was done before them is
 * reached from elsewhere; and never before a send that can still be called back, for that one leaves. -1:
 * nothing. */
static int
last_done(App *app)
{
  int marks = -1;
  for (int i = (int) app->undo->len - 1; i >= 0; i--) {
    const EditDone *done = g_ptr_array_index(app->undo, i);
    if (!can_be_undone(app, done))
      continue;
    if (!done->marks)
      return marks >= 0 && !done->sent ? marks : i;
    marks = MAX(marks, i);
  }
  return marks;
}

const EditDone *
app_next_undo(App *app)
{
  int last = last_done(app);
  return last >= 0 ? g_ptr_array_index(app->undo, last) : NULL;
}

const char *
app_undo_word(App *app)
{
  const EditDone *next = app_next_undo(app);
  return next && !next->sent ? "undo" : app_undo_send_word(app, next);
}

static void
mark_again(App *app, EditDone *done /* taken */)
{
  contacts_pane_mark(app->panes[SLOT_CONTACTS], done->marks);
  edit_done_free(done);
}

/* Steps */

UndoStep *
undo_step_new(App *app, EditDone *done, gboolean forth)
{
  UndoStep *step = g_new0(UndoStep, 1);
  *step = (UndoStep){.app = app, .done = done, .forth = forth};
  app->services.saves++;
  return step;
}

static void
step_free(UndoStep *step)
{
  step->app->services.saves--;
  edit_done_free(step->done);
  g_free(step);
}

void
undo_step_done(UndoStep *step)
{
  g_ptr_array_add(step->forth ? step->app->undo : step->app->redo, g_steal_pointer(&step->done));
  step_free(step);
}

static gboolean
is_final(const GError *error)
{
  return g_error_matches(error, API_ERROR, API_ERROR_REFUSED) ||
         g_error_matches(error, API_ERROR, API_ERROR_FORBIDDEN) ||
         g_error_matches(error, API_ERROR, API_ERROR_NOT_FOUND);
}

void
undo_step_failed(UndoStep *step, const GError *error)
{
  if (!was_cancelled(error))
    app_say(step->app, MESSAGE_ERROR, "%s: not %s: %s", step->done->title,
            step->forth ? "done again" : "taken back", error->message);
  if (!is_final(error) && !was_cancelled(error))
    g_ptr_array_add(step->forth ? step->app->redo : step->app->undo, g_steal_pointer(&step->done));
  step_free(step);
}

static ContactEdit *
written(const UndoStep *step)
{
  return step->forth ? contact_edit_copy(step->done->edit) : contact_edit_reverse(step->done->edit);
}

/* Somebody else changed the same since: what it is now is said, and left so. */
static void
step_overtaken(UndoStep *step, const ContactSaved *saved)
{
  const ContactChange *change = g_ptr_array_index(saved->conflicts, 0);
  g_autoptr(GError) error =
      g_error_new(API_ERROR, API_ERROR_REFUSED, "someone else changed %s meanwhile; it is %s now",
                  change->embedded ? change->embedded : contact_field_word(change->field),
                  change->before && *change->before ? change->before : "empty");
  contacts_pane_take_contact(step->app->panes[SLOT_CONTACTS], saved->now);
  undo_step_failed(step, error);
}

static void
on_step(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  UndoStep *step = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactSaved) saved = contact_save_finish(NULL, result, &error);
  if (error) {
    undo_step_failed(step, error);
    return;
  }
  if (!saved->saved) {
    step_overtaken(step, saved);
    return;
  }
  App *app = step->app;
  g_autoptr(ContactEdit) edit = written(step);
  g_autofree char *what = contact_edit_describe_again(edit);
  app_say(app, MESSAGE_OK, "%s: %s", step->done->title, what);
  contacts_pane_take_contact(app->panes[SLOT_CONTACTS], saved->now);
  if (app->opened[SLOT_CONTACTS])
    pane_act(app->opened[SLOT_CONTACTS], ACT_REFRESH);
  undo_step_done(step);
}

static void
step_contact(App *app, EditDone *done, gboolean forth)
{
  UndoStep *step = undo_step_new(app, done, forth);
  g_autoptr(ContactEdit) edit = written(step);
  ContactPlace place = {done->directory_id, done->list_id};
  contact_save_async(app->services.client, app->journal, &place, edit, FALSE, app->connecting, on_step, step);
}

static void
begin(App *app, EditDone *done /* taken */, gboolean forth)
{
  if (done->marks)
    mark_again(app, done);
  else if (done->removed)
    app_put_back(app, done);
  else if (done->edits)
    app_step_many(app, done, forth);
  else if (done->survey_id)
    app_step_survey(app, done, forth);
  else if (done->before)
    app_step_list(app, done, forth);
  else
    step_contact(app, done, forth);
}

const char *
app_refuse_undo(App *app, ActionId action)
{
  if (action == ACT_REDO)
    return app->redo->len ? NULL : "There is nothing to do again";
  const EditDone *next = app_next_undo(app);
  if (app_read_only(app) && !(next && next->marks)) /* marks are this program's own */
    return "This connection is read-only";
  gboolean sends = app->services.desk && launch_desk_pending(app->services.desk)->len > 0;
  sends |= app->services.making && making_desk_unknown(app->services.making)->len > 0;
  return next || sends ? NULL : "There is nothing to take back";
}

void
app_undo(App *app)
{
  int last = last_done(app);
  EditDone *done = last >= 0 ? g_ptr_array_index(app->undo, last) : NULL;
  if (done && !done->sent)
    begin(app, g_ptr_array_steal_index(app->undo, (guint) last), FALSE);
  else if (!app_call_back(app, done))
    app_say(app, MESSAGE_INFO, "There is nothing to take back");
}

void
app_redo(App *app)
{
  if (app->redo->len)
    begin(app, g_ptr_array_steal_index(app->redo, app->redo->len - 1), TRUE);
  else
    app_say(app, MESSAGE_INFO, "There is nothing to do again");
}
