/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Contacts that come to the list and leave it.
 */
#include "ui/forms/contact.h"
#include "ui/panes/contacts-private.h"
#include "ui/panes/panes.h"

char *
contacts_write_refuse(State *state, ActionId action G_GNUC_UNUSED)
{
  if (!state->services->client)
    return g_strdup("There is no connection: press C to make or choose one");
  return state->place.directory_id ? NULL : g_strdup("Choose a directory or a list first");
}

/* Coming */

void
contacts_new(State *state)
{
  const PaneHost *host = pane_host(state->pane);
  host->overlay(host->app, contact_form_new(host, state->services, &state->place));
}

gboolean
contacts_pane_take_new(Pane *pane, const ContactPlace *place, const Contact *contact)
{
  State *state = pane_state(pane);
  gboolean here = g_strcmp0(place->directory_id, state->place.directory_id) == 0 &&
                  (!state->place.list_id || g_strcmp0(place->list_id, state->place.list_id) == 0);
  if (!here)
    return FALSE;
  const char *id = contact->fields[CONTACT_FIELD_ID];
  gboolean was_here = contact_table_field_of(state->contacts, id, CONTACT_FIELD_ID) != NULL;
  ContactPage *page = contact_page_new();
  contact_page_add(page, (const char *const *) contact->fields, contact->flags);
  contact_page_seal(page);
  contact_table_take_page(state->contacts, page);
  table_seek_id(state->table, id);
  contacts_changed(state);
  return was_here;
}
