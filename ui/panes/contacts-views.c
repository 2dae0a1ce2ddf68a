/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pane 2 while it shows some of the place only, those that Qualtrics itself keeps account of: who opted out,
 * whose mail came back. What can be done with the contacts of the place can be done with them.
 */
#include "ui/panes/contacts-private.h"
#include "ui/panes/panes.h"

const char *
contacts_view_title(ContactsView view)
{
  static const char *const titles[] = {
      [CONTACTS_EVERYBODY] = "Contacts", [CONTACTS_OPTED_OUT] = "Opted out", [CONTACTS_BOUNCED] = "Bounced"};
  return titles[view];
}

void
contacts_go(State *state, const ListPlace *place)
{
  guint marks = contacts_unmark(state);
  if (marks)
    pane_say(state->pane, MESSAGE_INFO, "%u no longer marked in %s; back there, u marks them again", marks,
             state->place.name);
  if (place != &state->place)
    contacts_set_place(&state->place, place);
  list_filter_clear(&state->list.filter);
  contact_table_filter(state->contacts, "");
  contacts_start(state);
}

gboolean
contacts_drop_view(State *state)
{
  if (state->view == CONTACTS_EVERYBODY)
    return FALSE;
  state->view = CONTACTS_EVERYBODY;
  contacts_go(state, &state->place);
  return TRUE;
}

char *
contacts_pane_view_refuse(Pane *pane, ContactsView view)
{
  State *state = pane_state(pane);
  const ListPlace *place = state->terms ? &state->behind : &state->place;
  if (!state->services->client)
    return g_strdup("There is no connection: press C to make or choose one");
  if (!place->directory_id)
    return g_strdup("Choose a directory or a list in pane 1 first");
  if (view == CONTACTS_BOUNCED && !place->list_id)
    return g_strdup("Told of mailing lists only: choose one in pane 1");
  if (view == CONTACTS_EVERYBODY && !state->terms && state->view == view)
    return g_strdup("Everybody is shown already");
  return NULL;
}

void
contacts_pane_show(Pane *pane, ContactsView view)
{
  State *state = pane_state(pane);
  state->view = view;
  if (!contacts_drop_search(state))
    contacts_go(state, &state->place);
}
