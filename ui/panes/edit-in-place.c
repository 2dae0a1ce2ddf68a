/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/panes/edit-in-place.h"

void
edit_in_place_begin(EditInPlace *edit, const Drafts *drafts, const char *contact_id, Contact *base)
{
  edit_in_place_clear(edit);
  edit->contact_id = g_strdup(contact_id);
  edit->base = base;
  edit->before = edit_draft_find(drafts, contact_id);
}

void
edit_in_place_clear(EditInPlace *edit)
{
  g_free(edit->contact_id);
  contact_free(edit->base);
  edit_draft_free(edit->before);
  *edit = (EditInPlace){0};
}

gboolean
edit_in_place_saved(EditInPlace *edit, Table *table, const Saver *saver, const Contact *now,
                    const char *reason)
{
  if (edit->saving != saver || !table_is_editing(table))
    return FALSE;
  edit->saving = NULL;
  if (now || saver_waits(saver)) {
    table_edit_end(table);
    return TRUE;
  }
  table_edit_set_saving(table, FALSE);
  table_edit_set_error(table, -1, reason);
  return TRUE;
}

void
edit_in_place_leave(EditInPlace *edit, Table *table, Pane *pane, Drafts *drafts)
{
  g_autoptr(EditDraft) kept = edit_draft_find(drafts, edit->contact_id);
  if (edit->saving)
    pane_say(pane, MESSAGE_INFO, "Still being saved; this line will say what came of it");
  else if (kept && kept->reason)
    pane_say(pane, MESSAGE_INFO, "%s: kept unsaved; e brings it back, d shows all such", kept->title);
  else
    edit_draft_leave(drafts, edit->contact_id, edit->before);
  edit->saving = NULL;
  table_edit_end(table);
}
