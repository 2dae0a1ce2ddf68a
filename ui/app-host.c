/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program as its panes know it: which pane feeds which, what they can open and in whose place, and what
 * they may ask of the program.
 */
#include "ui/app-private.h"
#include "ui/panes/panes.h"

/* The four panes, and whom each one feeds (-1: nobody). */
static const struct {
  const PaneClass *klass;
  int feeds;
} chain[SLOTS] = {
    [SLOT_DIRECTORIES] = {&pane_directories, SLOT_CONTACTS},
    [SLOT_CONTACTS] = {&pane_contacts, -1},
    [SLOT_SURVEYS] = {&pane_surveys, SLOT_DISTRIBUTIONS},
    [SLOT_DISTRIBUTIONS] = {&pane_distributions, -1},
};

/* What panes open, by name, and in whose place it stands. */
static const struct {
  const char *name;
  const PaneClass *klass;
  int slot;
} places[] = {
    {"contact-card", &pane_contact_card, SLOT_CONTACTS},
    {"survey-card", &pane_survey_card, SLOT_SURVEYS},
    {"distribution", &pane_distribution_numbers, SLOT_DISTRIBUTIONS},
    {"responses", &pane_responses, SLOT_DISTRIBUTIONS},
};

static void
open_place(App *app, int slot, const PaneClass *klass, gconstpointer subject)
{
  if (!app->opened[slot] || app->focus != slot)
    app->came_from[slot] = app->focus;
  g_clear_pointer(&app->opened[slot], pane_free);
  app->opened[slot] = app_pane_new(app, klass);
  pane_point_at(app->opened[slot], subject);
  app->focus = slot;
  loop_invalidate(app->loop);
}

static void
host_invalidate(gpointer data)
{
  App *app = data;
  loop_invalidate(app->loop);
}

static void
host_say(gpointer data, MessageKind kind, const char *text)
{
  app_say(data, kind, "%s", text);
}

static void
host_overlay(gpointer data, Overlay *overlay)
{
  app_overlay(data, overlay);
}

static void
host_reap(gpointer data)
{
  App *app = data;
  overlay_stack_reap(app->overlays);
  loop_invalidate(app->loop);
}

/* Pane 4 shows the names of lists, which pane 1 knows. */
static void
know_place(App *app, const ListPlace *place)
{
  if (!place)
    return;
  Pane *pane = app->panes[SLOT_DISTRIBUTIONS];
  if (place->list_id)
    distributions_pane_know_list(pane, place->list_id, place->name);
  distributions_pane_know_directory(pane, place->directory_id);
}

static void
host_selection_changed(gpointer data, Pane *pane)
{
  App *app = data;
  for (int i = 0; i < SLOTS; i++) {
    if (app->panes[i] != pane || chain[i].feeds < 0)
      continue;
    if (app->panes[app->focus] == pane)
      g_clear_pointer(&app->opened[chain[i].feeds], pane_free);
    pane_point_at(app->panes[chain[i].feeds], pane_selection(pane));
    if (i == SLOT_DIRECTORIES)
      know_place(app, pane_selection(pane));
  }
  loop_invalidate(app->loop);
}

static void
host_open(gpointer data, Pane *pane, const char *what, gconstpointer subject)
{
  App *app = data;
  if (g_str_equal(what, "contact-changed")) {
    contacts_pane_take_contact(app->panes[SLOT_CONTACTS], subject);
    return;
  }
  if (g_str_equal(what, "distribution-gone") || g_str_equal(what, "distribution-stays")) {
    app_called_back(app, subject, g_str_equal(what, "distribution-gone"));
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(places); i++)
    if (g_str_equal(places[i].name, what)) {
      open_place(app, places[i].slot, places[i].klass, subject);
      return;
    }
  for (int i = 0; i < SLOTS; i++)
    if ((app->panes[i] == pane || app->opened[i] == pane) && chain[i].feeds >= 0)
      app->focus = chain[i].feeds;
  loop_invalidate(app->loop);
}

static guint
host_add_slice(gpointer data, GSourceFunc slice, gpointer state, GDestroyNotify destroy)
{
  App *app = data;
  return loop_add_slice(app->loop, slice, state, destroy);
}

