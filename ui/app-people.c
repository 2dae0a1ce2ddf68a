/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Contacts that came or went, told to every pane that shows them, whoever made it so: a form, a pane or an
 * undo.
 */
#include "ui/app-private.h"
#include "ui/panes/panes.h"

void
app_came(gpointer data, const ContactPlace *place, const Contact *contact, gboolean is_new)
{
  App *app = data;
  gboolean was_there = contacts_pane_take_new(app->panes[SLOT_CONTACTS], place, contact);
  Pane *directories = app->panes[SLOT_DIRECTORIES];
  if (place->list_id && !was_there)
    directories_pane_count(directories, place->directory_id, place->list_id, 1);
  if (is_new)
    directories_pane_count(directories, place->directory_id, NULL, 1);
}
