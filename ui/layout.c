/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column on the left is a list to pick from: it stays narrow, and grows only while it has the focus and
 * only as far as its rows need it. */
#include "ui/layout.h"

/* Shares of the screen, in hundredths. */
enum { LEFT_SHARE = 28, ROW_FOCUSED_SHARE = 60, LEFT_MIN = 30, LEFT_MAX = 46 };

static void
four_panes(Layout *layout, int focus, int wanted)
{
  Rect body = layout->body;
  int focused_height = body.height * ROW_FOCUSED_SHARE / 100;
  int top = focus < 2 ? focused_height : body.height - focused_height;
  for (int row = 0; row < 2; row++) {
    int left = CLAMP(body.width * LEFT_SHARE / 100, LEFT_MIN, LEFT_MAX);
    if (focus == row * 2)
      left = CLAMP(wanted, left, MAX(body.width / 2, left));
    int y = row ? body.y + top : body.y, height = row ? body.height - top : top;
    layout->panes[row * 2] = (Rect){y, body.x, height, left};
    layout->panes[row * 2 + 1] = (Rect){y, body.x + left, height, body.width - left};
  }
}

Layout
layout_make(int height, int width, int focus, gboolean zoom, int wanted, int message)
{
  Layout layout = {0};
  layout.top = (Rect){0, 0, 1, width};
  layout.message = (Rect){height - 1 - message, 0, message, width};
  layout.hints = (Rect){height - 1, 0, 1, width};
  if (height < LAYOUT_MIN_HEIGHT || width < LAYOUT_MIN_WIDTH) {
    layout.too_small = TRUE;
    return layout;
  }
  gboolean narrow = width < LAYOUT_WIDE || height < LAYOUT_TALL;
  int titles = narrow && !zoom ? 1 : 0;
  layout.titles = (Rect){1, 0, titles, width};
  layout.body = (Rect){1 + titles, 0, height - 2 - message - titles, width};
  layout.single = narrow || zoom;
  if (layout.single)
    layout.panes[focus] = layout.body;
  else
    four_panes(&layout, focus, wanted);
  return layout;
}

int
layout_pane_at(const Layout *layout, int y, int x)
{
  for (int i = 0; i < LAYOUT_PANES; i++) {
    Rect r = layout->panes[i];
    if (y >= r.y && y < r.y + r.height && x >= r.x && x < r.x + r.width)
      return i;
  }
  return -1;
}

Rect
layout_centre(Rect outer, int height, int width)
{
  height = MIN(height, outer.height);
  width = MIN(width, outer.width);
  return (Rect){outer.y + (outer.height - height) / 2, outer.x + (outer.width - width) / 2, height, width};
}
