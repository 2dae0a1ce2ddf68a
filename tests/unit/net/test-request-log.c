/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last 2000 requests, and nothing in them that steers a terminal. */
#include "src/net/request-log.h"

static void
count_change(gpointer data)
{
  ++*(guint *) data;
}

static void
test_keeps_the_last_2000(void)
{
  RequestLog *log = request_log_new();
  guint changes = 0;
  request_log_set_on_changed(log, count_change, &changes);
  for (guint i = 1; i <= 2100; i++)
    request_log_add(log, i, "GET", "https://h.example/x");
  g_assert_cmpuint(changes, ==, 2100);
  g_assert_cmpuint(request_log_length(log), ==, 2000);
  g_assert_cmpuint(request_log_nth(log, 0)->id, ==, 101);
  g_assert_cmpuint(request_log_nth(log, 1999)->id, ==, 2100);
  g_assert_null(request_log_find(log, 100));
  g_assert_cmpuint(request_log_find(log, 101)->id, ==, 101);
  request_log_free(log);
}

static void
test_targets_are_clean(void)
{
  RequestLog *log = request_log_new();
  g_assert_cmpstr(request_log_add(log, 1, "GET", "https://h.example/a?b=c")->target, ==, "/a?b=c");
  g_assert_cmpstr(request_log_add(log, 2, "GET", "https://h.example/a\x1b[2J")->target, ==, "/a [2J");
  g_assert_true(g_utf8_validate(request_log_add(log, 3, "GET", "https://h.example/\xff")->target, -1, NULL));
  request_log_free(log);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/request-log/keeps-the-last-2000", test_keeps_the_last_2000);
  g_test_add_func("/request-log/targets-are-clean", test_targets_are_clean);
  return g_test_run();
}
