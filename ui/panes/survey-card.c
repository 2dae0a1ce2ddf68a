/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A survey, whole: its state, its dates, how many have answered, what it asks. Enter goes on to its
 * distributions, and on a question to all questions as a text.
 */
#include "src/api/survey-definitions.h"
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
  char *label, *value;
  gboolean heading, question;
} Line;

typedef struct {
  PaneList list; /* of Line, owned by it */
  Pane *pane;
  Services *services;
  Survey *survey;      /* NULL until it has come */
  Questionnaire *asks; /* likewise */
  char *asks_failed;   /* why not */
  char *id, *name;
  GCancellable *cancellable;
  gboolean loading;
} State;

static void
line_free(gpointer data)
{
  Line *line = data;
  g_free(line->label);
  g_free(line->value);
  g_free(line);
}

static Line *
add(State *state, const char *label, const char *value)
{
  Line *line = g_new0(Line, 1);
  line->heading = value == NULL;
  line->label = g_strdup(label);
  line->value = g_strdup(value ? value : "");
  g_ptr_array_add(state->list.shown, line);
  return line;
}

static void
add_time(State *state, const char *label, gint64 when, const char *otherwise)
{
  g_autofree char *text = timestamp_to_local(when, "%d %b %Y %H:%M");
  add(state, label, *text ? text : otherwise);
}

static void
add_count(State *state, const char *label, gint64 count)
{
  g_autofree char *text = count >= 0 ? text_count((guint64) count) : g_strdup("not known");
  add(state, label, text);
}

static void
add_questions(State *state)
{
  add(state, "Questions", NULL);
  if (state->asks_failed)
    add(state, "not known", state->asks_failed);
  else if (!state->asks)
    add(state, "", "Loading…");
  else if (questionnaire_length(state->asks) == 0)
    add(state, "none", "");
  for (guint i = 0; state->asks && i < questionnaire_length(state->asks); i++) {
    const Question *question = questionnaire_nth(state->asks, i);
    const char *tag = question_tag(question), *text = question_text(question);
    add(state, tag ? tag : question_id(question), text ? text : "(no text)")->question = TRUE;
  }
}

/* All questions, with what they can be answered by, to be read at leisure. */
static char *
questions_text(const Questionnaire *asks)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < questionnaire_length(asks); i++) {
    const Question *question = questionnaire_nth(asks, i);
    const char *tag = question_tag(question), *words = question_text(question);
    const char *statements = question_statements(question), *choices = question_choices(question);
    g_string_append_printf(text, "%s\t%s\n", tag ? tag : question_id(question), words ? words : "(no text)");
    if (*statements)
      g_string_append_printf(text, "about\t%s\n", statements);
    if (*choices)
      g_string_append_printf(text, "answers\t%s\n", choices);
    g_string_append_c(text, '\n');
  }
  return g_string_free(text, FALSE);
}

static void
show_lines(State *state)
{
  const Survey *survey = state->survey;
  g_ptr_array_set_size(state->list.shown, 0);
  if (survey) {
    add(state, "Survey", NULL);
    add(state, "name", survey->name);
    add(state, "state", survey->is_active ? "● active" : "○ inactive");
    add(state, "ID", survey->id);
    add(state, "owner", survey->owner_id ? survey->owner_id : "");
    add(state, "Dates", NULL);
    add_time(state, "created", survey->created, "not known");
    add_time(state, "changed", survey->modified, "not known");
    add_time(state, "opens", survey->starts, "no date set");
    add_time(state, "closes", survey->ends, "no date set");
    add(state, "Responses", NULL);
    add_count(state, "counted", survey->auditable);
    add_count(state, "generated", survey->generated);
    add_count(state, "deleted", survey->deleted);
    add_questions(state);
  }
  table_rows_changed(state->list.table);
  pane_invalidate(state->pane);
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  State *state = data;
  const Line *line = g_ptr_array_index(state->list.shown, row);
  if (line->heading) {
    *style = STYLE_HEADER | STYLE_BOLD;
    g_string_append(text, column == 0 ? line->label : "");
  } else if (column == 0) {
    *style = STYLE_DIM;
    g_string_append_printf(text, "  %s", line->label);
  } else
    g_string_append(text, line->value);
}

static const TableRows rows = {.count = pane_list_count, .cell = rows_cell};

static const Column columns[] = {
    {"field", "Field", 11, 14, 0, ALIGN_LEFT, FALSE, FALSE},
    {"value", "Value", 18, 40, 1, ALIGN_LEFT, FALSE, FALSE},
};

/* Asking */

