/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person types or pastes where "~/" stands already. */
#include <glib.h>

#include "ui/typed-path.h"

static void
expect(const char *typed, const char *below_home_or_whole)
{
  g_autofree char *whole = typed_path_whole(typed);
  g_autofree char *expected = g_path_is_absolute(below_home_or_whole)
                                  ? g_strdup(below_home_or_whole)
                                  : g_build_filename(g_get_home_dir(), below_home_or_whole, NULL);
  g_assert_cmpstr(whole, ==, expected);
}

static void
test_home(void)
{
  expect("~/a.csv", "a.csv");
  expect("a.csv", "a.csv");
  expect("  ~/two words.csv ", "two words.csv");
  expect("~/~.csv", "~.csv");
}

static void
test_whole(void)
{
  expect("/srv/a.csv", "/srv/a.csv");
  expect(" /srv/a.csv\t", "/srv/a.csv");
}

static void
test_pasted_behind_home(void)
{
  expect("~//srv/a.csv", "/srv/a.csv");
  expect("~/ /srv/a.csv", "/srv/a.csv");
  expect("~/~/a.csv", "a.csv");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/typed-path/home", test_home);
  g_test_add_func("/typed-path/whole", test_whole);
  g_test_add_func("/typed-path/pasted-behind-home", test_pasted_behind_home);
  return g_test_run();
}
