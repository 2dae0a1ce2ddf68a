/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A contact edited in its row: the changed cells are saved together; until the server has said yes they keep
 * their mark, and when it says no, what was typed stays beside the reason.
 */
#include "ui/panes/contact-external.h"
#include "ui/panes/contacts-private.h"
#include "ui/panes/panes.h"

static Contact *
row_contact(State *state, guint row)
{
  Contact *contact = contact_new();
  for (int field = 0; field < N_CONTACT_FIELDS; field++)
    contact_set(contact, (ContactField) field,
                contact_table_field(state->contacts, row, (ContactField) field));
  return contact;
}

char *
contacts_title(State *state, guint row)
{
  g_autoptr(Contact) contact = row_contact(state, row);
  return contact_title(contact);
}

/* What was typed into this contact before and is not on the server stands in the row again, with the values
 * that it began from, so that a change by someone else meanwhile is seen. */
static void
bring_back(State *state)
{
  const GPtrArray *changes = state->edit.before->edit->changes;
  for (guint i = 0; i < changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(changes, i);
    if (change->embedded || change->field >= N_CONTACT_EDITABLE ||
        !table_edit_value(state->list.table, change->field))
      continue;
    contact_set(state->edit.base, change->field, change->before);
    table_edit_set_value(state->list.table, change->field, change->after ? change->after : "");
  }
  if (state->edit.before->reason)
    table_edit_set_error(state->list.table, -1, state->edit.before->reason);
}

void
contacts_edit(State *state)
{
  gint64 row = pane_list_row(&state->list);
  if (row < 0 || !table_edit_begin(state->list.table))
    return;
  const char *id = contact_table_id(state->contacts, (guint) row);
  edit_in_place_begin(&state->edit, state->services->drafts, id, row_contact(state, (guint) row));
  if (state->edit.before)
    bring_back(state);
}

static gboolean
update(State *state, const Contact *now)
{
  const char *const *fields = (const char *const *) now->fields;
  const char *id = now->fields[CONTACT_FIELD_ID];
  const char *kept[N_CONTACT_FIELDS];
  for (int i = 0; i < N_CONTACT_FIELDS; i++)
    kept[i] = fields[i];
  if (!kept[CONTACT_FIELD_LOOKUP_ID])
    kept[CONTACT_FIELD_LOOKUP_ID] = contact_table_field_of(state->contacts, id, CONTACT_FIELD_LOOKUP_ID);
  return contact_table_update(state->contacts, id, kept, now->flags);
}

static void
take(State *state, const Contact *now)
{
  if (update(state, now))
    contacts_changed(state);
}

void
contacts_pane_take_contact(Pane *pane, const Contact *contact)
{
  take(pane_state(pane), contact);
}

void
contacts_pane_take_contacts(Pane *pane, const GPtrArray *contacts)
{
  gboolean any = FALSE;
  for (guint i = 0; i < contacts->len; i++)
    any |= update(pane_state(pane), g_ptr_array_index(contacts, i));
  if (any)
    contacts_changed(pane_state(pane));
}

static void
on_saved(const Saver *saver, const Contact *now, const char *reason, gpointer data)
{
  State *state = data;
  gboolean open = edit_in_place_saved(&state->edit, state->list.table, saver, now, reason);
  if (now)
    take(state, now);
  else if (reason && !open && !saver_waits(saver))
    pane_say(state->pane, MESSAGE_ERROR, "Not saved: %s", reason);
  pane_invalidate(state->pane);
}

static ContactEdit *
typed_edit(State *state)
{
  ContactEdit *edit = contact_edit_new(state->edit.contact_id);
  for (guint column = 0; column < N_CONTACT_EDITABLE; column++)
    if (table_edit_changed(state->list.table, column))
      contact_edit_set(edit, state->edit.base, (ContactField) column,
                       table_edit_value(state->list.table, column));
  return edit;
}

static void
keep_typed(State *state)
{
  g_autoptr(ContactEdit) edit = typed_edit(state);
  g_autofree char *title = contact_title(state->edit.base);
  ContactPlace place = {state->place.directory_id, state->place.list_id};
  edit_draft_type(state->services->drafts, state->edit.before, &place, title, (1u << N_CONTACT_EDITABLE) - 1,
                  NULL, edit);
}

static void
save(State *state)
{
  g_autoptr(ContactEdit) edit = typed_edit(state);
  if (contact_edit_is_empty(edit)) {
    edit_in_place_end(&state->edit, state->list.table);
    return;
  }
  table_edit_set_saving(state->list.table, TRUE);
  g_autofree char *title = contact_title(state->edit.base);
  ContactPlace place = {state->place.directory_id, state->place.list_id};
  state->edit.saving = saver_start(pane_host(state->pane), state->services, &place, g_steal_pointer(&edit),
                                   title, state->cancellable, on_saved, state);
}

gboolean
contacts_edit_key(State *state, const Key *key)
{
  switch (table_edit_key(state->list.table, key)) {
  case TABLE_EDIT_SAVE:
    save(state);
    break;
  case TABLE_EDIT_LEAVE:
    edit_in_place_leave(&state->edit, state->list.table, state->pane);
    break;
  default:
    if (!state->edit.saving)
      keep_typed(state);
    break;
  }
  return TRUE;
}

void
contacts_edit_externally(State *state)
{
  guint row = (guint) pane_list_row(&state->list);
  const ListPlace *at = &state->place;
  ContactPlace place = {at->directory_id, at->list_id};
  g_autofree char *title = contacts_title(state, row);
  g_autofree char *where =
      g_strdup_printf("%s %s", at->list_id ? "on the list" : "in the directory", at->name ? at->name : "");
  contact_external_edit(pane_host(state->pane), state->services, &place, where,
                        contact_table_id(state->contacts, row), title, NULL, NULL, NULL);
}
