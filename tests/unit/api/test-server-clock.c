/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which replies turn the server's clock. Each is told by how far its Date is off the truth. */
#include "src/api/server-clock.h"

#define HOUR G_GINT64_CONSTANT(3600)
#define YEAR (365 * 24 * HOUR)
#define NOW (G_GINT64_CONSTANT(1764000000) * 1000)

typedef struct {
  ServerClock clock;
  gint64 steady; /* ms */
} Story;

/* A reply @after seconds, @off seconds off; then how far off the clock is, in seconds. */
static gint64
hear(Story *story, gint64 after, gint64 off)
{
  story->steady += after * 1000;
  server_clock_take(&story->clock, NOW + story->steady + off * 1000, story->steady);
  return (server_clock_at(&story->clock, story->steady) - NOW - story->steady) / 1000;
}

static void
first_is_believed(void)
{
  Story story = {0};
  g_assert_false(story.clock.is_known);
  g_assert_cmpint(hear(&story, 5, 0), ==, 0);
  g_assert_true(story.clock.is_known);
}

/* Whole seconds, and the way here: the greater is nearer. */
static void
late_ones_turn_nothing(void)
{
  Story story = {0};
  hear(&story, 0, -2);
  g_assert_cmpint(hear(&story, 1, 0), ==, 0);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint(hear(&story, 1, -3), ==, 0);
}

static void
no_old_reply_turns_it_back(void)
{
  Story story = {0};
  hear(&story, 0, 0);
  for (gint64 age = 60; age < 200; age++) /* one kept reply, again and again */
    g_assert_cmpint(hear(&story, 1, -age), ==, 0);
  for (guint i = 0; i < 10; i++) /* at once */
    g_assert_cmpint(hear(&story, 0, -500), ==, 0);
  g_assert_cmpint(hear(&story, 0, 0), ==, 0);
  for (guint i = 0; i < 10; i++) { /* of several, with fresh ones between them */
    g_assert_cmpint(hear(&story, 5, -HOUR), ==, 0);
    g_assert_cmpint(hear(&story, 5, -HOUR), ==, 0);
    g_assert_cmpint(hear(&story, 5, 0), ==, 0);
  }
}

/* The very first one was old: two fresh ones put it right, whatever else is old between them. */
static void
later_time_wins(void)
{
  Story story = {0};
  g_assert_cmpint(hear(&story, 0, -HOUR), ==, -HOUR);
  g_assert_cmpint(hear(&story, 0, 0), ==, -HOUR);
  g_assert_cmpint(hear(&story, 1, -2 * HOUR), ==, -HOUR);
  g_assert_cmpint(hear(&story, 1, 0), ==, 0);
}

static void
one_of_the_future_turns_nothing(void)
{
  Story story = {0};
  hear(&story, 0, 0);
  for (guint i = 0; i < 10; i++) {
    g_assert_cmpint(hear(&story, 1, YEAR), ==, 0);
    g_assert_cmpint(hear(&story, 1, 2 * YEAR), ==, 0);
    g_assert_cmpint(hear(&story, 1, 0), ==, 0);
  }
}

/* The very first one was, or two: it is not believed for ever. */
static void
future_is_not_believed_for_ever(void)
{
  for (guint i = 1; i < 3; i++) {
    Story story = {0};
    hear(&story, 0, i == 1 ? YEAR : 0);
    hear(&story, 0, YEAR);
    g_assert_cmpint(hear(&story, 0, YEAR), ==, YEAR);
    g_assert_cmpint(hear(&story, 2, 0), ==, YEAR);
    g_assert_cmpint(hear(&story, 2, 0), ==, YEAR);
    g_assert_cmpint(hear(&story, 2, 0), ==, 0);
  }
}

/* The server's clock was put right. */
static void
corrections_are_followed(void)
{
  Story story = {0};
  hear(&story, 0, 0);
  hear(&story, 1, 10);
  g_assert_cmpint(hear(&story, 1, 10), ==, 10);
  hear(&story, 2, -30);
  hear(&story, 2, -30);
  g_assert_cmpint(hear(&story, 2, -30), ==, -30);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/server-clock/first-is-believed", first_is_believed);
  g_test_add_func("/server-clock/late-ones-turn-nothing", late_ones_turn_nothing);
  g_test_add_func("/server-clock/no-old-reply-turns-it-back", no_old_reply_turns_it_back);
  g_test_add_func("/server-clock/later-time-wins", later_time_wins);
  g_test_add_func("/server-clock/one-of-the-future-turns-nothing", one_of_the_future_turns_nothing);
  g_test_add_func("/server-clock/future-is-not-believed-for-ever", future_is_not_believed_for_ever);
  g_test_add_func("/server-clock/corrections-are-followed", corrections_are_followed);
  return g_test_run();
}