static void
on_survey(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  Survey *survey = survey_get_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  state->loading = FALSE;
  if (error) {
    table_set_empty_text(state->list.table, "Not loaded: r tries again");
    say_failed(state->pane, state->name, error);
    return;
  }
  survey_free(state->survey);
  state->survey = survey;
  show_lines(state);
  if (table_cursor(state->list.table) == 0)
    table_set_cursor(state->list.table, 1);
}

static void
on_questions(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  Questionnaire *asks = survey_definition_get_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  questionnaire_free(state->asks);
  state->asks = asks;
  g_free(state->asks_failed);
  state->asks_failed = error ? g_strdup(error->message) : NULL;
  show_lines(state);
}

static void
refresh(State *state)
{
  renew_cancellable(&state->cancellable);
  if (!state->services->client || !state->id)
    return;
  state->loading = TRUE;
  table_set_empty_text(state->list.table, "Loading…");
  survey_get_async(state->services->client, state->id, state->cancellable, on_survey, state);
  survey_definition_get_async(state->services->client, state->id, state->cancellable, on_questions, state);
}

/* The pane */

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  pane_list_init(&state->list, columns, G_N_ELEMENTS(columns), &rows, NULL);
  g_ptr_array_set_free_func(state->list.shown, line_free);
  state->cancellable = g_cancellable_new();
}

static void
done(gpointer data)
{
  State *state = data;
  drop_cancellable(&state->cancellable);
  pane_list_clear(&state->list);
  survey_free(state->survey);
  questionnaire_free(state->asks);
  g_free(state->asks_failed);
  g_free(state->id);
  g_free(state->name);
}

static void
point_at(gpointer data, gconstpointer subject)
{
  State *state = data;
  const Survey *survey = subject;
  state->id = g_strdup(survey->id);
  state->name = g_strdup(survey->name);
  refresh(state);
}

static char *
frame_title(gpointer data, char **right)
{
  State *state = data;
  *right = state->loading ? g_strdup("loading") : NULL;
  return g_strdup_printf("Survey · %s", state->name ? state->name : "");
}

static char *
refuse(gpointer data, ActionId action)
{
  State *state = data;
  if ((action == ACT_ACTIVATE || action == ACT_WATCH) && !state->survey)
    return g_strdup("It is not loaded yet");
  if (action == ACT_ACTIVATE || action == ACT_WATCH)
    return refusals_why(state->services->refusals, action, state->id);
  return NULL;
}

static void
copy(State *state)
{
  const Line *line = pane_list_current(&state->list);
  CopyMenu *menu = copy_menu_new(state->pane, state->services);
  g_autofree char *link = survey_form_link(state->services, state->id);
  g_autofree char *path = g_strdup_printf("/surveys/%s", state->id);
  copy_menu_add(menu, 'v', "value", line ? line->value : NULL);
  copy_menu_add(menu, 'i', "survey ID", state->id);
  copy_menu_add(menu, 'l', "anonymous link", link);
  copy_menu_add_call(menu, path);
  copy_menu_show(menu);
}

static void
open_line(State *state)
{
  const PaneHost *host = pane_host(state->pane);
  const Line *line = pane_list_current(&state->list);
  if (!line || !line->question) {
    host->open(host->app, state->pane, "distributions", state->survey);
    return;
  }
  g_autofree char *title = g_strdup_printf("Questions · %s", state->name);
  g_autofree char *text = questions_text(state->asks);
  host->overlay(host->app, dialog_view(title, text));
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  const PaneHost *host = pane_host(state->pane);
  switch (action) {
  case ACT_OPEN:
    open_line(state);
    return TRUE;
  case ACT_REFRESH:
    refresh(state);
    return TRUE;
  case ACT_ACTIVATE:
    survey_switcher_ask(host, state->services, state->survey);
    return TRUE;
  case ACT_WATCH:
    host->open(host->app, state->pane, "responses", state->survey);
    return TRUE;
  case ACT_BROWSE:
    survey_open_menu(state->pane, state->services, state->id);
    return TRUE;
  case ACT_COPY:
    copy(state);
    return TRUE;
  default:
    return pane_list_act(&state->list, action);
  }
}

const PaneClass pane_survey_card = {
    .name = "survey-card",
    .title = "Survey",
    .place = PLACE_SURVEY,
    .state_size = sizeof(State),
    .init = init,
    .done = done,
    .point_at = point_at,
    .frame_title = frame_title,
    .draw = pane_list_draw,
    .has_row = pane_list_has_row,
    .refuse = refuse,
    .act = act,
    .table = pane_list_table,
};
