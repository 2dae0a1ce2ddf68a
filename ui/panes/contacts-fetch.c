/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the contacts of pane 2 come: page after page as they are looked at, the whole list only where it is
 * short or was asked for; and how far they have come, in words.
 */
#include "src/api/contacts.h"
#include "ui/dialog.h"
#include "ui/panes/contacts-private.h"
#include "ui/text.h"

enum {
  AHEAD = 150,          /* rows that should be there behind the last one seen */
  LONG_PULL = 1000,     /* more than so many contacts are not pulled without a question */
  FILTER_PULLS = 20000, /* a filter pulls the rest of a list of up to so many */
  SLICE_MICROSECONDS = 4000,
  REST_SECONDS = 5, /* after a failure, before keys ask again by themselves */
};

static gboolean
on_slice(gpointer data)
{
  State *state = data;
  gboolean more = contact_table_work(state->contacts, SLICE_MICROSECONDS);
  table_rows_changed(state->list.table);
  pane_invalidate(state->pane);
  if (!more)
    state->slice = 0;
  return more ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* How many there are, -1: not known. Of a view nobody says. */
static gint64
total(const State *state)
{
  return state->view == CONTACTS_EVERYBODY ? state->place.count : -1;
}

/* What stands in place of rows. */
static const char *
nothing_to_show(State *state)
{
  static const char *const nobody[] = {[CONTACTS_EVERYBODY] = "No contacts",
                                       [CONTACTS_OPTED_OUT] = "Nobody opted out",
                                       [CONTACTS_BOUNCED] = "No mail came back"};
  if (list_filter_is_empty(&state->list.filter))
    return state->terms ? "None found; whole values are compared, not parts of them" : nobody[state->view];
  return state->next && !state->pulling ? "None of those loaded; G loads the whole list" : "None";
}

void
contacts_changed(State *state)
{
  if (state->started)
    table_set_empty_text(state->list.table, nothing_to_show(state));
  if (contact_table_has_work(state->contacts) && !state->slice) {
    const PaneHost *host = pane_host(state->pane);
    state->slice = host->add_slice(host->app, on_slice, state, NULL);
  }
  table_rows_changed(state->list.table);
  pane_invalidate(state->pane);
}

/* Is another page wanted: a whole pull, a filter over a list that is not too long, or rows soon to be seen?
 */
static gboolean
wants_more(State *state)
{
  if (!state->place.directory_id || state->asking || !state->services->client ||
      (state->started && !state->next))
    return FALSE;
  if (state->failed && seconds_now() < state->failed_at + REST_SECONDS)
    return FALSE;
  if (!state->started || state->pulling)
    return TRUE;
  /* Of what is filtered few rows are seen, which says nothing about what to load. */
  if (!list_filter_is_empty(&state->list.filter))
    return state->place.count >= 0 && state->place.count <= FILTER_PULLS;
  guint first = 0, count = 0;
  table_visible(state->list.table, &first, &count);
  gint64 last = MAX((gint64) first + count, table_cursor(state->list.table));
  return last + AHEAD > contact_table_visible(state->contacts);
}

static void
pull_ended(State *state)
{
  gboolean to_end = state->pulling && state->to_end;
  state->pulling = state->to_end = FALSE;
  if (to_end)
    table_act(state->list.table, ACT_BOTTOM, NULL);
}

/* Rows that a reload must bring before it is shown, so that the cursor, the marks and the order find theirs.
 */
static guint
rows_to_come(State *state)
{
  gint64 cursor = table_cursor(state->list.table);
  if (contact_table_mark_count(state->contacts) || state->list.sort.column >= 0 ||
      !list_filter_is_empty(&state->list.filter))
    return contact_table_length(state->contacts);
  return cursor > 0 ? (guint) cursor + AHEAD : 0;
}

static guint
rows_coming(const State *state)
{
  guint count = 0;
  for (guint i = 0; i < state->coming->len; i++)
    count += contact_page_length(g_ptr_array_index(state->coming, i));
  return count;
}

/* The pages of a reload take the place of the old rows at once. FALSE: more of them are wanted first. */
static gboolean
take_reload(State *state, ContactPage *page)
{
  g_ptr_array_add(state->coming, page);
  if (state->next && rows_coming(state) < rows_to_come(state))
    return FALSE;
  table_hold_row(state->list.table);
  contact_table_clear(state->contacts);
  while (state->coming->len > 0)
    contact_table_take_page(state->contacts, g_ptr_array_steal_index(state->coming, 0));
  g_clear_pointer(&state->coming, g_ptr_array_unref);
  state->old = FALSE;
  return TRUE;
}

/* Whole directories and searches are not for every licence: what was refused is said where the rows would be,
 * and greyed. */
static void
take_failure(State *state, const GError *error)
{
  Refusals *refusals = state->services->refusals;
  gboolean of_directory = state->terms || !state->place.list_id;
  state->failed = TRUE;
  state->failed_at = seconds_now();
  state->pulling = state->to_end = FALSE;
  if (of_directory)
    refusals_note(refusals, state->terms ? ACT_FILTER : ACT_OPEN, state->place.directory_id, error);
  table_set_empty_text(state->list.table,
                       of_directory && g_error_matches(error, API_ERROR, API_ERROR_FORBIDDEN)
                           ? "Not for this account: its licence (XM Directory Lite) or its permission covers "
                             "mailing lists only"
                           : "Not loaded: r tries again");
  say_failed(state->pane,
             state->search       ? state->search
             : state->place.name ? state->place.name
                                 : "Contacts",
             error);
}

/* @page is taken; NULL with an error. */
static void
take_page(State *state, ContactPage *page, const GError *error)
{
  state->asking = FALSE;
  if (error) {
    take_failure(state, error);
    return;
  }
  g_free(state->next);
  state->next = g_strdup(contact_page_next(page));
  if (!state->coming)
    contact_table_take_page(state->contacts, page);
  else if (!take_reload(state, page)) {
    contacts_fetch(state);
    return;
  }
  state->started = TRUE;
  contacts_changed(state);
  if (!state->next)
    pull_ended(state);
  contacts_fetch(state);
}

static void
on_page(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  ContactPage *page = contacts_list_finish(NULL, result, &error);
  if (!was_cancelled(error))
    take_page(data, page, error);
}

static void
on_view(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  ContactPage *page = contacts_view_finish(NULL, result, &error);
  if (!was_cancelled(error))
    take_page(data, page, error);
}

static void
on_found(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  ContactPage *page = contact_query_finish(NULL, result, &error);
  if (!was_cancelled(error))
    take_page(data, page, error);
}

static void
ask_page(State *state)
{
  ContactPlace place = {state->place.directory_id, state->place.list_id};
  FetchPriority priority = state->started || state->next ? FETCH_NEXT : FETCH_VISIBLE;
  state->asking = TRUE;
  state->failed = FALSE;
  if (state->terms) {
    contact_query_async(state->services->client, place.directory_id, state->terms, state->next,
                        state->cancellable, on_found, state);
    return;
  }
  if (state->pulling || (state->coming && rows_to_come(state) > LONG_PULL))
    priority = FETCH_BACKGROUND;
  if (state->view != CONTACTS_EVERYBODY)
    contacts_view_async(state->services->client, &place, state->view, priority, state->next,
                        state->cancellable, on_view, state);
  else
    contacts_list_async(state->services->client, &place, priority, state->next, state->cancellable, on_page,
                        state);
}

void
contacts_fetch(State *state)
{
  if (wants_more(state))
    ask_page(state);
}

void
contacts_forget(State *state)
{
  const PaneHost *host = pane_host(state->pane);
  renew_cancellable(&state->cancellable);
  if (state->slice)
    host->remove_slice(host->app, state->slice);
  state->slice = 0;
  state->asking = state->started = state->failed = state->pulling = state->to_end = FALSE;
  g_clear_pointer(&state->next, g_free);
  g_clear_pointer(&state->coming, g_ptr_array_unref);
  state->edit.saving = NULL;
  if (table_is_editing(state->list.table))
    edit_in_place_end(&state->edit, state->list.table);
}

void
contacts_reload(State *state)
{
  if (state->failed && state->started) {
    state->failed = FALSE;
    contacts_fetch(state);
    return;
  }
  contacts_forget(state);
  state->old = TRUE;
  state->coming = g_ptr_array_new_with_free_func((GDestroyNotify) contact_page_free);
  if (contact_table_length(state->contacts) == 0)
    table_set_empty_text(state->list.table, "Loading…");
  contacts_fetch(state);
}

gboolean
contacts_stop(State *state)
{
  if (!state->asking || state->started)
    return FALSE;
  renew_cancellable(&state->cancellable);
  if (state->coming) {
    g_ptr_array_set_size(state->coming, 0);
    g_clear_pointer(&state->next, g_free);
  }
  state->asking = FALSE;
  state->failed = TRUE;
  state->failed_at = seconds_now();
  pane_list_say_stopped(&state->list, state->pane);
  return TRUE;
}

void
contacts_start(State *state)
{
  contacts_forget(state);
  state->old = FALSE;
  contact_table_clear(state->contacts);
  table_rows_changed(state->list.table);
  table_set_empty_text(state->list.table,
                       state->place.directory_id ? "Loading…" : "Choose a directory or a list");
  contacts_fetch(state);
}

char *
contacts_progress(State *state)
{
  gint64 all = total(state), have = contact_table_length(state->contacts);
  g_autofree char *loaded = text_count((guint64) have);
  if (all <= 0)
    return g_strdup_printf("loading %s · Esc stops", loaded);
  GString *bar = g_string_new(NULL);
  gint64 full = CLAMP(have * 12 / all, 0, 12);
  for (int i = 0; i < 12; i++)
    g_string_append(bar, i < full ? "█" : "░");
  g_string_append_printf(bar, " %d%% · Esc stops", (int) CLAMP(have * 100 / all, 0, 100));
  return g_string_free(bar, FALSE);
}

char *
contacts_counts(State *state)
{
  guint have = contact_table_length(state->contacts);
  g_autofree char *loaded = text_count(have);
  if (state->old && !state->failed && state->coming && rows_to_come(state) > LONG_PULL) {
    g_autofree char *come = text_count(rows_coming(state));
    return g_strdup_printf("%s · loading, %s so far · Esc stops", loaded, come);
  }
  if (state->old)
    return g_strdup_printf("%s · %s", loaded, state->failed ? "not fresh" : "loading");
  if (state->started && !state->next)
    return g_steal_pointer(&loaded);
  if (state->failed && have > 0)
    return g_strdup_printf("%s, not all: r goes on", loaded);
  if (total(state) < 0)
    return g_strdup_printf("%s so far", loaded);
  g_autofree char *all = text_count((guint64) MAX(total(state), (gint64) have));
  return g_strdup_printf("%s of %s", loaded, all);
}

static void
start_pull(State *state)
{
  state->pulling = state->to_end = TRUE;
  state->failed = FALSE;
  contacts_fetch(state);
}

static void
on_pull_answer(gboolean yes, gpointer data)
{
  if (yes)
    start_pull(data);
  else
    table_act(((State *) data)->list.table, ACT_BOTTOM, NULL);
}

void
contacts_to_bottom(State *state)
{
  gint64 left = state->place.count - contact_table_length(state->contacts);
  if (!state->next) {
    table_act(state->list.table, ACT_BOTTOM, NULL);
    return;
  }
  if (state->place.count >= 0 && left <= LONG_PULL) {
    start_pull(state);
    return;
  }
  g_autofree char *count = text_counted((guint64) MAX(left, 0), "contact");
  g_autofree char *text = g_strdup_printf("The end is %s away. Load all of them? (Esc stops at any time)",
                                          total(state) < 0 ? "an unknown number of contacts" : count);
  const PaneHost *host = pane_host(state->pane);
  host->overlay(host->app, dialog_confirm("Load the whole list", text, on_pull_answer, state));
}
