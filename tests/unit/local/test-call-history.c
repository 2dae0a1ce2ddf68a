/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls made before, the newest first, over restarts. */
#include "src/local/call-history.h"

#include <string.h>

#include "tests/unit/local/private-home.h"

static void
add(CallHistory *history, const char *call, const char *query, const char *body)
{
  g_autoptr(GError) error = NULL;
  const CallHistoryEntry entry = {call, query, body};
  g_assert_true(call_history_add(history, &entry, &error));
  g_assert_no_error(error);
}

static void
test_newest_comes_first_after_a_restart(void)
{
  PrivateHome home;
  private_home_init(&home);
  {
    g_autoptr(CallHistory) history = call_history_load(home.paths);
    g_assert_cmpuint(call_history_length(history), ==, 0);
    add(history, "GET /whoami", "", NULL);
    add(history, "PUT /surveys/SV_1", "a=1", "{\"name\":\n\t\"x\"}");
    add(history, "GET /whoami", "", "");
  }
  g_autoptr(CallHistory) history = call_history_load(home.paths);
  g_assert_cmpuint(call_history_length(history), ==, 2);
  g_assert_cmpstr(call_history_nth(history, 0).call, ==, "GET /whoami");
  g_assert_cmpstr(call_history_nth(history, 1).query, ==, "a=1");
  g_assert_cmpstr(call_history_nth(history, 1).body, ==, "{\"name\":  \"x\"}");
  private_home_clear(&home);
}

static void
test_it_does_not_grow_without_end(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(CallHistory) history = call_history_load(home.paths);
  for (int i = 0; i < 250; i++) {
    g_autofree char *call = g_strdup_printf("GET /surveys/SV_%d", i);
    add(history, call, "", "");
  }
  g_assert_cmpuint(call_history_length(history), ==, 200);
  g_assert_cmpstr(call_history_nth(history, 199).call, ==, "GET /surveys/SV_50");
  g_autofree char *body = g_strnfill(100000, 'x');
  add(history, "POST /surveys", "", body);
  g_assert_cmpstr(call_history_nth(history, 0).body, ==, "");
  private_home_clear(&home);
}

static void
test_damage_is_passed_over(void)
{
  PrivateHome home;
  private_home_init(&home);
  private_home_write(home.paths->state, "api-history", "GET /whoami\t\t\nnonsense\n\t\t\n", -1);
  g_autoptr(CallHistory) history = call_history_load(home.paths);
  g_assert_cmpuint(call_history_length(history), ==, 1);
  private_home_write(home.paths->state, "api-history", "\xff\xfe\t\t\n", -1);
  g_autoptr(CallHistory) broken = call_history_load(home.paths);
  g_assert_cmpuint(call_history_length(broken), ==, 0);
  private_home_clear(&home);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/call-history/restart", test_newest_comes_first_after_a_restart);
  g_test_add_func("/call-history/bounded", test_it_does_not_grow_without_end);
  g_test_add_func("/call-history/damage", test_damage_is_passed_over);
  return g_test_run();
}
