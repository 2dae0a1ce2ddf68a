/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At every size and focus: panes inside the body, none over another, the focused one with the more room of
 * its row. */
#include "ui/layout.h"

static gboolean
overlap(Rect a, Rect b)
{
  return a.y < b.y + b.height && b.y < a.y + a.height && a.x < b.x + b.width && b.x < a.x + a.width;
}

static void
check(int height, int width, int focus, gboolean zoom)
{
  Layout layout = layout_make(height, width, focus, zoom);
  int area = 0;
  for (int i = 0; i < LAYOUT_PANES; i++) {
    area += layout.panes[i].height * layout.panes[i].width;
    for (int j = i + 1; j < LAYOUT_PANES; j++)
      g_assert_false(overlap(layout.panes[i], layout.panes[j]));
  }
  g_assert_cmpint(area, ==, layout.body.height * layout.body.width);
  g_assert_cmpint(layout.top.height + layout.titles.height + layout.body.height + 2, ==, height);
  Rect own = layout.panes[focus];
  g_assert_cmpint(own.height, >=, 4);
  if (!layout.single)
    g_assert_cmpint(own.width, >, layout.panes[focus ^ 1].width);
}

static void
test_sizes(void)
{
  for (int height = LAYOUT_MIN_HEIGHT; height < 70; height++)
    for (int width = LAYOUT_MIN_WIDTH; width < 260; width += 3)
      for (int focus = 0; focus < LAYOUT_PANES; focus++) {
        check(height, width, focus, FALSE);
        check(height, width, focus, TRUE);
      }
}

static void
test_narrow(void)
{
  Layout narrow = layout_make(24, 80, 1, FALSE), wide = layout_make(24, 100, 1, FALSE),
         low = layout_make(23, 200, 1, FALSE);
  g_assert_true(narrow.single);
  g_assert_true(low.single);
  g_assert_false(wide.single);
  g_assert_cmpint(narrow.titles.height, ==, 1);
  g_assert_cmpint(layout_make(24, 80, 1, TRUE).titles.height, ==, 0);
  g_assert_true(layout_make(15, 80, 0, FALSE).too_small);
  g_assert_true(layout_make(16, 59, 0, FALSE).too_small);
  g_assert_false(layout_make(16, 60, 0, FALSE).too_small);
}

static void
test_click(void)
{
  Layout layout = layout_make(40, 120, 1, FALSE);
  for (int i = 0; i < LAYOUT_PANES; i++)
    g_assert_cmpint(layout_pane_at(&layout, layout.panes[i].y, layout.panes[i].x), ==, i);
  g_assert_cmpint(layout_pane_at(&layout, 39, 5), ==, -1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/layout/sizes", test_sizes);
  g_test_add_func("/layout/narrow", test_narrow);
  g_test_add_func("/layout/click", test_click);
  return g_test_run();
}
