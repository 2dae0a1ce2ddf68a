/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pane 4: the distributions of a survey, the newest first. One that waits for its time counts down; while any
 * is on its way the numbers are asked for again, ever more seldom.
 */
#include <string.h>

#include "src/api/client.h"
#include "src/model/timestamp.h"
#include "ui/call-back.h"
#include "ui/forms/follow-up.h"
#include "ui/panes/copy-menu.h"
#include "ui/panes/distributions-private.h"
#include "ui/panes/panes.h"
#include "ui/text.h"

/* What it is */

static gint64
now(State *state)
{
  return state->services->client ? api_client_server_now(state->services->client) : g_get_real_time() / 1000;
}

static gboolean
is_waiting(State *state, const Distribution *distribution)
{
  return distribution->sends != TIMESTAMP_NONE && distribution->sends > now(state);
}

const char *
distributions_kind(const Distribution *distribution)
{
  const char *type = distribution->request_type;
  static const struct {
    const char *type, *word;
  } words[] = {{"Invite", "invite"},         {"Reminder", "reminder"},     {"ThankYou", "thank-you"},
               {"GeneratedInvite", "links"}, {"InteractiveInvite", "sms"}, {"GroupInvite", "group"}};
  if (distribution->is_sms)
    return "sms";
  for (gsize i = 0; type && i < G_N_ELEMENTS(words); i++)
    if (g_ascii_strcasecmp(words[i].type, type) == 0)
      return words[i].word;
  return type ? type : "";
}

static void
append_state(State *state, const Distribution *distribution, GString *text, Style *style)
{
  if (is_waiting(state, distribution)) {
    guint changes = 0;
    g_autofree char *left = distribution_time_left(distribution->sends, now(state), &changes);
    *style = STYLE_WARNING;
    g_string_append_printf(text, strchr(left, ':') ? "%s" : "in %s", left);
    return;
  }
  g_autofree char *word =
      g_ascii_strdown(distribution->request_status ? distribution->request_status : "", -1);
  if (strcmp(word, "done") == 0)
    *style = STYLE_OK;
  g_string_append(text, strcmp(word, "pending") == 0 ? "sending" : word);
}

const char *
distributions_recipients(State *state, const Distribution *distribution)
{
  if (distribution->batch_id)
    return "marked contacts";
  if (!distribution->list_id)
    return "";
  if (distribution->lookup_id)
    return "one contact";
  const char *name = g_hash_table_lookup(state->names, distribution->list_id);
  return name && *name ? name : distribution->list_id;
}

/* Rows */

/* As it is filtered by; what the column says of a waiting one is its countdown. */
static const char *
state_word(State *state, const Distribution *distribution)
{
  if (is_waiting(state, distribution))
    return "scheduled";
  const char *status = distribution->request_status ? distribution->request_status : "";
  return g_ascii_strcasecmp(status, "pending") == 0 ? "sending" : status;
}

void
distributions_show(gpointer data)
{
  State *state = data;
  g_ptr_array_set_size(state->list.shown, 0);
  for (guint i = 0; i < state->all->len; i++) {
    Distribution *distribution = g_ptr_array_index(state->all, i);
    const FilterPart parts[] = {{"kind", distributions_kind(distribution), FALSE},
                                {"recipients", distributions_recipients(state, distribution), FALSE},
                                {"subject", distribution->subject, FALSE},
                                {"state", state_word(state, distribution), TRUE}};
    if (list_filter_matches_parts(&state->list.filter, parts, G_N_ELEMENTS(parts)))
      g_ptr_array_add(state->list.shown, distribution);
  }
  distributions_sort_rows(state);
  table_rows_changed(state->list.table);
  pane_invalidate(state->pane);
}

static void
append_number(GString *text, gint64 number, Style *style)
{
  if (number <= 0) {
    g_string_append(text, "–");
    *style = STYLE_DIM;
    return;
  }
  g_autofree char *count = text_count((guint64) number);
  g_string_append(text, count);
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  State *state = data;
  const Distribution *distribution = g_ptr_array_index(state->list.shown, row);
  const DistributionStats *stats = &distribution->stats;
  g_autofree char *when = NULL;
  switch (column) {
  case DISTRIBUTION_WHEN:
    when = timestamp_to_local(distribution->sends, "%d %b %H:%M");
    g_string_append(text, when);
    break;
  case DISTRIBUTION_KIND:
    g_string_append(text, distributions_kind(distribution));
    break;
  case DISTRIBUTION_RECIPIENTS:
    g_string_append(text, distributions_recipients(state, distribution));
    break;
  case DISTRIBUTION_SENT:
    append_number(text, stats->sent, style);
    break;
  case DISTRIBUTION_OPENED:
    append_number(text, stats->opened, style);
    break;
  case DISTRIBUTION_STARTED:
    append_number(text, stats->started, style);
    break;
  case DISTRIBUTION_DONE:
    append_number(text, stats->finished, style);
    break;
  case DISTRIBUTION_STATE:
    append_state(state, distribution, text, style);
    break;
  default:
    g_string_append(text, distribution->subject ? distribution->subject : "");
    break;
  }
}

