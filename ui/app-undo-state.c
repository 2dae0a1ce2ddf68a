/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Undo and redo of a list that was renamed and of a survey that was switched: each written only while it is
 * as we left it; if not, what it is now is said.
 */
#include "src/api/api-error.h"
#include "src/flow/list-write.h"
#include "src/flow/survey-switch.h"
#include "ui/app-private.h"
#include "ui/panes/panes.h"
#include "ui/panes/survey-switcher.h"

/* Lists. Here @title is what it is called now, and @before what it would be called again. */

void
app_list_renamed(gpointer data, const char *directory_id, const char *list_id, const char *before,
                 const char *after)
{
  EditDone *done = g_new0(EditDone, 1);
  done->directory_id = g_strdup(directory_id);
  done->list_id = g_strdup(list_id);
  done->title = g_strdup(after);
  done->before = g_strdup(before);
  app_done(data, done);
}

static void
on_renamed(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  UndoStep *step = data;
  App *app = step->app;
  EditDone *done = step->done;
  g_autoptr(GError) error = NULL;
  g_autofree char *now = list_rename_finish(NULL, result, &error);
  if (error) {
    undo_step_failed(step, error);
    pane_act(app->panes[SLOT_DIRECTORIES], ACT_REFRESH);
    return;
  }
  app_say(app, MESSAGE_OK, "%s is called %s again", done->title, now);
  directories_pane_rename(app->panes[SLOT_DIRECTORIES], done->directory_id, done->list_id, now);
  distributions_pane_know_list(app->panes[SLOT_DISTRIBUTIONS], done->list_id, now);
  g_free(done->before);
  done->before = g_steal_pointer(&done->title);
  done->title = g_steal_pointer(&now);
  undo_step_done(step);
}

void
app_step_list(App *app, EditDone *done, gboolean forth)
{
  UndoStep *step = undo_step_new(app, done, forth);
  app_say(app, MESSAGE_INFO, "Renaming to %s…", done->before);
  list_rename_async(app->services.client, app->journal, done->directory_id, done->list_id, done->title,
                    done->before, on_renamed, step);
}

/* Surveys */

void
app_survey_switched(gpointer data, const Survey *survey)
{
  EditDone *done = g_new0(EditDone, 1);
  done->survey_id = g_strdup(survey->id);
  done->title = g_strdup(survey->name);
  done->active = survey->is_active;
  app_done(data, done);
}

static void
on_switched(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  UndoStep *step = data;
  App *app = step->app;
  gboolean wanted = !step->done->active, was_so = FALSE;
  g_autoptr(GError) error = NULL;
  g_autoptr(Survey) now = survey_switch_finish(NULL, result, &was_so, &error);
  if (error) {
    undo_step_failed(step, error);
    return;
  }
  app->services.survey_changed(app, now);
  const char *state = now->is_active ? "active" : "inactive";
  if (was_so || now->is_active != wanted) {
    g_autoptr(GError) told = g_error_new(API_ERROR, API_ERROR_REFUSED,
                                         was_so ? "someone else did it meanwhile; it is %s already"
                                                : "the server took the change, but it is %s still",
                                         state);
    undo_step_failed(step, told);
    return;
  }
  app_say(app, MESSAGE_OK, "%s is %s again", step->done->title, state);
  step->done->active = now->is_active;
  undo_step_done(step);
}

/* Nothing is asked here, so what `a` would warn of is not done. */
void
app_step_survey(App *app, EditDone *done, gboolean forth)
{
  if (done->active && launch_desk_waits(app->services.desk, done->survey_id, NULL)) {
    app_say(app, MESSAGE_WARNING,
            "%s stays active: a launch of it is waiting to leave, and would lead nowhere (a asks)",
            done->title);
    g_ptr_array_add(forth ? app->redo : app->undo, done);
    return;
  }
  UndoStep *step = undo_step_new(app, done, forth);
  app_say(app, MESSAGE_INFO, "%s: %s…", done->title, done->active ? "deactivating" : "activating");
  survey_switch_async(app->services.client, app->journal, done->survey_id, !done->active, on_switched, step);
}
