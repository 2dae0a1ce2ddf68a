/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One frame: the top line, the panes or the places over them, the message line, the hint line, and what lies
 * over all of it.
 */
#include <string.h>

#include "src/api/client.h"
#include "src/flow/launch-ledger.h"
#include "ui/app-private.h"
#include "ui/hints.h"
#include "ui/text.h"
#include "ui/theme.h"

#define APART "   " /* between the parts of the top line */

/* "https://fra1.qualtrics.com" is read as "fra1". New. */
static char *
host_word(const char *server)
{
  const char *host = strstr(server, "://");
  host = host ? host + 3 : server;
  const char *end = strstr(host, ".qualtrics.com");
  return end ? g_strndup(host, (gsize) (end - host)) : g_strdup(host);
}

static char *
who_and_where(App *app)
{
  const Services *services = &app->services;
  if (!services->client)
    return g_strdup(app->doing);
  g_autofree char *host = host_word(api_client_server(services->client));
  const Identity *who = services->identity;
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, " · %s", host);
  if (who && (who->first_name || who->last_name))
    g_string_append_printf(text, " · %s %s", who->first_name ? who->first_name : "",
                           who->last_name ? who->last_name : "");
  else if (who && who->user_name)
    g_string_append_printf(text, " · %s", who->user_name);
  if (app_read_only(app))
    g_string_append(text, " · read-only");
  return g_string_free(text, FALSE);
}

/* `u` takes back first what was done last; the command is always there. */
static const char *
way_to_settle(App *app)
{
  return g_strcmp0(app_undo_word(app), "settle") == 0 ? "u settle" : ": settle";
}

/* "NPS Q4 leaves in 04:12 (u undo)", or how else it is called back: what leaves next, else what nobody knows
 * the fate of, or not yet; or NULL, and after how many seconds that changes. New. */
static char *
countdown(App *app, guint *changes)
{
  const Services *services = &app->services;
  const char *unknown = NULL, *looked_for = NULL;
  *changes = 0;
  if (!services->desk)
    return NULL;
  const GPtrArray *pending = launch_desk_pending(services->desk);
  gint64 now = api_client_server_now(services->client);
  for (guint i = 0; i < pending->len; i++) {
    const LaunchPending *launch = g_ptr_array_index(pending, i);
    const char *what = launch->subject && *launch->subject ? launch->subject : "a launch";
    if (launch->unknown && !unknown)
      unknown = what;
    else if (!launch->distribution_id && !looked_for)
      looked_for = what;
    if (!launch->distribution_id || launch->send_at < now)
      continue;
    if (!api_client_knows_time(services->client)) /* this machine's clock may be wrong by hours */
      return g_strdup_printf("%s waits to leave", what);
    g_autofree char *left = distribution_time_left(launch->send_at, now, changes);
    return g_strdup_printf("%s leaves in %s%s", what, left,
                           launch->send_at - now <= LAUNCH_CALL_BACK_MS ? ""
                           : app_undo_calls_back(app, launch)           ? " (u undo)"
                                                                        : " (x in pane 4)");
  }
  if (unknown)
    return g_strdup_printf("%s: sent or not? (%s)", unknown, way_to_settle(app));
  if (looked_for)
    return g_strdup_printf("%s: was it sent? looking…", looked_for);
  const GPtrArray *makings = making_desk_unknown(services->making);
  const Making *made = makings->len ? g_ptr_array_index(makings, 0) : NULL;
  return made ? g_strdup_printf("%s: %s or not? (%s)", made->title ? made->title : "something",
                                made->kind == MAKING_IMPORT ? "imported" : "created", way_to_settle(app))
              : NULL;
}

/* Seconds for which the server wants to be left alone while something waits for it; 0: it does not. */
static guint
pause_left(App *app, const FetcherStats *stats)
{
  gint64 left = stats->paused_until_us - g_get_monotonic_time();
  return app->services.client && stats->waiting > 0 && left > 0 ? (guint) (left / G_USEC_PER_SEC) + 1 : 0;
}

guint
app_countdown_changes(App *app)
{
  guint changes = 0;
  g_autofree char *text = countdown(app, &changes);
  if (app->services.client) {
    FetcherStats stats = fetcher_stats(api_client_fetcher(app->services.client));
    changes = pause_left(app, &stats) ? 1 : changes;
  }
  return changes;
}

/* The connection's name, in the colour that it was given: one account looks like another. Cells taken. */
static int
draw_name(App *app, Canvas *canvas, int y, int x, int room)
{
  const Services *services = &app->services;
  if (!services->client || !services->connection_name)
    return 0;
  g_autofree char *colour =
      services->settings ? settings_connection_colour(services->settings, services->connection_name) : NULL;
  Style tag = theme_tag(colour);
  return canvas_printf(canvas, y, x, room, tag, tag == STYLE_NORMAL ? "%s" : " %s ",
                       services->connection_name);
}

