/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which columns a person has chosen, and in which order: kept by the name of the pane, at once.
 */
#include "ui/app-private.h"

Pane *
app_pane_new(App *app, const PaneClass *klass)
{
  Pane *pane = pane_new(klass, &app->host, &app->services);
  g_auto(GStrv) columns = app->views ? views_columns(app->views, klass->name) : NULL;
  if (columns && pane_table(pane))
    table_set_columns(pane_table(pane), (const char *const *) columns);
  return pane;
}

void
app_keep_columns(App *app, Pane *pane)
{
  if (!app->views || !pane_table(pane))
    return;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) columns = table_columns(pane_table(pane));
  if (!views_set_columns(app->views, pane_class(pane)->name, (const char *const *) columns, &error))
    app_say(app, MESSAGE_WARNING, "The columns are not kept: %s", error->message);
}
