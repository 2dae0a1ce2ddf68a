/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns and filters by pane, over restarts. */
#include "src/local/views.h"

#include "tests/unit/local/private-home.h"

static void
test_columns_come_back(void)
{
  PrivateHome home;
  private_home_init(&home);
  const char *const columns[] = {"last", "email", "-first", NULL};
  {
    g_autoptr(Views) views = views_load(home.paths);
    g_assert_null(views_columns(views, "contacts"));
    g_assert_true(views_set_columns(views, "contacts", columns, NULL));
  }
  g_autoptr(Views) views = views_load(home.paths);
  g_auto(GStrv) again = views_columns(views, "contacts");
  g_assert_true(g_strv_equal((const char *const *) again, columns));
  g_assert_null(views_columns(views, "surveys"));
  private_home_clear(&home);
}

static void
test_filters_have_names(void)
{
  PrivateHome home;
  private_home_init(&home);
  {
    g_autoptr(Views) views = views_load(home.paths);
    g_assert_true(views_set_filter(views, "contacts", "mine", " !rossi lang:it # [x]", NULL));
    g_assert_true(views_set_filter(views, "contacts", "other", "x", NULL));
    g_assert_true(views_set_filter(views, "contacts", "other", NULL, NULL));
  }
  g_autoptr(Views) views = views_load(home.paths);
  g_auto(GStrv) names = views_filters(views, "contacts");
  g_assert_cmpuint(g_strv_length(names), ==, 1);
  g_autofree char *text = views_filter(views, "contacts", "mine");
  g_assert_cmpstr(text, ==, " !rossi lang:it # [x]");
  g_auto(GStrv) none = views_filters(views, "surveys");
  g_assert_cmpuint(g_strv_length(none), ==, 0);
  g_assert_null(views_filter(views, "contacts", "other"));
  private_home_clear(&home);
}

static void
test_a_name_is_a_word(void)
{
  g_assert_true(views_filter_name_is_good("it-people_2"));
  g_assert_false(views_filter_name_is_good(""));
  g_assert_false(views_filter_name_is_good("a b"));
  g_assert_false(views_filter_name_is_good("a=b"));
  g_assert_false(views_filter_name_is_good("[x]"));
  g_assert_false(views_filter_name_is_good("123456789012345678901234567890123"));
}

static void
test_damage_starts_anew(void)
{
  PrivateHome home;
  private_home_init(&home);
  private_home_write(home.paths->state, "views", "no key file\n\xff", -1);
  g_autoptr(Views) views = views_load(home.paths);
  g_assert_null(views_columns(views, "contacts"));
  g_assert_true(views_set_filter(views, "contacts", "mine", "x", NULL));
  private_home_clear(&home);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/views/columns", test_columns_come_back);
  g_test_add_func("/views/filters", test_filters_have_names);
  g_test_add_func("/views/names", test_a_name_is_a_word);
  g_test_add_func("/views/damage", test_damage_starts_anew);
  return g_test_run();
}
