/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a request may go out again. */
#include "src/net/retry.h"

static void
test_a_post_goes_out_once(void)
{
  g_assert_cmpint(retry_pause(FETCH_POST, FETCH_UNANSWERED, 0, 1, 0, 0), ==, -1);
  g_assert_cmpint(retry_pause(FETCH_POST, FETCH_ANSWERED, 429, 1, 0, 0), ==, -1);
  g_assert_cmpint(retry_pause(FETCH_POST, FETCH_ANSWERED, 503, 1, 1000, 0), ==, -1);
  g_assert_cmpint(retry_pause(FETCH_POST, FETCH_ANSWERED, 408, 1, 0, 0), ==, -1);
  g_assert_cmpint(retry_pause(FETCH_POST, FETCH_NOT_SENT, 0, 1, 0, 0), ==, 500);
}

static void
test_what_passes_is_tried_again(void)
{
  static const guint passing[] = {408, 429, 500, 502, 503, 504},
                     lasting[] = {200, 400, 401, 403, 404, 413, 501};
  static const FetchMethod methods[] = {FETCH_GET, FETCH_PUT, FETCH_DELETE};
  for (guint m = 0; m < G_N_ELEMENTS(methods); m++) {
    for (guint i = 0; i < G_N_ELEMENTS(passing); i++)
      g_assert_cmpint(retry_pause(methods[m], FETCH_ANSWERED, passing[i], 1, 0, 0), ==, 500);
    for (guint i = 0; i < G_N_ELEMENTS(lasting); i++)
      g_assert_cmpint(retry_pause(methods[m], FETCH_ANSWERED, lasting[i], 1, 0, 0), ==, -1);
    g_assert_cmpint(retry_pause(methods[m], FETCH_UNANSWERED, 0, 1, 0, 0), ==, 500);
  }
}

static void
test_pauses_grow_and_end(void)
{
  g_assert_cmpint(retry_pause(FETCH_GET, FETCH_UNANSWERED, 0, 2, 0, 0), ==, 1000);
  g_assert_cmpint(retry_pause(FETCH_GET, FETCH_UNANSWERED, 0, 3, 0, 0), ==, 2000);
  g_assert_cmpint(retry_pause(FETCH_GET, FETCH_UNANSWERED, 0, 3, 0, 0.5), ==, 3000);
  g_assert_cmpint(retry_pause(FETCH_GET, FETCH_UNANSWERED, 0, 4, 0, 0), ==, -1);
}

static void
test_the_server_may_ask_for_a_minute(void)
{
  g_assert_cmpint(retry_pause(FETCH_GET, FETCH_ANSWERED, 429, 1, 7000, 0), ==, 7000);
  g_assert_cmpint(retry_pause(FETCH_GET, FETCH_ANSWERED, 429, 1, 60000, 0), ==, 60000);
  g_assert_cmpint(retry_pause(FETCH_GET, FETCH_ANSWERED, 429, 1, 60001, 0), ==, -1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/retry/a-post-goes-out-once", test_a_post_goes_out_once);
  g_test_add_func("/retry/what-passes-is-tried-again", test_what_passes_is_tried_again);
  g_test_add_func("/retry/pauses-grow-and-end", test_pauses_grow_and_end);
  g_test_add_func("/retry/the-server-may-ask-for-a-minute", test_the_server_may_ask_for_a_minute);
  return g_test_run();
}
