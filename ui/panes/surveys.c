/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pane 3: the surveys, active ones first until they are sorted. The API has no search for them, so all pages
 * are fetched, one after the other, behind what is being looked at.
 */
#include "src/api/surveys.h"
#include "src/model/timestamp.h"
#include "ui/dialog.h"
#include "ui/panes/common.h"
#include "ui/panes/copy-menu.h"
#include "ui/panes/panes.h"
#include "ui/panes/survey-switcher.h"
#include "ui/text.h"

typedef struct {
  Pane *pane;
  Services *services;
  Table *table;
  GPtrArray *surveys; /* of Survey */
  GPtrArray
      *coming; /* of Survey: a refresh, shown when it is complete; NULL: the first load, shown as it comes */
  GPtrArray *shown; /* of Survey, borrowed */
  ListFilter filter;
  ListSort sort;
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
  int column = state->sort.column, order = column < 0 ? by_activity(left, right) : 0;
  if (column == COLUMN_CHANGED)
    order = (left->modified > right->modified) - (left->modified < right->modified);
  else if (column == COLUMN_CREATED)
    order = (left->created > right->created) - (left->created < right->created);
  if (order == 0)
    order = g_utf8_collate(left->name ? left->name : "", right->name ? right->name : "");
  return state->sort.descending ? -order : order;
}

static const Survey *
current(State *state)
{
  gint64 row = table_cursor(state->table);
  return row < 0 || row >= state->shown->len ? NULL : g_ptr_array_index(state->shown, row);
}

static void
tell_moved(State *state)
{
  const Survey *survey = current(state);
  if (g_strcmp0(state->pointed, survey ? survey->id : NULL) == 0)
    return;
  g_free(state->pointed);
  state->pointed = g_strdup(survey ? survey->id : NULL);
  const PaneHost *host = pane_host(state->pane);
  host->selection_changed(host->app, state->pane);
}

static void
show_rows(State *state)
{
  g_ptr_array_set_size(state->shown, 0);
  for (guint i = 0; i < state->surveys->len; i++) {
    Survey *survey = g_ptr_array_index(state->surveys, i);
    const FilterPart parts[] = {{"name", survey->name, FALSE},
                                {"state", survey->is_active ? "active" : "inactive", TRUE}};
    if (list_filter_matches_parts(&state->filter, parts, G_N_ELEMENTS(parts)))
      g_ptr_array_add(state->shown, survey);
  }
  g_ptr_array_sort_with_data(state->shown, by_sort, state);
  table_rows_changed(state->table);
  tell_moved(state);
  pane_invalidate(state->pane);
}

static guint
rows_count(gpointer data)
{
  State *state = data;
  return state->shown->len;
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  State *state = data;
  const Survey *survey = g_ptr_array_index(state->shown, row);
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
  const Survey *survey = g_ptr_array_index(state->shown, row);
  return survey->id;
}

static const TableRows rows = {.count = rows_count, .cell = rows_cell, .id = rows_id};

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
    table_set_empty_text(state->table, "Not loaded: r tries again");
    say_failed(state->pane, "Surveys", error);
    return;
  }
  while (page->items->len)
    g_ptr_array_add(state->coming ? state->coming : state->surveys, g_ptr_array_steal_index(page->items, 0));
  table_set_empty_text(state->table, "No surveys");
  if (page->next)
    ask(state, page->next);
  else if (state->coming) {
    g_ptr_array_set_size(state->shown, 0);
    table_hold_row(state->table);
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
  table_set_empty_text(state->table, "Loading…");
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
  table_set_empty_text(state->table, STOPPED_TEXT);
  pane_say(state->pane, MESSAGE_INFO, STOPPED_TEXT);
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
  state->shown = g_ptr_array_new();
  state->table = table_new(columns, G_N_ELEMENTS(columns), &rows, state);
  state->cancellable = g_cancellable_new();
  state->sort.column = -1;
  table_set_empty_text(state->table, "Not loaded yet");
}

static void
done(gpointer data)
{
  State *state = data;
  g_cancellable_cancel(state->cancellable);
  g_clear_object(&state->cancellable);
  table_free(state->table);
  g_ptr_array_unref(state->shown);
  g_ptr_array_unref(state->surveys);
  g_clear_pointer(&state->coming, g_ptr_array_unref);
  list_filter_clear(&state->filter);
  g_free(state->pointed);
}

static gconstpointer
selection(gpointer data)
{
  return current(data);
}

static char *
frame_title(gpointer data, char **right)
{
  State *state = data;
  *right = list_filter_words(&state->filter, state->shown->len);
  if (state->loading)
    return g_strdup_printf("Surveys · loading %u", state->surveys->len);
  return g_strdup_printf("Surveys · %u", state->surveys->len);
}

static void
draw(gpointer data, Canvas *canvas, Rect rect, gboolean focused)
{
  State *state = data;
  rect = list_filter_draw(&state->filter, canvas, rect);
  table_draw(state->table, canvas, rect, focused);
}

static gboolean
has_row(gpointer data)
{
  return current(data) != NULL;
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
  const Survey *survey = current(data);
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
  const Survey *survey = current(state);
  const PaneHost *host = pane_host(state->pane);
  gboolean moved = FALSE;
  switch (action) {
  case ACT_OPEN:
    host->open(host->app, state->pane, "survey-card", survey);
    return TRUE;
  case ACT_REFRESH:
    refresh(state);
    return TRUE;
  case ACT_FILTER:
    list_filter_begin(&state->filter);
    return TRUE;
  case ACT_SORT:
    list_sort_next(&state->sort, state->pane, state->table, COLUMN_NAME);
    show_rows(state);
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
    if (stop(state))
      return TRUE;
    if (!list_filter_drop(&state->filter))
      return FALSE;
    show_rows(state);
    return TRUE;
  default:
    break;
  }
  gboolean taken = table_act(state->table, action, &moved);
  if (moved)
    tell_moved(state);
  return taken;
}

static gboolean
key(gpointer data, const Key *pressed)
{
  State *state = data;
  gboolean changed = FALSE;
  gboolean taken = list_filter_key(&state->filter, pressed, &changed);
  if (changed)
    show_rows(state);
  return taken;
}

static const char *
hint(gpointer data)
{
  State *state = data;
  return list_filter_hint(&state->filter);
}

static const char *
filter(gpointer data)
{
  State *state = data;
  return state->filter.text;
}

static Table *
table(gpointer data)
{
  State *state = data;
  return state->table;
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
  list_filter_drop(&state->filter);
  table_seek_id(state->table, survey_id);
  show_rows(state);
}

const PaneClass pane_surveys = {
    .name = "surveys",
    .title = "Surveys",
    .place = PLACE_SURVEYS,
    .state_size = sizeof(State),
    .columns = columns,
    .n_columns = G_N_ELEMENTS(columns),
    .init = init,
    .done = done,
    .selection = selection,
    .frame_title = frame_title,
    .draw = draw,
    .has_row = has_row,
    .refuse = refuse,
    .act = act,
    .key = key,
    .hint = hint,
    .table = table,
    .filter = filter,
};
