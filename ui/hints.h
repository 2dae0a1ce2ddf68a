/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hint line: what can be done here, the most useful first, as many as fit. */
#pragma once
#include "ui/canvas.h"
#include "ui/keymap.h"

/* `word` says what stands beside the key of an action: its hint, or what it would do just now; NULL leaves it
 * out, because the place refuses it. */
void hints_draw(Canvas *canvas, Rect line, const Keymap *keymap, Place place, gboolean read_only,
                const char *(*word)(ActionId action, gpointer data), gpointer data);
/* A fixed text ("Tab next  Enter save"), words before double blanks drawn as keys. */
void hints_draw_text(Canvas *canvas, Rect line, const char *text);
