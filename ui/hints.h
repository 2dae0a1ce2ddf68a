/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hint line: what can be done here, the most useful first, as many as fit. */
#pragma once
#include "ui/canvas.h"
#include "ui/keymap.h"

/* `refused` (may be NULL) says of an action whether the place refuses it now; then it is left out. */
void hints_draw(Canvas *canvas, Rect line, const Keymap *keymap, Place place, gboolean read_only,
                gboolean (*refused)(ActionId action, gpointer data), gpointer data);
/* A fixed text ("Tab next  Enter save"), words before double blanks drawn as keys. */
void hints_draw_text(Canvas *canvas, Rect line, const char *text);