static const char *
rows_id(gpointer data, guint row)
{
  State *state = data;
  const Distribution *distribution = g_ptr_array_index(state->list.shown, row);
  return distribution->id;
}

static const TableRows rows = {.count = pane_list_count, .cell = rows_cell, .id = rows_id};

static const Column columns[] = {
    {"when", "When", 12, 12, 0, ALIGN_LEFT, FALSE, FALSE},
    {"kind", "Kind", 6, 9, 0, ALIGN_LEFT, FALSE, FALSE},
    {"recipients", "Recipients", 10, 18, 2, ALIGN_LEFT, FALSE, FALSE, 36},
    {"sent", "Sent", 6, 7, 0, ALIGN_RIGHT, FALSE, FALSE},
    {"opened", "Opened", 6, 7, 0, ALIGN_RIGHT, FALSE, FALSE},
    {"started", "Started", 7, 7, 0, ALIGN_RIGHT, FALSE, FALSE},
    {"done", "Done", 6, 6, 0, ALIGN_RIGHT, FALSE, FALSE},
    {"state", "State", 8, 9, 0, ALIGN_RIGHT, FALSE, FALSE},
    {"subject", "Subject", 10, 24, 3, ALIGN_LEFT, FALSE, TRUE, 60},
};

static void
ask_call_back(State *state, const Distribution *distribution)
{
  g_autofree char *when = timestamp_to_local(distribution->sends, "%d %b %H:%M:%S");
  g_autofree char *text = g_strdup_printf("%s to %s leaves at %s. Call it back, so that nothing is sent?",
                                          distribution->subject ? distribution->subject : "The mail",
                                          distributions_recipients(state, distribution), when);
  call_back_ask(pane_host(state->pane), state->services, distribution, state->survey_id, text);
}

/* The pane */

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  state->all = g_ptr_array_new_with_free_func((GDestroyNotify) distribution_free);
  state->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  pane_list_init(&state->list, columns, G_N_ELEMENTS(columns), &rows, distributions_show);
  state->cancellable = g_cancellable_new();
  table_set_empty_text(state->list.table, "Choose a survey");
  state->list.sort = (ListSort){DISTRIBUTION_WHEN, .descending = TRUE};
}

static void
done(gpointer data)
{
  State *state = data;
  drop_cancellable(&state->cancellable);
  pane_list_clear(&state->list);
  g_ptr_array_unref(state->all);
  g_clear_pointer(&state->coming, g_ptr_array_unref);
  g_hash_table_unref(state->names);
  g_free(state->survey_id);
  g_free(state->survey_name);
}

static void
point_at(gpointer data, gconstpointer subject)
{
  State *state = data;
  const Survey *survey = subject;
  g_free(state->survey_id);
  g_free(state->survey_name);
  state->survey_id = g_strdup(survey ? survey->id : NULL);
  state->survey_name = g_strdup(survey ? survey->name : NULL);
  g_ptr_array_set_size(state->list.shown, 0);
  g_ptr_array_set_size(state->all, 0);
  table_rows_changed(state->list.table);
  distributions_refresh(state);
}

const char *
distributions_pane_refuse_sms(Pane *pane)
{
  State *state = pane_state(pane);
  return state->sms_forbidden ? "This account may not use SMS: Qualtrics forbids to read them" : NULL;
}

void
distributions_pane_go_to(Pane *pane, const char *id)
{
  State *state = pane_state(pane);
  if (id)
    table_seek_id(state->list.table, id);
}

const char *
distributions_pane_current(Pane *pane)
{
  const Distribution *distribution = pane_list_current(pane_state(pane));
  return distribution ? distribution->id : NULL;
}

void
distributions_pane_know_directory(Pane *pane, const char *directory_id)
{
  State *state = pane_state(pane);
  g_hash_table_insert(state->names, g_strdup(""), g_strdup(directory_id));
  if (state->services->client)
    distributions_ask_names(state);
}

void
distributions_pane_know_list(Pane *pane, const char *list_id, const char *name)
{
  State *state = pane_state(pane);
  g_hash_table_insert(state->names, g_strdup(list_id), g_strdup(name ? name : ""));
}

