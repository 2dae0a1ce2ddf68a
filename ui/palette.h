/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command palette (`:`): type parts of a name or of its help, Enter does it. Each line shows the key, so
 * that next time it is not needed. */
#pragma once
#include "ui/keymap.h"
#include "ui/overlay.h"

/* `chosen` is called after the palette has gone, with ACT_NONE if nothing was chosen. `refuse` (may be NULL)
 * tells why an action can't be done now; such lines are dim and show the reason. The reason is freed by the
 * palette. */
Overlay *palette_new(const Keymap *keymap, Place place, gboolean read_only,
                     char *(*refuse)(ActionId action, gpointer data),
                     void (*chosen)(ActionId action, gpointer data), gpointer data);
/* How well `typed` fits `text`: higher is better, -1: not at all. Letters must occur in order; heads of words
 * and runs count more. */
int palette_fit(const char *typed, const char *text);
