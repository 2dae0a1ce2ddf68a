/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One distribution: its numbers (distribution-draw.c) and who got it (distribution-people.c). While they are
 * looked at the numbers are asked for again, ever more seldom, and the history when they have changed.
 */
#include <string.h>

#include "src/api/distributions.h"
#include "src/api/libraries.h"
#include "src/api/sms.h"
#include "src/model/timestamp.h"
#include "ui/asks.h"
#include "ui/call-back.h"
#include "ui/dialog.h"
#include "ui/forms/follow-up.h"
#include "ui/panes/copy-menu.h"
#include "ui/panes/distribution-draw.h"
#include "ui/panes/distribution-people.h"
#include "ui/panes/panes.h"

typedef struct {
  People people; /* who got it: the pane's list */
  Pane *pane;
  Services *services;
  Distribution *distribution; /* NULL until it has come */
  char *id, *survey_id, *subject;
  gboolean is_sms;
  LibraryMessage *message; /* of an SMS whose text is one of a library, once it has come */
  GCancellable *cancellable;
  AskAgain asked;
  gboolean changed; /* the numbers are others than the history that was asked for last */
} State;

/* The history is long and slow to get: it is asked for when the numbers say that it is another. */
static void
take_distribution(State *state, Distribution *distribution)
{
  Distribution *former = state->distribution;
  state->distribution = distribution;
  state->changed |= !former || memcmp(&former->stats, &distribution->stats, sizeof former->stats) != 0 ||
                    g_strcmp0(former->request_status, distribution->request_status) != 0;
  distribution_free(former);
}

static void
ask_history(State *state)
{
  state->changed = FALSE;
  people_refresh(&state->people, state->distribution);
}

static void
on_message(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LibraryMessage) message = library_message_get_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data; /* without it its ID is shown */
  g_clear_pointer(&state->message, library_message_free);
  state->message = g_steal_pointer(&message);
  pane_invalidate(state->pane);
}

static void
ask_message(State *state)
{
  const Distribution *sms = state->distribution;
  if (!state->message && sms->is_sms && !sms->message_text && sms->library_id && sms->message_id)
    library_message_get_async(state->services->client, sms->library_id, sms->message_id, state->cancellable,
                              on_message, state);
}

static void
on_distribution(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  Distribution *distribution = g_async_result_is_tagged(result, sms_get_async)
                                   ? sms_get_finish(NULL, result, &error)
                                   : distribution_get_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  const PaneHost *host = pane_host(state->pane);
  ask_again_answered(&state->asked, error != NULL);
  host->start_ticking(host->app);
  if (error) {
    if (!state->asked.by_itself)
      say_failed(state->pane, state->subject, error);
    pane_invalidate(state->pane);
    return;
  }
  take_distribution(state, distribution);
  ask_message(state);
  if (state->changed && people_due(&state->people) == 0)
    ask_history(state);
  pane_invalidate(state->pane);
}

static void
refresh(State *state)
{
  renew_cancellable(&state->cancellable);
  if (!state->services->client || !state->id)
    return;
  ask_again_begin(&state->asked);
  if (state->is_sms)
    sms_get_async(state->services->client, FETCH_VISIBLE, state->survey_id, state->id, state->cancellable,
                  on_distribution, state);
  else
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
  people_init(&state->people, pane, services);
}

static void
done(gpointer data)
{
  State *state = data;
  drop_cancellable(&state->cancellable);
  people_clear(&state->people);
  distribution_free(state->distribution);
  g_clear_pointer(&state->message, library_message_free);
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
  state->is_sms = distribution->is_sms;
  if (distribution_is_link_set(distribution))
    people_show_links(&state->people, state->survey_id);
  refresh(state);
}

/* Whose link is under the cursor; NULL: there are no links here. */
static const DistributionEntry *
link_entry(const State *state)
{
  return state->people.is_links ? pane_list_current(&state->people.list) : NULL;
}

static void
draw(gpointer data, Canvas *canvas, Rect rect, gboolean focused)
{
  State *state = data;
  if (!state->distribution) {
    if (focused)
      canvas_set_cursor(canvas, rect.y, rect.x, FALSE);
    canvas_text(canvas, rect.y + 1, rect.x + 2, rect.width - 3,
                state->asked.loading ? "Loading…" : "Not loaded: r tries again", STYLE_DIM);
    return;
  }
  int taken = distribution_draw_numbers(state->distribution, state->people.all, canvas, rect);
  rect.y += taken;
  rect.height -= taken;
  const DistributionEntry *entry = link_entry(state);
  if (entry && entry->link)
    rect.height -= distribution_draw_link(entry->link, canvas, rect);
  if (state->is_sms)
    distribution_draw_text(state->distribution, state->message, canvas, rect, focused);
  else
    pane_list_draw(data, canvas, rect, focused);
}

static char *
frame_title(gpointer data, char **right)
{
  State *state = data;
  *right = pane_list_filter_words(&state->people.list);
  if (!*right && !state->people.is_whole && !state->is_sms)
    *right = state->people.loading || state->asked.loading ? g_strdup("loading") : NULL;
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
  if (action == ACT_FOLLOW_UP && !state->services->desk)
    return g_strdup("The journal cannot be written");
  if (action == ACT_FOLLOW_UP)
    return g_strdup(follow_up_refuse(state->distribution, api_client_server_now(state->services->client)));
  if (state->is_sms && (action == ACT_EXPORT || action == ACT_OPEN || action == ACT_FILTER))
    return g_strdup("Qualtrics keeps no history of an SMS");
  if (action == ACT_EXPORT)
    return g_strdup(people_refuse_export(&state->people));
  return action == ACT_CANCEL_SEND ? call_back_refuse(state->services, state->distribution) : NULL;
}