static char *
frame_title(gpointer data, char **right)
{
  State *state = data;
  *right = pane_list_filter_words(&state->list);
  if (!state->survey_name)
    return NULL;
  return g_strdup_printf("Distributions · %s%s", state->survey_name,
                         state->asked.loading && !state->all->len ? " · loading" : "");
}

static void
copy(State *state, const Distribution *distribution)
{
  CopyMenu *menu = copy_menu_new(state->pane, state->services);
  g_autofree char *path =
      g_strdup_printf("/distributions/%s%s?surveyId=%s", distribution->is_sms ? "sms/" : "", distribution->id,
                      state->survey_id);
  copy_menu_add(menu, 'i', "distribution ID", distribution->id);
  copy_menu_add(menu, 's', "survey ID", state->survey_id);
  copy_menu_add_call(menu, path);
  copy_menu_show(menu);
}

static char *
refuse(gpointer data, ActionId action)
{
  State *state = data;
  const Distribution *distribution = pane_list_current(&state->list);
  if (action == ACT_WATCH)
    return state->survey_id ? refusals_why(state->services->refusals, ACT_WATCH, state->survey_id)
                            : g_strdup("Choose a survey first");
  if (action == ACT_EXPORT)
    return state->list.shown->len ? NULL : g_strdup("There is nothing to write");
  if (action != ACT_CANCEL_SEND && action != ACT_FOLLOW_UP)
    return NULL;
  if (!state->services->desk)
    return g_strdup("The journal cannot be written");
  if (action == ACT_FOLLOW_UP)
    return g_strdup(follow_up_refuse(distribution, now(state)));
  return call_back_refuse(state->services, distribution);
}

static void
watch(State *state)
{
  const PaneHost *host = pane_host(state->pane);
  const Survey survey = {.id = state->survey_id, .name = state->survey_name};
  host->open(host->app, state->pane, "responses", &survey);
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  const Distribution *distribution = pane_list_current(&state->list);
  const PaneHost *host = pane_host(state->pane);
  switch (action) {
  case ACT_OPEN:
    host->open(host->app, state->pane, "distribution", distribution);
    return TRUE;
  case ACT_REFRESH:
    distributions_refresh(state);
    return TRUE;
  case ACT_SORT:
    pane_list_sort(&state->list, state->pane, -1);
    return TRUE;
  case ACT_EXPORT:
    distributions_export(state);
    return TRUE;
  case ACT_FOLLOW_UP:
    follow_up_ask(host, state->services, distribution, state->survey_id,
                  distributions_recipients(state, distribution));
    return TRUE;
  case ACT_CANCEL_SEND:
    ask_call_back(state, distribution);
    return TRUE;
  case ACT_WATCH:
    watch(state);
    return TRUE;
  case ACT_COPY:
    copy(state, distribution);
    return TRUE;
  case ACT_BROWSE:
    survey_open_menu(state->pane, state->services, state->survey_id);
    return TRUE;
  case ACT_BACK:
    return distributions_stop(state) || pane_list_act(&state->list, action);
  default:
    return pane_list_act(&state->list, action);
  }
}

/* What counts down, and what is worth asking for again; after failures ever more seldom. */
static guint
tick(gpointer data)
{
  State *state = data;
  const PaneHost *host = pane_host(state->pane);
  guint next = 0, again = 0;
  if (!host->is_shown(host->app, state->pane))
    return 0;
  for (guint i = 0; i < state->all->len; i++) {
    const Distribution *distribution = g_ptr_array_index(state->all, i);
    guint seconds = distribution_ask_again(distribution->sends, now(state)), changes = 0;
    if (seconds)
      again = again ? MIN(again, seconds) : seconds;
    if (!is_waiting(state, distribution))
      continue;
    g_autofree char *left = distribution_time_left(distribution->sends, now(state), &changes);
    next = next ? MIN(next, changes) : changes;
  }
  if (!again || state->asked.loading)
    return next;
  gint64 due = ask_again_due(&state->asked, again);
  if (due <= 0) {
    distributions_refresh(state);
    state->asked.by_itself = TRUE;
    return next;
  }
  return next ? MIN(next, (guint) due) : (guint) due;
}

const PaneClass pane_distributions = {
    .name = "distributions",
    .title = "Distributions",
    .place = PLACE_DISTRIBUTIONS,
    .state_size = sizeof(State),
    .init = init,
    .done = done,
    .point_at = point_at,
    .frame_title = frame_title,
    .draw = pane_list_draw,
    .has_row = pane_list_has_row,
    .refuse = refuse,
    .act = act,
    .key = pane_list_key,
    .hint = pane_list_hint,
    .tick = tick,
    .table = pane_list_table,
    .filter = pane_list_filter,
};
