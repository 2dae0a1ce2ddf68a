/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One budget, learned from what the server says; the clock is the test's. */
#include "src/net/pace.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

/* How many go between @from and @until. */
static guint
count_between(Pace *pace, gint64 from, gint64 until)
{
  guint count = 0;
  for (gint64 now = from; now < until;) {
    gint64 pause = pace_take(pace, now);
    count += pause == 0;
    now += pause;
  }
  return count;
}

static void
test_a_burst_then_a_rate(void)
{
  Pace pace;
  pace_init(&pace, FALSE, SECOND);
  g_assert_cmpuint(count_between(&pace, SECOND, SECOND + 1), ==, 10);
  guint count = count_between(&pace, SECOND + 1, 11 * SECOND);
  g_assert_cmpuint(count, >=, 49);
  g_assert_cmpuint(count, <=, 50);
}

static void
test_429_halves_and_pauses(void)
{
  Pace pace;
  pace_init(&pace, FALSE, SECOND);
  pace_slow_down(&pace, SECOND, 2000);
  g_assert_cmpint(pace_take(&pace, SECOND), ==, 2 * SECOND);
  g_assert_cmpfloat(pace.rate, ==, 2.5);
  g_assert_cmpint(pace_take(&pace, 3 * SECOND), ==, 0);
}

static void
test_a_pause_is_believed_up_to_a_limit(void)
{
  Pace pace;
  pace_init(&pace, FALSE, SECOND);
  pace_slow_down(&pace, SECOND, G_MAXINT64);
  g_assert_cmpint(pace_take(&pace, SECOND), ==, 300 * SECOND);
  pace_slow_down(&pace, SECOND, -5);
  g_assert_cmpint(pace.paused_until, ==, 301 * SECOND);
}

static void
test_speed_comes_back_up_to_its_most(void)
{
  Pace pace;
  pace_init(&pace, FALSE, SECOND);
  for (guint i = 0; i < 50; i++)
    pace_slow_down(&pace, SECOND, 0);
  g_assert_cmpfloat(pace.rate, ==, 0.5);
  for (guint i = 0; i < 1000; i++)
    pace_speed_up(&pace);
  g_assert_cmpfloat(pace.rate, ==, pace.most);
}

static void
test_this_machine_is_fast(void)
{
  Pace pace;
  pace_init(&pace, TRUE, SECOND);
  g_assert_cmpuint(count_between(&pace, SECOND, SECOND + 1), >=, 100);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pace/a-burst-then-a-rate", test_a_burst_then_a_rate);
  g_test_add_func("/pace/429-halves-and-pauses", test_429_halves_and_pauses);
  g_test_add_func("/pace/a-pause-is-believed-up-to-a-limit", test_a_pause_is_believed_up_to_a_limit);
  g_test_add_func("/pace/speed-comes-back-up-to-its-most", test_speed_comes_back_up_to_its_most);
  g_test_add_func("/pace/this-machine-is-fast", test_this_machine_is_fast);
  return g_test_run();
}
