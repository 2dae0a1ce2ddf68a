/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of a distribution's numbers, of numbers that cannot be. */
#include "ui/panes/distribution-draw.h"

#include <string.h>

#include "src/model/timestamp.h"

enum { HEIGHT = 12, WIDTH = 80 };

static gboolean
shows(const Canvas *canvas, const char *words)
{
  for (int y = 0; y < HEIGHT; y++) {
    g_autofree char *row = canvas_row_text(canvas, y);
    if (strstr(row, words))
      return TRUE;
  }
  return FALSE;
}

static gboolean
shows_arrivals(gint64 sends, gint64 completed)
{
  g_autoptr(Distribution) distribution = distribution_new();
  g_autoptr(GPtrArray) entries = g_ptr_array_new();
  DistributionEntry entry = {.completed = completed};
  Canvas *canvas = canvas_new(HEIGHT, WIDTH);
  distribution->sends = sends;
  g_ptr_array_add(entries, &entry);
  distribution_draw_numbers(distribution, entries, canvas, (Rect){0, 0, HEIGHT, WIDTH});
  gboolean seen = shows(canvas, "Arrivals");
  canvas_free(canvas);
  return seen;
}

static void
test_arrivals(void)
{
  g_assert_true(shows_arrivals(1000, 2000));
  g_assert_false(shows_arrivals(2000, 1000));
  g_assert_false(shows_arrivals(1000, TIMESTAMP_NONE));
  /* Sent at no time that was told: nothing came so long after it. */
  g_assert_false(shows_arrivals(TIMESTAMP_NONE, 2000));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/distribution-draw/arrivals", test_arrivals);
  return g_test_run();
}
