/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections without a keyring: names, the environment, token-command, and who is chosen. The keyring itself
 * is tested against a real one in tests/keyring. */
#include "src/local/connections.h"

#include <string.h>

#include "src/local/secret-text.h"
#include "tests/unit/local/private-home.h"

typedef struct {
  GMainLoop *loop;
  GAsyncResult *result;
} Wait;

static void
on_answer(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;
  wait->result = g_object_ref(result);
  g_main_loop_quit(wait->loop);
}

/* The answer to the call that was just begun with on_answer and @wait. */
static GAsyncResult *
answer_of(Wait *wait)
{
  g_main_loop_run(wait->loop);
  g_clear_pointer(&wait->loop, g_main_loop_unref);
  return wait->result;
}

static void
test_names(void)
{
  g_assert_true(connection_name_check("work", NULL));
  g_assert_true(connection_name_check("Büro 2", NULL));
  static const char *const bad[] = {"", " x", "a/b", "a[b", "a]b", "a\\b", "a\tb", "a\033b", "\377"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(connection_name_check(bad[i], &error));
    g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_BAD_NAME);
  }
}

static void
test_environment(void)
{
  g_autofree char *server = NULL;
  char *token = NULL;
  g_setenv("CANVASS_SERVER", "fra1", TRUE);
  g_setenv("CANVASS_TOKEN", "s3cret", TRUE);
  const char *block = g_getenv("CANVASS_TOKEN");
  environment_take_token(&server, &token);
  g_assert_cmpstr(server, ==, "fra1");
  g_assert_cmpstr(token, ==, "s3cret");
  g_assert_null(g_getenv("CANVASS_TOKEN"));
  g_assert_cmpint(block[0], ==, '\0'); /* overwritten where it stood */
  secret_text_clear(&token);
  g_clear_pointer(&server, g_free);
  environment_take_token(&server, &token);
  g_assert_cmpstr(server, ==, "fra1");
  g_assert_null(token);
}

static char *
run_token_command(PrivateHome *home, const char *command, GError **error)
{
  g_autofree char *config =
      g_strdup_printf("[connection work]\nserver = fra1\ntoken-command = %s\n", command);
  private_home_write(home->paths->config, "config", config, -1);
  g_autoptr(Settings) settings = settings_load(home->paths, NULL);
  g_autoptr(Connections) connections = connections_new(settings, NULL, NULL);
  g_autoptr(Connection) work = connection_new("work", "fra1", FALSE, CONNECTION_COMMAND);
  Wait wait = {.loop = g_main_loop_new(NULL, FALSE)};
  connection_load_token_async(connections, work, NULL, on_answer, &wait);
  g_autoptr(GAsyncResult) result = answer_of(&wait);
  return connection_load_token_finish(connections, result, error);
}

static void
test_token_command(void)
{
  PrivateHome home;
  private_home_init(&home);
  char *token = run_token_command(&home, "printf 'tok en\\\\nsecond line\\\\n'", NULL);
  g_assert_cmpstr(token, ==, "tok en");
  secret_text_free(token);
  /* An agent that the command started and that keeps its output open. */
  token = run_token_command(&home, "sh -c 'sleep 100 & echo token'", NULL);
  g_assert_cmpstr(token, ==, "token");
  secret_text_free(token);
  static const char *const bad[] = {"false", "true", "/nonexistent/program", "yes", "echo 'unbalanced"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(run_token_command(&home, bad[i], &error));
    g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_COMMAND);
  }
  private_home_clear(&home);
}

/* With no bus the config's connections are the answer and the keyring's error comes beside them. */
static void
test_list_without_keyring(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_unsetenv("DBUS_SESSION_BUS_ADDRESS");
  private_home_write(
      home.paths->config, "config",
      "[canvass]\ndefault = b\nread-only = true\n"
      "[connection a]\nserver = fra1\ntoken-command = true\n"
      "[connection b]\nserver = fra1\ntoken-command = true\n[connection no command]\nserver = x\n",
      -1);
  g_autoptr(Settings) settings = settings_load(home.paths, NULL);
  g_autoptr(Connections) connections = connections_new(settings, "https://x.qualtrics.com", "secret");
  Wait wait = {.loop = g_main_loop_new(NULL, FALSE)};
  connections_list_async(connections, NULL, on_answer, &wait);
  g_autoptr(GAsyncResult) result = answer_of(&wait);
  g_autoptr(GError) keyring_error = NULL, error = NULL;
  g_autoptr(GPtrArray) list = connections_list_finish(connections, result, &keyring_error, &error);
  g_assert_no_error(error);
  g_assert_error(keyring_error, LOCAL_ERROR, LOCAL_ERROR_NO_KEYRING);
  g_assert_cmpuint(list->len, ==, 3);
  g_assert_cmpstr(connections_choose(list, NULL, NULL)->name, ==, "environment");
  g_assert_cmpstr(connections_choose(list, "a", NULL)->name, ==, "a");
  const Connection *b = connections_choose(list, "b", NULL);
  g_assert_true(b->is_default);
  g_assert_true(b->read_only);
  g_autofree char *notice = connection_notice(b);
  g_assert_nonnull(strstr(notice, "token-command"));
  g_assert_null(connections_choose(list, "no command", &error));
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_NOT_FOUND);
  private_home_clear(&home);
}

/* "read-only" of one connection holds for it alone, wherever its token comes from. */
static void
test_read_only_by_name(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_unsetenv("DBUS_SESSION_BUS_ADDRESS");
  private_home_write(home.paths->config, "config",
                     "[connection environment]\nread-only = true\n"
                     "[connection a]\nserver = fra1\ntoken-command = true\n",
                     -1);
  g_autoptr(Settings) settings = settings_load(home.paths, NULL);
  g_autoptr(Connections) connections = connections_new(settings, "https://x.qualtrics.com", "secret");
  Wait wait = {.loop = g_main_loop_new(NULL, FALSE)};
  connections_list_async(connections, NULL, on_answer, &wait);
  g_autoptr(GAsyncResult) result = answer_of(&wait);
  g_autoptr(GPtrArray) list = connections_list_finish(connections, result, NULL, NULL);
  g_assert_true(connections_choose(list, "environment", NULL)->read_only);
  g_assert_false(connections_choose(list, "a", NULL)->read_only);
  private_home_clear(&home);
}

static void
test_nothing_at_all(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_unsetenv("DBUS_SESSION_BUS_ADDRESS");
  g_autoptr(Settings) settings = settings_load(home.paths, NULL);
  g_autoptr(Connections) connections = connections_new(settings, NULL, NULL);
  Wait wait = {.loop = g_main_loop_new(NULL, FALSE)};
  connections_list_async(connections, NULL, on_answer, &wait);
  g_autoptr(GAsyncResult) result = answer_of(&wait);
  g_autoptr(GError) error = NULL;
  g_assert_null(connections_list_finish(connections, result, NULL, &error));
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_NO_KEYRING);
  private_home_clear(&home);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/connections/names", test_names);
  g_test_add_func("/connections/environment", test_environment);
  g_test_add_func("/connections/token-command", test_token_command);
  g_test_add_func("/connections/list-without-keyring", test_list_without_keyring);
  g_test_add_func("/connections/read-only-by-name", test_read_only_by_name);
  g_test_add_func("/connections/nothing-at-all", test_nothing_at_all);
  return g_test_run();
}
