/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The responses of a survey while they come in, the newest first: those of the last days, then each new one,
 * which has a dot until it was opened. Enter opens one whole, in this same pane. Nothing of it is kept: it is
 * `canvass watch` that goes on where it ended.
 */
#include "src/api/survey-definitions.h"
#include "src/flow/watch.h"
#include "src/model/timestamp.h"
#include "ui/asks.h"
#include "ui/panes/call-answer.h"
#include "ui/panes/pane-list.h"
#include "ui/panes/panes.h"
#include "ui/panes/response-text.h"
#include "ui/text.h"

#define DAYS_BACK 7
#define DAY_MS G_GINT64_CONSTANT(86400000)
#define MOST_ROWS 5000

typedef struct {
  Response *response;
  char *who, *answers;
  gboolean is_new; /* it came while the pane was there, and was not opened */
} Row;

typedef struct {
  PaneList list; /* of Row, the newest first */
  Pane *pane;
  Services *services;
  GPtrArray *all;  /* of Row, the newest last */
  GHashTable *ids; /* of those in @all; borrowed */
  char *survey_id, *survey_name;
  Questionnaire *questions; /* NULL: not there (yet) */
  GCancellable *cancellable;
  Watch *watch;      /* NULL: paused, or ended by an error */
  gboolean paused;   /* by the person */
  gboolean complete; /* the first look is over: what comes now is new */
  CallAnswer *whole; /* the response that is open, or NULL */
  Row *opened;       /* of it */
} State;

static void
row_free(gpointer data)
{
  Row *row = data;
  response_free(row->response);
  g_free(row->who);
  g_free(row->answers);
  g_free(row);
}

/* ## Rows */

static gint
by_time(gconstpointer a, gconstpointer b)
{
  const Row *one = *(Row *const *) a, *other = *(Row *const *) b;
  return (one->response->recorded > other->response->recorded) -
         (one->response->recorded < other->response->recorded);
}

/* Who stands on the newest one goes on to what is newest then: new rows come above it, out of sight. */
static void
show_rows(gpointer data)
{
  State *state = data;
  gboolean follows = table_cursor(state->list.table) <= 0;
  g_ptr_array_set_size(state->list.shown, 0);
  for (guint i = state->all->len; i > 0; i--) {
    Row *row = g_ptr_array_index(state->all, i - 1);
    g_autofree char *text = g_strconcat(row->who, " ", row->answers, NULL);
    if (list_filter_matches(&state->list.filter, text))
      g_ptr_array_add(state->list.shown, row);
  }
  table_rows_changed(state->list.table);
  if (follows && state->list.shown->len > 0)
    table_set_cursor(state->list.table, 0);
  pane_invalidate(state->pane);
}

static void
rows_cell(gpointer data, guint number, guint column, GString *text, Style *style)
{
  State *state = data;
  const Row *row = g_ptr_array_index(state->list.shown, number);
  g_autofree char *made = NULL;
  switch (column) {
  case 0:
    made = timestamp_to_local(row->response->recorded, "%d %b %H:%M:%S");
    g_string_append_printf(text, "%s %s", row->is_new ? "●" : " ", made);
    *style = row->is_new ? STYLE_OK : STYLE_NORMAL;
    break;
  case 1:
    g_string_append(text, row->who);
    break;
  case 2:
    g_string_append(text, row->answers);
    break;
  case 3:
    made = response_text_duration(row->response);
    g_string_append(text, made);
    *style = STYLE_DIM;
    break;
  default:
    g_string_append(text, row->response->finished ? response_status_name(row->response) : "not finished");
    *style = STYLE_DIM;
    break;
  }
}

static const char *
rows_id(gpointer data, guint number)
{
  State *state = data;
  const Row *row = g_ptr_array_index(state->list.shown, number);
  return row->response->id;
}

static const TableRows rows = {.count = pane_list_count, .cell = rows_cell, .id = rows_id};

static const Column columns[] = {
    {"when", "When", 17, 17, 0, ALIGN_LEFT, FALSE, FALSE},
    {"who", "Who", 9, 16, 1, ALIGN_LEFT, FALSE, FALSE},
    {"answers", "Answers", 24, 60, 4, ALIGN_LEFT, FALSE, FALSE},
    {"took", "Took", 7, 11, 0, ALIGN_RIGHT, FALSE, TRUE},
    {"state", "State", 7, 12, 0, ALIGN_LEFT, FALSE, TRUE},
};

static void
fill_row(const State *state, Row *row)
{
  g_free(row->who);
  g_free(row->answers);
  row->who = response_text_who(row->response);
  row->answers = response_text_line(row->response, state->questions);
}

/* ## One response */

