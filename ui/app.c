/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program on the screen: it owns everything, from its start to its end. What a pane is, asks and does
 * stands in ui/panes, what it gets of the program in app-host.c. The first paint comes before anything is
 * asked of anyone.
 */
#include "ui/app.h"

#include <unistd.h>

#include "src/local/passing-file.h"
#include "ui/app-private.h"

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

static void
on_input(gpointer data)
{
  App *app = data;
  Key key = {0};
  while (screen_read_key(app->screen, &key)) {
    app_take_key(app, &key);
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
  app_bind_keys(app);
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
  g_autoptr(GPtrArray) open = app_left_open(app);
  g_cancellable_cancel(app->connecting);
  g_cancellable_cancel(app->unlocking);
  drafts_flush(app->services.drafts);
  g_clear_pointer(&app->overlays, overlay_stack_free);
  g_clear_pointer(&app->titles, spots_free);
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
  g_clear_pointer(&app->throwing, g_free);
  g_clear_pointer(&app->mail_drafts, g_strfreev);
  g_clear_pointer(&app->undo, g_ptr_array_unref);
  g_clear_pointer(&app->redo, g_ptr_array_unref);
  g_clear_pointer(&app->messages, messages_free);
  g_clear_pointer(&app->keymap, keymap_free);
  g_clear_pointer(&app->screen, screen_stop); /* while the loop's patience with a dead terminal still runs */
  g_clear_pointer(&app->loop, loop_free);
  for (guint i = 0; i < open->len; i++)
    g_printerr("canvass: %s\n", (const char *) g_ptr_array_index(open, i));
}

int
app_run(const AppOptions *options)
{
  App app = {.options = options, .doing = "starting", .began = g_get_real_time() / 1000};
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
  app.titles = spots_new();
  app.connecting = g_cancellable_new();
  app.services.session = app.connecting;
  app.undo = g_ptr_array_new_with_free_func(edit_done_free);
  app.redo = g_ptr_array_new_with_free_func(edit_done_free);
  app_fill_host(&app);
  open_memory(&app);
  app_make_panes(&app);
  loop_set_busy_check(app.loop, app_busy, &app);
  loop_invalidate(app.loop);
  loop_add_slice(app.loop, start_slice, &app, NULL);
  loop_run(app.loop);
  int status = app.status;
  app_clear(&app);
  return status;
}
