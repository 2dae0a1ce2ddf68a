/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A contact edited in $EDITOR, for the list and for the card: read whole, written as lines, and what was
 * changed saved as any edit is. What was typed is offered again until it is saved or thrown away.
 */
#pragma once

#include "ui/pane.h"
#include "ui/services.h"

/* It was saved: the contact as the server has it now, borrowed. */
typedef void (*ContactExternalDone)(const Contact *now, gpointer data);

/* Host, place and strings are copied; @where says where that is ("the list Spring panel"). It goes on when
 * the pane is closed; @done (may be NULL) is not called after @caller (may be NULL) was cancelled. The list
 * and the undo hear of it as of any save. */
void contact_external_edit(const PaneHost *host, Services *services, const ContactPlace *place,
                           const char *where, const char *contact_id, const char *title, GCancellable *caller,
                           ContactExternalDone done, gpointer data);