static void
show_whole(State *state, Row *row)
{
  g_autofree char *text = response_text_whole(row->response, state->questions);
  if (!state->whole)
    state->whole = call_answer_new();
  call_answer_set(state->whole, text, FALSE);
  state->opened = row;
  row->is_new = FALSE;
  pane_invalidate(state->pane);
}

static gboolean
close_whole(State *state)
{
  gboolean had = state->whole != NULL;
  g_clear_pointer(&state->whole, call_answer_free);
  state->opened = NULL;
  pane_invalidate(state->pane);
  return had;
}

/* ## Watching */

static gboolean
take_response(State *state, const Response *response)
{
  if (g_hash_table_contains(state->ids, response->id))
    return FALSE;
  Row *row = g_new0(Row, 1);
  row->response = response_copy(response);
  row->is_new = state->complete;
  fill_row(state, row);
  g_ptr_array_add(state->all, row);
  g_hash_table_add(state->ids, row->response->id);
  return TRUE;
}

static void
drop_oldest(State *state)
{
  for (guint i = 0; state->all->len > MOST_ROWS && i < state->all->len;) {
    Row *row = g_ptr_array_index(state->all, i);
    if (row == state->opened) {
      i++;
      continue;
    }
    g_ptr_array_remove(state->list.shown, row);
    g_hash_table_remove(state->ids, row->response->id);
    g_ptr_array_remove_index(state->all, i);
  }
}

static void
tell(State *state, guint n)
{
  g_autofree char *text = n == 1 ? g_strdup_printf("%s: a new response", state->survey_name)
                                 : g_strdup_printf("%s: %u new responses", state->survey_name, n);
  pane_say(state->pane, MESSAGE_OK, "%s", text);
  state->services->notify(state->services->app, text);
}

static guint
on_responses(const GPtrArray *responses, gpointer data)
{
  State *state = data;
  guint n = 0;
  for (guint i = 0; i < responses->len; i++)
    n += take_response(state, g_ptr_array_index(responses, i));
  g_ptr_array_sort(state->all, by_time);
  drop_oldest(state);
  show_rows(state);
  if (state->complete && n > 0)
    tell(state, n);
  return responses->len;
}

static void
on_looked(guint pause_ms G_GNUC_UNUSED, gpointer data)
{
  State *state = data;
  if (state->complete)
    return;
  g_autofree char *text = g_strdup_printf("None in the last %d days; watching", DAYS_BACK);
  table_set_empty_text(state->list.table, text);
  state->complete = TRUE;
  pane_invalidate(state->pane);
}

static void
on_trouble(const GError *error, gboolean is_over, gpointer data)
{
  State *state = data;
  if (is_over) {
    refusals_note(state->services->refusals, ACT_WATCH, state->survey_id, error);
    g_clear_pointer(&state->watch, watch_free);
    table_set_empty_text(state->list.table, "Not loaded: r tries again");
  }
  say_failed(state->pane, is_over ? "Not watching any more" : "Still watching", error);
  pane_invalidate(state->pane);
}

/* Since a week, or since the newest that is here. */
static void
start(State *state)
{
  static const WatchEvents events = {on_responses, on_looked, on_trouble};
  if (!state->services->client || !state->survey_id)
    return;
  gint64 since = api_client_server_now(state->services->client) - DAYS_BACK * DAY_MS;
  const WatchOptions options = {.survey_id = state->survey_id, .since = since};
  g_clear_pointer(&state->watch, watch_free);
  state->paused = FALSE;
  if (!state->complete)
    table_set_empty_text(state->list.table, "Loading…");
  state->watch = watch_new(state->services->client, &options, &events, state, NULL);
  pane_invalidate(state->pane);
}

static void
pause_or_go_on(State *state)
{
  if (!state->watch) {
    start(state);
    return;
  }
  g_clear_pointer(&state->watch, watch_free);
  state->paused = TRUE;
  pane_say(state->pane, MESSAGE_INFO, "Paused: w watches again");
}

/* ## What was asked */

static void
on_definition(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  Questionnaire *questions = survey_definition_get_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  if (error) {
    say_failed(state->pane, "Without the texts of the questions", error);
    return;
  }
  questionnaire_free(state->questions);
  state->questions = questions;
  for (guint i = 0; i < state->all->len; i++)
    fill_row(state, g_ptr_array_index(state->all, i));
  if (state->opened)
    show_whole(state, state->opened);
  show_rows(state);
}

static void
ask_definition(State *state)
{
  renew_cancellable(&state->cancellable);
  if (state->services->client && state->survey_id)
    survey_definition_get_async(state->services->client, state->survey_id, state->cancellable, on_definition,
                                state);
}

static void
refresh(State *state)
{
  if (!state->questions)
    ask_definition(state);
  if (state->watch)
    watch_look(state->watch);
  else
    start(state);
}

