/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program on the screen. It owns everything and knows which pane feeds which; what a pane is, asks and
 * does stands in ui/panes. The first paint comes before anything is asked of anyone.
 */
#include "ui/app.h"

#include <unistd.h>

#include "src/local/passing-file.h"
#include "ui/app-private.h"
#include "ui/line-edit.h"
#include "ui/panes/panes.h"
#include "ui/text.h"

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

/* What everyone asks of the program */

Pane *
app_current(App *app)
{
  if (app->full)
    return app->full;
  return app->opened[app->focus] ? app->opened[app->focus] : app->panes[app->focus];
}

gboolean
app_read_only(const App *app)
{
  return app->options->read_only || app->services.read_only;
}

gboolean
app_read_only_here(App *app)
{
  return app_read_only(app) && pane_class(app_current(app))->place != PLACE_CONNECTIONS;
}

void
app_say(App *app, MessageKind kind, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  messages_say(app->messages, kind, text);
  loop_invalidate(app->loop);
}

void
app_overlay(App *app, Overlay *overlay)
{
  overlay_stack_push(app->overlays, overlay);
  loop_invalidate(app->loop);
}

void
app_open(App *app, int slot, const PaneClass *klass, gconstpointer subject)
{
  if (!app->opened[slot] || app->focus != slot)
    app->came_from[slot] = app->focus;
  g_clear_pointer(&app->opened[slot], pane_free);
  app->opened[slot] = app_pane_new(app, klass);
  pane_point_at(app->opened[slot], subject);
  app->focus = slot;
  loop_invalidate(app->loop);
}

void
app_open_full(App *app, const PaneClass *klass)
{
  g_clear_pointer(&app->full, pane_free);
  app->full = app_pane_new(app, klass);
  pane_point_at(app->full, NULL);
  loop_invalidate(app->loop);
}

gboolean
app_close_place(App *app)
{
  Pane **place = app->full ? &app->full : &app->opened[app->focus];
  if (!*place)
    return FALSE;
  if (!app->full)
    app->focus = app->came_from[app->focus];
  g_clear_pointer(place, pane_free);
  loop_invalidate(app->loop);
  return TRUE;
}

void
app_refresh_all(App *app)
{
  for (int i = 0; i < SLOTS; i++) {
    pane_act(app->panes[i], ACT_REFRESH);
    if (app->opened[i])
      pane_act(app->opened[i], ACT_REFRESH);
  }
  loop_invalidate(app->loop);
}

