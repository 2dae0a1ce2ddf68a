/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/panes/edit-in-place.h"

void
edit_in_place_begin(EditInPlace *edit, Drafts *drafts, const char *contact_id, Contact *base)
{
  edit_in_place_clear(edit);
  edit->contact_id = g_strdup(contact_id);
  edit->base = base;
  edit->drafts = drafts;
  edit->held = drafts_take(drafts, DRAFT_EDIT, contact_id);
  edit->before = edit_draft_find(drafts, contact_id);
}

void
edit_in_place_clear(EditInPlace *edit)
{
  drafts_let_go(edit->drafts, edit->held);
  g_free(edit->contact_id);
  contact_free(edit->base);
  edit_draft_free(edit->before);
  *edit = (EditInPlace){0};
}

void
edit_in_place_end(EditInPlace *edit, Table *table)
{
  table_edit_end(table);
  drafts_let_go(edit->drafts, g_steal_pointer(&edit->held));
}

/* An edit that was left while it was saved has been saved, and the one that is typed now began before that:
 * it goes on from there, and does not bring back what is done. */
static void
go_on_from(EditInPlace *edit, const ContactEdit *done, const Contact *now)
{
  if (g_strcmp0(edit->contact_id, done->contact_id) != 0)
    return;
  for (guint i = 0; i < done->changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(done->changes, i);
    if (change->embedded)
      contact_set_embedded(edit->base, change->embedded, contact_embedded(now, change->embedded));
    else if (change->field < N_CONTACT_FIELDS)
      contact_set(edit->base, change->field, contact_get(now, change->field));
  }
  if (!edit->before)
    return;
  edit_draft_settle(edit->before, done);
  if (contact_edit_is_empty(edit->before->edit))
    g_clear_pointer(&edit->before, edit_draft_free);
}

gboolean
edit_in_place_saved(EditInPlace *edit, Table *table, const Saver *saver, const Contact *now,
                    const char *reason)
{
  if (edit->saving != saver || !table_is_editing(table)) {
    if (now)
      go_on_from(edit, saver_edit(saver), now);
    return FALSE;
  }
  edit->saving = NULL;
  if (now || saver_waits(saver)) {
    edit_in_place_end(edit, table);
    return TRUE;
  }
  table_edit_set_saving(table, FALSE);
  table_edit_set_error(table, -1, reason);
  return TRUE;
}

void
edit_in_place_leave(EditInPlace *edit, Table *table, Pane *pane)
{
  g_autoptr(EditDraft) kept = edit_draft_find(edit->drafts, edit->contact_id);
  g_autofree char *typed = table_edit_typed(table);
  if (edit->saving)
    pane_say(pane, MESSAGE_INFO, "Still being saved; this line will say what came of it");
  else if (kept && kept->reason)
    pane_say(pane, MESSAGE_INFO, "%s: kept unsaved; e brings it back, d shows all such", kept->title);
  else {
    edit_draft_leave(edit->drafts, edit->contact_id, edit->before);
    if (typed)
      pane_say(pane, MESSAGE_INFO, "Not saved, and thrown away: %s", typed);
  }
  edit->saving = NULL;
  edit_in_place_end(edit, table);
}