static void
ask_call_back(State *state)
{
  g_autofree char *text = g_strdup_printf("Call %s back, so that nothing is sent?", state->subject);
  call_back_ask(pane_host(state->pane), state->services, state->distribution, state->survey_id, text);
}

static void
on_links_confirmed(gboolean yes, gpointer data)
{
  State *state = data;
  if (!yes || !state->distribution)
    return;
  people_show_links(&state->people, state->survey_id);
  ask_history(state);
}

/* Asking for the links of what was mailed is no mere reading. */
static void
ask_links(State *state)
{
  const PaneHost *host = pane_host(state->pane);
  if (state->is_sms) {
    pane_say(state->pane, MESSAGE_WARNING, "links: an SMS has none to show");
    return;
  }
  if (state->people.is_links) {
    pane_say(state->pane, MESSAGE_INFO, "These are the links; X writes them to a file");
    return;
  }
  host->overlay(
      host->app,
      dialog_confirm("Personal links",
                     "This distribution was mailed. Reading its links makes Qualtrics reset when its mails "
                     "were sent and in which state they are, and whom it counts as written to. Read "
                     "them all the same?",
                     on_links_confirmed, state));
}

/* The card of the recipient, in the directory that has the list. */
static void
open_contact(State *state)
{
  const DistributionEntry *entry = pane_list_current(&state->people.list);
  const char *directory = state->people.names ? recipient_names_directory(state->people.names) : NULL;
  if (!entry || !entry->contact_id || !directory) {
    pane_say(state->pane, MESSAGE_INFO, "It is not known yet who that is");
    return;
  }
  const RecipientName *name = recipient_names_get(state->people.names, entry->contact_id);
  g_autofree char *title = recipient_name_whole(name);
  ListPlace place = {.directory_id = (char *) directory, .name = (char *) "", .count = -1};
  CardSubject card = {&place, entry->contact_id, *title ? title : entry->contact_id};
  const PaneHost *host = pane_host(state->pane);
  host->open(host->app, state->pane, "contact-card", &card);
}

static void
copy(State *state)
{
  CopyMenu *menu = copy_menu_new(state->pane, state->services);
  const DistributionEntry *entry = link_entry(state);
  g_autofree char *path = g_strdup_printf("/distributions/%s%s?surveyId=%s", state->is_sms ? "sms/" : "",
                                          state->id, state->survey_id);
  if (entry && entry->link)
    copy_menu_add(menu, 'l', "link of this person", entry->link);
  copy_menu_add(menu, 'i', "distribution ID", state->id);
  copy_menu_add(menu, 's', "survey ID", state->survey_id);
  copy_menu_add_call(menu, path);
  copy_menu_show(menu);
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  switch (action) {
  case ACT_REFRESH:
    people_forget(&state->people);
    state->changed = TRUE;
    refresh(state);
    return TRUE;
  case ACT_OPEN:
    open_contact(state);
    return TRUE;
  case ACT_LINKS:
    ask_links(state);
    return TRUE;
  case ACT_EXPORT:
    people_export(&state->people);
    return TRUE;
  case ACT_FOLLOW_UP:
    follow_up_ask(pane_host(state->pane), state->services, state->distribution, state->survey_id, NULL);
    return TRUE;
  case ACT_CANCEL_SEND:
    ask_call_back(state);
    return TRUE;
  case ACT_COPY:
    copy(state);
    return TRUE;
  case ACT_BROWSE:
    survey_open_menu(state->pane, state->services, state->survey_id);
    return TRUE;
  default:
    return people_act(&state->people, action);
  }
}

/* While they are looked at, the numbers of what left not long ago are asked for again. The seconds to that.
 */
static guint
numbers_due(State *state)
{
  const Distribution *distribution = state->distribution;
  gint64 now = api_client_server_now(state->services->client);
  guint again = distribution_ask_again(distribution->sends, now), changes = 0;
  if (!again && distribution->sends > now) {
    g_autofree char *left = distribution_time_left(distribution->sends, now, &changes);
    return changes;
  }
  if (!again || state->asked.loading)
    return 0;
  gint64 due = ask_again_due(&state->asked, again);
  if (due > 0)
    return (guint) due;
  refresh(state);
  state->asked.by_itself = TRUE;
  return 0;
}

static guint
tick(gpointer data)
{
  State *state = data;
  const PaneHost *host = pane_host(state->pane);
  if (!state->distribution || !state->services->client || !host->is_shown(host->app, state->pane))
    return 0;
  /* Links are made within minutes, and the numbers do not tell when. */
  state->changed |= state->people.is_links && state->people.is_whole && state->people.all->len == 0;
  guint numbers = numbers_due(state);
  if (!state->changed || state->people.loading || state->is_sms)
    return numbers;
  guint history = people_due(&state->people);
  if (history > 0)
    return numbers ? MIN(numbers, history) : history;
  ask_history(state);
  return numbers;
}

gboolean
distribution_numbers_pane_shows(Pane *pane, const char *id)
{
  if (!pane || pane_class(pane) != &pane_distribution_numbers)
    return FALSE;
  State *state = pane_state(pane);
  return g_strcmp0(state->id, id) == 0;
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
    .key = pane_list_key,
    .hint = pane_list_hint,
    .tick = tick,
    .table = pane_list_table,
};
