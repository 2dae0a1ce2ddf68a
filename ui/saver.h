/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saves an edit for the list and for the card: the save itself, the question field by field when someone else
 * changed the same thing meanwhile, the words of what was done, and the undo.
 */
#pragma once

#include "src/flow/contact-save.h"
#include "ui/pane.h"
#include "ui/services.h"

typedef struct Saver Saver;

/* Called once, unless @caller was cancelled: @now is the contact as the server has it (borrowed), or NULL and
 * the @reason; a NULL reason: the person left the question. */
typedef void (*SaverDone)(const Saver *saver, const Contact *now, const char *reason, gpointer data);

/* Takes @edit. @host, @place and @title are copied. Cancelling @caller says that nobody waits for done() any
 * more; the save itself goes on for as long as the connection is open, and what came of it is said on the
 * message line. The result is good for comparing only. */
Saver *saver_start(const PaneHost *host, Services *services, const ContactPlace *place, ContactEdit *edit,
                   const char *title, GCancellable *caller, SaverDone done, gpointer data);

/* In done(): the network failed; the edit is kept and saved by itself when that is back. It has been said. */
gboolean saver_waits(const Saver *saver);

/* What was to be written. */
const ContactEdit *saver_edit(const Saver *saver);

/* "language", "email": a field as a person reads it. */
const char *contact_field_word(ContactField field);
