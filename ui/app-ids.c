/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The IDs that the panes stand on, by the kind of thing: what the API console fills its paths with. And whose
 * ID one is.
 */
#include "ui/app-private.h"
#include "ui/panes/panes.h"

static char *
contact_id(App *app)
{
  g_autofree char *title = NULL;
  char *id = NULL;
  return contacts_pane_current(app->panes[SLOT_CONTACTS], &id, &title) ? id : NULL;
}

char *
app_known_id(gpointer data, const char *kind)
{
  App *app = data;
  const ListPlace *place = contacts_pane_place(app->panes[SLOT_CONTACTS]);
  const Survey *survey = pane_selection(app->panes[SLOT_SURVEYS]);
  const Identity *who = app->services.identity;
  if (g_str_equal(kind, "directory"))
    return g_strdup(place ? place->directory_id : NULL);
  if (g_str_equal(kind, "list"))
    return g_strdup(place ? place->list_id : NULL);
  if (g_str_equal(kind, "contact"))
    return contact_id(app);
  if (g_str_equal(kind, "survey"))
    return g_strdup(survey ? survey->id : NULL);
  if (g_str_equal(kind, "distribution"))
    return g_strdup(distributions_pane_current(app->panes[SLOT_DISTRIBUTIONS]));
  return g_str_equal(kind, "library") && who ? g_strdup(who->user_id) : NULL;
}

const char *
app_survey_name(gpointer data, const char *survey_id)
{
  App *app = data;
  return surveys_pane_name(app->panes[SLOT_SURVEYS], survey_id);
}
