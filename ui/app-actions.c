/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From an action to who does it: the program itself for the global ones, the pane in focus for the others.
 * A refusal always has a reason, and the person reads it.
 */
#include "ui/app-private.h"
#include "ui/dialog.h"
#include "ui/help.h"
#include "ui/palette.h"
#include "ui/panes/panes.h"

static char *
refuse_for_palette(ActionId action, gpointer data)
{
  return app_refuse(data, action);
}

static void
on_chosen(ActionId action, gpointer data)
{
  if (action != ACT_NONE)
    app_do(data, action);
}

static void
show_palette(App *app)
{
  Overlay *palette = palette_new(app->keymap, pane_class(app_current(app))->place, app_read_only_here(app),
                                 refuse_for_palette, on_chosen, app);
  app_add_commands(app, palette);
  app_overlay(app, palette);
}

static void
show_help(App *app)
{
  const PaneClass *klass = pane_class(app_current(app));
  app_overlay(app, help_new(app->keymap, klass->place, klass->title, app_read_only_here(app)));
}

static void
focus_slot(App *app, int slot)
{
  g_clear_pointer(&app->full, pane_free);
  app->focus = slot;
}

static void
do_global(App *app, ActionId action)
{
  switch (action) {
  case ACT_PANE_1:
  case ACT_PANE_2:
  case ACT_PANE_3:
  case ACT_PANE_4:
    focus_slot(app, (int) (action - ACT_PANE_1));
    break;
  case ACT_NEXT_PANE:
    focus_slot(app, (app->focus + 1) % SLOTS);
    break;
  case ACT_PREVIOUS_PANE:
    focus_slot(app, (app->focus + SLOTS - 1) % SLOTS);
    break;
  case ACT_ZOOM:
    app->zoom = !app->zoom;
    break;
  case ACT_REFRESH_ALL:
    refusals_clear(app->services.refusals);
    app_refresh_all(app);
    break;
  case ACT_UNDO:
    app_undo(app);
    break;
  case ACT_REDO:
    app_redo(app);
    break;
  case ACT_MAIL:
    app_mail(app);
    break;
  case ACT_SMS:
    app_sms(app);
    break;
  case ACT_LINKS:
    app_links(app);
    break;
  case ACT_COMMANDS:
    show_palette(app);
    break;
  case ACT_HELP:
    show_help(app);
    break;
  case ACT_API_CONSOLE:
    app_open_full(app, &pane_api_console);
    api_console_pane_resume(app->full, NULL);
    break;
  case ACT_DRAFTS:
    app_open_full(app, &pane_drafts);
    break;
  case ACT_REQUEST_LOG:
    app_open_full(app, &pane_request_log);
    break;
  case ACT_CONNECTIONS:
    app_open_full(app, &pane_connections);
    break;
  case ACT_REDRAW:
    screen_redraw(app->screen);
    break;
  case ACT_SUSPEND:
    loop_suspend(app->loop);
    break;
  case ACT_CLOSE:
    if (!app_close_place(app))
      app_quit(app);
    break;
  case ACT_QUIT:
    app_quit(app);
    break;
  default:
    app_say(app, MESSAGE_INFO, "%s: not in this version yet", action_get(action)->name);
    break;
  }
}

/* Esc: an error that was read, then what the pane has to cancel or clear, then the place on top, then left.
 */
static void
go_back(App *app)
{
  if (messages_dismiss(app->messages))
    return;
  if (pane_act(app_current(app), ACT_BACK))
    return;
  if (app_close_place(app))
    return;
  if (app->zoom)
    app->zoom = FALSE;
  else if (app->focus == SLOT_CONTACTS || app->focus == SLOT_DISTRIBUTIONS)
    app->focus--;
}

char *
app_refuse(App *app, ActionId action)
{
  Pane *pane = app_current(app);
  const Action *row = action_get(action);
  if (!row->global)
    return pane_refuse(pane, action, app->services.client != NULL, app_read_only_here(app));
  gboolean has_row = !pane_class(pane)->has_row || pane_class(pane)->has_row(pane_state(pane));
  if (!action_applies(action, pane_class(pane)->place))
    return g_strdup("Not here");
  const char *reason = action_refusal(action, has_row, app->services.client != NULL, app_read_only_here(app));
  if (!reason && (action == ACT_UNDO || action == ACT_REDO))
    reason = app_refuse_undo(app, action);
  if (!reason && action == ACT_SMS)
    reason = distributions_pane_refuse_sms(app->panes[SLOT_DISTRIBUTIONS]);
  return g_strdup(reason);
}

void
app_do(App *app, ActionId action)
{
  loop_invalidate(app->loop);
  g_autofree char *reason = app_refuse(app, action);
  if (reason) {
    app_say(app, MESSAGE_WARNING, "%s: %s", action_get(action)->name, reason);
    return;
  }
  if (action == ACT_BACK)
    go_back(app);
  else if (action_get(action)->global)
    do_global(app, action);
  else if (action == ACT_HIDE_COLUMN || action == ACT_MOVE_COLUMN_LEFT || action == ACT_MOVE_COLUMN_RIGHT) {
    pane_act(app_current(app), action);
    app_keep_columns(app, app_current(app));
  } else if (!pane_act(app_current(app), action))
    app_say(app, MESSAGE_INFO, "%s: nothing to do here", action_get(action)->name);
}
