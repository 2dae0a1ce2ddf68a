/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of the card edited in place, embedded data made and dropped; all through the saver. */
#include "ui/dialog.h"
#include "ui/panes/contact-card-private.h"
#include "ui/panes/contact-external.h"
#include "ui/panes/opt-out.h"

static void
on_saved(const Saver *saver, const Contact *now, const char *reason, gpointer data)
{
  State *state = data;
  gboolean open = edit_in_place_saved(&state->edit, state->list.table, saver, now, reason);
  if (now) {
    contact_free(state->contact);
    state->contact = contact_copy(now);
    contact_card_show(state);
  } else if (reason && !open && !saver_waits(saver))
    pane_say(state->pane, MESSAGE_ERROR, "%s: not saved: %s", state->title, reason);
  pane_invalidate(state->pane);
}

/* Takes the edit. */
static const Saver *
save(State *state, ContactEdit *edit)
{
  ContactPlace place = {state->directory_id, state->list_id};
  return saver_start(pane_host(state->pane), state->services, &place, edit, state->title, state->open,
                     on_saved, state);
}

static ContactEdit *
typed_edit(State *state, const Line *line)
{
  ContactEdit *edit = contact_edit_new(state->contact_id);
  const char *value = table_edit_value(state->list.table, 1);
  if (line->kind == LINE_FIELD)
    contact_edit_set(edit, state->edit.base, line->field, value);
  else
    contact_edit_set_embedded(edit, state->edit.base, line->label, value);
  return edit;
}

static void
keep_typed(State *state)
{
  const Line *line = contact_card_find(state, state->edited);
  if (!line)
    return;
  g_autoptr(ContactEdit) edit = typed_edit(state, line);
  gboolean field = line->kind == LINE_FIELD;
  ContactPlace place = {state->directory_id, state->list_id};
  edit_draft_type(state->services->drafts, state->edit.before, &place, state->title,
                  field ? 1u << line->field : 0, field ? NULL : line->label, edit);
}

/* What was typed into the line before and is not on the server stands in it again, see contacts-edit.c. */
static void
bring_back(State *state, const Line *line)
{
  const GPtrArray *changes = state->edit.before->edit->changes;
  for (guint i = 0; i < changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(changes, i);
    gboolean here = change->embedded
                        ? line->kind == LINE_EMBEDDED && g_str_equal(line->label, change->embedded)
                        : line->kind == LINE_FIELD && line->field == change->field;
    if (!here || !change->after)
      continue;
    if (change->embedded)
      contact_set_embedded(state->edit.base, change->embedded, change->before);
    else
      contact_set(state->edit.base, change->field, change->before);
    table_edit_set_value(state->list.table, 1, change->after);
    if (state->edit.before->reason)
      table_edit_set_error(state->list.table, -1, state->edit.before->reason);
  }
}

static void
save_line(State *state)
{
  const Line *line = contact_card_find(state, state->edited);
  if (!line) {
    table_edit_set_error(state->list.table, -1, "Someone else dropped this meanwhile");
    return;
  }
  g_autoptr(ContactEdit) edit = typed_edit(state, line);
  if (contact_edit_is_empty(edit)) {
    edit_in_place_end(&state->edit, state->list.table);
    return;
  }
  table_edit_set_saving(state->list.table, TRUE);
  state->edit.saving = save(state, g_steal_pointer(&edit));
}

static void on_new_value(const char *text, gpointer data);

/* @label is what is wanted, or what was wrong with @text. */
static void
ask_new_value(State *state, const char *label, const char *text)
{
  const PaneHost *host = pane_host(state->pane);
  host->overlay(host->app, dialog_prompt("New embedded data", label, text, on_new_value, state));
}

static void
on_new_value(const char *text, gpointer data)
{
  State *state = data;
  if (!text || !*text || !state->contact)
    return;
  const char *equals = g_utf8_strchr(text, -1, '=');
  g_autofree char *name = equals ? g_strstrip(g_strndup(text, (gsize) (equals - text))) : g_strdup("");
  g_autofree char *value = equals ? g_strstrip(g_strdup(equals + 1)) : NULL;
  const char *reason = equals ? contact_check_embedded(name, value) : "Write it as name=value";
  if (reason) {
    ask_new_value(state, reason, text);
    return;
  }
  g_autoptr(ContactEdit) edit = contact_edit_new(state->contact_id);
  contact_edit_set_embedded(edit, state->contact, name, value);
  if (!contact_edit_is_empty(edit))
    save(state, g_steal_pointer(&edit));
}

static void
on_drop(gboolean yes, gpointer data)
{
  State *state = data;
  const Line *line = contact_card_find(state, state->dropping);
  if (!yes || !line)
    return;
  g_autoptr(ContactEdit) edit = contact_edit_new(state->contact_id);
  contact_edit_set_embedded(edit, state->contact, line->label, NULL);
  save(state, g_steal_pointer(&edit));
}

void
contact_card_edit(State *state)
{
  const Line *line = pane_list_current(&state->list);
  if (!line || !table_edit_begin(state->list.table))
    return;
  g_free(state->edited);
  state->edited = g_strdup(line->id);
  edit_in_place_begin(&state->edit, state->services->drafts, state->contact_id, contact_copy(state->contact));
  if (state->edit.before)
    bring_back(state, line);
}

void
contact_card_new_value(State *state)
{
  ask_new_value(state, "name=value", "");
}

void
contact_card_drop_value(State *state)
{
  const Line *line = pane_list_current(&state->list);
  const PaneHost *host = pane_host(state->pane);
  g_free(state->dropping);
  state->dropping = g_strdup(line->id);
  g_autofree char *text = g_strdup_printf("Drop %s = %s of %s?", line->label, line->value, state->title);
  host->overlay(host->app, dialog_confirm("Drop embedded data", text, on_drop, state));
}

static void
on_opt_out(gboolean yes, gpointer data)
{
  State *state = data;
  ContactField field = opt_out_field(state->list_id);
  if (!yes || !state->contact)
    return;
  gboolean is_out = g_str_equal(contact_get(state->contact, field), "yes");
  g_autoptr(ContactEdit) edit = contact_edit_new(state->contact_id);
  contact_edit_set(edit, state->contact, field, is_out ? "no" : "yes");
  save(state, g_steal_pointer(&edit));
}

void
contact_card_opt_out(State *state)
{
  const ListPlace place = {
      .directory_id = state->directory_id, .list_id = state->list_id, .name = state->place_name};
  const PaneHost *host = pane_host(state->pane);
  host->overlay(host->app, opt_out_question(state->title, state->contact->flags, &place, on_opt_out, state));
}

gboolean
contact_card_edit_key(State *state, const Key *pressed)
{
  switch (table_edit_key(state->list.table, pressed)) {
  case TABLE_EDIT_SAVE:
    save_line(state);
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

static void
on_edited(const Contact *now, gpointer data)
{
  State *state = data;
  contact_free(state->contact);
  state->contact = contact_copy(now);
  contact_card_show(state);
}

void
contact_card_edit_externally(State *state)
{
  ContactPlace place = {state->directory_id, state->list_id};
  contact_external_edit(pane_host(state->pane), state->services, &place,
                        state->list_id ? "read through its list" : "in its directory", state->contact_id,
                        state->title, state->open, on_edited, state);
}
