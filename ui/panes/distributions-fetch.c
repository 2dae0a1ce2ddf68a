/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What pane 4 asks for: all pages of the survey's distributions and of its SMS, shown when they are complete,
 * and the names of the lists they went to.
 */
#include "src/api/distributions.h"
#include "src/api/mailing-lists.h"
#include "src/api/sms.h"
#include "src/model/timestamp.h"
#include "ui/panes/distributions-private.h"

static void ask(State *state, const char *next);
static void ask_sms(State *state, const char *next);

/* The name of a list is asked for once; the answer comes to the ID. */
typedef struct {
  State *state;
  char *list_id;
} NameAsk;

static void
on_list_name(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  NameAsk *name = data;
  g_autofree char *list_id = name->list_id;
  State *state = name->state;
  g_free(name);
  g_autoptr(GError) error = NULL;
  g_autoptr(MailingList) list = mailing_list_get_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  /* A list that has no name, or is not there any more, is called by its ID and not asked for again. */
  const char *shown = list && list->name ? list->name : list_id;
  g_hash_table_insert(state->names, g_strdup(list_id), g_strdup(shown));
  pane_invalidate(state->pane);
}

static const char *
home_directory(State *state)
{
  const char *known = g_hash_table_lookup(state->names, "");
  return known && *known ? known : NULL;
}

void
distributions_ask_names(State *state)
{
  const char *directory = home_directory(state);
  for (guint i = 0; directory && i < state->all->len; i++) {
    const Distribution *distribution = g_ptr_array_index(state->all, i);
    if (!distribution->list_id || g_hash_table_contains(state->names, distribution->list_id))
      continue;
    g_hash_table_insert(state->names, g_strdup(distribution->list_id), g_strdup(""));
    NameAsk *name = g_new0(NameAsk, 1);
    name->state = state;
    name->list_id = g_strdup(distribution->list_id);
    mailing_list_get_async(state->services->client, FETCH_COUNTS, directory, distribution->list_id,
                           state->cancellable, on_list_name, name);
  }
}

static void
take_complete(State *state)
{
  GPtrArray *former = state->all;
  state->all = g_steal_pointer(&state->coming);
  ask_again_answered(&state->asked, FALSE);
  distributions_ask_names(state);
  if (former->len)
    table_hold_row(state->list.table);
  distributions_show(state);
  g_ptr_array_unref(former);
  const PaneHost *host = pane_host(state->pane);
  if (state->all->len)
    host->start_ticking(host->app);
}

static void
take_failure(State *state, const GError *error)
{
  ask_again_answered(&state->asked, TRUE);
  table_set_empty_text(state->list.table, "Not loaded: r tries again");
  if (!state->asked.by_itself)
    say_failed(state->pane, "Distributions", error);
  const PaneHost *host = pane_host(state->pane);
  host->start_ticking(host->app);
}

static void
on_distributions(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = distributions_list_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  if (error) {
    take_failure(state, error);
    return;
  }
  while (page->items->len)
    g_ptr_array_add(state->coming, g_ptr_array_steal_index(page->items, 0));
  table_set_empty_text(state->list.table, "Nothing sent yet: m sends the first");
  if (page->next)
    ask(state, page->next);
  else if (state->no_sms)
    take_complete(state);
  else
    ask_sms(state, NULL);
}

/* The SMS, which the list of distributions has not. An account without them is no failure; where they could
 * not be read this time, those of last time stay. */
static void
take_without_sms(State *state, const GError *error)
{
  guint status = api_error_http_status(error);
  state->sms_forbidden = g_error_matches(error, API_ERROR, API_ERROR_FORBIDDEN);
  state->no_sms = status >= 400 && status < 500 && status != 429;
  for (guint i = state->all->len; i > 0 && !state->no_sms; i--)
    if (((const Distribution *) g_ptr_array_index(state->all, i - 1))->is_sms)
      g_ptr_array_add(state->coming, g_ptr_array_steal_index(state->all, i - 1));
  g_ptr_array_set_size(state->list.shown, 0);
  take_complete(state);
}

static void
on_sms(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = sms_list_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  if (error) {
    take_without_sms(state, error);
    return;
  }
  while (page->items->len)
    g_ptr_array_add(state->coming, g_ptr_array_steal_index(page->items, 0));
  if (page->next)
    ask_sms(state, page->next);
  else
    take_complete(state);
}

static void
ask_sms(State *state, const char *next)
{
  sms_list_async(state->services->client, next ? FETCH_NEXT : FETCH_VISIBLE, state->survey_id, next,
                 state->cancellable, on_sms, state);
}

static void
ask(State *state, const char *next)
{
  distributions_list_async(state->services->client, next ? FETCH_NEXT : FETCH_VISIBLE, state->survey_id, NULL,
                           TIMESTAMP_NONE, TIMESTAMP_NONE, next, state->cancellable, on_distributions, state);
}

/* A name that was asked for and will not come: a new start cancels what is under way. */
static gboolean
is_unanswered(gpointer list_id, gpointer name, gpointer data G_GNUC_UNUSED)
{
  return *(const char *) list_id && !*(const char *) name;
}

void
distributions_refresh(State *state)
{
  renew_cancellable(&state->cancellable);
  g_hash_table_foreach_remove(state->names, is_unanswered, NULL);
  state->asked.loading = FALSE;
  if (!state->services->client || !state->survey_id)
    return;
  g_clear_pointer(&state->coming, g_ptr_array_unref);
  state->coming = g_ptr_array_new_with_free_func((GDestroyNotify) distribution_free);
  ask_again_begin(&state->asked);
  if (state->all->len == 0)
    table_set_empty_text(state->list.table, "Loading…");
  ask(state, NULL);
}

gboolean
distributions_stop(State *state)
{
  if (!state->asked.loading || state->asked.by_itself)
    return FALSE;
  renew_cancellable(&state->cancellable);
  g_hash_table_foreach_remove(state->names, is_unanswered, NULL);
  g_clear_pointer(&state->coming, g_ptr_array_unref);
  state->asked.loading = FALSE;
  pane_list_say_stopped(&state->list, state->pane);
  return TRUE;
}
