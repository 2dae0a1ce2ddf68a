/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pane 3: the surveys, active ones first until they are sorted. The API has no search for them, so all pages
 * are fetched, one after the other, behind what is being looked at.
 */
#include "src/api/surveys.h"
#include "src/model/timestamp.h"
#include "ui/asks.h"
#include "ui/dialog.h"
#include "ui/panes/copy-menu.h"
#include "ui/panes/pane-list.h"
#include "ui/panes/panes.h"
#include "ui/panes/survey-switcher.h"
#include "ui/text.h"

typedef struct {
  PaneList list; /* of Survey */
  Pane *pane;
  Services *services;
  GPtrArray *surveys; /* of Survey */
  GPtrArray
      *coming; /* of Survey: a refresh, shown when it is complete; NULL: the first load, shown as it comes */
  GCancellable *cancellable;
  gboolean loading;
  char *pointed; /* the survey that is fed on, so that a refresh does not start pane 4 anew */
} State;

/* Rows */

enum { COLUMN_NAME, COLUMN_CHANGED, COLUMN_CREATED };

static int
by_activity(const Survey *left, const Survey *right)
{
  return (right->is_active != 0) - (left->is_active != 0);
}

/* Active ones first, until a column is chosen. */
static int
by_sort(gconstpointer a, gconstpointer b, gpointer data)
{
  const State *state = data;
  const Survey *left = *(Survey *const *) a, *right = *(Survey *const *) b;
  int column = state->list.sort.column, order = column < 0 ? by_activity(left, right) : 0;
  if (column == COLUMN_CHANGED)
    order = (left->modified > right->modified) - (left->modified < right->modified);
  else if (column == COLUMN_CREATED)
    order = (left->created > right->created) - (left->created < right->created);
  if (order == 0)
    order = g_utf8_collate(left->name ? left->name : "", right->name ? right->name : "");
  return state->list.sort.descending ? -order : order;
}

static void
tell_moved(gpointer data)
{
  State *state = data;
  const Survey *survey = pane_list_current(&state->list);
  if (g_strcmp0(state->pointed, survey ? survey->id : NULL) == 0)
    return;
  g_free(state->pointed);
  state->pointed = g_strdup(survey ? survey->id : NULL);
  const PaneHost *host = pane_host(state->pane);
  host->selection_changed(host->app, state->pane);
}

static void
show_rows(gpointer data)
{
  State *state = data;
  g_ptr_array_set_size(state->list.shown, 0);
  for (guint i = 0; i < state->surveys->len; i++) {
    Survey *survey = g_ptr_array_index(state->surveys, i);
    const FilterPart parts[] = {{"name", survey->name, FALSE},
                                {"state", survey->is_active ? "active" : "inactive", TRUE}};
    if (list_filter_matches_parts(&state->list.filter, parts, G_N_ELEMENTS(parts)))
      g_ptr_array_add(state->list.shown, survey);
  }
  g_ptr_array_sort_with_data(state->list.shown, by_sort, state);
  table_rows_changed(state->list.table);
  tell_moved(state);
  pane_invalidate(state->pane);
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  State *state = data;
  const Survey *survey = g_ptr_array_index(state->list.shown, row);
  if (column == 0) {
    g_string_append_printf(text, "%s %s", survey->is_active ? "●" : "○", survey->name);
    if (!survey->is_active)
      *style = STYLE_DIM;
    return;
  }
  g_autofree char *when =
      timestamp_to_local(column == COLUMN_CREATED ? survey->created : survey->modified, "%d %b %Y");
  g_string_append(text, when);
  *style = STYLE_DIM;
}

static const char *
rows_id(gpointer data, guint row)
{
  State *state = data;
  const Survey *survey = g_ptr_array_index(state->list.shown, row);
  return survey->id;
}

static const TableRows rows = {.count = pane_list_count, .cell = rows_cell, .id = rows_id};

static const Column columns[] = {
    {"name", "Name", 16, 26, 1, ALIGN_LEFT, FALSE, FALSE},
    {"modified", "Changed", 11, 11, 0, ALIGN_RIGHT, FALSE, TRUE},
    {"created", "Made", 11, 11, 0, ALIGN_RIGHT, FALSE, TRUE},
};

/* Asking */

static void ask(State *state, const char *next);

static void
on_surveys(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = surveys_list_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  state->loading = FALSE;
  if (error) {
    g_clear_pointer(&state->coming, g_ptr_array_unref);
    table_set_empty_text(state->list.table, "Not loaded: r tries again");
    say_failed(state->pane, "Surveys", error);
    return;
  }
  while (page->items->len)
    g_ptr_array_add(state->coming ? state->coming : state->surveys, g_ptr_array_steal_index(page->items, 0));
  table_set_empty_text(state->list.table, "No surveys");
  if (page->next)
    ask(state, page->next);
  else if (state->coming) {
    g_ptr_array_set_size(state->list.shown, 0);
    table_hold_row(state->list.table);
    g_ptr_array_unref(state->surveys);
    state->surveys = g_steal_pointer(&state->coming);
  }
  show_rows(state);
}

static void
ask(State *state, const char *next)
{
  if (!state->services->client)
    return;
  state->loading = TRUE;
  surveys_list_async(state->services->client, next ? FETCH_NEXT : FETCH_VISIBLE, next, state->cancellable,
                     on_surveys, state);
}

