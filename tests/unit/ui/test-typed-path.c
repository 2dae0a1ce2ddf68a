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

static void
expect_completed(const char *typed, const char *completed, const char *names)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *text = typed_path_complete(typed, found);
  g_ptr_array_add(found, NULL);
  g_autofree char *joined = g_strjoinv(" ", (char **) found->pdata);
  g_assert_cmpstr(text, ==, completed);
  g_assert_cmpstr(joined, ==, names);
}

static void
make(const char *name)
{
  g_autofree char *path = g_build_filename(g_get_home_dir(), name, NULL);
  if (g_str_has_suffix(name, "/"))
    g_assert_cmpint(g_mkdir_with_parents(path, 0700), ==, 0);
  else
    g_assert_true(g_file_set_contents(path, "", 0, NULL));
}

static void
test_completed(void)
{
  static const char *const files[] = {"people/",   "people/a.csv", "people.csv", "pénélope.csv",
                                      "pérou.csv", ".hidden",      "odd\nname",  "two words.csv"};
  for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
    make(files[i]);
  g_autofree char *home = g_strdup_printf("%s/", g_get_home_dir());
  g_autofree char *whole = g_strconcat(home, "tw", NULL), *done = g_strconcat(home, "two words.csv", NULL);
  g_autofree char *pasted = g_strconcat("~/", whole, NULL), *there = g_strconcat("~/", done, NULL);
  expect_completed("~/pe", "~/people", "people.csv people/");
  expect_completed("~/people/", "~/people/a.csv", "a.csv");
  expect_completed("~/pé", "~/pé", "pénélope.csv pérou.csv");
  expect_completed("~/pér", "~/pérou.csv", "pérou.csv");
  expect_completed("two", "two words.csv", "two words.csv");
  expect_completed("~/two w", "~/two words.csv", "two words.csv");
  expect_completed("~/.h", "~/.hidden", ".hidden");
  expect_completed("~/o", "~/odd", "odd name"); /* shown, but it cannot be typed */
  expect_completed("~/", "~/", "odd name people.csv people/ pénélope.csv pérou.csv two words.csv");
  expect_completed("~/nowhere/x", "~/nowhere/x", "");
  expect_completed("~", "~/", "");
  expect_completed(whole, done, "two words.csv");
  expect_completed(pasted, there, "two words.csv");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func("/typed-path/home", test_home);
  g_test_add_func("/typed-path/whole", test_whole);
  g_test_add_func("/typed-path/pasted-behind-home", test_pasted_behind_home);
  g_test_add_func("/typed-path/completed", test_completed);
  return g_test_run();
}
