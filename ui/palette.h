/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command palette (`:`): type parts of a name or of its help, Enter does it. Each line shows the key, so
 * that next time it is not needed. */
#pragma once
#include "ui/completion.h"
#include "ui/keymap.h"
#include "ui/overlay.h"

/* `chosen` is called after the palette has gone, with ACT_NONE if nothing was chosen. `refuse` (may be NULL)
 * tells why an action can't be done now; such lines are dim and show the reason. The reason is freed by the
 * palette. */
Overlay *palette_new(const Keymap *keymap, Place place, gboolean read_only,
                     char *(*refuse)(ActionId action, gpointer data),
                     void (*chosen)(ActionId action, gpointer data), gpointer data);
/* A command beside the actions, before the palette is shown. The strings are copied; @reason, why it can't be
 * done now, is taken.
 * @argument: what is typed after the name ("CID_…"); NULL: nothing. @prefix (may be NULL): text that begins
 * so, pasted alone, is meant as the argument. */
void palette_add_command(Overlay *palette, const char *name, const char *argument, const char *prefix,
                         const char *help, char *reason);
/* Tab completes the argument of the command that was added last; @complete may be NULL. */
void palette_complete(Overlay *palette, CompletionFunc complete);
/* `check` tells why an argument can't be (to be freed), or NULL; `run` is called in place of `chosen`, after
 * the palette has gone. Both get palette_new's data. */
void
palette_on_command(Overlay *palette, char *(*check)(const char *name, const char *argument, gpointer data),
                   void (*run)(const char *name, const char *argument, gpointer data));