/* The panes' host */

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
  if (g_str_equal(what, "distribution-gone")) {
    app_distribution_gone(app, subject);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(places); i++)
    if (g_str_equal(places[i].name, what)) {
      app_open(app, places[i].slot, places[i].klass, subject);
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

/* Keys */

#define DOUBLE_CLICK_US (500 * 1000)

/* The second of two quick clicks at one place; a third one is a first again. */
static gboolean
is_double(App *app, const Key *key)
{
  gint64 now = g_get_monotonic_time();
  gboolean second = key->code == K_CLICK && app->click_x == key->x && app->click_y == key->y &&
                    now - app->clicked_at < DOUBLE_CLICK_US;
  app->click_x = key->x;
  app->click_y = key->y;
  app->clicked_at = key->code == K_CLICK && !second ? now : 0;
  return second;
}

static void
take_click(App *app, const Key *key)
{
  gboolean opens = is_double(app, key);
  if (app->full) {
    if (pane_mouse(app->full, key) && opens)
      app_do(app, ACT_OPEN);
    return;
  }
  int slot = layout_pane_at(&app->layout, key->y, key->x);
  if (slot < 0)
    return;
  if (key->code == K_CLICK)
    app->focus = slot;
  Pane *pane = app->opened[slot] ? app->opened[slot] : app->panes[slot];
  gboolean taken = pane_mouse(pane, key);
  if (taken && opens)
    app_do(app, ACT_OPEN);
}

/* Leaving, painting anew and suspending work from anywhere; but where a text is typed a letter is a letter.
 */
static ActionId
everywhere(App *app, const Key *key)
{
  ActionId action = keymap_find(app->keymap, pane_class(app_current(app))->place, key);
  if (action != ACT_QUIT && action != ACT_REDRAW && action != ACT_SUSPEND)
    return ACT_NONE;
  gboolean is_letter = key->code == K_CHAR && !(key->mods & (K_CTRL | K_META));
  if (is_letter && (!overlay_stack_top(app->overlays) || overlay_stack_is_typing(app->overlays)))
    return ACT_NONE;
  return action;
}

/* By the picture that is seen, or by the one that comes next. */
static gboolean
is_too_small(App *app)
{
  int height, width;
  screen_size(app->screen, &height, &width);
  return app->layout.too_small || height < LAYOUT_MIN_HEIGHT || width < LAYOUT_MIN_WIDTH;
}

/* What a key would do here nobody sees, so it does nothing that could be regretted. */
static void
take_key_unseen(App *app, const Key *key)
{
  const PaneClass *klass = pane_class(app_current(app));
  gboolean typing =
      overlay_stack_is_typing(app->overlays) || (klass->hint && klass->hint(pane_state(app_current(app))));
  gboolean is_letter = key->code == K_CHAR && !(key->mods & (K_CTRL | K_META));
  ActionId action = keymap_find(app->keymap, klass->place, key);
  if ((action == ACT_QUIT || action == ACT_REDRAW || action == ACT_SUSPEND) && !(typing && is_letter))
    app_do(app, action);
}

/* What did not come whole is said: half a text looks like a text. */
static void
say_of_paste(App *app, const char *text)
{
  g_autofree char *longest = text_count(LINE_EDIT_LONGEST);
  if (!*text)
    app_say(app, MESSAGE_WARNING, "Nothing was pasted: there was nothing, or more than a megabyte");
  else if (g_utf8_strlen(text, -1) > LINE_EDIT_LONGEST)
    app_say(app, MESSAGE_WARNING, "Only %s characters fit into a line: the end of what was pasted is missing",
            longest);
}

/* A key that does something in another place: silence would look like a program that hangs. */
static void
say_of_elsewhere(App *app, const PaneClass *klass, const Key *key)
{
  ActionId action = keymap_find(app->keymap, PLACE_EVERYWHERE, key);
  g_autofree char *help = keymap_label(app->keymap, ACT_HELP);
  if (action != ACT_NONE)
    app_say(app, MESSAGE_INFO, "%s: not in %s; %s shows its keys", action_get(action)->name, klass->title,
            help);
}

static void
take_key(App *app, const Key *key)
{
  if (is_too_small(app)) {
    take_key_unseen(app, key);
    return;
  }
  gboolean offered = app_draft_is_offered(app);
  messages_key(app->messages);
  if (key->code == K_PASTE)
    say_of_paste(app, key->paste);
  ActionId action = everywhere(app, key);
  if (action != ACT_NONE) {
    app_do(app, action);
    return;
  }
  if (overlay_stack_top(app->overlays)) {
    overlay_stack_key(app->overlays, key);
    return;
  }
  if (offered && app_draft_key(app, key))
    return;
  Pane *pane = app_current(app);
  if (pane_key(pane, key))
    return;
  if (key->code == K_CLICK || key->code == K_WHEEL) {
    take_click(app, key);
    return;
  }
  action = keymap_find(app->keymap, pane_class(pane)->place, key);
  if (action != ACT_NONE)
    app_do(app, action);
  else
    say_of_elsewhere(app, pane_class(pane), key);
}

static void
on_input(gpointer data)
{
  App *app = data;
  Key key = {0};
  while (screen_read_key(app->screen, &key)) {
    take_key(app, &key);
    key_clear(&key);
  }
  if (screen_input_hung_up(app->screen))
    loop_input_later(app->loop, 25);
  loop_invalidate(app->loop);
}

static void
on_resized(gpointer data)
{
  App *app = data;
  screen_resized(app->screen);
}

static void
on_ended(gpointer data, int signal G_GNUC_UNUSED)
{
  App *app = data;
  loop_quit(app->loop);
}

static void
on_suspended(gpointer data)
{
  App *app = data;
  screen_suspend(app->screen);
}

static void
on_resumed(gpointer data)
{
  App *app = data;
  screen_resume(app->screen);
  loop_invalidate(app->loop);
}

/* Start and end */

/* What GLib wants to say would stand in the middle of the picture; it is said where nobody draws. */
static GLogWriterOutput
on_log(GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  if (isatty(STDERR_FILENO))
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_default(level, fields, n_fields, data);
}

/* How much of the input the picture answers, and its size. */
static char *
on_state(gpointer data)
{
  App *app = data;
  int height, width;
  screen_size(app->screen, &height, &width);
  return g_strdup_printf("%" G_GUINT64_FORMAT " %dx%d", screen_input_taken(app->screen), width, height);
}

static const LoopHooks hooks = {on_input,     app_paint,  on_resized, on_ended,
                                on_suspended, on_resumed, on_state};

static gboolean
start_slice(gpointer data)
{
  app_connect_start(data);
  return G_SOURCE_REMOVE;
}

static void
bind_keys(App *app)
{
  g_auto(GStrv) names = settings_bound_actions(app->services.settings);
  for (char **name = names; *name; name++) {
    g_auto(GStrv) keys = settings_keys(app->services.settings, *name);
    g_autofree char *joined = keys ? g_strjoinv(" ", keys) : NULL;
    g_autofree char *reason = joined ? NULL : g_strdup("this is no UTF-8");
    if (!joined || !keymap_bind(app->keymap, *name, joined, &reason))
      app_say(app, MESSAGE_ERROR, "[keys] %s: %s", *name, reason);
  }
}

static void
fill_host(App *app)
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

static void
on_journal_lost(const char *line, gpointer data)
{
  app_say(data, MESSAGE_ERROR, "%s", line);
}

static void
open_memory(App *app)
{
  g_autoptr(GError) error = NULL;
  app->services.refusals = refusals_new();
  app->services.drafts = drafts_new(vault_new(app->options->paths), &app->host);
  if (app->options->no_memory)
    app_say(app, MESSAGE_ERROR, "Nothing can be kept, so nothing can be sent: %s", app->options->no_memory);
  app->services.settings = settings_load(app->options->paths, &error);
  if (!app->services.settings) {
    app_say(app, MESSAGE_ERROR, "%s. Until this is put right nothing is written", error->message);
    return;
  }
  bind_keys(app);
  g_clear_error(&error);
  passing_files_clear(app->options->paths);
  app->views = views_load(app->options->paths);
  app->journal = journal_open(app->options->paths, &error);
  app->services.journal = app->journal;
  if (!app->journal && !app->options->no_memory)
    app_say(app, MESSAGE_ERROR, "%s; nothing can be sent or made without it", error->message);
  if (app->journal)
    journal_set_lost(app->journal, on_journal_lost, app);
  if (!app->options->demo)
    app->services.connections =
        connections_new(app->services.settings, app->options->server, app->options->token);
}

static void
app_clear(App *app)
{
  g_cancellable_cancel(app->connecting);
  g_cancellable_cancel(app->unlocking);
  drafts_flush(app->services.drafts);
  g_clear_pointer(&app->overlays, overlay_stack_free);
  g_clear_pointer(&app->full, pane_free);
  for (int i = 0; i < SLOTS; i++) {
    g_clear_pointer(&app->opened[i], pane_free);
    g_clear_pointer(&app->panes[i], pane_free);
  }
  app_disconnect(app);
  g_clear_object(&app->connecting);
  g_clear_object(&app->unlocking);
  g_clear_pointer(&app->services.connections, connections_free);
  g_clear_pointer(&app->views, views_free);
  g_clear_pointer(&app->journal, journal_close);
  g_clear_pointer(&app->services.drafts, drafts_free);
  g_clear_pointer(&app->services.refusals, refusals_free);
  g_clear_pointer(&app->services.settings, settings_free);
  g_clear_pointer(&app->settling, g_free);
  g_clear_pointer(&app->offer, g_free);
  g_clear_pointer(&app->offered, g_free);
  g_clear_pointer(&app->mail_drafts, g_strfreev);
  g_clear_pointer(&app->undo, g_ptr_array_unref);
  g_clear_pointer(&app->redo, g_ptr_array_unref);
  g_clear_pointer(&app->messages, messages_free);
  g_clear_pointer(&app->keymap, keymap_free);
  g_clear_pointer(&app->screen, screen_stop); /* while the loop's patience with a dead terminal still runs */
  g_clear_pointer(&app->loop, loop_free);
}

int
app_run(const AppOptions *options)
{
  App app = {.options = options, .doing = "starting"};
  const char *reason = NULL;
  g_log_set_writer_func(on_log, NULL, NULL);
  app.screen = screen_start(!options->no_mouse, &reason);
  if (!app.screen) {
    g_printerr("canvass: %s\n", reason);
    return 2;
  }
  app.loop = loop_new(&hooks, &app, options->idle_fd);
  app.keymap = keymap_new();
  app.messages = messages_new();
  app.overlays = overlay_stack_new();
  app.connecting = g_cancellable_new();
  app.services.session = app.connecting;
  app.undo = g_ptr_array_new_with_free_func(edit_done_free);
  app.redo = g_ptr_array_new_with_free_func(edit_done_free);
  fill_host(&app);
  open_memory(&app);
  for (int i = 0; i < SLOTS; i++)
    app.panes[i] = app_pane_new(&app, chain[i].klass);
  loop_set_busy_check(app.loop, app_busy, &app);
  loop_invalidate(app.loop);
  loop_add_slice(app.loop, start_slice, &app, NULL);
  loop_run(app.loop);
  int status = app.status;
  app_clear(&app);
  return status;
}
