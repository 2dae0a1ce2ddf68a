/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a killed program left behind goes; nothing else does. */
#include "src/local/passing-file.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/local/private-home.h"

/* The number of a program that has ended. */
static int
ended(void)
{
  pid_t child = fork();
  if (child == 0)
    _exit(0);
  waitpid(child, NULL, 0);
  return (int) child;
}

static void
test_what_was_left_behind_goes(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autofree char *dead = g_strdup_printf("text-%d.toml", ended());
  g_autofree char *half = g_strdup_printf("text-%d.toml.X4ZQ2A", ended());
  const struct {
    const char *name;
    gboolean stays;
  } files[] = {{dead, FALSE},          {half, FALSE},     {"text-1.toml", TRUE}, {"text-.toml", TRUE},
               {"text-9x.toml", TRUE}, {"journal", TRUE}, {"text-0.toml", TRUE}};
  g_autofree char *own = passing_file_path(home.paths, ".toml");
  g_assert_true(private_file_write(own, "mine", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(home.paths->state, files[i].name, NULL);
    g_assert_true(private_file_write(path, "somebody's address", -1, NULL));
  }
  passing_files_clear(home.paths);
  g_assert_true(g_file_test(own, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(home.paths->state, files[i].name, NULL);
    g_test_message("%s", files[i].name);
    g_assert_cmpint(g_file_test(path, G_FILE_TEST_EXISTS), ==, files[i].stays);
  }
  private_home_clear(&home);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/passing-file/what-was-left-behind-goes", test_what_was_left_behind_goes);
  return g_test_run();
}
