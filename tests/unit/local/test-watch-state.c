/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a watch keeps: it comes back whole, or not at all, and does not grow for ever. */
#include "src/local/watch-state.h"

#include <string.h>

#include "src/local/local-error.h"
#include "src/model/timestamp.h"
#include "tests/unit/local/private-home.h"

static WatchState *
open_state(const PrivateHome *home)
{
  g_autoptr(GError) error = NULL;
  WatchState *state = watch_state_open(home->paths, "https://fra1.qualtrics.com", "SV_1/..", &error);
  g_assert_no_error(error);
  return state;
}

static void
test_comes_back(void)
{
  PrivateHome home;
  private_home_init(&home);
  WatchState *state = open_state(&home);
  g_assert_cmpint(state->horizon, ==, TIMESTAMP_NONE);
  g_assert_cmpint(state->counted, ==, -1);
  watch_state_begin(state, 1000);
  state->token = g_strdup("UQhc=");
  state->counted = 7;
  watch_state_add(state, "R_1", 2000);
  watch_state_add(state, "R_2", 1500);
  watch_state_add(state, "R 3", TIMESTAMP_NONE);
  g_assert_true(watch_state_save(state, NULL));
  watch_state_free(state);
  state = open_state(&home);
  g_assert_cmpstr(state->token, ==, "UQhc=");
  g_assert_cmpint(state->horizon, ==, 1000);
  g_assert_cmpint(state->last, ==, 2000);
  g_assert_cmpint(state->counted, ==, 7);
  g_assert_false(watch_state_is_new(state, "R_1", 2000));
  g_assert_false(watch_state_is_new(state, "R_2", TIMESTAMP_NONE));
  g_assert_false(watch_state_is_new(state, "R 3", 5000));
  g_assert_false(watch_state_is_new(state, "R_4", 999));
  g_assert_true(watch_state_is_new(state, "R_4", 1000));
  g_assert_true(watch_state_is_new(state, "R_4", TIMESTAMP_NONE));
  watch_state_free(state);
  private_home_clear(&home);
}

static void
test_others_are_apart(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(WatchState) one = open_state(&home);
  g_autoptr(WatchState) other = watch_state_open(home.paths, "https://fra1.qualtrics.com", "SV_2", NULL);
  g_autoptr(WatchState) elsewhere =
      watch_state_open(home.paths, "https://co1.qualtrics.com", "SV_1/..", NULL);
  g_assert_true(one != NULL && other != NULL && elsewhere != NULL);
  g_autoptr(GError) error = NULL;
  g_assert_null(watch_state_open(home.paths, "https://fra1.qualtrics.com", "SV_2", &error));
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_LOCKED);
  private_home_clear(&home);
}

static void
test_stays_small(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(WatchState) state = open_state(&home);
  watch_state_begin(state, 0);
  for (gint64 i = 1; i <= 10500; i++) {
    g_autofree char *id = g_strdup_printf("R_%d", (int) i);
    watch_state_add(state, id, i);
  }
  g_assert_true(watch_state_save(state, NULL));
  g_assert_cmpuint(g_hash_table_size(state->known), ==, 10000);
  g_assert_cmpint(state->horizon, ==, 501);
  /* Told ones stay told, by their ID or by their age. */
  g_assert_false(watch_state_is_new(state, "R_1", 1));
  g_assert_false(watch_state_is_new(state, "R_500", 500));
  g_assert_false(watch_state_is_new(state, "R_501", 501));
  g_assert_false(watch_state_is_new(state, "R_10500", 10500));
  g_assert_true(watch_state_is_new(state, "R_x", 501));
  private_home_clear(&home);
}

static void
test_damaged_is_said(void)
{
  static const char *const damaged[] = {"",
                                        "canvass-watch 2\nend\n",
                                        "canvass-watch 1\nhorizon 5\n",
                                        "canvass-watch 1\nhorizon x\nend\n",
                                        "canvass-watch 1\nid R_1\nend\n",
                                        "canvass-watch 1\nnonsense\nend\n"};
  for (guint i = 0; i < G_N_ELEMENTS(damaged); i++) {
    PrivateHome home;
    private_home_init(&home);
    WatchState *state = open_state(&home);
    g_autofree char *path = g_strdup(state->path);
    watch_state_free(state);
    g_assert_true(g_file_set_contents(path, damaged[i], -1, NULL));
    g_autoptr(GError) error = NULL;
    g_assert_null(watch_state_open(home.paths, "https://fra1.qualtrics.com", "SV_1/..", &error));
    g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_FILE);
    g_assert_nonnull(strstr(error->message, path));
    private_home_clear(&home);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/watch-state/comes-back", test_comes_back);
  g_test_add_func("/watch-state/others-are-apart", test_others_are_apart);
  g_test_add_func("/watch-state/stays-small", test_stays_small);
  g_test_add_func("/watch-state/damaged-is-said", test_damaged_is_said);
  return g_test_run();
}