/* ## The pane */

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  state->all = g_ptr_array_new_with_free_func(row_free);
  state->ids = g_hash_table_new(g_str_hash, g_str_equal);
  pane_list_init(&state->list, columns, G_N_ELEMENTS(columns), &rows, show_rows);
  state->cancellable = g_cancellable_new();
}

static void
done(gpointer data)
{
  State *state = data;
  watch_free(state->watch);
  drop_cancellable(&state->cancellable);
  call_answer_free(state->whole);
  pane_list_clear(&state->list);
  g_hash_table_unref(state->ids);
  g_ptr_array_unref(state->all);
  questionnaire_free(state->questions);
  g_free(state->survey_id);
  g_free(state->survey_name);
}

static void
point_at(gpointer data, gconstpointer subject)
{
  State *state = data;
  const Survey *survey = subject;
  state->survey_id = g_strdup(survey->id);
  state->survey_name = g_strdup(survey->name);
  ask_definition(state);
  start(state);
}

static char *
frame_title(gpointer data, char **right)
{
  State *state = data;
  if (state->opened)
    return g_strdup_printf("Response · %s", state->opened->who);
  *right = pane_list_filter_words(&state->list);
  if (!*right)
    *right = g_strdup(state->watch ? "watching" : state->paused ? "paused" : "not watching");
  g_autofree char *count = text_count(state->all->len);
  return g_strdup_printf("Responses · %s · %s", state->survey_name, count);
}

static void
draw(gpointer data, Canvas *canvas, Rect rect, gboolean focused)
{
  State *state = data;
  if (state->whole) {
    Rect frame = {rect.y - 1, rect.x - 1, rect.height + 2, rect.width + 2};
    if (focused)
      canvas_set_cursor(canvas, rect.y, rect.x, FALSE);
    rect.x++;
    rect.width -= 2;
    call_answer_draw(state->whole, canvas, rect, frame);
    return;
  }
  pane_list_draw(data, canvas, rect, focused);
}

static gboolean
has_row(gpointer data)
{
  State *state = data;
  return state->whole || pane_list_has_row(data);
}

static char *
refuse(gpointer data G_GNUC_UNUSED, ActionId action)
{
  if (action == ACT_SORT)
    return g_strdup("The newest stands first");
  return NULL;
}

/* Of the list the ID, of an open one all that it says. */
static void
copy(State *state)
{
  const Row *row = state->opened ? state->opened : pane_list_current(&state->list);
  state->services->copy(state->services->app,
                        state->opened ? call_answer_text(state->whole) : row->response->id);
  if (state->opened)
    pane_say(state->pane, MESSAGE_OK, "Copied the response");
  else
    pane_say(state->pane, MESSAGE_OK, "Copied %s", row->response->id);
}

static gboolean
go_back(State *state)
{
  if (state->whole && call_answer_drop_search(state->whole))
    return TRUE;
  return close_whole(state) || pane_list_act(&state->list, ACT_BACK);
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  switch (action) {
  case ACT_OPEN:
    if (state->whole)
      close_whole(state);
    else
      show_whole(state, pane_list_current(&state->list));
    return TRUE;
  case ACT_REFRESH:
    refusals_drop(state->services->refusals, ACT_WATCH, state->survey_id);
    refresh(state);
    return TRUE;
  case ACT_WATCH:
    pause_or_go_on(state);
    return TRUE;
  case ACT_COPY:
    copy(state);
    return TRUE;
  case ACT_FILTER:
    if (!state->whole)
      return pane_list_act(&state->list, action);
    call_answer_search(state->whole);
    return TRUE;
  case ACT_BACK:
    return go_back(state);
  default:
    return state->whole ? call_answer_act(state->whole, action) : pane_list_act(&state->list, action);
  }
}

static gboolean
key(gpointer data, const Key *pressed)
{
  State *state = data;
  return state->whole ? call_answer_key(state->whole, pressed) : pane_list_key(data, pressed);
}

static const char *
hint(gpointer data)
{
  State *state = data;
  if (state->whole)
    return call_answer_is_searching(state->whole) ? "Enter search  Esc cancel" : NULL;
  return pane_list_hint(data);
}

static Table *
table(gpointer data)
{
  State *state = data;
  return state->whole ? NULL : state->list.table;
}

const PaneClass pane_responses = {
    .name = "responses",
    .title = "Responses",
    .place = PLACE_RESPONSES,
    .state_size = sizeof(State),
    .init = init,
    .done = done,
    .point_at = point_at,
    .frame_title = frame_title,
    .draw = draw,
    .has_row = has_row,
    .refuse = refuse,
    .act = act,
    .key = key,
    .hint = hint,
    .table = table,
    .filter = pane_list_filter,
};
