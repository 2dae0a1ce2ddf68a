/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is the same of a contact that is edited in its row and of one edited on its card: what the open line
 * began from, and what becomes of it when it was saved or is left.
 */
#pragma once

#include "ui/edit-drafts.h"
#include "ui/pane.h"
#include "ui/saver.h"

/* Zeroed memory: nothing was edited yet. */
typedef struct EditInPlace {
  char *contact_id;
  Drafts *drafts;
  char *held;          /* while the line is open, see drafts_take */
  Contact *base;       /* the contact as it was when the line was opened */
  EditDraft *before;   /* what had been typed into it earlier, or NULL */
  const Saver *saving; /* of the line that is open, or NULL */
} EditInPlace;

/* Takes @base. */
void edit_in_place_begin(EditInPlace *edit, Drafts *drafts, const char *contact_id, Contact *base);
void edit_in_place_clear(EditInPlace *edit);
/* Closes the line. */
void edit_in_place_end(EditInPlace *edit, Table *table);

/* For SaverDone: closes the line, or shows the reason beside it. FALSE: the line was left while it was saved,
 * and maybe another one opened. */
gboolean edit_in_place_saved(EditInPlace *edit, Table *table, const Saver *saver, const Contact *now,
                             const char *reason);
/* Esc. What was tried and not taken stays among the drafts; what was only typed is thrown away. */
void edit_in_place_leave(EditInPlace *edit, Table *table, Pane *pane);
