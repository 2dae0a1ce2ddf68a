/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of one distribution: a funnel from sent to finished, and what went wrong. While they are looked
 * at they are asked for again, ever more seldom.
 */
#include "src/api/distributions.h"
#include "src/model/timestamp.h"
#include "ui/dialog.h"
#include "ui/panes/common.h"
#include "ui/panes/panes.h"
#include "ui/text.h"

typedef struct {
  Pane *pane;
  Services *services;
  Distribution *distribution; /* NULL until it has come */
  char *id, *survey_id, *subject;
  GCancellable *cancellable;
  gboolean loading;
  gboolean by_itself; /* nobody pressed a key for what is loading: a failure is not said */
  guint failures;     /* of such, one after the other */
  gint64 answered;    /* when the last answer came; monotonic, in seconds */
  int scroll;
} State;

static void
on_distribution(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  Distribution *distribution = distribution_get_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  const PaneHost *host = pane_host(state->pane);
  state->loading = FALSE;
  state->answered = seconds_now();
  host->start_ticking(host->app);
  if (error) {
    state->failures = MIN(state->failures + 1, MAX_FAILURES);
    if (!state->by_itself)
      say_failed(state->pane, state->subject, error);
    pane_invalidate(state->pane);
    return;
  }
  state->failures = 0;
  distribution_free(state->distribution);
  state->distribution = distribution;
  pane_invalidate(state->pane);
}

static void
refresh(State *state)
{
  renew_cancellable(&state->cancellable);
  if (!state->services->client || !state->id)
    return;
  state->loading = TRUE;
  state->by_itself = FALSE;
  distribution_get_async(state->services->client, FETCH_VISIBLE, state->survey_id, state->id,
                         state->cancellable, on_distribution, state);
}

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  state->cancellable = g_cancellable_new();
}

static void
done(gpointer data)
{
  State *state = data;
  g_cancellable_cancel(state->cancellable);
  g_clear_object(&state->cancellable);
  distribution_free(state->distribution);
  g_free(state->id);
  g_free(state->survey_id);
  g_free(state->subject);
}

static void
point_at(gpointer data, gconstpointer subject)
{
  State *state = data;
  const Distribution *distribution = subject;
  state->id = g_strdup(distribution->id);
  state->survey_id = g_strdup(distribution->survey_id);
  state->subject = g_strdup(distribution->subject ? distribution->subject : distribution->id);
  refresh(state);
}

/* Drawing */

static void
draw_bar(Canvas *canvas, int y, Rect rect, const char *label, gint64 number, gint64 whole, Style style)
{
  number = MAX(number, 0);
  g_autofree char *count = text_count((guint64) number);
  canvas_text(canvas, y, rect.x + 2, 12, label, STYLE_NORMAL);
  canvas_text_right(canvas, y, rect.x + 14, 9, count, STYLE_BOLD);
  int room = MIN(rect.width - 34, 60);
  if (room < 4 || whole <= 0)
    return;
  int cells = (int) CLAMP(number * room / whole, number > 0, room);
  const char *full = canvas_is_ascii(canvas) ? "#" : "█", *empty = canvas_is_ascii(canvas) ? "." : "░";
  for (int i = 0; i < room; i++)
    canvas_text(canvas, y, rect.x + 25 + i, 1, i < cells ? full : empty, i < cells ? style : STYLE_DIM);
  canvas_printf(canvas, y, rect.x + 26 + room, 6, STYLE_DIM, "%3d%%", (int) (number * 100 / whole));
}

static int
draw_head(State *state, Canvas *canvas, Rect rect, int y)
{
  const Distribution *distribution = state->distribution;
  g_autofree char *when = timestamp_to_local(distribution->sends, "%A %d %B %Y %H:%M:%S");
  const struct {
    const char *label, *value;
  } lines[] = {
      {"Subject", distribution->subject},      {"From", distribution->from_name},
      {"Address", distribution->from_email},   {"When", when},
      {"State", distribution->request_status}, {"ID", distribution->id},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
    if (!lines[i].value || !*lines[i].value)
      continue;
    canvas_text(canvas, y, rect.x + 2, 12, lines[i].label, STYLE_DIM);
    canvas_text(canvas, y++, rect.x + 15, rect.width - 16, lines[i].value, STYLE_NORMAL);
  }
  return y + 1;
}

