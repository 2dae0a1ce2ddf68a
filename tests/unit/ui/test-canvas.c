/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn stays inside the clip, and no half of a wide cluster is left behind. */
#include "ui/canvas.h"

static void
assert_row(const Canvas *canvas, int y, const char *expected)
{
  g_autofree char *row = canvas_row_text(canvas, y);
  g_assert_cmpstr(row, ==, expected);
}

static void
test_frame(void)
{
  g_autoptr(Canvas) canvas = canvas_new(3, 30);
  Rect inside = canvas_frame(canvas, canvas_rect(canvas), "1 Directories", "filter", "1/3", TRUE);
  assert_row(canvas, 0, "╭ 1 Directories ───── filter ╮");
  assert_row(canvas, 1, "│                            │");
  assert_row(canvas, 2, "╰─────────────────────── 1/3 ╯");
  g_assert_cmpint(inside.width, ==, 28);
}

static void
test_ascii(void)
{
  g_autoptr(Canvas) canvas = canvas_new(3, 12);
  canvas_set_ascii(canvas, TRUE);
  canvas_frame(canvas, canvas_rect(canvas), NULL, NULL, NULL, TRUE);
  canvas_text(canvas, 1, 1, 10, "● Mário日", STYLE_NORMAL);
  assert_row(canvas, 0, "+----------+");
  assert_row(canvas, 1, "|* Mario?  |");
}

static void
test_clip(void)
{
  g_autoptr(Canvas) canvas = canvas_new(2, 10);
  Rect former = canvas_set_clip(canvas, (Rect){0, 2, 1, 4});
  canvas_text(canvas, 0, 0, -1, "abcdefghij", STYLE_NORMAL);
  canvas_text(canvas, 1, 0, -1, "abcdefghij", STYLE_NORMAL);
  canvas_set_clip(canvas, former);
  assert_row(canvas, 0, "  cde…");
  assert_row(canvas, 1, "");
}

static void
test_wide(void)
{
  g_autoptr(Canvas) canvas = canvas_new(1, 6);
  canvas_text(canvas, 0, 0, -1, "日本", STYLE_NORMAL);
  canvas_text(canvas, 0, 1, 1, "x", STYLE_NORMAL);
  assert_row(canvas, 0, " x本");
  canvas_text(canvas, 0, 2, 1, "y", STYLE_NORMAL);
  assert_row(canvas, 0, " xy");
  canvas_text(canvas, 0, 5, -1, "日", STYLE_NORMAL);
  assert_row(canvas, 0, " xy  …");
}

static void
test_control(void)
{
  g_autoptr(Canvas) canvas = canvas_new(1, 10);
  canvas_text(canvas, 0, 0, -1, "a\x1b[31m\xff", STYLE_NORMAL);
  assert_row(canvas, 0, "a\xef\xbf\xbd[31m\xef\xbf\xbd");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/canvas/frame", test_frame);
  g_test_add_func("/canvas/ascii", test_ascii);
  g_test_add_func("/canvas/clip", test_clip);
  g_test_add_func("/canvas/wide", test_wide);
  g_test_add_func("/canvas/control", test_control);
  return g_test_run();
}