/* What goes on, from left to right; how many calls a minute only where @room is left for that. New. */
static char *
what_goes_on(App *app, int room, gboolean *warns)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  FetcherStats stats = {0};
  if (app->services.client)
    stats = fetcher_stats(api_client_fetcher(app->services.client));
  guint loading = stats.under_way + stats.waiting, pause = pause_left(app, &stats), changes = 0;
  guint unsaved = app->services.saves ? 0 : app_unsaved_edits(app);
  if (loading)
    g_ptr_array_add(parts, g_strdup_printf("%u loading", loading));
  guint pace_at = parts->len;
  if (pause)
    g_ptr_array_add(parts, g_strdup_printf("the server asks to wait %02u:%02u", pause / 60, pause % 60));
  if (unsaved)
    g_ptr_array_add(parts, g_strdup_printf("%u edit%s not saved (d)", unsaved, unsaved == 1 ? "" : "s"));
  char *leaves = countdown(app, &changes);
  if (leaves)
    g_ptr_array_add(parts, leaves);
  *warns = leaves || unsaved;
  for (guint i = 0; i < parts->len; i++)
    room -= text_width(g_ptr_array_index(parts, i)) + (int) strlen(APART);
  g_autofree char *pace =
      g_strdup_printf("%u call%s/min", stats.last_minute, stats.last_minute == 1 ? "" : "s");
  if (stats.last_minute && !pause && text_width(pace) <= room)
    g_ptr_array_insert(parts, (gint) pace_at, g_steal_pointer(&pace));
  g_ptr_array_add(parts, NULL);
  return g_strjoinv(APART, (char **) parts->pdata);
}

static void
draw_top(App *app, Canvas *canvas, Rect line)
{
  g_autofree char *who = who_and_where(app);
  gboolean warns = FALSE;
  int x = line.x + 1;
  x += canvas_text(canvas, line.y, x, -1, "canvass", STYLE_TITLE | STYLE_BOLD);
  x += 2;
  const char *name = app->services.client ? app->services.connection_name : NULL;
  int wanted = text_width(who) + (name ? text_width(name) + 2 : 0);
  g_autofree char *right = what_goes_on(app, line.x + line.width - x - wanted - (int) strlen(APART), &warns);
  int room = MAX(line.x + line.width - x - text_width(right) - 2, 8);
  int named = draw_name(app, canvas, line.y, x, room);
  canvas_text(canvas, line.y, x + named, room - named, who, STYLE_NORMAL);
  canvas_text_right(canvas, line.y, line.x, line.width - 1, right, warns ? STYLE_WARNING : STYLE_DIM);
}

static void
draw_titles(App *app, Canvas *canvas, Rect line)
{
  spots_begin(app->titles);
  if (line.height < 1)
    return;
  int x = line.x + 1;
  for (int i = 0; i < SLOTS; i++) {
    int start = x;
    g_autofree char *title =
        i == app->focus ? pane_title(app_current(app)) : g_strdup(pane_class(app->panes[i])->title);
    x += canvas_printf(canvas, line.y, x, MAX(line.x + line.width - x, 0),
                       i == app->focus ? STYLE_TITLE | STYLE_BOLD : STYLE_DIM, "%d %s", i + 1, title);
    spots_add(app->titles, (Rect){line.y, start, 1, x - start}, i);
    x += 3;
  }
}

static void
draw_panes(App *app, Canvas *canvas)
{
  Layout *layout = &app->layout;
  if (app->full) {
    pane_draw(app->full, canvas, layout->body, 0, TRUE);
    return;
  }
  draw_titles(app, canvas, layout->titles);
  for (int i = 0; i < SLOTS; i++)
    if (layout->panes[i].height > 0) {
      Pane *pane = app->opened[i] ? app->opened[i] : app->panes[i];
      pane_draw(pane, canvas, layout->panes[i], i + 1, i == app->focus);
    }
}

static const char *
hint_word(ActionId action, gpointer data)
{
  g_autofree char *reason = app_refuse(data, action);
  return reason ? NULL : action == ACT_UNDO ? app_undo_word(data) : action_get(action)->hint;
}

static void
draw_hints(App *app, Canvas *canvas)
{
  Pane *pane = app_current(app);
  const char *text = overlay_stack_hint(app->overlays);
  if (!text && overlay_stack_top(app->overlays))
    text = "Esc close";
  if (!text && pane_class(pane)->hint)
    text = pane_class(pane)->hint(pane_state(pane));
  if (text)
    hints_draw_text(canvas, app->layout.hints, text);
  else
    hints_draw(canvas, app->layout.hints, app->keymap, pane_class(pane)->place, app_read_only_here(app),
               hint_word, app);
}

/* A pane that was out of sight may have let its numbers grow old. */
static void
note_shown(App *app)
{
  gboolean other = FALSE;
  for (int i = 0; i < SLOTS; i++) {
    gboolean drawn = !app->full && !app->layout.too_small && app->layout.panes[i].height > 0;
    const Pane *pane = !drawn ? NULL : app->opened[i] ? app->opened[i] : app->panes[i];
    other |= pane && app->shown[i] != pane;
    app->shown[i] = pane;
  }
  if (other)
    app->host.start_ticking(app);
}

void
app_paint(gpointer data)
{
  App *app = data;
  app_drafts_show(app);
  Canvas *canvas = screen_begin(app->screen);
  int height = canvas_height(canvas), width = canvas_width(canvas);
  int wanted = app->focus % 2 ? 0 : pane_wanted_width(app->panes[app->focus]);
  app->layout =
      layout_make(height, width, app->focus, app->zoom, wanted, messages_lines(app->messages, width));
  note_shown(app);
  if (app->layout.too_small) {
    canvas_printf(canvas, 0, 0, width, STYLE_WARNING, "canvass needs %d x %d, this is %d x %d",
                  LAYOUT_MIN_WIDTH, LAYOUT_MIN_HEIGHT, width, height);
    if (app->quitting) /* the question stands in a box that does not fit */
      canvas_text(canvas, 1, 0, width, "Something is on its way. Once more quits.", STYLE_WARNING);
    screen_present(app->screen);
    return;
  }
  draw_top(app, canvas, app->layout.top);
  draw_panes(app, canvas);
  messages_draw(app->messages, canvas, app->layout.message);
  if (overlay_stack_top(app->overlays))
    overlay_stack_draw(app->overlays, canvas, app->layout.body);
  draw_hints(app, canvas);
  screen_present(app->screen);
}
