/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saves an edit for the list and for the card: the save itself, the question field by field when someone else
 * changed the same thing meanwhile, the words of what was done, and the undo.
 */
#pragma once

#include "src/flow/contact-save.h"
#include "ui/pane.h"
#include "ui/services.h"

/* Called once, unless the cancellable was cancelled: @now is the contact as the server has it (borrowed), or
 * NULL and the @reason; a NULL reason: the person left the question. */
typedef void (*SaverDone)(const Contact *now, const char *reason, gpointer data);

/* Takes @edit. @place and @title are copied. */
void saver_start(Pane *pane, Services *services, const ContactPlace *place, ContactEdit *edit,
                 const char *title, GCancellable *cancellable, SaverDone done, gpointer data);

/* "language", "email": a field as a person reads it. */
const char *contact_field_word(ContactField field);
