/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two ways out of a launch whose answer was lost and which was not found, and of a contact, a list or an
 * import likewise: a person who has looked in Qualtrics says that it is there, or that it is not. Until then
 * its list is held, or no second one like it is made.
 */
#include <string.h>

#include "src/flow/launch-ledger.h"
#include "ui/app-private.h"
#include "ui/dialog.h"

static void
on_settled(int choice, gpointer data)
{
  App *app = data;
  g_autoptr(GError) error = NULL;
  if (choice < 0 || !app->services.desk)
    return;
  if (!launch_desk_settle(app->services.desk, app->settling, choice == 0, &error))
    app_say(app, MESSAGE_ERROR, "Not settled: %s", error->message);
  else {
    app_say(app, MESSAGE_OK, choice == 0 ? "Settled: it was sent" : "Settled: it was not sent");
    app_drop_sent(app);
  }
}

/* To this list, from this form; NULL: to any, from any. */
static const LaunchPending *
find_unknown(App *app, const char *list_id, const char *form_id)
{
  const GPtrArray *pending = app->services.desk ? launch_desk_pending(app->services.desk) : NULL;
  for (guint i = 0; pending && i < pending->len; i++) {
    const LaunchPending *launch = g_ptr_array_index(pending, i);
    if (launch->unknown && (!list_id || g_strcmp0(launch->list_id, list_id) == 0) &&
        (!form_id || launch_ledger_is_of_form(launch->intent_id, form_id)))
      return launch;
  }
  return NULL;
}

static void
on_making_settled(int choice, gpointer data)
{
  App *app = data;
  g_autoptr(GError) error = NULL;
  if (choice < 0 || !app->services.making)
    return;
  if (!making_desk_settle(app->services.making, app->settling, choice == 0, &error))
    app_say(app, MESSAGE_ERROR, "Not settled: %s", error->message);
  else
    app_say(app, MESSAGE_OK, choice == 0 ? "Settled: it is there" : "Settled: it is not there");
}

static gboolean
settle_making(App *app)
{
  static const char *const items[] = {"it is there", "it is not there: it may be made again", NULL};
  const GPtrArray *makings = app->services.making ? making_desk_unknown(app->services.making) : NULL;
  if (!makings || !makings->len)
    return FALSE;
  const Making *making = g_ptr_array_index(makings, 0);
  g_free(app->settling);
  app->settling = g_strdup(making->intent_id);
  const char *what = making->title ? making->title : "it";
  const char *lines = making->lines ? making->lines : "?";
  g_autofree char *title = making->kind == MAKING_IMPORT
                               ? g_strdup_printf("Look for the %s of line%s %s on the list", what,
                                                 strpbrk(lines, ",-") ? "s" : "", lines)
                               : g_strdup_printf("Look for %s in Qualtrics", what);
  app_overlay(app, dialog_menu(title, items, "yn", 0, on_making_settled, app));
  return TRUE;
}

gboolean
app_has_to_settle(App *app)
{
  const GPtrArray *makings = app->services.making ? making_desk_unknown(app->services.making) : NULL;
  return find_unknown(app, NULL, NULL) || (makings && makings->len);
}

static void
settle_launch(App *app, const LaunchPending *launch)
{
  static const char *const items[] = {"it is there: it was sent", "it is not there: nothing was sent", NULL};
  g_free(app->settling);
  app->settling = g_strdup(launch->intent_id);
  const char *what = launch->subject && *launch->subject ? launch->subject : "a launch";
  g_autofree char *title = g_strdup_printf("Look for “%s” in Qualtrics", what);
  app_overlay(app, dialog_menu(title, items, "sn", 0, on_settled, app));
}

gboolean
app_settle(App *app, const char *list_id)
{
  const LaunchPending *launch = find_unknown(app, list_id, NULL);
  if (!launch)
    return !list_id && settle_making(app);
  settle_launch(app, launch);
  return TRUE;
}

gboolean
app_settle_form(App *app, const char *form_id)
{
  const LaunchPending *launch = find_unknown(app, NULL, form_id);
  if (launch)
    settle_launch(app, launch);
  return launch != NULL;
}
