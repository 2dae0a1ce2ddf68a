/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a role looks: the terminal's own 16 colours, so that it fits dark and light; with NO_COLOR bold,
 * reverse and underline alone. No meaning hangs on colour only. */
#pragma once
#include "ui/canvas.h"

typedef struct ThemeLook {
  gint8 foreground; /* 0 to 15, or -1 for the terminal's own */
  gint8 background;
  gboolean bold, dim, reverse, underline;
} ThemeLook;

/* Does the environment allow colour (NO_COLOR unset or empty)? */
gboolean theme_wants_colour(void);
/* The names of the colours a connection may have, in the order of their styles. */
#define THEME_TAGS "red", "green", "yellow", "blue", "magenta", "cyan"
/* The style of such a name; STYLE_NORMAL for another, or NULL. */
Style theme_tag(const char *colour);
ThemeLook theme_look(Style style, gboolean colour);