static void
draw(gpointer data, Canvas *canvas, Rect rect, gboolean focused)
{
  State *state = data;
  if (focused)
    canvas_set_cursor(canvas, rect.y, rect.x, FALSE);
  if (!state->distribution) {
    canvas_text(canvas, rect.y + 1, rect.x + 2, rect.width - 3,
                state->loading ? "Loading…" : "Not loaded: r tries again", STYLE_DIM);
    return;
  }
  const DistributionStats *stats = &state->distribution->stats;
  gint64 whole = MAX(stats->sent, MAX(stats->opened, stats->started));
  int y = draw_head(state, canvas, rect, rect.y - state->scroll);
  draw_bar(canvas, y++, rect, "Sent", stats->sent, whole, STYLE_OK);
  draw_bar(canvas, y++, rect, "Opened", stats->opened, whole, STYLE_OK);
  draw_bar(canvas, y++, rect, "Started", stats->started, whole, STYLE_OK);
  draw_bar(canvas, y++, rect, "Finished", stats->finished, whole, STYLE_OK);
  y++;
  draw_bar(canvas, y++, rect, "Failed", stats->failed, whole, STYLE_ERROR);
  draw_bar(canvas, y++, rect, "Bounced", stats->bounced, whole, STYLE_ERROR);
  draw_bar(canvas, y++, rect, "Skipped", stats->skipped, whole, STYLE_WARNING);
  draw_bar(canvas, y++, rect, "Blocked", stats->blocked, whole, STYLE_WARNING);
  draw_bar(canvas, y++, rect, "Complaints", stats->complaints, whole, STYLE_WARNING);
}

static char *
frame_title(gpointer data, char **right)
{
  State *state = data;
  *right = state->loading && !state->distribution ? g_strdup("loading") : NULL;
  return g_strdup_printf("Distribution · %s", state->subject);
}

static gboolean
has_row(gpointer data)
{
  State *state = data;
  return state->distribution != NULL;
}

static char *
refuse(gpointer data, ActionId action)
{
  State *state = data;
  if (action == ACT_FOLLOW_UP)
    return g_strdup("Reminders and thank-yous are not in this version yet");
  if (action == ACT_CANCEL_SEND &&
      state->distribution->sends <= api_client_server_now(state->services->client))
    return g_strdup("It has left already");
  return NULL;
}

static void
on_called_back(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  /* The program's, not the pane's: this place may be closed by now. */
  const PaneHost *host = data;
  g_autoptr(GError) error = NULL;
  gboolean gone = launch_call_back_finish(NULL, result, &error);
  if (!was_cancelled(error))
    host->say(host->app, gone ? MESSAGE_OK : MESSAGE_ERROR,
              gone ? "Called back: nothing was sent" : error->message);
  g_free(data);
}

static void
on_call_back_confirmed(gboolean yes, gpointer data)
{
  State *state = data;
  if (!yes || !state->services->desk || !state->distribution)
    return;
  PaneHost *host = g_memdup2(pane_host(state->pane), sizeof(PaneHost));
  launch_call_back_async(state->services->desk, state->id, state->survey_id, state->distribution->sends,
                         on_called_back, host);
}

static void
call_back(State *state)
{
  const PaneHost *host = pane_host(state->pane);
  g_autofree char *text = g_strdup_printf("Call %s back, so that nothing is sent?", state->subject);
  host->overlay(host->app, dialog_confirm("Cancel a send", text, on_call_back_confirmed, state));
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  switch (action) {
  case ACT_REFRESH:
    refresh(state);
    return TRUE;
  case ACT_DOWN:
    state->scroll++;
    break;
  case ACT_UP:
    state->scroll = MAX(state->scroll - 1, 0);
    break;
  case ACT_TOP:
    state->scroll = 0;
    break;
  case ACT_CANCEL_SEND:
    call_back(state);
    return TRUE;
  case ACT_COPY:
    state->services->copy(state->services->app, state->id);
    pane_say(state->pane, MESSAGE_OK, "Copied %s", state->id);
    return TRUE;
  default:
    return FALSE;
  }
  state->scroll = MIN(state->scroll, 12);
  pane_invalidate(state->pane);
  return TRUE;
}

/* While they are looked at, the numbers of what left not long ago are asked for again. */
static guint
tick(gpointer data)
{
  State *state = data;
  const PaneHost *host = pane_host(state->pane);
  const Distribution *distribution = state->distribution;
  if (!distribution || state->loading || !state->services->client || !host->is_shown(host->app, state->pane))
    return 0;
  gint64 now = api_client_server_now(state->services->client);
  guint again = distribution_ask_again(distribution->sends, now), changes = 0;
  if (!again && distribution->sends > now) {
    g_autofree char *left = distribution_time_left(distribution->sends, now, &changes);
    return changes;
  }
  if (!again)
    return 0;
  gint64 due = state->answered + ((gint64) again << state->failures) - seconds_now();
  if (due > 0)
    return (guint) due;
  refresh(state);
  state->by_itself = TRUE;
  return 0;
}

const PaneClass pane_distribution_numbers = {
    .name = "distribution",
    .title = "Distribution",
    .place = PLACE_DISTRIBUTION,
    .state_size = sizeof(State),
    .init = init,
    .done = done,
    .point_at = point_at,
    .frame_title = frame_title,
    .draw = draw,
    .has_row = has_row,
    .refuse = refuse,
    .act = act,
    .tick = tick,
};
