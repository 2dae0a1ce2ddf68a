/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At every size and focus: panes inside the body, none over another, the focused one with the room its rows
 * need. */
#include "ui/layout.h"

static gboolean
overlap(Rect a, Rect b)
{
  return a.y < b.y + b.height && b.y < a.y + a.height && a.x < b.x + b.width && b.x < a.x + a.width;
}

static void
check(int height, int width, int focus, gboolean zoom, int wanted)
{
  Layout layout = layout_make(height, width, focus, zoom, wanted, 1);
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
  if (layout.single)
    return;
  if (focus % 2)
    g_assert_cmpint(own.width, >, layout.panes[focus ^ 1].width);
  else
    g_assert_cmpint(own.width, >=, MIN(wanted, width / 2));
  g_assert_cmpint(layout.panes[0].width, <=, width / 2);
  g_assert_cmpint(layout.panes[2].width, <=, width / 2);
}

static void
test_sizes(void)
{
  for (int height = LAYOUT_MIN_HEIGHT; height < 70; height++)
    for (int width = LAYOUT_MIN_WIDTH; width < 260; width += 3)
      for (int focus = 0; focus < LAYOUT_PANES; focus++) {
        check(height, width, focus, FALSE, 0);
        check(height, width, focus, FALSE, 55);
        check(height, width, focus, FALSE, 1000);
        check(height, width, focus, TRUE, 0);
      }
}

static void
test_grows_as_needed(void)
{
  int narrow = layout_make(40, 120, 1, FALSE, 0, 1).panes[0].width;
  g_assert_cmpint(layout_make(40, 120, 0, FALSE, 10, 1).panes[0].width, ==, narrow);
  g_assert_cmpint(layout_make(40, 120, 0, FALSE, 44, 1).panes[0].width, ==, 44);
  g_assert_cmpint(layout_make(40, 120, 0, FALSE, 90, 1).panes[0].width, ==, 60);
  g_assert_cmpint(layout_make(40, 120, 1, FALSE, 90, 1).panes[0].width, ==, narrow);
  g_assert_cmpint(layout_make(40, 120, 0, FALSE, 44, 1).panes[2].width, ==, narrow);
}

static void
test_narrow(void)
{
  Layout narrow = layout_make(24, 80, 1, FALSE, 0, 1), wide = layout_make(24, 100, 1, FALSE, 0, 1),
         low = layout_make(23, 200, 1, FALSE, 0, 1);
  g_assert_true(narrow.single);
  g_assert_true(low.single);
  g_assert_false(wide.single);
  g_assert_cmpint(narrow.titles.height, ==, 1);
  g_assert_cmpint(layout_make(24, 80, 1, TRUE, 0, 1).titles.height, ==, 0);
  Layout said = layout_make(40, 120, 1, FALSE, 0, 3), quiet = layout_make(40, 120, 1, FALSE, 0, 1);
  g_assert_cmpint(said.body.height, ==, quiet.body.height - 2); /* no line of an error covers a row */
  g_assert_cmpint(said.message.y, ==, said.body.y + said.body.height);
  g_assert_cmpint(said.message.y + said.message.height, ==, said.hints.y);
  g_assert_true(layout_make(15, 80, 0, FALSE, 0, 1).too_small);
  g_assert_true(layout_make(16, 59, 0, FALSE, 0, 1).too_small);
  g_assert_false(layout_make(16, 60, 0, FALSE, 0, 1).too_small);
}

static void
test_click(void)
{
  Layout layout = layout_make(40, 120, 1, FALSE, 0, 1);
  for (int i = 0; i < LAYOUT_PANES; i++)
    g_assert_cmpint(layout_pane_at(&layout, layout.panes[i].y, layout.panes[i].x), ==, i);
  g_assert_cmpint(layout_pane_at(&layout, 39, 5), ==, -1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/layout/sizes", test_sizes);
  g_test_add_func("/layout/grows-as-needed", test_grows_as_needed);
  g_test_add_func("/layout/narrow", test_narrow);
  g_test_add_func("/layout/click", test_click);
  return g_test_run();
}
