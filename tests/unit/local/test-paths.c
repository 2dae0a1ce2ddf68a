/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders and files that nobody else may look into. */
#include "src/local/paths.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "src/local/local-error.h"
#include "tests/unit/local/private-home.h"

static guint
mode_of(const char *path)
{
  struct stat info;
  g_assert_cmpint(g_stat(path, &info), ==, 0);
  return info.st_mode & 07777;
}

static void
test_folders_are_private(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_assert_true(g_str_has_prefix(home.paths->state, home.root));
  g_assert_cmpuint(mode_of(home.paths->config), ==, 0700);
  g_assert_cmpuint(mode_of(home.paths->state), ==, 0700);
  g_assert_cmpuint(mode_of(home.paths->cache), ==, 0700);
  g_assert_null(home.paths->runtime);
  private_home_clear(&home);
}

static void
test_open_folder_is_closed(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_assert_cmpint(g_chmod(home.paths->state, 0755), ==, 0);
  g_autoptr(Paths) again = paths_new(NULL);
  g_assert_nonnull(again);
  g_assert_cmpuint(mode_of(home.paths->state), ==, 0700);
  private_home_clear(&home);
}

static void
test_relative_variable_is_ignored(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_setenv("XDG_RUNTIME_DIR", "not/absolute", TRUE);
  g_autoptr(Paths) paths = paths_new(NULL);
  g_assert_nonnull(paths);
  g_assert_null(paths->runtime);
  g_assert_false(g_file_test("not", G_FILE_TEST_EXISTS));
  private_home_clear(&home);
}

static void
test_file_in_the_way(void)
{
  PrivateHome home;
  private_home_init(&home);
  private_home_write(home.root, "file", "", 0);
  g_autofree char *below_file = g_build_filename(home.root, "file", NULL);
  g_setenv("XDG_CACHE_HOME", below_file, TRUE);
  g_autoptr(GError) error = NULL;
  g_assert_null(paths_new(&error));
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_FILE);
  g_assert_nonnull(strstr(error->message, below_file));
  private_home_clear(&home);
}

static void
test_private_write(void)
{
  PrivateHome home;
  private_home_init(&home);
  private_home_write(home.paths->state, "note", "old and longer", -1);
  g_autofree char *path = g_build_filename(home.paths->state, "note", NULL);
  g_assert_cmpint(g_chmod(path, 0644), ==, 0);
  g_autoptr(GError) error = NULL;
  g_assert_true(private_file_write(path, "new", -1, &error));
  g_assert_no_error(error);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, "new");
  g_assert_cmpuint(mode_of(path), ==, 0600);
  private_home_clear(&home);
}

static void
test_write_soon(void)
{
  PrivateHome home;
  private_home_init(&home);
  private_home_write(home.paths->state, "note", "old and longer", -1);
  g_autofree char *path = g_build_filename(home.paths->state, "note", NULL);
  g_autofree char *below_file = g_build_filename(path, "note", NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(private_file_write_soon(path, "new", 3, &error));
  g_assert_no_error(error);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, "new");
  g_assert_cmpuint(mode_of(path), ==, 0600);
  g_assert_false(private_file_write_soon(below_file, "new", 3, &error));
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_FILE);
  private_home_clear(&home);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/paths/folders-are-private", test_folders_are_private);
  g_test_add_func("/paths/open-folder-is-closed", test_open_folder_is_closed);
  g_test_add_func("/paths/relative-variable-is-ignored", test_relative_variable_is_ignored);
  g_test_add_func("/paths/file-in-the-way", test_file_in_the_way);
  g_test_add_func("/paths/private-write", test_private_write);
  g_test_add_func("/paths/write-soon", test_write_soon);
  return g_test_run();
}
