/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the four panes and the three lines stand; pure arithmetic. Two columns, two rows; the focused pane
 * has the room it needs, and its row the more of the height. A small screen shows the focused pane
 * only, the others are a line of titles. */
#pragma once
#include "ui/canvas.h"

enum { LAYOUT_PANES = 4, LAYOUT_MIN_WIDTH = 60, LAYOUT_MIN_HEIGHT = 16, LAYOUT_WIDE = 100, LAYOUT_TALL = 24 };

typedef struct Layout {
  gboolean too_small;       /* nothing but one line fits */
  gboolean single;          /* only the focused pane is drawn */
  Rect top;                 /* one line: name, connection, counts */
  Rect titles;              /* one line of pane titles; height 0 unless `single` and not zoomed */
  Rect panes[LAYOUT_PANES]; /* height 0: not drawn */
  Rect message;
  Rect hints;
  Rect body; /* all panes together; overlays are centred in it */
} Layout;

/* Panes 0 1 (top row) and 2 3 (bottom row); `focus` is 0 to 3. `wanted` is the width that the focused pane's
 * rows need; it counts for the panes on the left, which get it up to half of the screen.
 * `message` is the number of lines that the message takes. */
Layout layout_make(int height, int width, int focus, gboolean zoom, int wanted, int message);
/* The pane under a click, or -1. */
int layout_pane_at(const Layout *layout, int y, int x);
/* A rectangle of at most this size in the middle of `outer`. */
Rect layout_centre(Rect outer, int height, int width);