static void
host_remove_slice(gpointer data, guint id)
{
  App *app = data;
  loop_remove_slice(app->loop, id);
}

/* The sooner of two waits in seconds, of which 0 is none. */
static guint
sooner(guint one, guint other)
{
  return one && other ? MIN(one, other) : MAX(one, other);
}

static guint
tick(gpointer data)
{
  App *app = data;
  guint next = sooner(app_countdown_changes(app), app_waiting_tick(app));
  for (int i = 0; i < SLOTS; i++) {
    next = sooner(next, pane_tick(app->panes[i]));
    if (app->opened[i])
      next = sooner(next, pane_tick(app->opened[i]));
  }
  if (app->full)
    next = sooner(next, pane_tick(app->full));
  loop_invalidate(app->loop);
  return next;
}

static void
host_start_ticking(gpointer data)
{
  App *app = data;
  loop_start_ticking(app->loop, tick, app);
}

static gboolean
host_is_shown(gpointer data, const Pane *pane)
{
  App *app = data;
  for (int i = 0; i < SLOTS; i++)
    if (app->shown[i] == pane)
      return TRUE;
  return app->full == pane;
}

static void
host_do_action(gpointer data, ActionId action)
{
  app_do(data, action);
}

/* Services */

static void
service_copy(gpointer data, const char *text)
{
  App *app = data;
  screen_copy(app->screen, text);
}

static void
service_notify(gpointer data, const char *text)
{
  App *app = data;
  if (app->services.settings)
    screen_notify(app->screen, settings_notify(app->services.settings), text);
}

static void
service_survey_changed(gpointer data, const Survey *survey)
{
  App *app = data;
  surveys_pane_take(app->panes[SLOT_SURVEYS], survey);
  if (app->opened[SLOT_SURVEYS])
    pane_act(app->opened[SLOT_SURVEYS], ACT_REFRESH);
  loop_invalidate(app->loop);
}

/* It may have been another survey than the one pane 3 stood on. */
static void
service_launched(gpointer data, const char *survey_id, const char *distribution_id)
{
  App *app = data;
  Pane *surveys = app->panes[SLOT_SURVEYS], *distributions = app->panes[SLOT_DISTRIBUTIONS];
  app_sent(app, distribution_id);
  const Survey *survey = pane_selection(surveys);
  if (g_strcmp0(survey ? survey->id : NULL, survey_id) != 0 && surveys_pane_has(surveys, survey_id))
    surveys_pane_go_to(surveys, survey_id);
  else
    pane_act(distributions, ACT_REFRESH);
  distributions_pane_go_to(distributions, distribution_id);
  host_start_ticking(app);
  loop_invalidate(app->loop);
}

void
app_fill_host(App *app)
{
  app->host = (PaneHost){app,
                         host_invalidate,
                         host_say,
                         host_overlay,
                         host_reap,
                         host_selection_changed,
                         host_open,
                         host_add_slice,
                         host_remove_slice,
                         host_start_ticking,
                         host_is_shown,
                         host_do_action};
  app->services.app = app;
  app->services.paths = app->options->paths;
  app->services.copy = service_copy;
  app->services.notify = service_notify;
  app->services.edit_text = app_edit_text;
  app->services.browse = app_browse;
  app->services.known_id = app_known_id;
  app->services.survey_name = app_survey_name;
  app->services.edited = app_edited;
  app->services.edited_many = app_edited_many;
  app->services.came = app_came;
  app->services.went = app_went;
  app->services.taken_off = app_taken_off;
  app->services.unmarked = app_unmarked;
  app->services.list_renamed = app_list_renamed;
  app->services.survey_switched = app_survey_switched;
  app->services.survey_changed = service_survey_changed;
  app->services.launched = service_launched;
  app->services.connect = app_connect_to;
  app->services.open_draft = app_open_draft;
}

void
app_make_panes(App *app)
{
  for (int i = 0; i < SLOTS; i++)
    app->panes[i] = app_pane_new(app, chain[i].klass);
}
