/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pane 2 while the server is searched: its rows are what was found in the directory, and what can be done
 * with contacts of a directory can be done with them. What pane 1 points at waits behind it.
 */
#include "ui/panes/contacts-private.h"
#include "ui/panes/panes.h"

void
contacts_place_clear(ListPlace *place)
{
  g_free(place->directory_id);
  g_free(place->list_id);
  g_free(place->name);
  g_free(place->directory_name);
  *place = (ListPlace){.count = -1};
}

void
contacts_set_place(ListPlace *into, const ListPlace *place)
{
  ListPlace copy = {.count = -1};
  if (place) {
    copy = *place;
    copy.directory_id = g_strdup(place->directory_id);
    copy.list_id = g_strdup(place->list_id);
    copy.name = g_strdup(place->name);
    copy.directory_name = g_strdup(place->directory_name);
  }
  contacts_place_clear(into);
  *into = copy;
}

void
contacts_search_clear(State *state)
{
  g_clear_pointer(&state->terms, g_ptr_array_unref);
  g_clear_pointer(&state->search, g_free);
}

gboolean
contacts_drop_search(State *state)
{
  if (!state->terms)
    return FALSE;
  contacts_search_clear(state);
  contacts_go(state, &state->behind);
  return TRUE;
}

char *
contacts_pane_search(Pane *pane, const char *text)
{
  State *state = pane_state(pane);
  char *reason = NULL;
  GPtrArray *terms = contact_query_parse(text, &reason);
  if (!terms)
    return reason;
  if (!state->place.directory_id) {
    g_ptr_array_unref(terms);
    return g_strdup("There is no directory to search in");
  }
  if (!state->terms)
    contacts_set_place(&state->behind, &state->place);
  contacts_search_clear(state);
  state->view = CONTACTS_EVERYBODY;
  state->terms = terms;
  state->search = g_strdup(text);
  const char *name = state->behind.list_id ? state->behind.directory_name : state->behind.name;
  ListPlace directory = {.directory_id = state->behind.directory_id,
                         .name = (char *) (name ? name : "the directory"),
                         .rule = state->behind.rule,
                         .count = -1};
  contacts_go(state, &directory);
  return NULL;
}