static void
refresh(State *state)
{
  renew_cancellable(&state->cancellable);
  g_clear_pointer(&state->coming, g_ptr_array_unref);
  if (state->surveys->len)
    state->coming = g_ptr_array_new_with_free_func((GDestroyNotify) survey_free);
  table_set_empty_text(state->list.table, "Loading…");
  ask(state, NULL);
}

/* Esc: FALSE if nothing is loading. */
static gboolean
stop(State *state)
{
  if (!state->loading)
    return FALSE;
  renew_cancellable(&state->cancellable);
  g_clear_pointer(&state->coming, g_ptr_array_unref);
  state->loading = FALSE;
  pane_list_say_stopped(&state->list, state->pane);
  return TRUE;
}

/* The pane */

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  state->surveys = g_ptr_array_new_with_free_func((GDestroyNotify) survey_free);
  pane_list_init(&state->list, columns, G_N_ELEMENTS(columns), &rows, show_rows);
  state->list.moved = tell_moved;
  state->cancellable = g_cancellable_new();
  table_set_empty_text(state->list.table, "Not loaded yet");
}

static void
done(gpointer data)
{
  State *state = data;
  drop_cancellable(&state->cancellable);
  pane_list_clear(&state->list);
  g_ptr_array_unref(state->surveys);
  g_clear_pointer(&state->coming, g_ptr_array_unref);
  g_free(state->pointed);
}

static gconstpointer
selection(gpointer data)
{
  return pane_list_current(data);
}

static char *
frame_title(gpointer data, char **right)
{
  State *state = data;
  *right = pane_list_filter_words(&state->list);
  if (state->loading)
    return g_strdup_printf("Surveys · loading %u", state->surveys->len);
  return g_strdup_printf("Surveys · %u", state->surveys->len);
}

static void
copy(State *state, const Survey *survey)
{
  CopyMenu *menu = copy_menu_new(state->pane, state->services);
  g_autofree char *link = survey_form_link(state->services, survey->id);
  g_autofree char *path = g_strdup_printf("/surveys/%s", survey->id);
  copy_menu_add(menu, 'i', "survey ID", survey->id);
  copy_menu_add(menu, 'n', "name", survey->name);
  copy_menu_add(menu, 'l', "anonymous link", link);
  copy_menu_add_call(menu, path);
  copy_menu_show(menu);
}

static char *
refuse(gpointer data, ActionId action)
{
  const State *state = data;
  const Survey *survey = pane_list_current(data);
  switch (action) {
  case ACT_WATCH:
    return survey ? refusals_why(state->services->refusals, ACT_WATCH, survey->id)
                  : g_strdup("There is no row under the cursor");
  case ACT_ACTIVATE:
    return survey ? refusals_why(state->services->refusals, ACT_ACTIVATE, survey->id) : NULL;
  default:
    return NULL;
  }
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  const Survey *survey = pane_list_current(&state->list);
  const PaneHost *host = pane_host(state->pane);
  switch (action) {
  case ACT_OPEN:
    host->open(host->app, state->pane, "survey-card", survey);
    return TRUE;
  case ACT_REFRESH:
    refresh(state);
    return TRUE;
  case ACT_SORT:
    pane_list_sort(&state->list, state->pane, COLUMN_NAME);
    return TRUE;
  case ACT_ACTIVATE:
    survey_switcher_ask(host, state->services, survey);
    return TRUE;
  case ACT_WATCH:
    host->open(host->app, state->pane, "responses", survey);
    return TRUE;
  case ACT_BROWSE:
    survey_open_menu(state->pane, state->services, survey->id);
    return TRUE;
  case ACT_COPY:
    copy(state, survey);
    return TRUE;
  case ACT_BACK:
    return stop(state) || pane_list_act(&state->list, action);
  default:
    return pane_list_act(&state->list, action);
  }
}

/* For others */

void
surveys_pane_take(Pane *pane, const Survey *now)
{
  State *state = pane_state(pane);
  for (guint i = 0; i < state->surveys->len; i++) {
    Survey *survey = g_ptr_array_index(state->surveys, i);
    if (g_strcmp0(survey->id, now->id) != 0)
      continue;
    survey->is_active = now->is_active;
    survey->modified = now->modified;
    g_free(survey->name);
    survey->name = g_strdup(now->name);
  }
  show_rows(state);
}

static const Survey *
loaded(Pane *pane, const char *survey_id)
{
  State *state = pane_state(pane);
  for (guint i = 0; i < state->surveys->len; i++)
    if (g_str_equal(((Survey *) state->surveys->pdata[i])->id, survey_id))
      return state->surveys->pdata[i];
  return NULL;
}

gboolean
surveys_pane_has(Pane *pane, const char *survey_id)
{
  return loaded(pane, survey_id) != NULL;
}

const char *
surveys_pane_name(Pane *pane, const char *survey_id)
{
  const Survey *survey = loaded(pane, survey_id);
  return survey ? survey->name : NULL;
}

void
surveys_pane_go_to(Pane *pane, const char *survey_id)
{
  State *state = pane_state(pane);
  list_filter_drop(&state->list.filter);
  table_seek_id(state->list.table, survey_id);
  show_rows(state);
}

const PaneClass pane_surveys = {
    .name = "surveys",
    .title = "Surveys",
    .place = PLACE_SURVEYS,
    .state_size = sizeof(State),
    .init = init,
    .done = done,
    .selection = selection,
    .frame_title = frame_title,
    .draw = pane_list_draw,
    .has_row = pane_list_has_row,
    .refuse = refuse,
    .act = act,
    .key = pane_list_key,
    .hint = pane_list_hint,
    .table = pane_list_table,
    .filter = pane_list_filter,
};
