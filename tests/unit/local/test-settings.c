/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The config file as people write it, and what the program writes back into it. */
#include "src/local/settings.h"

#include "src/local/local-error.h"
#include "tests/unit/local/private-home.h"

static Settings *
load_text(PrivateHome *home, const char *text)
{
  private_home_write(home->paths->config, "config", text, -1);
  g_autoptr(GError) error = NULL;
  Settings *settings = settings_load(home->paths, &error);
  g_assert_no_error(error);
  return settings;
}

static void
test_missing_file(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Settings) settings = settings_load(home.paths, NULL);
  g_assert_nonnull(settings);
  g_assert_cmpint(settings_undo_window(settings), ==, 300);
  g_assert_cmpstr(settings_notify(settings), ==, "off");
  g_assert_false(settings_read_only(settings));
  g_assert_null(settings_default_connection(settings));
  g_auto(GStrv) names = settings_connection_names(settings);
  g_assert_cmpuint(g_strv_length(names), ==, 0);
  private_home_clear(&home);
}

static void
test_values(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Settings) settings = load_text(
      &home, "[canvass]\nundo-window = 60\nnotify = osc9\ndefault = work\nread-only = true\n"
             "[connection work]\nserver = fra1\ntoken-command = pass show 'my key'\nread-only=true\n"
             "[connection other one]\nserver = iad1\n[keys]\nedit = e, F2\n");
  g_assert_cmpint(settings_undo_window(settings), ==, 60);
  g_assert_cmpstr(settings_notify(settings), ==, "osc9");
  g_assert_true(settings_read_only(settings));
  g_assert_cmpstr(settings_default_connection(settings), ==, "work");
  g_auto(GStrv) names = settings_connection_names(settings);
  g_assert_cmpuint(g_strv_length(names), ==, 2);
  g_assert_cmpstr(names[1], ==, "other one");
  g_autofree char *server = settings_connection_server(settings, "work");
  g_assert_cmpstr(server, ==, "fra1");
  g_autofree char *command = settings_connection_command(settings, "work");
  g_assert_cmpstr(command, ==, "pass show 'my key'");
  g_assert_null(settings_connection_command(settings, "other one"));
  g_assert_true(settings_connection_read_only(settings, "work"));
  g_assert_false(settings_connection_read_only(settings, "other one"));
  g_auto(GStrv) keys = settings_keys(settings, "edit");
  g_assert_cmpuint(g_strv_length(keys), ==, 2);
  g_assert_cmpstr(keys[1], ==, "F2");
  g_assert_null(settings_keys(settings, "delete"));
  private_home_clear(&home);
}

/* What cannot be understood is refused, naming the file; above all a "read-only" that would else mean "may
 * write". */
static void
test_refused(void)
{
  static const char *const bad[] = {
      "[canvass]\nread-only = maybe\n",
      "[canvass]\nundo-window = soon\n",
      "[canvass]\nnotify = always\n",
      "[canvass]\nundo-window = -1\n",
      "[canvass]\nundo-window = 86401\n",
      "[connection work]\nread-only = ja\n",
      "[canvass]\nread_only = true\n",
      "[canvass]\nRead-only = true\n",
      "[canvas]\nread-only = true\n",
      "[connection work]\nreadonly = true\n",
      "[connection work ]\nread-only = true\n",
      "[connection  work]\nread-only = true\n",
      "[connection ]\nread-only = true\n",
      "[connections]\nread-only = true\n",
      "[connection work]\ncolour = pink\n",
      "no group = 1\n",
      "[canvass\n",
  };
  PrivateHome home;
  private_home_init(&home);
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    private_home_write(home.paths->config, "config", bad[i], -1);
    g_autoptr(GError) error = NULL;
    g_assert_null(settings_load(home.paths, &error));
    g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_CONFIG);
    g_assert_nonnull(strstr(error->message, home.paths->config));
  }
  private_home_clear(&home);
}

static void
test_default_is_kept_with_comments(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Settings) settings =
      load_text(&home, "# mine\n[canvass]\n# minutes, not hours\nundo-window = 120\n");
  g_assert_true(settings_set_default_connection(settings, "work", NULL));
  g_autofree char *path = g_build_filename(home.paths->config, "config", NULL);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_nonnull(strstr(text, "# mine"));
  g_assert_nonnull(strstr(text, "# minutes, not hours"));
  g_autoptr(Settings) again = settings_load(home.paths, NULL);
  g_assert_cmpstr(settings_default_connection(again), ==, "work");
  g_assert_cmpint(settings_undo_window(again), ==, 120);
  g_assert_true(settings_set_default_connection(again, NULL, NULL));
  g_autoptr(Settings) third = settings_load(home.paths, NULL);
  g_assert_null(settings_default_connection(third));
  private_home_clear(&home);
}

static void
test_launch_defaults(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Settings) settings = settings_load(home.paths, NULL);
  g_autoptr(GHashTable) values = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_insert(values, (gpointer) "from-name", (gpointer) "Café \"Ünï\"; [x]\nline");
  g_assert_true(settings_set_launch_defaults(settings, "https://fra1.qualtrics.com", values, NULL));
  g_autoptr(Settings) again = settings_load(home.paths, NULL);
  g_autofree char *value = settings_launch_default(again, "https://fra1.qualtrics.com", "from-name");
  g_assert_cmpstr(value, ==, "Café \"Ünï\"; [x]\nline");
  g_assert_null(settings_launch_default(again, "https://iad1.qualtrics.com", "from-name"));
  private_home_write(home.paths->state, "launch-defaults", "\001\002 torn", -1);
  g_autoptr(Settings) damaged = settings_load(home.paths, NULL);
  g_assert_nonnull(damaged);
  private_home_clear(&home);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/settings/missing-file", test_missing_file);
  g_test_add_func("/settings/values", test_values);
  g_test_add_func("/settings/refused", test_refused);
  g_test_add_func("/settings/default-is-kept-with-comments", test_default_is_kept_with_comments);
  g_test_add_func("/settings/launch-defaults", test_launch_defaults);
  return g_test_run();
}
